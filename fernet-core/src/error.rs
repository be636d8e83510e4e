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
    /// `tx_per_base` is neither 1 nor 2. Found when a [`TxPerBase`](crate::TxPerBase) is read.
    TxPerBase => "tx_per_base is not 1 or 2",
    /// `vrf_mode` is not `per-node`, `per-block` or `public`. Found when a [`VrfMode`](crate::VrfMode) is read.
    VrfMode => "vrf_mode is not per-node, per-block or public",
    /// `sequencer_suite` is not `edwards25519` or `p256`. Found when a [`SequencerSuite`](crate::SequencerSuite) is read.
    SequencerSuite => "sequencer_suite is not edwards25519 or p256",
    /// `chain_id` is 0.
    ChainIdZero => "chain_id is 0, expected 1 or more",
    /// `rollup_address` is the zero address.
    RollupAddressZero => "rollup_address is the zero address",
    /// `proofs_per_node` is not in 1..=3.
    ProofsPerNode => "proofs_per_node is not 1, 2 or 3",
    /// `root_seats` is not in 1..=`proofs_per_node`.
    RootSeats => "root_seats is not from 1 to proofs_per_node",
    /// `randao_lag` is 0 or 1.
    RandaoLag => "randao_lag is less than 2 L1 blocks",
    /// `proposal_blocks`, `reveal_blocks` or `proving_blocks` is 0.
    PhaseLengthZero => "proposal_blocks, reveal_blocks or proving_blocks is 0, expected 1 L1 block or more",
    /// `claim_blocks` is 0.
    ClaimBlocksZero => "claim_blocks is 0, expected 1 L1 block or more",
    /// `bond_base` is 2^96 wei or more, or the minimum bond at `fee_split_cap` is.
    BondBaseTooLarge => "bond_base, or the minimum bond at fee_split_cap, is not below 2^96 wei",
    /// `fee_split_cap` is above 1000000 ppm and `bond_base` is 0.
    BondBaseMissing => "fee_split_cap is above 1000000 ppm, but bond_base is 0 wei",
    /// `reveal_slash_amount` is 2^96 wei or more.
    RevealSlashAmountTooLarge => "reveal_slash_amount is not below 2^96 wei",
    /// `proof_slash_amount` is 2^96 wei or more.
    ProofSlashAmountTooLarge => "proof_slash_amount is not below 2^96 wei",
    /// `block_reward` is 2^96 wei or more.
    BlockRewardTooLarge => "block_reward is not below 2^96 wei",
    /// `rebate_cap` is 2^96 wei or more.
    RebateCapTooLarge => "rebate_cap is not below 2^96 wei",
    /// `base_share` is above 1000000 ppm.
    BaseShareAbovePpm => "base_share is above 1000000 ppm",
    /// `quorum` is not in 1..=`attesters`, or not 0 although `attesters` is.
    Quorum => "quorum is not from 1 to attesters, or not 0 although attesters is 0",
    /// `attest_blocks` is not in 1..`proving_blocks`, or not 0 although `attesters` is.
    AttestBlocks => "attest_blocks is not from 1 to proving_blocks - 1, or not 0 although attesters is 0",
);

error_enum!(
    /// Digests are not those of a block's proof data (SPEC `#data-root`).
    DataError
    /// There is not exactly one digest for each transaction of the block.
    DataCount => "the number of digests is not the number of transactions",
    /// The root of the digests is not the `data_root` of the reveal.
    WrongData => "the digests are not those of the reveal's data_root",
);

error_enum!(
    /// An attestation breaks a rule (SPEC `#attestation`).
    AttestationError
    /// The key is not eligible to prove a base (SPEC `#eligibility`).
    Ineligible(Ineligible) => "the key may not attest",
    /// The `data_root` is not that of the reveal.
    OtherData => "data_root is not that of the reveal",
    /// The ticket of the key does not select it.
    NotSelected => "the key is not selected as an attester of this block",
);

