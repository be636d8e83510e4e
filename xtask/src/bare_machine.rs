//! The tests that use tools of the system, on machines that lack one of them: they pass, and say what they left out.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use anyhow::{Context, Result, ensure};

/// A machine that lacks something.
struct Machine {
    /// Programs that are not there.
    without: &'static [&'static str],
    /// Programs that are there and fail when an argument has this text.
    fails: Option<(&'static [&'static str], &'static str)>,
    /// A part of what the tests name as missing, in lower case.
    named: &'static str,
    /// Program of tests, with the beginnings of the names of those that need what is missing.
    tests: &'static [(&'static str, &'static [&'static str])],
}

const COMPILERS: &[&str] = &["gcc", "g++", "clang", "clang++"];

const MACHINES: [Machine; 10] = [
    Machine {
        without: &["clang", "clang++"],
        fails: None,
        named: "clang",
        tests: &[("c", &["header_compiles"]), ("packages", &["cpp_compiles", "cpp_is_clean", "cpp_does_not_let"])],
    },
    Machine {
        without: &[],
        fails: Some((COMPILERS, "-fsanitize")),
        named: "the sanitizer runtime of g++",
        tests: &[("packages", &["cpp_is_clean", "cpp_passes"])],
    },
    Machine { without: &["go"], fails: None, named: "go", tests: &[("packages", &["example_in_go"])] },
    Machine {
        without: &["python3"],
        fails: None,
        named: "python",
        tests: &[("packages", &["example_in_python"]), ("reference", &[])],
    },
    Machine {
        without: &["cmake"],
        fails: None,
        named: "cmake",
        tests: &[("install", &["prefixes"]), ("packages", &["examples_by_cmake", "cmake"])],
    },
    Machine {
        without: &["pkg-config"],
        fails: None,
        named: "pkg-config",
        tests: &[
            ("install", &["programs_link"]),
            ("packages", &["what_is_installed", "examples_by_make", "example_in"]),
        ],
    },
    Machine {
        without: &["make"],
        fails: None,
        named: "make",
        tests: &[("install", &["prefixes"]), ("packages", &["examples_by_make"])],
    },
    Machine { without: &["musl-gcc"], fails: None, named: "musl-gcc", tests: &[("install", &["programs_link"])] },
    Machine { without: &["valgrind"], fails: None, named: "valgrind", tests: &[("soundness", &["under_valgrind"])] },
    Machine {
        without: &["nm"],
        fails: None,
        named: "nm",
        tests: &[
            ("c", &["symbols"]),
            ("install", &["the_library_needs"]),
            ("packages", &["what_is_installed", "cpp_does_not_allocate", "cpp_is_clean"]),
        ],
    },
];

/// What a machine may have beside a C compiler; the last machine has none of it, and runs all tests of three programs.
const EVERYTHING: &[&str] =
    &["clang", "clang++", "go", "python3", "cmake", "pkg-config", "make", "musl-gcc", "valgrind", "nm"];

/// Runs the tests on each machine.
pub(crate) fn run() -> Result<()> {
    let folder = env::temp_dir().join(format!("fernet-bare-{}", std::process::id()));
    let done =
        MACHINES.iter().try_for_each(|machine| check(machine, &folder)).and_then(|()| without_everything(&folder));
    fs::remove_dir_all(&folder)?;
    done
}

fn check(machine: &Machine, folder: &Path) -> Result<()> {
    let start = Instant::now();
    let path = programs(machine.without, machine.fails, &folder.join(machine.named.replace([' ', '+'], "-")))?;
    for (program, names) in machine.tests {
        let left_out = test(program, names, &path)?;
        ensure!(
            left_out.iter().any(|line| line.to_lowercase().contains(machine.named)),
            "{program} does not say that it left out what needs {}, but {left_out:?}",
            machine.named
        );
    }
    println!("without {}: the tests pass and say so ({:.0} s)", machine.named, start.elapsed().as_secs_f32());
    Ok(())
}

fn without_everything(folder: &Path) -> Result<()> {
    let start = Instant::now();
    let path = programs(EVERYTHING, Some((COMPILERS, "-fsanitize")), &folder.join("everything"))?;
    let mut left_out = Vec::new();
    for program in ["c", "packages", "reference"] {
        left_out.extend(test(program, &[], &path)?);
    }
    left_out.sort();
    left_out.dedup();
    println!("with a C and a C++ compiler alone ({:.0} s):", start.elapsed().as_secs_f32());
    left_out.iter().for_each(|line| println!("  {line}"));
    Ok(())
}

/// Runs tests, which have to pass; what they say that they left out.
fn test(program: &str, names: &[&str], path: &Path) -> Result<Vec<String>> {
    let package = if program == "reference" { "fernet-test-vectors" } else { "fernet-ffi" };
    let mut test = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    test.args(["test", "--quiet", "-p", package, "--test", program, "--"]).args(names);
    if program == "soundness" {
        test.arg("--ignored");
    }
    test.env("PATH", path).env("FERNET_TOOLS_HIDDEN", "1");
    let output = test.output().with_context(|| format!("running {test:?}"))?;
    let (said, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    ensure!(output.status.success(), "{test:?}: {}\n{said}{complained}", output.status);
    ensure!(!said.contains("running 0 tests"), "{test:?} runs no test");
    let left_out = complained.lines().filter_map(|line| line.find("left out: ").map(|at| line[at..].to_owned()));
    Ok(left_out.collect())
}

/// A folder with links to every program of `PATH`, but those that are not there and those that fail.
fn programs(without: &[&str], fails: Option<(&[&str], &str)>, folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    for directory in env::split_paths(&env::var_os("PATH").context("PATH")?) {
        for entry in fs::read_dir(&directory).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let link = folder.join(&name);
            if without.iter().any(|hidden| name == *hidden) || link.symlink_metadata().is_ok() {
                continue;
            }
            match fails.filter(|(names, _)| names.iter().any(|other| name == *other)) {
                Some((_, text)) => failing(&entry.path(), text, &link)?,
                None => symlink(entry.path(), link)?,
            }
        }
    }
    Ok(folder.to_owned())
}

/// A script that runs a program, but fails when an argument has this text.
fn failing(program: &Path, text: &str, script: &Path) -> Result<()> {
    let lines = format!("#!/bin/sh\ncase \"$*\" in *{text}*) exit 1 ;; esac\nexec '{}' \"$@\"\n", program.display());
    fs::write(script, lines)?;
    fs::set_permissions(script, fs::Permissions::from_mode(0o755))?;
    Ok(())
}
