// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

/// @title Verifies the proof of the root of a block's proof tree
/// @notice The rollup supplies it. Without it any root would be accepted: the contract that settles blocks checks neither the
/// transactions nor a claim below the root.
interface IRootVerifier {
    /// @notice The public inputs of the root's proof, in the order of SPEC #public-inputs.
    struct PublicInputs {
        /// The certificate of the proof data; zero in a rollup without attesters.
        bytes32 certificateId;
        /// The root of the proof data; zero in a rollup without attesters.
        bytes32 dataRoot;
        bytes32 proposalId;
        bytes32 proverSeed;
        uint64 bases;
        bytes32 txRoot;
        bytes32 parent;
        uint128 fees;
        /// The commitment to the registry at the block's snapshot (`FernetRegistry`).
        bytes32 registry;
        /// N, the number of keys that may attest, which follows from `registry`.
        uint64 provers;
        bytes32 statement;
        bytes32 left;
        bytes32 right;
        bytes32 key;
        bytes32 treeDataHash;
        uint256 total;
        uint64 filled;
        uint64 keptBase;
        uint64 keptMerge;
        bytes32 commitment;
    }

    /// @notice Returns whether the proof attests for the whole tree what SPEC #public-inputs lists.
    function verify(PublicInputs calldata inputs, bytes calldata proof) external view returns (bool valid);
}
