// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {Params} from "fernet-contracts/src/FernetParams.sol";
import {FernetSettlement} from "fernet-contracts/src/FernetSettlement.sol";
import {FernetTree, OpenedSeat} from "fernet-contracts/src/FernetTree.sol";

/// Pays the seats of one settled block, each once, to the payout addresses of their claims.
contract SeatPayer {
    error PaidBefore();
    error TransferFailed();

    bytes32 private immutable seed;
    bytes32 private immutable proposal;
    bytes32 private immutable root;
    uint64 private immutable bases;
    uint256 private immutable pool;
    mapping(uint256 word => uint256 bits) private paid;
    mapping(address payout => uint256 amount) public owed;

    /// The prover seed, the proposal of the leader, the commitment of the winning root, and the pool in wei.
    /// The transaction sends the reserve, from which the seats are paid; the constructor does not check the amount.
    constructor(bytes32 seed_, bytes32 proposal_, bytes32 root_, uint64 bases_, uint256 pool_) payable {
        (seed, proposal, root, bases, pool) = (seed_, proposal_, root_, bases_, pool_);
    }

    /// Anybody may send the opening of a seat.
    function pay(bytes calldata opening) external returns (uint256 amount) {
        FernetTree.verifyOpening(opening, bases, seed, proposal, root); // reverts unless the seat is in the tree
        OpenedSeat memory seat = FernetTree.openedSeat(opening);

        uint256 number = 3 * uint256(seat.claim.node) + seat.position; // one bit for each seat
        uint256 bit = 1 << (number % 256);
        if (paid[number / 256] & bit != 0) revert PaidBefore();
        paid[number / 256] |= bit;

        Params memory params; // what a pay depends on: three seats for each node, one pool
        (params.proofsPerNode, params.rootSeats) = (3, 3);
        amount = FernetSettlement.pay(params, bases, pool, seat.claim.node, seat.claim.feeBurn);
        owed[seat.claim.payout] += amount;
    }

    function withdraw(address payable payout) external {
        uint256 amount = owed[payout];
        owed[payout] = 0;
        (bool sent,) = payout.call{value: amount}("");
        if (!sent) revert TransferFailed();
    }
}
