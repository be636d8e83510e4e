// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

// The errors of SPEC #errors that contracts can give. Each library has the name of an enumeration there and its errors in the
// same order. On the wire an error is the name alone, except those of messages.

/// @notice Parameters that are refused (SPEC #parameters).
library ParamsError {
    error TxPerBase();
    error VrfMode();
    error SequencerSuite();
    error ChainIdZero();
    error RollupAddressZero();
    error ProofsPerNode();
    error RootSeats();
    error RandaoLag();
    error PhaseLengthZero();
    error ClaimBlocksZero();
    error BondBaseTooLarge();
    error BondBaseMissing();
    error RevealSlashAmountTooLarge();
    error ProofSlashAmountTooLarge();
    error BlockRewardTooLarge();
    error RebateCapTooLarge();
    error BaseShareAbovePpm();
    error Quorum();
    error AttestBlocks();
}

/// @notice A mix that cannot be pinned (SPEC #randao-lag).
library RandaoError {
    error OpensTooEarly();
    error NotYetKnown();
    error NotRetained();
}

/// @notice A registration that is refused (SPEC #registration).
library RegistrationError {
    error Suite();
    error OwnerZero();
}

/// @notice A key that may not do a task (SPEC #eligibility).
library Ineligible {
    error NotRegistered();
    error WrongRole();
    error NotYetActive();
    error Exited();
}

/// @notice A bid that is refused (SPEC #bid).
library BidError {
    error FeeSplitAboveCap();
    error FeeBurnAbovePpm();
}

/// @notice A proposal that is refused (SPEC #proposal-checks).
library ProposalError {
    error DeadParent();
    error PayoutZero();
    error BondTooLarge();
    error BondMissing();
    error BondTooSmall();
    error BondNotNeeded();
}

/// @notice A reveal that is refused (SPEC #reveal).
library RevealError {
    error DataRootMissing();
    error DataRootNotNeeded();
    error WrongOrder();
}

/// @notice An opening of a seat that is refused (SPEC #opening).
library OpeningError {
    error Length();
    error ForeignNode();
    error Levels();
    error EmptySeat();
    error Position();
    error RootDiffers();
    error Missing();
    error Surplus();
}

/// @notice A number of bases that no tree has (SPEC #bases).
library ShapeError {
    error NoBases();
    error TooManyBases();
}

/// @notice An event at a time at which it is refused (SPEC #course).
library PhaseError {
    error TimeRunsBack();
    error Late();
    error NotInThisPhase();
    error Overflow();
}

/// @notice A block that is not open (SPEC #course).
library ChainError {
    error NotOpen();
}

/// @notice A settlement that is refused (SPEC #settlement).
library SettleError {
    error AmountTooLarge();
    error PoolTooLarge();
    error BondTooSmall();
    error KeptTooLarge();
    error BurnAbovePpm();
    error ForeignNode();
    error ClaimedTooMuch();
}

/// @notice A message for another block or of another kind of proof (SPEC #course).
library BlockError {
    error OtherBlock();
    error OtherProposal();
    error NoCertificate();
    error NoEvidence();
}

/// @notice Bytes that are not a message (SPEC #message-errors).
/// @dev `field` is the name of the first wrong field in ASCII, followed by zero bytes: one of SPEC #message-bodies, `version`, `kind`
/// or `end`. `offset` is the number of bytes of the message before it.
library MessageError {
    error Truncated(bytes32 field, uint256 offset);
    error Version(bytes32 field, uint256 offset);
    error UnknownKind(bytes32 field, uint256 offset);
    error OtherKind(bytes32 field, uint256 offset);
    error Value(bytes32 field, uint256 offset);
    error Surplus(bytes32 field, uint256 offset);
}
