//! Whole lives of blocks.

use std::fs;

use evm::{Word as _, args, params_words};
use fernet_core::Proposal;
use revm::primitives::hex;
use tempfile::NamedTempFile;

use crate::kit::{
    CONTENTS, Contents, ETH, FIRST, Kit, OPENS, PROVER_STAKE, STAKE, STRANGER, Setup, key, owner, payout,
};

#[test]
fn one_block_from_registration_to_withdrawal() {
    let mut kit = Kit::proposing(Setup::default(), 2);

    // The better of two proposals leads, whichever comes first.
    let a = kit.proposal(1, FIRST, OPENS, kit.bid(1, [9; 32], 500_000, 0));
    let b = kit.proposal(2, FIRST, OPENS, kit.bid(2, [9; 32], 500_000, 0));
    let (leader, other, by) = if a.ticket > b.ticket { (a, b, 1) } else { (b, a, 2) };
    for signed in [&other, &leader] {
        let call = kit.propose(&STRANGER, signed);
        println!("propose: {} gas", call.gas);
        assert!(matches!(call.outcome, evm::Outcome::Returned(_)), "{}", kit.error(&call));
    }
    let again = kit.propose(&STRANGER, &other);
    assert_eq!(kit.error(&again), "NotLeading");

    // Reveal and proof.
    kit.world.l1_block = OPENS + 3;
    let reveal = kit.reveal_bytes(FIRST, &CONTENTS);
    let call = kit.done(&STRANGER, 0, "reveal", args!(&leader.bytes[..], &reveal[..]));
    println!("reveal: {} gas", call.gas);
    kit.world.l1_block = OPENS + 20;
    let tree = kit.tree(&leader, OPENS, CONTENTS.count, 0);
    let call = kit.submit(&leader, OPENS, &CONTENTS, &tree);
    println!("submitRoot: {} gas", call.gas);
    assert!(matches!(call.outcome, evm::Outcome::Returned(_)), "{}", kit.error(&call));

    // Settlement.
    kit.world.l1_block = OPENS + 57;
    assert_eq!(kit.refused(&STRANGER, 0, "settle", args!(FIRST)), "NotInThisPhase");
    kit.world.l1_block = OPENS + 58;
    let call = kit.done(&STRANGER, 0, "settle", args!(FIRST));
    println!("settle: {} gas", call.gas);
    let fees = CONTENTS.fees + ETH / 10;
    assert_eq!(kit.balance_of(&payout(by)), fees / 2);
    let rebate = 500_000 * 7;
    assert_eq!(kit.balance_of(&[0xcc; 20]), rebate);

    // Pays, by anybody, once.
    let mut paid = 0;
    for (node, opening) in tree.openings.iter().enumerate() {
        let call = kit.done(&STRANGER, 0, "claim", args!(FIRST, &opening[..]));
        println!("claim: {} gas", call.gas);
        assert_eq!(kit.refused(&STRANGER, 0, "claim", args!(FIRST, &opening[..])), "AlreadyClaimed");
        let keeps = 1_000_000 - 100_000 * u128::try_from(node % 4).unwrap();
        let pay = fees / 2 * keeps / (9 * 1_000_000);
        assert_eq!(kit.balance_of(&[0xb0 + u8::try_from(node).unwrap(); 20]), pay);
        paid += pay;
    }
    kit.world.l1_block = OPENS + 58 + 100;
    assert_eq!(kit.refused(&STRANGER, 0, "claim", args!(FIRST, &tree.openings[0][..])), "Late");
    kit.done(&STRANGER, 0, "closeClaims", args!(FIRST));
    assert_eq!(kit.amount("burned", args!()), fees / 2 - paid - rebate);

    // The stake comes back when no block can use the key.
    let me = owner(by);
    kit.done(&me, 0, "exit", args!(key(by).to_bytes()));
    assert_eq!(kit.refused(&me, 0, "returnStake", args!(key(by).to_bytes())), "StakeInUse");
    kit.world.l1_block += 70;
    assert_eq!(kit.refused(&STRANGER, 0, "returnStake", args!(key(by).to_bytes())), "NotOwner");
    kit.done(&me, 0, "returnStake", args!(key(by).to_bytes()));
    assert_eq!(kit.balance_of(&me), STAKE);

    // Every balance can be withdrawn; what is left is the other stake and what was burned.
    let payees = (0..5).map(|node| [0xb0 + node; 20]);
    for account in payees.chain([me, payout(by), [0xcc; 20]]) {
        let balance = kit.balance_of(&account);
        let to = [0xdd; 20];
        let before = kit.world.balance(&to);
        kit.done(&account, 0, "withdraw", args!(to));
        assert_eq!(kit.world.balance(&to) - before, balance);
    }
    let burned = kit.amount("burned", args!());
    let rollup = kit.rollup;
    assert_eq!(kit.world.balance(&rollup), STAKE + burned);
}

