//! `fernet keygen`, `prove` and `verify`: keys, outputs and proofs of the VRF, without a block.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, ValueEnum};
use fernet_block::SequencerKey;
use fernet_core::{Beta, KeyBytes, Role, SequencerSuite, VrfProofBytes};
use fernet_vrf::{Proof, PublicKey, SecretKey, Suite};
use fernet_vrf_p256 as p256;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::hex::{Bytes, Hex, decode, decode_array, decode_hex, encode};
use crate::object::objects;
use crate::output;
use crate::read::Document;
use crate::refusal::{Refusal, refused};

objects! {
    KeyFile: "a key from fernet keygen",
    Proven: "a proof from fernet prove",
}

/// Reads a role by its name in block files.
pub(crate) fn role_parser() -> impl TypedValueParser<Value = Role> {
    const ROLES: [(&str, Role); 4] = [
        ("sequencer", Role::Sequencer),
        ("prover", Role::Prover),
        ("base-prover", Role::BaseProver),
        ("merge-prover", Role::MergeProver),
    ];
    PossibleValuesParser::new(ROLES.map(|(name, _)| name)).try_map(|name| {
        let role = ROLES.iter().find(|(known, _)| *known == name).map(|(_, role)| *role);
        role.ok_or_else(|| format!("{name} is no role"))
    })
}

/// Reads a suite of sequencers by its name in SPEC `#parameters`.
fn suite_parser() -> impl TypedValueParser<Value = SequencerSuite> {
    PossibleValuesParser::new(["edwards25519", "p256"]).try_map(|name| name.parse::<SequencerSuite>())
}

/// A suite of RFC 9381: how an input is encoded to a point.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum SuiteName {
    /// ECVRF-EDWARDS25519-SHA512-ELL2, the suite of the protocol
    Ell2,
    /// ECVRF-EDWARDS25519-SHA512-TAI
    Tai,
}

impl From<SuiteName> for Suite {
    fn from(name: SuiteName) -> Self {
        match name {
            SuiteName::Ell2 => Self::Ell2,
            SuiteName::Tai => Self::Tai,
        }
    }
}

fn bytes(digits: &str) -> Result<Bytes, String> {
    decode(digits).map(Bytes)
}

/// Arguments of `fernet keygen`.
#[derive(Args, Clone, Debug)]
pub(crate) struct KeygenArgs {
    /// Role of the key; the three prover roles have the same key
    #[arg(long, default_value = "prover", value_parser = role_parser())]
    role: Role,
    /// Suite of the key: p256 for a sequencer of a rollup with sequencer_suite p256
    #[arg(long, default_value = "edwards25519", value_parser = suite_parser())]
    suite: SequencerSuite,
    /// Master secret, 32 bytes; other users of this machine may see it [default: random]
    #[arg(long, value_name = "HEX", value_parser = decode_hex::<32>)]
    master: Option<Hex<32>>,
}

/// A key as `fernet keygen` writes it.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct KeyFile {
    master: Hex<32>,
    role: Role,
    /// Missing in the file of a key on edwards25519.
    #[serde(default, skip_serializing_if = "is_edwards")]
    suite: SequencerSuite,
    public_key: KeyBytes,
}

fn is_edwards(suite: &SequencerSuite) -> bool {
    *suite == SequencerSuite::Edwards25519
}

/// The secret key of a participant, in either suite.
pub(crate) enum OwnKey {
    Edwards25519(SecretKey),
    P256(p256::SecretKey),
}

impl OwnKey {
    fn derive(master: &[u8; 32], role: Role, suite: SequencerSuite) -> Self {
        match suite {
            SequencerSuite::Edwards25519 => Self::Edwards25519(SecretKey::derive(master, role)),
            SequencerSuite::P256 => Self::P256(p256::SecretKey::derive(master)),
        }
    }

    /// The key as it is registered.
    fn registered(&self) -> Result<KeyBytes, Failure> {
        match self {
            Self::Edwards25519(secret) => secret.registered(),
            Self::P256(secret) => secret.registered(),
        }
        .map_err(refused)
    }
}

/// Prints a new key.
pub(crate) fn keygen(args: &KeygenArgs) -> Result<(), Failure> {
    if args.suite == SequencerSuite::P256 && args.role != Role::Sequencer {
        return Err(Failure::field("--suite", "only a sequencer has a key on P-256"));
    }
    let master = args.master.map_or_else(random, Ok)?;
    output::complain("warning: the output contains the master secret; keep it to yourself");
    let (role, suite) = (args.role, args.suite);
    let public_key = OwnKey::derive(&master.0, role, suite).registered()?;
    output::print_json(&KeyFile { master, role, suite, public_key })
}

fn random() -> Result<Hex<32>, Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Failure::Invalid(format!("no randomness: {error}")))?;
    Ok(Hex(bytes))
}

/// Reads the secret key that `fernet keygen` wrote.
pub(crate) fn read_own_key(path: &Path) -> Result<(OwnKey, Role), Failure> {
    let document = Document::read_key(path)?;
    let file: KeyFile = document.json()?;
    if file.suite == SequencerSuite::P256 && file.role != Role::Sequencer {
        return Err(Failure::field("suite", "only a sequencer has a key on P-256").in_file(&document.name));
    }
    let secret = OwnKey::derive(&file.master.0, file.role, file.suite);
    if secret.registered()? == file.public_key {
        Ok((secret, file.role))
    } else {
        Err(Failure::field("public_key", "is not that of this master, role and suite").in_file(&document.name))
    }
}

