//! What `Debug` and `Display` print of public values.

use fernet_core::{ProverSeed, VrfMode};
use fernet_vrf::hazmat::intermediates;
use fernet_vrf::{ProveError, Ranks, SecretKey, Suite};

#[test]
fn a_proof_prints_its_bytes() {
    let proof = SecretKey::from_seed(&[1; 32]).evaluate(Suite::Ell2, b"input").unwrap().prove();
    let digits: String = proof.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(format!("{proof:?}"), format!("Proof({digits})"));
}

#[test]
fn intermediates_print_the_public_ones() {
    let seen = intermediates(&SecretKey::from_seed(&[1; 32]), Suite::Tai, b"input", None).unwrap();
    let printed = format!("{seen:?}");
    for public in [seen.h, seen.u, seen.v] {
        assert!(printed.contains(&format!("{public:?}")));
    }
    assert!(printed.contains(&format!("{:?}", seen.try_and_increment_ctr)));
}

#[test]
fn ranks_print_key_seed_and_mode() {
    let secret_key = SecretKey::from_seed(&[1; 32]);
    let seed = ProverSeed::from_bytes([5; 32]);
    let printed = format!("{:?}", Ranks::new(&secret_key, seed, VrfMode::PerBlock));
    for part in [format!("{secret_key:?}"), format!("{seed:?}"), "PerBlock".to_owned()] {
        assert!(printed.contains(&part), "{printed}");
    }
}

#[test]
fn a_fault_says_so_in_one_line() {
    let message = ProveError::Fault.to_string();
    assert!(message.contains(' ') && !message.contains('\n'), "{message:?}");
}
