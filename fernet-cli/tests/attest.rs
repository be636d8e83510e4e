//! `fernet attest` and `fernet certify`: what they make is valid in the block, and what the rules refuse is not made.

mod common;

use common::{Outcome, committed, fernet, fernet_in, refused, run};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A directory with a block in which three new provers are selected, whose certificate needs two attestations.
struct Desk {
    dir: TempDir,
    block: Value,
}

const ATTEST: &str = "attest block.json --data-digests digests.json --newest-l1-block 1017";

impl Desk {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let scenario = "scenario --provers 6 --transactions 4 --attesters 90 --quorum 20 --attest-blocks 10 \
                        --l1-block 1000";
        let block: Value = serde_json::from_str(&fernet(scenario).ok()).unwrap();
        let mut desk = Self { dir, block };
        for (i, (file, role)) in
            [("a.json", "prover"), ("b.json", "base-prover"), ("c.json", "prover"), ("merge.json", "merge-prover")]
                .into_iter()
                .enumerate()
        {
            let key = fernet(&format!("keygen --role {role} --master {}", format!("0{i}").repeat(32))).stdout;
            desk.save(file, &key);
            let key: Value = serde_json::from_str(&key).unwrap();
            let entry = json!({ "key": key["public_key"], "role": role, "entry_l1_block": "1", "exit_l1_block": null });
            desk.block["registry"].as_array_mut().unwrap().push(entry);
        }
        desk.save("stranger.json", &fernet("keygen").stdout);
        desk.save("digests.json", &desk.block["reveal"]["data_digests"].to_string());
        desk.save("block.json", &desk.block.to_string());
        desk
    }

    fn save(&self, name: &str, text: &str) {
        std::fs::write(self.dir.path().join(name), text).unwrap();
    }

    fn run(&self, arguments: &str) -> Outcome {
        fernet_in(self.dir.path(), arguments, b"")
    }

    /// Signs the attestations of `a.json`, `b.json` and `c.json`.
    fn attest(&self) {
        for name in ["a", "b", "c"] {
            self.save(&format!("{name}.hex"), &self.run(&format!("{ATTEST} --key {name}.json")).ok());
        }
    }

    fn refuses(&self, arguments: &str, error: &str) {
        let outcome = self.run(arguments);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""), "{arguments}");
        assert!(outcome.stderr.contains(&format!("refused, {error}: ")), "{arguments}: {}", outcome.stderr);
    }
}

#[test]
fn a_signed_attestation_counts_in_the_block() {
    let desk = Desk::new();
    let made = desk.run(&format!("{ATTEST} --key a.json --format json")).json();
    desk.save("a.hex", &desk.run(&format!("{ATTEST} --key a.json")).ok());
    let id = made["computed"]["attestation_id"].as_str().unwrap();
    let key = made["body"]["key"].as_str().unwrap();
    let verified = format!("valid\nkey {key}\nattestation_id {id}\n");
    assert_eq!(desk.run("attest block.json --verify a.hex").ok(), verified);
    assert_eq!(desk.run("inspect --format json a.hex").json()["body"], made["body"]);
    let text = desk.run(&format!("{ATTEST} --key a.json --format text")).ok();
    assert!(text.starts_with("Attestation of a prover") && text.contains(id), "{text}");
    // The leader's proposal and its reveal are enough.
    let mut header = desk.block.clone();
    for later in ["l1_block_end", "stake", "claims", "attestations", "certificates", "trees"] {
        header.as_object_mut().unwrap().remove(later);
    }
    desk.save("header.json", &header.to_string());
    let of_header = ATTEST.replace("block.json", "header.json");
    assert_eq!(desk.run(&format!("{of_header} --key a.json --format json")).json(), made);

    let count = |block: &Value| run(block).json()["availability"]["attesters"].as_str().unwrap().parse::<u64>();
    let mut more = desk.block.clone();
    let body = &made["body"];
    let record = json!({ "key": body["key"], "data_root": body["data_root"], "proof": body["proof"] });
    more["attestations"].as_array_mut().unwrap().push(record);
    assert_eq!(count(&more).unwrap(), count(&desk.block).unwrap() + 1);
}

