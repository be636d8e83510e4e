//! Verification of many proofs together (`docs/adr/0007`).

use alloc::vec;
use alloc::vec::Vec;

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::{IsIdentity, VartimeMultiscalarMul};
use fernet_core::{KeyBytes, byte_form};
use sha2::digest::consts::{U16, U32};
use sha2::{Digest, Sha512};

use crate::batch_proof::{BatchProof, Points};
use crate::challenge::Challenge;
use crate::encode_to_curve::encode_to_curve;
use crate::multiply::{vartime_commitment_to_base, vartime_commitment_to_input};
use crate::output::proof_to_hash;
use crate::{KeyError, PublicKey, Suite, VerifyError, VrfOutput};

/// Number of items in one sum. Larger sums are not faster per proof, and this bounds the memory to about 2 MB.
const CHUNK: usize = 1024;

/// A public key prepared for batches: whether it has a small-order component is known.
///
/// The preparation costs a multiplication, so make it once for each key, not once for each proof. No honest holder has a key
/// with a small-order component; the proofs of such a key are verified one by one.
///
/// ```
/// use fernet_vrf::{BatchKey, SecretKey};
///
/// let key = BatchKey::from(*SecretKey::from_seed(&[1; 32]).public_key());
/// assert!(key.is_torsion_free());
/// assert_eq!(key.to_string().parse::<BatchKey>()?, key);
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(from = "PublicKey", into = "PublicKey")
)]
pub struct BatchKey {
    key: PublicKey,
    torsion_free: bool,
}

impl BatchKey {
    /// Decodes, validates and prepares a public key.
    ///
    /// # Errors
    ///
    /// As [`PublicKey::from_bytes`].
    pub fn from_bytes(bytes: &[u8; PublicKey::LEN]) -> Result<Self, KeyError> {
        PublicKey::from_bytes(bytes).map(Self::from)
    }

    /// The 32 bytes of the key, as [`PublicKey::to_bytes`] returns them.
    #[must_use]
    pub const fn to_bytes(&self) -> KeyBytes {
        self.key.to_bytes()
    }

    /// The public key itself, for single verification.
    #[must_use]
    pub const fn public_key(&self) -> &PublicKey {
        &self.key
    }

    /// Whether the key has no small-order component, so that its proofs can be verified together with others.
    #[must_use]
    pub const fn is_torsion_free(&self) -> bool {
        self.torsion_free
    }
}

byte_form!(BatchKey, KeyBytes, KeyError);

impl AsRef<[u8]> for BatchKey {
    fn as_ref(&self) -> &[u8] {
        self.key.as_ref()
    }
}

impl TryFrom<&[u8]> for BatchKey {
    type Error = KeyError;

    /// Decodes as [`BatchKey::from_bytes`] does; [`Length`](KeyError::Length) unless there are 32 bytes.
    fn try_from(bytes: &[u8]) -> Result<Self, KeyError> {
        PublicKey::try_from(bytes).map(Self::from)
    }
}

impl From<PublicKey> for BatchKey {
    /// Prepares the key, at the cost of a multiplication.
    fn from(key: PublicKey) -> Self {
        Self { key, torsion_free: key.0.point.is_torsion_free() }
    }
}

impl From<BatchKey> for PublicKey {
    fn from(key: BatchKey) -> Self {
        key.key
    }
}

/// One proof of a batch and what it proves: the arguments of a verification.
///
/// [`verify_batch`] shows it in an example.
#[derive(Clone, Copy, Debug)]
pub struct BatchItem<'a> {
    /// The public key of the holder.
    pub key: &'a BatchKey,
    /// The suite of the proof.
    pub suite: Suite,
    /// The input of the VRF.
    pub alpha: &'a [u8],
    /// The data that the proof signs, or `None` for a proof of RFC 9381.
    pub ad: Option<&'a [u8]>,
    /// The proof, in the form for batches.
    pub proof: &'a BatchProof,
}

