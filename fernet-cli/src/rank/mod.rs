//! `fernet rank`: the rankings of the election and of the nodes of the tree.

mod absence;
mod known;
mod ranking;
mod whose;

use std::path::PathBuf;

use clap::Args;
use fernet_core::{Duty, KeyBytes, NodeIndex, NodeKind};
use fernet_vrf::SecretKey;

use crate::failure::Failure;
use crate::file::BlockFile;
use crate::parallel::Progress;
use crate::read::BlockSource;
use crate::run::{Registry, Run, run};
use crate::show::fit;
use crate::{keys, output};
use absence::Absence;
use known::Known;
use ranking::{Entry, Ranking};
use whose::KeyPrefix;

/// Arguments of `fernet rank`.
#[derive(Args, Clone, Debug)]
pub(crate) struct RankArgs {
    #[command(flatten)]
    source: BlockSource,
    /// Rank the sequencers of the election instead of the provers
    #[arg(long, conflicts_with_all = ["node", "key_file"])]
    election: bool,
    /// Rank only the provers of this node
    #[arg(long, value_name = "NUMBER")]
    node: Option<NodeIndex>,
    /// How many keys to list of each ranking, 1 to 4294967295
    #[arg(long, value_name = "COUNT", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..), conflicts_with_all = ["key", "key_file"])]
    best: u32,
    /// List only the registered key with this prefix, 1 to 64 hex digits; exactly one key must have it
    #[arg(long, value_name = "HEX")]
    key: Option<KeyPrefix>,
    /// List only the prover key of this file from `fernet keygen`, also at nodes that it has not claimed
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    key_file: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Which keys a ranking lists.
#[derive(Clone, Copy, Debug)]
enum Listed {
    Best(usize),
    Key(KeyBytes),
}

/// Runs `fernet rank`.
pub(crate) fn rank(args: &RankArgs) -> Result<(), Failure> {
    let own = args.key_file.as_deref().map(keys::read_own_key).transpose()?;
    let own = own.map(|(secret, role)| whose::provers(secret, role)).transpose()?;
    let document = args.source.read()?;
    let progress = Progress::new();
    let file: BlockFile = document.json()?;
    let run = run(&file, &progress).map_err(|failure| failure.in_file(&document.name))?;
    let registry = Registry::read(&file, &run.params, &run.pinned, &progress)?;
    let query = Query { args, file: &file, run: &run, registry: &registry, progress: &progress };
    let rankings = query.rankings(own.as_ref())?;
    if let Some(reasons) = Ranking::reasons(&rankings) {
        return Err(Failure::Invalid(reasons));
    }
    if args.json {
        return output::print_json(&rankings.iter().map(|ranking| document.result(ranking)).collect::<Vec<_>>());
    }
    let texts = rankings.iter().map(Ranking::text).collect::<Vec<_>>();
    output::print(&fit(&(document.heading().to_owned() + &texts.join("\n"))))
}

/// What to rank.
struct Query<'r> {
    args: &'r RankArgs,
    file: &'r BlockFile,
    run: &'r Run,
    registry: &'r Registry,
    progress: &'r Progress,
}

impl Query<'_> {
    fn rankings(&self, own: Option<&SecretKey>) -> Result<Vec<Ranking>, Failure> {
        let listed = match (own, &self.args.key) {
            (Some(secret), _) => Listed::Key(whose::registered(self.registry, secret.public_key().to_bytes())?),
            (None, Some(prefix)) => Listed::Key(prefix.find(self.registry)?),
            (None, None) => Listed::Best(usize::try_from(self.args.best).unwrap_or(usize::MAX)),
        };
        if self.args.election { Ok(vec![self.election(listed)]) } else { self.nodes(own, listed) }
    }

    fn election(&self, listed: Listed) -> Ranking {
        let entries = crate::run::best_of_each_key(&self.run.valid_proposals).iter().map(Entry::of_proposal).collect();
        Ranking::new(None, entries, listed, |key| self.absence(key, Duty::Propose))
    }

    fn nodes(&self, own: Option<&SecretKey>, listed: Listed) -> Result<Vec<Ranking>, Failure> {
        let (Some(proving), Some(seed)) = (self.run.proving(), self.run.prover_seed) else {
            return Err(Failure::Invalid("the block has no valid reveal, so it has no nodes to rank".to_owned()));
        };
        let shape = proving.shape();
        let nodes: Vec<NodeIndex> = match self.args.node {
            Some(node) if shape.contains(node) => vec![node],
            Some(node) => {
                return Err(Failure::field(
                    "--node",
                    format_args!("expected a node below {}, got {node}", shape.nodes()),
                ));
            }
            None => (0..shape.nodes()).map(NodeIndex::new).collect(),
        };
        let known = Known::new(self.file, self.run, self.registry, proving, seed, own)?;
        let ranking = |_, node: &NodeIndex| {
            let duty = Duty::Prove(NodeKind::from_node(*node));
            let absence = |key| Absence { node: Some(*node), ..self.absence(key, duty) };
            Ok(Ranking::new(Some(*node), known.at(*node)?, listed, absence))
        };
        self.progress.map("ranking nodes", &nodes, ranking).into_iter().collect()
    }

    fn absence(&self, key: Option<KeyBytes>, duty: Duty) -> Absence<'_> {
        Absence { file: self.file, run: self.run, registry: self.registry, key, duty, node: None }
    }
}
