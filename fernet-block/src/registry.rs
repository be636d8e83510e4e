//! Where a block looks up keys and seats.

use fernet_core::{ClaimId, KeyBytes, Registration, Seat};

/// The registered keys, as far as a client knows them. A block looks up the key of every message.
///
/// A slice of registrations is a registry, and so is a closure: `|key| map.get(key).copied()` for a map.
pub trait Registry {
    /// Returns the registration of a key, or `None` if the key is not registered.
    fn registration(&self, key: &KeyBytes) -> Option<Registration>;
}

impl Registry for [Registration] {
    fn registration(&self, key: &KeyBytes) -> Option<Registration> {
        self.iter().find(|registration| registration.key == *key).copied()
    }
}

impl<const N: usize> Registry for [Registration; N] {
    fn registration(&self, key: &KeyBytes) -> Option<Registration> {
        self.as_slice().registration(key)
    }
}

impl<F: Fn(&KeyBytes) -> Option<Registration>> Registry for F {
    fn registration(&self, key: &KeyBytes) -> Option<Registration> {
        self(key)
    }
}

/// The seats of the claims that a client has verified, for trees that name claims by their ids.
///
/// A slice of seats is such a set, and so is a closure: `|id| map.get(id).copied()` for a map. `()` is the empty set.
pub trait Seats {
    /// Returns the seat of a claim that [`Block::claim`](crate::Block::claim) accepted; `None` for any other claim.
    fn seat(&self, id: &ClaimId) -> Option<Seat>;
}

impl Seats for [Seat] {
    fn seat(&self, id: &ClaimId) -> Option<Seat> {
        self.iter().find(|seat| seat.claim_id() == *id).copied()
    }
}

/// No seats, for a client that verifies no claims.
impl Seats for () {
    fn seat(&self, _: &ClaimId) -> Option<Seat> {
        None
    }
}

impl<F: Fn(&ClaimId) -> Option<Seat>> Seats for F {
    fn seat(&self, id: &ClaimId) -> Option<Seat> {
        self(id)
    }
}
