//! `fernet keygen`, and the key files that it makes.

use std::path::Path;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use fernet_block::SequencerKey;
use fernet_core::{KeyBytes, Role, SequencerSuite};
use fernet_vrf::SecretKey;
use fernet_vrf_p256 as p256;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::hex::{Hex, decode_hex};
use crate::object::objects;
use crate::output;
use crate::read::Document;
use crate::refusal::{Refusal, refused};

objects! {
    KeyFile: "a key from fernet keygen",
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
pub(crate) fn suite_parser() -> impl TypedValueParser<Value = SequencerSuite> {
    PossibleValuesParser::new(["edwards25519", "p256"]).try_map(|name| name.parse::<SequencerSuite>())
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

pub(crate) fn is_edwards(suite: &SequencerSuite) -> bool {
    *suite == SequencerSuite::Edwards25519
}

/// The secret key of a participant, in either suite.
pub(crate) enum OwnKey {
    Edwards25519(SecretKey),
    P256(p256::SecretKey),
}

impl OwnKey {
    pub(crate) fn derive(master: &[u8; 32], role: Role, suite: SequencerSuite) -> Self {
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

    /// Refuses the key of a sequencer whose suite is not `suite`, the value of the parameter `field`.
    pub(crate) fn check_suite(&self, suite: SequencerSuite, field: &str) -> Result<(), Failure> {
        let own = match self {
            Self::Edwards25519(_) => SequencerSuite::Edwards25519,
            Self::P256(_) => SequencerSuite::P256,
        };
        if own == suite {
            Ok(())
        } else {
            Err(Failure::field(field, format_args!("expected {own}, the suite of the key in --key, got {suite}")))
        }
    }
}

/// Checks the encoding of a registered key.
pub(crate) fn check_key(key: &KeyBytes, suite: SequencerSuite) -> Result<(), Refusal> {
    match suite {
        SequencerSuite::Edwards25519 => fernet_vrf::PublicKey::from_bytes(key.as_bytes()).map(drop)?,
        SequencerSuite::P256 => p256::PublicKey::from_registered(key).map(drop)?,
    }
    Ok(())
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
