//! A sequencer on P-256: its key, a proof, and the verification of one. The curve crate keeps checks of bounds, so the image may
//! panic as far as a linker can tell.
#![no_std]
#![no_main]

use fernet_core::KeyBytes;
use fernet_vrf_p256::{Proof, PublicKey, SecretKey, Suite, VrfOutput};
use firmware::measure::measure;
use firmware::reader::Reader;
use firmware::vectors::P256_PROOFS;

firmware::entry!(run);
firmware::may_panic!();

/// What is known of a proof: see `build/tables.rs`.
struct Case {
    secret: [u8; 32],
    key: [u8; 32],
    alpha: &'static [u8],
    ad: Option<&'static [u8]>,
    pi: [u8; 81],
    beta: [u8; 64],
}

fn run() -> Option<()> {
    let mut reader = Reader::new(&P256_PROOFS);
    while !reader.is_empty() {
        let case = Case {
            secret: reader.array()?,
            key: reader.array()?,
            alpha: reader.bytes()?,
            ad: reader.optional()?,
            pi: reader.array()?,
            beta: reader.array()?,
        };
        let key = SecretKey::from_scalar(&case.secret).ok()?;
        (key.public_key().to_registered().ok()?.to_bytes() == case.key).then_some(())?;
        if case.ad.is_none() && case.alpha == b"alpha" {
            let secret = measure("p256-key", measured_p256_key, &case.secret)?;
            let proof = measure("p256-prove", measured_p256_prove, &(&secret, &case))?;
            (proof.to_bytes() == case.pi).then_some(())?;
            let output = measure("p256-verify", measured_p256_verify, &case)?;
            (output.beta().to_bytes() == case.beta).then_some(())?;
        } else {
            (measured_p256_prove(&(&key, &case))?.to_bytes() == case.pi).then_some(())?;
        }
    }
    Some(())
}

#[inline(never)]
fn measured_p256_key(secret: &[u8; 32]) -> Option<SecretKey> {
    SecretKey::from_scalar(secret).ok()
}

#[inline(never)]
fn measured_p256_prove(&(key, case): &(&SecretKey, &Case)) -> Option<Proof> {
    Some(key.evaluate(Suite::Sswu, case.alpha).ok()?.prove(case.ad))
}

#[inline(never)]
fn measured_p256_verify(case: &Case) -> Option<VrfOutput> {
    let key = PublicKey::from_registered(&KeyBytes::from_bytes(case.key)).ok()?;
    key.verify(Suite::Sswu, case.alpha, case.ad, &Proof::from_bytes(&case.pi).ok()?).ok()
}
