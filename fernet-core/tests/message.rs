//! Messages: a layout by hand, typed decoders, and any bytes.

use fernet_core::message::*;
use fernet_core::*;
use proptest::prelude::*;

fn proposal() -> ProposalMessage {
    ProposalMessage {
        block_number: BlockNumber::new(0x0102_0304_0506_0708),
        key: KeyBytes::from_bytes([0x11; 32]),
        proposal: Proposal {
            parent: BlockHash::from_bytes([0x22; 32]),
            fee_split: 0x0a0b_0c0d,
            tx_order_hash: TxOrderHash::from_bytes([0x33; 32]),
            payout: Address::from_bytes([0x44; 20]),
            bond: 0x0e,
        },
        proof: VrfProofBytes::from_bytes([0x55; 80]),
    }
}

#[test]
fn a_proposal_by_hand() {
    let bytes = [
        &[1, 7][..],
        &[1, 2, 3, 4, 5, 6, 7, 8],
        &[0x11; 32],
        &[0x22; 32],
        &[10, 11, 12, 13],
        &[0x33; 32],
        &[0x44; 20],
        &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 14],
        &[0x55; 80],
    ]
    .concat();
    assert_eq!(proposal().to_bytes()[..], bytes);
    assert_eq!(<ProposalMessage>::decode(&bytes), Ok(proposal()));
    assert_eq!(Message::decode(&bytes), Ok(Message::Proposal(proposal())));
}

#[test]
fn a_proof_on_p256_is_one_byte_longer() {
    let ProposalMessage { block_number, key, proposal, .. } = proposal();
    let message = ProposalMessage { block_number, key, proposal, proof: P256ProofBytes::from_bytes([0x55; 81]) };
    let bytes = [&[1, 8][..], &self::proposal().to_bytes()[2..], &[0x55]].concat();
    assert_eq!(message.to_bytes()[..], bytes);
    assert_eq!(ProposalMessage::<P256ProofBytes>::decode(&bytes), Ok(message));
    assert_eq!(Message::decode(&bytes), Ok(Message::ProposalP256(message)));
    let other = DecodeError { error: MessageError::OtherKind, field: "kind", offset: 1 };
    assert_eq!(<ProposalMessage>::decode(&bytes), Err(other));

    let evidence = EvidenceMessage { first: message, second: message };
    assert_eq!(evidence.to_bytes()[..], [&[1, 26][..], &bytes[2..], &bytes[2..]].concat());
}

#[test]
fn widths_are_those_of_the_specification() {
    assert_eq!(ParametersMessage::LEN, 160);
    assert_eq!((<RegistrationRequestMessage>::LEN, <RegistrationRecordMessage>::LEN), (136, 153));
    assert_eq!(RegistrationRequestMessage::<P256ProofBytes>::LEN, 137);
    assert_eq!(RegistrationRecordMessage::<P256ProofBytes>::LEN, 154);
    assert_eq!(ExitMessage::LEN, 54);
    assert_eq!((BlockOpeningMessage::LEN, L1EventHead::LEN), (90, 30));
    assert_eq!((<ProposalMessage>::LEN, ProposalMessage::<P256ProofBytes>::LEN), (226, 227));
    assert_eq!(RevealHead::LEN, 66);
    assert_eq!(RevealRootMessage::LEN, 98);
    assert_eq!(ClaimMessage::<VrfProofBytes>::LEN, 334);
    assert_eq!(ClaimMessage::<BatchProofBytes>::LEN, 382);
    assert_eq!((TreeHead::LEN, SignedClaim::LEN), (50, 292));
    assert_eq!((TreeDataHead::LEN, SeatOpeningHead::LEN), (50, 43));
    assert_eq!(EvidenceMessage::<ProposalMessage>::LEN, 450);
    assert_eq!(EvidenceMessage::<ProposalMessage<P256ProofBytes>>::LEN, 452);
    assert_eq!(EvidenceMessage::<ClaimMessage>::LEN, 666);
}

