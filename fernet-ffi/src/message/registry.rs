//! Messages that change the registry, and its records (SPEC `#message-registry`).

use fernet_core::message::{ExitMessage, RegistrationRecordMessage, RegistrationRequestMessage};
use fernet_core::{L1Block, P256ProofBytes, VrfProofBytes};

use super::encode;
use crate::bytes::{Parse, fernet_address, fernet_key, fernet_p256_proof, fernet_proof, reserved};
use crate::ptr::{In, InArray, Out, OutArray, Output};
use crate::registry::fernet_registration_request;
use crate::status::fernet_status;

/// Number of bytes of a message with a request to register a key.
pub const FERNET_MESSAGE_REGISTRATION_REQUEST_LEN: usize = 136;
/// Number of bytes of a message with a record of the registry.
pub const FERNET_MESSAGE_REGISTRATION_RECORD_LEN: usize = 153;
/// Number of bytes of a message with a request to register a key on P-256.
pub const FERNET_MESSAGE_REGISTRATION_REQUEST_P256_LEN: usize = 137;
/// Number of bytes of a message with a record of the registry whose key is on P-256.
pub const FERNET_MESSAGE_REGISTRATION_RECORD_P256_LEN: usize = 154;
/// Number of bytes of a message with the exit of a key.
pub const FERNET_MESSAGE_EXIT_LEN: usize = 54;

const _: () = assert!(FERNET_MESSAGE_REGISTRATION_REQUEST_LEN == <RegistrationRequestMessage>::LEN);
const _: () = assert!(FERNET_MESSAGE_REGISTRATION_RECORD_LEN == <RegistrationRecordMessage>::LEN);
const _: () =
    assert!(FERNET_MESSAGE_REGISTRATION_REQUEST_P256_LEN == RegistrationRequestMessage::<P256ProofBytes>::LEN);
const _: () = assert!(FERNET_MESSAGE_REGISTRATION_RECORD_P256_LEN == RegistrationRecordMessage::<P256ProofBytes>::LEN);
const _: () = assert!(FERNET_MESSAGE_EXIT_LEN == ExitMessage::LEN);

/// A request to register a key, as its owner sends it (SPEC #message-registry).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_registration_request {
    /// The request.
    pub request: fernet_registration_request,
    /// The VRF proof, which signs the id of the request.
    pub proof: fernet_proof,
}
/// A record of the registry with the proof of its request, as an archive stores it (SPEC #message-registry).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_registration_record {
    /// The request with its proof.
    pub request: fernet_message_registration_request,
    /// L1 block in which the request was registered.
    pub entry_l1_block: u64,
    /// L1 block in which the owner let the key exit; 0 if has_exited is 0 (VALUE otherwise).
    pub exit_l1_block: u64,
    /// 1 if the owner let the key exit, otherwise 0.
    pub has_exited: u8,
    /// Reserved; must be 0.
    pub reserved: [u8; 7],
}
/// A request to register a sequencer's key on P-256, as its owner sends it (SPEC #message-registry).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_registration_request_p256 {
    /// The request.
    pub request: fernet_registration_request,
    /// The VRF proof, which signs the id of the request.
    pub proof: fernet_p256_proof,
}
/// A record of the registry whose key is on P-256, with the proof of its request (SPEC #message-registry).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_registration_record_p256 {
    /// The request with its proof.
    pub request: fernet_message_registration_request_p256,
    /// 1 if the owner let the key exit, otherwise 0.
    pub has_exited: u8,
    /// Reserved; must be 0.
    pub reserved: [u8; 6],
    /// L1 block in which the request was registered.
    pub entry_l1_block: u64,
    /// L1 block in which the owner let the key exit; 0 if has_exited is 0 (VALUE otherwise).
    pub exit_l1_block: u64,
}
/// The exit of a registered key, as its owner sends it to L1 (SPEC #exit).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_exit {
    /// The VRF public key.
    pub key: fernet_key,
    /// The owner of the record that exits.
    pub owner: fernet_address,
}

