//! What every image has: a start, a way to print and to end, a panic handler that must not be linked, marks around what is
//! measured, and the committed vectors.
#![no_std]

pub mod core_cases;
pub mod reader;
pub mod vrf_cases;

#[cfg(any(target_arch = "arm", target_arch = "riscv32"))]
mod microcontroller;
#[cfg(any(target_arch = "arm", target_arch = "riscv32"))]
pub use microcontroller::{exit, measure, print, secrets};

/// The committed vectors, which `build/` turns into tables.
#[allow(clippy::unreadable_literal)]
pub mod vectors {
    include!(concat!(env!("OUT_DIR"), "/vectors.rs"));
}

#[cfg(all(any(target_os = "none", target_arch = "wasm32"), not(feature = "tables")))]
unsafe extern "C" {
    /// Defined by [`may_panic`] only: without it, an image in which a panic can be reached does not link.
    safe fn a_panic_can_be_reached() -> !;
}

#[cfg(all(any(target_os = "none", target_arch = "wasm32"), not(feature = "tables")))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    a_panic_can_be_reached()
}

/// With tables, checks of some indices stay. Their places stay in the image, where `cargo xtask firmware` reads them.
#[cfg(all(target_os = "none", feature = "tables"))]
#[panic_handler]
fn panic(info: &core::panic::PanicInfo<'_>) -> ! {
    if let Some(place) = core::hint::black_box(info.location()) {
        print(&["panic: ", place.file()]);
    }
    exit(101)
}

/// Names the function that an image runs. It ends with exit code 0 for `Some`, 1 for `None`.
#[macro_export]
macro_rules! entry {
    ($run:path) => {
        #[unsafe(no_mangle)]
        extern "C" fn application() -> u32 {
            let run: fn() -> Option<()> = $run;
            u32::from(run().is_none())
        }
    };
}

/// Lets an image link although a panic can be reached. It would end with exit code 101.
#[macro_export]
macro_rules! may_panic {
    () => {
        #[unsafe(no_mangle)]
        extern "C" fn a_panic_can_be_reached() -> ! {
            $crate::exit(101)
        }
    };
}