/// A word of bits has 256 seats, the last of which is the first seat of node 85.
#[test]
fn each_of_many_seats_is_claimed_once() {
    let mut kit = Kit::proposing(Setup::default(), 1);
    let contents = Contents { count: 128, ..CONTENTS };
    let tx_order_hash = contents.reveal(None).tx_order_hash();
    let signed = kit.proposal(1, FIRST, OPENS, Proposal { tx_order_hash, ..kit.bid(1, [9; 32], 500_000, 0) });
    let call = kit.propose(&STRANGER, &signed);
    assert_eq!(kit.error(&call), "accepted");
    kit.world.l1_block = OPENS + 3;
    let reveal = kit.reveal_bytes(FIRST, &contents);
    kit.done(&STRANGER, 0, "reveal", args!(&signed.bytes[..], &reveal[..]));
    let tree = kit.tree(&signed, OPENS, contents.count, 0);
    let call = kit.submit(&signed, OPENS, &contents, &tree);
    assert_eq!(kit.error(&call), "accepted");
    kit.world.l1_block = OPENS + 58;
    kit.done(&STRANGER, 0, "settle", args!(FIRST));

    assert_eq!(tree.openings.len(), 127);
    let mut claimed = [false; 127];
    for (node, opening) in tree.openings.iter().enumerate().rev() {
        kit.done(&STRANGER, 0, "claim", args!(FIRST, &opening[..]));
        assert_eq!(kit.refused(&STRANGER, 0, "claim", args!(FIRST, &opening[..])), "AlreadyClaimed", "{node}");
        claimed[node] = true;
        for (near, claimed) in claimed.iter().enumerate().skip(node.saturating_sub(2)).take(4) {
            for position in 0..3_u8 {
                let is_claimed = kit.amount("isClaimed", args!(FIRST, near as u64, position)) != 0;
                assert_eq!(is_claimed, position == 0 && *claimed, "{node} {near} {position}");
            }
        }
        assert_eq!(kit.amount("isClaimed", args!(FIRST + 1, node as u64, 0_u8)), 0);
    }
}

/// What a rollup says of itself and of its leader.
#[test]
fn views() {
    let mut kit = Kit::proposing(Setup { oracle: true, ..Setup::default() }, 2);
    let words = params_words(&kit.params.values());
    assert_eq!(kit.view("parameters", args!()), words);
    let (vault, oracle) = (kit.vault, kit.oracle);
    for (view, expected) in [
        ("STAKE", STAKE.word()),
        ("PROVER_STAKE", PROVER_STAKE.word()),
        ("VAULT", vault.word()),
        ("ORACLE", oracle.word()),
        ("DATA_LAYER", [0; 32]),
    ] {
        assert_eq!(kit.view(view, args!()), [expected], "{view}");
    }
    assert_eq!(kit.view("leader", args!()), [[0; 32]; 7]);
    let signed = kit.proposal(2, FIRST, OPENS, kit.bid(2, [9; 32], 1_500_000, 3 * ETH));
    let call = kit.propose(&STRANGER, &signed);
    assert_eq!(kit.error(&call), "accepted");
    let id = kit.id(&signed).to_bytes();
    let leader = [
        signed.ticket.get().word(),
        1_500_000_u32.word(),
        1_u32.word(),
        FIRST.word(),
        id,
        STRANGER.word(),
        (3 * ETH).word(),
    ];
    assert_eq!(kit.view("leader", args!()), leader);
}

/// `fernet register --format calldata` makes the calls that register keys.
#[test]
fn keys_of_the_command_line() {
    let mut kit = Kit::new();
    let (rollup, owner) = (kit.rollup, owner(9));
    let file = NamedTempFile::new().expect("a file");
    let path = file.path().to_str().expect("a path of text");
    let [rollup_hex, owner_hex] = [rollup, owner].map(hex::encode);
    let chain_id = kit.params.chain_id().to_string();
    for (role, suite, from, stake, view) in
        [("sequencer", "p256", STRANGER, STAKE, "ownerOf"), ("prover", "edwards25519", owner, PROVER_STAKE, "proverOf")]
    {
        let made = evm::fernet(&["keygen", "--role", role, "--suite", suite]);
        fs::write(&file, &made).expect("a file");
        let made: serde_json::Value = serde_json::from_str(&made).expect("JSON");
        let public: [u8; 32] = hex::decode_to_array(made["public_key"].as_str().expect("a key")).expect("32 bytes");
        let with = ["--owner", &owner_hex, "--chain-id", &chain_id, "--rollup-address", &rollup_hex];
        let form = ["--sequencer-suite", "p256", "--format", "calldata"];
        let calldata = evm::fernet(&[&["register", "--key", path][..], &with, &form].concat());
        let call = kit.world.call(&from, &rollup, stake, hex::decode(calldata.trim()).expect("hex digits"));
        assert!(matches!(call.outcome, evm::Outcome::Returned(_)), "{role}: {}", kit.error(&call));
        let registered = match view {
            "ownerOf" => kit.view(view, args![public])[0][12..] == owner,
            _ => kit.view(view, args![public, owner])[0] != [0; 32],
        };
        assert!(registered, "{role}");
    }
    // The selector that the command line has for proposals.
    assert_eq!(hex::encode(&kit.build.calldata("propose", &[])[..4]), "483ef950");
}
