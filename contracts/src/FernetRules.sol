// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {EcvrfP256} from "./EcvrfP256.sol";
import {AMOUNT_LIMIT, Fernet, SUITE_EDWARDS25519, SUITE_P256} from "./Fernet.sol";
import {BlockError, RegistrationError, RevealError} from "./FernetErrors.sol";
import {FernetMessages, Proposal, RegistrationRequest, Reveal} from "./FernetMessages.sol";
import {Params} from "./FernetParams.sol";
import {FernetProposals} from "./FernetProposals.sol";
import {FernetSettlement, Receipt} from "./FernetSettlement.sol";
import {FernetTree, OpenedSeat} from "./FernetTree.sol";

/// @notice What a reveal makes known of a block.
struct Contents {
    bytes32 proverSeed;
    bytes32 txRoot;
    /// Zero without attesters.
    bytes32 dataRoot;
    uint64 bases;
    uint128 fees;
    address payout;
}

/// @title Rules that `FernetRollup` calls in a linked library
/// @notice The code of a contract is limited to 24,576 bytes (EIP-170). What is here is not needed to make a proposal.
library FernetRules {
    /// @dev The number of the role of sequencers (SPEC #roles).
    uint8 private constant SEQUENCER = 0;

    /// @notice Reads a request to register a sequencer's key, and verifies it (SPEC #registration).
    function checkSequencerRequest(
        uint64 chainId,
        EcvrfP256 vrf,
        bytes calldata message,
        EcvrfP256.Proof calldata words
    ) external view returns (bytes32 key, address owner) {
        RegistrationRequest memory request = FernetMessages.registrationRequestP256(message);
        if (request.suite != SUITE_P256 || request.role != SEQUENCER) revert RegistrationError.Suite();
        if (request.owner == address(0)) revert RegistrationError.OwnerZero();
        FernetProposals.checkWords(message[FernetMessages.REQUEST_PROOF:], words);
        (key, owner) = (request.key, request.owner);
        bytes32 id = Fernet.registrationId(chainId, address(this), request.suite, key, request.role, owner);
        bytes32 alpha = Fernet.registrationAlpha(chainId, address(this), key);
        // The output of a registration is not used.
        // slither-disable-next-line unused-return
        vrf.verifyWithData(uint256(key), alpha, words, abi.encodePacked(id));
    }

    /// @notice Reads a request to register a prover's key, and checks it but for its key and its proof (SPEC #registration).
    function checkProverRequest(bytes calldata message) external pure returns (bytes32 key, address owner) {
        RegistrationRequest memory request = FernetMessages.registrationRequest(message);
        if (request.suite != SUITE_EDWARDS25519 || request.role == SEQUENCER) revert RegistrationError.Suite();
        if (request.owner == address(0)) revert RegistrationError.OwnerZero();
        return (request.key, request.owner);
    }

    /// @notice Names the error of a message that has not the form of a proposal of kind 8.
    function refuseProposal(bytes calldata message) external pure {
        // slither-disable-next-line unused-return
        FernetMessages.proposalP256(message);
    }

    /// @notice Reads evidence of two proposals of one key for one block (SPEC #equivocation).
    function readEvidence(bytes calldata evidence) external pure returns (uint64 number, bytes32 key) {
        (Proposal memory a, Proposal memory b) = FernetMessages.proposalEvidenceP256(evidence);
        if (a.blockNumber != b.blockNumber || a.key != b.key) revert BlockError.NoEvidence();
        return (a.blockNumber, a.key);
    }

    /// @notice Checks that both proposals of evidence are valid, and different (SPEC #equivocation).
    /// @param tip The proposal id of the parent of the block.
    /// @param mix The pinned mix of the block.
    function checkEvidence(
        Params calldata params,
        EcvrfP256 vrf,
        bytes calldata evidence,
        EcvrfP256.Proof calldata first,
        EcvrfP256.Proof calldata second,
        bytes32 tip,
        bytes32 mix
    ) external view {
        (Proposal memory a, Proposal memory b) = FernetMessages.proposalEvidenceP256(evidence);
        (bytes32 idA, bytes32 idB) =
            (FernetProposals.idOf(a, params.chainId), FernetProposals.idOf(b, params.chainId));
        if (idA >= idB) revert BlockError.NoEvidence();
        FernetProposals.check(a, tip, params.feeSplitCap, uint96(params.bondBase));
        FernetProposals.check(b, tip, params.feeSplitCap, uint96(params.bondBase));
        FernetProposals.checkWords(evidence[FernetMessages.PROPOSAL_PROOF:], first);
        FernetProposals.checkWords(evidence[FernetMessages.EVIDENCE_PROOF:], second);
        FernetProposals.verify(vrf, params.chainId, a, idA, mix, first);
        FernetProposals.verify(vrf, params.chainId, b, idB, mix, second);
    }

    /// @notice Reads the form of the leader's proposal (kind 8) and of its reveal (kind 9, 10 or 11).
    function readReveal(bytes calldata proposalMessage, bytes calldata revealMessage)
        external
        pure
        returns (uint64 number)
    {
        number = FernetMessages.blockOfReveal(revealMessage);
        // Read again when the phase is known: here only its form is checked.
        // slither-disable-next-line unused-return
        FernetMessages.proposalP256(proposalMessage);
    }

    /// @notice Checks that a proposal is the leader's, and its reveal (SPEC #reveal).
    /// @dev The id does not contain the proof. The ticket shows that Gamma, from which the prover seed follows, is the verified one.
    /// @param id The id of the leader's proposal.
    /// @param key The leader's key.
    /// @param ticket The leader's ticket.
    /// @param mix The pinned mix of the block.
    function checkReveal(
        Params calldata params,
        bytes calldata proposalMessage,
        bytes calldata revealMessage,
        bytes32 id,
        bytes32 key,
        uint128 ticket,
        bytes32 mix
    ) external view returns (Contents memory contents) {
        Proposal memory proposal = FernetMessages.proposalP256(proposalMessage);
        bytes32 beta = FernetProposals.outputOf(proposalMessage[FernetMessages.PROPOSAL_PROOF:]);
        if (
            proposal.key != key || FernetProposals.idOf(proposal, params.chainId) != id
                || Fernet.sequencerTicket(beta, 0) != ticket
        ) revert BlockError.OtherProposal();
        Reveal memory message = FernetMessages.reveal(revealMessage);
        contents.bases = FernetTree.bases(message.count, params.txPerBase);
        // Whether the pool is refused.
        // slither-disable-next-line unused-return
        FernetSettlement.fund(params, message.fees, proposal.feeSplit, proposal.bond);
        if (_order(params.attesters != 0, message) != proposal.txOrderHash) revert RevealError.WrongOrder();
        contents.proverSeed =
            Fernet.proverSeed(params.chainId, address(this), proposal.blockNumber, mix, beta, 0);
        contents.txRoot = message.txRoot;
        contents.dataRoot = message.dataRoot;
        contents.fees = message.fees;
        contents.payout = proposal.payout;
    }

    /// @dev What the contents of a block give for the `tx_order_hash` of its proposal (SPEC #tx-order).
    function _order(bool withData, Reveal memory message) private pure returns (bytes32) {
        if (withData) {
            if (!message.hasDataRoot) revert RevealError.DataRootMissing();
            return Fernet.txOrderDataHash(
                message.salt, message.fees, message.dataRoot, message.count, message.txRoot
            );
        }
        if (message.hasDataRoot) revert RevealError.DataRootNotNeeded();
        return Fernet.txOrderHash(message.salt, message.fees, message.count, message.txRoot);
    }

    /// @notice The root to which an opening leads, and the seat (SPEC #opening).
    function open(bytes calldata opening, uint64 bases, bytes32 proverSeed, bytes32 proposalId)
        external
        pure
        returns (bytes32 root, OpenedSeat memory seat)
    {
        root = FernetTree.openingRoot(opening, bases, proverSeed, proposalId);
        seat = FernetTree.openedSeat(opening);
    }

    /// @notice The hash of tree data (SPEC #tree-data).
    function treeDataHash(uint64 bases, bytes calldata data) external pure returns (bytes32) {
        return FernetTree.treeDataHash(bases, data);
    }

    /// @notice Settles a block (SPEC #settlement).
    function settle(
        Params calldata params,
        uint64 bases,
        uint256 fees,
        uint32 feeSplit,
        uint256 bond,
        uint64 keptBase,
        uint64 keptMerge,
        address payee,
        uint64 baseFee,
        uint256 rate
    ) external pure returns (Receipt memory) {
        Params memory copy = params;
        return FernetSettlement.settle(
            copy,
            bases,
            FernetSettlement.fund(copy, fees, feeSplit, bond),
            keptBase,
            keptMerge,
            payee,
            baseFee,
            rate
        );
    }

    /// @notice The pay of a seat (SPEC #pay), in a block whose leader had the bond that it needed.
    function pay(Params calldata params, uint64 bases, uint256 fees, uint32 feeSplit, uint64 node, uint32 feeBurn)
        external
        pure
        returns (uint256)
    {
        Params memory copy = params;
        uint256 pool = FernetSettlement.fund(copy, fees, feeSplit, AMOUNT_LIMIT - 1).pool;
        return FernetSettlement.pay(copy, bases, pool, node, feeBurn);
    }
}
