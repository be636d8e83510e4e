//! `fernet propose` and `fernet claim`: what they sign is valid in the block, and what the rules refuse is not signed.

mod common;

use common::{Outcome, block, fernet, fernet_in, fernet_with, run};
use serde_json::{Value, json};
use tempfile::TempDir;

const PAYOUT: &str = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";
/// The selector of `FernetRollup.propose`, by solc 0.8.37.
const PROPOSE: &str = "483ef950";

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// A directory with a block in which the keys of the directory are registered.
struct Desk {
    dir: TempDir,
    block: Value,
}

impl Desk {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let mut block = block("bond");
        for (role, file, number) in
            [("sequencer", "sequencer.json", "07"), ("prover", "prover.json", "08"), ("prover", "stranger.json", "09")]
        {
            let key = fernet(&format!("keygen --role {role} --master {}", number.repeat(32))).stdout;
            std::fs::write(dir.path().join(file), &key).unwrap();
            let key: Value = serde_json::from_str(&key).unwrap();
            if file != "stranger.json" {
                let record = json!({
                    "key": key["public_key"], "role": role, "entry_l1_block": "1", "exit_l1_block": null,
                });
                block["registry"].as_array_mut().unwrap().push(record);
            }
        }
        let desk = Self { dir, block };
        desk.write("block.json", &desk.block);
        desk
    }

    fn write(&self, name: &str, value: &Value) {
        std::fs::write(self.dir.path().join(name), value.to_string()).unwrap();
    }

    fn run(&self, arguments: &str) -> Outcome {
        fernet_in(self.dir.path(), arguments, b"")
    }

    /// Without what happens after the block opened.
    fn header(&self) -> Value {
        let mut header = self.block.clone();
        for later in ["l1_block_end", "stake", "proposals", "reveal", "claims", "trees"] {
            header.as_object_mut().unwrap().remove(later);
        }
        header
    }

    fn refuses(&self, arguments: &str, error: &str) {
        let outcome = self.run(arguments);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""), "{arguments}");
        assert!(outcome.stderr.contains(&format!("refused, {error}: ")), "{arguments}: {}", outcome.stderr);
    }
}

/// The fields of a message that an item of a block file has too.
fn record(message: &Value, with: &[&str]) -> Value {
    let fields = message.as_object().unwrap().iter().filter(|(name, _)| with.contains(&name.as_str()));
    fields.map(|(name, value)| (name.clone(), value.clone())).collect::<serde_json::Map<_, _>>().into()
}

#[test]
fn a_signed_proposal_takes_part_in_the_election() {
    let desk = Desk::new();
    let contents = json!({ "salt": "05".repeat(32), "fees": "1000", "transactions": ["06".repeat(32)] });
    desk.write("contents.json", &contents);
    desk.write("header.json", &desk.header());
    let with = format!("--key sequencer.json --payout {PAYOUT} --fee-split 0.5");
    let made = desk.run(&format!("propose header.json {with} --contents contents.json --format json")).json();
    let of_block = desk.run(&format!("propose block.json {with} --contents contents.json --format json")).json();
    assert_eq!(made, of_block);
    let body = &made["body"];
    assert_eq!(
        (&body["parent"], &body["fee_split"], &body["bond"]),
        (&desk.block["parent"], &json!("500000"), &json!("0"))
    );
    let hash = text(&body["tx_order_hash"]);
    let digits = desk.run(&format!("propose block.json {with} --tx-order-hash {hash}")).ok();
    std::fs::write(desk.dir.path().join("proposal.hex"), &digits).unwrap();
    assert_eq!(desk.run("inspect --format json proposal.hex").json()["body"], *body);

    let mut proposal = record(body, &["key", "parent", "fee_split", "tx_order_hash", "payout", "bond", "proof"]);
    proposal["l1_block"] = desk.block["l1_block"].clone();
    let mut changed = desk.block.clone();
    changed["proposals"].as_array_mut().unwrap().push(proposal);
    let result = run(&changed).json();
    let item = format!("proposals[{}]", changed["proposals"].as_array().unwrap().len() - 1);
    let ranked =
        result["details"]["ranking"].as_array().unwrap().iter().find(|ranked| ranked["item"] == *item).unwrap();
    for field in ["proposal_id", "ticket", "score"] {
        assert_eq!(ranked[field], made["computed"][field], "{field}");
    }
}

