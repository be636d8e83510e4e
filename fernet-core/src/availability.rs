//! Attestations that the proof data of a block was available, and certificates made of them (SPEC `#availability`).

use heapless::Vec;

use crate::claim::ProvingContext;
use crate::error::{AttestationError, CertificateError};
use crate::message::SignedAttestation;
use crate::odds::ratio;
use crate::registry::{Duty, Registration, Snapshot};
use crate::tag;
use crate::{Alpha, AttestationId, Beta, CertificateId, DataRoot, KeyBytes, NodeKind, ProposalId, ProverSeed, Ticket};

impl AttestationId {
    /// Computes the id that attesters sign (SPEC `#attestation`). `seed` is the prover seed of the block, `proposal_id` the id
    /// of the leader's proposal.
    #[must_use]
    pub fn new(seed: &ProverSeed, proposal_id: &ProposalId, data_root: &DataRoot) -> Self {
        let hasher = tag::ATTESTATION.hasher().field(seed.as_bytes()).field(proposal_id.as_bytes());
        Self::from_bytes(hasher.field(data_root.as_bytes()).finish())
    }
}

/// What the attestations and certificates of one block are checked against (SPEC `#availability`).
///
/// ```
/// use fernet_core::*;
///
/// let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
/// let params = Params::new(ParamValues { attesters: 256, quorum: 154, attest_blocks: 10, ..values })?;
/// # let pinned = PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::from_bytes([7; 32]))?;
/// # let (seed, proposal_id) = (ProverSeed::from_bytes([3; 32]), ProposalId::from_bytes([4; 32]));
/// # let shape = TreeShape::new(16)?;
/// let proving = ProvingContext::new(params, seed, proposal_id, shape, Snapshot::new(&params, &pinned));
/// let data_root = DataRoot::new(&[DataDigest::from_bytes([5; 32])]);
/// // 1000 keys may attest.
/// let availability = Availability::new(&proving, data_root, 1000).expect("the rollup has attesters");
/// assert_eq!(availability.needed(), 154);
///
/// let key = KeyBytes::from_bytes([1; 32]);
/// let (entry_l1_block, exit_l1_block) = (L1Block::new(0), None);
/// let registration = Registration { key, role: Role::Prover, entry_l1_block, exit_l1_block };
/// let checked = availability.check(&registration, &data_root)?;
/// // The key's verified VRF proof over `checked.alpha()`, with `checked.id()` as additional data, has this output:
/// assert_eq!(checked.attestation(&Beta::from_bytes([3; 64])), Err(AttestationError::NotSelected));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Availability {
    seed: ProverSeed,
    proposal_id: ProposalId,
    data_root: DataRoot,
    snapshot: Snapshot,
    attesters: u16,
    quorum: u16,
    provers: u64,
}

impl Availability {
    /// Makes the context of a block from its proving context, the `data_root` of its reveal, and the number of keys that are
    /// eligible to prove a base in it. `None` if the parameter `attesters` is 0.
    #[must_use]
    pub fn new(proving: &ProvingContext, data_root: DataRoot, provers: u64) -> Option<Self> {
        let params = proving.params();
        (params.attesters() > 0).then(|| Self {
            seed: *proving.seed(),
            proposal_id: *proving.proposal_id(),
            data_root,
            snapshot: *proving.snapshot(),
            attesters: params.attesters(),
            quorum: params.quorum(),
            provers,
        })
    }

    /// Returns the root of the block's proof data.
    #[must_use]
    pub const fn data_root(&self) -> &DataRoot {
        &self.data_root
    }

    /// Returns the number of keys that may attest.
    #[must_use]
    pub const fn provers(&self) -> u64 {
        self.provers
    }

    /// Computes the number of attestations of a certificate; 0 if no key may attest, and then there is no certificate (SPEC
    /// `#certificate`).
    #[must_use]
    pub fn needed(&self) -> u16 {
        let [quorum, attesters] = [self.quorum, self.attesters].map(u64::from);
        // Both factors are below 2^16.
        let needed = quorum.wrapping_mul(attesters.min(self.provers)).div_ceil(attesters.max(1));
        u16::try_from(needed).unwrap_or(self.quorum)
    }

    /// Returns whether a ticket selects its key as an attester (SPEC `#attesters`).
    #[must_use]
    pub fn selects(&self, ticket: Ticket) -> bool {
        let attesters = u64::from(self.attesters);
        self.provers <= attesters || ticket.get() < ratio(attesters.into(), self.provers.into()).get()
    }

    /// Checks everything about an attestation except its VRF proof. `registration` is that of its key.
    ///
    /// # Errors
    /// [`AttestationError`], the first that applies in the order of its variants.
    pub fn check(
        &self,
        registration: &Registration,
        data_root: &DataRoot,
    ) -> Result<CheckedAttestation, AttestationError> {
        let checked = self.check_any(registration, data_root)?;
        if *data_root == self.data_root { Ok(checked) } else { Err(AttestationError::OtherData) }
    }

    /// Checks an attestation that may be of other data than the reveal's, for evidence (SPEC `#attestation-evidence`).
    ///
    /// # Errors
    /// [`AttestationError::Ineligible`] if the key is not eligible to prove a base.
    pub fn check_any(
        &self,
        registration: &Registration,
        data_root: &DataRoot,
    ) -> Result<CheckedAttestation, AttestationError> {
        self.snapshot.check_eligible(registration, Duty::Prove(NodeKind::Base))?;
        let id = AttestationId::new(&self.seed, &self.proposal_id, data_root);
        Ok(CheckedAttestation { availability: *self, key: registration.key, id })
    }

