//! Submitted trees: sums, and everything that a verifier refuses.

mod common;
use common::{claim, grow, params, proving, seat, seat_of};
use fernet_core::*;
use proptest::prelude::*;

fn verify(proving: &ProvingContext, bundles: &[Bundle]) -> Result<Tree, TreeError> {
    let mut verifier = TreeVerifier::new(proving);
    bundles.iter().try_for_each(|bundle| verifier.insert(bundle).map(|_| ()))?;
    verifier.finish()
}

fn seats(shape: TreeShape, per_node: u8, pick: u64) -> impl Fn(u64) -> Vec<(u8, u128)> {
    move |node| {
        let count = if node == shape.root().get() { 1 } else { 1 + (node ^ pick) % u64::from(per_node) };
        (0..u8::try_from(count).unwrap()).map(|i| (i + 1, u128::from(1000 + node) * 10 - u128::from(i))).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_tree_sums_every_seat_once(bases in 1..80_u64, per_node in 1..=3_u8, pick: u64) {
        let proving = proving(params(|v| (v.proofs_per_node, v.root_seats) = (per_node, Some(1))), bases);
        let (bundles, sum) = grow(&proving, seats(proving.shape(), per_node, pick));
        let tree = verify(&proving, &bundles).unwrap();
        prop_assert_eq!(*tree.accumulator(), sum);
        let all = || bundles.iter().flat_map(Bundle::seats);
        let tickets: u128 = all().map(|seat| seat.scored_key().ticket().get()).sum();
        prop_assert_eq!(sum.total().to_string(), (tickets * u128::from(PPM)).to_string());
        prop_assert_eq!(sum.filled(), all().count() as u64);
        prop_assert_eq!(tree.root().claim().node, proving.shape().root());
    }

    #[test]
    fn no_other_order_is_taken(bases in 2..40_u64, from: usize, to: usize) {
        let proving = proving(params(|_| {}), bases);
        let (bundles, _) = grow(&proving, seats(proving.shape(), 3, 0));
        let (from, to) = (from % bundles.len(), to % bundles.len());
        let mut swapped = bundles.clone();
        let moved = swapped.remove(from);
        swapped.insert(to, moved);
        let expected = Err(TreeError::OutOfOrder);
        prop_assert_eq!(verify(&proving, &swapped).map(|_| ()), if from == to { Ok(()) } else { expected });

        let mut missing = bundles.clone();
        missing.remove(from);
        let expected = if from + 1 == bundles.len() { TreeError::Missing } else { TreeError::OutOfOrder };
        prop_assert_eq!(verify(&proving, &missing).map(|_| ()), Err(expected));

        let mut twice = bundles.clone();
        twice.insert(from + 1 + to % (bundles.len() - from), bundles[from].clone());
        prop_assert_eq!(verify(&proving, &twice).map(|_| ()), Err(TreeError::Duplicate));
    }
}

#[test]
fn a_refused_bundle_changes_nothing() {
    let proving = proving(params(|_| {}), 4);
    let (bundles, sum) = grow(&proving, seats(proving.shape(), 3, 0));
    let other =
        Bundle::new(&proving, &[seat(&proving, 9, 1, &claim(1, [BundleCommitment::from_bytes([1; 32]); 2]))]).unwrap();
    let mut verifier = TreeVerifier::<3>::with_stack(&proving).unwrap();
    for bundle in &bundles {
        assert_eq!(verifier.finish(), Err(TreeError::Missing));
        for wrong in bundles.iter().chain([&other]).filter(|wrong| wrong.node() != bundle.node() || *wrong == &other) {
            let before = format!("{verifier:?}");
            assert!(verifier.insert(wrong).is_err());
            assert_eq!(format!("{verifier:?}"), before);
        }
        assert_eq!(verifier.expected(), Some(bundle.node()));
        verifier.insert(bundle).unwrap();
    }
    assert_eq!(verifier.expected(), None);
    assert_eq!(*verifier.finish().unwrap().accumulator(), sum);
    assert_eq!(verifier.insert(&bundles[0]), Err(TreeError::Duplicate));
}

#[test]
fn the_stack_holds_the_depth_and_one_more() {
    let of = |bases| proving(params(|_| {}), bases);
    assert_eq!(TreeVerifier::<3>::with_stack(&of(5)).map(|_| ()), Err(TreeError::StackFull));
    assert!(TreeVerifier::<4>::with_stack(&of(5)).is_ok());
    assert!(TreeVerifier::<33>::with_stack(&of(1 << 32)).is_ok());
    // 2^32 bases are 32 edges deep.
    assert_eq!(tree::MAX_STACK, 33);
    assert_eq!(TreeVerifier::new(&of(1 << 32)).expected(), Some(NodeIndex::new(0)));
}

#[test]
fn only_a_better_tree_is_taken() {
    let proving = proving(params(|_| {}), 2);
    let tree_of = |ticket| {
        let (bundles, _) = grow(&proving, |node| vec![(1, if node == 1 { ticket } else { 5 })]);
        verify(&proving, &bundles).unwrap()
    };
    let (better, worse) = (tree_of(9), tree_of(8));
    let mut competition = BestTree::new(&proving);
    assert_eq!(competition.submit(worse), Ok(true));
    assert_eq!(competition.submit(worse), Ok(false), "the same again");
    assert_eq!(competition.submit(better), Ok(true));
    assert_eq!(competition.submit(better), Ok(false), "the same again");
    assert_eq!(competition.submit(worse), Ok(false));
    assert_eq!(competition.best(), Some(&better));
}

#[test]
fn of_one_key_and_ticket_the_smaller_id_comes_first() {
    let proving = proving(params(|_| {}), 4);
    let none = [BundleCommitment::ZERO; 2];
    let with = |digest| {
        seat_of(&proving, 1, 5, &Claim { proof_digest: ProofDigest::from_bytes([digest; 32]), ..claim(0, none) })
    };
    for (a, b) in [(1, 2), (3, 4), (5, 6), (7, 8)] {
        let (a, b) = (with(a), with(b));
        assert_eq!(a.cmp(&b), a.claim_id().cmp(&b.claim_id()));
        assert_ne!(a.claim_id(), b.claim_id());
    }
}

#[test]
fn a_verifier_needs_no_more_than_its_stack_for_any_shape() {
    let sizes = [1_u64, 2, 3, 5, 8, 15, 16, 17, 31, 32];
    for bases in sizes {
        let proving = proving(params(|_| {}), bases);
        let (bundles, _) = grow(&proving, seats(proving.shape(), 3, 1));
        // Six is the depth of 32 bases plus one.
        let mut verifier = TreeVerifier::<6>::with_stack(&proving).unwrap();
        bundles.iter().try_for_each(|bundle| verifier.insert(bundle).map(|_| ())).unwrap();
    }
}

#[test]
fn two_claims_of_one_key_for_one_node_are_evidence() {
    let proving = proving(params(|_| {}), 4);
    let none = [BundleCommitment::ZERO; 2];
    let first = seat(&proving, 1, 5, &claim(0, none));
    let second = seat(&proving, 1, 5, &Claim { fee_burn: 7, ..claim(0, none) });
    let elsewhere = seat(&proving, 1, 5, &claim(2, none));
    let another = seat(&proving, 2, 5, &claim(0, none));
    let evidence = first.equivocation(&second).unwrap();
    assert_eq!(second.equivocation(&first), Some(evidence));
    assert!(evidence.ids()[0] < evidence.ids()[1]);
    let other_statement = seat(&proving, 1, 5, &Claim { statement: Statement::ZERO, ..claim(0, none) });
    assert!(first.equivocation(&other_statement).is_some());
    assert_eq!(
        (first.equivocation(&first), first.equivocation(&elsewhere), first.equivocation(&another)),
        (None, None, None)
    );
}

/// A prover that proves a merge again, over heavier child bundles, is honest.
#[test]
fn a_revision_for_other_children_is_no_evidence() {
    let proving = proving(params(|_| {}), 4);
    let [light, heavy, right] = [1, 2, 3].map(|byte| BundleCommitment::from_bytes([byte; 32]));
    let merge = |left| seat(&proving, 1, 5, &claim(1, [left, right]));
    assert_eq!(merge(light).equivocation(&merge(heavy)), None);
    let proof = |left| Claim { proof_digest: ProofDigest::from_bytes([9; 32]), ..claim(1, [left, right]) };
    assert_eq!(merge(light).equivocation(&seat_of(&proving, 1, 5, &proof(heavy))), None);
    assert!(merge(light).equivocation(&seat_of(&proving, 1, 5, &proof(light))).is_some());
    let lie = seat(&proving, 1, 5, &Claim { statement: Statement::ZERO, ..claim(1, [heavy, right]) });
    assert!(merge(light).equivocation(&lie).is_some(), "another statement is no revision");
}

/// Three keys that claim one proof do not fill three seats.
#[test]
fn one_proof_fills_one_seat() {
    let proving = proving(params(|_| {}), 4);
    let copied = claim(0, [BundleCommitment::ZERO; 2]);
    let seats = [1, 2, 3].map(|key| seat_of(&proving, key, 100 - u128::from(key), &copied));
    assert_eq!(Bundle::new(&proving, &seats), Err(BundleError::DuplicateProof));
    assert_eq!(Bundle::new(&proving, &seats[..2]), Err(BundleError::DuplicateProof));
    assert!(Bundle::new(&proving, &seats[1..2]).is_ok());
    let own = seat(&proving, 9, 1, &copied);
    assert_eq!(Bundle::new(&proving, &[own, seats[0], seats[1]]), Err(BundleError::DuplicateProof));
    assert!(Bundle::new(&proving, &[own, seats[0]]).is_ok());
    // The key is checked before the proof, the proof before the order.
    assert_eq!(Bundle::new(&proving, &[seats[0], seats[0]]), Err(BundleError::DuplicateProver));
    assert_eq!(Bundle::new(&proving, &[own, seats[1], seats[0]]), Err(BundleError::DuplicateProof));

    let mut builder = BundleBuilder::new(proving, NodeIndex::new(0), copied.statement);
    for seat in seats.iter().chain(&[own]) {
        builder.insert(seat, None).unwrap();
    }
    let best = builder.best().unwrap();
    let mut keys: Vec<u8> = best.seats().map(|seat| seat.scored_key().key().to_bytes()[0]).collect();
    keys.sort_unstable();
    assert_eq!(keys, [1, 9]);
}
