//! The bytes in which a client keeps its state over a restart.

use fernet_core::TreeVerifier;
use fernet_core::randao::{ring_from_bytes, ring_stored_len, ring_to_bytes};

use crate::block::{self, fernet_block};
use crate::chain::{self, fernet_chain};
use crate::claim::fernet_proving_context;
use crate::ptr::{Array, In, InArray, Opaque, Out, OutArray, Output, Sealed};
use crate::randao::fernet_randao_entry;
use crate::status::fernet_status;
use crate::tree::fernet_tree_verifier;

/// The most bytes that fernet_block_store writes.
pub const FERNET_BLOCK_STORED_LEN: usize = 1882;
/// The most bytes that fernet_chain_store writes.
pub const FERNET_CHAIN_STORED_LEN: usize = 2652;
/// The most bytes that fernet_tree_verifier_store writes.
pub const FERNET_TREE_VERIFIER_STORED_LEN: usize = 3481;

/// Number of bytes of a stored ring without entries: fernet_randao_ring_store writes this many bytes, and
/// FERNET_RANDAO_ENTRY_STORED_LEN more for each entry.
pub const FERNET_RANDAO_RING_STORED_LEN: usize = 3;
/// Number of bytes of each entry of a stored ring.
pub const FERNET_RANDAO_ENTRY_STORED_LEN: usize = 40;

const _: () = assert!(FERNET_RANDAO_RING_STORED_LEN == ring_stored_len(0));
const _: () = assert!(FERNET_RANDAO_RING_STORED_LEN + FERNET_RANDAO_ENTRY_STORED_LEN == ring_stored_len(1));
const _: () = assert!(FERNET_BLOCK_STORED_LEN == block::Native::STORED_LEN);
const _: () = assert!(FERNET_CHAIN_STORED_LEN == chain::Native::STORED_LEN);
const _: () = assert!(FERNET_TREE_VERIFIER_STORED_LEN == <TreeVerifier>::STORED_LEN);

/// Writes the bytes of an object and their number.
fn store<T: Opaque>(
    bytes: Array<u8>,
    len: Out<usize>,
    object: In<T>,
    write: impl for<'b> FnOnce(&T::Native, &'b mut [u8]) -> Option<&'b [u8]>,
) -> fernet_status {
    (bytes, len).set([object.span()], || {
        let native = object.load()?;
        let written = bytes.fill(|buffer| write(&native, buffer).map(<[u8]>::len))?;
        Ok(((), written.ok_or(fernet_status::Length)?))
    })
}

/// Writes the state of a block, to be kept over a restart. There is one encoding for each state. Store the bytes after
/// each message that was accepted, together with those of the chain and the L1 block up to which they are: after a
/// reorganisation of L1, restore bytes that are not later than the last L1 block that remains.
///
/// - bytes (out): the state; the bytes from len on are zero.
/// - capacity: number of bytes of the array, at least FERNET_BLOCK_STORED_LEN (LENGTH otherwise).
/// - len (out): number of bytes of the state.
/// - block: the block.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_store(
    bytes: OutArray<u8>,
    capacity: usize,
    len: Out<usize>,
    block: In<fernet_block>,
) -> fernet_status {
    store(bytes.of(capacity), len, block, |block, buffer| block.to_bytes(buffer))
}

/// Reads the state of a block. The store is trusted: the form of the bytes is checked and the rules of the messages
/// inside, but no proof and no registration.
///
/// - block (out): the block.
/// - bytes: the bytes of fernet_block_store.
/// - len: number of bytes.
///
/// Errors: MESSAGE_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_restore(
    block: Out<fernet_block>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    Sealed(block).set([bytes.span(len)], || Ok(block::Native::from_bytes(bytes.get(len)?)?))
}

