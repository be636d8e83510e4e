//! The ring and the ranking in arrays of the caller, against the vectors: each function as C calls it.

use fernet_ffi::bytes::{fernet_id, fernet_key, fernet_randao_mix, fernet_ticket};
use fernet_ffi::ptr::{In, InArray, InOut, InOutArray, Out};
use fernet_ffi::randao::{
    fernet_pinned_mix, fernet_randao_entry, fernet_randao_ring_insert, fernet_randao_ring_pin,
    fernet_randao_ring_truncate,
};
use fernet_ffi::score::{fernet_ranking_insert, fernet_scored_key, fernet_scored_key_compare};
use fernet_ffi::status::fernet_status;
use serde_json::Value;

fn cases(file: &str) -> Vec<Value> {
    serde_json::from_str(&std::fs::read_to_string(test_vectors::folder().join(file)).unwrap()).unwrap()
}

fn number<T: std::str::FromStr<Err: std::fmt::Debug>>(value: &Value) -> T {
    value.as_str().unwrap().parse().unwrap()
}

fn bytes<const N: usize>(value: &Value) -> [u8; N] {
    let digits = value.as_str().unwrap();
    assert_eq!(digits.len(), 2 * N);
    std::array::from_fn(|i| u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).unwrap())
}

const EMPTY: fernet_randao_entry = fernet_randao_entry { l1_block: 0, mix: fernet_randao_mix { bytes: [0; 32] } };

/// A ring of the caller: room for some entries more than it may use, which are never written.
struct Ring {
    entries: [fernet_randao_entry; 8],
    capacity: usize,
    count: usize,
}

impl Ring {
    fn new(capacity: usize) -> Self {
        assert!(capacity < 8);
        Self { entries: [EMPTY; 8], capacity, count: 0 }
    }

    fn held(&self) -> Vec<(u64, [u8; 32])> {
        self.entries[..self.count].iter().map(|entry| (entry.l1_block, entry.mix.bytes)).collect()
    }

    /// A refused call changes nothing.
    fn insert(&mut self, l1_block: u64, mix: [u8; 32]) -> fernet_status {
        let (before, mix) = (self.held(), fernet_randao_mix { bytes: mix });
        let entries = InOutArray::new(self.entries.as_mut_ptr());
        let (count, mix) = (InOut::new(&raw mut self.count), In::new(&raw const mix));
        // SAFETY: an array with its length, and objects, all there and apart.
        let status = unsafe { fernet_randao_ring_insert(entries, self.capacity, count, l1_block, mix) };
        assert!(status == fernet_status::Ok || self.held() == before);
        assert!(self.entries[self.capacity..].iter().all(|entry| *entry == EMPTY));
        status
    }

    fn truncate(&mut self, from: u64) -> fernet_status {
        let entries = InArray::new(self.entries.as_ptr());
        // SAFETY: as before.
        unsafe { fernet_randao_ring_truncate(InOut::new(&raw mut self.count), entries, self.capacity, from) }
    }

    fn pin(&self, opens: u64, lag: u32) -> Result<fernet_pinned_mix, fernet_status> {
        let mut pinned = fernet_pinned_mix { block_number: 9, l1_block: 9, mix: fernet_randao_mix { bytes: [9; 32] } };
        let entries = InArray::new(self.entries.as_ptr());
        // SAFETY: as before.
        let status = unsafe { fernet_randao_ring_pin(Out::new(&raw mut pinned), entries, self.count, 12, opens, lag) };
        if status == fernet_status::Ok { Ok(pinned) } else { Err(status) }
    }
}

/// `fernet_status::RandaoNotRetained` is the error that vectors call `RandaoError::NotRetained`.
fn is(status: fernet_status, case: &Value) {
    assert_eq!(format!("{status:?}"), case["error"].as_str().unwrap().replace("Error::", ""), "{}", case["id"]);
}

#[test]
fn ring() {
    for case in cases("randao/ring.json") {
        let mut ring = Ring::new(number(&case["input"]["capacity"]));
        let steps = case["input"]["steps"].as_array().unwrap().iter();
        let refused = steps
            .map(|step| match step.get("truncate") {
                Some(from) => ring.truncate(number(from)),
                None => ring.insert(number(&step["insert"]), bytes(&step["mix"])),
            })
            .find(|status| *status != fernet_status::Ok);
        match refused {
            Some(status) => is(status, &case),
            None => {
                let expected = case["output"]["entries"].as_array().unwrap().iter();
                let expected: Vec<_> = expected.map(|e| (number(&e["l1_block"]), bytes(&e["mix"]))).collect();
                assert_eq!(ring.held(), expected, "{}", case["id"]);
            }
        }
    }
}

#[test]
fn pin() {
    for case in cases("randao/pin.json") {
        let input = &case["input"];
        let mut ring = Ring::new(number(&input["capacity"]));
        let entries = input["entries"].as_array().unwrap();
        let mut pushed = entries.iter().map(|entry| ring.insert(number(&entry["l1_block"]), bytes(&entry["mix"])));
        let pinned = match pushed.find(|status| *status != fernet_status::Ok) {
            Some(status) => Err(status),
            None => ring.pin(number(&input["opens_at"]), number(&input["randao_lag"])),
        };
        match pinned {
            Err(status) => is(status, &case),
            Ok(pinned) => {
                assert_eq!(
                    (pinned.block_number, pinned.l1_block),
                    (12, number(&case["output"]["l1_block"])),
                    "{}",
                    case["id"]
                );
                assert_eq!(pinned.mix.bytes, bytes(&case["output"]["mix"]), "{}", case["id"]);
            }
        }
    }
}

