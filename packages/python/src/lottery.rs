//! Seeds, VRF inputs, tickets, scores, the order of candidates, odds.

use fernet_core::ranking::{Ranked, raise, slot};
use fernet_core::{
    Address, Alpha, Beta, FeeSplit, KeyBytes, NodeIndex, ParamValues, Params as CoreParams, Probability, ProverSeed,
    Score, ScoredKey, SequencerSeed, Ticket, VrfMode,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::class::{class, ordered};
use crate::error::Result;
use crate::params::Params;
use crate::randao::PinnedMix;
use crate::value::{Items, V};

/// The seed of the sequencers' lottery of a block, 32 bytes (SPEC #seed-sequencer).
#[pyfunction]
pub(crate) fn sequencer_seed(params: &Params, pinned: &PinnedMix) -> V<SequencerSeed> {
    V(SequencerSeed::new(&params.0, &pinned.0))
}

/// The seed of the provers' lottery of a block, 32 bytes, from the leader's beta (SPEC #seed-prover).
#[pyfunction]
pub(crate) fn prover_seed(params: &Params, pinned: &PinnedMix, beta: V<Beta>) -> V<ProverSeed> {
    V(ProverSeed::new(&params.0, &pinned.0, &beta.0))
}

/// The VRF input of the sequencers, 32 bytes (SPEC #alpha).
#[pyfunction]
pub(crate) fn sequencer_alpha(sequencer_seed: V<SequencerSeed>) -> V<Alpha> {
    V(sequencer_seed.0.alpha())
}

/// The VRF input of the provers at a node, 32 bytes (SPEC #alpha). It is the same for all nodes unless the mode is per-node.
#[pyfunction]
pub(crate) fn prover_alpha(prover_seed: V<ProverSeed>, vrf_mode: V<VrfMode>, node: V<NodeIndex>) -> V<Alpha> {
    V(prover_seed.0.alpha(vrf_mode.0, node.0))
}

/// The VRF input of the attesters, 32 bytes (SPEC #attesters).
#[pyfunction]
pub(crate) fn attester_alpha(prover_seed: V<ProverSeed>) -> V<Alpha> {
    V(prover_seed.0.alpha_attest())
}

/// The ticket of a sequencer with this output (SPEC #ticket): an int below 2^128.
#[pyfunction]
pub(crate) fn sequencer_ticket(beta: V<Beta>) -> V<Ticket> {
    V(Ticket::sequencer(&beta.0))
}

/// The ticket of a prover at a node (SPEC #ticket): an int below 2^128. Which arguments count depends on the mode.
#[pyfunction]
#[pyo3(signature = (vrf_mode, *, prover_seed, node, key, beta))]
pub(crate) fn prover_ticket(
    vrf_mode: V<VrfMode>,
    prover_seed: V<ProverSeed>,
    node: V<NodeIndex>,
    key: V<KeyBytes>,
    beta: V<Beta>,
) -> V<Ticket> {
    V(Ticket::prover(vrf_mode.0, &prover_seed.0, node.0, &key.0, &beta.0))
}

/// The ticket of a prover in the attesters' lottery (SPEC #attesters): an int below 2^128.
#[pyfunction]
pub(crate) fn attester_ticket(beta: V<Beta>) -> V<Ticket> {
    V(Ticket::attester(&beta.0))
}

/// A bid of any number of ppm: the parameters here have no cap.
fn any_bid(ppm: u32) -> Result<FeeSplit> {
    let values =
        ParamValues { fee_split_cap: u32::MAX, bond_base: 1, ..ParamValues::new(1, Address::from_bytes([1; 20])) };
    Ok(CoreParams::new(values)?.fee_split(ppm)?)
}

/// The score of a ticket and a bid in ppm: ticket * (1000000 + fee) (SPEC #score). The higher, the better.
#[pyfunction]
pub(crate) fn score(ticket: V<Ticket>, fee: V<u32>) -> Result<V<Score>> {
    Ok(V(Score::new(ticket.0, any_bid(fee.0)?)))
}

/// A key with its ticket, bid and id, in the order of SPEC #order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Entry {
    scored: ScoredKey,
    id: [u8; 32],
}

impl From<ScoredKey> for Entry {
    fn from(scored: ScoredKey) -> Self {
        Self { scored, id: [0; 32] }
    }
}

impl Ranked for Entry {
    fn key(&self) -> KeyBytes {
        self.scored.key()
    }
}

class! {
    /// A key with its ticket and bid, as the order of candidates compares it (SPEC #order): the higher score comes first; then the
    /// higher ticket, the smaller key, the smaller id.
    ///
    /// a < b means that a comes before b, so sorted lists the best first, and min is the best.
    "fernet.lottery" Candidate(Entry)
}

ordered!(Candidate);

