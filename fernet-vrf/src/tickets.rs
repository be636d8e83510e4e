//! One prover's tickets on the nodes of a block (SPEC `#alpha`, `#ticket`).

use core::fmt;

use fernet_core::{ProverSeed, Ticket, VrfMode};

use crate::encode_to_curve::elligator2;
use crate::stack::with_stack_wiped;
use crate::{Evaluation, Proof, ProveError, SecretKey, Suite};

/// What a prover learns of its own luck before it claims anything: its ticket on any node of one block, in the suite of the
/// protocol ([`Suite::Ell2`]).
///
/// | mode | cost of a ticket | cost of the first |
/// |---|---|---|
/// | [`VrfMode::PerNode`] | an evaluation | the same |
/// | [`VrfMode::PerBlock`] | a hash | an evaluation, kept for the block |
/// | [`VrfMode::Public`] | a hash | the same |
///
/// ```
/// use fernet_core::{ProverSeed, Role, TreeShape, VrfMode};
/// use fernet_vrf::{ProverTickets, SecretKey};
///
/// let secret_key = SecretKey::derive(&[7; 32], Role::Prover);
/// let ranks = ProverTickets::new(&secret_key, ProverSeed::from_bytes([5; 32]), VrfMode::PerBlock);
/// let nodes = TreeShape::new(16)?.post_order();
/// let (node, ticket) = ranks.over(nodes).max_by_key(|(_, ticket)| *ticket).expect("a tree has a node");
/// assert_eq!(ranks.ticket(node), ticket);
/// # Ok::<(), fernet_core::ShapeError>(())
/// ```
pub struct ProverTickets<'k> {
    secret_key: &'k SecretKey,
    seed: ProverSeed,
    mode: VrfMode,
    /// Of the input of the block, when tickets come from it.
    block: Option<Evaluation<'k>>,
}

impl<'k> ProverTickets<'k> {
    /// The tickets of `secret_key` in the block of `seed`.
    #[must_use]
    pub fn new(secret_key: &'k SecretKey, seed: ProverSeed, mode: VrfMode) -> Self {
        with_stack_wiped(|| {
            let mut ranks = Self { secret_key, seed, mode, block: None };
            if mode == VrfMode::PerBlock {
                ranks.block = Some(ranks.evaluate(0));
            }
            ranks
        })
    }

    /// The ticket at `node`, any number.
    #[must_use]
    pub fn ticket(&self, node: u64) -> Ticket {
        match (&self.block, self.mode) {
            (Some(block), _) => Ticket::per_block(block.output().beta(), node),
            (None, VrfMode::Public) => Ticket::public(&self.seed, node, &self.secret_key.public_key().to_bytes()),
            (None, _) => Ticket::per_node(self.evaluate(node).output().beta()),
        }
    }

    /// Each of `nodes` with its ticket, in their order, as they are asked for.
    pub fn over<I: IntoIterator<Item = u64>>(&self, nodes: I) -> impl Iterator<Item = (u64, Ticket)> {
        nodes.into_iter().map(|node| (node, self.ticket(node)))
    }

    /// The proof of a claim for `node` that signs `ad`, its [`ClaimId`](fernet_core::ClaimId).
    #[must_use]
    pub fn prove_with(&self, node: u64, ad: &[u8]) -> Proof {
        match &self.block {
            Some(block) => block.prove_with(ad),
            None => self.evaluate(node).prove_with(ad),
        }
    }

    /// [`ProverTickets::prove_with`], released only if it is right, as by [`Evaluation::prove_verified_with`]: for a device that an
    /// attacker can disturb.
    ///
    /// # Errors
    ///
    /// [`ProveError::Fault`].
    pub fn prove_verified_with(&self, node: u64, ad: &[u8]) -> Result<Proof, ProveError> {
        let alpha = self.seed.alpha(self.mode, node);
        match &self.block {
            Some(block) => block.prove_verified_with(alpha.as_bytes(), ad),
            None => self.evaluate(node).prove_verified_with(alpha.as_bytes(), ad),
        }
    }

    /// Evaluates the input of `node`; only in [`VrfMode::PerNode`] does it depend on the node.
    fn evaluate(&self, node: u64) -> Evaluation<'k> {
        let alpha = self.seed.alpha(self.mode, node);
        let h = elligator2(self.secret_key.public_key(), alpha.as_bytes());
        with_stack_wiped(|| self.secret_key.evaluate_at(Suite::Ell2, h))
    }
}

impl fmt::Debug for ProverTickets<'_> {
    /// The key's public part, the seed and the mode.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProverTickets")
            .field("secret_key", self.secret_key)
            .field("seed", &self.seed)
            .field("mode", &self.mode)
            .finish_non_exhaustive()
    }
}
