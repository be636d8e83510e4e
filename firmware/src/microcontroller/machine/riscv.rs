//! RV32: start code, serial port and test finisher of QEMU's `virt`.

use core::arch::global_asm;

global_asm!(
    ".section .boot, \"ax\"",
    ".global _start",
    "_start:",
    ".option push",
    ".option norelax",
    "la gp, __global_pointer$",
    ".option pop",
    "la sp, _stack_top",
    "la t0, fault",
    "csrw mtvec, t0",
    "la t0, _data_start",
    "la t1, _data_end",
    "la t2, _data_load",
    "1: bgeu t0, t1, 2f",
    "lw t3, 0(t2)",
    "sw t3, 0(t0)",
    "addi t0, t0, 4",
    "addi t2, t2, 4",
    "j 1b",
    "2: la t0, _bss_start",
    "la t1, _bss_end",
    "3: bgeu t0, t1, 4f",
    "sw zero, 0(t0)",
    "addi t0, t0, 4",
    "j 3b",
    "4: call main_of_image",
    ".balign 4",
    ".global fault",
    "fault:",
    "li a0, 102",
    "call exit_of_image",
);

#[unsafe(no_mangle)]
extern "C" fn exit_of_image(code: u32) -> ! {
    exit(code)
}

pub(crate) fn write(text: &str) {
    const UART: *mut u8 = 0x1000_0000 as *mut u8;
    for byte in text.bytes() {
        // Safety: the transmit register of the machine's serial port.
        unsafe { UART.write_volatile(byte) };
    }
}

pub(crate) fn exit(code: u32) -> ! {
    const FINISHER: *mut u32 = 0x10_0000 as *mut u32;
    let command = if code == 0 { 0x5555 } else { code << 16 | 0x3333 };
    loop {
        // Safety: the register of the machine that ends QEMU.
        unsafe { FINISHER.write_volatile(command) };
    }
}
