//! The ring of mixes: what is added, what leaves, what a reorganisation removes, and how large it has to be. The mix and
//! the snapshot of a block follow from the L1 block at which it opens.

mod common;
use common::{params, registration};
use fernet_core::*;

const NUMBER: BlockNumber = BlockNumber::new(1);

const fn mix(byte: u8) -> RandaoMix {
    RandaoMix::from_bytes([byte; 32])
}

fn ring<const N: usize>(l1_blocks: impl IntoIterator<Item = u64>) -> RandaoRing<N> {
    let mut ring = RandaoRing::new();
    let mut insert = |number: u64| ring.insert(L1Block::new(number), mix(number.to_be_bytes()[7]));
    l1_blocks.into_iter().for_each(|number| insert(number).unwrap());
    ring
}

fn held<const N: usize>(ring: &RandaoRing<N>) -> Vec<u64> {
    ring.as_slice().iter().map(|entry| entry.l1_block.get()).collect()
}

/// The L1 block of the mix of a block that opens at `opens`.
fn pinned_at<const N: usize>(ring: &RandaoRing<N>, opens: u64, lag: u32) -> Result<u64, RandaoError> {
    ring.pin(NUMBER, L1Block::new(opens), lag).map(|pinned| pinned.l1_block().get())
}

#[test]
fn l1_blocks_increase_and_the_oldest_leaves() {
    let mut ring = ring::<3>([5, 6, 9]);
    assert_eq!(ring.insert(L1Block::new(9), mix(9)), Ok(()));
    assert_eq!(ring.insert(L1Block::new(9), mix(1)), Err(RandaoError::ConflictingMix));
    assert_eq!(ring.insert(L1Block::new(8), mix(8)), Err(RandaoError::L1BlockBeforeNewest));
    assert_eq!(held(&ring), [5, 6, 9]);
    assert_eq!(ring.insert(L1Block::new(10), mix(10)), Ok(()));
    assert_eq!(held(&ring), [6, 9, 10]);
    assert_eq!(ring.as_slice()[2], RandaoEntry { l1_block: L1Block::new(10), mix: mix(10) });
}

#[test]
fn a_reorganisation_removes_the_newest() {
    for (from, left) in [(16, &[10, 12, 15][..]), (15, &[10, 12]), (13, &[10, 12]), (12, &[10]), (11, &[10]), (10, &[])]
    {
        let mut ring = ring::<4>([10, 12, 15]);
        ring.truncate(L1Block::new(from));
        assert_eq!(held(&ring), left, "from L1 block {from}");
        ring.insert(L1Block::new(16), mix(99)).unwrap();
        assert_eq!(ring.as_slice().last(), Some(&RandaoEntry { l1_block: L1Block::new(16), mix: mix(99) }));
    }
}

#[test]
fn a_reorganisation_up_to_the_mix_makes_a_pin_stale() {
    let mut ring = ring::<4>([10, 12, 14]);
    let pinned = ring.pin(NUMBER, L1Block::new(16), 4).unwrap();
    assert_eq!((pinned.block_number(), pinned.l1_block(), pinned.mix()), (NUMBER, L1Block::new(12), mix(12)));
    assert!(!pinned.is_stale(L1Block::new(13)));
    assert!(pinned.is_stale(L1Block::new(12)));
    assert!(pinned.is_stale(L1Block::new(0)));
    ring.truncate(L1Block::new(12));
    assert_eq!(pinned_at(&ring, 16, 4), Err(RandaoError::NotYetKnown));
    ring.insert(L1Block::new(12), mix(77)).unwrap();
    let again = ring.pin(NUMBER, L1Block::new(16), 4).unwrap();
    assert_eq!((again.l1_block(), again.mix()), (L1Block::new(12), mix(77)));
}

