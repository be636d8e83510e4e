//! One choice of the parameters of an experiment, and its result.

use std::error::Error;
use std::fmt;

use rayon::prelude::*;
use sha3::{Digest, Keccak256};

use crate::{Estimate, Experiment, Mean, Parameter, Random, ValueError};

/// Number of chunks into which draws are divided, each with its own random stream. It must not depend on the machine.
const CHUNKS: u64 = 256;

/// Most draws of a cell.
const MAX_DRAWS: u64 = 1_000_000_000_000;

/// One choice of the parameters of an experiment, with a number of draws and a seed.
#[derive(Clone, Debug)]
pub struct Cell {
    experiment: &'static Experiment,
    values: Vec<u64>,
    draws: u64,
    seed: u64,
}

impl Cell {
    /// Makes a cell from the integers of its parameters, in the order of the experiment. Without `draws` it has the
    /// default number of the experiment.
    ///
    /// # Errors
    /// [`CellError::Value`] if a value is out of range, [`CellError::Draws`] if `draws` is 0 or above 10^12, or given for
    /// an experiment that draws nothing.
    ///
    /// # Panics
    /// If there are not as many values as parameters.
    pub fn new(
        experiment: &'static Experiment,
        values: Vec<u64>,
        draws: Option<u64>,
        seed: u64,
    ) -> Result<Self, CellError> {
        assert_eq!(values.len(), experiment.parameters.len(), "a value for each parameter");
        experiment
            .parameters
            .iter()
            .zip(&values)
            .try_for_each(|(parameter, value)| parameter.check(*value).map(drop))?;
        let drawn = experiment.draws > 0;
        match draws {
            Some(draws) if !drawn || !(1..=MAX_DRAWS).contains(&draws) => Err(CellError::Draws { draws, drawn }),
            _ => Ok(Self { experiment, values, draws: draws.unwrap_or(experiment.draws), seed }),
        }
    }

    /// Makes a cell from texts of parameters by their names. Parameters that are not named have their defaults.
    ///
    /// # Errors
    /// As [`Cell::new`]; also [`CellError::Unknown`] for a name that is none of the parameters', and
    /// [`CellError::Twice`] for one that was given before.
    pub fn parse<'a>(
        experiment: &'static Experiment,
        texts: impl IntoIterator<Item = (&'a str, &'a str)>,
        draws: Option<u64>,
        seed: u64,
    ) -> Result<Self, CellError> {
        let mut values = vec![None; experiment.parameters.len()];
        for (name, text) in texts {
            let index = experiment.parameters.iter().position(|parameter| parameter.name == name);
            let index =
                index.ok_or_else(|| CellError::Unknown { name: name.to_owned(), experiment: experiment.name })?;
            let value = experiment.parameters[index].parse(text)?;
            if values[index].replace(value).is_some() {
                return Err(CellError::Twice { name: experiment.parameters[index].name });
            }
        }
        let values =
            values.iter().zip(experiment.parameters).map(|(value, parameter)| value.unwrap_or(parameter.default));
        Self::new(experiment, values.collect(), draws, seed)
    }

    /// The same cell with other parameters.
    pub(crate) fn with_values(&self, values: Vec<u64>) -> Result<Self, CellError> {
        Self::new(self.experiment, values, (self.experiment.draws > 0).then_some(self.draws), self.seed)
    }

    /// The experiment.
    #[must_use]
    pub const fn experiment(&self) -> &'static Experiment {
        self.experiment
    }

    /// The values of the parameters, in the order of the experiment.
    #[must_use]
    pub fn values(&self) -> &[u64] {
        &self.values
    }

    /// Number of draws.
    #[must_use]
    pub const fn draws(&self) -> u64 {
        self.draws
    }

    /// The seed.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// Runs the experiment, on all threads of the current rayon pool.
    ///
    /// # Errors
    /// [`CellError::Together`] if parameters do not fit together.
    pub fn run(&self) -> Result<Outcome, CellError> {
        let estimates = (self.experiment.run)(self)?;
        assert_eq!(estimates.len(), self.experiment.measures.len(), "an estimate for each measure");
        Ok(Outcome { cell: self.clone(), estimates })
    }

    /// The integer of a parameter.
    ///
    /// # Panics
    /// If the experiment does not declare it.
    #[must_use]
    pub(crate) fn get(&self, parameter: &Parameter) -> u64 {
        let index = self.experiment.parameters.iter().position(|declared| declared.name == parameter.name);
        self.values[index.unwrap_or_else(|| panic!("{} declares {}", self.experiment.name, parameter.name))]
    }

    /// A parameter in parts per million as a fraction.
    #[must_use]
    pub(crate) fn fraction(&self, parameter: &Parameter) -> f64 {
        self.get(parameter) as f64 / 1e6
    }

    /// Draws independent blocks on all threads, and sums up what `block` returns for each. `run` numbers the simulations
    /// of one cell: those with different numbers are independent, those with the same number see the same draws.
    ///
    /// Every draw depends on the seed, the experiment, the parameters, the run and its own number only.
    pub(crate) fn simulate<const N: usize>(
        &self,
        run: u32,
        block: impl Fn(&mut Random) -> [f64; N] + Sync,
    ) -> [Mean; N] {
        let key = self.key();
        let length = self.draws.div_ceil(CHUNKS);
        let chunk = |chunk: u64| {
            let mut random = Random::new(key, u64::from(run) << 32 | chunk);
            let mut means = [Mean::default(); N];
            for _ in chunk * length..((chunk + 1) * length).min(self.draws) {
                means.iter_mut().zip(block(&mut random)).for_each(|(mean, sample)| mean.insert(sample));
            }
            means
        };
        let chunks: Vec<_> = (0..CHUNKS).into_par_iter().map(chunk).collect();
        let mut sums = [Mean::default(); N];
        for means in chunks {
            sums.iter_mut().zip(&means).for_each(|(sum, mean)| sum.merge(mean));
        }
        sums
    }

    /// The key of the random streams: a hash of everything that names the cell but the number of draws.
    fn key(&self) -> [u8; 32] {
        let mut hash = Keccak256::new();
        hash.update(b"fernet-sim");
        hash.update(self.seed.to_be_bytes());
        let mut field = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        };
        field(self.experiment.name.as_bytes());
        for (parameter, value) in self.experiment.parameters.iter().zip(&self.values) {
            field(parameter.name.as_bytes());
            field(&value.to_be_bytes());
        }
        hash.finalize().into()
    }
}

