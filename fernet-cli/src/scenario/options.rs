//! The options of `fernet scenario`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use fernet_core::{Address, PPM, ParamValues, Params, RandaoMix, SequencerSuite, VrfMode};
use fernet_rewards::Amount;

use super::fault::{Fault, refuse_repeated};
use crate::amount::{parse_amount, parse_part, parse_share, ppm};
use crate::archive::ArchiveArgs;
use crate::failure::Failure;
use crate::file::ParamsRecord;
use crate::hex::decode_array;

/// prevRandao of Ethereum's first proof-of-stake block.
const MAINNET_MIX: &str = "a86c2e601b6c44eb4848f7d23d9df3113fbcac42041c49cbed5000cb4f118777";
const MAINNET_MIX_BLOCK: u64 = 15_537_394;

/// SPEC `vrf_mode`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Mode {
    /// One VRF evaluation per prover and node: a claim reveals one ticket
    PerNode,
    /// One VRF evaluation per prover and block: faster, but the first claim reveals a prover's tickets at all nodes
    PerBlock,
    /// No VRF output: the tickets are hashes of public keys, which everybody can compute
    Public,
}

/// SPEC `sequencer_suite`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SequencerVrf {
    /// ECVRF-EDWARDS25519-SHA512-ELL2, as for provers
    Edwards25519,
    /// ECVRF-P256-SHA256-SSWU, which a contract on Ethereum can verify
    P256,
}

/// Options of `fernet scenario` that determine the block.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// Number of sequencers, each of which makes one proposal, 1 to 100000
    #[arg(long, value_name = "COUNT", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) sequencers: u32,
    /// Number of provers, 1 to 1000000. Of ten, seven prove bases and merges, two only merges, one only bases
    #[arg(long, value_name = "COUNT", default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) provers: u32,
    /// Number of transactions in the block, 0 to 1000000
    #[arg(long, value_name = "COUNT", default_value_t = 32, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub(crate) transactions: u32,
    /// Seed of everything random, an integer below 2^64; not a secret
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Probability that a prover is online, drawn for each prover and node. Of the --claims-per-node top-ranked provers of a
    /// node, those that are online claim it. If none of them is, the next-ranked online prover claims it. If no prover is
    /// online at all, the top-ranked one claims it, so that every node has a claim
    #[arg(long, value_name = "SHARE", default_value = "0.85", value_parser = parse_part)]
    pub(crate) availability: u32,
    /// How many top-ranked provers try to claim each node, 1 to 16
    #[arg(long, value_name = "COUNT", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=16))]
    pub(crate) claims_per_node: u8,
    /// Fault to inject; repeatable, each kind once
    #[arg(long = "fault", value_enum, value_name = "KIND")]
    pub(crate) faults: Vec<Fault>,
    /// Fees of the block; with the block reward less than 2^96 wei
    #[arg(long, value_name = "AMOUNT", default_value = "1000eth", value_parser = parse_amount)]
    pub(crate) fees: u128,
    /// Middle of the sequencers' fee splits, which differ from it by up to 0.1; at most --fee-split-cap
    #[arg(long, value_name = "SHARE", default_value = "0.8", value_parser = parse_share)]
    pub(crate) fee_split: u32,
    /// Stake of the leader, less than 2^96 wei
    #[arg(long, value_name = "AMOUNT", default_value = "32eth", value_parser = parse_amount)]
    pub(crate) stake: u128,
    /// RANDAO mix of the block, 32 bytes [default: prevRandao of Ethereum's block 15537394]
    #[arg(long, value_name = "HEX", default_value = MAINNET_MIX, hide_default_value = true, value_parser = decode_array::<32>)]
    pub(crate) mix: [u8; 32],
    /// L1 block at which the proposal phase opens, at least --randao-lag + --activation-delay + 2 [default: 15537394 +
    /// --randao-lag]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) l1_block: Option<u64>,
    /// Number of the block
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) block_number: u64,
    /// Parent of the block: the proposal id of the leader of a block before it, 32 bytes [default: drawn]
    #[arg(long, value_name = "HEX", value_parser = decode_array::<32>)]
    pub(crate) parent: Option<[u8; 32]>,
    /// Register every key by an owner, with a proof of possession
    #[arg(long)]
    pub(crate) registration_proofs: bool,
    /// Share of the provers to which the leader does not serve the proof data. They prove no bases and do not attest. It needs
    /// --attesters
    #[arg(long, value_name = "SHARE", default_value = "0", value_parser = parse_part)]
    pub(crate) withhold: u32,
    /// Parameters of the rollup
    #[command(flatten)]
    pub(crate) rollup: RollupOptions,
}

