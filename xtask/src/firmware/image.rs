//! The images: how each is built and on which machine it runs.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::elf::Elf;
use super::tools;
use crate::debian;

/// One way to build all images.
pub(super) struct Variant {
    pub(super) name: &'static str,
    pub(super) target: &'static str,
    machine: &'static str,
    profile: &'static str,
    pub(super) tables: bool,
    /// Images that check themselves.
    pub(super) checks: &'static [&'static str],
    /// Images with marks, of which there are budgets.
    pub(super) measured: &'static [&'static str],
    /// Whether its traces are compared over secrets.
    pub(super) traced: bool,
    /// What GCC calls the core, if there is an image from C.
    pub(super) cpu_of_gcc: Option<&'static [&'static str]>,
}

/// The profile for space, with SHA-512 in a loop.
const SMALL: &str = "small";
const M4: &str = "thumbv7em-none-eabihf";
const CHECKS: &[&str] = &["check_vrf", "check_core", "check_trees", "wipe"];
const CHECKS_OF_VRF: &[&str] = &["check_vrf", "wipe"];
/// What the tables make a difference to.
const MEASURED_OF_VRF: &[&str] = &["prove", "prove_verified", "verify", "evaluate", "prover"];
pub(super) const MEASURED: &[&str] =
    &["prove", "prove_verified", "verify", "evaluate", "prover", "p256", "settle", "best_bundle", "tree", "driver"];
/// Without the driver of a block: 16 kB have no room for a block besides the stack of a proof, and for RISC-V the compiler makes
/// jump tables of its phases, of which no bound of the stack can be read.
const MEASURED_WITHOUT_DRIVER: &[&str] =
    &["prove", "prove_verified", "verify", "evaluate", "prover", "p256", "settle", "best_bundle", "tree"];
/// The same as `prover`, in C.
pub(super) const IN_C: &str = "prover in C";
const TRACED: &[&str] = &["timing", "timing_controls"];

impl Variant {
    const fn new(name: &'static str, target: &'static str, machine: &'static str) -> Self {
        Self {
            name,
            target,
            machine,
            profile: "release",
            tables: false,
            checks: CHECKS,
            measured: MEASURED,
            traced: false,
            cpu_of_gcc: None,
        }
    }

    const fn small(self) -> Self {
        Self { profile: SMALL, ..self }
    }

    const fn tables(self) -> Self {
        Self { tables: true, checks: CHECKS_OF_VRF, measured: MEASURED_OF_VRF, ..self }
    }

    const fn without_driver(self) -> Self {
        Self { measured: MEASURED_WITHOUT_DRIVER, ..self }
    }

    const fn traced(self) -> Self {
        Self { traced: true, ..self }
    }

    const fn also_in_c(self, cpu: &'static [&'static str]) -> Self {
        Self { cpu_of_gcc: Some(cpu), ..self }
    }
}

pub(super) const VARIANTS: [Variant; 7] = [
    Variant::new("M4 O3", M4, "mps2-an386").traced().also_in_c(&[
        "-mcpu=cortex-m4",
        "-mfloat-abi=hard",
        "-mfpu=fpv4-sp-d16",
    ]),
    Variant::new("M4 O3 tables", M4, "mps2-an386").tables(),
    Variant::new("M4 Os", M4, "mps2-an386").small(),
    Variant::new("M4 Os tables", M4, "mps2-an386").small().tables(),
    Variant::new("M33 O3", "thumbv8m.main-none-eabihf", "mps2-an505"),
    Variant::new("M0 O3", "thumbv6m-none-eabi", "microbit").without_driver().traced().also_in_c(&["-mcpu=cortex-m0"]),
    Variant::new("RV32IMAC O3", "riscv32imac-unknown-none-elf", "virt").without_driver().traced(),
];

/// What the plugin saw between two marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) name: String,
    pub(super) instructions: u64,
    pub(super) stack: u64,
    pub(super) pc_hash: String,
    pub(super) address_hash: String,
}