#[test]
fn what_is_not_valid_is_not_attested() {
    let desk = Desk::new();
    let attest = format!("{ATTEST} --key a.json");
    desk.refuses(&attest.replace("1017", "1018"), "PhaseError::Late");
    desk.refuses(&attest.replace("a.json", "stranger.json"), "Ineligible::NotRegistered");
    desk.refuses(&attest.replace("a.json", "merge.json"), "Ineligible::WrongRole");
    desk.save("few.json", &json!(desk.block["reveal"]["data_digests"].as_array().unwrap()[..3]).to_string());
    desk.refuses(&attest.replace("digests.json", "few.json"), "DataError::DataCount");
    desk.save("other.json", &json!(["01".repeat(32), "02".repeat(32), "03".repeat(32), "04".repeat(32)]).to_string());
    desk.refuses(&attest.replace("digests.json", "other.json"), "DataError::WrongData");
    desk.save("plain.json", &common::block("bond").to_string());
    desk.refuses(&attest.replace("block.json", "plain.json"), "BlockError::NoAttesters");
    let mut changed = desk.block.clone();
    changed["reveal"] = Value::Null;
    desk.save("hidden.json", &changed.to_string());
    desk.refuses(&attest.replace("block.json", "hidden.json"), "PhaseError::NotInThisPhase");
    // About one of nine provers is selected.
    let mut sample = desk.block.clone();
    (sample["params"]["attesters"], sample["params"]["quorum"]) = (json!("1"), json!("1"));
    desk.save("sample.json", &sample.to_string());
    desk.refuses(&attest.replace("block.json", "sample.json"), "AttestationError::NotSelected");

    for (arguments, message) in [
        ("attest block.json".to_owned(), "--key"),
        ("attest block.json --key a.json".to_owned(), "--data-digests"),
        (attest.replace("--newest-l1-block 1017", ""), "--newest-l1-block"),
        (format!("{attest} --verify a.json"), "cannot be used with"),
        (attest.replace("1017", "now"), "--newest-l1-block"),
        (attest.replace("digests.json", "a.json"), "a.json: expected a sequence"),
        (attest.replace("digests.json", "none.json"), "none.json: "),
        (attest.replace("a.json", "digests.json"), "digests.json: expected an object (a key"),
        ("attest block.json --verify digests.json".to_owned(), "digests.json: "),
        ("certify block.json".to_owned(), "ATTESTATION"),
        ("certify block.json none.hex".to_owned(), "none.hex: "),
    ] {
        let refused = desk.run(&arguments).malformed();
        assert!(refused.contains(message), "{arguments}: {refused}");
    }
    desk.save("short.json", "[\"00\"]");
    let short = desk.run(&attest.replace("digests.json", "short.json")).malformed();
    assert_eq!(short, "short.json: [0]: expected 64 lower-case hex digits (32 bytes), got another text");
}

