//! Whether secrets steer branches and addresses, and whether they stay on the stack: runs the harness in `constant-time/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};

use crate::debian;

/// One way to compile the code under test.
struct Build {
    name: &'static str,
    flags: &'static str,
    profile: &'static str,
    tables: bool,
    /// Whether the controls must be seen in dalek's vector backend, or must not.
    vector: bool,
}

/// Of SHA-512 and of the curve, with words of 64 bits; on microcontrollers they are of 32.
const PORTABLE: &str = r#"--cfg sha2_backend="soft" --cfg curve25519_dalek_backend="serial""#;
const NARROW: &str =
    r#"--cfg sha2_backend="soft" --cfg curve25519_dalek_backend="serial" --cfg curve25519_dalek_bits="32""#;

const BUILDS: [Build; 4] = [
    Build { name: "AVX2", flags: "", profile: "release", tables: true, vector: true },
    Build { name: "64 bits", flags: PORTABLE, profile: "release", tables: true, vector: false },
    Build { name: "32 bits", flags: NARROW, profile: "release", tables: true, vector: false },
    Build { name: "32 bits, Os, no tables", flags: NARROW, profile: "small", tables: false, vector: false },
];

/// A result for each of the builds, by kind and name, in the order of the harness.
#[derive(Default)]
struct Table {
    order: Vec<(String, String)>,
    cells: BTreeMap<(String, String), Vec<String>>,
}

impl Table {
    fn push(&mut self, kind: &str, name: &str, cell: String) {
        let row = (kind.to_owned(), name.to_owned());
        let cells = self.cells.entry(row.clone()).or_insert_with(|| {
            self.order.push(row);
            Vec::new()
        });
        cells.push(cell);
    }

    fn print(&self, title: &str) {
        let heads: Vec<&str> = BUILDS.iter().map(|build| build.name).collect();
        println!("\n| {title} | {} |\n|---|{}", heads.join(" | "), "--:|".repeat(heads.len()));
        for row in &self.order {
            let mark = if row.0 == "control" { "control: " } else { "" };
            println!("| {mark}{} | {} |", row.1, self.cells[row].join(" | "));
        }
    }

    /// How many rows of a kind there are, all of them with a cell for each build.
    fn count(&self, kind: &str) -> Result<usize> {
        let rows = self.order.iter().filter(|row| row.0 == kind);
        for row in rows.clone() {
            ensure!(self.cells[row].len() == BUILDS.len(), "{}: not run in every build", row.1);
        }
        let count = rows.count();
        ensure!(count > 0, "nothing of the kind {kind} was run");
        Ok(count)
    }
}

/// Builds, runs, prints the tables; fails if anything clean is not, or a control stays silent.
pub fn run() -> Result<()> {
    ensure!(cfg!(all(target_arch = "x86_64", target_os = "linux")), "the harness is for x86-64 Linux");
    let start = Instant::now();
    install()?;
    let mut branches = Table::default();
    let mut stack = Table::default();
    let mut failures = Vec::new();
    let mut suppressed = Vec::new();
    for build in &BUILDS {
        let program = build.compile()?;
        let log = program.with_extension("log");
        let output = valgrind(&program, &log, "")?;
        for (kind, name, rest) in lines(&output)? {
            let errors: usize = rest.parse().with_context(|| format!("{name}: {rest}"))?;
            branches.push(&kind, &name, errors.to_string());
            match (kind.as_str(), errors) {
                ("clean", 0) | ("control", 1..) => {}
                ("clean", _) => {
                    valgrind(&program, &log, &name)?;
                    let report = fs::read_to_string(&log)?;
                    failures.push(format!(
                        "{}: {name}: {errors} branches or addresses follow from a secret\n{report}",
                        build.name
                    ));
                }
                _ => failures.push(format!("{}: {name}: the control is silent", build.name)),
            }
        }
        let report = fs::read_to_string(&log)?;
        ensure!(report.contains("backend::vector::") == build.vector, "{}: another backend was at work", build.name);
        let count =
            report.rsplit_once("(suppressed: ").and_then(|(_, rest)| rest.split_once(' ')).map(|(count, _)| count);
        suppressed.push(count.context("valgrind's log has no summary")?.to_owned());

        for (kind, name, rest) in lines(&checked(Command::new(&program).arg("residue"))?)? {
            let (_, found) = rest.split_once('\t').with_context(|| format!("{name}: {rest}"))?;
            match (kind.as_str(), found) {
                ("clean", "") => stack.push(&kind, &name, "nothing".into()),
                ("control", "") | ("clean", _) => {
                    failures.push(format!("{}: {name}: on the stack is {found:?}", build.name));
                    stack.push(&kind, &name, if found.is_empty() { "nothing" } else { "SECRETS" }.into());
                }
                _ => stack.push(&kind, &name, "found".into()),
            }
        }
    }
    branches.print("branches and addresses that follow from a secret");
    stack.print("secrets left on the stack");
    for failure in &failures {
        println!("\nFAILED {failure}");
    }
    ensure!(failures.is_empty(), "{} of the runs failed", failures.len());
    println!(
        "\n{} cases and {} calls are clean on {} builds, {} controls fire ({} s). The branch that constant-time/valgrind.supp names \
         was taken {} times.",
        branches.count("clean")?,
        stack.count("clean")?,
        BUILDS.len(),
        branches.count("control")? + stack.count("control")?,
        start.elapsed().as_secs(),
        suppressed.join(", ")
    );
    Ok(())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

impl Build {
    /// Compiles the harness and returns where it is.
    fn compile(&self) -> Result<PathBuf> {
        let target = root().join("target/constant-time").join(self.name.replace(", ", "-").replace(' ', "-"));
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .current_dir(root().join("constant-time"))
            .env("RUSTFLAGS", self.flags)
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        cargo.args(["build", "--quiet", "--locked", "--profile", self.profile, "--target-dir"]).arg(&target);
        if !self.tables {
            cargo.arg("--no-default-features");
        }
        checked(&mut cargo)?;
        Ok(target.join(self.profile).join("constant-time"))
    }
}

/// Runs the cases whose names contain `name`.
fn valgrind(program: &Path, log: &Path, name: &str) -> Result<String> {
    let mut valgrind = Command::new("valgrind");
    valgrind.arg("--error-limit=no").arg(format!("--log-file={}", log.display()));
    valgrind.arg(format!("--suppressions={}", root().join("constant-time/valgrind.supp").display()));
    checked(valgrind.arg(program).args(["cases", name]))
}

/// Kind, name and the rest of each line of the harness.
fn lines(output: &str) -> Result<Vec<(String, String, String)>> {
    let split = |line: &str| {
        let mut parts = line.splitn(3, '\t').map(str::to_owned);
        Some((parts.next()?, parts.next()?, parts.next()?))
    };
    output.lines().map(|line| split(line).with_context(|| format!("the harness printed {line:?}"))).collect()
}

/// What a command prints, if it succeeds.
fn checked(command: &mut Command) -> Result<String> {
    let Output { status, stdout, stderr } = command.output().with_context(|| format!("running {command:?}"))?;
    if !status.success() {
        bail!("{command:?}: {status}\n{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    }
    Ok(String::from_utf8(stdout)?)
}

/// Installs valgrind, with the symbols of the C library that it needs, unless it is there.
fn install() -> Result<()> {
    if Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    debian::install(&["valgrind", "libc6-dbg"])
}
