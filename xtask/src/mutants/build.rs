//! A copy of the repository in `target/mutants`, in which one crate has its mutants, compiled with its tests.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};
use regex::Regex;
use serde_json::Value;

use super::patch::{self, Mutant};
use super::{Crate, root};

/// The copy.
pub(super) struct Tree {
    pub(super) folder: PathBuf,
    /// The sources of the crates as they were copied, by their paths in the repository.
    sources: BTreeMap<PathBuf, String>,
}

/// A crate compiled with the mutants that compile, behind the switch.
pub(super) struct Built {
    pub(super) tests: Vec<TestBinary>,
    /// Mutants that do not compile.
    pub(super) unviable: BTreeSet<u32>,
    /// Mutants that the switch cannot hold: of constants, types, and functions that constants call.
    pub(super) single: BTreeSet<u32>,
}

/// One test executable.
#[derive(Clone)]
pub(super) struct TestBinary {
    pub(super) name: String,
    pub(super) program: PathBuf,
}

/// What a compilation ends in: the executables, or the errors.
type Compiled = Result<Vec<TestBinary>, Vec<Value>>;

impl Tree {
    /// Copies every file that git knows or would take.
    pub(super) fn copy() -> Result<Self> {
        let mut tree = Self { folder: root().join("target/mutants/tree"), sources: BTreeMap::new() };
        if tree.folder.exists() {
            fs::remove_dir_all(&tree.folder)?;
        }
        let files =
            Command::new("git").current_dir(root()).args(["ls-files", "-z", "-co", "--exclude-standard"]).output()?;
        ensure!(files.status.success(), "git ls-files: {}", String::from_utf8_lossy(&files.stderr));
        for file in String::from_utf8(files.stdout)?.split_terminator('\0').map(Path::new) {
            let from = root().join(file);
            if from.is_symlink() {
                let link = tree.folder.join(file);
                fs::create_dir_all(link.parent().context("a folder")?)?;
                symlink(fs::read_link(&from)?, &link).with_context(|| format!("writing {}", link.display()))?;
            } else if from.is_file() {
                let bytes = fs::read(&from)?;
                tree.write(file, &bytes)?;
                if file.extension().is_some_and(|extension| extension == "rs") {
                    tree.sources.insert(file.to_owned(), String::from_utf8(bytes)?);
                }
            }
        }
        Ok(tree)
    }

    /// The sources of a crate.
    fn sources_of(&self, package: &Crate) -> impl Iterator<Item = (&Path, &str)> {
        let folder = Path::new(package.name).join("src");
        let files = self.sources.iter().filter(move |(file, _)| file.starts_with(&folder));
        files.map(|(file, text)| (file.as_path(), text.as_str()))
    }

    /// Writes the sources of a crate as they were copied.
    pub(super) fn restore(&self, package: &Crate) -> Result<()> {
        self.sources_of(package).try_for_each(|(file, text)| self.write(file, text.as_bytes()))
    }

    /// Compiles a crate with one mutant and no switch; `None` if it does not compile.
    pub(super) fn single(&self, package: &Crate, mutant: &Mutant) -> Result<Option<Vec<TestBinary>>> {
        self.restore(package)?;
        let file = Path::new(&mutant.file);
        self.write(file, mutant.apply(self.sources.get(file).context("no source")?).as_bytes())?;
        Ok(self.cargo(package, &["test", "--no-run"])?.ok())
    }