/// Writes the state of a chain, to be kept over a restart. There is one encoding for each state.
///
/// - bytes (out): the state; the bytes from len on are zero.
/// - capacity: number of bytes of the array, at least FERNET_CHAIN_STORED_LEN (LENGTH otherwise).
/// - len (out): number of bytes of the state.
/// - chain: the chain.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_chain_store(
    bytes: OutArray<u8>,
    capacity: usize,
    len: Out<usize>,
    chain: In<fernet_chain>,
) -> fernet_status {
    store(bytes.of(capacity), len, chain, |chain, buffer| chain.to_bytes(buffer))
}

/// Reads the state of a chain. The bytes are trusted: only their form is checked.
///
/// - chain (out): the chain.
/// - bytes: the bytes of fernet_chain_store.
/// - len: number of bytes.
///
/// Errors: MESSAGE_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_chain_restore(
    chain: Out<fernet_chain>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    Sealed(chain).set([bytes.span(len)], || Ok(chain::Native::from_bytes(bytes.get(len)?)?))
}

/// Writes the state of the verification of a tree, to be kept over a restart.
///
/// - bytes (out): the state; the bytes from len on are zero.
/// - capacity: number of bytes of the array, at least FERNET_TREE_VERIFIER_STORED_LEN (LENGTH otherwise).
/// - len (out): number of bytes of the state.
/// - verifier: the verifier.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tree_verifier_store(
    bytes: OutArray<u8>,
    capacity: usize,
    len: Out<usize>,
    verifier: In<fernet_tree_verifier>,
) -> fernet_status {
    store(bytes.of(capacity), len, verifier, |verifier, buffer| verifier.to_bytes(buffer))
}

/// Reads the state of the verification of a tree. The bytes are trusted: only their form is checked, and that they are
/// of a tree of this block.
///
/// - verifier (out): the verifier.
/// - context: the context of the block.
/// - bytes: the bytes of fernet_tree_verifier_store.
/// - len: number of bytes.
///
/// Errors: PARAMS_..., SHAPE_..., RANDAO_OPENS_TOO_EARLY for the context, MESSAGE_..., MESSAGE_VALUE for a tree of another
/// block.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tree_verifier_restore(
    verifier: Out<fernet_tree_verifier>,
    context: In<fernet_proving_context>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    Sealed(verifier)
        .set([context.span(), bytes.span(len)], || Ok(TreeVerifier::from_bytes(&context.parse()?, bytes.get(len)?)?))
}

/// Writes the mixes of a ring, to be kept over a restart.
///
/// - bytes (out): the state; the bytes from len on are zero.
/// - capacity: number of bytes of the array, at least FERNET_RANDAO_RING_STORED_LEN + count *
///   FERNET_RANDAO_ENTRY_STORED_LEN (LENGTH otherwise).
/// - len (out): number of bytes of the state.
/// - entries: the entries of the ring, oldest first.
/// - count: number of entries, below 2^16 (LENGTH otherwise).
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_randao_ring_store(
    bytes: OutArray<u8>,
    capacity: usize,
    len: Out<usize>,
    entries: InArray<fernet_randao_entry>,
    count: usize,
) -> fernet_status {
    let bytes = bytes.of(capacity);
    (bytes, len).set([entries.span(count)], || {
        let entries = entries.get(count)?;
        let written = bytes.fill(|buffer| ring_to_bytes(entries, buffer).map(<[u8]>::len))?;
        Ok(((), written.ok_or(fernet_status::Length)?))
    })
}

/// Reads the mixes of a ring. The bytes are trusted: only their form is checked, and that the entries are in order.
///
/// - entries (out): the entries of the ring, oldest first; those from count on are zero.
/// - capacity: number of elements of the array.
/// - count (out): number of entries in use.
/// - bytes: the bytes of fernet_randao_ring_store.
/// - len: number of bytes.
///
/// Errors: MESSAGE_..., MESSAGE_VALUE also for more entries than capacity.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_randao_ring_restore(
    entries: OutArray<fernet_randao_entry>,
    capacity: usize,
    count: Out<usize>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    let entries = entries.of(capacity);
    (entries, count).set([bytes.span(len)], || {
        let bytes = bytes.get(len)?;
        let read = entries.fill(|entries| ring_from_bytes(bytes, entries))??;
        Ok(((), read))
    })
}
