//! Accounts and services that do not do what they should.

use evm::args;

use crate::kit::{CONTENTS, ETH, FIRST, Kit, OPENS, STRANGER, Setup, mock, payout, set};

/// Modes of the mocks.
const LESS: u8 = 1;
const MORE: u8 = 2;
const NOTHING: u8 = 3;
const REFUSE: u8 = 4;
const ENTER: u8 = 5;
const BURN: u8 = 6;
const LONG: u8 = 7;

/// A rollup whose first block waits for its settlement.
fn waiting(setup: Setup) -> Kit {
    let mut kit = Kit::with(setup);
    kit.register(2);
    let signed = kit.led(1, FIRST, OPENS, [9; 32], 500_000, 0);
    kit.proven(&signed, OPENS, 0);
    kit.world.l1_block = OPENS + 58;
    kit
}

#[test]
fn a_vault_pays_exactly_the_fees() {
    let mut kit = waiting(Setup::default());
    let vault = kit.vault;
    for (mode, error) in [(LESS, "VaultPaidOther"), (MORE, "VaultPaidOther"), (NOTHING, "VaultPaidOther"), (BURN, "")] {
        set(&mut kit, "MockVault", &vault, args!(mode, &[][..]));
        let call = kit.send(&STRANGER, 0, "settle", args!(FIRST));
        if mode == BURN {
            assert_ne!(kit.error(&call), "accepted");
        } else {
            assert_eq!(kit.error(&call), error);
        }
        assert_eq!(kit.balance_of(&payout(1)), 0);
    }
    // Every function that changes something refuses to be entered.
    let calls = [
        kit.build.calldata("advance", args!()),
        kit.build.calldata("settle", args!(FIRST)),
        kit.build.calldata("withdraw", args!(STRANGER)),
        kit.build.calldata("exit", args!([0; 32])),
        kit.build.calldata("returnStake", args!([0; 32])),
        kit.build.calldata("closeClaims", args!(FIRST)),
        kit.build.calldata("claim", args!(FIRST, &[][..])),
        kit.build.calldata("registerProver", args!(&[][..])),
        kit.build.calldata("reveal", args!(&[][..], &[][..])),
        kit.build.calldata("propose", args!(&[][..], vec![[0; 32]; 14])),
        kit.build.calldata("registerSequencer", args!(&[][..], vec![[0; 32]; 14])),
        kit.build.calldata("reportEquivocation", args!(&[][..], vec![[0; 32]; 14], vec![[0; 32]; 14])),
        kit.build.calldata("submitRoot", args!(FIRST, &[][..], [0; 32], 0_u64, &[][..], &[][..])),
    ];
    for call in calls {
        set(&mut kit, "MockVault", &vault, args!(ENTER, &call[..]));
        assert_eq!(kit.refused(&STRANGER, 0, "settle", args!(FIRST)), "Reentered");
    }
    // Nobody sends wei otherwise.
    let rollup = kit.rollup;
    let call = kit.world.call(&STRANGER, &rollup, 1, Vec::new());
    assert_eq!(kit.error(&call), "UnexpectedPayment");
    let push = mock("MockVault").calldata("push", args!(rollup));
    let call = kit.world.call(&STRANGER, &vault, 1, push);
    assert_eq!(kit.error(&call), "UnexpectedPayment");
    set(&mut kit, "MockVault", &vault, args!(0_u8, &[][..]));
    kit.done(&STRANGER, 0, "settle", args!(FIRST));
    assert_eq!(kit.balance_of(&payout(1)), (CONTENTS.fees + ETH / 10) / 2);
}

