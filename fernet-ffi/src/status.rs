//! Status codes: one number for each error of SPEC `#errors`, never renumbered.

use core::ffi::CStr;

use crate::ptr::Text;

/// What a function returns: FERNET_STATUS_OK, or why it failed. Failures are negative. A number is never reused or changed;
/// later versions add some. Each error of SPEC #errors has its own, in a block of 100 for each operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
#[repr(i32)]
pub enum fernet_status {
    /// Done.
    Ok = 0,
    /// A pointer is NULL that may not be.
    Null = -1,
    /// A length is impossible, or two lengths differ, or a capacity is 0 or less than the count.
    Length = -2,
    /// An array is not aligned as its element type asks for.
    Alignment = -3,
    /// Something that is written shares memory with another argument; nothing was written.
    Overlap = -4,
    /// A private object is not initialised, was wiped, or is of another type.
    State = -5,
    /// A number that stands for one of a list is none of them, or a reserved field is not 0.
    Value = -6,
    /// There is no such value: no fee is enough, no candidate, no seat was offered.
    None = -7,
    /// The header and the library are of different ABI versions.
    AbiVersion = -8,
    /// A known answer came out wrong: do not use this library on this machine.
    SelfTest = -9,
    /// Never returned: a case that the library does not know of itself.
    Internal = -10,
    /// chain_id is 0.
    ParamsChainIdZero = -101,
    /// rollup_address is the zero address.
    ParamsRollupAddressZero = -102,
    /// proofs_per_node is not in 1 to 3.
    ParamsProofsPerNode = -103,
    /// root_seats is not in 1 to proofs_per_node.
    ParamsRootSeats = -104,
    /// randao_lag is 0.
    ParamsRandaoLagZero = -105,
    /// A phase length is 0.
    ParamsPhaseLengthZero = -106,
    /// slash_amount is 2^96 wei or more.
    ParamsSlashAmountTooLarge = -107,
    /// rebate_cap is 2^96 wei or more.
    ParamsRebateCapTooLarge = -108,
    /// base_share is above 1000000 ppm and not FERNET_NO_BASE_SHARE.
    ParamsBaseShareAbovePpm = -109,
    /// tx_per_base is not 1 or 2.
    ParamsTxPerBase = -110,
    /// vrf_mode is none of FERNET_VRF_MODE_...
    ParamsVrfMode = -111,
    /// A slot is before the newest one in the ring.
    RandaoSlotBeforeNewest = -201,
    /// The ring holds another mix for this slot.
    RandaoConflictingMix = -202,
    /// The slot is less than randao_lag.
    RandaoBeforeFirstSlot = -203,
    /// No mix at or after slot - randao_lag is known yet.
    RandaoNotYetKnown = -204,
    /// No mix at or before slot - randao_lag is retained.
    RandaoNotRetained = -205,
    /// The registry snapshot is not older than the randomness.
    SnapshotNotOlderThanRandomness = -301,
    /// The key's role does not include this duty.
    IneligibleWrongRole = -401,
    /// The key was not active at the registry snapshot.
    IneligibleNotYetActive = -402,
    /// The key had exited at the registry snapshot.
    IneligibleExited = -403,
    /// The key is not registered. Never returned: for callers that look a key up in a registry.
    IneligibleNotRegistered = -404,
    /// fee_split is above fee_split_cap.
    BidFeeSplitAboveCap = -501,
    /// fee_burn is above 1000000 ppm.
    BidFeeBurnAbovePpm = -502,
    /// The parent is not the canonical tip.
    ProposalDeadParent = -601,
    /// payout is the zero address.
    ProposalPayoutZero = -602,
    /// bond is 2^96 wei or more.
    ProposalBondTooLarge = -603,
    /// fee_split is above 1000000 ppm and bond is 0.
    ProposalBondMissing = -604,
    /// fee_split is at most 1000000 ppm and bond is not 0.
    ProposalBondNotNeeded = -605,
    /// The node is not in the tree.
    ClaimForeignNode = -701,
    /// A base proof has left or right set.
    ClaimBaseWithChildren = -702,
    /// A merge proof has left or right zero.
    ClaimMergeWithoutChildren = -703,
    /// payout is the zero address.
    ClaimPayoutZero = -704,
    /// A bundle has at least one seat.
    BundleEmpty = -801,
    /// More seats than proofs_per_node.
    BundleTooManySeats = -802,
    /// The root takes one proof.
    BundleRootTakesOne = -803,
    /// Seats of different nodes.
    BundleMixedNodes = -804,
    /// Seats of different statements.
    BundleMixedStatements = -805,
    /// Two seats of one key.
    BundleDuplicateProver = -806,
    /// The seats after the primary are out of order.
    BundleSeatOrder = -807,
    /// A seat is of another tree: of another block, shape or parameters.
    BundleForeign = -808,
    /// A base has no children.
    ChildChildrenOfBase = -901,
    /// A merge needs its two children.
    ChildChildMissing = -902,
    /// An accumulator is not of the child node.
    ChildWrongNode = -903,
    /// The left child is not the one the claim names.
    ChildLeftDiffers = -904,
    /// The right child is not the one the claim names.
    ChildRightDiffers = -905,
    /// An accumulator is of another tree: of another block, shape or parameters.
    ChildForeign = -906,
    /// The bundle or tree is of another tree: of another block, shape or parameters.
    TreeForeign = -1001,
    /// The node was given before.
    TreeDuplicate = -1002,
    /// The node comes later in post-order.
    TreeOutOfOrder = -1003,
    /// The tree ends before its root.
    TreeMissing = -1004,
    /// The capacity is less than the depth of the tree plus one.
    TreeStackFull = -1005,
    /// The tree uses a claim that is not valid. Never returned: for callers that read trees as lists of claims.
    TreeRefusedClaim = -1006,
    /// A tree has at least one base.
    ShapeNoBases = -1101,
    /// A tree has at most 2^32 bases.
    ShapeTooManyBases = -1102,
    /// The L1 block is before the last one seen.
    PhaseTimeRunsBack = -1201,
    /// The phase does not take this event.
    PhaseNotInThisPhase = -1202,
    /// A deadline is beyond the last L1 block number.
    PhaseOverflow = -1203,
    /// The phase for this event has ended.
    PhaseLate = -1204,
    /// A public key is not 32 bytes long.
    KeyLength = -1301,
    /// The y-coordinate of a public key is not reduced.
    KeyNonCanonical = -1302,
    /// A public key encodes x = 0 with a sign.
    KeyMinusZero = -1303,
    /// A public key is not on the curve.
    KeyNotOnCurve = -1304,
    /// A public key has small order.
    KeySmallOrder = -1305,
    /// A proof is not 80 bytes long.
    ProofLength = -1401,
    /// The y-coordinate of Gamma is not reduced.
    ProofGammaNonCanonical = -1402,
    /// Gamma encodes x = 0 with a sign.
    ProofGammaMinusZero = -1403,
    /// Gamma is not on the curve.
    ProofGammaNotOnCurve = -1404,
    /// The scalar s of a proof is not reduced.
    ProofScalarNotReduced = -1405,
    /// TAI only: the input does not encode to a point, about one in 2^256.
    EvaluateNoPoint = -1501,
    /// TAI only: the input does not encode to a point, about one in 2^256.
    VerifyNoPoint = -1601,
    /// The proof is not valid for this key, suite, input and additional data.
    VerifyInvalid = -1602,
    /// A proof for a batch is not 128 bytes long.
    BatchProofLength = -1701,
    /// The first 32 bytes are not a point in its one encoding.
    BatchProofGamma = -1702,
    /// The second 32 bytes are not a point in its one encoding.
    BatchProofU = -1703,
    /// The third 32 bytes are not a point in its one encoding.
    BatchProofV = -1704,
    /// The scalar s of a proof for a batch is not reduced.
    BatchProofScalarNotReduced = -1705,
    /// TAI only: the input does not encode to a point, about one in 2^256.
    ExpandNoPoint = -1801,
    /// The proof is not valid for this key, suite, input and additional data.
    ExpandInvalid = -1802,
    /// The proof is valid, but a point has a component of small order: there is no form for batches.
    ExpandMixedOrder = -1803,
    /// An amount is 2^96 wei or more.
    SettleAmountTooLarge = -1901,
    /// The pool is 2^96 wei or more.
    SettlePoolTooLarge = -1902,
    /// The bond is smaller than pool - fees.
    SettleBondTooSmall = -1903,
    /// fee_burn is above 1000000 ppm.
    SettleBurnAbovePpm = -1904,
    /// The node is not in the tree.
    SettleForeignNode = -1905,
    /// The node comes before the node paid last, in post-order.
    SettleOutOfOrder = -1906,
    /// All seats of the node are paid.
    SettleTooManySeats = -1907,
    /// No seat of the root was paid.
    SettleNoRoot = -1908,
    /// smoothing is not in 1 to 1000000 ppm.
    MevSmoothing = -2001,
    /// Not low <= high < 2^40.
    MevBounds = -2002,
    /// current is not in low to high.
    MevStartOutOfBounds = -2003,
    /// A share is above 1000000 ppm.
    MevShare = -2004,
    /// fee_split is above the cap.
    MevSplitAboveCap = -2005,
    /// A check of the proof failed before its release: the hardware was disturbed, or the evaluation is of another alpha.
    ProveFault = -2101,
    /// Salt and transactions do not give the leader's tx_order_hash.
    RevealWrongOrder = -2201,
}

