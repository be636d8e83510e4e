//! The key that `--key` or `--key-file` selects.

use std::fmt::{self, Display};
use std::str::FromStr;

use fernet_core::{KeyBytes, Role};
use fernet_vrf::SecretKey;

use crate::failure::Failure;
use crate::hex;
use crate::keys::OwnKey;
use crate::output::outside;
use crate::run::Registry;

/// Most keys that the message about an ambiguous prefix lists.
const LISTED: usize = 4;

/// Number of hex digits of a key.
const KEY_DIGITS: usize = 64;

/// The first hex digits of a key, or all of them, each as its value.
#[derive(Clone, Debug)]
pub(super) struct KeyPrefix(Vec<u8>);

impl FromStr for KeyPrefix {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let value = |digit: char| digit.to_digit(16).and_then(|value| u8::try_from(value).ok());
        let digits: Option<Vec<u8>> = hex::bare(text).chars().map(value).collect();
        digits
            .filter(|digits| (1..=KEY_DIGITS).contains(&digits.len()))
            .map(Self)
            .ok_or_else(|| format!("expected 1 to {KEY_DIGITS} hex digits, with or without 0x in front"))
    }
}

impl Display for KeyPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|digit| write!(f, "{digit:x}"))
    }
}

impl KeyPrefix {
    fn is_of(&self, key: &KeyBytes) -> bool {
        let digits = key.as_bytes().iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
        digits.take(self.0.len()).eq(self.0.iter().copied())
    }

    /// The only registered key with this prefix.
    pub(super) fn find(&self, registry: &Registry) -> Result<KeyBytes, Failure> {
        let mut keys: Vec<KeyBytes> = registry.keys().filter(|key| self.is_of(key)).collect();
        keys.sort_unstable();
        let prefix = outside(&self.to_string());
        match keys.as_slice() {
            [key] => Ok(*key),
            [] => Err(Failure::Invalid(format!("no registered key begins with {prefix}"))),
            several => {
                let listed: Vec<String> = several.iter().take(LISTED).map(ToString::to_string).collect();
                let more = if several.len() > LISTED { ", ..." } else { "" };
                let reason =
                    format!("{} registered keys begin with {prefix}: {}{more}", several.len(), listed.join(", "));
                Err(Failure::field("--key", reason))
            }
        }
    }
}

/// Refuses the secret key of a sequencer.
pub(super) fn provers(secret: OwnKey, role: Role) -> Result<SecretKey, Failure> {
    match (secret, role) {
        (OwnKey::Edwards25519(secret), Role::BaseProver | Role::MergeProver | Role::Prover) => Ok(secret),
        (_, Role::Sequencer) | (OwnKey::P256(_), _) => {
            Err(Failure::field("--key-file", "is the key of a sequencer; expected the key of a prover"))
        }
    }
}

/// Refuses a key that is not registered.
pub(super) fn registered(registry: &Registry, key: KeyBytes) -> Result<KeyBytes, Failure> {
    match registry.get(&key) {
        Some(_) => Ok(key),
        None => Err(Failure::Invalid(format!("the key {key} is not registered"))),
    }
}
