//! `--resume`: a file of finished cells. Its first line names the run; each other line is a cell, in the order in which they
//! were finished.

use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use fernet_sim::{Cell, Estimate, Outcome};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::output::{file_name, outside};

/// The first line.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    version: String,
    experiment: String,
    draws: String,
    seed: String,
    parameters: Vec<String>,
    measures: Vec<String>,
}

/// Another line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    /// The integers of the parameters, in the order of the first line.
    values: Vec<u64>,
    /// In the order of the measures.
    estimates: Vec<Numbers>,
}

/// The numbers of an estimate. Infinite bounds are null.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbers {
    value: f64,
    low: Option<f64>,
    high: Option<f64>,
    expected: Option<f64>,
    samples: u64,
}

/// A file of finished cells that is locked while it is open.
pub(crate) struct Resume {
    path: PathBuf,
    file: Mutex<File>,
    known: HashMap<Vec<u64>, Vec<Estimate>>,
}

impl Resume {
    /// Opens or makes the file for the run of `base`, and reads its cells. An incomplete last line is dropped.
    pub(crate) fn open(path: &Path, base: &Cell) -> Result<Self, Failure> {
        let name = file_name(path);
        let unreadable = |error: io::Error| Failure::field(&name, error);
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(unreadable)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(Failure::field(&name, "another run is writing to this file")),
            // Some file systems have no locks.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(unreadable)?;
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let head = Head::new(base);
        let first = encode(&head)?;
        let (lines, torn) = text.split_at(whole);
        let foreign = || Failure::field(&name, "expected a file of `fernet simulate --resume`");
        match lines.lines().next() {
            None if first.starts_with(torn) => {}
            None => return Err(foreign()),
            Some(line) => {
                let found: Head = serde_json::from_str(line).map_err(|_not_json| foreign())?;
                head.compare(&found).map_err(|reason| Failure::field("line 1", reason).in_file(&name))?;
            }
        }
        let known = read(lines, base).map_err(|failure| failure.in_file(&name))?;
        file.set_len(whole as u64).and_then(|()| file.seek(SeekFrom::End(0))).map_err(unreadable)?;
        let resume = Self { path: path.to_owned(), file: Mutex::new(file), known };
        if lines.is_empty() {
            resume.write(&first)?;
        }
        Ok(resume)
    }

    /// The result of a cell that is in the file.
    pub(crate) fn known(&self, cell: &Cell) -> Option<Outcome> {
        Some(Outcome::new(cell.clone(), self.known.get(cell.values())?.clone()))
    }

    /// Appends a result.
    pub(crate) fn append(&self, outcome: &Outcome) -> Result<(), Failure> {
        let estimates = outcome.estimates().iter().map(Numbers::new).collect();
        self.write(&encode(&Line { values: outcome.cell().values().to_vec(), estimates })?)
    }

    fn write(&self, line: &str) -> Result<(), Failure> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(line.as_bytes()).map_err(|error| Failure::Output(file_name(&self.path), error))
    }
}

fn encode(line: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(line).map(|line| line + "\n").map_err(|error| Failure::Invalid(error.to_string()))
}

/// Reads complete lines but the first.
fn read(lines: &str, base: &Cell) -> Result<HashMap<Vec<u64>, Vec<Estimate>>, Failure> {
    let mut known = HashMap::new();
    for (number, line) in (1..).zip(lines.lines()).skip(1) {
        let wrong = |reason: &dyn std::fmt::Display| Failure::field(format_args!("line {number}"), reason);
        let Line { values, estimates } = serde_json::from_str(line).map_err(|error| wrong(&error))?;
        let (experiment, own) = (base.experiment(), (values.len(), estimates.len()));
        let due = (experiment.parameters.len(), experiment.measures.len());
        if own != due {
            return Err(wrong(&format!(
                "expected {} values and {} estimates, got {} and {}",
                due.0, due.1, own.0, own.1
            )));
        }
        let draws = (experiment.draws > 0).then_some(base.draws());
        Cell::new(experiment, values.clone(), draws, base.seed()).map_err(|error| wrong(&error))?;
        let outside =
            |of: &Numbers| of.low.is_some_and(|low| low > of.value) || of.high.is_some_and(|high| high < of.value);
        if estimates.iter().any(outside) {
            return Err(wrong(&"an estimate is outside of its own interval"));
        }
        if known.insert(values, estimates.iter().map(Numbers::estimate).collect()).is_some() {
            return Err(wrong(&"the cell of an earlier line"));
        }
    }
    Ok(known)
}

impl Head {
    fn new(base: &Cell) -> Self {
        let experiment = base.experiment();
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            experiment: experiment.name.to_owned(),
            draws: base.draws().to_string(),
            seed: base.seed().to_string(),
            parameters: experiment.parameters.iter().map(|parameter| parameter.name.to_owned()).collect(),
            measures: experiment.measures.iter().map(|measure| measure.name.to_owned()).collect(),
        }
    }

    /// Names the first difference of the first line of a file.
    fn compare(&self, file: &Self) -> Result<(), String> {
        let lists = [(&self.parameters, &file.parameters, "parameters"), (&self.measures, &file.measures, "measures")];
        let lists = lists.map(|(own, other, what)| (own.join(", "), other.join(", "), what));
        let texts = [
            (&self.version, &file.version, "version"),
            (&self.experiment, &file.experiment, "experiment"),
            (&self.draws, &file.draws, "draws"),
            (&self.seed, &file.seed, "seed"),
        ];
        let texts = texts.into_iter().chain(lists.iter().map(|(own, other, what)| (own, other, *what)));
        match texts.into_iter().find(|(own, other, _)| own != other) {
            Some((own, other, what)) => {
                Err(format!("the file is of another run: its {what} is {:?}, expected {own:?}", outside(other)))
            }
            None => Ok(()),
        }
    }
}

impl Numbers {
    fn new(estimate: &Estimate) -> Self {
        let finite = |bound: f64| Some(bound).filter(|bound| bound.is_finite());
        let Estimate { value, low, high, expected, samples } = *estimate;
        Self { value, low: finite(low), high: finite(high), expected, samples }
    }

    fn estimate(&self) -> Estimate {
        Estimate {
            value: self.value,
            low: self.low.unwrap_or(f64::NEG_INFINITY),
            high: self.high.unwrap_or(f64::INFINITY),
            expected: self.expected,
            samples: self.samples,
        }
    }
}
