//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::keys::{KeygenArgs, ProveArgs, VerifyArgs};
use crate::rank::RankArgs;
use crate::scenario::ScenarioArgs;
use crate::settle::SettleArgs;

/// Fernet from the command line: verify, elect, rank, score and settle blocks of the cooperative proving network.
///
/// Without a command it runs a recorded example block that comes with the program. Byte strings are hex, amounts are wei,
/// shares are parts per million, in files always as decimal strings.
///
/// Exit codes: 0 when done, 1 when something well-formed is not valid, 2 when an input is malformed.
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
    /// refuses is listed with its reason, and the block goes on without it. Without FILE it runs the example that comes
    /// with the program.
    #[command(after_long_help = "Examples:
  fernet block                                the example
  fernet block vectors/block/faults.json      everything that can go wrong
  fernet scenario --txs 256 | fernet block -  a block made to order
  fernet block --json | jq .settlement.pays   for programs")]
    Block(BlockArgs),
    /// Make a recorded block of any size, with real keys and proofs
    ///
    /// Sequencers propose, the best-ranked provers that are online claim every node of the tree, and up to three trees are
    /// submitted, each by a prover of the root. The same arguments give the same bytes. Keys follow from --seed: never use them elsewhere.
    #[command(after_long_help = "Examples:
  fernet scenario --seed 7 | fernet block -
  fernet scenario --fault bad-proof --fault late-tree -o block.json
  fernet scenario --sequencers 200 --provers 2000 --txs 256 --mode per-block | fernet block -
  fernet scenario --fee-split-cap 6.0 --fee-split 5.0 | fernet block -   splits above 1, with bonds")]
    Scenario(ScenarioArgs),
    /// Make a VRF key
    ///
    /// Derives the key of a role from a 32-byte master secret, random unless given. One master serves both roles with
    /// different keys. Prints JSON with the secret: redirect it to a file that only you can read.
    #[command(after_long_help = "Examples:
  fernet keygen --role prover > prover.json
  fernet keygen --role sequencer --seed 0707070707070707070707070707070707070707070707070707070707070707")]
    Keygen(KeygenArgs),
    /// Prove a VRF output
    ///
    /// Evaluates ECVRF-EDWARDS25519-SHA512 (RFC 9381) and prints output and proof as JSON. With --ad the proof also signs
    /// these bytes, as proposals and claims do; the output stays the same.
    #[command(after_long_help = "Examples:
  fernet prove --key prover.json --alpha 0123
  fernet prove --master HEX --role prover --alpha 0123 --ad 4567")]
    Prove(ProveArgs),
    /// Verify a VRF proof
    ///
    /// Prints the output of a valid proof. Exit code 0: valid; 1: not valid, with the reason; 2: malformed arguments.
    #[command(after_long_help = "Examples:
  fernet verify --public-key HEX --alpha 0123 --proof HEX
  fernet verify --public-key HEX --alpha 0123 --ad 4567 --proof HEX")]
    Verify(VerifyArgs),
    /// Rank sequencers and provers of a recorded block
    ///
    /// Lists the best of each node, or of the election, by what the file shows: the words of valid claims, in `per-block`
    /// mode those words at every node, in `public` mode the words of all eligible keys. With --key-file a prover sees its own
    /// rank everywhere before it claims anything.
    #[command(after_long_help = "Examples:
  fernet rank                        the three best of each node of the example
  fernet rank --election --best 5
  fernet rank block.json --node 7 --json
  fernet rank block.json --key-file prover.json")]
    Rank(RankArgs),
    /// Settle a block from its numbers
    ///
    /// Splits fees between sequencer and provers and pays seats, exactly, without keys or proofs. From arguments, or from a
    /// JSON object as in vectors/settlement.
    #[command(after_long_help = "Examples:
  fernet settle --fees 1000eth --split 0.8 --bases 16 --seat 0:0.4 --seat 15
  fernet settle --file settlement.json --json")]
    Settle(SettleArgs),
    /// Write the test vectors, or compare them
    ///
    /// Writes every file below `vectors/` but the published examples of RFC 9381. With --check nothing is written: exit code 1
    /// when a file differs from what would be written, is missing or is unknown.
    #[command(after_long_help = "Examples:
  fernet vectors --check
  fernet vectors --dir mine")]
    Vectors(VectorsArgs),
}

/// Arguments of `fernet block`.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct BlockArgs {
    /// Block file, `-` for standard input; without it the example
    pub(crate) file: Option<PathBuf>,
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
pub(crate) struct VectorsArgs {
    /// Directory of the vectors
    #[arg(long, default_value = "vectors")]
    pub(crate) dir: PathBuf,
    /// Compare only
    #[arg(long)]
    pub(crate) check: bool,
}
