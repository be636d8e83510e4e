// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {Fernet} from "./Fernet.sol";
import {FernetForm} from "./FernetForm.sol";
import {FernetParams, Params} from "./FernetParams.sol";
import {FernetTree} from "./FernetTree.sol";

/// @notice A request to register a key, without its proof (SPEC #registration).
struct RegistrationRequest {
    uint8 suite;
    bytes32 key;
    /// 0 sequencer, 1 base prover, 2 merge prover, 3 prover.
    uint8 role;
    address owner;
}

/// @notice A proposal of a sequencer, without its proof (SPEC #proposal).
struct Proposal {
    uint64 blockNumber;
    bytes32 key;
    bytes32 parent;
    /// The bid in ppm.
    uint32 feeSplit;
    bytes32 txOrderHash;
    address payout;
    /// In wei.
    uint128 bond;
}

/// @notice The contents of a block that a reveal states (SPEC #reveal).
struct Reveal {
    uint64 blockNumber;
    bytes32 salt;
    /// The sum of the fees in wei.
    uint128 fees;
    /// The number of transactions.
    uint64 count;
    bytes32 txRoot;
    bool hasDataRoot;
    bytes32 dataRoot;
}

/// @title Decodes the messages that a contract on L1 reads (SPEC #messages)
/// @notice Each function takes a whole message, from its version to its last byte, and reverts with the `MessageError` of SPEC
/// #message-errors unless the message has the form of its kind. Only the form is checked. Proofs and lists are slices of the
/// message.
///
/// `FernetForm.check` checks the form of a message of any kind. Kinds that no contract reads have no function here:
/// - 12 to 15 and 21 to 23, claims, attestations, certificates and evidence of them: their proofs are on edwards25519, which L1
///   cannot verify at a reasonable cost. The proof of the root attests what L1 needs of them.
/// - 7 and 20, proposals with a proof on edwards25519 and evidence of them, for the same reason. A rollup whose proposals are
///   verified on L1 has the suite `p256`.
/// - 16 and 17, trees: the proof of the root attests them, and L1 receives their tree data.
/// - 3, 5, 6 and 25, records of the registry, openings of blocks and L1 events: archives store them. A contract has their
///   contents in its storage or emits them.
library FernetMessages {
    /// @notice The offset of the proof in a request to register a key. The proof is `message[REQUEST_PROOF:]`.
    uint256 internal constant REQUEST_PROOF = 56;
    /// @notice The offset of the proof in a proposal, and of the first proof in evidence of two proposals.
    uint256 internal constant PROPOSAL_PROOF = 146;
    /// @notice The offset of the second proof in evidence of two proposals on P-256.
    uint256 internal constant EVIDENCE_PROOF = 371;

    uint256 private constant PROOF_LENGTH = 80;
    uint256 private constant PROOF_P256_LENGTH = 81;
    /// @dev Bytes of a reveal before its transactions, of an opening of a seat before the opening, of tree data before the nodes.
    uint256 private constant REVEAL_HEAD = 66;
    uint256 private constant OPENING_HEAD = 43;
    uint256 private constant TREE_DATA_HEAD = 50;

    /// @notice Decodes the parameters of a rollup, kind 1 (SPEC #message-parameters). `FernetParams.check` checks their ranges.
    function parameters(bytes calldata message) internal pure returns (Params memory params) {
        params.chainId = uint64(_integer(message, 2, 8));
        params.rollupAddress = address(uint160(_integer(message, 10, 20)));
        params.proofsPerNode = uint8(_integer(message, 30, 1));
        params.rootSeats = uint8(_integer(message, 31, 1));
        params.feeSplitCap = uint32(_integer(message, 32, 4));
        params.txPerBase = uint8(_integer(message, 36, 1));
        params.vrfMode = uint8(_integer(message, 37, 1));
        params.randaoLag = uint32(_integer(message, 38, 4));
        params.activationDelay = uint32(_integer(message, 42, 4));
        params.proposalBlocks = uint32(_integer(message, 46, 4));
        params.revealBlocks = uint32(_integer(message, 50, 4));
        params.provingBlocks = uint32(_integer(message, 54, 4));
        params.bondBase = uint128(_integer(message, 58, 16));
        params.revealSlashAmount = uint128(_integer(message, 74, 16));
        params.proofSlashAmount = uint128(_integer(message, 90, 16));
        params.blockReward = uint128(_integer(message, 106, 16));
        params.rebateCap = uint128(_integer(message, 122, 16));
        params.rebateGas = uint32(_integer(message, 138, 4));
        params.claimBlocks = uint32(_integer(message, 142, 4));
        uint256 share = _integer(message, 146, 5);
        params.hasBaseShare = share != 0;
        params.baseShare = uint32(share);
        params.attesters = uint16(_integer(message, 151, 2));
        params.quorum = uint16(_integer(message, 153, 2));
        params.attestBlocks = uint32(_integer(message, 155, 4));
        params.sequencerSuite = uint8(_integer(message, 159, 1));
        bool isPossible = FernetParams.isTxPerBase(params.txPerBase) && FernetParams.isVrfMode(params.vrfMode)
            && FernetParams.isSuite(params.sequencerSuite) && (share == 0 || share >> 32 == 1);
        if (!isPossible || !_is(message, 1, 160)) FernetForm.checkKind(message, 1, FernetForm.PARAMETERS);
    }

    /// @notice Decodes a request to register a key, kind 2 (SPEC #message-registry). Its proof is `message[REQUEST_PROOF:]`.
    function registrationRequest(bytes calldata message) internal pure returns (RegistrationRequest memory request) {
        _readRequest(message, request);
        if (request.role > 3 || !_is(message, 2, REQUEST_PROOF + PROOF_LENGTH)) {
            FernetForm.checkKind(message, 2, FernetForm.request());
        }
    }

    /// @notice Decodes a request to register a key on P-256, kind 24 (SPEC #message-registry). Its proof is
    /// `message[REQUEST_PROOF:]`.
    function registrationRequestP256(bytes calldata message)
        internal
        pure
        returns (RegistrationRequest memory request)
    {
        _readRequest(message, request);
        if (request.role > 3 || !_is(message, 24, REQUEST_PROOF + PROOF_P256_LENGTH)) {
            FernetForm.checkKind(message, 24, FernetForm.requestP256());
        }
    }

    /// @notice Decodes the exit of a key, kind 4 (SPEC #message-registry).
    function exit(bytes calldata message) internal pure returns (bytes32 key, address owner) {
        if (!_is(message, 4, 54)) FernetForm.checkKind(message, 4, FernetForm.EXIT);
        return (_word(message, 2), address(uint160(_integer(message, 34, 20))));
    }

    /// @notice Encodes the exit of a key, kind 4 (SPEC #message-registry).
    function encodeExit(bytes32 key, address owner) internal pure returns (bytes memory) {
        return abi.encodePacked(hex"0104", key, owner);
    }

    /// @notice Decodes a proposal with a proof on P-256, kind 8 (SPEC #message-proposal). Its proof is `message[PROPOSAL_PROOF:]`.
    function proposalP256(bytes calldata message) internal pure returns (Proposal memory proposal) {
        if (!isProposalP256(message)) FernetForm.checkKind(message, 8, FernetForm.proposalP256());
        _readProposal(message, 2, proposal);
    }

    /// @notice Whether a message has the form of kind 8. A contract that is short of code calls this and `readProposalP256`, and
    /// leaves it to another contract to name the error.
    function isProposalP256(bytes calldata message) internal pure returns (bool) {
        return _is(message, 8, PROPOSAL_PROOF + PROOF_P256_LENGTH);
    }

    /// @notice The fields of a message that has the form of kind 8.
    function readProposalP256(bytes calldata message) internal pure returns (Proposal memory proposal) {
        _readProposal(message, 2, proposal);
    }

    /// @notice Decodes evidence of two proposals with proofs on P-256, kind 26 (SPEC #message-evidence). Their proofs, of 81 bytes,
    /// begin at `PROPOSAL_PROOF` and at `EVIDENCE_PROOF`.
    function proposalEvidenceP256(bytes calldata message)
        internal
        pure
        returns (Proposal memory first, Proposal memory second)
    {
        if (!_is(message, 26, EVIDENCE_PROOF + PROOF_P256_LENGTH)) {
            FernetForm.checkKind(message, 26, FernetForm.evidence(FernetForm.proposalP256()));
        }
        _readProposal(message, 2, first);
        _readProposal(message, PROPOSAL_PROOF + PROOF_P256_LENGTH, second);
    }

    /// @notice Decodes a reveal, kind 9, 10 or 11 (SPEC #message-reveal). One with the hashes of the transactions, kind 9, gets
    /// the root of them. Another kind is refused as one that is not 9.
    function reveal(bytes calldata message) internal pure returns (Reveal memory contents) {
        uint8 kind = _revealKind(message);
        contents.blockNumber = uint64(_integer(message, 2, 8));
        contents.salt = _word(message, 10);
        contents.fees = uint128(_integer(message, 42, 16));
        contents.count = uint64(_integer(message, 58, 8));
        contents.txRoot = kind == 9 ? Fernet.txRoot(message[REVEAL_HEAD:]) : _word(message, REVEAL_HEAD);
        if (kind == 11) (contents.hasDataRoot, contents.dataRoot) = (true, _word(message, REVEAL_HEAD + 32));
    }

    /// @notice The number of the block of a reveal, kind 9, 10 or 11, whose form is checked as `reveal` does.
    function blockOfReveal(bytes calldata message) internal pure returns (uint64) {
        _revealKind(message);
        return uint64(_integer(message, 2, 8));
    }

    /// @dev Checks the form of a reveal, and returns its kind.
    function _revealKind(bytes calldata message) private pure returns (uint8 kind) {
        kind = uint8(_integer(message, 1, 1));
        uint256 length = REVEAL_HEAD + 32;
        if (kind == 11) length += 32;
        else if (kind != 10) (kind, length) = (9, REVEAL_HEAD + 32 * _integer(message, 58, 8));
        if (!_is(message, kind, length)) FernetForm.checkKind(message, kind, FernetForm.reveal(kind));
    }

    /// @notice Decodes tree data, kind 18 (SPEC #message-tree-data).
    /// @return blockNumber The number of the block.
    /// @return proposalId The id of the leader's proposal.
    /// @return nodes The data of the nodes in post-order, 152 bytes each.
    function treeData(bytes calldata message)
        internal
        pure
        returns (uint64 blockNumber, bytes32 proposalId, bytes calldata nodes)
    {
        uint256 length = TREE_DATA_HEAD + FernetTree.NODE_DATA_LENGTH * _integer(message, 42, 8);
        if (!_is(message, 18, length)) FernetForm.checkKind(message, 18, FernetForm.TREE_DATA);
        return (uint64(_integer(message, 2, 8)), _word(message, 10), message[TREE_DATA_HEAD:]);
    }

    /// @notice Decodes the opening of a seat, kind 19 (SPEC #message-tree-data).
    /// @return blockNumber The number of the block.
    /// @return proposalId The id of the leader's proposal.
    /// @return opening The bytes of the opening, for `FernetTree.verifyOpening`.
    function seatOpening(bytes calldata message)
        internal
        pure
        returns (uint64 blockNumber, bytes32 proposalId, bytes calldata opening)
    {
        uint256 levels = _integer(message, 42, 1);
        uint256 length = OPENING_HEAD + FernetTree.OPENING_LENGTH + FernetTree.LEVEL_LENGTH * levels;
        if (levels > 32 || !_is(message, 19, length)) FernetForm.checkKind(message, 19, FernetForm.SEAT_OPENING);
        return (uint64(_integer(message, 2, 8)), _word(message, 10), message[OPENING_HEAD:]);
    }

    function _readRequest(bytes calldata message, RegistrationRequest memory request) private pure {
        request.suite = uint8(_integer(message, 2, 1));
        request.key = _word(message, 3);
        request.role = uint8(_integer(message, 35, 1));
        request.owner = address(uint160(_integer(message, 36, 20)));
    }

    function _readProposal(bytes calldata message, uint256 offset, Proposal memory proposal) private pure {
        unchecked {
            proposal.blockNumber = uint64(_integer(message, offset, 8));
            proposal.key = _word(message, offset + 8);
            proposal.parent = _word(message, offset + 40);
            proposal.feeSplit = uint32(_integer(message, offset + 72, 4));
            proposal.txOrderHash = _word(message, offset + 76);
            proposal.payout = address(uint160(_integer(message, offset + 108, 20)));
            proposal.bond = uint128(_integer(message, offset + 128, 16));
        }
    }

    /// @dev Whether a message has version 1, this kind and this length.
    function _is(bytes calldata message, uint8 kind, uint256 length) private pure returns (bool) {
        return message.length == length && _integer(message, 0, 2) == 0x0100 | kind;
    }

    /// @dev The integer of `width` bytes, 1 to 32, at an offset. Bytes after the end of the message have any value.
    function _integer(bytes calldata message, uint256 offset, uint256 width) private pure returns (uint256) {
        unchecked {
            return uint256(_word(message, offset)) >> (256 - 8 * width);
        }
    }

    /// @dev The 32 bytes at an offset. Bytes after the end of the message have any value.
    function _word(bytes calldata message, uint256 offset) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := calldataload(add(message.offset, offset))
        }
    }
}
