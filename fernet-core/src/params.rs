//! Protocol parameters, validated once (SPEC `#parameters`).

use core::fmt;
use core::str::FromStr;

use crate::error::ParamsError;
use crate::{Address, Amount, BidError, FeeSplit};

/// One million: bids and shares are parts per million.
pub const PPM: u32 = 1_000_000;

/// Amounts are below 2^96 wei.
pub const AMOUNT_LIMIT: u128 = 1 << 96;

/// Most seats that any parameters give a node.
pub const MAX_PROOFS_PER_NODE: usize = 3;

/// Transactions that one base proof takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(try_from = "u8", into = "u8"))]
pub enum TxPerBase {
    /// One transaction.
    One,
    /// Two transactions, as in both examples of the proposal.
    Two,
}

impl From<TxPerBase> for u8 {
    /// The number of transactions.
    fn from(tx_per_base: TxPerBase) -> Self {
        match tx_per_base {
            TxPerBase::One => 1,
            TxPerBase::Two => 2,
        }
    }
}

impl fmt::Display for TxPerBase {
    /// The number of transactions: `1` or `2`.
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

/// Where a prover's tickets come from (SPEC `#ticket`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum VrfMode {
    /// One VRF for each node: a reveal shows one ticket.
    PerNode,
    /// One VRF for each block, expanded by hash: a reveal shows the prover's tickets for every node.
    PerBlock,
    /// A hash of the public key: everyone can rank everyone.
    Public,
}

impl fmt::Display for VrfMode {
    /// The name of SPEC `#parameters`.
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

    /// The mode of a name of SPEC `#parameters`: `per-node`, `per-block` or `public`.
    fn from_str(name: &str) -> Result<Self, ParamsError> {
        match name {
            "per-node" => Ok(Self::PerNode),
            "per-block" => Ok(Self::PerBlock),
            "public" => Ok(Self::Public),
            _ => Err(ParamsError::VrfMode),
        }
    }
}

/// Parameter values as read, in any range. [`Params::new`] checks them.
///
/// Units: slots and L1 blocks as counts, amounts in wei, shares in ppm.
///
/// The fields are public, and all of them: [`ParamValues::new`] has the defaults, `ParamValues { vrf_mode, ..ParamValues::new(1,
/// address) }` changes some, and a reader that names every field does not compile when the protocol gets another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct ParamValues {
    /// L1 chain id.
    pub chain_id: u64,
    /// Rollup contract.
    pub rollup_address: Address,
    /// Seats of a node.
    pub proofs_per_node: u8,
    /// Seats that the root adds to the divisor of pays; `None`: as many as `proofs_per_node`.
    pub root_seats: Option<u8>,
    /// Largest FEE_SPLIT in ppm.
    pub fee_split_cap: u32,
    /// Transactions of a base proof.
    pub tx_per_base: TxPerBase,
    /// Source of a prover's tickets.
    pub vrf_mode: VrfMode,
    /// Slots between the randomness and its use.
    pub randao_lag: u32,
    /// Slots from registration to eligibility.
    pub activation_delay: u32,
    /// Length of the proposal phase in L1 blocks.
    pub proposal_blocks: u32,
    /// Length of the reveal phase in L1 blocks.
    pub reveal_blocks: u32,
    /// Length of the proving phase in L1 blocks.
    pub proving_blocks: u32,
    /// Taken from the leader of a block without proof, wei.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_wei"))]
    pub slash_amount: u128,
    /// Most that the winning root is refunded, wei.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_wei"))]
    pub rebate_cap: u128,
    /// Part of the pool for base proofs in ppm; `None`: one pool, equal seats.
    pub base_share: Option<u32>,
}

impl ParamValues {
    /// The default values for a rollup.
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
            slash_amount: 0,
            rebate_cap: 0,
            base_share: None,
        }
    }
}

