//! What the experiments on sequencers share.

use fernet_core::{Address, FeeSplit, ParamValues, Params};

/// The greatest split of the experiments, in parts per million.
pub(super) const MAX_SPLIT: u64 = 100_000_000;

/// Parameters of a rollup whose sequencers may bid splits up to `cap` parts per million.
///
/// # Panics
/// If the cap is above [`MAX_SPLIT`].
pub(super) fn with_cap(cap: u64) -> Params {
    let mut values = ParamValues::new(1, Address::from_bytes([1; 20]));
    values.fee_split_cap = u32::try_from(cap.min(MAX_SPLIT)).expect("below 2^32");
    values.bond_base = u128::from(cap > 1_000_000);
    Params::new(values).expect("a cap in its range")
}

/// A split in parts per million, up to [`MAX_SPLIT`].
///
/// # Panics
/// If it is above.
pub(super) fn split(ppm: u64) -> FeeSplit {
    with_cap(MAX_SPLIT).fee_split(u32::try_from(ppm).expect("below 2^32")).expect("below the cap")
}
