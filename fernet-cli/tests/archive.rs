//! Archives: what `fernet scenario` and `fernet block` write, and what `fernet replay` reads.

mod common;

use common::{Outcome, block, fernet_in, fernet_with, refused};
use serde_json::{Value, json};
use tempfile::TempDir;

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn results(outcome: Outcome) -> Vec<Value> {
    outcome.ok().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The messages of an archive.
fn messages(mut archive: &[u8]) -> Vec<Vec<u8>> {
    let mut messages = Vec::new();
    while let Some((length, rest)) = archive.split_first_chunk() {
        let (message, rest) = rest.split_at(u32::from_be_bytes(*length) as usize);
        messages.push(message.to_vec());
        archive = rest;
    }
    assert!(archive.is_empty());
    messages
}

fn archive<'m>(messages: impl IntoIterator<Item = &'m Vec<u8>>) -> Vec<u8> {
    let frame = |message: &Vec<u8>| [&u32::try_from(message.len()).unwrap().to_be_bytes()[..], message].concat();
    messages.into_iter().flat_map(frame).collect()
}

/// Names a kind by its number: 1 parameters, 3 record, 5 opening, 6 event, 12 claim.
fn kind(message: &[u8]) -> u8 {
    message[1]
}

fn is_event_of(message: &[u8], inner: u8) -> bool {
    kind(message) == 6 && message[31] == inner
}

fn replay(archive: &[u8], options: &str) -> Outcome {
    fernet_with(&format!("replay - {options}"), archive)
}

/// A scenario as a block and as an archive.
fn scenario(arguments: &str) -> (TempDir, Value, Vec<u8>) {
    let dir = TempDir::new().unwrap();
    fernet_in(dir.path(), &format!("scenario {arguments} --registration-proofs --archive archive -o block.json"), b"")
        .ok();
    let block = std::fs::read_to_string(dir.path().join("block.json")).unwrap();
    let archive = std::fs::read(dir.path().join("archive")).unwrap();
    (dir, serde_json::from_str(&block).unwrap(), archive)
}

const SMALL: &str = "--seed 9 --sequencers 3 --provers 6 --transactions 4 --randao-lag 64";

#[test]
fn an_archive_gives_the_results_of_its_block() {
    for (name, arguments) in [
        ("faults", "--seed 4 --vrf-mode per-block --sequencers 3 --provers 10 --transactions 6 --fault all"),
        (
            "skipped",
            "--seed 5 --sequencers 2 --provers 4 --transactions 4 --fault no-reveal --reveal-slash-amount 1eth",
        ),
        ("p256", "--seed 14 --sequencer-suite p256 --sequencers 3 --provers 6 --transactions 3 --fault bad-proof"),
        ("reverted", "--seed 6 --sequencers 2 --provers 4 --transactions 4 --fault no-proof --proof-slash-amount 2eth"),
        (
            "bond",
            "--seed 7 --sequencers 3 --provers 8 --transactions 6 --fee-split-cap 6.0 --bond-base 10eth --fee-split 5.5 \
             --fees 12.5eth --proofs-per-node 2 --root-seats 1 --rebate-cap 0.005eth --rebate-gas 300000",
        ),
    ] {
        let (dir, block, archived) = scenario(arguments);
        let of_block = fernet_in(dir.path(), "replay block.json --brief", b"").ok();
        assert_eq!(fernet_in(dir.path(), "replay archive --brief", b"").ok(), of_block, "{name}");
        std::fs::write(dir.path().join("expected"), &of_block).unwrap();
        fernet_in(dir.path(), "replay archive --brief --expect expected", b"").ok();

        // The same refusals. In the file, messages are numbered as they are listed, in the archive as they came.
        let names = |result: &Value| {
            let mut names: Vec<_> =
                refused(result).into_iter().map(|(item, error)| (item[..3].to_owned(), error)).collect();
            names.sort();
            names
        };
        let results_of = |source: &str| results(fernet_in(dir.path(), &format!("replay {source}"), b""));
        let (of_block, of_archive) = (&results_of("block.json")[0], &results_of("archive")[0]);
        assert_eq!(names(of_archive), names(of_block), "{name}");
        assert_eq!(of_archive["settlement"]["pays"], of_block["settlement"]["pays"], "{name}");
        assert_eq!(of_archive["details"]["valid_claims"], of_block["details"]["valid_claims"], "{name}");

        // Commands that read a block or a message say which one reads an archive.
        for command in ["block", "rank", "open --node 0", "settle --file", "inspect"] {
            let message = fernet_in(dir.path(), &format!("{command} archive"), b"").malformed();
            assert_eq!(message, "archive: it is an archive of messages; `fernet replay` reads it", "{command}");
        }

        // From the file with its proofs of possession `fernet block` writes the same archive.
        fernet_in(dir.path(), "block block.json --json --archive again", b"").ok();
        assert_eq!(std::fs::read(dir.path().join("again")).unwrap(), archived, "{name}");
        let (messages, lists) = (messages(&archived), ["registry", "claims", "proposals", "trees"]);
        let items: usize = lists.iter().map(|list| block[list].as_array().unwrap().len()).sum();
        assert_eq!(messages.len(), 2 + items + usize::from(!block["reveal"].is_null()), "{name}");
    }
}