/// Parameters of a rollup, every value in its range.
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
    /// With `root_seats`, whether or not it was given.
    values: ParamValues,
    root_seats: u8,
    slash_amount: Amount,
    rebate_cap: Amount,
}

/// Reads one parameter.
macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident: $type:ty,)*) => {
        $($(#[$doc])* #[must_use] pub const fn $name(&self) -> $type { self.values.$name })*
    };
}

impl Params {
    /// Checks every value against SPEC `#parameters`.
    ///
    /// # Errors
    /// The first value out of range, in the order of the table.
    pub fn new(values: ParamValues) -> Result<Self, ParamsError> {
        let v = &values;
        let root_seats = v.root_seats.unwrap_or(v.proofs_per_node);
        let checks = [
            (v.chain_id != 0, ParamsError::ChainIdZero),
            (v.rollup_address != Address::ZERO, ParamsError::RollupAddressZero),
            ((1..=3).contains(&v.proofs_per_node), ParamsError::ProofsPerNode),
            ((1..=v.proofs_per_node).contains(&root_seats), ParamsError::RootSeats),
            (v.randao_lag != 0, ParamsError::RandaoLagZero),
            (v.proposal_blocks != 0 && v.reveal_blocks != 0 && v.proving_blocks != 0, ParamsError::PhaseLengthZero),
        ];
        if let Some((_, error)) = checks.into_iter().find(|(holds, _)| !holds) {
            return Err(error);
        }
        let slash_amount = Amount::new(v.slash_amount).map_err(|_| ParamsError::SlashAmountTooLarge)?;
        let rebate_cap = Amount::new(v.rebate_cap).map_err(|_| ParamsError::RebateCapTooLarge)?;
        if v.base_share.is_some_and(|share| share > PPM) {
            return Err(ParamsError::BaseShareAbovePpm);
        }
        let values = ParamValues { root_seats: Some(root_seats), ..values };
        Ok(Self { values, root_seats, slash_amount, rebate_cap })
    }

    /// A FEE_SPLIT of `ppm`.
    ///
    /// # Errors
    /// [`BidError::FeeSplitAboveCap`].
    pub fn fee_split(&self, ppm: u32) -> Result<FeeSplit, BidError> {
        FeeSplit::new(ppm, self.values.fee_split_cap)
    }

    /// Seats that the root adds to the divisor of pays, 1 to `proofs_per_node`.
    #[must_use]
    pub const fn root_seats(&self) -> u8 {
        self.root_seats
    }

    /// Taken from the leader of a block without proof.
    #[must_use]
    pub const fn slash_amount(&self) -> Amount {
        self.slash_amount
    }

    /// Most that the winning root is refunded for L1 gas.
    #[must_use]
    pub const fn rebate_cap(&self) -> Amount {
        self.rebate_cap
    }

    /// The values.
    #[must_use]
    pub const fn values(&self) -> ParamValues {
        self.values
    }

    getters! {
        /// L1 chain id, at least 1.
        chain_id: u64,
        /// Rollup contract, not zero.
        rollup_address: Address,
        /// Seats of a node, 1 to 3.
        proofs_per_node: u8,
        /// Largest FEE_SPLIT in ppm.
        fee_split_cap: u32,
        /// Transactions of a base proof.
        tx_per_base: TxPerBase,
        /// Source of a prover's tickets.
        vrf_mode: VrfMode,
        /// Slots between the randomness and its use, at least 1.
        randao_lag: u32,
        /// Slots from registration to eligibility.
        activation_delay: u32,
        /// Length of the proposal phase in L1 blocks, at least 1.
        proposal_blocks: u32,
        /// Length of the reveal phase in L1 blocks, at least 1.
        reveal_blocks: u32,
        /// Length of the proving phase in L1 blocks, at least 1.
        proving_blocks: u32,
        /// Part of the pool for base proofs, at most 1000000 ppm; `None`: one pool.
        base_share: Option<u32>,
    }
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
