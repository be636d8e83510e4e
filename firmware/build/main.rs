//! Chooses the memory map of the target, and turns the committed vectors into tables for Rust and for C.

mod c_tables;
mod record;
mod tables;

use std::path::PathBuf;
use std::{env, fs};

/// Memory of the machine that QEMU gives a target: FLASH, then RAM.
const MACHINES: [(&str, [&str; 2]); 4] = [
    // mps2-an386
    ("thumbv7em-none-eabihf", ["ORIGIN = 0x00000000, LENGTH = 4M", "ORIGIN = 0x20000000, LENGTH = 256K"]),
    // microbit
    ("thumbv6m-none-eabi", ["ORIGIN = 0x00000000, LENGTH = 256K", "ORIGIN = 0x20000000, LENGTH = 16K"]),
    // mps2-an505
    ("thumbv8m.main-none-eabihf", ["ORIGIN = 0x10000000, LENGTH = 4M", "ORIGIN = 0x38000000, LENGTH = 256K"]),
    // virt
    ("riscv32imac-unknown-none-elf", ["ORIGIN = 0x80000000, LENGTH = 4M", "ORIGIN = 0x80400000, LENGTH = 256K"]),
];

fn main() {
    let variable = |name| env::var(name).expect("Cargo sets it");
    let out = PathBuf::from(variable("OUT_DIR"));
    let here = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=link");

    let target = variable("TARGET");
    if let Some((_, [flash, ram])) = MACHINES.iter().find(|(name, _)| *name == target) {
        let memory = format!("MEMORY {{\n    FLASH (rx) : {flash}\n    RAM (rwx) : {ram}\n}}\n");
        let sections = fs::read_to_string(here.join("link/link.x")).expect("link/link.x is readable");
        fs::write(out.join("image.x"), memory + &sections).expect("OUT_DIR is writable");
        println!("cargo::rustc-link-arg=-T{}", out.join("image.x").display());
    }

    let vectors = here.join("../vectors");
    println!("cargo::rerun-if-changed={}", vectors.display());
    let read = |name: &str| -> serde_json::Value {
        let text = fs::read_to_string(vectors.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    fs::write(out.join("vectors.rs"), tables::all(&read)).expect("OUT_DIR is writable");
    // For `c/prover.c`.
    fs::write(out.join("vectors.h"), c_tables::all(&read)).expect("OUT_DIR is writable");
}
