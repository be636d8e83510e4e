//! The records of a block file (`vectors/block/README.md`).

mod availability;
mod proof;

use fernet_core::message::{ClaimMessage, ProposalMessage, RegistrationRecordMessage, RegistrationRequestMessage};
use fernet_core::{
    Address, BlockHash, BlockNumber, BundleCommitment, Claim, DataDigest, DataRoot, KeyBytes, L1Block, NodeIndex, PPM,
    ParamValues, Params, ParamsError, ProofDigest, Proposal, ProposalId, RandaoMix, RegistrationRecord,
    RegistrationRequest, Reveal, Role, Salt, SequencerSuite, Statement, TxHash, TxOrderHash, TxPerBase, VrfMode,
    VrfProofBytes,
};
use serde::{Deserialize, Serialize};

pub(crate) use availability::{AttestationRecord, CertificateRecord};
pub(crate) use proof::SuiteProof;

use crate::amount::percent;
use crate::decimal;
use crate::failure::Failure;
use crate::object::objects;
use crate::refusal::{Item, Refusal};
use crate::register;

objects! {
    BlockFile: "a recorded block",
    ParamsRecord: "parameters",
    RandaoRecord: "an L1 block and its mix",
    KeyRecord: "a registration",
    ProposalRecord: "a proposal",
    RevealRecord: "a reveal",
    ClaimRecord: "a claim",
    TreeRecord: "a tree",
    BundleRecord: "a bundle",
}

/// A recorded block. All values have the right form; `run` decides whether they are valid.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct BlockFile {
    pub(crate) params: ParamsRecord,
    #[serde(with = "decimal")]
    pub(crate) block_number: BlockNumber,
    pub(crate) parent: BlockHash,
    #[serde(with = "decimal")]
    pub(crate) l1_block: L1Block,
    #[serde(with = "decimal")]
    pub(crate) l1_block_end: L1Block,
    pub(crate) randao: Vec<RandaoRecord>,
    pub(crate) registry: Vec<KeyRecord>,
    #[serde(with = "decimal")]
    pub(crate) stake: u128,
    pub(crate) proposals: Vec<ProposalRecord>,
    // An absent reveal is written as null.
    #[serde(deserialize_with = "Option::deserialize")]
    pub(crate) reveal: Option<RevealRecord>,
    pub(crate) claims: Vec<ClaimRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) attestations: Vec<AttestationRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) certificates: Vec<CertificateRecord>,
    pub(crate) trees: Vec<TreeRecord>,
}

impl BlockFile {
    /// Proposals, reveal and trees in the order of time, those of one L1 block as they are listed.
    pub(crate) fn events(&self) -> Vec<(L1Block, Item)> {
        let proposals = self.proposals.iter().enumerate().map(|(i, record)| (record.l1_block, Item::Proposal(i)));
        let reveal = self.reveal.iter().map(|record| (record.l1_block, Item::Reveal));
        let trees = self.trees.iter().enumerate().map(|(i, record)| (record.l1_block, Item::Tree(i)));
        let mut events: Vec<_> = proposals.chain(reveal).chain(trees).collect();
        events.sort_by_key(|(l1_block, _)| *l1_block);
        events
    }
}

/// Parameters; a missing one takes its default.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, default)]
pub(crate) struct ParamsRecord {
    #[serde(with = "decimal")]
    pub(crate) chain_id: u64,
    pub(crate) rollup_address: Address,
    #[serde(with = "decimal")]
    pub(crate) proofs_per_node: u8,
    /// `None`: the default, which is `proofs_per_node`.
    #[serde(serialize_with = "decimal::optional::serialize", deserialize_with = "decimal::present")]
    pub(crate) root_seats: Option<u8>,
    #[serde(with = "decimal")]
    pub(crate) fee_split_cap: u32,
    #[serde(with = "decimal")]
    pub(crate) tx_per_base: u8,
    pub(crate) vrf_mode: VrfMode,
    #[serde(with = "decimal")]
    pub(crate) randao_lag: u32,
    #[serde(with = "decimal")]
    pub(crate) activation_delay: u32,
    #[serde(with = "decimal")]
    pub(crate) proposal_blocks: u32,
    #[serde(with = "decimal")]
    pub(crate) reveal_blocks: u32,
    #[serde(with = "decimal")]
    pub(crate) proving_blocks: u32,
    #[serde(with = "decimal")]
    pub(crate) bond_base: u128,
    #[serde(with = "decimal")]
    pub(crate) reveal_slash_amount: u128,
    #[serde(with = "decimal")]
    pub(crate) proof_slash_amount: u128,
    #[serde(with = "decimal")]
    pub(crate) block_reward: u128,
    #[serde(with = "decimal")]
    pub(crate) rebate_cap: u128,
    #[serde(with = "decimal")]
    pub(crate) rebate_gas: u32,
    #[serde(with = "decimal")]
    pub(crate) claim_blocks: u32,
    #[serde(with = "decimal::optional")]
    pub(crate) base_share: Option<u32>,
    #[serde(with = "decimal")]
    pub(crate) attesters: u16,
    #[serde(with = "decimal")]
    pub(crate) quorum: u16,
    #[serde(with = "decimal")]
    pub(crate) attest_blocks: u32,
    pub(crate) sequencer_suite: SequencerSuite,
}

