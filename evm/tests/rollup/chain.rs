//! Time: skipped, reverted and voided blocks, and blocks that build on each other.

use evm::args;
use fernet_core::ParamValues;

use crate::kit::{
    CONTENTS, ETH, FINAL, FIRST, Kit, OPENS, PROVER_STAKE, REVERTED, STAKE, STATUS, STRANGER, Setup, VOIDED, owner,
    payer, values,
};

/// Phases of 2, 2 and 9 L1 blocks: up to four blocks are open.
fn short() -> Kit {
    let params = ParamValues { proposal_blocks: 2, reveal_blocks: 2, proving_blocks: 9, ..values() };
    let mut kit = Kit::with(Setup { params, ..Setup::default() });
    kit.register(3);
    kit
}

#[test]
fn windows_without_a_proposal_are_passed_over_at_once() {
    let mut kit = short();
    kit.world.l1_block = OPENS - 1;
    assert_eq!(kit.head(), [FIRST, OPENS, FIRST - 1]);
    kit.world.l1_block = OPENS + 1;
    assert_eq!(kit.head(), [FIRST, OPENS, FIRST - 1]);
    kit.world.l1_block = OPENS + 2;
    assert_eq!(kit.head(), [FIRST + 1, OPENS + 2, FIRST - 1]);
    // A million years cost as much as one window.
    for windows in [2, 3, 1_000, 1_000_000_000] {
        kit.world.l1_block = OPENS + 2 * windows + 1;
        let call = kit.done(&STRANGER, 0, "advance", args!());
        assert!(call.gas < 45_000, "{}", call.gas);
        assert_eq!(kit.head(), [FIRST + windows, OPENS + 2 * windows, FIRST - 1]);
    }
}

#[test]
fn a_block_that_is_not_revealed_costs_its_leader() {
    let mut kit = short();
    kit.world.l1_block = OPENS;
    kit.pin(OPENS);
    // 1.5 of the fees: a bond of at least half of bond_base, 2 ETH.
    let signed = kit.proposal(1, FIRST, OPENS, kit.bid(1, [9; 32], 1_500_000, 5 * ETH));
    let call = kit.propose(&payer(1), &signed);
    assert_eq!(kit.error(&call), "accepted");
    kit.world.l1_block = OPENS + 3;
    assert_eq!(kit.head(), [FIRST, OPENS, FIRST - 1]);
    assert_eq!(kit.stake(1), STAKE);
    kit.world.l1_block = OPENS + 4;
    assert_eq!(kit.head(), [FIRST + 1, OPENS + 4, FIRST - 1]);
    assert_eq!(kit.stake(1), STAKE - ETH);
    assert_eq!(kit.balance_of(&payer(1)), 3 * ETH);
    assert_eq!(kit.amount("burned", args!()), ETH + 2 * ETH);
    let reveal = kit.reveal_bytes(FIRST, &CONTENTS);
    assert_eq!(kit.refused(&STRANGER, 0, "reveal", args!(&signed.bytes[..], &reveal[..])), "NotOpen");
}

#[test]
fn a_revert_voids_what_builds_on_the_block() {
    let mut kit = short();
    let first = kit.led(1, FIRST, OPENS, [9; 32], 1_500_000, 5 * ETH);
    let id = kit.id(&first).to_bytes();
    let second = kit.led(2, FIRST + 1, OPENS + 4, id, 1_500_000, 6 * ETH);
    kit.proven(&second, OPENS + 4, 0);
    let id = kit.id(&second).to_bytes();
    let third = kit.led(3, FIRST + 2, OPENS + 8, id, 500_000, 0);
    let id = kit.id(&third).to_bytes();
    // The fourth has a proposal, which is not revealed.
    kit.world.l1_block = OPENS + 12;
    kit.pin(OPENS + 12);
    let fourth = kit.proposal(1, FIRST + 3, OPENS + 12, kit.bid(1, id, 1_200_000, 7 * ETH));
    let call = kit.propose(&payer(1), &fourth);
    assert_eq!(kit.error(&call), "accepted");
    assert_eq!([1, 2, 3].map(|by| STAKE - kit.stake(by)), [2 * ETH; 3]);

    // The deadline of the first: OPENS + 13.
    kit.world.l1_block = OPENS + 12;
    assert_eq!(kit.head(), [FIRST + 3, OPENS + 12, FIRST + 2]);
    kit.world.l1_block = OPENS + 13;
    let call = kit.done(&STRANGER, 0, "advance", args!());
    println!("a revert of four blocks: {} gas", call.gas);
    assert_eq!(kit.head(), [FIRST + 4, OPENS + 13, FIRST - 1]);
    assert_eq!(kit.block(FIRST, STATUS), REVERTED);
    assert_eq!([FIRST + 1, FIRST + 2].map(|number| kit.block(number, STATUS)), [VOIDED; 2]);
    assert_eq!([1, 2, 3].map(|by| STAKE - kit.stake(by)), [2 * ETH, 0, 0]);
    assert_eq!(kit.balance_of(&payer(1)), 3 * ETH + 7 * ETH);
    assert_eq!(kit.balance_of(&payer(2)), 6 * ETH);
    assert_eq!(kit.amount("burned", args!()), 2 * ETH + 2 * ETH);
    for number in FIRST..FIRST + 4 {
        assert_eq!(kit.refused(&STRANGER, 0, "settle", args!(number)), "NotInThisPhase");
    }
    // The chain goes on where the first block began.
    let fifth = kit.led(2, FIRST + 4, OPENS + 13, [9; 32], 500_000, 0);
    kit.proven(&fifth, OPENS + 13, 0);
    assert_eq!(kit.block(FIRST + 4, STATUS), FINAL);
}

