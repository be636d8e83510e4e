//! `fernet open`: makes and verifies openings of the seats of a tree.

use std::path::{Path, PathBuf};

use clap::Args;
use fernet_block::BlockError;
use fernet_core::message::{SeatOpeningHead, SeatOpeningMessage};
use fernet_core::{
    Address, Bundle, BundleCommitment, FeeBurn, MAX_OPENING_LEN, NodeData, NodeIndex, OpenedSeat, OpeningBuilder, PPM,
    ParamValues, ProposalId, ProverSeed, ProvingContext, SeatOpening, TreeShape, TreeVerifier,
};
use fernet_rewards::{Amount, SettlementPlan};
use serde::Serialize;
use serde_json::json;

use crate::amount::{parse_amount, parse_part};
use crate::decimal;
use crate::failure::Failure;
use crate::file::{BlockFile, ParamsRecord};
use crate::hex::decode_array;
use crate::inspect::{Form, print_made};
use crate::output;
use crate::parallel::Progress;
use crate::read::{BlockSource, Document};
use crate::refusal::{Item, Refusal, refused};
use crate::run::{self, Run, Submission};

/// Arguments of `fernet open`.
#[derive(Args, Clone, Debug)]
pub(crate) struct OpenArgs {
    #[command(flatten)]
    source: BlockSource,
    /// Node of the seat
    #[arg(long, value_name = "NUMBER", required_unless_present = "verify", conflicts_with = "verify")]
    node: Option<u64>,
    /// Position of the seat in the bundle of its node, 0 for the primary [default: 0]
    #[arg(long, value_name = "NUMBER", conflicts_with = "verify", value_parser = clap::value_parser!(u8).range(0..3))]
    position: Option<u8>,
    /// `best` for the best tree, or the position of a valid tree in the file
    #[arg(long, value_name = "TREE", default_value = "best", value_parser = parse_choice)]
    tree: Choice,
    /// Form of the output [default: message, or text with --verify]
    #[arg(long, value_enum)]
    format: Option<Form>,
    /// Verify an opening instead: the bytes of its message or their hex digits; `-` is standard input
    #[arg(long, value_name = "OPENING")]
    verify: Option<PathBuf>,
    #[command(flatten)]
    known: KnownOptions,
}

/// What a verifier knows that has no block file.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "With --verify, instead of a block file")]
struct KnownOptions {
    /// Commitment of the root of the tree, 32 bytes
    #[arg(
        long,
        value_name = "HEX",
        value_parser = decode_array::<32>,
        requires_all = ["verify", "prover_seed", "proposal_id", "bases", "pool"],
        conflicts_with_all = ["file", "example", "tree"]
    )]
    root: Option<[u8; 32]>,
    /// Prover seed of the block, 32 bytes
    #[arg(long, value_name = "HEX", value_parser = decode_array::<32>, requires = "root")]
    prover_seed: Option<[u8; 32]>,
    /// Id of the leader's proposal, 32 bytes
    #[arg(long, value_name = "HEX", value_parser = decode_array::<32>, requires = "root")]
    proposal_id: Option<[u8; 32]>,
    /// Number of bases of the tree, 1 to 4294967296
    #[arg(long, value_name = "COUNT", requires = "root")]
    bases: Option<u64>,
    /// Pool of the block, less than 2^96 wei
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount, requires = "root")]
    pool: Option<u128>,
    /// Seats of each node but the root, 1 to 3 [default: 3]
    #[arg(long, value_name = "COUNT", requires = "root")]
    proofs_per_node: Option<u8>,
    /// Seats that the root adds to the divisor of pays, 1 to --proofs-per-node [default: --proofs-per-node]
    #[arg(long, value_name = "COUNT", requires = "root")]
    root_seats: Option<u8>,
    /// Share of the pool for base proofs, at most 1 [default: one pool for all seats]
    #[arg(long, value_name = "SHARE", value_parser = parse_part, requires = "root")]
    base_share: Option<u32>,
}

/// Which tree of a block file.
#[derive(Clone, Copy, Debug)]
enum Choice {
    Best,
    Position(usize),
}

fn parse_choice(text: &str) -> Result<Choice, String> {
    let position = || decimal::parse::<u64>(text).and_then(|position| usize::try_from(position).ok());
    if text == "best" {
        return Ok(Choice::Best);
    }
    position().map(Choice::Position).ok_or_else(|| "expected `best` or the position of a tree, such as 0".to_owned())
}

