//! The typed decoders of the contracts, and those of fernet-core that they have to agree with.

use fernet_core::P256ProofBytes;
use fernet_core::message::{
    DecodeError, EvidenceMessage, ExitMessage, MessageKind, ParametersMessage, ProposalMessage,
    RegistrationRequestMessage, RevealDataMessage, RevealMessage, RevealRootMessage, SeatOpeningMessage,
    TreeDataMessage,
};
use serde::Serialize;
use serde_json::{Map, Value};
use test_vectors::{json, plain};

/// How the words that a decoder returns are written in a vector.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    Int,
    /// Bytes on the right of a word.
    Bytes(usize),
    /// A number with a name.
    Name(&'static [&'static str]),
    /// Whether there is a value, and the value: an integer, or null.
    OptionalInt,
    /// Whether there is a value, and the value: 32 bytes, or no field.
    OptionalBytes,
    /// `bytes`.
    Tail,
    /// `bytes`, and their number of levels.
    Opening,
    /// `bytes`, a list of 152 bytes each.
    Nodes,
    /// A struct.
    Fields(&'static [(&'static str, Form)]),
}

use Form::{Bytes, Fields, Int, Name, Nodes, Opening, OptionalBytes, OptionalInt, Tail};

/// A decoder of the contracts.
pub(crate) struct Decoder {
    pub(crate) function: &'static str,
    pub(crate) kinds: &'static [MessageKind],
    pub(crate) fields: &'static [(&'static str, Form)],
    /// The same fields by fernet-core.
    pub(crate) core: fn(&[u8]) -> Result<Value, DecodeError>,
}

const ROLES: Form = Name(&["sequencer", "base-prover", "merge-prover", "prover"]);

const PARAMETERS: &[(&str, Form)] = &[
    ("chain_id", Int),
    ("rollup_address", Bytes(20)),
    ("proofs_per_node", Int),
    ("root_seats", Int),
    ("fee_split_cap", Int),
    ("tx_per_base", Int),
    ("vrf_mode", Name(&["per-node", "per-block", "public"])),
    ("randao_lag", Int),
    ("activation_delay", Int),
    ("proposal_blocks", Int),
    ("reveal_blocks", Int),
    ("proving_blocks", Int),
    ("bond_base", Int),
    ("reveal_slash_amount", Int),
    ("proof_slash_amount", Int),
    ("block_reward", Int),
    ("rebate_cap", Int),
    ("rebate_gas", Int),
    ("claim_blocks", Int),
    ("base_share", OptionalInt),
    ("attesters", Int),
    ("quorum", Int),
    ("attest_blocks", Int),
    ("sequencer_suite", Name(&["", "", "p256", "", "edwards25519"])),
];

const REQUEST: &[(&str, Form)] =
    &[("suite", Int), ("key", Bytes(32)), ("role", ROLES), ("owner", Bytes(20)), ("proof", Tail)];

const PROPOSAL: &[(&str, Form)] = &[
    ("block_number", Int),
    ("key", Bytes(32)),
    ("parent", Bytes(32)),
    ("fee_split", Int),
    ("tx_order_hash", Bytes(32)),
    ("payout", Bytes(20)),
    ("bond", Int),
    ("proof", Tail),
];

const REVEAL: &[(&str, Form)] = &[
    ("block_number", Int),
    ("salt", Bytes(32)),
    ("fees", Int),
    ("count", Int),
    ("tx_root", Bytes(32)),
    ("data_root", OptionalBytes),
];

