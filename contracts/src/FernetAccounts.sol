// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

/// @title Balances that their owners withdraw, and the wei that were burned
/// @notice Nothing is sent to an account but by its own withdrawal. So no account can stop a block, and none needs to be trusted.
abstract contract FernetAccounts {
    /// @notice What an account can withdraw, in wei.
    mapping(address account => uint256 amount) public balanceOf;
    /// @notice The wei that were burned. They stay in this contract for ever.
    uint256 public burned;

    /// @dev 0 outside of a call, `ENTERED` in one, `PAYING` while the fee vault pays.
    uint256 internal transient lock;
    uint256 internal constant ENTERED = 1;
    uint256 internal constant PAYING = 2;

    /// @notice An account got an amount that it can withdraw.
    event Credited(address indexed account, uint256 amount);
    /// @notice An account withdrew its balance.
    event Withdrawn(address indexed account, address indexed to, uint256 amount);

    /// @notice The contract was called from within a call of itself.
    error Reentered();
    /// @notice The receiver of a withdrawal refused it.
    error WithdrawalRefused();

    /// @dev No other entry can be called before this one has ended.
    modifier locked() {
        if (lock != 0) revert Reentered();
        lock = ENTERED;
        _;
        lock = 0;
    }

    /// @notice Sends the whole balance of the caller to an address. What follows from time alone, such as the bond of a block that
    /// reverts, is credited by the first call that applies the time.
    function withdraw(address payable to) external locked {
        uint256 amount = balanceOf[msg.sender];
        balanceOf[msg.sender] = 0;
        emit Withdrawn(msg.sender, to, amount);
        bool sent;
        assembly ("memory-safe") {
            // Nothing of the answer is copied: it may be long.
            sent := call(gas(), to, amount, 0, 0, 0, 0)
        }
        if (!sent) revert WithdrawalRefused();
    }

    function _credit(address account, uint256 amount) internal {
        if (amount != 0) {
            balanceOf[account] += amount;
            emit Credited(account, amount);
        }
    }

    function _burn(uint256 amount) internal {
        if (amount != 0) burned += amount;
    }
}
