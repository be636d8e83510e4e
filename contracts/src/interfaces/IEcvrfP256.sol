// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity >=0.8.4;

/// @title Interface of a deployed `EcvrfP256`, which verifies proofs of ECVRF-P256-SHA256-SSWU (RFC 9381, suite 0x02)
/// @notice For callers whose compiler is older than that of `EcvrfP256`. The two have the same ABI.
interface IEcvrfP256 {
    /// @notice A proof (`gamma`, `c`, `s`) and the witness for it: the 14 words that `evm_witness` of the Rust crate
    /// `fernet-vrf-p256` computes, in this order. `EcvrfP256` and `docs/l1-vrf.md` explain each.
    struct Proof {
        uint256 gammaX;
        uint256 gammaY;
        uint256 cAndBranch;
        uint256 s;
        uint256 tX;
        uint256 sX;
        uint256 rX;
        uint256 slopeY;
        uint256 slopeT;
        uint256 slopeR;
        uint256 slopeS;
        uint256 slopeH;
        uint256 inverseP;
        uint256 inverseN;
    }

    /// @notice The public key is not below p, or the witness leads to no point with this x coordinate and an even y coordinate.
    error InvalidPublicKey();
    /// @notice Gamma has a coordinate that is not below p, or is not on the curve.
    error InvalidGamma();
    /// @notice s is not below n, or c has more than 128 bits.
    error InvalidScalar();
    /// @notice A value that this verification does not cover. Such proofs do not occur by chance (`docs/l1-vrf.md`, Exceptions).
    error Exceptional();
    /// @notice A witness value is wrong for this public key, input and proof.
    error InvalidWitness();
    /// @notice The challenge is not the hash of the points: the proof is invalid, or the witness is wrong.
    error InvalidProof();
    /// @notice A precompiled contract failed, for lack of gas.
    error PrecompileFailed();

    /// @notice Verifies a proof without additional data, for an input of 32 bytes.
    /// @dev Each function returns the VRF output or reverts. A revert does not show that a proof is invalid, because a wrong
    /// witness for a valid proof reverts too.
    /// @param publicKey x coordinate of the public key, whose y coordinate is even.
    /// @param alpha The input.
    /// @param proof The proof and its witness.
    /// @return beta The VRF output: ECVRF_proof_to_hash of RFC 9381, section 5.2.
    function verify(uint256 publicKey, bytes32 alpha, Proof calldata proof) external view returns (bytes32 beta);

    /// @notice Verifies a proof that signs additional data (SPEC #vrf-ad), for an input of 32 bytes.
    function verifyWithData(uint256 publicKey, bytes32 alpha, Proof calldata proof, bytes calldata ad)
        external
        view
        returns (bytes32 beta);

    /// @notice Verifies a proof without additional data, for an input of any length.
    function verifyBytes(uint256 publicKey, bytes calldata alpha, Proof calldata proof)
        external
        view
        returns (bytes32 beta);

    /// @notice Verifies a proof that signs additional data (SPEC #vrf-ad), for an input of any length.
    function verifyBytesWithData(uint256 publicKey, bytes calldata alpha, Proof calldata proof, bytes calldata ad)
        external
        view
        returns (bytes32 beta);
}
