//! Certificates that are collected, and the odds of a quorum (SPEC `#availability`).

use fernet_core::message::SignedAttestation;
use fernet_core::*;
use proptest::prelude::*;

const ROOT: DataRoot = DataRoot::from_bytes([0xda; 32]);

fn availability(attesters: u16, quorum: u16, provers: u64, seed: u8) -> Availability {
    let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
    let params = Params::new(ParamValues { attesters, quorum, attest_blocks: 1, ..values }).unwrap();
    let pinned = PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::ZERO).unwrap();
    let (seed, proposal_id) = (ProverSeed::from_bytes([seed; 32]), ProposalId::from_bytes([4; 32]));
    let shape = TreeShape::new(1).unwrap();
    let proving = ProvingContext::new(params, seed, proposal_id, shape, Snapshot::new(&params, &pinned));
    Availability::new(&proving, ROOT, provers).unwrap()
}

fn registration(key: u8) -> Registration {
    let (entry_l1_block, exit_l1_block) = (L1Block::new(0), None);
    Registration { key: KeyBytes::from_bytes([key; 32]), role: Role::Prover, entry_l1_block, exit_l1_block }
}

fn attestation(availability: &Availability, key: u8, root: &DataRoot) -> Attestation {
    let checked = availability.check_any(&registration(key), root).unwrap();
    assert_eq!(checked.key(), KeyBytes::from_bytes([key; 32]));
    checked.attestation(&Beta::from_bytes([key; 64])).unwrap()
}

#[test]
fn no_availability_without_attesters() {
    let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20]))).unwrap();
    let pinned = PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::ZERO).unwrap();
    let snapshot = Snapshot::new(&params, &pinned);
    let shape = TreeShape::new(1).unwrap();
    let proving = ProvingContext::new(params, ProverSeed::ZERO, ProposalId::ZERO, shape, snapshot);
    assert_eq!(proving.snapshot(), &snapshot);
    assert_eq!(Availability::new(&proving, ROOT, 1), None);
}

#[test]
fn a_builder_keeps_the_first_attestations_sorted() {
    let block = availability(4, 3, 4, 1);
    assert_eq!((block.needed(), block.provers(), block.data_root()), (3, 4, &ROOT));
    let mut builder = CertificateBuilder::<u8, 3>::new(&block).unwrap();
    let mut insert = |key: u8, proof: u8| {
        let inserted = builder.insert(&attestation(&block, key, &ROOT), proof);
        (inserted, builder.missing(), builder.is_complete(), builder.id())
    };
    assert_eq!(insert(7, 70), (Ok(true), 2, false, None));
    assert_eq!(insert(5, 50), (Ok(true), 1, false, None));
    assert_eq!(insert(7, 71), (Ok(false), 1, false, None), "the key is there");
    let (inserted, missing, complete, id) = insert(6, 60);
    assert_eq!((inserted, missing, complete), (Ok(true), 0, true));
    assert_eq!(insert(1, 10), (Ok(false), 0, true, id), "there are enough");
    assert_eq!(insert(5, 51), (Ok(false), 0, true, id));
    let keys = [5, 6, 7].map(|key| KeyBytes::from_bytes([key; 32]));
    let signed = [50, 60, 70].into_iter().zip(keys).map(|(proof, key)| SignedAttestation { key, proof });
    assert!(builder.attestations().iter().copied().eq(signed));
    assert_eq!(block.check_certificate(&ROOT, keys.into_iter()), Ok(id.unwrap()));
}

#[test]
fn a_builder_refuses_other_blocks_and_other_data() {
    let block = availability(4, 3, 4, 1);
    let mut builder = CertificateBuilder::<u8, 3>::new(&block).unwrap();
    let other_data = attestation(&block, 5, &DataRoot::from_bytes([0xdb; 32]));
    let others = [
        other_data,
        attestation(&availability(4, 3, 4, 2), 5, &ROOT),
        attestation(&availability(4, 3, 3, 1), 5, &ROOT),
        attestation(&availability(5, 3, 4, 1), 5, &ROOT),
    ];
    for other in others {
        assert_eq!(builder.insert(&other, 1), Err(CertificateError::Foreign));
    }
    assert_eq!((builder.missing(), builder.attestations().len()), (3, 0));
}

#[test]
fn a_builder_has_room_for_the_certificate() {
    assert!(CertificateBuilder::<u8, 3>::new(&availability(4, 3, 4, 1)).is_some());
    assert!(CertificateBuilder::<u8, 2>::new(&availability(4, 3, 4, 1)).is_none());
    assert!(CertificateBuilder::<u8, 2>::new(&availability(4, 3, 2, 1)).is_some(), "two keys, two attestations");
    assert!(CertificateBuilder::<u8, 2>::new(&availability(4, 3, 0, 1)).is_none(), "no key, no certificate");
}

