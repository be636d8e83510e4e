//! `fernet attest` and `fernet certify`: attestations of proof data, and certificates made of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use fernet_block::{Block, BlockError};
use fernet_core::message::{AttestationMessage, CertificateHead, CertificateMessage, Message, SignedAttestation};
use fernet_core::{CertificateError, CertificateId, DataDigest, KeyBytes, L1Block, PhaseError, VrfProofBytes};
use serde_json::json;

use crate::failure::Failure;
use crate::inspect::{Form, print_made};
use crate::keys::read_prover;
use crate::output;
use crate::read::Document;
use crate::refusal::Refusal;
use crate::run::{Registry, with_revealed};
use crate::sign::with_block;

/// Arguments of `fernet attest`.
#[derive(Args, Clone, Debug)]
pub(crate) struct AttestArgs {
    /// Block file, or its header: the fields that are known; `-` is standard input
    #[arg(value_name = "BLOCK")]
    block: PathBuf,
    /// Key file of a prover from `fernet keygen`; `-` is standard input
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "verify",
        requires_all = ["data_digests", "newest_l1_block"],
        conflicts_with = "verify"
    )]
    key: Option<PathBuf>,
    /// JSON file with a list: the digest of each transaction's blob, 32 bytes, in the order of the transactions
    #[arg(long, value_name = "FILE", requires = "key")]
    data_digests: Option<PathBuf>,
    /// Newest L1 block that you know. From `attest_blocks` L1 blocks after the end of the reveal phase on it is too late
    #[arg(long, value_name = "NUMBER", requires = "key")]
    newest_l1_block: Option<u64>,
    /// Form of the message [default: message]
    #[arg(long, value_enum, conflicts_with = "verify")]
    format: Option<Form>,
    /// Verify an attestation instead: the bytes of its message or their hex digits; `-` is standard input
    #[arg(long, value_name = "ATTESTATION")]
    verify: Option<PathBuf>,
}

/// Arguments of `fernet certify`.
#[derive(Args, Clone, Debug)]
pub(crate) struct CertifyArgs {
    /// Block file, or its header: the fields that are known; `-` is standard input
    #[arg(value_name = "BLOCK")]
    block: PathBuf,
    /// Files of attestations: the bytes of the message or their hex digits
    #[arg(value_name = "ATTESTATION", required_unless_present = "verify", conflicts_with = "verify")]
    attestations: Vec<PathBuf>,
    /// Form of the message [default: message]
    #[arg(long, value_enum, conflicts_with = "verify")]
    format: Option<Form>,
    /// Verify a certificate instead, with proofs in any form: the bytes of its message or their hex digits; `-` is standard
    /// input
    #[arg(long, value_name = "CERTIFICATE")]
    verify: Option<PathBuf>,
}

/// Prints a signed attestation, or verifies one.
pub(crate) fn attest(args: &AttestArgs) -> Result<(), Failure> {
    let (key, digests, newest) = match (&args.verify, &args.key, &args.data_digests, args.newest_l1_block) {
        (Some(path), ..) => return verify_attestation(&args.block, path),
        (None, Some(key), Some(digests), Some(newest)) => (key, digests, L1Block::new(newest)),
        _ => {
            return Err(Failure::Input("expected --key, --data-digests and --newest-l1-block, or --verify".to_owned()));
        }
    };
    let secret = read_prover(key)?;
    let digests: Vec<DataDigest> = Document::read(digests)?.json()?;
    let (message, attestation) = with_block(&args.block, |file| {
        with_revealed(file, |block, registry| {
            let message = block.sign_attestation(&secret, &digests, newest, registry).map_err(|error| match error {
                BlockError::Phase(PhaseError::Late) => {
                    Refusal::told(error, format!("in L1 block {newest} it is too late to attest"))
                }
                error => error.into(),
            })?;
            let attestation = block.attestation(&message, registry)?;
            Ok((message, attestation))
        })
    })?;
    let computed = json!({ "attestation_id": attestation.id() });
    print_made(&message.to_bytes(), args.format.unwrap_or(Form::Message), computed)
}

