//! `fernet simulate --report`: one page with plots of all that the experiments show, each with a reading in words.

mod figures;
mod reading;

use std::fs;
use std::path::Path;

use fernet_sim::{Axis, Cell, Sweep, experiment, experiments};

use super::args::Reporting;
use super::cells::Run;
use super::plot::Plot;
use super::resume::Resume;
use crate::failure::Failure;
use crate::output::{self, file_name};
use figures::{FIGURES, Figure};

/// Style of the page.
const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:1000px;margin:2rem auto;padding:0 1rem;color:#111}
svg{width:100%;height:auto}h2{margin-top:3rem}code{background:#eee;padding:0 .2em}details{color:#444}";

/// How the first paragraph of a report starts.
const WRITTEN_BY: &str = "Written by <code>fernet simulate --report</code>";

/// Computes all figures, saves their cells, and writes the page.
pub(crate) fn report(args: &Reporting, folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::Output(file_name(folder), error))?;
    let index = folder.join("index.html");
    if fs::read(&index).is_ok_and(|page| !String::from_utf8_lossy(&page).contains(WRITTEN_BY)) {
        return Err(Failure::field(
            "--report",
            format_args!("{} is not a report, and is left as it is", file_name(&index)),
        ));
    }
    let mut page = String::new();
    for figure in FIGURES {
        page += &section(figure, args, folder)?;
    }
    output::write(&index, html(&page, args.seed).as_bytes())
}

/// The cells of a figure.
fn sweep(figure: &Figure, seed: u64) -> Result<Sweep, Failure> {
    let wrong = |error: &dyn std::error::Error| Failure::field(figure.title, error);
    let experiment = experiment(figure.experiment)
        .ok_or_else(|| Failure::field(figure.title, format_args!("no experiment {:?}", figure.experiment)))?;
    let base =
        Cell::parse(experiment, figure.values.iter().copied(), figure.draws, seed).map_err(|error| wrong(&error))?;
    let axes = figure.sweeps.iter().map(|text| Axis::parse(experiment, text)).collect::<Result<_, _>>();
    Sweep::new(base, axes.map_err(|error| wrong(&error))?).map_err(|error| wrong(&error))
}

/// The plot of a figure with its reading.
fn section(figure: &Figure, args: &Reporting, folder: &Path) -> Result<String, Failure> {
    let sweep = sweep(figure, args.seed)?;
    Plot::check(&sweep)?;
    let saved = folder.join(format!("{}.jsonl", figure.name));
    let resume = Some(Resume::open(&saved, sweep.base())?);
    let run = Run { sweep, resume, threads: args.threads };
    let outcomes = run.outcomes()?;
    let plot = Plot::new(figure.title, &run.sweep, &outcomes, |measure| figure.measures.contains(&measure.name));
    let reading = reading::filled(figure.reading, &outcomes).map_err(|error| Failure::field(figure.title, error))?;
    Ok(format!(
        "<section id=\"{name}\">\n<h2>{title}</h2>\n<p>{reading}</p>\n{svg}\n<details><summary>Model of <code>{experiment}</code></summary>\
         <p>{model}</p><p><code>{command}</code></p></details>\n</section>\n",
        name = figure.name,
        title = escaped(figure.title),
        reading = escaped(&reading),
        svg = plot.svg()?,
        experiment = figure.experiment,
        model = escaped(run.sweep.base().experiment().model),
        command = escaped(&command(figure, run.sweep.base())),
    ))
}

/// The command that prints the cells of a figure.
fn command(figure: &Figure, base: &Cell) -> String {
    let mut command = format!("fernet simulate {}", figure.experiment);
    for (name, value) in figure.values {
        command += &format!(" --{name} {value}");
    }
    if base.experiment().draws > 0 {
        command += &format!(" --draws {} --seed {}", base.draws(), base.seed());
    }
    for sweep in figure.sweeps {
        command += &format!(" --sweep {sweep}");
    }
    command
}

fn html(sections: &str, seed: u64) -> String {
    let links: String = FIGURES
        .iter()
        .map(|figure| format!("<li><a href=\"#{}\">{}</a></li>\n", figure.name, escaped(figure.title)))
        .collect();
    let questions: String = experiments()
        .iter()
        .map(|experiment| format!("<li><code>{}</code>: {}</li>\n", experiment.name, escaped(experiment.about)))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>Fernet: what the mechanism does</title>\n<style>{STYLE}</style>\n<h1>What the mechanism of Fernet does</h1>\n\
         <p>{WRITTEN_BY}, version {version}, seed {seed}. Lines are estimates with intervals of \
         99.9 %; dashed lines are values in theory. Every figure names the command that prints its cells.</p>\n<ul>\n{links}</ul>\n\
         {sections}<h2>All experiments</h2>\n<ul>\n{questions}</ul>\n</html>\n",
        version = env!("CARGO_PKG_VERSION"),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use fernet_sim::Outcome;

    use super::*;

    /// Every figure has its measures, and its reading has figures of its cells.
    #[test]
    fn figures_can_be_drawn() {
        for figure in FIGURES {
            let sweep = sweep(figure, 0).expect(figure.title);
            Plot::check(&sweep).expect(figure.title);
            let measures = sweep.base().experiment().measures;
            for shown in figure.measures {
                assert!(measures.iter().any(|measure| measure.name == *shown), "{}: {shown}", figure.title);
            }
            let cells = sweep.cells().collect::<Result<Vec<_>, _>>().expect(figure.title);
            let few = (sweep.base().experiment().draws > 0).then_some(10);
            let first = Cell::new(cells[0].experiment(), cells[0].values().to_vec(), few, 0).expect("a cell");
            let estimates = first.run().expect(figure.title).estimates().to_vec();
            let outcomes: Vec<_> = cells.into_iter().map(|cell| Outcome::new(cell, estimates.clone())).collect();
            reading::filled(figure.reading, &outcomes).expect(figure.title);
            assert!(figure.reading.contains('{'), "{}", figure.title);
        }
    }
}
