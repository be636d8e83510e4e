// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {FernetHeader} from "./FernetHeader.sol";

/// @title The RANDAO mixes of L1 blocks, proven by their headers
/// @notice Anybody may pin the mix of any of the last 8,191 L1 blocks. A mix is a fact of the L1 chain, so there is nothing to choose.
abstract contract FernetPin {
    /// @notice The mix of an L1 block (SPEC #randao-mix), or zero if nobody has pinned it.
    mapping(uint256 l1Block => bytes32 mix) public mixOf;

    /// @dev The contract of EIP-2935, which returns the hashes of the last `HISTORY` L1 blocks.
    address private constant HISTORY_STORAGE = 0x0000F90827F1C53a10cb7A02335B175320002935;
    /// @dev The number of L1 blocks whose hashes can be read.
    uint256 internal constant HISTORY = 8191;

    /// @notice The mix of an L1 block is known.
    event Pinned(uint256 indexed l1Block, bytes32 mix);

    /// @notice The header is not that of the L1 block whose number it has, or L1 does not know the hash of that block any more.
    error HeaderUnknown();

    /// @notice Pins the mix of the L1 block with this header (SPEC #randao-pin).
    /// @param header The header in RLP, as it is hashed.
    function pin(bytes calldata header) external {
        (uint256 l1Block, bytes32 mix) = FernetHeader.numberAndMix(header);
        if (_blockHash(l1Block) != keccak256(header)) revert HeaderUnknown();
        if (mixOf[l1Block] == mix) return;
        mixOf[l1Block] = mix;
        emit Pinned(l1Block, mix);
    }

    /// @dev The hash of one of the last `HISTORY` L1 blocks; zero for any other.
    function _blockHash(uint256 l1Block) private view returns (bytes32 hash) {
        assembly ("memory-safe") {
            mstore(0, l1Block)
            let known := staticcall(gas(), HISTORY_STORAGE, 0, 0x20, 0, 0x20)
            if and(known, eq(returndatasize(), 0x20)) { hash := mload(0) }
        }
    }
}