#[test]
fn payees_that_refuse_or_enter_stop_only_themselves() {
    let mut kit = waiting(Setup::default());
    let payee = payout(1);
    // The payee of the leader is a contract.
    kit.world.install(&payee, &mock("MockPayee").runtime);
    kit.done(&STRANGER, 0, "settle", args!(FIRST));
    let amount = kit.balance_of(&payee);
    let rollup = kit.rollup;
    let withdraw = mock("MockPayee").calldata("withdraw", args!(rollup));
    for mode in [REFUSE, BURN] {
        set(&mut kit, "MockPayee", &payee, args!(mode, &[][..]));
        let call = kit.world.call(&STRANGER, &payee, 0, withdraw.clone());
        assert_ne!(kit.error(&call), "accepted");
        assert_eq!(kit.balance_of(&payee), amount);
    }
    let again = kit.build.calldata("withdraw", args!(payee));
    set(&mut kit, "MockPayee", &payee, args!(ENTER, &again[..]));
    let call = kit.world.call(&STRANGER, &payee, 0, withdraw.clone());
    assert_eq!(kit.error(&call), "WithdrawalRefused");
    assert_eq!(kit.balance_of(&payee), amount);
    // A long answer costs the payee's gas, not the contract's.
    set(&mut kit, "MockPayee", &payee, args!(LONG, &[][..]));
    let call = kit.world.call(&STRANGER, &payee, 0, withdraw);
    assert_eq!(kit.error(&call), "accepted");
    assert!(call.gas < 150_000, "{}", call.gas);
    assert_eq!((kit.balance_of(&payee), kit.world.balance(&payee)), (0, amount));
}

#[test]
fn an_oracle_that_fails_gives_no_rebate() {
    // Mode, answer, and the rate that counts.
    let cases: [(u8, u128, u128); 6] = [
        (0, 3_000_000_000_000_000_000, 3_000_000_000_000_000_000),
        (0, 1 << 96, 0),
        (1, 1, 0),
        (2, 1, 0),
        (3, 1, 0),
        (4, 1, 0),
    ];
    for (mode, answer, rate) in cases {
        let mut kit = Kit::with(Setup { oracle: true, ..Setup::default() });
        kit.register(1);
        let signed = kit.led(1, FIRST, OPENS, [9; 32], 500_000, 0);
        let oracle = kit.oracle;
        set(&mut kit, "MockOracle", &oracle, args!(mode, answer));
        let tree = kit.tree(&signed, OPENS, CONTENTS.count, 0);
        // With too little gas for the oracle the submission fails, and the rate does not become 0.
        let proof = kit.proof(&signed, OPENS, &CONTENTS, &tree, 5);
        let data = kit
            .build
            .calldata("submitRoot", args!(FIRST, &tree.openings[1][..], [0; 32], 5_u64, &tree.data[..], &proof[..]));
        if mode == 0 && rate != 0 {
            let rollup = kit.rollup;
            let mut refused = false;
            for gas in (60_000..330_000).step_by(2_000) {
                let mut copy = kit.world.clone();
                let call = copy.call_with_gas(&STRANGER, &rollup, 0, data.clone(), gas);
                refused |= kit.error(&call) == "TooLittleGas";
                if kit.error(&call) == "accepted" {
                    let words = copy.call(&STRANGER, &rollup, 0, kit.build.calldata("blockOf", args!(FIRST))).outcome;
                    let evm::Outcome::Returned(words) = words else { panic!("a view") };
                    assert_eq!(u128::from_be_bytes(words[21 * 32 + 16..22 * 32].try_into().unwrap()), rate);
                }
            }
            assert!(refused);
        }
        let call = kit.submit(&signed, OPENS, &CONTENTS, &tree);
        assert_eq!(kit.error(&call), "accepted", "{mode}");
        assert!(call.gas < 400_000);
        kit.world.l1_block = OPENS + 58;
        kit.done(&STRANGER, 0, "settle", args!(FIRST));
        assert_eq!(kit.balance_of(&[0xcc; 20]), 500_000 * 7 * rate / ETH, "{mode}");
    }
}

#[test]
fn a_displaced_leader_gets_its_bond_at_once() {
    let mut kit = Kit::proposing(Setup::default(), 3);
    let mut signed: Vec<_> =
        (1..=3).map(|by| kit.proposal(by, FIRST, OPENS, kit.bid(by, [9; 32], 1_500_000, 3 * ETH))).collect();
    signed.sort_by_key(|signed| signed.ticket.get());
    // Somebody sends the proposal of another with a bond of its own: the proposal counts, and its bond is at stake.
    for (sender, signed) in [[1; 20], [2; 20], [3; 20]].iter().zip(&signed) {
        let call = kit.propose(sender, signed);
        assert_eq!(kit.error(&call), "accepted");
    }
    let call = kit.propose(&[4; 20], &signed[2]);
    assert_eq!(kit.error(&call), "NotLeading");
    assert_eq!([[1; 20], [2; 20], [3; 20]].map(|sender| kit.balance_of(&sender)), [3 * ETH, 3 * ETH, 0]);
}
