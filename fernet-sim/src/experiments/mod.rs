//! The experiments, one in each file.

use crate::Experiment;

mod election;
mod sequencers;

/// All experiments, in the order of docs/mechanism.md.
const ALL: &[&Experiment] = &[&election::ELECTION];

/// Returns all experiments.
#[must_use]
pub fn experiments() -> &'static [&'static Experiment] {
    ALL
}

/// Finds an experiment by its name.
#[must_use]
pub fn experiment(name: &str) -> Option<&'static Experiment> {
    ALL.iter().copied().find(|experiment| experiment.name == name)
}
