//! Protocol parameters, validated once (SPEC `#parameters`).

use core::fmt;
use core::str::FromStr;

use crate::error::ParamsError;
use crate::{Address, Amount, BidError, FeeSplit, Role};

/// One million: the number of parts in the unit of bids and shares, ppm.
pub const PPM: u32 = 1_000_000;

/// The limit of amounts in wei: every amount is below 2^96.
pub const AMOUNT_LIMIT: u128 = 1 << 96;

/// Largest value of the parameter `proofs_per_node`: the most seats that a node can have.
pub const MAX_PROOFS_PER_NODE: usize = 3;

/// The number of transactions that one base proof covers: the parameter `tx_per_base`, 1 or 2 (SPEC `#parameters`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(try_from = "u8", into = "u8"))]
pub enum TxPerBase {
    /// One transaction.
    One,
    /// Two transactions; the default.
    Two,
}

impl From<TxPerBase> for u8 {
    /// Returns the number of transactions, 1 or 2.
    fn from(tx_per_base: TxPerBase) -> Self {
        match tx_per_base {
            TxPerBase::One => 1,
            TxPerBase::Two => 2,
        }
    }
}

impl fmt::Display for TxPerBase {
    /// Writes the number of transactions: `1` or `2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        u8::from(*self).fmt(f)
    }
}

impl FromStr for TxPerBase {
    type Err = ParamsError;

    /// Reads the number of transactions, `1` or `2`.
    fn from_str(transactions: &str) -> Result<Self, ParamsError> {
        match transactions {
            "1" => Ok(Self::One),
            "2" => Ok(Self::Two),
            _ => Err(ParamsError::TxPerBase),
        }
    }
}

impl TryFrom<u8> for TxPerBase {
    type Error = ParamsError;

    /// Reads the number of transactions, 1 or 2.
    fn try_from(transactions: u8) -> Result<Self, ParamsError> {
        match transactions {
            1 => Ok(Self::One),
            2 => Ok(Self::Two),
            _ => Err(ParamsError::TxPerBase),
        }
    }
}

/// How the tickets of provers are computed: the parameter `vrf_mode` (SPEC `#ticket`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum VrfMode {
    /// One VRF evaluation for each prover and node. A claim reveals the prover's ticket at its node only. The default.
    PerNode,
    /// One VRF evaluation for each prover and block, from which the tickets of all nodes are hashed. A prover's first
    /// claim reveals its tickets for every node.
    PerBlock,
    /// Tickets are hashes of the prover's public key. Anyone can compute the tickets of every prover.
    Public,
}

impl fmt::Display for VrfMode {
    /// Writes the name of the mode in SPEC `#parameters`: `per-node`, `per-block` or `public`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::PerNode => "per-node",
            Self::PerBlock => "per-block",
            Self::Public => "public",
        })
    }
}

impl FromStr for VrfMode {
    type Err = ParamsError;

    /// Reads the name of a mode in SPEC `#parameters`: `per-node`, `per-block` or `public`.
    fn from_str(name: &str) -> Result<Self, ParamsError> {
        match name {
            "per-node" => Ok(Self::PerNode),
            "per-block" => Ok(Self::PerBlock),
            "public" => Ok(Self::Public),
            _ => Err(ParamsError::VrfMode),
        }
    }
}

/// The VRF of the sequencers' keys: the parameter `sequencer_suite` (SPEC `#parameters`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum SequencerSuite {
    /// ECVRF-EDWARDS25519-SHA512-ELL2 (SPEC `#vrf`), which provers use too. The default.
    #[default]
    Edwards25519,
    /// ECVRF-P256-SHA256-SSWU (SPEC `#vrf-p256`), which a contract on Ethereum can verify.
    P256,
}

impl From<SequencerSuite> for u8 {
    /// Returns the suite byte of RFC 9381: 4 for edwards25519, 2 for P-256.
    fn from(suite: SequencerSuite) -> Self {
        match suite {
            SequencerSuite::Edwards25519 => 4,
            SequencerSuite::P256 => 2,
        }
    }
}