#[test]
fn pinning_checks_the_order_of_the_entries() {
    let entry = |l1_block, byte| fernet_randao_entry { l1_block, mix: fernet_randao_mix { bytes: [byte; 32] } };
    let of = |entries: &[fernet_randao_entry]| {
        let mut ring = Ring::new(7);
        ring.entries[..entries.len()].copy_from_slice(entries);
        ring.count = entries.len();
        ring.pin(20, 10).map(|pinned| pinned.l1_block)
    };
    assert_eq!(of(&[entry(8, 1), entry(10, 2), entry(11, 3)]), Ok(10));
    assert_eq!(of(&[entry(8, 1), entry(8, 1), entry(10, 2)]), Ok(10));
    assert_eq!(of(&[entry(8, 1), entry(10, 2), entry(9, 3)]), Err(fernet_status::RandaoL1BlockBeforeNewest));
    assert_eq!(of(&[entry(10, 1), entry(10, 2), entry(11, 3)]), Err(fernet_status::RandaoConflictingMix));
}

#[test]
fn a_ring_without_room_takes_nothing() {
    assert_eq!(Ring::new(0).insert(1, [1; 32]), fernet_status::Length);
    let mut ring = Ring { count: 3, ..Ring::new(2) };
    assert_eq!(ring.insert(1, [1; 32]), fernet_status::Length);
    assert_eq!(ring.truncate(1), fernet_status::Length);
    assert_eq!(ring.count, 3);
}

const NOBODY: fernet_scored_key = fernet_scored_key {
    key: fernet_key { bytes: [0; 32] },
    ticket: fernet_ticket { bytes: [0; 16] },
    id: fernet_id { bytes: [0; 32] },
    fee: 0,
};

fn insert(
    best: &mut [fernet_scored_key],
    count: &mut usize,
    candidate: &fernet_scored_key,
) -> Result<bool, fernet_status> {
    let (mut taken, capacity) = (false, best.len());
    let (array, count) = (InOutArray::new(best.as_mut_ptr()), InOut::new(count));
    // SAFETY: an array with its length, and objects, all there and apart.
    let status = unsafe { fernet_ranking_insert(Out::new(&raw mut taken), array, capacity, count, In::new(candidate)) };
    if status == fernet_status::Ok { Ok(taken) } else { Err(status) }
}

#[test]
fn ranking() {
    let whole = |c: &fernet_scored_key| (c.key.bytes, c.ticket.bytes, c.id.bytes, c.fee);
    for case in cases("score/order.json") {
        let listed = case["input"]["candidates"].as_array().unwrap();
        let candidates: Vec<fernet_scored_key> = listed
            .iter()
            .map(|candidate| fernet_scored_key {
                key: fernet_key { bytes: bytes(&candidate["key"]) },
                ticket: fernet_ticket { bytes: number::<u128>(&candidate["ticket"]).to_be_bytes() },
                id: fernet_id { bytes: bytes(&candidate["id"]) },
                fee: number(&candidate["fee"]),
            })
            .collect();
        let expected = case["output"]["best"].as_array().unwrap().iter();
        let expected: Vec<fernet_scored_key> = expected.map(|index| candidates[number::<usize>(index)]).collect();
        for turn in 0..candidates.len() {
            let (mut best, mut count) = (vec![NOBODY; number(&case["input"]["k"])], 0);
            for candidate in candidates[turn..].iter().chain(&candidates[..turn]) {
                let held = best[..count].to_vec();
                let taken = insert(&mut best, &mut count, candidate).unwrap();
                let among = best[..count].iter().any(|held| whole(held) == whole(candidate));
                let was = held.iter().any(|held| whole(held) == whole(candidate));
                assert_eq!(taken, among && !was, "{}", case["id"]);
            }
            let best: Vec<_> = best[..count].iter().map(whole).collect();
            assert_eq!(best, expected.iter().map(whole).collect::<Vec<_>>(), "{}", case["id"]);
        }
        for (i, a) in expected.iter().enumerate() {
            for (j, b) in expected.iter().enumerate() {
                let mut order = 5;
                // SAFETY: objects that are there.
                let status = unsafe { fernet_scored_key_compare(Out::new(&raw mut order), In::new(a), In::new(b)) };
                let expected = i32::from(i > j) - i32::from(i < j);
                assert_eq!((status, order), (fernet_status::Ok, expected), "{}", case["id"]);
                assert_eq!(a == b, i == j, "{}", case["id"]);
            }
        }
    }
}

#[test]
fn a_ranking_without_room_takes_nothing() {
    assert_eq!(insert(&mut [], &mut 0, &NOBODY), Err(fernet_status::Length));
    let mut count = 3;
    assert_eq!(insert(&mut [NOBODY; 2], &mut count, &NOBODY), Err(fernet_status::Length));
    assert_eq!(count, 3);
}
