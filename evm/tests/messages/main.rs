//! The decoders of messages in `contracts/src` in an Ethereum virtual machine, against the vectors and against fernet-core.

mod decoders;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use decoders::{DECODERS, Decoder, body, read};
use evm::{Build, Machine, Outcome as Ending, Random, args, hold_table};
use fernet_core::message::{DecodeError, ExitMessage, Message, MessageKind};
use serde_json::Value;
use test_vectors::{Object, Operation, Outcome, at, cases, check_operation, json, name};

const HEAD: &str = "| decoder of `FernetMessages` | bytes of the message | gas |\n|---|--:|--:|\n";

struct Contract {
    build: Build,
    machine: Machine,
}

thread_local! {
    static CONTRACT: RefCell<Contract> = RefCell::new({
        let build = Build::of("test/MessagesHarness.sol", "MessagesHarness");
        let machine = Machine::new(&build.runtime);
        Contract { build, machine }
    });
}

/// What an entry of the contract returns for a message, or the refusal in the form of the vectors.
fn call(function: &str, message: &[u8]) -> Result<Vec<u8>, String> {
    CONTRACT.with_borrow_mut(|Contract { build, machine }| {
        match machine.call(&build.calldata(function, args![message])).0 {
            Ending::Returned(bytes) => Ok(bytes),
            Ending::Reverted(bytes) => Err(refusal(build.error(&bytes), bytes.get(4..).unwrap_or_default())),
            Ending::Halted(reason) => panic!("{function}: {reason}"),
        }
    })
}

/// The contract's encoding of an exit.
fn encode_exit(exit: &ExitMessage) -> Vec<u8> {
    let args = args![exit.key.to_bytes(), exit.owner.to_bytes()];
    let call = |contract: &mut Contract| contract.machine.call(&contract.build.calldata("encodeExit", args)).0;
    match CONTRACT.with_borrow_mut(call) {
        Ending::Returned(bytes) => bytes[64..64 + ExitMessage::LEN].to_vec(),
        other => panic!("{other:?}"),
    }
}

fn refusal(error: &str, words: &[u8]) -> String {
    let ([field, offset], []) = words.as_chunks::<32>() else { panic!("{error} without a field and an offset") };
    let (field, zeros) = field.split_at(field.iter().position(|byte| *byte == 0).expect("a short name"));
    assert!(zeros.iter().all(|byte| *byte == 0), "{error}");
    let offset = offset.last_chunk().map(|bytes| usize::from_be_bytes(*bytes)).expect("32 bytes");
    at(&format!("MessageError::{error}"), offset, str::from_utf8(field).expect("ASCII"))
}

fn refused(error: DecodeError) -> String {
    at(&name(&error.error), error.offset, error.field)
}

/// The kind of a message by the contract that checks all kinds.
fn check(message: &[u8]) -> Result<MessageKind, String> {
    let returned = call("check", message)?;
    Ok(MessageKind::from_number(returned[63]).expect("a kind"))
}

fn decode(decoder: &Decoder, message: &[u8]) -> Result<Value, String> {
    call(decoder.function, message).map(|returned| read(decoder.fields, &returned))
}

/// Whether the contract answers as fernet-core: the check of all kinds, and each decoder that `wanted` chooses.
fn agrees(message: &[u8], mut wanted: impl FnMut(&Decoder) -> bool) -> Result<MessageKind, String> {
    let kind = Message::decode(message).map(|message| message.kind()).map_err(refused);
    assert_eq!(check(message), kind, "{message:02x?}");
    for decoder in DECODERS.iter().filter(|decoder| wanted(decoder)) {
        let core = (decoder.core)(message).map_err(refused);
        assert_eq!(decode(decoder, message), core, "{} of {message:02x?}", decoder.function);
    }
    kind
}

#[test]
fn every_case_comes_out_as_it_is_written() {
    const FILES: [(&str, &[&str]); 10] = [
        ("message/form", &["#message-form", "#message-kinds"]),
        ("message/parameters", &["#message-parameters"]),
        ("message/registry", &["#message-registry"]),
        ("message/l1", &["#message-l1"]),
        ("message/proposal", &["#message-proposal"]),
        ("message/reveal", &["#message-reveal"]),
        ("message/claim", &["#message-claim"]),
        ("message/attestation", &["#message-attestation"]),
        ("message/tree", &["#message-tree", "#message-tree-data"]),
        ("message/evidence", &["#message-evidence"]),
    ];
    for (file, specs) in FILES {
        check_operation(&Operation { file, specs, run: decoded });
    }
}

/// The body is that of the contract's decoder, or of fernet-core for a kind without a decoder. Of a list of transactions the
/// contract returns the root.
fn decoded(input: &Object<'_>) -> Outcome {
    let bytes = input.bytes("bytes");
    let kind = agrees(&bytes, |_| true)?;
    let message = Message::decode(&bytes).expect("a message");
    if let Message::Exit(exit) = message {
        assert_eq!(encode_exit(&exit), bytes);
    }
    let core = body(message);
    let decoder = DECODERS.iter().find(|decoder| decoder.kinds.contains(&kind) && kind != MessageKind::Reveal);
    let body = decoder.map_or(core, |decoder| decode(decoder, &bytes).expect("a message"));
    Ok(json!({ "kind": kind.name(), "body": body }))
}

