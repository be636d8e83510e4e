//! The program starts at `main` of the C runtime, so it links libc and nothing of Rust's `std`.

fn main() {
    println!("cargo::rustc-link-arg-bins=-lc");
}
