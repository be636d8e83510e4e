//! The best K of a stream, in one pass and constant memory (SPEC `#ranking`).

use heapless::Vec;

use crate::KeyBytes;

/// An entry of a [`Ranking`]: smaller is better, and of each key only the best counts.
///
/// It is open to implementations, for clients that keep data of their own beside a [`ScoredKey`](crate::ScoredKey). None can
/// disturb a rule: elections, bundles and trees rank types of this crate only.
pub trait Ranked: Ord {
    /// The public key that the entry belongs to.
    fn key(&self) -> KeyBytes;
}

impl Ranked for crate::ScoredKey {
    fn key(&self) -> KeyBytes {
        self.key()
    }
}

/// Where `entry` belongs in a ranking that is kept in an array of `capacity` (SPEC `#ranking`): the index of the entry that it
/// replaces, or of the place behind the last. `None` if it is not taken. [`raise`] then restores the order.
///
/// [`Ranking`] keeps its own array; this is for arrays that the caller owns.
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

/// Moves the entry at `slot` up to its place among those before it, which are in order.
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

/// The best `K` of all that was offered, best first, one of each key. The same whatever the order of arrival.
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
    /// A ranking that nothing was offered to.
    #[must_use]
    pub const fn new() -> Self {
        const { assert!(K > 0, "a ranking holds at least one") };
        Self { best: Vec::new() }
    }

    /// Takes `entry` if it is among the best `K` so far and the best of its key, and says whether it did. An equal entry
    /// again changes nothing and is not taken.
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

    /// The entries, best first.
    pub fn iter(&self) -> core::slice::Iter<'_, T> {
        self.best.iter()
    }

    /// The entries, best first.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.best
    }

    /// The best entry.
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.best.first()
    }

    /// The one entry of `key` that is held.
    #[must_use]
    pub fn of_key(&self, key: &KeyBytes) -> Option<&T> {
        self.best.iter().find(|held| held.key() == *key)
    }
}
