//! Grids of cells.

use std::error::Error;
use std::fmt;

use crate::{Cell, CellError, Experiment, Parameter, Unit, ValueError};

/// Most cells of a sweep.
const MAX_CELLS: u128 = 1_000_000_000;

/// Most values that are divided from a range.
const MAX_VALUES: u64 = 1_000_000;

/// Number of values of a range without a number of its own.
const RANGE_VALUES: u64 = 11;

/// The values of one parameter in a sweep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    parameter: &'static Parameter,
    values: Vec<u64>,
}

impl Axis {
    /// Reads `NAME=A..B` (11 values, evenly from A to B), `NAME=A..B/N` (N values) or `NAME=A,B,C` (a list). A count is
    /// rounded down to whole numbers; values that are equal then stand once. A choice takes a list only.
    ///
    /// # Errors
    /// [`SweepError`] if the text has another form, the experiment has no such parameter, or a value is not one of it.
    pub fn parse(experiment: &'static Experiment, text: &str) -> Result<Self, SweepError> {
        let (name, values) = text.split_once('=').ok_or_else(|| SweepError::Form { text: text.to_owned() })?;
        let unknown = || CellError::Unknown { name: name.to_owned(), experiment: experiment.name };
        let parameter = experiment.parameter(name).ok_or_else(unknown)?;
        let values = match values.split_once("..") {
            Some((first, rest)) if !matches!(parameter.unit, Unit::Choice(_)) => {
                let (last, number) = rest.split_once('/').unwrap_or((rest, ""));
                let number =
                    if number.is_empty() && !rest.ends_with('/') { Some(RANGE_VALUES) } else { number.parse().ok() };
                let number = number
                    .filter(|number| (2..=MAX_VALUES).contains(number))
                    .ok_or_else(|| SweepError::Number { text: text.to_owned() })?;
                evenly(parameter.parse(first)?, parameter.parse(last)?, number)
                    .ok_or_else(|| SweepError::Order { text: text.to_owned() })?
            }
            _ => values.split(',').map(|value| parameter.parse(value)).collect::<Result<Vec<_>, _>>()?,
        };
        let mut sorted = values.clone();
        sorted.sort_unstable();
        if let Some(pair) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(SweepError::Duplicate { name: parameter.name, value: parameter.text(pair[0]) });
        }
        Ok(Self { parameter, values })
    }

    /// The parameter.
    #[must_use]
    pub const fn parameter(&self) -> &'static Parameter {
        self.parameter
    }

    /// Its values.
    #[must_use]
    pub fn values(&self) -> &[u64] {
        &self.values
    }
}

/// Divides a range into `number` values from `first` to `last`, both included; `None` unless the last is the greater.
fn evenly(first: u64, last: u64, number: u64) -> Option<Vec<u64>> {
    let width = u128::from(last.checked_sub(first).filter(|width| *width > 0)?);
    let steps = u128::from(number - 1);
    let at = |step: u64| first + u64::try_from(width * u128::from(step) / steps).unwrap_or(u64::MAX);
    let mut values: Vec<u64> = (0..number).map(at).collect();
    values.dedup();
    Some(values)
}

/// A grid of cells: the first axis changes slowest.
#[derive(Clone, Debug)]
pub struct Sweep {
    base: Cell,
    axes: Vec<Axis>,
}

impl Sweep {
    /// Makes the grid of all combinations of the axes; the other parameters are those of `base`.
    ///
    /// # Errors
    /// [`SweepError::TooLarge`] above 10^9 cells; [`SweepError::Twice`] if two axes have one parameter.
    pub fn new(base: Cell, axes: Vec<Axis>) -> Result<Self, SweepError> {
        for (index, axis) in axes.iter().enumerate() {
            if axes[..index].iter().any(|other| other.parameter.name == axis.parameter.name) {
                return Err(SweepError::Twice { name: axis.parameter.name });
            }
        }
        let cells = axes.iter().fold(1_u128, |cells, axis| cells.saturating_mul(axis.values.len() as u128));
        if cells > MAX_CELLS {
            return Err(SweepError::TooLarge { cells });
        }
        Ok(Self { base, axes })
    }

    /// The cell whose parameters are those of all cells, but for the axes.
    #[must_use]
    pub const fn base(&self) -> &Cell {
        &self.base
    }

    /// The axes.
    #[must_use]
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// Number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.axes.iter().map(|axis| axis.values.len()).product()
    }

    /// Whether there is no cell. There always is one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cells, in order.
    ///
    /// # Errors
    /// [`CellError`] for a cell whose parameters are out of range.
    pub fn cells(&self) -> impl Iterator<Item = Result<Cell, CellError>> {
        (0..self.len()).map(|index| self.cell(index))
    }

    /// The cell at a position below [`Sweep::len`].
    ///
    /// # Errors
    /// [`CellError`] if its parameters are out of range.
    pub fn cell(&self, index: usize) -> Result<Cell, CellError> {
        let (mut values, mut rest) = (self.base.values().to_vec(), index);
        for axis in self.axes.iter().rev() {
            let position =
                self.base.experiment().parameters.iter().position(|parameter| parameter.name == axis.parameter.name);
            if let Some(value) = position.and_then(|position| values.get_mut(position)) {
                *value = axis.values[rest % axis.values.len()];
            }
            rest /= axis.values.len();
        }
        self.base.with_values(values)
    }
}