/// Two blocks of one rollup; the second one opens when the first one is revealed, and builds on it.
fn pipelined(first: &str) -> (Vec<Vec<u8>>, Vec<Value>) {
    let (dir, block, one) = scenario(&format!("{SMALL} {first}"));
    let result = &results(fernet_in(dir.path(), "replay block.json", b""))[0];
    let opens: u64 = text(&result["details"]["limits"]["reveal"]).parse().unwrap();
    let leader = text(&result["leader"]["proposal_id"]);
    let mix = "07".repeat(32);
    let next = format!("{SMALL} {first} --block-number 2 --parent {leader} --l1-block {opens} --mix {mix}")
        .replace("--fault no-proof", "");
    let (_second, next_block, two) = scenario(&next);
    // In the order of time; claims come with the event before them.
    let mut timed = Vec::new();
    let mut known = Vec::new();
    for archive in [&one, &two] {
        let mut time = 0;
        for message in messages(archive) {
            let l1_block = |at: usize| u64::from_be_bytes(message[at..at + 8].try_into().unwrap());
            match kind(&message) {
                5 | 6 => time = l1_block(2),
                // The same keys registered for both; their first registrations count.
                1 | 3 if known.contains(&message[1..54].to_vec()) => continue,
                _ => known.push(message[1..54.min(message.len())].to_vec()),
            }
            timed.push((time, message));
        }
    }
    timed.sort_by_key(|(time, _)| *time);
    // The exits of the phases are applied before what opens then.
    (timed.into_iter().map(|(_, message)| message).collect(), vec![block, next_block])
}

#[test]
fn blocks_are_open_at_the_same_time() {
    let (messages, blocks) = pipelined("");
    let replayed = results(replay(&archive(&messages), ""));
    assert_eq!(replayed.len(), 3);
    for (result, block) in replayed.iter().zip(&blocks) {
        assert_eq!(result["outcome"], "settled");
        let single = common::run(block).json();
        for field in ["settlement", "prover_seed", "nodes"] {
            let without_items = |value: &Value| {
                let mut value = value.clone();
                if let Some(pays) = value["pays"].as_array_mut() {
                    pays.iter_mut().for_each(|pay| _ = pay.as_object_mut().unwrap().remove("item"));
                }
                value
            };
            if field == "settlement" {
                assert_eq!(without_items(&result[field]), without_items(&single[field]));
            } else {
                assert_eq!(result[field], single[field]);
            }
        }
    }
    assert_eq!(replayed[2]["totals"]["outcomes"], json!({ "settled": "2" }));

    // Time passes only as far as it is told.
    let until = text(&replayed[0]["details"]["limits"]["trees"]).parse::<u64>().unwrap();
    let early = results(replay(&archive(&messages), &format!("--until {until}")));
    assert_eq!((&early[0]["outcome"], &early[1]["outcome"]), (&json!("settled"), &json!("final")));
    let refused = replay(&archive(&messages), "--until 5").malformed();
    assert!(refused.contains("--until: 5 is before L1 block"), "{refused}");
}

#[test]
fn a_block_on_a_reverted_one_is_voided() {
    let (messages, _) = pipelined("--fault no-proof --proof-slash-amount 100eth");
    let replayed = results(replay(&archive(&messages), ""));
    assert_eq!((&replayed[0]["outcome"], &replayed[1]["outcome"]), (&json!("reverted"), &json!("voided")));
    // Slashed is at most the stake.
    assert_eq!(replayed[0]["slashed"], "32000000000000000000");
    let replayed = results(replay(&archive(&messages), "--stake 5"));
    assert_eq!((&replayed[0]["slashed"], &replayed[2]["totals"]["slashed"]), (&json!("5"), &json!("5")));
}

