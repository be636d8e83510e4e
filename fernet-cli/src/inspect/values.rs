//! Messages as JSON: the fields, and what follows from them without the parameters of the rollup.

use std::error::Error;

use fernet_core::message::{Message, RegistrationRequestMessage, RevealRootMessage, TreeElement, TreeMessage};
use fernet_core::{Address, ParamValues, Params, ParamsWarning, Reveal, SequencerProof, TxRootHasher};
use serde_json::{Map, Value, json};

use crate::failure::Failure;

/// Everything that `fernet inspect` says of a message of `len` bytes.
pub(super) fn message(message: &Message<'_>, len: usize) -> Value {
    let kind = message.kind();
    let mut values = json!({
        "kind": kind.name(),
        "number": kind.number().to_string(),
        "bytes": len.to_string(),
        "body": body(message),
    });
    if let Message::L1Event(event) = message
        && let Ok(inner) = Message::decode(event.message)
    {
        values["body"]["message"] = self::message(&inner, event.message.len());
    }
    if let Message::SeatOpening(message) = message
        && let Ok(opening) = message.opening()
    {
        values["body"]["opening"] = serde_json::to_value(opening).map(plain).unwrap_or_default();
    }
    let computed = computed(message);
    if !computed.is_null() {
        values["computed"] = computed;
    }
    values
}

/// The fields of a message as in `vectors/message`: flat, integers as decimal strings.
pub(crate) fn body(message: &Message<'_>) -> Value {
    serde_json::to_value(message).map(plain).unwrap_or_default()
}

fn plain(value: Value) -> Value {
    match value {
        Value::Number(number) => number.to_string().into(),
        Value::Array(elements) => elements.into_iter().map(plain).collect(),
        Value::Object(fields) => {
            let mut flat = Map::new();
            for (name, value) in fields {
                match (name.as_str(), plain(value)) {
                    ("head" | "proposal" | "claim" | "request" | "values" | "seat" | "sums", Value::Object(inner)) => {
                        flat.extend(inner)
                    }
                    (_, value) => _ = flat.insert(name, value),
                }
            }
            flat.into()
        }
        other => other,
    }
}

/// What follows from the fields: hashes of a reveal, the size of a tree, and whether any rollup accepts parameters or a
/// request.
fn computed(message: &Message<'_>) -> Value {
    match message {
        Message::Parameters(parameters) => match Params::new(parameters.values) {
            Ok(params) => {
                let warning =
                    |warning: ParamsWarning| json!({ "name": format!("{warning:?}"), "detail": warning.to_string() });
                json!({ "error": null, "warnings": params.warnings().map(warning).collect::<Vec<_>>() })
            }
            Err(error) => json!({ "error": refusal(&error), "warnings": [] }),
        },
        Message::RegistrationRequest(message) => request(message),
        Message::RegistrationRequestP256(message) => request(message),
        Message::RegistrationRecord(message) => request(&message.request),
        Message::RegistrationRecordP256(message) => request(&message.request),
        Message::Reveal(message) => {
            let mut hasher = TxRootHasher::new(message.head.count);
            message.transactions.clone().for_each(|transaction| hasher.append(&transaction));
            let with_root = |tx_root| RevealRootMessage { head: message.head, tx_root }.reveal();
            hasher.finish().map_or(Value::Null, |tx_root| contents(&with_root(tx_root)))
        }
        Message::RevealRoot(message) => contents(&message.reveal()),
        Message::RevealData(message) => contents(&message.reveal()),
        Message::TreeOfIds(tree) => seats(tree),
        Message::TreeOfClaims(tree) => seats(tree),
        _ => Value::Null,
    }
}

/// Whether a rollup whose sequencers have proofs of this type accepts the suite and the owner.
fn request<P: SequencerProof>(message: &RegistrationRequestMessage<P>) -> Value {
    let values = ParamValues { sequencer_suite: P::SUITE, ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
    let error = match Params::new(values) {
        Ok(params) => message.check(&params).err().map(|error| refusal(&error)),
        Err(error) => Some(refusal(&error)),
    };
    json!({ "error": error })
}

fn refusal(error: &(dyn Error + 'static)) -> Value {
    json!({ "name": Failure::name_of(error), "detail": error.to_string() })
}

fn contents(reveal: &Reveal) -> Value {
    json!({ "tx_root": reveal.tx_root, "tx_order_hash": reveal.tx_order_hash() })
}

fn seats<T: TreeElement>(tree: &TreeMessage<'_, T>) -> Value {
    json!({ "seats": tree.bundles.clone().map(|bundle| bundle.len()).sum::<usize>().to_string() })
}