#[test]
fn every_truncation_names_its_field() {
    let run = |input: &Object<'_>| {
        let bytes = input.bytes("bytes");
        let mut fields: Vec<(String, usize)> = Vec::new();
        for length in 0..bytes.len() {
            let refusal = agrees(&bytes[..length], |_| true).expect_err("a part of a message");
            match fields.last_mut() {
                Some((field, width)) if *field == refusal => *width += 1,
                _ => fields.push((refusal, 1)),
            }
        }
        let field = |(refusal, width): &(String, usize)| {
            let place = refusal.strip_prefix("MessageError::Truncated, ").expect("a part of a message");
            let (field, offset) = place.split_once(" at ").expect("an offset");
            json!({ "field": field, "offset": offset, "width": width.to_string() })
        };
        Ok(json!({ "fields": fields.iter().map(field).collect::<Vec<_>>() }))
    };
    check_operation(&Operation { file: "message/truncated", specs: &["#message-errors"], run });
}

/// One message of each kind, and the offsets at which its fields end.
fn samples() -> Vec<(Vec<u8>, Vec<usize>)> {
    let cases = cases("message/truncated");
    let samples: Vec<_> = Object::list("message/truncated", &cases).iter().map(sample).collect();
    assert_eq!(samples.len(), MessageKind::ALL.len());
    samples
}

fn sample(case: &Object<'_>) -> (Vec<u8>, Vec<usize>) {
    let (_, _) = (test_vectors::common(case), case.text("spec"));
    let fields = case.object("output").objects("fields");
    let end = |field: &Object<'_>| {
        let _name = field.text("field");
        field.int::<usize>("offset") + field.int::<usize>("width")
    };
    (case.object("input").bytes("bytes"), fields.iter().map(end).collect())
}

/// Mutated messages of each kind: `EVM_CASES`, or 300.
fn count() -> usize {
    evm::count("EVM_CASES", 300)
}

#[test]
fn mutated_messages_get_the_answer_of_the_crate() {
    let mut random = Random::new("messages");
    let samples = samples();
    let mut answers: BTreeMap<String, usize> = BTreeMap::new();
    for (sample, ends) in &samples {
        for _ in 0..count() {
            let mut message = sample.clone();
            for _ in 0..=random.below(3) {
                mutate(&mut message, ends, &samples[random.below(samples.len())].0, &mut random);
            }
            let kind = sample[1];
            let other = random.below(DECODERS.len());
            let answer = agrees(&message, |decoder| {
                decoder.kinds.iter().any(|one| one.number() == kind) || decoder.function == DECODERS[other].function
            });
            let class = answer
                .map_or_else(|error| error.split(',').next().unwrap_or_default().to_owned(), |_| "valid".to_owned());
            *answers.entry(class).or_default() += 1;
        }
    }
    println!("{answers:?}");
    // OtherKind is the answer of decoders for one kind.
    assert_eq!(answers.len(), 6, "each error but OtherKind, and valid messages");
}

/// Changes a message in one place. The ends of its fields, where integers have their lowest byte, are changed more often.
fn mutate(message: &mut Vec<u8>, ends: &[usize], other: &[u8], random: &mut Random) {
    const VALUES: [u8; 8] = [0, 1, 2, 3, 4, 32, 33, 0xff];
    let anywhere = random.below(message.len() + 1);
    let last = ends[random.below(ends.len())] - 1;
    let place = if random.below(2) == 0 { anywhere } else { last.min(message.len()) };
    match random.below(8) {
        0 => message.truncate(place),
        1 => message.extend(&random.bytes()[..random.below(32) + 1]),
        2 => message.insert(place, VALUES[random.below(VALUES.len())]),
        3 if place < message.len() => _ = message.remove(place),
        4 if place < other.len() && place < message.len() => {
            message[place..].iter_mut().zip(&other[place..]).for_each(|(a, b)| *a = *b)
        }
        5 => message.iter_mut().skip(place).take(1).for_each(|byte| *byte = random.bytes()[0]),
        _ => message.iter_mut().skip(place).take(1).for_each(|byte| *byte = VALUES[random.below(VALUES.len())]),
    }
}

#[test]
fn gas_of_decoders_is_within_two_percent_of_the_table() {
    let samples = samples();
    let mut table = HEAD.to_owned();
    for decoder in DECODERS {
        for kind in decoder.kinds {
            let sample = samples.iter().find(|(message, _)| message[1] == kind.number());
            let (message, _) = sample.expect("one of each kind");
            let returned = call(decoder.function, message).expect("a message");
            let gas = returned[..32].last_chunk().map(|bytes| u64::from_be_bytes(*bytes)).expect("32 bytes");
            let _ = writeln!(table, "| `{}` of `{kind}` | {} | {gas} |", decoder.function, message.len());
        }
    }
    println!("{table}");
    hold_table("contracts/README.md", HEAD, &table);
}
