//! Whether secrets steer branches and addresses, and whether they stay on the stack: runs the harness in `constant-time/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;
use std::{env, fs, thread};

use anyhow::{Context, Result, bail, ensure};

use crate::debian;

/// The code that the compiler is given, and the ways in which it compiles it.
struct Arithmetic {
    name: &'static str,
    flags: &'static str,
    /// Whether the controls must be seen in dalek's vector backend, or must not.
    vector: bool,
    builds: &'static [Build],
}

struct Build {
    name: &'static str,
    profile: &'static str,
    tables: bool,
    /// Whether branches and addresses are looked at besides the stack.
    branches: bool,
}

/// Of SHA-512 and of the curve, with words of 64 bits; on microcontrollers they are of 32.
const PORTABLE: &str = r#"--cfg sha2_backend="soft" --cfg curve25519_dalek_backend="serial""#;
const NARROW: &str =
    r#"--cfg sha2_backend="soft" --cfg curve25519_dalek_backend="serial" --cfg curve25519_dalek_bits="32""#;

const O3: Build = Build { name: "O3", profile: "release", tables: true, branches: true };
/// With debug assertions, as builds for tests and debuggers are.
const O0: Build = Build { name: "O0", profile: "o0", ..STACK };
const O1: Build = Build { name: "O1", profile: "o1", ..STACK };
const O1_RELEASE: Build = Build { name: "O1, release", profile: "o1-release", ..STACK };
const O2: Build = Build { name: "O2", profile: "o2", ..STACK };
const OS: Build = Build { name: "Os", profile: "small", ..STACK };
const OS_NO_TABLES: Build = Build { name: "Os, no tables", tables: false, branches: true, ..OS };
const STACK: Build = Build { branches: false, ..O3 };

const ARITHMETICS: [Arithmetic; 3] = [
    Arithmetic { name: "AVX2", flags: "", vector: true, builds: &[O3, OS, O2, O1_RELEASE, O1, O0] },
    Arithmetic { name: "64 bits", flags: PORTABLE, vector: false, builds: &[O3, OS, O2, O1_RELEASE, O1, O0] },
    Arithmetic { name: "32 bits", flags: NARROW, vector: false, builds: &[O3, OS_NO_TABLES, O2, O1_RELEASE, O1, O0] },
];

/// Kind and name of a case or a call.
type Row = (String, String);

/// A column of results: of one build, by row, in the order of the harness.
type Column = Vec<(Row, String)>;

/// What one build gave.
struct Report {
    name: String,
    branches: Option<Column>,
    /// How many times valgrind met what is exempt.
    suppressed: Option<String>,
    stack: Column,
    failures: Vec<String>,
}

/// Builds, runs, prints the tables; fails if anything clean is not, or a control stays silent.
pub(crate) fn run() -> Result<()> {
    ensure!(cfg!(all(target_arch = "x86_64", target_os = "linux")), "the harness is for x86-64 Linux");
    let start = Instant::now();
    install()?;
    let reports = thread::scope(|scope| {
        let threads = ARITHMETICS.each_ref().map(|arithmetic| scope.spawn(|| arithmetic.check()));
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect::<Result<Vec<_>>>()
    })?;
    let reports: Vec<Report> = reports.into_iter().flatten().collect();

    let branches: Vec<_> =
        reports.iter().filter_map(|report| Some((&report.name, report.branches.as_ref()?))).collect();
    let stack: Vec<_> = reports.iter().map(|report| (&report.name, &report.stack)).collect();
    let [cases, firing] = table("branches and addresses that follow from a secret", &branches)?;
    let [calls, found] = table("secrets left on the stack", &stack)?;
    let failures: Vec<_> = reports.iter().flat_map(|report| &report.failures).collect();
    for failure in &failures {
        println!("\nFAILED {failure}");
    }
    ensure!(failures.is_empty(), "{} of the runs failed", failures.len());
    let suppressed: Vec<_> = reports.iter().filter_map(|report| report.suppressed.as_deref()).collect();
    println!(
        "\n{cases} cases are clean on {} builds and {calls} calls on {}, {} controls fire ({} s). The branches that \
         constant-time/valgrind.supp names were taken {} times.",
        branches.len(),
        stack.len(),
        firing + found,
        start.elapsed().as_secs(),
        suppressed.join(", ")
    );
    Ok(())
}

