//! The program starts at `main` of the C runtime, so it links libc and nothing of Rust's `std`.

use std::env;

fn main() {
    println!("cargo::rustc-link-arg-bins=-lc");
    if env::var_os("CARGO_FEATURE_INSPECT").is_some() {
        println!("cargo::rustc-link-arg-bins=-Wl,--defsym=a_panic_can_be_reached=main");
    }
}
