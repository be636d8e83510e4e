//! `randao/`.

use fernet_core::{BlockNumber, L1Slot, PinnedMix, RandaoError, RandaoMix, RandaoReveal, RandaoRing};
use serde_json::{Value, json};

use super::case::{Cases, fill, int};

/// Capacity of the ring in `ring.json` and `pin.json`.
const CAPACITY: usize = 4;

/// Steps of Ethereum mainnet: id, reason, `prevRandao` and reveal of a block, `prevRandao` of the next one
/// (ethereum/portal-spec-tests at 938744a, tests/mainnet/history).
const MAINNET: [(&str, &str, &str, &str, &str); 2] = [
    (
        "mainnet-17034869",
        "to the first block of Capella: slot 6209535, the last of its epoch, to 6209538, with two missed slots",
        "c5ceca9075886de0874fadb93a6d790cd4aff9f4becb2c69d354128da0d5efb2",
        "a265d00ecf452a0506cb77d2099550a9761f610d8f9f1a1b4174dc4b1d7daf7641021c6a0d5eedd0820e4a202c7254f50bbad09ee42794da\
         7d6129aacfde526c2f905f819144181eca7aa57310cfc52e91d0b77778d526d7141082b171b5a9b5",
        "812ed704cc408c435c7baa6e86296c1ac654a139ae8c4a26d6460742b951d4f9",
    ),
    (
        "mainnet-19426586",
        "to the first block of Deneb: slot 8626175, the last of its epoch, to 8626176",
        "779dc364d9d6a00d14d96155607a69ebd98644bbc9368f18cbfe5ea8a24151af",
        "895faf751b1591c3280b6dca842112028219c179e7c584e7214791ac4ccd8dd823736293cd6a2bcdeeb302bc8f1f3fa11331eb08495289ae\
         484879aedfecee8d0696860a40fe3da6d4552d820694b86cb0cacded0adb7d3314dfe9605062f2a6",
        "2617b147c1b3cf43a28d08d508ab2d8860c6cf40da58837676cfaaf4f9e07f62",
    ),
];

pub(super) fn mix() -> Value {
    let mut cases = Cases::of("#randao-mix");
    let mut add = |id: &str, reason: &str, mix: RandaoMix, reveal: RandaoReveal| {
        let output = json!({ "mix": mix.mix_in(&reveal) });
        cases.add_valid(id, &[], reason, json!({ "mix": mix, "reveal": reveal }), output);
    };
    add("zero", "zero mix: the result is SHA-256 of the reveal", RandaoMix::ZERO, RandaoReveal::ZERO);
    add("ones", "every bit set on both sides", fill(0xff).into(), fill(0xff).into());
    let counting = std::array::from_fn(|i| u8::try_from(i).unwrap_or(0));
    add(
        "counting",
        "a reveal of 96 different bytes",
        RandaoMix::from_bytes([0x5a; 32]),
        RandaoReveal::from_bytes(counting),
    );
    for (id, reason, mix, reveal, next) in MAINNET {
        let hex = |digits: &str| Value::from(digits);
        let read = |digits: &str| serde_json::from_value(hex(digits)).expect("the constant is hex");
        let reveal_bytes = serde_json::from_value::<RandaoReveal>(hex(reveal)).expect("the constant is hex");
        let mixed: RandaoMix = RandaoMix::mix_in(&read(mix), &reveal_bytes);
        assert_eq!(mixed, read(next), "{id}");
        let input = json!({ "mix": mix, "reveal": reveal });
        cases.add_valid(id, &["golden"], reason, input, json!({ "mix": next }));
    }
    cases.finish()
}

/// A step of [`ring`].
enum Step {
    Insert(u64, u8),
    Truncate(u64),
}

pub(super) fn ring() -> Value {
    use Step::{Insert, Truncate};

    let mut cases = Cases::of("#randao-ring");
    let mut add = |id: &str, flags: &[&str], reason: &str, steps: &[Step]| {
        let listed: Vec<Value> = steps.iter().map(listed_step).collect();
        let input = json!({ "capacity": int(CAPACITY), "steps": listed });
        cases.add(id, flags, reason, input, ring_after(steps));
    };
    add("empty", &[], "no step", &[]);
    add("full", &["boundary"], "as many as it holds", &[Insert(1, 1), Insert(2, 2), Insert(5, 3), Insert(9, 4)]);
    let five = [Insert(1, 1), Insert(2, 2), Insert(5, 3), Insert(9, 4), Insert(10, 5)];
    add("oldest-leaves", &["boundary"], "one more: the oldest leaves", &five);
    add("again", &["duplicate"], "the newest pair again changes nothing", &[Insert(1, 1), Insert(2, 2), Insert(2, 2)]);
    let full_again = [Insert(1, 1), Insert(2, 2), Insert(3, 3), Insert(4, 4), Insert(4, 4)];
    add("again-when-full", &["duplicate"], "and nothing leaves", &full_again);
    add("conflict", &["duplicate"], "the newest slot with another mix", &[Insert(1, 1), Insert(1, 2)]);
    add("backwards", &["order"], "a slot before the newest", &[Insert(2, 2), Insert(1, 1)]);
    let three = || [Insert(10, 1), Insert(12, 2), Insert(15, 3)];
    let then = |last: &[u64]| three().into_iter().chain(last.iter().map(|slot| Truncate(*slot))).collect::<Vec<_>>();
    add("reorg-newest", &["boundary"], "the newest slot is removed, the older ones stay", &then(&[15]));
    add("reorg-behind", &["boundary"], "a slot after the newest: nothing is removed", &then(&[16]));
    add("reorg-between", &[], "a slot that was missed: what comes after it is removed", &then(&[13]));
    add("reorg-oldest", &["boundary"], "all are removed", &then(&[10]));
    add("reorg-second", &["boundary"], "the oldest stays", &then(&[11]));
    add("reorg-zero", &["boundary"], "all are removed from slot 0 on", &then(&[0]));
    add("reorg-twice", &[], "the second goes further back", &then(&[15, 12]));
    add("reorg-empty", &[], "nothing to remove", &[Truncate(7)]);
    let new_chain = |slot, byte| three().into_iter().chain([Truncate(12), Insert(slot, byte)]).collect::<Vec<_>>();
    add("reorg-other-mix", &[], "a slot that was removed gets another mix", &new_chain(12, 9));
    add("reorg-other-slot", &[], "the new chain missed other slots", &new_chain(11, 9));
    add("reorg-too-late", &["order"], "slot 10 was not removed: another mix is refused", &new_chain(10, 9));
    let evicted: Vec<Step> = five.into_iter().chain([Truncate(5), Insert(5, 9)]).collect();
    add("reorg-after-eviction", &[], "what has left the full ring does not come back", &evicted);
    cases.finish()
}

