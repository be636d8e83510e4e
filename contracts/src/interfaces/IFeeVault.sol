// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

/// @title Holds the fees that a rollup collects, and pays them when a block is settled
interface IFeeVault {
    /// @notice Sends exactly `amount` wei to the caller, which is the contract of the rollup.
    /// @dev A call that sends another amount, or reverts, makes the settlement revert. It can be tried again at any time.
    /// @param blockNumber The block that is settled, once.
    /// @param amount The fees of the block, as revealed and proven, and the block reward.
    function pay(uint64 blockNumber, uint256 amount) external;
}
