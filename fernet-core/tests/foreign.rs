//! What was made for another tree is refused (SPEC `#one-tree`).

mod common;
use common::{LEADER, claim, grow, params, pinned, registration, seat};
use fernet_core::*;

const NONE: [BundleCommitment; 2] = [BundleCommitment::ZERO; 2];

fn proving(change: impl FnOnce(&mut ParamValues), bases: u64, beta: u8, mix_block: u64) -> ProvingContext {
    proving_for(LEADER, change, bases, beta, mix_block)
}

fn proving_for(
    proposal_id: ProposalId,
    change: impl FnOnce(&mut ParamValues),
    bases: u64,
    beta: u8,
    mix_block: u64,
) -> ProvingContext {
    let params = params(change);
    let pinned = pinned();
    let seed = ProverSeed::new(&params, &pinned, &Beta::from_bytes([beta; 64]));
    ProvingContext::new(
        params,
        seed,
        proposal_id,
        TreeShape::new(bases).unwrap(),
        Snapshot::new(&params, &PinnedMix::new(pinned.block_number(), L1Block::new(mix_block), pinned.mix()).unwrap()),
    )
}

fn of_four() -> ProvingContext {
    proving(|_| {}, 4, 3, 1000)
}

/// Trees that differ from that of [`of_four`] in one thing.
fn others() -> Vec<(&'static str, ProvingContext)> {
    vec![
        ("leader", proving(|_| {}, 4, 4, 1000)),
        ("proposal", proving_for(ProposalId::ZERO, |_| {}, 4, 3, 1000)),
        ("chain", proving(|values| values.chain_id = 2, 4, 3, 1000)),
        ("bases", proving(|_| {}, 5, 3, 1000)),
        ("seats", proving(|values| values.proofs_per_node = 2, 4, 3, 1000)),
        ("mode", proving(|values| values.vrf_mode = VrfMode::PerBlock, 4, 3, 1000)),
        ("snapshot", proving(|_| {}, 4, 3, 999)),
        ("delay", proving(|values| values.activation_delay = 65, 4, 3, 1000)),
    ]
}

/// One seat of a node, which fits in all of the trees.
fn one(node: u64) -> Vec<(u8, u128)> {
    vec![(1, 1000 - u128::from(node))]
}

#[test]
fn a_tree_of_seven_seats_does_not_take_nine() {
    // Node 1 is the root of two bases, where it has one proof, and an inner merge of four, where it has three.
    let (small, large) = (proving(|_| {}, 2, 3, 1000), of_four());
    let seats = |node| if node == 3 { one(3) } else { vec![(1, 30), (2, 20), (3, 10)] };
    let (bundles, _) = grow(&large, seats);
    assert_eq!(bundles[..3].iter().map(|bundle| bundle.node().get()).collect::<Vec<_>>(), [0, 2, 1]);
    let mut verifier = TreeVerifier::<2>::with_stack(&small).unwrap();
    for bundle in &bundles {
        assert_eq!(verifier.insert(bundle), Err(TreeError::Foreign));
    }
    assert_eq!((verifier.expected(), verifier.finish()), (Some(NodeIndex::new(0)), Err(TreeError::Missing)));
}

#[test]
fn seats_of_another_tree_form_no_bundle() {
    let own = of_four();
    let first = seat(&own, 1, 30, &claim(0, NONE));
    for (what, other) in others() {
        let stranger = seat(&other, 2, 20, &claim(0, NONE));
        for seats in [&[stranger][..], &[first, stranger], &[stranger, first]] {
            assert_eq!(Bundle::new(&own, seats), Err(BundleError::Foreign), "{what}");
        }
        let mut builder = BundleBuilder::new(own, NodeIndex::new(0), first.claim().statement);
        assert_eq!(builder.insert(&stranger, None), Err(BundleError::Foreign.into()), "{what}");
        assert_eq!(builder.best(), None);
    }
    assert_eq!(Bundle::new(&own, &[]), Err(BundleError::Empty));
    // Also too many: the foreign seat is named.
    let strangers = [4, 3, 2, 1].map(|key| seat(&others()[0].1, key, key.into(), &claim(0, NONE)));
    assert_eq!(Bundle::new(&own, &strangers), Err(BundleError::Foreign));
}

#[test]
fn bundles_of_another_tree_are_not_pushed() {
    let own = of_four();
    let (bundles, sum) = grow(&own, one);
    for (what, other) in others() {
        let (strangers, _) = grow(&other, one);
        let mut verifier = TreeVerifier::<4>::with_stack(&own).unwrap();
        for bundle in &bundles {
            for stranger in &strangers {
                assert_eq!(verifier.insert(stranger), Err(TreeError::Foreign), "{what}");
            }
            verifier.insert(bundle).unwrap();
        }
        assert_eq!(verifier.finish().map(|tree| *tree.accumulator()), Ok(sum));
        assert_eq!(verifier.insert(&strangers[0]), Err(TreeError::Foreign));
        assert_eq!(verifier.insert(&bundles[0]), Err(TreeError::Duplicate));
    }
}