impl Default for ParamsRecord {
    /// The defaults; the two parameters without one are zero, which no parameter set accepts.
    fn default() -> Self {
        ParamValues::new(0, Address::ZERO).into()
    }
}

impl From<ParamValues> for ParamsRecord {
    fn from(values: ParamValues) -> Self {
        Self {
            chain_id: values.chain_id,
            rollup_address: values.rollup_address,
            proofs_per_node: values.proofs_per_node,
            root_seats: values.root_seats,
            fee_split_cap: values.fee_split_cap,
            tx_per_base: match values.tx_per_base {
                TxPerBase::One => 1,
                TxPerBase::Two => 2,
            },
            vrf_mode: values.vrf_mode,
            randao_lag: values.randao_lag,
            activation_delay: values.activation_delay,
            proposal_blocks: values.proposal_blocks,
            reveal_blocks: values.reveal_blocks,
            proving_blocks: values.proving_blocks,
            bond_base: values.bond_base,
            reveal_slash_amount: values.reveal_slash_amount,
            proof_slash_amount: values.proof_slash_amount,
            block_reward: values.block_reward,
            rebate_cap: values.rebate_cap,
            rebate_gas: values.rebate_gas,
            claim_blocks: values.claim_blocks,
            base_share: values.base_share,
            attesters: values.attesters,
            quorum: values.quorum,
            attest_blocks: values.attest_blocks,
            sequencer_suite: values.sequencer_suite,
        }
    }
}

impl ParamsRecord {
    /// The parameters of a block file, every value in its range.
    pub(crate) fn check(&self) -> Result<Params, Failure> {
        self.check_named(|field| format!("params.{field}"))
    }

    /// The same of values that were options.
    pub(crate) fn check_options(&self) -> Result<Params, Failure> {
        self.check_named(|field| format!("--{}", field.replace('_', "-")))
    }

    /// The same, with names for the fields in messages.
    pub(crate) fn check_named(&self, name: impl Fn(&str) -> String) -> Result<Params, Failure> {
        let out_of_range = |error| {
            let (field, expected) = self.out_of_range(&name, error);
            Failure::field(name(field), format_args!("expected {expected}"))
        };
        let tx_per_base = TxPerBase::try_from(self.tx_per_base).map_err(&out_of_range)?;
        let values = ParamValues {
            chain_id: self.chain_id,
            rollup_address: self.rollup_address,
            proofs_per_node: self.proofs_per_node,
            root_seats: self.root_seats,
            fee_split_cap: self.fee_split_cap,
            tx_per_base,
            vrf_mode: self.vrf_mode,
            randao_lag: self.randao_lag,
            activation_delay: self.activation_delay,
            proposal_blocks: self.proposal_blocks,
            reveal_blocks: self.reveal_blocks,
            proving_blocks: self.proving_blocks,
            bond_base: self.bond_base,
            reveal_slash_amount: self.reveal_slash_amount,
            proof_slash_amount: self.proof_slash_amount,
            block_reward: self.block_reward,
            rebate_cap: self.rebate_cap,
            rebate_gas: self.rebate_gas,
            claim_blocks: self.claim_blocks,
            base_share: self.base_share,
            attesters: self.attesters,
            quorum: self.quorum,
            attest_blocks: self.attest_blocks,
            sequencer_suite: self.sequencer_suite,
        };
        Params::new(values).map_err(out_of_range)
    }

