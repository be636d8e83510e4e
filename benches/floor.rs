//! The floor: the curve operations that no implementation on `curve25519-dalek` can avoid, with an allocator for the one that
//! needs it.

use std::hint::black_box;

use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::VartimeMultiscalarMul;
use sha2::Sha512;

use crate::{ALPHA, SEED};

/// H: the same function as the suite's.
fn encode() -> EdwardsPoint {
    EdwardsPoint::encode_to_curve::<Sha512>(
        &[&SEED, &black_box(ALPHA)],
        &[b"ECVRF_edwards25519_XMD:SHA-512_ELL2_NU_\x04"],
    )
}

pub(crate) fn scalar(byte: u8) -> Scalar {
    Scalar::from_bytes_mod_order([byte; 32])
}

pub(crate) fn prove(x: &Scalar, k: &Scalar) -> ([u8; 32], [CompressedEdwardsY; 3]) {
    let h = encode();
    let bytes = h.compress().to_bytes();
    (bytes, EdwardsPoint::compress_batch(&[x * h, EdwardsPoint::mul_base(k), k * h]))
}

pub(crate) fn verify(gamma: &CompressedEdwardsY, y: &EdwardsPoint, c: &Scalar, s: &Scalar) -> [CompressedEdwardsY; 4] {
    let gamma = gamma.decompress().expect("a point");
    let h = encode();
    let u = EdwardsPoint::vartime_double_scalar_mul_basepoint(c, &-y, s);
    let v = EdwardsPoint::vartime_multiscalar_mul([s, c], [h, -gamma]);
    EdwardsPoint::compress_batch(&[h, u, v, gamma.mul_by_cofactor()])
}
