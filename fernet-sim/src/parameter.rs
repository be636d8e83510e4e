//! Parameters of experiments: integers, with a name, a range and a unit.

use std::error::Error;
use std::fmt;
use std::ops::RangeInclusive;

/// What the integer of a parameter counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A number of things.
    Count,
    /// Parts per million. Written as a decimal fraction: 0.5 is 500000.
    Ppm,
    /// The index of one of these names. Written as the name.
    Choice(&'static [&'static str]),
}

/// A parameter of an [`Experiment`](crate::Experiment).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name: lower-case words with hyphens, as on the command line.
    pub name: &'static str,
    /// What it says, as a phrase.
    pub about: &'static str,
    /// What its integer counts.
    pub unit: Unit,
    /// The values that it may have.
    pub range: RangeInclusive<u64>,
    /// Its value unless one is given.
    pub default: u64,
}

impl Parameter {
    /// Makes a parameter that counts.
    #[must_use]
    pub const fn count(name: &'static str, range: RangeInclusive<u64>, default: u64, about: &'static str) -> Self {
        Self { name, about, unit: Unit::Count, range, default }
    }

    /// Makes a parameter in parts per million.
    #[must_use]
    pub const fn ppm(name: &'static str, range: RangeInclusive<u64>, default: u64, about: &'static str) -> Self {
        Self { name, about, unit: Unit::Ppm, range, default }
    }

    /// Makes a parameter that is one of `names`, the first unless another one is given.
    #[must_use]
    pub const fn choice(name: &'static str, names: &'static [&'static str], about: &'static str) -> Self {
        let last = match names.len().checked_sub(1) {
            Some(last) => last as u64,
            None => panic!("a choice has names"),
        };
        Self { name, about, unit: Unit::Choice(names), range: 0..=last, default: 0 }
    }

    /// Reads a value: digits for a count; for parts per million a decimal fraction with up to six decimals (`0.5`), a
    /// percentage (`50%`) or an integer of parts (`500000ppm`); a name for a choice.
    ///
    /// # Errors
    /// [`ValueError`] if the text is none of these, or if the value is out of the range of the parameter.
    pub fn parse(&self, text: &str) -> Result<u64, ValueError> {
        let value = match self.unit {
            Unit::Count => digits(text),
            Unit::Ppm => match (text.strip_suffix("ppm"), text.strip_suffix('%')) {
                (Some(parts), _) => digits(parts),
                (_, Some(percent)) => decimal(percent, 4),
                _ => decimal(text, 6),
            },
            Unit::Choice(names) => names.iter().position(|name| *name == text).map(|index| index as u64),
        };
        let value = value.ok_or_else(|| ValueError { parameter: self.clone(), text: text.to_owned() })?;
        self.check(value)
    }

    /// Checks that an integer is in the range.
    ///
    /// # Errors
    /// [`ValueError`] if it is not.
    pub fn check(&self, value: u64) -> Result<u64, ValueError> {
        if self.range.contains(&value) {
            Ok(value)
        } else {
            Err(ValueError { parameter: self.clone(), text: self.text(value) })
        }
    }

    /// Writes a value as [`Parameter::parse`] reads it: a count in digits, parts per million as a fraction without
    /// trailing zeros, a choice by its name.
    #[must_use]
    pub fn text(&self, value: u64) -> String {
        match self.unit {
            Unit::Count => value.to_string(),
            Unit::Ppm => {
                let text = format!("{}.{:06}", value / 1_000_000, value % 1_000_000);
                text.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
            Unit::Choice(names) => usize::try_from(value)
                .ok()
                .and_then(|index| names.get(index))
                .map_or_else(|| value.to_string(), |name| (*name).to_owned()),
        }
    }

    /// What the parameter may be, for help and errors: `2 to 1000`, or the names of a choice.
    #[must_use]
    pub fn expected(&self) -> String {
        match self.unit {
            Unit::Choice(names) => names.join(", "),
            _ => format!("{} to {}", self.text(*self.range.start()), self.text(*self.range.end())),
        }
    }
}

/// Reads an integer: ASCII digits only, without a sign.
fn digits(text: &str) -> Option<u64> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// Reads a decimal fraction as an integer of units of 10^-`places`. More decimals are refused, not rounded.
fn decimal(text: &str, places: usize) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    if part.len() > places || part.is_empty() {
        return None;
    }
    let scale = 10_u64.checked_pow(places.try_into().ok()?)?;
    digits(whole)?.checked_mul(scale)?.checked_add(digits(&format!("{part:0<places$}"))?)
}

/// A text that is no value of a parameter, or a value out of its range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    parameter: Parameter,
    text: String,
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.parameter.unit {
            Unit::Count => "a number from ",
            Unit::Ppm => "a fraction with up to six decimals from ",
            Unit::Choice(_) => "one of ",
        };
        write!(f, "{}: expected {kind}{}, got {:?}", self.parameter.name, self.parameter.expected(), self.text)
    }
}

impl Error for ValueError {}

#[cfg(test)]
mod tests {
    use super::*;

    const SPLIT: Parameter = Parameter::ppm("fee-split", 0..=2_000_000, 500_000, "the split");
    const KEYS: Parameter = Parameter::count("keys", 2..=10, 2, "the keys");
    const MODE: Parameter = Parameter::choice("mode", &["one", "two"], "the mode");

    #[test]
    fn values_are_read_and_written() {
        for (text, value) in [("0.5", 500_000), ("50%", 500_000), ("12.3456%", 123_456), ("7ppm", 7), ("2", 2_000_000)]
        {
            assert_eq!(SPLIT.parse(text), Ok(value), "{text}");
        }
        for (value, text) in [(0, "0"), (1, "0.000001"), (1_500_000, "1.5"), (100, "0.0001")] {
            assert_eq!(SPLIT.text(value), text);
            assert_eq!(SPLIT.parse(text), Ok(value));
        }
        assert_eq!((MODE.parse("two"), MODE.text(1)), (Ok(1), "two".to_owned()));
    }

    #[test]
    fn others_are_refused() {
        let bad = [
            "",
            ".",
            "1.",
            ".5",
            "-1",
            "+1",
            "1e0",
            "NaN",
            "inf",
            "0.0000001",
            "2.000001",
            "18446744073709551616",
            " 1",
            "1 ",
            "1%%",
            "1_0",
        ];
        for text in bad {
            let error = SPLIT.parse(text).expect_err(text);
            assert!(
                error
                    .to_string()
                    .starts_with("fee-split: expected a fraction with up to six decimals from 0 to 2, got "),
                "{error}"
            );
        }
        for text in ["1", "11", "3.0", "0x3", "", "18446744073709551616"] {
            assert_eq!(
                KEYS.parse(text).expect_err(text).to_string(),
                format!("keys: expected a number from 2 to 10, got {text:?}")
            );
        }
        assert_eq!(MODE.parse("0").expect_err("a number").to_string(), "mode: expected one of one, two, got \"0\"");
    }
}
