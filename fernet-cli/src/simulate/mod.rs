//! `fernet simulate`: experiments on the mechanism, with tables of their estimates.

mod args;
mod cells;
mod plot;
mod report;
mod resume;
pub(crate) mod table;

use fernet_sim::{Experiment, Parameter, Unit, experiments};
use serde_json::{Value, json};

pub(crate) use args::SimulateArgs;
use args::{Format, Simulation};

use crate::failure::Failure;
use crate::output;
use crate::show::style::{self, HEADING, Styled};
use cells::Run;
use plot::Plot;

pub(crate) fn simulate(args: &SimulateArgs) -> Result<(), Failure> {
    match args {
        SimulateArgs::List { json: true } => {
            output::print_json(&experiments().iter().map(described).collect::<Vec<_>>())
        }
        SimulateArgs::List { json: false } => output::print(&list()),
        SimulateArgs::Report(args, folder) => report::report(args, folder),
        SimulateArgs::Run(simulation) => run(simulation),
    }
}

fn run(simulation: &Simulation) -> Result<(), Failure> {
    simulation.check_files()?;
    let sweep = simulation.sweep()?;
    let plotted = simulation.svg().is_some() || simulation.png().is_some();
    if plotted {
        Plot::check(&sweep)?;
    }
    let run = Run::new(simulation, sweep)?;
    let outcomes = run.outcomes()?;
    if plotted {
        let plot = Plot::new(run.sweep.base().experiment().about, &run.sweep, &outcomes, |_| true);
        if let Some(path) = simulation.svg() {
            output::write(path, plot.svg()?.as_bytes())?;
        }
        if let Some(path) = simulation.png() {
            output::write(path, &plot.png()?)?;
        }
    }
    match simulation.format() {
        Format::Text => output::print(&table::text(&run.sweep, &outcomes)),
        Format::Csv => output::print(&table::csv(&outcomes)),
        Format::Json => output::print_json(&table::json(&outcomes)),
    }
}

/// All experiments with what they ask.
fn list() -> String {
    let mut text = String::new();
    for experiment in experiments() {
        text += &format!("{}\n    {}\n", Styled(HEADING, experiment.name), experiment.about);
    }
    style::fit(
        &(text + "\n`fernet simulate EXPERIMENT` runs one; with --help it explains its model and its options.\n"),
    )
}

/// What an experiment is, for programs.
fn described(experiment: &&'static Experiment) -> Value {
    let parameter = |parameter: &Parameter| {
        let mut object = json!({
            "name": parameter.name,
            "about": parameter.about,
            "default": table::value(parameter, parameter.default),
        });
        match parameter.unit {
            Unit::Choice(names) => object["choices"] = names.into(),
            _ => {
                object["least"] = table::value(parameter, *parameter.range.start());
                object["greatest"] = table::value(parameter, *parameter.range.end());
            }
        }
        object
    };
    json!({
        "name": experiment.name,
        "about": experiment.about,
        "model": experiment.model,
        "parameters": experiment.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "measures": experiment.measures.iter().map(|measure| json!({"name": measure.name, "about": measure.about})).collect::<Vec<_>>(),
        "draws": experiment.draws.to_string(),
    })
}
