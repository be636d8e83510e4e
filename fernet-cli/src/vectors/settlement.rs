//! `settlement/`.

use fernet_core::{Address, NodeIndex, PPM, ParamValues, Params};
use fernet_rewards::{
    Amount, MevError, MevReference, Rebate, Receipt, SettleError, SettlementPlan, SlashReason, slash, unclaimed,
};
use serde_json::{Value, json};

use super::case::{Cases, fill, int};
use super::shape::shape_of;

const ETHER: u128 = 1_000_000_000_000_000_000;

/// The inputs of `settle.json`.
#[derive(Clone)]
struct Block {
    fees: u128,
    block_reward: u128,
    fee_split: u32,
    bond: u128,
    bond_base: u128,
    bases: u64,
    proofs_per_node: u8,
    root_seats: u8,
    base_share: Option<u32>,
    rebate_cap: u128,
    seats: Vec<(u64, u32)>,
    rebate_gas: u32,
    /// Base fee and rate.
    rebate: Option<(u64, u128)>,
}

impl Block {
    /// The proposal's example: 1000e18 at a split of 80 %, 16 bases.
    fn proposal(seats: Vec<(u64, u32)>) -> Self {
        Self {
            fees: 1000 * ETHER,
            block_reward: 0,
            fee_split: 800_000,
            bond: 0,
            bond_base: 1,
            bases: 16,
            proofs_per_node: 3,
            root_seats: 3,
            base_share: None,
            rebate_cap: 0,
            seats,
            rebate_gas: 300_000,
            rebate: None,
        }
    }

    fn plan(&self) -> Result<(SettlementPlan, Rebate), SettleError> {
        let values = ParamValues {
            proofs_per_node: self.proofs_per_node,
            root_seats: Some(self.root_seats),
            fee_split_cap: self.fee_split.max(PPM),
            bond_base: self.bond_base,
            base_share: self.base_share,
            block_reward: self.block_reward,
            rebate_cap: self.rebate_cap,
            rebate_gas: self.rebate_gas,
            ..ParamValues::new(1, Address::from(fill(0xfe)))
        };
        let params = Params::new(values).expect("the values are in range");
        let shape = shape_of(self.bases);
        let split = params.fee_split(self.fee_split).expect("nothing is above the cap");
        let (fees, bond) = (Amount::new(self.fees)?, Amount::new(self.bond)?);
        let rebate = match self.rebate {
            Some((base_fee, rate)) => Rebate::new(fill(9).into(), base_fee, Amount::new(rate)?),
            None => Rebate::NONE,
        };
        Ok((SettlementPlan::new(&params, shape, fees, split, bond)?, rebate))
    }

    fn settle(&self) -> Result<Value, SettleError> {
        let (plan, rebate) = self.plan()?;
        let mut ledger = plan.ledger();
        let mut pays = Vec::new();
        for (node, burn) in &self.seats {
            pays.push(int(ledger.pay_ppm(NodeIndex::new(*node), *burn)?.wei()));
        }
        let mut output = receipt_of(&ledger.close(rebate)?);
        output["pays"] = pays.into();
        Ok(output)
    }

    fn settle_sums(&self, [kept_base, kept_merge]: [u64; 2], claimed: u128) -> Result<Value, SettleError> {
        let (plan, rebate) = self.plan()?;
        let receipt = plan.settle(kept_base, kept_merge, rebate)?;
        let mut output = receipt_of(&receipt);
        output["unclaimed"] = int(unclaimed(receipt.reserved(), Amount::new(claimed)?)?.wei());
        Ok(output)
    }

