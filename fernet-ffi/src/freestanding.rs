//! What a static library without `std` has to bring.

use core::panic::PanicInfo;

/// Stays here. No function is known to panic.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {
        core::hint::spin_loop();
    }
}
