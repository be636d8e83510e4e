//! Where a block looks up keys and seats.

use fernet_core::{ClaimId, KeyBytes, Registration, Seat, Snapshot};

/// The registered keys, as far as a client knows them. A block looks up the key of every message.
///
/// A slice of registrations is a registry, and so is a closure: `|key| map.get(key).copied()` for a map.
pub trait Registry {
    /// Returns the registration of a key, or `None` if the key is not registered.
    fn registration(&self, key: &KeyBytes) -> Option<Registration>;

    /// Returns the number of keys that are eligible to prove a base at `snapshot`
    /// ([`Snapshot::count_provers`](fernet_core::Snapshot::count_provers)), or `None` if the registry cannot count them, as a
    /// closure. It is called for each attestation and certificate, so a large registry keeps the number. A rollup without
    /// attesters does not need it.
    fn provers(&self, snapshot: &Snapshot) -> Option<u64> {
        let _ = snapshot;
        None
    }
}

impl Registry for [Registration] {
    fn registration(&self, key: &KeyBytes) -> Option<Registration> {
        self.iter().find(|registration| registration.key == *key).copied()
    }

    fn provers(&self, snapshot: &Snapshot) -> Option<u64> {
        Some(snapshot.count_provers(self))
    }
}

impl<const N: usize> Registry for [Registration; N] {
    fn registration(&self, key: &KeyBytes) -> Option<Registration> {
        self.as_slice().registration(key)
    }

    fn provers(&self, snapshot: &Snapshot) -> Option<u64> {
        self.as_slice().provers(snapshot)
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