impl Variant {
    /// Its images. That they link shows that no panic can be reached in them.
    pub(super) fn build(&self) -> Result<()> {
        let mut cargo = debian::cargo(&tools::firmware());
        cargo.args(["build", "--quiet", "--locked", "-Zbuild-std=core", "--target", self.target]);
        let compact = if self.profile == SMALL { r#" --cfg sha2_backend_soft="compact""# } else { "" };
        cargo.args(["--profile", self.profile]).env("RUSTFLAGS", format!("-Zemit-stack-sizes{compact}"));
        if self.tables {
            cargo.args(["--features", "tables"]);
        }
        for image in self.images() {
            cargo.args(["--bin", image]);
        }
        cargo.arg("--target-dir").arg(tools::target());
        tools::run(&mut cargo)?;

        // Variants share a directory; each keeps its own images.
        fs::create_dir_all(self.path(""))?;
        let built = tools::target().join(self.target).join(self.profile);
        for image in self.images() {
            fs::copy(built.join(image), self.path(image)).with_context(|| format!("{} {image}", self.name))?;
        }
        Ok(())
    }

    fn images(&self) -> impl Iterator<Item = &'static str> {
        let traced = if self.traced { TRACED } else { &[] };
        self.checks.iter().chain(self.measured).chain(traced).copied()
    }

    pub(super) fn path(&self, image: &str) -> PathBuf {
        tools::target().join("images").join(self.name).join(image)
    }

    /// Runs an image; fails unless it ends with exit code 0. Returns what it printed.
    pub(super) fn run(&self, image: &str) -> Result<String> {
        tools::run_within(240, self.emulator().arg("-kernel").arg(self.path(image)))
            .with_context(|| format!("{} {image}", self.name))
    }

    /// A file that the build script of the images has written: the map of the machine `image.x`, or `vectors.h`.
    pub(super) fn generated(&self, file: &str) -> Result<PathBuf> {
        let out = tools::target().join(self.target).join(self.profile).join("build");
        let files = fs::read_dir(&out)?.flatten().map(|entry| entry.path().join("out").join(file));
        let newest =
            files.filter(|path| path.exists()).max_by_key(|path| path.metadata().and_then(|m| m.modified()).ok());
        newest.context("the images were not built")
    }

    fn emulator(&self) -> Command {
        let mut emulator;
        if self.machine == "virt" {
            emulator = tools::emulator("qemu-system-riscv32");
            emulator.args(["-bios", "none", "-serial", "stdio"]);
        } else {
            emulator = tools::emulator("qemu-system-arm");
            emulator.args(["-chardev", "stdio,id=console", "-serial", "null"]);
            emulator.args(["-semihosting-config", "enable=on,target=native,chardev=console"]);
        }
        emulator.args(["-machine", self.machine, "-display", "none", "-monitor", "none"]);
        emulator
    }

    /// Runs an image under the plugin, which leaves out the instructions of the function `without` itself.
    pub(super) fn trace(&self, image: &str, without: Option<&str>) -> Result<Vec<Span>> {
        let elf = Elf::read(&self.path(image))?;
        let out = tools::target().join("trace.out");
        let marks = ["mark_open", "mark_close", "_stack_bottom"].map(|name| elf.address(name));
        let [open, close, bottom] = marks.map(|mark| mark.with_context(|| format!("{image}: a mark is missing")));
        let mut options = format!("open={:x},close={:x},bottom={:x},out={}", open?, close?, bottom?, out.display());
        if let Some(function) = without {
            let (start, end) = elf.range(function)?;
            options += &format!(",start={start:x},end={end:x}");
        }

        let mut emulator = self.emulator();
        emulator.arg("-plugin").arg(format!("{},{options}", tools::plugin().display()));
        let printed = tools::run_within(240, emulator.arg("-kernel").arg(self.path(image)))
            .with_context(|| format!("{} {image}", self.name))?;

        let names = printed.lines().filter_map(|line| line.trim().strip_prefix("measure "));
        let lines = fs::read_to_string(&out)?;
        let spans: Vec<Span> = names.zip(lines.lines()).filter_map(|(name, line)| span(name, line)).collect();
        ensure!(
            !spans.is_empty() && spans.len() == lines.lines().count(),
            "{image}: marks do not match:\n{printed}{lines}"
        );
        Ok(spans)
    }
}

fn span(name: &str, line: &str) -> Option<Span> {
    let mut fields = line.split(' ').skip(1);
    Some(Span {
        name: name.to_owned(),
        instructions: fields.next()?.parse().ok()?,
        stack: fields.next()?.parse().ok()?,
        pc_hash: fields.next()?.to_owned(),
        address_hash: fields.next()?.to_owned(),
    })
}
