//! Warnings about parameters that are valid, but leave a rollup open to behaviour that SPEC `#warnings` explains.

use core::fmt;

use crate::{Amount, PPM, Params, VrfMode};

/// The smallest `randao_lag` without a warning: two epochs of the beacon chain.
const FINAL_LAG: u32 = 64;

/// A reason to think again about parameters that are in their ranges (SPEC `#warnings`). [`Params::warnings`] finds them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ParamsWarning {
    /// `randao_lag` is below 64, so a reorganisation of L1 may still change the mix after the proposal phase opened.
    RandaoLagShort,
    /// `reveal_slash_amount` is 0, so a leader loses no stake if it does not reveal its block.
    RevealSlashZero,
    /// `proof_slash_amount` is 0, so a leader loses no stake if its block is not proven.
    ProofSlashZero,
    /// `fee_split_cap` is above 1000000 ppm, and `bond_base` is less than half of the larger slash amount, so a higher
    /// FEE_SPLIT makes failing cheaper for each block that the bid wins.
    BondBaseSmall,
    /// `root_seats` is above 1, so the shares of the root's other seats are burned in every block.
    RootSeatsBurned,
    /// `base_share` is 0 or 1000000 ppm, so one of the two pools is empty and its provers burn nothing when they bid.
    PoolEmpty,
    /// `vrf_mode` is not [`VrfMode::PerNode`], so the tickets of a prover become known before it has claimed every node.
    TicketsKnownEarly,
    /// `quorum` is at most half of `attesters`, so provers with less than half of the keys may certify proof data that nobody
    /// else has.
    QuorumLow,
}

impl ParamsWarning {
    /// Every warning, in the order of SPEC `#warnings`.
    pub const ALL: [Self; 8] = [
        Self::RandaoLagShort,
        Self::RevealSlashZero,
        Self::ProofSlashZero,
        Self::BondBaseSmall,
        Self::RootSeatsBurned,
        Self::PoolEmpty,
        Self::TicketsKnownEarly,
        Self::QuorumLow,
    ];

    /// Returns whether the warning applies to `params`.
    #[must_use]
    pub fn applies_to(self, params: &Params) -> bool {
        let (reveal, proof) = (params.reveal_slash_amount(), params.proof_slash_amount());
        match self {
            Self::RandaoLagShort => params.randao_lag() < FINAL_LAG,
            Self::RevealSlashZero => reveal == Amount::ZERO,
            Self::ProofSlashZero => proof == Amount::ZERO,
            Self::BondBaseSmall => {
                params.fee_split_cap() > PPM && params.bond_base().wei() < reveal.max(proof).wei().div_ceil(2)
            }
            Self::RootSeatsBurned => params.root_seats() > 1,
            Self::PoolEmpty => matches!(params.base_share(), Some(0 | PPM)),
            Self::TicketsKnownEarly => params.vrf_mode() != VrfMode::PerNode,
            Self::QuorumLow => params.attesters() > 0 && params.quorum() <= params.attesters() / 2,
        }
    }
}

impl fmt::Display for ParamsWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RandaoLagShort => {
                "randao_lag is below 64: a reorganisation of L1 may change the RANDAO mix of a block"
            }
            Self::RevealSlashZero => "reveal_slash_amount is 0: a leader that does not reveal loses no stake",
            Self::ProofSlashZero => "proof_slash_amount is 0: a leader whose block is not proven loses no stake",
            Self::BondBaseSmall => {
                "bond_base is less than half of the larger slash amount: failing is cheaper for a higher fee_split"
            }
            Self::RootSeatsBurned => "root_seats is above 1: the shares of the root's other seats are always burned",
            Self::PoolEmpty => "base_share is 0 or 1: one of the two pools is empty, and its provers burn nothing",
            Self::TicketsKnownEarly => "vrf_mode is not per-node: tickets of provers are known before they claim",
            Self::QuorumLow => {
                "quorum is at most half of attesters: less than half of the keys may certify proof data alone"
            }
        })
    }
}

impl Params {
    /// Finds the warnings that apply to these parameters, in the order of SPEC `#warnings`. A warning refuses nothing.
    ///
    /// ```
    /// use fernet_core::{Address, ParamValues, Params, ParamsWarning};
    ///
    /// let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
    /// let (reveal_slash_amount, proof_slash_amount) = (1, 2);
    /// let params = Params::new(ParamValues { reveal_slash_amount, proof_slash_amount, ..values })?;
    /// assert!(params.warnings().eq([ParamsWarning::RootSeatsBurned]));
    /// # Ok::<(), fernet_core::ParamsError>(())
    /// ```
    pub fn warnings(&self) -> impl Iterator<Item = ParamsWarning> + use<> {
        let params = *self;
        ParamsWarning::ALL.into_iter().filter(move |warning| warning.applies_to(&params))
    }
}
