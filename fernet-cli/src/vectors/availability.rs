//! `availability/`.

use fernet_core::{
    Attestation, AttestationError, Availability, Beta, BlockNumber, DataDigest, DataRoot, KeyBytes, L1Block,
    ParamValues, Params, PinnedMix, Probability, ProvingContext, RandaoMix, Registration, Reveal, Role, Salt, Snapshot,
    Ticket, TreeShape,
};
use serde_json::{Value, json};

use super::bundle::{leader, seed};
use super::case::{Cases, fill, int};

fn digests(bytes: &[u8]) -> Vec<DataDigest> {
    bytes.iter().map(|byte| fill(*byte).into()).collect()
}

pub(super) fn data() -> Value {
    let mut cases = Cases::of("#data-root");
    let mut add = |id: &str, flags: &[&str], reason: &str, count: u64, revealed: &[u8], held: &[u8]| {
        let (data_root, held) = (DataRoot::new(&digests(revealed)), digests(held));
        let reveal = Reveal { count, data_root: Some(data_root), ..Reveal::new(Salt::ZERO, 0, &[]) };
        let input = json!({ "count": int(count), "data_root": data_root, "digests": held });
        cases.add(id, flags, reason, input, reveal.check_data(&held).map(|()| json!({ "data_root": data_root })));
    };
    add("three", &[], "the digests of three blobs", 3, &[1, 2, 3], &[1, 2, 3]);
    add("none", &["boundary"], "no transaction", 0, &[], &[]);
    add("missing", &[], "a digest is missing", 3, &[1, 2, 3], &[1, 2]);
    add("surplus", &[], "a digest too many", 3, &[1, 2, 3], &[1, 2, 3, 4]);
    add("swapped", &["order"], "two digests swapped", 3, &[1, 2, 3], &[2, 1, 3]);
    add("other", &[], "another digest", 3, &[1, 2, 3], &[1, 2, 4]);
    add("count", &[], "the root is of another number of digests", 2, &[1, 2, 3], &[1, 2]);
    add("count-before-root", &["order"], "a digest too many, and another root", 2, &[5], &[1, 2, 3]);
    cases.finish()
}

/// The availability of a block. The snapshot is after L1 block 998; keys are eligible 64 L1 blocks after their entry.
fn availability(attesters: u16, quorum: u16, provers: u64, data_root: DataRoot) -> Availability {
    let values = ParamValues { attesters, quorum, attest_blocks: 1, ..ParamValues::new(1, fill(0xfe).into()) };
    let params = Params::new(values).expect("the values are in range");
    let pinned = PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::ZERO).expect("late enough");
    let (shape, snapshot) = (TreeShape::new(1).expect("a base"), Snapshot::new(&params, &pinned));
    let proving = ProvingContext::new(params, seed(), leader(), shape, snapshot);
    Availability::new(&proving, data_root, provers).expect("there are attesters")
}

pub(super) fn attestation() -> Value {
    let mut cases = Cases::of("#attestation");
    let root = DataRoot::from_bytes(fill(0xda));
    struct Case {
        attesters: u16,
        provers: u64,
        role: Role,
        entry: u64,
        data_root: DataRoot,
        beta: u8,
    }
    let mut add = |id: &str, flags: &[&str], reason: &str, case: Case| {
        let Case { attesters, provers, role, entry, data_root, beta } = case;
        let availability = availability(attesters, 1, provers, root);
        let (key, entry_l1_block, exit_l1_block) = (KeyBytes::from_bytes(fill(2)), L1Block::new(entry), None);
        let beta = Beta::from_bytes(fill(beta));
        let input = json!({
            "prover_seed": seed(), "proposal_id": leader(), "attesters": int(attesters), "provers": int(provers),
            "revealed_root": root, "data_root": data_root, "role": role.to_string(), "entry_l1_block": int(entry),
            "beta": beta,
        });
        let attest = || -> Result<Value, AttestationError> {
            let registration = Registration { key, role, entry_l1_block, exit_l1_block };
            let checked = availability.check(&registration, &data_root)?;
            let attestation: Attestation = checked.attestation(&beta)?;
            Ok(json!({
                "alpha": checked.alpha(), "attestation_id": attestation.id(), "ticket": int(Ticket::attester(&beta)),
            }))
        };
        cases.add(id, flags, reason, input, attest());
    };
    let good = || Case { attesters: 256, provers: 200, role: Role::Prover, entry: 0, data_root: root, beta: 1 };
    add("all", &[], "fewer keys than attesters: all are selected", good());
    add("all-of-as-many", &["boundary"], "as many keys as attesters", Case { provers: 256, ..good() });
    for beta in 1..=8 {
        add(&format!("half-{beta}"), &[], "about every second key is selected", Case { provers: 512, beta, ..good() });
    }
    for beta in 1..=4 {
        let most = Case { attesters: 256, provers: 257, beta, ..good() };
        add(&format!("nearly-all-{beta}"), &["boundary"], "one key more than attesters", most);
    }
    add("one-of-many", &["boundary"], "one of 2^64 - 1 keys", Case { attesters: 1, provers: u64::MAX, ..good() });
    add("base-prover", &[], "a base prover", Case { role: Role::BaseProver, ..good() });
    add("merge-prover", &[], "a merge prover needs no data", Case { role: Role::MergeProver, ..good() });
    add("sequencer", &[], "a sequencer", Case { role: Role::Sequencer, ..good() });
    add("active", &["boundary"], "active just in time", Case { entry: 934, ..good() });
    add("not-active", &["boundary"], "one L1 block later", Case { entry: 935, ..good() });
    add("other-data", &[], "other data than the reveal's", Case { data_root: fill(0xdb).into(), ..good() });
    add("key-before-data", &["order"], "a sequencer with other data", {
        Case { role: Role::Sequencer, data_root: fill(0xdb).into(), ..good() }
    });
    add("data-before-ticket", &["order"], "other data, and not selected", {
        Case { attesters: 1, provers: u64::MAX, data_root: fill(0xdb).into(), ..good() }
    });
    cases.finish()
}

