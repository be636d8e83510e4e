//! Bids relative to the MEV of recent blocks (SPEC `#mev`).

use fernet_rewards::MevReference;

use crate::bytes::{Parse, reserved};
use crate::ptr::{In, InOut, Out, Output};
use crate::status::fernet_status;

/// A moving average of the MEV of a block in ppm of its fees, clamped (SPEC #mev). Fill it in to start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_mev_reference {
    /// Least value, ppm.
    pub low: u64,
    /// Greatest value, ppm, below 2^40.
    pub high: u64,
    /// The reference, ppm, from low to high.
    pub current: u64,
    /// Weight of a new sample, ppm, 1 to 1000000.
    pub smoothing: u32,
    /// Zero.
    pub reserved: u32,
}

impl Parse for fernet_mev_reference {
    type Value = MevReference;

    fn parse(self) -> Result<MevReference, fernet_status> {
        reserved(&self.reserved.to_be_bytes())?;
        Ok(MevReference::new(self.smoothing, self.low, self.high, self.current)?)
    }
}

/// Takes in the ratio of one more block, MEV in ppm of the fees; any value, it is clamped first.
///
/// Errors: VALUE for reserved, MEV_SMOOTHING, MEV_BOUNDS, MEV_START_OUT_OF_BOUNDS. The reference is then as before.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_mev_reference_observe(
    reference: InOut<fernet_mev_reference>,
    ratio: u64,
) -> fernet_status {
    reference.set([], || {
        let fields = reference.get()?;
        let mut reference = fields.parse()?;
        reference.observe(ratio);
        Ok(fernet_mev_reference { current: reference.ppm(), ..fields })
    })
}

/// The FEE_SPLIT in ppm that gives the provers fees_share of the fees and mev_share of the MEV, ppm each.
///
/// Errors: those of fernet_mev_reference_observe, MEV_SHARE, MEV_SPLIT_ABOVE_CAP.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_mev_reference_bid(
    fee_split: Out<u32>,
    reference: In<fernet_mev_reference>,
    fees_share: u32,
    mev_share: u32,
    cap: u32,
) -> fernet_status {
    fee_split.set([reference.span()], || Ok(reference.parse()?.bid(fees_share, mev_share, cap)?.ppm()))
}
