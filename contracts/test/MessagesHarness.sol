// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {FernetForm} from "../src/FernetForm.sol";
import {FernetMessages, Proposal, RegistrationRequest, Reveal} from "../src/FernetMessages.sol";
import {Params} from "../src/FernetParams.sol";

/// @notice The decoders of messages behind entries of a contract, for the tests of `evm/`. Each returns the gas of the decoder first.
contract MessagesHarness {
    function check(bytes calldata message) external view returns (uint256 gas, uint8 kind) {
        gas = gasleft();
        kind = FernetForm.check(message);
        gas -= gasleft();
    }

    function parameters(bytes calldata message) external view returns (uint256 gas, Params memory params) {
        gas = gasleft();
        params = FernetMessages.parameters(message);
        gas -= gasleft();
    }

    function registrationRequest(bytes calldata message)
        external
        view
        returns (uint256 gas, RegistrationRequest memory request, bytes memory proof)
    {
        gas = gasleft();
        request = FernetMessages.registrationRequest(message);
        gas -= gasleft();
        proof = message[FernetMessages.REQUEST_PROOF:];
    }

    function registrationRequestP256(bytes calldata message)
        external
        view
        returns (uint256 gas, RegistrationRequest memory request, bytes memory proof)
    {
        gas = gasleft();
        request = FernetMessages.registrationRequestP256(message);
        gas -= gasleft();
        proof = message[FernetMessages.REQUEST_PROOF:];
    }

    function exit(bytes calldata message) external view returns (uint256 gas, bytes32 key, address owner) {
        gas = gasleft();
        (key, owner) = FernetMessages.exit(message);
        gas -= gasleft();
    }

    function encodeExit(bytes32 key, address owner) external pure returns (bytes memory) {
        return FernetMessages.encodeExit(key, owner);
    }

    function proposalP256(bytes calldata message)
        external
        view
        returns (uint256 gas, Proposal memory proposal, bytes memory proof)
    {
        gas = gasleft();
        proposal = FernetMessages.proposalP256(message);
        gas -= gasleft();
        proof = message[FernetMessages.PROPOSAL_PROOF:];
    }

    function proposalEvidenceP256(bytes calldata message)
        external
        view
        returns (
            uint256 gas,
            Proposal memory first,
            bytes memory firstProof,
            Proposal memory second,
            bytes memory secondProof
        )
    {
        gas = gasleft();
        (first, second) = FernetMessages.proposalEvidenceP256(message);
        gas -= gasleft();
        firstProof = message[FernetMessages.PROPOSAL_PROOF:FernetMessages.PROPOSAL_PROOF + 81];
        secondProof = message[FernetMessages.EVIDENCE_PROOF:];
    }

    function reveal(bytes calldata message) external view returns (uint256 gas, Reveal memory contents) {
        gas = gasleft();
        contents = FernetMessages.reveal(message);
        gas -= gasleft();
    }

    function treeData(bytes calldata message)
        external
        view
        returns (uint256 gas, uint64 blockNumber, bytes32 proposalId, bytes memory nodes)
    {
        gas = gasleft();
        bytes calldata slice;
        (blockNumber, proposalId, slice) = FernetMessages.treeData(message);
        gas -= gasleft();
        nodes = slice;
    }

    function seatOpening(bytes calldata message)
        external
        view
        returns (uint256 gas, uint64 blockNumber, bytes32 proposalId, bytes memory opening)
    {
        gas = gasleft();
        bytes calldata slice;
        (blockNumber, proposalId, slice) = FernetMessages.seatOpening(message);
        gas -= gasleft();
        opening = slice;
    }
}
