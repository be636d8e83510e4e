// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {EcvrfP256} from "./EcvrfP256.sol";
import {AMOUNT_LIMIT, Fernet, PPM} from "./Fernet.sol";
import {BidError, ProposalError} from "./FernetErrors.sol";
import {Proposal} from "./FernetMessages.sol";

/// @title The checks of a proposal of this contract's rollup, with a proof on P-256
library FernetProposals {
    /// @notice The words are not those of the proof in the message.
    error OtherProof();

    /// @notice Reverts if a proposal is refused, but for its key and its proof (SPEC #proposal-checks).
    /// @param tip The proposal id of the canonical tip.
    /// @param feeSplitCap The parameter.
    /// @param bondBase The parameter.
    function check(Proposal memory proposal, bytes32 tip, uint32 feeSplitCap, uint96 bondBase) internal pure {
        if (proposal.parent != tip) revert ProposalError.DeadParent();
        if (proposal.feeSplit > feeSplitCap) revert BidError.FeeSplitAboveCap();
        if (proposal.payout == address(0)) revert ProposalError.PayoutZero();
        if (proposal.bond >= AMOUNT_LIMIT) revert ProposalError.BondTooLarge();
        if (proposal.feeSplit > PPM) {
            if (proposal.bond == 0) revert ProposalError.BondMissing();
            if (proposal.bond < Fernet.minimumBond(bondBase, proposal.feeSplit)) revert ProposalError.BondTooSmall();
        } else if (proposal.bond != 0) {
            revert ProposalError.BondNotNeeded();
        }
    }

    /// @notice The id of a proposal (SPEC #proposal).
    function idOf(Proposal memory proposal, uint64 chainId) internal view returns (bytes32) {
        return Fernet.proposalId(
            Fernet.commitment(
                chainId,
                address(this),
                proposal.blockNumber,
                proposal.parent,
                proposal.feeSplit,
                proposal.txOrderHash
            ),
            proposal.payout,
            proposal.bond
        );
    }

    /// @notice The output of a proof of 81 bytes (RFC 9381, section 5.2): sha256(0x02 || 0x03 || Gamma || 0x00).
    function outputOf(bytes calldata proof) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(hex"0203", proof[:33], hex"00"));
    }

    /// @notice Reverts unless the words are those of a proof of 81 bytes: Gamma (SEC 1, section 2.3.3), c and s.
    function checkWords(bytes calldata proof, EcvrfP256.Proof calldata words) internal pure {
        if (
            uint8(proof[0]) != 2 + (words.gammaY & 1) || uint256(bytes32(proof[1:33])) != words.gammaX
                || uint128(bytes16(proof[33:49])) != uint128(words.cAndBranch)
                || uint256(bytes32(proof[49:81])) != words.s
        ) revert OtherProof();
    }

    /// @notice Reverts unless the proof of a proposal is valid (SPEC #proposal).
    /// @param mix The pinned mix of the block.
    function verify(
        EcvrfP256 vrf,
        uint64 chainId,
        Proposal memory proposal,
        bytes32 id,
        bytes32 mix,
        EcvrfP256.Proof calldata words
    ) internal view {
        bytes32 seed = Fernet.sequencerSeed(chainId, address(this), proposal.blockNumber, mix);
        // The output is that of `outputOf`.
        // slither-disable-next-line unused-return
        vrf.verifyWithData(uint256(proposal.key), Fernet.sequencerAlpha(seed), words, abi.encodePacked(id));
    }
}
