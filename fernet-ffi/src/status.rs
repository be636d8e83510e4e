//! Status codes: a fixed number for each error of SPEC `#errors`.

use core::ffi::CStr;

use crate::ptr::Text;

/// The result of a function: FERNET_STATUS_OK, or the reason of a failure, which is negative. A number is never changed
/// or reused; later versions may add numbers. Each error of SPEC #errors has a number of its own, in a block of 100 for
/// each operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
#[repr(i32)]
pub enum fernet_status {
    /// The function succeeded.
    Ok = 0,
    /// A pointer is NULL whose comment does not allow it.
    Null = -1,
    /// An array is larger than the address space, two lengths that must be equal differ, a capacity is 0 or too small,
    /// or a count is above its capacity.
    Length = -2,
    /// The pointer of an array is not aligned for its element type.
    Alignment = -3,
    /// Memory that the function writes overlaps another argument. Nothing was written.
    Overlap = -4,
    /// A private object was not made by a function of this library, was wiped, or is of another type.
    State = -5,
    /// An enum argument or field has an unknown value, or a reserved field is not 0.
    Value = -6,
    /// The result does not exist: no fee is high enough, there are no keys, no seat was inserted, or the two seats
    /// or proposals are not evidence of equivocation.
    None = -7,
    /// The header and the library have different ABI versions.
    AbiVersion = -8,
    /// The self-test computed a wrong answer. Do not use this build of the library on this machine.
    SelfTest = -9,
    /// Internal error; never returned by a correct build.
    Internal = -10,
    /// The parameter chain_id is 0.
    ParamsChainIdZero = -101,
    /// The parameter rollup_address is the zero address.
    ParamsRollupAddressZero = -102,
    /// The parameter proofs_per_node is not 1, 2 or 3.
    ParamsProofsPerNode = -103,
    /// The parameter root_seats is 0 or above proofs_per_node.
    ParamsRootSeats = -104,
    /// The parameter randao_lag is 0 or 1.
    ParamsRandaoLag = -105,
    /// The parameter proposal_blocks, reveal_blocks or proving_blocks is 0.
    ParamsPhaseLengthZero = -106,
    /// The parameter proof_slash_amount is 2^96 wei or more.
    ParamsProofSlashAmountTooLarge = -107,
    /// The parameter rebate_cap is 2^96 wei or more.
    ParamsRebateCapTooLarge = -108,
    /// The parameter base_share is above 1000000 ppm and not FERNET_NO_BASE_SHARE.
    ParamsBaseShareAbovePpm = -109,
    /// The parameter tx_per_base is neither 1 nor 2.
    ParamsTxPerBase = -110,
    /// The parameter vrf_mode is not one of the FERNET_VRF_MODE_ constants.
    ParamsVrfMode = -111,
    /// The parameter block_reward is 2^96 wei or more.
    ParamsBlockRewardTooLarge = -112,
    /// The parameter reveal_slash_amount is 2^96 wei or more.
    ParamsRevealSlashAmountTooLarge = -113,
    /// The parameter bond_base is 2^96 wei or more, or the minimum bond at fee_split_cap is.
    ParamsBondBaseTooLarge = -114,
    /// The parameter fee_split_cap is above 1000000 ppm and bond_base is 0.
    ParamsBondBaseMissing = -115,
    /// The parameter claim_blocks is 0.
    ParamsClaimBlocksZero = -116,
    /// The parameter quorum is not from 1 to attesters, or not 0 although attesters is.
    ParamsQuorum = -117,
    /// The parameter attest_blocks is not from 1 to proving_blocks - 1, or not 0 although attesters is.
    ParamsAttestBlocks = -118,
    /// The parameter sequencer_suite is not one of the FERNET_SEQUENCER_SUITE_ constants.
    ParamsSequencerSuite = -119,
    /// The L1 block is before the newest one of the ring.
    RandaoL1BlockBeforeNewest = -201,
    /// The ring already holds a different mix for the L1 block.
    RandaoConflictingMix = -202,
    /// The block opens before L1 block randao_lag + 2, or a pinned mix is of L1 block 0 or 1: two L1 blocks have to come
    /// before that of the mix.
    RandaoOpensTooEarly = -203,
    /// The ring has no mix of the L1 block that is wanted, and none of a later one.
    RandaoNotYetKnown = -204,
    /// The ring has a mix of a later L1 block, but none of the one that is wanted.
    RandaoNotRetained = -205,
    /// The suite of the request is not that of the role in this rollup, or its proof has the length of another suite.
    RegistrationSuite = -301,
    /// The owner of the request is the zero address.
    RegistrationOwnerZero = -302,
    /// The role of the key does not allow the duty.
    IneligibleWrongRole = -401,
    /// The key was not yet active after the L1 block of the registry snapshot.
    IneligibleNotYetActive = -402,
    /// The key had exited at or before the L1 block of the registry snapshot.
    IneligibleExited = -403,
    /// The key is not registered: the caller gave no registration of it.
    IneligibleNotRegistered = -404,
    /// The bid fee_split is above fee_split_cap.
    BidFeeSplitAboveCap = -501,
    /// The bid fee_burn is above 1000000 ppm.
    BidFeeBurnAbovePpm = -502,
    /// The parent of the proposal is not the canonical tip.
    ProposalDeadParent = -601,
    /// The payout of the proposal is the zero address.
    ProposalPayoutZero = -602,
    /// The bond of the proposal is 2^96 wei or more.
    ProposalBondTooLarge = -603,
    /// The proposal has a fee_split above 1000000 ppm and no bond.
    ProposalBondMissing = -604,
    /// The proposal has a bond, but its fee_split is at most 1000000 ppm.
    ProposalBondNotNeeded = -605,
    /// The proposal was checked for another election. No function returns this: C checks and ranks a proposal in one
    /// call.
    ProposalForeign = -606,
    /// The bond is smaller than the minimum bond for the fee_split of the proposal.
    ProposalBondTooSmall = -607,
    /// The node is not in the tree: its number is 2 * bases - 1 or more.
    ClaimForeignNode = -701,
    /// The claim of a base node has a left or right child that is not zero.
    ClaimBaseWithChildren = -702,
    /// The claim of a merge node has a left or right child that is zero.
    ClaimMergeWithoutChildren = -703,
    /// The payout of the claim is the zero address.
    ClaimPayoutZero = -704,
    /// The bundle has no seats.
    BundleEmpty = -801,
    /// The bundle has more seats than proofs_per_node.
    BundleTooManySeats = -802,
    /// The bundle of the root has more than one seat.
    BundleRootTakesOne = -803,
    /// The seats of the bundle, or of the builder, are of different nodes.
    BundleMixedNodes = -804,
    /// The seats of the bundle, or of the builder, are of different statements.
    BundleMixedStatements = -805,
    /// Two seats of the bundle are of the same key.
    BundleDuplicateProver = -806,
    /// The seats after the primary are not sorted best first.
    BundleSeatOrder = -807,
    /// A seat is of another block, of a tree of another shape, or was made under other parameters.
    BundleForeign = -808,
    /// Two seats of the bundle have the same proof_digest.
    BundleDuplicateProof = -809,
    /// Child accumulators were given for a base node, which has no children.
    ChildChildrenOfBase = -901,
    /// A child accumulator of a merge node is missing.
    ChildChildMissing = -902,
    /// A child accumulator is not of the left or right child node.
    ChildWrongNode = -903,
    /// The left accumulator is not the one that the claim of the primary names.
    ChildLeftDiffers = -904,
    /// The right accumulator is not the one that the claim of the primary names.
    ChildRightDiffers = -905,
    /// A child accumulator is of another block, of a tree of another shape, or was made under other parameters.
    ChildForeign = -906,
    /// The bundle or tree is of another block, of another shape, or was made under other parameters.
    TreeForeign = -1001,
    /// A bundle of this node was inserted before.
    TreeDuplicate = -1002,
    /// The node is not the next one in post-order; it comes later.
    TreeOutOfOrder = -1003,
    /// The tree is not complete: the bundle of the root was not inserted.
    TreeMissing = -1004,
    /// The stack of a verifier is too small for the depth of the tree. No function returns this: a fernet_tree_verifier
    /// has room for the deepest tree.
    TreeStackFull = -1005,
    /// The tree uses a claim of which the caller has no seat, so one that is not valid.
    TreeRefusedClaim = -1006,
    /// The number of bases is 0.
    ShapeNoBases = -1101,
    /// The number of bases is above 2^32.
    ShapeTooManyBases = -1102,
    /// The L1 block of the event is before the L1 block of the last event.
    PhaseTimeRunsBack = -1201,
    /// The present phase does not accept this event.
    PhaseNotInThisPhase = -1202,
    /// A phase would end at an L1 block number of 2^64 or more.
    PhaseOverflow = -1203,
    /// The phase in which this event is accepted has ended.
    PhaseLate = -1204,
    /// The public key is not 32 bytes long.
    KeyLength = -1301,
    /// The y-coordinate of the public key is not below 2^255 - 19.
    KeyNonCanonical = -1302,
    /// The x-coordinate of the public key is zero, but its sign bit is set.
    KeyMinusZero = -1303,
    /// No point of the curve has the y-coordinate of the public key.
    KeyNotOnCurve = -1304,
    /// The order of the public key divides eight, so its VRF output would be the same for all inputs.
    KeySmallOrder = -1305,
    /// The proof is not 80 bytes long.
    ProofLength = -1401,
    /// The y-coordinate of Gamma in the proof is not below 2^255 - 19.
    ProofGammaNonCanonical = -1402,
    /// The x-coordinate of Gamma in the proof is zero, but its sign bit is set.
    ProofGammaMinusZero = -1403,
    /// No point of the curve has the y-coordinate of Gamma in the proof.
    ProofGammaNotOnCurve = -1404,
    /// The scalar s in the proof is not below the group order.
    ProofScalarNotReduced = -1405,
    /// FERNET_SUITE_TAI only: try-and-increment found no point for alpha. The probability is about 2^-256.
    EvaluateNoPoint = -1501,
    /// FERNET_SUITE_TAI only: try-and-increment found no point for alpha. The probability is about 2^-256.
    VerifyNoPoint = -1601,
    /// The proof is not valid for this key, suite, alpha and additional data.
    VerifyInvalid = -1602,
    /// The batch proof is not 128 bytes long.
    BatchProofLength = -1701,
    /// Bytes 0 to 31 of the batch proof are not the canonical encoding of a point on the curve.
    BatchProofGamma = -1702,
    /// Bytes 32 to 63 of the batch proof are not the canonical encoding of a point on the curve.
    BatchProofU = -1703,
    /// Bytes 64 to 95 of the batch proof are not the canonical encoding of a point on the curve.
    BatchProofV = -1704,
    /// The scalar s in the batch proof is not below the group order.
    BatchProofScalarNotReduced = -1705,
    /// FERNET_SUITE_TAI only: try-and-increment found no point for alpha. The probability is about 2^-256.
    ExpandNoPoint = -1801,
    /// The proof is not valid for this key, suite, alpha and additional data.
    ExpandInvalid = -1802,
    /// The proof is valid but has no batch form, because one of its points has a component of small order.
    ExpandMixedOrder = -1803,
    /// An amount is 2^96 wei or more.
    SettleAmountTooLarge = -1901,
    /// The prover pool, fees * fee_split / 1000000, is 2^96 wei or more.
    SettlePoolTooLarge = -1902,
    /// The bond is smaller than the part of the pool that exceeds the fees.
    SettleBondTooSmall = -1903,
    /// The fee_burn of a seat is above 1000000 ppm.
    SettleBurnAbovePpm = -1904,
    /// The node is not in the tree: its number is 2 * bases - 1 or more.
    SettleForeignNode = -1905,
    /// The node comes before the node paid last in post-order.
    SettleOutOfOrder = -1906,
    /// All seats of the node have been paid already.
    SettleTooManySeats = -1907,
    /// No seat of the root was paid.
    SettleNoRoot = -1908,
    /// The kept shares are more than those of all seats of the tree.
    SettleKeptTooLarge = -1909,
    /// The pays claimed are more than the reserve.
    SettleClaimedTooMuch = -1910,
    /// The smoothing of the MEV reference is 0 or above 1000000 ppm.
    MevSmoothing = -2001,
    /// The bounds of the MEV reference do not satisfy low <= high < 2^40.
    MevBounds = -2002,
    /// The current value of the MEV reference is below low or above high.
    MevStartOutOfBounds = -2003,
    /// A share of the fees or of the MEV is above 1000000 ppm.
    MevShare = -2004,
    /// The computed fee_split is above fee_split_cap.
    MevSplitAboveCap = -2005,
    /// The number of MEV sources is 0 or above 32.
    MevSourceCount = -2051,
    /// Two MEV sources have the same address.
    MevSourceDuplicateSource = -2052,
    /// The quorum is 0 or above the number of MEV sources.
    MevSourceQuorum = -2053,
    /// An amount of an MEV report is 2^96 wei or more.
    MevSourceAmountTooLarge = -2054,
    /// The fees of an MEV report are 0 wei.
    MevSourceFeesZero = -2055,
    /// Two reports of one MEV source count.
    MevSourceDuplicateReport = -2056,
    /// The MEV reports that count are fewer than the quorum.
    MevSourceQuorumMissed = -2057,
    /// The new proof failed its self-check and was wiped: the hardware computed wrongly.
    ProveFault = -2101,
    /// The salt, fees, count and transaction root do not give the tx_order_hash of the proposal.
    RevealWrongOrder = -2201,
    /// The rollup has attesters, and the reveal has no data_root.
    RevealDataRootMissing = -2202,
    /// The rollup has no attesters, and the reveal has a data_root.
    RevealDataRootNotNeeded = -2203,
    /// More blocks can be open at a time than FERNET_CHAIN_CAPACITY.
    ChainCapacity = -2501,
    /// Time has not been applied to the chain up to the L1 block of the message.
    ChainBehind = -2502,
    /// The block has not opened, or it has ended.
    ChainNotOpen = -2503,
    /// The message ends within a field.
    MessageTruncated = -2301,
    /// The first byte of the message is not the version 1.
    MessageVersion = -2302,
    /// There is no kind of message with this number.
    MessageUnknownKind = -2303,
    /// The message is of another kind than the function decodes.
    MessageOtherKind = -2305,
    /// A field of the message has a value that it cannot have.
    MessageValue = -2306,
    /// Bytes follow the last field of the message.
    MessageSurplus = -2307,
    /// The number of bytes of an opening is not 429 plus a multiple of 120 up to 32 times 120.
    OpeningLength = -2601,
    /// The node of the opened seat is not in the tree.
    OpeningForeignNode = -2602,
    /// The number of levels of the opening is not the depth of the seat's node.
    OpeningLevels = -2603,
    /// A bundle has no seat, or an empty seat comes before another one.
    OpeningEmptySeat = -2604,
    /// The position of the opened seat is not below the number of seats of its bundle.
    OpeningPosition = -2605,
    /// The path of the opening does not lead to the commitment of the root.
    OpeningRootDiffers = -2606,
    /// The tree data does not contain the seat at its node.
    OpeningNotInBundle = -2607,
    /// The tree data ends before the root.
    OpeningMissing = -2608,
    /// The tree data goes on after the root.
    OpeningSurplus = -2609,
    /// The message is of another block.
    BlockOtherBlock = -2701,
    /// The claim or the tree was made for another proposal than the leader's.
    BlockOtherProposal = -2702,
    /// The mix is not that of the L1 block randao_lag before the one in which the block opens.
    BlockOtherMix = -2703,
    /// The block was opened in another chain, or L1 was reorganised: restore it from an earlier state.
    BlockStale = -2704,
    /// The two messages do not contradict each other, or they are of different keys.
    BlockNoEvidence = -2705,
    /// The rollup has no attesters: the parameter attesters is 0.
    BlockNoAttesters = -2706,
    /// No certificate of the block was accepted yet, so no tree is.
    BlockNoCertificate = -2707,
    /// The number of keys that may attest is not known. No function of this library returns it.
    BlockProversUnknown = -2708,
    /// The proof of the proposal is not one of the parameter sequencer_suite.
    BlockOtherSuite = -2709,
    /// There is not exactly one digest for each transaction of the block.
    DataDataCount = -2801,
    /// The digests are not those of the data_root of the reveal.
    DataWrongData = -2802,
    /// The data_root of the attestation is not that of the reveal.
    AttestationOtherData = -2901,
    /// The ticket of the key does not select it as an attester of the block.
    AttestationNotSelected = -2902,
    /// The data_root of the certificate is not that of the reveal.
    CertificateOtherData = -3001,
    /// The number of attestations is not the number that the block needs, or no key may attest.
    CertificateCount = -3002,
    /// Two attestations of the certificate are of the same key.
    CertificateDuplicateKey = -3003,
    /// The attestations of the certificate do not ascend by key.
    CertificateKeyOrder = -3004,
    /// The attestation that is collected was made for another block or other data. No function of this library returns it.
    CertificateForeign = -3005,
    /// The key on P-256 is not 32 bytes long.
    P256KeyLength = -3101,
    /// The first byte of the key on P-256, in the 33 bytes of RFC 9381, is neither 2 nor 3. No function of this library
    /// returns it: C takes keys of 32 bytes.
    P256KeySign = -3102,
    /// The x-coordinate of the key on P-256 is not below the prime of the field.
    P256KeyNonCanonical = -3103,
    /// No point of P-256 has the x-coordinate of the key.
    P256KeyNotOnCurve = -3104,
    /// The y-coordinate of the key on P-256 is odd, so the key cannot be registered. No function of this library returns it.
    P256KeyOddY = -3105,
    /// The secret key on P-256 is 0, or not below the order of the group.
    P256SecretKeyOutOfRange = -3201,
    /// The proof on P-256 is not 81 bytes long.
    P256ProofLength = -3301,
    /// The first byte of Gamma in the proof on P-256 is neither 2 nor 3.
    P256ProofGammaSign = -3302,
    /// The x-coordinate of Gamma in the proof on P-256 is not below the prime of the field.
    P256ProofGammaNonCanonical = -3303,
    /// No point of P-256 has the x-coordinate of Gamma in the proof.
    P256ProofGammaNotOnCurve = -3304,
    /// The scalar s in the proof on P-256 is not below the order of the group.
    P256ProofScalarNotReduced = -3305,
    /// FERNET_P256_SUITE_TAI only: try-and-increment found no point for alpha. The probability is about 2^-256.
    P256VerifyNoPoint = -3401,
    /// The proof on P-256 is one of the exceptional cases that a contract cannot decide (SPEC #vrf-p256).
    P256VerifyExceptional = -3402,
    /// The proof on P-256 is not valid for this key, suite, alpha and additional data.
    P256VerifyInvalid = -3403,
    /// The proof on P-256 is valid, but the contract cannot verify it. It does not happen by chance (SPEC #evm-witness).
    EvmWitnessNoWitness = -3501,
}

