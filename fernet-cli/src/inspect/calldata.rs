//! Calldata of the contract `FernetRollup` that carries a message, as `fernet register` and `fernet propose` make it.

use fernet_vrf_p256::EVM_PROOF_WORDS;
use serde_json::{Value, json};

use crate::contract_call::{Argument, Call, ProofWords};
use crate::hex::encode;

/// Functions whose first argument is a message, and whether a proof on P-256 follows.
const FUNCTIONS: [(&str, bool); 3] = [("registerProver", false), ("registerSequencer", true), ("propose", true)];
/// Length of a selector.
const SELECTOR: usize = 4;
const WORD: usize = 32;

/// A message with the call that carries it.
pub(super) struct Carried {
    pub(super) message: Vec<u8>,
    function: &'static str,
    signature: String,
    proof: Option<ProofWords>,
}

impl Carried {
    /// Reads calldata. Returns `None` if it calls another function, or is no calldata.
    pub(super) fn read(calldata: &[u8]) -> Option<Result<Self, String>> {
        FUNCTIONS.iter().find_map(|(function, has_proof)| {
            let proof = has_proof.then_some([[0; WORD]; EVM_PROOF_WORDS]);
            let (_, selector) = encoded(function, &[], proof.as_ref());
            calldata.starts_with(selector.get(..SELECTOR)?).then(|| Self::of(function, proof, calldata))
        })
    }

    /// Reads the calldata of a function with a proof of as many words as `proof`.
    fn of(function: &'static str, mut proof: Option<ProofWords>, calldata: &[u8]) -> Result<Self, String> {
        let mut read = || -> Option<Vec<u8>> {
            // The offset of the message, the words of the proof, the length of the message, and the message.
            let mut words = calldata.get(SELECTOR..)?.chunks(WORD);
            words.next()?;
            for word in proof.iter_mut().flatten() {
                *word = words.next()?.try_into().ok()?;
            }
            let (zeros, length) = words.next()?.split_last_chunk::<8>()?;
            let length = usize::try_from(u64::from_be_bytes(*length)).ok()?;
            let rest = calldata.get(SELECTOR + WORD * (2 + proof.map_or(0, |words| words.len()))..)?;
            zeros.iter().all(|byte| *byte == 0).then_some(rest.get(..length)?.to_vec())
        };
        let expected = || format!("expected the arguments of {function} in the encoding of the Solidity ABI");
        let message = read().ok_or_else(expected)?;
        let (signature, canonical) = encoded(function, &message, proof.as_ref());
        if canonical == calldata { Ok(Self { message, function, signature, proof }) } else { Err(expected()) }
    }

    /// The call without its message.
    pub(super) fn values(&self) -> Value {
        let words = |words: &ProofWords| words.iter().map(|word| Value::from(encode(word))).collect();
        json!({ "function": self.signature, "proof": self.proof.as_ref().map_or(Value::Null, words) })
    }

    /// The call without its message, in words.
    pub(super) fn text(&self) -> String {
        let mut text = format!("Call of the function {} of FernetRollup, with a message", self.function);
        if let Some(words) = &self.proof {
            text += " and the words of its proof with the witness:\n";
            words.iter().for_each(|word| text += &format!("  {}\n", encode(word)));
        } else {
            text += "\n";
        }
        text + "\n"
    }
}

/// The signature of a call, and its calldata.
fn encoded(function: &'static str, message: &[u8], proof: Option<&ProofWords>) -> (String, Vec<u8>) {
    let arguments = [Argument::Bytes(message)].into_iter().chain(proof.map(Argument::Proof)).collect();
    let call = Call { function, arguments };
    (call.signature(), call.calldata())
}
