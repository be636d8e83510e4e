//! Who may propose or prove, and what of a proposal's bid and bond is refused: both sides of every limit.

mod common;
use common::{params, pinned, registration, split};
use fernet_core::*;

/// The pinned mix is of L1 block 1000, so the registry is read after L1 block 998: a key is active that was registered
/// at L1 block 934 or before.
fn check_eligible(change: impl FnOnce(&mut Registration), role: Role, duty: Duty) -> Result<(), Ineligible> {
    let params = params(|v| v.activation_delay = 64);
    let snapshot = Snapshot::new(&params, &pinned());
    let mut registered = registration(1, role);
    change(&mut registered);
    snapshot.check_eligible(&registered, duty)
}

#[test]
fn activation_and_exit_to_the_l1_block() {
    let propose = |entry_l1_block, exit_l1_block| {
        check_eligible(
            |r| (r.entry_l1_block, r.exit_l1_block) = (entry_l1_block, exit_l1_block),
            Role::Sequencer,
            Duty::Propose,
        )
    };
    assert_eq!(propose(L1Block::new(934), None), Ok(()));
    assert_eq!(propose(L1Block::new(935), None), Err(Ineligible::NotYetActive));
    assert_eq!(propose(L1Block::new(u64::MAX), None), Err(Ineligible::NotYetActive));
    assert_eq!(propose(L1Block::new(0), Some(L1Block::new(999))), Ok(()));
    assert_eq!(propose(L1Block::new(0), Some(L1Block::new(998))), Err(Ineligible::Exited));
    // The first reason that applies.
    assert_eq!(propose(L1Block::new(935), Some(L1Block::new(998))), Err(Ineligible::NotYetActive));
    let wrong = check_eligible(|r| r.entry_l1_block = L1Block::new(935), Role::Prover, Duty::Propose);
    assert_eq!(wrong, Err(Ineligible::WrongRole));
}

#[test]
fn each_role_has_its_duties() {
    let duties = [Duty::Propose, Duty::Prove(NodeKind::Base), Duty::Prove(NodeKind::Merge)];
    let allowed = |role| duties.map(|duty| check_eligible(|_| {}, role, duty) == Ok(()));
    assert_eq!(allowed(Role::Sequencer), [true, false, false]);
    assert_eq!(allowed(Role::BaseProver), [false, true, false]);
    assert_eq!(allowed(Role::MergeProver), [false, false, true]);
    assert_eq!(allowed(Role::Prover), [false, true, true]);
}

#[test]
fn a_bond_stands_for_a_split_above_one_and_for_no_other() {
    let params = params(|v| (v.fee_split_cap, v.bond_base) = (2 * PPM, 7));
    let election = Election::<1>::new(params, pinned(), BlockHash::ZERO);
    let check = |fee_split, bond| {
        let (tx_order_hash, payout) = (TxOrderHash::ZERO, Address::from_bytes([1; 20]));
        let proposal = Proposal { parent: BlockHash::ZERO, fee_split, tx_order_hash, payout, bond };
        election.check(&registration(1, Role::Sequencer), &proposal).map(|checked| checked.fee_split().ppm())
    };
    assert_eq!(check(PPM, 0), Ok(PPM));
    assert_eq!(check(PPM, 1), Err(ProposalError::BondNotNeeded));
    assert_eq!(check(PPM + 1, 0), Err(ProposalError::BondMissing));
    assert_eq!(check(PPM + 1, 1), Ok(PPM + 1));
    assert_eq!(check(PPM + 500_000, 0), Err(ProposalError::BondMissing));
    assert_eq!(check(PPM + 500_000, 3), Err(ProposalError::BondTooSmall));
    assert_eq!(check(PPM + 500_000, 4), Ok(PPM + 500_000));
    assert_eq!(check(2 * PPM, 6), Err(ProposalError::BondTooSmall));
    assert_eq!(check(2 * PPM, (1 << 96) - 1), Ok(2 * PPM));
    assert_eq!(check(2 * PPM, 1 << 96), Err(ProposalError::BondTooLarge));
    assert_eq!(check(2 * PPM + 1, 1), Err(ProposalError::Bid(BidError::FeeSplitAboveCap)));

    let needs_bond = |ppm| split(ppm).needs_bond();
    assert_eq!((needs_bond(0), needs_bond(PPM), needs_bond(PPM + 1)), (false, false, true));
}

/// A key that bids the largest split of all used to lead almost every block with a bond of 1 wei, which came back to it.
#[test]
fn the_largest_split_is_not_backed_by_one_wei() {
    let (cap, bond_base) = (u32::MAX, 1_000_000_000_000_000_000);
    let election = |cap, bond_base| {
        let params = params(|v| (v.fee_split_cap, v.bond_base) = (cap, bond_base));
        Election::<1>::new(params, pinned(), BlockHash::ZERO)
    };
    let check = |bond| {
        let (tx_order_hash, payout) = (TxOrderHash::ZERO, Address::from_bytes([1; 20]));
        let proposal = Proposal { parent: BlockHash::ZERO, fee_split: cap, tx_order_hash, payout, bond };
        election(cap, bond_base).check(&registration(1, Role::Sequencer), &proposal).map(|checked| checked.bond().wei())
    };
    let minimum = 4_293_967_295_000_000_000_000;
    assert_eq!(check(1), Err(ProposalError::BondTooSmall));
    assert_eq!(check(minimum - 1), Err(ProposalError::BondTooSmall));
    assert_eq!(check(minimum), Ok(minimum));
    // A rollup cannot allow such splits without a bond base.
    let values = ParamValues { fee_split_cap: cap, ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
    assert_eq!(Params::new(values), Err(ParamsError::BondBaseMissing));
}

/// The key needs one ppm more than itself, and beats nobody with the bid that it has.
#[test]
fn an_equal_candidate_is_not_beaten() {
    let (key, ticket) = (KeyBytes::from_bytes([1; 32]), Ticket::new(1 << 100));
    let rival = ScoredKey::new(key, ticket, FeeBurn::new(500_000).unwrap());
    assert_eq!(rival.fee_to_beat(key, ticket, PPM), Some(500_001));
    assert_eq!(rival.fee_to_beat(key, ticket, 500_000), None);
}
