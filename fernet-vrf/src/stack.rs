//! What a computation with a secret leaves on the stack: temporaries of the compiler, and digits of scalars that
//! `curve25519-dalek` does not wipe.

use core::hint::black_box;

/// How much of the stack is overwritten: about what a proof takes, so that nothing needs more stack for it.
const AREA: usize = if cfg!(curve = "small") {
    3 << 10
} else if cfg!(curve = "serial") {
    5 << 10
} else {
    11 << 10
};

/// Does `work`, then overwrites the stack that it has used, as far as [`AREA`] goes.
///
/// The compiler promises nothing of the kind. `cargo xtask constant-time` searches the stack after every call.
pub(crate) fn wiped<T>(work: impl FnOnce() -> T) -> T {
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