pub(super) fn certificate() -> Value {
    let mut cases = Cases::of("#certificate");
    let root = DataRoot::from_bytes(fill(0xda));
    let mut add = |id: &str, flags: &[&str], reason: &str, of: (u16, u16, u64), data_root: DataRoot, keys: &[u16]| {
        let (attesters, quorum, provers) = of;
        let availability = availability(attesters, quorum, provers, root);
        let keys: Vec<KeyBytes> = keys
            .iter()
            .map(|key| {
                let mut bytes = [0; 32];
                bytes[..2].copy_from_slice(&key.to_be_bytes());
                bytes.into()
            })
            .collect();
        let result = availability.check_certificate(&data_root, keys.iter().copied());
        let input = json!({
            "prover_seed": seed(), "proposal_id": leader(), "attesters": int(attesters), "quorum": int(quorum),
            "provers": int(provers), "revealed_root": root, "data_root": data_root, "keys": keys,
        });
        let needed = int(availability.needed());
        cases.add(id, flags, reason, input, result.map(|id| json!({ "needed": needed, "certificate_id": id })));
    };
    let other = DataRoot::from_bytes(fill(0xdb));
    let small = (4, 3, 100);
    add("three", &[], "a quorum of three", small, root, &[1, 2, 3]);
    add("one", &["boundary"], "a quorum of one", (1, 1, 100), root, &[7]);
    add("few", &["boundary"], "ceil(3 * 2 / 4) = 2 of two keys", (4, 3, 2), root, &[1, 2]);
    add("few-short", &["boundary"], "one less", (4, 3, 2), root, &[1]);
    add("single", &["boundary"], "ceil(3 * 1 / 4) = 1 of one key", (4, 3, 1), root, &[1]);
    add("nobody", &["boundary"], "no key may attest", (4, 3, 0), root, &[]);
    add("nobody-one", &["boundary"], "no key may attest, but one does", (4, 3, 0), root, &[1]);
    add("short", &["boundary"], "an attestation is missing", small, root, &[1, 2]);
    add("surplus", &["boundary"], "an attestation too many", small, root, &[1, 2, 3, 4]);
    add("empty", &["boundary"], "no attestation", small, root, &[]);
    add("duplicate", &[], "a key twice", small, root, &[1, 2, 2]);
    add("unsorted", &["order"], "two keys swapped", small, root, &[1, 3, 2]);
    add("descending", &["order"], "descending", small, root, &[3, 2, 1]);
    add("other-data", &[], "other data than the reveal's", small, other, &[1, 2, 3]);
    add("data-before-count", &["order"], "other data, and an attestation is missing", small, other, &[1, 2]);
    add("count-before-keys", &["order"], "an attestation too many, a key twice", small, root, &[1, 1, 2, 3]);
    add("duplicate-first", &["order"], "a key twice, and then a smaller one", small, root, &[2, 2, 1]);
    add("order-first", &["order"], "a smaller key, and then a key twice", small, root, &[2, 1, 1]);
    let many: Vec<u16> = (1..=154).collect();
    add("large", &[], "a quorum of 154", (256, 154, 1000), root, &many);
    add("large-short", &["boundary"], "one less", (256, 154, 1000), root, &many[1..]);
    add("large-few", &["boundary"], "ceil(154 * 100 / 256) = 61 of 100 keys", (256, 154, 100), root, &many[..61]);
    add("largest", &["boundary"], "the largest parameters, and two keys", (u16::MAX, u16::MAX, 2), root, &[1, 2]);
    cases.finish()
}

pub(super) fn odds() -> Value {
    let mut cases = Cases::of("#quorum-odds");
    let mut add = |id: String, flags: &[&str], reason: &str, of: (u16, u32, u32, u16)| {
        let (attesters, provers, keys, needed) = of;
        let odds = Probability::of_quorum(attesters, provers, keys, needed).expect("no more keys than provers");
        let input = json!({
            "attesters": int(attesters), "provers": int(provers), "keys": int(keys), "needed": int(needed),
        });
        cases.add_valid(id, flags, reason, input, json!({ "probability": int(odds.get()) }));
    };
    add("all-enough".into(), &["boundary"], "all keys are selected", (256, 256, 100, 100));
    add("all-short".into(), &["boundary"], "one less", (256, 256, 99, 100));
    add("half".into(), &[], "one key of two: a half", (1, 2, 1, 1));
    add("none-needed".into(), &["boundary"], "nothing is needed", (1, 2, 1, 0));
    add("no-keys".into(), &["boundary"], "no keys", (1, 2, 0, 1));
    add("more-than-keys".into(), &["boundary"], "more than there are", (1, 2, 1, 2));
    add("largest".into(), &["boundary"], "the largest numbers", (u16::MAX, u32::MAX, u32::MAX, u16::MAX));
    for provers in [300, 1000, 10_000, 1_000_000] {
        for (attesters, quorum) in [(64, 40), (256, 154), (512, 300)] {
            for (name, keys) in [("third", provers / 3), ("honest", provers * 18 / 25)] {
                let id = format!("{provers}-{attesters}-{quorum}-{name}");
                add(id, &[], "", (attesters, provers, keys, quorum));
            }
        }
    }
    cases.golden("half", &json!({ "probability": (1_u128 << 127).to_string() }));
    cases.finish()
}
