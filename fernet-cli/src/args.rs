//! The command line.

use std::error::Error as _;
use std::num::{IntErrorKind, ParseIntError};
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

#[cfg(not(target_family = "wasm"))]
use crate::advise::AdviseArgs;
use crate::archive::ArchiveArgs;
use crate::attest::{AttestArgs, CertifyArgs};
use crate::failure::Failure;
use crate::html::HtmlArgs;
use crate::inspect::InspectArgs;
use crate::keys::KeygenArgs;
use crate::open::OpenArgs;
use crate::output::{self, outside};
use crate::prove::{ProveArgs, VerifyArgs};
use crate::rank::RankArgs;
use crate::read::BlockSource;
use crate::register::RegisterArgs;
use crate::replay::ReplayArgs;
use crate::scenario::ScenarioArgs;
use crate::settle::SettleArgs;
use crate::sign::{ClaimArgs, ProposeArgs};
#[cfg(not(target_family = "wasm"))]
use crate::simulate::SimulateArgs;
use crate::witness::WitnessArgs;

/// Runs, makes and settles blocks of Fernet sequencer selection with the cooperative proving network.
///
/// Without a command it runs the built-in example block and reads no input.
///
/// Byte strings are hex, on the command line with or without 0x. An amount is a number of wei, or has a unit: `1.5eth`,
/// `20gwei`, `7wei`. A share is a fraction of at most 10 such as `0.8`, a percentage such as `80%`, or parts per million such
/// as `800000ppm`. In files, amounts are wei, shares are ppm, and all integers are decimal strings.
///
/// Exit codes: 0 if the command succeeded; 1 if the input is valid but was rejected, or the output could not be written; 2 if
/// the input or the command line is malformed, or a value in it is out of range.
#[derive(Debug, Parser)]
#[command(version, name = "fernet", subcommand_required = false)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run a recorded block: verify, elect, score and settle
    ///
    /// Verifies all proofs, elects the leader, scores the submitted trees, applies the phases and settles. Invalid items are
    /// listed with the reason, and the block continues without them. Without FILE it reads standard input; if that is a
    /// terminal, it runs the built-in example and says so.
    #[command(after_long_help = "Examples:
  fernet block --example                      # the built-in example
  fernet scenario --transactions 256 -o block.json
  fernet block block.json --all
  fernet scenario --fault all | fernet block  # with invalid items
  fernet block --json < block.json            # for programs
  fernet block --json --all block.json        # with every claim and bundle")]
    Block(BlockArgs),
    /// Run many recorded blocks on all cores, and add up what they paid
    ///
    /// Prints a line of JSON for each block: the result of `fernet block --json`, or less of it with --brief. A last line has the
    /// totals: what each key and each payout address was paid, what was burned and slashed, and how many blocks had each
    /// outcome. If a block has the rollup of the one before it and a larger number, it must be the next block, and its parent
    /// must be that block or the parent of that block. An archive has the messages of one rollup, whose blocks are open at the same
    /// time (docs/messages.md); the results come when it was read to its end. Malformed input ends the replay with exit code 2, after the lines of the
    /// blocks before it. With --expect, the first difference from results recorded before ends it with exit code 1.
    #[command(after_long_help = "Examples:
  for seed in 1 2 3; do fernet scenario --seed $seed --provers 9 \\
    --transactions 4 -o block-$seed.json; done
  fernet replay . > results                   # all block files of a directory
  fernet replay --expect results .
  fernet scenario --seed 4 | fernet replay --brief -
  fernet scenario --seed 4 --registration-proofs \\
    --archive messages -o block.json
  fernet replay messages")]
    Replay(ReplayArgs),
    /// Make a recorded block of any size, with real keys and proofs
    ///
    /// Sequencers propose, provers claim every node of the tree, and up to three trees are submitted. The same arguments
    /// always give the same bytes. All keys are derived from --seed: never use them elsewhere.
    #[command(after_long_help = "Examples:
  fernet scenario --seed 7 | fernet block
  fernet scenario --fault bad-proof --fault late-tree -o block.json
  fernet scenario --provers 400 --transactions 64 \\
    --vrf-mode per-block | fernet block
  # fee splits above 1, with bonds:
  fernet scenario --fee-split-cap 6 --fee-split 500% \\
    --bond-base 1000eth | fernet block")]
    Scenario(ScenarioArgs),
    /// Generate a VRF key
    ///
    /// Derives the key of a role from a 32-byte master secret, which is random unless given. One master secret gives different
    /// keys for sequencers and provers. The output is JSON that contains the master secret: write it to a file that only you
    /// can read, as in the examples.
    #[command(after_long_help = "Examples:
  (umask 077 && fernet keygen --role prover > prover.json)
  # from a master secret; other users of this machine may see it:
  (umask 077 && fernet keygen --role sequencer --master \\
    0707070707070707070707070707070707070707070707070707070707070707 \\
    > sequencer.json)")]
    Keygen(KeygenArgs),
    /// Compute a VRF output and its proof
    ///
    /// Evaluates ECVRF (RFC 9381) on the curve of the key, and prints public key, output (beta) and proof as JSON. On P-256 the
    /// output has 32 bytes, which 32 zero bytes follow. With --ad the proof also signs these bytes, as in proposals and claims;
    /// the output stays the same.
    #[command(after_long_help = "Examples:
  (umask 077 && fernet keygen > prover.json)
  fernet prove --key prover.json --alpha 0123
  fernet prove --key prover.json --alpha 0123 --ad 4567
  fernet keygen | fernet prove --key - --alpha 0123
  # a sequencer's key on P-256:
  (umask 077 && \\
    fernet keygen --role sequencer --suite p256 > sequencer.json)
  fernet prove --key sequencer.json --alpha 0123")]
    Prove(ProveArgs),
    /// Verify a VRF proof
    ///
    /// Prints the output (beta) of a valid proof. An invalid proof is refused with exit code 1 and the name of the error in
    /// SPEC.md. --file reads the output of `fernet prove`; its beta must be that of the proof. A proof of 81 bytes is on P-256.
    #[command(after_long_help = "Examples:
  (umask 077 && fernet keygen > prover.json)
  fernet prove --key prover.json --alpha 0123 > proof.json
  fernet verify --file proof.json --alpha 0123
  # public key and proof as arguments:
  key=$(sed -n 's/.*\"public_key\": \"\\(.*\\)\".*/\\1/p' proof.json)
  proof=$(sed -n 's/.*\"proof\": \"\\(.*\\)\".*/\\1/p' proof.json)
  fernet verify --public-key $key --proof $proof --alpha 0123")]
    Verify(VerifyArgs),
    /// Compute the call with which a contract on Ethereum verifies a proof on P-256
    ///
    /// Verifies a proof in the suite ECVRF-P256-SHA256-SSWU, and prints what the contract EcvrfP256 takes: the function, its
    /// arguments with the 14 words of the proof and its witness, and the calldata. An alpha of 32 bytes is for `verify`, or with
    /// --ad for `verifyWithData`; one of another length is for `verifyBytes` or `verifyBytesWithData`. It needs no secret. A proof
    /// without a witness is refused with exit code 1 and the name of the error in SPEC.md.
    #[command(after_long_help = "Examples:
  (umask 077 && \\
    fernet keygen --role sequencer --suite p256 > sequencer.json)
  fernet prove --key sequencer.json --alpha 0123 --ad 4567 > proof.json
  fernet witness --file proof.json --alpha 0123 --ad 4567
  # for a program that calls the contract:
  fernet witness --file proof.json --alpha 0123 --ad 4567 \\
    --format calldata")]
    Witness(WitnessArgs),
    /// Make or verify a request to register a key
    ///
    /// A request carries a VRF proof that the holder of the key agrees to its registration by one owner, for one rollup. It is
    /// sent to the rollup's registry. The output is JSON, or with --format message the hex digits of the message that SPEC.md,
    /// section 13, defines. With --verify a request is checked; one that is not valid is refused with exit code 1 and the name
    /// of the error in SPEC.md. --sequencer-suite is the parameter `sequencer_suite` of the rollup.
    #[command(after_long_help = "Examples:
  (umask 077 && fernet keygen --role sequencer > sequencer.json)
  fernet register --key sequencer.json --chain-id 1 \\
    --owner 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a \\
    --rollup-address fefefefefefefefefefefefefefefefefefefefe \\
    > request.json
  fernet register --verify request.json --chain-id 1 \\
    --rollup-address fefefefefefefefefefefefefefefefefefefefe
  # in a rollup with sequencers on P-256:
  (umask 077 && \\
    fernet keygen --role sequencer --suite p256 > p256.json)
  fernet register --key p256.json --sequencer-suite p256 --chain-id 1 \\
    --owner 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a \\
    --rollup-address fefefefefefefefefefefefefefefefefefefefe")]
    Register(RegisterArgs),
    /// Make and sign a proposal for a block
    ///
    /// BLOCK is a block file, or its header: a JSON object with the fields `params`, `block_number`, `parent`, `l1_block`,
    /// `randao` and `registry` of a block file (vectors/block/README.md), in which later events may be missing. The proposal is
    /// checked as those of others are. One that is not valid is refused with exit code 1 and the name of the error in SPEC.md.
    /// The output is the message to send to L1, as hex digits.
    #[command(after_long_help = "Examples:
  (umask 077 && fernet keygen --role sequencer > key.json)
  key=$(sed -n 's/.*\"public_key\": \"\\(.*\\)\".*/\\1/p' key.json)
  echo '{\"params\": {\"chain_id\": \"1\",
      \"rollup_address\": \"fefefefefefefefefefefefefefefefefefefefe\"},
    \"block_number\": \"42\", \"l1_block\": \"1064\", \"parent\":
      \"0909090909090909090909090909090909090909090909090909090909090909\",
    \"randao\": [{\"l1_block\": \"1000\", \"mix\":
      \"0707070707070707070707070707070707070707070707070707070707070707\"}],
    \"registry\": [{\"key\": \"'$key'\", \"role\": \"sequencer\",
      \"entry_l1_block\": \"900\", \"exit_l1_block\": null}]}' > header.json
  echo '{\"salt\":
      \"0505050505050505050505050505050505050505050505050505050505050505\",
    \"fees\": \"1000000\", \"transactions\": []}' > contents.json
  fernet propose header.json --key key.json --fee-split 80% \\
    --contents contents.json \\
    --payout 0101010101010101010101010101010101010101 > proposal.hex
  fernet inspect proposal.hex")]
    Propose(ProposeArgs),
    /// Make and sign a claim for a node of a block
    ///
    /// BLOCK is a block file or its header, as for `fernet propose`. Here it has the leader's proposal and its reveal. The claim
    /// is checked as those of others are. One that is not valid is refused with exit code 1 and the name of the error in
    /// SPEC.md. The output is the message to send to other provers, as hex digits.
    #[command(after_long_help = "Examples:
  fernet scenario -o block.json
  # a key that is registered:
  (umask 077 && fernet keygen > key.json)
  key=$(sed -n 's/.*\"public_key\": \"\\(.*\\)\".*/\\1/p' key.json)
  own='{\"role\": \"prover\", \"entry_l1_block\": \"1\", \"exit_l1_block\": null'
  own=$own', \"key\": \"'$key'\"},'
  sed -i 's/\"registry\": \\[/&'\"$own\"'/' block.json
  hash=0202020202020202020202020202020202020202020202020202020202020202
  fernet claim block.json --key key.json --node 0 --statement $hash \\
    --proof-digest $hash --fee-burn 10% --format text \\
    --payout 0101010101010101010101010101010101010101")]
    Claim(ClaimArgs),
    /// Sign or verify an attestation that you have the proof data of a block
    ///
    /// BLOCK is a block file or its header, as for `fernet claim`. Sign only if you hold the blob of every transaction and each
    /// blob passed the rollup's check. --data-digests has the digests that you computed from these blobs. An attestation that is
    /// not valid is refused with exit code 1 and the name of the error in SPEC.md; so is one of a key that is not selected in
    /// this block. The output is the message to send to other provers, as hex digits. With --verify an attestation of
    /// somebody else is checked, and its key and id are printed. The attestations of a block have one id.
    #[command(after_long_help = "Examples:
  fernet scenario --provers 6 --transactions 2 --attesters 32 \\
    --quorum 16 --attest-blocks 10 --l1-block 1000 -o block.json
  # a key that is registered:
  (umask 077 && fernet keygen > key.json)
  key=$(sed -n 's/.*\"public_key\": \"\\(.*\\)\".*/\\1/p' key.json)
  own='{\"role\": \"prover\", \"entry_l1_block\": \"1\", \"exit_l1_block\": null'
  own=$own', \"key\": \"'$key'\"},'
  sed -i 's/\"registry\": \\[/&'\"$own\"'/' block.json
  # here the digests that the leader used:
  sed -n '/\"data_digests\"/,/]/p' block.json | sed 's/.*: //' > digests.json
  fernet attest block.json --key key.json --data-digests digests.json \\
    --newest-l1-block 1005 > attestation.hex
  fernet attest block.json --verify attestation.hex")]
    Attest(AttestArgs),
    /// Make or verify a certificate that the proof data of a block was available
    ///
    /// BLOCK is a block file or its header, as for `fernet claim`. Each ATTESTATION is a file with the message of `fernet
    /// attest`. Those that are not valid are left out, with the reason on standard error. Of the rest the first that come make
    /// the certificate, one for each key. If they are too few, the exit code is 1. The output is the message to send to
    /// everybody, as hex digits. With --verify a certificate of somebody else is checked, and its id is printed.
    #[command(after_long_help = "Examples:
  fernet scenario --provers 6 --transactions 2 --attesters 32 \\
    --quorum 8 --attest-blocks 10 --l1-block 1000 -o block.json
  # attestations of two new keys, which are registered:
  sed -n '/\"data_digests\"/,/]/p' block.json | sed 's/.*: //' > digests.json
  for i in 1 2; do
    (umask 077 && fernet keygen > key-$i.json)
    key=$(sed -n 's/.*\"public_key\": \"\\(.*\\)\".*/\\1/p' key-$i.json)
    own='{\"role\": \"prover\", \"entry_l1_block\": \"1\", \"exit_l1_block\": null'
    own=$own', \"key\": \"'$key'\"},'
    sed -i 's/\"registry\": \\[/&'\"$own\"'/' block.json
  done
  for i in 1 2; do
    fernet attest block.json --key key-$i.json --newest-l1-block 1005 \\
      --data-digests digests.json > attestation-$i.hex
  done
  fernet certify block.json attestation-*.hex > certificate.hex
  fernet certify block.json --verify certificate.hex")]
    Certify(CertifyArgs),
    /// Show what a message says
    ///
    /// A message is the form in which proposals, claims, reveals, trees and registrations are sent and stored (SPEC.md, section
    /// 13). Prints its fields in words, or as JSON with the same content. Only the form is checked: keys, proofs and amounts are
    /// not. With --sequencer-suite the suite, the owner and the key of a registration are checked too. Bytes that are no message are refused with exit code 2, the first wrong field and its offset in bytes.
    #[command(after_long_help = "Examples:
  fernet inspect --hex \\
    \"0104 0202020202020202020202020202020202020202020202020202020202020202
    0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a\"
  # a file, or standard input:
  (umask 077 && fernet keygen > prover.json)
  fernet register --key prover.json --format message --chain-id 1 \\
    --owner 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a \\
    --rollup-address fefefefefefefefefefefefefefefefefefefefe \\
    > request.hex
  fernet inspect request.hex
  fernet inspect --format json - < request.hex")]
    Inspect(InspectArgs),
    /// Make or verify the opening of a seat
    ///
    /// An opening proves that a seat is in a tree to whoever knows the commitment of the root. L1 pays a seat against its
    /// opening. Runs a recorded block, and prints the opening of a seat of its best tree as a message: the hex digits of SPEC.md,
    /// section 13. With --verify an opening is checked against the tree of a block, or against --root, --prover-seed,
    /// --proposal-id, --bases and --pool; its key, payout and pay are printed. One that is not valid is refused with exit code
    /// 1 and the name of the error in SPEC.md. Without FILE it reads standard input; if that is a terminal, it uses the
    /// built-in example.
    #[command(after_long_help = "Examples:
  fernet open --example --node 3 > opening.hex
  fernet open --example --verify opening.hex
  fernet inspect opening.hex
  # the second seat of a base:
  fernet scenario --provers 20 -o block.json
  fernet open block.json --node 0 --position 1 --format text")]
    Open(OpenArgs),
    /// Rank the sequencers or provers of a recorded block
    ///
    /// Lists the best keys of each node, or of the election. A key is listed only if its ticket follows from the file. In the
    /// election these are the keys with a valid proposal. At a node they are the keys with a valid claim for the node; in
    /// `per-block` mode those with a valid claim for any node; in `public` mode all eligible keys. With --key-file a prover
    /// sees its own rank at every node before it claims any. Without FILE it reads standard input; if that is a terminal, it
    /// ranks the built-in example and says so.
    #[command(after_long_help = "Examples:
  fernet rank --example                       # the three best of each node
  fernet scenario --provers 20 -o block.json
  fernet rank block.json --election --best 5
  fernet rank block.json --node 7 --json")]
    Rank(RankArgs),
    /// Compute the payments of a block from its fees and seats
    ///
    /// Splits the fees between the sequencer and the filled seats exactly, without keys or proofs. The input is given by
    /// options, or with --file by a JSON object: the `input` of a case in vectors/settlement.
    ///
    /// Nodes have the numbers of SPEC.md: the bases are 0, 2, 4 and so on; the merge between bases with the numbers 2k - 2 and
    /// 2k is node 2k - 1. Seats are listed in post-order: left subtree, right subtree, merge. The root must be among them:
    /// node 0 for 1 base, node 1 for 2 bases, node 3 for 3 or 4, node 7 for 5 to 8, node 15 for 9 to 16 bases.
    #[command(after_long_help = "Examples:
  # 16 bases; base 0 with a burn of 40%, and the root:
  fernet settle --fees 1000eth --fee-split 80% --bases 16 \\
    --seat 0:40% --seat 15
  # one base, which is the root, with a gas rebate:
  fernet settle --fees 1eth --fee-split 80% --bases 1 --seat 0 \\
    --rebate-gas 300000 --base-fee 20gwei --rebate-cap 0.01eth
  # from a file:
  echo '{\"fees\": \"1000\", \"fee_split\": \"800000\", \"bond\": \"0\", \"bond_base\": \"0\",
    \"bases\": \"1\", \"proofs_per_node\": \"3\", \"root_seats\": \"1\",
    \"base_share\": null, \"block_reward\": \"0\", \"rebate_cap\": \"0\", \"rebate_gas\": \"0\", \"rebate\": null,
    \"seats\": [{\"node\": \"0\", \"fee_burn\": \"0\"}]}' > settlement.json
  fernet settle --file settlement.json --json")]
    Settle(SettleArgs),
    /// Run an experiment on the mechanism, for one choice of its parameters or for many
    ///
    /// Without EXPERIMENT it lists all experiments. Each estimates measures from draws, with intervals of 99.9 %, or computes
    /// them. `expected` is the value in theory, where there is one. Shares are fractions, percentages or ppm, and 1 is 100 %; in tables and
    /// files they are fractions.
    #[cfg(not(target_family = "wasm"))]
    #[command(after_long_help = "Examples:
  fernet simulate                             # all experiments
  fernet simulate election --help
  fernet simulate election --keys 100 --fee-split 1 --rival-split 0.5
  fernet simulate election --sweep keys=10,100,1000 \\
    --sweep fee-split=0.5..1/6 --csv > election.csv
  # a long run, which goes on where it was killed:
  fernet simulate election --draws 200000 --sweep fee-split=0..1 \\
    --resume election.jsonl --json > election.json")]
    Simulate(SimulateArgs),
    /// Propose values for the parameters of a rollup, with the risks that they leave
    ///
    /// Every number comes from an experiment of `fernet simulate` or from the odds of SPEC.md, and is named with it. The models
    /// of the experiments have assumptions, which `fernet simulate EXPERIMENT --help` states.
    #[cfg(not(target_family = "wasm"))]
    #[command(after_long_help = "Examples:
  fernet advise --sequencers 100 --provers 1000 --cost 0.3 --mev 0.5 \\
    --stake-share 10%
  fernet advise --sequencers 10 --provers 100 --cost 60% --mev 0 \\
    --stake-share 0.3 --bases 64 --json")]
    Advise(AdviseArgs),
    /// Compare the test vectors with what this program generates, or write them
    ///
    /// Covers all files of `vectors/` except the published examples of RFC 9381. With --check the exit code is 1 if a file
    /// differs from what --write would write, is missing or is unknown. --write replaces existing files.
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
    /// Print the result as JSON (vectors/block/README.md describes it)
    #[arg(long)]
    pub(crate) json: bool,
    /// With --json: add the duration of each step
    #[arg(long, requires = "json")]
    pub(crate) timings: bool,
    /// Print complete lists, full keys and payout addresses; with --json: add every valid claim and every bundle
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    #[command(flatten)]
    pub(crate) html: HtmlArgs,
}

