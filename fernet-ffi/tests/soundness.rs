//! The C programs of `tests/c` under what finds wrong use of memory: valgrind, and the address and undefined behaviour
//! sanitizers, in the programs and in the library itself; with the library's debug assertions; and without an operating system.
//!
//! They take minutes: `cargo xtask c-soundness` runs them, a plain `cargo test` does not.
#![cfg(target_os = "linux")]

mod programs;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use anyhow::{Error, Result, bail, ensure};
use programs::{BLOCK, Build, Library, MISUSE, Program, VECTORS, VERSION, Variant, declared, static_symbols};
use test_vectors::have_program;

const SANITIZERS: &[&str] = &["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"];

/// Programs that have to be caught.
const OVERFLOW: Program = Program::control("control_overflow", &["control_overflow.c"]);
const LIE: Program = Program::control("control_lie", &["control_lie.c", "check.c"]);

/// What std says when one of its preconditions does not hold: part of a program only if it checks them.
const PRECONDITION: &[u8] = b"unsafe precondition(s) violated: slice::from_raw_parts";

/// The target folder, if the machine has the tool; in CI it must.
fn target_with(tool: &str) -> Option<PathBuf> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().map(Path::to_owned);
    target.filter(|_| have_program(tool, "--version"))
}

fn build(target: &Path, build: Build<'_>) -> Result<PathBuf> {
    let start = Instant::now();
    let built = build.make(&env::var("CARGO").unwrap_or_else(|_| "cargo".into()), target).map_err(Error::msg)?;
    println!("  built {} in {:.0} s", built.display(), start.elapsed().as_secs_f32());
    Ok(built)
}

fn release(target: &Path) -> Result<PathBuf> {
    build(target, Build { target_dir: "c", ..Build::default() })
}

/// Runs a program to its end, perhaps inside another one.
fn check(program: Program, executable: &Path, inside: &[&str]) -> Result<()> {
    let start = Instant::now();
    let mut command = match inside.split_first() {
        Some((first, rest)) => {
            let mut command = Command::new(first);
            command.args(rest).arg(executable);
            command
        }
        None => Command::new(executable),
    };
    let said = programs::run(command.args(program.arguments())).map_err(Error::msg)?;
    let summary = said.lines().last().unwrap_or_default();
    ensure!(summary.contains(" 0 failures"), "{said}");
    println!("  {} ({:.1} s): {summary}", program.name, start.elapsed().as_secs_f32());
    Ok(())
}

fn compile(program: Program, compiler: &str, flags: &[&str], built: &Path, out: &str) -> Result<PathBuf> {
    program.compile(compiler, flags, Library::Static(built), &built.join(out)).map_err(Error::msg)
}

/// A control: the program does something wrong on purpose, which has to end it with this report.
fn is_caught(program: Program, executable: &Path, inside: &[&str], report: &str) -> Result<()> {
    match check(program, executable, inside) {
        Ok(()) => bail!("{} ended well: nothing looks at it", program.name),
        Err(error) if error.to_string().contains(report) => {
            println!("  {} is caught: {report}", program.name);
            Ok(())
        }
        Err(error) => Err(error.context(format!("{} was not caught by what should have", program.name))),
    }
}

#[test]
#[ignore = "slow: cargo xtask c-soundness"]
fn under_valgrind() -> Result<()> {
    let Some(target) = target_with("valgrind") else { return Ok(()) };
    let inside = ["valgrind", "--quiet", "--error-exitcode=9", "--leak-check=full", "--track-origins=yes"];
    let built = release(&target)?;
    let control = compile(OVERFLOW, "cc", &[], &built, "plain")?;
    is_caught(OVERFLOW, &control, &inside, "Invalid write of size 1")?;
    for program in [VECTORS, MISUSE, BLOCK] {
        check(program, &compile(program, "cc", &[], &built, "plain")?, &inside)?;
    }
    Ok(())
}

#[test]
#[ignore = "slow: cargo xtask c-soundness"]
fn sanitized_programs() -> Result<()> {
    let Some(target) = target_with("gcc") else { return Ok(()) };
    let built = release(&target)?;
    let control = compile(OVERFLOW, "gcc", SANITIZERS, &built, "sanitized")?;
    is_caught(OVERFLOW, &control, &[], "AddressSanitizer: heap-buffer-overflow")?;
    for program in [VECTORS, MISUSE, BLOCK] {
        check(program, &compile(program, "gcc", SANITIZERS, &built, "sanitized")?, &[])?;
    }
    Ok(())
}

#[test]
#[ignore = "slow: cargo xtask c-soundness"]
fn sanitized_library() -> Result<()> {
    let Some(target) = target_with("clang") else { return Ok(()) };
    let built =
        build(&target, Build { target_dir: "c-asan", variant: Variant::Sanitized("address"), ..Build::default() })?;
    // The wrong access of this one is in the library.
    let control = compile(LIE, "clang", SANITIZERS, &built, "sanitized")?;
    is_caught(LIE, &control, &[], "AddressSanitizer: heap-buffer-overflow")?;
    for program in [VECTORS, MISUSE, BLOCK] {
        check(program, &compile(program, "clang", SANITIZERS, &built, "sanitized")?, &[])?;
    }
    Ok(())
}

#[test]
#[ignore = "slow: cargo xtask c-soundness"]
fn debug_assertions() -> Result<()> {
    let Some(target) = target_with("cc") else { return Ok(()) };
    let built = build(&target, Build { target_dir: "c", dev: true, ..Build::default() })?;
    for program in [VECTORS, MISUSE, BLOCK] {
        let executable = compile(program, "cc", &[], &built, "plain")?;
        let code = fs::read(&executable)?;
        ensure!(code.windows(PRECONDITION.len()).any(|bytes| bytes == PRECONDITION), "std checks no preconditions");
        check(program, &executable, &[])?;
    }
    Ok(())
}

/// The freestanding library has the functions that the header declares for it, and needs nothing of `std`.
#[test]
#[ignore = "slow: cargo xtask c-soundness"]
fn freestanding() -> Result<()> {
    let Some(target) = target_with("cc") else { return Ok(()) };
    let variant = Variant::Freestanding;
    let built = build(&target, Build { target_dir: "c-freestanding", variant, ..Build::default() })?;
    let flag = "-DFERNET_FREESTANDING";
    let has = static_symbols(&built.join("libfernet_ffi.a")).map_err(Error::msg)?;
    let declares = declared(&[flag]).map_err(Error::msg)?;
    ensure!(has == declares, "the library and the header differ in {:?}", has.symmetric_difference(&declares));
    println!("  {} functions", has.len());
    check(VERSION, &compile(VERSION, "cc", &[flag], &built, "plain")?, &[])
}
