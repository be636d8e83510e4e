//! `score/`.

use fernet_core::{
    Address, FeeSplit, KeyBytes, PPM, ParamValues, Params, Probability, Score, ScoredKey, Statement, Ticket,
    equilibrium_split,
};
use serde_json::{Value, json};

use super::case::{Cases, fill, int};

/// Best `K` of `order.json`.
const K: usize = 3;

fn with_cap(fee_split_cap: u32) -> Params {
    let values = ParamValues { fee_split_cap, bond_base: 1, ..ParamValues::new(1, Address::from(fill(0xfe))) };
    Params::new(values).expect("the values are in range")
}

fn fee(ppm: u32) -> FeeSplit {
    with_cap(u32::MAX).fee_split(ppm).expect("nothing is above this cap")
}

pub(super) fn score() -> Value {
    let mut cases = Cases::of("#score");
    let mut add = |id: &str, reason: &str, ticket: u128, ppm: u32| {
        let output = json!({ "score": int(Score::new(Ticket::new(ticket), fee(ppm))) });
        cases.add_valid(id, &[], reason, json!({ "ticket": int(ticket), "fee": int(ppm) }), output);
    };
    add("zero", "a ticket of 0, whatever the bid", 0, PPM);
    add("one", "the smallest score above 0", 1, 0);
    add("no-fee", "", 60, 0);
    add("half", "", 60, 500_000);
    add("all", "a fee of 1 doubles", 60, PPM);
    add("ticket-64", "a ticket of 64 bits", u64::MAX.into(), 1);
    add("ticket-65", "a ticket of 65 bits: the carry between halves", 1 << 64, 1);
    add("largest-ticket", "", u128::MAX, 0);
    add("largest-bid-of-default", "", u128::MAX, PPM);
    add("largest", "just below 2^161", u128::MAX, u32::MAX);
    let largest = "1461841919357541489746209743860340180431324364225";
    for (id, score) in [
        ("zero", "0"),
        ("one", "1000000"),
        ("no-fee", "60000000"),
        ("half", "90000000"),
        ("all", "120000000"),
        ("ticket-64", "18446762520453625324551615"),
        ("largest", largest),
    ] {
        cases.golden(id, &json!({ "score": score }));
    }
    cases.finish()
}

/// An entry of `order.json`: a candidate with an id, so that one key can have two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry(ScoredKey, [u8; 32]);

impl fernet_core::Ranked for Entry {
    fn key(&self) -> KeyBytes {
        self.0.key()
    }
}

pub(super) fn order() -> Value {
    let mut cases = Cases::of("#ranking");
    let mut add = |id: &str, flags: &[&str], reason: &str, candidates: &[(u8, u128, u32, u8)]| {
        let entries: Vec<Entry> = candidates
            .iter()
            .map(|(key, ticket, ppm, id)| {
                Entry(ScoredKey::new(fill(*key).into(), Ticket::new(*ticket), fee(*ppm)), fill(*id))
            })
            .collect();
        let mut ranking = fernet_core::Ranking::<Entry, K>::new();
        entries.iter().for_each(|entry| {
            ranking.insert(*entry);
        });
        let position = |best: &Entry| entries.iter().position(|entry| entry == best).map(int);
        let best: Vec<Option<Value>> = ranking.iter().map(position).collect();
        let listed: Vec<Value> = candidates
            .iter()
            .map(|(key, ticket, ppm, id)| {
                json!({
                    "key": KeyBytes::from(fill(*key)), "ticket": int(ticket), "fee": int(ppm), "id": Statement::from(fill(*id)),
                })
            })
            .collect();
        cases.add_valid(id, flags, reason, json!({ "k": int(K), "candidates": listed }), json!({ "best": best }));
    };
    add("none", &["boundary"], "no candidate", &[]);
    add("by-score", &[], "the higher score first", &[(1, 10, 0, 1), (2, 30, 0, 2), (3, 20, 0, 3)]);
    add(
        "best-three",
        &[],
        "more candidates than the ranking holds",
        &[(1, 1, 0, 1), (2, 5, 0, 2), (3, 2, 0, 3), (4, 4, 0, 4), (5, 3, 0, 5)],
    );
    add("bid-beats-ticket", &[], "a bid of 1 doubles", &[(1, 60, 0, 1), (2, 31, PPM, 2)]);
    add("tie-ticket", &["tie"], "equal scores: the higher ticket", &[(1, 50, PPM, 1), (2, 100, 0, 2)]);
    add("tie-key", &["tie"], "equal tickets: the smaller key", &[(2, 100, 0, 1), (1, 100, 0, 2)]);
    add("tie-id", &["tie", "duplicate"], "one key twice: the smaller id", &[(1, 100, 0, 2), (1, 100, 0, 1)]);
    add(
        "one-key",
        &["duplicate"],
        "one key with two bids counts once, with the better",
        &[(1, 100, 0, 1), (2, 90, 0, 2), (1, 100, 5, 3)],
    );
    add("same-again", &["duplicate"], "the same candidate twice", &[(1, 100, 0, 1), (2, 90, 0, 2), (1, 100, 0, 1)]);
    add("zero-tickets", &["tie", "boundary"], "a bid does not help a ticket of 0", &[(2, 0, PPM, 1), (1, 0, 0, 2)]);
    add("beyond-2-128", &["boundary"], "scores that differ above 2^128", &[(1, u128::MAX, 0, 1), (2, u128::MAX, 1, 2)]);
    let golden: [(&str, &[u8]); 11] = [
        ("none", &[]),
        ("by-score", &[1, 2, 0]),
        ("best-three", &[1, 3, 4]),
        ("bid-beats-ticket", &[1, 0]),
        ("tie-ticket", &[1, 0]),
        ("tie-key", &[1, 0]),
        ("tie-id", &[1]),
        ("one-key", &[2, 1]),
        ("same-again", &[0, 1]),
        ("zero-tickets", &[1, 0]),
        ("beyond-2-128", &[1, 0]),
    ];
    for (id, best) in golden {
        cases.golden(id, &json!({ "best": best.iter().map(int).collect::<Vec<_>>() }));
    }
    cases.finish()
}