error_enum!(
    /// A certificate breaks a rule, or an attestation cannot be collected for it (SPEC `#certificate`).
    CertificateError
    /// The `data_root` is not that of the reveal.
    OtherData => "data_root is not that of the reveal",
    /// The number of attestations is not the number that the block needs, or no key may attest.
    Count => "the number of attestations is not the number that the block needs",
    /// Two attestations are of the same key.
    DuplicateKey => "two attestations are of the same key",
    /// The attestations do not ascend by key.
    KeyOrder => "the attestations do not ascend by key",
    /// The attestation that is collected was made for another block or other data.
    Foreign => "the attestation is of another block, or of other data",
);

error_enum!(
    /// A RANDAO mix cannot be inserted into a ring or read from it (SPEC `#randao-ring`, `#randao-lag`).
    RandaoError
    /// The L1 block is before the newest one of the ring.
    L1BlockBeforeNewest => "the L1 block is before the newest one in the ring",
    /// The ring already holds a different mix for the L1 block.
    ConflictingMix => "the ring already holds a different mix for this L1 block",
    /// The block opens before L1 block `randao_lag + 2`, so there is no L1 block from which to take the mix or the
    /// registry.
    OpensTooEarly => "the block opens before L1 block randao_lag + 2",
    /// The ring has no mix of the L1 block that is wanted, and none of a later one.
    NotYetKnown => "the mix of the L1 block is not known yet",
    /// The ring has a mix of a later L1 block, but none of the one that is wanted.
    NotRetained => "the mix of the L1 block is not retained",
);

error_enum!(
    /// A request to register a key is refused, whatever its proof (SPEC `#registration`).
    RegistrationError
    /// The suite is not that of the role in this rollup, or the proof has the length of another suite.
    Suite => "suite is not that of the role in this rollup, or the proof has the length of another suite",
    /// The owner is the zero address.
    OwnerZero => "owner is the zero address",
);

error_enum!(
    /// A key is not eligible for a duty in a block (SPEC `#eligibility`).
    Ineligible
    /// The key is not registered. No function of this crate returns this; it is for callers that look up keys in a
    /// registry.
    NotRegistered => "the key is not registered",
    /// The role of the key does not allow the duty.
    WrongRole => "the role of the key does not allow this duty",
    /// The key was not yet active: `entry_l1_block + activation_delay` is after the L1 block of the snapshot.
    NotYetActive => "the key was not yet active at the registry snapshot",
    /// The key had exited at or before the L1 block of the snapshot.
    Exited => "the key had exited at the registry snapshot",
);

error_enum!(
    /// A bid is out of range (SPEC `#bid`).
    BidError
    /// The bid `fee_split` is above `fee_split_cap`.
    FeeSplitAboveCap => "fee_split is above fee_split_cap",
    /// The bid `fee_burn` is above 1000000 ppm.
    FeeBurnAbovePpm => "fee_burn is above 1000000 ppm",
);

error_enum!(
    /// A proposal is refused and takes no part in the election (SPEC `#proposal-checks`).
    ProposalError
    /// The key is not eligible (SPEC `#eligibility`).
    Ineligible(Ineligible) => "the key may not propose",
    /// The parent of the proposal is not the canonical tip.
    DeadParent => "parent is not the canonical tip",
    /// The bid `fee_split` is above `fee_split_cap`.
    Bid(BidError) => "the bid fee_split is out of range",
    /// The payout is the zero address.
    PayoutZero => "payout is the zero address",
    /// The bond is 2^96 wei or more.
    BondTooLarge => "bond is not below 2^96 wei",
    /// The proposal has a `fee_split` above 1000000 ppm and no bond.
    BondMissing => "fee_split is above 1000000 ppm, but bond is 0 wei",
    /// The bond is smaller than the minimum bond for the `fee_split` of the proposal.
    BondTooSmall => "bond is below the minimum bond for this fee_split",
    /// The proposal has a bond, but its `fee_split` is at most 1000000 ppm.
    BondNotNeeded => "fee_split is at most 1000000 ppm, but bond is not 0 wei",
    /// The proposal was checked for an election of another block, snapshot or parent, or with other parameters.
    Foreign => "the proposal was checked for another election",
);