/// Reads a secret key on edwards25519.
pub(crate) fn read_key(path: &Path) -> Result<(SecretKey, Role), Failure> {
    match read_own_key(path)? {
        (OwnKey::Edwards25519(secret), role) => Ok((secret, role)),
        (OwnKey::P256(_), _) => Err(Failure::field("--key", "expected a key on edwards25519, got one on P-256")),
    }
}

/// Reads the secret key of a prover, which `--key` names.
pub(crate) fn read_prover(path: &Path) -> Result<SecretKey, Failure> {
    match read_own(path, false)? {
        OwnKey::Edwards25519(secret) => Ok(secret),
        OwnKey::P256(_) => Err(Failure::field("--key", "expected the key of a prover")),
    }
}

/// Reads a secret key, which `--key` names, of a sequencer or of a prover.
pub(crate) fn read_own(path: &Path, sequencer: bool) -> Result<OwnKey, Failure> {
    let (secret, role) = read_own_key(path)?;
    if (role == Role::Sequencer) == sequencer {
        Ok(secret)
    } else {
        let expected = if sequencer { "sequencer" } else { "prover" };
        Err(Failure::field("--key", format_args!("expected the key of a {expected}, got that of a {role}")))
    }
}

/// Arguments of `fernet prove`.
#[derive(Args, Clone, Debug)]
#[command(group(ArgGroup::new("secret").required(true).args(["key", "master"])))]
pub(crate) struct ProveArgs {
    /// Key file from `fernet keygen`; `-` is standard input
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Master secret, 32 bytes, instead of a key file; other users of this machine may see it
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
    /// Suite of RFC 9381
    #[arg(long, value_enum, default_value = "ell2")]
    suite: SuiteName,
}

/// A proof as `fernet prove` writes it.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Proven {
    public_key: KeyBytes,
    beta: Beta,
    proof: VrfProofBytes,
}

/// Prints output and proof.
pub(crate) fn prove(args: &ProveArgs) -> Result<(), Failure> {
    let secret = match (&args.key, &args.master) {
        (Some(path), _) => read_key(path)?.0,
        (None, Some(master)) => SecretKey::derive(&master.0, args.role.unwrap_or(Role::Prover)),
        (None, None) => return Err(Failure::Input("expected --key or --master".to_owned())),
    };
    let evaluation = secret.evaluate(args.suite.into(), &args.alpha.0).map_err(refused)?;
    let proof = evaluation.prove(args.ad.as_ref().map(|ad| ad.0.as_slice()));
    output::print_json(&Proven {
        public_key: secret.public_key().to_bytes(),
        beta: *evaluation.output().beta(),
        proof: proof.into(),
    })
}

/// Arguments of `fernet verify`.
#[derive(Args, Clone, Debug)]
#[command(group(ArgGroup::new("source").required(true).args(["file", "public_key"])))]
pub(crate) struct VerifyArgs {
    /// Output of `fernet prove`, instead of --public-key and --proof; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "proof")]
    file: Option<PathBuf>,
    /// Public key, 32 bytes
    #[arg(long, value_name = "HEX", value_parser = decode_array::<32>, requires = "proof")]
    public_key: Option<[u8; 32]>,
    /// Input of the VRF, of any length
    #[arg(long, value_name = "HEX", value_parser = bytes)]
    alpha: Bytes,
    /// Additional data that the proof must sign
    #[arg(long, value_name = "HEX", value_parser = bytes)]
    ad: Option<Bytes>,
    /// Proof, 80 bytes
    #[arg(long, value_name = "HEX", value_parser = decode_array::<80>, requires = "public_key")]
    proof: Option<[u8; 80]>,
    /// Suite of RFC 9381
    #[arg(long, value_enum, default_value = "ell2")]
    suite: SuiteName,
}

/// Prints the output of a valid proof.
pub(crate) fn verify(args: &VerifyArgs) -> Result<(), Failure> {
    let (key, proof, beta) = match (&args.file, args.public_key, args.proof) {
        (Some(path), ..) => {
            let Proven { public_key, beta, proof } = Document::read_key(path)?.json()?;
            (*public_key.as_bytes(), *proof.as_bytes(), Some(beta))
        }
        (None, Some(key), Some(proof)) => (key, proof, None),
        (None, ..) => return Err(Failure::Input("expected --file, or --public-key and --proof".to_owned())),
    };
    let output = output_of(args, &key, &proof).map_err(refused)?;
    if beta.is_some_and(|beta| beta != output) {
        return Err(Failure::Invalid("beta is not the output of this valid proof".to_owned()));
    }
    output::print(&format!("valid\nbeta {}\n", encode(output.as_bytes())))
}

fn output_of(args: &VerifyArgs, key: &[u8; 32], proof: &[u8; 80]) -> Result<Beta, Refusal> {
    let key = PublicKey::from_bytes(key)?;
    let proof = Proof::from_bytes(proof)?;
    let ad = args.ad.as_ref().map(|ad| ad.0.as_slice());
    Ok(*key.verify(args.suite.into(), &args.alpha.0, ad, &proof)?.beta())
}
