//! `fernet replay`: runs many recorded blocks on all cores, and adds up what they paid.

mod archive;
mod difference;
mod source;
mod totals;

use std::path::PathBuf;

use clap::Args;
use fernet_core::{Address, Amount, BlockHash, BlockNumber, L1Block, Phase};
use serde::Serialize;
use serde_json::Value;

use crate::amount::parse_amount;
use crate::failure::Failure;
use crate::file::BlockFile;
use crate::output;
use crate::parallel::Progress;
use crate::read::Document;
use crate::result::{BlockResult, Brief};
use crate::run::{self, Run};
use difference::difference;
use source::{Record, Source};
pub(crate) use totals::{Sums, Totals};

/// Blocks that are run before the first of them is printed.
const BATCH: usize = 64;

/// Arguments of `fernet replay`.
#[derive(Args, Clone, Debug)]
pub(crate) struct ReplayArgs {
    /// File with one block file a line, one block file, or an archive of messages, of at most 1 GiB; a directory of block
    /// files; `-` is standard input
    #[arg(value_name = "SOURCE")]
    source: PathBuf,
    /// Print of each block only the outcome, the leader's key, the winning tree and the receipt
    #[arg(long)]
    brief: bool,
    /// Compare every line with this file, the output of an earlier replay with the same options
    #[arg(long, value_name = "FILE")]
    expect: Option<PathBuf>,
    /// With an archive: stake of each leader, which it loses in part if its block fails [default: 32eth]
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount)]
    stake: Option<u128>,
    /// With an archive: L1 block up to which time passes after the last message [default: until all of its blocks have ended]
    #[arg(long, value_name = "NUMBER")]
    until: Option<u64>,
}

/// 32 ETH, the stake of a leader whose stake is not known.
const STAKE: u128 = 32_000_000_000_000_000_000;

/// A block that was run.
struct Replayed {
    parent: BlockHash,
    run: Run,
    result: Value,
}

/// Prints a line of JSON for each block, and one with the totals.
pub(crate) fn replay(args: &ReplayArgs) -> Result<(), Failure> {
    let source = Source::open(&args.source)?;
    if let Some((option, _)) = [("--stake", args.stake.is_some()), ("--until", args.until.is_some())]
        .iter()
        .find(|(_, given)| *given && !matches!(source, Source::Archive(_)))
    {
        return Err(Failure::field(option, "has no effect: only an archive does not say it"));
    }
    let records = source.records();
    let expected = args.expect.as_ref().map(|path| Document::read(path)).transpose()?;
    let mut expected = expected.as_ref().map(Expected::new);
    let mut print = |value: &Value| {
        output::print(&format!("{value}\n"))?;
        expected.as_mut().map_or(Ok(()), |expected| expected.compare(value))
    };
    let progress = Progress::new();
    let task = progress.task("replaying blocks", records.len());
    let mut totals = Totals::default();
    let mut before: Option<Replayed> = None;
    for batch in records.chunks(BATCH) {
        let replayed = task.map(batch, |_, record| run_record(&source, record, args.brief));
        for (replayed, record) in replayed.into_iter().zip(batch) {
            let in_record = |failure: Failure| failure.in_file(&source.name_of(record));
            let block = replayed.map_err(in_record)?;
            if let Some(before) = &before {
                check_successor(before, &block).map_err(in_record)?;
            }
            if before.as_ref().is_none_or(|before| before.run.params != block.run.params) {
                crate::warn(&block.run.params);
            }
            print(&block.result)?;
            totals.add(&block.run);
            before = Some(block);
        }
    }
    drop(task);
    if let Source::Archive(document) = &source {
        let stake = Amount::new(args.stake.unwrap_or(STAKE)).map_err(|error| Failure::field("--stake", error))?;
        let runs = archive::replay(document.bytes(), stake, args.until.map(L1Block::new), &progress)
            .map_err(|failure| failure.in_file(&document.name))?;
        runs.iter().take(1).for_each(|run| crate::warn(&run.params));
        for run in &runs {
            print(&result_of(run, args.brief)?)?;
            totals.add(run);
        }
    }
    print(&json(&totals.result())?)?;
    expected.map_or(Ok(()), |expected| expected.finish())
}

fn run_record(source: &Source, record: &Record<'_>, brief: bool) -> Result<Replayed, Failure> {
    let file: BlockFile = source.block(record)?;
    let run = run::run(&file, &Progress::nested())?;
    let result = result_of(&run, brief)?;
    Ok(Replayed { parent: file.parent, run, result })
}

fn result_of(run: &Run, brief: bool) -> Result<Value, Failure> {
    if brief { json(&Brief::from(run)) } else { json(&BlockResult::new(run).with_details(run)) }
}

fn json(value: &impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(value).map_err(|error| Failure::Invalid(error.to_string()))
}

impl Replayed {
    fn number(&self) -> BlockNumber {
        self.run.pinned.block_number()
    }

    fn rollup(&self) -> (u64, Address) {
        (self.run.params.chain_id(), self.run.params.rollup_address())
    }

    /// What a block on top of this one names as its parent.
    fn hash(&self) -> Option<BlockHash> {
        let revealed = !matches!(self.run.phase, Phase::Skipped | Phase::Proposal | Phase::Reveal);
        let leader = self.run.leader.filter(|_| revealed)?;
        Some(BlockHash::from_bytes(*leader.ranked.id().as_bytes()))
    }
}

/// Checks number and parent of a block that continues the one before it: a block of the same rollup with a larger number
/// (SPEC `#chain`).
fn check_successor(before: &Replayed, block: &Replayed) -> Result<(), Failure> {
    let (number, last) = (block.number(), before.number());
    if before.rollup() != block.rollup() || number <= last {
        return Ok(());
    }
    if last.get().checked_add(1) != Some(number.get()) {
        return Err(Failure::field("block_number", format_args!("expected the block after {last}, got {number}")));
    }
    if block.parent == before.parent || before.hash() == Some(block.parent) {
        return Ok(());
    }
    let last_block = before.hash().map_or_else(String::new, |hash| format!("block {last} ({hash}) or "));
    let reason =
        format_args!("expected {last_block}the parent of block {last} ({}), got {}", before.parent, block.parent);
    Err(Failure::field("parent", reason))
}

/// Results that were recorded before.
struct Expected<'d> {
    name: &'d str,
    lines: Box<dyn Iterator<Item = (usize, &'d [u8])> + 'd>,
    /// Number of results that were compared.
    compared: usize,
}

impl<'d> Expected<'d> {
    fn new(document: &'d Document) -> Self {
        Self { name: &document.name, lines: Box::new(document.lines()), compared: 0 }
    }

    /// Compares the next result.
    fn compare(&mut self, result: &Value) -> Result<(), Failure> {
        self.compared += 1;
        let Some((line, text)) = self.lines.next() else {
            return Err(Failure::Invalid(format!("{}: it ends before result {}", self.name, self.compared)));
        };
        let place = format!("{}: line {line}", self.name);
        let expected: Value = crate::read::json(text).map_err(|failure| failure.in_file(&place))?;
        difference(&expected, result).map_or(Ok(()), |found| Err(Failure::Invalid(format!("{place}: {found}"))))
    }

    /// Checks that nothing is left.
    fn finish(mut self) -> Result<(), Failure> {
        match self.lines.next() {
            None => Ok(()),
            Some((line, _)) => Err(Failure::Invalid(format!("{}: line {line}: no such block", self.name))),
        }
    }
}