#[test]
fn attestations_make_a_certificate() {
    let desk = Desk::new();
    desk.attest();
    let made = desk.run("certify block.json a.hex b.hex --format json").json();
    desk.save("certificate.hex", &desk.run("certify block.json b.hex b.hex a.hex c.hex").ok());
    assert_eq!(desk.run("inspect --format json certificate.hex").json()["body"], made["body"]);
    let id = made["computed"]["certificate_id"].as_str().unwrap();
    assert_eq!(desk.run("certify block.json --verify certificate.hex").ok(), format!("valid\ncertificate_id {id}\n"));

    // In a block file the attestations come first, and the certificate has their positions.
    let mut block = desk.block.clone();
    let signed = made["body"]["attestations"].as_array().unwrap();
    let root = &made["body"]["data_root"];
    block["attestations"] = signed
        .iter()
        .map(|signed| json!({ "key": signed["key"], "data_root": root, "proof": signed["proof"] }))
        .collect();
    block["certificates"] = json!([{ "data_root": root, "attestations": ["0", "1"] }]);
    let result = run(&block).json();
    assert_eq!(result["availability"]["certificate"]["certificate_id"], id);
    assert_eq!((&result["outcome"], refused(&result)), (&json!("settled"), vec![]));

    // One that is not valid is left out, and named.
    let forged = desk.run("inspect --format json c.hex").json();
    let proof = forged["body"]["proof"].as_str().unwrap();
    let digits = std::fs::read_to_string(desk.dir.path().join("c.hex")).unwrap();
    desk.save("c.hex", &digits.replace(proof, &format!("{}{}", &proof[..64], "0".repeat(96))));
    let outcome = desk.run("certify block.json c.hex a.hex b.hex");
    assert_eq!(outcome.code, Some(0));
    assert!(outcome.stderr.starts_with("fernet: c.hex: left out, VerifyError::Invalid: "), "{}", outcome.stderr);
    desk.refuses("attest block.json --verify c.hex", "VerifyError::Invalid");
    desk.refuses("certify block.json a.hex a.hex c.hex", "CertificateError::Count");

    let kind = desk.run("certify block.json certificate.hex").malformed();
    assert_eq!(kind, "certificate.hex: kind at byte 1: message is of another kind (MessageError::OtherKind)");
    let kind = desk.run("certify block.json --verify a.hex").malformed();
    assert_eq!(kind, "a.hex: kind at byte 1: message is of another kind (MessageError::OtherKind)");
    let mut block = desk.block.clone();
    block["params"]["quorum"] = json!("90");
    desk.save("block.json", &block.to_string());
    desk.refuses("certify block.json --verify certificate.hex", "CertificateError::Count");
    let provers = block["registry"].as_array_mut().unwrap().iter_mut().filter(|key| key["role"] != "sequencer");
    provers.for_each(|key| key["exit_l1_block"] = json!("2"));
    desk.save("block.json", &block.to_string());
    desk.refuses("certify block.json a.hex", "CertificateError::Count");
}

#[test]
fn a_proposal_binds_the_proof_data() {
    let desk = Desk::new();
    let key: Value = serde_json::from_str(&fernet("keygen --role sequencer").stdout).unwrap();
    desk.save("sequencer.json", &key.to_string());
    let entry = json!({ "key": key["public_key"], "role": "sequencer", "entry_l1_block": "1", "exit_l1_block": null });
    let mut block = desk.block.clone();
    block["registry"].as_array_mut().unwrap().push(entry.clone());
    desk.save("block.json", &block.to_string());
    let reveal = &block["reveal"];
    let mut contents =
        json!({ "salt": reveal["salt"], "fees": reveal["fees"], "transactions": reveal["transactions"] });
    let payout = "0a".repeat(20);
    let propose =
        format!("propose block.json --key sequencer.json --fee-split 0.8 --payout {payout} --contents contents.json");
    desk.save("contents.json", &contents.to_string());
    desk.refuses(&propose, "RevealError::DataRootMissing");
    contents["data_digests"] = reveal["data_digests"].clone();
    desk.save("contents.json", &contents.to_string());
    let made = desk.run(&format!("{propose} --format json")).json();
    // The leader of the block has the same contents.
    let leader = run(&block).json()["leader"]["item"].as_str().unwrap().to_owned();
    let position = leader.trim_matches(|c: char| !c.is_ascii_digit()).parse::<usize>().unwrap();
    assert_eq!(made["body"]["tx_order_hash"], block["proposals"][position]["tx_order_hash"]);

    contents["data_digests"].as_array_mut().unwrap().pop();
    desk.save("contents.json", &contents.to_string());
    desk.refuses(&propose, "DataError::DataCount");
    let mut plain: Value = serde_json::from_str(&committed("block/bond.json")).unwrap();
    plain["registry"].as_array_mut().unwrap().push(entry);
    desk.save("block.json", &plain.to_string());
    contents["data_digests"] = reveal["data_digests"].clone();
    desk.save("contents.json", &contents.to_string());
    desk.refuses(&propose, "RevealError::DataRootNotNeeded");
}
