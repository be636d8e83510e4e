//! Runs the tests of a crate against its mutants.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::build::TestBinary;
use super::patch::{CONTROL, Mutant};

/// A mutant that makes a test never end must not take all memory. In KiB, of one test.
const MEMORY: &str = "8388608";

/// The tests of a crate, with the time that each takes without a mutant.
pub(super) struct Tests<'a> {
    folder: &'a Path,
    binaries: Vec<(TestBinary, Duration)>,
}

impl<'a> Tests<'a> {
    /// Runs all without a mutant: they have to pass.
    pub(super) fn new(folder: &'a Path, binaries: Vec<TestBinary>) -> Result<Self> {
        let mut timed = Vec::new();
        for binary in binaries {
            let start = Instant::now();
            ensure!(passes(folder, &binary, 0, Duration::from_secs(600))?, "{} fails without a mutant", binary.name);
            timed.push((binary, start.elapsed()));
        }
        timed.sort_by_key(|(_, time)| *time);
        Ok(Self { folder, binaries: timed })
    }

    /// Fails unless a panic in every function that has a mutant is caught.
    pub(super) fn control(&self) -> Result<()> {
        ensure!(self.catch(CONTROL, "")?, "the control, a panic in every function, is not caught");
        Ok(())
    }

    /// The same tests, compiled for one mutant.
    pub(super) fn compiled_again(&self, binaries: Vec<TestBinary>) -> Tests<'a> {
        let time = |name: &str| {
            self.binaries.iter().find(|(binary, _)| binary.name == name).map_or(Duration::ZERO, |(_, time)| *time)
        };
        let mut binaries: Vec<_> = binaries
            .into_iter()
            .map(|binary| (time(&binary.name), binary))
            .map(|(time, binary)| (binary, time))
            .collect();
        binaries.sort_by_key(|(_, time)| *time);
        Tests { folder: self.folder, binaries }
    }

    /// Whether a test fails, or does not end; the test that has the name of the mutant's file is run first, then the fastest.
    pub(super) fn catch(&self, number: u32, file: &str) -> Result<bool> {
        let stem = Path::new(file).file_stem().unwrap_or_default();
        let (first, rest): (Vec<_>, Vec<_>) =
            self.binaries.iter().partition(|(binary, _)| stem == binary.name.as_str());
        for (binary, time) in first.into_iter().chain(rest) {
            if !passes(self.folder, binary, number, Duration::from_secs(20) + 10 * *time)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Those of `mutants` that no test catches, on all cores.
    pub(super) fn survivors<'m>(&self, mutants: &[&'m Mutant]) -> Result<Vec<&'m Mutant>> {
        let next = AtomicUsize::new(0);
        let work = || -> Result<Vec<&'m Mutant>> {
            let mut survivors = Vec::new();
            while let Some(mutant) = mutants.get(next.fetch_add(1, Ordering::Relaxed)) {
                if !self.catch(mutant.number, &mutant.file)? {
                    survivors.push(*mutant);
                }
            }
            Ok(survivors)
        };
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let mut survivors = Vec::new();
        thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            for worker in workers {
                survivors.extend(worker.join().map_err(|_| anyhow::anyhow!("a worker panicked"))??);
            }
            Ok(survivors)
        })
    }
}

/// Runs one test executable with a mutant, as Cargo would. False if it fails or takes longer than `limit`.
fn passes(folder: &Path, binary: &TestBinary, number: u32, limit: Duration) -> Result<bool> {
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -v $0; ulimit -c 0; exec \"$@\"", MEMORY]).arg(&binary.program).arg("--test-threads=1");
    shell.current_dir(folder).env("CARGO_MANIFEST_DIR", folder).env("FERNET_MUTANT", number.to_string());
    shell
        .env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true")
        .env("PROPTEST_MAX_SHRINK_ITERS", "0")
        .env("PROPTEST_RNG_SEED", "1");
    shell.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    let mut child = shell.spawn().with_context(|| format!("running {shell:?}"))?;
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        if start.elapsed() > limit {
            // With everything that the test started.
            Command::new("kill").arg("-9").arg("--").arg(format!("-{}", child.id())).status()?;
            child.wait()?;
            return Ok(false);
        }
        thread::sleep(pause);
        pause = (2 * pause).min(Duration::from_millis(20));
    }
}
