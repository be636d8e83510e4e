//! What an experiment is.

use crate::{Cell, CellError, Estimate, Parameter};

/// Something that an experiment estimates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its name: lower-case words with hyphens.
    pub name: &'static str,
    /// What it is, with its unit, as a phrase.
    pub about: &'static str,
}

/// One question about the mechanism, as a function from parameters to estimates.
#[derive(Debug)]
pub struct Experiment {
    /// Its name: lower-case words with hyphens, as on the command line.
    pub name: &'static str,
    /// What it asks, as a sentence.
    pub about: &'static str,
    /// How it answers: the model, its assumptions, and where the expected values come from.
    pub model: &'static str,
    /// Its parameters.
    pub parameters: &'static [Parameter],
    /// Its measures.
    pub measures: &'static [Measure],
    /// Number of blocks to draw unless one is given; 0 if it computes and draws nothing.
    pub draws: u64,
    /// Estimates every measure of a cell, in the order of `measures`.
    pub(crate) run: fn(&Cell) -> Result<Vec<Estimate>, CellError>,
}

impl Experiment {
    /// Finds a parameter by its name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&'static Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }
}
