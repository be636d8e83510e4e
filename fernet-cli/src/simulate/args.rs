//! The options of `fernet simulate`: those of each experiment come from its list of parameters.

use std::path::{Path, PathBuf};

use clap::builder::RangedI64ValueParser;
use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};
use fernet_sim::{Axis, Cell, Experiment, Parameter, Sweep, Unit, experiment, experiments};

use crate::failure::Failure;
use crate::output::file_name;

/// What `fernet simulate` does.
#[derive(Clone, Debug)]
pub(crate) enum SimulateArgs {
    /// Lists the experiments.
    List { json: bool },
    /// Writes a report into a folder.
    Report(Reporting, PathBuf),
    /// Runs one.
    Run(Simulation),
}

/// An experiment with its options.
#[derive(Clone, Debug)]
pub(crate) struct Simulation {
    experiment: &'static Experiment,
    /// Parameters that were given.
    values: Vec<(&'static Parameter, u64)>,
    drawing: Drawing,
    options: Options,
}

/// Options without an experiment.
#[derive(Args, Clone, Debug)]
struct Listing {
    /// Print the list with all parameters and measures as JSON
    #[arg(long)]
    json: bool,
    /// Write a page DIR/index.html with plots of all experiments and what they show. Finished cells are kept in DIR: a run that
    /// was killed goes on
    #[arg(long, value_name = "DIR", conflicts_with = "json")]
    report: Option<PathBuf>,
    #[command(flatten)]
    reporting: Reporting,
}

/// Options of the report.
#[derive(Args, Clone, Debug)]
pub(crate) struct Reporting {
    /// With --report: seed of the draws
    #[arg(long, value_name = "S", default_value_t = 0, requires = "report", conflicts_with = "json")]
    pub(crate) seed: u64,
    /// With --report: number of threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads(), requires = "report", conflicts_with = "json")]
    pub(crate) threads: Option<u16>,
}

/// Reads a number of threads.
fn threads() -> RangedI64ValueParser<u16> {
    clap::value_parser!(u16).range(1..=1024)
}

/// Options of experiments that draw.
#[derive(Args, Clone, Debug, Default)]
struct Drawing {
    /// Number of draws of a cell: 1 to 10^12
    #[arg(long, value_name = "N")]
    draws: Option<u64>,
    /// Seed of the draws: 0 to 2^64 - 1. The same seed gives the same result on any number of threads
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
}

/// Options of every experiment.
#[derive(Args, Clone, Debug)]
struct Options {
    /// Run for many values of a parameter: NAME=A..B (11 values), NAME=A..B/N (N values) or NAME=A,B,C. Given more than once:
    /// for all combinations, of which the last parameter changes fastest
    #[arg(long, value_name = "NAME=VALUES")]
    sweep: Vec<String>,
    /// Number of threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads())]
    threads: Option<u16>,
    /// Print JSON: an object whose `rows` have one entry for each cell and measure. A bound that is not known is null
    #[arg(long)]
    json: bool,
    /// Print CSV: a header, and one line for each cell and measure
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Write a plot to FILE as SVG too: the first swept parameter is the x axis, a second one has a line for each value
    #[arg(long, value_name = "FILE", requires = "sweep")]
    svg: Option<PathBuf>,
    /// Write the plot to FILE as PNG
    #[arg(long, value_name = "FILE", requires = "sweep")]
    png: Option<PathBuf>,
    /// Append each finished cell to FILE, and take those that are in it from there: a run that was killed goes on
    #[arg(long, value_name = "FILE")]
    resume: Option<PathBuf>,
}

/// How results are printed.
pub(crate) enum Format {
    Text,
    Csv,
    Json,
}

impl Simulation {
    pub(crate) fn format(&self) -> Format {
        match &self.options {
            Options { json: true, .. } => Format::Json,
            Options { csv: true, .. } => Format::Csv,
            _ => Format::Text,
        }
    }

    pub(crate) fn threads(&self) -> Option<u16> {
        self.options.threads
    }

    pub(crate) fn svg(&self) -> Option<&PathBuf> {
        self.options.svg.as_ref()
    }

    pub(crate) fn png(&self) -> Option<&PathBuf> {
        self.options.png.as_ref()
    }

    pub(crate) fn resume(&self) -> Option<&PathBuf> {
        self.options.resume.as_ref()
    }

