//! `fernet advise`: values for the parameters of a rollup, with the risks that they leave. Every number comes from an experiment of
//! `fernet-sim` or from the core's odds.

mod availability;
mod leaders;
mod provers;
mod sequencers;

use clap::Args;
use fernet_sim::{Cell, Estimate, Outcome, Parameter, experiment};
use serde::Serialize;

use crate::amount::parse_amount;
use crate::failure::Failure;
use crate::output;
use crate::show::style::{self, FAINT, HEADING, Styled};
use crate::simulate::table::number;

/// Arguments of `fernet advise`: what is known of the rollup.
#[derive(Args, Clone, Debug)]
pub(crate) struct AdviseArgs {
    /// Sequencer keys that propose: 2 to 100000
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=100_000))]
    sequencers: u32,
    /// Prover keys: 10 to 1000000
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(10..=1_000_000))]
    provers: u32,
    /// Cost of a proof, as a share of the full pay of its seat: above 0, below 1
    #[arg(long, value_name = "SHARE", value_parser = Share { least: 1, greatest: 999_999 })]
    cost: u32,
    /// MEV of a block for each unit of its fees: 0 to 99
    #[arg(long, value_name = "RATIO", value_parser = Share { least: 0, greatest: 99_000_000 })]
    mev: u32,
    /// Share of the sequencer keys, of the prover keys and of the L1 stake that the strongest adversary has: above 0, at most 0.5
    #[arg(long, value_name = "SHARE", value_parser = Share { least: 1, greatest: 500_000 })]
    stake_share: u32,
    /// Share of the provers that are offline
    #[arg(long, value_name = "SHARE", default_value = "0.05", value_parser = Share { least: 0, greatest: 900_000 })]
    offline: u32,
    /// Bases of a tree: 1 to 128
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=128))]
    bases: u32,
    /// Fees of a large block: at least 1 wei
    #[arg(long, value_name = "AMOUNT", default_value = "1eth", value_parser = parse_amount)]
    fees: u128,
    /// Draws of the experiment `capture`, the only one that has to draw: 1 to 10^12 [default: as many as the experiment has]
    #[arg(long, value_name = "N")]
    draws: Option<u64>,
    /// Seed of the draws of `capture`
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// Print JSON: a list of parameters with `value`, `reason` and `risks`
    #[arg(long)]
    json: bool,
}

/// Reads a share in ppm within a range, as experiments do.
#[derive(Clone, Copy, Debug)]
struct Share {
    least: u64,
    greatest: u64,
}

impl clap::builder::TypedValueParser for Share {
    type Value = u32;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        text: &std::ffi::OsStr,
    ) -> Result<u32, clap::Error> {
        let Self { least, greatest } = *self;
        let parse = move |text: &str| {
            let value =
                Parameter::ppm("share", least..=greatest, least, "").parse(text).map_err(|error| error.to_string())?;
            u32::try_from(value).map_err(|error| error.to_string())
        };
        clap::builder::TypedValueParser::parse_ref(&parse, command, argument, text)
    }
}

/// A parameter of a rollup, and the value that is advised for it.
#[derive(Debug, Serialize)]
struct Advice {
    parameter: &'static str,
    /// As parameters stand in files: amounts in wei, shares in ppm.
    value: String,
    /// The value as the text output shows it, with its unit.
    #[serde(skip)]
    shown: String,
    reason: String,
    risks: Vec<Risk>,
}

impl Advice {
    /// A value without a unit.
    fn number(parameter: &'static str, value: impl ToString, reason: impl Into<String>, risks: Vec<Risk>) -> Self {
        let value = value.to_string();
        Self { parameter, shown: value.clone(), value, reason: reason.into(), risks }
    }
}

/// What may happen, as a number.
#[derive(Debug, Serialize)]
struct Risk {
    what: String,
    value: f64,
    /// The experiment, or the anchor of SPEC.md.
    source: &'static str,
}

impl Risk {
    fn new(what: impl Into<String>, value: f64, source: &'static str) -> Self {
        Self { what: what.into(), value, source }
    }

    /// A measure of an outcome, by its value in theory ([`value`]).
    fn measured(what: impl Into<String>, outcome: &Outcome, measure: &str) -> Result<Self, Failure> {
        Ok(Self::new(what, value(outcome, measure)?, outcome.cell().experiment().name))
    }

