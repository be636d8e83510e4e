//! `message/`.

use fernet_core::message::*;
use fernet_core::{BatchProofBytes, ClaimId, MAX_OPENING_LEN, MessageError, VrfProofBytes};
use test_vectors::{Object, Outcome, at, json};

/// Encodes a message again. The heads of lists and their elements are encoded, not copied.
fn encode(message: &Message<'_>) -> Vec<u8> {
    fn tree<T: TreeElement>(tree: &TreeMessage<'_, T>, encode: impl Fn(T) -> Vec<u8>) -> Vec<u8> {
        let mut bytes = tree.head.to_bytes::<T>().to_vec();
        for bundle in tree.bundles.clone() {
            bytes.push(bundle.len().try_into().expect("at most three seats"));
            bundle.for_each(|element| bytes.extend(encode(element)));
        }
        bytes
    }
    match message {
        Message::Parameters(message) => message.to_bytes().to_vec(),
        Message::RegistrationRequest(message) => message.to_bytes().to_vec(),
        Message::RegistrationRequestP256(message) => message.to_bytes().to_vec(),
        Message::RegistrationRecord(message) => message.to_bytes().to_vec(),
        Message::RegistrationRecordP256(message) => message.to_bytes().to_vec(),
        Message::Exit(message) => message.to_bytes().to_vec(),
        Message::BlockOpening(message) => message.to_bytes().to_vec(),
        Message::L1Event(message) => {
            let inner = Message::decode(message.message).expect("a message in an event");
            [&message.head.to_bytes()[..], &encode(&inner)].concat()
        }
        Message::Proposal(message) => message.to_bytes().to_vec(),
        Message::ProposalP256(message) => message.to_bytes().to_vec(),
        Message::Reveal(message) => {
            let hashes = message.transactions.clone().flat_map(|hash| hash.to_bytes());
            message.head.to_bytes().into_iter().chain(hashes).collect()
        }
        Message::RevealRoot(message) => message.to_bytes().to_vec(),
        Message::RevealData(message) => message.to_bytes().to_vec(),
        Message::Attestation(message) => message.to_bytes().to_vec(),
        Message::Certificate(CertificateMessage { head, attestations }) => {
            let signed = attestations.clone().flat_map(|signed| signed.to_bytes());
            head.to_bytes::<VrfProofBytes>().into_iter().chain(signed).collect()
        }
        Message::BatchCertificate(CertificateMessage { head, attestations }) => {
            let signed = attestations.clone().flat_map(|signed| signed.to_bytes());
            head.to_bytes::<BatchProofBytes>().into_iter().chain(signed).collect()
        }
        Message::Claim(message) => message.to_bytes().to_vec(),
        Message::BatchClaim(message) => message.to_bytes().to_vec(),
        Message::TreeOfIds(message) => tree(message, |id: ClaimId| id.to_bytes().to_vec()),
        Message::TreeOfClaims(message) => tree(message, |claim: SignedClaim| claim.to_bytes().to_vec()),
        Message::TreeData(message) => {
            message.head.to_bytes().into_iter().chain(message.nodes.clone().flat_map(|node| node.to_bytes())).collect()
        }
        Message::SeatOpening(message) => {
            let opening = message.opening().expect("the bytes of an opening");
            assert_eq!(opening.levels(), message.head.levels);
            [&message.head.to_bytes(), opening.to_bytes(&mut [0; MAX_OPENING_LEN])].concat()
        }
        Message::ProposalEvidence(message) => message.to_bytes().to_vec(),
        Message::ProposalEvidenceP256(message) => message.to_bytes().to_vec(),
        Message::ClaimEvidence(message) => message.to_bytes().to_vec(),
        Message::AttestationEvidence(message) => message.to_bytes().to_vec(),
        _ => panic!("a kind that is not encoded here"),
    }
}

pub(super) fn decode(input: &Object<'_>) -> Outcome {
    let bytes = input.bytes("bytes");
    match Message::decode(&bytes) {
        Ok(message) => {
            assert_eq!(encode(&message), bytes, "{input}");
            let body = test_vectors::plain(serde_json::to_value(&message).expect("a message has a JSON form"));
            Ok(json!({ "kind": message.kind().name(), "body": body }))
        }
        Err(error) => Err(at(&test_vectors::name(&error.error), error.offset, error.field)),
    }
}

pub(super) fn truncated(input: &Object<'_>) -> Outcome {
    let bytes = input.bytes("bytes");
    let mut fields: Vec<(DecodeError, usize)> = Vec::new();
    for length in 0..bytes.len() {
        let error = Message::decode(&bytes[..length]).unwrap_err();
        assert_eq!(error.error, MessageError::Truncated, "{input}: {length} bytes");
        match fields.last_mut() {
            Some((field, width)) if *field == error => *width += 1,
            _ => fields.push((error, 1)),
        }
    }
    let field = |(field, width): &(DecodeError, usize)| json!({ "field": field.field, "offset": field.offset.to_string(), "width": width.to_string() });
    Ok(json!({ "fields": fields.iter().map(field).collect::<Vec<_>>() }))
}
