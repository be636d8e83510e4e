//! The Python package: installed as a user does, tested, and its types checked.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::command::{self, succeed};

/// Later versions of CPython, in which the wheel is tried where they are installed.
const LATER: [&str; 3] = ["python3.12", "python3.13", "python3.14"];

/// A program that imports the package and checks the output of a VRF (RFC 9381, example 19).
const TRY: &str = "
import fernet
key = fernet.SecretKey.from_seed(bytes.fromhex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'))
assert key.evaluate(b'').hex().startswith('9d574bf9b8302ec0fc1e21c3ec5368269527b87b462ce36dab2d14ccf80c53cc')
";

/// Runs all.
pub(crate) fn run() -> Result<()> {
    let root = command::root()?;
    let package = root.join("packages/python");
    let folder = root.join("target/python");
    // What cargo has built stays, so that a second run is short.
    let target = folder.join("cargo");
    lint(&package, &target)?;
    let venv = Venv::new(&folder.join("venv"), "python3")?;
    let extra = format!("{}[archive]", package.display());
    succeed(venv.program("pip").args(["install", "--quiet", &extra]).env("CARGO_TARGET_DIR", &target))?;
    let tools = package.join("requirements-dev.txt");
    succeed(venv.program("pip").args(["install", "--quiet", "--requirement"]).arg(tools))?;

    succeed(venv.program("ruff").args(["check", "--quiet", "python", "tests"]).current_dir(&package))?;
    succeed(venv.program("ruff").args(["format", "--check", "--quiet", "python", "tests"]).current_dir(&package))?;
    succeed(venv.program("mypy").args(["--config-file", "pyproject.toml", "python/fernet"]).current_dir(&package))?;
    let python = venv.program("python").get_program().to_owned();
    succeed(venv.program("pyright").arg("--pythonpath").arg(python).current_dir(&package))?;
    stubs(&venv, &package)?;
    succeed(venv.program("python").args(["-m", "pytest"]).current_dir(&package))?;
    other_versions(&venv, &package, &folder, &target)
}

/// The format and the lints of the extension module, in a workspace of its own.
fn lint(package: &Path, target: &Path) -> Result<()> {
    let cargo = || {
        let mut cargo = command::cargo(package);
        cargo.env("CARGO_TARGET_DIR", target);
        cargo
    };
    succeed(cargo().args(["fmt", "--check"]))?;
    succeed(cargo().args(["clippy", "--quiet", "--locked", "--all-targets", "--", "-D", "warnings"]))
}

/// Compares the stubs of the modules with what the extension module has.
fn stubs(venv: &Venv, package: &Path) -> Result<()> {
    let mut modules = Vec::new();
    for entry in fs::read_dir(package.join("python/fernet"))? {
        let path = entry?.path();
        let name = path.file_stem().and_then(OsStr::to_str).context("the name of a module")?;
        if path.extension() == Some(OsStr::new("pyi")) && !name.starts_with('_') {
            modules.push(format!("fernet.{name}"));
        }
    }
    ensure!(!modules.is_empty(), "no stubs");
    // In a folder without the sources, so that the installed package is imported.
    let config = package.join("pyproject.toml");
    let mut stubtest = venv.program("stubtest");
    succeed(stubtest.args(modules).arg("--mypy-config-file").arg(config).current_dir(package.join("tests")))
}

/// Imports the wheel in later versions of CPython: it is built once for all of them.
fn other_versions(venv: &Venv, package: &Path, folder: &Path, target: &Path) -> Result<()> {
    let wheels = folder.join("wheels");
    if wheels.exists() {
        fs::remove_dir_all(&wheels)?;
    }
    let mut wheel = venv.program("pip");
    wheel.args(["wheel", "--quiet", "--no-deps", "--wheel-dir"]).arg(&wheels).arg(package);
    succeed(wheel.env("CARGO_TARGET_DIR", target))?;
    let built: Vec<PathBuf> = fs::read_dir(&wheels)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    let [wheel] = built.as_slice() else { anyhow::bail!("{} wheels", built.len()) };
    println!("{} bytes: {}", fs::metadata(wheel)?.len(), wheel.display());
    for python in LATER {
        if Command::new(python).arg("--version").output().is_ok_and(|output| output.status.success()) {
            let venv = Venv::new(&folder.join(python), python)?;
            succeed(venv.program("pip").args(["install", "--quiet", "--no-deps"]).arg(wheel))?;
            succeed(venv.program("python").args(["-c", TRY]))?;
            println!("{python}: the same wheel");
        }
    }
    Ok(())
}

/// A virtual environment, made anew.
pub(crate) struct Venv(PathBuf);

impl Venv {
    pub(crate) fn new(folder: &Path, python: &str) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        succeed(Command::new(python).args(["-m", "venv"]).arg(folder))?;
        Ok(Self(folder.to_owned()))
    }

    pub(crate) fn program(&self, name: &str) -> Command {
        Command::new(self.0.join("bin").join(name))
    }
}
