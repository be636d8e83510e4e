// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {Candidate, Fernet} from "../src/Fernet.sol";

/// @notice Tickets, scores, bids and identifiers, with known answers of `vectors/`. The tests of `evm/` have all others.
contract FernetTest {
    bytes32 private constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;
    bytes32 private constant TWOS = 0x0202020202020202020202020202020202020202020202020202020202020202;
    bytes32 private constant FOURS = 0x0404040404040404040404040404040404040404040404040404040404040404;

    function test_ticket_and_score_of_a_sequencer() external pure {
        uint128 ticket = Fernet.sequencerTicket(ONES, ONES);
        require(ticket == 178001900260816152067323013682343938401, "ticket");
        require(Fernet.score(ticket, 800_000) == uint256(ticket) * 1_800_000, "score");
    }

    function test_tickets_of_a_prover() external pure {
        require(Fernet.nodeTicket(ONES, ONES) == 290654149426969358432281848510238228735, "per-node");
        require(Fernet.blockTicket(ONES, ONES, 3) == 337912839251034273207903796658810473839, "per-block");
        require(Fernet.publicTicket(TWOS, 3, FOURS) == 67832463760342940022658471518187351175, "public");
    }

    function test_inverse_bid() external pure {
        Candidate memory rival = Candidate({ticket: 100, fee: 0, key: TWOS, id: 0});
        (bool found, uint32 fee) = Fernet.inverseBid(50, ONES, rival, 1_000_001);
        require(found && fee == 1000001, "bid");
        require(Fernet.comesBefore(Candidate(50, fee, ONES, 0), rival), "the bid is enough");
        require(!Fernet.comesBefore(Candidate(50, fee - 1, ONES, 0), rival), "and no smaller one");
        (found,) = Fernet.inverseBid(50, ONES, rival, 1_000_000);
        require(!found, "not up to 100 %");
    }

    function test_commitment_and_proposal_id() external pure {
        bytes32 commitment = Fernet.commitment(
            1,
            address(bytes20(hex"fefefefefefefefefefefefefefefefefefefefe")),
            7,
            0x7777777777777777777777777777777777777777777777777777777777777777,
            800_000,
            0x3333333333333333333333333333333333333333333333333333333333333333
        );
        require(commitment == 0x26a4b6ba9fdaf7520058e62a1a4f2a1263142594c5df9f71ba833b6eb60a42d1, "commitment");
        bytes32 id = Fernet.proposalId(commitment, address(bytes20(hex"4444444444444444444444444444444444444444")), 0);
        require(id == 0x111765f92bfedd898e33261733fba2eb9531348dec5a645463e464f15dd254d6, "proposal id");
    }
}
