//! Where there is no QEMU to run it in: an enclave and a 64-bit core are compiled for, WebAssembly runs in Node.

use anyhow::Result;

use super::{step, tools};
use crate::debian;

const COMPILED: [&str; 2] = ["aarch64-unknown-none", "x86_64-fortanix-unknown-sgx"];

pub(super) fn check() -> Result<()> {
    for target in COMPILED {
        step(&format!("{target}: build"));
        build(target, "firmware", &["--lib"])?;
    }
    step("wasm32-unknown-unknown: build, every vector in Node");
    build("wasm32-unknown-unknown", "firmware-wasm", &["--release"])?;
    let module = tools::target().join("wasm32-unknown-unknown/release/firmware_wasm.wasm");
    let mut node = std::process::Command::new("node");
    tools::run(node.arg(tools::firmware().join("wasm/run.mjs")).arg(module)).map(|_| ())
}

fn build(target: &str, package: &str, arguments: &[&str]) -> Result<()> {
    let mut cargo = debian::cargo(&tools::firmware());
    cargo.args(["build", "--quiet", "--locked", "-Zbuild-std=core", "--target", target]);
    tools::run(cargo.args(["--package", package]).args(arguments)).map(|_| ())
}
