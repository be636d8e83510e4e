//! What the small types have in common: bytes, hex, names, numbers.

use fernet_core::*;

#[test]
fn byte_strings_are_read_from_slices_and_hex() {
    let bytes: [u8; 20] = core::array::from_fn(|i| i as u8 * 13);
    let address = Address::from(bytes);
    assert_eq!(Address::try_from(&bytes[..]), Ok(address));
    assert_eq!((<[u8; 20]>::from(address), address.as_ref()), (bytes, &bytes[..]));
    assert_eq!(Address::try_from(&bytes[1..]).unwrap_err().to_string(), "expected 20 bytes");
    assert_eq!(Address::try_from(&bytes[1..]).unwrap_err().expected(), 20);

    let hex = "000d1a2734414e5b6875828f9ca9b6c3d0ddeaf7";
    assert_eq!(
        (address.to_string(), format!("{address:x}"), format!("{address:#x}")),
        (hex.into(), hex.into(), format!("0x{hex}"))
    );
    for text in [hex.to_owned(), format!("0x{hex}"), hex.to_uppercase(), format!("0x{}", hex.to_uppercase())] {
        assert_eq!(text.parse(), Ok(address), "{text}");
    }
    for text in
        [&hex[1..], &hex[2..], &format!("{hex}0"), &format!("{hex}00"), &format!("0X{hex}"), "", "0x", &"é".repeat(20)]
    {
        let error = text.parse::<Address>().unwrap_err();
        assert_eq!((error.to_string().as_str(), error.expected()), ("expected 40 hex digits (20 bytes)", 20), "{text}");
    }
    assert!(hex.replace('0', "g").parse::<Address>().is_err());
    assert!("00".repeat(80).parse::<VrfProofBytes>().is_ok());
}

#[test]
fn names_are_those_of_the_specification() {
    let roles = [Role::Sequencer, Role::BaseProver, Role::MergeProver, Role::Prover];
    assert_eq!(roles.map(|role| role.to_string()), ["sequencer", "base-prover", "merge-prover", "prover"]);
    assert!(roles.iter().all(|role| role.to_string().parse() == Ok(*role)));
    assert_eq!("Prover".parse::<Role>(), Err(UnknownRole));
    assert_eq!(UnknownRole.to_string(), "role is not sequencer, base-prover, merge-prover or prover");

    let modes = [VrfMode::PerNode, VrfMode::PerBlock, VrfMode::Public];
    assert_eq!(modes.map(|mode| mode.to_string()), ["per-node", "per-block", "public"]);
    assert!(modes.iter().all(|mode| mode.to_string().parse() == Ok(*mode)));

    let suites = [SequencerSuite::Edwards25519, SequencerSuite::P256];
    assert_eq!(
        (suites.map(|suite| suite.to_string()), suites.map(u8::from)),
        (["edwards25519", "p256"].map(String::from), [4, 2])
    );
    assert!(suites.iter().all(|suite| suite.to_string().parse() == Ok(*suite)));
    assert!(suites.iter().all(|suite| SequencerSuite::try_from(u8::from(*suite)) == Ok(*suite)));
    assert_eq!("P256".parse::<SequencerSuite>(), Err(ParamsError::SequencerSuite));
    assert_eq!(SequencerSuite::try_from(3), Err(ParamsError::SequencerSuite));

    let numbers = [TxPerBase::One, TxPerBase::Two];
    assert_eq!(
        (numbers.map(|number| number.to_string()), numbers.map(u8::from)),
        (["1", "2"].map(String::from), [1, 2])
    );
    assert!(numbers.iter().all(|number| number.to_string().parse() == Ok(*number)));
    assert_eq!("3".parse::<TxPerBase>(), Err(ParamsError::TxPerBase));
}

#[test]
fn numbers_tickets_and_bids_are_written_in_decimal() {
    assert_eq!(
        (NodeIndex::new(7).to_string(), format!("{:?}", NodeIndex::new(7))),
        ("7".into(), "NodeIndex(7)".into())
    );
    assert_eq!(("42".parse(), "-1".parse::<L1Block>().is_err()), (Ok(L1Block::new(42)), true));
    assert_eq!((u64::from(BlockNumber::from(9)), L1Block::new(9).get()), (9, 9));
    assert!(L1Block::new(9) < L1Block::new(10));

    let ticket = Ticket::new(0x0102);
    assert_eq!((ticket.to_string().as_str(), ticket.to_be_bytes()[14..].to_vec()), ("258", vec![1, 2]));
    assert_eq!(Ticket::from_be_bytes(ticket.to_be_bytes()), ticket);

    let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20]))).unwrap();
    assert_eq!(params.fee_split(800_000).unwrap().to_string(), "800000 ppm");
    assert_eq!(FeeBurn::new(400_000).unwrap().to_string(), "400000 ppm");
}
