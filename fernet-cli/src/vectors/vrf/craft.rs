//! Proofs that no honest prover makes, from the group itself: points with small-order components, challenges searched
//! for, keys of small order. Written against RFC 9381, apart from the library.

use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;
use sha2::{Digest, Sha512};

/// A proof made of parts of choice, for ELL2 and without additional data.
pub(super) struct Crafted {
    pub(super) pk: [u8; 32],
    pub(super) pi: Vec<u8>,
    pub(super) beta: [u8; 64],
}

/// Proves for the key xB + `key_torsion` with Gamma = xH + `gamma_torsion`.
///
/// The verifier's U and V lose c times each small-order part, which depends on c modulo eight. The prover commits to one
/// residue and searches for a nonce whose challenge has it (`valid`), or for one whose challenge has another.
pub(super) fn craft(
    x: &Scalar,
    key_torsion: EdwardsPoint,
    gamma_torsion: EdwardsPoint,
    alpha: &[u8],
    valid: bool,
) -> Crafted {
    let y = EdwardsPoint::mul_base(x) + key_torsion;
    let pk = y.compress().to_bytes();
    let h = EdwardsPoint::encode_to_curve::<Sha512>(&[&pk, alpha], &[b"ECVRF_edwards25519_XMD:SHA-512_ELL2_NU_\x04"]);
    let gamma = x * h + gamma_torsion;
    let residue = Scalar::from(3_u8);
    (1_u64..)
        .map(Scalar::from)
        .find_map(|k| {
            let u = EdwardsPoint::mul_base(&k) - residue * key_torsion;
            let v = k * h - residue * gamma_torsion;
            let c = challenge([&y, &h, &gamma, &u, &v]);
            if (c[0] % 8 == 3) != valid {
                return None;
            }
            let s = k + Scalar::from(u128::from_le_bytes(c)) * x;
            let pi = [gamma.compress().as_bytes(), &c[..], s.as_bytes()].concat();
            Some(Crafted { pk, pi, beta: output(&gamma) })
        })
        .expect("one nonce in eight has the residue")
}

/// Section 5.4.3.
fn challenge(points: [&EdwardsPoint; 5]) -> [u8; 16] {
    let mut hasher = Sha512::new_with_prefix([0x04, 0x02]);
    points.iter().for_each(|point| hasher.update(point.compress().as_bytes()));
    hasher.chain_update([0x00]).finalize()[..16].try_into().expect("16 bytes")
}

/// Section 5.2.
fn output(gamma: &EdwardsPoint) -> [u8; 64] {
    let gamma = gamma.mul_by_cofactor().compress();
    Sha512::new_with_prefix([0x04, 0x03]).chain_update(gamma.as_bytes()).chain_update([0x00]).finalize().into()
}