/// What a verifier knows of a tree (SPEC `#opening`), and what its seats are paid from.
#[derive(Clone, Copy, Debug)]
struct Known {
    seed: ProverSeed,
    proposal_id: ProposalId,
    root: BundleCommitment,
    plan: SettlementPlan,
}

/// What a valid opening proves, and the pay of its seat.
#[derive(Serialize)]
struct Opened {
    key: String,
    node: String,
    position: String,
    fee_burn: String,
    payout: Address,
    pay: String,
    claimed_bit: String,
}

/// Prints the opening of a seat, or verifies one.
pub(crate) fn open(args: &OpenArgs) -> Result<(), Failure> {
    let form = args.format;
    match (&args.verify, args.node) {
        (Some(_), _) if form == Some(Form::Message) => {
            Err(Failure::field("--format", "expected text or json; --verify makes no message"))
        }
        (Some(path), _) => {
            let opened = verify(path, args)?;
            match form {
                Some(Form::Json) => output::print_json(&opened),
                _ => output::print(&opened.text()),
            }
        }
        (None, Some(node)) => make(node.into(), args.position.unwrap_or(0), args, form.unwrap_or(Form::Message)),
        (None, None) => Err(Failure::Input("expected --node or --verify".to_owned())),
    }
}

fn make(node: NodeIndex, position: u8, args: &OpenArgs, form: Form) -> Result<(), Failure> {
    let (file, run) = run_block(&args.source)?;
    let (submission, proving) = chosen(&file, &run, args.tree)?;
    let bundle = submission.bundles.iter().map(|(bundle, _)| bundle).find(|bundle| bundle.node() == node);
    let bundle = bundle.ok_or_else(|| {
        Failure::field(
            "--node",
            format_args!("the tree has the nodes 0 to {}, got {node}", proving.shape().nodes() - 1),
        )
    })?;
    let seats = bundle.seats().count();
    let seat = bundle.seats().nth(position.into()).ok_or_else(|| {
        let expected = if seats == 1 { "one seat, at position 0".to_owned() } else { format!("{seats} seats") };
        Failure::field("--position", format_args!("node {node} has {expected}, got {position}"))
    })?;
    let bundles = submission.bundles.iter().map(|(bundle, _)| bundle);
    let opening = opening_of(&proving, bundles, OpenedSeat::from(seat)).map_err(refused)?;
    let known = Known::of_run(&run, submission)?;
    let opened = known.verify(&opening)?;
    let (block_number, proposal_id) = (run.pinned.block_number(), known.proposal_id);
    let head = SeatOpeningHead { block_number, proposal_id, levels: opening.levels() };
    let message = [&head.to_bytes()[..], opening.to_bytes(&mut [0; MAX_OPENING_LEN])].concat();
    let computed = json!({
        "tree": Item::Tree(submission.position).to_string(),
        "root": known.root,
        "prover_seed": known.seed,
        "bases": proving.shape().bases().to_string(),
        "pay": opened.pay,
        "claimed_bit": opened.claimed_bit,
    });
    print_made(&message, form, computed)
}

fn verify(path: &Path, args: &OpenArgs) -> Result<Opened, Failure> {
    let (known, block_number) = if let Some(known) = Known::of_options(&args.known)? {
        (known, None)
    } else {
        let (file, run) = run_block(&args.source)?;
        let (submission, _) = chosen(&file, &run, args.tree)?;
        (Known::of_run(&run, submission)?, Some(run.pinned.block_number()))
    };
    let document = Document::read_bytes(path)?;
    let name = document.name.clone();
    let bytes = document.message()?;
    let message = SeatOpeningMessage::decode(&bytes).map_err(|error| Failure::message(name, &error))?;
    if block_number.is_some_and(|number| number != message.head.block_number) {
        return Err(refused(BlockError::OtherBlock));
    }
    if message.head.proposal_id != known.proposal_id {
        return Err(refused(BlockError::OtherProposal));
    }
    known.verify(&message.opening().map_err(refused)?)
}

fn run_block(source: &BlockSource) -> Result<(BlockFile, Run), Failure> {
    let document = source.read()?;
    let file = document.json()?;
    let run = run::run(&file, &Progress::new()).map_err(|failure| failure.in_file(&document.name))?;
    Ok((file, run))
}

