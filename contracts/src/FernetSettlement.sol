// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {AMOUNT_LIMIT, PPM} from "./Fernet.sol";
import {BidError, SettleError} from "./FernetErrors.sol";
import {Params} from "./FernetParams.sol";
import {FernetTree} from "./FernetTree.sol";

/// @notice How fees, block reward and bond fund the pool, in wei (SPEC #pool).
struct Funding {
    /// F: the fees and the block reward.
    uint256 fees;
    uint256 pool;
    /// What the sequencer keeps of `fees`.
    uint256 sequencer;
    uint256 bondUsed;
    uint256 bondReturned;
}

/// @notice What a block is settled with, in wei: `fees + bondUsed = sequencer + reserved + burned + rebate` (SPEC #identity).
struct Receipt {
    Funding funding;
    /// What the pays of all seats are taken from.
    uint256 reserved;
    uint256 burned;
    uint256 rebate;
}

/// @title Settlement: pool, pays, reserve, rebate and slashing
/// @notice All amounts are in wei and below 2^96. The functions take parameters that `FernetParams.check` accepts.
library FernetSettlement {
    /// @dev Wei of the gas asset whose price is `rate` (SPEC #rebate).
    uint256 private constant RATE_UNIT = 1e18;

    /// @notice Divides fees, block reward and bond (SPEC #pool).
    /// @param fees The fees of the transactions.
    /// @param feeSplit The bid of the leader in ppm.
    function fund(Params memory params, uint256 fees, uint32 feeSplit, uint256 bond)
        internal
        pure
        returns (Funding memory funding)
    {
        if (feeSplit > params.feeSplitCap) revert BidError.FeeSplitAboveCap();
        if (fees >= AMOUNT_LIMIT || bond >= AMOUNT_LIMIT) revert SettleError.AmountTooLarge();
        unchecked {
            fees += params.blockReward;
            if (fees >= AMOUNT_LIMIT) revert SettleError.AmountTooLarge();
            funding.fees = fees;
            if (feeSplit <= PPM) {
                funding.pool = fees * feeSplit / PPM;
                funding.sequencer = fees - funding.pool;
            } else {
                uint256 promised = fees > params.bondBase ? fees : params.bondBase;
                funding.bondUsed = promised * (feeSplit - PPM) / PPM;
                funding.pool = fees + funding.bondUsed;
                if (funding.pool >= AMOUNT_LIMIT) revert SettleError.PoolTooLarge();
                if (bond < funding.bondUsed) revert SettleError.BondTooSmall();
            }
            funding.bondReturned = bond - funding.bondUsed;
        }
    }

    /// @notice The number of seats that share the pool, and the part of the pool, of each kind of node (SPEC #seats). With one pool both kinds have
    /// the whole of it and all seats.
    function shares(Params memory params, uint64 bases, uint256 pool)
        internal
        pure
        returns (uint256 basePool, uint256 baseSeats, uint256 mergePool, uint256 mergeSeats)
    {
        unchecked {
            if (!params.hasBaseShare || bases == 1) {
                uint256 seats = (FernetTree.nodes(bases) - 1) * uint256(params.proofsPerNode) + params.rootSeats;
                return (pool, seats, pool, seats);
            }
            basePool = pool * params.baseShare / PPM;
            mergePool = pool - basePool;
            (baseSeats, mergeSeats) = seatsOfKinds(params, bases);
        }
    }

    /// @notice The number of seats of all bases and of all merges (SPEC #seats).
    function seatsOfKinds(Params memory params, uint64 bases)
        internal
        pure
        returns (uint256 baseSeats, uint256 mergeSeats)
    {
        unchecked {
            if (bases == 1) return (params.rootSeats, 0);
            uint256 perNode = params.proofsPerNode;
            return (bases * perNode, (uint256(bases) - 2) * perNode + params.rootSeats);
        }
    }

    /// @notice The pay of a seat (SPEC #pay).
    function pay(Params memory params, uint64 bases, uint256 pool, uint64 node, uint32 feeBurn)
        internal
        pure
        returns (uint256)
    {
        if (feeBurn > PPM) revert SettleError.BurnAbovePpm();
        if (node >= FernetTree.nodes(bases)) revert SettleError.ForeignNode();
        (uint256 basePool, uint256 baseSeats, uint256 mergePool, uint256 mergeSeats) = shares(params, bases, pool);
        unchecked {
            return node % 2 == 0
                ? basePool * (PPM - feeBurn) / (baseSeats * PPM)
                : mergePool * (PPM - feeBurn) / (mergeSeats * PPM);
        }
    }

    /// @notice What is kept for the pays of all seats (SPEC #reserve).
    /// @param keptBase `keptBase` of the root's sums.
    /// @param keptMerge `keptMerge` of the root's sums.
    function reserve(Params memory params, uint64 bases, uint256 pool, uint64 keptBase, uint64 keptMerge)
        internal
        pure
        returns (uint256)
    {
        (uint256 allBases, uint256 allMerges) = seatsOfKinds(params, bases);
        unchecked {
            if (keptBase > allBases * PPM || keptMerge > allMerges * PPM) revert SettleError.KeptTooLarge();
            (uint256 basePool, uint256 baseSeats, uint256 mergePool, uint256 mergeSeats) = shares(params, bases, pool);
            if (!params.hasBaseShare || bases == 1) {
                return pool * (uint256(keptBase) + keptMerge) / (baseSeats * PPM);
            }
            return basePool * keptBase / (baseSeats * PPM) + mergePool * keptMerge / (mergeSeats * PPM);
        }
    }

    /// @notice The refund of L1 gas to the payee of the winning root's claim (SPEC #rebate).
    /// @param payee The payee. For the zero address the refund is 0.
    /// @param baseFee The base fee of the L1 block in which the winning tree was first accepted, in wei for one unit of gas.
    /// @param rate The price of 10^18 wei of the gas asset in that L1 block, in wei of the asset of the fees.
    /// @param unspent The pool less the reserve.
    function rebate(Params memory params, address payee, uint64 baseFee, uint256 rate, uint256 unspent)
        internal
        pure
        returns (uint256 amount)
    {
        if (rate >= AMOUNT_LIMIT) revert SettleError.AmountTooLarge();
        if (payee == address(0)) return 0;
        unchecked {
            amount = uint256(params.rebateGas) * baseFee * rate / RATE_UNIT;
        }
        if (amount > params.rebateCap) amount = params.rebateCap;
        if (amount > unspent) amount = unspent;
    }

    /// @notice Settles a block from the sums of the winning tree's root (SPEC #settlement).
    function settle(
        Params memory params,
        uint64 bases,
        Funding memory funding,
        uint64 keptBase,
        uint64 keptMerge,
        address payee,
        uint64 baseFee,
        uint256 rate
    ) internal pure returns (Receipt memory receipt) {
        receipt.funding = funding;
        receipt.reserved = reserve(params, bases, funding.pool, keptBase, keptMerge);
        unchecked {
            uint256 unspent = funding.pool - receipt.reserved;
            receipt.rebate = rebate(params, payee, baseFee, rate, unspent);
            receipt.burned = unspent - receipt.rebate;
        }
    }

    /// @notice What a leader loses of its stake or of its bond, and what is left of it (SPEC #slash).
    /// @param held The stake, or the bond.
    /// @param amount The slash amount, or the minimum bond.
    function slash(uint256 held, uint256 amount) internal pure returns (uint256 lost, uint256 left) {
        lost = held < amount ? held : amount;
        unchecked {
            left = held - lost;
        }
    }

    /// @notice What is burned when pays can no longer be claimed (SPEC #unclaimed).
    function unclaimed(uint256 reserved, uint256 claimed) internal pure returns (uint256) {
        if (claimed >= AMOUNT_LIMIT) revert SettleError.AmountTooLarge();
        if (claimed > reserved) revert SettleError.ClaimedTooMuch();
        unchecked {
            return reserved - claimed;
        }
    }
}
