//! Every public function of `fernet-core`, `fernet-rewards` and, with the feature `p256`, `fernet-vrf-p256`, and those of `fernet-vrf` and `fernet-block` that need no
//! allocator, each
//! behind a pointer that the optimizer cannot follow: it has to compile them for all arguments that their types allow.
//!
//! The panic handler calls a function that does not exist. If any of the functions can panic in the compiled program, the
//! handler stays in it and it does not link. `cargo xtask panic-free` builds it, and checks that no function is missing.
#![no_std]
#![no_main]

mod block_functions;
mod core_functions;
mod rewards_functions;
mod vrf_functions;
#[cfg(feature = "p256")]
mod vrf_p256_functions;

use core::hint::black_box;
use core::panic::PanicInfo;

/// Pointers to functions.
type Functions<'f> = &'f [*const ()];

unsafe extern "C" {
    fn a_panic_can_be_reached() -> !;
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    // SAFETY: never called: there is no such function, and the program that has this call does not link.
    unsafe { a_panic_can_be_reached() }
}

/// Where the C runtime starts.
#[unsafe(no_mangle)]
pub extern "C" fn main() -> i32 {
    reach(core_functions::ALL);
    reach(rewards_functions::ALL);
    reach(vrf_functions::ALL);
    #[cfg(feature = "p256")]
    reach(vrf_p256_functions::ALL);
    reach(block_functions::ALL);
    #[cfg(feature = "p256")]
    reach(block_functions::P256);
    #[cfg(feature = "control")]
    reach(&[control as *const ()]);
    0
}

/// Makes the functions reachable.
fn reach(functions: Functions<'_>) {
    black_box(functions);
}

#[cfg(feature = "control")]
fn control(bytes: &[u8], at: usize) -> u8 {
    bytes[at]
}
