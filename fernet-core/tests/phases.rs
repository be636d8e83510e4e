//! Each row of SPEC `#phase-table`, every event that has no row, and the limits.

mod common;
use common::params;
use fernet_core::*;

/// L1 block and event, one after the other.
type Events<'a> = &'a [(u64, Event)];

/// What came before, an event, and the phase and effects that it leads to.
type Row<'a> = (Events<'a>, (u64, Event), Phase, &'a [Effect]);

/// A block whose proposal phase opens at L1 block 100: `p` is 110, `r` 130, `d` 160.
fn open() -> BlockPhase {
    let params = params(|v| (v.proposal_blocks, v.reveal_blocks, v.proving_blocks) = (10, 20, 30));
    BlockPhase::open(&params, L1Block::new(100)).unwrap()
}

/// The block after some events, and the effects of the last one.
fn after(events: Events<'_>) -> Result<(BlockPhase, Effects), PhaseError> {
    let start = (open(), Effects::default());
    events.iter().try_fold(start, |(block, _), (l1_block, event)| block.step(L1Block::new(*l1_block), *event))
}

const PROPOSED: Events<'_> = &[(101, Event::Proposal)];
const REVEALED: Events<'_> = &[(101, Event::Proposal), (110, Event::Reveal)];
const PROVEN: Events<'_> = &[(101, Event::Proposal), (110, Event::Reveal), (130, Event::Tree)];
const FINAL: Events<'_> =
    &[(101, Event::Proposal), (110, Event::Reveal), (120, Event::ParentFinal), (130, Event::Tree)];

#[test]
fn every_row_of_the_table() {
    use Effect::*;
    let known: Events<'_> = &[REVEALED, &[(150, Event::ParentFinal)]].concat();
    let rows: [Row<'_>; 35] = [
        (&[], (100, Event::Proposal), Phase::Proposal, &[]),
        (&[], (109, Event::Proposal), Phase::Proposal, &[]),
        (&[], (109, Event::Time), Phase::Proposal, &[]),
        (PROPOSED, (109, Event::Proposal), Phase::Proposal, &[]),
        (PROPOSED, (109, Event::Time), Phase::Proposal, &[]),
        (PROPOSED, (110, Event::Time), Phase::Reveal, &[OpenReveal]),
        (&[], (110, Event::Time), Phase::Skipped, &[BuildOnParent]),
        (&[(105, Event::Time)], (110, Event::Time), Phase::Skipped, &[BuildOnParent]),
        (PROPOSED, (129, Event::Time), Phase::Reveal, &[OpenReveal]),
        (PROPOSED, (129, Event::Reveal), Phase::Proving, &[OpenReveal, OpenProving]),
        (&[(101, Event::Proposal), (110, Event::Time)], (129, Event::Reveal), Phase::Proving, &[OpenProving]),
        (
            &[(101, Event::Proposal), (110, Event::Time)],
            (130, Event::Time),
            Phase::Skipped,
            &[SlashNotRevealed, BuildOnParent],
        ),
        (PROPOSED, (130, Event::Time), Phase::Skipped, &[OpenReveal, SlashNotRevealed, BuildOnParent]),
        (REVEALED, (159, Event::Time), Phase::Proving, &[]),
        (REVEALED, (110, Event::Tree), Phase::Proven, &[TreeCompetes]),
        (REVEALED, (159, Event::Tree), Phase::Proven, &[TreeCompetes]),
        (known, (150, Event::Tree), Phase::Final, &[Finalize, TreeCompetes]),
        (known, (159, Event::Tree), Phase::Final, &[Finalize, TreeCompetes]),
        (REVEALED, (160, Event::Time), Phase::Reverted, &[SlashNotProven, BuildOnParent]),
        (known, (160, Event::Time), Phase::Reverted, &[SlashNotProven, BuildOnParent]),
        (PROVEN, (159, Event::Tree), Phase::Proven, &[TreeCompetes]),
        (PROVEN, (160, Event::Time), Phase::Proven, &[]),
        (PROVEN, (130, Event::ParentFinal), Phase::Final, &[Finalize]),
        (FINAL, (159, Event::Tree), Phase::Final, &[TreeCompetes]),
        (FINAL, (159, Event::Time), Phase::Final, &[]),
        (FINAL, (160, Event::Time), Phase::Settled, &[Settle]),
        (&[], (100, Event::ParentFinal), Phase::Proposal, &[]),
        (PROPOSED, (110, Event::ParentFinal), Phase::Reveal, &[OpenReveal]),
        (REVEALED, (110, Event::ParentFinal), Phase::Proving, &[]),
        (&[], (109, Event::AncestorReverted), Phase::Voided, &[ReturnBonds]),
        // Before the limits of its L1 block.
        (&[], (110, Event::AncestorReverted), Phase::Voided, &[ReturnBonds]),
        (PROPOSED, (110, Event::AncestorReverted), Phase::Voided, &[ReturnBonds]),
        (REVEALED, (160, Event::AncestorReverted), Phase::Voided, &[ReturnBonds]),
        (PROPOSED, (129, Event::AncestorReverted), Phase::Voided, &[OpenReveal, ReturnBonds]),
        (REVEALED, (159, Event::AncestorReverted), Phase::Voided, &[ReturnBonds]),
    ];
    for (before, event, phase, effects) in rows {
        let (block, found) = after(&[before, &[event]].concat()).unwrap();
        assert_eq!((block.phase(), found.as_slice()), (phase, effects), "{event:?} after {before:?}");
        assert_eq!((&found).into_iter().copied().collect::<Vec<_>>(), effects);
    }
}