/// Why there is no such sweep.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SweepError {
    /// The text of an axis has no `=`.
    Form {
        /// The text.
        text: String,
    },
    /// The number of values of a range is none from 2 to 10^6.
    Number {
        /// The text of the axis.
        text: String,
    },
    /// A range whose first value is not below its last one.
    Order {
        /// The text of the axis.
        text: String,
    },
    /// A list with the same value twice.
    Duplicate {
        /// The name of the parameter.
        name: &'static str,
        /// The value.
        value: String,
    },
    /// Two axes of one parameter.
    Twice {
        /// Its name.
        name: &'static str,
    },
    /// More than 10^9 cells.
    TooLarge {
        /// Their number.
        cells: u128,
    },
    /// A parameter or a value of it.
    Cell(CellError),
}

impl From<CellError> for SweepError {
    fn from(error: CellError) -> Self {
        Self::Cell(error)
    }
}

impl From<ValueError> for SweepError {
    fn from(error: ValueError) -> Self {
        Self::Cell(error.into())
    }
}

impl fmt::Display for SweepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form { text } => {
                write!(f, "sweep {text:?}: expected NAME=FIRST..LAST, NAME=FIRST..LAST/NUMBER or NAME=VALUE,VALUE")
            }
            Self::Number { text } => {
                write!(f, "sweep {text:?}: expected a number of values from 2 to {MAX_VALUES} after the slash")
            }
            Self::Order { text } => write!(f, "sweep {text:?}: expected a first value below the last one"),
            Self::Duplicate { name, value } => write!(f, "sweep of {name}: {value} stands twice"),
            Self::Twice { name } => write!(f, "two sweeps of {name}"),
            Self::TooLarge { cells } => write!(f, "the sweep has {cells} cells; at most {MAX_CELLS} are computed"),
            Self::Cell(error) => error.fmt(f),
        }
    }
}

impl Error for SweepError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Cell(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment;

    fn axis(text: &str) -> Result<Axis, SweepError> {
        Axis::parse(experiment("election").expect("election"), text)
    }

    #[test]
    fn axes_are_read() {
        assert_eq!(axis("fee-split=0..1/5").map(|axis| axis.values), Ok(vec![0, 250_000, 500_000, 750_000, 1_000_000]));
        assert_eq!(axis("fee-split=0..1").map(|axis| axis.values.len()), Ok(11));
        assert_eq!(axis("keys=2..4/9").map(|axis| axis.values), Ok(vec![2, 3, 4]));
        assert_eq!(axis("keys=10,100,20").map(|axis| axis.values), Ok(vec![10, 100, 20]));
    }

    #[test]
    fn others_are_refused() {
        for (text, message) in [
            ("keys", "sweep \"keys\": expected NAME=FIRST..LAST, NAME=FIRST..LAST/NUMBER or NAME=VALUE,VALUE"),
            ("kyes=1..2", "\"kyes\" is not a parameter of the experiment election"),
            ("keys=4..2", "sweep \"keys=4..2\": expected a first value below the last one"),
            ("keys=2..2", "sweep \"keys=2..2\": expected a first value below the last one"),
            ("keys=2..9/1", "sweep \"keys=2..9/1\": expected a number of values from 2 to 1000000 after the slash"),
            ("keys=2..9/", "sweep \"keys=2..9/\": expected a number of values from 2 to 1000000 after the slash"),
            ("keys=5,6,5", "sweep of keys: 5 stands twice"),
        ] {
            assert_eq!(axis(text).expect_err(text).to_string(), message);
        }
        assert!(axis("keys=").expect_err("empty").to_string().starts_with("keys: expected a number from "));
        assert!(
            axis("fee-split=0..9999").expect_err("too high").to_string().starts_with("fee-split: expected a fraction")
        );
    }

    #[test]
    fn the_first_axis_changes_slowest() -> Result<(), SweepError> {
        let election = experiment("election").expect("election");
        let axes = vec![axis("keys=3,5")?, axis("fee-split=0,1")?];
        let sweep = Sweep::new(Cell::parse(election, [], None, 1)?, axes.clone())?;
        let get = |cell: &Cell, name| {
            cell.values()[election.parameters.iter().position(|parameter| parameter.name == name).expect(name)]
        };
        let cells = sweep.cells().collect::<Result<Vec<_>, _>>()?;
        let pairs: Vec<_> = cells.iter().map(|cell| (get(cell, "keys"), get(cell, "fee-split"))).collect();
        assert_eq!(pairs, [(3, 0), (3, 1_000_000), (5, 0), (5, 1_000_000)]);
        let twice = vec![axes[0].clone(), axes[0].clone()];
        assert_eq!(
            Sweep::new(Cell::parse(election, [], None, 1)?, twice).map(drop),
            Err(SweepError::Twice { name: "keys" })
        );
        Ok(())
    }

    #[test]
    fn a_sweep_that_never_ends_is_refused_with_its_size() -> Result<(), SweepError> {
        let election = experiment("election").expect("election");
        let axes = vec![axis("keys=2..1000000/100000")?, axis("fee-split=0..1/100000")?];
        let error = Sweep::new(Cell::parse(election, [], None, 1)?, axes).expect_err("10^10 cells");
        assert_eq!(error.to_string(), "the sweep has 10000000000 cells; at most 1000000000 are computed");
        Ok(())
    }
}
