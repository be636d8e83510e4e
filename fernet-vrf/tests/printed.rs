//! What `Debug` and `Display` print: public values, and nothing of a secret.

use std::fmt::{Debug, Display};

use fernet_core::{NodeIndex, ProverSeed, Role, VrfMode};
use fernet_vrf::hazmat::intermediates;
use fernet_vrf::{BatchProof, Evaluation, Proof, ProveError, ProverTickets, PublicKey, SecretKey, Suite};
use sha2::{Digest, Sha512};

#[test]
fn a_proof_prints_its_bytes() {
    let proof = SecretKey::from_seed(&[1; 32]).evaluate(Suite::Ell2, b"input").unwrap().prove(None);
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
fn prover_tickets_print_key_seed_and_mode() {
    let secret_key = SecretKey::from_seed(&[1; 32]);
    let seed = ProverSeed::from_bytes([5; 32]);
    let printed = format!("{:?}", ProverTickets::new(&secret_key, seed, VrfMode::PerBlock));
    for part in [format!("{secret_key:?}"), format!("{seed:?}"), "PerBlock".to_owned()] {
        assert!(printed.contains(&part), "{printed}");
    }
}

#[test]
fn a_fault_says_so_in_one_line() {
    let message = ProveError::Fault.to_string();
    assert!(message.contains(' ') && !message.contains('\n'), "{message:?}");
}

/// What nobody may print: hex digits and lists of numbers, spaces removed, of a few bytes of each secret.
struct Secrets(Vec<String>);

impl Secrets {
    /// Everything that the key or an unrevealed output follows from.
    fn of(secret_key: &SecretKey, roots: &[[u8; 32]], evaluation: &Evaluation<'_>, alpha: &[u8], ad: &[u8]) -> Self {
        let mut secrets: Vec<Vec<u8>> = vec![evaluation.output().beta().to_bytes().to_vec()];
        secrets.push(evaluation.prove(None).to_bytes()[..32].to_vec()); // Gamma, which beta is a hash of
        for ad in [None, Some(ad)] {
            let seen = intermediates(secret_key, Suite::Ell2, alpha, ad).unwrap();
            secrets.extend([seen.x.to_vec(), seen.k.to_vec(), seen.k_string.to_vec()]);
        }
        for root in roots {
            secrets.extend([root.to_vec(), Sha512::digest(root).to_vec()]); // the hash of a seed is clamped x and prefix
        }
        Self(secrets.iter().flat_map(|secret| Self::traces(secret)).collect())
    }

    fn traces(secret: &[u8]) -> Vec<String> {
        let backwards: Vec<u8> = secret.iter().rev().copied().collect();
        let mut traces = Vec::new();
        for bytes in [secret, &backwards] {
            let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            traces.extend((0..=digits.len() - 8).map(|start| digits[start..start + 8].to_owned()));
            for four in bytes.windows(4) {
                traces.extend([format!("{four:?}"), format!("{four:x?}"), format!("{four:02x?}")].map(|list| {
                    let list = list.trim_matches(['[', ']']);
                    list.replace(' ', "")
                }));
            }
        }
        traces
    }

    fn found_in(&self, text: &str) -> bool {
        let text: String = text.to_lowercase().split_whitespace().collect();
        self.0.iter().any(|trace| text.contains(trace))
    }

    fn absent_from(&self, value: &impl Debug) {
        for text in [format!("{value:?}"), format!("{value:#?}"), format!("{value:x?}"), format!("{value:#x?}")] {
            assert!(!self.found_in(&text), "{text}");
        }
    }

    fn absent_from_error(&self, error: &(impl Debug + Display)) {
        self.absent_from(error);
        assert!(!self.found_in(&error.to_string()), "{error}");
        assert!(!self.found_in(&format!("{error:#}")), "{error}");
    }
}

/// 32 bytes that no public value has by chance.
fn random(label: &str) -> [u8; 32] {
    Sha512::digest(label)[..32].try_into().unwrap()
}

fn no_secret_is_printed(secret_key: &SecretKey, roots: &[[u8; 32]]) {
    let seed = ProverSeed::from_bytes(random("seed of the block"));
    for mode in [VrfMode::PerNode, VrfMode::PerBlock] {
        let alpha = seed.alpha(mode, NodeIndex::new(3));
        let evaluation = secret_key.evaluate(Suite::Ell2, alpha.as_bytes()).unwrap();
        let secrets = Secrets::of(secret_key, roots, &evaluation, alpha.as_bytes(), b"data");

        secrets.absent_from(secret_key);
        secrets.absent_from(secret_key.public_key());
        secrets.absent_from(&evaluation);
        secrets.absent_from(&evaluation.output());
        secrets.absent_from(&Ok::<_, ProveError>(evaluation.output()));
        secrets.absent_from(&ProverTickets::new(secret_key, seed, mode));
        secrets.absent_from(&intermediates(secret_key, Suite::Ell2, alpha.as_bytes(), None).unwrap());

        secrets.absent_from_error(&evaluation.prove_verified(b"another input", None).unwrap_err());
        secrets.absent_from_error(&evaluation.prove_verified(b"another input", Some(b"data")).unwrap_err());
        let public_key = secret_key.public_key();
        secrets.absent_from_error(
            &public_key.verify(Suite::Ell2, b"another input", None, &evaluation.prove(None)).unwrap_err(),
        );
    }
}

#[test]
fn nothing_of_a_seed() {
    let seed = random("seed");
    no_secret_is_printed(&SecretKey::from_seed(&seed), &[seed]);
}

#[test]
fn nothing_of_a_master_secret() {
    for (role, tag) in
        [(Role::Sequencer, fernet_core::tag::KEY_SEQUENCER), (Role::Prover, fernet_core::tag::KEY_PROVER)]
    {
        let master = random("master secret");
        let seed = Sha512::new().chain_update(tag.as_bytes()).chain_update(master).finalize()[..32].try_into().unwrap();
        no_secret_is_printed(&SecretKey::derive(&master, role), &[master, seed]);
    }
}

/// A secret that somebody passes for something else comes back in no error.
#[test]
fn nothing_of_what_does_not_decode() {
    for i in 0..16 {
        let seed = random(&format!("seed {i}"));
        let secrets = Secrets(Secrets::traces(&seed));
        let long = [seed; 4].concat();
        let errors: [Option<Box<dyn std::error::Error>>; 5] = [
            PublicKey::try_from(&seed[..]).err().map(Into::into),
            PublicKey::try_from(&long[..]).err().map(Into::into),
            Proof::try_from(&seed[..]).err().map(Into::into),
            Proof::try_from(&long[..80]).err().map(Into::into),
            BatchProof::try_from(&long[..]).err().map(Into::into),
        ];
        errors.iter().flatten().for_each(|error| secrets.absent_from_error(error));
    }
}

/// The search finds what it looks for, in every form.
#[test]
fn a_printed_secret_is_found() {
    let secret = random("secret");
    let secrets = Secrets(Secrets::traces(&secret));
    let digits: String = secret.iter().map(|byte| format!("{byte:02X}")).collect();
    let backwards: Vec<u8> = secret.iter().rev().copied().collect();
    for text in [
        format!("x = {}..", &digits[3..11]),
        format!("{secret:?}"),
        format!("{secret:#?}"),
        format!("{secret:x?}"),
        format!("{backwards:?}"),
        format!("{:?}", &secret[7..11]),
    ] {
        assert!(secrets.found_in(&text), "{text}");
    }
    assert!(!secrets.found_in(&format!("{:?}", random("another"))));
}
