//! Requests to register a key: what their ids bind, what is refused, and which record of a key counts.

mod common;
use common::params;
use fernet_core::*;

fn request(role: Role, owner: u8) -> RegistrationRequest {
    let (key, owner) = (KeyBytes::from_bytes([7; 32]), Address::from_bytes([owner; 20]));
    RegistrationRequest { suite: REGISTRATION_SUITE, key, role, owner }
}

fn record(owner: u8, entry: u64, exit: Option<u64>) -> RegistrationRecord {
    let (entry_l1_block, exit_l1_block) = (L1Block::new(entry), exit.map(L1Block::new));
    RegistrationRecord { request: request(Role::Prover, owner), entry_l1_block, exit_l1_block }
}

/// A proof for one registration is none for another: not of another owner or role, and not in another rollup.
#[test]
fn the_id_binds_every_field() {
    let own = params(|_| {});
    let one = request(Role::Sequencer, 1);
    let ids = [
        one.id(&own),
        RegistrationRequest { suite: 3, ..one }.id(&own),
        RegistrationRequest { key: KeyBytes::from_bytes([8; 32]), ..one }.id(&own),
        request(Role::BaseProver, 1).id(&own),
        request(Role::MergeProver, 1).id(&own),
        request(Role::Prover, 1).id(&own),
        request(Role::Sequencer, 2).id(&own),
        one.id(&params(|values| values.chain_id = 2)),
        one.id(&params(|values| values.rollup_address = Address::from_bytes([9; 20]))),
    ];
    for (i, id) in ids.iter().enumerate() {
        assert!(!ids[..i].contains(id), "{i}");
    }
    assert_eq!(one.alpha(&own), request(Role::Prover, 2).alpha(&own));
    assert_ne!(one.alpha(&own), one.alpha(&params(|values| values.chain_id = 2)));
}

#[test]
fn another_suite_and_no_owner_are_refused() {
    let one = request(Role::Prover, 1);
    assert_eq!(one.check(), Ok(()));
    for suite in [0, 3, 5, 0x84] {
        assert_eq!(RegistrationRequest { suite, owner: Address::ZERO, ..one }.check(), Err(RegistrationError::Suite));
    }
    assert_eq!(request(Role::Prover, 0).check(), Err(RegistrationError::OwnerZero));
}

#[test]
fn roles_have_fixed_numbers() {
    let roles = [Role::Sequencer, Role::BaseProver, Role::MergeProver, Role::Prover];
    assert_eq!(roles.map(Role::number), [0, 1, 2, 3]);
}

#[test]
fn the_first_entry_counts_then_the_smallest_owner() {
    let [early, small, large] = [record(9, 10, None), record(2, 11, None), record(3, 11, None)];
    for order in [[early, small, large], [large, small, early], [small, large, early]] {
        assert_eq!(registration::choose(order), Some(early));
    }
    assert_eq!(registration::choose([large, small]), Some(small));
    assert_eq!(registration::choose([]), None);
}

/// A key that has exited does not come back, whoever registers it again.
#[test]
fn an_exit_is_for_good() {
    let params = params(|values| values.activation_delay = 0);
    let records = [record(1, 10, Some(20)), record(2, 30, None)];
    let chosen = registration::choose(records).unwrap();
    assert_eq!(chosen, records[0]);
    let snapshot = Snapshot::new(&params, &common::pinned());
    let duty = Duty::Prove(NodeKind::Base);
    assert_eq!(snapshot.check_eligible(&chosen.registration(), duty), Err(Ineligible::Exited));
    assert_eq!(snapshot.check_eligible(&records[1].registration(), duty), Ok(()));
}
