//! Cortex-M: start code, semihosting.

use core::arch::{asm, global_asm};

global_asm!(include_str!("../../../link/start.s"));

/// Turns the floating-point unit on where the target's ABI needs one.
#[unsafe(no_mangle)]
extern "C" fn start_units() {
    #[cfg(target_abi = "eabihf")]
    {
        const CPACR: *mut u32 = 0xe000_ed88 as *mut u32;
        // SAFETY: the register of the architecture.
        let access = unsafe { CPACR.read_volatile() };
        // SAFETY: as above; full access to coprocessors 10 and 11.
        unsafe { CPACR.write_volatile(access | 0xf << 20) };
    }
}

#[unsafe(no_mangle)]
extern "C" fn exit_of_image(code: u32) -> ! {
    exit(code)
}

/// Writes through the semihosting console, some bytes at a time.
pub(crate) fn write(text: &str) {
    const SYS_WRITE0: usize = 0x04;
    for part in text.as_bytes().chunks(32) {
        let mut terminated = [0_u8; 33];
        for (to, from) in terminated.iter_mut().zip(part) {
            *to = *from;
        }
        semihosting(SYS_WRITE0, terminated.as_ptr().addr());
    }
}

pub(crate) fn exit(code: u32) -> ! {
    const SYS_EXIT_EXTENDED: usize = 0x20;
    const APPLICATION_EXIT: u32 = 0x2_0026;
    let block = [APPLICATION_EXIT, code];
    loop {
        semihosting(SYS_EXIT_EXTENDED, block.as_ptr().addr());
    }
}

fn semihosting(operation: usize, argument: usize) {
    // Safety: the host reads the block or string that the argument points to, which lives.
    unsafe { asm!("bkpt 0xab", inout("r0") operation => _, in("r1") argument, options(nostack)) };
}
