//! `fernet register`: makes and verifies requests to register a key.

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args, ValueEnum};
use fernet_block::ProposalProof;
use fernet_core::message::RegistrationRequestMessage;
use fernet_core::{Address, KeyBytes, ParamValues, Params, RegistrationRequest, Role, VrfProofBytes};
use fernet_vrf::Suite;
use serde::{Deserialize, Serialize};

use crate::decimal;
use crate::failure::Failure;
use crate::hex::{decode_array, encode};
use crate::keys::{read_key, role_parser};
use crate::object::objects;
use crate::output;
use crate::read::Document;
use crate::refusal::{Refusal, refused};

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
}

/// A form of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// JSON
    Json,
    /// The hex digits of a message
    Message,
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
    proof: VrfProofBytes,
}

impl From<RegistrationRequestMessage> for RequestFile {
    fn from(message: RegistrationRequestMessage) -> Self {
        let RegistrationRequest { suite, key, role, owner } = message.request;
        Self { suite, key, role, owner, proof: message.proof }
    }
}

impl From<RequestFile> for RegistrationRequestMessage {
    fn from(file: RequestFile) -> Self {
        let RequestFile { suite, key, role, owner, proof } = file;
        Self { request: RegistrationRequest { suite, key, role, owner }, proof }
    }
}

/// Prints a request, or verifies one.
pub(crate) fn register(args: &RegisterArgs) -> Result<(), Failure> {
    let values = ParamValues::new(args.chain_id, args.rollup_address.into());
    let params = Params::new(values).map_err(|error| Failure::field("--rollup-address", error))?;
    match (&args.verify, &args.key, args.owner) {
        (Some(path), ..) => verify(path, &params),
        (None, Some(path), Some(owner)) => {
            let message = make(path, args.role, owner.into(), &params)?;
            match args.format {
                Some(Format::Message) => output::print(&format!("{}\n", encode(&message.to_bytes()))),
                Some(Format::Json) | None => output::print_json(&RequestFile::from(message)),
            }
        }
        (None, ..) => Err(Failure::Input("expected --key and --owner, or --verify".to_owned())),
    }
}

fn make(
    path: &Path,
    role: Option<Role>,
    owner: Address,
    params: &Params,
) -> Result<RegistrationRequestMessage, Failure> {
    let (secret, own_role) = read_key(path)?;
    let role = role.unwrap_or(own_role);
    if (role == Role::Sequencer) != (own_role == Role::Sequencer) {
        return Err(Failure::field("--role", format_args!("the key file is that of a {own_role}")));
    }
    let key = secret.public_key().to_bytes();
    let request = RegistrationRequest { suite: params.suite(role).into(), key, role, owner };
    request.check(params).map_err(|error| Failure::field("--owner", error))?;
    let evaluation = secret.evaluate(Suite::Ell2, request.alpha(params).as_bytes()).map_err(refused)?;
    let proof = evaluation.prove(Some(request.id(params).as_bytes())).into();
    Ok(RegistrationRequestMessage { request, proof })
}

fn verify(path: &Path, params: &Params) -> Result<(), Failure> {
    let message = read(path)?;
    check(&message, params).map_err(refused)?;
    output::print(&format!("valid\nregistration_id {}\n", message.request.id(params)))
}

/// Reads a request in either form.
fn read(path: &Path) -> Result<RegistrationRequestMessage, Failure> {
    let document = Document::read_bytes(path)?;
    if !document.is_message() {
        return document.json::<RequestFile>().map(Into::into);
    }
    let name = document.name.clone();
    <RegistrationRequestMessage>::decode(&document.message()?).map_err(|error| Failure::message(name, &error))
}

/// Checks all of a request (SPEC `#registration`).
pub(crate) fn check<P: ProposalProof>(message: &RegistrationRequestMessage<P>, params: &Params) -> Result<(), Refusal> {
    message.check(params)?;
    let RegistrationRequestMessage { request, proof } = message;
    let (alpha, id) = (request.alpha(params), request.id(params));
    Ok(proof.verify(&request.key, &alpha, id.as_bytes()).map(drop)?)
}
