//! `fernet open`: every seat of a tree opens and verifies, and an opening is refused by whoever knows another tree.

mod common;

use common::{block, committed, fernet, fernet_in, fernet_with, run, vectors};
use serde_json::Value;
use tempfile::TempDir;

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Bytes of hex digits.
fn bytes(digits: &str) -> Vec<u8> {
    let digits = digits.trim();
    (0..digits.len()).step_by(2).map(|i| u8::from_str_radix(&digits[i..i + 2], 16).unwrap()).collect()
}

#[test]
fn every_seat_of_the_winner_opens_and_has_the_pay_of_the_settlement() {
    let file = vectors("block/bond.json");
    let pays = run(&block("bond")).json()["settlement"]["pays"].clone();
    let mut position = 0;
    let mut node = Value::Null;
    for pay in pays.as_array().unwrap() {
        position = if pay["node"] == node { position + 1 } else { 0 };
        node = pay["node"].clone();
        let seat = format!("open {} --node {} --position {position}", file.display(), text(&node));
        let made = fernet(&format!("{seat} --format json")).json();
        let (opening, computed) = (&made["body"]["opening"], &made["computed"]);
        for field in ["key", "node", "payout", "fee_burn"] {
            assert_eq!(opening[field], pay[field], "{field}");
        }
        assert_eq!((&computed["pay"], text(&opening["position"])), (&pay["amount"], position.to_string().as_str()));

        let digits = fernet(&seat).ok();
        assert_eq!(made["bytes"], bytes(&digits).len().to_string());
        // Hex digits and bytes are read; a light client knows only the root.
        let of_file = format!("open {} --verify - --format json", file.display());
        let verified = fernet_with(&of_file, &bytes(&digits)).json();
        for field in ["key", "node", "payout", "fee_burn"] {
            assert_eq!(verified[field], pay[field], "{field}");
        }
        assert_eq!((&verified["pay"], &verified["claimed_bit"]), (&pay["amount"], &computed["claimed_bit"]));
        let known = format!(
            "open --verify - --format json --root {} --prover-seed {} --proposal-id {} --bases {} \
             --pool {} --proofs-per-node 2 --root-seats 1",
            text(&computed["root"]),
            text(&computed["prover_seed"]),
            text(&made["body"]["proposal_id"]),
            text(&computed["bases"]),
            text(&run(&block("bond")).json()["settlement"]["pool"]),
        );
        assert_eq!(fernet_with(&known, digits.as_bytes()).json(), verified);
    }
    assert!(pays.as_array().unwrap().len() > 5);
}

#[test]
fn an_opening_is_of_one_tree() {
    let dir = TempDir::new().unwrap();
    let file = vectors("block/example.json");
    let made = fernet("open --example --node 1").ok();
    assert_eq!(fernet(&format!("open {} --node 1", file.display())).ok(), made);
    std::fs::write(dir.path().join("opening.hex"), &made).unwrap();
    let verify = |arguments: &str| fernet_in(dir.path(), &format!("open {arguments} --verify opening.hex"), b"");
    assert!(verify("--example").ok().starts_with("valid\nkey "));
    let refused = |arguments: &str, error: &str| {
        let outcome = verify(arguments);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""), "{arguments}");
        assert!(outcome.stderr.contains(&format!("refused, {error}: ")), "{arguments}: {}", outcome.stderr);
    };
    refused("--example --tree 0", "OpeningError::RootDiffers");
    // The late tree.
    refused("--example --tree 3", "PhaseError::Late");
    std::fs::write(dir.path().join("other.json"), fernet("scenario --seed 3 --block-number 2").ok()).unwrap();
    refused("other.json", "BlockError::OtherBlock");
    std::fs::write(dir.path().join("other.json"), fernet("scenario --seed 3 --block-number 405").ok()).unwrap();
    let number = fernet_with("inspect --format json -", made.as_bytes()).json()["body"]["block_number"].clone();
    let other = format!("scenario --seed 3 --block-number {}", text(&number));
    std::fs::write(dir.path().join("other.json"), fernet(&other).ok()).unwrap();
    refused("other.json", "BlockError::OtherProposal");
    for (name, outcome) in [("skipped", "no valid tree"), ("reverted", "no valid tree")] {
        std::fs::write(dir.path().join("other.json"), committed(&format!("block/{name}.json"))).unwrap();
        let none = verify("other.json");
        assert_eq!(none.code, Some(1));
        assert!(none.stderr.contains(outcome), "{}", none.stderr);
    }
    // One bit of each part is enough.
    let message = bytes(&made);
    for place in [43, 80, 150, 300, message.len() - 1] {
        let mut changed = message.clone();
        changed[place] ^= 1;
        let outcome = fernet_with("open --example --verify -", &changed);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""), "{place}");
    }
}

#[test]
fn malformed_input_is_named() {
    let made = bytes(&fernet("open --example --node 0").ok());
    let malformed = |bytes: &[u8]| fernet_with("open --example --verify -", bytes).malformed();
    for len in [0, 1, 2, 42, made.len() - 1] {
        assert!(malformed(&made[..len]).contains("MessageError::Truncated"), "{len}");
    }
    assert!(malformed(&[&made[..], &[0]].concat()).contains("MessageError::Surplus"));
    assert!(malformed(&[&made[..1], &[18], &made[2..]].concat()).contains("MessageError::OtherKind"));
    for (arguments, message) in [
        ("--example --node 31", "--node: the tree has the nodes 0 to 30, got 31"),
        ("--example --node 15 --position 1", "--position: node 15 has one seat, at position 0, got 1"),
        ("--example --node 0 --position 3", "3 is not in 0..3"),
        ("--example --node 0 --tree 9", "--tree: the file has 4 trees"),
        ("--example --node 0 --tree first", "expected `best` or the position of a tree, such as 0"),
        ("--example", "--node"),
        ("--example --node 0 --verify -", "cannot be used with"),
        ("--example --verify - --format message", "--format: expected text or json"),
        ("--verify - --root 00", "expected 64 hex digits"),
    ] {
        let refused = fernet_with(&format!("open {arguments}"), &made).malformed();
        assert!(refused.contains(message), "{arguments}: {refused}");
    }
}
