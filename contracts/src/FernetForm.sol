// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {MessageError} from "./FernetErrors.sol";
import {FernetParams} from "./FernetParams.sol";
import {FernetTree} from "./FernetTree.sol";

/// @title Checks the form of messages (SPEC #message-form)
/// @notice Each function takes a whole message, from its version to its last byte, and reverts with the `MessageError` of SPEC
/// #message-errors for the first field that is wrong.
/// @dev The layout of a body is the text of its table in SPEC #message-bodies: `name:width,` for each field. What follows a `*` is
/// repeated as often as the field before the `*` says. A layout has its limits (`_isPossible`) by the names of the fields.
/// A contract includes only the layouts of the kinds that it checks; `check` includes all.
library FernetForm {
    uint8 private constant VERSION = 1;
    uint8 private constant LAST_KIND = 26;
    uint8 private constant L1_EVENT = 6;

    bytes private constant PROOF = "proof:80,";
    bytes private constant PROOF_P256 = "proof:81,";
    bytes private constant PROOF_BATCH = "proof:128,";
    bytes private constant REQUEST = "suite:1,key:32,role:1,owner:20,";
    bytes private constant RECORD = "entry_l1_block:8,exit_l1_block:9,";
    bytes private constant PROPOSAL =
        "block_number:8,key:32,parent:32,fee_split:4,tx_order_hash:32,payout:20,bond:16,";
    bytes private constant REVEAL = "block_number:8,salt:32,fees:16,count:8,";
    bytes private constant OF_BLOCK = "block_number:8,proposal_id:32,";
    bytes private constant CLAIM =
        "key:32,node:8,statement:32,proof_digest:32,left:32,right:32,fee_burn:4,payout:20,rebate_payee:20,";

    /// @notice The layout of parameters, kind 1.
    bytes internal constant PARAMETERS =
        "chain_id:8,rollup_address:20,proofs_per_node:1,root_seats:1,fee_split_cap:4,tx_per_base:1,vrf_mode:1,randao_lag:4,activation_delay:4,proposal_blocks:4,reveal_blocks:4,proving_blocks:4,bond_base:16,reveal_slash_amount:16,proof_slash_amount:16,block_reward:16,rebate_cap:16,rebate_gas:4,claim_blocks:4,base_share:5,attesters:2,quorum:2,attest_blocks:4,sequencer_suite:1,";
    /// @notice The layout of an exit, kind 4.
    bytes internal constant EXIT = "key:32,owner:20,";
    /// @notice The layout of tree data, kind 18.
    bytes internal constant TREE_DATA = "block_number:8,proposal_id:32,count:8,*node_data:152,";
    /// @notice The layout of the opening of a seat, kind 19. The width is that of an opening without levels.
    bytes internal constant SEAT_OPENING = "block_number:8,proposal_id:32,levels:1,opening:429,";

    /// @notice The layout of a request to register a key, kind 2.
    function request() internal pure returns (bytes memory) {
        return bytes.concat(REQUEST, PROOF);
    }

    /// @notice The layout of a request to register a key on P-256, kind 24.
    function requestP256() internal pure returns (bytes memory) {
        return bytes.concat(REQUEST, PROOF_P256);
    }

    /// @notice The layout of a proposal with a proof on P-256, kind 8.
    function proposalP256() internal pure returns (bytes memory) {
        return bytes.concat(PROPOSAL, PROOF_P256);
    }

    /// @notice The layout of evidence, whose kind is 20, 21, 22 or 26.
    /// @param body The layout of the body that stands in it twice.
    function evidence(bytes memory body) internal pure returns (bytes memory) {
        return bytes.concat(body, body);
    }

    /// @notice The layout of a reveal, whose kind is 9, 10 or 11.
    function reveal(uint8 kind) internal pure returns (bytes memory) {
        if (kind == 9) return bytes.concat(REVEAL, "*tx_hash:32,");
        if (kind == 10) return bytes.concat(REVEAL, "tx_root:32,");
        return bytes.concat(REVEAL, "tx_root:32,data_root:32,");
    }

    /// @notice Checks the form of a message of any kind.
    /// @return kind The number of the kind.
    function check(bytes calldata message) internal pure returns (uint8 kind) {
        uint256 offset;
        (kind, offset) = _start(message, 0);
        uint8 inner = kind;
        if (kind == L1_EVENT) {
            offset = _fields(message, offset, "l1_block:8,base_fee:8,rate:12,", 0);
            (inner, offset) = _start(message, offset);
            if (inner == L1_EVENT) revert MessageError.Value("kind", offset - 1);
        }
        _end(message, _fields(message, offset, _layout(inner), 0));
    }

    /// @notice Checks the form of a message of one kind.
    /// @param fields The layout of the kind, one of this library.
    function checkKind(bytes calldata message, uint8 kind, bytes memory fields) internal pure {
        (uint8 found, uint256 offset) = _start(message, 0);
        if (found != kind) revert MessageError.OtherKind("kind", 1);
        _end(message, _fields(message, offset, fields, 0));
    }

    /// @dev The layout of a kind other than an L1 event.
    function _layout(uint8 kind) private pure returns (bytes memory) {
        if (kind == 1) return PARAMETERS;
        if (kind == 2) return request();
        if (kind == 3) return bytes.concat(request(), RECORD);
        if (kind == 4) return EXIT;
        if (kind == 5) return "l1_block:8,mix_l1_block:8,mix:32,parent:32,block_number:8,";
        if (kind == 7) return bytes.concat(PROPOSAL, PROOF);
        if (kind == 8) return proposalP256();
        if (kind <= 11) return reveal(kind);
        if (kind == 12) return bytes.concat(OF_BLOCK, CLAIM, PROOF);
        if (kind == 13) return bytes.concat(OF_BLOCK, CLAIM, PROOF_BATCH);
        if (kind == 14) return bytes.concat(OF_BLOCK, "data_root:32,key:32,", PROOF);
        if (kind == 15) return bytes.concat(OF_BLOCK, "data_root:32,count:2,*key:32,", PROOF);
        if (kind == 16) return bytes.concat(OF_BLOCK, "count:8,*seats:1,*claim_id:32,");
        if (kind == 17) return bytes.concat(OF_BLOCK, "count:8,*seats:1,*", CLAIM, PROOF);
        if (kind == 18) return TREE_DATA;
        if (kind == 19) return SEAT_OPENING;
        if (kind == 20) return evidence(_layout(7));
        if (kind == 21) return evidence(_layout(12));
        if (kind == 22) return evidence(_layout(14));
        if (kind == 23) return bytes.concat(OF_BLOCK, "data_root:32,count:2,*key:32,", PROOF_BATCH);
        if (kind == 24) return requestP256();
        if (kind == 25) return bytes.concat(requestP256(), RECORD);
        return evidence(proposalP256());
    }

    /// @dev Reads version and kind.
    function _start(bytes calldata message, uint256 offset) private pure returns (uint8 kind, uint256 next) {
        unchecked {
            if (message.length == offset) revert MessageError.Truncated("version", offset);
            if (uint8(message[offset]) != VERSION) revert MessageError.Version("version", offset);
            if (message.length == offset + 1) revert MessageError.Truncated("kind", offset + 1);
            kind = uint8(message[offset + 1]);
            if (kind == 0 || kind > LAST_KIND) revert MessageError.UnknownKind("kind", offset + 1);
            return (kind, offset + 2);
        }
    }

    function _end(bytes calldata message, uint256 offset) private pure {
        if (message.length != offset) revert MessageError.Surplus("end", offset);
    }

    /// @dev Reads the fields of the layout from `place`, and returns the offset after the last.
    function _fields(bytes calldata message, uint256 offset, bytes memory fields, uint256 place)
        private
        pure
        returns (uint256)
    {
        unchecked {
            uint256 value;
            while (place != fields.length) {
                if (fields[place] == "*") return _list(message, offset, fields, place + 1, value);
                bytes32 name;
                uint256 width;
                (name, width, place) = _field(fields, place);
                // The opening of a seat has as many levels as the field before it says.
                if (name == "opening") width += value * FernetTree.LEVEL_LENGTH;
                if (message.length - offset < width) revert MessageError.Truncated(name, offset);
                value = width < 32 ? uint256(bytes32(message[offset:])) >> (256 - 8 * width) : 0;
                if (!_isPossible(name, width, value)) revert MessageError.Value(name, offset);
                offset += width;
            }
            return offset;
        }
    }

    /// @dev Reads a list whose elements have the layout from `place`.
    function _list(bytes calldata message, uint256 offset, bytes memory fields, uint256 place, uint256 count)
        private
        pure
        returns (uint256)
    {
        unchecked {
            uint256 width = _width(fields, place);
            if (width == 0) {
                for (; count != 0; --count) {
                    offset = _fields(message, offset, fields, place);
                }
                return offset;
            }
            uint256 left = message.length - offset;
            if (count <= left / width) return offset + count * width;
            // Every value of these elements is possible: the first that is not complete is wrong.
            return _fields(message, message.length - left % width, fields, place);
        }
    }

    /// @dev The sum of the widths from `place`, or 0 if a list follows.
    function _width(bytes memory fields, uint256 place) private pure returns (uint256 sum) {
        unchecked {
            while (place != fields.length) {
                if (fields[place] == "*") return 0;
                uint256 width;
                (, width, place) = _field(fields, place);
                sum += width;
            }
        }
    }

    /// @dev The name and the width of a field of a layout, and where the next one begins.
    function _field(bytes memory fields, uint256 place) private pure returns (bytes32 name, uint256 width, uint256 next) {
        unchecked {
            next = place;
            while (fields[next] != ":") ++next;
            assembly ("memory-safe") {
                let unused := shl(3, sub(32, sub(next, place)))
                name := shl(unused, shr(unused, mload(add(add(fields, 0x20), place))))
            }
            while (fields[++next] != ",") width = 10 * width + uint8(fields[next]) - 48;
            ++next;
        }
    }

    /// @dev Whether a field can have a value (SPEC #message-errors).
    function _isPossible(bytes32 name, uint256 width, uint256 value) private pure returns (bool) {
        if (name == "seats" || name == "role") return value <= 3;
        if (name == "levels") return value <= 32;
        if (name == "tx_per_base") return FernetParams.isTxPerBase(value);
        if (name == "vrf_mode") return FernetParams.isVrfMode(value);
        if (name == "sequencer_suite") return FernetParams.isSuite(value);
        if (name == "base_share" || name == "exit_l1_block") return value == 0 || value >> (8 * width - 8) == 1;
        return true;
    }
}