    fn to_json(&self) -> Value {
        let seat = |(node, burn): &(u64, u32)| json!({ "node": int(node), "fee_burn": int(burn) });
        json!({
            "fees": int(self.fees), "block_reward": int(self.block_reward), "fee_split": int(self.fee_split),
            "bond": int(self.bond), "bond_base": int(self.bond_base), "bases": int(self.bases),
            "proofs_per_node": int(self.proofs_per_node), "root_seats": int(self.root_seats),
            "base_share": self.base_share.map(int), "rebate_cap": int(self.rebate_cap),
            "rebate_gas": int(self.rebate_gas), "seats": self.seats.iter().map(seat).collect::<Vec<_>>(),
            "rebate": self.rebate.map(|(base_fee, rate)| json!({ "base_fee": int(base_fee), "rate": int(rate) })),
        })
    }
}

fn receipt_of(receipt: &Receipt) -> Value {
    json!({
        "pool": int(receipt.pool().wei()), "sequencer": int(receipt.sequencer().wei()),
        "bond_used": int(receipt.bond_used().wei()), "reserved": int(receipt.reserved().wei()),
        "burned": int(receipt.burned().wei()), "rebate": int(receipt.rebate().wei()),
    })
}

pub(super) fn settle() -> Value {
    let mut cases = Cases::of("#settlement");
    whole_blocks(&mut cases);
    pay_order(&mut cases);
    two_failures(&mut cases);
    cases.finish()
}

