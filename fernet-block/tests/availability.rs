//! Attestations and certificates of a block (SPEC `#availability`).

mod common;

use common::*;
use fernet_block::{Block, BlockError};
use fernet_core::message::*;
use fernet_core::*;
use fernet_vrf::{ProofError, SecretKey, VerifyError};

const ATTESTERS: u16 = 7;
const QUORUM: u16 = 3;

fn digests() -> Vec<DataDigest> {
    (0..TRANSACTIONS).map(|i| DataDigest::from_bytes([0xd0 ^ i; 32])).collect()
}

fn with_data(sequencer: u8) -> Reveal {
    Reveal { data_root: Some(DataRoot::new(&digests())), ..contents(sequencer) }
}

/// A rollup with attesters: its chain, and a block that was revealed, with more keys than attesters.
fn revealed() -> (Chain<8>, Block<3>, Vec<Registration>) {
    let (_, _, _, registry) = network();
    let values = ParamValues { attesters: ATTESTERS, quorum: QUORUM, attest_blocks: 10, ..values() };
    let params = Params::new(values).unwrap();
    let mut chain = Chain::new(&params, opening()).unwrap();
    drain(&mut chain, OPENS);
    let pinned = PinnedMix::new(opening().block_number, l1(OPENS - 64), RandaoMix::from_bytes([8; 32])).unwrap();
    let mut block = Block::open(&params, opening(), pinned).unwrap();
    let proposal = Proposal { tx_order_hash: with_data(1).tx_order_hash(), ..proposal(1, 100_000) };
    let message = block.sign_proposal(&secret(1), &proposal, registry.as_slice()).unwrap();
    block.propose(&mut chain, l1(OPENS), &message, registry.as_slice()).unwrap();
    drain(&mut chain, OPENS + 3);

    // Without the root of the proof data, with another, and then as it was proposed.
    let without = RevealRootMessage::new(block.number(), &with_data(1));
    assert_eq!(RevealDataMessage::new(block.number(), &contents(1)), None);
    let refused = block.reveal(&mut chain, l1(OPENS + 3), &without);
    assert_eq!(refused, Err(BlockError::Reveal(fernet_rewards::RevealError::DataRootMissing)));
    let message = RevealDataMessage::new(block.number(), &with_data(1)).unwrap();
    let other = RevealDataMessage { data_root: DataRoot::ZERO, ..message };
    let refused = block.reveal_with_data(&mut chain, l1(OPENS + 3), &other);
    assert_eq!(refused, Err(BlockError::Reveal(fernet_rewards::RevealError::WrongOrder)));
    assert_eq!(block.availability(registry.as_slice()), Err(PhaseError::NotInThisPhase.into()));
    block.reveal_with_data(&mut chain, l1(OPENS + 3), &message).unwrap();
    assert_eq!(block.contents(), Some(&with_data(1)));
    (chain, block, registry)
}

/// The attestations of every selected key, ascending by key.
fn attestations(block: &Block<3>, registry: &[Registration]) -> Vec<AttestationMessage> {
    let sign = |id| block.sign_attestation(&secret(id), &digests(), l1(OPENS + 8), registry);
    let mut found: Vec<_> = (10..20).filter_map(|id| sign(id).ok()).collect();
    found.sort_by_key(|message| message.key);
    assert!(found.len() > usize::from(QUORUM) && found.len() < 10, "{} are selected", found.len());
    found
}

fn signed(message: &AttestationMessage) -> SignedAttestation {
    SignedAttestation { key: message.key, proof: message.proof }
}

fn certificate_of(block: &Block<3>, attestations: &[SignedAttestation]) -> Vec<u8> {
    let head = CertificateHead {
        block_number: block.number(),
        proposal_id: *block.proving().unwrap().proposal_id(),
        data_root: DataRoot::new(&digests()),
        count: attestations.len().try_into().unwrap(),
    };
    let elements = attestations.iter().flat_map(|signed| signed.to_bytes());
    head.to_bytes::<VrfProofBytes>().into_iter().chain(elements).collect()
}

fn certify(block: &mut Block<3>, bytes: &[u8], registry: &[Registration]) -> Result<CertificateId, BlockError> {
    block.certify::<VrfProofBytes>(&CertificateMessage::decode(bytes).unwrap(), registry)
}

/// A key that is not selected.
fn unselected(block: &Block<3>, registry: &[Registration]) -> u8 {
    let sign = |id| block.sign_attestation(&secret(id), &digests(), l1(OPENS + 8), registry);
    let not = |id: &u8| sign(*id) == Err(AttestationError::NotSelected.into());
    (10..20).find(not).expect("not all keys are selected")
}

