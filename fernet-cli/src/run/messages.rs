//! Trees and claims of a block as messages.

use std::collections::HashMap;

use fernet_block::BlockError;
use fernet_core::message::{ClaimMessage, L1EventHead, SignedClaim, TreeMessage};
use fernet_core::{Bundle, Chain, ClaimId, PhaseError, Seat, Tree};

use super::state::{State, refusal};
use super::{Registry, Submission};
use crate::refusal::{Item, Refusal};

impl State {
    /// Takes note of a claim that was verified.
    pub(crate) fn add_claim(&mut self, position: usize, verified: Result<Seat, BlockError>) {
        match verified {
            Ok(seat) => _ = self.seats.insert(position, seat),
            Err(error) => self.refused.push((Item::Claim(position), Refusal::from(error))),
        }
    }

    /// Submits a tree of claims that came before.
    pub(crate) fn submit_ids<const N: usize>(
        &mut self,
        chain: &mut Chain<N>,
        head: &L1EventHead,
        (position, message): (usize, &TreeMessage<'_, ClaimId>),
    ) -> Result<(), Refusal> {
        let seats = self.seats_by_id();
        let known = |id: &ClaimId| seats.get(id).map(|(_, seat)| *seat);
        let submitted = self.block.submit_ids(chain, head, message, &known);
        let tree = submitted.map_err(|error| refusal(error, head.l1_block))?.tree;
        self.add_tree(position, tree, message.bundles.clone().map(Iterator::collect))
    }

    /// Submits a tree with its claims in full. Those that did not come before are numbered after those that did.
    pub(crate) fn submit_claims<const N: usize>(
        &mut self,
        chain: &mut Chain<N>,
        head: &L1EventHead,
        (position, message): (usize, &TreeMessage<'_, SignedClaim>),
        registry: &Registry,
    ) -> Result<(), Refusal> {
        let submitted = self.block.submit_claims(chain, head, message, registry);
        let tree = submitted.map_err(|error| refusal(error, head.l1_block))?.tree;
        let (block_number, proposal_id) = (message.head.block_number, message.head.proposal_id);
        let mut bundles = Vec::new();
        for bundle in message.bundles.clone() {
            let mut ids = Vec::new();
            for SignedClaim { key, claim, proof } in bundle {
                let message = ClaimMessage { block_number, proposal_id, key, claim, proof };
                let seat = self.block.claim(&message, registry)?;
                if self.seats.values().all(|known| known.claim_id() != seat.claim_id()) {
                    self.seats.insert(self.received.claims, seat);
                    self.received.claims += 1;
                }
                ids.push(seat.claim_id());
            }
            bundles.push(ids);
        }
        self.add_tree(position, tree, bundles.into_iter())
    }

    /// Valid claims by id; of those with the same id the first.
    fn seats_by_id(&self) -> HashMap<ClaimId, (usize, Seat)> {
        self.seats.iter().rev().map(|(position, seat)| (seat.claim_id(), (*position, *seat))).collect()
    }

    fn add_tree(
        &mut self,
        position: usize,
        tree: Tree,
        bundles: impl Iterator<Item = Vec<ClaimId>>,
    ) -> Result<(), Refusal> {
        let proving = *self.block.proving().ok_or(PhaseError::NotInThisPhase)?;
        let by_id = self.seats_by_id();
        let named = |ids: Vec<ClaimId>| {
            let (positions, seats): (Vec<usize>, Vec<Seat>) =
                ids.iter().filter_map(|id| by_id.get(id)).copied().unzip();
            Ok::<_, Refusal>((Bundle::new(&proving, &seats)?, positions))
        };
        let bundles = bundles.map(named).collect::<Result<_, _>>()?;
        self.submissions.push(Submission { position, tree, bundles });
        Ok(())
    }
}
