//! Messages: what decodes is the one encoding of what it decodes to, in Rust and in C.
#![no_main]

use std::mem::MaybeUninit;

use fernet_core::message::{
    AttestationMessage, BlockOpeningMessage, CertificateMessage, ClaimMessage, DecodeError, EvidenceMessage,
    ExitMessage, L1EventMessage, Message, ParametersMessage, ProposalMessage, RegistrationRecordMessage,
    RegistrationRequestMessage, RevealDataMessage, RevealHead, RevealMessage, RevealRootMessage, SeatOpeningMessage,
    SignedClaim, TreeDataMessage, TreeElement, TreeHead, TreeMessage,
};
use fernet_core::{BatchProofBytes, ClaimId, MAX_OPENING_LEN, MessageError, P256ProofBytes, VrfProofBytes};
use fernet_ffi::message::*;
use fernet_ffi::ptr::{In, InArray, Out, OutArray};
use fernet_ffi::status::fernet_status;
use libfuzzer_sys::fuzz_target;

fn tree<T: TreeElement, const N: usize>(message: TreeMessage<'_, T>, encode: impl Fn(T) -> [u8; N]) -> Vec<u8> {
    let mut bytes = message.head.to_bytes::<T>().to_vec();
    for bundle in message.bundles {
        bytes.push(bundle.len().try_into().expect("at most three seats"));
        bundle.for_each(|element| bytes.extend(encode(element)));
    }
    bytes
}