/// The chosen tree of a block, with the context of its proof tree.
fn chosen<'r>(file: &BlockFile, run: &'r Run, choice: Choice) -> Result<(&'r Submission, ProvingContext), Failure> {
    let submission = match choice {
        Choice::Best => run.best().ok_or_else(|| Failure::Invalid("the block has no valid tree".to_owned()))?,
        Choice::Position(position) if position >= file.trees.len() => {
            return Err(Failure::field("--tree", format_args!("the file has {} trees", file.trees.len())));
        }
        Choice::Position(position) => {
            let valid = run.submissions.iter().find(|submission| submission.position == position);
            valid.ok_or_else(|| {
                let refusal = run.refused.iter().find(|(item, _)| *item == Item::Tree(position));
                let (name, detail) = refusal.map_or(("", ""), |(_, refusal)| (&refusal.name, &refusal.detail));
                Failure::refused(name, format_args!("trees[{position}]: {detail}"))
            })?
        }
    };
    let proving = run.proving().ok_or_else(|| Failure::Invalid("the block was not revealed".to_owned()))?;
    Ok((submission, proving))
}

/// Makes the opening of a seat of a valid tree, whose bundles are given in post-order.
fn opening_of<'b>(
    proving: &ProvingContext,
    bundles: impl Iterator<Item = &'b Bundle>,
    seat: OpenedSeat,
) -> Result<SeatOpening, Refusal> {
    let mut builder = OpeningBuilder::new(proving.shape(), proving.seed(), proving.proposal_id(), seat)?;
    let mut verifier = TreeVerifier::new(proving);
    for bundle in bundles {
        builder.insert(&NodeData::new(bundle, &verifier.insert(bundle)?))?;
    }
    Ok(builder.finish()?)
}

impl Known {
    fn of_run(run: &Run, submission: &Submission) -> Result<Self, Failure> {
        let (Some(leader), Some(seed), Some(plan)) = (run.leader, run.prover_seed, run.plan) else {
            return Err(Failure::Invalid("the block was not revealed".to_owned()));
        };
        let root = submission.tree.accumulator().commitment();
        Ok(Self { seed, proposal_id: leader.ranked.id(), root, plan })
    }

    /// `None` if the options were not given.
    fn of_options(options: &KnownOptions) -> Result<Option<Self>, Failure> {
        let (Some(root), Some(seed), Some(proposal_id)) = (options.root, options.prover_seed, options.proposal_id)
        else {
            return Ok(None);
        };
        let (Some(bases), Some(pool)) = (options.bases, options.pool) else { return Ok(None) };
        let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
        let record = ParamsRecord {
            proofs_per_node: options.proofs_per_node.unwrap_or(values.proofs_per_node),
            root_seats: options.root_seats,
            base_share: options.base_share,
            ..values.into()
        };
        let params = record.check_options()?;
        if options.base_share.is_some() && bases == 1 {
            return Err(Failure::field("--base-share", "has no effect: with one base there is one pool"));
        }
        let shape = TreeShape::new(bases)
            .map_err(|_| Failure::field("--bases", format_args!("expected 1 to 2^32, got {bases}")))?;
        let in_pool = |error: &dyn std::error::Error| Failure::field("--pool", error.to_string());
        let pool = Amount::new(pool).map_err(|error| in_pool(&error))?;
        // With a split of 1 the pool is the fees.
        let split = params.fee_split(PPM).map_err(|error| in_pool(&error))?;
        let plan = SettlementPlan::new(&params, shape, pool, split, Amount::ZERO).map_err(|error| in_pool(&error))?;
        Ok(Some(Self { seed: seed.into(), proposal_id: proposal_id.into(), root: root.into(), plan }))
    }

    fn verify(&self, opening: &SeatOpening) -> Result<Opened, Failure> {
        let bit = opening.verify(self.plan.shape(), &self.seed, &self.proposal_id, &self.root);
        let claimed_bit = bit.map_err(refused)?;
        let OpenedSeat { key, claim, .. } = opening.seat();
        let fee_burn = FeeBurn::new(claim.fee_burn).map_err(refused)?;
        let pay = self.plan.pay(claim.node, fee_burn).map_err(refused)?;
        Ok(Opened {
            key: key.to_string(),
            node: claim.node.to_string(),
            position: opening.position().to_string(),
            fee_burn: claim.fee_burn.to_string(),
            payout: claim.payout,
            pay: pay.to_string(),
            claimed_bit: claimed_bit.to_string(),
        })
    }
}

impl Opened {
    fn text(&self) -> String {
        let Self { key, node, position, fee_burn, payout, pay, claimed_bit } = self;
        format!(
            "valid\nkey {key}\nnode {node}\nposition {position}\nfee_burn {fee_burn} ppm\npayout {payout}\n\
             pay {pay} wei\nclaimed_bit {claimed_bit}\n"
        )
    }
}
