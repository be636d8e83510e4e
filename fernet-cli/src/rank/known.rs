//! The tickets of provers that follow from a block file, and those of the user's own key.

use std::collections::{BTreeMap, HashMap};

use fernet_core::{
    Beta, Duty, KeyBytes, NodeIndex, NodeKind, ProverSeed, ProvingContext, Ranked, Seat, Ticket, VrfMode,
};
use fernet_vrf::{Proof, SecretKey, Suite};

use super::ranking::Entry;
use crate::failure::Failure;
use crate::file::BlockFile;
use crate::run::{Registry, Run};

/// The known tickets of all nodes.
pub(super) struct Known<'r> {
    mode: VrfMode,
    proving: ProvingContext,
    seed: ProverSeed,
    own: Option<&'r SecretKey>,
    registry: &'r Registry,
    /// In `per-block` mode: the VRF outputs that valid claims show, and that of the user's own key.
    outputs: HashMap<KeyBytes, Beta>,
    /// Keys that may prove bases, and those that may prove merges.
    base_provers: Vec<KeyBytes>,
    merge_provers: Vec<KeyBytes>,
    /// Seats by node, each with the position of its claim, in the order of positions.
    seats: HashMap<NodeIndex, Vec<(usize, &'r Seat)>>,
}

impl<'r> Known<'r> {
    pub(super) fn new(
        file: &BlockFile,
        run: &'r Run,
        registry: &'r Registry,
        proving: ProvingContext,
        seed: ProverSeed,
        own: Option<&'r SecretKey>,
    ) -> Result<Self, Failure> {
        let eligible = |kind| registry.eligible(Duty::Prove(kind)).map(|registration| registration.key).collect();
        let mut seats = HashMap::<NodeIndex, Vec<_>>::new();
        for (position, seat) in &run.seats {
            seats.entry(seat.claim().node).or_default().push((*position, seat));
        }
        let mode = run.params.vrf_mode();
        let mut known = Self {
            mode,
            proving,
            seed,
            own,
            registry,
            outputs: HashMap::new(),
            base_provers: eligible(NodeKind::Base),
            merge_provers: eligible(NodeKind::Merge),
            seats,
        };
        if mode == VrfMode::PerBlock {
            known.outputs = shown_outputs(file, run);
            if let Some(secret) = own {
                let output = known.own_output(secret, NodeIndex::new(0))?;
                known.outputs.insert(secret.public_key().to_bytes(), output);
            }
        }
        Ok(known)
    }

    /// The entries of one node: keys that claimed it with their bids, and other keys with a known ticket and a bid of 0.
    pub(super) fn at(&self, node: NodeIndex) -> Result<Vec<Entry>, Failure> {
        // Of several claims of one key the first in the order; of the same claim submitted twice the first listed.
        let mut claims = BTreeMap::<KeyBytes, (usize, &Seat)>::new();
        for (position, seat) in self.seats.get(&node).into_iter().flatten() {
            let held = claims.entry(seat.key()).or_insert((*position, *seat));
            if *seat < held.1 {
                *held = (*position, *seat);
            }
        }
        let tickets = self.tickets(node)?;
        let unclaimed = tickets.into_iter().filter(|(key, _)| !claims.contains_key(key));
        let unclaimed = unclaimed.map(|(key, ticket)| Entry::of_ticket(key, ticket));
        Ok(claims.values().map(|(position, seat)| Entry::of_seat(*position, seat)).chain(unclaimed).collect())
    }

    /// The tickets of eligible keys at one node that are known without a claim.
    fn tickets(&self, node: NodeIndex) -> Result<Vec<(KeyBytes, Ticket)>, Failure> {
        let eligible = match NodeKind::from_node(node) {
            NodeKind::Base => &self.base_provers,
            NodeKind::Merge => &self.merge_provers,
        };
        let ticket = |key: &KeyBytes, beta: &Beta| (*key, Ticket::prover(self.mode, &self.seed, node, key, beta));
        Ok(match self.mode {
            VrfMode::Public => {
                let mut tickets = vec![Ticket::new(0); eligible.len()];
                fernet_rank::tickets(&self.seed, node, eligible, &mut tickets)
                    .map_err(|error| Failure::Invalid(error.to_string()))?;
                eligible.iter().copied().zip(tickets).collect()
            }
            VrfMode::PerBlock => eligible.iter().filter_map(|key| Some(ticket(key, self.outputs.get(key)?))).collect(),
            VrfMode::PerNode => {
                let own = self.own.filter(|_| self.own_is_eligible(node));
                let own = own.map(|secret| Ok((secret.public_key().to_bytes(), self.own_output(secret, node)?)));
                own.transpose()?.map(|(key, beta)| ticket(&key, &beta)).into_iter().collect()
            }
        })
    }

    fn own_is_eligible(&self, node: NodeIndex) -> bool {
        let registration = self.own.and_then(|secret| self.registry.get(&secret.public_key().to_bytes()));
        let duty = Duty::Prove(NodeKind::from_node(node));
        registration.is_some_and(|registration| self.registry.snapshot().check_eligible(registration, duty).is_ok())
    }

    fn own_output(&self, secret: &SecretKey, node: NodeIndex) -> Result<Beta, Failure> {
        let evaluation = secret.evaluate(Suite::Ell2, self.proving.alpha(node).as_bytes());
        Ok(*evaluation.map_err(|error| Failure::Invalid(error.to_string()))?.output().beta())
    }
}

/// The VRF outputs for the whole block that valid claims show.
fn shown_outputs(file: &BlockFile, run: &Run) -> HashMap<KeyBytes, Beta> {
    let mut outputs = HashMap::new();
    for (position, seat) in &run.seats {
        let proof = file.claims.get(*position).map(|record| Proof::try_from(record.proof));
        if let (Some(Ok(proof)), false) = (proof, outputs.contains_key(&seat.key())) {
            // The proof of a seat has been verified.
            outputs.insert(seat.key(), proof.to_hash(Suite::Ell2));
        }
    }
    outputs
}
