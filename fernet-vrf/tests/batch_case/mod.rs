//! Items of batches, for the tests of batches and of their proofs.
#![allow(dead_code)]

use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use fernet_vrf::{BatchItem, BatchKey, BatchProof, PublicKey, SecretKey, Suite, VerifyError, VrfOutput, verify_batch};
use sha2::{Digest, Sha512};

pub(crate) const SUITES: [Suite; 2] = [Suite::Ell2, Suite::Tai];

pub(crate) const ALPHA: &[u8] = b"alpha";

/// An item of a batch that owns its parts.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) key: BatchKey,
    pub(crate) suite: Suite,
    pub(crate) alpha: Vec<u8>,
    pub(crate) ad: Option<Vec<u8>>,
    pub(crate) proof: BatchProof,
}

pub(crate) type Verdict = Result<VrfOutput, VerifyError>;

impl Case {
    pub(crate) fn honest(seed: u8, suite: Suite, alpha: &[u8], ad: Option<&[u8]>) -> Self {
        let secret_key = SecretKey::from_seed(&[seed; 32]);
        let evaluation = secret_key.evaluate(suite, alpha).unwrap();
        let proof = evaluation.prove_batchable(ad);
        let key = BatchKey::from(*secret_key.public_key());
        Self { key, suite, alpha: alpha.to_vec(), ad: ad.map(<[u8]>::to_vec), proof }
    }

    pub(crate) fn item(&self) -> BatchItem<'_> {
        let Self { key, suite, alpha, ad, proof } = self;
        BatchItem { key, suite: *suite, alpha, ad: ad.as_deref(), proof }
    }

    /// Single verification of the proof of 80 bytes.
    pub(crate) fn single(&self) -> Verdict {
        let (key, ad) = (self.key.public_key(), self.ad.as_deref());
        let proof = self.proof.to_proof(key, self.suite, &self.alpha, ad)?;
        key.verify(self.suite, &self.alpha, ad, &proof)
    }
}

pub(crate) fn batch(cases: &[Case]) -> Vec<Verdict> {
    verify_batch(&cases.iter().map(Case::item).collect::<Vec<_>>())
}

/// Asserts that single and batch verification agree: the cases in one batch, each alone, and each between honest ones.
pub(crate) fn agree(cases: &[Case]) -> Vec<Verdict> {
    let single: Vec<_> = cases.iter().map(Case::single).collect();
    assert_eq!(batch(cases), single);
    for (case, verdict) in cases.iter().zip(&single) {
        assert_eq!(batch(std::slice::from_ref(case)), [*verdict]);
        let honest = Case::honest(200, Suite::Ell2, b"company", None);
        let verdicts = batch(&[honest.clone(), case.clone(), honest]);
        assert!(verdicts[0].is_ok() && verdicts[2].is_ok());
        assert_eq!(verdicts[1], *verdict);
    }
    single
}

pub(crate) fn mixed(cases: usize) -> Vec<Case> {
    (0..cases)
        .map(|i| {
            let (seed, suite) = (u8::try_from(i % 7).unwrap(), SUITES[i % 2]);
            let ad = (i % 3 > 0).then_some(&b"bid"[..i % 3 + 1]);
            Case::honest(seed, suite, &i.to_le_bytes(), ad)
        })
        .collect()
}

/// The point H of [`ALPHA`] for a key whose secret key may be unknown.
pub(crate) fn input_point(suite: Suite, key: &PublicKey) -> EdwardsPoint {
    let key = key.to_bytes().to_bytes();
    match suite {
        Suite::Ell2 => EdwardsPoint::encode_to_curve::<Sha512>(
            &[&key, ALPHA],
            &[b"ECVRF_edwards25519_XMD:SHA-512_ELL2_NU_", &[suite.byte()]],
        ),
        Suite::Tai => (0..=255_u8)
            .find_map(|counter| {
                let hash = Sha512::digest([&[suite.byte(), 1], &key[..], ALPHA, &[counter, 0]].concat());
                Some(CompressedEdwardsY(hash[..32].try_into().unwrap()).decompress()?.mul_by_cofactor())
            })
            .unwrap(),
    }
}