fn whole_blocks(cases: &mut Cases) {
    let mut add = |id: &str, flags: &[&str], reason: &str, block: Block| {
        cases.add(id, flags, reason, block.to_json(), block.settle());
    };
    // The root of 16 bases is node 15.
    let nodes = || shape_of(16).post_order();
    let every = |burn| nodes().flat_map(|node| [(node.get(), burn); 3]).collect::<Vec<_>>();
    let one = || Block::proposal(vec![(15, 0)]);
    add("one-seat", &["golden"], "one seat of 93 at no burn: 8602150537634408602", one());
    add("one-seat-burn", &["golden"], "and at 40 %: 5161290322580645161", Block::proposal(vec![(15, 400_000)]));
    add("all-seats-burn", &["golden"], "all 93 seats at 40 %", Block::proposal(every(400_000)));
    add("all-seats", &[], "all seats, no burn: only dust is burned", Block::proposal(every(0)));
    add("burn-all", &["boundary"], "a burn of 1 pays nothing", Block::proposal(every(PPM)));
    add("one-root-seat", &[], "with root_seats 1 the divisor is 91", Block { root_seats: 1, ..one() });
    add(
        "one-per-node",
        &[],
        "one seat a node: the divisor is 31",
        Block { proofs_per_node: 1, root_seats: 1, seats: nodes().map(|node| (node.get(), 0)).collect(), ..one() },
    );
    add("no-fees", &["boundary"], "nothing to split", Block { fees: 0, ..one() });
    add(
        "block-reward",
        &["golden"],
        "999 ETH of fees and a reward of 1 ETH: as with 1000 ETH of fees",
        Block { fees: 999 * ETHER, block_reward: ETHER, ..one() },
    );
    let reward = (1 << 96) - 1000 * ETHER;
    add(
        "block-reward-largest",
        &["boundary"],
        "fees and reward of 2^96 - 1 wei",
        Block { block_reward: reward - 1, ..one() },
    );
    add(
        "block-reward-too-large",
        &["boundary"],
        "fees and reward of 2^96 wei",
        Block { block_reward: reward, ..one() },
    );
    add("one-wei", &["boundary"], "all of it is dust", Block { fees: 1, fee_split: PPM, ..Block::proposal(every(0)) });
    add("no-split", &["boundary"], "the sequencer keeps all", Block { fee_split: 0, ..one() });
    add("whole-split", &["boundary"], "the provers get all", Block { fee_split: PPM, ..one() });
    add("pool-rounds-down", &[], "floor(7 * 0.5) = 3", Block { fees: 7, fee_split: 500_000, ..one() });
    add(
        "mev-split",
        &["golden"],
        "MEV of 10 times the fees, all fees and half the MEV: a split of 6 with its bond",
        Block { fee_split: 6 * PPM, bond: 5000 * ETHER, ..one() },
    );
    add("bond-left", &[], "a bond larger than needed", Block { fee_split: 1_500_000, bond: 900 * ETHER, ..one() });
    add("bond-short", &["boundary"], "one wei short", Block { fee_split: 6 * PPM, bond: 5000 * ETHER - 1, ..one() });
    bond_bases(cases);
    let mut add = |id: &str, flags: &[&str], reason: &str, block: Block| {
        cases.add(id, flags, reason, block.to_json(), block.settle());
    };
    add("base-share", &[], "60 % for bases", Block { base_share: Some(600_000), ..Block::proposal(every(100_000)) });
    add(
        "base-share-all",
        &["boundary"],
        "nothing for merges",
        Block { base_share: Some(PPM), ..Block::proposal(every(0)) },
    );
    add(
        "base-share-one-base",
        &["boundary"],
        "one base has the whole pool",
        Block { base_share: Some(0), bases: 1, seats: vec![(0, 0)], ..one() },
    );
    add(
        "base-share-two-bases",
        &["boundary"],
        "the root is the only merge",
        Block {
            base_share: Some(500_000),
            bases: 2,
            root_seats: 1,
            seats: vec![(0, 0), (0, 0), (0, 0), (2, 0), (1, 0)],
            ..one()
        },
    );
    let gas = Some((20_000_000_000, ETHER));
    add("rebate", &[], "300000 gas at 20 gwei: 6000000000000000", Block { rebate: gas, rebate_cap: ETHER, ..one() });
    add("rebate-capped", &[], "up to the cap", Block { rebate: gas, rebate_cap: 1000, ..one() });
    add(
        "rebate-of-burned",
        &["boundary"],
        "never more than is burned",
        Block { rebate: gas, rebate_cap: ETHER, ..Block::proposal(every(0)) },
    );
    add(
        "rebate-huge",
        &["boundary"],
        "the largest gas, base fee and rate: 2^192 / 10^18 wei before the cap",
        Block { rebate: Some((u64::MAX, (1 << 96) - 1)), rebate_gas: u32::MAX, rebate_cap: (1 << 96) - 1, ..one() },
    );
    add(
        "rebate-other-asset",
        &[],
        "300000 gas at 20 gwei, where 1 of the gas asset costs 2500.5 of the fee asset: 15003000000000000000",
        Block { rebate: Some((20_000_000_000, 2_500_500 * ETHER / 1000)), rebate_cap: 100 * ETHER, ..one() },
    );
    add(
        "rebate-rounds-down",
        &["boundary"],
        "floor(3 * 7 * 0.333333333333333333) = 6",
        Block { rebate: Some((7, ETHER / 3)), rebate_gas: 3, rebate_cap: ETHER, ..one() },
    );
    add(
        "rebate-below-one-wei",
        &["boundary"],
        "a product one below 10^18",
        Block { rebate: Some((1, ETHER - 1)), rebate_gas: 1, rebate_cap: ETHER, ..one() },
    );
    add(
        "rebate-without-gas",
        &["boundary"],
        "a rebate_gas of 0",
        Block { rebate: gas, rebate_gas: 0, rebate_cap: ETHER, ..one() },
    );
    add(
        "rebate-without-base-fee",
        &["boundary"],
        "a base fee of 0",
        Block { rebate: Some((0, ETHER)), rebate_cap: ETHER, ..one() },
    );
    add(
        "rebate-without-rate",
        &["boundary"],
        "a rate of 0",
        Block { rebate: Some((1, 0)), rebate_cap: ETHER, ..one() },
    );
    add(
        "rate-too-large",
        &["boundary"],
        "a rate of 2^96",
        Block { rebate: Some((1, 1 << 96)), rebate_cap: ETHER, ..one() },
    );
    // 10 wei over 9 seats of 2 bases: each pay is floor(10 / 9 * 0.9) = 1, the reserve floor(10 * 8.1 / 9) = 9.
    add(
        "dust",
        &["boundary"],
        "nine seats at 10 %: the reserve of 9 wei is also the sum of the pays",
        Block {
            fees: 10,
            fee_split: PPM,
            bases: 2,
            ..Block::proposal([0, 2, 1].iter().flat_map(|node| [(*node, 100_000); 3]).collect())
        },
    );
    add(
        "dust-of-reserve",
        &["boundary"],
        "two seats at 50 % of 3 wei over 3 seats: pays of 0, a reserve of 1",
        Block { fees: 3, fee_split: PPM, bases: 1, ..Block::proposal(vec![(0, 500_000); 2]) },
    );
    add("largest-fees", &["boundary"], "2^96 - 1 wei", Block { fees: (1 << 96) - 1, ..Block::proposal(every(1)) });
    add("fees-too-large", &["boundary"], "2^96 wei", Block { fees: 1 << 96, ..one() });
    add("bond-too-large", &["boundary"], "a bond of 2^96 wei", Block { fee_split: 2 * PPM, bond: 1 << 96, ..one() });
    add(
        "pool-too-large",
        &["boundary"],
        "a pool of 2^96 wei or more",
        Block { fees: (1 << 96) - 1, fee_split: PPM + 1, bond: (1 << 96) - 1, ..one() },
    );
    add(
        "largest-tree",
        &["boundary"],
        "2^32 bases",
        Block { bases: 1 << 32, seats: vec![(0, 0), ((1 << 32) - 1, 0)], ..one() },
    );
    add("no-root", &[], "nobody is paid for the root", Block::proposal(vec![(0, 0)]));
    add("nobody", &[], "nobody is paid at all", Block::proposal(vec![]));
    add("foreign-node", &["boundary"], "node 31 of 31", Block::proposal(vec![(31, 0), (15, 0)]));
    add(
        "four-at-a-node",
        &["boundary"],
        "one pay too many",
        Block::proposal(vec![(0, 0), (0, 0), (0, 0), (0, 0), (15, 0)]),
    );
    add(
        "two-at-the-root",
        &["boundary"],
        "with one root seat",
        Block { root_seats: 1, ..Block::proposal(vec![(15, 0), (15, 0)]) },
    );
    add("burn-above", &["boundary"], "a burn above 1", Block::proposal(vec![(15, PPM + 1)]));
}

