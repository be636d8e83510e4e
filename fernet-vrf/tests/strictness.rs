//! What must be refused, by kind of change, where `vectors/vrf` has examples only: every bit, every length.

use fernet_vrf::{BatchProof, Proof, PublicKey, SecretKey, Suite};

const SUITES: [Suite; 2] = [Suite::Ell2, Suite::Tai];

fn accepts(key: &[u8], suite: Suite, alpha: &[u8], ad: Option<&[u8]>, pi: &[u8]) -> bool {
    let (Ok(key), Ok(proof)) = (PublicKey::try_from(key), Proof::try_from(pi)) else { return false };
    key.verify(suite, alpha, ad, &proof).is_ok()
}

fn prove(suite: Suite, alpha: &[u8], ad: Option<&[u8]>) -> (Vec<u8>, Vec<u8>) {
    let secret_key = SecretKey::from_seed(&[0x51; 32]);
    let evaluation = secret_key.evaluate(suite, alpha).unwrap();
    let proof = evaluation.prove(ad);
    (secret_key.public_key().to_bytes().to_bytes().to_vec(), proof.to_bytes().to_vec())
}

fn flips(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..8 * bytes.len()).map(|bit| {
        let mut changed = bytes.to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        changed
    })
}

/// No bit of key, input, data or proof is spare: one that were would let anybody rewrite a proof that still verifies.
#[test]
fn every_bit_counts() {
    let alpha = b"alpha";
    for suite in SUITES {
        for ad in [None, Some(&b"bid"[..])] {
            let (key, pi) = prove(suite, alpha, ad);
            assert!(accepts(&key, suite, alpha, ad, &pi));
            assert!(flips(&pi).all(|pi| !accepts(&key, suite, alpha, ad, &pi)));
            assert!(flips(&key).all(|key| !accepts(&key, suite, alpha, ad, &pi)));
            assert!(flips(alpha).all(|alpha| !accepts(&key, suite, &alpha, ad, &pi)));
            assert!(ad.into_iter().flat_map(flips).all(|ad| !accepts(&key, suite, alpha, Some(&ad), &pi)));
        }
    }
}

/// Every length around the blocks of SHA-512 (128 bytes), which is where a hash that is fed in pieces goes wrong, and
/// the largest inputs that the protocol's callers send. A byte more or less is another input.
#[test]
fn every_length_of_input_and_data() {
    let bytes = [0_u8; (1 << 16) + 1];
    let lengths = (0..=288).chain((9..=16).flat_map(|power| [(1 << power) - 1, 1 << power]));
    for (i, len) in lengths.enumerate() {
        let (suite, long, fixed) = (SUITES[i % 2], &bytes[..len], &b"fixed"[..]);
        for (alpha, ad) in [(long, None), (fixed, Some(long))] {
            let (key, pi) = prove(suite, alpha, ad);
            let other = [Some(len + 1), len.checked_sub(1)].into_iter().flatten().map(|len| &bytes[..len]);
            assert!(accepts(&key, suite, alpha, ad, &pi), "{len}");
            for other in other {
                let (alpha, ad) = if ad.is_some() { (alpha, Some(other)) } else { (other, ad) };
                assert!(!accepts(&key, suite, alpha, ad, &pi), "{len}");
            }
        }
    }
}

/// One kind of proof, suite, input, data or key never stands for another.
#[test]
fn each_proof_proves_one_statement() {
    let mut statements = vec![];
    for suite in SUITES {
        for alpha in [&b""[..], b"a", b"ab"] {
            for ad in [None, Some(&b""[..]), Some(b"a"), Some(b"b"), Some(b"ab")] {
                statements.push((suite, alpha, ad));
            }
        }
    }
    for (i, (suite, alpha, ad)) in statements.iter().enumerate() {
        let (key, pi) = prove(*suite, alpha, *ad);
        for (j, (suite, alpha, ad)) in statements.iter().enumerate() {
            assert_eq!(accepts(&key, *suite, alpha, *ad, &pi), i == j, "{i} {j}");
        }
    }
}

/// What the wire of one form holds is not a message of the other, nor is any prefix or extension of either.
#[test]
fn lengths_are_exact() {
    let secret_key = SecretKey::from_seed(&[0x51; 32]);
    let evaluation = secret_key.evaluate(Suite::Ell2, b"").unwrap();
    let (pi, form) = (evaluation.prove(None).to_bytes(), evaluation.prove_batchable(None).to_bytes());
    let zeros = [0; 64];
    for len in 0..pi.len() + zeros.len() {
        let bytes = [&pi[..], &zeros].concat();
        assert_eq!(Proof::try_from(&bytes[..len]).is_ok(), len == 80);
        assert!(BatchProof::try_from(&bytes[..len]).is_err() || len == 128);
    }
    for len in 0..form.len() + zeros.len() {
        let bytes = [&form[..], &zeros].concat();
        assert_eq!(BatchProof::try_from(&bytes[..len]).is_ok(), len == 128);
    }
}
