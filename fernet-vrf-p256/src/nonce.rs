//! The nonce of a proof (RFC 9381, section 5.4.2.1: that of RFC 6979, section 3.2).

use fernet_core::tag;
use p256::Scalar;
use p256::elliptic_curve::ops::Reduce;
use p256::elliptic_curve::subtle::CtOption;
use p256::elliptic_curve::{Field, PrimeField};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::Suite;
use crate::point::Encoding;

/// A hash of secrets, wiped when dropped.
type Secret = Zeroizing<[u8; 32]>;

/// `ECVRF_nonce_generation`: the nonce of RFC 6979 for the message H, between 1 and n - 1.
///
/// For a proof that signs data, the additional input of RFC 6979, section 3.6, is a tag, the signing byte of the suite and the
/// hash of the data (SPEC `#vrf-p256`).
pub(crate) fn nonce(x: &Scalar, suite: Suite, h: &Encoding, ad: Option<&[u8]>) -> Zeroizing<Scalar> {
    let additional = ad.map(|ad| (tag::NONCE_P256.as_bytes(), [suite.signing_byte()], Sha256::digest(ad)));
    let additional: [&[u8]; 3] = match &additional {
        None => [&[]; 3],
        Some((tag, byte, hash)) => [*tag, byte, hash],
    };
    first_accepted(x, &Sha256::digest(h).into(), additional, scalar)
}

/// The scalar of 32 bytes, if it is neither 0 nor n and above.
fn scalar(bytes: &[u8; 32]) -> CtOption<Scalar> {
    Scalar::from_repr((*bytes).into()).and_then(|scalar| CtOption::new(scalar, !scalar.is_zero()))
}

/// Steps b to h of RFC 6979, section 3.2, for the hash `h1` of the message. `accept` decides whether a candidate is the nonce.
/// The branch on its answer is the one branch of this crate that follows from a secret: it is taken once in 2^32 times.
#[inline(never)]
fn first_accepted(
    x: &Scalar,
    h1: &[u8; 32],
    additional: [&[u8]; 3],
    accept: impl Fn(&[u8; 32]) -> CtOption<Scalar>,
) -> Zeroizing<Scalar> {
    let x_octets: Secret = Zeroizing::new(x.to_bytes().into());
    let h_octets: [u8; 32] = <Scalar as Reduce<p256::FieldBytes>>::reduce(&(*h1).into()).to_bytes().into();

    let mut key = Zeroizing::new([0; 32]);
    let mut v = Zeroizing::new([1; 32]);
    let [first, second, third] = additional;
    for round in [0, 1] {
        key = hmac(&key, &[&*v, &[round], &*x_octets, &h_octets, first, second, third]);
        v = hmac(&key, &[&*v]);
    }
    loop {
        v = hmac(&key, &[&*v]);
        let accepted = accept(&v);
        if bool::from(accepted.is_some()) {
            return Zeroizing::new(accepted.unwrap_or(Scalar::ZERO));
        }
        key = hmac(&key, &[&*v, &[0]]);
        v = hmac(&key, &[&*v]);
    }
}

/// HMAC-SHA-256 (RFC 2104) with a key of 32 bytes, of the concatenation of `parts`.
#[inline(never)]
fn hmac(key: &[u8; 32], parts: &[&[u8]]) -> Secret {
    let start = |pad: u8| {
        let block = Zeroizing::new(key.map(|byte| byte ^ pad));
        Sha256::new().chain_update(*block).chain_update([pad; 32])
    };
    let mut inner = start(0x36);
    parts.iter().for_each(|part| inner.update(part));
    finalize(start(0x5c).chain_update(*finalize(inner)))
}

fn finalize(hasher: Sha256) -> Secret {
    let mut hash = Zeroizing::new([0; 32]);
    hasher.finalize_into((&mut *hash).into());
    hash
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    use rfc6979::{KGenerator, bigint::U256};

    use super::*;

    const N: U256 = U256::from_be_hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    /// Against the crate `rfc6979`: the first candidates, so also what follows a candidate that is refused.
    #[test]
    fn candidates_are_those_of_rfc_6979() {
        for seed in 0..64_u8 {
            let h1: [u8; 32] = if seed == 0 { [0xff; 32] } else { Sha256::digest([seed]).into() };
            let x = <Scalar as Reduce<p256::FieldBytes>>::reduce(&Sha256::digest([seed, 1]));
            let data = [seed; 65];
            let data = if seed % 2 == 0 { &data[..] } else { &[] };
            let refusals = usize::from(seed % 4);

            let mut peer = KGenerator::<Sha256, _>::new(&x.to_bytes(), &h1, data, &N);
            let mut expected = [0; 32];
            for _ in 0..=refusals {
                peer.fill_next_k(&mut expected);
            }
            let left = Cell::new(refusals);
            let found = first_accepted(&x, &h1, [&[], data, &[]], |candidate| {
                if left.get() == 0 {
                    return scalar(candidate);
                }
                left.set(left.get() - 1);
                CtOption::new(Scalar::ONE, 0.into())
            });
            assert_eq!(<[u8; 32]>::from(found.to_bytes()), expected);
        }
    }

    #[test]
    fn zero_and_the_order_are_no_nonces() {
        let refused = |bytes: &[u8; 32]| bool::from(scalar(bytes).is_none());
        let mut n = [0; 32];
        n.copy_from_slice((-Scalar::ONE).to_bytes().as_slice());
        assert!(!refused(&n));
        n[31] += 1;
        assert!(refused(&n));
        assert!(refused(&[0; 32]));
        assert!(refused(&[0xff; 32]));
    }
}