/// The result of a cell.
#[derive(Clone, Debug)]
pub struct Outcome {
    cell: Cell,
    estimates: Vec<Estimate>,
}

impl Outcome {
    /// Makes the result of a cell from estimates that were computed before.
    ///
    /// # Panics
    /// If there are not as many estimates as measures.
    #[must_use]
    pub fn new(cell: Cell, estimates: Vec<Estimate>) -> Self {
        assert_eq!(estimates.len(), cell.experiment.measures.len(), "an estimate for each measure");
        Self { cell, estimates }
    }

    /// The cell.
    #[must_use]
    pub const fn cell(&self) -> &Cell {
        &self.cell
    }

    /// The estimates, in the order of the experiment's measures.
    #[must_use]
    pub fn estimates(&self) -> &[Estimate] {
        &self.estimates
    }

    /// The estimate of a measure by its name.
    #[must_use]
    pub fn estimate(&self, measure: &str) -> Option<&Estimate> {
        let index = self.cell.experiment.measures.iter().position(|declared| declared.name == measure)?;
        self.estimates.get(index)
    }
}

/// Why there is no such cell, or no result for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CellError {
    /// A text is no value of its parameter, or a value is out of range.
    Value(ValueError),
    /// The experiment has no parameter of this name.
    Unknown {
        /// The name.
        name: String,
        /// The name of the experiment.
        experiment: &'static str,
    },
    /// A parameter was given twice.
    Twice {
        /// Its name.
        name: &'static str,
    },
    /// A number of draws that the experiment cannot make.
    Draws {
        /// The number.
        draws: u64,
        /// Whether the experiment draws at all.
        drawn: bool,
    },
    /// Parameters that are in their ranges but do not fit together.
    Together(String),
}

impl From<ValueError> for CellError {
    fn from(error: ValueError) -> Self {
        Self::Value(error)
    }
}

impl fmt::Display for CellError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(error) => error.fmt(f),
            Self::Unknown { name, experiment } => {
                write!(f, "{name:?} is not a parameter of the experiment {experiment}")
            }
            Self::Twice { name } => write!(f, "{name} was given twice"),
            Self::Draws { draws, drawn: true } => {
                write!(f, "draws: expected a number from 1 to {MAX_DRAWS}, got {draws}")
            }
            Self::Draws { .. } => f.write_str("draws: this experiment computes its measures and draws nothing"),
            Self::Together(reason) => f.write_str(reason),
        }
    }
}

impl Error for CellError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Value(error) => Some(error),
            _ => None,
        }
    }
}