/// Parameters of SPEC `#parameters`, with its names and defaults.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Parameters of the rollup")]
pub(crate) struct RollupOptions {
    /// Source of the provers' tickets
    #[arg(long, value_enum, default_value_t = Mode::PerNode)]
    pub(crate) vrf_mode: Mode,
    /// VRF of the sequencers' keys
    #[arg(long, value_enum, default_value_t = SequencerVrf::Edwards25519)]
    pub(crate) sequencer_suite: SequencerVrf,
    /// Seats of each node but the root, 1 to 3
    #[arg(long, value_name = "COUNT", default_value_t = 3)]
    pub(crate) proofs_per_node: u8,
    /// Seats that the root adds to the divisor of pays, 1 to --proofs-per-node [default: --proofs-per-node]
    #[arg(long, value_name = "COUNT")]
    pub(crate) root_seats: Option<u8>,
    /// Largest fee split; fee splits above 1 need bonds
    #[arg(long, value_name = "SHARE", default_value = "1", value_parser = parse_share)]
    pub(crate) fee_split_cap: u32,
    /// Transactions per base proof, 1 or 2
    #[arg(long, value_name = "COUNT", default_value_t = 2)]
    pub(crate) tx_per_base: u8,
    /// L1 blocks from that of the randomness to the one at which the block opens, 2 or more
    #[arg(long, value_name = "COUNT", default_value_t = 64)]
    pub(crate) randao_lag: u32,
    /// L1 blocks from registration to eligibility
    #[arg(long, value_name = "COUNT", default_value_t = 64)]
    pub(crate) activation_delay: u32,
    /// Share of the pool for base proofs, at most 1 [default: one pool for all seats]
    #[arg(long, value_name = "SHARE", value_parser = parse_part)]
    pub(crate) base_share: Option<u32>,
    /// Fees for which a fee split above 1 at least provides, less than 2^96 wei; 1 wei or more for a --fee-split-cap above 1
    #[arg(long, value_name = "AMOUNT", default_value = "0", value_parser = parse_amount)]
    pub(crate) bond_base: u128,
    /// Amount that a leader loses if its block gets no reveal, less than 2^96 wei
    #[arg(long, value_name = "AMOUNT", default_value = "0", value_parser = parse_amount)]
    pub(crate) reveal_slash_amount: u128,
    /// Amount that a leader loses if its block gets no proof, less than 2^96 wei
    #[arg(long, value_name = "AMOUNT", default_value = "0", value_parser = parse_amount)]
    pub(crate) proof_slash_amount: u128,
    /// Amount paid on top of the fees of a settled block, less than 2^96 wei
    #[arg(long, value_name = "AMOUNT", default_value = "0", value_parser = parse_amount)]
    pub(crate) block_reward: u128,
    /// Largest gas rebate of the winning root, less than 2^96 wei
    #[arg(long, value_name = "AMOUNT", default_value = "0", value_parser = parse_amount)]
    pub(crate) rebate_cap: u128,
    /// L1 gas that the rebate covers
    #[arg(long, value_name = "GAS", default_value_t = 0)]
    pub(crate) rebate_gas: u32,
    /// L1 blocks after the settlement in which pays can be claimed, 1 or more
    #[arg(long, value_name = "BLOCKS", default_value_t = 50_400)]
    pub(crate) claim_blocks: u32,
    /// Expected number of attesters of a block; 0: blocks need no certificate
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    pub(crate) attesters: u16,
    /// Attestations of a certificate if at least --attesters keys may attest, 1 to --attesters; 0 without attesters
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    pub(crate) quorum: u16,
    /// L1 blocks after the reveal phase in which attesters attest, 1 or more; 0 without attesters
    #[arg(long, value_name = "BLOCKS", default_value_t = 0)]
    pub(crate) attest_blocks: u32,
}

