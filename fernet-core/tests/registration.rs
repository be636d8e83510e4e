//! Requests to register a key: what their ids bind, what is refused, and which record of a key counts.

mod common;
use common::params;
use fernet_core::message::RegistrationRequestMessage;
use fernet_core::*;

fn request(role: Role, owner: u8) -> RegistrationRequest {
    let (key, owner) = (KeyBytes::from_bytes([7; 32]), Address::from_bytes([owner; 20]));
    RegistrationRequest { suite: 4, key, role, owner }
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
    let own = params(|_| {});
    assert_eq!(one.check(&own), Ok(()));
    for suite in [0, 1, 2, 3, 5, 0x84] {
        let wrong = RegistrationRequest { suite, owner: Address::ZERO, ..one };
        assert_eq!(wrong.check(&own), Err(RegistrationError::Suite));
    }
    assert_eq!(request(Role::Prover, 0).check(&own), Err(RegistrationError::OwnerZero));
}

#[test]
fn the_suite_of_sequencers_is_a_parameter() {
    let (own, p256) = (params(|_| {}), params(|values| values.sequencer_suite = SequencerSuite::P256));
    let edwards = VrfProofBytes::from_bytes([9; 80]);
    let longer = P256ProofBytes::from_bytes([9; 81]);
    for role in [Role::Sequencer, Role::BaseProver, Role::MergeProver, Role::Prover] {
        for params in [&own, &p256] {
            for suite in [0, 1, 2, 3, 4] {
                let request = RegistrationRequest { suite, ..request(role, 1) };
                let on_p256 = role == Role::Sequencer && params == &p256;
                let expected =
                    if suite == if on_p256 { 2 } else { 4 } { Ok(()) } else { Err(RegistrationError::Suite) };
                assert_eq!(request.check(params), expected, "{role} {suite}");
                // A proof has the length of the suite.
                let (fits, other) = if on_p256 {
                    (Err(RegistrationError::Suite), expected)
                } else {
                    (expected, Err(RegistrationError::Suite))
                };
                assert_eq!(RegistrationRequestMessage { request, proof: edwards }.check(params), fits);
                assert_eq!(RegistrationRequestMessage { request, proof: longer }.check(params), other);
            }
        }
    }
    let nobody = RegistrationRequest { suite: 2, ..request(Role::Sequencer, 0) };
    let refused = |message: RegistrationRequestMessage| message.check(&p256);
    assert_eq!(refused(RegistrationRequestMessage { request: nobody, proof: edwards }), Err(RegistrationError::Suite));
    let message = RegistrationRequestMessage { request: nobody, proof: longer };
    assert_eq!(message.check(&p256), Err(RegistrationError::OwnerZero));
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
