//! Cortex-M: vector table, start code, semihosting.

use core::arch::{asm, global_asm};

global_asm!(
    ".section .vector_table, \"a\"",
    ".word _stack_top",
    ".word _start",
    // Every fault before interrupts are on.
    ".rept 14",
    ".word fault",
    ".endr",
    "",
    ".section .boot, \"ax\"",
    ".syntax unified",
    ".thumb_func",
    ".global _start",
    "_start:",
    "ldr r0, =_data_start",
    "ldr r1, =_data_end",
    "ldr r2, =_data_load",
    "1: cmp r0, r1",
    "bhs 2f",
    "ldr r3, [r2]",
    "str r3, [r0]",
    "adds r0, #4",
    "adds r2, #4",
    "b 1b",
    "2: ldr r0, =_bss_start",
    "ldr r1, =_bss_end",
    "movs r3, #0",
    "3: cmp r0, r1",
    "bhs 4f",
    "str r3, [r0]",
    "adds r0, #4",
    "b 3b",
    "4:",
    "bl start_units",
    "bl main_of_image",
    ".thumb_func",
    ".global fault",
    "fault:",
    "movs r0, #102",
    "bl exit_of_image",
    ".pool",
);

/// Turns the floating-point unit on where the target's ABI needs one.
#[unsafe(no_mangle)]
extern "C" fn start_units() {
    #[cfg(target_abi = "eabihf")]
    {
        const CPACR: *mut u32 = 0xe000_ed88 as *mut u32;
        // Safety: the register of the architecture; full access to coprocessors 10 and 11.
        unsafe { CPACR.write_volatile(CPACR.read_volatile() | 0xf << 20) };
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
