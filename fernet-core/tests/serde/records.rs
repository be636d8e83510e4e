//! Records, numbers and names: their forms, and what is refused.

use std::fmt::Debug;

use fernet_core::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_value, json, to_value};

fn values() -> ParamValues {
    let defaults = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
    ParamValues { proof_slash_amount: 32_000_000_000_000_000_000, root_seats: Some(3), ..defaults }
}

/// The JSON form, and the way back in JSON, CBOR, MessagePack and postcard.
fn form<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T) -> Value {
    let json = to_value(&value).unwrap();
    assert_eq!(from_value::<T>(json.clone()).unwrap(), value);
    let mut cbor = Vec::new();
    ciborium::into_writer(&value, &mut cbor).unwrap();
    assert_eq!(ciborium::from_reader::<T, _>(cbor.as_slice()).unwrap(), value);
    assert_eq!(rmp_serde::from_slice::<T>(&rmp_serde::to_vec_named(&value).unwrap()).unwrap(), value);
    assert_eq!(postcard::from_bytes::<T>(&postcard::to_stdvec(&value).unwrap()).unwrap(), value);
    json
}

fn refusal<T: DeserializeOwned + Debug>(json: Value) -> String {
    from_value::<T>(json).unwrap_err().to_string()
}

#[test]
fn numbers_are_plain() {
    assert_eq!(form(BlockNumber::new(42)), json!(42));
    assert_eq!(form(L1Block::new(u64::MAX)), json!(u64::MAX));
    assert_eq!(form(L1Block::new(0)), json!(0));
    assert_eq!(form(NodeIndex::new(7)), json!(7));
}

#[test]
fn amounts_are_decimal_strings_below_2_to_the_96() {
    assert_eq!(form(Amount::ZERO), json!("0"));
    assert_eq!(form(Amount::MAX), json!("79228162514264337593543950335"));
    assert_eq!(postcard::to_stdvec(&Amount::new(0x0102).unwrap()).unwrap()[1..], 0x0102_u128.to_be_bytes());
    for bad in [json!("79228162514264337593543950336"), json!("-1"), json!("+1"), json!(""), json!(7), json!("1 wei")] {
        assert!(from_value::<Amount>(bad.clone()).is_err(), "{bad}");
    }
    for bad in [json!("-1"), json!(7)] {
        assert!(refusal::<Amount>(bad).contains("a string of decimal digits"));
    }
    let above = postcard::to_stdvec(&(16_u8, [0xff_u8; 16])).unwrap();
    assert!(postcard::from_bytes::<Amount>(&above).is_err());
}

/// Behind a tag serde reads through a buffer, which passes bytes of binary formats on in another way.
#[test]
fn amounts_in_tagged_enums() {
    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    #[serde(tag = "type")]
    enum Event {
        Paid { amount: Amount },
    }
    for wei in [0, 1, 0x0102, 1 << 95] {
        let paid = Event::Paid { amount: Amount::new(wei).unwrap() };
        assert_eq!(from_value::<Event>(to_value(&paid).unwrap()).unwrap(), paid);
        let mut cbor = Vec::new();
        ciborium::into_writer(&paid, &mut cbor).unwrap();
        assert_eq!(ciborium::from_reader::<Event, _>(cbor.as_slice()).unwrap(), paid);
        assert_eq!(rmp_serde::from_slice::<Event>(&rmp_serde::to_vec_named(&paid).unwrap()).unwrap(), paid);
    }
}

#[test]
fn parameters_are_checked_when_they_are_read() {
    let params = Params::new(values()).unwrap();
    let json = form(params);
    assert_eq!(json, form(values()));
    assert_eq!((&json["vrf_mode"], &json["tx_per_base"]), (&json!("per-node"), &json!(2)));
    assert_eq!(json["proof_slash_amount"], "32000000000000000000");

    let with = |name: &str, value: Value| {
        let mut changed = json.clone();
        changed[name] = value;
        changed
    };
    assert_eq!(refusal::<Params>(with("chain_id", json!(0))), ParamsError::ChainIdZero.to_string());
    assert_eq!(
        refusal::<Params>(with("rebate_cap", json!((1_u128 << 96).to_string()))),
        ParamsError::RebateCapTooLarge.to_string()
    );
    assert!(refusal::<Params>(with("tx_per_base", json!(3))).contains("tx_per_base is not 1 or 2"));
    assert!(refusal::<Params>(with("bas_share", json!(1))).contains("unknown field"));
    // What is not given is as many as a node has.
    assert_eq!(from_value::<Params>(with("root_seats", Value::Null)).unwrap(), params);
}

#[test]
fn registrations_proposals_and_claims() {
    let registration = Registration {
        key: KeyBytes::from_bytes([1; 32]),
        role: Role::BaseProver,
        entry_l1_block: L1Block::new(5),
        exit_l1_block: None,
    };
    let ones = "01".repeat(32);
    assert_eq!(
        form(registration),
        json!({ "key": ones, "role": "base-prover", "entry_l1_block": 5, "exit_l1_block": null })
    );
    assert_eq!(form(Registration { exit_l1_block: Some(L1Block::new(9)), ..registration })["exit_l1_block"], 9);

    let proposal = Proposal {
        parent: BlockHash::from_bytes([1; 32]),
        fee_split: 800_000,
        tx_order_hash: TxOrderHash::from_bytes([1; 32]),
        payout: Address::from_bytes([1; 20]),
        bond: u128::MAX,
    };
    assert_eq!(form(proposal)["bond"], u128::MAX.to_string());

    let claim = Claim {
        node: NodeIndex::new(4),
        statement: Statement::from_bytes([1; 32]),
        proof_digest: ProofDigest::from_bytes([2; 32]),
        left: BundleCommitment::ZERO,
        right: BundleCommitment::ZERO,
        fee_burn: 1_000_001,
        payout: Address::from_bytes([3; 20]),
        rebate_payee: Address::ZERO,
    };
    assert_eq!((&form(claim)["node"], &form(claim)["statement"]), (&json!(4), &json!(ones)));
}

#[test]
fn a_burn_is_checked_when_it_is_read() {
    assert_eq!(form(FeeBurn::new(1_000_000).unwrap()), json!(1_000_000));
    assert_eq!(refusal::<FeeBurn>(json!(1_000_001)), BidError::FeeBurnAbovePpm.to_string());
}

/// A key that stands where an address is meant may be a secret one.
#[test]
fn messages_have_none_of_the_text() {
    let secret = "5ec2e7".repeat(11);
    assert!(!refusal::<Address>(json!(secret)).contains("5ec2e7"));
    assert!(!refusal::<KeyBytes>(json!(secret)).contains("5ec2e7"));
    assert!(!refusal::<Amount>(json!(secret)).contains("5ec2e7"));
}
