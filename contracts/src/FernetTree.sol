// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {Claim, Fernet, PPM} from "./Fernet.sol";
import {OpeningError, ShapeError} from "./FernetErrors.sol";

/// @notice What a bundle adds up over its seats and everything below it (SPEC #accumulator).
struct Sums {
    uint256 total;
    uint64 filled;
    uint64 keptBase;
    uint64 keptMerge;
}

/// @notice The seat that an opening shows (SPEC #opening).
struct OpenedSeat {
    bytes32 key;
    Claim claim;
    uint256 score;
    /// 0 is the primary.
    uint8 position;
    /// The commitments of the child bundles, and the sums, of the node of the seat.
    bytes32 left;
    bytes32 right;
    Sums sums;
}

/// @title The proof tree: its shape, sums, commitments and openings
/// @notice Nodes are numbered in order: base i is node 2i, the merge that splits at base k is node 2k - 1 (SPEC #node-number).
library FernetTree {
    bytes32 internal constant SEATS = "fernet/1/seats";
    bytes32 internal constant BUNDLE = "fernet/1/bundle";
    bytes32 internal constant TREE_DATA = "fernet/1/tree-data";

    /// @dev Bytes of an opening without levels, of a level, and of a node in tree data.
    uint256 internal constant OPENING_LENGTH = 429;
    uint256 internal constant LEVEL_LENGTH = 120;
    uint256 internal constant NODE_DATA_LENGTH = 152;
    uint256 private constant MAX_LEVELS = 32;

    // Shape

    /// @notice The number of bases for a number of transactions (SPEC #bases).
    /// @param txPerBase The parameter: 1 or 2.
    function bases(uint64 transactions, uint8 txPerBase) internal pure returns (uint64 count) {
        unchecked {
            count = transactions / txPerBase + transactions % txPerBase;
            if (count == 0) return 1;
            if (count > 1 << MAX_LEVELS) revert ShapeError.TooManyBases();
        }
    }

    /// @notice M, the number of nodes (SPEC #bases).
    /// @param baseCount The number of bases: 1 to 2^32, here and in all functions below.
    function nodes(uint64 baseCount) internal pure returns (uint64) {
        if (baseCount == 0) revert ShapeError.NoBases();
        if (baseCount > 1 << MAX_LEVELS) revert ShapeError.TooManyBases();
        unchecked {
            return 2 * baseCount - 1;
        }
    }

    /// @notice The number of the root (SPEC #shape).
    function root(uint64 baseCount) internal pure returns (uint64) {
        return _top(0, baseCount);
    }

    /// @notice The bases below a node, without `end` (SPEC #node-number).
    /// @param node A node of the tree.
    function span(uint64 baseCount, uint64 node) internal pure returns (uint64 start, uint64 end) {
        unchecked {
            uint64 k = (node + 1) / 2;
            if (node % 2 == 0) return (k, k + 1);
            uint64 reach = k & (~k + 1);
            return (k - reach, k + reach < baseCount ? k + reach : baseCount);
        }
    }

    /// @notice The two children of a merge (SPEC #shape).
    /// @param node A merge of the tree: an odd number.
    function children(uint64 baseCount, uint64 node) internal pure returns (uint64 left, uint64 right) {
        (uint64 start, uint64 end) = span(baseCount, node);
        unchecked {
            return (_top(start, node / 2 + 1), _top(node / 2 + 1, end));
        }
    }

    /// @notice The parent of a node (SPEC #shape).
    /// @param node A node of the tree, but not the root.
    function parent(uint64 baseCount, uint64 node) internal pure returns (uint64) {
        unchecked {
            // Number + 1 in a perfect tree is an odd multiple of 2^height. A node whose parent there is beyond this tree is a
            // child of the next ancestor that is not.
            uint256 count = 2 * uint256(baseCount);
            uint256 place = uint256(node) + 1;
            uint256 bit = place & (~place + 1);
            do {
                place = (place ^ bit) | (bit << 1);
                bit <<= 1;
            } while (place >= count);
            return uint64(place - 1);
        }
    }

    /// @notice The number of edges from a node to the root (SPEC #shape).
    /// @param node A node of the tree.
    function depth(uint64 baseCount, uint64 node) internal pure returns (uint256 edges) {
        uint64 top = root(baseCount);
        unchecked {
            for (; node != top; ++edges) {
                node = parent(baseCount, node);
            }
        }
    }

    /// @notice The node that follows in post-order (SPEC #post-order).
    /// @param node A node of the tree, but not the root.
    function nextInPostOrder(uint64 baseCount, uint64 node) internal pure returns (uint64) {
        uint64 above = parent(baseCount, node);
        unchecked {
            return node < above ? above + 1 : above;
        }
    }

    /// @dev The node over the bases from `start` to `end`, `end` excluded.
    function _top(uint64 start, uint64 end) private pure returns (uint64) {
        unchecked {
            uint64 size = end - start;
            if (size == 1) return 2 * start;
            // The largest power of two below the size.
            uint64 left = size - 1;
            left |= left >> 1;
            left |= left >> 2;
            left |= left >> 4;
            left |= left >> 8;
            left |= left >> 16;
            left -= left >> 1;
            return 2 * (start + left) - 1;
        }
    }

    // Sums and commitments

    /// @notice The sums with one seat more (SPEC #accumulator).
    /// @param node The node of the seat.
    function addSeat(Sums memory sums, uint64 node, uint256 score, uint32 feeBurn) internal pure returns (Sums memory) {
        uint64 kept = uint64(PPM - feeBurn);
        return node % 2 == 0
            ? Sums(sums.total + score, sums.filled + 1, sums.keptBase + kept, sums.keptMerge)
            : Sums(sums.total + score, sums.filled + 1, sums.keptBase, sums.keptMerge + kept);
    }

    /// @notice The sums of two bundles together (SPEC #accumulator).
    function add(Sums memory a, Sums memory b) internal pure returns (Sums memory) {
        return Sums(a.total + b.total, a.filled + b.filled, a.keptBase + b.keptBase, a.keptMerge + b.keptMerge);
    }

    /// @notice The seats digest of a bundle (SPEC #seats-digest).
    /// @param count The number of seats. The ids that follow the last seat are zero.
    function seatsDigest(uint8 count, bytes32 id1, bytes32 id2, bytes32 id3) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(SEATS, count, id1, id2, id3));
    }

    /// @notice The commitment of a bundle (SPEC #bundle-commitment).
    /// @param left The commitment of the left child bundle, zero for a base.
    /// @param right The commitment of the right child bundle, zero for a base.
    function bundleCommitment(uint64 node, bytes32 digest, bytes32 left, bytes32 right, Sums memory sums)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(
            abi.encodePacked(
                BUNDLE, node, digest, left, right, sums.total, sums.filled, sums.keptBase, sums.keptMerge
            )
        );
    }

    /// @notice Whether tree `a` wins against tree `b`: their roots' sums, and then their commitments (SPEC #competition).
    function comesBefore(Sums memory a, bytes32 commitmentA, Sums memory b, bytes32 commitmentB)
        internal
        pure
        returns (bool)
    {
        if (a.total != b.total) return a.total > b.total;
        if (a.filled != b.filled) return a.filled > b.filled;
        return commitmentA < commitmentB;
    }

    /// @notice The hash of tree data (SPEC #tree-data).
    /// @param data The data of all nodes in post-order, 152 bytes each.
    function treeDataHash(uint64 baseCount, bytes calldata data) internal pure returns (bytes32) {
        uint64 count = nodes(baseCount);
        if (data.length < count * NODE_DATA_LENGTH) revert OpeningError.Missing();
        if (data.length > count * NODE_DATA_LENGTH) revert OpeningError.Surplus();
        return keccak256(abi.encodePacked(TREE_DATA, count, data));
    }

    // Openings

    /// @notice Verifies that a seat is in the tree whose root has this commitment (SPEC #opening).
    /// @param opening 429 bytes, and 120 for each level. They may come from anybody.
    /// @param seed The prover seed.
    /// @param proposal The id of the leader's proposal.
    function verifyOpening(
        bytes calldata opening,
        uint64 baseCount,
        bytes32 seed,
        bytes32 proposal,
        bytes32 rootCommitment
    ) internal pure {
        if (openingRoot(opening, baseCount, seed, proposal) != rootCommitment) revert OpeningError.RootDiffers();
    }

    /// @notice The commitment of the root that an opening leads to (SPEC #opening).
    function openingRoot(bytes calldata opening, uint64 baseCount, bytes32 seed, bytes32 proposal)
        internal
        pure
        returns (bytes32 commitment)
    {
        unchecked {
            // The product is compared with the length: there is no remainder.
            // slither-disable-next-line divide-before-multiply
            uint256 levels = (opening.length - OPENING_LENGTH) / LEVEL_LENGTH;
            if (opening.length != OPENING_LENGTH + levels * LEVEL_LENGTH || levels > MAX_LEVELS) {
                revert OpeningError.Length();
            }
            uint64 node = uint64(bytes8(opening[32:40]));
            if (node >= nodes(baseCount)) revert OpeningError.ForeignNode();

            (bytes32 digest, uint256 count, uint256 position, bool gap) = _digest(opening, seed, proposal);
            uint256 m;
            assembly ("memory-safe") {
                // BUNDLE || u64(node) || digest || left || right || sums
                m := mload(0x40)
                mstore(m, BUNDLE)
                calldatacopy(add(m, 0x20), add(opening.offset, 32), 8)
                mstore(add(m, 0x28), digest)
                calldatacopy(add(m, 0x48), add(opening.offset, 309), 120)
                commitment := keccak256(m, 0xc0)
            }
            uint64 top = root(baseCount);
            for (uint256 offset = OPENING_LENGTH; offset != opening.length; offset += LEVEL_LENGTH) {
                if (node == top) revert OpeningError.Levels();
                uint64 above = parent(baseCount, node);
                assembly ("memory-safe") {
                    let level := add(opening.offset, offset)
                    mstore(add(m, 0x20), shl(192, above))
                    calldatacopy(add(m, 0x28), level, 32)
                    // A left child has a smaller number than its parent.
                    let isRight := gt(node, above)
                    mstore(add(m, add(0x48, shl(5, isRight))), commitment)
                    calldatacopy(add(m, sub(0x68, shl(5, isRight))), add(level, 32), 32)
                    calldatacopy(add(m, 0x88), add(level, 64), 56)
                    commitment := keccak256(m, 0xc0)
                }
                node = above;
            }
            if (node != top) revert OpeningError.Levels();
            if (gap) revert OpeningError.EmptySeat();
            if (position >= count) revert OpeningError.Position();
        }
    }

    /// @notice The fields of an opening, which the caller has verified (SPEC #opening).
    function openedSeat(bytes calldata opening) internal pure returns (OpenedSeat memory seat) {
        seat.key = bytes32(opening[0:32]);
        seat.claim = Claim({
            node: uint64(bytes8(opening[32:40])),
            statement: bytes32(opening[40:72]),
            proofDigest: bytes32(opening[72:104]),
            left: bytes32(opening[104:136]),
            right: bytes32(opening[136:168]),
            feeBurn: uint32(bytes4(opening[168:172])),
            payout: address(bytes20(opening[172:192])),
            rebatePayee: address(bytes20(opening[192:212]))
        });
        seat.score = uint256(bytes32(opening[212:244]));
        seat.position = uint8(opening[244]);
        seat.left = bytes32(opening[309:341]);
        seat.right = bytes32(opening[341:373]);
        seat.sums = Sums({
            total: uint256(bytes32(opening[373:405])),
            filled: uint64(bytes8(opening[405:413])),
            keptBase: uint64(bytes8(opening[413:421])),
            keptMerge: uint64(bytes8(opening[421:429]))
        });
    }

    /// @dev The seats digest of the opened bundle, the number of its seats, the position of the opened seat, and whether a
    /// seat follows an empty one.
    function _digest(bytes calldata opening, bytes32 seed, bytes32 proposal)
        private
        pure
        returns (bytes32 digest, uint256 count, uint256 position, bool gap)
    {
        bytes32 claimTag = Fernet.CLAIM;
        bytes32 seatTag = Fernet.SEAT;
        assembly ("memory-safe") {
            let m := mload(0x40)
            // The claim id: CLAIM || seed || proposal || the fields of the claim
            mstore(m, claimTag)
            mstore(add(m, 0x20), seed)
            mstore(add(m, 0x40), proposal)
            calldatacopy(add(m, 0x60), add(opening.offset, 32), 180)
            let claim := keccak256(m, 0x114)
            // The seat id: SEAT || key || claim id || score
            mstore(m, seatTag)
            mstore(add(m, 0x20), calldataload(opening.offset))
            mstore(add(m, 0x40), claim)
            mstore(add(m, 0x60), calldataload(add(opening.offset, 212)))
            let seat := keccak256(m, 0x80)
            // The digest: SEATS || u8(count) || three ids
            position := byte(0, calldataload(add(opening.offset, 244)))
            let first := calldataload(add(opening.offset, 245))
            let second := calldataload(add(opening.offset, 277))
            gap := and(iszero(first), iszero(iszero(second)))
            count := add(1, add(iszero(iszero(first)), iszero(iszero(second))))
            mstore(m, SEATS)
            mstore8(add(m, 0x20), count)
            mstore(add(m, 0x21), seat)
            mstore(add(m, 0x41), first)
            mstore(add(m, 0x61), second)
            if position {
                mstore(add(m, 0x21), first)
                mstore(add(m, 0x41), seat)
                if sub(position, 1) {
                    mstore(add(m, 0x41), second)
                    mstore(add(m, 0x61), seat)
                }
            }
            digest := keccak256(m, 0x81)
        }
    }
}
