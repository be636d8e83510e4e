//! Settlement of a block, seat by seat (SPEC `#settlement`).

use core::cmp::Ordering;

use fernet_core::{FeeBurn, FeeSplit, NodeIndex, NodeKind, PPM, Params, TreeShape};

use crate::seats::{Seats, SharedPool, all_kept};
use crate::{Amount, Funding, Rebate, Receipt, SettleError};

/// The numbers from which every pay of a block is computed: the funding of the pool, the shape of the tree and its seats
/// (SPEC `#settlement`).
///
/// ```
/// use fernet_core::{Address, FeeBurn, NodeIndex, ParamValues, Params, TreeShape};
/// use fernet_rewards::{Amount, SettlementPlan, SettleError};
///
/// // A third of the pool for base proofs: 300 over six seats, 600 over the root's three.
/// let values = ParamValues { base_share: Some(333_334), ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
/// let params = Params::new(values)?;
/// let (fees, split) = (Amount::new(900)?, params.fee_split(1_000_000)?);
/// let plan = SettlementPlan::new(&params, TreeShape::new(2)?, fees, split, Amount::ZERO)?;
/// assert_eq!(plan.seats(), 9);
/// assert_eq!(plan.pay(NodeIndex::new(0), FeeBurn::ZERO)?.wei(), 50);
/// assert_eq!(plan.pay(NodeIndex::new(1), FeeBurn::new(500_000)?)?.wei(), 100);
/// assert_eq!(plan.pay(NodeIndex::new(3), FeeBurn::ZERO), Err(SettleError::ForeignNode));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SettlementPlan {
    funding: Funding,
    shape: TreeShape,
    seats: Seats,
    bases: SharedPool,
    /// The pool and seats of the merges and the root; the same as `bases` if there is one pool.
    merges: SharedPool,
    two_pools: bool,
    rebate_gas: u32,
    rebate_cap: Amount,
}

