//! `fernet prove` and `fernet verify`: outputs and proofs of the VRF, without a block.

use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum};
use fernet_block::SequencerKey;
use fernet_core::{Beta, KeyBytes, Role, SequencerSuite};
use fernet_vrf as edwards25519;
use fernet_vrf_p256 as p256;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::file::SuiteProof;
use crate::hex::{Bytes, Hex, decode, decode_array, decode_hex, encode, unexpected};
use crate::keys::{OwnKey, is_edwards, read_own_key, role_parser};
use crate::object::objects;
use crate::output;
use crate::read::Document;
use crate::refusal::{Refusal, refused};

objects! {
    Proven: "a proof from fernet prove",
}

/// How a suite of RFC 9381 encodes an input to a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
enum SuiteName {
    /// ECVRF-EDWARDS25519-SHA512-ELL2
    Ell2,
    /// ECVRF-P256-SHA256-SSWU
    Sswu,
    /// ECVRF-EDWARDS25519-SHA512-TAI or ECVRF-P256-SHA256-TAI
    Tai,
}

/// The suite that an option or a field asks for.
#[derive(Clone, Copy)]
struct Asked {
    name: Option<SuiteName>,
    by: &'static str,
}

impl Asked {
    const fn by_option(name: Option<SuiteName>) -> Self {
        Self { name, by: "--suite" }
    }

    /// The suite for a key on edwards25519.
    fn on_edwards25519(self) -> Result<edwards25519::Suite, Failure> {
        match self.name {
            None | Some(SuiteName::Ell2) => Ok(edwards25519::Suite::Ell2),
            Some(SuiteName::Tai) => Ok(edwards25519::Suite::Tai),
            Some(SuiteName::Sswu) => {
                Err(Failure::field(self.by, "expected ell2 or tai, because the key is on edwards25519; got sswu"))
            }
        }
    }

    /// The suite for a key on P-256.
    fn on_p256(self) -> Result<p256::Suite, Failure> {
        match self.name {
            None | Some(SuiteName::Sswu) => Ok(p256::Suite::Sswu),
            Some(SuiteName::Tai) => Ok(p256::Suite::Tai),
            Some(SuiteName::Ell2) => {
                Err(Failure::field(self.by, "expected sswu or tai, because the key is on P-256; got ell2"))
            }
        }
    }
}

fn bytes(digits: &str) -> Result<Bytes, String> {
    decode(digits).map(Bytes)
}

/// Arguments of `fernet prove`.
#[derive(Args, Clone, Debug)]
#[command(group(ArgGroup::new("secret").required(true).args(["key", "master"])))]
pub(crate) struct ProveArgs {
    /// Key file from `fernet keygen`; `-` is standard input
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Master secret, 32 bytes, instead of a key file, for a key on edwards25519; other users of this machine may see it
    #[arg(long, value_name = "HEX", value_parser = decode_hex::<32>)]
    master: Option<Hex<32>>,
    /// Role of the key, with --master [default: prover]
    #[arg(long, requires = "master", conflicts_with = "key", value_parser = role_parser())]
    role: Option<Role>,
    /// Input of the VRF, of any length
    #[arg(long, value_name = "HEX", value_parser = bytes)]
    alpha: Bytes,
    /// Additional data that the proof signs
    #[arg(long, value_name = "HEX", value_parser = bytes)]
    ad: Option<Bytes>,
    /// Suite of RFC 9381 [default: the protocol's for the curve of the key: ell2 on edwards25519, sswu on P-256]
    #[arg(long, value_enum)]
    suite: Option<SuiteName>,
}

/// A proof as `fernet prove` writes it.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Proven {
    /// Missing in the file of a proof on edwards25519.
    #[serde(default, skip_serializing_if = "is_edwards")]
    suite: SequencerSuite,
    /// Missing for the protocol's suite of the curve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vrf_suite: Option<SuiteName>,
    public_key: KeyBytes,
    beta: Beta,
    proof: SuiteProof,
}

