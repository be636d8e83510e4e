//! The best K of a stream, in one pass and constant memory (SPEC `#ranking`).

use heapless::Vec;

use crate::KeyBytes;

/// Something that is ranked: smaller is better, and of each key only the best counts.
pub trait Ranked: Ord {
    /// Whose it is.
    fn key(&self) -> KeyBytes;
}

impl Ranked for crate::Candidate {
    fn key(&self) -> KeyBytes {
        self.key()
    }
}

/// The best `K` of all that was offered, best first, one of each key. The same whatever the order of arrival.
///
/// ```
/// use fernet_core::{Candidate, FeeBurn, KeyBytes, Ranking, Word};
///
/// let mut ranking = Ranking::<Candidate, 2>::new();
/// for (id, word) in [(1, 10), (2, 30), (3, 20), (2, 30)] {
///     ranking.offer(Candidate::new(KeyBytes::from_bytes([id; 32]), Word::new(word), FeeBurn::ZERO));
/// }
/// let words: Vec<u128> = ranking.iter().map(|candidate| candidate.word().get()).collect();
/// assert_eq!(words, [30, 20]);
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
    pub fn offer(&mut self, entry: T) -> bool {
        if self.best.is_full() && self.best.last().is_some_and(|worst| *worst <= entry) {
            return false;
        }
        match self.of_key(&entry.key()) {
            Some(held) if *held <= entry => return false,
            Some(_) => self.best.retain(|held| held.key() != entry.key()),
            None => self.best.truncate(K.saturating_sub(1)),
        }
        let place = self.best.partition_point(|held| *held < entry);
        self.best.insert(place, entry).is_ok()
    }

    /// The best, first first.
    pub fn iter(&self) -> core::slice::Iter<'_, T> {
        self.best.iter()
    }

    /// The best, first first.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.best
    }

    /// The very best.
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
