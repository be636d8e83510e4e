//! Submitted trees (SPEC `#tree-errors`, `#competition`).

use fernet_core::message::{ClaimMessage, L1EventHead, SignedClaim, TreeElement, TreeHead, TreeMessage};
use fernet_core::params::MAX_PROOFS_PER_NODE;
use fernet_core::{
    Bundle, BundleError, Chain, ClaimId, Effects, Event, PhaseError, ProvingContext, Seat, Sums, Tree, TreeError,
    TreeVerifier,
};
use heapless::Vec;

use crate::block::Prices;
use crate::{Block, BlockError, Registry, Seats, claims};

/// What a tree brought about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    /// The tree that was submitted.
    pub tree: Tree,
    /// Whether the tree is better than every tree before.
    pub leads: bool,
    /// What the rollup has to do.
    pub effects: Effects,
}

impl<const K: usize> Block<K> {
    /// Applies a tree of claim ids that happened in the L1 block of `at`. `seats` has the claims that were verified before;
    /// a tree with any other claim is refused ([`TreeError::RefusedClaim`]).
    ///
    /// # Errors
    /// [`BlockError`], the first that applies in the order of SPEC `#course` and `#tree-errors`.
    pub fn submit_ids<const N: usize>(
        &mut self,
        chain: &mut Chain<N>,
        at: &L1EventHead,
        message: &TreeMessage<'_, ClaimId>,
        seats: &(impl Seats + ?Sized),
    ) -> Result<Submitted, BlockError> {
        let proving = self.check_tree(chain, at, &message.head)?;
        let seat = |id: ClaimId| seats.seat(&id).ok_or(TreeError::RefusedClaim.into());
        let tree = verify(&proving, message, seat)?;
        self.enter(chain, at, tree)
    }

    /// Applies a tree with its claims in full that happened in the L1 block of `at`, and verifies every claim.
    ///
    /// # Errors
    /// [`BlockError`], the first that applies in the order of SPEC `#course` and `#tree-errors`.
    pub fn submit_claims<const N: usize>(
        &mut self,
        chain: &mut Chain<N>,
        at: &L1EventHead,
        message: &TreeMessage<'_, SignedClaim>,
        registry: &(impl Registry + ?Sized),
    ) -> Result<Submitted, BlockError> {
        let proving = self.check_tree(chain, at, &message.head)?;
        let seat = |signed: SignedClaim| claims::verify(&proving, &signed.key, &signed.claim, &signed.proof, registry);
        let tree = verify(&proving, message, seat)?;
        self.enter(chain, at, tree)
    }

    /// Applies a tree that a [`TreeVerifier`] of this block verified, for a client that receives a tree bundle by bundle.
    ///
    /// # Errors
    /// [`BlockError`], the first that applies in the order of SPEC `#course`; [`TreeError::Foreign`] for a tree of another
    /// block.
    pub fn submit_tree<const N: usize>(
        &mut self,
        chain: &mut Chain<N>,
        at: &L1EventHead,
        tree: Tree,
    ) -> Result<Submitted, BlockError> {
        self.check_number(self.number())?;
        self.accepts(chain, at.l1_block, Event::Tree)?;
        self.check_certified()?;
        self.enter(chain, at, tree)
    }

    /// Applies a tree of which only the root is known: its claim, and the sums that a proof of the root attests. The caller has
    /// verified that proof, as L1 does (SPEC `#public-inputs`).
    ///
    /// # Errors
    /// [`BlockError`], the first that applies in the order of SPEC `#course`; [`TreeError::Missing`] for the claim of another
    /// node than the root.
    pub fn submit_root<const N: usize>(
        &mut self,
        chain: &mut Chain<N>,
        at: &L1EventHead,
        root: &ClaimMessage,
        sums: Sums,
        registry: &(impl Registry + ?Sized),
    ) -> Result<Submitted, BlockError> {
        self.check_number(root.block_number)?;
        self.accepts(chain, at.l1_block, Event::Tree)?;
        self.proving_of(root)?;
        self.check_certified()?;
        let seat = self.claim(root, registry)?;
        self.enter(chain, at, Tree::from_root(&seat, sums)?)
    }

    /// Checks 2 to 8 of SPEC `#course`.
    fn check_tree<const N: usize>(
        &self,
        chain: &Chain<N>,
        at: &L1EventHead,
        head: &TreeHead,
    ) -> Result<ProvingContext, BlockError> {
        self.check_number(head.block_number)?;
        self.accepts(chain, at.l1_block, Event::Tree)?;
        // A block in the phase of trees was revealed.
        let proving = self.proving().ok_or(PhaseError::NotInThisPhase)?;
        if head.proposal_id != *proving.proposal_id() {
            return Err(BlockError::OtherProposal);
        }
        self.check_certified()?;
        Ok(*proving)
    }

    /// Checks 8 of SPEC `#course`.
    fn check_certified(&self) -> Result<(), BlockError> {
        let certified = self.params.attesters() == 0 || self.certificate().is_some();
        if certified { Ok(()) } else { Err(BlockError::NoCertificate) }
    }

    fn enter<const N: usize>(
        &mut self,
        chain: &mut Chain<N>,
        at: &L1EventHead,
        tree: Tree,
    ) -> Result<Submitted, BlockError> {
        let number = self.number();
        let revealed = self.revealed.as_mut().ok_or(PhaseError::NotInThisPhase)?;
        let mut best = revealed.best;
        let leads = best.submit(tree)?;
        let effects = chain.submit_tree(at.l1_block, number)?;
        if leads {
            revealed.prices = Prices { base_fee: at.base_fee, rate: at.rate };
        }
        revealed.best = best;
        self.last = at.l1_block;
        Ok(Submitted { tree, leads, effects })
    }
}

/// Verifies a tree (SPEC `#tree-errors`). A claim that is not valid is named before every other error of the tree.
fn verify<T: TreeElement>(
    proving: &ProvingContext,
    message: &TreeMessage<'_, T>,
    seat: impl Fn(T) -> Result<Seat, BlockError>,
) -> Result<Tree, BlockError> {
    let mut verifier = TreeVerifier::new(proving);
    let mut rules = Ok(());
    for bundle in message.bundles.clone() {
        let mut seats = Vec::<Seat, MAX_PROOFS_PER_NODE>::new();
        for element in bundle {
            // A bundle with more seats is no message.
            seats.push(seat(element)?).map_err(|_| BundleError::TooManySeats)?;
        }
        if rules.is_ok() {
            rules = insert(&mut verifier, proving, &seats);
        }
    }
    rules?;
    Ok(verifier.finish()?)
}

fn insert(verifier: &mut TreeVerifier, proving: &ProvingContext, seats: &[Seat]) -> Result<(), BlockError> {
    verifier.insert(&Bundle::new(proving, seats)?)?;
    Ok(())
}
