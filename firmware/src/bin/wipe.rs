//! After each call with a secret, on every way out: nothing of it in the memory, be it stack or static.
#![no_std]
#![no_main]

use core::hint::black_box;
use core::mem::ManuallyDrop;

use fernet_core::Role;
use fernet_vrf::{Proof, SecretKey, Suite};
use firmware::secrets::traces_left;
use firmware::vectors::SECRET_SEED;

firmware::entry!(run);

fn run() -> Option<()> {
    let calls: [(&str, fn() -> bool); 6] = [
        ("key", key),
        ("evaluate", evaluate),
        ("prove", prove),
        ("prove-verified", prove_verified),
        ("prove-verified, refused", refused),
        ("derive", derive),
    ];
    let mut clean = true;
    for (name, call) in calls {
        firmware::print(&["wipe: ", name]);
        call().then_some(())?;
        clean &= traces_left()? == 0;
    }
    firmware::print(&["wipe: a key that is not dropped, to be found"]);
    black_box(not_dropped)().then_some(())?;
    (traces_left()? > 0 && clean).then_some(())
}

#[inline(never)]
fn key() -> bool {
    let key = SecretKey::from_seed(black_box(&SECRET_SEED));
    black_box(key.public_key().to_bytes());
    true
}

#[inline(never)]
fn derive() -> bool {
    // Its intermediate hash is another's seed: only what follows from the master secret is of this function.
    let key = SecretKey::derive(black_box(&SECRET_SEED), Role::Prover);
    black_box(key.public_key().to_bytes());
    true
}

#[inline(never)]
fn evaluate() -> bool {
    let key = SecretKey::from_seed(black_box(&SECRET_SEED));
    key.evaluate(Suite::Ell2, b"").is_ok_and(|evaluation| black_box(evaluation.output()) == evaluation.output())
}

#[inline(never)]
fn prove() -> bool {
    let key = SecretKey::from_seed(black_box(&SECRET_SEED));
    let proof: Option<Proof> = key.evaluate(Suite::Ell2, b"").ok().map(|evaluation| evaluation.prove(None));
    proof.is_some_and(|proof| black_box(proof.to_bytes()) == proof.to_bytes())
}

#[inline(never)]
fn prove_verified() -> bool {
    let key = SecretKey::from_seed(black_box(&SECRET_SEED));
    key.evaluate(Suite::Ell2, b"").is_ok_and(|evaluation| black_box(evaluation.prove_verified(b"", None)).is_ok())
}

#[inline(never)]
fn refused() -> bool {
    let key = SecretKey::from_seed(black_box(&SECRET_SEED));
    key.evaluate(Suite::Ell2, b"")
        .is_ok_and(|evaluation| black_box(evaluation.prove_verified(b"another", None)).is_err())
}

#[inline(never)]
fn not_dropped() -> bool {
    let key = ManuallyDrop::new(SecretKey::from_seed(black_box(&SECRET_SEED)));
    black_box(&key);
    true
}