/// Prints output and proof.
pub(crate) fn prove(args: &ProveArgs) -> Result<(), Failure> {
    let secret = match (&args.key, &args.master) {
        (Some(path), _) => read_own_key(path)?.0,
        (None, Some(master)) => {
            OwnKey::derive(&master.0, args.role.unwrap_or(Role::Prover), SequencerSuite::Edwards25519)
        }
        (None, None) => return Err(Failure::Input("expected --key or --master".to_owned())),
    };
    let (alpha, ad) = (&args.alpha.0, args.ad.as_ref().map(|ad| ad.0.as_slice()));
    let (asked, vrf_suite) = (Asked::by_option(args.suite), args.suite.filter(|suite| *suite == SuiteName::Tai));
    output::print_json(&match &secret {
        OwnKey::Edwards25519(secret) => {
            let evaluation = secret.evaluate(asked.on_edwards25519()?, alpha).map_err(refused)?;
            Proven {
                suite: SequencerSuite::Edwards25519,
                vrf_suite,
                public_key: secret.public_key().to_bytes(),
                beta: *evaluation.output().beta(),
                proof: SuiteProof::Edwards25519(evaluation.prove(ad).into()),
            }
        }
        OwnKey::P256(secret) => {
            let evaluation = secret.evaluate(asked.on_p256()?, alpha).map_err(refused)?;
            Proven {
                suite: SequencerSuite::P256,
                vrf_suite,
                public_key: secret.registered().map_err(refused)?,
                beta: evaluation.output().beta(),
                proof: SuiteProof::P256(evaluation.prove(ad).into()),
            }
        }
    })
}

/// A public key in an argument.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PublicKeyArg {
    /// As it is registered.
    Registered(KeyBytes),
    /// As RFC 9381 encodes it on P-256.
    P256([u8; p256::PublicKey::LEN]),
}

impl PublicKeyArg {
    fn parse(digits: &str) -> Result<Self, String> {
        let registered = decode_array(digits).map(|key: [u8; 32]| Self::Registered(key.into()));
        registered
            .or_else(|_| decode_array(digits).map(Self::P256))
            .map_err(|_| unexpected(digits, "64 hex digits (32 bytes), or on P-256 also the 66 (33 bytes) of RFC 9381"))
    }

    /// Decodes a key on P-256.
    pub(crate) fn on_p256(&self) -> Result<p256::PublicKey, Refusal> {
        Ok(match self {
            Self::Registered(key) => p256::PublicKey::from_registered(key)?,
            Self::P256(key) => p256::PublicKey::from_bytes(key)?,
        })
    }
}

/// The proof to verify, with the input that it is for.
#[derive(Args, Clone, Debug)]
#[command(group(ArgGroup::new("source").required(true).args(["file", "public_key"])))]
pub(crate) struct StatementArgs {
    /// Output of `fernet prove`, instead of --public-key and --proof; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "proof")]
    file: Option<PathBuf>,
    /// Public key, 32 bytes; on P-256 the registered key, or the 33 bytes of RFC 9381
    #[arg(long, value_name = "HEX", value_parser = PublicKeyArg::parse, requires = "proof")]
    public_key: Option<PublicKeyArg>,
    /// Input of the VRF, of any length
    #[arg(long, value_name = "HEX", value_parser = bytes)]
    pub(crate) alpha: Bytes,
    /// Additional data that the proof must sign
    #[arg(long, value_name = "HEX", value_parser = bytes)]
    ad: Option<Bytes>,
    /// Proof, 80 bytes, or 81 bytes on P-256
    #[arg(long, value_name = "HEX", value_parser = SuiteProof::parse, requires = "public_key")]
    proof: Option<SuiteProof>,
}

/// A proof that was read.
pub(crate) struct Statement {
    pub(crate) key: PublicKeyArg,
    pub(crate) proof: SuiteProof,
    /// What the file says of the suite; it is one of the curve.
    vrf_suite: Option<SuiteName>,
    /// Where the proof is, for messages.
    pub(crate) name: String,
    /// What the file says of the output.
    beta: Option<Beta>,
}

