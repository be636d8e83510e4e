// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {Fernet} from "./Fernet.sol";

/// @notice A request to register a key, without its proof (SPEC #message-registry).
struct RegistrationRequest {
    uint8 suite;
    bytes32 key;
    uint8 role;
    address owner;
}

/// @notice A proposal, without its proof (SPEC #message-proposal).
struct Proposal {
    uint64 blockNumber;
    bytes32 key;
    bytes32 parent;
    uint32 feeSplit;
    bytes32 txOrderHash;
    address payout;
    uint128 bond;
}

/// @notice A reveal of any kind (SPEC #message-reveal).
struct Reveal {
    uint64 blockNumber;
    bytes32 salt;
    uint128 fees;
    uint64 count;
    /// Of a message with the hashes of the transactions, their root.
    bytes32 txRoot;
    /// Whether the message has a `dataRoot`.
    bool hasData;
    bytes32 dataRoot;
}

/// @title Reads the messages that the rollup's contract takes (SPEC #messages)
library FernetInbox {
    /// @dev Where the proof begins in a request, in a proposal, and in the second proposal of evidence.
    uint256 internal constant REQUEST_PROOF = 56;
    uint256 internal constant PROPOSAL_PROOF = 146;
    uint256 internal constant EVIDENCE_PROOF = 371;
    /// @dev The first byte of every message.
    uint8 private constant VERSION = 1;
    uint8 private constant LAST_KIND = 26;
    uint8 private constant LAST_ROLE = 3;
    uint8 private constant EXIT = 4;
    uint8 private constant REVEAL = 9;
    uint8 private constant REVEAL_ROOT = 10;
    uint8 private constant REVEAL_DATA = 11;
    /// @dev Bytes of version and kind; bytes before the contents of a reveal.
    uint256 private constant HEAD = 2;
    uint256 private constant REVEAL_HEAD = 66;
    uint256 private constant PROPOSAL_BODY = 225;

    /// @notice The message ends within a field.
    error Truncated();
    /// @notice The version is not 1.
    error Version();
    /// @notice No kind of message has this number.
    error UnknownKind();
    /// @notice The message is of another kind than the call takes.
    error OtherKind();
    /// @notice The role has a number that does not exist.
    error Value();
    /// @notice Bytes follow the last field.
    error Surplus();

    /// @notice Reads a request with a proof on edwards25519 (kind 2).
    function request(bytes calldata message) internal pure returns (RegistrationRequest memory) {
        return _request(message, 2, 136);
    }

    /// @notice Reads a request with a proof on P-256 (kind 24).
    function requestP256(bytes calldata message) internal pure returns (RegistrationRequest memory) {
        return _request(message, 24, 137);
    }

    /// @notice Reads a proposal with a proof on P-256 (kind 8).
    function proposal(bytes calldata message) internal pure returns (Proposal memory) {
        _check(message, 8, HEAD + PROPOSAL_BODY);
        return _proposal(message[HEAD:]);
    }

    /// @notice Reads evidence of two proposals with proofs on P-256 (kind 26).
    function evidence(bytes calldata message) internal pure returns (Proposal memory first, Proposal memory second) {
        _check(message, 26, HEAD + 2 * PROPOSAL_BODY);
        return (_proposal(message[HEAD:]), _proposal(message[HEAD + PROPOSAL_BODY:]));
    }

    /// @notice Reads a reveal (kind 9, 10 or 11).
    function reveal(bytes calldata message) internal pure returns (Reveal memory contents) {
        uint8 kind = _kind(message);
        if (kind < REVEAL || kind > REVEAL_DATA) revert OtherKind();
        if (message.length < REVEAL_HEAD) revert Truncated();
        contents.blockNumber = uint64(bytes8(message[2:10]));
        contents.salt = bytes32(message[10:42]);
        contents.fees = uint128(bytes16(message[42:58]));
        contents.count = uint64(bytes8(message[58:66]));
        uint256 hashes = kind == REVEAL ? contents.count : kind == REVEAL_ROOT ? 1 : 2;
        _checkLength(message, REVEAL_HEAD + 32 * hashes);
        if (kind == REVEAL) {
            contents.txRoot = Fernet.txRoot(message[REVEAL_HEAD:]);
            return contents;
        }
        contents.txRoot = bytes32(message[66:98]);
        contents.hasData = kind == REVEAL_DATA;
        if (contents.hasData) contents.dataRoot = bytes32(message[98:130]);
    }

    /// @notice Makes the message of an exit (kind 4).
    function encodeExit(bytes32 key, address owner) internal pure returns (bytes memory) {
        return abi.encodePacked(VERSION, EXIT, key, owner);
    }

    function _request(bytes calldata message, uint8 kind, uint256 length)
        private
        pure
        returns (RegistrationRequest memory parts)
    {
        if (_kind(message) != kind) revert OtherKind();
        if (message.length > 35 && uint8(message[35]) > LAST_ROLE) revert Value();
        _checkLength(message, length);
        parts.suite = uint8(message[2]);
        parts.key = bytes32(message[3:35]);
        parts.role = uint8(message[35]);
        parts.owner = address(bytes20(message[36:56]));
    }

    /// @dev The fields that begin where `body` begins.
    function _proposal(bytes calldata body) private pure returns (Proposal memory parts) {
        parts.blockNumber = uint64(bytes8(body[0:8]));
        parts.key = bytes32(body[8:40]);
        parts.parent = bytes32(body[40:72]);
        parts.feeSplit = uint32(bytes4(body[72:76]));
        parts.txOrderHash = bytes32(body[76:108]);
        parts.payout = address(bytes20(body[108:128]));
        parts.bond = uint128(bytes16(body[128:144]));
    }

    function _check(bytes calldata message, uint8 kind, uint256 length) private pure {
        if (_kind(message) != kind) revert OtherKind();
        _checkLength(message, length);
    }

    function _kind(bytes calldata message) private pure returns (uint8 kind) {
        if (message.length == 0) revert Truncated();
        if (uint8(message[0]) != VERSION) revert Version();
        if (message.length == 1) revert Truncated();
        kind = uint8(message[1]);
        if (kind == 0 || kind > LAST_KIND) revert UnknownKind();
    }

    function _checkLength(bytes calldata message, uint256 length) private pure {
        if (message.length < length) revert Truncated();
        if (message.length > length) revert Surplus();
    }
}