#[test]
fn selection_is_strictly_below_the_threshold() {
    // floor(3 * 2^128 / 4)
    let threshold = 3 << 126;
    let block = availability(3, 1, 4, 1);
    assert!(block.selects(Ticket::new(threshold - 1)) && !block.selects(Ticket::new(threshold)));
    assert!(availability(4, 1, 4, 1).selects(Ticket::new(u128::MAX)));
    assert!(!availability(1, 1, u64::MAX, 1).selects(Ticket::new((1 << 64) + 1)));
}

#[test]
fn roots_of_proof_data() {
    let digests = [1, 2, 3].map(|byte| DataDigest::from_bytes([byte; 32]));
    let mut hasher = DataRootHasher::new(3);
    assert!(format!("{hasher:?}").contains("missing: Some(3)"));
    digests.iter().for_each(|digest| hasher.append(digest));
    assert_eq!(hasher.clone().finish(), Some(DataRoot::new(&digests)));
    hasher.append(&digests[0]);
    assert_eq!(hasher.finish(), None, "one too many");
    assert_eq!(DataRootHasher::new(1).finish(), None, "one is missing");
}

#[test]
fn odds_of_a_quorum() {
    let odds = |attesters, provers, keys, needed| Probability::of_quorum(attesters, provers, keys, needed);
    assert_eq!(odds(256, 256, 154, 154), Some(Probability::CERTAIN));
    assert_eq!(odds(256, 256, 153, 154).unwrap().get(), 0);
    assert_eq!(odds(256, 1000, 1001, 154), None, "more keys than provers");
    assert_eq!(odds(0, 10, 10, 0), Some(Probability::CERTAIN));
    assert_eq!(odds(0, 10, 10, 1).unwrap().get(), 0);
    assert_eq!(odds(1, 0, 0, 0), Some(Probability::CERTAIN));
    // 3 of 4 tickets select: (3/4)^2, 2 * 3/16 + 9/16
    assert_eq!(odds(3, 4, 2, 2).unwrap().get() >> 64, 9 << 60);
    assert_eq!(odds(3, 4, 2, 1).unwrap().get() >> 64, 15 << 60);
}

/// A fast generator of tickets (splitmix64); the state is the seed.
fn ticket(state: &mut u64) -> Ticket {
    let mut next = || {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u128::from(mixed ^ (mixed >> 31))
    };
    Ticket::new((next() << 64) | next())
}

/// Counts the blocks, of `blocks`, in which at least as many of `keys` keys are selected as a certificate needs.
fn reached(block: &Availability, keys: u32, blocks: u32, state: &mut u64) -> u32 {
    let mut one_block = |_: &u32| {
        let selected = (0..keys).filter(|_| block.selects(ticket(state))).count();
        selected >= usize::from(block.needed())
    };
    (0..blocks).filter(&mut one_block).count().try_into().unwrap()
}

/// A coalition of a third that serves only itself never reaches the quorum, and an honest leader does so in the share of blocks that
/// the odds say (within four standard deviations).
fn simulate(blocks: u32) {
    let (provers, attesters, quorum) = (1000, 256, 154);
    let block = availability(attesters, quorum, provers.into(), 1);
    let mut state = 7;
    assert_eq!(reached(&block, provers / 3, blocks, &mut state), 0);
    let honest = provers * 8 / 10 * 9 / 10;
    let certified = f64::from(reached(&block, honest, blocks, &mut state));
    let odds = Probability::of_quorum(attesters, provers, honest, quorum).unwrap();
    let expected = odds.get() as f64 / 2_f64.powi(128);
    let deviation = (f64::from(blocks) * expected * (1.0 - expected)).sqrt();
    println!("{certified} of {blocks} blocks have a certificate, {:.1} expected", f64::from(blocks) * expected);
    assert!((certified - f64::from(blocks) * expected).abs() < 4.0 * deviation + 1.0);
}

#[test]
fn a_coalition_of_a_third_never_certifies_alone() {
    simulate(1000);
}

#[test]
#[ignore = "takes some minutes without optimization"]
fn a_coalition_of_a_third_never_certifies_alone_in_100000_blocks() {
    simulate(100_000);
}

proptest! {
    /// More keys, and a smaller quorum, never make a quorum less probable; the least and the greatest need are certain.
    #[test]
    fn odds_are_monotone(attesters in 1..=300_u16, provers in 1..=2000_u32, keys in 0..=2000_u32, needed in 0..=300_u16) {
        let keys = keys.min(provers - 1);
        let odds = |keys, needed| Probability::of_quorum(attesters, provers, keys, needed).unwrap();
        // Roundings are below 2^-80.
        let slack = 1 << 48;
        prop_assert!(odds(keys + 1, needed).get() >= odds(keys, needed).get().saturating_sub(slack));
        prop_assert!(odds(keys, needed + 1) <= odds(keys, needed));
        prop_assert_eq!(odds(keys, 0), Probability::CERTAIN);
    }
}