    /// Writes a file of the copy unless it has these bytes already, so that Cargo compiles only what changed.
    fn write(&self, file: &Path, bytes: &[u8]) -> Result<()> {
        let path = self.folder.join(file);
        if fs::read(&path).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        fs::create_dir_all(path.parent().context("a folder")?)?;
        fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))
    }

    /// Compiles a crate with all `mutants` behind the switch. The compiler's errors say which do not compile: those are left out, and
    /// so on until it compiles.
    pub(super) fn switched(&self, package: &Crate, mutants: &[&Mutant]) -> Result<Built> {
        let mut unviable = BTreeSet::new();
        let mut constant = BTreeSet::new();
        let missing = Regex::new(r"cannot call non-const [^`]*`([^`]+)`")?;
        loop {
            let stays =
                |mutant: &Mutant| mutant.function.as_ref().is_none_or(|function| constant.contains(&function.name));
            let single: BTreeSet<u32> =
                mutants.iter().filter(|mutant| stays(mutant)).map(|mutant| mutant.number).collect();
            let left_out: BTreeSet<u32> = single.union(&unviable).copied().collect();
            let mut arms = BTreeMap::new();
            for (file, text) in self.sources_of(package) {
                let mine: Vec<&Mutant> = mutants
                    .iter()
                    .copied()
                    .filter(|mutant| Path::new(&mutant.file) == file && !left_out.contains(&mutant.number))
                    .collect();
                let switched = patch::switched(text, &mine)?;
                let mut text = patch::without_const(&switched.text, &constant)?;
                if file.ends_with("src/lib.rs") {
                    text += patch::SWITCH;
                }
                self.write(file, text.as_bytes())?;
                arms.insert(file.to_owned(), switched.arms);
            }
            let errors = match self.cargo(package, &["check", "--tests"])? {
                Ok(_) => match self.cargo(package, &["test", "--no-run"])? {
                    Ok(tests) => return Ok(Built { tests, unviable, single }),
                    Err(errors) => errors,
                },
                Err(errors) => errors,
            };
            let before = unviable.len() + constant.len();
            for error in &errors {
                if let Some(found) = missing.captures(error["message"].as_str().unwrap_or_default()) {
                    constant.insert(patch::named_by_compiler(&found[1]));
                }
            }
            // What follows from a call in a constant is no error of a mutant.
            if unviable.len() + constant.len() == before {
                unviable.extend(errors.iter().flat_map(|error| places(error, &arms)));
            }
            if unviable.len() + constant.len() == before {
                let texts: Vec<&str> = errors.iter().filter_map(|error| error["rendered"].as_str()).collect();
                bail!("{}: the mutants do not compile\n{}", package.name, texts.concat());
            }
        }
    }

    fn cargo(&self, package: &Crate, command: &[&str]) -> Result<Compiled> {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.folder).env("RUSTFLAGS", "--cap-lints=allow").env_remove("CARGO_ENCODED_RUSTFLAGS");
        cargo
            .args(command)
            .args(["--quiet", "--message-format=json", "--package", package.name])
            .args(package.features);
        if command == ["test", "--no-run"] {
            cargo.args(["--lib", "--tests"]);
        }
        cargo.arg("--target-dir").arg(root().join("target/mutants/target"));
        let output = cargo.stderr(Stdio::piped()).output().with_context(|| format!("running {cargo:?}"))?;
        let messages: Vec<Value> =
            String::from_utf8(output.stdout)?.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        if output.status.success() {
            return Ok(Ok(messages.iter().filter_map(test_binary).collect()));
        }
        let errors: Vec<Value> = messages
            .into_iter()
            .filter_map(|mut message| Some(message.get_mut("message")?.take()))
            .filter(|message| {
                message["level"] == "error" && message["spans"].as_array().is_some_and(|spans| !spans.is_empty())
            })
            .collect();
        ensure!(!errors.is_empty(), "{cargo:?}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(Err(errors))
    }
}

fn test_binary(message: &Value) -> Option<TestBinary> {
    let program = message["executable"].as_str()?.into();
    let test = message["profile"]["test"].as_bool()?;
    test.then(|| TestBinary { name: message["target"]["name"].as_str().unwrap_or_default().to_owned(), program })
}

/// The mutants in whose lines an error is.
fn places(error: &Value, arms: &BTreeMap<PathBuf, Vec<(std::ops::RangeInclusive<usize>, u32)>>) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    for span in error["spans"].as_array().into_iter().flatten().filter(|span| span["is_primary"] == true) {
        let line = span["line_start"].as_u64().and_then(|line| usize::try_from(line).ok()).unwrap_or_default();
        let file = Path::new(span["file_name"].as_str().unwrap_or_default());
        let arms = arms.iter().filter(|(name, _)| file.ends_with(name)).flat_map(|(_, arms)| arms);
        found.extend(arms.filter(|(lines, _)| lines.contains(&line)).map(|(_, number)| *number));
    }
    found
}