#[test]
fn a_block_settles_with_a_certificate_only() {
    let (mut chain, mut block, registry) = revealed();
    let bundles = tree(&block, &[10, 11]);
    let (bytes, seats) = (full(&block, &bundles), ids(&block, &bundles));
    let message = TreeMessage::<SignedClaim>::decode(&bytes).unwrap();
    let submit = |chain: &mut Chain<8>, block: &mut Block<3>| {
        block.submit_claims(chain, &at(OPENS + 3), &message, registry.as_slice()).map(|submitted| submitted.leads)
    };
    assert_eq!(submit(&mut chain, &mut block), Err(BlockError::NoCertificate));
    let none: [Seat; 0] = [];
    let by_ids = TreeMessage::<ClaimId>::decode(&seats).unwrap();
    let refused = block.submit_ids(&mut chain, &at(OPENS + 3), &by_ids, none.as_slice());
    assert_eq!(refused, Err(BlockError::NoCertificate), "before the claims are looked up");
    let root = bundles.last().unwrap()[0];
    let refused = block.submit_root(&mut chain, &at(OPENS + 3), &root, Sums::default(), registry.as_slice());
    assert_eq!(refused, Err(BlockError::NoCertificate));

    let all = attestations(&block, &registry);
    let availability = block.availability(registry.as_slice()).unwrap();
    assert_eq!((availability.provers(), availability.needed()), (10, QUORUM));
    let mut builder = CertificateBuilder::<VrfProofBytes, 8>::new(&availability).unwrap();
    for message in all.iter().rev() {
        let attestation = block.attestation(message, registry.as_slice()).unwrap();
        builder.insert(&attestation, message.proof).unwrap();
    }
    let bytes = certificate_of(&block, builder.attestations());
    let id = certify(&mut block, &bytes, &registry);
    assert_eq!((id.ok(), block.certificate()), (builder.id(), builder.id()));

    // Another valid certificate changes nothing.
    let first: Vec<_> = all.iter().take(3).map(signed).collect();
    let other = certificate_of(&block, &first);
    assert_ne!(builder.attestations(), first);
    assert_eq!(certify(&mut block, &other, &registry).ok(), builder.id());

    let mut buffer = vec![0; Block::<3>::STORED_LEN];
    let mut block = Block::<3>::from_bytes(block.to_bytes(&mut buffer).unwrap()).unwrap();
    assert_eq!((block.certificate(), block.contents()), (builder.id(), Some(&with_data(1))));
    assert_eq!(submit(&mut chain, &mut block), Ok(true));
}

#[test]
fn attestations_are_refused_by_name() {
    let (_, block, registry) = revealed();
    let registry = registry.as_slice();
    let good = attestations(&block, registry)[0];
    let check =
        |message: AttestationMessage| block.attestation(&message, registry).map(|attestation| attestation.key());
    assert_eq!(check(good), Ok(good.key));
    assert_eq!(check(AttestationMessage { block_number: BlockNumber::new(41), ..good }), Err(BlockError::OtherBlock));
    assert_eq!(check(AttestationMessage { proposal_id: ProposalId::ZERO, ..good }), Err(BlockError::OtherProposal));
    let other = AttestationMessage { data_root: DataRoot::ZERO, ..good };
    assert_eq!(check(other), Err(AttestationError::OtherData.into()));
    let stranger = AttestationMessage { key: KeyBytes::ZERO, ..good };
    assert_eq!(check(stranger), Err(Ineligible::NotRegistered.into()));
    let sequencer = AttestationMessage { key: key(2), ..good };
    assert_eq!(check(sequencer), Err(AttestationError::Ineligible(Ineligible::WrongRole).into()));
    let form = AttestationMessage { proof: VrfProofBytes::from_bytes([0xff; 80]), ..good };
    assert_eq!(check(form), Err(ProofError::GammaNonCanonical.into()));
    let forged = AttestationMessage { key: attestations(&block, registry)[1].key, ..good };
    assert_eq!(check(forged), Err(VerifyError::Invalid.into()));

    // The proof of another message of the same key.
    let claim = claim_message(&block, id_of(good.key), &claim(id_of(good.key), 0, [BundleCommitment::ZERO; 2]));
    assert_eq!(check(AttestationMessage { proof: claim.proof, ..good }), Err(VerifyError::Invalid.into()));

    // A valid proof of a key whose ticket is too high.
    let id = unselected(&block, registry);
    let availability = block.availability(registry).unwrap();
    let of = registry.iter().find(|registration| registration.key == key(id)).unwrap();
    let checked = availability.check(of, &good.data_root).unwrap();
    let (alpha, secret) = (checked.alpha(), secret(id));
    let proof =
        secret.evaluate(fernet_vrf::Suite::Ell2, alpha.as_bytes()).unwrap().prove(Some(checked.id().as_bytes()));
    let above = AttestationMessage { key: key(id), proof: proof.into(), ..good };
    assert_eq!(check(above), Err(AttestationError::NotSelected.into()));

    // A registry that cannot count.
    let closure = |key: &KeyBytes| registry.iter().find(|registration| registration.key == *key).copied();
    assert_eq!(block.attestation(&good, &closure), Err(BlockError::ProversUnknown));
}