/// Splits above 1 of blocks whose fees are below the bond base, equal to it, and above it.
fn bond_bases(cases: &mut Cases) {
    let mut add = |id: &str, flags: &[&str], reason: &str, fees: u128, fee_split: u32, bond: u128, bond_base: u128| {
        let block = Block { fees, fee_split, bond, bond_base, ..Block::proposal(vec![(15, 0)]) };
        cases.add(id, flags, reason, block.to_json(), block.settle());
    };
    let most = (1 << 96) - 1;
    add("bond-base-no-fees", &["golden"], "5 times the bond base of 1000 wei", 0, 6 * PPM, 5000, 1000);
    add("bond-base-above-fees", &["golden"], "fees of 100 wei and half of 1000 wei", 100, 1_500_000, 700, 1000);
    add("bond-base-of-fees", &["boundary"], "fees as large as the bond base", 1000, 1_500_000, 500, 1000);
    add("bond-base-below-fees", &["boundary"], "fees above the bond base", 1002, 1_500_000, 501, 1000);
    add("bond-base-short", &["boundary"], "one wei less than half of 1000 wei", 100, 1_500_000, 499, 1000);
    add("bond-base-rounds-down", &["boundary"], "floor(7 * 0.5) = 3", 0, 1_500_000, 4, 7);
    add("bond-base-split-one", &["boundary"], "no top-up at a split of 1", 100, PPM, 0, most);
    add("bond-base-largest", &["boundary"], "a pool of 2^96 - 1 wei", 0, 2 * PPM, most, most);
    add("bond-base-pool-too-large", &["boundary"], "a wei of fees more", 1, 2 * PPM, most, most);
}