fn encode(message: Message<'_>) -> Vec<u8> {
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
            [&message.head.to_bytes()[..], &encode(inner)].concat()
        }
        Message::Proposal(message) => message.to_bytes().to_vec(),
        Message::ProposalP256(message) => message.to_bytes().to_vec(),
        Message::Reveal(message) => {
            message.head.to_bytes().into_iter().chain(message.transactions.flat_map(|hash| hash.to_bytes())).collect()
        }
        Message::RevealRoot(message) => message.to_bytes().to_vec(),
        Message::RevealData(message) => message.to_bytes().to_vec(),
        Message::Attestation(message) => message.to_bytes().to_vec(),
        Message::Certificate(CertificateMessage { head, attestations }) => {
            let signed = attestations.flat_map(|signed| signed.to_bytes());
            head.to_bytes::<VrfProofBytes>().into_iter().chain(signed).collect()
        }
        Message::BatchCertificate(CertificateMessage { head, attestations }) => {
            let signed = attestations.flat_map(|signed| signed.to_bytes());
            head.to_bytes::<BatchProofBytes>().into_iter().chain(signed).collect()
        }
        Message::Claim(message) => message.to_bytes().to_vec(),
        Message::BatchClaim(message) => message.to_bytes().to_vec(),
        Message::TreeOfIds(message) => tree(message, ClaimId::to_bytes),
        Message::TreeOfClaims(message) => tree(message, |claim: SignedClaim| claim.to_bytes()),
        Message::TreeData(message) => {
            message.head.to_bytes().into_iter().chain(message.nodes.flat_map(|node| node.to_bytes())).collect()
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

/// The decoder of one kind accepts what that of all kinds accepts as this kind, and refuses everything else.
fn one_kind<T>(bytes: &[u8], kind: u8, decoded: Result<T, DecodeError>) {
    match (Message::decode(bytes), decoded) {
        (Ok(message), Ok(_)) => assert_eq!(message.kind().number(), kind),
        (Ok(message), Err(error)) => {
            assert!(message.kind().number() != kind && error.error == MessageError::OtherKind);
        }
        (Err(all), Err(one)) => assert!(all == one || one.error == MessageError::OtherKind),
        (Err(_), Ok(_)) => panic!("only one of two decoders accepts"),
    }
}

/// Calls a function of C with an output.
fn output<T>(call: impl FnOnce(Out<T>) -> fernet_status) -> (fernet_status, T) {
    let mut value = MaybeUninit::zeroed();
    let status = call(Out::new(value.as_mut_ptr()));
    // SAFETY: the types of C have no invalid bytes, and the value was zeroed.
    (status, unsafe { value.assume_init() })
}

/// Calls a function of the C API with pointers to the input, whose length is given, or to local variables.
macro_rules! c {
    ($call:expr) => {
        // SAFETY: the pointers are to memory of the length that is given, and live longer than the call.
        unsafe { $call }
    };
}

/// A message that was decoded encodes to the same bytes.
fn encodes(bytes: &[u8], encode: impl FnOnce(OutArray<u8>, usize) -> fernet_status) {
    let mut again = vec![0; bytes.len()];
    let status = encode(OutArray::new(again.as_mut_ptr()), again.len());
    assert!(status == fernet_status::Ok && again == bytes);
}

/// Decodes a message of a fixed width, and encodes it again if it is one.
macro_rules! round_trip {
    ($bytes:expr, $input:expr, $decode:ident, $encode:ident) => {
        let (status, message) = output(|out| c!($decode(out, $input, $bytes.len())));
        if status == fernet_status::Ok {
            encodes($bytes, |out, len| c!($encode(out, len, In::new(&raw const message))));
        }
    };
}

/// Decodes a certificate, and encodes it again if it is one. Its attestations stay in the message.
macro_rules! certificate {
    ($bytes:expr, $input:expr, $decode:ident, $encode:ident) => {
        let (status, head) = output(|out| c!($decode(out, $input, $bytes.len())));
        if status == fernet_status::Ok {
            let attestations = InArray::new($bytes[FERNET_MESSAGE_CERTIFICATE_LEN..].as_ptr().cast());
            let count = head.count.into();
            encodes($bytes, |out, len| c!($encode(out, len, In::new(&raw const head), attestations, count)));
        }
    };
}

fuzz_target!(|bytes: &[u8]| {
    match Message::decode(bytes) {
        Ok(message) => assert_eq!(encode(message), bytes),
        Err(error) => {
            assert!(error.offset <= bytes.len() && !error.field.is_empty());
            // The field starts where the error says: without it and what follows, the bytes end there.
            if let Err(cut) = Message::decode(&bytes[..error.offset]) {
                assert_eq!((cut.error, cut.offset), (MessageError::Truncated, error.offset));
            }
        }
    }
    one_kind(bytes, 1, ParametersMessage::decode(bytes));
    one_kind(bytes, 2, <RegistrationRequestMessage>::decode(bytes));
    one_kind(bytes, 3, <RegistrationRecordMessage>::decode(bytes));
    one_kind(bytes, 4, ExitMessage::decode(bytes));
    one_kind(bytes, 5, BlockOpeningMessage::decode(bytes));
    one_kind(bytes, 6, L1EventMessage::decode(bytes));
    one_kind(bytes, 7, <ProposalMessage>::decode(bytes));
    one_kind(bytes, 9, RevealMessage::decode(bytes));
    one_kind(bytes, 10, RevealRootMessage::decode(bytes));
    one_kind(bytes, 11, RevealDataMessage::decode(bytes));
    one_kind(bytes, 14, AttestationMessage::decode(bytes));
    one_kind(bytes, 15, CertificateMessage::<VrfProofBytes>::decode(bytes));
    one_kind(bytes, 23, CertificateMessage::<BatchProofBytes>::decode(bytes));
    one_kind(bytes, 12, <ClaimMessage>::decode(bytes));
    one_kind(bytes, 13, ClaimMessage::<BatchProofBytes>::decode(bytes));
    one_kind(bytes, 16, TreeMessage::<ClaimId>::decode(bytes));
    one_kind(bytes, 17, TreeMessage::<SignedClaim>::decode(bytes));
    one_kind(bytes, 18, TreeDataMessage::decode(bytes));
    one_kind(bytes, 19, SeatOpeningMessage::decode(bytes));
    one_kind(bytes, 20, EvidenceMessage::<ProposalMessage>::decode(bytes));
    one_kind(bytes, 21, EvidenceMessage::<ClaimMessage>::decode(bytes));
    one_kind(bytes, 22, EvidenceMessage::<AttestationMessage>::decode(bytes));
    one_kind(bytes, 8, ProposalMessage::<P256ProofBytes>::decode(bytes));
    one_kind(bytes, 24, RegistrationRequestMessage::<P256ProofBytes>::decode(bytes));
    one_kind(bytes, 25, RegistrationRecordMessage::<P256ProofBytes>::decode(bytes));
    one_kind(bytes, 26, EvidenceMessage::<ProposalMessage<P256ProofBytes>>::decode(bytes));
    if let Some(head) = bytes.first_chunk() {
        assert!(RevealHead::decode(head).map_or(true, |decoded| decoded.to_bytes() == *head));
    }
    if let Some(head) = bytes.first_chunk() {
        assert!(TreeHead::decode::<ClaimId>(head).map_or(true, |decoded| decoded.to_bytes::<ClaimId>() == *head));
    }

    let input = InArray::new(bytes.as_ptr());
    let (status, info) = output(|info| c!(fernet_message_check(info, input, bytes.len())));
    assert!(status == fernet_status::Ok && (info.status == 0) == Message::decode(bytes).is_ok());
    round_trip!(bytes, input, fernet_message_registration_request_decode, fernet_message_registration_request_encode);
    round_trip!(
        bytes,
        input,
        fernet_message_registration_request_p256_decode,
        fernet_message_registration_request_p256_encode
    );
    round_trip!(bytes, input, fernet_message_registration_record_decode, fernet_message_registration_record_encode);
    round_trip!(
        bytes,
        input,
        fernet_message_registration_record_p256_decode,
        fernet_message_registration_record_p256_encode
    );
    round_trip!(bytes, input, fernet_message_exit_decode, fernet_message_exit_encode);
    round_trip!(bytes, input, fernet_message_block_opening_decode, fernet_message_block_opening_encode);
    round_trip!(bytes, input, fernet_message_proposal_decode, fernet_message_proposal_encode);
    round_trip!(bytes, input, fernet_message_proposal_p256_decode, fernet_message_proposal_p256_encode);
    round_trip!(bytes, input, fernet_message_reveal_root_decode, fernet_message_reveal_root_encode);
    round_trip!(bytes, input, fernet_message_reveal_data_decode, fernet_message_reveal_data_encode);
    round_trip!(bytes, input, fernet_message_attestation_decode, fernet_message_attestation_encode);
    round_trip!(bytes, input, fernet_message_claim_decode, fernet_message_claim_encode);
    round_trip!(bytes, input, fernet_message_batch_claim_decode, fernet_message_batch_claim_encode);
    round_trip!(bytes, input, fernet_message_parameters_decode, fernet_message_parameters_encode);
    let rest = |head: usize| (InArray::new(bytes.get(head..).unwrap_or_default().as_ptr()), bytes.len() - head);
    let (status, event) = output(|out| c!(fernet_message_l1_event_decode(out, input, bytes.len())));
    if status == fernet_status::Ok {
        let (message, len) = rest(FERNET_MESSAGE_L1_EVENT_LEN);
        encodes(bytes, |out, all| {
            c!(fernet_message_l1_event_encode(out, all, In::new(&raw const event), message, len))
        });
    }
    certificate!(bytes, input, fernet_message_certificate_decode, fernet_message_certificate_encode);
    certificate!(bytes, input, fernet_message_batch_certificate_decode, fernet_message_batch_certificate_encode);
    let mut second = None;
    let (status, first) = output(|first| {
        let (status, decoded) =
            output(|second| c!(fernet_message_attestation_evidence_decode(first, second, input, bytes.len())));
        second = Some(decoded);
        status
    });
    if let Some(second) = second.filter(|_| status == fernet_status::Ok) {
        encodes(bytes, |out, len| {
            let (first, second) = (In::new(&raw const first), In::new(&raw const second));
            c!(fernet_message_attestation_evidence_encode(out, len, first, second))
        });
    }
    let (status, head) = output(|out| c!(fernet_message_seat_opening_decode(out, input, bytes.len())));
    if status == fernet_status::Ok {
        let (opening, len) = rest(FERNET_MESSAGE_SEAT_OPENING_LEN);
        encodes(bytes, |out, all| {
            c!(fernet_message_seat_opening_encode(out, all, In::new(&raw const head), opening, len))
        });
    }
    let mut nodes = vec![MaybeUninit::<fernet_node_data>::zeroed(); bytes.len() / FERNET_NODE_DATA_LEN];
    let (out_nodes, capacity) = (OutArray::new(nodes.as_mut_ptr().cast()), nodes.len());
    let (status, head) =
        output(|out| c!(fernet_message_tree_data_decode(out, out_nodes, capacity, input, bytes.len())));
    if status == fernet_status::Ok {
        let (nodes, count) = (InArray::new(nodes.as_ptr().cast()), head.count.try_into().expect("a number in memory"));
        encodes(bytes, |out, all| {
            c!(fernet_message_tree_data_encode(out, all, In::new(&raw const head), nodes, count))
        });
    }
    let (status, _) = output(|out| c!(fernet_message_tree_of_ids_decode(out, input, bytes.len())));
    assert_eq!(status == fernet_status::Ok, TreeMessage::<ClaimId>::decode(bytes).is_ok());
    let (status, _) = output(|out| c!(fernet_message_tree_of_claims_decode(out, input, bytes.len())));
    assert_eq!(status == fernet_status::Ok, TreeMessage::<SignedClaim>::decode(bytes).is_ok());
    let (status, _) = output(|out| c!(fernet_message_reveal_decode(out, input, bytes.len())));
    assert_eq!(status == fernet_status::Ok, RevealMessage::decode(bytes).is_ok());
});
