//! The bytes of messages (SPEC `#messages`).

use fernet_core::Params;
use fernet_core::message::{DecodeError, Message, ParametersMessage};

use crate::bytes::fernet_key;
use crate::params::fernet_params;
use crate::ptr::{Array, In, InArray, Out, OutArray, Output, Span};
use crate::status::fernet_status;

mod availability;
#[cfg(feature = "hosted")]
mod batch;
mod claim;
mod evidence;
mod l1;
mod proposal;
mod registry;
mod tree;

pub use availability::*;
#[cfg(feature = "hosted")]
pub use batch::*;
pub use claim::*;
pub use evidence::*;
pub use l1::*;
pub use proposal::*;
pub use registry::*;
pub use tree::*;

/// Number of bytes of a message with the parameters of a rollup.
pub const FERNET_MESSAGE_PARAMETERS_LEN: usize = 160;

const _: () = assert!(FERNET_MESSAGE_PARAMETERS_LEN == ParametersMessage::LEN);

/// What fernet_message_check says of some bytes.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_info {
    /// FERNET_STATUS_OK for a message, otherwise one of FERNET_STATUS_MESSAGE_....
    pub status: i32,
    /// Number of the kind of the message (SPEC #message-kinds); 0 unless status is FERNET_STATUS_OK.
    pub kind: u32,
    /// Number of bytes before the first wrong field; 0 for a message.
    pub offset: u64,
    /// Name of the first wrong field in SPEC #message-bodies, in ASCII and NUL-terminated; empty for a message.
    pub field: [u8; 24],
}

impl From<DecodeError> for fernet_status {
    fn from(error: DecodeError) -> Self {
        error.error.into()
    }
}

/// Encodes the parameters of a rollup (SPEC #message-parameters).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_PARAMETERS_LEN (LENGTH otherwise).
/// - params: parameters of the rollup.
///
/// Errors: PARAMS_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_parameters_encode(
    bytes: OutArray<u8>,
    len: usize,
    params: In<fernet_params>,
) -> fernet_status {
    encode(bytes, len, [params.span()], || Ok(ParametersMessage::from(params.parse()?).to_bytes()))
}

/// Decodes the parameters of a rollup and, unlike the decoders of other messages, checks them too (SPEC
/// #message-parameters).
///
/// - params (out): the parameters; root_seats is never FERNET_NO_ROOT_SEATS.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_..., then PARAMS_.... fernet_message_check names the field of a MESSAGE_... and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_parameters_decode(
    params: Out<fernet_params>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    params.set([bytes.span(len)], || Ok(Params::new(ParametersMessage::decode(bytes.get(len)?)?.values)?))
}

/// Decodes a message of any kind, and says what is wrong with bytes that are none (SPEC #message-errors). Only the form
/// is checked. The function succeeds for any bytes: info->status is the result.
///
/// - info (out): the kind of the message, or the first wrong field.
/// - bytes: the bytes.
/// - len: number of bytes.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_check(
    info: Out<fernet_message_info>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    info.set([bytes.span(len)], || {
        let mut info = fernet_message_info { status: 0, kind: 0, offset: 0, field: [0; 24] };
        match Message::decode(bytes.get(len)?) {
            Ok(message) => info.kind = message.kind().number().into(),
            Err(error) => {
                info.status = fernet_status::from(error).number();
                info.offset = u64::try_from(error.offset).unwrap_or(u64::MAX);
                copy(&mut info.field, error.field.bytes());
            }
        }
        Ok(info)
    })
}

/// Reads the key that signed a proposal, a claim or an attestation. The functions of a fernet_block take the registration
/// of this key. Only the form of the message is checked.
///
/// - key (out): the public key.
/// - bytes: a message with a proposal, a claim or an attestation; the proof of a claim may be in batch form.
/// - len: number of bytes.
///
/// Errors: MESSAGE_..., MESSAGE_OTHER_KIND for other messages.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_key(key: Out<fernet_key>, bytes: InArray<u8>, len: usize) -> fernet_status {
    key.set([bytes.span(len)], || match Message::decode(bytes.get(len)?)? {
        Message::Proposal(message) => Ok(message.key),
        Message::ProposalP256(message) => Ok(message.key),
        Message::Claim(message) => Ok(message.key),
        Message::BatchClaim(message) => Ok(message.key),
        Message::Attestation(message) => Ok(message.key),
        _ => Err(fernet_status::MessageOtherKind),
    })
}

/// Writes the bytes of a message to an array of their number.
fn encode<const N: usize, const INPUTS: usize>(
    bytes: OutArray<u8>,
    len: usize,
    inputs: [Span; INPUTS],
    message: impl FnOnce() -> Result<[u8; N], fernet_status>,
) -> fernet_status {
    let bytes = bytes.of(len);
    bytes.set(inputs, || {
        let message = message()?;
        bytes.same_len(N)?.fill(|bytes| copy(bytes, message))
    })
}

/// Writes the head of a message and what follows it to an array of their number of bytes, and checks the form.
fn encode_parts<const N: usize>(
    bytes: Array<u8>,
    head: [u8; N],
    rest: impl IntoIterator<Item = u8>,
    rest_len: Option<usize>,
) -> Result<(), fernet_status> {
    let len = rest_len.and_then(|rest| rest.checked_add(N)).ok_or(fernet_status::Length)?;
    let written = bytes.same_len(len)?.fill(|bytes| {
        copy(bytes, head.into_iter().chain(rest));
        Message::decode(bytes).map(drop)
    });
    Ok(written??)
}

pub(crate) fn copy(to: &mut [u8], from: impl IntoIterator<Item = u8>) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = from);
}