/// The kept share of a seat without a burn.
const ONE: u64 = 1_000_000;

/// Settlements from the sums of a root (SPEC `#reserve`).
pub(super) fn sums() -> Value {
    let mut cases = Cases::of("#reserve");
    let mut add = |id: &str, flags: &[&str], reason: &str, block: Block, kept: [u64; 2], claimed: u128| {
        let mut input = block.to_json();
        input.as_object_mut().expect("it is an object").remove("seats");
        (input["kept_base"], input["kept_merge"], input["claimed"]) = (int(kept[0]), int(kept[1]), int(claimed));
        cases.add(id, flags, reason, input, block.settle_sums(kept, claimed));
    };
    let block = || Block::proposal(vec![]);
    let weighted = |share| Block { base_share: Some(share), ..block() };
    add("one-seat", &["golden"], "one seat of 93 at no burn: 8602150537634408602", block(), [0, ONE], 0);
    add("one-seat-burn", &["golden"], "and at 40 %: 5161290322580645161", block(), [0, 600_000], 0);
    add("either-kind", &[], "with one pool the kind of node does not matter", block(), [600_000, 0], 0);
    add(
        "all-seats",
        &["boundary"],
        "all 93 seats at no burn: the whole pool, without dust",
        block(),
        [48 * ONE, 45 * ONE],
        0,
    );
    add("nothing", &["boundary"], "every seat burns its pay", block(), [0, 0], 0);
    add(
        "two-pools",
        &[],
        "60 % for 48 seats of bases, 40 % for 45 of merges",
        weighted(600_000),
        [30 * ONE, 20 * ONE],
        0,
    );
    add(
        "two-floors",
        &["boundary"],
        "each pool is rounded down",
        Block { fees: 7, fee_split: PPM, bases: 2, ..weighted(500_000) },
        [5 * ONE, ONE],
        0,
    );
    add(
        "one-base",
        &["boundary"],
        "one base has one pool, whatever the base share",
        Block { bases: 1, ..weighted(0) },
        [ONE, 0],
        0,
    );
    add(
        "largest-tree",
        &["boundary"],
        "2^32 bases, all seats kept",
        Block { bases: 1 << 32, fees: (1 << 96) - 1, fee_split: PPM, ..block() },
        [(3 * ONE) << 32, ((3 * ONE) << 32) - 3 * ONE],
        0,
    );
    let gas = Some((20_000_000_000, ETHER));
    add("rebate", &[], "300000 gas at 20 gwei", Block { rebate: gas, rebate_cap: ETHER, ..block() }, [0, ONE], 0);
    add(
        "rebate-of-burned",
        &["boundary"],
        "no more than is left by the reserve",
        Block { fees: 10, fee_split: PPM, rebate: gas, rebate_cap: ETHER, ..block() },
        [48 * ONE, 40 * ONE],
        0,
    );
    add("claimed", &[], "a part was claimed", block(), [0, ONE], 8_602_150_537_634_408_000);
    add("all-claimed", &["boundary"], "nothing is left to burn", block(), [0, ONE], 8_602_150_537_634_408_602);
    add("claimed-too-much", &["boundary"], "one wei more", block(), [0, ONE], 8_602_150_537_634_408_603);
    add("claimed-too-large", &["boundary"], "2^96 wei", block(), [0, ONE], 1 << 96);
    add("kept-base-too-large", &["boundary"], "more than 48 seats of bases", block(), [48 * ONE + 1, 0], 0);
    add("kept-merge-too-large", &["boundary"], "more than 45 seats of merges", block(), [0, 45 * ONE + 1], 0);
    add("kept-largest", &["boundary"], "any number is taken", block(), [u64::MAX, u64::MAX], 0);
    add("one-base-merge", &["boundary"], "one base has no merge", Block { bases: 1, ..block() }, [ONE, 1], 0);
    add(
        "one-base-too-large",
        &["boundary"],
        "the only base is the root, with one root seat",
        Block { bases: 1, root_seats: 1, ..block() },
        [ONE + 1, 0],
        0,
    );
    add(
        "bond-before-kept",
        &["order"],
        "no bond, and too large a sum",
        Block { fee_split: 2 * PPM, ..block() },
        [u64::MAX, 0],
        0,
    );
    add(
        "kept-before-claimed",
        &["order"],
        "too large a sum, and too much claimed",
        block(),
        [u64::MAX, 0],
        (1 << 96) - 1,
    );
    cases.finish()
}

