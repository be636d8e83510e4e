//! The key that `--key` or `--key-file` selects.

use std::str::FromStr;

use fernet_core::{KeyBytes, Role};
use fernet_vrf::SecretKey;

use crate::failure::Failure;
use crate::hex;
use crate::output::outside;
use crate::run::Registry;

/// Most keys that the message about an ambiguous beginning lists.
const LISTED: usize = 4;

/// The first hex digits of a key, or all of them.
#[derive(Clone, Debug)]
pub(super) struct Beginning(String);

impl FromStr for Beginning {
    type Err = String;

    fn from_str(digits: &str) -> Result<Self, String> {
        let bare = hex::bare(digits);
        if (1..=64).contains(&bare.len()) && bare.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            Ok(Self(bare.to_ascii_lowercase()))
        } else {
            Err("expected 1 to 64 hex digits, with or without 0x in front".to_owned())
        }
    }
}

impl Beginning {
    /// The registered key that begins with these digits.
    pub(super) fn find(&self, registry: &Registry) -> Result<KeyBytes, Failure> {
        let mut keys: Vec<KeyBytes> = registry.keys().filter(|key| key.to_string().starts_with(&self.0)).collect();
        keys.sort_unstable();
        match keys.as_slice() {
            [key] => Ok(*key),
            [] => Err(Failure::Invalid(format!("no registered key begins with {}", outside(&self.0)))),
            several => {
                let listed: Vec<String> = several.iter().take(LISTED).map(ToString::to_string).collect();
                let more = if several.len() > LISTED { ", ..." } else { "" };
                let reason = format!(
                    "{} registered keys begin with {}: {}{more}",
                    several.len(),
                    outside(&self.0),
                    listed.join(", ")
                );
                Err(Failure::field("--key", reason))
            }
        }
    }
}

/// Refuses the secret key of a sequencer.
pub(super) fn provers(secret: SecretKey, role: Role) -> Result<SecretKey, Failure> {
    match role {
        Role::Sequencer => Err(Failure::field("--key-file", "is the key of a sequencer; expected the key of a prover")),
        Role::BaseProver | Role::MergeProver | Role::Prover => Ok(secret),
    }
}

/// Refuses a key that is not registered.
pub(super) fn registered(registry: &Registry, key: KeyBytes) -> Result<KeyBytes, Failure> {
    match registry.get(&key) {
        Ok(_) => Ok(key),
        Err(_) => Err(Failure::Invalid(format!("the key {key} is not registered"))),
    }
}