impl fernet_status {
    /// The number.
    #[allow(clippy::as_conversions)]
    pub(crate) const fn number(self) -> i32 {
        self as i32
    }
}

/// The table of errors: which status each becomes, and its name.
macro_rules! errors {
    (
        general { $($general:ident)* }
        $($(#[$meta:meta])* $enum:path as $label:literal {
            $($variant:ident = $status:ident,)*
            $(| $inner:ident,)*
            $(|_ $outer:ident = $outer_status:ident,)*
        })*
    ) => {
        $($(#[$meta])* impl From<$enum> for fernet_status {
            fn from(error: $enum) -> Self {
                use $enum as E;
                match error {
                    $(E::$variant => Self::$status,)*
                    $(E::$inner(inner) => inner.into(),)*
                    $(E::$outer(_) => Self::$outer_status,)*
                    #[allow(unreachable_patterns)]
                    _ => Self::Internal,
                }
            }
        })*

        /// Every status but `Ok` with its number and name, in the order of the table.
        const NAMES: &[(fernet_status, &str)] = &[
            $((fernet_status::$general, concat!(stringify!($general), "\0")),)*
            $($((fernet_status::$status, concat!($label, "::", stringify!($variant), "\0")),)*
            $((fernet_status::$outer_status, concat!($label, "::", stringify!($outer), "\0")),)*)*
        ];
    };
}