/// Seats in an order and out of it, by node.
fn pay_order(cases: &mut Cases) {
    let mut add = |id: &str, reason: &str, bases: u64, nodes: &[u64]| {
        let seats = nodes.iter().map(|node| (*node, 0)).collect();
        let block = Block { bases, ..Block::proposal(seats) };
        cases.add(id, &[], reason, block.to_json(), block.settle());
    };
    add("gaps", "nodes without a seat are passed over", 16, &[2, 2, 7, 22, 15]);
    add("by-number", "0, 1, 2 is the order of numbers; node 2 comes before its parent 1", 16, &[0, 1, 2, 15]);
    add("root-first", "nothing comes after the root", 16, &[15, 0]);
    add("root-twice", "the root last, then first", 16, &[15, 0, 15]);
    add("merge-before-base", "a parent before its child", 16, &[1, 0, 15]);
    add("right-before-left", "the right child first", 16, &[2, 0, 1, 15]);
    add("right-half-first", "a node of the right half before one of the left", 16, &[16, 14, 15]);
    add("split", "three seats of node 0, one of node 2, a fourth of node 0", 2, &[0, 0, 0, 2, 0, 1]);
    add("split-with-seats-left", "node 0 again while it has seats", 16, &[0, 2, 0, 15]);
    add("interleaved", "seats of two nodes by turns", 16, &[0, 2, 0, 2, 0, 2, 15]);
    add("ragged", "five bases: the fifth comes after the merge of the four", 5, &[3, 8, 7]);
    add("ragged-base-first", "and not before it", 5, &[8, 3, 7]);
    add("largest", "the last base of 2^32, then the root", 1 << 32, &[0, (1 << 33) - 2, (1 << 32) - 1]);
    add("largest-back", "the last base of 2^32, then the first", 1 << 32, &[(1 << 33) - 2, 0, (1 << 32) - 1]);
}

/// Settlements that break two rules, for each pair of checks that follow each other.
fn two_failures(cases: &mut Cases) {
    let mut add = |id: &str, reason: &str, block: Block| {
        cases.add(id, &[], reason, block.to_json(), block.settle());
    };
    let above = PPM + 1;
    let of = Block::proposal;
    let most = (1 << 96) - 1;
    let pool_too_large = || Block { fees: most, fee_split: above, ..of(vec![(15, 0)]) };
    let bond_too_small = |seats| Block { fee_split: 2 * PPM, ..of(seats) };
    add("amount-before-pool", "a bond and a pool of 2^96 wei", Block { bond: 1 << 96, ..pool_too_large() });
    add("pool-before-bond", "a pool of 2^96 wei without a bond", pool_too_large());
    add("bond-before-seats", "no bond, and a burn above 1", bond_too_small(vec![(15, above)]));
    add("bond-before-root", "no bond and no seat", bond_too_small(vec![]));
    add("burn-before-node", "a burn above 1 at a foreign node", of(vec![(31, above)]));
    add("burn-before-order", "a burn above 1, a step back", of(vec![(15, 0), (0, above)]));
    add("burn-before-count", "a burn above 1 in a fourth seat", of(vec![(15, 0), (15, 0), (15, 0), (15, above)]));
    add("node-after-root", "a foreign node is not in post-order at all", of(vec![(15, 0), (31, 0)]));
    add(
        "order-before-count",
        "a step back to a node without seats left",
        of(vec![(0, 0), (0, 0), (0, 0), (2, 0), (0, 0)]),
    );
    add("count-before-root", "a fourth seat, and no root", of(vec![(0, 0); 4]));
    add("seat-by-seat", "a step back, then a burn above 1", of(vec![(2, 0), (0, 0), (15, above)]));
    add(
        "count-before-next-seat",
        "a fourth seat, then a foreign node",
        of(vec![(0, 0), (0, 0), (0, 0), (0, 0), (31, 0)]),
    );
}