/// Prints a column for each build. Returns how many clean rows and how many controls there are, each in every build.
fn table(title: &str, columns: &[(&String, &Column)]) -> Result<[usize; 2]> {
    let heads: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    println!("\n| {title} | {} |\n|---|{}", heads.join(" | "), "--:|".repeat(heads.len()));
    let cells: Vec<BTreeMap<_, _>> =
        columns.iter().map(|(_, column)| column.iter().map(|(row, cell)| (row, cell.as_str())).collect()).collect();
    let (_, first) = columns.first().context("no build")?;
    let mut counts = [0, 0];
    for (row, _) in *first {
        let control = row.0 == "control";
        counts[usize::from(control)] += 1;
        let line: Option<Vec<&str>> = cells.iter().map(|column| column.get(row).copied()).collect();
        let line = line.with_context(|| format!("{}: not run in every build", row.1))?;
        println!("| {}{} | {} |", if control { "control: " } else { "" }, row.1, line.join(" | "));
    }
    ensure!(cells.iter().all(|column| column.len() == first.len()), "{title}: not the same rows in every build");
    ensure!(!counts.contains(&0), "{title}: no clean row, or no control, was run");
    Ok(counts)
}

impl Arithmetic {
    fn check(&self) -> Result<Vec<Report>> {
        self.builds.iter().map(|build| self.check_build(build)).collect()
    }

    fn check_build(&self, build: &Build) -> Result<Report> {
        let program = self.compile(build)?;
        let name = format!("{} {}", self.name, build.name);
        let mut report = Report { name, branches: None, suppressed: None, stack: Vec::new(), failures: Vec::new() };
        if build.branches {
            self.branches(&program, &mut report)?;
        }
        for (row, rest) in lines(&checked(Command::new(&program).arg("residue"))?)? {
            let (_, found) = rest.split_once('\t').with_context(|| format!("{}: {rest}", row.1))?;
            let cell = match (row.0.as_str(), found) {
                ("clean", "") => "nothing",
                ("control", _) if !found.is_empty() => "found",
                _ => {
                    report.failures.push(format!("{}: {}: on the stack is {found:?}", report.name, row.1));
                    if found.is_empty() { "nothing" } else { "SECRETS" }
                }
            };
            report.stack.push((row, cell.to_owned()));
        }
        Ok(report)
    }

    fn branches(&self, program: &Path, report: &mut Report) -> Result<()> {
        let log = program.with_extension("log");
        let mut column = Vec::new();
        for (row, rest) in lines(&valgrind(program, &log, "")?)? {
            let errors: usize = rest.parse().with_context(|| format!("{}: {rest}", row.1))?;
            match (row.0.as_str(), errors) {
                ("clean", 0) | ("control", 1..) => {}
                ("clean", _) => {
                    let detailed = program.with_extension("detailed.log");
                    valgrind(program, &detailed, &row.1)?;
                    report.failures.push(format!(
                        "{}: {}: {errors} branches or addresses follow from a secret\n{}",
                        report.name,
                        row.1,
                        fs::read_to_string(&detailed)?
                    ));
                }
                _ => report.failures.push(format!("{}: {}: the control is silent", report.name, row.1)),
            }
            column.push((row, errors.to_string()));
        }
        report.branches = Some(column);
        let text = fs::read_to_string(&log)?;
        ensure!(text.contains("backend::vector::") == self.vector, "{}: another backend was at work", report.name);
        let count =
            text.rsplit_once("(suppressed: ").and_then(|(_, rest)| rest.split_once(' ')).map(|(count, _)| count);
        report.suppressed = Some(count.context("valgrind's log has no summary")?.to_owned());
        Ok(())
    }

    /// Compiles the harness and returns where it is.
    fn compile(&self, build: &Build) -> Result<PathBuf> {
        let target = root().join("target/constant-time").join(self.name.replace(' ', "-"));
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .current_dir(root().join("constant-time"))
            .env("RUSTFLAGS", self.flags)
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        cargo.args(["build", "--quiet", "--locked", "--profile", build.profile, "--target-dir"]).arg(&target);
        if !build.tables {
            cargo.arg("--no-default-features");
        }
        checked(&mut cargo)?;
        Ok(target.join(build.profile).join("constant-time"))
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Runs the cases whose names contain `name`.
fn valgrind(program: &Path, log: &Path, name: &str) -> Result<String> {
    let mut valgrind = Command::new("valgrind");
    valgrind.arg("--error-limit=no").arg(format!("--log-file={}", log.display()));
    valgrind.arg(format!("--suppressions={}", root().join("constant-time/valgrind.supp").display()));
    checked(valgrind.arg(program).args(["cases", name]))
}

/// The row and the rest of each line of the harness.
fn lines(output: &str) -> Result<Vec<(Row, String)>> {
    let split = |line: &str| {
        let mut parts = line.splitn(3, '\t').map(str::to_owned);
        Some(((parts.next()?, parts.next()?), parts.next()?))
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
