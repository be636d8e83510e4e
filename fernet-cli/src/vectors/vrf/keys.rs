//! `keys.json` and `derivation.json`.

use fernet_core::{Role, tag};
use fernet_vrf::SecretKey;
use serde_json::{Value, json};
use sha2::{Digest, Sha512};

use super::{BASE_POINT, MINUS_ZERO, NON_CANONICAL, NOT_ON_CURVE, SMALL_ORDER, hex};

pub(super) fn key_cases() -> Vec<Value> {
    let case = |id: String, flags: &[&str], reason: &str, pk: &str, error: Option<&str>| json!({ "id": id, "flags": flags, "reason": reason, "pk": pk, "valid": error.is_none(), "error": error });
    let mut cases = vec![
        case("base-point".into(), &["golden", "valid"], "a point of prime order", BASE_POINT, None),
        case(
            "base-point-negated".into(),
            &["golden", "valid"],
            "the sign bit alone tells it from the base point",
            "58666666666666666666666666666666666666666666666666666666666666e6",
            None,
        ),
        case(
            "mixed-order-2".into(),
            &["golden", "mixed-order", "valid"],
            "(-x, -y) of the base point (x, y): it plus the point of order two, which validation lets pass",
            "9599999999999999999999999999999999999999999999999999999999999999",
            None,
        ),
        case(
            "y-3".into(),
            &["golden", "valid"],
            "y = 3 is on the curve, as are its non-canonical forms modulo p",
            "0300000000000000000000000000000000000000000000000000000000000000",
            None,
        ),
    ];
    for (i, (order, pk)) in SMALL_ORDER.into_iter().enumerate() {
        cases.push(case(
            format!("order-{order}-{i}"),
            &["golden", "invalid", "small-order"],
            "its output would be the same for every holder",
            pk,
            Some("KeyError::SmallOrder"),
        ));
    }
    for (i, pk) in MINUS_ZERO.into_iter().enumerate() {
        cases.push(case(
            format!("minus-zero-{i}"),
            &["golden", "invalid", "minus-zero", "small-order"],
            "x = 0 has no negative; a lenient decoder takes it for the same point without the sign",
            pk,
            Some("KeyError::MinusZero"),
        ));
    }
    for (y, pk) in NON_CANONICAL {
        cases.push(case(
            format!("y-{y}"),
            &["golden", "invalid", "non-canonical"],
            "y is not below p; a lenient decoder reduces it",
            pk,
            Some("KeyError::NonCanonical"),
        ));
    }
    for (y, pk) in NOT_ON_CURVE {
        cases.push(case(
            format!("y-{y}"),
            &["golden", "invalid", "not-on-curve"],
            "x would be the root of a non-residue",
            pk,
            Some("KeyError::NotOnCurve"),
        ));
    }
    for (id, pk) in [("empty", ""), ("truncated", &BASE_POINT[..62]), ("oversized", &format!("{BASE_POINT}00"))] {
        let reason = "a key has 32 bytes";
        cases.push(case(id.into(), &["golden", "invalid", "length"], reason, pk, Some("KeyError::Length")));
    }
    cases
}

pub(super) fn derivation_cases() -> Vec<Value> {
    let roles = [
        ("sequencer", Role::Sequencer, tag::KEY_SEQUENCER),
        ("base-prover", Role::BaseProver, tag::KEY_PROVER),
        ("merge-prover", Role::MergeProver, tag::KEY_PROVER),
        ("prover", Role::Prover, tag::KEY_PROVER),
    ];
    let masters = [("zero", [0; 32]), ("text", *b"fernet/1/vectors/vrf: the master"), ("max", [0xff; 32])];
    let case = |(master_name, master): (&str, [u8; 32]), (role_name, role, tag): (&str, Role, tag::Tag)| {
        let hash = Sha512::new_with_prefix(tag.as_bytes()).chain_update(master).finalize();
        json!({
            "id": format!("{role_name}-{master_name}"),
            "flags": ["valid"],
            "reason": "the three prover roles share a key, a sequencer has another",
            "master": hex(&master),
            "role": role_name,
            "sk": hex(&hash[..32]),
            "pk": SecretKey::derive(&master, role).public_key().to_bytes().to_string(),
        })
    };
    masters.into_iter().flat_map(|master| roles.map(|role| case(master, role))).collect()
}
