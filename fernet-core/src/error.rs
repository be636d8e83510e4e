//! Errors: one small `Copy` enum for each operation (SPEC `#errors`).

/// Defines an error enum whose variants carry their message.
macro_rules! error_enum {
    (
        $(#[$doc:meta])* $name:ident
        $($(#[$variant_doc:meta])* $variant:ident $(($inner:ty))? => $message:literal,)*
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant $(($inner))?,)*
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(match self {
                    $(error_enum!(@pattern $variant $($inner)?) => $message,)*
                })
            }
        }

        impl core::error::Error for $name {
            fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
                match self {
                    $(error_enum!(@pattern $variant $($inner)? => inner) => error_enum!(@source $($inner => inner)?),)*
                }
            }
        }

        $($(
            impl From<$inner> for $name {
                fn from(inner: $inner) -> Self {
                    Self::$variant(inner)
                }
            }
        )?)*
    };
    (@pattern $variant:ident) => { Self::$variant };
    (@pattern $variant:ident $inner:ty) => { Self::$variant(_) };
    (@pattern $variant:ident => $bind:ident) => { Self::$variant };
    (@pattern $variant:ident $inner:ty => $bind:ident) => { Self::$variant($bind) };
    (@source) => { None };
    (@source $inner:ty => $bind:ident) => { Some($bind) };
}

error_enum!(
    /// A parameter is out of its range (SPEC `#parameters`).
    ParamsError
    /// `tx_per_base` is not 1 or 2: a [`TxPerBase`](crate::TxPerBase) cannot be read.
    TxPerBase => "tx_per_base is not 1 or 2",
    /// `vrf_mode` has another name: a [`VrfMode`](crate::VrfMode) cannot be read.
    VrfMode => "vrf_mode is not per-node, per-block or public",
    /// `chain_id` is 0.
    ChainIdZero => "chain_id is 0",
    /// `rollup_address` is the zero address.
    RollupAddressZero => "rollup_address is the zero address",
    /// `proofs_per_node` is not in 1..=3.
    ProofsPerNode => "proofs_per_node is not in 1..=3",
    /// `root_seats` is not in 1..=`proofs_per_node`.
    RootSeats => "root_seats is not in 1..=proofs_per_node",
    /// `randao_lag` is 0.
    RandaoLagZero => "randao_lag is 0",
    /// A phase has no L1 block.
    PhaseLengthZero => "a phase length is 0",
    /// `slash_amount` is 2^96 or more.
    SlashAmountTooLarge => "slash_amount is not below 2^96 wei",
    /// `rebate_cap` is 2^96 or more.
    RebateCapTooLarge => "rebate_cap is not below 2^96 wei",
    /// `base_share` is above [`PPM`](crate::PPM).
    BaseShareAbovePpm => "base_share is above 1000000 ppm",
);

error_enum!(
    /// A mix cannot be kept or read (SPEC `#randao-ring`, `#randao-lag`).
    RandaoError
    /// A mix for a slot before the newest one kept.
    SlotBeforeNewest => "slot is before the newest one in the ring",
    /// The newest slot has another mix.
    ConflictingMix => "the ring holds another mix for this slot",
    /// The lag reaches back beyond slot 0.
    BeforeFirstSlot => "slot is less than randao_lag",
    /// No mix at or after the wanted slot has been seen yet.
    NotYetKnown => "no mix at or after slot - randao_lag is known yet",
    /// The mix has left the ring, or was never in it.
    NotRetained => "no mix at or before slot - randao_lag is retained",
);

error_enum!(
    /// A registry snapshot does not fit the randomness (SPEC `#snapshot`).
    SnapshotError
    /// The snapshot was taken in or after the slot of the mix: keys could have been chosen to win.
    NotOlderThanRandomness => "the registry snapshot is not older than the randomness",
);

error_enum!(
    /// A key may not act in this block (SPEC `#eligibility`).
    Ineligible
    /// It has no registration. For callers that look a key up in a registry; no function of this crate does.
    NotRegistered => "the key is not registered",
    /// Its role does not include the duty.
    WrongRole => "the key's role does not include this duty",
    /// It was registered too late before the snapshot.
    NotYetActive => "the key was not active at the registry snapshot",
    /// It had left by the snapshot.
    Exited => "the key had exited at the registry snapshot",
);

error_enum!(
    /// A bid is out of range (SPEC `#bid`).
    BidError
    /// FEE_SPLIT is above the cap.
    FeeSplitAboveCap => "fee_split is above fee_split_cap",
    /// FEE_BURN is above [`PPM`](crate::PPM).
    FeeBurnAbovePpm => "fee_burn is above 1000000 ppm",
);

