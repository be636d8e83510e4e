//! `election/snapshot.json` and `settlement/reveal.json`.

use fernet_core::randao::mix_block;
use fernet_core::{
    Address, BlockHash, BlockNumber, DataRoot, L1Block, PPM, ParamValues, Params, PinnedMix, Proposal, RandaoMix,
    Reveal, Snapshot, TxHash, TxPerBase,
};
use fernet_rewards::check_reveal;
use serde_json::{Value, json};

use super::case::{Cases, fill, int};

pub(super) fn snapshot() -> Value {
    let mut cases = Cases::of("#snapshot");
    let mut add = |id: &str, reason: &str, opens: u64, randao_lag: u32| {
        let values = ParamValues { randao_lag, ..ParamValues::new(1, Address::from(fill(0xfe))) };
        let params = Params::new(values).expect("the values are in range");
        let pinned = mix_block(L1Block::new(opens), randao_lag)
            .and_then(|l1_block| PinnedMix::new(BlockNumber::new(1), l1_block, RandaoMix::ZERO));
        let snapshot = pinned.map(|pinned| {
            let snapshot = Snapshot::new(&params, &pinned).l1_block();
            json!({ "mix_l1_block": int(pinned.l1_block()), "snapshot_l1_block": int(snapshot) })
        });
        let input = json!({ "opens_at": int(opens), "randao_lag": int(randao_lag) });
        cases.add(id, &["boundary"], reason, input, snapshot);
    };
    add("default-lag", "two L1 blocks before the mix", 17_034_934, 64);
    add("smallest-lag", "four L1 blocks before the opening", 1000, 2);
    add("largest-lag", "", 4_294_967_297, u32::MAX);
    add("largest-lag-early", "one L1 block earlier", 4_294_967_296, u32::MAX);
    add("first", "the registry after L1 block 0", 66, 64);
    add("too-early", "no registry is that old", 65, 64);
    add("mix-of-zero", "the mix of L1 block 0 has no registry before it", 64, 64);
    add("before-the-lag", "there is no L1 block of the mix", 63, 64);
    add("last", "the largest L1 block", u64::MAX, 2);
    for (id, mix, snapshot) in [
        ("default-lag", "17034870", "17034868"),
        ("smallest-lag", "998", "996"),
        ("largest-lag", "2", "0"),
        ("first", "2", "0"),
        ("last", "18446744073709551613", "18446744073709551611"),
    ] {
        cases.golden(id, &json!({ "mix_l1_block": mix, "snapshot_l1_block": snapshot }));
    }
    cases.finish()
}

/// A reveal, and the proposal for which it is checked.
#[derive(Clone, Copy)]
struct Revealed {
    cap: u32,
    bond_base: u128,
    tx_per_base: TxPerBase,
    block_reward: u128,
    fee_split: u32,
    bond: u128,
    proposed: Reveal,
    reveal: Reveal,
    attesters: u16,
}

