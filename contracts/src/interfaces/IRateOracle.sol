// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

/// @title The price of the gas asset in the asset in which fees are paid
interface IRateOracle {
    /// @notice Returns the price of 10^18 wei of the gas asset, in wei of the fee asset (SPEC #rebate).
    /// @dev It is called with a limit of gas. A call that fails, or an answer of 2^96 or more, counts as 0: there is no rebate then.
    function rate() external view returns (uint256);
}
