//! A moving average of MEV, and bids relative to it (SPEC `#mev`).

use fernet_rewards::MevReference;

use crate::bytes::{Parse, reserved, with_cap};
use crate::ptr::{In, InOut, Out, Output};
use crate::status::fernet_status;

/// A moving average of the MEV of a rollup's blocks, in ppm of their fees (SPEC #mev). The caller sets all fields to
/// start. Functions return VALUE for reserved, MEV_SMOOTHING, MEV_BOUNDS or MEV_START_OUT_OF_BOUNDS for a field that is
/// out of range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_mev_reference {
    /// Smallest value of the average, ppm.
    pub low: u64,
    /// Largest value of the average, ppm; at least low and below 2^40.
    pub high: u64,
    /// The average, ppm, from low to high.
    pub current: u64,
    /// Weight of a new ratio, ppm, 1 to 1000000.
    pub smoothing: u32,
    /// Reserved; must be 0.
    pub reserved: u32,
}

impl Parse for fernet_mev_reference {
    type Value = MevReference;

    fn parse(self) -> Result<MevReference, fernet_status> {
        reserved(&self.reserved.to_be_bytes())?;
        Ok(MevReference::new(self.smoothing, self.low, self.high, self.current)?)
    }
}

/// Updates the average with the ratio of one more block, rounding down (SPEC #mev).
///
/// - reference (in/out): the moving average.
/// - ratio: the MEV of the block in ppm of its fees; any number, it is clamped to low and high.
///
/// Errors: MEV_SMOOTHING, MEV_BOUNDS, MEV_START_OUT_OF_BOUNDS.
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

/// Computes the FEE_SPLIT that gives the provers a share of the fees and a share of the average MEV (SPEC #mev).
///
/// - fee_split (out): the bid in ppm, at most cap.
/// - reference: the moving average.
/// - fees_share: share of the fees, ppm, at most 1000000.
/// - mev_share: share of the MEV, ppm, at most 1000000.
/// - cap: largest FEE_SPLIT allowed, in ppm: fee_split_cap of the parameters.
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
    fee_split.set([reference.span()], || Ok(reference.parse()?.bid(&with_cap(cap)?, fees_share, mev_share)?.ppm()))
}
