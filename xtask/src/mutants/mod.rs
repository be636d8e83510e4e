//! Mutation tests: whether the tests of a crate fail when its code is wrong.
//!
//! cargo-mutants lists the mutants. A crate is compiled once with all of them behind a switch, and its test executables run once for
//! each, which takes a fraction of the time that cargo-mutants needs. Tests in documentation are not run.

mod build;
mod patch;
mod run;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use regex::Regex;
use serde_json::Value;

use build::{Built, Tree};
use patch::Mutant;
use run::Tests;

/// A crate, and what of it is mutated.
struct Crate {
    name: &'static str,
    features: &'static [&'static str],
    /// The ends of paths; all files if there are none.
    files: &'static [&'static str],
    /// Test executables that are not run.
    left_out: &'static [&'static str],
}

const CRATES: [Crate; 7] = [
    Crate { name: "fernet-core", features: &["--all-features"], files: &[], left_out: &[] },
    Crate { name: "fernet-rewards", features: &["--all-features"], files: &[], left_out: &[] },
    Crate { name: "fernet-vrf", features: &["--all-features"], files: &[], left_out: &[] },
    Crate { name: "fernet-vrf-p256", features: &["--all-features"], files: &[], left_out: &[] },
    Crate { name: "fernet-block", features: &["--all-features"], files: &[], left_out: &[] },
    Crate { name: "fernet-rank", features: &["--all-features"], files: &[], left_out: &[] },
    Crate {
        name: "fernet-ffi",
        features: &[],
        files: &["/src/randao.rs", "/src/score.rs"],
        // They build the C library, which has no place for the switch: it is built without Rust's standard library.
        left_out: &["c", "install", "packages"],
    },
];

/// Of a hundred viable mutants that are not excluded at least so many have to be caught.
const SCORE: usize = 97;

/// What became of the mutants of a crate.
#[derive(Default)]
struct Outcome {
    listed: usize,
    excluded: usize,
    unviable: usize,
    survivors: Vec<String>,
}

impl Outcome {
    fn viable(&self) -> usize {
        self.listed - self.excluded - self.unviable
    }

    fn caught(&self) -> usize {
        self.viable() - self.survivors.len()
    }

    fn enough(&self) -> bool {
        100 * self.caught() >= SCORE * self.viable()
    }

    /// Whether a sample of a crate family of which the tests catch just [`SCORE`] has so many survivors at least once in a thousand
    /// samples. (Two of 37 survive in every third sample, so the score itself says little of a sample.)
    fn plausible(&self) -> bool {
        at_least(self.survivors.len(), self.viable(), 1.0 - SCORE as f64 / 100.0) >= 0.001
    }
}

/// The chance of `least` or more successes in `trials` independent trials, each of which succeeds with the chance `each`.
fn at_least(least: usize, trials: usize, each: f64) -> f64 {
    let mut exactly = (1.0 - each).powf(trials as f64);
    let mut fewer = 0.0;
    for successes in 0..least {
        fewer += exactly;
        exactly *= (trials.saturating_sub(successes)) as f64 / (successes + 1) as f64 * each / (1.0 - each);
    }
    1.0 - fewer
}

/// Runs the tests of all crates, or of those named `--crate NAME`, against all mutants, or against `--sample COUNT` of them that the
/// commit chooses, or against the excluded ones (`--excluded`). Prints the table and the survivors; fails below 97 %, and with a
/// sample if its survivors are too many for 97 %.
pub(crate) fn run(arguments: &[&str]) -> Result<()> {
    let mut chosen = BTreeSet::new();
    let mut sample = None;
    let mut of_excluded = false;
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match *word {
            "--crate" => chosen.insert(*words.next().context("--crate NAME")?),
            "--sample" => sample.replace(words.next().context("--sample COUNT")?.parse()?).is_none(),
            "--excluded" => !std::mem::replace(&mut of_excluded, true),
            other => bail!("mutants: {other}?"),
        };
    }
    let unknown = chosen.iter().find(|name| CRATES.iter().all(|known| known.name != **name));
    ensure!(unknown.is_none(), "{unknown:?} is not among the crates with mutants");

    let tree = Tree::copy()?;
    let listed = list(&tree.folder)?;
    let exclusions = Exclusions::read()?;
    exclusions.check(&listed)?;
    let (excluded, mut mutants): (Vec<&Mutant>, Vec<&Mutant>) =
        listed.iter().partition(|mutant| exclusions.has(mutant) != of_excluded);
    if let Some(count) = sample {
        mutants = choose(mutants, count)?;
    }

    println!(
        "| crate | mutants | excluded | do not compile | viable | caught | | s |\n|---|--:|--:|--:|--:|--:|--:|--:|"
    );
    let mut all = Outcome::default();
    for package in CRATES.iter().filter(|package| chosen.is_empty() || chosen.contains(package.name)) {
        let mine: Vec<&Mutant> = mutants.iter().copied().filter(|mutant| mutant.package == package.name).collect();
        if mine.is_empty() {
            continue;
        }
        let start = Instant::now();
        let all_of_it = sample.is_none() && !of_excluded;
        let mut outcome = test(package, &tree, &mine, all_of_it)?;
        if all_of_it {
            outcome.excluded = excluded.iter().filter(|mutant| mutant.package == package.name).count();
            outcome.listed += outcome.excluded;
        }
        row(package.name, &outcome, start);
        all.listed += outcome.listed;
        all.excluded += outcome.excluded;
        all.unviable += outcome.unviable;
        all.survivors.extend(outcome.survivors);
    }
    let listed = if all.survivors.is_empty() { "nothing" } else { "" };
    println!("\nNot caught: {listed}");
    all.survivors.iter().for_each(|name| println!("* {name}"));
    let passes = if sample.is_some() { all.plausible() } else { all.enough() };
    ensure!(passes || of_excluded, "fewer than {SCORE} % of the mutants are caught");
    Ok(())
}

