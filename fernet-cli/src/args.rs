//! The command line.

use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{ArgGroup, ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::failure::Failure;
use crate::keys::{KeygenArgs, ProveArgs, VerifyArgs};
use crate::output::{self, outside};
use crate::rank::RankArgs;
use crate::read::BlockSource;
use crate::scenario::ScenarioArgs;
use crate::settle::SettleArgs;

/// Fernet from the command line: verify, elect, rank, score and settle blocks of the cooperative proving network.
///
/// Without a command it runs the example block that comes with the program, and reads nothing. Byte strings are hex. An
/// amount is wei, or has a unit: `1.5eth`, `20gwei`, `7wei`. A share is a fraction such as `0.8`, a percentage such as
/// `80%`, or parts per million such as `800000ppm`. In files amounts are wei and shares ppm, as decimal strings.
///
/// Exit codes: 0 when done; 1 when a valid input was rejected or the output could not be written; 2 when an input or the
/// command line is malformed.
#[derive(Debug, Parser)]
#[command(version, name = "fernet", subcommand_required = false)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run one recorded block from its randomness to its payments
    ///
    /// Verifies every proof, elects the leader, scores the submitted trees, runs the phases and settles. What the protocol
    /// refuses is listed with its reason, and the block goes on without it. Without FILE it reads standard input; on a
    /// terminal it runs the example that comes with the program, and says so.
    #[command(after_long_help = "Examples:
  fernet block --example                      # the block that comes with it
  fernet scenario --transactions 256 -o block.json     # a block made to order
  fernet block block.json --all
  fernet scenario --fault all | fernet block  # everything that can go wrong
  fernet block --json < block.json            # for programs")]
    Block(BlockArgs),
    /// Make a recorded block of any size, with real keys and proofs
    ///
    /// Sequencers propose, the best provers that are there claim every node of the tree, and up to three trees are
    /// submitted, one for each proof of the root. The same arguments give the same bytes. Keys follow from --seed: never
    /// use them elsewhere.
    #[command(after_long_help = "Examples:
  fernet scenario --seed 7 | fernet block
  fernet scenario --fault bad-proof --fault late-tree -o block.json
  fernet scenario --provers 400 --transactions 64 --vrf-mode per-block | fernet block
  # shares of fees above 1, with bonds:
  fernet scenario --fee-split-cap 6 --fee-split 500% | fernet block")]
    Scenario(ScenarioArgs),
    /// Make a VRF key
    ///
    /// Derives the key of a role from a 32-byte master secret, random unless given. One master serves both roles with
    /// different keys. Prints JSON with the secret: redirect it to a file that only you can read.
    #[command(after_long_help = "Examples:
  (umask 077 && fernet keygen --role prover > prover.json)
  # from a master; other users of the machine may see it:
  fernet keygen --role sequencer --master \\
    0707070707070707070707070707070707070707070707070707070707070707")]
    Keygen(KeygenArgs),
    /// Prove a VRF output
    ///
    /// Evaluates ECVRF-EDWARDS25519-SHA512 (RFC 9381) and prints output and proof as JSON. With --ad the proof also signs
    /// these bytes, as proposals and claims do; the output stays the same.
    #[command(after_long_help = "Examples:
  fernet keygen > prover.json
  fernet prove --key prover.json --alpha 0123
  fernet prove --key prover.json --alpha 0123 --ad 4567  # signs 4567 too
  fernet keygen | fernet prove --key - --alpha 0123")]
    Prove(ProveArgs),
    /// Verify a VRF proof
    ///
    /// Prints the output of a valid proof. A proof that is not valid is refused with the name of the error in SPEC.md and
    /// exit code 1. --file takes what `fernet prove` prints; its output has to be that of the proof.
    #[command(after_long_help = "Examples:
  fernet keygen > prover.json
  fernet prove --key prover.json --alpha 0123 > proof.json
  fernet verify --file proof.json --alpha 0123
  # key and proof as arguments:
  key=$(sed -n 's/.*\"public_key\": \"\\(.*\\)\".*/\\1/p' proof.json)
  proof=$(sed -n 's/.*\"proof\": \"\\(.*\\)\".*/\\1/p' proof.json)
  fernet verify --public-key $key --proof $proof --alpha 0123")]
    Verify(VerifyArgs),
    /// Rank sequencers and provers of a recorded block
    ///
    /// Lists the best of each node, or of the election, by what the file shows: the tickets of valid claims, in `per-block`
    /// mode those tickets at every node, in `public` mode the tickets of all eligible keys. With --key-file a prover sees its own
    /// rank everywhere before it claims anything. Without FILE it reads standard input; on a terminal it ranks the example
    /// that comes with the program, and says so.
    #[command(after_long_help = "Examples:
  fernet rank --example                       # the three best of each node
  fernet scenario --provers 20 -o block.json
  fernet rank block.json --election --best 5
  fernet rank block.json --node 7 --json")]
    Rank(RankArgs),
    /// Settle a block from its numbers
    ///
    /// Splits fees between sequencer and provers and pays seats, exactly, without keys or proofs. From arguments, or from a
    /// JSON object with --file: the `input` of a case in vectors/settlement. JSON output has the form of a case.
    #[command(after_long_help = "Examples:
  fernet settle --fees 1000eth --fee-split 0.8 --bases 16 --seat 0:40% --seat 15
  fernet settle --fees 1eth --fee-split 80% --bases 1 --seat 0 \\
    --gas-used 300000 --gas-price 20gwei --rebate-cap 0.01eth
  # from a file:
  echo '{\"fees\": \"1000\", \"fee_split\": \"800000\", \"bond\": \"0\",
    \"bases\": \"1\", \"proofs_per_node\": \"3\", \"root_seats\": \"1\",
    \"base_share\": null, \"rebate_cap\": \"0\", \"rebate\": null,
    \"seats\": [{\"node\": \"0\", \"fee_burn\": \"0\"}]}' > settlement.json
  fernet settle --file settlement.json --json")]
    Settle(SettleArgs),
    /// Compare the test vectors with what the program makes, or write them
    ///
    /// They are all files below `vectors/` but the published examples of RFC 9381. --check: exit code 1 when a file differs
    /// from what would be written, is missing or is unknown. --write: existing files are replaced.
    #[command(after_long_help = "Examples:
  fernet vectors --write --dir mine
  fernet vectors --check --dir mine")]
    Vectors(VectorsArgs),
}

