// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

/// @title A layer on which tree data and certificates are published, other than the calldata of the submission
interface IDataLayer {
    /// @notice Returns the hash (SPEC #tree-data) of tree data that everybody can read. Reverts unless everybody can also read the certificate.
    /// @param nodes The number of nodes of the tree.
    /// @param certificateId The id of the certificate (SPEC #certificate); zero in a rollup without attesters.
    /// @param location Where the data is, in a form that the data layer defines.
    function treeDataHash(uint64 nodes, bytes32 certificateId, bytes calldata location) external view returns (bytes32 hash);
}