impl TryFrom<u8> for SequencerSuite {
    type Error = ParamsError;

    /// Reads the suite byte of RFC 9381: 4 for edwards25519, 2 for P-256.
    fn try_from(suite: u8) -> Result<Self, ParamsError> {
        let mut suites = [Self::Edwards25519, Self::P256].into_iter();
        suites.find(|known| u8::from(*known) == suite).ok_or(ParamsError::SequencerSuite)
    }
}

impl fmt::Display for SequencerSuite {
    /// Writes the name of the suite in SPEC `#parameters`: `edwards25519` or `p256`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Edwards25519 => "edwards25519",
            Self::P256 => "p256",
        })
    }
}

impl FromStr for SequencerSuite {
    type Err = ParamsError;

    /// Reads the name of a suite in SPEC `#parameters`: `edwards25519` or `p256`.
    fn from_str(name: &str) -> Result<Self, ParamsError> {
        match name {
            "edwards25519" => Ok(Self::Edwards25519),
            "p256" => Ok(Self::P256),
            _ => Err(ParamsError::SequencerSuite),
        }
    }
}

/// The parameters of a rollup before they are checked (SPEC `#parameters`). [`Params::new`] checks them.
///
/// Lags and lengths are numbers of L1 blocks. Amounts are in wei, shares in ppm.
///
/// [`ParamValues::new`] sets the defaults, and `ParamValues { vrf_mode, ..ParamValues::new(1, address) }` changes some
/// of them. All fields are public, so code that names every field does not compile when a later version adds a
/// parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct ParamValues {
    /// Chain id of L1, at least 1.
    pub chain_id: u64,
    /// Address of the rollup contract on L1, not zero.
    pub rollup_address: Address,
    /// Number of seats of a node, 1 to 3; default 3.
    pub proofs_per_node: u8,
    /// Number of seats with which the root counts when pays are divided, 1 to `proofs_per_node`; default `None`: as
    /// many as `proofs_per_node`.
    pub root_seats: Option<u8>,
    /// Largest FEE_SPLIT that a sequencer may bid, ppm; default 1000000.
    pub fee_split_cap: u32,
    /// Number of transactions that a base proof covers; default 2.
    pub tx_per_base: TxPerBase,
    /// How the tickets of provers are computed; default [`VrfMode::PerNode`].
    pub vrf_mode: VrfMode,
    /// Number of L1 blocks from that of a RANDAO mix to the one at which the block that uses it opens, at least 2;
    /// default 64.
    pub randao_lag: u32,
    /// Number of L1 blocks from registration to eligibility; default 64.
    pub activation_delay: u32,
    /// Length of the proposal phase in L1 blocks, at least 1; default 3.
    pub proposal_blocks: u32,
    /// Length of the reveal phase in L1 blocks, at least 1; default 5.
    pub reveal_blocks: u32,
    /// Length of the proving phase in L1 blocks, at least 1; default 50.
    pub proving_blocks: u32,
    /// Fees for which a proposal with a FEE_SPLIT above 1000000 ppm at least has to provide, in wei, below 2^96; default 0.
    /// Not 0 if `fee_split_cap` is above 1000000, and so small that the minimum bond at the cap is below 2^96 wei.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_wei"))]
    pub bond_base: u128,
    /// Amount that a leader loses when its block is not revealed, in wei, below 2^96; default 0.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_wei"))]
    pub reveal_slash_amount: u128,
    /// Amount that a leader loses when its block is not proven, in wei, below 2^96; default 0.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_wei"))]
    pub proof_slash_amount: u128,
    /// Amount that is paid on top of the fees of each block that is settled, in wei, below 2^96; default 0.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_wei"))]
    pub block_reward: u128,
    /// L1 gas that the refund to the winning root covers; default 0.
    pub rebate_gas: u32,
    /// Number of L1 blocks after the settlement in which pays can be claimed, at least 1; default 50400.
    pub claim_blocks: u32,
    /// Largest refund of the winning root's L1 gas, in wei, below 2^96; default 0.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_wei"))]
    pub rebate_cap: u128,
    /// Share of the prover pool that is reserved for base proofs, ppm, at most 1000000; default `None`: one pool for
    /// all seats.
    pub base_share: Option<u32>,
    /// Expected number of attesters of a block; default 0: blocks need no certificate (SPEC `#availability`).
    #[cfg_attr(feature = "serde", serde(default))]
    pub attesters: u16,
    /// Number of attestations of a certificate if at least `attesters` keys may attest: 1 to `attesters`, or 0 if that is 0;
    /// default 0.
    #[cfg_attr(feature = "serde", serde(default))]
    pub quorum: u16,
    /// Number of L1 blocks after the end of the reveal phase in which attesters attest: 1 to `proving_blocks - 1`, or 0 if
    /// `attesters` is 0; default 0.
    #[cfg_attr(feature = "serde", serde(default))]
    pub attest_blocks: u32,
    /// The VRF of the sequencers' keys; default [`SequencerSuite::Edwards25519`].
    #[cfg_attr(feature = "serde", serde(default))]
    pub sequencer_suite: SequencerSuite,
}

