//! `randao/`.

use fernet_core::{BlockNumber, L1Block, PinnedMix, RandaoError, RandaoMix, RandaoReveal, RandaoRing};
use serde_json::{Value, json};

use super::case::{Cases, fill, int};

/// Capacity of the ring in `ring.json` and `pin.json`.
const CAPACITY: usize = 4;

/// Steps of Ethereum mainnet: id, reason, `prevRandao` and reveal of a block, `prevRandao` of the next one
/// (ethereum/portal-spec-tests at 938744a, tests/mainnet/history).
const MAINNET: [(&str, &str, &str, &str, &str); 2] = [
    (
        "mainnet-17034869",
        "L1 block 17034869 to 17034870, the first of Capella: across two missed slots",
        "c5ceca9075886de0874fadb93a6d790cd4aff9f4becb2c69d354128da0d5efb2",
        "a265d00ecf452a0506cb77d2099550a9761f610d8f9f1a1b4174dc4b1d7daf7641021c6a0d5eedd0820e4a202c7254f50bbad09ee42794da\
         7d6129aacfde526c2f905f819144181eca7aa57310cfc52e91d0b77778d526d7141082b171b5a9b5",
        "812ed704cc408c435c7baa6e86296c1ac654a139ae8c4a26d6460742b951d4f9",
    ),
    (
        "mainnet-19426586",
        "L1 block 19426586 to 19426587, the first of Deneb: across the border of an epoch",
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
    add("conflict", &["duplicate"], "the newest L1 block with another mix", &[Insert(1, 1), Insert(1, 2)]);
    add("backwards", &["order"], "an L1 block before the newest", &[Insert(2, 2), Insert(1, 1)]);
    let three = || [Insert(10, 1), Insert(12, 2), Insert(15, 3)];
    let then = |last: &[u64]| three().into_iter().chain(last.iter().map(|from| Truncate(*from))).collect::<Vec<_>>();
    add("reorg-newest", &["boundary"], "the newest pair is removed, the older ones stay", &then(&[15]));
    add("reorg-behind", &["boundary"], "an L1 block after the newest: nothing is removed", &then(&[16]));
    add("reorg-between", &[], "an L1 block that is not held: what comes after it is removed", &then(&[13]));
    add("reorg-oldest", &["boundary"], "all are removed", &then(&[10]));
    add("reorg-second", &["boundary"], "the oldest stays", &then(&[11]));
    add("reorg-zero", &["boundary"], "all are removed from L1 block 0 on", &then(&[0]));
    add("reorg-twice", &[], "the second goes further back", &then(&[15, 12]));
    add("reorg-empty", &[], "nothing to remove", &[Truncate(7)]);
    let new_chain = |number, byte| three().into_iter().chain([Truncate(12), Insert(number, byte)]).collect::<Vec<_>>();
    add("reorg-other-mix", &[], "an L1 block that was removed gets another mix", &new_chain(12, 9));
    add("reorg-gap", &[], "the pairs of the new chain may have other gaps", &new_chain(11, 9));
    add("reorg-too-late", &["order"], "L1 block 10 was not removed: another mix is refused", &new_chain(10, 9));
    let evicted: Vec<Step> = five.into_iter().chain([Truncate(5), Insert(5, 9)]).collect();
    add("reorg-after-eviction", &[], "what has left the full ring does not come back", &evicted);
    cases.finish()
}

fn listed_step(step: &Step) -> Value {
    match step {
        Step::Insert(number, byte) => json!({ "insert": int(number), "mix": RandaoMix::from(fill(*byte)) }),
        Step::Truncate(from) => json!({ "truncate": int(from) }),
    }
}

fn ring_after(steps: &[Step]) -> Result<Value, RandaoError> {
    let mut ring = RandaoRing::<CAPACITY>::new();
    for step in steps {
        match step {
            Step::Insert(number, byte) => ring.insert(L1Block::new(*number), fill(*byte).into())?,
            Step::Truncate(from) => ring.truncate(L1Block::new(*from)),
        }
    }
    let entries = ring.as_slice().iter().map(|entry| json!({ "l1_block": int(entry.l1_block), "mix": entry.mix }));
    Ok(json!({ "entries": entries.collect::<Vec<Value>>() }))
}

/// Linked L1 headers of Ethereum mainnet: number and `mixHash` (ethereum/portal-spec-tests at 938744a). Between the slots
/// of the first two, two slots were missed.
const HEADERS: [(u64, &str); 4] = [
    (17_034_869, "c5ceca9075886de0874fadb93a6d790cd4aff9f4becb2c69d354128da0d5efb2"),
    (17_034_870, "812ed704cc408c435c7baa6e86296c1ac654a139ae8c4a26d6460742b951d4f9"),
    (22_431_083, "80b23a2aece07ff94767c428427d8abc33535c1ea00c51cd5580683c9d55a8d3"),
    (22_431_084, "ef1ed97e3e0205c73f287f22c5900944da077daaadad17f57355fe7705cf3b05"),
];

/// The cases of `pin.json`.
struct Pins(Cases);

impl Pins {
    fn add(&mut self, id: &str, flags: &[&str], reason: &str, entries: &[(u64, RandaoMix)], (opens, lag): (u64, u32)) {
        let listed: Vec<Value> =
            entries.iter().map(|(number, mix)| json!({ "l1_block": int(number), "mix": mix })).collect();
        let input =
            json!({ "capacity": int(CAPACITY), "entries": listed, "opens_at": int(opens), "randao_lag": int(lag) });
        let pinned = pin_from(entries, opens, lag);
        let output = pinned.map(|pinned| json!({ "l1_block": int(pinned.l1_block()), "mix": pinned.mix() }));
        self.0.add(id, flags, reason, input, output);
    }
}

pub(super) fn pin() -> Value {
    let mut pins = Pins(Cases::of("#randao-lag"));
    let made = |pairs: &[(u64, u8)]| -> Vec<_> { pairs.iter().map(|(n, byte)| (*n, fill(*byte).into())).collect() };
    let chain = [(10, 1), (11, 2), (14, 3), (15, 4)];
    let evicting = [(10, 1), (11, 2), (14, 3), (15, 4), (16, 5)];
    let mut add = |id: &str, flags: &[&str], reason: &str, pairs: &[(u64, u8)], opens: u64, lag: u32| {
        pins.add(id, flags, reason, &made(pairs), (opens, lag));
    };
    add("exact", &[], "the wanted L1 block has a mix", &chain, 75, 64);
    add("gap", &[], "L1 block 13 is not held: no other mix takes its place", &chain, 77, 64);
    add("newest", &["boundary"], "the wanted L1 block is the newest", &chain, 79, 64);
    add("oldest", &["boundary"], "the wanted L1 block is the oldest", &chain, 74, 64);
    add("not-yet-known", &["boundary"], "L1 block 16 is still to come", &chain, 80, 64);
    add("not-retained", &["boundary"], "older than the oldest", &chain, 73, 64);
    add("evicted", &[], "L1 block 10 has left the full ring", &evicting, 74, 64);
    add("after-eviction", &[], "L1 block 11 is the oldest now", &evicting, 75, 64);
    add("empty", &[], "nothing is known", &[], 75, 64);
    let zero = [(0, 1), (1, 2), (2, 3)];
    add("first", &["boundary"], "the block opens at randao_lag + 2: L1 block 2 is wanted", &zero, 66, 64);
    add("too-early", &["boundary"], "the block opens at randao_lag + 1", &zero, 65, 64);
    add("mix-of-zero", &["boundary"], "the block opens at randao_lag", &zero, 64, 64);
    add("before-the-lag", &["boundary"], "the block opens before randao_lag", &zero, 63, 64);
    add("too-early-and-empty", &["order"], "too early comes before not yet known", &[], 65, 64);
    add("smallest-lag", &["boundary"], "a lag of 2", &chain, 17, 2);
    add("largest-lag", &["boundary"], "a lag of 2^32 - 1", &[(2, 9)], 4_294_967_297, u32::MAX);
    add("again", &["duplicate"], "the newest pair again changes nothing", &[(10, 1), (11, 2), (11, 2)], 75, 64);
    add("conflict", &["duplicate"], "the newest L1 block with another mix", &[(10, 1), (11, 2), (11, 3)], 75, 64);
    add("backwards", &["order"], "an L1 block before the newest", &[(10, 1), (11, 2), (10, 1)], 75, 64);
    add("last", &["boundary"], "the largest L1 block", &[(u64::MAX - 64, 7)], u64::MAX, 64);
    let headers = HEADERS.map(|(number, mix)| (number, mix.parse().expect("the constant is hex")));
    let mut mainnet = |id: &str, reason: &str, opens| pins.add(id, &["golden"], reason, &headers, (opens, 64));
    mainnet("mainnet-17034869", "mixHash of the header of L1 block 17034869", 17_034_933);
    mainnet("mainnet-17034870", "mixHash of the next header: missed slots make no gap", 17_034_934);
    mainnet("mainnet-17034871", "a gap: the header of L1 block 17034871 is not held", 17_034_935);
    mainnet("mainnet-22431084", "mixHash of the header of L1 block 22431084", 22_431_148);
    pins.0.finish()
}

fn pin_from(entries: &[(u64, RandaoMix)], opens: u64, lag: u32) -> Result<PinnedMix, RandaoError> {
    let mut ring = RandaoRing::<CAPACITY>::new();
    entries.iter().try_for_each(|(number, mix)| ring.insert(L1Block::new(*number), *mix))?;
    ring.pin(BlockNumber::new(1), L1Block::new(opens), lag)
}
