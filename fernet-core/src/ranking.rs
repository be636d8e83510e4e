//! Rankings: the best `K` of any number of candidates, in constant memory (SPEC `#ranking`).

use heapless::Vec;

use crate::KeyBytes;

/// An entry of a [`Ranking`]. The smaller of two entries ranks better, and a ranking holds the best entry of each key
/// only.
///
/// Clients may implement it for types that hold more data than a [`ScoredKey`](crate::ScoredKey). An implementation
/// cannot change a rule of the protocol: elections, bundles and trees rank types of this crate only.
pub trait Ranked: Ord {
    /// Returns the public key of the entry.
    fn key(&self) -> KeyBytes;
}

impl Ranked for crate::ScoredKey {
    fn key(&self) -> KeyBytes {
        self.key()
    }
}

/// Finds the index at which to store `entry` in a ranking with room for `capacity` entries, sorted best first: that of
/// the entry that it replaces, or `best.len()` to append it. `None` if it ranks too low or its key has an equal or
/// better entry. After storing it, call [`raise`] to sort the ranking (SPEC `#ranking`).
///
/// [`Ranking`] holds its entries itself; this function serves an array of the caller.
pub fn slot<T: Ranked>(best: &[T], capacity: usize, entry: &T) -> Option<usize> {
    let full = best.len() >= capacity;
    let worst = best.last();
    if full && worst.is_none_or(|worst| worst <= entry) {
        return None;
    }
    match best.iter().position(|held| held.key() == entry.key()) {
        Some(held) => best.get(held).is_some_and(|held| entry < held).then_some(held),
        None if full => best.len().checked_sub(1),
        None => Some(best.len()),
    }
}

/// Moves the entry at index `slot` forward to its place among the entries before it, which are sorted best first.
pub fn raise<T: Ord>(best: &mut [T], slot: usize) {
    let Some((up_to_slot, _)) = best.split_at_mut_checked(slot.saturating_add(1)) else {
        return;
    };
    if let [before @ .., entry] = &*up_to_slot {
        let place = before.partition_point(|held| held < entry);
        if let Some(moved @ [_, ..]) = up_to_slot.get_mut(place..) {
            moved.rotate_right(1);
        }
    }
}

/// A ranking of the best `K` entries that were inserted, best first, one for each key. The result does not depend on
/// the order of insertions (SPEC `#ranking`).
///
/// ```
/// use fernet_core::{ScoredKey, FeeBurn, KeyBytes, Ranking, Ticket};
///
/// let mut ranking = Ranking::<ScoredKey, 2>::new();
/// for (id, ticket) in [(1, 10), (2, 30), (3, 20), (2, 30)] {
///     ranking.insert(ScoredKey::new(KeyBytes::from_bytes([id; 32]), Ticket::new(ticket), FeeBurn::ZERO));
/// }
/// let tickets: Vec<u128> = ranking.iter().map(|entry| entry.ticket().get()).collect();
/// assert_eq!(tickets, [30, 20]);
/// ```
#[derive(Clone, Debug)]
pub struct Ranking<T, const K: usize> {
    best: Vec<T, K>,
}

impl<T: Ranked, const K: usize> Default for Ranking<T, K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Ranked, const K: usize> Ranking<T, K> {
    /// Makes an empty ranking.
    #[must_use]
    pub const fn new() -> Self {
        const { assert!(K > 0, "a ranking holds at least one") };
        Self { best: Vec::new() }
    }

    /// Inserts an entry, and returns whether it was put into the ranking: `false` if it ranks too low or its key has an
    /// equal or better entry.
    pub fn insert(&mut self, entry: T) -> bool {
        let Some(slot) = slot(&self.best, K, &entry) else {
            return false;
        };
        match self.best.get_mut(slot) {
            Some(held) => *held = entry,
            // A slot behind the last is within the capacity.
            None => drop(self.best.push(entry)),
        }
        raise(&mut self.best, slot);
        true
    }

    /// Iterates over the entries, best first.
    pub fn iter(&self) -> core::slice::Iter<'_, T> {
        self.best.iter()
    }

    /// Returns the entries, best first.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.best
    }

    /// Returns the best entry, or `None` if the ranking is empty.
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.best.first()
    }

    /// Returns the entry of `key`, or `None` if the ranking holds none.
    #[must_use]
    pub fn of_key(&self, key: &KeyBytes) -> Option<&T> {
        self.best.iter().find(|held| held.key() == *key)
    }
}