impl ParamValues {
    /// Sets the parameters of a rollup to the defaults of SPEC `#parameters`. `chain_id` is the chain id of L1,
    /// `rollup_address` the rollup contract. Nothing is checked.
    #[must_use]
    pub const fn new(chain_id: u64, rollup_address: Address) -> Self {
        Self {
            chain_id,
            rollup_address,
            proofs_per_node: 3,
            root_seats: None,
            fee_split_cap: PPM,
            tx_per_base: TxPerBase::Two,
            vrf_mode: VrfMode::PerNode,
            randao_lag: 64,
            activation_delay: 64,
            proposal_blocks: 3,
            reveal_blocks: 5,
            proving_blocks: 50,
            bond_base: 0,
            reveal_slash_amount: 0,
            proof_slash_amount: 0,
            block_reward: 0,
            rebate_gas: 0,
            claim_blocks: 50_400,
            rebate_cap: 0,
            base_share: None,
            attesters: 0,
            quorum: 0,
            attest_blocks: 0,
            sequencer_suite: SequencerSuite::Edwards25519,
        }
    }
}

/// The checked parameters of a rollup: every value is in its range (SPEC `#parameters`).
///
/// ```
/// use fernet_core::{Address, ParamValues, Params, ParamsError};
///
/// let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
/// let params = Params::new(values)?;
/// assert_eq!(params.proofs_per_node(), 3);
///
/// let none = ParamValues { proofs_per_node: 0, ..values };
/// assert_eq!(Params::new(none), Err(ParamsError::ProofsPerNode));
/// # Ok::<(), ParamsError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "ParamValues", into = "ParamValues")
)]
pub struct Params {
    /// The values; `root_seats` is never `None`.
    values: ParamValues,
    root_seats: u8,
    bond_base: Amount,
    reveal_slash_amount: Amount,
    proof_slash_amount: Amount,
    block_reward: Amount,
    rebate_cap: Amount,
}