#[test]
fn a_record_by_hand() {
    let request = RegistrationRequest {
        suite: SequencerSuite::Edwards25519.into(),
        key: KeyBytes::from_bytes([0x11; 32]),
        role: Role::MergeProver,
        owner: Address::from_bytes([0x22; 20]),
    };
    let request = RegistrationRequestMessage { request, proof: VrfProofBytes::from_bytes([0x33; 80]) };
    let (entry_l1_block, exit_l1_block) = (L1Block::new(7), Some(L1Block::new(8)));
    let record = RegistrationRecordMessage { request, entry_l1_block, exit_l1_block };
    let body = [&[4][..], &[0x11; 32], &[2], &[0x22; 20], &[0x33; 80]].concat();
    let blocks = [0, 0, 0, 0, 0, 0, 0, 7, 1, 0, 0, 0, 0, 0, 0, 0, 8];
    assert_eq!(request.to_bytes()[..], [&[1, 2][..], &body].concat());
    assert_eq!(record.to_bytes()[..], [&[1, 3][..], &body, &blocks].concat());
    let registration = record.record().registration();
    assert_eq!((registration.entry_l1_block, registration.exit_l1_block), (entry_l1_block, exit_l1_block));

    let present = RegistrationRecordMessage { exit_l1_block: None, ..record };
    let mut bytes = present.to_bytes();
    assert_eq!(bytes[144..], [0; 9]);
    assert_eq!(<RegistrationRecordMessage>::decode(&bytes), Ok(present));
    // No exit has one encoding.
    for (at, byte) in [(144, 2), (144, 0xff), (145, 1), (152, 1)] {
        bytes[144..].fill(0);
        bytes[at] = byte;
        let error = DecodeError { error: MessageError::Value, field: "exit_l1_block", offset: 144 };
        assert_eq!(<RegistrationRecordMessage>::decode(&bytes), Err(error));
    }
}

/// Every parameter comes back, also the ones that no rollup may have.
#[test]
fn parameters_come_back() {
    let least = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
    let other = ParamValues {
        chain_id: u64::MAX,
        proofs_per_node: 0xff,
        root_seats: Some(0xfe),
        fee_split_cap: 3,
        tx_per_base: TxPerBase::One,
        vrf_mode: VrfMode::Public,
        sequencer_suite: SequencerSuite::P256,
        randao_lag: 4,
        activation_delay: 5,
        proposal_blocks: 6,
        reveal_blocks: 7,
        proving_blocks: 8,
        bond_base: 9,
        reveal_slash_amount: 10,
        proof_slash_amount: 11,
        block_reward: 12,
        rebate_cap: u128::MAX,
        rebate_gas: 13,
        claim_blocks: 0,
        base_share: Some(u32::MAX),
        ..least
    };
    for values in [other, ParamValues { base_share: Some(0), vrf_mode: VrfMode::PerBlock, ..other }] {
        assert_eq!(ParametersMessage::decode(&ParametersMessage { values }.to_bytes()).unwrap().values, values);
    }
    let params = Params::new(least).unwrap();
    let message = ParametersMessage::from(params);
    assert_eq!(message.to_bytes(), ParametersMessage { values: least }.to_bytes());
    assert_eq!(Params::new(ParametersMessage::decode(&message.to_bytes()).unwrap().values), Ok(params));
}

#[test]
fn kinds_are_numbered_without_gaps_and_have_names_of_their_own() {
    let numbers: Vec<u8> = MessageKind::ALL.iter().map(|kind| kind.number()).collect();
    assert_eq!(numbers, (1..=26).collect::<Vec<u8>>());
    for (i, kind) in MessageKind::ALL.iter().enumerate() {
        assert_eq!(MessageKind::from_number(kind.number()), Some(*kind));
        assert_eq!(kind.to_string(), kind.name());
        assert!(MessageKind::ALL[i + 1..].iter().all(|other| other.name() != kind.name()));
    }
    assert_eq!((MessageKind::from_number(0), MessageKind::from_number(27)), (None, None));
}

