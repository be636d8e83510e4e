//! `fernet scenario`: makes recorded blocks of any size with real keys and proofs. The same arguments give the same bytes.

mod attest;
mod draw;
mod fault;
mod lottery;
mod network;
mod options;
mod people;
mod proposals;

use fernet_core::randao::mix_block;
use fernet_core::{
    BlockHash, BlockNumber, L1Block, PPM, Params, PinnedMix, ProverSeed, ProvingContext, SequencerSeed, Snapshot,
    TreeShape,
};

pub(crate) use options::{Options, ScenarioArgs};

use crate::failure::Failure;
use crate::file::{BlockFile, KeyRecord, RandaoRecord};
use crate::parallel::Progress;
use draw::Draw;
use people::{People, Person};
use proposals::Round;

/// The inputs of a scenario that all participants know from the start.
#[derive(Clone, Copy, Debug)]
struct Setting<'o> {
    options: &'o Options,
    draw: Draw,
    params: Params,
    pinned: PinnedMix,
    snapshot: Snapshot,
    /// The last L1 block in which a key can be registered that is active.
    last_entry: u64,
    tip: BlockHash,
    l1_block: u64,
}

impl<'o> Setting<'o> {
    fn new(options: &'o Options) -> Result<Self, Failure> {
        let params = options.params()?;
        options.check_fees()?;
        let l1_block = options.l1_block();
        l1_block
            .checked_add(1_000_000)
            .ok_or_else(|| Failure::field("--l1-block", "too late: the phases must end below 2^64"))?;
        let pinned = mix_block(L1Block::new(l1_block), params.randao_lag())
            .and_then(|mix_block| PinnedMix::new(options.block_number.into(), mix_block, options.mix()))
            .map_err(|_| Failure::field("--l1-block", "must be at least --randao-lag + 2"))?;
        let snapshot = Snapshot::new(&params, &pinned);
        let last_entry = snapshot.l1_block().get().checked_sub(params.activation_delay().into());
        let last_entry = last_entry.ok_or_else(|| {
            Failure::field("--l1-block", "must be at least --randao-lag + --activation-delay + 2: no key is active")
        })?;
        let draw = Draw::new(options.seed);
        let tip = BlockHash::from_bytes(options.parent.unwrap_or_else(|| draw.bytes("canonical tip", &[])));
        Ok(Self { options, draw, params, pinned, snapshot, last_entry, tip, l1_block })
    }

    /// The record of a participant in the registry.
    fn register(&self, person: &Person) -> Result<KeyRecord, Failure> {
        person.record(self.options.registration_proofs.then_some(&self.params))
    }

    fn alpha(&self) -> fernet_core::Alpha {
        SequencerSeed::new(&self.params, &self.pinned).alpha()
    }

    /// Whether the leader serves the proof data to a prover.
    fn is_served(&self, prover: usize) -> bool {
        let chance = self.draw.below("served", &[proposals::index(prover)], PPM.into());
        chance >= self.options.withhold.into()
    }

    /// First L1 block after the proposal phase.
    fn proposal_end(&self) -> u64 {
        self.l1_block + u64::from(self.params.proposal_blocks())
    }

    /// First L1 block after the reveal phase.
    fn reveal_end(&self) -> u64 {
        self.proposal_end() + u64::from(self.params.reveal_blocks())
    }

    /// First L1 block after the proving phase.
    fn deadline(&self) -> u64 {
        self.reveal_end() + u64::from(self.params.proving_blocks())
    }
}

/// The inputs of provers: what is known after the reveal.
#[derive(Clone, Copy, Debug)]
struct Stage<'o> {
    setting: Setting<'o>,
    /// Position of the leader among the sequencers.
    leader: u64,
    seed: ProverSeed,
    proving: ProvingContext,
}

impl<'o> Stage<'o> {
    fn new(setting: Setting<'o>, round: &Round) -> Result<Self, Failure> {
        let shape = TreeShape::for_transactions(setting.options.transactions.into(), setting.params.tx_per_base())
            .map_err(|error| Failure::field("--transactions", error))?;
        let seed = ProverSeed::new(&setting.params, &setting.pinned, &round.leader_beta);
        let proving = ProvingContext::new(setting.params, seed, round.leader_id, shape, setting.snapshot);
        Ok(Self { setting, leader: round.leader, seed, proving })
    }
}

/// Makes a block.
pub(crate) fn build(options: &Options, progress: &Progress) -> Result<BlockFile, Failure> {
    let setting = Setting::new(options)?;
    let numbers = (options.sequencers, options.provers);
    let people = People::new(setting.draw, setting.last_entry, numbers, &setting.params, progress);

    let round = proposals::propose(&setting, &people.sequencers, progress)?;
    let stage = Stage::new(setting, &round)?;
    let bidders = lottery::bidders(&stage, &people.provers, progress)?;
    let work = network::prove(&stage, &people.provers, &bidders, progress)?;

    let everybody: Vec<&Person> = people.sequencers.iter().chain(&people.provers).collect();
    let registry = progress.map("registering keys", &everybody, |_, person| setting.register(person));
    let mut file = BlockFile {
        params: setting.params.values().into(),
        block_number: BlockNumber::new(options.block_number),
        parent: setting.tip,
        l1_block: L1Block::new(setting.l1_block),
        l1_block_end: L1Block::new(setting.deadline()),
        randao: vec![RandaoRecord { l1_block: setting.pinned.l1_block(), mix: setting.pinned.mix() }],
        registry: registry.into_iter().collect::<Result<_, _>>()?,
        stake: options.stake,
        proposals: round.proposals,
        reveal: Some(round.reveal),
        claims: work.claims,
        attestations: Vec::new(),
        certificates: Vec::new(),
        trees: work.trees,
    };
    fault::commit_all(&stage, &people, &mut file)?;
    attest::attest(&stage, &people, &mut file, progress)?;
    Ok(file)
}

/// The JSON of a block.
pub(crate) fn text(file: &BlockFile) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(file).map_err(|error| Failure::Invalid(error.to_string()))?;
    Ok(text + "\n")
}
