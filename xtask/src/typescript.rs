//! The npm package in `packages/typescript`: its module of WebAssembly is built, and its tests are run.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::command::{npm, npm_ci, root, step, succeed};
use crate::{debian, files, install_c};

/// What builds the module and runs the tests, as packages of Debian 12.
const PACKAGES: [&str; 9] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22", "gcc", "nodejs", "npm", "chromium"];

/// Flags of the compiler: the linker, the end of the module's own memory, and a stack of one page.
const FLAGS: [&str; 5] = [
    "-Clinker=/usr/lib/llvm-22/bin/wasm-ld",
    "-Clink-arg=--export=__heap_base",
    "-Clink-arg=--strip-all",
    "-Clink-arg=-z",
    "-Clink-arg=stack-size=65536",
];

/// The arithmetic of the curves is optimised for speed, everything else for size.
const FAST: [&str; 7] = ["curve25519-dalek", "sha2", "fernet-vrf", "crypto-bigint", "p256", "primefield", "primeorder"];

/// Builds and tests the package.
pub(crate) fn run() -> Result<()> {
    debian::install_missing(&PACKAGES)?;
    check_node()?;
    step("the module");
    module()?;
    let package = root()?.join("packages/typescript");
    step("the package");
    files::check_licences(&package, &root()?)?;
    npm_ci(&package)?;
    let script = |arguments: &[&str]| npm(&package, &[&["run", "--silent"], arguments].concat());
    succeed(&mut script(&["generate", "--", "--check"]))?;
    succeed(&mut script(&["build"]))?;
    step("the tests");
    succeed(&mut script(&["test"]))?;
    step("the budgets");
    let native = native(&package)?;
    succeed(script(&["budget"]).env("FERNET_NATIVE", native))
}

/// Debian 12 has an older Node.js.
fn check_node() -> Result<()> {
    let output = Command::new("node").arg("--version").output().context("running node")?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    ensure!(major.is_some_and(|major| major >= 20), "node is {version}: Node.js 20 or later is needed");
    Ok(())
}

/// Builds the program that measures the native library.
fn native(package: &Path) -> Result<PathBuf> {
    let folder = root()?.join("target/typescript/native");
    install_c::run(&install_c::Options { prefix: folder.clone(), ..install_c::Options::default() })?;
    let program = folder.join("speed");
    let mut gcc = Command::new("gcc");
    gcc.args(["-O2", "-Wall", "-Wextra", "-Werror", "-I"]).arg(folder.join("include"));
    gcc.arg(package.join("budget/native.c")).arg(folder.join("lib/libfernet.a")).arg("-o").arg(&program);
    succeed(&mut gcc)?;
    Ok(program)
}

/// Compiles `fernet-ffi` for WebAssembly.
fn module() -> Result<()> {
    let root = root()?;
    let mut cargo = debian::cargo(&root);
    cargo.args(["rustc", "--quiet", "--locked", "-p", "fernet-ffi", "--lib", "--crate-type", "cdylib", "--release"]);
    cargo.args(["--features", "freestanding", "-Zbuild-std=core", "--target", "wasm32-unknown-unknown"]);
    cargo.args(["--config", r#"profile.release.lto="fat""#, "--config", r#"profile.release.opt-level="z""#]);
    for package in FAST {
        cargo.args(["--config", &format!("profile.release.package.{package}.opt-level=3")]);
    }
    cargo.arg("--target-dir").arg(root.join("target/typescript")).env("RUSTFLAGS", FLAGS.join(" "));
    succeed(&mut cargo)
}