/// The call of the contract has the message and the words of its proof, which `fernet witness` computes from what the message says.
#[test]
fn a_proposal_as_the_contract_takes_it() {
    let dir = TempDir::new().unwrap();
    let made = fernet(&format!("keygen --role sequencer --suite p256 --master {}", "07".repeat(32))).stdout;
    let key: Value = serde_json::from_str(&made).unwrap();
    std::fs::write(dir.path().join("key.json"), made).unwrap();
    let mut block = block("p256");
    let record = json!({ "key": key["public_key"], "role": "sequencer", "entry_l1_block": "1", "exit_l1_block": null });
    block["registry"].as_array_mut().unwrap().push(record);
    std::fs::write(dir.path().join("block.json"), block.to_string()).unwrap();
    let with = format!("--key key.json --payout {PAYOUT} --fee-split 0.5 --tx-order-hash {}", "05".repeat(32));
    let propose = |form: &str| fernet_in(dir.path(), &format!("propose block.json {with} --format {form}"), b"");
    let (made, message) = (propose("json").json(), propose("message").ok());

    let [key, proof] = ["key", "proof"].map(|field| text(&made["body"][field]));
    let [alpha, id] = ["alpha", "proposal_id"].map(|field| text(&made["computed"][field]));
    let words = fernet(&format!("witness --public-key {key} --proof {proof} --alpha {alpha} --ad {id}")).json();
    let words: Vec<&str> =
        words["arguments"]["proof"].as_object().unwrap().values().map(|word| &text(word)[2..]).collect();
    // The selector, the offset of the message behind one word and fourteen, the words, the length, and the message with zeros.
    let (message, words, listed) = (message.trim(), words.concat(), json!(words));
    let padding = "0".repeat(message.len().next_multiple_of(64) - message.len());
    let length = message.len() / 2;
    let expected = format!("0x{PROPOSE}{:064x}{words}{length:064x}{message}{padding}\n", 15 * 32);
    assert_eq!(propose("calldata").ok(), expected);

    // `fernet inspect` reads it, and nothing that differs in a byte outside of the message and the words.
    let inspect = |form: &str, digits: &str| fernet_with(&format!("inspect --format {form} -"), digits.as_bytes());
    let shown = inspect("json", &expected).json();
    assert_eq!(shown["body"], made["body"]);
    let signature = format!("propose(bytes,({}))", ["uint256"; 14].join(","));
    assert_eq!(shown["call"], json!({ "function": signature, "proof": listed }));
    let text_of = inspect("text", &expected).ok();
    assert!(text_of.starts_with("Call of the function propose of FernetRollup"), "{text_of}");
    assert!(listed.as_array().unwrap().iter().all(|word| text_of.contains(text(word))), "{text_of}");
    let digits = expected.trim();
    let offset = digits.replacen(&format!("{:064x}", 15 * 32), &format!("{:064x}", 16 * 32), 1);
    let high = digits.replacen(&format!("{length:064x}"), &format!("1{length:063x}"), 1);
    let long = digits.replacen(&format!("{length:064x}"), &format!("{:064x}", u64::MAX), 1);
    let padded = format!("{}1", &digits[..digits.len() - 1]);
    let cut = [12, 74, 1000, digits.len() - 2].map(|end| digits[..end].to_owned());
    for wrong in cut.into_iter().chain([offset, high, long, padded, format!("{digits}00")]) {
        assert_eq!(
            inspect("text", &wrong).malformed(),
            "standard input: expected the arguments of propose in the encoding of the Solidity ABI"
        );
    }
}

#[test]
fn a_signed_claim_is_a_seat() {
    let desk = Desk::new();
    let (statement, digest) = ("02".repeat(32), "03".repeat(32));
    let with = format!("--key prover.json --payout {PAYOUT} --statement {statement} --proof-digest {digest}");
    let base = format!("{with} --node 2 --fee-burn 10% --rebate-payee {PAYOUT}");
    let made = desk.run(&format!("claim block.json {base} --format json")).json();
    // The leader's proposal and reveal are enough.
    let mut header = desk.header();
    header["reveal"] = desk.block["reveal"].clone();
    header["proposals"] = desk.block["proposals"].clone();
    desk.write("header.json", &header);
    assert_eq!(desk.run(&format!("claim header.json {base} --format json")).json(), made);
    let digits = desk.run(&format!("claim header.json {base}")).ok();
    assert_eq!(made["bytes"], (digits.trim().len() / 2).to_string());

    let fields =
        ["key", "node", "statement", "proof_digest", "left", "right", "fee_burn", "payout", "rebate_payee", "proof"];
    let mut changed = desk.block.clone();
    changed["claims"].as_array_mut().unwrap().push(record(&made["body"], &fields));
    let valid = |block: &Value| text(&run(block).json()["details"]["valid_claims"]).parse::<u64>().unwrap();
    assert_eq!(valid(&changed), valid(&desk.block) + 1);
    let child = "0b".repeat(32);
    let merge = format!("claim block.json {with} --node 1 --left {child} --right {child}");
    assert!(desk.run(&format!("{merge} --format text")).ok().starts_with("Claim of a prover"));

    desk.refuses(&format!("claim block.json {with} --node 99"), "ClaimError::ForeignNode");
    desk.refuses(&format!("claim block.json {with} --node 1"), "ClaimError::MergeWithoutChildren");
    desk.refuses(&merge.replace("--node 1", "--node 0"), "ClaimError::BaseWithChildren");
    desk.refuses(
        &format!("claim block.json {base}")
            .replace(&format!("--payout {PAYOUT}"), &format!("--payout {}", "00".repeat(20))),
        "ClaimError::PayoutZero",
    );
    desk.refuses(
        &format!("claim block.json {base}").replace("prover.json", "stranger.json"),
        "Ineligible::NotRegistered",
    );
    header["reveal"]["fees"] = json!("1");
    desk.write("header.json", &header);
    desk.refuses(&format!("claim header.json {base}"), "RevealError::WrongOrder");
    desk.write("header.json", &desk.header());
    desk.refuses(&format!("claim header.json {base}"), "PhaseError::NotInThisPhase");
}

