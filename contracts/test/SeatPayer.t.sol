// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {SeatPayer} from "../examples/SeatPayer.sol";
import {OpeningError} from "../src/FernetErrors.sol";
import {KnownOpening} from "./KnownOpening.sol";

/// @notice The example of the README pays a known seat once.
contract SeatPayerTest {
    address payable private constant PAYOUT = payable(address(bytes20(hex"0202020202020202020202020202020202020202")));
    /// A ninth of the pool, for one of nine seats, less the bid.
    uint256 private constant PAY = 1 ether - uint256(1 ether) * 2002 / 1_000_000;

    function payer(bytes32 root) private returns (SeatPayer) {
        return new SeatPayer{value: 9 ether}(
            KnownOpening.SEED, KnownOpening.PROPOSAL, root, KnownOpening.BASES, 9 ether
        );
    }

    function test_pays_a_seat() external {
        SeatPayer example = payer(KnownOpening.ROOT);
        require(example.pay(KnownOpening.OPENING) == PAY && example.owed(PAYOUT) == PAY, "pay");
        example.withdraw(PAYOUT);
        require(PAYOUT.balance == PAY && example.owed(PAYOUT) == 0, "withdrawn");
    }

    function test_pays_a_seat_once() external {
        SeatPayer example = payer(KnownOpening.ROOT);
        example.pay(KnownOpening.OPENING);
        try example.pay(KnownOpening.OPENING) {
            revert("paid twice");
        } catch (bytes memory reason) {
            require(bytes4(reason) == SeatPayer.PaidBefore.selector, "another error");
        }
    }

    function test_refuses_the_opening_of_another_tree() external {
        SeatPayer example = payer(KnownOpening.SEED);
        try example.pay(KnownOpening.OPENING) {
            revert("paid");
        } catch (bytes memory reason) {
            require(bytes4(reason) == OpeningError.RootDiffers.selector, "another error");
        }
    }
}
