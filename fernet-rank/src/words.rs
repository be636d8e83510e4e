//! Words of many keys.

use fernet_core::{KeyBytes, ProverSeed, Word};

use crate::RankError;
use crate::batch::{BATCH, Batch};

/// The words of all `keys` at `node`, each at the place of its key: [`Word::public`] of each, several at a time (SPEC
/// `#word`).
///
/// Runs on the thread that calls it, in 9 kB of stack, and allocates nothing.
///
/// ```
/// use fernet_core::{KeyBytes, ProverSeed, Word};
///
/// let seed = ProverSeed::from_bytes([7; 32]);
/// let keys: Vec<KeyBytes> = (0..100).map(|id| KeyBytes::from_bytes([id; 32])).collect();
/// let mut words = vec![Word::new(0); keys.len()];
/// fernet_rank::words(&seed, 5, &keys, &mut words)?;
/// assert_eq!(words[42], Word::public(&seed, 5, &keys[42]));
/// # Ok::<(), fernet_rank::RankError>(())
/// ```
///
/// # Errors
///
/// [`RankError::LengthsDiffer`] when `words` has not exactly one place for each key; nothing is written then.
pub fn words(seed: &ProverSeed, node: u64, keys: &[KeyBytes], words: &mut [Word]) -> Result<(), RankError> {
    if keys.len() != words.len() {
        return Err(RankError::LengthsDiffer);
    }
    let mut batch = Batch::new(seed, node);
    for (keys, words) in keys.chunks(BATCH).zip(words.chunks_mut(BATCH)) {
        for (to, word) in words.iter_mut().zip(batch.words(keys.iter())) {
            *to = word;
        }
    }
    Ok(())
}