#[test]
fn what_is_not_valid_is_not_signed() {
    let desk = Desk::new();
    let (hash, zero) = ("04".repeat(32), "00".repeat(20));
    let with = |key: &str, payout: &str, more: &str| {
        format!("propose block.json --key {key} --payout {payout} --tx-order-hash {hash} {more}")
    };
    for (more, error) in [
        ("--fee-split 7", "BidError::FeeSplitAboveCap"),
        ("--fee-split 2", "ProposalError::BondMissing"),
        ("--fee-split 2 --bond 1", "ProposalError::BondTooSmall"),
        ("--fee-split 1 --bond 1", "ProposalError::BondNotNeeded"),
    ] {
        desk.refuses(&with("sequencer.json", PAYOUT, more), error);
    }
    desk.refuses(&with("sequencer.json", &zero, "--fee-split 1"), "ProposalError::PayoutZero");
    let mut late = desk.block.clone();
    let last = late["registry"].as_array().unwrap().len() - 2;
    late["registry"][last]["entry_l1_block"] = late["l1_block"].clone();
    desk.write("late.json", &late);
    let late = with("sequencer.json", PAYOUT, "--fee-split 1").replace("block.json", "late.json");
    desk.refuses(&late, "Ineligible::NotYetActive");
    a_wrong_header_is_named(&desk, &late);
    std::fs::write(desk.dir.path().join("p256.json"), fernet("keygen --role sequencer --suite p256").stdout).unwrap();
    let mut p256 = desk.block.clone();
    p256["params"]["sequencer_suite"] = json!("p256");
    (p256["proposals"], p256["reveal"]) = (json!([]), Value::Null);
    desk.write("p256-block.json", &p256);
    std::fs::write(desk.dir.path().join("new.json"), fernet("keygen --role sequencer").stdout).unwrap();
    desk.refuses(&with("new.json", PAYOUT, "--fee-split 1"), "Ineligible::NotRegistered");

    for (arguments, message) in [
        (with("prover.json", PAYOUT, "--fee-split 1"), "--key: expected the key of a sequencer, got that of a prover"),
        (
            with("p256.json", PAYOUT, "--fee-split 1"),
            "block.json: params.sequencer_suite: expected p256, the suite of the key in --key, got edwards25519",
        ),
        (
            with("sequencer.json", PAYOUT, "--fee-split 1").replace(" block.json", " p256-block.json"),
            "p256-block.json: params.sequencer_suite: expected edwards25519, the suite of the key in --key, got p256",
        ),
        (
            with("sequencer.json", PAYOUT, "--fee-split 1 --format calldata"),
            "--format: calldata needs a rollup whose sequencer_suite is p256",
        ),
        (with("sequencer.json", "0a", "--fee-split 1"), "expected 40 hex digits"),
        (with("sequencer.json", PAYOUT, "--fee-split 80"), "--fee-split"),
        (with("sequencer.json", PAYOUT, "--fee-split 1 --contents contents.json"), "cannot be used with"),
        (with("none.json", PAYOUT, "--fee-split 1"), "none.json: "),
        (format!("propose block.json --key sequencer.json --payout {PAYOUT} --fee-split 1"), "--tx-order-hash"),
        ("claim block.json --key sequencer.json --node 0".to_owned(), "--statement"),
    ] {
        let refused = desk.run(&arguments).malformed();
        assert!(refused.contains(message), "{arguments}: {refused}");
    }
    let claim = format!(
        "claim block.json --key prover.json --payout {PAYOUT} --statement {hash} --proof-digest {hash} --node 1"
    );
    for (more, message) in
        [("--fee-burn 2.0", "expected at most 1"), ("--left 00", "expected 64 hex digits"), ("--rebate-payee 00", "40")]
    {
        assert!(desk.run(&format!("{claim} {more}")).malformed().contains(message), "{more}");
    }
    assert!(desk.run(&format!("{claim} --left {hash}")).malformed().contains("--right"));
    assert!(
        desk.run(&claim.replace("prover.json", "sequencer.json")).malformed().contains("expected the key of a prover")
    );
}

/// A header with a field of the wrong form is malformed.
fn a_wrong_header_is_named(desk: &Desk, propose: &str) {
    for (field, value, message) in [
        ("registry", json!({}), "late.json: registry"),
        ("parent", json!("00"), "late.json: parent: expected 64"),
        ("randao", json!([]), "late.json: randao: "),
        ("x", json!(1), "late.json: x: unknown field `x`"),
    ] {
        let mut header = desk.header();
        header[field] = value;
        desk.write("late.json", &header);
        let refused = desk.run(propose).malformed();
        assert!(refused.contains(message), "{refused}");
    }
    let mut header = desk.header();
    header.as_object_mut().unwrap().remove("parent");
    desk.write("late.json", &header);
    assert_eq!(desk.run(propose).malformed(), "late.json: parent: missing field");
}
