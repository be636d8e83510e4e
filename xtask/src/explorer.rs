//! The page in `packages/explorer`: the command line is compiled to WebAssembly, bundled into one HTML file, and tested in Chromium.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::command::{self, npm, npm_ci, step, succeed};
use crate::debian;

/// What builds and tests the page, as packages of Debian 12.
const PACKAGES: [&str; 9] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22", "wasi-libc", "nodejs", "npm", "chromium"];

/// Flags of the compiler: the linker and the C library, which has no threads; what it lacks is listed in a file.
const FLAGS: [&str; 6] = [
    "-Clinker=/usr/lib/llvm-22/bin/wasm-ld",
    "-Clink-self-contained=no",
    "-Clink-arg=/usr/lib/wasm32-wasi/crt1-command.o",
    "-L/usr/lib/wasm32-wasi",
    "-Clink-arg=--strip-all",
    "-Clink-arg=--allow-undefined-file=",
];

/// Packages that are compiled for speed, as nearly all of the time is theirs; all others for size.
const FAST: [&str; 5] = ["curve25519-dalek", "fernet-vrf", "keccak", "sha2", "sha3"];

/// Builds the page, and tests it unless `only_build`.
pub(crate) fn run(only_build: bool) -> Result<()> {
    debian::install_missing(&PACKAGES)?;
    let root = command::root()?;
    let (package, target) = (root.join("packages/explorer"), root.join("target/explorer"));
    step("the program");
    let program = program(&root, &package, &target)?;
    step("the page");
    npm_ci(&package)?;
    succeed(&mut npm(&package, &["run", "--silent", "check"]))?;
    let page = target.join("fernet-explorer.html");
    succeed(Command::new("node").arg("build.mjs").args([&program, &page]).current_dir(&package))?;
    println!("{}: {} kB", page.display(), page.metadata()?.len() / 1000);
    if only_build {
        return Ok(());
    }
    step("the command line");
    // As `cargo test` builds it: optimised, and in `target/debug`.
    let build = ["build", "--quiet", "--locked", "--profile", "test", "-p", "fernet-cli", "--bin", "fernet"];
    succeed(command::cargo(&root).args(build))?;
    step("the tests");
    succeed(&mut npm(&package, &["test"]))
}

/// Compiles `fernet` for WASI.
fn program(root: &Path, package: &Path, target: &Path) -> Result<PathBuf> {
    let mut cargo = debian::cargo(root);
    cargo.args(["build", "--quiet", "--locked", "-p", "fernet-cli", "--bin", "fernet", "--release"]);
    cargo.args(["-Zbuild-std=std,panic_abort", "--target", "wasm32-wasip1"]).arg("--target-dir").arg(target);
    cargo.args(["--config", r#"profile.release.opt-level="s""#]);
    for fast in FAST {
        cargo.args(["--config", &format!("profile.release.package.{fast}.opt-level=3")]);
    }
    let missing = package.join("wasi/undefined.txt");
    succeed(cargo.env("RUSTFLAGS", format!("{}{}", FLAGS.join(" "), missing.display())))?;
    Ok(target.join("wasm32-wasip1/release/fernet.wasm"))
}