error_enum!(
    /// A claim is refused and cannot become a seat (SPEC `#claim-checks`).
    ClaimError
    /// The key is not eligible (SPEC `#eligibility`).
    Ineligible(Ineligible) => "the key may not prove this node",
    /// The node is not in the tree: its number is `2 * bases - 1` or more.
    ForeignNode => "node is not in the tree, expected a number below 2 * bases - 1",
    /// The claim of a base node has a left or right child that is not zero.
    BaseWithChildren => "left or right of the claim of a base is not zero",
    /// The claim of a merge node has a left or right child that is zero.
    MergeWithoutChildren => "left or right of the claim of a merge is zero",
    /// The bid `fee_burn` is above 1000000 ppm.
    Bid(BidError) => "the bid fee_burn is out of range",
    /// The payout is the zero address.
    PayoutZero => "payout is the zero address",
);

error_enum!(
    /// Seats do not form a bundle (SPEC `#bundle`).
    BundleError
    /// The bundle has no seats.
    Empty => "the bundle has no seats, expected 1 to proofs_per_node",
    /// A seat is of another block, of a tree of another shape, or was made under other parameters.
    Foreign => "a seat is of another block or tree, or was made under other parameters",
    /// The bundle has more seats than `proofs_per_node`.
    TooManySeats => "the bundle has more seats than proofs_per_node",
    /// The bundle of the root has more than one seat.
    RootTakesOne => "the bundle of the root has more than one seat",
    /// The seats are of different nodes.
    MixedNodes => "the seats are of different nodes",
    /// The seats are of different statements.
    MixedStatements => "the seats are of different statements",
    /// Two seats of the bundle are of the same key.
    DuplicateProver => "two seats of the bundle are of the same key",
    /// Two seats of the bundle have the same `proof_digest`.
    DuplicateProof => "two seats of the bundle have the same proof_digest",
    /// The seats after the primary are not sorted best first (SPEC `#order`).
    SeatOrder => "the seats after the primary are not sorted best first",
);

error_enum!(
    /// The child accumulators of a bundle are not those that the claim of its primary names (SPEC `#bundle`).
    ChildError
    /// A child accumulator is of another block, of a tree of another shape, or was made under other parameters.
    Foreign => "a child accumulator is of another block or tree, or was made under other parameters",
    /// Child accumulators were given for a base node, which has no children.
    ChildrenOfBase => "child accumulators were given for a base node, which has no children",
    /// No child accumulators were given for a merge node.
    ChildMissing => "the two child accumulators of a merge node are missing",
    /// A child accumulator is not of the left or right child node.
    WrongNode => "a child accumulator is not of the left or right child node",
    /// The left accumulator is not the one that the claim of the primary names.
    LeftDiffers => "the left accumulator is not the one that the claim of the primary names",
    /// The right accumulator is not the one that the claim of the primary names.
    RightDiffers => "the right accumulator is not the one that the claim of the primary names",
);

error_enum!(
    /// A seat cannot be inserted into a bundle builder (SPEC `#best-bundle`).
    BundleBuilderError
    /// The seat is of another tree, node or statement than the builder.
    Bundle(BundleError) => "the seat is not of this tree, node and statement",
    /// The child accumulators are not those that the claim of the seat names.
    Child(ChildError) => "the child accumulators are not those that the claim of the seat names",
);