/// Verifies many proofs together. Returns one result for each item, in their order.
///
/// Each result is the one that [`PublicKey::verify`] returns for the proof of 80 bytes of the item
/// ([`BatchProof::to_proof`]).
///
/// If all proofs are valid, the cost is between three quarters (4 proofs) and a half (1000 proofs) of that of single
/// verifications. If any is invalid, the items are checked again in groups of about the square root of their number, and
/// the items of a failing group one by one. A sender of invalid proofs can thereby make a batch slower than single
/// verifications: up to about 1.9 times for 16 to 64 items, and 1.6 times for 1024.
///
/// An invalid item passes with a probability of at most 2^-128. The weights of the items in the common sum are derived from
/// a hash of all of them, so the same items always give the same results.
///
/// ```
/// use fernet_vrf::{BatchItem, BatchKey, SecretKey, Suite, VerifyError, verify_batch};
///
/// let secret_key = SecretKey::from_seed(&[1; 32]);
/// let key = BatchKey::from(*secret_key.public_key());
/// let evaluation = secret_key.evaluate(Suite::Ell2, b"input")?;
/// let (proof, signed) = (evaluation.prove_batchable(None), evaluation.prove_batchable(Some(b"bid")));
///
/// let plain = BatchItem { key: &key, suite: Suite::Ell2, alpha: b"input", ad: None, proof: &proof };
/// let bid = BatchItem { ad: Some(b"bid"), proof: &signed, ..plain };
/// let wrong = BatchItem { ad: Some(b"other bid"), ..bid };
/// let output = evaluation.output();
/// assert_eq!(verify_batch(&[plain, bid, wrong]), [Ok(output), Ok(output), Err(VerifyError::Invalid)]);
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[must_use]
pub fn verify_batch(items: &[BatchItem<'_>]) -> Vec<Result<VrfOutput, VerifyError>> {
    items.chunks(CHUNK).flat_map(verify_chunk).collect()
}

fn verify_chunk(items: &[BatchItem<'_>]) -> Vec<Result<VrfOutput, VerifyError>> {
    let mut results = vec![Err(VerifyError::NoPoint); items.len()];
    let mut members = Vec::with_capacity(items.len());
    let mut points = Vec::with_capacity(items.len());
    for (item, result) in items.iter().zip(&mut results) {
        if let Some(h) = encode_to_curve(item.suite, &item.key.key, item.alpha) {
            let Points { gamma, u, v } = item.proof.points();
            points.push([h, gamma, u, v, gamma.mul_by_cofactor()]);
            members.push(Member { item, result, c: Challenge([0; 16]), weights: [Scalar::ZERO; 2] });
        }
    }
    hash(&mut members, &points);
    // 8 Gamma was needed for the output only. The sum needs the key.
    for ([.., last], member) in points.iter_mut().zip(&members) {
        *last = member.item.key.key.0.point;
    }

    let whole = members.len();
    let all_hold = whole > 1 && hold_together(&members, &points);
    let size = if all_hold { whole } else { whole.isqrt() }.max(1);
    for (members, points) in members.chunks_mut(size).zip(points.chunks(size)) {
        let hold = all_hold || (3 < size && size < whole && hold_together(members, points));
        for (member, points) in members.iter_mut().zip(points) {
            let settled = hold && member.item.key.torsion_free;
            if !settled && !member.holds(points) {
                *member.result = Err(VerifyError::Invalid);
            }
        }
    }
    results
}

/// An item for whose input there is a point H.
struct Member<'a, 'r> {
    item: &'a BatchItem<'a>,
    /// Holds the output, which stands if the item is valid.
    result: &'r mut Result<VrfOutput, VerifyError>,
    c: Challenge,
    /// The weights of U = sB - cY and of V = sH - c Gamma in the sum. Zero if the key has a small-order component.
    weights: [Scalar; 2],
}

impl Member<'_, '_> {
    /// Checks both equations without a weight, for any key. The points of the proof have no small-order component.
    fn holds(&self, [h, gamma, u, v, key]: &[EdwardsPoint; 5]) -> bool {
        #[cfg(test)]
        tests::count([0, 1]);
        let s = &self.item.proof.s;
        vartime_commitment_to_base(s, self.c, key) == *u && vartime_commitment_to_input(s, h, self.c, gamma) == *v
    }
}

/// Computes outputs, challenges and weights. The points are H, Gamma, U, V and 8 Gamma.
fn hash(members: &mut [Member<'_, '_>], points: &[[EdwardsPoint; 5]]) {
    let encodings = EdwardsPoint::compress_batch_alloc(points.as_flattened());
    // The challenge's hash covers the suite, the key, the input, the points and the data; with s it covers the whole item.
    let mut transcript = Sha512::new_with_prefix(b"fernet-vrf: weights of a batch");
    for (member, [h, gamma, u, v, cofactor_gamma]) in members.iter_mut().zip(encodings.as_chunks().0) {
        let BatchItem { key, suite, ad, proof, .. } = *member.item;
        let hash = Challenge::hash(suite, [&key.key.0.bytes, h, gamma, u, v], ad);
        transcript.update(hash);
        transcript.update(proof.s.as_bytes());
        member.c = Challenge::from_hash(&hash);
        *member.result = Ok(VrfOutput(proof_to_hash(suite, cofactor_gamma)));
    }

    let seed = transcript.finalize();
    for (index, member) in (0_u64..).zip(members).filter(|(_, member)| member.item.key.torsion_free) {
        let hash = Sha512::new_with_prefix(seed).chain_update(index.to_le_bytes()).finalize();
        let (first, second) = hash.split_ref::<U32>().0.split_ref::<U16>();
        member.weights = [first, second].map(|bytes| Scalar::from(u128::from_le_bytes((*bytes).into())));
    }
}

/// Whether the weighted sum of all U - sB + cY and V - sH + c Gamma is zero. Only points of prime order get a non-zero weight.
fn hold_together(members: &[Member<'_, '_>], points: &[[EdwardsPoint; 5]]) -> bool {
    #[cfg(test)]
    tests::count([1, 0]);
    let mut scalars = Vec::with_capacity(members.len().saturating_mul(5));
    let mut base = Scalar::ZERO;
    for Member { item, c, weights: [to_base, to_input], .. } in members {
        let (c, s) = (c.to_scalar(), item.proof.s);
        base -= to_base * s;
        scalars.extend([-(to_input * s), to_input * c, *to_base, *to_input, to_base * c]);
    }
    let points = points.as_flattened().iter().chain([&ED25519_BASEPOINT_POINT]);
    EdwardsPoint::vartime_multiscalar_mul(scalars.iter().chain([&base]), points).is_identity()
}

#[cfg(test)]
mod tests {
    extern crate std;

    use core::cell::Cell;

    use curve25519_dalek::constants::EIGHT_TORSION;

    use super::*;
    use crate::SecretKey;

    std::thread_local! {
        /// How many sums were computed, and how many items were checked alone.
        static WORK: Cell<[usize; 2]> = const { Cell::new([0; 2]) };
    }

    pub(super) fn count([sums, alone]: [usize; 2]) {
        WORK.with(|work| {
            let [all_sums, all_alone] = work.get();
            work.set([all_sums.saturating_add(sums), all_alone.saturating_add(alone)]);
        });
    }

    /// The number of sums, and of items checked alone, for a batch of `len` items of which those at `bad` are invalid.
    fn work(len: usize, bad: &[usize]) -> [usize; 2] {
        let secret_key = SecretKey::from_seed(&[1; 32]);
        let key = BatchKey::from(*secret_key.public_key());
        let proof = secret_key.evaluate(Suite::Ell2, b"").unwrap().prove_batchable(None);
        let good = BatchItem { key: &key, suite: Suite::Ell2, alpha: b"", ad: None, proof: &proof };
        let mut items = vec![good; len];
        bad.iter().for_each(|&bad| items[bad].alpha = b"other");
        WORK.set([0; 2]);
        let results = verify_batch(&items);
        assert!(results.iter().enumerate().all(|(i, result)| result.is_err() == bad.contains(&i)));
        WORK.get()
    }

    /// Valid proofs need one sum. An invalid one is found in groups of about the square root of the number of items.
    #[test]
    fn how_much_work_a_batch_is() {
        assert_eq!(work(0, &[]), [0, 0]);
        assert_eq!(work(1, &[]), [0, 1]);
        for len in [2, 3, 4, 15, 16, 17, 100] {
            assert_eq!(work(len, &[]), [1, 0]);
        }
        assert_eq!(work(CHUNK, &[]), [1, 0]);
        assert_eq!(work(CHUNK + 1, &[]), [1, 1]);
        assert_eq!(work(CHUNK + 2, &[]), [2, 0]);
        assert_eq!(work(2, &[1]), [1, 2]);
        assert_eq!(work(15, &[7]), [1, 15]);
        assert_eq!(work(16, &[15]), [1 + 4, 4]);
        assert_eq!(work(18, &[17]), [1 + 5, 2]);
        assert_eq!(work(100, &[0]), [1 + 10, 10]);
        assert_eq!(work(100, &[0, 9, 55]), [1 + 10, 20]);
        let all: Vec<usize> = (0..16).collect();
        assert_eq!(work(16, &all), [1 + 4, 16]);
    }

    /// The items of a key with a small-order component are checked one by one, whatever the sum is.
    #[test]
    fn a_key_of_mixed_order_costs_its_own_items_only() {
        let secret_key = SecretKey::from_seed(&[1; 32]);
        let mixed = secret_key.public_key().0.point + EIGHT_TORSION[4];
        let mixed = PublicKey::from_bytes(mixed.compress().as_bytes()).unwrap();
        let keys = [*secret_key.public_key(), mixed].map(BatchKey::from);
        let proof = secret_key.evaluate(Suite::Ell2, b"").unwrap().prove_batchable(None);
        let item = |key| BatchItem { key, suite: Suite::Ell2, alpha: b"", ad: None, proof: &proof };
        let [good, other] = keys.each_ref().map(item);
        WORK.set([0; 2]);
        let results = verify_batch(&[good, other, good, good]);
        assert_eq!(results.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true, true]);
        assert_eq!(WORK.get(), [1, 1]);
    }

    /// The weights of items.
    fn weights(items: &[BatchItem<'_>]) -> Vec<[Scalar; 2]> {
        let mut results = vec![Err(VerifyError::NoPoint); items.len()];
        let points: Vec<_> = items
            .iter()
            .map(|item| {
                let h = encode_to_curve(item.suite, &item.key.key, item.alpha).unwrap();
                let Points { gamma, u, v } = item.proof.points();
                [h, gamma, u, v, gamma.mul_by_cofactor()]
            })
            .collect();
        let mut members: Vec<_> = items
            .iter()
            .zip(&mut results)
            .map(|(item, result)| Member { item, result, c: Challenge([0; 16]), weights: [Scalar::ZERO; 2] })
            .collect();
        hash(&mut members, &points);
        members.iter().map(|member| member.weights).collect()
    }

    /// If a change of an item left a weight as it was, an attacker could choose changes whose errors cancel.
    #[test]
    fn every_input_of_an_item_changes_all_weights() {
        let [one, two] = [1, 2].map(|seed| SecretKey::from_seed(&[seed; 32]));
        let [key, other_key] = [&one, &two].map(|secret_key| BatchKey::from(*secret_key.public_key()));
        let proof = one.evaluate(Suite::Ell2, b"alpha").unwrap().prove_batchable(Some(b"data"));
        let good = BatchItem { key: &key, suite: Suite::Ell2, alpha: b"alpha", ad: Some(b"data"), proof: &proof };
        let bytes = proof.to_bytes();
        let torn = [0, 1, 2, 3].map(|field| {
            let mut bytes = bytes;
            let from = two.evaluate(Suite::Tai, b"beta").unwrap().prove_batchable(None).to_bytes();
            bytes[32 * field..][..32].copy_from_slice(&from[32 * field..][..32]);
            BatchProof::from_bytes(&bytes).unwrap()
        });
        let changed = [
            BatchItem { key: &other_key, ..good },
            BatchItem { suite: Suite::Tai, ..good },
            BatchItem { alpha: b"Alpha", ..good },
            BatchItem { ad: None, ..good },
            BatchItem { ad: Some(b""), ..good },
            BatchItem { ad: Some(b"Data"), ..good },
            BatchItem { proof: &torn[0], ..good },
            BatchItem { proof: &torn[1], ..good },
            BatchItem { proof: &torn[2], ..good },
            BatchItem { proof: &torn[3], ..good },
        ];
        let mut batches = vec![[good; 3]];
        for (place, item) in changed.iter().flat_map(|item| [(0, item), (1, item), (2, item)]) {
            let mut items = [good; 3];
            items[place] = *item;
            batches.push(items);
        }
        // No weight occurs twice: not in two batches, not at two positions, not for the two equations of an item.
        let mut seen: Vec<_> =
            batches.iter().flat_map(|items| weights(items)).flatten().map(|w| w.to_bytes()).collect();
        let len = seen.len();
        assert!(len == 6 * (1 + 3 * changed.len()) && seen.iter().all(|weight| weight[16..] == [0; 16]));
        // The weights use all of the 128 bits.
        assert!(seen.iter().any(|weight| weight[15] > 0) && seen.iter().any(|weight| weight[0] > 0));
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), len);
    }
}
