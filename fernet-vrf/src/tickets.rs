//! One prover's tickets on the nodes of a block (SPEC `#alpha`, `#ticket`).

use core::fmt;

use fernet_core::{NodeIndex, ProverSeed, Ticket, VrfMode};

use crate::encode_to_curve::elligator2;
use crate::stack::with_stack_wiped;
use crate::{Evaluation, Proof, ProveError, SecretKey, Suite};

/// The tickets of one prover on the nodes of one block, and the proofs of its claims.
///
/// A prover computes its tickets before it decides what to claim. The suite is that of the protocol, [`Suite::Ell2`].
/// In [`VrfMode::PerBlock`] the one evaluation is kept, so that all tickets and proofs of the block share it.
///
/// | mode | cost of [`new`](Self::new) | cost of each ticket |
/// |---|---|---|
/// | [`VrfMode::PerNode`] | none | a VRF evaluation |
/// | [`VrfMode::PerBlock`] | a VRF evaluation | a hash |
/// | [`VrfMode::Public`] | none | a hash |
///
/// ```
/// use fernet_core::{Ticket, TreeShape};
/// use fernet_vrf::{ProverSeed, ProverTickets, Role, SecretKey, Suite, VrfMode};
///
/// let secret_key = SecretKey::derive(&[7; 32], Role::Prover);
/// let seed = ProverSeed::from_bytes([5; 32]);
/// let prover = ProverTickets::new(&secret_key, seed, VrfMode::PerBlock);
/// let nodes = TreeShape::new(16)?.post_order();
/// let (node, ticket) = prover.for_nodes(nodes).max_by_key(|(_, ticket)| *ticket).expect("a tree has a node");
/// assert_eq!(prover.ticket(node), ticket);
///
/// let claim_id = [1; 32]; // `fernet_core::ClaimId` in a program
/// let proof = prover.prove(node, Some(&claim_id));
///
/// // Everybody can verify the proof, and computes the same ticket.
/// let alpha = seed.alpha(VrfMode::PerBlock, node);
/// let output = secret_key.public_key().verify(Suite::Ell2, alpha.as_bytes(), Some(&claim_id), &proof)?;
/// assert_eq!(Ticket::per_block(output.beta(), node), ticket);
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
pub struct ProverTickets<'k> {
    secret_key: &'k SecretKey,
    seed: ProverSeed,
    mode: VrfMode,
    /// The evaluation of the block's input, in [`VrfMode::PerBlock`] only.
    block: Option<Evaluation<'k>>,
}

impl<'k> ProverTickets<'k> {
    /// The tickets of `secret_key` in the block with the prover seed `seed`.
    #[must_use]
    pub fn new(secret_key: &'k SecretKey, seed: ProverSeed, mode: VrfMode) -> Self {
        with_stack_wiped(|| {
            let mut prover = Self { secret_key, seed, mode, block: None };
            if mode == VrfMode::PerBlock {
                prover.block = Some(prover.evaluate(NodeIndex::new(0)));
            }
            prover
        })
    }

    /// The ticket on `node` (SPEC `#ticket`). It is defined for every number, also where the tree has no such node.
    #[must_use]
    pub fn ticket(&self, node: NodeIndex) -> Ticket {
        match (&self.block, self.mode) {
            (Some(block), _) => Ticket::per_block(block.output().beta(), node),
            (None, VrfMode::Public) => Ticket::public(&self.seed, node, &self.secret_key.public_key().to_bytes()),
            (None, _) => Ticket::per_node(self.evaluate(node).output().beta()),
        }
    }

    /// Iterates over `nodes`, in their order, each with its ticket. Tickets are computed one by one, as the iterator advances.
    pub fn for_nodes<I: IntoIterator<Item = NodeIndex>>(&self, nodes: I) -> impl Iterator<Item = (NodeIndex, Ticket)> {
        nodes.into_iter().map(|node| (node, self.ticket(node)))
    }

    /// The VRF proof of a claim for `node`. In a claim `ad` is its [`ClaimId`](fernet_core::ClaimId), which the proof signs
    /// (SPEC `#claim`).
    #[must_use]
    pub fn prove(&self, node: NodeIndex, ad: Option<&[u8]>) -> Proof {
        match &self.block {
            Some(block) => block.prove(ad),
            None => self.evaluate(node).prove(ad),
        }
    }

    /// The proof that [`ProverTickets::prove`] makes, checked before its release as by [`Evaluation::prove_verified`]. Use it
    /// where an attacker can inject faults into the device.
    ///
    /// # Errors
    ///
    /// [`ProveError::Fault`] if a check fails.
    pub fn prove_verified(&self, node: NodeIndex, ad: Option<&[u8]>) -> Result<Proof, ProveError> {
        let alpha = self.seed.alpha(self.mode, node);
        match &self.block {
            Some(block) => block.prove_verified(alpha.as_bytes(), ad),
            None => self.evaluate(node).prove_verified(alpha.as_bytes(), ad),
        }
    }

    /// Evaluates the VRF input of `node`, which depends on the node in [`VrfMode::PerNode`] only.
    fn evaluate(&self, node: NodeIndex) -> Evaluation<'k> {
        let alpha = self.seed.alpha(self.mode, node);
        let h = elligator2(self.secret_key.public_key(), alpha.as_bytes());
        with_stack_wiped(|| self.secret_key.evaluate_at(Suite::Ell2, h))
    }
}

impl fmt::Debug for ProverTickets<'_> {
    /// Prints the public key, the seed and the mode.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProverTickets")
            .field("secret_key", self.secret_key)
            .field("seed", &self.seed)
            .field("mode", &self.mode)
            .finish_non_exhaustive()
    }
}