pub(super) fn slashing() -> Value {
    use SlashReason::{NotProven, NotRevealed};

    /// Of both reasons, with a bond base of 1000 wei.
    #[derive(Clone, Copy)]
    struct Slash {
        reason: SlashReason,
        amounts: [u128; 2],
        stake: u128,
        fee_split: u32,
        bond: u128,
    }
    let mut cases = Cases::of("#slash");
    let mut add = |id: &str, flags: &[&str], why: &str, case: Slash| {
        let Slash { reason, amounts: [reveal_slash_amount, proof_slash_amount], stake, fee_split, bond } = case;
        let (fee_split_cap, bond_base) = (u32::MAX, 1000);
        let values = ParamValues::new(1, Address::from(fill(0xfe)));
        let values = ParamValues { fee_split_cap, bond_base, reveal_slash_amount, proof_slash_amount, ..values };
        let params = Params::new(values).expect("the values are in range");
        let split = params.fee_split(fee_split).expect("nothing is above the cap");
        let slashed =
            || -> Result<_, SettleError> { Ok(slash(&params, reason, split, Amount::new(stake)?, Amount::new(bond)?)) };
        let input = json!({
            "reason": match reason { NotRevealed => "not-revealed", NotProven => "not-proven" },
            "reveal_slash_amount": int(reveal_slash_amount), "proof_slash_amount": int(proof_slash_amount),
            "bond_base": int(bond_base), "stake": int(stake), "fee_split": int(fee_split), "bond": int(bond),
        });
        let output = slashed().map(|slashing| {
            json!({
                "slashed": int(slashing.slashed().wei()), "forfeit": int(slashing.forfeit().wei()),
                "bond_returned": int(slashing.bond_returned().wei()),
            })
        });
        cases.add(id, flags, why, input, output);
    };
    let plain =
        Slash { reason: NotProven, amounts: [2 * ETHER, 3 * ETHER], stake: 32 * ETHER, fee_split: PPM, bond: 0 };
    let bonded = Slash { fee_split: 1_500_000, bond: 800, ..plain };
    add("off", &[], "both amounts are 0", Slash { amounts: [0, 0], ..plain });
    add("not-proven", &["golden"], "3 ether of 32", plain);
    add("not-revealed", &["golden"], "2 ether of 32", Slash { reason: NotRevealed, ..plain });
    add("all", &["boundary"], "no more than the stake", Slash { stake: ETHER, ..plain });
    add("no-stake", &["boundary"], "nothing to take", Slash { stake: 0, ..plain });
    add("forfeit", &["golden"], "half of the bond base", bonded);
    add("forfeit-not-revealed", &["golden"], "the same without a reveal", Slash { reason: NotRevealed, ..bonded });
    add("forfeit-all", &["boundary"], "the smallest bond", Slash { bond: 500, ..bonded });
    add(
        "forfeit-rounds-up",
        &["boundary"],
        "ceil(1000 * 0.000001) = 1",
        Slash { fee_split: PPM + 1, bond: 5, ..plain },
    );
    add("forfeit-short", &["boundary"], "less than a valid proposal has", Slash { bond: 499, ..bonded });
    add("forfeit-nothing", &["boundary"], "a split of 1 has no minimum bond", Slash { bond: 7, ..plain });
    add(
        "largest-split",
        &["boundary"],
        "4293.967295 times 1000 wei",
        Slash { fee_split: u32::MAX, bond: 1 << 32, ..plain },
    );
    add("stake-too-large", &["boundary"], "2^96 wei", Slash { stake: 1 << 96, ..plain });
    add("bond-too-large", &["boundary"], "2^96 wei", Slash { bond: 1 << 96, ..bonded });
    cases.finish()
}