/// Arguments of `fernet block`.
#[derive(Args, Clone, Debug)]
pub(crate) struct BlockArgs {
    #[command(flatten)]
    pub(crate) source: BlockSource,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// With --json: add the time of each step
    #[arg(long, requires = "json")]
    pub(crate) timings: bool,
    /// List everything, however long
    #[arg(long, conflicts_with = "json")]
    pub(crate) all: bool,
}

/// Arguments of `fernet vectors`.
#[derive(Args, Clone, Debug)]
#[command(group(ArgGroup::new("action").required(true).args(["check", "write"])))]
pub(crate) struct VectorsArgs {
    /// Directory of the vectors
    #[arg(long, default_value = "vectors")]
    pub(crate) dir: PathBuf,
    /// Compare only
    #[arg(long)]
    pub(crate) check: bool,
    /// Write every file anew
    #[arg(long)]
    pub(crate) write: bool,
}

/// The command that the arguments ask for; `None` when they asked for help, which is printed.
pub(crate) fn command() -> Result<Option<Command>, Failure> {
    match Cli::command().try_get_matches().and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches))) {
        Ok((cli, matches)) => {
            let command = cli.command.unwrap_or_else(|| Command::Block(BlockArgs::example()));
            refuse_unused(&command, &matches)?;
            Ok(Some(command))
        }
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            output::print(&format!("{}\n", error.render().ansi().to_string().trim_end()))?;
            Ok(None)
        }
        Err(error) => Err(Failure::Input(usage(error))),
    }
}

impl BlockArgs {
    const fn example() -> Self {
        Self { source: BlockSource::EXAMPLE, json: false, timings: false, all: false }
    }
}

/// Refuses options that the values of others leave without effect, where clap cannot.
fn refuse_unused(command: &Command, matches: &ArgMatches) -> Result<(), Failure> {
    let (Command::Scenario(args), Some((_, matches))) = (command, matches.subcommand()) else { return Ok(()) };
    args.options.refuse_unused(|option| matches.value_source(option) == Some(ValueSource::CommandLine))
}

/// The message of clap, with what the user typed as other messages show it.
fn usage(mut error: clap::Error) -> String {
    // "To pass X as a value", with X as it was typed.
    error.remove(ContextKind::Suggested);
    let of_master = matches!(error.get(ContextKind::InvalidArg), Some(ContextValue::String(option)) if option.starts_with("--master"));
    for kind in [ContextKind::InvalidArg, ContextKind::InvalidValue, ContextKind::InvalidSubcommand] {
        let Some(ContextValue::String(typed)) = error.get(kind) else { continue };
        let shown = if of_master && kind == ContextKind::InvalidValue { "...".to_owned() } else { outside(typed) };
        error.insert(kind, ContextValue::String(shown));
    }
    let message = error.render().to_string();
    message.strip_prefix("error: ").unwrap_or(&message).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn help_hides_no_option() {
        Cli::command().debug_assert();
        for command in Cli::command().get_subcommands() {
            assert!(command.get_arguments().all(|argument| !argument.is_hide_set()), "{}", command.get_name());
        }
    }
}