    /// Checks, before anything runs, that each file can be what its option says.
    pub(crate) fn check_files(&self) -> Result<(), Failure> {
        let options = [("--svg", self.svg()), ("--png", self.png()), ("--resume", self.resume())];
        let given: Vec<_> = options.into_iter().filter_map(|(option, path)| Some((option, path?))).collect();
        for (index, (option, path)) in given.iter().enumerate() {
            if path.as_os_str() == "-" {
                return Err(Failure::field(option, "expected a file, not standard output"));
            }
            if let Some((other, _)) = given[..index].iter().find(|(_, other)| place(other) == place(path)) {
                return Err(Failure::Input(format!("{other} and {option} name the same file")));
            }
            let folder = folder(path);
            if !folder.is_dir() {
                return Err(Failure::field(option, format_args!("there is no folder {}", file_name(folder))));
            }
            if path.is_dir() || *option == "--resume" && path.exists() && !path.is_file() {
                return Err(Failure::field(option, format_args!("expected a file, which {} is not", file_name(path))));
            }
        }
        Ok(())
    }

    /// The cells to run.
    pub(crate) fn sweep(&self) -> Result<Sweep, Failure> {
        let input = |error: &dyn std::error::Error| Failure::Input(error.to_string());
        let axes = self.options.sweep.iter().map(|text| Axis::parse(self.experiment, text));
        let axes = axes.collect::<Result<Vec<_>, _>>().map_err(|error| Failure::field("--sweep", error))?;
        if let Some(axis) = axes.iter().find(|axis| self.values.iter().any(|given| given.0 == axis.parameter())) {
            let name = axis.parameter().name;
            return Err(Failure::Input(format!("--{name} has no effect beside --sweep {name}=...")));
        }
        let value = |parameter: &'static Parameter| {
            self.values.iter().find(|given| given.0 == parameter).map_or(parameter.default, |given| given.1)
        };
        let values = self.experiment.parameters.iter().map(value).collect();
        let base = Cell::new(self.experiment, values, self.drawing.draws, self.drawing.seed);
        Sweep::new(base.map_err(|error| input(&error))?, axes).map_err(|error| Failure::field("--sweep", error))
    }
}

/// The folder that a file is in, or is to be made in.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// One path for all that name the same file: that of the file, or of the one to make in its folder.
fn place(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_missing| {
        let folder = folder(path);
        let folder = folder.canonicalize().unwrap_or_else(|_missing| folder.to_owned());
        path.file_name().map_or_else(|| path.to_owned(), |name| folder.join(name))
    })
}

impl Args for SimulateArgs {
    fn augment_args(command: Command) -> Command {
        Listing::augment_args(command)
            .subcommands(experiments().iter().copied().map(subcommand))
            .subcommand_help_heading("Experiments")
            .subcommand_value_name("EXPERIMENT")
            .disable_help_subcommand(true)
            .args_conflicts_with_subcommands(true)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// The command of one experiment.
fn subcommand(experiment: &'static Experiment) -> Command {
    let mut command = Command::new(experiment.name)
        .after_help(measures(experiment))
        .next_help_heading("Parameters")
        .args(experiment.parameters.iter().map(option))
        .next_help_heading("Options");
    if experiment.draws > 0 {
        let help = format!("Number of draws of a cell: 1 to 10^12 [default: {}]", experiment.draws);
        command = Drawing::augment_args(command).mut_arg("draws", |draws| draws.help(help));
    }
    // After the options, whose own description is none of the command.
    let explained = format!("{}\n\n{}", experiment.about, experiment.model);
    Options::augment_args(command).about(experiment.about).long_about(explained)
}

/// The option of one parameter.
fn option(parameter: &'static Parameter) -> Arg {
    let (range, default) = (parameter.expected(), parameter.text(parameter.default));
    let name = match parameter.unit {
        Unit::Count => "N",
        Unit::Ppm => "SHARE",
        Unit::Choice(_) => "NAME",
    };
    Arg::new(parameter.name)
        .long(parameter.name)
        .value_name(name)
        .help(format!("{}: {range} [default: {default}]", parameter.about))
        .value_parser(move |text: &str| parameter.parse(text))
}

fn measures(experiment: &Experiment) -> String {
    let lines = experiment.measures.iter().map(|measure| format!("\n  {}: {}", measure.name, measure.about));
    format!("Measures:{}", lines.collect::<String>())
}

impl FromArgMatches for SimulateArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let Some((name, matches)) = matches.subcommand() else {
            let listing = Listing::from_arg_matches(matches)?;
            return Ok(match listing.report {
                Some(folder) => Self::Report(listing.reporting, folder),
                None => Self::List { json: listing.json },
            });
        };
        let experiment = experiment(name).ok_or_else(|| clap::Error::new(ErrorKind::InvalidSubcommand))?;
        let given = experiment.parameters.iter();
        let given = given.filter_map(|parameter| Some((parameter, *matches.get_one::<u64>(parameter.name)?)));
        let drawing = if experiment.draws > 0 { Drawing::from_arg_matches(matches)? } else { Drawing::default() };
        Ok(Self::Run(Simulation {
            experiment,
            values: given.collect(),
            drawing,
            options: Options::from_arg_matches(matches)?,
        }))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
