//! `fernet witness`: a proof on P-256 as the contract `EcvrfP256` takes it.

use clap::{Args, ValueEnum};
use fernet_core::{Alpha, Beta, KeyBytes, P256ProofBytes};
use fernet_vrf_p256::{EVM_PROOF_WORDS, Proof, PublicKey, Suite};
use serde_json::{Map, Value, json};

use crate::contract_call::{Argument, Call, ProofWords, Word};
use crate::failure::Failure;
use crate::file::SuiteProof;
use crate::hex::encode;
use crate::output;
use crate::prove::{Statement, StatementArgs};
use crate::refusal::{Refusal, refused};

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

/// Prints a call of the contract.
pub(crate) fn witness(args: &WitnessArgs) -> Result<(), Failure> {
    let statement = args.statement.read()?;
    let (alpha, ad) = (args.statement.alpha.0.as_slice(), args.statement.ad());
    let (key, words, beta) = verified(&statement, alpha, ad)?;
    statement.check_output(&beta)?;
    let call = call(key, alpha, &words, ad);
    let calldata = prefixed(&call.calldata());
    if args.format == Format::Calldata {
        return output::print(&format!("{calldata}\n"));
    }
    let proof: Map<String, Value> =
        FIELDS.iter().zip(&words).map(|(field, word)| ((*field).to_owned(), prefixed(word).into())).collect();
    let mut arguments = json!({ "publicKey": prefixed(&key), "alpha": prefixed(alpha), "proof": proof });
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

/// The registered key, the words and the output of a valid proof.
fn verified(statement: &Statement, alpha: &[u8], ad: Option<&[u8]>) -> Result<(Word, ProofWords, Beta), Failure> {
    let SuiteProof::P256(proof) = statement.proof else {
        return Err(Failure::field(&statement.name, "expected 81 bytes, a proof on P-256; got 80 bytes"));
    };
    statement.check_sswu()?;
    let verified = || -> Result<_, Refusal> {
        let (key, proof) = (statement.key.on_p256()?, Proof::try_from(proof)?);
        let words = key.evm_witness(alpha, ad, &proof)?;
        let beta = key.verify(Suite::Sswu, alpha, ad, &proof)?.beta();
        Ok((key.to_registered()?.to_bytes(), words, beta))
    };
    verified().map_err(refused)
}

/// The words of the proof of a registered key.
pub(crate) fn words(key: &KeyBytes, alpha: &Alpha, ad: &[u8], proof: P256ProofBytes) -> Result<ProofWords, Failure> {
    let words = || -> Result<_, Refusal> {
        let (key, proof) = (PublicKey::from_registered(key)?, Proof::try_from(proof)?);
        Ok(key.evm_witness(alpha.as_bytes(), Some(ad), &proof)?)
    };
    words().map_err(refused)
}

/// The call that verifies a proof. Its function depends on the length of alpha and on the presence of additional data.
fn call<'a>(key: Word, alpha: &'a [u8], words: &'a ProofWords, ad: Option<&'a [u8]>) -> Call<'a> {
    let (input, function) = match (<Word>::try_from(alpha), ad) {
        (Ok(alpha), None) => (Argument::Fixed(alpha), "verify"),
        (Ok(alpha), Some(_)) => (Argument::Fixed(alpha), "verifyWithData"),
        (Err(_), None) => (Argument::Bytes(alpha), "verifyBytes"),
        (Err(_), Some(_)) => (Argument::Bytes(alpha), "verifyBytesWithData"),
    };
    let arguments = [Argument::Number(key), input, Argument::Proof(words)];
    Call { function, arguments: arguments.into_iter().chain(ad.map(Argument::Bytes)).collect() }
}

fn prefixed(bytes: &[u8]) -> String {
    format!("0x{}", encode(bytes))
}
