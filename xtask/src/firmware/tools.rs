//! Tools of Debian, and how they are called.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

use crate::debian;

/// What builds the images, as packages of Debian 12 or later.
const PACKAGES: [&str; 9] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "lld-22",
    "llvm-22",
    "gcc-arm-none-eabi",
    "gcc",
    "nodejs",
];

/// What runs them.
const EMULATORS: [&str; 2] = ["qemu-system-arm", "qemu-system-misc"];

/// The repository.
pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The directory of the images.
pub(super) fn firmware() -> PathBuf {
    root().join("firmware")
}

/// Where all is built.
pub(super) fn target() -> PathBuf {
    firmware().join("target")
}

/// Installs what is missing. A newer `qemu-utils` keeps the emulators from being installed: then they are unpacked.
pub(super) fn install() -> Result<()> {
    debian::install_missing(&PACKAGES)?;
    let folder = emulators();
    if !folder.join("usr/bin").exists() && debian::install_missing(&EMULATORS).is_err() {
        debian::unpack(&EMULATORS, &folder)?;
    }
    Ok(())
}

/// Where the emulators are that could not be installed.
fn emulators() -> PathBuf {
    target().join("qemu")
}

/// An emulator, `qemu-system-arm` or `qemu-system-riscv32`.
pub(super) fn emulator(name: &str) -> Command {
    let folder = emulators();
    let unpacked = folder.join("usr/bin").join(name);
    if !unpacked.exists() {
        return Command::new(name);
    }
    let mut emulator = Command::new(unpacked);
    let libraries = |place: &str| folder.join(format!("{place}/{}-linux-gnu", std::env::consts::ARCH));
    emulator.env("LD_LIBRARY_PATH", format!("{}:{}", libraries("usr/lib").display(), libraries("lib").display()));
    emulator.arg("-L").arg(folder.join("usr/share/qemu"));
    emulator
}

fn quiet(command: &mut Command) -> Result<()> {
    run(command).map(|_| ())
}

/// Builds the plugin of QEMU.
pub(super) fn build_plugin() -> Result<()> {
    std::fs::create_dir_all(target())?;
    let mut gcc = Command::new("gcc");
    gcc.args(["-O2", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror", "-o"]);
    quiet(gcc.arg(plugin()).arg(firmware().join("plugin/trace.c")))
}

pub(super) fn plugin() -> PathBuf {
    target().join("trace.so")
}

/// Debian's compiler, by name and version.
pub(super) fn compiler() -> Result<String> {
    let said = run(Command::new("/usr/bin/rustc").arg("--version"))?;
    Ok(said.split(" (").next().unwrap_or_default().trim().to_owned())
}

/// Runs a command to its end and returns what it printed; fails if it does.
pub(super) fn run(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot run {command:?}"))?;
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !output.status.success() {
        bail!("{command:?}: {}\n{out}{err}", output.status);
    }
    Ok(out.into_owned())
}

/// The same, with a limit of time.
pub(super) fn run_within(seconds: u32, command: &Command) -> Result<String> {
    let mut limited = Command::new("timeout");
    limited.arg(seconds.to_string()).arg(command.get_program()).args(command.get_args());
    limited.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    run(&mut limited)
}

/// A tool that reads an image.
pub(super) fn read_with(tool: &str, arguments: &[&str], image: &Path) -> Result<String> {
    ensure!(image.exists(), "{} is not there", image.display());
    run(Command::new(tool).args(arguments).arg(image))
}
