//! `election/snapshot.json` and `settlement/reveal.json`.

use fernet_core::{
    Address, BlockHash, BlockNumber, L1Slot, PPM, ParamValues, Params, PinnedMix, Proposal, RandaoMix, Salt, Snapshot,
    TxHash, TxOrderHash, TxPerBase,
};
use fernet_rewards::check_reveal;
use serde_json::{Value, json};

use super::case::{Cases, fill, int};

pub(super) fn snapshot() -> Value {
    let mut cases = Cases::of("#snapshot");
    let params = Params::new(ParamValues::new(1, Address::from(fill(0xfe)))).expect("the values are in range");
    let mut add = |id: &str, reason: &str, snapshot_slot: u64, mix_slot: u64| {
        let pinned = PinnedMix::new(BlockNumber::new(1), L1Slot::new(mix_slot), RandaoMix::ZERO);
        let snapshot = Snapshot::new(&params, L1Slot::new(snapshot_slot), &pinned);
        let input = json!({ "snapshot_slot": int(snapshot_slot), "mix_slot": int(mix_slot) });
        cases.add(id, &["boundary"], reason, input, snapshot.map(|_| json!({})));
    };
    add("one-older", "the last slot before the mix", 999, 1000);
    add("same-slot", "the slot of the mix", 1000, 1000);
    add("newer", "a slot after the mix", 1001, 1000);
    add("slot-zero", "the first slot", 0, 1);
    add("mix-of-slot-zero", "no slot is older than the first", 0, 0);
    cases.finish()
}

/// A reveal of `transactions` of a proposal for `proposed`.
#[derive(Clone, Copy)]
struct Revealed<'a> {
    cap: u32,
    tx_per_base: TxPerBase,
    fee_split: u32,
    bond: u128,
    fees: u128,
    salt: u8,
    proposed: &'a [u8],
    transactions: &'a [u8],
}

pub(super) fn reveal() -> Value {
    let mut cases = Cases::of("#reveal");
    let hashes = |bytes: &[u8]| bytes.iter().map(|byte| TxHash::from(fill(*byte))).collect::<Vec<_>>();
    let mut add = |id: &str, flags: &[&str], reason: &str, r: Revealed<'_>| {
        let values = ParamValues::new(1, Address::from(fill(0xfe)));
        let values = ParamValues { fee_split_cap: r.cap, tx_per_base: r.tx_per_base, ..values };
        let params = Params::new(values).expect("the values are in range");
        let (salt, transactions) = (Salt::from(fill(r.salt)), hashes(r.transactions));
        let proposal = Proposal {
            parent: BlockHash::ZERO,
            fee_split: r.fee_split,
            tx_order_hash: TxOrderHash::new(&fill(1).into(), &hashes(r.proposed)),
            payout: fill(2).into(),
            bond: r.bond,
        };
        let result = check_reveal(&params, &proposal, r.fees, &salt, transactions.iter().copied());
        let input = json!({
            "tx_per_base": int(match r.tx_per_base { TxPerBase::One => 1, TxPerBase::Two => 2 }),
            "fee_split_cap": int(r.cap), "fee_split": int(r.fee_split), "bond": int(r.bond),
            "tx_order_hash": proposal.tx_order_hash, "fees": int(r.fees), "salt": salt, "transactions": transactions,
        });
        let output = result.map(|(shape, funding)| {
            json!({
                "bases": int(shape.bases()), "pool": int(funding.pool().wei()),
                "sequencer": int(funding.sequencer().wei()), "bond_used": int(funding.bond_used().wei()),
            })
        });
        cases.add(id, flags, reason, input, output);
    };
    let three: &[u8] = &[3, 4, 5];
    let plain = Revealed {
        cap: 6 * PPM,
        tx_per_base: TxPerBase::Two,
        fee_split: 800_000,
        bond: 0,
        fees: 1000,
        salt: 1,
        proposed: three,
        transactions: three,
    };
    let above = Revealed { fee_split: 6 * PPM, bond: 5000, ..plain };
    add("three", &["golden"], "two bases; 800 of 1000 wei to the provers", plain);
    add("one-each", &["golden"], "three bases", Revealed { tx_per_base: TxPerBase::One, ..plain });
    add("none", &["boundary", "golden"], "no transaction", Revealed { proposed: &[], transactions: &[], ..plain });
    add("bond", &["boundary", "golden"], "the smallest bond that pays the pool", above);
    add("bond-short", &["boundary"], "one wei less", Revealed { bond: 4999, ..above });
    add("fees-largest", &["boundary"], "2^96 - 1 wei", Revealed { fees: (1 << 96) - 1, ..plain });
    add("fees-too-large", &["boundary"], "2^96 wei", Revealed { fees: 1 << 96, ..plain });
    add(
        "pool-too-large",
        &["boundary"],
        "a pool of 2^96 wei",
        Revealed { fees: 1 << 95, fee_split: 2 * PPM, bond: 1 << 95, ..plain },
    );
    add("swapped", &["order"], "two transactions swapped", Revealed { transactions: &[4, 3, 5], ..plain });
    add("one-less", &[], "the last transaction is missing", Revealed { transactions: &[3, 4], ..plain });
    add("one-more", &[], "a transaction more", Revealed { transactions: &[3, 4, 5, 6], ..plain });
    add("salted", &[], "another salt", Revealed { salt: 9, ..plain });
    let wrong = Revealed { salt: 9, ..above };
    add("bond-before-order", &["order"], "the pool is checked before the hash", Revealed { bond: 4999, ..wrong });
    add("fees-before-order", &["order"], "so are the fees", Revealed { fees: 1 << 96, ..wrong });
    add(
        "pool-before-bond",
        &["order"],
        "the pool is checked before the bond",
        Revealed { fees: (1 << 96) - 1, ..wrong },
    );
    add(
        "cap-before-fees",
        &["order"],
        "a split above the cap: the proposal was not valid",
        Revealed { cap: PPM, fees: 1 << 96, ..wrong },
    );
    cases.finish()
}
