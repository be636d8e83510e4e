// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {AMOUNT_LIMIT, Fernet, PPM, SUITE_EDWARDS25519, SUITE_P256} from "./Fernet.sol";
import {ParamsError} from "./FernetErrors.sol";

/// @notice The parameters of a rollup (SPEC #parameters). Amounts are in wei, lengths in L1 blocks, shares in ppm.
struct Params {
    uint64 chainId;
    address rollupAddress;
    uint8 proofsPerNode;
    uint8 rootSeats;
    uint32 feeSplitCap;
    /// 1 or 2.
    uint8 txPerBase;
    /// 0 `per-node`, 1 `per-block`, 2 `public`.
    uint8 vrfMode;
    uint32 randaoLag;
    uint32 activationDelay;
    uint32 proposalBlocks;
    uint32 revealBlocks;
    uint32 provingBlocks;
    uint128 bondBase;
    uint128 revealSlashAmount;
    uint128 proofSlashAmount;
    uint128 blockReward;
    uint128 rebateCap;
    uint32 rebateGas;
    uint32 claimBlocks;
    bool hasBaseShare;
    uint32 baseShare;
    uint16 attesters;
    uint16 quorum;
    uint32 attestBlocks;
    /// The suite byte: 2 for P-256, 4 for edwards25519.
    uint8 sequencerSuite;
}

/// @title The ranges of the parameters
library FernetParams {
    /// @notice Whether a number is one of `tx_per_base`.
    function isTxPerBase(uint256 number) internal pure returns (bool) {
        return number == 1 || number == 2;
    }

    /// @notice Whether a number is that of a `vrf_mode`.
    function isVrfMode(uint256 number) internal pure returns (bool) {
        return number <= 2;
    }

    /// @notice Whether a number is the suite byte of a `sequencer_suite`.
    function isSuite(uint256 number) internal pure returns (bool) {
        return number == SUITE_P256 || number == SUITE_EDWARDS25519;
    }

    /// @notice Reverts if the parameters are refused, with the first failure (SPEC #parameters).
    function check(Params memory params) internal pure {
        if (!isTxPerBase(params.txPerBase)) revert ParamsError.TxPerBase();
        if (!isVrfMode(params.vrfMode)) revert ParamsError.VrfMode();
        if (!isSuite(params.sequencerSuite)) revert ParamsError.SequencerSuite();
        if (params.chainId == 0) revert ParamsError.ChainIdZero();
        if (params.rollupAddress == address(0)) revert ParamsError.RollupAddressZero();
        if (params.proofsPerNode < 1 || params.proofsPerNode > 3) revert ParamsError.ProofsPerNode();
        if (params.rootSeats < 1 || params.rootSeats > params.proofsPerNode) revert ParamsError.RootSeats();
        if (params.randaoLag < 2) revert ParamsError.RandaoLag();
        if (params.proposalBlocks == 0 || params.revealBlocks == 0 || params.provingBlocks == 0) {
            revert ParamsError.PhaseLengthZero();
        }
        if (params.claimBlocks == 0) revert ParamsError.ClaimBlocksZero();
        if (params.bondBase >= AMOUNT_LIMIT) revert ParamsError.BondBaseTooLarge();
        if (Fernet.minimumBond(uint96(params.bondBase), params.feeSplitCap) >= AMOUNT_LIMIT) {
            revert ParamsError.BondBaseTooLarge();
        }
        if (params.feeSplitCap > PPM && params.bondBase == 0) revert ParamsError.BondBaseMissing();
        if (params.revealSlashAmount >= AMOUNT_LIMIT) revert ParamsError.RevealSlashAmountTooLarge();
        if (params.proofSlashAmount >= AMOUNT_LIMIT) revert ParamsError.ProofSlashAmountTooLarge();
        if (params.blockReward >= AMOUNT_LIMIT) revert ParamsError.BlockRewardTooLarge();
        if (params.rebateCap >= AMOUNT_LIMIT) revert ParamsError.RebateCapTooLarge();
        if (params.hasBaseShare && params.baseShare > PPM) revert ParamsError.BaseShareAbovePpm();
        if (params.quorum > params.attesters || (params.quorum == 0) != (params.attesters == 0)) {
            revert ParamsError.Quorum();
        }
        if (
            (params.attestBlocks == 0) != (params.attesters == 0)
                || (params.attesters != 0 && params.attestBlocks >= params.provingBlocks)
        ) revert ParamsError.AttestBlocks();
    }
}