error_enum!(
    /// A proposal takes no part in the election (SPEC `#proposal-checks`).
    ProposalError
    /// It does not build on the canonical tip.
    DeadParent => "the parent is not the canonical tip",
    /// Its key is not eligible.
    Ineligible(Ineligible) => "the key may not propose",
    /// Its split is out of range.
    Bid(BidError) => "the bid is out of range",
    /// Its payout address is zero.
    PayoutZero => "payout is the zero address",
    /// Its bond is 2^96 or more.
    BondTooLarge => "bond is not below 2^96 wei",
    /// A split above 1 comes without a bond.
    BondMissing => "fee_split is above 1 and bond is 0",
    /// A split of at most 1 comes with a bond.
    BondNotNeeded => "fee_split is at most 1 and bond is not 0",
    /// It was checked for another election: of another block, snapshot, parent or parameters.
    Foreign => "the proposal was checked for another election",
);

error_enum!(
    /// A claim cannot fill a seat (SPEC `#claim-checks`).
    ClaimError
    /// Its node is not in the tree.
    ForeignNode => "the node is not in the tree",
    /// A base proof names children.
    BaseWithChildren => "a base proof has left or right set",
    /// A merge proof names no child on one side.
    MergeWithoutChildren => "a merge proof has left or right zero",
    /// Its burn is out of range.
    Bid(BidError) => "the bid is out of range",
    /// Its payout address is zero.
    PayoutZero => "payout is the zero address",
    /// Its key is not eligible.
    Ineligible(Ineligible) => "the key may not prove this node",
);

error_enum!(
    /// Seats do not form a bundle (SPEC `#bundle`).
    BundleError
    /// No seat.
    Empty => "a bundle has at least one seat",
    /// A seat of another tree: of another block, shape or parameters.
    Foreign => "a seat is of another tree",
    /// More than `proofs_per_node` seats.
    TooManySeats => "more seats than proofs_per_node",
    /// More than one seat at the root.
    RootTakesOne => "the root takes one proof",
    /// Seats of two nodes.
    MixedNodes => "seats of different nodes",
    /// Seats of two statements.
    MixedStatements => "seats of different statements",
    /// Two seats of one key.
    DuplicateProver => "two seats of one key",
    /// The seats after the primary are not in the order.
    SeatOrder => "the seats after the primary are out of order",
);

error_enum!(
    /// What is below a primary is not what its claim names (SPEC `#bundle`).
    ChildError
    /// An accumulator of another tree: of another block, shape or parameters.
    Foreign => "an accumulator is of another tree",
    /// A base was given children.
    ChildrenOfBase => "a base has no children",
    /// A merge was given no children.
    ChildMissing => "a merge needs its two children",
    /// An accumulator is of a node that is not the child.
    WrongNode => "an accumulator is not of the child node",
    /// The left child has another commitment.
    LeftDiffers => "the left child is not the one the claim names",
    /// The right child has another commitment.
    RightDiffers => "the right child is not the one the claim names",
);

error_enum!(
    /// A seat does not fit a bundle builder (SPEC `#best-bundle`).
    BundleBuilderError
    /// The seat is of another tree, node or statement.
    Bundle(BundleError) => "the seat is not of this tree, node and statement",
    /// What is below it is not what its claim names.
    Child(ChildError) => "the children are not what the seat names",
);

error_enum!(
    /// A submitted tree is refused (SPEC `#post-order`).
    TreeError
    /// It uses a claim that was refused. For callers that read trees as lists of claims; no function of this crate does.
    RefusedClaim => "the tree uses a claim that is not valid",
    /// A bundle or a tree that was made for another tree: of another block, shape or parameters.
    Foreign => "the bundle or tree is of another tree",
    /// A node that was given before.
    Duplicate => "the node was given before",
    /// A node that comes later.
    OutOfOrder => "the node comes later in post-order",
    /// The tree ended before its root.
    Missing => "the tree ends before its root",
    /// A child is not the one the primary names.
    Child(ChildError) => "a child is not what the primary names",
    /// The verifier's capacity is less than the depth of the tree plus one.
    StackFull => "the capacity is less than the depth of the tree plus one",
);

error_enum!(
    /// A tree has no such shape (SPEC `#bases`).
    ShapeError
    /// No base.
    NoBases => "a tree has at least one base",
    /// More than 2^32 bases.
    TooManyBases => "a tree has at most 2^32 bases",
);

error_enum!(
    /// A block does not take an event (SPEC `#phase-table`).
    PhaseError
    /// The L1 block is at or after the limit of the phase that takes the event.
    Late => "the phase for this event has ended",
    /// The L1 block is before the last one seen.
    TimeRunsBack => "the L1 block is before the last one seen",
    /// The phase does not take the event.
    NotInThisPhase => "the phase does not take this event",
    /// A deadline is beyond 2^64 - 1.
    Overflow => "a deadline is beyond the last L1 block number",
);