impl SettlementPlan {
    /// Plans the settlement of a block with `fees` (without the block reward, which is in `params`) whose leader bid
    /// `split` with a bond of `bond`, and which is proven by a tree of `shape`. Amounts are in wei.
    ///
    /// ```
    /// use fernet_core::{Address, ParamValues, Params, TreeShape};
    /// use fernet_rewards::{Amount, SettleError, SettlementPlan};
    ///
    /// let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
    /// let params = Params::new(ParamValues { fee_split_cap: 6_000_000, bond_base: 1_000, ..values })?;
    /// let (shape, fees, split) = (TreeShape::new(16)?, Amount::new(1_000)?, params.fee_split(1_500_000)?);
    ///
    /// // The pool is 1500 wei: 500 wei more than the fees, so the bond must be at least 500 wei.
    /// let plan = SettlementPlan::new(&params, shape, fees, split, Amount::new(500)?)?;
    /// assert_eq!((plan.funding().pool().wei(), plan.funding().bond_used().wei()), (1_500, 500));
    /// assert_eq!(SettlementPlan::new(&params, shape, fees, split, Amount::new(499)?), Err(SettleError::BondTooSmall));
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`Funding::new`].
    pub fn new(
        params: &Params,
        shape: TreeShape,
        fees: Amount,
        split: FeeSplit,
        bond: Amount,
    ) -> Result<Self, SettleError> {
        let funding = Funding::new(params, fees, split, bond)?;
        let seats = Seats::new(params, shape);
        let share = params.base_share().filter(|_| shape.bases() > 1);
        let (bases, merges) = match share {
            Some(share) => {
                let (base_pool, merge_pool) = funding.pool().split_floor(share, u64::from(PPM));
                (
                    SharedPool { pool: base_pool, seats: seats.of_bases() },
                    SharedPool { pool: merge_pool, seats: seats.of_merges() },
                )
            }
            None => {
                let one = SharedPool { pool: funding.pool(), seats: seats.total() };
                (one, one)
            }
        };
        Ok(Self {
            funding,
            shape,
            seats,
            bases,
            merges,
            two_pools: share.is_some(),
            rebate_gas: params.rebate_gas(),
            rebate_cap: params.rebate_cap(),
        })
    }

    /// The pool and where it comes from.
    #[must_use]
    pub const fn funding(&self) -> Funding {
        self.funding
    }

    /// The shape of the winning tree.
    #[must_use]
    pub const fn shape(&self) -> TreeShape {
        self.shape
    }

    /// The number of seats of the whole tree, at least 1 and below 2^35: `S` in SPEC (SPEC `#seats`).
    #[must_use]
    pub const fn seats(&self) -> u64 {
        self.seats.total()
    }

    /// The pay of one filled seat at `node`, in wei rounded down (SPEC `#pay`). It depends on no other seat.
    ///
    /// ```
    /// # use fernet_core::{Address, FeeBurn, NodeIndex, ParamValues, Params, TreeShape};
    /// # use fernet_rewards::{Amount, SettlementPlan};
    /// # let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
    /// # let (fees, split) = (Amount::new(1_000)?, params.fee_split(800_000)?);
    /// // A pool of 800 wei, and 31 nodes with three seats each: 800 / 93 = 8.6 wei for a seat.
    /// let plan = SettlementPlan::new(&params, TreeShape::new(16)?, fees, split, Amount::ZERO)?;
    /// assert_eq!(plan.seats(), 93);
    /// assert_eq!(plan.pay(NodeIndex::new(0), FeeBurn::ZERO)?.wei(), 8);
    /// assert_eq!(plan.pay(NodeIndex::new(0), FeeBurn::new(400_000)?)?.wei(), 5); // 60 % of 8.6 wei
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`SettleError::ForeignNode`] if the node is not in the tree.
    pub fn pay(&self, node: NodeIndex, fee_burn: FeeBurn) -> Result<Amount, SettleError> {
        if !self.shape.contains(node) {
            return Err(SettleError::ForeignNode);
        }
        let shared = match NodeKind::from_node(node) {
            NodeKind::Base => self.bases,
            NodeKind::Merge => self.merges,
        };
        Ok(shared.pay_floor(fee_burn))
    }

    /// Starts a settlement: returns a ledger in which no seat is paid yet.
    #[must_use]
    pub const fn ledger(&self) -> Ledger {
        Ledger { plan: *self, paid: Amount::ZERO, filled: 0, kept: Kept { base: 0, merge: 0 }, last: None }
    }

    /// Settles the block from the sums of the winning tree's root: `kept_base` and `kept_merge` of its
    /// [`Sums`](fernet_core::Sums), in ppm. The time does not depend on the size of the tree. The receipt is the one that
    /// [`Ledger::close`] returns when every seat of that tree was paid.
    ///
    /// ```
    /// use fernet_core::{Address, NodeIndex, FeeBurn, ParamValues, Params, TreeShape};
    /// use fernet_rewards::{Amount, Rebate, SettlementPlan};
    ///
    /// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
    /// let split = params.fee_split(900_000)?;
    /// let plan = SettlementPlan::new(&params, TreeShape::new(1)?, Amount::new(1_000)?, split, Amount::ZERO)?;
    /// let mut ledger = plan.ledger();
    /// ledger.pay(NodeIndex::new(0), FeeBurn::new(400_000)?)?;
    /// assert_eq!(plan.settle(600_000, 0, Rebate::NONE)?, ledger.close(Rebate::NONE)?);
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`SettleError::KeptTooLarge`] if no tree of this shape has such sums.
    pub fn settle(&self, kept_base: u64, kept_merge: u64, rebate: Rebate) -> Result<Receipt, SettleError> {
        if kept_base > all_kept(self.seats.of_bases()) || kept_merge > all_kept(self.seats.of_merges()) {
            return Err(SettleError::KeptTooLarge);
        }
        Ok(self.receipt(Kept { base: kept_base, merge: kept_merge }, rebate))
    }

    /// The receipt for sums that seats of the tree have.
    fn receipt(&self, kept: Kept, rebate: Rebate) -> Receipt {
        let reserved = if self.two_pools {
            let (bases, merges) = (self.bases.reserve_floor(kept.base), self.merges.reserve_floor(kept.merge));
            // The two pools are parts of one amount.
            bases.checked_add(merges).unwrap_or(self.funding.pool())
        } else {
            self.bases.reserve_floor(kept.base.saturating_add(kept.merge))
        };
        let rebate = rebate.wei(self.rebate_gas).min(self.rebate_cap.wei());
        Receipt::new(self.funding, reserved, rebate)
    }
}

/// Sums of `PPM - fee_burn` over paid seats, by kind of node (SPEC `#accumulator`); below 2^56.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Kept {
    base: u64,
    merge: u64,
}

impl Kept {
    fn plus(self, node: NodeIndex, fee_burn: FeeBurn) -> Self {
        let kept = u64::from(PPM.saturating_sub(fee_burn.ppm()));
        match NodeKind::from_node(node) {
            NodeKind::Base => Self { base: self.base.saturating_add(kept), ..self },
            NodeKind::Merge => Self { merge: self.merge.saturating_add(kept), ..self },
        }
    }
}

/// Pays the filled seats of the winning tree one by one, in constant memory (SPEC `#pay-order`).
///
/// Seats come in post-order of their nodes, the order in which a tree is submitted, and the seats of one node follow each
/// other (SPEC `#pay-order`). No seat is paid twice, whoever supplies the seats. A seat that is refused changes nothing:
/// the correct seat may still follow.
///
/// ```
/// use fernet_core::{Address, FeeBurn, NodeIndex, ParamValues, Params, TreeShape};
/// use fernet_rewards::{Amount, SettlementPlan, Rebate, SettleError};
///
/// let values = ParamValues { rebate_cap: 15, rebate_gas: 10, ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
/// let params = Params::new(values)?;
/// let split = params.fee_split(900_000)?;
/// let plan = SettlementPlan::new(&params, TreeShape::new(2)?, Amount::new(1_000)?, split, Amount::ZERO)?;
///
/// // Three nodes of three seats: 900 / 9 each. The post-order is 0, 2, 1.
/// let mut ledger = plan.ledger();
/// assert_eq!(ledger.pay(NodeIndex::new(2), FeeBurn::ZERO)?.wei(), 100);
/// assert_eq!(ledger.pay(NodeIndex::new(0), FeeBurn::ZERO), Err(SettleError::OutOfOrder));
/// assert_eq!(ledger.pay(NodeIndex::new(1), FeeBurn::new(250_000)?)?.wei(), 75);
///
/// assert_eq!(ledger.paid().wei(), 175);
///
/// // Ten units of gas at 2 wei, which are refunded up to the cap.
/// let rebate = Rebate::new(Address::from_bytes([5; 20]), 2, Amount::new(10_u128.pow(18))?);
/// let receipt = ledger.close(rebate)?;
/// assert_eq!((receipt.reserved().wei(), receipt.rebate().wei(), receipt.burned().wei()), (175, 15, 710));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ledger {
    plan: SettlementPlan,
    paid: Amount,
    filled: u64,
    kept: Kept,
    /// The node paid last, and the seats that it has left.
    last: Option<(NodeIndex, u64)>,
}

