//! `fernet register`: makes and verifies requests to register a key.

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args, ValueEnum};
use fernet_block::{ProposalProof, SequencerKey};
use fernet_core::message::{MessageKind, RegistrationRequestMessage};
use fernet_core::{Address, KeyBytes, P256ProofBytes, ParamValues, Params, RegistrationRequest, Role, SequencerSuite};
use serde::{Deserialize, Serialize};

use crate::contract_call::{Argument, Call};
use crate::decimal;
use crate::failure::Failure;
use crate::file::SuiteProof;
use crate::hex::{decode_array, encode};
use crate::keys::{OwnKey, read_own_key, role_parser, suite_parser};
use crate::object::objects;
use crate::output;
use crate::read::Document;
use crate::refusal::{Refusal, refused};
use crate::witness::words;

objects! {
    RequestFile: "a request from fernet register",
}

/// Arguments of `fernet register`.
#[derive(Args, Clone, Debug)]
#[command(group(ArgGroup::new("task").required(true).args(["key", "verify"])))]
pub(crate) struct RegisterArgs {
    /// Key file from `fernet keygen`; `-` is standard input
    #[arg(long, value_name = "FILE", requires = "owner")]
    key: Option<PathBuf>,
    /// Address that registers the key, 20 bytes, not zero
    #[arg(long, value_name = "HEX", value_parser = decode_array::<20>, conflicts_with = "verify")]
    owner: Option<[u8; 20]>,
    /// Role of the key [default: that of the key file]
    #[arg(long, conflicts_with = "verify", value_parser = role_parser())]
    role: Option<Role>,
    /// Form of the request [default: json]
    #[arg(long, value_enum, conflicts_with = "verify")]
    format: Option<Format>,
    /// Verify a request from `fernet register` in either form instead; `-` is standard input
    #[arg(long, value_name = "FILE")]
    verify: Option<PathBuf>,
    /// Chain id of L1, at least 1
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..))]
    chain_id: u64,
    /// Address of the rollup contract, 20 bytes, not zero
    #[arg(long, value_name = "HEX", value_parser = decode_array::<20>)]
    rollup_address: [u8; 20],
    /// Suite of the rollup's sequencers
    #[arg(long, value_name = "SUITE", default_value = "edwards25519", value_parser = suite_parser())]
    sequencer_suite: SequencerSuite,
}

/// A form of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// JSON
    Json,
    /// The hex digits of a message
    Message,
    /// The call of the contract FernetRollup that registers the key
    Calldata,
}

/// A request as `fernet register` writes it in JSON.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct RequestFile {
    #[serde(with = "decimal")]
    suite: u8,
    key: KeyBytes,
    role: Role,
    owner: Address,
    proof: SuiteProof,
}

impl RequestFile {
    fn new(request: RegistrationRequest, proof: SuiteProof) -> Self {
        let RegistrationRequest { suite, key, role, owner } = request;
        Self { suite, key, role, owner, proof }
    }

    /// The calldata with which [`FernetRollup`](../../contracts/src/FernetRollup.sol) registers the key. It verifies the proofs of
    /// sequencers.
    fn calldata(&self, params: &Params) -> Result<Vec<u8>, Failure> {
        let (message, request) = (self.to_bytes(), self.request());
        let (function, words) = match (self.role, self.proof) {
            (Role::Sequencer, SuiteProof::P256(proof)) => {
                let words = words(&self.key, &request.alpha(params), request.id(params).as_bytes(), proof)?;
                ("registerSequencer", Some(words))
            }
            (Role::Sequencer, SuiteProof::Edwards25519(_)) => {
                return Err(Failure::field(
                    "--format",
                    "the contract registers sequencers of --sequencer-suite p256 only",
                ));
            }
            (_, _) => ("registerProver", None),
        };
        let arguments = [Argument::Bytes(&message)].into_iter().chain(words.as_ref().map(Argument::Proof)).collect();
        Ok(Call { function, arguments }.calldata())
    }

    fn request(&self) -> RegistrationRequest {
        let Self { suite, key, role, owner, .. } = *self;
        RegistrationRequest { suite, key, role, owner }
    }

    /// The bytes of the request as a message.
    fn to_bytes(&self) -> Vec<u8> {
        let request = self.request();
        match self.proof {
            SuiteProof::Edwards25519(proof) => RegistrationRequestMessage { request, proof }.to_bytes().to_vec(),
            SuiteProof::P256(proof) => RegistrationRequestMessage { request, proof }.to_bytes().to_vec(),
        }
    }
}