errors! {
    general { Null Length Alignment Overlap State Value None AbiVersion SelfTest Internal }
    fernet_core::ParamsError as "ParamsError" {
        TxPerBase = ParamsTxPerBase,
        VrfMode = ParamsVrfMode,
        ChainIdZero = ParamsChainIdZero,
        RollupAddressZero = ParamsRollupAddressZero,
        ProofsPerNode = ParamsProofsPerNode,
        RootSeats = ParamsRootSeats,
        RandaoLagZero = ParamsRandaoLagZero,
        PhaseLengthZero = ParamsPhaseLengthZero,
        SlashAmountTooLarge = ParamsSlashAmountTooLarge,
        RebateCapTooLarge = ParamsRebateCapTooLarge,
        BaseShareAbovePpm = ParamsBaseShareAbovePpm,
    }
    fernet_core::RandaoError as "RandaoError" {
        SlotBeforeNewest = RandaoSlotBeforeNewest,
        ConflictingMix = RandaoConflictingMix,
        BeforeFirstSlot = RandaoBeforeFirstSlot,
        NotYetKnown = RandaoNotYetKnown,
        NotRetained = RandaoNotRetained,
    }
    fernet_core::SnapshotError as "SnapshotError" {
        NotOlderThanRandomness = SnapshotNotOlderThanRandomness,
    }
    fernet_core::Ineligible as "Ineligible" {
        NotRegistered = IneligibleNotRegistered,
        WrongRole = IneligibleWrongRole,
        NotYetActive = IneligibleNotYetActive,
        Exited = IneligibleExited,
    }
    fernet_core::BidError as "BidError" {
        FeeSplitAboveCap = BidFeeSplitAboveCap,
        FeeBurnAbovePpm = BidFeeBurnAbovePpm,
    }
    fernet_core::ProposalError as "ProposalError" {
        DeadParent = ProposalDeadParent,
        PayoutZero = ProposalPayoutZero,
        BondTooLarge = ProposalBondTooLarge,
        BondMissing = ProposalBondMissing,
        BondNotNeeded = ProposalBondNotNeeded,
        | Ineligible,
        | Bid,
    }
    fernet_core::ClaimError as "ClaimError" {
        ForeignNode = ClaimForeignNode,
        BaseWithChildren = ClaimBaseWithChildren,
        MergeWithoutChildren = ClaimMergeWithoutChildren,
        PayoutZero = ClaimPayoutZero,
        | Ineligible,
        | Bid,
    }
    fernet_core::BundleError as "BundleError" {
        Empty = BundleEmpty,
        Foreign = BundleForeign,
        TooManySeats = BundleTooManySeats,
        RootTakesOne = BundleRootTakesOne,
        MixedNodes = BundleMixedNodes,
        MixedStatements = BundleMixedStatements,
        DuplicateProver = BundleDuplicateProver,
        SeatOrder = BundleSeatOrder,
    }
    fernet_core::ChildError as "ChildError" {
        Foreign = ChildForeign,
        ChildrenOfBase = ChildChildrenOfBase,
        ChildMissing = ChildChildMissing,
        WrongNode = ChildWrongNode,
        LeftDiffers = ChildLeftDiffers,
        RightDiffers = ChildRightDiffers,
    }
    fernet_core::TreeError as "TreeError" {
        RefusedClaim = TreeRefusedClaim,
        Foreign = TreeForeign,
        Duplicate = TreeDuplicate,
        OutOfOrder = TreeOutOfOrder,
        Missing = TreeMissing,
        StackFull = TreeStackFull,
        | Child,
    }
    fernet_core::ShapeError as "ShapeError" {
        NoBases = ShapeNoBases,
        TooManyBases = ShapeTooManyBases,
    }
    fernet_core::PhaseError as "PhaseError" {
        Late = PhaseLate,
        TimeRunsBack = PhaseTimeRunsBack,
        NotInThisPhase = PhaseNotInThisPhase,
        Overflow = PhaseOverflow,
    }
    fernet_vrf::KeyError as "KeyError" {
        Length = KeyLength,
        NonCanonical = KeyNonCanonical,
        MinusZero = KeyMinusZero,
        NotOnCurve = KeyNotOnCurve,
        SmallOrder = KeySmallOrder,
    }
    fernet_vrf::ProofError as "ProofError" {
        Length = ProofLength,
        GammaNonCanonical = ProofGammaNonCanonical,
        GammaMinusZero = ProofGammaMinusZero,
        GammaNotOnCurve = ProofGammaNotOnCurve,
        ScalarNotReduced = ProofScalarNotReduced,
    }
    fernet_vrf::EvaluateError as "EvaluateError" {
        NoPoint = EvaluateNoPoint,
    }
    fernet_vrf::VerifyError as "VerifyError" {
        NoPoint = VerifyNoPoint,
        Invalid = VerifyInvalid,
    }
    #[cfg(feature = "hosted")]
    fernet_vrf::BatchProofError as "BatchProofError" {
        Length = BatchProofLength,
        ScalarNotReduced = BatchProofScalarNotReduced,
        |_ Gamma = BatchProofGamma,
        |_ U = BatchProofU,
        |_ V = BatchProofV,
    }
    #[cfg(feature = "hosted")]
    fernet_vrf::ExpandError as "ExpandError" {
        NoPoint = ExpandNoPoint,
        Invalid = ExpandInvalid,
        MixedOrder = ExpandMixedOrder,
    }
    fernet_rewards::SettleError as "SettleError" {
        AmountTooLarge = SettleAmountTooLarge,
        PoolTooLarge = SettlePoolTooLarge,
        BondTooSmall = SettleBondTooSmall,
        BurnAbovePpm = SettleBurnAbovePpm,
        ForeignNode = SettleForeignNode,
        OutOfOrder = SettleOutOfOrder,
        TooManySeats = SettleTooManySeats,
        NoRoot = SettleNoRoot,
    }
    fernet_rewards::MevError as "MevError" {
        Smoothing = MevSmoothing,
        Bounds = MevBounds,
        StartOutOfBounds = MevStartOutOfBounds,
        Share = MevShare,
        SplitAboveCap = MevSplitAboveCap,
    }
    fernet_vrf::ProveError as "ProveError" {
        Fault = ProveFault,
    }
    fernet_rewards::RevealError as "RevealError" {
        WrongOrder = RevealWrongOrder,
        | Shape,
        | Bid,
        | Settle,
    }
    fernet_core::BundleBuilderError as "BundleBuilderError" {
        | Bundle,
        | Child,
    }
}

/// Name of a status, as in SPEC #errors: "KeyError::SmallOrder"; "Ok", "Null" and so on for those that SPEC does not have,
/// "Unknown" for any other number. The text is static, ASCII, and ends in NUL.
#[unsafe(no_mangle)]
pub extern "C" fn fernet_status_name(status: i32) -> Text {
    name(status).into()
}

fn name(status: i32) -> &'static CStr {
    let known = NAMES.iter().find(|(known, _)| known.number() == status);
    let name = match known {
        Some((_, name)) => name,
        None if status == fernet_status::Ok.number() => "Ok\0",
        None => "Unknown\0",
    };
    CStr::from_bytes_with_nul(name.as_bytes()).unwrap_or_default()
}