impl fernet_status {
    /// The number of the status in C.
    #[allow(clippy::as_conversions)]
    pub(crate) const fn number(self) -> i32 {
        self as i32
    }
}

/// Implements the conversion of each error to its status, and makes the table of names.
macro_rules! errors {
    (
        general { $($general:ident)* }
        $($(#[$meta:meta])* $enum:path as $label:literal {
            $($variant:ident = $status:ident,)*
            $(| $(#[$inner_meta:meta])* $inner:ident,)*
            $(|_ $outer:ident = $outer_status:ident,)*
        })*
    ) => {
        $($(#[$meta])* impl From<$enum> for fernet_status {
            fn from(error: $enum) -> Self {
                use $enum as E;
                match error {
                    $(E::$variant => Self::$status,)*
                    $($(#[$inner_meta])* E::$inner(inner) => inner.into(),)*
                    $(E::$outer(_) => Self::$outer_status,)*
                    #[allow(unreachable_patterns)]
                    _ => Self::Internal,
                }
            }
        })*

        /// Every status except `Ok` with its name.
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
        SequencerSuite = ParamsSequencerSuite,
        ChainIdZero = ParamsChainIdZero,
        RollupAddressZero = ParamsRollupAddressZero,
        ProofsPerNode = ParamsProofsPerNode,
        RootSeats = ParamsRootSeats,
        RandaoLag = ParamsRandaoLag,
        PhaseLengthZero = ParamsPhaseLengthZero,
        ClaimBlocksZero = ParamsClaimBlocksZero,
        BondBaseTooLarge = ParamsBondBaseTooLarge,
        BondBaseMissing = ParamsBondBaseMissing,
        RevealSlashAmountTooLarge = ParamsRevealSlashAmountTooLarge,
        ProofSlashAmountTooLarge = ParamsProofSlashAmountTooLarge,
        BlockRewardTooLarge = ParamsBlockRewardTooLarge,
        RebateCapTooLarge = ParamsRebateCapTooLarge,
        BaseShareAbovePpm = ParamsBaseShareAbovePpm,
        Quorum = ParamsQuorum,
        AttestBlocks = ParamsAttestBlocks,
    }
    fernet_core::RandaoError as "RandaoError" {
        L1BlockBeforeNewest = RandaoL1BlockBeforeNewest,
        ConflictingMix = RandaoConflictingMix,
        OpensTooEarly = RandaoOpensTooEarly,
        NotYetKnown = RandaoNotYetKnown,
        NotRetained = RandaoNotRetained,
    }
    fernet_core::RegistrationError as "RegistrationError" {
        Suite = RegistrationSuite,
        OwnerZero = RegistrationOwnerZero,
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
        BondTooSmall = ProposalBondTooSmall,
        BondNotNeeded = ProposalBondNotNeeded,
        Foreign = ProposalForeign,
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
        DuplicateProof = BundleDuplicateProof,
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
    fernet_vrf_p256::P256KeyError as "P256KeyError" {
        Length = P256KeyLength,
        Sign = P256KeySign,
        NonCanonical = P256KeyNonCanonical,
        NotOnCurve = P256KeyNotOnCurve,
        OddY = P256KeyOddY,
    }
    fernet_vrf_p256::P256SecretKeyError as "P256SecretKeyError" {
        OutOfRange = P256SecretKeyOutOfRange,
    }
    fernet_vrf_p256::P256ProofError as "P256ProofError" {
        Length = P256ProofLength,
        GammaSign = P256ProofGammaSign,
        GammaNonCanonical = P256ProofGammaNonCanonical,
        GammaNotOnCurve = P256ProofGammaNotOnCurve,
        ScalarNotReduced = P256ProofScalarNotReduced,
    }
    fernet_vrf_p256::P256VerifyError as "P256VerifyError" {
        NoPoint = P256VerifyNoPoint,
        Exceptional = P256VerifyExceptional,
        Invalid = P256VerifyInvalid,
    }
    fernet_vrf_p256::EvmWitnessError as "EvmWitnessError" {
        NoWitness = EvmWitnessNoWitness,
        | Key,
        | Verify,
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
        KeptTooLarge = SettleKeptTooLarge,
        BurnAbovePpm = SettleBurnAbovePpm,
        ForeignNode = SettleForeignNode,
        OutOfOrder = SettleOutOfOrder,
        TooManySeats = SettleTooManySeats,
        NoRoot = SettleNoRoot,
        ClaimedTooMuch = SettleClaimedTooMuch,
        | Bid,
    }
    fernet_rewards::MevError as "MevError" {
        Smoothing = MevSmoothing,
        Bounds = MevBounds,
        StartOutOfBounds = MevStartOutOfBounds,
        Share = MevShare,
        SplitAboveCap = MevSplitAboveCap,
    }
    fernet_rewards::MevSourceError as "MevSourceError" {
        Count = MevSourceCount,
        DuplicateSource = MevSourceDuplicateSource,
        Quorum = MevSourceQuorum,
        AmountTooLarge = MevSourceAmountTooLarge,
        FeesZero = MevSourceFeesZero,
        DuplicateReport = MevSourceDuplicateReport,
        QuorumMissed = MevSourceQuorumMissed,
    }
    fernet_vrf::ProveError as "ProveError" {
        Fault = ProveFault,
    }
    fernet_rewards::RevealError as "RevealError" {
        WrongOrder = RevealWrongOrder,
        DataRootMissing = RevealDataRootMissing,
        DataRootNotNeeded = RevealDataRootNotNeeded,
        | Shape,
        | Bid,
        | Settle,
    }
    fernet_core::ChainError as "ChainError" {
        Capacity = ChainCapacity,
        Behind = ChainBehind,
        NotOpen = ChainNotOpen,
        | Phase,
    }
    fernet_core::MessageError as "MessageError" {
        Truncated = MessageTruncated,
        Version = MessageVersion,
        UnknownKind = MessageUnknownKind,
        OtherKind = MessageOtherKind,
        Value = MessageValue,
        Surplus = MessageSurplus,
    }
    fernet_core::OpeningError as "OpeningError" {
        Length = OpeningLength,
        ForeignNode = OpeningForeignNode,
        Levels = OpeningLevels,
        EmptySeat = OpeningEmptySeat,
        Position = OpeningPosition,
        RootDiffers = OpeningRootDiffers,
        NotInBundle = OpeningNotInBundle,
        Missing = OpeningMissing,
        Surplus = OpeningSurplus,
    }
    fernet_core::DataError as "DataError" {
        DataCount = DataDataCount,
        WrongData = DataWrongData,
    }
    fernet_core::AttestationError as "AttestationError" {
        OtherData = AttestationOtherData,
        NotSelected = AttestationNotSelected,
        | Ineligible,
    }
    fernet_core::CertificateError as "CertificateError" {
        OtherData = CertificateOtherData,
        Count = CertificateCount,
        DuplicateKey = CertificateDuplicateKey,
        KeyOrder = CertificateKeyOrder,
        Foreign = CertificateForeign,
    }
    fernet_block::BlockError as "BlockError" {
        OtherBlock = BlockOtherBlock,
        OtherProposal = BlockOtherProposal,
        OtherMix = BlockOtherMix,
        Stale = BlockStale,
        NoEvidence = BlockNoEvidence,
        OtherSuite = BlockOtherSuite,
        NoAttesters = BlockNoAttesters,
        NoCertificate = BlockNoCertificate,
        ProversUnknown = BlockProversUnknown,
        | Message,
        | Phase,
        | Chain,
        | Randao,
        | Ineligible,
        | Proposal,
        | Reveal,
        | Claim,
        | Data,
        | Attestation,
        | Certificate,
        | Bundle,
        | Tree,
        | Settle,
        | Key,
        | P256Key,
        | Proof,
        | P256Proof,
        | #[cfg(feature = "hosted")] BatchProof,
        | #[cfg(feature = "hosted")] Expand,
        | Verify,
        | P256Verify,
        | Evaluate,
        | Prove,
    }
    fernet_core::BundleBuilderError as "BundleBuilderError" {
        | Bundle,
        | Child,
    }
}

/// Returns the name of a status, for messages and logs: the error of SPEC #errors, such as "KeyError::SmallOrder";
/// "Ok", "Null" and so on for the statuses that SPEC does not define; "Unknown" for any other number. The text is
/// static, ASCII and NUL-terminated; do not free it.
///
/// - status: the number, as a function returned it.
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
