//! Batch verification of proofs (SPEC `#vrf-batch`), for hosted libraries only because it allocates.

use alloc::vec::Vec;
use core::mem::MaybeUninit;

use fernet_vrf::{BatchItem, BatchKey, BatchProof, Suite, verify_batch};

use crate::bytes::{fernet_beta, fernet_key, fernet_proof, reserved};
use crate::ptr::{In, InArray, Out, OutArray, Output, Sealed, Span, check_apart};
use crate::status::fernet_status;
use crate::vrf::key::{fernet_secret_key, public_key};
use crate::vrf::{self, fernet_suite};

/// A VRF proof in batch form: many proofs in this form are verified together in less time than one by one (SPEC
/// #vrf-batch). It holds three points A, B and C, with Gamma = 8 * A, U = 8 * B and V = 8 * C, then the scalar s, each 32
/// bytes, little-endian as in RFC 8032. Different bytes may stand for the same proof, so identify a proof by its 80-byte
/// form. The 128-byte form of Cardano holds Gamma, U and V themselves; such a proof does not verify here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_batch_proof {
    /// A, B, C and s, encoded.
    pub bytes: [u8; 128],
}
/// A private object: a validated public key, prepared for batch verification.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_batch_key {
    /// Private; see rule 7.
    pub private_bytes: [MaybeUninit<u8>; 256],
}
/// One proof of a batch and what it is verified against: an item of fernet_vrf_verify_batch. The memory that the
/// pointers refer to is read during the call only.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_batch_item {
    /// The public key of the prover.
    pub key: In<fernet_batch_key>,
    /// The input of the VRF; may be NULL if alpha_len is 0.
    pub alpha: InArray<u8>,
    /// Number of bytes of alpha.
    pub alpha_len: usize,
    /// The additional data; may be NULL if ad_len is 0. It is not read if signs_ad is 0.
    pub ad: InArray<u8>,
    /// Number of bytes of ad.
    pub ad_len: usize,
    /// The proof in batch form.
    pub proof: In<fernet_batch_proof>,
    /// The suite of the proof.
    pub suite: fernet_suite,
    /// 1 for a proof with additional data, which may be empty; 0 for a proof without.
    pub signs_ad: u8,
    /// Reserved; must be 0.
    pub reserved: [u8; 6],
}

fn batch_proof(proof: In<fernet_batch_proof>) -> Result<BatchProof, fernet_status> {
    Ok(BatchProof::from_bytes(&proof.get()?.bytes)?)
}

impl From<BatchProof> for fernet_batch_proof {
    fn from(proof: BatchProof) -> Self {
        Self { bytes: proof.to_bytes() }
    }
}

/// The additional data of a proof; `None` for a proof without.
fn signed(ad: &InArray<u8>, ad_len: usize, signs_ad: u8) -> Result<Option<&[u8]>, fernet_status> {
    match signs_ad {
        0 => Ok(None),
        1 => ad.get(ad_len).map(Some),
        _ => Err(fernet_status::Value),
    }
}

/// Suite, alpha and additional data.
type Proven<'a> = (Suite, &'a [u8], Option<&'a [u8]>);

impl fernet_batch_item {
    /// Checks the whole item, and decodes its key and proof.
    fn parse(&self) -> Result<(BatchKey, BatchProof), fernet_status> {
        let key = self.key.load()?;
        self.proven()?;
        Ok((key, batch_proof(self.proof)?))
    }

    /// Checks and reads what is verified besides key and proof.
    fn proven(&self) -> Result<Proven<'_>, fernet_status> {
        reserved(&self.reserved)?;
        let (suite, alpha) = (vrf::suite(self.suite)?, self.alpha.get(self.alpha_len)?);
        Ok((suite, alpha, signed(&self.ad, self.ad_len, self.signs_ad)?))
    }

    /// The memory ranges that the item points to and that are read.
    fn spans(&self) -> [Span; 4] {
        let ad_len = if self.signs_ad == 0 { 0 } else { self.ad_len };
        [self.key.span(), self.alpha.span(self.alpha_len), self.ad.span(ad_len), self.proof.span()]
    }

    /// The item for `verify_batch`, with its decoded key and proof.
    fn with<'a>(&'a self, key: &'a BatchKey, proof: &'a BatchProof) -> Result<BatchItem<'a>, fernet_status> {
        let (suite, alpha, ad) = self.proven()?;
        Ok(BatchItem { key, suite, alpha, ad, proof })
    }
}