/// Implements the conversions between the messages of C and those of the core, for one type of proof.
macro_rules! registrations {
    ($($request:ident $record:ident: $proof:ty, $reserved:literal;)+) => {
        $(
            impl Parse for $request {
                type Value = RegistrationRequestMessage<$proof>;

                fn parse(self) -> Result<Self::Value, fernet_status> {
                    Ok(RegistrationRequestMessage { request: self.request.parse()?, proof: self.proof.parse()? })
                }
            }

            impl From<RegistrationRequestMessage<$proof>> for $request {
                fn from(message: RegistrationRequestMessage<$proof>) -> Self {
                    Self { request: message.request.into(), proof: message.proof.into() }
                }
            }

            impl Parse for $record {
                type Value = RegistrationRecordMessage<$proof>;

                fn parse(self) -> Result<Self::Value, fernet_status> {
                    reserved(&self.reserved)?;
                    let exit_l1_block = match (self.has_exited, self.exit_l1_block) {
                        (0, 0) => None,
                        (1, l1_block) => Some(L1Block::new(l1_block)),
                        _ => return Err(fernet_status::Value),
                    };
                    let entry_l1_block = L1Block::new(self.entry_l1_block);
                    Ok(RegistrationRecordMessage { request: self.request.parse()?, entry_l1_block, exit_l1_block })
                }
            }

            impl From<RegistrationRecordMessage<$proof>> for $record {
                fn from(message: RegistrationRecordMessage<$proof>) -> Self {
                    Self {
                        request: message.request.into(),
                        entry_l1_block: message.entry_l1_block.get(),
                        exit_l1_block: message.exit_l1_block.map_or(0, L1Block::get),
                        has_exited: message.exit_l1_block.is_some().into(),
                        reserved: [0; $reserved],
                    }
                }
            }
        )+
    };
}

registrations! {
    fernet_message_registration_request fernet_message_registration_record: VrfProofBytes, 7;
    fernet_message_registration_request_p256 fernet_message_registration_record_p256: P256ProofBytes, 6;
}

impl Parse for fernet_message_exit {
    type Value = ExitMessage;

    fn parse(self) -> Result<ExitMessage, fernet_status> {
        Ok(ExitMessage { key: self.key.parse()?, owner: self.owner.parse()? })
    }
}

impl From<ExitMessage> for fernet_message_exit {
    fn from(message: ExitMessage) -> Self {
        Self { key: message.key.into(), owner: message.owner.into() }
    }
}

/// Encodes a request to register a key (SPEC #message-registry).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_REGISTRATION_REQUEST_LEN (LENGTH otherwise).
/// - message: the request with its proof; it is not checked.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_registration_request_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_registration_request>,
) -> fernet_status {
    encode(bytes, len, [message.span()], || Ok(message.parse()?.to_bytes()))
}

/// Decodes a request to register a key (SPEC #message-registry). Only the form is checked.
///
/// - message (out): the request with its proof.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_registration_request_decode(
    message: Out<fernet_message_registration_request>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(<RegistrationRequestMessage>::decode(bytes.get(len)?)?))
}

/// Encodes a record of the registry (SPEC #message-registry).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_REGISTRATION_RECORD_LEN (LENGTH otherwise).
/// - message: the record with the proof of its request; neither is checked.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_registration_record_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_registration_record>,
) -> fernet_status {
    encode(bytes, len, [message.span()], || Ok(message.parse()?.to_bytes()))
}

/// Decodes a record of the registry (SPEC #message-registry). Only the form is checked.
///
/// - message (out): the record with the proof of its request.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_registration_record_decode(
    message: Out<fernet_message_registration_record>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(<RegistrationRecordMessage>::decode(bytes.get(len)?)?))
}

/// Encodes a request to register a key on P-256 (SPEC #message-registry).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_REGISTRATION_REQUEST_P256_LEN (LENGTH otherwise).
/// - message: the request with its proof; it is not checked.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_registration_request_p256_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_registration_request_p256>,
) -> fernet_status {
    encode(bytes, len, [message.span()], || Ok(message.parse()?.to_bytes()))
}

/// Decodes a request to register a key on P-256 (SPEC #message-registry). Only the form is checked.
///
/// - message (out): the request with its proof.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_registration_request_p256_decode(
    message: Out<fernet_message_registration_request_p256>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(RegistrationRequestMessage::<P256ProofBytes>::decode(bytes.get(len)?)?))
}

/// Encodes a record of the registry whose key is on P-256 (SPEC #message-registry).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_REGISTRATION_RECORD_P256_LEN (LENGTH otherwise).
/// - message: the record with the proof of its request; neither is checked.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_registration_record_p256_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_registration_record_p256>,
) -> fernet_status {
    encode(bytes, len, [message.span()], || Ok(message.parse()?.to_bytes()))
}

/// Decodes a record of the registry whose key is on P-256 (SPEC #message-registry). Only the form is checked.
///
/// - message (out): the record with the proof of its request.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_registration_record_p256_decode(
    message: Out<fernet_message_registration_record_p256>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(RegistrationRecordMessage::<P256ProofBytes>::decode(bytes.get(len)?)?))
}

/// Encodes the exit of a key (SPEC #message-registry).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_EXIT_LEN (LENGTH otherwise).
/// - message: the key and its owner; they are not checked.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_exit_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_exit>,
) -> fernet_status {
    encode(bytes, len, [message.span()], || Ok(message.parse()?.to_bytes()))
}

/// Decodes the exit of a key (SPEC #message-registry). Only the form is checked.
///
/// - message (out): the key and its owner.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_exit_decode(
    message: Out<fernet_message_exit>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(ExitMessage::decode(bytes.get(len)?)?))
}