#[test]
fn refused_messages_are_in_the_results() {
    let (_dir, _, archived) = scenario(SMALL);
    let good = messages(&archived);
    let reveal = good.iter().position(|message| is_event_of(message, 9)).unwrap();
    let with = |at: usize, added: &[u8]| {
        let mut all = good.clone();
        all.insert(at, added.to_vec());
        results(replay(&archive(&all), "")).swap_remove(0)
    };
    // A reveal of other fees, which somebody else sends before or after the leader's.
    let mut other = good[reveal].clone();
    other[30 + 2 + 8 + 32 + 15] ^= 1;
    let result = with(reveal, &other);
    assert_eq!(result["outcome"], "settled");
    assert_eq!(refused(&result), [("reveal".to_owned(), "RevealError::WrongOrder".to_owned())]);
    let result = with(reveal + 1, &other);
    assert_eq!(refused(&result), [("reveal".to_owned(), "PhaseError::NotInThisPhase".to_owned())]);
    // Out of time, and a claim before the reveal.
    let proposal = good.iter().position(|message| is_event_of(message, 7)).unwrap();
    let result = with(good.len(), &good[proposal]);
    assert_eq!(refused(&result)[0].1, "PhaseError::TimeRunsBack");
    let claim = good.iter().find(|message| kind(message) == 12).unwrap();
    let result = with(reveal, claim);
    assert_eq!(refused(&result), [("claims[0]".to_owned(), "PhaseError::NotInThisPhase".to_owned())]);
    // A tree of nothing.
    let tree = good.iter().find(|message| is_event_of(message, 16)).unwrap();
    let mut empty = tree[..80].to_vec();
    empty[72..80].fill(0);
    let result = with(good.len(), &empty);
    assert_eq!(refused(&result).len(), 1, "{result}");
}