#[test]
fn finality_follows_the_parents() {
    let mut kit = short();
    let first = kit.led(1, FIRST, OPENS, [9; 32], 500_000, 0);
    let id = kit.id(&first).to_bytes();
    let second = kit.led(2, FIRST + 1, OPENS + 4, id, 500_000, 0);
    let id = kit.id(&second).to_bytes();
    let third = kit.led(3, FIRST + 2, OPENS + 8, id, 500_000, 0);
    kit.proven(&third, OPENS + 8, 0);
    kit.proven(&second, OPENS + 4, 0);
    assert_eq!([0, 1, 2].map(|after| kit.block(FIRST + after, STATUS)), [1, 2, 2]);
    // A better tree, and then the first again, which does not come back.
    let better = kit.proven(&second, OPENS + 4, 5);
    let worse = kit.tree(&second, OPENS + 4, CONTENTS.count, 0);
    for tree in [&worse, &better] {
        let call = kit.submit(&second, OPENS + 4, &CONTENTS, tree);
        assert_eq!(kit.error(&call), "NotBetter");
    }
    kit.proven(&first, OPENS, 0);
    assert_eq!([0, 1, 2].map(|after| kit.block(FIRST + after, STATUS)), [FINAL; 3]);

    // Each is settled from its own deadline on, in any order.
    kit.world.l1_block = OPENS + 13 + 4;
    assert_eq!(kit.refused(&STRANGER, 0, "settle", args!(FIRST + 2)), "NotInThisPhase");
    kit.done(&STRANGER, 0, "settle", args!(FIRST + 1));
    kit.done(&STRANGER, 0, "settle", args!(FIRST));
    assert_eq!(kit.refused(&STRANGER, 0, "settle", args!(FIRST)), "NotInThisPhase");
    kit.world.l1_block = OPENS + 1_000_000;
    let call = kit.done(&STRANGER, 0, "settle", args!(FIRST + 2));
    println!("settle after a pause: {} gas", call.gas);
    assert_eq!(kit.head()[2], FIRST + 2);
    // The time gives the stakes back, whether anybody settles or not.
    assert_eq!([1, 2, 3].map(|by| kit.stake(by)), [STAKE; 3]);
}

#[test]
fn a_stake_returns_when_no_open_block_can_use_the_key() {
    let mut kit = short();
    let lag = u64::from(kit.params.randao_lag());
    kit.led(1, FIRST, OPENS, [9; 32], 500_000, 0);
    let exit = kit.world.l1_block;
    let (me, prover, prover_key) = (owner(2), owner(7), [8; 32]);
    let key = crate::kit::key(2).to_bytes();
    let request = [&[1, 2, 4][..], &prover_key, &[3], &prover, &[0; 80]].concat();
    kit.done(&prover, PROVER_STAKE, "registerProver", args!(&request[..]));
    assert_eq!(kit.refused(&prover, 0, "returnStake", args!(prover_key)), "StakeInUse");
    kit.done(&prover, 0, "exit", args!(prover_key));
    kit.done(&me, 0, "exit", args!(key));
    assert_eq!(kit.refused(&me, 0, "exit", args!(key)), "Exited");
    // The first block reverts at OPENS + 13; windows of 2 follow. The snapshot of a block is lag + 2 before its opening.
    let mut opened = OPENS + 13;
    while opened - lag - 2 < exit {
        kit.world.l1_block = opened + 1;
        assert_eq!(kit.head()[1], opened);
        assert_eq!(kit.refused(&me, 0, "returnStake", args!(key)), "StakeInUse");
        assert_eq!(kit.refused(&prover, 0, "returnStake", args!(prover_key)), "StakeInUse");
        opened += 2;
    }
    kit.world.l1_block = opened;
    for (owner, key, stake) in [(me, key, STAKE), (prover, prover_key, PROVER_STAKE)] {
        assert_eq!(kit.refused(&STRANGER, 0, "returnStake", args!(key)), "NotOwner");
        kit.done(&owner, 0, "returnStake", args!(key));
        assert_eq!(kit.balance_of(&owner), stake);
        kit.done(&owner, 0, "returnStake", args!(key));
        assert_eq!(kit.balance_of(&owner), stake);
    }
    // The record stays: the key does not register again.
    assert_eq!(kit.refused(&prover, PROVER_STAKE, "registerProver", args!(&request[..])), "AlreadyRegistered");
}
