//! The leader of several proposals.

mod common;
use common::{params, pinned, registration};
use fernet_core::*;

fn election<const K: usize>() -> Election<K> {
    let params = params(|_| {});
    Election::new(params, pinned(), BlockHash::from_bytes([9; 32]))
}

fn proposal(fee_split: u32, order: u8) -> Proposal {
    Proposal {
        parent: BlockHash::from_bytes([9; 32]),
        fee_split,
        tx_order_hash: TxOrderHash::from_bytes([order; 32]),
        payout: Address::from_bytes([1; 20]),
        bond: 0,
    }
}

#[test]
fn the_leader_is_the_best_of_the_best() {
    let mut election = election::<3>();
    assert!(election.leader().is_none());
    let mut scores = Vec::new();
    for key in 1..=12 {
        let beta = Beta::from_bytes([key; 64]);
        let checked = election.check(&registration(key, Role::Sequencer), &proposal(0, 1)).unwrap();
        election.insert(checked.rank(&beta)).unwrap();
        scores.push((Ticket::sequencer(&beta), key));
        scores.sort_unstable();
        scores.reverse();
        let keys: Vec<KeyBytes> = scores.iter().take(3).map(|(_, key)| KeyBytes::from_bytes([*key; 32])).collect();
        assert_eq!(election.ranking().iter().map(|held| held.scored_key().key()).collect::<Vec<_>>(), keys);
        assert_eq!(election.leader().unwrap().scored_key().key(), keys[0]);
    }
}

#[test]
fn of_one_key_and_bid_the_smaller_id_leads() {
    let beta = Beta::from_bytes([3; 64]);
    for orders in [[1, 2], [2, 1], [3, 4], [4, 3], [5, 6], [6, 5]] {
        let mut election = election::<2>();
        let ids = orders.map(|order| {
            let checked = election.check(&registration(1, Role::Sequencer), &proposal(7, order)).unwrap();
            election.insert(checked.rank(&beta)).unwrap();
            checked.id()
        });
        assert_eq!(election.leader().unwrap().id(), ids[0].min(ids[1]));
        assert_eq!(election.ranking().len(), 1);
    }
}

/// A split above 1 takes a bond, which the ranked proposal keeps with the rest of the proposal.
#[test]
fn a_ranked_proposal_has_what_was_proposed() {
    let params = params(|values| (values.fee_split_cap, values.bond_base) = (6_000_000, 30));
    let election = Election::<1>::new(params, pinned(), BlockHash::from_bytes([9; 32]));
    let bonded = Proposal { bond: 123, ..proposal(5_000_000, 1) };
    let checked = election.check(&registration(1, Role::Sequencer), &bonded).unwrap();
    assert_eq!(checked.bond().wei(), 123);
    let ranked = checked.rank(&Beta::from_bytes([3; 64]));
    assert_eq!((ranked.bond().wei(), ranked.fee_split().ppm(), ranked.proposal()), (123, 5_000_000, &bonded));
}
