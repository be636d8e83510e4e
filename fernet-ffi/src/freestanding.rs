//! The panic handler of a static library without an operating system.

use core::panic::PanicInfo;

/// Loops forever. Unreachable: no exported function panics.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {
        core::hint::spin_loop();
    }
}
