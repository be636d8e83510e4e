//! One ratio of MEV to fees from the reports of several sources (SPEC `#mev-sources`).

use fernet_core::{Address, Amount, L1Block, PPM};

use crate::MevSourceError;

/// The largest number of sources of MEV reports (SPEC `#mev-sources`).
pub const MAX_MEV_SOURCES: usize = 32;

/// A report of one source: the MEV that it has measured, in ppm of the fees (SPEC `#mev-sources`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MevReport {
    /// The address of the source.
    pub source: Address,
    /// The L1 block in which the source made the report.
    pub l1_block: L1Block,
    /// The MEV in ppm of the fees; any number.
    pub ratio: u64,
}

impl MevReport {
    /// Makes a report from amounts: the ratio is `floor(mev * 1000000 / fees)`, or 2^64 - 1 if that is larger.
    ///
    /// ```
    /// use fernet_core::{Address, Amount, L1Block};
    /// use fernet_rewards::MevReport;
    ///
    /// let source = Address::from_bytes([1; 20]);
    /// let report = MevReport::new(source, L1Block::new(100), Amount::new(2)?, Amount::new(3)?)?;
    /// assert_eq!(report.ratio, 666_666);
    /// # Ok::<(), fernet_rewards::MevSourceError>(())
    /// ```
    ///
    /// # Errors
    /// [`MevSourceError::FeesZero`] if `fees` is 0.
    pub fn new(source: Address, l1_block: L1Block, mev: Amount, fees: Amount) -> Result<Self, MevSourceError> {
        // The product is below 2^116.
        let scaled = mev.wei().wrapping_mul(u128::from(PPM));
        let ratio = scaled.checked_div(fees.wei()).ok_or(MevSourceError::FeesZero)?;
        Ok(Self { source, l1_block, ratio: u64::try_from(ratio).unwrap_or(u64::MAX) })
    }
}

/// The sources from which a rollup takes the ratio of MEV to fees for its [`MevReference`], and the rules by which their
/// reports count (SPEC `#mev-sources`).
///
/// ```
/// use fernet_core::{Address, L1Block};
/// use fernet_rewards::{MevReference, MevReport, MevSourceError, MevSources};
///
/// let [a, b, c] = [1, 2, 3].map(|byte| Address::from_bytes([byte; 20]));
/// let addresses = [a, b, c];
/// // At least 2 of 3 sources, with reports of at most 10 L1 blocks ago.
/// let sources = MevSources::new(&addresses, 2, 10)?;
/// let report = |source, l1_block, ratio| MevReport { source, l1_block: L1Block::new(l1_block), ratio };
/// let reports = [report(a, 100, 7_000_000), report(b, 99, 9_000_000), report(c, 90, 1_000_000)];
///
/// // The lower median of all three, then of two, because the report of `c` is too old.
/// assert_eq!(sources.ratio(L1Block::new(100), reports)?, 7_000_000);
/// assert_eq!(sources.ratio(L1Block::new(101), reports)?, 7_000_000);
/// assert_eq!(sources.ratio(L1Block::new(110), reports), Err(MevSourceError::QuorumMissed));
///
/// let mut reference = MevReference::new(100_000, 0, 20_000_000, 10_000_000)?;
/// reference.observe(sources.ratio(L1Block::new(101), reports)?);
/// assert_eq!(reference.ppm(), 9_700_000);
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
///
/// [`MevReference`]: crate::MevReference
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MevSources<'a> {
    addresses: &'a [Address],
    quorum: u8,
    max_age: u64,
}

impl<'a> MevSources<'a> {
    /// Checks the addresses of 1 to 32 different sources. A ratio needs reports of `quorum` sources, 1 to the number of
    /// sources. A report counts for `max_age` L1 blocks after the one in which it was made.
    ///
    /// # Errors
    /// [`MevSourceError::Count`], then [`MevSourceError::DuplicateSource`], then [`MevSourceError::Quorum`].
    pub fn new(addresses: &'a [Address], quorum: u8, max_age: u64) -> Result<Self, MevSourceError> {
        if addresses.is_empty() || addresses.len() > MAX_MEV_SOURCES {
            return Err(MevSourceError::Count);
        }
        let mut rest = addresses;
        while let [address, others @ ..] = rest {
            if others.contains(address) {
                return Err(MevSourceError::DuplicateSource);
            }
            rest = others;
        }
        if quorum == 0 || usize::from(quorum) > addresses.len() {
            return Err(MevSourceError::Quorum);
        }
        Ok(Self { addresses, quorum, max_age })
    }

    /// Computes the lower median of the ratios that the sources reported, for [`MevReference::observe`]. Ignores reports of
    /// other addresses, of L1 blocks after `now`, and of L1 blocks more than `max_age` before `now`. The order of the
    /// reports does not matter.
    ///
    /// [`MevReference::observe`]: crate::MevReference::observe
    ///
    /// # Errors
    /// [`MevSourceError::DuplicateReport`] if two reports of one source count, then [`MevSourceError::QuorumMissed`] if
    /// fewer than `quorum` reports count.
    pub fn ratio<I>(&self, now: L1Block, reports: I) -> Result<u64, MevSourceError>
    where
        I: IntoIterator<Item = MevReport>,
    {
        let mut counted = [None; MAX_MEV_SOURCES];
        for report in reports.into_iter().filter(|report| self.is_current(now, report)) {
            let source = self.addresses.iter().zip(&mut counted).find(|(address, _)| **address == report.source);
            if let Some((_, ratio)) = source
                && ratio.replace(report.ratio).is_some()
            {
                return Err(MevSourceError::DuplicateReport);
            }
        }
        let ratios = || counted.iter().flatten();
        let count = ratios().count();
        if count < self.quorum.into() {
            return Err(MevSourceError::QuorumMissed);
        }
        // The lower median is the largest ratio with fewer than ceil(count / 2) smaller ones.
        let smaller = |ratio| ratios().filter(|other| *other < ratio).count();
        let median = ratios().filter(|ratio| smaller(ratio) < count.div_ceil(2)).max();
        median.copied().ok_or(MevSourceError::QuorumMissed)
    }

    /// Whether a report was made at most `max_age` L1 blocks before `now`, and not after it.
    fn is_current(&self, now: L1Block, report: &MevReport) -> bool {
        now.get().checked_sub(report.l1_block.get()).is_some_and(|age| age <= self.max_age)
    }
}