    /// The field that is out of range, and its range.
    fn out_of_range(&self, name: impl Fn(&str) -> String, error: ParamsError) -> (&'static str, String) {
        let below_limit = || "less than 2^96 wei".to_owned();
        match error {
            ParamsError::TxPerBase => ("tx_per_base", format!("1 or 2, got {}", self.tx_per_base)),
            ParamsError::ChainIdZero => ("chain_id", "1 or more; it has no default".to_owned()),
            ParamsError::RollupAddressZero => {
                ("rollup_address", "20 bytes, not all zero; it has no default".to_owned())
            }
            ParamsError::ProofsPerNode => ("proofs_per_node", format!("1 to 3, got {}", self.proofs_per_node)),
            ParamsError::RootSeats => {
                let (most, got) = (name("proofs_per_node"), self.root_seats.unwrap_or(self.proofs_per_node));
                ("root_seats", format!("1 to {most} ({}), got {got}", self.proofs_per_node))
            }
            ParamsError::RandaoLag => ("randao_lag", format!("2 or more, got {}", self.randao_lag)),
            ParamsError::PhaseLengthZero => {
                let lengths = [
                    ("proposal_blocks", self.proposal_blocks),
                    ("reveal_blocks", self.reveal_blocks),
                    ("proving_blocks", self.proving_blocks),
                ];
                let zero = lengths.into_iter().find(|(_, length)| *length == 0);
                (zero.map_or("proposal_blocks", |(name, _)| name), "1 or more, got 0".to_owned())
            }
            ParamsError::ClaimBlocksZero => ("claim_blocks", "1 or more, got 0".to_owned()),
            ParamsError::BondBaseTooLarge => {
                let cap = name("fee_split_cap");
                (
                    "bond_base",
                    format!("less than 2^96 wei, also of the minimum bond at {cap} ({})", percent(self.fee_split_cap)),
                )
            }
            ParamsError::BondBaseMissing => {
                let cap = name("fee_split_cap");
                ("bond_base", format!("1 wei or more, because {cap} ({}) is above 100%", percent(self.fee_split_cap)))
            }
            ParamsError::RevealSlashAmountTooLarge => ("reveal_slash_amount", below_limit()),
            ParamsError::ProofSlashAmountTooLarge => ("proof_slash_amount", below_limit()),
            ParamsError::BlockRewardTooLarge => ("block_reward", below_limit()),
            ParamsError::RebateCapTooLarge => ("rebate_cap", below_limit()),
            ParamsError::BaseShareAbovePpm => ("base_share", format!("at most {PPM} ppm")),
            ParamsError::Quorum => {
                let (attesters, least) = (name("attesters"), u16::from(self.attesters > 0));
                ("quorum", format!("{least} to {attesters} ({}), got {}", self.attesters, self.quorum))
            }
            ParamsError::AttestBlocks if self.attesters == 0 => {
                ("attest_blocks", format!("0, because {} is 0, got {}", name("attesters"), self.attest_blocks))
            }
            ParamsError::AttestBlocks => {
                let (proving, most) = (name("proving_blocks"), self.proving_blocks.saturating_sub(1));
                ("attest_blocks", format!("1 to {most}, less than {proving}, got {}", self.attest_blocks))
            }
            other => ("", other.to_string()),
        }
    }
}

/// An L1 block and its mix.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct RandaoRecord {
    #[serde(with = "decimal")]
    pub(crate) l1_block: L1Block,
    pub(crate) mix: RandaoMix,
}

/// One registration.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct KeyRecord {
    pub(crate) key: KeyBytes,
    pub(crate) role: Role,
    #[serde(with = "decimal")]
    pub(crate) entry_l1_block: L1Block,
    #[serde(with = "decimal::optional")]
    pub(crate) exit_l1_block: Option<L1Block>,
    /// Address that registered the key; zero in a file that does not name it.
    #[serde(default = "nobody", skip_serializing_if = "is_zero")]
    pub(crate) owner: Address,
    /// Proof of possession. A file without it is trusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) proof: Option<SuiteProof>,
}

const fn nobody() -> Address {
    Address::ZERO
}

fn is_zero(owner: &Address) -> bool {
    *owner == Address::ZERO
}

impl KeyRecord {
    /// The record, with the suite that its role has.
    pub(crate) fn record(&self, params: &Params) -> RegistrationRecord {
        let Self { key, role, owner, entry_l1_block, exit_l1_block, .. } = *self;
        let request = RegistrationRequest { suite: params.suite(role).into(), key, role, owner };
        RegistrationRecord { request, entry_l1_block, exit_l1_block }
    }

    /// Checks the request and its proof. A record without a proof is trusted.
    pub(crate) fn check(&self, params: &Params) -> Result<(), Refusal> {
        match self.proof {
            None => Ok(()),
            Some(SuiteProof::Edwards25519(proof)) => register::check(&self.message(params, proof).request, params),
            Some(SuiteProof::P256(proof)) => register::check(&self.message(params, proof).request, params),
        }
    }