#[test]
fn a_decoder_of_one_kind_refuses_the_others() {
    let bytes = proposal().to_bytes();
    let other = DecodeError { error: MessageError::OtherKind, field: "kind", offset: 1 };
    assert_eq!(ClaimMessage::<VrfProofBytes>::decode(&bytes), Err(other));
    assert_eq!(ClaimMessage::<BatchProofBytes>::decode(&bytes), Err(other));
    assert_eq!(ParametersMessage::decode(&bytes), Err(other));
    assert_eq!(<RegistrationRequestMessage>::decode(&bytes), Err(other));
    assert_eq!(<RegistrationRecordMessage>::decode(&bytes), Err(other));
    assert_eq!(ExitMessage::decode(&bytes), Err(other));
    assert_eq!(BlockOpeningMessage::decode(&bytes), Err(other));
    assert_eq!(L1EventMessage::decode(&bytes), Err(other));
    assert_eq!(RevealMessage::decode(&bytes), Err(other));
    assert_eq!(TreeMessage::<ClaimId>::decode(&bytes), Err(other));
    assert_eq!(TreeMessage::<SignedClaim>::decode(&bytes), Err(other));
    assert_eq!(TreeDataMessage::decode(&bytes), Err(other));
    assert_eq!(SeatOpeningMessage::decode(&bytes), Err(other));
    assert_eq!(TreeDataHead::decode(bytes.first_chunk().unwrap()), Err(other));
    assert_eq!(RevealHead::decode(bytes.first_chunk().unwrap()), Err(other));
    assert_eq!(TreeHead::decode::<ClaimId>(bytes.first_chunk().unwrap()), Err(other));
    // The version and the number of the kind are checked first.
    assert_eq!(RevealMessage::decode(&[2, 9]).unwrap_err().error, MessageError::Version);
    assert_eq!(RevealMessage::decode(&[1, 0]).unwrap_err().error, MessageError::UnknownKind);
    assert_eq!(RevealMessage::decode(&[1, 7]).unwrap_err().error, MessageError::OtherKind);
}

#[test]
fn an_event_contains_one_message() {
    let rate = Amount::new(0x0102_0304_0506_0708_090a_0b0c).unwrap();
    let head = L1EventHead { l1_block: L1Block::new(1), base_fee: 2, rate };
    let bytes = [&head.to_bytes()[..], &proposal().to_bytes()].concat();
    assert_eq!(
        bytes[..30],
        [1, 6, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    );
    let event = L1EventMessage::decode(&bytes).unwrap();
    assert_eq!((event.head, event.message), (head, &bytes[30..]));
    assert_eq!(L1EventHead::decode(bytes.first_chunk().unwrap()), Ok(head));
    assert_eq!(<ProposalMessage>::decode(event.message), Ok(proposal()));

    let twice = [&head.to_bytes()[..], &bytes].concat();
    let error = DecodeError { error: MessageError::Value, field: "kind", offset: 31 };
    assert_eq!(L1EventMessage::decode(&twice), Err(error));
    assert_eq!(Message::decode(&twice), Err(error));
}

#[test]
fn an_element_of_a_tree_is_decoded_on_its_own() {
    let claim = Claim {
        node: NodeIndex::new(3),
        statement: Statement::from_bytes([1; 32]),
        proof_digest: ProofDigest::from_bytes([2; 32]),
        left: BundleCommitment::from_bytes([3; 32]),
        right: BundleCommitment::from_bytes([4; 32]),
        fee_burn: 5,
        payout: Address::from_bytes([6; 20]),
        rebate_payee: Address::from_bytes([7; 20]),
    };
    let signed = SignedClaim { key: KeyBytes::from_bytes([8; 32]), claim, proof: VrfProofBytes::from_bytes([9; 80]) };
    let bytes = signed.to_bytes();
    assert_eq!(SignedClaim::decode(&bytes), Ok(signed));
    let error = SignedClaim::decode(&bytes[..291]).unwrap_err();
    assert_eq!((error.error, error.field, error.offset), (MessageError::Truncated, "proof", 212));
    assert_eq!(SignedClaim::decode(&[&bytes[..], &[0]].concat()).unwrap_err().error, MessageError::Surplus);

    // A message of the same claim differs by what its tree states once.
    let (block_number, proposal_id) = (BlockNumber::new(42), ProposalId::from_bytes([10; 32]));
    let message = ClaimMessage { block_number, proposal_id, key: signed.key, claim, proof: signed.proof };
    assert_eq!(message.to_bytes()[42..], bytes);
}

#[test]
fn an_error_says_where_and_why() {
    let error = Message::decode(&proposal().to_bytes()[..100]).unwrap_err();
    assert_eq!(error.to_string(), "tx_order_hash at byte 78: message ends within the field");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "message ends within the field");
}