/// Reads one parameter.
macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident: $type:ty,)*) => {
        $($(#[$doc])* #[must_use] pub const fn $name(&self) -> $type { self.values.$name })*
    };
}

impl Params {
    /// Checks that every value is in its range (SPEC `#parameters`).
    ///
    /// # Errors
    /// [`ParamsError`] for the first value that is out of range, in the order of SPEC `#errors`.
    pub fn new(values: ParamValues) -> Result<Self, ParamsError> {
        let v = &values;
        let root_seats = v.root_seats.unwrap_or(v.proofs_per_node);
        let checks = [
            (v.chain_id != 0, ParamsError::ChainIdZero),
            (v.rollup_address != Address::ZERO, ParamsError::RollupAddressZero),
            ((1..=3).contains(&v.proofs_per_node), ParamsError::ProofsPerNode),
            ((1..=v.proofs_per_node).contains(&root_seats), ParamsError::RootSeats),
            (v.randao_lag >= 2, ParamsError::RandaoLag),
            (v.proposal_blocks != 0 && v.reveal_blocks != 0 && v.proving_blocks != 0, ParamsError::PhaseLengthZero),
            (v.claim_blocks != 0, ParamsError::ClaimBlocksZero),
        ];
        if let Some((_, error)) = checks.into_iter().find(|(holds, _)| !holds) {
            return Err(error);
        }
        let amount = |wei, error| Amount::new(wei).map_err(|_| error);
        let bond_base = amount(v.bond_base, ParamsError::BondBaseTooLarge)?;
        bond_base.mul_ppm_ceil(above_one(v.fee_split_cap)).map_err(|_| ParamsError::BondBaseTooLarge)?;
        if v.fee_split_cap > PPM && bond_base == Amount::ZERO {
            return Err(ParamsError::BondBaseMissing);
        }
        let reveal_slash_amount = amount(v.reveal_slash_amount, ParamsError::RevealSlashAmountTooLarge)?;
        let proof_slash_amount = amount(v.proof_slash_amount, ParamsError::ProofSlashAmountTooLarge)?;
        let block_reward = amount(v.block_reward, ParamsError::BlockRewardTooLarge)?;
        let rebate_cap = amount(v.rebate_cap, ParamsError::RebateCapTooLarge)?;
        if v.base_share.is_some_and(|share| share > PPM) {
            return Err(ParamsError::BaseShareAbovePpm);
        }
        let (quorum, attest_blocks) =
            if v.attesters == 0 { (0..=0, 0..1) } else { (1..=v.attesters, 1..v.proving_blocks) };
        if !quorum.contains(&v.quorum) {
            return Err(ParamsError::Quorum);
        }
        if !attest_blocks.contains(&v.attest_blocks) {
            return Err(ParamsError::AttestBlocks);
        }
        let values = ParamValues { root_seats: Some(root_seats), ..values };
        Ok(Self { values, root_seats, bond_base, reveal_slash_amount, proof_slash_amount, block_reward, rebate_cap })
    }

    /// Makes a FEE_SPLIT of `ppm`, 0 to `fee_split_cap` (SPEC `#bid`).
    ///
    /// # Errors
    /// [`BidError::FeeSplitAboveCap`] if `ppm` is above `fee_split_cap`.
    pub fn fee_split(&self, ppm: u32) -> Result<FeeSplit, BidError> {
        FeeSplit::new(ppm, self.values.fee_split_cap)
    }

    /// Computes the smallest bond of a proposal with this bid: `ceil(bond_base * (fee_split - 1000000) / 1000000)` for a
    /// FEE_SPLIT above 1000000 ppm, otherwise 0 (SPEC `#minimum-bond`). For a bid that other parameters allow and these do
    /// not, it is at most [`Amount::MAX`].
    ///
    /// ```
    /// use fernet_core::{Address, ParamValues, Params};
    ///
    /// let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
    /// let params = Params::new(ParamValues { fee_split_cap: 2_000_000, bond_base: 7, ..values })?;
    /// assert_eq!(params.minimum_bond(params.fee_split(1_500_000)?).wei(), 4);
    /// assert_eq!(params.minimum_bond(params.fee_split(1_000_000)?).wei(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn minimum_bond(&self, fee_split: FeeSplit) -> Amount {
        self.bond_base.mul_ppm_ceil(above_one(fee_split.ppm())).unwrap_or(Amount::MAX)
    }

    /// Returns the suite of the VRF of keys with this role: the parameter `sequencer_suite` for sequencers, edwards25519 for
    /// provers (SPEC `#registration`).
    #[must_use]
    pub const fn suite(&self, role: Role) -> SequencerSuite {
        match role {
            Role::Sequencer => self.values.sequencer_suite,
            Role::BaseProver | Role::MergeProver | Role::Prover => SequencerSuite::Edwards25519,
        }
    }

    /// Number of seats with which the root counts when pays are divided, 1 to `proofs_per_node` (SPEC `#seats`).
    #[must_use]
    pub const fn root_seats(&self) -> u8 {
        self.root_seats
    }

    /// Fees for which a proposal with a FEE_SPLIT above 1000000 ppm at least has to provide (SPEC `#minimum-bond`, `#pool`).
    #[must_use]
    pub const fn bond_base(&self) -> Amount {
        self.bond_base
    }

    /// Amount that a leader loses when its block is not revealed (SPEC `#slash`).
    #[must_use]
    pub const fn reveal_slash_amount(&self) -> Amount {
        self.reveal_slash_amount
    }

    /// Amount that a leader loses when its block is not proven (SPEC `#slash`).
    #[must_use]
    pub const fn proof_slash_amount(&self) -> Amount {
        self.proof_slash_amount
    }

    /// Amount that is paid on top of the fees of each block that is settled (SPEC `#settlement`).
    #[must_use]
    pub const fn block_reward(&self) -> Amount {
        self.block_reward
    }

    /// Largest refund of the winning root's L1 gas (SPEC `#rebate`).
    #[must_use]
    pub const fn rebate_cap(&self) -> Amount {
        self.rebate_cap
    }

    /// Returns all parameters as values. `root_seats` is never `None`.
    #[must_use]
    pub const fn values(&self) -> ParamValues {
        self.values
    }

    getters! {
        /// Chain id of L1, at least 1.
        chain_id: u64,
        /// Address of the rollup contract on L1, not zero.
        rollup_address: Address,
        /// Number of seats of a node, 1 to 3.
        proofs_per_node: u8,
        /// Largest FEE_SPLIT that a sequencer may bid, ppm.
        fee_split_cap: u32,
        /// Number of transactions that a base proof covers.
        tx_per_base: TxPerBase,
        /// How the tickets of provers are computed.
        vrf_mode: VrfMode,
        /// Number of L1 blocks from that of a RANDAO mix to the one at which the block that uses it opens, at least 2.
        randao_lag: u32,
        /// Number of L1 blocks from registration to eligibility.
        activation_delay: u32,
        /// Length of the proposal phase in L1 blocks, at least 1.
        proposal_blocks: u32,
        /// Length of the reveal phase in L1 blocks, at least 1.
        reveal_blocks: u32,
        /// Length of the proving phase in L1 blocks, at least 1.
        proving_blocks: u32,
        /// L1 gas that the refund to the winning root covers (SPEC `#rebate`).
        rebate_gas: u32,
        /// Number of L1 blocks after the settlement in which pays can be claimed, at least 1 (SPEC `#unclaimed`).
        claim_blocks: u32,
        /// Share of the prover pool that is reserved for base proofs, ppm, at most 1000000; `None`: one pool for all
        /// seats.
        base_share: Option<u32>,
        /// Expected number of attesters of a block; 0: blocks need no certificate (SPEC `#attesters`).
        attesters: u16,
        /// Number of attestations of a certificate if at least `attesters` keys may attest (SPEC `#certificate`).
        quorum: u16,
        /// Number of L1 blocks after the end of the reveal phase in which attesters attest (SPEC `#attestation`).
        attest_blocks: u32,
        /// The VRF of the sequencers' keys.
        sequencer_suite: SequencerSuite,
    }
}

/// The part of a FEE_SPLIT that is above 1000000 ppm.
const fn above_one(fee_split: u32) -> u32 {
    fee_split.saturating_sub(PPM)
}

impl TryFrom<ParamValues> for Params {
    type Error = ParamsError;

    fn try_from(values: ParamValues) -> Result<Self, ParamsError> {
        Self::new(values)
    }
}

impl From<Params> for ParamValues {
    fn from(params: Params) -> Self {
        params.values
    }
}