/// Validates a public key and prepares it for batch verification. This costs one scalar multiplication: do it once for
/// each key.
///
/// - batch_key (out): the prepared key.
/// - key: the public key.
///
/// Errors: KEY_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_batch_key_new(batch_key: Out<fernet_batch_key>, key: In<fernet_key>) -> fernet_status {
    Sealed(batch_key).set([key.span()], || Ok(BatchKey::from(public_key(key)?)))
}

/// Decodes a proof in batch form (SPEC #vrf-batch). A proof that decodes is well-formed; only verification shows
/// whether it is valid.
///
/// - proof (out): the proof in batch form.
/// - bytes: the encoded proof.
/// - bytes_len: number of bytes; 128 for a well-formed proof.
///
/// Errors: BATCH_PROOF_..., the first that applies in the order of SPEC #errors.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_batch_proof_parse(
    proof: Out<fernet_batch_proof>,
    bytes: InArray<u8>,
    bytes_len: usize,
) -> fernet_status {
    proof.set([bytes.span(bytes_len)], || Ok(BatchProof::try_from(bytes.get(bytes_len)?)?))
}

/// Computes the VRF output of a secret key and its proof in batch form (SPEC #vrf-batch).
///
/// - proof (out): the proof in batch form.
/// - beta (out): the output.
/// - secret_key: the secret key.
/// - suite: the suite.
/// - alpha: the input, public.
/// - alpha_len: number of bytes of alpha.
/// - ad: the additional data; not used if signs_ad is 0.
/// - ad_len: number of bytes of ad; may be 0.
/// - signs_ad: 1 for a proof with additional data, which may be empty; 0 for a proof without.
///
/// Errors: VALUE for suite or signs_ad, EVALUATE_NO_POINT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_batch_proof_prove(
    proof: Out<fernet_batch_proof>,
    beta: Out<fernet_beta>,
    secret_key: In<fernet_secret_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
    ad: InArray<u8>,
    ad_len: usize,
    signs_ad: u8,
) -> fernet_status {
    (proof, beta).set_with_secret([secret_key.span(), alpha.span(alpha_len), ad.span(ad_len)], || {
        let secret_key = secret_key.load()?;
        let evaluation = secret_key.evaluate(vrf::suite(suite)?, alpha.get(alpha_len)?)?;
        let proof = evaluation.prove_batchable(signed(&ad, ad_len, signs_ad)?);
        Ok((proof.into(), evaluation.output().into()))
    })
}

/// Converts a proof in batch form to the 80-byte proof that it stands for. The proof need not be valid.
///
/// - proof (out): the 80-byte proof.
/// - key: the public key of the prover.
/// - suite: the suite.
/// - alpha: the input.
/// - alpha_len: number of bytes of alpha.
/// - ad: the additional data; not used if signs_ad is 0.
/// - ad_len: number of bytes of ad; may be 0.
/// - signs_ad: 1 for a proof with additional data, which may be empty; 0 for a proof without.
/// - batch_proof: the proof in batch form.
///
/// Errors: VALUE for suite or signs_ad, KEY_..., BATCH_PROOF_..., VERIFY_NO_POINT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_batch_proof_to_proof(
    proof: Out<fernet_proof>,
    key: In<fernet_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
    ad: InArray<u8>,
    ad_len: usize,
    signs_ad: u8,
    batch_proof: In<fernet_batch_proof>,
) -> fernet_status {
    proof.set([key.span(), alpha.span(alpha_len), ad.span(ad_len), batch_proof.span()], || {
        let (suite, alpha, ad) = (vrf::suite(suite)?, alpha.get(alpha_len)?, signed(&ad, ad_len, signs_ad)?);
        let key = public_key(key)?;
        Ok(self::batch_proof(batch_proof)?.to_proof(&key, suite, alpha, ad)?)
    })
}

