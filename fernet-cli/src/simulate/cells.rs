//! Runs the cells of a sweep on all threads.

use fernet_sim::{Cell, Outcome, Parameter, Sweep};
use rayon::prelude::*;

use super::args::Simulation;
use super::resume::Resume;
use crate::failure::Failure;
use crate::parallel::Progress;

/// The cells of one sweep, and what is known of them.
pub(crate) struct Run {
    pub(crate) sweep: Sweep,
    pub(crate) resume: Option<Resume>,
    /// Number of threads; one on each core if it is not given.
    pub(crate) threads: Option<u16>,
}

impl Run {
    pub(crate) fn new(simulation: &Simulation, sweep: Sweep) -> Result<Self, Failure> {
        let resume = simulation.resume().map(|path| Resume::open(path, sweep.base())).transpose()?;
        Ok(Self { sweep, resume, threads: simulation.threads() })
    }

    /// Runs the cells that are not known, and returns all, in order.
    pub(crate) fn outcomes(&self) -> Result<Vec<Outcome>, Failure> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads.map_or(0, usize::from)).build();
        let pool = pool.map_err(|error| Failure::field("--threads", error))?;
        let task = Progress::new().task("running cells", self.sweep.len());
        pool.install(|| {
            let indices = (0..self.sweep.len()).into_par_iter();
            indices.map(|index| task.step(|| self.outcome(&self.cell(index)?))).collect()
        })
    }

    fn cell(&self, index: usize) -> Result<Cell, Failure> {
        self.sweep.cell(index).map_err(|error| Failure::Input(error.to_string()))
    }

    fn outcome(&self, cell: &Cell) -> Result<Outcome, Failure> {
        if let Some(known) = self.resume.as_ref().and_then(|resume| resume.known(cell)) {
            return Ok(known);
        }
        let outcome = cell.run().map_err(|error| {
            let cell: Vec<_> = parameters(cell, |_| true).collect();
            Failure::field(cell.join(", "), error)
        })?;
        if let Some(resume) = &self.resume {
            resume.append(&outcome)?;
        }
        Ok(outcome)
    }
}

/// The parameters of a cell that `shown` selects, with their values.
pub(crate) fn parameters(cell: &Cell, shown: impl Fn(&Parameter) -> bool) -> impl Iterator<Item = String> {
    let pairs = cell.experiment().parameters.iter().zip(cell.values()).filter(move |(parameter, _)| shown(parameter));
    pairs.map(|(parameter, value)| format!("{} {}", parameter.name, parameter.text(*value)))
}