error_enum!(
    /// A submitted tree is refused (SPEC `#post-order`).
    TreeError
    /// The tree uses a claim that is not valid. No function of this crate returns this; it is for callers that check
    /// claims before trees.
    RefusedClaim => "the tree uses a claim that is not valid",
    /// The bundle or tree is of another block, of another shape, or was made under other parameters.
    Foreign => "the bundle or tree is of another block or shape, or was made under other parameters",
    /// A bundle of this node was inserted before.
    Duplicate => "a bundle of this node was inserted before",
    /// The node is not the next one in post-order; it comes later.
    OutOfOrder => "the node is not the next one in post-order, it comes later",
    /// The tree is not complete: the bundle of the root was not inserted.
    Missing => "the tree is not complete, the bundle of the root is missing",
    /// A child accumulator is not the one that the claim of the primary names.
    Child(ChildError) => "a child accumulator is not the one that the claim of the primary names",
    /// The stack of the verifier has room for fewer accumulators than the depth of the tree plus one.
    StackFull => "the capacity of the verifier is less than the depth of the tree plus one",
);

error_enum!(
    /// An opening is refused, or cannot be made from tree data (SPEC `#opening`).
    OpeningError
    /// The number of bytes is not 429 plus a multiple of 120 up to 32 times 120.
    Length => "an opening has 429 bytes and 120 for each of at most 32 levels",
    /// The node of the seat is not in the tree.
    ForeignNode => "the node of the seat is not in the tree",
    /// The number of levels is not the depth of the seat's node.
    Levels => "the number of levels is not the depth of the node",
    /// A bundle has no seat, or an empty seat comes before another one.
    EmptySeat => "an empty seat comes before another one",
    /// The position of the seat is not below the number of seats of its bundle.
    Position => "the position is not below the number of seats",
    /// The path does not lead to the commitment of the root.
    RootDiffers => "the path does not lead to the commitment of the root",
    /// The tree data does not contain the seat at its node.
    NotInBundle => "the seat is not in the data of its node",
    /// The tree data ends before the root.
    Missing => "the tree data ends before the root",
    /// The tree data goes on after the root.
    Surplus => "the tree data goes on after the root",
);

error_enum!(
    /// The number of bases of a tree is out of range (SPEC `#bases`).
    ShapeError
    /// The number of bases is 0.
    NoBases => "the number of bases is 0, expected 1 to 2^32",
    /// The number of bases is above 2^32.
    TooManyBases => "the number of bases is above 2^32",
);

error_enum!(
    /// A block does not accept an event (SPEC `#phase-table`).
    PhaseError
    /// The L1 block of the event is before the L1 block of the last event.
    TimeRunsBack => "the L1 block of the event is before that of the last event",
    /// The phase in which this event is accepted has ended.
    Late => "the phase that accepts this event has ended",
    /// The present phase does not accept this event.
    NotInThisPhase => "the present phase does not accept this event",
    /// A phase would end at an L1 block number of 2^64 or more.
    Overflow => "a phase would end at an L1 block number of 2^64 or more",
);

error_enum!(
    /// A chain of blocks does not accept an event (SPEC `#chain`).
    ChainError
    /// The capacity is less than the number of blocks that can be open at a time.
    Capacity => "the capacity is less than the number of blocks that can be open at a time",
    /// Time has not been applied up to the L1 block of the message.
    Behind => "time has to be applied up to the L1 block of the message first",
    /// The block has not opened, or it has ended.
    NotOpen => "the block is not open",
    /// The block or the chain does not accept the event.
    Phase(PhaseError) => "the block does not accept the event",
);

error_enum!(
    /// Bytes are not a message, or a message of another kind (SPEC `#message-errors`).
    /// [`DecodeError`](crate::message::DecodeError) adds the field and its offset.
    MessageError
    /// The bytes end before the end of the field.
    Truncated => "message ends within the field",
    /// The version is not 1.
    Version => "version is not 1",
    /// No kind of message has this number.
    UnknownKind => "unknown kind of message",
    /// The message is of another kind than the one to be decoded.
    OtherKind => "message is of another kind",
    /// The value of the field is none of those that it can have.
    Value => "field has no such value",
    /// Bytes follow the last field.
    Surplus => "bytes after the end of the message",
);
