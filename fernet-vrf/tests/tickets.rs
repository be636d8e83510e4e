//! A prover's tickets are those that everybody computes from its verified proofs.

use fernet_core::{NodeIndex, ProverSeed, Role, Ticket, VrfMode};
use fernet_vrf::{ProverTickets, SecretKey, Suite};

#[test]
fn tickets_and_proofs_of_every_mode() {
    let secret_key = SecretKey::derive(&[1; 32], Role::Prover);
    let (public_key, key) = (secret_key.public_key(), secret_key.public_key().to_bytes());
    let seed = ProverSeed::from_bytes([5; 32]);
    for mode in [VrfMode::PerNode, VrfMode::PerBlock, VrfMode::Public] {
        let prover = ProverTickets::new(&secret_key, seed, mode);
        for (node, ticket) in prover.for_nodes([0, 1, 30, u64::MAX].map(NodeIndex::new)) {
            let (alpha, ad) = (seed.alpha(mode, node), [9; 32]);
            let proof = prover.prove(node, Some(&ad));
            let output = public_key.verify(Suite::Ell2, alpha.as_bytes(), Some(&ad), &proof).unwrap();
            assert_eq!(ticket, Ticket::prover(mode, &seed, node, &key, output.beta()));
            assert_eq!(ticket, prover.ticket(node));
            assert_eq!(prover.prove_verified(node, Some(&ad)), Ok(proof));
        }
        assert!(!format!("{prover:?}").contains("beta"));
    }
}

#[test]
fn only_per_node_do_inputs_differ() {
    let secret_key = SecretKey::derive(&[1; 32], Role::Prover);
    let proofs = |mode| {
        let prover = ProverTickets::new(&secret_key, ProverSeed::from_bytes([5; 32]), mode);
        [0, 2].map(|node| prover.prove(NodeIndex::new(node), Some(b"one claim")))
    };
    let [first, second] = proofs(VrfMode::PerNode);
    assert_ne!(first, second);
    for mode in [VrfMode::PerBlock, VrfMode::Public] {
        let [first, second] = proofs(mode);
        assert_eq!(first, second);
    }
}