/// The claim ids of a tree become claims in full, and claims have their proofs in batch form.
#[test]
fn every_form_of_claims_and_trees_gives_the_same_result() {
    use fernet_core::message::{ClaimMessage, Message, SignedClaim, TreeHead};
    let (dir, block, archived) = scenario(SMALL);
    let good = messages(&archived);
    let expected = results(replay(&archived, "--brief"));
    let result = results(fernet_in(dir.path(), "replay block.json", b"")).swap_remove(0);
    let bytes = |text: &str| -> Vec<u8> {
        (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect()
    };
    let seed: [u8; 32] = bytes(text(&result["prover_seed"])).try_into().unwrap();
    let seed = fernet_core::ProverSeed::from_bytes(seed);
    let claims: Vec<ClaimMessage> = good.iter().filter_map(|message| <ClaimMessage>::decode(message).ok()).collect();
    assert_eq!(claims.len(), block["claims"].as_array().unwrap().len());

    let in_full = |message: &Vec<u8>| {
        let Ok(Message::TreeOfIds(tree)) = Message::decode(&message[30..]) else { return message.clone() };
        let TreeHead { block_number, proposal_id, count } = tree.head;
        let mut full = message[..30].to_vec();
        full.extend(TreeHead { block_number, proposal_id, count }.to_bytes::<SignedClaim>());
        for bundle in tree.bundles {
            full.push(u8::try_from(bundle.len()).unwrap());
            for id in bundle {
                let claim = claims.iter().find(|claim| claim.claim.id(&seed, &proposal_id) == id).unwrap();
                let ClaimMessage { key, claim, proof, .. } = *claim;
                full.extend(SignedClaim { key, claim, proof }.to_bytes());
            }
        }
        full
    };
    let trees: Vec<_> =
        good.iter().map(|message| if is_event_of(message, 16) { in_full(message) } else { message.clone() }).collect();
    assert!(trees.iter().any(|message| is_event_of(message, 17)));
    assert_eq!(results(replay(&archive(&trees), "--brief")), expected);
    // Nobody has to see the claims before.
    assert_eq!(results(replay(&archive(trees.iter().filter(|message| kind(message) != 12)), "--brief")), expected);

    let batch = |message: &Vec<u8>| {
        let Ok(claim) = <ClaimMessage>::decode(message) else { return message.clone() };
        let key = fernet_vrf::PublicKey::try_from(claim.key).unwrap();
        let proof = fernet_vrf::Proof::from_bytes(claim.proof.as_bytes()).unwrap();
        let (alpha, id) =
            (seed.alpha(fernet_core::VrfMode::PerNode, claim.claim.node), claim.claim.id(&seed, &claim.proposal_id));
        let suite = fernet_vrf::Suite::Ell2;
        let proof = proof.to_batch_proof(&key, suite, alpha.as_bytes(), Some(id.as_bytes())).unwrap();
        let ClaimMessage { block_number, proposal_id, key, claim, .. } = claim;
        let proof = fernet_core::BatchProofBytes::from_bytes(proof.to_bytes());
        ClaimMessage { block_number, proposal_id, key, claim, proof }.to_bytes().to_vec()
    };
    let mut batched: Vec<_> = good.iter().map(batch).collect();
    assert_eq!(results(replay(&archive(&batched), "--brief")), expected);
    fernet_in(dir.path(), "block block.json --json --archive batched --batch-claims", b"").ok();
    assert_eq!(messages(&std::fs::read(dir.path().join("batched")).unwrap()), batched);
    // One that is not valid is refused alone.
    let first = batched.iter().position(|message| kind(message) == 13).unwrap();
    let last = batched[first].len() - 32;
    batched[first][last] ^= 1;
    let wrong = results(replay(&archive(&batched), "")).swap_remove(0);
    assert_eq!(refused(&wrong)[0], ("claims[0]".to_owned(), "VerifyError::Invalid".to_owned()));
}

#[test]
fn an_unproven_registration_does_not_count() {
    let (dir, mut block, archived) = scenario(SMALL);
    let mut messages = messages(&archived);
    let record = messages.iter().position(|message| kind(message) == 3).unwrap();
    messages[record][120] ^= 1;
    let outcome = replay(&archive(&messages), "");
    assert_eq!(outcome.code, Some(0));
    assert!(outcome.stderr.contains("frame 1 at byte 168: the registration of "), "{}", outcome.stderr);
    let result: Value = serde_json::from_str(outcome.stdout.lines().next().unwrap()).unwrap();
    assert!(refused(&result).iter().any(|(_, error)| error == "Ineligible::NotRegistered"), "{result}");

    // The same in a block file.
    let proof = text(&block["registry"][0]["proof"]);
    block["registry"][0]["proof"] =
        json!(format!("{}{}", &proof[..158], if proof.ends_with("00") { "01" } else { "00" }));
    let result = common::run(&block).json();
    let names = refused(&result);
    assert_eq!(names[0].0, "registry[0]");
    assert!(
        names.iter().any(|(item, error)| item == "proposals[0]" && error == "Ineligible::NotRegistered"),
        "{names:?}"
    );
    block["registry"][0]["proof"] = Value::Null;
    let malformed = common::run(&block).malformed();
    assert!(malformed.contains("registry[0].proof: missing field"), "{malformed}");
    drop(dir);
}

#[test]
fn a_malformed_archive_is_named_by_frame() {
    let (_dir, _, archived) = scenario(SMALL);
    let good = messages(&archived);
    let opening = good.iter().position(|message| kind(message) == 5).unwrap();
    let malformed = |archive: &[u8]| replay(archive, "").malformed();
    for len in [7, 163, 170, 300, archived.len() / 2, archived.len() - 1] {
        let refused = malformed(&archived[..len]);
        assert!(refused.contains("the archive ends within the frame") && refused.contains("frame "), "{refused}");
    }
    let changed = |change: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mut messages = good.clone();
        change(&mut messages);
        malformed(&archive(&messages))
    };
    let record = good[1].clone();
    let request = [&[1, 2][..], &record[2..136]].concat();
    let exit = [&[1, 4][..], &[2; 52]].concat();
    let at = |time: &[u8], inner: &[u8]| [&[1, 6][..], time, &[0; 20], inner].concat();
    let opens = &good[opening][2..10];
    type Change<'c> = &'c dyn Fn(&mut Vec<Vec<u8>>);
    let cases: [(Change<'_>, &str); 13] = [
        (&|all| all.push(at(&[0xff; 8], &exit)), "(PhaseError::Overflow)"),
        (&|all| all.truncate(1), "standard input: expected the opening of a block"),
        (&|all| _ = all.remove(opening), "expected the opening of a block before it"),
        (&|all| all.insert(2, record.clone()), "frame 2 at byte 325: key: "),
        (&|all| all.insert(2, request.clone()), "records of the registry instead of requests and exits"),
        (&|all| all.insert(2, exit.clone()), "records of the registry instead of requests and exits"),
        (&|all| all.insert(2, good[0].clone()), "an archive has no parameters outside of an L1 event"),
        (&|all| all.push(at(opens, &exit)), "an archive has no L1 event with a message exit"),
        (&|all| all.push(all[opening].clone()), "opens twice"),
        (&|all| all.insert(2, vec![1, 12, 0]), "block_number at byte 2: message ends within the field"),
        (&|all| all[0][9] = 0, "(ParamsError::ChainIdZero)"),
        (&|all| all[opening][17] ^= 1, "(BlockError::OtherMix)"),
        (&|all| all[opening + 1][32 + 7] ^= 1, "block_number: the archive has no opening of block 0 before it"),
    ];
    for (change, message) in cases {
        let refused = changed(change);
        assert!(refused.contains(message), "{message}: {refused}");
    }
    // A second block where none opens.
    let refused = changed(&|all| {
        let mut other = all[opening].clone();
        other[89] = 3;
        all.push(other);
    });
    assert!(refused.contains("does not open in L1 block"), "{refused}");
    let empty: &[u8] = &[0, 0, 0, 160, 1, 1];
    assert!(malformed(empty).contains("frame 0 at byte 0: the archive ends within the frame"));
    let refused = fernet_with("replay - --stake 5", block("bond").to_string().as_bytes()).malformed();
    assert!(refused.starts_with("--stake: has no effect"), "{refused}");
}

#[test]
fn what_has_no_form_as_a_message_is_named() {
    let (dir, good, _) = scenario(SMALL);
    let refuse = |block: &Value| {
        std::fs::write(dir.path().join("block.json"), block.to_string()).unwrap();
        fernet_in(dir.path(), "block block.json --json --archive none", b"").malformed()
    };
    let changed = |pointer: &str, value: Value| {
        let mut block = good.clone();
        *block.pointer_mut(pointer).unwrap() = value;
        refuse(&block)
    };
    assert!(refuse(&block("bond")).contains("registry[0].proof: missing field"));
    let earlier: u64 = text(&good["l1_block_end"]).parse().unwrap();
    let refused = changed("/l1_block_end", json!((earlier - 1).to_string()));
    assert!(refused.contains("l1_block_end: the block has not ended"), "{refused}");
    let refused = changed("/trees/0/bundles/0/claims/0", json!("99"));
    assert!(refused.contains("trees[0].bundles[0].claims[0]: "), "{refused}");
    let refused = changed("/trees/0/bundles/0/claims", json!(["0", "0", "0", "0"]));
    assert!(refused.contains("trees[0].bundles[0].claims: a message has at most 3"), "{refused}");
    let refused = changed("/trees/0/bundles/0/node", json!("2"));
    assert!(refused.contains("trees[0].bundles[0].node: a message states no nodes"), "{refused}");
    let refused = changed("/proposals", json!([]));
    assert!(refused.contains("the block has no leader"), "{refused}");
    let mut twice = good.clone();
    let mut copy = twice["claims"][0].clone();
    copy["proof"] = json!("00".repeat(80));
    let position = twice["claims"].as_array().unwrap().len();
    twice["claims"].as_array_mut().unwrap().push(copy);
    twice["trees"][0]["bundles"][0]["claims"][0] = json!(position.to_string());
    let refused = refuse(&twice);
    assert!(refused.contains("trees[0].bundles[0].claims[0]: "), "{refused}");
    assert!(!dir.path().join("none").exists());
    let refused = fernet_in(dir.path(), "scenario --provers 6 --transactions 1 --registration-proofs --archive -", b"")
        .malformed();
    assert!(refused.contains("--archive: expected the name of a file"), "{refused}");
}

/// The archive that the examples in C++, Go and Python run, where this crate is in its repository.
#[test]
fn the_archive_of_the_examples_is_what_scenario_writes() {
    let Ok(committed) = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/block.archive")) else {
        return;
    };
    let arguments = "--seed 405 --randao-lag 2 --rebate-cap 0.02eth --rebate-gas 320000 --fault bad-proof \
                     --fault dead-parent --fault forged-burn --fault late-tree";
    assert_eq!(scenario(arguments).2, committed);
}
