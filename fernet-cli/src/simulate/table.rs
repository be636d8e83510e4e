//! The estimates of cells as a table: one row for each cell and measure.

use fernet_sim::{Cell, Estimate, Measure, Outcome, Parameter, Sweep, Unit};
use serde_json::{Map, Value, json};

use super::cells::parameters;
use crate::show::style::{self, HEADING, Styled};

/// Rows of all measures of all cells.
fn rows(outcomes: &[Outcome]) -> impl Iterator<Item = (&Cell, &'static Measure, &Estimate)> {
    outcomes.iter().flat_map(|outcome| {
        let measures = outcome.cell().experiment().measures.iter().zip(outcome.estimates());
        measures.map(|(measure, estimate)| (outcome.cell(), measure, estimate))
    })
}

/// The value of a parameter in JSON: a number, or the name of a choice.
pub(crate) fn value(parameter: &Parameter, value: u64) -> Value {
    match parameter.unit {
        Unit::Count => value.into(),
        Unit::Ppm => (value as f64 / 1e6).into(),
        Unit::Choice(_) => parameter.text(value).into(),
    }
}

/// All rows as an object.
pub(crate) fn json(outcomes: &[Outcome]) -> Value {
    let row = |(cell, measure, estimate): (&Cell, &Measure, &Estimate)| {
        let pairs = cell.experiment().parameters.iter().zip(cell.values());
        let mut row: Map<String, Value> =
            pairs.map(|(parameter, of)| (parameter.name.to_owned(), value(parameter, *of))).collect();
        let Estimate { value, low, high, expected, samples } = *estimate;
        row.insert("measure".to_owned(), measure.name.into());
        for (name, number) in [("value", value), ("low", low), ("high", high)] {
            row.insert(name.to_owned(), number.into());
        }
        row.insert("expected".to_owned(), expected.into());
        row.insert("samples".to_owned(), samples.into());
        Value::Object(row)
    };
    let cell = outcomes.first().map(Outcome::cell);
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "experiment": cell.map(|cell| cell.experiment().name),
        "draws": cell.map(|cell| cell.draws().to_string()),
        "seed": cell.map(|cell| cell.seed().to_string()),
        "rows": rows(outcomes).map(row).collect::<Vec<_>>(),
    })
}

/// All rows as lines with commas. No field contains one.
pub(crate) fn csv(outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    for (index, (cell, measure, estimate)) in rows(outcomes).enumerate() {
        let parameters = cell.experiment().parameters;
        if index == 0 {
            parameters.iter().for_each(|parameter| text = format!("{text}{},", parameter.name));
            text += "measure,value,low,high,expected,samples\n";
        }
        for (parameter, value) in parameters.iter().zip(cell.values()) {
            text += &(parameter.text(*value) + ",");
        }
        let Estimate { value, low, high, expected, samples } = *estimate;
        let expected = expected.map(|expected| expected.to_string()).unwrap_or_default();
        text += &format!("{},{value},{low},{high},{expected},{samples}\n", measure.name);
    }
    text
}

/// A report for a person.
pub(crate) fn text(sweep: &Sweep, outcomes: &[Outcome]) -> String {
    let Some(cell) = outcomes.first().map(Outcome::cell) else { return String::new() };
    let experiment = cell.experiment();
    let mut text = format!("{}\n", Styled(HEADING, experiment.about));
    for measure in experiment.measures {
        text += &format!("  {}: {}\n", measure.name, measure.about);
    }
    let swept: Vec<&Parameter> = sweep.axes().iter().map(|axis| axis.parameter()).collect();
    let fixed: Vec<String> =
        parameters(cell, |parameter| !swept.iter().any(|swept| swept.name == parameter.name)).collect();
    if !fixed.is_empty() {
        text += &format!("with {}\n", fixed.join(", "));
    }
    if experiment.draws > 0 {
        text += &format!("{} draws of each cell, seed {}\n", cell.draws(), cell.seed());
    }
    let mut header: Vec<&str> = swept.iter().map(|parameter| parameter.name).collect();
    header.extend(["measure", "value", "low", "high", "expected"]);
    let numbers: Vec<usize> = (0..header.len()).filter(|column| header[*column] != "measure").collect();
    let mut table = style::table(&header, &numbers);
    for (cell, measure, estimate) in rows(outcomes) {
        let at = |parameter: &&Parameter| {
            let index = experiment.parameters.iter().position(|declared| declared.name == parameter.name);
            index.map_or_else(String::new, |index| parameter.text(cell.values()[index]))
        };
        let mut row: Vec<String> = swept.iter().map(at).collect();
        row.push(measure.name.to_owned());
        row.extend([estimate.value, estimate.low, estimate.high].map(number));
        row.push(estimate.expected.map_or_else(String::new, number));
        table.add_row(row);
    }
    let bounds = if experiment.draws > 0 { "\nlow and high: interval of 99.9 %\n" } else { "" };
    style::fit(&(text + "\n")) + &style::lines(&table) + bounds
}

/// A number with five significant digits.
pub(crate) fn number(number: f64) -> String {
    let magnitude = if number == 0.0 { 0.0 } else { number.abs().log10().floor() };
    if !number.is_finite() || !(-4.0..9.0).contains(&magnitude) {
        return format!("{number:.4e}");
    }
    let decimals = (4.0 - magnitude).clamp(0.0, 9.0) as usize;
    let text = format!("{number:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_have_five_digits() {
        for (value, text) in [
            (0.0, "0"),
            (1.0, "1"),
            (0.257_531, "0.25753"),
            (-12.5, "-12.5"),
            (123_456.7, "123457"),
            (0.000_1, "0.0001"),
            (0.000_012_345_6, "1.2346e-5"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(number(value), text);
        }
    }
}
