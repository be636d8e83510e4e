//! How the blocks of a chain end: they are settled and paid on L1, and compared with `fernet replay`.

use evm::{Log, Word as _, args};
use revm::primitives::U256;
use serde_json::Value;

use super::drive::{Driven, Driver, bytes, number, text};
use super::trees::Tree;
use crate::kit::STRANGER;

impl Driver<'_> {
    /// Settles all blocks, claims all pays, and closes the claims.
    pub(super) fn settle(&mut self) {
        let limit = |block: &Driven<'_>| number::<u64>(&block.result["details"]["limits"]["trees"]);
        let last = self.blocks.values().map(limit).max().expect("a block");
        let numbers: Vec<u64> = self.blocks.keys().copied().collect();
        self.kit.world.l1_block = last;
        let call = self.kit.send(&STRANGER, 0, "advance", args![]);
        assert!(self.note(call).is_ok());
        for number in &numbers {
            let settles = self.blocks[number].result["outcome"] == "settled";
            let call = self.kit.send(&STRANGER, 0, "settle", args![*number]);
            assert_eq!(self.note(call).is_ok(), settles, "block {number}");
            if settles {
                self.claim(*number);
            }
        }
        self.kit.world.l1_block = last + u64::from(self.kit.params.claim_blocks());
        for number in &numbers {
            let call = self.kit.send(&STRANGER, 0, "closeClaims", args![*number]);
            let settled = self.blocks[number].result["outcome"] == "settled";
            assert_eq!(self.note(call).is_ok(), settled, "block {number}");
        }
    }

    fn claim(&mut self, number: u64) {
        let block = &self.blocks[&number];
        let winner: [u8; 32] = bytes(&winner(block.result)["commitment"]);
        let is_winner = |tree: &&Tree| tree.root.commitment().as_bytes() == &winner;
        let tree = block.accepted.iter().find(is_winner).expect("the winner");
        let openings: Vec<Vec<u8>> = tree.seats.iter().map(|seat| tree.opening(seat)).collect();
        for opening in openings {
            let call = self.kit.send(&STRANGER, 0, "claim", args![number, &opening[..]]);
            self.note(call).expect("a seat of the winner");
            let again = self.kit.send(&STRANGER, 0, "claim", args![number, &opening[..]]);
            assert_eq!(self.note(again), Err("AlreadyClaimed".to_owned()));
            self.seen.pays += 1;
        }
    }

    /// The data and the topics of the events of a block that have a name.
    fn events(&self, name: &str, number: u64) -> Vec<&Log> {
        let is_it = |(event, log): &&(String, Log)| event == name && log.topics.get(1) == Some(&number.word());
        self.events.iter().filter(is_it).map(|(_, log)| log).collect()
    }

    /// Compares how a block ended.
    pub(super) fn compare(&mut self, result: &Value) {
        let number: u64 = number(&result["block_number"]);
        let outcome = text(&result["outcome"]);
        *self.seen.outcomes.entry(outcome.to_owned()).or_default() += 1;
        let ended =
            [("Settled", "settled"), ("NotRevealed", "skipped"), ("Reverted", "reverted"), ("Voided", "voided")];
        for (event, of) in ended {
            let expected = usize::from(of == outcome && self.blocks.contains_key(&number));
            assert_eq!(self.events(event, number).len(), expected, "block {number}, {outcome}: {event}");
        }
        if !result["leader"].is_null() {
            let proposed = self.events("Proposed", number);
            let leader = proposed.last().expect("a proposal that led");
            assert_eq!(leader.topics[2], bytes(&result["leader"]["key"]));
            assert_eq!(leader.data[..32], bytes::<32>(&result["leader"]["proposal_id"]));
            assert_eq!(amount(leader, 1), self::number::<u128>(&result["leader"]["ticket"]));
        }
        if !result["slashed"].is_null() {
            let slashed = self.events("Slashed", number);
            let expected = ["slashed", "forfeit"].map(|name| self::number::<u128>(&result[name]));
            assert_eq!([amount(slashed[0], 0), amount(slashed[0], 1)], expected);
        }
        if outcome == "settled" {
            self.compare_settlement(number, result);
        }
    }

    fn compare_settlement(&self, number: u64, result: &Value) {
        let best = self.events("TreeAccepted", number);
        assert_eq!(best.last().expect("a tree").data[..32], bytes::<32>(&winner(result)["commitment"]));
        let (settlement, settled) = (&result["settlement"], self.events("Settled", number)[0]);
        let words = [
            ("fees", 0),
            ("pool", 1),
            ("sequencer", 2),
            ("bond_used", 3),
            ("reserved", 5),
            ("burned", 6),
            ("rebate", 7),
        ];
        for (name, word) in words {
            assert_eq!(amount(settled, word), self::number::<u128>(&settlement[name]), "block {number}: {name}");
        }
        type Pay = ([u8; 32], [u8; 32], u128);
        let pay = |pay: &Value| -> Pay {
            let node = self::number::<u64>(&pay["node"]).word();
            (node, bytes::<20>(&pay["payout"]).word(), self::number(&pay["amount"]))
        };
        let mut pays: Vec<Pay> = settlement["pays"].as_array().expect("a list").iter().map(pay).collect();
        let claimed = self.events("Claimed", number);
        let mut claimed: Vec<Pay> = claimed.iter().map(|log| (log.topics[2], log.topics[3], amount(log, 1))).collect();
        pays.sort_unstable();
        claimed.sort_unstable();
        assert_eq!(claimed, pays, "block {number}");
        let left = amount(self.events("ClaimsClosed", number)[0], 0);
        let paid: u128 = pays.iter().map(|(.., pay)| pay).sum();
        assert_eq!(left, self::number::<u128>(&settlement["reserved"]) - paid);
    }
}

fn winner(result: &Value) -> &Value {
    let trees = result["trees"].as_array().expect("a list");
    trees.iter().find(|tree| tree["item"] == result["winner"]).expect("a winner")
}

/// A word of the data of an event.
fn amount(log: &Log, word: usize) -> u128 {
    U256::from_be_slice(&log.data[32 * word..32 * (word + 1)]).to()
}