impl Statement {
    /// Refuses a file of a proof in another suite than SSWU.
    pub(crate) fn check_sswu(&self) -> Result<(), Failure> {
        match self.vrf_suite {
            Some(SuiteName::Tai) => {
                Err(Failure::field(&self.name, "expected the vrf_suite sswu, which the contract verifies; got tai"))
            }
            _ => Ok(()),
        }
    }

    /// Refuses a file that has another output than the proof.
    pub(crate) fn check_output(&self, output: &Beta) -> Result<(), Failure> {
        if self.beta.is_some_and(|beta| beta != *output) {
            Err(Failure::Invalid("beta is not the output of this valid proof".to_owned()))
        } else {
            Ok(())
        }
    }
}

impl StatementArgs {
    pub(crate) fn read(&self) -> Result<Statement, Failure> {
        match (&self.file, self.public_key, self.proof) {
            (Some(path), ..) => {
                let document = Document::read_key(path)?;
                let Proven { suite, vrf_suite, public_key, beta, proof } = document.json()?;
                let asked = Asked { name: vrf_suite, by: "vrf_suite" };
                let of_curve = match suite {
                    SequencerSuite::Edwards25519 => asked.on_edwards25519().map(drop),
                    SequencerSuite::P256 => asked.on_p256().map(drop),
                };
                let length = proof.check_suite("proof", suite, "suite");
                length.and(of_curve).map_err(|failure| failure.in_file(&document.name))?;
                let name = format!("{}: proof", document.name);
                Ok(Statement { key: PublicKeyArg::Registered(public_key), proof, vrf_suite, name, beta: Some(beta) })
            }
            (None, Some(key), Some(proof)) => {
                Ok(Statement { key, proof, vrf_suite: None, name: "--proof".to_owned(), beta: None })
            }
            (None, ..) => Err(Failure::Input("expected --file, or --public-key and --proof".to_owned())),
        }
    }

    pub(crate) fn ad(&self) -> Option<&[u8]> {
        self.ad.as_ref().map(|ad| ad.0.as_slice())
    }
}

/// Arguments of `fernet verify`.
#[derive(Args, Clone, Debug)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    statement: StatementArgs,
    /// Suite of RFC 9381; a file says its own [default: the protocol's for the curve of the key: ell2 on edwards25519, sswu
    /// on P-256]
    #[arg(long, value_enum, conflicts_with = "file")]
    suite: Option<SuiteName>,
}

/// Prints the output of a valid proof.
pub(crate) fn verify(args: &VerifyArgs) -> Result<(), Failure> {
    let statement = args.statement.read()?;
    let (alpha, ad) = (args.statement.alpha.0.as_slice(), args.statement.ad());
    let asked = Asked::by_option(args.suite.or(statement.vrf_suite));
    let output = match (statement.proof, statement.key) {
        (SuiteProof::Edwards25519(proof), PublicKeyArg::Registered(key)) => {
            let suite = asked.on_edwards25519()?;
            edwards25519::verify_bytes(key.as_bytes(), suite, alpha, ad, proof.as_bytes())
                .map(|output| *output.beta())
                .map_err(refused)?
        }
        (SuiteProof::Edwards25519(_), PublicKeyArg::P256(_)) => {
            let reason = "expected 32 bytes, because the proof has 80 bytes and is on edwards25519; got 33 bytes";
            return Err(Failure::field("--public-key", reason));
        }
        (SuiteProof::P256(proof), key) => {
            let suite = asked.on_p256()?;
            let verify = || -> Result<Beta, Refusal> {
                Ok(key.on_p256()?.verify(suite, alpha, ad, &p256::Proof::try_from(proof)?)?.beta())
            };
            verify().map_err(refused)?
        }
    };
    statement.check_output(&output)?;
    output::print(&format!("valid\nbeta {}\n", encode(output.as_bytes())))
}
