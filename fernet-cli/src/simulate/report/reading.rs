//! Readings of figures: texts with places for values of cells.
//!
//! A place is `{MEASURE PARAMETER=VALUE ...}`: the estimate of the measure in the first cell with these parameters. With `%` after
//! the measure it is a percentage.

use fernet_sim::{Cell, Outcome};

use crate::simulate::table::number;

/// Fills all places of a text.
pub(super) fn filled(text: &str, outcomes: &[Outcome]) -> Result<String, String> {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (place, rest) = part.split_once('}').ok_or_else(|| format!("{part:?}: expected a closing brace"))?;
        filled += &value(place, outcomes).ok_or_else(|| format!("no cell or measure {place:?}"))?;
        filled += rest;
    }
    Ok(filled)
}

fn value(place: &str, outcomes: &[Outcome]) -> Option<String> {
    let mut words = place.split_whitespace();
    let measure = words.next()?;
    let wanted = words.map(|word| word.split_once('=')).collect::<Option<Vec<_>>>()?;
    let outcome = outcomes.iter().find(|outcome| wanted.iter().all(|(name, text)| has(outcome.cell(), name, text)))?;
    match measure.strip_suffix('%') {
        Some(measure) => Some(format!("{} %", rounded(outcome.estimate(measure)?.value * 100.0))),
        None => Some(rounded(outcome.estimate(measure)?.value)),
    }
}

/// Whether a cell has a value of a parameter.
fn has(cell: &Cell, name: &str, text: &str) -> bool {
    let mut pairs = cell.experiment().parameters.iter().zip(cell.values());
    pairs.any(|(parameter, value)| parameter.name == name && parameter.parse(text) == Ok(*value))
}

/// A number with three significant digits.
fn rounded(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return number(value);
    }
    let unit = 10_f64.powf(value.abs().log10().floor() - 2.0);
    number((value / unit).round() * unit)
}

#[cfg(test)]
mod tests {
    use fernet_sim::{Estimate, experiment};

    use super::*;

    #[test]
    fn places_are_filled_from_their_cells() {
        let election = experiment("election").expect("election");
        let outcome = |keys, won| {
            let cell = Cell::parse(election, [("keys", keys)], None, 0).expect("a cell");
            Outcome::new(cell, vec![Estimate::exact(won), Estimate::exact(won * 10.0)])
        };
        let outcomes = [outcome("10", 0.123_456), outcome("20", 0.5)];
        let filled = |text| filled(text, &outcomes);
        assert_eq!(filled("{won% keys=10} of {multiple keys=20}."), Ok("12.3 % of 5.".to_owned()));
        assert_eq!(filled("none"), Ok("none".to_owned()));
        assert!(filled("{won keys=30}").is_err() && filled("{lost keys=10}").is_err() && filled("{won").is_err());
    }
}
