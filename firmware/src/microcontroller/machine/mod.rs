//! Start, print and end.

#[cfg(target_arch = "arm")]
mod arm;
#[cfg(target_arch = "arm")]
use arm as machine;
#[cfg(target_arch = "riscv32")]
mod riscv;
#[cfg(target_arch = "riscv32")]
use riscv as machine;

/// Prints a line.
pub fn print(words: &[&str]) {
    for word in words {
        machine::write(word);
    }
    machine::write("\n");
}

/// Ends the machine with an exit code.
pub fn exit(code: u32) -> ! {
    machine::exit(code)
}

unsafe extern "C" {
    fn application() -> u32;
}

/// After the start code: a stack, data in place, the rest zero.
#[unsafe(no_mangle)]
extern "C" fn main_of_image() -> ! {
    // Safety: `entry!` defines it with this type.
    exit(unsafe { application() })
}