pub(super) fn mev() -> Value {
    struct Mev<'a> {
        smoothing: u32,
        low: u64,
        high: u64,
        start: u64,
        samples: &'a [u64],
        fees_share: u32,
        mev_share: u32,
        cap: u32,
    }
    let run = |mev: &Mev<'_>| -> Result<Value, MevError> {
        let mut reference = MevReference::new(mev.smoothing, mev.low, mev.high, mev.start)?;
        let mut references = Vec::new();
        for sample in mev.samples {
            reference.observe(*sample);
            references.push(int(reference.ppm()));
        }
        let capped =
            ParamValues { fee_split_cap: mev.cap, bond_base: 1, ..ParamValues::new(1, Address::from(fill(0xfe))) };
        let params = Params::new(capped).expect("the values are in range");
        let split = reference.bid(&params, mev.fees_share, mev.mev_share)?;
        Ok(json!({ "references": references, "fee_split": int(split.ppm()) }))
    };
    let mut cases = Cases::of("#mev");
    let mut add = |id: &str, flags: &[&str], reason: &str, mev: Mev<'_>| {
        let input = json!({
            "smoothing": int(mev.smoothing), "low": int(mev.low), "high": int(mev.high), "start": int(mev.start),
            "samples": mev.samples.iter().map(int).collect::<Vec<_>>(), "fees_share": int(mev.fees_share),
            "mev_share": int(mev.mev_share), "cap": int(mev.cap),
        });
        cases.add(id, flags, reason, input, run(&mev));
    };
    let (ten, cap) = (10_000_000, u32::MAX);
    let plain = || Mev {
        smoothing: 100_000,
        low: 0,
        high: 100_000_000,
        start: ten,
        samples: &[],
        fees_share: PPM,
        mev_share: 500_000,
        cap,
    };
    add("thread", &["golden"], "MEV of 10 times the fees, all fees and half the MEV: 6", plain());
    add("average", &[], "a tenth of the way to each sample", Mev { samples: &[20_000_000, 0, 7], ..plain() });
    add(
        "clamped",
        &[],
        "samples beyond the bounds",
        Mev { low: 1_000_000, high: 11_000_000, samples: &[u64::MAX, 0], ..plain() },
    );
    add("all-new", &["boundary"], "no memory", Mev { smoothing: PPM, samples: &[3], mev_share: PPM, ..plain() });
    add("slowest", &["boundary"], "rounds down", Mev { smoothing: 1, samples: &[ten - 1, ten + 1], ..plain() });
    add("no-shares", &["boundary"], "a bid of nothing", Mev { fees_share: 0, mev_share: 0, ..plain() });
    add("smoothing-zero", &["boundary"], "", Mev { smoothing: 0, ..plain() });
    add("smoothing-above", &["boundary"], "", Mev { smoothing: PPM + 1, ..plain() });
    add("bounds", &[], "low above high", Mev { low: 2, high: 1, start: 1, ..plain() });
    add("high-too-large", &["boundary"], "2^40", Mev { high: 1 << 40, ..plain() });
    add("start-out", &[], "a start beyond the bounds", Mev { start: 100_000_001, ..plain() });
    add("fees-share", &["boundary"], "a share above 1", Mev { fees_share: PPM + 1, ..plain() });
    add("mev-share", &["boundary"], "a share above 1", Mev { mev_share: PPM + 1, ..plain() });
    add("above-cap", &["boundary"], "a bid above the cap", Mev { cap: 5_999_999, ..plain() });
    add("at-cap", &["boundary"], "a bid at the cap", Mev { cap: 6_000_000, ..plain() });
    cases.finish()
}