fn verify_attestation(block: &Path, path: &Path) -> Result<(), Failure> {
    let message = read_attestation(path)?.1;
    let attestation =
        with_block(block, |file| with_revealed(file, |block, registry| Ok(block.attestation(&message, registry)?)))?;
    output::print(&format!("valid\nkey {}\nattestation_id {}\n", attestation.key(), attestation.id()))
}

/// Prints a certificate, or verifies one.
pub(crate) fn certify(args: &CertifyArgs) -> Result<(), Failure> {
    if let Some(path) = &args.verify {
        return verify_certificate(&args.block, path);
    }
    let messages = args.attestations.iter().map(|path| read_attestation(path)).collect::<Result<Vec<_>, _>>()?;
    let (bytes, id) =
        with_block(&args.block, |file| with_revealed(file, |block, registry| collect(block, &messages, registry)))?;
    print_made(&bytes, args.format.unwrap_or(Form::Message), json!({ "certificate_id": id }))
}

/// The certificate that the first valid attestations make, with its id.
fn collect(
    block: &mut Block<2>,
    messages: &[(String, AttestationMessage)],
    registry: &Registry,
) -> Result<(Vec<u8>, CertificateId), Refusal> {
    let availability = block.availability(registry)?;
    let needed = availability.needed();
    let mut proofs = BTreeMap::<KeyBytes, VrfProofBytes>::new();
    for (name, message) in messages {
        if proofs.len() == usize::from(needed) {
            break;
        }
        match block.attestation(message, registry).map_err(Refusal::from) {
            Ok(attestation) => _ = proofs.entry(attestation.key()).or_insert(message.proof),
            Err(Refusal { name: error, detail }) => output::complain(&format!("{name}: left out, {error}: {detail}")),
        }
    }
    if needed == 0 {
        return Err(Refusal::told(CertificateError::Count, "no key may attest in this block"));
    }
    if proofs.len() < usize::from(needed) {
        let detail = format!("keys with a valid attestation: {}; needed: {needed}", proofs.len());
        return Err(Refusal::told(CertificateError::Count, detail));
    }
    let proposal_id = *block.proving().ok_or(PhaseError::NotInThisPhase)?.proposal_id();
    let data_root = *availability.data_root();
    let head = CertificateHead { block_number: block.number(), proposal_id, data_root, count: needed };
    let mut bytes = head.to_bytes::<VrfProofBytes>().to_vec();
    proofs.into_iter().for_each(|(key, proof)| bytes.extend(SignedAttestation { key, proof }.to_bytes()));
    let id = block.certify(&CertificateMessage::<VrfProofBytes>::decode(&bytes)?, registry)?;
    Ok((bytes, id))
}

fn verify_certificate(block: &Path, path: &Path) -> Result<(), Failure> {
    let document = Document::read_bytes(path)?;
    let name = document.name.clone();
    let bytes = document.message()?;
    let id = match Message::decode(&bytes) {
        Ok(Message::BatchCertificate(message)) => with_block(block, |file| {
            with_revealed(file, |block, registry| Ok(block.certify_batch(&message, registry)?))
        })?,
        _ => {
            let message = CertificateMessage::<VrfProofBytes>::decode(&bytes);
            let message = message.map_err(|error| Failure::message(name, &error))?;
            with_block(block, |file| with_revealed(file, |block, registry| Ok(block.certify(&message, registry)?)))?
        }
    };
    output::print(&format!("valid\ncertificate_id {id}\n"))
}

/// Reads the message of an attestation, with the name of the file.
fn read_attestation(path: &Path) -> Result<(String, AttestationMessage), Failure> {
    let document = Document::read_bytes(path)?;
    let name = document.name.clone();
    let message = AttestationMessage::decode(&document.message()?).map_err(|error| Failure::message(&name, &error))?;
    Ok((name, message))
}
