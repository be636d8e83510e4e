//! The committed table of figures.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::image::{MEASURED, Span, VARIANTS};
use super::tools;

/// Figures of one image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) flash: u64,
    /// Instructions, stack and its bound, in the order of the marks.
    spans: Vec<(String, [u64; 3])>,
}

impl Figures {
    pub(super) const fn new(flash: u64) -> Self {
        Self { flash, spans: Vec::new() }
    }

    pub(super) fn insert(&mut self, span: &Span, bound: u64) {
        self.spans.push((span.name.clone(), [span.instructions, span.stack, bound]));
    }
}

/// Figures by variant and image, of one compiler.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Budgets {
    compiler: String,
    figures: BTreeMap<(String, String), Figures>,
}

const FIELDS: [&str; 3] = ["instructions", "stack", "bound"];

fn path() -> PathBuf {
    tools::firmware().join("budgets.json")
}

impl Budgets {
    pub(super) fn new(compiler: &str) -> Self {
        Self { compiler: compiler.to_owned(), figures: BTreeMap::new() }
    }

    pub(super) fn insert(&mut self, variant: &str, image: &str, figures: Figures) {
        self.figures.insert((variant.to_owned(), image.to_owned()), figures);
    }

    /// The committed ones.
    pub(super) fn read() -> Result<Self> {
        let text = fs::read_to_string(path()).context("firmware/budgets.json: run with --update first")?;
        let value: Value = serde_json::from_str(&text)?;
        let number = |value: &Value| value.as_u64().context("firmware/budgets.json: a number is missing");
        let mut budgets = Self::new(value["compiler"].as_str().context("firmware/budgets.json: no compiler")?);
        for (variant, images) in value["figures"].as_object().into_iter().flatten() {
            for (image, value) in images.as_object().into_iter().flatten() {
                let mut figures = Figures { flash: number(&value["flash"])?, spans: Vec::new() };
                for span in value["spans"].as_array().into_iter().flatten() {
                    let [a, b, c] = FIELDS.map(|field| number(&span[field]));
                    let name = span["name"].as_str().context("firmware/budgets.json: a name is missing")?;
                    figures.spans.push((name.to_owned(), [a?, b?, c?]));
                }
                budgets.insert(variant, image, figures);
            }
        }
        Ok(budgets)
    }

    pub(super) fn write(&self) -> Result<()> {
        let mut all = json!({});
        for ((variant, image), figures) in &self.figures {
            let span = |(name, [a, b, c]): &(String, [u64; 3])| json!({ "name": name, FIELDS[0]: a, FIELDS[1]: b, FIELDS[2]: c });
            let spans: Vec<Value> = figures.spans.iter().map(span).collect();
            all[variant][image] = json!({ "flash": figures.flash, "spans": spans });
        }
        let value = json!({ "compiler": self.compiler, "figures": all });
        Ok(fs::write(path(), serde_json::to_string_pretty(&value)? + "\n")?)
    }

    /// Fails if a figure is more than two hundredths off its budget, to either side: a budget that nothing fills guards
    /// nothing. With another compiler than that of the budgets, only a tenth above is too much.
    pub(super) fn compare(&self, budgets: &Self) -> Result<()> {
        let same_compiler = self.compiler == budgets.compiler;
        if !same_compiler {
            println!("The budgets are those of {}, this is {}.", budgets.compiler, self.compiler);
        }
        let fits = |is: u64, budget: u64| {
            if same_compiler { is.abs_diff(budget) * 50 <= budget } else { is * 10 <= budget * 11 }
        };
        let (measured, budgeted) = (self.flat(), budgets.flat());
        let mut off = String::new();
        for name in measured.keys().chain(budgeted.keys().filter(|name| !measured.contains_key(*name))) {
            match (measured.get(name), budgeted.get(name)) {
                (Some(is), Some(budget)) if fits(*is, *budget) => {}
                (is, budget) => writeln!(off, "{name}: {}, budget {}", show(is), show(budget))?,
            }
        }
        if off.is_empty() {
            return Ok(());
        }
        bail!("off the budget; if it is meant, run cargo xtask firmware --update:\n{off}")
    }

