//! `score/`.

use super::{Outcome, fee, json, params};
use fernet_core::{KeyBytes, PPM, Probability, Ranked, Ranking, Score, ScoredKey, Ticket, equilibrium_split};
use test_vectors::Object;

pub(crate) fn score(input: &Object<'_>) -> Outcome {
    let score = Score::new(Ticket::new(input.int("ticket")), fee(input.int("fee")));
    let bytes = score.to_be_bytes();
    let decimal = bytes.iter().fold(vec![0_u8], |digits, byte| times_256_plus(&digits, *byte));
    let decimal: String = decimal.iter().map(|digit| char::from(b'0' + digit)).collect();
    assert_eq!(score.to_string(), decimal, "the same number as bytes and as digits");
    Ok(json!({ "score": decimal }))
}

/// `digits * 256 + byte`, in decimal digits without leading zeros.
fn times_256_plus(digits: &[u8], byte: u8) -> Vec<u8> {
    let mut carry = u32::from(byte);
    let mut product: Vec<u8> = Vec::new();
    for digit in digits.iter().rev() {
        carry += u32::from(*digit) * 256;
        product.push((carry % 10) as u8);
        carry /= 10;
    }
    while carry > 0 {
        product.push((carry % 10) as u8);
        carry /= 10;
    }
    while product.len() > 1 && product.last() == Some(&0) {
        product.pop();
    }
    product.reverse();
    product
}

/// A candidate with an id, so that one key can have two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry(ScoredKey, [u8; 32]);

impl Ranked for Entry {
    fn key(&self) -> KeyBytes {
        self.0.key()
    }
}

fn candidate(object: &Object<'_>) -> ScoredKey {
    ScoredKey::new(object.array("key").into(), Ticket::new(object.int("ticket")), fee(object.int("fee")))
}

pub(crate) fn order(input: &Object<'_>) -> Outcome {
    let entries: Vec<Entry> =
        input.objects("candidates").iter().map(|object| Entry(candidate(object), object.array("id"))).collect();
    let best = match input.int("k") {
        1_u64 => best::<1>(&entries),
        2 => best::<2>(&entries),
        3 => best::<3>(&entries),
        8 => best::<8>(&entries),
        other => panic!("{input}: no ranking of {other} here"),
    };
    let place = |entry: &Entry| entries.iter().position(|other| other == entry).map(|i| i.to_string());
    Ok(json!({ "best": best.iter().map(place).collect::<Vec<_>>() }))
}

fn best<const K: usize>(entries: &[Entry]) -> Vec<Entry> {
    let mut ranking = Ranking::<Entry, K>::new();
    entries.iter().for_each(|entry| {
        ranking.insert(*entry);
    });
    assert_eq!(ranking.first().map(|entry| entry.1), ranking.as_slice().first().map(|entry| entry.1));
    ranking.iter().copied().collect()
}

pub(crate) fn inverse(input: &Object<'_>) -> Outcome {
    let rival = candidate(&input.object("rival"));
    let fee = rival.fee_to_beat(input.array("key").into(), Ticket::new(input.int("ticket")), input.int("max"));
    Ok(json!({ "fee": fee.map(|fee| fee.to_string()) }))
}

pub(crate) fn odds(input: &Object<'_>) -> Outcome {
    let probability = |odds: Option<Probability>| json!({ "probability": odds.expect("a key").get().to_string() });
    match input.text("kind") {
        "against" => {
            let score = score_of(input.text("score"));
            let odds = Probability::against(score, input.int("rivals"), fee(input.int("fee")));
            Ok(probability(Some(odds)))
        }
        "among" => {
            let (ours, rivals) = (fee(input.int("fee")), fee(input.int("rival_fee")));
            Ok(probability(Probability::among(input.int("keys"), ours, rivals)))
        }
        "equilibrium" => {
            let capped = params(1, [0xfe; 20].into(), |values| {
                (values.fee_split_cap, values.bond_base) = (input.int("cap"), 1);
            });
            let split = equilibrium_split(&capped, input.int("keys"), input.int("mev")).expect("a key");
            Ok(json!({ "fee_split": split.ppm().to_string() }))
        }
        other => panic!("{input}: unknown kind {other}"),
    }
}

/// The score with these decimal digits: a score is made of a ticket and a bid, so some bid has to divide it.
fn score_of(digits: &str) -> Score {
    let ticket = |ppm: u32| divide(digits, u64::from(PPM) + u64::from(ppm))?.parse().ok();
    let score = (0..=PPM).find_map(|ppm| Some(Score::new(Ticket::new(ticket(ppm)?), fee(ppm)))).expect("a score");
    assert_eq!(score.to_string(), digits);
    score
}

/// The decimal digits of `digits / divisor`, if it leaves no remainder.
fn divide(digits: &str, divisor: u64) -> Option<String> {
    let mut rest = 0;
    let quotient = digits.bytes().map(|digit| {
        rest = rest * 10 + u64::from(digit - b'0');
        let quotient = rest / divisor;
        rest %= divisor;
        char::from(b'0' + quotient as u8)
    });
    let quotient = quotient.collect();
    (rest == 0).then_some(quotient)
}