#[test]
fn attesters_sign_in_time_and_only_what_they_have() {
    let (_, block, registry) = revealed();
    let registry = registry.as_slice();
    let id = id_of(attestations(&block, registry)[0].key);
    let sign = |digests: &[DataDigest], newest| block.sign_attestation(&secret(id), digests, l1(newest), registry);
    // r is OPENS + 8, and attest_blocks is 10.
    assert!(sign(&digests(), OPENS + 17).is_ok());
    assert_eq!(sign(&digests(), OPENS + 18), Err(PhaseError::Late.into()));
    assert_eq!(sign(&digests()[1..], OPENS + 8), Err(DataError::DataCount.into()));
    let mut other = digests();
    other.swap(0, 1);
    assert_eq!(sign(&other, OPENS + 8), Err(DataError::WrongData.into()));
    let by = |id| block.sign_attestation(&secret(id), &digests(), l1(OPENS + 8), registry);
    assert_eq!(by(77), Err(Ineligible::NotRegistered.into()));
    assert_eq!(by(2), Err(AttestationError::Ineligible(Ineligible::WrongRole).into()));

    let mut network = network();
    let early = network.2.sign_attestation(&secret(10), &digests(), l1(OPENS), registry);
    assert_eq!(early, Err(PhaseError::NotInThisPhase.into()));
    reveal(&mut network);
    let (_, mut chain, mut block, _) = network;
    assert_eq!(block.sign_attestation(&secret(10), &[], l1(OPENS + 8), registry), Err(BlockError::NoAttesters));
    assert_eq!(block.availability(registry), Err(BlockError::NoAttesters));
    let head = AttestationMessage { proposal_id: *block.proving().unwrap().proposal_id(), ..attestation_of(registry) };
    assert_eq!(block.attestation(&head, registry), Err(BlockError::NoAttesters));
    let certificate = certificate_of(&block, &[]);
    assert_eq!(certify(&mut block, &certificate, registry), Err(BlockError::NoAttesters));

    // A reveal with proof data in a rollup without attesters.
    let mut other = common::network();
    elect(&mut other);
    drain(&mut other.1, OPENS + 3);
    let message =
        RevealDataMessage::new(other.2.number(), &with_data(id_of(other.2.leader().unwrap().scored_key().key())));
    let refused = other.2.reveal_with_data(&mut other.1, l1(OPENS + 3), &message.unwrap());
    assert_eq!(refused, Err(BlockError::Reveal(fernet_rewards::RevealError::DataRootNotNeeded)));
    drain(&mut chain, OPENS + 3);
}

fn attestation_of(registry: &[Registration]) -> AttestationMessage {
    let (_, block, _) = revealed();
    attestations(&block, registry)[0]
}

