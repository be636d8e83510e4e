//! The tickets and the proofs of a prover at several nodes of a block (SPEC `#ticket`, `#vrf-ad`).

use fernet_core::NodeIndex;
use fernet_vrf::{Proof, ProverTickets};

use super::key::fernet_secret_key;
use crate::bytes::{fernet_claim_id, fernet_proof, fernet_prover_seed, fernet_ticket};
use crate::params::{self, fernet_vrf_mode};
use crate::ptr::{Array, In, InArray, OutArray, Output};
use crate::status::fernet_status;

/// Computes the tickets of a prover at several nodes of a block (SPEC #ticket). It evaluates the VRF once for each node
/// in FERNET_VRF_MODE_PER_NODE, once in FERNET_VRF_MODE_PER_BLOCK, and not at all in FERNET_VRF_MODE_PUBLIC. The suite
/// is FERNET_SUITE_ELL2.
///
/// - tickets (out): the tickets: tickets[i] is that of nodes[i].
/// - tickets_len: number of tickets; equal to nodes_len.
/// - secret_key: the secret key of the prover.
/// - seed: the prover seed of the block.
/// - vrf_mode: the parameter of the same name.
/// - nodes: the numbers of the nodes, in any order.
/// - nodes_len: number of nodes.
///
/// Errors: LENGTH unless tickets_len is nodes_len, PARAMS_VRF_MODE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_prover_tickets(
    tickets: OutArray<fernet_ticket>,
    tickets_len: usize,
    secret_key: In<fernet_secret_key>,
    seed: In<fernet_prover_seed>,
    vrf_mode: fernet_vrf_mode,
    nodes: InArray<u64>,
    nodes_len: usize,
) -> fernet_status {
    let tickets = tickets.of(tickets_len);
    tickets.set_with_secret([secret_key.span(), seed.span(), nodes.span(nodes_len)], || {
        let secret_key = secret_key.load()?;
        let prover = ProverTickets::new(&secret_key, seed.parse()?, params::vrf_mode(vrf_mode)?);
        let tickets = tickets.same_len(nodes_len)?;
        let nodes = nodes.get(nodes_len)?;
        tickets.fill(|tickets| {
            tickets
                .iter_mut()
                .zip(nodes)
                .for_each(|(ticket, node)| *ticket = prover.ticket(NodeIndex::new(*node)).into())
        })
    })
}

/// Computes the proofs of several claims of a prover in a block, each as fernet_vrf_prove_ad does over
/// fernet_prover_seed_alpha with the claim id as additional data. In FERNET_VRF_MODE_PER_BLOCK the proofs share one
/// evaluation, which halves the cost. The suite is FERNET_SUITE_ELL2.
///
/// - proofs (out): the proofs: proofs[i] is that of nodes[i] and claim_ids[i].
/// - proofs_len: number of proofs; equal to nodes_len and claim_ids_len.
/// - secret_key: the secret key of the prover.
/// - seed: the prover seed of the block.
/// - vrf_mode: the parameter of the same name.
/// - nodes: the numbers of the claimed nodes.
/// - nodes_len: number of nodes.
/// - claim_ids: the ids of the claims.
/// - claim_ids_len: number of ids.
///
/// Errors: LENGTH unless the three lengths are equal, PARAMS_VRF_MODE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_prover_prove(
    proofs: OutArray<fernet_proof>,
    proofs_len: usize,
    secret_key: In<fernet_secret_key>,
    seed: In<fernet_prover_seed>,
    vrf_mode: fernet_vrf_mode,
    nodes: InArray<u64>,
    nodes_len: usize,
    claim_ids: InArray<fernet_claim_id>,
    claim_ids_len: usize,
) -> fernet_status {
    let claims = Claims { secret_key, seed, vrf_mode, nodes, nodes_len, claim_ids, claim_ids_len };
    claims.prove(proofs.of(proofs_len), |tickets, node, id| Ok(tickets.prove(node, Some(id))))
}

/// Computes what fernet_prover_prove computes, with the self-check of fernet_vrf_prove_verified for each proof. After a
/// failure no proof is returned.
///
/// - proofs (out): the proofs: proofs[i] is that of nodes[i] and claim_ids[i].
/// - proofs_len: number of proofs; equal to nodes_len and claim_ids_len.
/// - secret_key: the secret key of the prover.
/// - seed: the prover seed of the block.
/// - vrf_mode: the parameter of the same name.
/// - nodes: the numbers of the claimed nodes.
/// - nodes_len: number of nodes.
/// - claim_ids: the ids of the claims.
/// - claim_ids_len: number of ids.
///
/// Errors: LENGTH unless the three lengths are equal, PARAMS_VRF_MODE, PROVE_FAULT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_prover_prove_verified(
    proofs: OutArray<fernet_proof>,
    proofs_len: usize,
    secret_key: In<fernet_secret_key>,
    seed: In<fernet_prover_seed>,
    vrf_mode: fernet_vrf_mode,
    nodes: InArray<u64>,
    nodes_len: usize,
    claim_ids: InArray<fernet_claim_id>,
    claim_ids_len: usize,
) -> fernet_status {
    let claims = Claims { secret_key, seed, vrf_mode, nodes, nodes_len, claim_ids, claim_ids_len };
    claims.prove(proofs.of(proofs_len), |tickets, node, id| Ok(tickets.prove_verified(node, Some(id))?))
}

/// The claims of a prover in a block: the arguments that both functions for their proofs have.
struct Claims {
    secret_key: In<fernet_secret_key>,
    seed: In<fernet_prover_seed>,
    vrf_mode: fernet_vrf_mode,
    nodes: InArray<u64>,
    nodes_len: usize,
    claim_ids: InArray<fernet_claim_id>,
    claim_ids_len: usize,
}

impl Claims {
    /// Writes the proof that `prove` makes for each node and claim id.
    fn prove(
        self,
        proofs: Array<fernet_proof>,
        prove: impl Fn(&ProverTickets<'_>, NodeIndex, &[u8; 32]) -> Result<Proof, fernet_status>,
    ) -> fernet_status {
        let (nodes, claim_ids) = (self.nodes.span(self.nodes_len), self.claim_ids.span(self.claim_ids_len));
        proofs.set_with_secret([self.secret_key.span(), self.seed.span(), nodes, claim_ids], || {
            let secret_key = self.secret_key.load()?;
            let vrf_mode = params::vrf_mode(self.vrf_mode)?;
            let tickets = ProverTickets::new(&secret_key, self.seed.parse()?, vrf_mode);
            let proofs = proofs.same_len(self.nodes_len)?.same_len(self.claim_ids_len)?;
            let mut claims = self.nodes.get(self.nodes_len)?.iter().zip(self.claim_ids.get(self.claim_ids_len)?);
            proofs.fill(|proofs| {
                proofs.iter_mut().zip(&mut claims).try_for_each(|(proof, (node, id))| {
                    *proof = prove(&tickets, NodeIndex::new(*node), &id.bytes)?.into();
                    Ok(())
                })
            })?
        })
    }
}