#[test]
fn a_list_gives_what_is_left() {
    let head = RevealHead { block_number: BlockNumber::new(1), salt: Salt::from_bytes([2; 32]), fees: 3, count: 2 };
    let bytes = [&head.to_bytes()[..], &[4; 32], &[5; 32]].concat();
    let mut transactions = RevealMessage::decode(&bytes).unwrap().transactions;
    assert_eq!((transactions.len(), transactions.as_bytes()), (2, &bytes[66..]));
    assert_eq!(transactions.next(), Some(TxHash::from_bytes([4; 32])));
    assert_eq!((transactions.len(), transactions.as_bytes()), (1, &bytes[98..]));
    assert_eq!(transactions.clone().collect::<Vec<_>>(), [TxHash::from_bytes([5; 32])]);

    let head = TreeHead { block_number: BlockNumber::new(1), proposal_id: ProposalId::from_bytes([2; 32]), count: 2 };
    let bytes = [&head.to_bytes::<ClaimId>()[..], &[1], &[3; 32], &[0]].concat();
    let mut bundles = TreeMessage::<ClaimId>::decode(&bytes).unwrap().bundles;
    assert_eq!(bundles.as_bytes(), &bytes[50..]);
    assert_eq!(bundles.next().map(|bundle| bundle.len()), Some(1));
    assert_eq!(bundles.as_bytes(), [0]);
    assert_eq!(bundles.next().map(|bundle| bundle.len()), Some(0));
    assert_eq!(bundles.next(), None);
}

proptest! {
    /// Any bytes, mostly with a start and counts that are right, are refused or are the encoding of what they decode to.
    #[test]
    fn whatever_decodes_is_canonical(kind in 0_u8..27, body in prop::collection::vec(prop::sample::select(vec![0_u8, 1, 2, 3, 0xff]), 0..700)) {
        let bytes = [&[1, kind][..], &body].concat();
        if let Ok(message) = Message::decode(&bytes) {
            prop_assert_eq!(message.kind().number(), kind);
            match message {
                Message::Parameters(message) => prop_assert_eq!(&message.to_bytes()[..], bytes),
                Message::RegistrationRecord(message) => prop_assert_eq!(&message.to_bytes()[..], bytes),
                Message::Proposal(message) => prop_assert_eq!(&message.to_bytes()[..], bytes),
                Message::ProposalP256(message) => prop_assert_eq!(&message.to_bytes()[..], bytes),
                Message::RegistrationRecordP256(message) => prop_assert_eq!(&message.to_bytes()[..], bytes),
                Message::RevealRoot(message) => prop_assert_eq!(&message.to_bytes()[..], bytes),
                Message::Claim(message) => prop_assert_eq!(&message.to_bytes()[..], bytes),
                Message::BatchClaim(message) => prop_assert_eq!(&message.to_bytes()[..], bytes),
                _ => {}
            }
        }
    }
}
