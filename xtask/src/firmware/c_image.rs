//! The prover in C: the static library without an operating system, linked by GCC through `fernet.h`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use super::budget::Figures;
use super::elf::Elf;
use super::image::Variant;
use super::tools;
use crate::debian;

const WARNINGS: [&str; 6] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Wconversion", "-Wshadow"];

/// Builds the image, runs it, and measures its flash.
pub(super) fn check(variant: &Variant, cpu: &[&str]) -> Result<Figures> {
    let library = library(variant)?;
    let directory = variant.path("c");
    fs::create_dir_all(&directory)?;
    for file in ["vectors.h", "image.x"] {
        fs::copy(variant.generated(file)?, directory.join(file))?;
    }

    // For an image that is linked but never runs: all functions together do not fit into every device.
    let script = fs::read_to_string(directory.join("image.x"))?;
    fs::write(directory.join("large.x"), script.replace("LENGTH = 256K\n    RAM", "LENGTH = 4M\n    RAM"))?;

    let link = |name: &str, script: &str, options: &[String]| -> Result<PathBuf> {
        let image = directory.join(name);
        let sources = ["link/start.s", "c/machine.c", "c/prover.c"].map(|source| tools::firmware().join(source));
        let mut gcc = Command::new("arm-none-eabi-gcc");
        gcc.args(cpu).args([
            "-std=c11",
            "-Os",
            "-ffreestanding",
            "-ffunction-sections",
            "-fdata-sections",
            "-nostdlib",
        ]);
        gcc.args(WARNINGS).args(["-mthumb", "-DFERNET_FREESTANDING", "-Wl,--gc-sections"]).args(options);
        gcc.arg("-I").arg(&directory).arg("-I").arg(tools::root().join("fernet-ffi/include"));
        gcc.arg("-T").arg(directory.join(script)).args(sources).arg(&library).args(["-lgcc", "-o"]).arg(&image);
        tools::run(&mut gcc)?;
        Ok(image)
    };

    // With every function of the header in it, nothing of a panic must be there; but for those that verify on P-256,
    // whose curve crate keeps checks of bounds (`cargo xtask panic-free`).
    let symbols = fs::read_to_string(tools::root().join("fernet-ffi/symbols.txt"))?;
    let left_out = ["batch", "p256", "fernet_block_evidence", "fernet_block_check_evidence"];
    let functions = symbols.lines().filter(|name| !left_out.iter().any(|part| name.contains(part)));
    let every = link(
        "every_function",
        "large.x",
        &functions.map(|name| format!("-Wl,--undefined={name}")).collect::<Vec<_>>(),
    )?;
    ensure!(Elf::read(&every)?.address("fernet_settle").is_some(), "{}: a function is missing", every.display());
    let panics = panics(&every)?;
    ensure!(panics.is_empty(), "{} C: a panic can be reached: {}", variant.name, panics.join(", "));

    let prover = link("prover", "image.x", &[])?;
    variant.run("c/prover")?;
    Ok(Figures::new(Elf::read(&prover)?.flash()?))
}

/// Builds the static library as `docs/embedding.md` says.
fn library(variant: &Variant) -> Result<PathBuf> {
    let mut cargo = debian::cargo(&tools::root());
    cargo.args(["rustc", "--quiet", "--locked", "-p", "fernet-ffi", "--lib", "--crate-type", "staticlib", "--release"]);
    cargo.args(["--features", "freestanding", "--config", r#"profile.release.lto="fat""#]);
    cargo.args(["-Zbuild-std=core", "--target", variant.target, "--target-dir"]);
    let target_dir = tools::target().join("c");
    tools::run(cargo.arg(&target_dir))?;
    Ok(target_dir.join(variant.target).join("release/libfernet_ffi.a"))
}

/// Symbols of what a panic calls.
fn panics(image: &Path) -> Result<Vec<String>> {
    let listing = tools::read_with("llvm-nm-22", &["--demangle"], image)?;
    Ok(listing.lines().filter(|line| line.contains("panic")).map(str::to_owned).collect())
}