#[test]
fn certificates_are_refused_by_name() {
    let (_, mut block, registry) = revealed();
    let all: Vec<_> = attestations(&block, &registry).iter().map(signed).collect();
    let mut check = |attestations: &[SignedAttestation], change: fn(&mut CertificateHead)| {
        let mut bytes = certificate_of(&block, attestations);
        let mut head = CertificateHead::decode::<VrfProofBytes>(bytes.first_chunk().unwrap()).unwrap();
        change(&mut head);
        bytes.splice(..CertificateHead::LEN, head.to_bytes::<VrfProofBytes>());
        let error = certify(&mut block, &bytes, &registry).expect_err("it is not valid");
        assert_eq!(block.certificate(), None, "nothing changed");
        error
    };
    let good = &all[..3];
    assert_eq!(check(good, |head| head.block_number = BlockNumber::new(1)), BlockError::OtherBlock);
    assert_eq!(check(good, |head| head.proposal_id = ProposalId::ZERO), BlockError::OtherProposal);
    assert_eq!(check(good, |head| head.data_root = DataRoot::ZERO), CertificateError::OtherData.into());
    assert_eq!(check(&all[..2], |_| {}), CertificateError::Count.into());
    assert_eq!(check(&all[..4], |_| {}), CertificateError::Count.into());
    assert_eq!(check(&[], |_| {}), CertificateError::Count.into());
    assert_eq!(check(&[all[0], all[1], all[1]], |_| {}), CertificateError::DuplicateKey.into());
    assert_eq!(check(&[all[1], all[0], all[2]], |_| {}), CertificateError::KeyOrder.into());
    let mut forged = [all[0], all[1], all[2]];
    forged[1].proof = all[0].proof;
    assert_eq!(check(&forged, |_| {}), VerifyError::Invalid.into());
    let mut stranger = [all[0], all[1], all[2]];
    stranger[2].key = KeyBytes::from_bytes([0xff; 32]);
    assert_eq!(check(&stranger, |_| {}), Ineligible::NotRegistered.into());
    let mut form = [all[0], all[1], all[2]];
    form[0].proof = VrfProofBytes::from_bytes([0xff; 80]);
    assert_eq!(check(&form, |_| {}), ProofError::GammaNonCanonical.into());
}

#[test]
fn evidence_of_two_attestations() {
    let (_, block, registry) = revealed();
    let registry = registry.as_slice();
    let good = attestations(&block, registry)[0];
    let data_root = DataRoot::from_bytes([1; 32]);
    let proving = block.proving().unwrap();
    let id = AttestationId::new(proving.seed(), proving.proposal_id(), &data_root);
    let (secret, alpha) = (secret(id_of(good.key)), proving.seed().alpha_attest());
    let proof = secret.evaluate(fernet_vrf::Suite::Ell2, alpha.as_bytes()).unwrap().prove(Some(id.as_bytes())).into();
    let other = AttestationMessage { data_root, proof, ..good };

    let evidence = block.attestation_evidence(&good, &other, registry).unwrap();
    assert_eq!(block.attestation_evidence(&other, &good, registry), Ok(evidence));
    assert_eq!(block.attestation_evidence(&evidence.first, &evidence.second, registry), Ok(evidence));
    let id_of =
        |message: &AttestationMessage| AttestationId::new(proving.seed(), proving.proposal_id(), &message.data_root);
    assert!(id_of(&evidence.first) < id_of(&evidence.second));
    assert_eq!(block.attestation_evidence(&good, &good, registry), Err(BlockError::NoEvidence));
    let of_another = attestations(&block, registry)[1];
    assert_eq!(block.attestation_evidence(&other, &of_another, registry), Err(BlockError::NoEvidence));
    let forged = AttestationMessage { data_root: DataRoot::ZERO, ..good };
    assert_eq!(block.attestation_evidence(&good, &forged, registry), Err(VerifyError::Invalid.into()));
}

#[cfg(feature = "batch")]
#[test]
fn a_certificate_in_batch_form_has_the_same_verdict() {
    let (_, mut block, registry) = revealed();
    let messages = attestations(&block, &registry);
    let batch_form = |message: &AttestationMessage| block.attestation_batch_form(message, registry.as_slice());
    let good: Vec<_> = messages.iter().take(3).map(|message| batch_form(message).unwrap()).collect();
    let forged = AttestationMessage { proof: messages[1].proof, ..messages[0] };
    assert!(matches!(batch_form(&forged), Err(BlockError::Expand(_))));
    let head = CertificateHead {
        block_number: block.number(),
        proposal_id: *block.proving().unwrap().proposal_id(),
        data_root: DataRoot::new(&digests()),
        count: 3,
    };
    let mut check = |attestations: &[SignedAttestation<BatchProofBytes>]| {
        let elements = attestations.iter().flat_map(|signed| signed.to_bytes());
        let bytes: Vec<u8> = head.to_bytes::<BatchProofBytes>().into_iter().chain(elements).collect();
        let message = CertificateMessage::<BatchProofBytes>::decode(&bytes).unwrap();
        let [mut one_by_one, mut together] = [block.clone(), block.clone()];
        let verdicts =
            (one_by_one.certify(&message, registry.as_slice()), together.certify_batch(&message, registry.as_slice()));
        assert_eq!(verdicts.0, verdicts.1);
        let lost = |_: &KeyBytes| Err(fernet_vrf::KeyError::SmallOrder);
        let without_keys = block.clone().certify_batch_with_keys(&message, registry.as_slice(), lost);
        assert_eq!(without_keys, Err(fernet_vrf::KeyError::SmallOrder.into()));
        assert_eq!(one_by_one.certificate(), verdicts.0.ok());
        assert_eq!(together.certificate(), verdicts.0.ok());
        if verdicts.0.is_ok() {
            block = together;
        }
        verdicts.0
    };
    let mut forged = good.clone();
    forged[1].proof = good[0].proof;
    assert_eq!(check(&forged), Err(VerifyError::Invalid.into()));
    let mut form = good.clone();
    form[2].proof = BatchProofBytes::from_bytes([0xff; 128]);
    assert!(matches!(check(&form), Err(BlockError::BatchProof(_))));
    let mut both = forged;
    both[2].proof = form[2].proof;
    assert_eq!(check(&both), Err(VerifyError::Invalid.into()), "the first failure is named");
    let id = check(&good).unwrap();

    let single: Vec<_> = messages.iter().take(3).map(signed).collect();
    let (_, mut other, _) = revealed();
    let bytes = certificate_of(&other, &single);
    assert_eq!(certify(&mut other, &bytes, &registry), Ok(id), "the id does not depend on the form of the proofs");
}