/// Prints a request, or verifies one.
pub(crate) fn register(args: &RegisterArgs) -> Result<(), Failure> {
    let sequencer_suite = args.sequencer_suite;
    let values = ParamValues { sequencer_suite, ..ParamValues::new(args.chain_id, args.rollup_address.into()) };
    let params = Params::new(values).map_err(|error| Failure::field("--rollup-address", error))?;
    match (&args.verify, &args.key, args.owner) {
        (Some(path), ..) => verify(path, &params),
        (None, Some(path), Some(owner)) => {
            let made = make(path, args.role, owner.into(), &params)?;
            match args.format {
                Some(Format::Message) => output::print(&format!("{}\n", encode(&made.to_bytes()))),
                Some(Format::Calldata) => output::print(&format!("0x{}\n", encode(&made.calldata(&params)?))),
                Some(Format::Json) | None => output::print_json(&made),
            }
        }
        (None, ..) => Err(Failure::Input("expected --key and --owner, or --verify".to_owned())),
    }
}

fn make(path: &Path, role: Option<Role>, owner: Address, params: &Params) -> Result<RequestFile, Failure> {
    let (secret, own_role) = read_own_key(path)?;
    let role = role.unwrap_or(own_role);
    if (role == Role::Sequencer) != (own_role == Role::Sequencer) {
        return Err(Failure::field("--role", format_args!("the key file is that of a {own_role}")));
    }
    if role == Role::Sequencer {
        secret.check_suite(params.sequencer_suite(), "--sequencer-suite")?;
    }
    let (request, proof) = match &secret {
        OwnKey::Edwards25519(secret) => {
            let (request, proof) = sign(secret, role, owner, params)?;
            (request, SuiteProof::Edwards25519(proof))
        }
        OwnKey::P256(secret) => {
            let (request, proof) = sign(secret, role, owner, params)?;
            (request, SuiteProof::P256(proof))
        }
    };
    Ok(RequestFile::new(request, proof))
}

/// Signs the request of a key.
fn sign<S: SequencerKey>(
    secret: &S,
    role: Role,
    owner: Address,
    params: &Params,
) -> Result<(RegistrationRequest, S::Proof), Failure> {
    let key = secret.registered().map_err(refused)?;
    let request = RegistrationRequest { suite: params.suite(role).into(), key, role, owner };
    request.check(params).map_err(|error| Failure::field("--owner", error))?;
    let proof = secret.prove(&request.alpha(params), request.id(params).as_bytes()).map_err(refused)?;
    Ok((request, proof))
}

fn verify(path: &Path, params: &Params) -> Result<(), Failure> {
    let file = read(path)?;
    let request = file.request();
    match file.proof {
        SuiteProof::Edwards25519(proof) => check(&RegistrationRequestMessage { request, proof }, params),
        SuiteProof::P256(proof) => check(&RegistrationRequestMessage { request, proof }, params),
    }
    .map_err(refused)?;
    output::print(&format!("valid\nregistration_id {}\n", request.id(params)))
}

/// Reads a request in either form.
fn read(path: &Path) -> Result<RequestFile, Failure> {
    let document = Document::read_bytes(path)?;
    if !document.is_message() {
        return document.json::<RequestFile>();
    }
    let name = document.name.clone();
    let bytes = document.message()?;
    let decoded = if bytes.get(1) == Some(&MessageKind::RegistrationRequestP256.number()) {
        RegistrationRequestMessage::<P256ProofBytes>::decode(&bytes)
            .map(|message| RequestFile::new(message.request, SuiteProof::P256(message.proof)))
    } else {
        <RegistrationRequestMessage>::decode(&bytes)
            .map(|message| RequestFile::new(message.request, SuiteProof::Edwards25519(message.proof)))
    };
    decoded.map_err(|error| Failure::message(name, &error))
}

/// Checks all of a request (SPEC `#registration`).
pub(crate) fn check<P: ProposalProof>(message: &RegistrationRequestMessage<P>, params: &Params) -> Result<(), Refusal> {
    message.check(params)?;
    let RegistrationRequestMessage { request, proof } = message;
    let (alpha, id) = (request.alpha(params), request.id(params));
    Ok(proof.verify(&request.key, &alpha, id.as_bytes()).map(drop)?)
}