impl Ledger {
    /// The plan with which the settlement was started.
    #[must_use]
    pub const fn plan(&self) -> &SettlementPlan {
        &self.plan
    }

    /// The number of seats paid so far.
    #[must_use]
    pub const fn filled(&self) -> u64 {
        self.filled
    }

    /// The sum of the pays so far.
    #[must_use]
    pub const fn paid(&self) -> Amount {
        self.paid
    }

    /// Pays one filled seat at `node` and returns the pay: [`SettlementPlan::pay`], to the `payout` of the seat's claim.
    ///
    /// # Errors
    /// The first that applies: [`SettleError::ForeignNode`] if the node is not in the tree, [`SettleError::OutOfOrder`] if it
    /// comes before the node paid last in post-order, [`SettleError::TooManySeats`] if all its seats have been paid. The
    /// ledger is then unchanged.
    pub fn pay(&mut self, node: NodeIndex, fee_burn: FeeBurn) -> Result<Amount, SettleError> {
        let pay = self.plan.pay(node, fee_burn)?;
        let free = self.free_at(node)?.checked_sub(1).ok_or(SettleError::TooManySeats)?;
        self.last = Some((node, free));
        // At most S.
        self.filled = self.filled.wrapping_add(1);
        self.kept = self.kept.plus(node, fee_burn);
        // Pays of at most S seats: at most the pool.
        self.paid = self.paid.checked_add(pay).unwrap_or(self.plan.funding.pool());
        Ok(pay)
    }

    /// Pays one filled seat as [`pay`](Self::pay) does, with an unchecked FEE_BURN in ppm.
    ///
    /// ```
    /// # use fernet_core::{Address, NodeIndex, ParamValues, Params, TreeShape};
    /// # use fernet_rewards::{Amount, SettleError, SettlementPlan};
    /// # let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
    /// # let (fees, split) = (Amount::new(1_000)?, params.fee_split(900_000)?);
    /// let mut ledger = SettlementPlan::new(&params, TreeShape::new(1)?, fees, split, Amount::ZERO)?.ledger();
    /// assert_eq!(ledger.pay_ppm(NodeIndex::new(0), 1_000_001), Err(SettleError::BurnAbovePpm));
    /// assert_eq!(ledger.pay_ppm(NodeIndex::new(0), 500_000)?.wei(), 150); // half of 900 / 3
    /// assert_eq!(ledger.filled(), 1);
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`SettleError::BurnAbovePpm`] if `fee_burn` is above 1000000, then those of [`pay`](Self::pay). The
    /// ledger is then unchanged.
    pub fn pay_ppm(&mut self, node: NodeIndex, fee_burn: u32) -> Result<Amount, SettleError> {
        let fee_burn = FeeBurn::new(fee_burn).map_err(|_| SettleError::BurnAbovePpm)?;
        self.pay(node, fee_burn)
    }

    /// Ends the settlement: reserves what the pays need, refunds the winner's gas, at most `rebate_cap` and at most what
    /// would be burned, and burns the remainder of the pool (SPEC `#reserve`, `#rebate`, `#burned`).
    ///
    /// # Errors
    /// [`SettleError::NoRoot`] if no seat of the root was paid: a tree without its root cannot win.
    pub fn close(self, rebate: Rebate) -> Result<Receipt, SettleError> {
        // The root is the last node in post-order.
        if self.last.is_none_or(|(last, _)| last != self.plan.shape.root()) {
            return Err(SettleError::NoRoot);
        }
        Ok(self.plan.receipt(self.kept, rebate))
    }

    /// Counts the unpaid seats of a node, if the node may be paid now.
    fn free_at(&self, node: NodeIndex) -> Result<u64, SettleError> {
        let Some((last, free)) = self.last else {
            return Ok(self.plan.seats.of_node(node));
        };
        match self.plan.shape.post_order_cmp(node, last) {
            Some(Ordering::Greater) => Ok(self.plan.seats.of_node(node)),
            Some(Ordering::Equal) => Ok(free),
            _ => Err(SettleError::OutOfOrder),
        }
    }
}