#[pymethods]
impl Candidate {
    #[new]
    #[pyo3(signature = (*, key, ticket, fee, id=V([0; 32])))]
    fn new(key: V<KeyBytes>, ticket: V<Ticket>, fee: V<u32>, id: V<[u8; 32]>) -> Result<Self> {
        let scored = ScoredKey::new(key.0, ticket.0, any_bid(fee.0)?);
        Ok(Self(Entry { scored, id: id.0 }))
    }

    #[getter]
    fn key(&self) -> V<KeyBytes> {
        V(self.0.scored.key())
    }

    /// An int below 2^128.
    #[getter]
    fn ticket(&self) -> V<Ticket> {
        V(self.0.scored.ticket())
    }

    /// ticket * (1000000 + fee).
    #[getter]
    fn score(&self) -> V<Score> {
        V(self.0.scored.score())
    }

    /// 32 bytes.
    #[getter]
    fn id(&self) -> V<[u8; 32]> {
        V(self.0.id)
    }

    /// The smallest bid in ppm, at most max_fee, with which key and ticket come before this candidate (SPEC #inverse-bid); None
    /// if there is none.
    #[pyo3(signature = (*, key, ticket, max_fee))]
    fn fee_to_beat(&self, key: V<KeyBytes>, ticket: V<Ticket>, max_fee: V<u32>) -> Option<u32> {
        self.0.scored.fee_to_beat(key.0, ticket.0, max_fee.0)
    }

    fn __repr__(&self) -> String {
        let scored = self.0.scored;
        format!("<Candidate: key {}, ticket {}, score {}>", scored.key(), scored.ticket(), scored.score())
    }
}

/// The k best candidates, best first, one for each key (SPEC #ranking).
#[pyfunction]
#[pyo3(signature = (candidates, *, k))]
pub(crate) fn best(candidates: V<Items<Entry>>, k: V<usize>) -> Result<V<Items<Entry>>> {
    if k.0 == 0 {
        return Err(PyValueError::new_err("k: expected an int from 1 on").into());
    }
    let mut best: Vec<Entry> = Vec::new();
    for entry in candidates.0.0 {
        if let Some(index) = slot(&best, k.0, &entry) {
            match best.get_mut(index) {
                Some(held) => *held = entry,
                None => best.push(entry),
            }
            raise(&mut best, index);
        }
    }
    Ok(V(Items(best)))
}

/// The probability that a score comes first against rivals who all bid fee ppm (SPEC #odds): an int, in units of 2^-128; 2^128 - 1
/// stands for certain.
#[pyfunction]
#[pyo3(signature = (*, score, rivals, fee))]
pub(crate) fn odds_against(score: V<Score>, rivals: V<u64>, fee: V<u32>) -> Result<V<u128>> {
    Ok(V(Probability::against(score.0, rivals.0, any_bid(fee.0)?).get()))
}

/// The probability that a key which bids fee wins among keys keys, of which the others bid rival_fee (SPEC #odds): an int, in units
/// of 2^-128. Raises ValueError if keys is 0.
#[pyfunction]
#[pyo3(signature = (*, keys, fee, rival_fee))]
pub(crate) fn odds_among(keys: V<u32>, fee: V<u32>, rival_fee: V<u32>) -> Result<V<u128>> {
    let odds = Probability::among(keys.0, any_bid(fee.0)?, any_bid(rival_fee.0)?);
    Ok(V(odds.ok_or_else(|| PyValueError::new_err("keys: expected an int from 1 on"))?.get()))
}

/// The probability that at least needed of keys keys are attesters, if attesters of provers keys are on average (SPEC
/// #quorum-odds): an int, in units of 2^-128. Raises ValueError if there are more keys than provers.
#[pyfunction]
#[pyo3(signature = (*, attesters, provers, keys, needed))]
pub(crate) fn odds_of_quorum(attesters: V<u16>, provers: V<u32>, keys: V<u32>, needed: V<u16>) -> Result<V<u128>> {
    let odds = Probability::of_quorum(attesters.0, provers.0, keys.0, needed.0);
    Ok(V(odds.ok_or_else(|| PyValueError::new_err("keys: expected at most as many as provers"))?.get()))
}

/// The fee_split in ppm that every one of keys sequencers bids in equilibrium, if a block has mev ppm of its fees in MEV (SPEC
/// #odds). Raises ValueError if keys is 0.
#[pyfunction]
#[pyo3(signature = (params, *, keys, mev))]
pub(crate) fn equilibrium_split(params: &Params, keys: V<u32>, mev: V<u64>) -> Result<V<u32>> {
    let split = fernet_core::equilibrium_split(&params.0, keys.0, mev.0);
    Ok(V(split.ok_or_else(|| PyValueError::new_err("keys: expected an int from 1 on"))?.ppm()))
}
