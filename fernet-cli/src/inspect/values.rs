//! Messages as JSON: the fields, and what follows from them without the parameters of the rollup.

use fernet_core::message::{Message, RegistrationRequestMessage, RevealRootMessage, TreeElement, TreeMessage};
use fernet_core::{Address, ParamValues, Params, ParamsWarning, Reveal, SequencerProof, SequencerSuite, TxRootHasher};
use serde_json::{Map, Value, json};

use crate::keys::check_key;
use crate::refusal::Refusal;

/// Everything that `fernet inspect` says of a message of `len` bytes. `suite` is that of the rollup's sequencers, if it is known.
pub(super) fn message(message: &Message<'_>, len: usize, suite: Option<SequencerSuite>) -> Value {
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
        values["body"]["message"] = self::message(&inner, event.message.len(), suite);
    }
    if let Message::SeatOpening(message) = message
        && let Ok(opening) = message.opening()
    {
        values["body"]["opening"] = serde_json::to_value(opening).map(plain).unwrap_or_default();
    }
    let computed = computed(message, suite);
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
fn computed(message: &Message<'_>, suite: Option<SequencerSuite>) -> Value {
    match message {
        Message::Parameters(parameters) => match Params::new(parameters.values) {
            Ok(params) => {
                let warning =
                    |warning: ParamsWarning| json!({ "name": format!("{warning:?}"), "detail": warning.to_string() });
                json!({ "error": null, "warnings": params.warnings().map(warning).collect::<Vec<_>>() })
            }
            Err(error) => json!({ "error": refused(&error.into()), "warnings": [] }),
        },
        Message::RegistrationRequest(message) => request(message, suite),
        Message::RegistrationRequestP256(message) => request(message, suite),
        Message::RegistrationRecord(message) => request(&message.request, suite),
        Message::RegistrationRecordP256(message) => request(&message.request, suite),
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

/// Whether a message is a registration, or an L1 event with one.
pub(super) fn is_registration(message: &Message<'_>) -> bool {
    match message {
        Message::L1Event(event) => Message::decode(event.message).is_ok_and(|inner| is_registration(&inner)),
        message => matches!(
            message,
            Message::RegistrationRequest(_)
                | Message::RegistrationRequestP256(_)
                | Message::RegistrationRecord(_)
                | Message::RegistrationRecordP256(_)
        ),
    }
}

/// Whether a rollup accepts the suite, the owner and the key of a request. Without the `suite` of its sequencers: whether one whose
/// sequencers have proofs of this type accepts the suite and the owner.
fn request<P: SequencerProof>(message: &RegistrationRequestMessage<P>, suite: Option<SequencerSuite>) -> Value {
    let sequencer_suite = suite.unwrap_or(P::SUITE);
    let values = ParamValues { sequencer_suite, ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
    let check = || -> Result<(), Refusal> {
        message.check(&Params::new(values)?)?;
        suite.map_or(Ok(()), |_| check_key(&message.request.key, P::SUITE))
    };
    let mut checked = json!({ "error": check().err().map(|refusal| refused(&refusal)) });
    if let Some(suite) = suite {
        checked["sequencer_suite"] = json!(suite);
    }
    checked
}

fn refused(refusal: &Refusal) -> Value {
    json!({ "name": refusal.name, "detail": refusal.detail })
}

fn contents(reveal: &Reveal) -> Value {
    json!({ "tx_root": reveal.tx_root, "tx_order_hash": reveal.tx_order_hash() })
}

fn seats<T: TreeElement>(tree: &TreeMessage<'_, T>) -> Value {
    json!({ "seats": tree.bundles.clone().map(|bundle| bundle.len()).sum::<usize>().to_string() })
}
