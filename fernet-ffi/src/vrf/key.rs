//! Secret and public keys (SPEC `#key-derivation`, `#vrf`).

use core::mem::MaybeUninit;

use fernet_vrf::{PublicKey, SecretKey};

use crate::bytes::{fernet_key, fernet_secret};
use crate::ptr::{In, InArray, Out, Output, Sealed, wipe};
use crate::registry::{self, fernet_role};
use crate::status::fernet_status;

/// A private object: a secret key with its public key. It must not be compared, printed or stored; store the secret
/// from which it was made. Wipe every copy with fernet_secret_key_wipe.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_secret_key {
    /// Private; see rule 7.
    pub private_bytes: [MaybeUninit<u8>; 288],
}

/// Decodes and validates a public key.
pub(crate) fn public_key(key: In<fernet_key>) -> Result<PublicKey, fernet_status> {
    Ok(PublicKey::from_bytes(&key.get()?.bytes)?)
}

/// Derives the secret key of a role from a master secret (SPEC #key-derivation). The three prover roles have one key; a
/// sequencer has another.
///
/// - secret_key (out): the secret key. Wipe it with fernet_secret_key_wipe.
/// - master: the master secret. The caller wipes it.
/// - role: the role of the key.
///
/// Errors: VALUE for role.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_secret_key_derive(
    secret_key: Out<fernet_secret_key>,
    master: In<fernet_secret>,
    role: fernet_role,
) -> fernet_status {
    Sealed(secret_key)
        .set_with_secret([master.span()], || Ok(SecretKey::derive(&master.borrow()?.bytes, registry::role(role)?)))
}

/// Makes a secret key from the 32-byte SK of RFC 9381, for interoperability. The same SK must never be used as an
/// Ed25519 key: an Ed25519 signature could share its nonce with a proof and so reveal the key. Keys of
/// fernet_secret_key_derive have no such restriction.
///
/// - secret_key (out): the secret key. Wipe it with fernet_secret_key_wipe.
/// - seed: SK of RFC 9381, 32 bytes. The caller wipes it.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_secret_key_from_seed(
    secret_key: Out<fernet_secret_key>,
    seed: In<fernet_secret>,
) -> fernet_status {
    Sealed(secret_key).set_with_secret([seed.span()], || Ok(SecretKey::from_seed(&seed.borrow()?.bytes)))
}

/// Computes the public key of a secret key, encoded as it is registered.
///
/// - key (out): the public key.
/// - secret_key: the secret key.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_secret_key_public(
    key: Out<fernet_key>,
    secret_key: In<fernet_secret_key>,
) -> fernet_status {
    key.set_with_secret([secret_key.span()], || Ok(secret_key.load()?.public_key().to_bytes()))
}

/// Overwrites a secret key with zeros, in a way that the compiler does not optimise away. Afterwards the object is not
/// a key.
///
/// - secret_key (out): the object to wipe; it need not hold a key.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_secret_key_wipe(secret_key: Out<fernet_secret_key>) -> fernet_status {
    wipe(secret_key)
}

/// Decodes and validates a public key: string_to_point and ECVRF_validate_key of RFC 9381 (SPEC #vrf).
///
/// - key (out): the public key.
/// - bytes: the encoded key.
/// - bytes_len: number of bytes; 32 for a valid key.
///
/// Errors: the first that applies, in this order: KEY_LENGTH, KEY_NON_CANONICAL, KEY_MINUS_ZERO, KEY_NOT_ON_CURVE,
/// KEY_SMALL_ORDER.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_key_parse(key: Out<fernet_key>, bytes: InArray<u8>, bytes_len: usize) -> fernet_status {
    key.set([bytes.span(bytes_len)], || Ok(PublicKey::try_from(bytes.get(bytes_len)?)?.to_bytes()))
}
