// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

/// @title Verifies proofs of ECVRF-P256-SHA256-SSWU (RFC 9381, suite 0x02) on Ethereum
/// @notice Three calls of P256VERIFY (EIP-7951, address 0x100) replace the scalar multiplications. Whoever submits a proof
/// supplies witness values that the contract checks; `evm_witness` of the Rust crate `fernet-vrf-p256` computes them.
/// @dev `docs/l1-vrf.md` has the soundness argument, its assumptions, the exceptions and the gas. The contract has no state
/// and no owner. All functions that take a proof are external and revert unless they return `beta`. A revert does not show that
/// a proof is invalid, because a wrong witness for a valid proof reverts too.
///
/// Notation, as in RFC 9381, section 5.3: B is the base point, Y the public key, H the input as a curve point,
/// U = s*B - c*Y, V = s*H - c*Gamma.
contract EcvrfP256 {
    /// @notice A proof (`gamma`, `c`, `s`) and the witness for it.
    /// @dev T = c*Gamma + B, S = s*H + B and R = U + T. A slope is that of the line through the two points that are added.
    /// The y coordinates of Y, T, R, S and H follow from the slopes.
    struct Proof {
        /// Gamma of the proof, in affine coordinates.
        uint256 gammaX;
        uint256 gammaY;
        /// The challenge c of the proof, 128 bits; plus 2^128 if H has the second of the two x coordinates of simplified SWU.
        uint256 cAndBranch;
        /// The scalar s of the proof.
        uint256 s;
        uint256 tX;
        uint256 sX;
        uint256 rX;
        /// Slope of Gamma + (-Y).
        uint256 slopeY;
        /// Slope of Gamma + T.
        uint256 slopeT;
        /// Slope of R + (-T).
        uint256 slopeR;
        /// Slope of S + (-T).
        uint256 slopeS;
        /// Slope of H + S.
        uint256 slopeH;
        /// The inverse modulo p of (w^2 - w) * (x(Gamma - Y) - x(R)), where w = 10*u^2 and u is the field element of the input.
        uint256 inverseP;
        /// The inverse modulo n of (1 - c^2) * (s + 1).
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

    /// @dev The field, the group order, and b of the curve y^2 = x^3 - 3x + b (SEC 2, section 2.4.2).
    uint256 private constant P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff;
    uint256 private constant N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551;
    uint256 private constant CURVE_B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b;
    /// @dev CURVE_B / 3 modulo P, for simplified SWU.
    uint256 private constant B_BY_3 = 0x73976747e368dbf83bf93f1c7cdd823ecc5f023b441be5a76944bebf629b756e;
    /// @dev x coordinates of B, 2*B and (1/2)*B.
    uint256 private constant BASE_X = 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296;
    uint256 private constant DOUBLE_BASE_X = 0x7cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978;
    uint256 private constant HALF_BASE_X = 0x2afa386b3f2bdcdb83f4d83f8fa3874d7b74dcb454bd644fdd6bf3d1f2da8db6;
    /// @dev "ECVRF_" || "P256_XMD:SHA-256_SSWU_NU_" || 0x02 (RFC 9381, section 5.5).
    bytes32 private constant DST = "ECVRF_P256_XMD:SHA-256_SSWU_NU_\x02";

    /// @notice Verifies a proof without additional data, for an input of 32 bytes.
    /// @param publicKey x coordinate of the public key, whose y coordinate is even.
    /// @param alpha The input.
    /// @param proof The proof and its witness.
    /// @return beta The VRF output: ECVRF_proof_to_hash of RFC 9381, section 5.2.
    function verify(uint256 publicKey, bytes32 alpha, Proof calldata proof) external view returns (bytes32 beta) {
        // `_calldata` reads it; the parameter has its name for the ABI.
        // slither-disable-next-line redundant-statements
        alpha;
        return _verify(publicKey, _calldata(0x24, 0x20), 0x02, _calldata(0, 0), proof);
    }

    /// @notice Verifies a proof that signs additional data (SPEC #vrf-ad), for an input of 32 bytes.
    function verifyWithData(uint256 publicKey, bytes32 alpha, Proof calldata proof, bytes calldata ad)
        external
        view
        returns (bytes32 beta)
    {
        // `_calldata` reads it; the parameter has its name for the ABI.
        // slither-disable-next-line redundant-statements
        alpha;
        return _verify(publicKey, _calldata(0x24, 0x20), 0x82, ad, proof);
    }

    /// @notice Verifies a proof without additional data, for an input of any length.
    function verifyBytes(uint256 publicKey, bytes calldata alpha, Proof calldata proof)
        external
        view
        returns (bytes32 beta)
    {
        return _verify(publicKey, alpha, 0x02, _calldata(0, 0), proof);
    }

    /// @notice Verifies a proof that signs additional data (SPEC #vrf-ad), for an input of any length.
    function verifyBytesWithData(uint256 publicKey, bytes calldata alpha, Proof calldata proof, bytes calldata ad)
        external
        view
        returns (bytes32 beta)
    {
        return _verify(publicKey, alpha, 0x82, ad, proof);
    }

    /// @dev ECVRF_verify of RFC 9381, section 5.3. `suite` is the first byte of the challenge hash.
    function _verify(
        uint256 publicKey,
        bytes calldata alpha,
        uint256 suite,
        bytes calldata ad,
        Proof calldata proof
    ) private view returns (bytes32 beta) {
        unchecked {
            uint256 c = uint128(proof.cAndBranch);
            if (publicKey >= P) revert InvalidPublicKey();
            if (_or(proof.s >= N, proof.cAndBranch >> 129 != 0)) revert InvalidScalar();
            if (_or(proof.gammaX >= P, proof.gammaY >= P)) revert InvalidGamma();
            if (!_onCurve(proof.gammaX, proof.gammaY)) revert InvalidGamma();
            bool exceptional = _or(c < 2, _or(proof.s == 0, proof.s == N - 1));
            // Points that are added have different x coordinates. H follows below.
            exceptional = _or(exceptional, _or(proof.gammaX == publicKey, proof.gammaX == proof.tX));
            exceptional = _or(exceptional, _or(proof.rX == proof.tX, proof.sX == proof.tX));
            // Gamma = -2*B could be proven for any key.
            if (_or(exceptional, proof.gammaX == DOUBLE_BASE_X)) revert Exceptional();

            // Y, and E = Gamma - Y.
            uint256 yY = _sub(mulmod(proof.slopeY, _sub(proof.gammaX, publicKey), P), proof.gammaY);
            if (_or(yY & 1 != 0, !_onCurve(publicKey, yY))) revert InvalidPublicKey();
            uint256 eX = _thirdX(proof.slopeY, proof.gammaX, publicKey);
            uint256 eY = _sub(mulmod(proof.slopeY, _sub(proof.gammaX, eX), P), proof.gammaY);

            // T by Gamma + T, R by U = R - T, S by V = S - T.
            uint256 tY = addmod(mulmod(proof.slopeT, _sub(proof.tX, proof.gammaX), P), proof.gammaY, P);
            uint256 rY = _sub(mulmod(proof.slopeR, _sub(proof.rX, proof.tX), P), tY);
            uint256 sY = _sub(mulmod(proof.slopeS, _sub(proof.sX, proof.tX), P), tY);
            uint256 uX = _thirdX(proof.slopeR, proof.rX, proof.tX);
            uint256 uY = addmod(mulmod(proof.slopeR, _sub(proof.tX, uX), P), tY, P);
            uint256 vX = _thirdX(proof.slopeS, proof.sX, proof.tX);
            uint256 vY = addmod(mulmod(proof.slopeS, _sub(proof.tX, vX), P), tY, P);

            // H: simplified SWU (RFC 9380, section 6.6.2) with A = -3 and Z = -10. x1 = (B/3) * (1 + 1/(w^2 - w)), x2 = -w * x1.
            uint256 u = _hashToField(publicKey, alpha);
            uint256 w = mulmod(10, mulmod(u, u, P), P);
            uint256 d = mulmod(w, addmod(w, P - 1, P), P);
            uint256 e = _sub(eX, proof.rX);
            if (mulmod(mulmod(d, e, P), proof.inverseP, P) != 1) revert InvalidWitness();
            uint256 hX = mulmod(B_BY_3, mulmod(e, proof.inverseP, P) + 1, P);
            if (proof.cAndBranch >> 128 != 0) hX = mulmod(hX, P - w, P);
            if (_or(hX == proof.sX, _or(hX == BASE_X, hX == HALF_BASE_X))) revert Exceptional();
            uint256 hY = addmod(mulmod(proof.slopeH, _sub(hX, proof.sX), P), sY, P);
            // Exactly one of x1 and x2 is on the curve; u decides which of the two points there.
            if (_or((hY ^ u) & 1 != 0, !_onCurve(hX, hY))) revert InvalidWitness();

            // The challenge, which costs less than the multiplications.
            uint256 challenge;
            (challenge, beta) = _hashes(suite, publicKey, hX, hY, uX, uY, vX, vY, ad, proof);
            if (challenge != c) revert InvalidProof();

            // The three scalar multiplications. Each compares x coordinates, and so holds for two points up to the sign.
            (uint256 byCPlus1, uint256 bySPlus1, uint256 by1MinusC) = _inverses(c, proof.s, proof.inverseN);
            uint256 slope = mulmod(addmod(eY, rY, P), mulmod(d, proof.inverseP, P), P);
            // (1/c + 1) * T - (1/c) * B = +-(Gamma + T)
            _check(byCPlus1, c, 1, proof.tX, tY, _thirdX(proof.slopeT, proof.gammaX, proof.tX));
            // (1/s + 1) * S - (1/s) * B = +-(H + S)
            _check(bySPlus1, proof.s, 1, proof.sX, sY, _thirdX(proof.slopeH, hX, proof.sX));
            // (1/c - 1) * R - ((s + 1)/c) * B = +-(Gamma - Y - R)
            _check(by1MinusC, c, proof.s + 1, proof.rX, rY, _thirdX(slope, eX, proof.rX));
        }
    }

    /// @dev 1/(c + 1), 1/(s + 1) and 1/(1 - c) modulo N, from the inverse of their product.
    function _inverses(uint256 c, uint256 s, uint256 inverse)
        private
        pure
        returns (uint256 byCPlus1, uint256 bySPlus1, uint256 by1MinusC)
    {
        unchecked {
            uint256 oneMinusC2 = addmod(1, N - mulmod(c, c, N), N);
            if (mulmod(mulmod(oneMinusC2, s + 1, N), inverse, N) != 1) revert InvalidWitness();
            bySPlus1 = mulmod(oneMinusC2, inverse, N);
            uint256 byOneMinusC2 = mulmod(s + 1, inverse, N);
            byCPlus1 = mulmod(N + 1 - c, byOneMinusC2, N);
            by1MinusC = mulmod(c + 1, byOneMinusC2, N);
        }
    }

    /// @dev Requires x((1/k) * Q - (b/a) * B) = x, where k = a*inverse: P256VERIFY computes (hash/s) * B + (r/s) * Q.
    function _check(uint256 inverse, uint256 a, uint256 b, uint256 qX, uint256 qY, uint256 x) private view {
        bool success;
        bool valid;
        unchecked {
            // x modulo N identifies x.
            if (x < P - N) revert Exceptional();
            uint256 rByInverse = mulmod(x, inverse, N);
            uint256 hash = mulmod(N - b, rByInverse, N);
            uint256 s = mulmod(a, rByInverse, N);
            assembly ("memory-safe") {
                let m := mload(0x40)
                mstore(m, hash)
                mstore(add(m, 0x20), x)
                mstore(add(m, 0x40), s)
                mstore(add(m, 0x60), qX)
                mstore(add(m, 0x80), qY)
                mstore(0, 0)
                success := staticcall(gas(), 0x100, m, 0xa0, 0, 0x20)
                valid := and(success, eq(mload(0), 1))
            }
        }
        if (!valid) {
            if (!success) revert PrecompileFailed();
            revert InvalidWitness();
        }
    }

    /// @dev hash_to_field of RFC 9380, section 5.2, for one element, with expand_message_xmd (section 5.3.1).
    function _hashToField(uint256 publicKey, bytes calldata alpha) private view returns (uint256 u) {
        bool success;
        assembly ("memory-safe") {
            // Z_pad (64 zero bytes) || 0x02 || x || alpha || 0x0030 || counter (0) || DST || 0x20
            let start := mload(0x40)
            let counter := add(add(start, 0x63), alpha.length)
            let b0 := sub(counter, 0x20)
            mstore(start, 0)
            mstore(add(start, 0x20), 0)
            mstore8(add(start, 0x40), 2)
            mstore(add(start, 0x41), publicKey)
            calldatacopy(add(start, 0x61), alpha.offset, alpha.length)
            mstore(sub(counter, 2), shl(232, 0x003000))
            mstore(add(counter, 1), DST)
            mstore8(add(counter, 0x21), 0x20)
            // b_0 takes the place before the counter: b_1 and b_2 are hashes of b_0 or b_0 ^ b_1 || counter || DST || 0x20.
            success := staticcall(gas(), 2, start, add(alpha.length, 0x85), b0, 0x20)
            mstore8(counter, 1)
            success := and(success, staticcall(gas(), 2, b0, 0x42, 0, 0x20))
            mstore(b0, xor(mload(b0), mload(0)))
            mstore8(counter, 2)
            success := and(success, staticcall(gas(), 2, b0, 0x42, 0x20, 0x20))
            u := addmod(mulmod(mload(0), shl(128, 1), P), shr(128, mload(0x20)), P)
        }
        if (!success) revert PrecompileFailed();
    }

    /// @dev The challenge (RFC 9381, section 5.4.3), with additional data before the last byte, and the output (section 5.2).
    function _hashes(
        uint256 suite,
        uint256 publicKey,
        uint256 hX,
        uint256 hY,
        uint256 uX,
        uint256 uY,
        uint256 vX,
        uint256 vY,
        bytes calldata ad,
        Proof calldata proof
    ) private view returns (uint256 c, bytes32 beta) {
        uint256 m;
        bool success;
        assembly ("memory-safe") {
            // suite || 0x02 || Y || H || Gamma || U || V || ad || 0x00, with points in the form of SEC 1, section 2.3.3
            m := mload(0x40)
            mstore8(m, suite)
            mstore8(add(m, 1), 2)
            calldatacopy(add(m, 167), ad.offset, ad.length)
            mstore8(add(add(m, 167), ad.length), 0)
        }
        unchecked {
            _writePoint(m + 2, publicKey, 0);
            _writePoint(m + 35, hX, hY);
            _writePoint(m + 68, proof.gammaX, proof.gammaY);
            _writePoint(m + 101, uX, uY);
            _writePoint(m + 134, vX, vY);
        }
        assembly ("memory-safe") {
            success := staticcall(gas(), 2, m, add(168, ad.length), 0, 0x20)
            c := shr(128, mload(0))
            // 0x02 || 0x03 || Gamma || 0x00, with Gamma where it is
            mstore8(add(m, 66), 2)
            mstore8(add(m, 67), 3)
            mstore8(add(m, 101), 0)
            success := and(success, staticcall(gas(), 2, add(m, 66), 36, 0, 0x20))
            beta := mload(0)
        }
        if (!success) revert PrecompileFailed();
    }

    /// @dev A part of the calldata.
    // Slither takes the two fields of `part` for one variable.
    // slither-disable-next-line write-after-write
    function _calldata(uint256 offset, uint256 length) private pure returns (bytes calldata part) {
        assembly ("memory-safe") {
            part.offset := offset
            part.length := length
        }
    }

    /// @dev Writes the 33 bytes of SEC 1, section 2.3.3.
    function _writePoint(uint256 to, uint256 x, uint256 y) private pure {
        assembly ("memory-safe") {
            mstore8(to, or(2, and(y, 1)))
            mstore(add(to, 1), x)
        }
    }

    /// @dev Either, without a branch.
    function _or(bool a, bool b) private pure returns (bool either) {
        assembly ("memory-safe") {
            either := or(a, b)
        }
    }

    function _onCurve(uint256 x, uint256 y) private pure returns (bool) {
        unchecked {
            return mulmod(y, y, P) == addmod(mulmod(addmod(mulmod(x, x, P), P - 3, P), x, P), CURVE_B, P);
        }
    }

    /// @dev x coordinate of a sum, from the slope and the x coordinates of the summands.
    function _thirdX(uint256 slope, uint256 x1, uint256 x2) private pure returns (uint256) {
        unchecked {
            return addmod(mulmod(slope, slope, P), addmod(P - x1, P - x2, P), P);
        }
    }

    /// @dev a - b modulo P, for b up to P.
    function _sub(uint256 a, uint256 b) private pure returns (uint256) {
        unchecked {
            return addmod(a, P - b, P);
        }
    }
}
