//! Scores, the order, the best K, inverse bids and odds (SPEC `#score`, `#order`, `#ranking`, `#inverse-bid`, `#odds`).

use core::cmp::Ordering;

use fernet_core::ranking::{Ranked, raise, slot};
use fernet_core::{FeeSplit, KeyBytes, Probability, Score, ScoredKey, equilibrium_split};

use crate::bytes::{self, Parse, fee, fernet_id, fernet_key, fernet_probability, fernet_score, fernet_ticket};
use crate::ptr::{In, InOut, InOutArray, Out, Output};
use crate::status::fernet_status;

/// What the order compares: higher ticket * (1000000 + fee), then higher ticket, then smaller key, then smaller id
/// (SPEC #order).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_scored_key {
    /// Whose it is.
    pub key: fernet_key,
    /// Its luck.
    pub ticket: fernet_ticket,
    /// Its proposal or claim; zero where there is none.
    pub id: fernet_id,
    /// Its bid, FEE_SPLIT or FEE_BURN, ppm.
    pub fee: u32,
}

impl Parse for fernet_scored_key {
    type Value = (ScoredKey, fernet_id);

    fn parse(self) -> Result<Self::Value, fernet_status> {
        Ok((ScoredKey::new(self.key.parse()?, self.ticket.parse()?, fee(self.fee)?), self.id))
    }
}

impl fernet_scored_key {
    pub(crate) fn new(candidate: &ScoredKey, fee: u32, id: [u8; 32]) -> Self {
        let (key, ticket) = (candidate.key().into(), candidate.ticket().into());
        Self { key, ticket, id: fernet_id { bytes: id }, fee }
    }
}

impl Ord for fernet_scored_key {
    fn cmp(&self, other: &Self) -> Ordering {
        // Every candidate parses.
        self.parse().ok().cmp(&other.parse().ok())
    }
}

impl PartialOrd for fernet_scored_key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for fernet_scored_key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for fernet_scored_key {}

impl Ranked for fernet_scored_key {
    fn key(&self) -> KeyBytes {
        self.key.bytes.into()
    }
}

/// -1, 0 or 1 for the first, neither, or the second.
pub(crate) fn sign(ordering: Ordering) -> i32 {
    match ordering {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
}

/// ticket * (1000000 + fee), exact, for any fee (SPEC #score).
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_score_new(
    score: Out<fernet_score>,
    ticket: In<fernet_ticket>,
    fee: u32,
) -> fernet_status {
    score.set([ticket.span()], || Ok(Score::new(ticket.parse()?, bytes::fee(fee)?)))
}

/// Which of two candidates comes first: -1 for a, 1 for b, 0 if they are the same (SPEC #order).
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_scored_key_compare(
    order: Out<i32>,
    a: In<fernet_scored_key>,
    b: In<fernet_scored_key>,
) -> fernet_status {
    order.set([a.span(), b.span()], || Ok(sign(a.parse()?.cmp(&b.parse()?))))
}

/// The smallest fee in ppm, 0 to max, with which ticket of key comes before rival (SPEC #inverse-bid).
///
/// Errors: NONE if not even max does.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_scored_key_fee_to_beat(
    fee: Out<u32>,
    rival: In<fernet_scored_key>,
    key: In<fernet_key>,
    ticket: In<fernet_ticket>,
    max: u32,
) -> fernet_status {
    fee.set([rival.span(), key.span(), ticket.span()], || {
        let (rival, _) = rival.parse()?;
        rival.fee_to_beat(key.parse()?, ticket.parse()?, max).ok_or(fernet_status::None)
    })
}

/// Offers a candidate to the best of all so far: *count candidates in the caller's array, first first, at most capacity, one of
/// each key (SPEC #ranking). Start with *count 0. *taken says whether it is among them now; an equal one again is not taken. The
/// result does not depend on the order of the offers.
///
/// Errors: LENGTH if capacity is 0 or less than *count.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_ranking_insert(
    taken: Out<bool>,
    mut best: InOutArray<fernet_scored_key>,
    capacity: usize,
    count: InOut<usize>,
    candidate: In<fernet_scored_key>,
) -> fernet_status {
    (taken, best.span(capacity), count).set([candidate.span()], || {
        let (count, candidate) = (count.get()?, candidate.get()?);
        let slot = rank(&mut best, capacity, count, candidate)?;
        Ok((slot.is_some(), (), slot.map_or(count, |slot| count.max(slot.saturating_add(1)))))
    })
}

/// Puts a candidate into a ranking of `count` entries, if it belongs there, and returns the slot that it took first.
pub(crate) fn rank(
    best: &mut InOutArray<fernet_scored_key>,
    capacity: usize,
    count: usize,
    candidate: fernet_scored_key,
) -> Result<Option<usize>, fernet_status> {
    let held = best.first(count, capacity)?;
    if capacity == 0 {
        return Err(fernet_status::Length);
    }
    let slot = slot(held, capacity, &candidate);
    if let Some(slot) = slot {
        let held = match held.get_mut(slot) {
            Some(entry) => {
                *entry = candidate;
                held
            }
            None => best.push(count, capacity, candidate)?,
        };
        raise(held, slot);
    }
    Ok(slot)
}

/// The probability that ticket with fee leads against a number of rivals who all bid rival_fee: that none of their uniform tickets
/// reaches its score (SPEC #odds). A tie counts as reached: a score of 0 has no chance against one rival or more. Advisory.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_odds_against(
    probability: Out<fernet_probability>,
    ticket: In<fernet_ticket>,
    fee: u32,
    rivals: u64,
    rival_fee: u32,
) -> fernet_status {
    probability.set([ticket.span()], || {
        let score = Score::new(ticket.parse()?, bytes::fee(fee)?);
        Ok(Probability::against(score, rivals, bytes::fee(rival_fee)?))
    })
}

/// The probability that a key with fee leads among a number of keys, itself included, when the others bid rival_fee and no ticket
/// is known yet (SPEC #odds). Advisory.
///
/// Errors: NONE for no keys.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_odds_among(
    probability: Out<fernet_probability>,
    keys: u32,
    fee: u32,
    rival_fee: u32,
) -> fernet_status {
    probability
        .set([], || Probability::among(keys, bytes::fee(fee)?, bytes::fee(rival_fee)?).ok_or(fernet_status::None))
}

/// The symmetric equilibrium of FEE_SPLIT in ppm among a number of sequencers for whom the MEV of a block is worth mev ppm of its
/// fees, from 0 to cap (SPEC #odds). Advisory.
///
/// Errors: NONE for no keys.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_odds_equilibrium(fee_split: Out<u32>, keys: u32, mev: u64, cap: u32) -> fernet_status {
    fee_split.set([], || equilibrium_split(keys, mev, cap).map(FeeSplit::ppm).ok_or(fernet_status::None))
}
