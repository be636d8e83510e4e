// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {OpeningError} from "../src/FernetErrors.sol";
import {FernetTree, OpenedSeat} from "../src/FernetTree.sol";
import {KnownOpening} from "./KnownOpening.sol";

/// @notice Proof trees, with a known answer of `vectors/`. The tests of `evm/` have all others.
contract FernetTreeTest {
    function verify(bytes calldata opening, bytes32 root) external pure returns (OpenedSeat memory) {
        FernetTree.verifyOpening(opening, KnownOpening.BASES, KnownOpening.SEED, KnownOpening.PROPOSAL, root);
        return FernetTree.openedSeat(opening);
    }

    function test_verified_opening() external view {
        OpenedSeat memory seat = this.verify(KnownOpening.OPENING, KnownOpening.ROOT);
        require(seat.key == 0x0202020202020202020202020202020202020202020202020202020202020202, "key");
        require(seat.claim.node == 2 && seat.position == 1, "place");
        require(seat.claim.feeBurn == 2002 && seat.score == 98196196, "bid and score");
        require(seat.claim.payout == address(bytes20(hex"0202020202020202020202020202020202020202")), "payout");
    }

    function test_opening_of_another_root_is_refused() external view {
        try this.verify(KnownOpening.OPENING, KnownOpening.SEED) {
            revert("accepted");
        } catch (bytes memory reason) {
            require(bytes4(reason) == OpeningError.RootDiffers.selector, "another error");
        }
    }

    function test_nodes_of_a_tree() external pure {
        require(FernetTree.bases(31, 2) == 16 && FernetTree.nodes(16) == 31, "16 bases");
        require(FernetTree.root(16) == 15 && FernetTree.parent(16, 0) == 1, "root and parent");
    }
}
