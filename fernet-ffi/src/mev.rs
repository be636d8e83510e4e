//! A moving average of MEV, bids relative to it, and the sources of its ratios (SPEC `#mev`, `#mev-sources`).

use fernet_core::{Address, L1Block};
use fernet_rewards::{Amount, MAX_MEV_SOURCES, MevReference, MevReport, MevSourceError, MevSources};

use crate::bytes::{Parse, fernet_address, fernet_amount, reserved, with_cap};
use crate::ptr::{In, InArray, InOut, Out, Output};
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

/// A report of one source: the MEV that it has measured, in ppm of the fees (SPEC #mev-sources).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_mev_report {
    /// L1 block in which the source made the report.
    pub l1_block: u64,
    /// The MEV in ppm of the fees; any number.
    pub ratio: u64,
    /// The address of the source.
    pub source: fernet_address,
    /// Reserved; must be 0.
    pub reserved: u32,
}

impl From<fernet_mev_report> for MevReport {
    fn from(report: fernet_mev_report) -> Self {
        Self { source: report.source.bytes.into(), l1_block: L1Block::new(report.l1_block), ratio: report.ratio }
    }
}

/// Makes a report from amounts (SPEC #mev-sources). The ratio is mev * 1000000 / fees, rounded down, or 2^64 - 1 if that is
/// larger.
///
/// - report (out): the report.
/// - source: the address of the source.
/// - l1_block: L1 block in which the source made the report.
/// - mev: the MEV that the source has measured.
/// - fees: the fees of the same blocks, at least 1 wei.
///
/// Errors: MEV_SOURCE_AMOUNT_TOO_LARGE, MEV_SOURCE_FEES_ZERO.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_mev_report_new(
    report: Out<fernet_mev_report>,
    source: In<fernet_address>,
    l1_block: u64,
    mev: In<fernet_amount>,
    fees: In<fernet_amount>,
) -> fernet_status {
    report.set([source.span(), mev.span(), fees.span()], || {
        let amount = |amount: fernet_amount| Amount::from_be_bytes(amount.bytes).map_err(MevSourceError::from);
        let source = source.get()?;
        let (mev, fees) = (amount(mev.get()?)?, amount(fees.get()?)?);
        let made = MevReport::new(source.parse()?, L1Block::new(l1_block), mev, fees)?;
        Ok(fernet_mev_report { l1_block, ratio: made.ratio, source, reserved: 0 })
    })
}

/// Computes one ratio from the reports of several sources, for fernet_mev_reference_observe: the lower median of the reports
/// that count (SPEC #mev-sources). Reports of other addresses, of L1 blocks after now, and of L1 blocks more than max_age
/// before now are ignored. The order of the reports does not matter.
///
/// - ratio (out): the MEV in ppm of the fees.
/// - sources: the addresses of the sources, all different.
/// - source_count: number of sources, 1 to 32.
/// - quorum: number of reports that have to count, 1 to source_count.
/// - max_age: number of L1 blocks after its own for which a report counts.
/// - reports: the reports.
/// - report_count: number of reports.
/// - now: the present L1 block.
///
/// Errors: VALUE for reserved of a report, MEV_SOURCE_COUNT, MEV_SOURCE_DUPLICATE_SOURCE, MEV_SOURCE_QUORUM,
/// MEV_SOURCE_DUPLICATE_REPORT if two reports of one source count, MEV_SOURCE_QUORUM_MISSED.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_mev_sources_ratio(
    ratio: Out<u64>,
    sources: InArray<fernet_address>,
    source_count: usize,
    quorum: u8,
    max_age: u64,
    reports: InArray<fernet_mev_report>,
    report_count: usize,
    now: u64,
) -> fernet_status {
    ratio.set([sources.span(source_count), reports.span(report_count)], || {
        let (sources, reports) = (sources.get(source_count)?, reports.get(report_count)?);
        let mut addresses = [Address::ZERO; MAX_MEV_SOURCES];
        let addresses = addresses.get_mut(..source_count).ok_or(MevSourceError::Count)?;
        for (address, source) in addresses.iter_mut().zip(sources) {
            *address = source.parse()?;
        }
        for report in reports {
            reserved(&report.reserved.to_be_bytes())?;
        }
        let reports = reports.iter().map(|report| MevReport::from(*report));
        Ok(MevSources::new(addresses, quorum, max_age)?.ratio(L1Block::new(now), reports)?)
    })
}
