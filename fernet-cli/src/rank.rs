//! `fernet rank`: who stands where, in the election or at the nodes of the tree.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use fernet_core::{Beta, Candidate, Duty, FeeBurn, KeyBytes, NodeKind, ProverSeed, Proving, Ranked, VrfMode, Word};
use fernet_vrf::{Proof, SecretKey, Suite};
use serde::Serialize;

use crate::amount::ppm;
use crate::failure::Failure;
use crate::file::BlockFile;
use crate::parallel::Progress;
use crate::refusal::Item;
use crate::run::{Registry, Run, run, standing};
use crate::show::{count, lines, short, table};
use crate::{decimal, keys, output, read};

/// Arguments of `fernet rank`.
#[derive(Args, Clone, Debug)]
pub(crate) struct RankArgs {
    /// Block file, `-` for standard input; without it the example
    file: Option<PathBuf>,
    /// Rank the sequencers in the election instead of provers
    #[arg(long, conflicts_with_all = ["node", "key_file"])]
    election: bool,
    /// Only this node
    #[arg(long)]
    node: Option<u64>,
    /// Places that are listed
    #[arg(long, default_value_t = 3)]
    best: usize,
    /// Only this public key
    #[arg(long, value_name = "HEX", value_parser = crate::hex::decode_array::<32>)]
    key: Option<[u8; 32]>,
    /// Rank this key of a prover too, from `fernet keygen`; implies --key
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    key_file: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// One place of a ranking.
#[derive(Clone, Debug, Serialize)]
struct Place {
    #[serde(with = "decimal")]
    place: u64,
    key: KeyBytes,
    #[serde(with = "decimal")]
    word: u128,
    #[serde(with = "decimal")]
    fee: u32,
    score: String,
    /// Where the bid is from; `null` for a word without a claim.
    item: Option<String>,
}

/// A ranking, of the election without a node.
#[derive(Debug, Serialize)]
struct Standing {
    #[serde(with = "decimal::optional")]
    node: Option<u64>,
    known: String,
    places: Vec<Place>,
}

/// Somebody with a bid, and where it is from.
type Entry = (Candidate, u32, Option<Item>);

/// Ranks and prints.
pub(crate) fn rank(args: &RankArgs) -> Result<(), Failure> {
    let file: BlockFile = read::json(&read::block(args.file.as_deref())?)?;
    let run = run(&file, &Progress::new())?;
    let own = args.key_file.as_deref().map(keys::read_key).transpose()?;
    let own = own.map(|(secret, _)| secret);
    let only = own.as_ref().map(|secret| secret.public_key().to_bytes()).or(args.key.map(KeyBytes::from_bytes));

    let standings = if args.election {
        let entrants = standing(&run.entrants);
        let entry = |entrant: &crate::run::Entrant| {
            let contender = &entrant.contender;
            (*contender.candidate(), contender.fee_split().ppm(), Some(Item::Proposal(entrant.position)))
        };
        vec![Standing::new(None, entrants.iter().map(entry).collect(), only, args.best)]
    } else {
        nodes(args, &file, &run, own.as_ref(), only)?
    };
    if args.json {
        return output::print_json(&standings);
    }
    output::print(&standings.iter().map(Standing::text).collect::<Vec<_>>().join("\n"))
}

fn nodes(
    args: &RankArgs,
    file: &BlockFile,
    run: &Run,
    own: Option<&SecretKey>,
    only: Option<KeyBytes>,
) -> Result<Vec<Standing>, Failure> {
    let (Some(proving), Some(seed)) = (run.proving(), run.prover_seed) else {
        return Err(Failure::Invalid("the block has no valid reveal, so there is nothing to prove".to_owned()));
    };
    let shape = proving.shape();
    let nodes: Vec<u64> = match args.node {
        Some(node) if shape.contains(node) => vec![node],
        Some(node) => return Err(Failure::field("--node", format_args!("{node} is not below {}", shape.nodes()))),
        None => (0..shape.nodes()).collect(),
    };
    let known = Known::new(file, run, proving, seed, own)?;
    nodes.into_iter().map(|node| Ok(Standing::new(Some(node), known.at(node)?, only, args.best))).collect()
}

/// The words of provers that a block file shows, and those of one's own key.
struct Known<'r> {
    run: &'r Run,
    proving: Proving,
    seed: ProverSeed,
    registry: Registry,
    /// Outputs for the whole block, of the keys that have shown theirs.
    outputs: BTreeMap<KeyBytes, Beta>,
    own: Option<&'r SecretKey>,
}