    /// The bytes of the record as a message; `None` without a proof.
    pub(crate) fn to_bytes(&self, params: &Params) -> Option<Vec<u8>> {
        Some(match self.proof? {
            SuiteProof::Edwards25519(proof) => self.message(params, proof).to_bytes().to_vec(),
            SuiteProof::P256(proof) => self.message(params, proof).to_bytes().to_vec(),
        })
    }

    /// The record with the proof of its request.
    fn message<P>(&self, params: &Params, proof: P) -> RegistrationRecordMessage<P> {
        let RegistrationRecord { request, entry_l1_block, exit_l1_block } = self.record(params);
        let request = RegistrationRequestMessage { request, proof };
        RegistrationRecordMessage { request, entry_l1_block, exit_l1_block }
    }
}

/// A submitted proposal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct ProposalRecord {
    #[serde(with = "decimal")]
    pub(crate) l1_block: L1Block,
    pub(crate) key: KeyBytes,
    pub(crate) parent: BlockHash,
    #[serde(with = "decimal")]
    pub(crate) fee_split: u32,
    pub(crate) tx_order_hash: TxOrderHash,
    pub(crate) payout: Address,
    #[serde(with = "decimal")]
    pub(crate) bond: u128,
    pub(crate) proof: SuiteProof,
}

impl ProposalRecord {
    pub(crate) fn message<P>(&self, block_number: BlockNumber, proof: P) -> ProposalMessage<P> {
        ProposalMessage { block_number, key: self.key, proposal: self.proposal(), proof }
    }

    /// The bytes of the proposal as a message.
    pub(crate) fn to_bytes(&self, block_number: BlockNumber) -> Vec<u8> {
        match self.proof {
            SuiteProof::Edwards25519(proof) => self.message(block_number, proof).to_bytes().to_vec(),
            SuiteProof::P256(proof) => self.message(block_number, proof).to_bytes().to_vec(),
        }
    }

    pub(crate) fn proposal(&self) -> Proposal {
        let Self { parent, fee_split, tx_order_hash, payout, bond, .. } = *self;
        Proposal { parent, fee_split, tx_order_hash, payout, bond }
    }
}

/// The leader's reveal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct RevealRecord {
    #[serde(with = "decimal")]
    pub(crate) l1_block: L1Block,
    pub(crate) salt: Salt,
    pub(crate) transactions: Vec<TxHash>,
    #[serde(with = "decimal")]
    pub(crate) fees: u128,
    /// Digest of each transaction's blob; `None` without attesters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) data_digests: Option<Vec<DataDigest>>,
}

impl RevealRecord {
    pub(crate) fn reveal(&self) -> Reveal {
        reveal(self.salt, self.fees, &self.transactions, self.data_digests.as_deref())
    }
}

/// The reveal of contents, with the root of the proof data if there are digests.
pub(crate) fn reveal(salt: Salt, fees: u128, transactions: &[TxHash], digests: Option<&[DataDigest]>) -> Reveal {
    Reveal { data_root: digests.map(DataRoot::new), ..Reveal::new(salt, fees, transactions) }
}

/// A prover's claim.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct ClaimRecord {
    pub(crate) key: KeyBytes,
    #[serde(with = "decimal")]
    pub(crate) node: NodeIndex,
    pub(crate) statement: Statement,
    pub(crate) proof_digest: ProofDigest,
    pub(crate) left: BundleCommitment,
    pub(crate) right: BundleCommitment,
    #[serde(with = "decimal")]
    pub(crate) fee_burn: u32,
    pub(crate) payout: Address,
    pub(crate) rebate_payee: Address,
    pub(crate) proof: VrfProofBytes,
}

impl ClaimRecord {
    pub(crate) fn message(&self, block_number: BlockNumber, proposal_id: ProposalId) -> ClaimMessage {
        ClaimMessage { block_number, proposal_id, key: self.key, claim: self.claim(), proof: self.proof }
    }

    pub(crate) fn claim(&self) -> Claim {
        let Self { node, statement, proof_digest, left, right, fee_burn, payout, rebate_payee, .. } = *self;
        Claim { node, statement, proof_digest, left, right, fee_burn, payout, rebate_payee }
    }
}

/// A submitted tree.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct TreeRecord {
    #[serde(with = "decimal")]
    pub(crate) l1_block: L1Block,
    #[serde(with = "decimal")]
    pub(crate) base_fee: u64,
    #[serde(with = "decimal")]
    pub(crate) rate: u128,
    pub(crate) bundles: Vec<BundleRecord>,
}

/// One bundle of a tree: positions in the list of claims, primary first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct BundleRecord {
    #[serde(with = "decimal")]
    pub(crate) node: NodeIndex,
    #[serde(with = "decimal::list")]
    pub(crate) claims: Vec<u64>,
}
