//! Wiping of the stack after a computation with a secret, which leaves temporaries of the compiler there, and digits of
//! scalars that `curve25519-dalek` does not wipe.

/// Whether the code may be unoptimized, so that its stack frames are larger. Without an operating system it is `false`, since
/// the stack may be too small.
const UNOPTIMIZED: bool = cfg!(all(any(unoptimized, debug_assertions), not(target_os = "none")));

/// Number of bytes of the stack that are overwritten: about as many as a proof uses, so that wiping does not need more stack.
const AREA: usize = if UNOPTIMIZED {
    65_536
} else if cfg!(curve = "small") {
    2_944
} else if cfg!(curve = "serial") {
    5_120
} else {
    11_264
};

/// Calls `work`, then overwrites the part of the stack that it used, and returns its result.
///
/// It overwrites as much as a proof uses: 3 to 11 kB in optimized builds, and 64 kB at opt-level 0 and 1 or with debug
/// assertions if there is an operating system. Deeper frames of `work` are not reached.
///
/// The functions of this crate that compute with a secret do this themselves. Use it around code of your own that handles a
/// secret, such as moving a [`SecretKey`](crate::SecretKey), which leaves a copy at the old place.
///
/// It is best effort, since the compiler gives no guarantee. `cargo xtask constant-time` searches the stack for secrets in the
/// builds that it names.
///
/// ```
/// use fernet_vrf::{SecretKey, with_stack_wiped};
///
/// let seed = [1; 32];
/// let public_key = with_stack_wiped(|| *SecretKey::from_seed(&seed).public_key());
/// ```
#[inline(always)]
pub fn with_stack_wiped<T>(work: impl FnOnce() -> T) -> T {
    fernet_core::vrf::with_stack_wiped::<AREA, UNOPTIMIZED, T>(work)
}