impl<'r> Known<'r> {
    fn new(
        file: &BlockFile,
        run: &'r Run,
        proving: Proving,
        seed: ProverSeed,
        own: Option<&'r SecretKey>,
    ) -> Result<Self, Failure> {
        let registry = Registry::read(file, &run.params, &run.pinned)?;
        let mut outputs = BTreeMap::new();
        if run.params.vrf_mode() == VrfMode::PerBlock {
            for position in run.seats.keys() {
                // The proof of a seat has been verified.
                let Some(record) = file.claims.get(*position) else { continue };
                if let Ok(proof) = Proof::try_from(record.proof) {
                    outputs.insert(record.key, proof.to_hash(Suite::Ell2));
                }
            }
        }
        Ok(Self { run, proving, seed, registry, outputs, own })
    }

    /// Everybody at one node: with their bids those who claim it, with no burn the others whose word is known.
    fn at(&self, node: u64) -> Result<Vec<Entry>, Failure> {
        let mode = self.run.params.vrf_mode();
        let mut entries = BTreeMap::<KeyBytes, Entry>::new();
        for registration in self.registry.eligible(Duty::Prove(NodeKind::of(node))) {
            let key = registration.key;
            let own = self.own.filter(|secret| secret.public_key().to_bytes() == key);
            let beta = match (mode, own, self.outputs.get(&key)) {
                (VrfMode::Public, ..) => Some(Beta::ZERO),
                (_, Some(secret), _) => {
                    let evaluation = secret.evaluate(Suite::Ell2, self.proving.alpha(node).as_bytes());
                    Some(*evaluation.map_err(|error| Failure::Invalid(error.to_string()))?.output().beta())
                }
                (_, None, shown) => shown.copied(),
            };
            if let Some(beta) = beta {
                let word = Word::prover(mode, &self.seed, node, &key, &beta);
                entries.insert(key, (Candidate::new(key, word, FeeBurn::ZERO), 0, None));
            }
        }
        for (position, seat) in self.run.seats.iter().filter(|(_, seat)| seat.claim().node == node) {
            let entry = (*seat.candidate(), seat.fee_burn().ppm(), Some(Item::Claim(*position)));
            let held = entries.entry(seat.key()).or_insert(entry);
            if held.2.is_none() || entry.0 < held.0 {
                *held = entry;
            }
        }
        Ok(entries.into_values().collect())
    }
}

impl Standing {
    fn new(node: Option<u64>, mut entries: Vec<Entry>, only: Option<KeyBytes>, best: usize) -> Self {
        entries.sort_by_key(|(candidate, ..)| *candidate);
        let place = |(place, (candidate, fee, item)): (u64, &Entry)| Place {
            place,
            key: candidate.key(),
            word: candidate.word().get(),
            fee: *fee,
            score: candidate.score().to_string(),
            item: item.map(|item| item.to_string()),
        };
        let places = (1..).zip(&entries).map(place);
        let places = match only {
            Some(key) => places.filter(|place| place.key == key).collect(),
            None => places.take(best).collect(),
        };
        Self { node, known: entries.len().to_string(), places }
    }

    fn text(&self) -> String {
        let known = count(self.known.parse().unwrap_or(0), "known key");
        let title = match self.node {
            Some(node) if NodeKind::of(node) == NodeKind::Base => format!("Node {node}, base, {known}"),
            Some(node) => format!("Node {node}, merge, {known}"),
            None => format!("Election, {known}"),
        };
        let mut places = table(&["", "key", "word", "bid", "item"], &[0, 2, 3]);
        for place in &self.places {
            places.add_row([
                place.place.to_string(),
                short(place.key),
                place.word.to_string(),
                ppm(place.fee),
                place.item.clone().unwrap_or_else(|| "not claimed".to_owned()),
            ]);
        }
        let places = if self.places.is_empty() { "  no such key\n".to_owned() } else { lines(&places) };
        format!("{title}\n{places}")
    }
}
