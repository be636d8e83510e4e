//! Calls of the contracts, in the encoding of the Solidity ABI.

use fernet_vrf_p256::EVM_PROOF_WORDS;
use sha3::{Digest, Keccak256};

pub(crate) type Word = [u8; 32];

/// The words of a proof on P-256 with its witness, a struct of the contract `EcvrfP256`.
pub(crate) type ProofWords = [Word; EVM_PROOF_WORDS];

/// An argument of a call.
pub(crate) enum Argument<'a> {
    /// `uint256`
    Number(Word),
    /// `bytes32`
    Fixed(Word),
    /// `bytes`
    Bytes(&'a [u8]),
    Proof(&'a ProofWords),
}

/// A call of a function of a contract.
pub(crate) struct Call<'a> {
    pub(crate) function: &'static str,
    pub(crate) arguments: Vec<Argument<'a>>,
}

impl Call<'_> {
    /// The name of the function with the types of its arguments.
    pub(crate) fn signature(&self) -> String {
        let kind = |argument: &Argument<'_>| match argument {
            Argument::Number(_) => "uint256".to_owned(),
            Argument::Fixed(_) => "bytes32".to_owned(),
            Argument::Bytes(_) => "bytes".to_owned(),
            Argument::Proof(_) => format!("({})", ["uint256"; EVM_PROOF_WORDS].join(",")),
        };
        let kinds: Vec<String> = self.arguments.iter().map(kind).collect();
        format!("{}({})", self.function, kinds.join(","))
    }

    /// The selector and the arguments. A `bytes` is at its place an offset, and stands behind the arguments.
    pub(crate) fn calldata(&self) -> Vec<u8> {
        let words = |argument: &Argument<'_>| if let Argument::Proof(words) = argument { words.len() } else { 1 };
        let head_len = 32 * self.arguments.iter().map(words).sum::<usize>();
        let (mut head, mut tail) = (Vec::new(), Vec::new());
        for argument in &self.arguments {
            match argument {
                Argument::Number(word) | Argument::Fixed(word) => head.push(*word),
                Argument::Proof(words) => head.extend(**words),
                Argument::Bytes(bytes) => {
                    head.push(word(head_len + tail.len()));
                    tail.extend(word(bytes.len()));
                    tail.extend(*bytes);
                    tail.resize(tail.len().next_multiple_of(32), 0);
                }
            }
        }
        let selector = Keccak256::digest(self.signature());
        selector.into_iter().take(4).chain(head.into_iter().flatten()).chain(tail).collect()
    }
}

fn word(value: usize) -> Word {
    let mut word = [0; 32];
    let bytes = value.to_be_bytes();
    word.iter_mut().rev().zip(bytes.iter().rev()).for_each(|(to, from)| *to = *from);
    word
}