    fn flat(&self) -> BTreeMap<String, u64> {
        let mut flat = BTreeMap::new();
        for ((variant, image), figures) in &self.figures {
            flat.insert(format!("{variant}, {image}, flash"), figures.flash);
            for (name, numbers) in &figures.spans {
                for (field, number) in FIELDS.iter().zip(numbers) {
                    flat.insert(format!("{variant}, {name}, {field}"), *number);
                }
            }
        }
        flat
    }

    /// A table of Markdown: a row for each span, a column for each variant.
    pub(super) fn table(&self) -> String {
        let mut text = format!("By {}.\n\n", self.compiler);
        for (title, place) in [("Instructions", 0), ("Stack, bytes: measured / static bound", 1)] {
            self.part(&mut text, title, |figures| {
                figures.spans.iter().map(|(name, numbers)| (name.clone(), cell(numbers, place))).collect()
            });
        }
        self.part(&mut text, "Flash of the image, bytes", |figures| vec![(String::new(), grouped(figures.flash))]);
        text
    }

    fn part(&self, text: &mut String, title: &str, rows: impl Fn(&Figures) -> Vec<(String, String)>) {
        let mut cells: BTreeMap<(usize, String), BTreeMap<&str, String>> = BTreeMap::new();
        for ((variant, image), figures) in &self.figures {
            let order = MEASURED.iter().position(|name| name == image).unwrap_or(MEASURED.len());
            for (place, (name, cell)) in rows(figures).into_iter().enumerate() {
                let name = if name.is_empty() { format!("`{image}`") } else { name };
                cells.entry((order * 10 + place, name)).or_default().insert(variant, cell);
            }
        }
        let names: Vec<&str> = VARIANTS.iter().map(|variant| variant.name).collect();
        text.push_str(&format!("| {title} | {} |\n|---|{}\n", names.join(" | "), "---:|".repeat(names.len())));
        for ((_, name), row) in cells {
            let row: Vec<&str> = names.iter().map(|variant| row.get(variant).map_or("", String::as_str)).collect();
            text.push_str(&format!("| {name} | {} |\n", row.join(" | ")));
        }
        text.push('\n');
    }
}

fn cell([instructions, stack, bound]: &[u64; 3], place: usize) -> String {
    if place == 0 { grouped(*instructions) } else { format!("{} / {}", grouped(*stack), grouped(*bound)) }
}

fn show(number: Option<&u64>) -> String {
    number.map_or_else(|| "none".to_owned(), |number| grouped(*number))
}

/// Digits in threes.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budgets(compiler: &str, instructions: u64, flash: u64) -> Budgets {
        let mut budgets = Budgets::new(compiler);
        let spans = vec![("prove".to_owned(), [instructions, 4000, 4000])];
        budgets.insert("M4", "prove", Figures { flash, spans });
        budgets
    }

    #[test]
    fn two_hundredths_to_either_side() {
        let budget = budgets("rustc 1", 10_000, 500);
        for (instructions, flash, fits) in
            [(10_200, 500, true), (9_800, 510, true), (10_201, 500, false), (9_799, 500, false), (10_000, 511, false)]
        {
            let measured = budgets("rustc 1", instructions, flash);
            assert_eq!(measured.compare(&budget).is_ok(), fits, "{instructions}, {flash}");
        }
    }

    #[test]
    fn another_compiler_may_be_a_tenth_above() {
        let budget = budgets("rustc 1", 10_000, 500);
        for (instructions, fits) in [(11_000, true), (5_000, true), (11_001, false)] {
            assert_eq!(budgets("rustc 2", instructions, 500).compare(&budget).is_ok(), fits, "{instructions}");
        }
    }

    #[test]
    fn a_figure_without_a_budget_and_the_reverse() {
        let (budget, none) = (budgets("rustc 1", 10_000, 500), Budgets::new("rustc 1"));
        assert!(none.compare(&budget).is_err() && budget.compare(&none).is_err());
    }
}