    /// A measure of an outcome that was drawn, by its estimate.
    fn drawn(what: impl Into<String>, outcome: &Outcome, measure: &str) -> Result<Self, Failure> {
        Ok(Self::new(what, estimate(outcome, measure)?.value, outcome.cell().experiment().name))
    }
}

fn estimate<'a>(outcome: &'a Outcome, measure: &str) -> Result<&'a Estimate, Failure> {
    let name = outcome.cell().experiment().name;
    let missing = || Failure::Invalid(format!("the experiment {name} has no measure {measure}"));
    outcome.estimate(measure).ok_or_else(missing)
}

/// The value of a measure in theory, or as computed without draws.
fn value(outcome: &Outcome, measure: &str) -> Result<f64, Failure> {
    let estimate = estimate(outcome, measure)?;
    let computed = (estimate.samples == 0).then_some(estimate.value);
    let name = outcome.cell().experiment().name;
    let drawn = || Failure::Invalid(format!("{name}: there is no value in theory of {measure}"));
    estimate.expected.or(computed).ok_or_else(drawn)
}

impl AdviseArgs {
    /// The keys of the adversary among `all`: at least one, as [`advise`] checks.
    fn own(&self, all: u32) -> u32 {
        u32::try_from(u64::from(all) * u64::from(self.stake_share) / 1_000_000).unwrap_or(all)
    }

    /// The share of `all` keys that the adversary's keys are, in ppm, so that each experiment counts the same keys.
    fn own_share(&self, all: u32) -> u32 {
        u32::try_from(u64::from(self.own(all)) * 1_000_000 / u64::from(all)).unwrap_or(self.stake_share)
    }

    /// The values in theory of the experiment `name`, with the parameters `values`. One draw is made, which nothing reads.
    fn theory(&self, name: &str, values: &[(&str, String)]) -> Result<Outcome, Failure> {
        run(name, values, Some(1), 0)
    }

    /// Runs the experiment `name` with the draws and the seed of the command line.
    fn drawn(&self, name: &str, values: &[(&str, String)]) -> Result<Outcome, Failure> {
        run(name, values, self.draws, self.seed)
    }
}

fn run(name: &str, values: &[(&str, String)], draws: Option<u64>, seed: u64) -> Result<Outcome, Failure> {
    let experiment = experiment(name).ok_or_else(|| Failure::Invalid(format!("there is no experiment {name}")))?;
    let texts = values.iter().map(|(name, text)| (*name, text.as_str()));
    let cell = Cell::parse(experiment, texts, draws.filter(|_| experiment.draws > 0), seed);
    cell.and_then(|cell| cell.run()).map_err(|error| Failure::Input(format!("{name}: {error}")))
}

/// Parts per million as the text of a parameter.
fn ppm(value: u32) -> String {
    format!("{value}ppm")
}

pub(crate) fn advise(args: &AdviseArgs) -> Result<(), Failure> {
    if args.fees == 0 {
        return Err(Failure::field("--fees", "expected at least 1 wei, got 0"));
    }
    for (option, keys) in [("--sequencers", args.sequencers), ("--provers", args.provers)] {
        if args.own(keys) == 0 {
            return Err(Failure::field(
                "--stake-share",
                format_args!(
                    "expected the share of at least one of the {keys} keys of {option}, got {}",
                    crate::amount::ppm(args.stake_share)
                ),
            ));
        }
    }
    let mut all = sequencers::advice(args)?;
    all.extend(leaders::advice(args)?);
    all.extend(provers::advice(args)?);
    all.extend(availability::advice(args));
    if args.json {
        return output::print_json(&all);
    }
    let mut text = String::new();
    for advice in &all {
        text += &format!(
            "{}\n  {}\n",
            Styled(HEADING, format_args!("{} = {}", advice.parameter, advice.shown)),
            advice.reason
        );
        for risk in &advice.risks {
            text += &format!(
                "  {}: {} {}\n",
                risk.what,
                number(risk.value),
                Styled(FAINT, format_args!("({})", risk.source))
            );
        }
    }
    output::print(&style::fit(
        &(text + "\nIn parentheses: the experiment of `fernet simulate`, or the section of SPEC.md.\n"),
    ))
}
