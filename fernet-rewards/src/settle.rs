//! Settlement of a block, seat by seat (SPEC `#settlement`).

use fernet_core::{FeeBurn, FeeSplit, PPM, Params, Shape};

use crate::seats::{Place, Seats, SharedPool};
use crate::{Amount, Funding, Rebate, Receipt, SettleError};

/// All that decides the pay of a seat: the funded pool, the tree's shape, the seats.
///
/// ```
/// use fernet_core::{Address, FeeBurn, ParamValues, Params, Shape};
/// use fernet_rewards::{Amount, Plan, SettleError};
///
/// // A third of the pool for base proofs: 300 over six seats, 600 over the root's three.
/// let values = ParamValues { base_share: Some(333_334), ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
/// let params = Params::new(values)?;
/// let (fees, split) = (Amount::new(900)?, params.fee_split(1_000_000)?);
/// let plan = Plan::new(&params, Shape::new(2)?, fees, split, Amount::ZERO)?;
/// assert_eq!(plan.seats(), 9);
/// assert_eq!(plan.pay(0, FeeBurn::ZERO)?.wei(), 50);
/// assert_eq!(plan.pay(1, FeeBurn::new(500_000)?)?.wei(), 100);
/// assert_eq!(plan.pay(3, FeeBurn::ZERO), Err(SettleError::ForeignNode));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Plan {
    funding: Funding,
    shape: Shape,
    seats: Seats,
    seats_of_node: u64,
    bases: SharedPool,
    /// Merges and root; the same as `bases` when there is one pool.
    merges: SharedPool,
    rebate_cap: u128,
}

impl Plan {
    /// Plans the settlement of a block with `fees` (block reward included) whose leader bid `split` and locked `bond`,
    /// proved by a tree of `shape`.
    ///
    /// # Errors
    /// [`SettleError::PoolTooLarge`], then [`SettleError::BondTooSmall`] (SPEC `#pool`).
    pub fn new(
        params: &Params,
        shape: Shape,
        fees: Amount,
        split: FeeSplit,
        bond: Amount,
    ) -> Result<Self, SettleError> {
        let funding = Funding::new(fees, split, bond)?;
        let seats = Seats::of(params, shape);
        let (bases, merges) = match params.base_share() {
            Some(share) if shape.bases() > 1 => {
                let (base_pool, merge_pool) = funding.pool().split_floor(share, u64::from(PPM));
                (
                    SharedPool { pool: base_pool, seats: seats.of_bases() },
                    SharedPool { pool: merge_pool, seats: seats.above_bases() },
                )
            }
            _ => {
                let one = SharedPool { pool: funding.pool(), seats: seats.total() };
                (one, one)
            }
        };
        let seats_of_node = u64::from(params.proofs_per_node());
        Ok(Self { funding, shape, seats, seats_of_node, bases, merges, rebate_cap: params.rebate_cap() })
    }

    /// Who funds the pool.
    #[must_use]
    pub const fn funding(&self) -> Funding {
        self.funding
    }

    /// The tree.
    #[must_use]
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// `S`, the seats of the whole tree, at least 1 and below 2^35 (SPEC `#seats`).
    #[must_use]
    pub const fn seats(&self) -> u64 {
        self.seats.total()
    }

    /// The pay of one filled seat at `node`, in wei rounded down (SPEC `#pay`). It depends on no other seat.
    ///
    /// # Errors
    /// [`SettleError::ForeignNode`].
    pub fn pay(&self, node: u64, fee_burn: FeeBurn) -> Result<Amount, SettleError> {
        Ok(self.pay_at(self.place(node)?, fee_burn))
    }

    /// A ledger in which no seat is paid yet.
    #[must_use]
    pub const fn ledger(&self) -> Ledger {
        Ledger { plan: *self, unspent: self.funding.pool(), free: self.seats, last: None }
    }

    fn place(&self, node: u64) -> Result<Place, SettleError> {
        Place::of(self.shape, node).ok_or(SettleError::ForeignNode)
    }

    fn pay_at(&self, place: Place, fee_burn: FeeBurn) -> Amount {
        let shared = match place {
            Place::Base => self.bases,
            Place::Merge | Place::Root => self.merges,
        };
        shared.pay_floor(fee_burn)
    }
}