/// Arguments of `fernet scenario`.
#[derive(Args, Clone, Debug)]
pub(crate) struct ScenarioArgs {
    #[command(flatten)]
    pub(crate) options: Options,
    /// Write to FILE instead of standard output. The block is first written to FILE.PID.tmp in the same folder; if the
    /// program is killed, that file remains and may be deleted
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
}

impl Options {
    /// The parameters of the rollup, all in their ranges.
    pub(crate) fn params(&self) -> Result<Params, Failure> {
        let rollup = &self.rollup;
        let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
        let record = ParamsRecord {
            proofs_per_node: rollup.proofs_per_node,
            root_seats: rollup.root_seats,
            fee_split_cap: rollup.fee_split_cap,
            tx_per_base: rollup.tx_per_base,
            vrf_mode: match rollup.vrf_mode {
                Mode::PerNode => VrfMode::PerNode,
                Mode::PerBlock => VrfMode::PerBlock,
                Mode::Public => VrfMode::Public,
            },
            sequencer_suite: match rollup.sequencer_suite {
                SequencerVrf::Edwards25519 => SequencerSuite::Edwards25519,
                SequencerVrf::P256 => SequencerSuite::P256,
            },
            randao_lag: rollup.randao_lag,
            activation_delay: rollup.activation_delay,
            base_share: rollup.base_share,
            bond_base: rollup.bond_base,
            reveal_slash_amount: rollup.reveal_slash_amount,
            proof_slash_amount: rollup.proof_slash_amount,
            block_reward: rollup.block_reward,
            rebate_cap: rollup.rebate_cap,
            rebate_gas: rollup.rebate_gas,
            claim_blocks: rollup.claim_blocks,
            attesters: rollup.attesters,
            quorum: rollup.quorum,
            attest_blocks: rollup.attest_blocks,
            ..values.into()
        };
        record.check_options()
    }

    /// Refuses fees that are too large together with the block reward.
    pub(crate) fn check_fees(&self) -> Result<(), Failure> {
        let fees = Amount::new(self.fees.saturating_add(self.rollup.block_reward));
        fees.map(drop).map_err(|error| Failure::field("--fees", format_args!("with --block-reward, {error}")))
    }

    /// Refuses an option that was `given` and has no effect beside the others.
    pub(crate) fn refuse_unused(&self, given: impl Fn(&str) -> bool) -> Result<(), Failure> {
        refuse_repeated(&self.faults)?;
        let cap = self.rollup.fee_split_cap;
        if given("fee_split") && self.fee_split > cap {
            return Err(Failure::field("--fee-split", format_args!("expected at most --fee-split-cap ({})", ppm(cap))));
        }
        if given("withhold") && self.rollup.attesters == 0 {
            return Err(Failure::field("--withhold", "needs --attesters"));
        }
        if !self.faults.contains(&Fault::NoReveal) {
            return Ok(());
        }
        // Above a cap of 1 bonds depend on the fees.
        let fees = ("fees", "--fees", cap <= PPM);
        let options = [
            ("availability", "--availability", true),
            ("claims_per_node", "--claims-per-node", true),
            ("withhold", "--withhold", true),
            fees,
        ];
        let unused = options.iter().find(|(id, _, unused)| *unused && given(id));
        unused.map_or(Ok(()), |(_, name, _)| Err(Failure::field(name, "has no effect with --fault no-reveal")))
    }

    pub(crate) const fn mix(&self) -> RandaoMix {
        RandaoMix::from_bytes(self.mix)
    }

    /// L1 block at which the proposal phase opens, by default so that the mix is that of mainnet.
    pub(crate) fn l1_block(&self) -> u64 {
        self.l1_block.unwrap_or(MAINNET_MIX_BLOCK + u64::from(self.rollup.randao_lag))
    }
}
