//! A prover's tickets are those that everybody computes from its verified proofs.

use fernet_core::{ProverSeed, Role, Ticket, VrfMode};
use fernet_vrf::{ProverTickets, SecretKey, Suite};

#[test]
fn tickets_and_proofs_of_every_mode() {
    let secret_key = SecretKey::derive(&[1; 32], Role::Prover);
    let (public_key, key) = (secret_key.public_key(), secret_key.public_key().to_bytes());
    let seed = ProverSeed::from_bytes([5; 32]);
    for mode in [VrfMode::PerNode, VrfMode::PerBlock, VrfMode::Public] {
        let ranks = ProverTickets::new(&secret_key, seed, mode);
        for (node, ticket) in ranks.over([0, 1, 30, u64::MAX]) {
            let (alpha, ad) = (seed.alpha(mode, node), [9; 32]);
            let proof = ranks.prove_with(node, &ad);
            let output = public_key.verify_with(Suite::Ell2, alpha.as_bytes(), &ad, &proof).unwrap();
            assert_eq!(ticket, Ticket::prover(mode, &seed, node, &key, output.beta()));
            assert_eq!(ticket, ranks.ticket(node));
            assert_eq!(ranks.prove_verified_with(node, &ad), Ok(proof));
        }
        assert!(!format!("{ranks:?}").contains("beta"));
    }
}

#[test]
fn only_per_node_do_inputs_differ() {
    let secret_key = SecretKey::derive(&[1; 32], Role::Prover);
    let proofs = |mode| {
        let ranks = ProverTickets::new(&secret_key, ProverSeed::from_bytes([5; 32]), mode);
        [0, 2].map(|node| ranks.prove_with(node, b"one claim"))
    };
    let [first, second] = proofs(VrfMode::PerNode);
    assert_ne!(first, second);
    for mode in [VrfMode::PerBlock, VrfMode::Public] {
        let [first, second] = proofs(mode);
        assert_eq!(first, second);
    }
}