/// Verifies an 80-byte proof and converts it to batch form. It costs as much as two verifications and serves those who
/// relay a proof to many verifiers.
///
/// - batch_proof (out): the proof in batch form.
/// - key: the public key of the prover.
/// - suite: the suite.
/// - alpha: the input.
/// - alpha_len: number of bytes of alpha.
/// - ad: the additional data; not used if signs_ad is 0.
/// - ad_len: number of bytes of ad; may be 0.
/// - signs_ad: 1 for a proof with additional data, which may be empty; 0 for a proof without.
/// - proof: the 80-byte proof.
///
/// Errors: VALUE for suite or signs_ad, KEY_..., PROOF_..., EXPAND_NO_POINT, EXPAND_INVALID, EXPAND_MIXED_ORDER.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_batch_proof_from_proof(
    batch_proof: Out<fernet_batch_proof>,
    key: In<fernet_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
    ad: InArray<u8>,
    ad_len: usize,
    signs_ad: u8,
    proof: In<fernet_proof>,
) -> fernet_status {
    batch_proof.set([key.span(), alpha.span(alpha_len), ad.span(ad_len), proof.span()], || {
        let (suite, alpha, ad) = (vrf::suite(suite)?, alpha.get(alpha_len)?, signed(&ad, ad_len, signs_ad)?);
        let key = public_key(key)?;
        Ok(vrf::proof(proof)?.to_batch_proof(&key, suite, alpha, ad)?)
    })
}

/// Verifies many proofs together (SPEC #vrf-batch). Each proof has the same result as if it were verified alone. The
/// function allocates about 2 kB for each item, at most 2 MB, and aborts the program if no memory is available.
///
/// - betas (out): the outputs: betas[i] is that of items[i], zero if the proof is not valid.
/// - betas_len: number of outputs; equal to items_len.
/// - statuses (out): the results as fernet_status: statuses[i] of items[i] is OK, VERIFY_NO_POINT or VERIFY_INVALID.
/// - statuses_len: number of results; equal to items_len.
/// - items: the proofs to verify.
/// - items_len: number of items.
///
/// Errors: LENGTH unless the three lengths are equal; OVERLAP also if an output overlaps the memory that an item points
/// to; then, for the first item that is not well-formed, NULL, STATE for its key, VALUE for its suite, signs_ad or
/// reserved, or BATCH_PROOF_.... If the function returns one of these, no proof was verified and all outputs are zero
/// (rule 4). A 0 in statuses means OK only if the function itself returned OK.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_vrf_verify_batch(
    betas: OutArray<fernet_beta>,
    betas_len: usize,
    statuses: OutArray<i32>,
    statuses_len: usize,
    items: InArray<fernet_batch_item>,
    items_len: usize,
) -> fernet_status {
    let (betas, statuses) = (betas.of(betas_len), statuses.of(statuses_len));
    (betas, statuses).set([items.span(items_len)], || {
        let betas = betas.same_len(items_len)?;
        let statuses = statuses.same_len(items_len)?;
        let items = items.get(items_len)?;
        let written = [betas.spans(), statuses.spans()].concat();
        items.iter().try_for_each(|item| check_apart(&written, &item.spans()))?;

        let parsed = items.iter().map(fernet_batch_item::parse).collect::<Result<Vec<_>, fernet_status>>()?;
        let pairs = items.iter().zip(&parsed);
        let batch = pairs.map(|(item, (key, proof))| item.with(key, proof));
        let batch: Vec<BatchItem<'_>> = batch.collect::<Result<_, fernet_status>>()?;
        let results = verify_batch(&batch);

        betas.fill(|betas| {
            for (beta, output) in betas.iter_mut().zip(&results) {
                *beta = output.map_or(fernet_beta { bytes: [0; 64] }, Into::into);
            }
        })?;
        statuses.fill(|statuses| {
            for (status, result) in statuses.iter_mut().zip(&results) {
                *status = result.map_or_else(fernet_status::from, |_| fernet_status::Ok).number();
            }
        })?;
        Ok(((), ()))
    })
}