pub(super) fn reveal() -> Value {
    let mut cases = Cases::of("#reveal");
    let mut add = |id: &str, flags: &[&str], reason: &str, r: Revealed| {
        let values = ParamValues::new(1, Address::from(fill(0xfe)));
        let (fee_split_cap, bond_base, tx_per_base, block_reward) = (r.cap, r.bond_base, r.tx_per_base, r.block_reward);
        let attesters = r.attesters;
        let (quorum, attest_blocks) = (attesters, u32::from(attesters));
        let values = ParamValues { attesters, quorum, attest_blocks, ..values };
        let params = Params::new(ParamValues { fee_split_cap, bond_base, tx_per_base, block_reward, ..values });
        let proposal = Proposal {
            parent: BlockHash::ZERO,
            fee_split: r.fee_split,
            tx_order_hash: r.proposed.tx_order_hash(),
            payout: fill(2).into(),
            bond: r.bond,
        };
        let result = check_reveal(&params.expect("the values are in range"), &proposal, &r.reveal);
        let input = json!({
            "tx_per_base": int(u8::from(r.tx_per_base)), "fee_split_cap": int(r.cap), "bond_base": int(r.bond_base), "block_reward": int(r.block_reward),
            "fee_split": int(r.fee_split), "bond": int(r.bond), "tx_order_hash": proposal.tx_order_hash,
            "fees": int(r.reveal.fees), "salt": r.reveal.salt, "count": int(r.reveal.count), "tx_root": r.reveal.tx_root,
            "attesters": int(attesters), "data_root": r.reveal.data_root,
        });
        let output = result.map(|(shape, funding)| {
            json!({
                "bases": int(shape.bases()), "pool": int(funding.pool().wei()),
                "sequencer": int(funding.sequencer().wei()), "bond_used": int(funding.bond_used().wei()),
            })
        });
        cases.add(id, flags, reason, input, output);
    };
    let contents = |transactions: &[u8]| {
        let hashes: Vec<TxHash> = transactions.iter().map(|byte| fill(*byte).into()).collect();
        Reveal::new(fill(1).into(), 1000, &hashes)
    };
    let three = contents(&[3, 4, 5]);
    let plain = Revealed {
        cap: 6 * PPM,
        bond_base: 900,
        tx_per_base: TxPerBase::Two,
        block_reward: 0,
        fee_split: 800_000,
        bond: 0,
        proposed: three,
        reveal: three,
        attesters: 0,
    };
    /// A reveal of what was proposed.
    fn of(contents: Reveal, revealed: Revealed) -> Revealed {
        Revealed { proposed: contents, reveal: contents, ..revealed }
    }
    let fees = |fees| Reveal { fees, ..three };
    let count = |count| Reveal { count, ..three };
    let above = Revealed { fee_split: 6 * PPM, bond: 5000, ..plain };
    add("three", &["golden"], "two bases; 800 of 1000 wei to the provers", plain);
    add("one-each", &["golden"], "three bases", Revealed { tx_per_base: TxPerBase::One, ..plain });
    add("none", &["boundary", "golden"], "no transaction", of(contents(&[]), plain));
    add("bond", &["boundary", "golden"], "the smallest bond that pays the pool", above);
    add("bond-short", &["boundary"], "one wei less", Revealed { bond: 4999, ..above });
    add("bond-base", &["golden"], "without fees the top-up is that of the bond base", {
        of(fees(0), Revealed { bond: 4500, ..above })
    });
    add("bond-base-short", &["boundary"], "one wei less", of(fees(0), Revealed { bond: 4499, ..above }));
    add("fees-largest", &["boundary"], "2^96 - 1 wei", of(fees((1 << 96) - 1), plain));
    add("fees-too-large", &["boundary"], "2^96 wei", of(fees(1 << 96), plain));
    add("reward", &["golden"], "800 of 1000 wei, of which 250 are the block reward", {
        of(fees(750), Revealed { block_reward: 250, ..plain })
    });
    add("reward-largest", &["boundary"], "fees and block reward of 2^96 - 1 wei", {
        of(fees((1 << 96) - 251), Revealed { block_reward: 250, ..plain })
    });
    add("reward-too-large", &["boundary"], "fees and block reward of 2^96 wei", {
        of(fees((1 << 96) - 250), Revealed { block_reward: 250, ..plain })
    });
    add("reward-bond", &["boundary"], "the bond pays for the block reward too", {
        of(fees(750), Revealed { block_reward: 250, bond: 4999, ..above })
    });
    add("pool-too-large", &["boundary"], "a pool of 2^96 wei", {
        of(fees(1 << 95), Revealed { fee_split: 2 * PPM, bond: 1 << 95, ..plain })
    });
    add("bases-largest", &["boundary"], "2^33 transactions: 2^32 bases", of(count(1 << 33), plain));
    add("bases-too-many", &["boundary"], "one transaction more", of(count((1 << 33) + 1), plain));
    add("bases-too-many-one-each", &["boundary"], "2^32 + 1 transactions, one for each base", {
        of(count((1 << 32) + 1), Revealed { tx_per_base: TxPerBase::One, ..plain })
    });
    let revealing = |reveal| Revealed { reveal, ..plain };
    add("no-fees", &[], "the leader states fees of 0", revealing(fees(0)));
    add("fees-one-more", &["boundary"], "fees of one wei more", revealing(fees(1001)));
    add("swapped", &["order"], "two transactions swapped", revealing(contents(&[4, 3, 5])));
    add("one-less", &[], "the last transaction is missing", revealing(contents(&[3, 4])));
    add("one-more", &[], "a transaction more", revealing(contents(&[3, 4, 5, 6])));
    add("count", &[], "the number of transactions is not that of the root", revealing(count(4)));
    add("salted", &[], "another salt", revealing(Reveal { salt: fill(9).into(), ..three }));
    let wrong = Revealed { reveal: Reveal { salt: fill(9).into(), ..three }, ..above };
    let wrong_fees = |fees| Revealed { reveal: Reveal { fees, ..wrong.reveal }, ..wrong };
    add("bond-before-order", &["order"], "the pool is checked before the hash", Revealed { bond: 4999, ..wrong });
    add("fees-before-order", &["order"], "so are the fees", wrong_fees(1 << 96));
    add("pool-before-bond", &["order"], "the pool is checked before the bond", wrong_fees((1 << 96) - 1));
    add("cap-before-fees", &["order"], "a split above the cap: the proposal was not valid", {
        Revealed { cap: PPM, ..wrong_fees(1 << 96) }
    });
    let data = |root: u8| Reveal { data_root: Some(DataRoot::from_bytes(fill(root))), ..three };
    let attested = Revealed { attesters: 1, ..of(data(7), plain) };
    add("data", &[], "with proof data", attested);
    add("data-other", &[], "other proof data", Revealed { reveal: data(8), ..attested });
    add("data-missing", &[], "the root of the proof data is missing", Revealed { reveal: three, ..attested });
    add("data-not-needed", &[], "proof data, and no attesters", Revealed { attesters: 0, ..attested });
    add("data-proposed", &[], "the proposal has no proof data", Revealed { proposed: three, ..attested });
    add("data-before-order", &["order"], "no root of the proof data, and another salt", {
        Revealed { reveal: Reveal { salt: fill(9).into(), ..three }, ..attested }
    });
    add("bond-before-data", &["order"], "the pool is checked before the proof data", {
        Revealed { fee_split: 6 * PPM, bond: 4999, reveal: three, ..attested }
    });
    add("bases-before-cap", &["order"], "the bases are checked first", {
        Revealed { cap: PPM, ..revealing(Reveal { fees: 1 << 96, ..count(u64::MAX) }) }
    });
    cases.finish()
}