/// 100 blocks of 600 provers with real proofs: a coalition of a third that has the data alone never makes a certificate, and what
/// an honest leader's 432 provers sign is one in about as many blocks as the odds say: 99.8 of 100.
#[test]
#[ignore = "takes a minute without optimization"]
fn a_coalition_of_a_third_never_certifies_with_real_proofs() {
    let secrets: Vec<SecretKey> = (0..600_u16)
        .map(|id| {
            let mut seed = [0x77; 32];
            seed[..2].copy_from_slice(&id.to_be_bytes());
            SecretKey::from_seed(&seed)
        })
        .collect();
    let registration = |secret: &SecretKey, role| Registration {
        key: secret.public_key().to_bytes(),
        role,
        entry_l1_block: l1(0),
        exit_l1_block: None,
    };
    let mut registry: Vec<Registration> = secrets.iter().map(|secret| registration(secret, Role::Prover)).collect();
    registry.push(registration(&secret(1), Role::Sequencer));
    let registry = registry.as_slice();
    let values = ParamValues { attesters: 256, quorum: 154, attest_blocks: 10, ..values() };
    let params = Params::new(values).unwrap();
    let mut certified = 0;
    for mix in 0..100 {
        let mut chain = Chain::<8>::new(&params, opening()).unwrap();
        drain(&mut chain, OPENS);
        let pinned = PinnedMix::new(opening().block_number, l1(OPENS - 64), RandaoMix::from_bytes([mix; 32])).unwrap();
        let mut block = Block::<3>::open(&params, opening(), pinned).unwrap();
        let proposal = Proposal { tx_order_hash: with_data(1).tx_order_hash(), ..proposal(1, 100_000) };
        let message = block.sign_proposal(&secret(1), &proposal, registry).unwrap();
        block.propose(&mut chain, l1(OPENS), &message, registry).unwrap();
        drain(&mut chain, OPENS + 3);
        let message = RevealDataMessage::new(block.number(), &with_data(1)).unwrap();
        block.reveal_with_data(&mut chain, l1(OPENS + 3), &message).unwrap();

        let availability = block.availability(registry).unwrap();
        let collect = |secrets: &[SecretKey]| {
            let mut builder = CertificateBuilder::<VrfProofBytes, 154>::new(&availability).unwrap();
            for secret in secrets {
                let Ok(message) = block.sign_attestation(secret, &digests(), l1(OPENS + 8), registry) else { continue };
                builder.insert(&block.attestation(&message, registry).unwrap(), message.proof).unwrap();
            }
            builder
        };
        assert!(!collect(&secrets[..200]).is_complete(), "block {mix}");
        let honest = collect(&secrets[..432]);
        let certificate = certificate_of(&block, honest.attestations());
        let expected =
            if honest.is_complete() { Ok(honest.id().unwrap()) } else { Err(CertificateError::Count.into()) };
        assert_eq!(certify(&mut block, &certificate, registry), expected, "block {mix}");
        certified += u32::from(honest.is_complete());
    }
    let odds = Probability::of_quorum(256, 600, 432, 154).unwrap();
    println!("{certified} of 100 blocks have a certificate; the probability is {odds:.2} %");
    assert!(certified >= 97);
}