    /// Checks everything about a certificate except its attestations, and computes its id from their keys (SPEC
    /// `#certificate`).
    ///
    /// # Errors
    /// [`CertificateError`], the first that applies in the order of its variants.
    pub fn check_certificate(
        &self,
        data_root: &DataRoot,
        keys: impl ExactSizeIterator<Item = KeyBytes>,
    ) -> Result<CertificateId, CertificateError> {
        if *data_root != self.data_root {
            return Err(CertificateError::OtherData);
        }
        let needed = self.needed();
        if keys.len() != usize::from(needed) || needed == 0 {
            return Err(CertificateError::Count);
        }
        let mut hasher = tag::CERTIFICATE.hasher().field(self.seed.as_bytes()).field(self.proposal_id.as_bytes());
        hasher.append(data_root.as_bytes());
        hasher.append(&needed.to_be_bytes());
        let mut last = None;
        for key in keys {
            if last == Some(key) {
                return Err(CertificateError::DuplicateKey);
            }
            if last > Some(key) {
                return Err(CertificateError::KeyOrder);
            }
            hasher.append(key.as_bytes());
            last = Some(key);
        }
        Ok(CertificateId::from_bytes(hasher.finish()))
    }
}

/// An attestation that passed every check except those of its VRF proof and its ticket. Only [`Availability`] makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CheckedAttestation {
    availability: Availability,
    key: KeyBytes,
    id: AttestationId,
}

impl CheckedAttestation {
    /// Returns the registered key of the attester.
    #[must_use]
    pub const fn key(&self) -> KeyBytes {
        self.key
    }

    /// Returns the id of the attestation, which its VRF proof signs as additional data.
    #[must_use]
    pub const fn id(&self) -> AttestationId {
        self.id
    }

    /// Computes the input of the VRF proof, the same for all attesters of the block (SPEC `#attesters`).
    #[must_use]
    pub fn alpha(&self) -> Alpha {
        self.availability.seed.alpha_attest()
    }

    /// Makes the attestation if its key is selected. `beta` is the output of the VRF proof, which the caller has verified over
    /// [`CheckedAttestation::alpha`] with [`CheckedAttestation::id`] as additional data.
    ///
    /// # Errors
    /// [`AttestationError::NotSelected`] if the ticket does not select the key.
    pub fn attestation(&self, beta: &Beta) -> Result<Attestation, AttestationError> {
        if self.availability.selects(Ticket::attester(beta)) {
            Ok(Attestation(*self))
        } else {
            Err(AttestationError::NotSelected)
        }
    }
}

/// A valid attestation (SPEC `#attestation`). Only a [`CheckedAttestation`] makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Attestation(CheckedAttestation);

impl Attestation {
    /// Returns the key of the attester.
    #[must_use]
    pub const fn key(&self) -> KeyBytes {
        self.0.key
    }

    /// Returns the id that the attester signed.
    #[must_use]
    pub const fn id(&self) -> AttestationId {
        self.0.id
    }
}

/// Collects attestations until they make a certificate, in constant memory: room for `Q` attestations with proofs `P`
/// (SPEC `#certificate`).
///
/// It keeps the attestations that come first, sorted by key.
#[derive(Clone, Debug)]
pub struct CertificateBuilder<P, const Q: usize> {
    availability: Availability,
    attestations: Vec<SignedAttestation<P>, Q>,
}

impl<P: Copy, const Q: usize> CertificateBuilder<P, Q> {
    /// Starts a certificate of a block; `None` if the block needs more than `Q` attestations, or has no certificate because no
    /// key may attest.
    #[must_use]
    pub fn new(availability: &Availability) -> Option<Self> {
        let needed = availability.needed();
        let fits = needed > 0 && usize::from(needed) <= Q;
        fits.then(|| Self { availability: *availability, attestations: Vec::new() })
    }

    /// Takes an attestation with its proof, and returns whether it was taken: an attestation of a key that is there already,
    /// and every attestation once there are enough, is left out.
    ///
    /// # Errors
    /// [`CertificateError::Foreign`] for an attestation of another block or of other data.
    pub fn insert(&mut self, attestation: &Attestation, proof: P) -> Result<bool, CertificateError> {
        let Availability { seed, proposal_id, data_root, .. } = &self.availability;
        let id = AttestationId::new(seed, proposal_id, data_root);
        if attestation.0.availability != self.availability || attestation.id() != id {
            return Err(CertificateError::Foreign);
        }
        let key = attestation.key();
        let place = self.attestations.binary_search_by_key(&key, |held| held.key);
        let Err(place) = place else { return Ok(false) };
        if self.is_complete() {
            return Ok(false);
        }
        Ok(self.attestations.insert(place, SignedAttestation { key, proof }).is_ok())
    }

    /// Returns the number of attestations that are missing.
    #[must_use]
    pub fn missing(&self) -> u16 {
        self.availability.needed().saturating_sub(u16::try_from(self.attestations.len()).unwrap_or(u16::MAX))
    }

    /// Returns whether the attestations make a certificate.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing() == 0
    }

    /// Returns the attestations so far, ascending by key.
    #[must_use]
    pub fn attestations(&self) -> &[SignedAttestation<P>] {
        &self.attestations
    }

    /// Returns the id of the certificate, or `None` while attestations are missing.
    #[must_use]
    pub fn id(&self) -> Option<CertificateId> {
        let keys = self.attestations.iter().map(|attestation| attestation.key);
        self.availability.check_certificate(&self.availability.data_root, keys).ok()
    }
}