#[test]
fn an_event_without_a_row_is_refused() {
    use Event::{AncestorReverted, ParentFinal, Proposal, Reveal, Tree};
    let skipped: Events<'_> = &[(110, Event::Time)];
    let reverted = &[REVEALED, &[(160, Event::Time)]].concat()[..];
    let settled = &[FINAL, &[(160, Event::Time)]].concat()[..];
    let voided = &[REVEALED, &[(140, AncestorReverted)]].concat()[..];
    let known: Events<'_> = &[REVEALED, &[(150, ParentFinal)]].concat();
    let refused: [(Events<'_>, u64, &[Event]); 17] = [
        (&[], 100, &[Reveal, Tree]),
        (PROPOSED, 101, &[Reveal, Tree]),
        (PROPOSED, 110, &[Proposal, Tree]),
        (PROPOSED, 130, &[Proposal, Reveal, Tree]),
        (REVEALED, 110, &[Proposal, Reveal]),
        (REVEALED, 160, &[Proposal, Reveal, Tree]),
        (PROVEN, 130, &[Proposal, Reveal]),
        (PROVEN, 160, &[Proposal, Reveal, Tree]),
        (FINAL, 130, &[Proposal, Reveal, ParentFinal, AncestorReverted]),
        (known, 150, &[Proposal, Reveal, ParentFinal, AncestorReverted]),
        (&[(100, ParentFinal)], 100, &[ParentFinal, AncestorReverted]),
        (&[], 110, &[Proposal, Reveal, Tree, ParentFinal]),
        (&[], 111, &[AncestorReverted]),
        (skipped, 110, &[Proposal, Reveal, Tree, ParentFinal, AncestorReverted]),
        (reverted, 160, &[Proposal, Reveal, Tree, ParentFinal, AncestorReverted]),
        (settled, 160, &[Proposal, Reveal, Tree, ParentFinal, AncestorReverted]),
        (voided, 140, &[Proposal, Reveal, Tree, ParentFinal, AncestorReverted]),
    ];
    for (before, l1_block, events) in refused {
        for event in events {
            let found = after(&[before, &[(l1_block, *event)]].concat());
            let expected = if is_late(l1_block, *event) { PhaseError::Late } else { PhaseError::NotInThisPhase };
            assert_eq!(found.map(|_| ()), Err(expected), "{event:?} at {l1_block} after {before:?}");
        }
    }
    for end in [skipped, reverted, settled, voided] {
        let (phase, _) = after(end).unwrap();
        let (later, effects) = phase.step(L1Block::new(u64::MAX), Event::Time).unwrap();
        assert_eq!((later.phase(), later.phase_end(), effects.as_slice()), (phase.phase(), None, &[][..]));
    }
}

/// At or after `p`, `r` or `d`.
fn is_late(l1_block: u64, event: Event) -> bool {
    match event {
        Event::Time | Event::ParentFinal | Event::AncestorReverted => false,
        Event::Proposal => l1_block >= 110,
        Event::Reveal => l1_block >= 130,
        Event::Tree => l1_block >= 160,
    }
}

#[test]
fn an_event_is_late_from_the_limit_of_its_phase_on() {
    let block = open();
    let messages = [Event::Proposal, Event::Reveal, Event::Tree];
    for event in [[Event::Time, Event::ParentFinal, Event::AncestorReverted], messages].concat() {
        for l1_block in [0, 99, 100, 109, 110, 129, 130, 159, 160, u64::MAX] {
            let expected = match l1_block {
                ..100 => Err(PhaseError::TimeRunsBack),
                _ if is_late(l1_block, event) => Err(PhaseError::Late),
                _ => Ok(()),
            };
            assert_eq!(block.in_time(L1Block::new(l1_block), event), expected, "{event:?} at {l1_block}");
        }
    }
    // After time that runs back: a block that opens at 100 and whose time is 170.
    let (later, _) = after(&[(170, Event::Time)]).unwrap();
    assert_eq!(later.step(L1Block::new(170), Event::Tree).map(|_| ()), Err(PhaseError::Late));
    assert_eq!(later.step(L1Block::new(165), Event::Tree).map(|_| ()), Err(PhaseError::TimeRunsBack));
    assert_eq!(later.step(L1Block::new(159), Event::Tree).map(|_| ()), Err(PhaseError::TimeRunsBack));
}

#[test]
fn time_never_runs_back() {
    assert_eq!(after(&[(99, Event::Time)]).map(|_| ()), Err(PhaseError::TimeRunsBack));
    for event in [Event::Time, Event::Proposal] {
        assert!(after(&[(105, event), (105, Event::Proposal)]).is_ok());
        // Before any other reason.
        for refused in [Event::Time, Event::Proposal, Event::Tree] {
            assert_eq!(after(&[(105, event), (104, refused)]).map(|_| ()), Err(PhaseError::TimeRunsBack));
        }
    }
    // A refused event leaves the time as it was.
    let (block, _) = after(PROPOSED).unwrap();
    assert!(block.step(L1Block::new(109), Event::Tree).is_err());
    assert!(block.step(L1Block::new(101), Event::Time).is_ok());
}

#[test]
fn limits() {
    let block = open();
    assert_eq!([block.proposal_end(), block.reveal_end(), block.deadline()], [110, 130, 160].map(L1Block::new));
    let end = |events| after(events).unwrap().0.phase_end().map(L1Block::get);
    assert_eq!((end(&[]), end(&[(101, Event::Proposal), (110, Event::Time)])), (Some(110), Some(130)));
    assert_eq!((end(REVEALED), end(PROVEN), end(FINAL)), (Some(160), Some(160), Some(160)));

    let params = params(|v| (v.proposal_blocks, v.reveal_blocks, v.proving_blocks) = (10, 20, 30));
    assert!(BlockPhase::open(&params, L1Block::new(u64::MAX - 60)).is_ok());
    for late in [59, 49, 9, 0] {
        assert_eq!(BlockPhase::open(&params, L1Block::new(u64::MAX - late)), Err(PhaseError::Overflow));
    }
}

#[test]
fn effects_of_a_slice() {
    let four = [Effect::Settle; 4];
    assert_eq!(Effects::from_slice(&four).unwrap().as_slice(), four);
    assert_eq!(Effects::from_slice(&[Effect::Settle; 5]), None);
}
