//! Scores, the order of candidates, rankings, inverse bids and odds (SPEC `#score`, `#order`, `#ranking`, `#inverse-bid`, `#odds`).

use core::cmp::Ordering;

use fernet_core::ranking::{Ranked, raise, slot};
use fernet_core::{FeeSplit, KeyBytes, Probability, Score, ScoredKey, equilibrium_split};

use crate::bytes::{
    self, Parse, fee, fernet_id, fernet_key, fernet_probability, fernet_score, fernet_ticket, with_cap,
};
use crate::ptr::{In, InOut, InOutArray, Out, Output};
use crate::status::fernet_status;

/// A key with its ticket and bid: what the order of candidates compares (SPEC #order). The higher score, ticket *
/// (1000000 + fee), comes first; then the higher ticket, the smaller key, the smaller id.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_scored_key {
    /// The public key of the candidate.
    pub key: fernet_key,
    /// The ticket of the key.
    pub ticket: fernet_ticket,
    /// The id of the candidate's proposal or claim; zero if there is none.
    pub id: fernet_id,
    /// The bid of the candidate, FEE_SPLIT or FEE_BURN, in ppm; any number.
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

/// The result of a comparison in C: -1 if the first comes first, 1 if the second does, 0 if they are equal.
pub(crate) fn sign(ordering: Ordering) -> i32 {
    match ordering {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
}

/// Computes the score of a ticket and a bid, ticket * (1000000 + fee), exactly (SPEC #score).
///
/// - score (out): the score.
/// - ticket: the ticket.
/// - fee: the bid, FEE_SPLIT or FEE_BURN, in ppm; any number.
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

/// Compares two candidates by the order in which they are ranked (SPEC #order).
///
/// - order (out): -1 if a comes first, 1 if b comes first, 0 if they are equal.
/// - a: a candidate.
/// - b: another candidate.
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

/// Computes the smallest bid with which a ticket comes before a rival in the order (SPEC #inverse-bid).
///
/// - fee (out): the bid, 0 to max, in ppm.
/// - rival: the candidate to come before.
/// - key: the public key of the bidder.
/// - ticket: the ticket of the bidder.
/// - max: the largest bid allowed, in ppm.
///
/// Errors: NONE if not even a bid of max comes before the rival.
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

/// Inserts a candidate into a ranking of the best candidates (SPEC #ranking). The ranking is the caller's array; set
/// count to 0 to start. It has one entry for each key, sorted best first. The result does not depend on the order of
/// insertions.
///
/// - inserted (out): true if the candidate was put into the ranking; false if it ranks too low or its key has an equal
///   or better entry.
/// - best (in/out): the entries of the ranking, sorted best first. Entries from count on need not be initialised.
/// - capacity: number of elements of the array, at least 1.
/// - count (in/out): number of entries in use, at most capacity.
/// - candidate: the candidate to insert.
///
/// Errors: LENGTH if capacity is 0 or less than count.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_ranking_insert(
    inserted: Out<bool>,
    mut best: InOutArray<fernet_scored_key>,
    capacity: usize,
    count: InOut<usize>,
    candidate: In<fernet_scored_key>,
) -> fernet_status {
    (inserted, best.span(capacity), count).set([candidate.span()], || {
        let (count, candidate) = (count.get()?, candidate.get()?);
        let index = rank(&mut best, capacity, count, candidate)?;
        Ok((index.is_some(), (), index.map_or(count, |index| count.max(index.saturating_add(1)))))
    })
}

/// Inserts a candidate into a ranking of `count` entries, and returns the index that was free or was overwritten; `None` if it
/// ranks too low.
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
    let index = slot(held, capacity, &candidate);
    if let Some(index) = index {
        let held = match held.get_mut(index) {
            Some(entry) => {
                *entry = candidate;
                held
            }
            None => best.push(count, capacity, candidate)?,
        };
        raise(held, index);
    }
    Ok(index)
}

/// Computes the probability that a score comes first against rivals who all bid the same: the probability that none of
/// their uniform tickets reaches the score (SPEC #odds). A tie counts as reached, so a score of 0 has probability 0
/// against one or more rivals. The protocol does not use the result.
///
/// - probability (out): the probability.
/// - ticket: the ticket of the bidder.
/// - fee: the bid of the bidder, in ppm.
/// - rivals: number of rivals.
/// - rival_fee: the bid of every rival, in ppm.
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

/// Computes the probability that a bid wins before any ticket is known, when all other keys bid the same (SPEC #odds).
/// The protocol does not use the result.
///
/// - probability (out): the probability.
/// - keys: number of keys, the bidder included, at least 1.
/// - fee: the bid of the bidder, in ppm.
/// - rival_fee: the bid of every other key, in ppm.
///
/// Errors: NONE if keys is 0.
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

/// Computes the FEE_SPLIT of the symmetric equilibrium among sequencers who value the MEV of a block equally (SPEC
/// #odds). The protocol does not use the result.
///
/// - fee_split (out): the bid, 0 to cap, in ppm.
/// - keys: number of sequencers, at least 1.
/// - mev: value of the MEV of a block, in ppm of its fees.
/// - cap: largest FEE_SPLIT allowed, in ppm: fee_split_cap of the parameters.
///
/// Errors: NONE if keys is 0.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_odds_equilibrium(fee_split: Out<u32>, keys: u32, mev: u64, cap: u32) -> fernet_status {
    fee_split.set([], || equilibrium_split(&with_cap(cap)?, keys, mev).map(FeeSplit::ppm).ok_or(fernet_status::None))
}

/// Computes the probability that enough of some keys are selected as attesters (SPEC #quorum-odds): for the keys of a
/// coalition, that it makes a certificate alone; for the keys that would attest, that a block gets its certificate. The
/// protocol does not use the result.
///
/// - probability (out): the probability.
/// - attesters: the parameter of the same name.
/// - provers: number of keys that may attest.
/// - keys: number of keys that attest if they are selected, at most provers.
/// - needed: number of attestations of a certificate.
///
/// Errors: NONE if keys is above provers.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_odds_of_quorum(
    probability: Out<fernet_probability>,
    attesters: u16,
    provers: u32,
    keys: u32,
    needed: u16,
) -> fernet_status {
    probability.set([], || Probability::of_quorum(attesters, provers, keys, needed).ok_or(fernet_status::None))
}