fn row(name: &str, outcome: &Outcome, start: Instant) {
    let (viable, caught) = (outcome.viable(), outcome.caught());
    let tenths = 1000 * caught / viable.max(1);
    println!(
        "| {name} | {} | {} | {} | {viable} | {caught} | {}.{} % | {} |",
        outcome.listed,
        outcome.excluded,
        outcome.unviable,
        tenths / 10,
        tenths % 10,
        start.elapsed().as_secs()
    );
}

/// Compiles a crate with its mutants and runs its tests against each; against the control too, if these are enough mutants to say
/// something of it.
fn test(package: &Crate, tree: &Tree, mutants: &[&Mutant], control: bool) -> Result<Outcome> {
    let Built { mut tests, mut unviable, single } = tree.switched(package, mutants)?;
    let runs =
        |tests: &mut Vec<build::TestBinary>| tests.retain(|test| !package.left_out.contains(&test.name.as_str()));
    runs(&mut tests);
    let folder = tree.folder.join(package.name);
    let tests = Tests::new(&folder, tests)?;
    if control {
        tests.control()?;
    }
    let behind = |mutant: &&&Mutant| !unviable.contains(&mutant.number) && !single.contains(&mutant.number);
    let switched: Vec<&Mutant> = mutants.iter().filter(behind).copied().collect();
    let mut survivors = tests.survivors(&switched)?;
    for mutant in mutants.iter().filter(|mutant| single.contains(&mutant.number)) {
        match tree.single(package, mutant)? {
            Some(mut compiled) => {
                runs(&mut compiled);
                if !tests.compiled_again(compiled).catch(mutant.number, &mutant.file)? {
                    survivors.push(mutant);
                }
            }
            None => _ = unviable.insert(mutant.number),
        }
    }
    tree.restore(package)?;
    survivors.sort_by_key(|mutant| mutant.number);
    let survivors = survivors.into_iter().map(|mutant| mutant.name.clone()).collect();
    Ok(Outcome { listed: mutants.len(), excluded: 0, unviable: unviable.len(), survivors })
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is in the workspace").to_owned()
}

/// The mutants of [`CRATES`], numbered within each.
fn list(folder: &Path) -> Result<Vec<Mutant>> {
    let mut cargo = Command::new("cargo-mutants");
    cargo.current_dir(folder).args(["mutants", "--list", "--json", "--no-config"]);
    let output = cargo.output().context("cargo-mutants lists the mutants: cargo install --locked cargo-mutants")?;
    ensure!(output.status.success(), "{cargo:?}: {}", String::from_utf8_lossy(&output.stderr));
    let values: Vec<Value> = serde_json::from_slice(&output.stdout)?;
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut mutants = Vec::new();
    for value in &values {
        let package = CRATES.iter().find(|package| value["package"] == package.name);
        let file = value["file"].as_str().unwrap_or_default();
        let Some(package) = package else { continue };
        if package.files.is_empty() || package.files.iter().any(|end| file.ends_with(end)) {
            let count = counts.entry(package.name).or_default();
            *count += 1;
            mutants.push(Mutant::read(value, *count)?);
        }
    }
    ensure!(counts.len() == CRATES.len(), "mutants of {:?} only", counts.keys());
    Ok(mutants)
}

/// `count` of the mutants. The commit decides which, so that a run can be repeated.
fn choose(mut mutants: Vec<&Mutant>, count: usize) -> Result<Vec<&Mutant>> {
    let commit = Command::new("git").current_dir(root()).args(["rev-parse", "HEAD"]).output()?.stdout;
    let rank = |mutant: &&Mutant| {
        let mut hasher = DefaultHasher::new();
        (&commit, &mutant.name).hash(&mut hasher);
        hasher.finish()
    };
    mutants.sort_by_cached_key(rank);
    mutants.truncate(count);
    Ok(mutants)
}

/// Mutants that no test can catch: expressions over their names, from `.cargo/mutants.toml`, which cargo-mutants reads too.
struct Exclusions(Vec<Regex>);

impl Exclusions {
    fn read() -> Result<Self> {
        let text = fs::read_to_string(root().join(".cargo/mutants.toml")).context("reading .cargo/mutants.toml")?;
        let quoted = Regex::new("(?m)^ +'(.+)',$")?;
        Ok(Self(quoted.captures_iter(&text).map(|found| Regex::new(&found[1])).collect::<Result<_, _>>()?))
    }

    fn has(&self, mutant: &Mutant) -> bool {
        self.0.iter().any(|expression| expression.is_match(&mutant.name))
    }

    /// Fails if one of them excludes nothing.
    fn check(&self, mutants: &[Mutant]) -> Result<()> {
        let idle = self.0.iter().find(|expression| !mutants.iter().any(|mutant| expression.is_match(&mutant.name)));
        ensure!(idle.is_none(), ".cargo/mutants.toml excludes what there is not: {idle:?}");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::at_least;

    #[test]
    fn binomial_tail() {
        let is = |got: f64, expected: f64| assert!((got - expected).abs() < 1e-12, "{got} {expected}");
        is(at_least(0, 5, 0.5), 1.0);
        is(at_least(4, 5, 0.5), 6.0 / 32.0);
        is(at_least(2, 3, 0.25), 10.0 / 64.0);
    }
}
