//! `fernet witness`: a proof on P-256 as the contract `EcvrfP256` takes it.

use clap::{Args, ValueEnum};
use fernet_core::Beta;
use fernet_vrf_p256::{EVM_PROOF_WORDS, Proof, Suite};
use serde_json::{Map, Value, json};
use sha3::{Digest, Keccak256};

use crate::failure::Failure;
use crate::file::SuiteProof;
use crate::hex::encode;
use crate::output;
use crate::prove::{Statement, StatementArgs};
use crate::refusal::{Refusal, refused};

type Word = [u8; 32];

/// The fields of the struct `Proof` of the contract.
const FIELDS: [&str; EVM_PROOF_WORDS] = [
    "gammaX",
    "gammaY",
    "cAndBranch",
    "s",
    "tX",
    "sX",
    "rX",
    "slopeY",
    "slopeT",
    "slopeR",
    "slopeS",
    "slopeH",
    "inverseP",
    "inverseN",
];

/// Arguments of `fernet witness`.
#[derive(Args, Clone, Debug)]
pub(crate) struct WitnessArgs {
    #[command(flatten)]
    statement: StatementArgs,
    /// Form of the output
    #[arg(long, value_enum, default_value = "json")]
    format: Format,
}

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The function, its arguments, its calldata, and the output that it returns
    Json,
    /// The calldata alone
    Calldata,
}

/// A call of the contract.
struct Call<'a> {
    key: Word,
    alpha: &'a [u8],
    words: [Word; EVM_PROOF_WORDS],
    ad: Option<&'a [u8]>,
}

/// Prints a call of the contract.
pub(crate) fn witness(args: &WitnessArgs) -> Result<(), Failure> {
    let statement = args.statement.read()?;
    let (alpha, ad) = (args.statement.alpha.0.as_slice(), args.statement.ad());
    let (call, beta) = call(&statement, alpha, ad)?;
    statement.check_output(&beta)?;
    let calldata = prefixed(&call.calldata());
    if args.format == Format::Calldata {
        return output::print(&format!("{calldata}\n"));
    }
    let proof: Map<String, Value> =
        FIELDS.iter().zip(&call.words).map(|(field, word)| ((*field).to_owned(), prefixed(word).into())).collect();
    let mut arguments = json!({ "publicKey": prefixed(&call.key), "alpha": prefixed(alpha), "proof": proof });
    if let Some(ad) = ad {
        arguments["ad"] = prefixed(ad).into();
    }
    let (beta, _) = beta.as_bytes().split_at(32);
    output::print_json(&json!({
        "function": call.signature(),
        "arguments": arguments,
        "calldata": calldata,
        "beta": prefixed(beta),
    }))
}

/// The call that verifies a valid proof, with its output.
fn call<'a>(statement: &Statement, alpha: &'a [u8], ad: Option<&'a [u8]>) -> Result<(Call<'a>, Beta), Failure> {
    let SuiteProof::P256(proof) = statement.proof else {
        return Err(Failure::field(&statement.name, "expected 81 bytes, a proof on P-256; got 80 bytes"));
    };
    let call = || -> Result<_, Refusal> {
        let (key, proof) = (statement.key.on_p256()?, Proof::try_from(proof)?);
        let words = key.evm_witness(alpha, ad, &proof)?;
        let beta = key.verify(Suite::Sswu, alpha, ad, &proof)?.beta();
        Ok((Call { key: key.to_registered()?.to_bytes(), alpha, words, ad }, beta))
    };
    call().map_err(refused)
}

fn prefixed(bytes: &[u8]) -> String {
    format!("0x{}", encode(bytes))
}

impl Call<'_> {
    /// The function of the contract, which depends on the length of alpha and on the presence of additional data.
    fn signature(&self) -> String {
        let (bytes, input) = if self.alpha.len() == 32 { ("", "bytes32") } else { ("Bytes", "bytes") };
        let (data, ad) = if self.ad.is_some() { ("WithData", ",bytes") } else { ("", "") };
        let proof = ["uint256"; EVM_PROOF_WORDS].join(",");
        format!("verify{bytes}{data}(uint256,{input},({proof}){ad})")
    }

    /// The selector and the arguments in the encoding of the Solidity ABI: a `bytes` is at its place an offset, and stands behind the
    /// arguments.
    fn calldata(&self) -> Vec<u8> {
        let head_len = 32 * (2 + EVM_PROOF_WORDS + usize::from(self.ad.is_some()));
        let mut tail = Vec::new();
        let mut dynamic = |bytes: &[u8]| {
            let offset = word(head_len + tail.len());
            tail.extend(word(bytes.len()));
            tail.extend(bytes);
            tail.resize(tail.len().next_multiple_of(32), 0);
            offset
        };
        let alpha = self.alpha.try_into().unwrap_or_else(|_| dynamic(self.alpha));
        let ad = self.ad.map(dynamic);
        let selector = Keccak256::digest(self.signature());
        let head = [self.key, alpha].into_iter().chain(self.words).chain(ad);
        selector.into_iter().take(4).chain(head.flatten()).chain(tail).collect()
    }
}

fn word(value: usize) -> Word {
    let mut word = [0; 32];
    let bytes = value.to_be_bytes();
    word.iter_mut().rev().zip(bytes.iter().rev()).for_each(|(to, from)| *to = *from);
    word
}