/// Pays the filled seats of the winning tree one by one, in any order, in constant memory.
///
/// It refuses nodes that the tree does not have, and more pays than seats: of all bases together, of all inner merges
/// together, of the root, and of any one node whose seats come one after the other. So the rule of SPEC `#pay` is
/// enforced in full when each node's seats come together, as from bundles or by ascending node. Seats that come mixed
/// must be of a verified tree ([`TreeVerifier`](fernet_core::tree::TreeVerifier)), in which no node has too many.
///
/// Seats that break both conditions can move pay from one prover to another, but not make any: a pay is at most its
/// pool divided by the pool's seats, and no pool makes more pays than it has seats.
///
/// ```
/// use fernet_core::{Address, FeeBurn, ParamValues, Params, Shape};
/// use fernet_rewards::{Amount, Plan, Rebate, SettleError};
///
/// let values = ParamValues { rebate_cap: 15, ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
/// let params = Params::new(values)?;
/// let split = params.fee_split(900_000)?;
/// let plan = Plan::new(&params, Shape::new(2)?, Amount::new(1_000)?, split, Amount::ZERO)?;
///
/// // Three nodes of three seats: 900 / 9 each. Node 1 is the root.
/// let mut ledger = plan.ledger();
/// assert_eq!(ledger.pay(0, FeeBurn::ZERO)?.wei(), 100);
/// assert_eq!(ledger.pay(1, FeeBurn::new(250_000)?)?.wei(), 75);
/// assert_eq!(ledger.pay(3, FeeBurn::ZERO), Err(SettleError::ForeignNode));
///
/// let receipt = ledger.close(Rebate::of_gas(10, 2))?;
/// assert_eq!((receipt.paid().wei(), receipt.rebate().wei(), receipt.burned().wei()), (175, 15, 710));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ledger {
    plan: Plan,
    unspent: Amount,
    free: Seats,
    /// The node paid last, and the seats it has left.
    last: Option<(u64, u64)>,
}

impl Ledger {
    /// The plan behind it.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Number of seats paid so far.
    #[must_use]
    pub const fn filled(&self) -> u64 {
        self.plan.seats().saturating_sub(self.free.total())
    }

    /// Pays one filled seat at `node` and returns the pay: [`Plan::pay`], to the `payout` of the seat's claim.
    ///
    /// # Errors
    /// [`SettleError::ForeignNode`], then [`SettleError::TooManySeats`]; the ledger is then as before.
    pub fn pay(&mut self, node: u64, fee_burn: FeeBurn) -> Result<Amount, SettleError> {
        let place = self.plan.place(node)?;
        let free_here = match self.last {
            Some((last, free)) if last == node => free,
            _ => self.plan.seats_of_node,
        };
        let free_here = free_here.checked_sub(1).ok_or(SettleError::TooManySeats)?;
        self.free = self.free.take(place).ok_or(SettleError::TooManySeats)?;
        self.last = Some((node, free_here));

        let (pay, unspent) = self.unspent.split_at(self.plan.pay_at(place, fee_burn).wei());
        self.unspent = unspent;
        Ok(pay)
    }

    /// [`pay`](Self::pay) with the burn as a wire carries it, in ppm.
    ///
    /// # Errors
    /// [`SettleError::BurnAbovePpm`], then those of [`pay`](Self::pay); the ledger is then as before.
    pub fn pay_ppm(&mut self, node: u64, fee_burn: u32) -> Result<Amount, SettleError> {
        let fee_burn = FeeBurn::new(fee_burn).map_err(|_| SettleError::BurnAbovePpm)?;
        self.pay(node, fee_burn)
    }

    /// Refunds the winner's gas, up to `rebate_cap` and to what would be burned (SPEC `#rebate`), burns the remainder,
    /// and ends the settlement.
    ///
    /// # Errors
    /// [`SettleError::NoRoot`]: without a seat of the root no tree has won.
    pub fn close(self, rebate: Rebate) -> Result<Receipt, SettleError> {
        if self.free.of_root() == self.plan.seats.of_root() {
            return Err(SettleError::NoRoot);
        }
        let rebate = rebate.wei().min(self.plan.rebate_cap);
        Ok(Receipt::new(self.plan.funding, self.unspent, rebate, self.filled()))
    }
}