/// The mixes of all L1 blocks up to the one at which the block opens: the wanted one is `LAG` blocks back.
#[test]
fn a_lag_needs_a_ring_of_one_more() {
    const LAG: u32 = 64;
    for opens in [66, 100, 1000] {
        let wanted = opens - u64::from(LAG);
        assert_eq!(pinned_at(&ring::<64>(0..=opens), opens, LAG), Err(RandaoError::NotRetained));
        assert_eq!(pinned_at(&ring::<65>(0..=opens), opens, LAG), Ok(wanted));
        // Two L1 blocks later it takes two more.
        assert_eq!(pinned_at(&ring::<66>(0..=opens + 2), opens, LAG), Err(RandaoError::NotRetained));
        assert_eq!(pinned_at(&ring::<67>(0..=opens + 2), opens, LAG), Ok(wanted));
    }
}

#[test]
fn the_first_block_opens_two_l1_blocks_after_the_lag() {
    let ring = ring::<8>(0..8);
    for lag in [0, 2, 3] {
        let first = u64::from(lag) + 2;
        assert_eq!(pinned_at(&ring, first - 1, lag), Err(RandaoError::OpensTooEarly));
        assert_eq!(pinned_at(&ring, first, lag), Ok(2));
        assert_eq!(randao::mix_block(L1Block::new(first - 1), lag), Err(RandaoError::OpensTooEarly));
        assert_eq!(randao::mix_block(L1Block::new(first), lag), Ok(L1Block::new(2)));
    }
    assert_eq!(randao::mix_block(L1Block::new(u64::from(u32::MAX) + 1), u32::MAX), Err(RandaoError::OpensTooEarly));
    let header = |l1_block| PinnedMix::new(NUMBER, L1Block::new(l1_block), mix(1)).map(|pinned| pinned.snapshot());
    assert_eq!([header(0), header(1)], [Err(RandaoError::OpensTooEarly); 2]);
    assert_eq!(header(2), Ok(L1Block::new(0)));
    assert_eq!(header(u64::MAX), Ok(L1Block::new(u64::MAX - 2)));
}

/// Whoever opens a block may withhold any of the mixes that it was given. It gets the one mix of the block, or none:
/// there is no second mix among which to choose.
#[test]
fn withheld_mixes_never_give_another_mix() {
    const OPENS: u64 = 14;
    const LAG: u32 = 8;
    const WANTED: u64 = 6;
    for kept in 0_u32..1 << 11 {
        let ring = ring::<11>((2..13).filter(|number| kept >> (number - 2) & 1 == 1));
        let has = |number: &u64| held(&ring).contains(number);
        let expected = match (has(&WANTED), (WANTED..13).any(|number| has(&number))) {
            (true, _) => Ok(WANTED),
            (false, true) => Err(RandaoError::NotRetained),
            (false, false) => Err(RandaoError::NotYetKnown),
        };
        assert_eq!(pinned_at(&ring, OPENS, LAG), expected, "{:?}", held(&ring));
    }
}

/// A key cannot be admitted or expelled by a choice of the snapshot: it is that of two L1 blocks before the mix, for
/// everybody.
#[test]
fn the_snapshot_follows_from_the_opening() {
    let params = params(|values| values.activation_delay = 0);
    let ring = ring::<101>(900..=1000);
    for opens in [1000, 1010, 1064] {
        let pinned = ring.pin(NUMBER, L1Block::new(opens), params.randao_lag()).unwrap();
        let snapshot = Snapshot::new(&params, &pinned);
        assert_eq!(snapshot.l1_block(), L1Block::new(opens - 66));
        let check = |entry: u64, exit: Option<u64>| {
            let (entry_l1_block, exit_l1_block) = (L1Block::new(entry), exit.map(L1Block::new));
            let registration = Registration { entry_l1_block, exit_l1_block, ..registration(1, Role::Sequencer) };
            snapshot.check_eligible(&registration, Duty::Propose)
        };
        assert_eq!(check(opens - 66, None), Ok(()));
        assert_eq!(check(opens - 65, None), Err(Ineligible::NotYetActive), "L1 block X - 1 makes the mix known");
        assert_eq!(check(0, Some(opens - 65)), Ok(()));
        assert_eq!(check(0, Some(opens - 66)), Err(Ineligible::Exited));
    }
}