/// Arguments of `fernet vectors`.
#[derive(Args, Clone, Debug)]
#[command(group(ArgGroup::new("action").required(true).args(["check", "write"])))]
pub(crate) struct VectorsArgs {
    /// Directory of the vectors
    #[arg(long, default_value = "vectors")]
    pub(crate) dir: PathBuf,
    /// Compare the files with what --write would write
    #[arg(long)]
    pub(crate) check: bool,
    /// Write all files
    #[arg(long)]
    pub(crate) write: bool,
}

/// Parses the command line. Prints help if that was requested, and returns `None`.
pub(crate) fn command() -> Result<Option<Command>, Failure> {
    match taking_negative(Cli::command())
        .try_get_matches()
        .and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)))
    {
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

/// Gives negative numbers to the option before them, which says what it expects.
fn taking_negative(command: clap::Command) -> clap::Command {
    let take = |arg: Arg| match arg.get_action() {
        ArgAction::Set | ArgAction::Append if !arg.is_positional() => arg.allow_negative_numbers(true),
        _ => arg,
    };
    command.mut_args(take).mut_subcommands(taking_negative)
}

impl BlockArgs {
    fn example() -> Self {
        Self {
            source: BlockSource::EXAMPLE,
            json: false,
            timings: false,
            all: false,
            archive: ArchiveArgs::default(),
            html: HtmlArgs::default(),
        }
    }
}

/// Refuses options that have no effect beside the values of others, as far as clap cannot.
fn refuse_unused(command: &Command, matches: &ArgMatches) -> Result<(), Failure> {
    let (Command::Scenario(args), Some((_, matches))) = (command, matches.subcommand()) else { return Ok(()) };
    args.options.refuse_unused(|option| matches.value_source(option) == Some(ValueSource::CommandLine))
}

/// The message of a clap error, with the user's text masked and escaped by [`outside`].
fn usage(mut error: clap::Error) -> String {
    // "To pass X as a value", with X as it was typed.
    error.remove(ContextKind::Suggested);
    let of_master = matches!(error.get(ContextKind::InvalidArg), Some(ContextValue::String(option)) if option.starts_with("--master"));
    for kind in [ContextKind::InvalidArg, ContextKind::InvalidValue, ContextKind::InvalidSubcommand] {
        let Some(ContextValue::String(typed)) = error.get(kind) else { continue };
        let shown = if of_master && kind == ContextKind::InvalidValue { "...".to_owned() } else { outside(typed) };
        error.insert(kind, ContextValue::String(shown));
    }
    let mut message = error.render().to_string();
    if let Some(reason) = error.source().and_then(|source| source.downcast_ref::<ParseIntError>()) {
        let expected = match reason.kind() {
            IntErrorKind::PosOverflow => "the integer is too large",
            _ => "expected an integer of at least 0",
        };
        message = message.replace(&reason.to_string(), expected);
    }
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
