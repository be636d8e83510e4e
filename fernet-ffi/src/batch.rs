//! Verifying many proofs together (SPEC `#vrf-batch`), in hosted libraries only: it is the one thing that allocates.

use alloc::vec::Vec;
use core::mem::MaybeUninit;

use fernet_vrf::{BatchItem, BatchKey, BatchProof, Suite, verify_batch};

use crate::bytes::{fernet_beta, fernet_key, fernet_proof, reserved};
use crate::ptr::{In, InArray, Out, OutArray, Output, Sealed, Span, check_apart};
use crate::status::fernet_status;
use crate::vrf::{self, fernet_secret_key, fernet_suite, public_key};

/// A VRF proof in the form for batches: an eighth of Gamma, U and V, then s (SPEC #vrf-batch). Never a name of a proof: others
/// can rewrite these bytes. Take the 80 bytes for that. Cardano's 128 bytes are Gamma, U and V themselves and s, another form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_batch_proof {
    /// The wire form.
    pub bytes: [u8; 128],
}
/// A public key that is ready for batches: 256 private bytes. It may be moved and copied as bytes, within one program.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_batch_key {
    /// Private.
    pub private_bytes: [MaybeUninit<u8>; 256],
}
/// A proof and what it proves: one item of fernet_vrf_verify_batch. Every pointer is non-NULL but for an array of length 0.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_batch_item {
    /// Key of the holder.
    pub key: In<fernet_batch_key>,
    /// Input, alpha_len bytes.
    pub alpha: InArray<u8>,
    /// Length of alpha.
    pub alpha_len: usize,
    /// Signed data, ad_len bytes; not read for a plain proof.
    pub ad: InArray<u8>,
    /// Length of ad.
    pub ad_len: usize,
    /// The proof.
    pub proof: In<fernet_batch_proof>,
    /// The suite.
    pub suite: fernet_suite,
    /// 1 if the proof signs ad, which may be empty; 0 for a plain proof.
    pub signs_ad: u8,
    /// Zero.
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

/// The data that a proof signs: `None` for a plain one.
fn signed(ad: &InArray<u8>, ad_len: usize, signs_ad: u8) -> Result<Option<&[u8]>, fernet_status> {
    match signs_ad {
        0 => Ok(None),
        1 => ad.get(ad_len).map(Some),
        _ => Err(fernet_status::Value),
    }
}

/// Suite, alpha, and the signed data.
type Proven<'a> = (Suite, &'a [u8], Option<&'a [u8]>);

impl fernet_batch_item {
    /// The key and the proof, after everything of the item was checked.
    fn parse(&self) -> Result<(BatchKey, BatchProof), fernet_status> {
        let key = self.key.load()?;
        self.proven()?;
        Ok((key, batch_proof(self.proof)?))
    }

    fn proven(&self) -> Result<Proven<'_>, fernet_status> {
        reserved(&self.reserved)?;
        let (suite, alpha) = (vrf::suite(self.suite)?, self.alpha.get(self.alpha_len)?);
        Ok((suite, alpha, signed(&self.ad, self.ad_len, self.signs_ad)?))
    }

    /// The memory that the item points to and that is read.
    fn spans(&self) -> [Span; 4] {
        let ad_len = if self.signs_ad == 0 { 0 } else { self.ad_len };
        [self.key.span(), self.alpha.span(self.alpha_len), self.ad.span(ad_len), self.proof.span()]
    }

    /// The item, with its key and proof parsed.
    fn with<'a>(&'a self, key: &'a BatchKey, proof: &'a BatchProof) -> Result<BatchItem<'a>, fernet_status> {
        let (suite, alpha, ad) = self.proven()?;
        Ok(BatchItem { key, suite, alpha, ad, proof })
    }
}

/// Makes a public key ready for batches: validates it, and finds out whether it has a component of small order. Costs a
/// multiplication: do it once for each key.
///
/// Errors: KEY_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_batch_key_new(batch_key: Out<fernet_batch_key>, key: In<fernet_key>) -> fernet_status {
    Sealed(batch_key).set([key.span()], || Ok(BatchKey::from(public_key(key)?)))
}

/// Decodes a proof for a batch, of any length. It is well-formed then, not thereby valid.
///
/// Errors: BATCH_PROOF_..., the first that applies.
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

/// The output of a key at alpha, and its proof in the form for batches. With signs_ad 1 the proof signs ad, which may be empty;
/// with 0 it is plain, and ad is not read.
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

/// The proof of 80 bytes that a proof for a batch stands for, valid or not. ad and signs_ad as for fernet_batch_proof_prove.
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

/// The form for batches of a valid proof of 80 bytes. It costs two verifications: for whoever relays a proof to many. ad and
/// signs_ad as for fernet_batch_proof_prove.
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

/// Verifies each item and gives for each its own status (a fernet_status: OK, VERIFY_NO_POINT, VERIFY_INVALID) and output, zero where
/// the status is not OK. The verdicts are those of single verification. Allocates about 2 kB for each item, at most 2 MB, and ends the
/// program if there is no memory.
///
/// Errors, before anything is verified: LENGTH unless the three lengths are the same, OVERLAP also with what an item points to, and
/// for the first item that has one: NULL, STATE (its key), VALUE (its suite, signs_ad or reserved), BATCH_PROOF_.... The outputs are
/// then zero (but after OVERLAP), and so are the statuses: go by the status returned.
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