#[test]
fn accumulators_of_another_tree_are_no_children() {
    let own = of_four();
    let sum = |proving: &ProvingContext, node| {
        Bundle::new(proving, &[seat(proving, 1, 9, &claim(node, NONE))]).unwrap().accumulate(None).unwrap()
    };
    let [left, right] = [0, 2].map(|node| sum(&own, node));
    let merge = seat(&own, 1, 5, &claim(1, [left.commitment(), right.commitment()]));
    let bundle = Bundle::new(&own, &[merge]).unwrap();
    for (what, other) in others() {
        let [other_left, other_right] = [0, 2].map(|node| sum(&other, node));
        // A tree of the same seed and proposal has the same commitments.
        assert_eq!(left.commitment() == other_left.commitment(), !["leader", "proposal", "chain"].contains(&what));
        for children in [(&other_left, &right), (&left, &other_right), (&other_left, &other_right)] {
            assert_eq!(bundle.accumulate(Some(children)), Err(ChildError::Foreign), "{what}");
            let mut builder = BundleBuilder::new(own, NodeIndex::new(1), merge.claim().statement);
            assert_eq!(builder.insert(&merge, Some(children)), Err(ChildError::Foreign.into()), "{what}");
        }
        let base = Bundle::new(&own, &[seat(&own, 1, 9, &claim(0, NONE))]).unwrap();
        assert_eq!(base.accumulate(Some((&other_left, &right))), Err(ChildError::Foreign), "{what}");
        assert_eq!(base.accumulate(Some((&left, &right))), Err(ChildError::ChildrenOfBase));
    }
    assert_eq!(bundle.accumulate(Some((&left, &right))).map(|sum| sum.filled()), Ok(3));
}

#[test]
fn trees_of_another_block_do_not_compete() {
    let tree = |proving: &ProvingContext, ticket: u128| {
        let (bundles, _) = grow(proving, |_| vec![(1, ticket)]);
        let mut verifier = TreeVerifier::new(proving);
        bundles.iter().try_for_each(|bundle| verifier.insert(bundle).map(|_| ())).unwrap();
        verifier.finish().unwrap()
    };
    let own = of_four();
    let (poor, rich) = (tree(&own, 1), tree(&own, 2));
    for (what, other) in others() {
        let stranger = tree(&other, 1000);
        let mut competition = BestTree::new(&own);
        assert_eq!(competition.submit(stranger), Err(TreeError::Foreign), "{what}");
        assert_eq!(competition.best(), None);
        assert_eq!(competition.submit(poor), Ok(true));
        assert_eq!(competition.submit(stranger), Err(TreeError::Foreign), "{what}");
        assert_eq!((competition.submit(rich), competition.best()), (Ok(true), Some(&rich)));
        assert_eq!(stranger.compete(&rich), Err(TreeError::Foreign), "{what}");
    }
    let order = [poor.compete(&rich), rich.compete(&poor), rich.compete(&rich)];
    assert_eq!(order.map(Result::unwrap), [1, -1, 0].map(|sign: i32| sign.cmp(&0)));
}

#[test]
fn claims_of_two_blocks_are_no_evidence() {
    let (own, later) = (of_four(), proving(|_| {}, 4, 4, 1000));
    let honest = [&own, &later].map(|proving| seat(proving, 1, 5, &claim(0, NONE)));
    assert_ne!(honest[0].claim_id(), honest[1].claim_id());
    assert_eq!(honest[0].equivocation(&honest[1]), None);
    // A reorganisation of L1 changes the leader's proposal, but not its VRF output.
    let reorganised = proving_for(ProposalId::ZERO, |_| {}, 4, 3, 999);
    let again = seat(&reorganised, 1, 5, &Claim { fee_burn: 7, ..claim(0, NONE) });
    assert_eq!((again.equivocation(&honest[0]), honest[0].equivocation(&again)), (None, None));
    let second = seat(&own, 1, 5, &Claim { fee_burn: 7, ..claim(0, NONE) });
    assert_eq!(honest[0].equivocation(&second).map(|evidence| evidence.key()), Some(registration(1, Role::Prover).key));
}

/// Elections that differ in one thing: a proposal that was checked for one is not ranked in another.
#[test]
fn a_proposal_of_another_election_is_refused() {
    let election = |change: fn(&mut ParamValues), block_number, mix_block, tip| {
        let params = params(change);
        let pinned = PinnedMix::new(BlockNumber::new(block_number), L1Block::new(mix_block), RandaoMix::ZERO).unwrap();
        Election::<2>::new(params, pinned, BlockHash::from_bytes([tip; 32]))
    };
    let mut own = election(|_| {}, 42, 1000, 9);
    let proposal = Proposal {
        parent: BlockHash::from_bytes([9; 32]),
        fee_split: 0,
        tx_order_hash: TxOrderHash::ZERO,
        payout: Address::from_bytes([1; 20]),
        bond: 0,
    };
    let ranked = |election: &Election<2>, proposal| {
        let checked = election.check(&registration(1, Role::Sequencer), proposal).unwrap();
        checked.rank(&Beta::from_bytes([3; 64]))
    };
    for (what, other) in [
        ("chain", election(|values| values.chain_id = 2, 42, 1000, 9)),
        ("cap", election(|values| values.fee_split_cap = 1, 42, 1000, 9)),
        ("bond base", election(|values| values.bond_base = 1, 42, 1000, 9)),
        ("block", election(|_| {}, 43, 1000, 9)),
        ("snapshot", election(|_| {}, 42, 999, 9)),
    ] {
        assert_eq!(own.insert(ranked(&other, &proposal)), Err(ProposalError::Foreign), "{what}");
    }
    let elsewhere = Proposal { parent: BlockHash::from_bytes([8; 32]), ..proposal };
    assert_eq!(own.insert(ranked(&election(|_| {}, 42, 1000, 8), &elsewhere)), Err(ProposalError::Foreign));
    assert!(own.leader().is_none(), "nothing was taken");
    assert_eq!(own.insert(ranked(&own.clone(), &proposal)), Ok(None));
}