fn listed_step(step: &Step) -> Value {
    match step {
        Step::Insert(slot, byte) => json!({ "insert": int(slot), "mix": RandaoMix::from(fill(*byte)) }),
        Step::Truncate(slot) => json!({ "truncate": int(slot) }),
    }
}

fn ring_after(steps: &[Step]) -> Result<Value, RandaoError> {
    let mut ring = RandaoRing::<CAPACITY>::new();
    for step in steps {
        match step {
            Step::Insert(slot, byte) => ring.insert(L1Slot::new(*slot), fill(*byte).into())?,
            Step::Truncate(slot) => ring.truncate(L1Slot::new(*slot)),
        }
    }
    let entries = ring.as_slice().iter().map(|entry| json!({ "slot": int(entry.slot), "mix": entry.mix }));
    Ok(json!({ "entries": entries.collect::<Vec<Value>>() }))
}

pub(super) fn pin() -> Value {
    let mut cases = Cases::of("#randao-lag");
    let mut add = |id: &str, flags: &[&str], reason: &str, entries: &[(u64, u8)], slot: u64, lag: u32| {
        let listed: Vec<Value> =
            entries.iter().map(|(s, b)| json!({ "slot": int(s), "mix": RandaoMix::from(fill(*b)) })).collect();
        let input = json!({ "capacity": int(CAPACITY), "entries": listed, "slot": int(slot), "randao_lag": int(lag) });
        let pinned = pin_from(entries, slot, lag);
        cases.add(id, flags, reason, input, pinned.map(|p| json!({ "slot": int(p.slot()), "mix": p.mix() })));
    };
    let chain = [(10, 1), (11, 2), (14, 3), (15, 4)];
    add("exact", &[], "the wanted slot has a mix", &chain, 75, 64);
    add("missed", &[], "two missed slots: the mix before them", &chain, 77, 64);
    add("newest", &["boundary"], "the wanted slot is the newest", &chain, 79, 64);
    add("oldest", &["boundary"], "the wanted slot is the oldest", &chain, 74, 64);
    add("not-yet-known", &["boundary"], "a mix for slot 16 may still come", &chain, 80, 64);
    add("not-retained", &["boundary"], "older than the oldest", &chain, 73, 64);
    add("evicted", &[], "slot 10 has left the full ring", &[(10, 1), (11, 2), (14, 3), (15, 4), (16, 5)], 74, 64);
    add("after-eviction", &[], "slot 11 is the oldest now", &[(10, 1), (11, 2), (14, 3), (15, 4), (16, 5)], 75, 64);
    add("empty", &[], "nothing is known", &[], 75, 64);
    add("before-first-slot", &["boundary"], "slot is less than the lag", &chain, 63, 64);
    add("slot-zero", &["boundary"], "slot equals the lag: slot 0 is wanted", &[(0, 9)], 64, 64);
    add("again", &["duplicate"], "the newest pair again changes nothing", &[(10, 1), (11, 2), (11, 2)], 75, 64);
    add("conflict", &["duplicate"], "the newest slot with another mix", &[(10, 1), (11, 2), (11, 3)], 75, 64);
    add("backwards", &["order"], "a slot before the newest", &[(10, 1), (11, 2), (10, 1)], 75, 64);
    add("last-slot", &["boundary"], "the largest slot", &[(u64::MAX - 64, 7)], u64::MAX, 64);
    cases.finish()
}

fn pin_from(entries: &[(u64, u8)], slot: u64, lag: u32) -> Result<PinnedMix, RandaoError> {
    let mut ring = RandaoRing::<CAPACITY>::new();
    entries.iter().try_for_each(|(slot, byte)| ring.insert(L1Slot::new(*slot), fill(*byte).into()))?;
    ring.pin(BlockNumber::new(1), L1Slot::new(slot), lag)
}
