//! The tickets of many keys at one node.

use fernet_core::{KeyBytes, NodeIndex, ProverSeed, Ticket};

use crate::RankError;
use crate::batch::{BATCH, Batch};

/// Computes the [`Ticket::public`] of all `keys` at `node`, and writes each at the index of its key (SPEC `#ticket`).
///
/// Runs on the calling thread, uses 9 kB of stack, and does not allocate.
///
/// ```
/// use fernet_core::{KeyBytes, NodeIndex, ProverSeed, Ticket};
///
/// let seed = ProverSeed::from_bytes([7; 32]);
/// let keys: Vec<KeyBytes> = (0..100).map(|id| KeyBytes::from_bytes([id; 32])).collect();
/// let mut tickets = vec![Ticket::new(0); keys.len()];
/// let node = NodeIndex::new(5);
/// fernet_rank::tickets(&seed, node, &keys, &mut tickets)?;
/// assert_eq!(tickets[42], Ticket::public(&seed, node, &keys[42]));
/// # Ok::<(), fernet_rank::RankError>(())
/// ```
///
/// # Errors
///
/// [`RankError::LengthsDiffer`] if `tickets` and `keys` have different lengths; nothing is written then.
pub fn tickets(seed: &ProverSeed, node: NodeIndex, keys: &[KeyBytes], tickets: &mut [Ticket]) -> Result<(), RankError> {
    if keys.len() != tickets.len() {
        return Err(RankError::LengthsDiffer);
    }
    let mut batch = Batch::new(seed, node);
    for (keys, tickets) in keys.chunks(BATCH).zip(tickets.chunks_mut(BATCH)) {
        for (to, ticket) in tickets.iter_mut().zip(batch.tickets(keys.iter())) {
            *to = ticket;
        }
    }
    Ok(())
}