pub(super) fn inverse() -> Value {
    let mut cases = Cases::of("#inverse-bid");
    let mut add =
        |id: &str, flags: &[&str], reason: &str, (key, ticket, max): (u8, u128, u32), rival: (u8, u128, u32)| {
            let input = json!({
                "ticket": int(ticket), "key": KeyBytes::from(fill(key)), "max": int(max),
                "rival": { "key": KeyBytes::from(fill(rival.0)), "ticket": int(rival.1), "fee": int(rival.2) },
            });
            let rival = ScoredKey::new(fill(rival.0).into(), Ticket::new(rival.1), fee(rival.2));
            let smallest = rival.fee_to_beat(fill(key).into(), Ticket::new(ticket), max);
            cases.add_valid(id, flags, reason, input, json!({ "fee": smallest.map(int) }));
        };
    add("already", &[], "better without a bid", (1, 200, PPM), (2, 100, 0));
    add("half-ticket", &["tie"], "half the ticket ties at 1 and has the lower ticket", (1, 50, PPM), (2, 100, 0));
    add("half-ticket-more", &[], "one ppm more decides", (1, 50, PPM + 1), (2, 100, 0));
    add("tie-smaller-key", &["tie"], "equal tickets: the smaller key needs no more", (1, 100, PPM), (2, 100, 7));
    add("tie-larger-key", &["tie"], "equal tickets: the larger key needs one more", (2, 100, PPM), (1, 100, 7));
    add("none", &[], "too far", (1, 10, PPM), (2, 100, 0));
    add("zero-ticket", &["boundary"], "no bid helps a ticket of 0", (1, 0, u32::MAX), (2, 1, 0));
    add("both-zero", &["boundary", "tie"], "all ties: the smaller key wins at 0", (1, 0, PPM), (2, 0, 9));
    add("max-zero", &["boundary"], "no bid allowed", (1, 100, 0), (2, 101, 0));
    add(
        "large-tickets",
        &[],
        "(1 + 0.8) / (2/3) - 1, rounded up",
        (1, u128::MAX / 3, u32::MAX),
        (2, u128::MAX / 2, 800_000),
    );
    add(
        "largest-fee",
        &["boundary"],
        "only the largest fee of u32 wins",
        (1, 1 << 100, u32::MAX),
        (2, (1 << 100) - 1, u32::MAX),
    );
    let golden = [
        ("already", Some(0_u32)),
        ("half-ticket", None),
        ("half-ticket-more", Some(1_000_001)),
        ("tie-smaller-key", Some(7)),
        ("tie-larger-key", Some(8)),
        ("none", None),
        ("zero-ticket", None),
        ("both-zero", Some(0)),
        ("max-zero", None),
        ("largest-fee", Some(u32::MAX)),
    ];
    for (id, fee) in golden {
        cases.golden(id, &json!({ "fee": fee.map(int) }));
    }
    cases.finish()
}

