//! What a computation with a secret leaves on the stack: temporaries of the compiler, and digits of scalars that
//! `curve25519-dalek` does not wipe.

use core::hint::black_box;

/// How much of the stack is overwritten: about what a proof takes, so that nothing needs more stack for it.
const AREA: usize = if cfg!(curve = "small") {
    2_944
} else if cfg!(curve = "serial") {
    5 << 10
} else {
    11 << 10
};

/// Does `work`, then overwrites the stack that it has used, about as far as a proof needs it.
///
/// Every function of this crate that computes with a secret does so itself. It is for code that moves a
/// [`SecretKey`](crate::SecretKey), which leaves a copy where the key was. The compiler promises nothing of the kind;
/// `cargo xtask constant-time` searches the stack.
///
/// ```
/// use fernet_vrf::{SecretKey, wiped};
///
/// let seed = [1; 32];
/// let public_key = wiped(|| *SecretKey::from_seed(&seed).public_key());
/// ```
pub fn wiped<T>(work: impl FnOnce() -> T) -> T {
    let result = apart(work);
    overwrite();
    result
}

/// All of `work` has its frames below this one, which starts where that of [`overwrite`] does.
#[inline(never)]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[inline(never)]
fn overwrite() {
    black_box(&mut [0_u8; AREA]);
}
