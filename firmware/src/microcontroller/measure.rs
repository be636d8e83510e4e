//! Marks around what the plugin of QEMU measures.

use core::arch::global_asm;
use core::hint::black_box;

// The one store of the opening mark tells the plugin where the stack is: the word below it.
#[cfg(target_arch = "arm")]
global_asm!(
    ".section .text.mark_open, \"ax\"",
    ".syntax unified",
    ".thumb_func",
    ".global mark_open",
    "mark_open:",
    "push {{r0}}",
    "pop {{r0}}",
    "bx lr",
    ".section .text.mark_close, \"ax\"",
    ".thumb_func",
    ".global mark_close",
    "mark_close:",
    "bx lr",
);
#[cfg(target_arch = "riscv32")]
global_asm!(
    ".section .text.mark_open, \"ax\"",
    ".global mark_open",
    "mark_open:",
    "sw zero, -4(sp)",
    "ret",
    ".section .text.mark_close, \"ax\"",
    ".global mark_close",
    "mark_close:",
    "ret",
);

unsafe extern "C" {
    safe fn mark_open();
    safe fn mark_close();
}

/// Runs `work` between the marks, once, under a name. `work` is a function of its own, the root of a static bound: name it
/// `measured_…`, `#[inline(never)]`.
pub fn measure<T, R>(name: &str, work: fn(&T) -> R, input: &T) -> R {
    crate::print(&["measure ", name]);
    let (work, input) = (black_box(work), black_box(input));
    mark_open();
    let result = work(input);
    mark_close();
    black_box(result)
}