pub(super) fn odds() -> Value {
    let mut cases = Cases::of("#odds");
    let mut against = |id: &str, reason: &str, score: Score, rivals: u64, ppm: u32| {
        let input = json!({ "kind": "against", "score": int(score), "rivals": int(rivals), "fee": int(ppm) });
        let output = json!({ "probability": int(Probability::against(score, rivals, fee(ppm)).get()) });
        cases.add_valid(format!("against-{id}"), &[], reason, input, output);
    };
    let score = |ticket, ppm| Score::new(Ticket::new(ticket), fee(ppm));
    against("nobody", "certain", score(0, 0), 0, 0);
    against("zero", "every ticket reaches a score of 0", score(0, 0), 5, 0);
    against("zero-one", "a score of 0 has no chance, even against one rival", score(0, 0), 1, 0);
    against("zero-bid", "no bid helps a ticket of 0", score(0, PPM), 1, 0);
    against("one-one", "the smallest chance: one ticket in 2^128 is below", score(1, 0), 1, 0);
    against("one-two", "its square rounds to 0", score(1, 0), 2, 0);
    against("largest-ticket", "all tickets but the largest are below", score(u128::MAX, 0), 1, 0);
    against("above-all", "a score above every ticket: certain", score(u128::MAX, PPM), 1, 0);
    against("half", "half of the tickets", score(1 << 127, 0), 1, 0);
    against("half-ten", "2^-10", score(1 << 127, 0), 10, 0);
    against("ninety-nine", "0.99^10 = 0.904382", score(u128::MAX / 100 * 99, 0), 10, 0);
    against("ceiling", "three tickets are below 2.5 tickets' worth", score(5, 0), 1, PPM);
    against("out-of-reach", "no ticket reaches it", score(u128::MAX, PPM), 1_000_000, 0);
    against("million", "", score(u128::MAX - (1 << 110), 500_000), 1_000_000, 500_000);
    against("many", "the largest number of rivals", score(u128::MAX - 1, 0), u64::MAX, 0);

    let mut among = |id: &str, reason: &str, keys: u32, ppm: u32, rival: u32| {
        let input = json!({ "kind": "among", "keys": int(keys), "fee": int(ppm), "rival_fee": int(rival) });
        let odds = Probability::among(keys, fee(ppm), fee(rival)).expect("there is a key");
        cases.add_valid(format!("among-{id}"), &[], reason, input, json!({ "probability": int(odds.get()) }));
    };
    among("alone", "certain", 1, 0, 0);
    among("alone-below", "certain, whatever the others would bid", 1, 0, PPM);
    among("alone-above", "certain", 1, PPM, 0);
    among("two-below", "0.5 * 1/2", 2, 0, PPM);
    among("two-above", "1 - 1/4", 2, PPM, 0);
    among("largest-below", "rounds to 0", u32::MAX, 0, u32::MAX);
    among("two", "equal bids: a half", 2, 5, 5);
    among("thousand", "equal bids: 1/1000", 1000, 500_000, 500_000);
    among("above", "1.0 against 0.5: 1/4 and a little", 1000, PPM, 500_000);
    among("below", "0.5 against 1.0: 0.75^999 / 1000", 1000, 500_000, PPM);
    among("slightly-below", "one ppm less among a million", 1_000_000, 499_999, 500_000);
    among("largest", "", u32::MAX, u32::MAX, 0);

    let mut equilibrium = |id: &str, reason: &str, keys: u32, mev: u64, cap: u32| {
        let input = json!({ "kind": "equilibrium", "keys": int(keys), "mev": int(mev), "cap": int(cap) });
        let split = equilibrium_split(&with_cap(cap), keys, mev).expect("there is a key");
        cases.add_valid(format!("equilibrium-{id}"), &[], reason, input, json!({ "fee_split": int(split.ppm()) }));
    };
    equilibrium("alone", "nothing to bid for", 1, 0, PPM);
    equilibrium("alone-mev", "nothing to bid for, whatever the MEV", 1, u64::MAX, u32::MAX);
    equilibrium("cap-zero", "no bid allowed", 1000, 0, 0);
    equilibrium("two-mev", "((1 + 2) * 1 - 1) / 2", 2, 2_000_000, u32::MAX);
    equilibrium("two", "1 - 2/2", 2, 0, PPM);
    equilibrium("thousand", "1 - 2/1000", 1000, 0, PPM);
    equilibrium("mev-capped", "MEV of 10 times the fees, default cap", 1000, 10_000_000, PPM);
    equilibrium("mev", "((1 + 10) * 999 - 1) / 1000", 1000, 10_000_000, u32::MAX);
    equilibrium("largest", "", u32::MAX, u64::MAX, u32::MAX);
    let golden = [
        ("against-nobody", u128::MAX),
        ("against-zero", 0),
        ("against-zero-one", 0),
        ("against-zero-bid", 0),
        ("against-one-one", 1),
        ("against-one-two", 0),
        ("against-half", 1 << 127),
        ("against-half-ten", 1 << 118),
        ("against-ceiling", 3),
        ("against-largest-ticket", u128::MAX),
        ("against-above-all", u128::MAX),
        ("among-alone", u128::MAX),
        ("among-alone-below", u128::MAX),
        ("among-alone-above", u128::MAX),
        ("among-two", (1 << 127) - 1),
        ("among-two-below", 1 << 126),
        ("among-two-above", u128::MAX - (1 << 126)),
        ("among-largest-below", 0),
    ];
    for (id, probability) in golden {
        cases.golden(id, &json!({ "probability": int(probability) }));
    }
    let golden = [
        ("equilibrium-alone", 0),
        ("equilibrium-alone-mev", 0),
        ("equilibrium-cap-zero", 0),
        ("equilibrium-two", 0),
        ("equilibrium-two-mev", PPM),
        ("equilibrium-thousand", 998_000),
        ("equilibrium-mev-capped", PPM),
        ("equilibrium-mev", 10_988_000),
        ("equilibrium-largest", u32::MAX),
    ];
    for (id, split) in golden {
        cases.golden(id, &json!({ "fee_split": int(split) }));
    }
    cases.finish()
}