pub(crate) const DECODERS: &[Decoder] = &[
    Decoder {
        function: "parameters",
        kinds: &[MessageKind::Parameters],
        fields: PARAMETERS,
        core: |bytes| ParametersMessage::decode(bytes).map(body),
    },
    Decoder {
        function: "registrationRequest",
        kinds: &[MessageKind::RegistrationRequest],
        fields: REQUEST,
        core: |bytes| <RegistrationRequestMessage>::decode(bytes).map(body),
    },
    Decoder {
        function: "registrationRequestP256",
        kinds: &[MessageKind::RegistrationRequestP256],
        fields: REQUEST,
        core: |bytes| RegistrationRequestMessage::<P256ProofBytes>::decode(bytes).map(body),
    },
    Decoder {
        function: "exit",
        kinds: &[MessageKind::Exit],
        fields: &[("key", Bytes(32)), ("owner", Bytes(20))],
        core: |bytes| ExitMessage::decode(bytes).map(body),
    },
    Decoder {
        function: "proposalP256",
        kinds: &[MessageKind::ProposalP256],
        fields: PROPOSAL,
        core: |bytes| ProposalMessage::<P256ProofBytes>::decode(bytes).map(body),
    },
    Decoder {
        function: "proposalEvidenceP256",
        kinds: &[MessageKind::ProposalEvidenceP256],
        fields: &[("first", Fields(PROPOSAL)), ("second", Fields(PROPOSAL))],
        core: |bytes| EvidenceMessage::<ProposalMessage<P256ProofBytes>>::decode(bytes).map(body),
    },
    Decoder {
        function: "reveal",
        kinds: &[MessageKind::Reveal, MessageKind::RevealRoot, MessageKind::RevealData],
        fields: REVEAL,
        core: |bytes| match bytes {
            [1, 10, ..] => RevealRootMessage::decode(bytes).map(body),
            [1, 11, ..] => RevealDataMessage::decode(bytes).map(body),
            _ => RevealMessage::decode(bytes).map(|message| body(message.with_root())),
        },
    },
    Decoder {
        function: "treeData",
        kinds: &[MessageKind::TreeData],
        fields: &[("block_number", Int), ("proposal_id", Bytes(32)), ("nodes", Nodes)],
        core: |bytes| TreeDataMessage::decode(bytes).map(body),
    },
    Decoder {
        function: "seatOpening",
        kinds: &[MessageKind::SeatOpening],
        fields: &[("block_number", Int), ("proposal_id", Bytes(32)), ("opening", Opening)],
        core: |bytes| SeatOpeningMessage::decode(bytes).map(body),
    },
];

/// The fields of a message of fernet-core, as vectors write them.
pub(crate) fn body<T: Serialize>(message: T) -> Value {
    plain(serde_json::to_value(message).expect("a message has a JSON form"))
}

/// Reads the fields of a decoder from the bytes that it returned after the gas.
pub(crate) fn read(fields: &[(&str, Form)], returned: &[u8]) -> Value {
    let mut words = returned[32..].chunks(32);
    let mut next = || words.next().expect("a word");
    read_fields(fields, returned, &mut next).into()
}

fn read_fields<'a>(
    fields: &[(&str, Form)],
    returned: &[u8],
    next: &mut impl FnMut() -> &'a [u8],
) -> Map<String, Value> {
    let mut body = Map::new();
    for (name, form) in fields {
        let value = match form {
            Int => int(next()).to_string().into(),
            Bytes(width) => {
                let (zeros, bytes) = next().split_at(32 - width);
                assert!(zeros.iter().all(|byte| *byte == 0), "{name}");
                hex(bytes).into()
            }
            Name(names) => names[index(next())].into(),
            OptionalInt | OptionalBytes => match (form, index(next()), next()) {
                (OptionalInt, 1, value) => int(value).to_string().into(),
                (_, 1, value) => hex(value).into(),
                (OptionalInt, _, none) if int(none) == 0 => Value::Null,
                (OptionalBytes, _, [0, ..]) => continue,
                _ => panic!("{name} has a value that it does not have"),
            },
            Tail => hex(tail(returned, next())).into(),
            Opening => {
                let opening = tail(returned, next());
                body.insert("levels".to_owned(), ((opening.len() - 429) / 120).to_string().into());
                hex(opening).into()
            }
            Nodes => {
                let (nodes, []) = tail(returned, next()).as_chunks::<152>() else { panic!("{name}") };
                body.insert("count".to_owned(), nodes.len().to_string().into());
                json!(nodes.iter().map(|node| hex(node)).collect::<Vec<_>>())
            }
            Fields(fields) => read_fields(fields, returned, next).into(),
        };
        body.insert((*name).to_owned(), value);
    }
    body
}

fn int(word: &[u8]) -> u128 {
    let (high, low) = word.split_at(16);
    assert_eq!(high, [0; 16], "an integer");
    u128::from_be_bytes(low.try_into().expect("16 bytes"))
}

fn index(word: &[u8]) -> usize {
    int(word).try_into().expect("a small number")
}

/// The `bytes` that stand at an offset.
fn tail<'a>(returned: &'a [u8], offset: &[u8]) -> &'a [u8] {
    let (length, bytes) = returned[index(offset)..].split_at(32);
    &bytes[..index(length)]
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
