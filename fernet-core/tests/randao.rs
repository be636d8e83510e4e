//! The ring of mixes: what is added, what leaves, what a reorganisation removes, and how large it has to be.

use fernet_core::*;

const fn mix(byte: u8) -> RandaoMix {
    RandaoMix::from_bytes([byte; 32])
}

fn ring<const N: usize>(slots: impl IntoIterator<Item = u64>) -> RandaoRing<N> {
    let mut ring = RandaoRing::new();
    slots.into_iter().for_each(|slot| ring.insert(L1Slot::new(slot), mix(slot.to_be_bytes()[7])).unwrap());
    ring
}

fn slots<const N: usize>(ring: &RandaoRing<N>) -> Vec<u64> {
    ring.as_slice().iter().map(|entry| entry.slot.get()).collect()
}

#[test]
fn slots_increase_and_the_oldest_leaves() {
    let mut ring = ring::<3>([5, 6, 9]);
    assert_eq!(ring.insert(L1Slot::new(9), mix(9)), Ok(()));
    assert_eq!(ring.insert(L1Slot::new(9), mix(1)), Err(RandaoError::ConflictingMix));
    assert_eq!(ring.insert(L1Slot::new(8), mix(8)), Err(RandaoError::SlotBeforeNewest));
    assert_eq!(slots(&ring), [5, 6, 9]);
    assert_eq!(ring.insert(L1Slot::new(10), mix(10)), Ok(()));
    assert_eq!(slots(&ring), [6, 9, 10]);
    assert_eq!(ring.as_slice()[2], RandaoEntry { slot: L1Slot::new(10), mix: mix(10) });
}

#[test]
fn a_reorganisation_removes_the_newest() {
    for (from, left) in [(16, &[10, 12, 15][..]), (15, &[10, 12]), (13, &[10, 12]), (12, &[10]), (11, &[10]), (10, &[])]
    {
        let mut ring = ring::<4>([10, 12, 15]);
        ring.truncate(L1Slot::new(from));
        assert_eq!(slots(&ring), left, "from slot {from}");
        ring.insert(L1Slot::new(16), mix(99)).unwrap();
        assert_eq!(ring.as_slice().last(), Some(&RandaoEntry { slot: L1Slot::new(16), mix: mix(99) }));
    }
}

#[test]
fn a_pinned_mix_outlives_a_reorganisation() {
    let mut ring = ring::<4>([10, 12, 15]);
    let pinned = ring.pin(BlockNumber::new(1), L1Slot::new(16), 2).unwrap();
    ring.truncate(L1Slot::new(0));
    assert_eq!((pinned.block_number(), pinned.slot(), pinned.mix()), (BlockNumber::new(1), L1Slot::new(12), mix(12)));
    assert_eq!(ring.pin(BlockNumber::new(1), L1Slot::new(16), 2), Err(RandaoError::NotYetKnown));
}

/// The mixes of slots 0 to the one in which the block opens, none missed: the wanted slot is `LAG` slots back.
#[test]
fn a_lag_needs_a_ring_of_one_more() {
    const LAG: u32 = 64;
    for opens in [64, 100, 1000] {
        let target = opens - u64::from(LAG);
        assert_eq!(
            ring::<64>(0..=opens).pin(BlockNumber::new(1), L1Slot::new(opens), LAG),
            Err(RandaoError::NotRetained)
        );
        assert_eq!(
            ring::<65>(0..=opens).pin(BlockNumber::new(1), L1Slot::new(opens), LAG).map(|pinned| pinned.slot().get()),
            Ok(target)
        );
        // Two slots later it takes two more.
        assert_eq!(
            ring::<66>(0..=opens + 2).pin(BlockNumber::new(1), L1Slot::new(opens), LAG),
            Err(RandaoError::NotRetained)
        );
        assert_eq!(
            ring::<67>(0..=opens + 2)
                .pin(BlockNumber::new(1), L1Slot::new(opens), LAG)
                .map(|pinned| pinned.slot().get()),
            Ok(target)
        );
    }
    // The wanted slot and the one before were missed: the mix before them is retained all the same.
    let missed = (0..=100).filter(|slot| ![35, 36].contains(slot));
    assert_eq!(
        ring::<65>(missed).pin(BlockNumber::new(1), L1Slot::new(100), LAG).map(|pinned| pinned.slot().get()),
        Ok(34)
    );
}
