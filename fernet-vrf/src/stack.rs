//! What a computation with a secret leaves on the stack: temporaries of the compiler, and digits of scalars that
//! `curve25519-dalek` does not wipe.

use core::hint::black_box;

/// Whether code that is not optimized may be at work, whose frames are larger and hold more. Without an operating system
/// there may not be as much stack as that.
const UNOPTIMIZED: bool = cfg!(all(any(unoptimized, debug_assertions), not(target_os = "none")));

/// How much of the stack is overwritten: about what a proof takes, so that nothing needs more stack for it.
const AREA: usize = if UNOPTIMIZED {
    65_536
} else if cfg!(curve = "small") {
    2_944
} else if cfg!(curve = "serial") {
    5_120
} else {
    11_264
};

/// Does `work`, then overwrites the stack that it has used, about as far as a proof needs it: 3 to 11 kB in optimized
/// builds. At opt-level 0 and 1, and with debug assertions, it is 64 kB where there is an operating system.
///
/// Every function of this crate that computes with a secret does so itself. It is for code that moves a
/// [`SecretKey`](crate::SecretKey), which leaves a copy where the key was. The compiler promises nothing of the kind;
/// `cargo xtask constant-time` searches the stack in the builds that it names.
///
/// ```
/// use fernet_vrf::{SecretKey, with_stack_wiped};
///
/// let seed = [1; 32];
/// let public_key = with_stack_wiped(|| *SecretKey::from_seed(&seed).public_key());
/// ```
pub fn with_stack_wiped<T>(work: impl FnOnce() -> T) -> T {
    // Overwrites on the way out, so that the result goes to its place at once and no copy of it stays in this frame.
    let _overwrite = Overwrite;
    if UNOPTIMIZED { lower(work) } else { apart(work) }
}

struct Overwrite;

impl Drop for Overwrite {
    fn drop(&mut self) {
        overwrite();
    }
}

/// The frame of [`overwrite`] may keep a few words above what it overwrites: so the work starts below those.
#[inline(never)]
fn lower<T>(work: impl FnOnce() -> T) -> T {
    let mut gap = [0_u8; 128];
    black_box(&mut gap);
    let result = apart(work);
    black_box(&mut gap);
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
