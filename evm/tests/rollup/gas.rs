//! What each transaction costs. The figures of `contracts/README.md` are held within 2 %.

use std::fmt::Write as _;

use evm::{args, hold_table};
use fernet_core::{Address, Proposal};

use crate::kit::{CONTENTS, Contents, ETH, Kit, OPENS, STAKE, STRANGER, Setup, Signed, owner, payer, payout};

const HEAD: &str = "| transaction | gas |\n|---|--:|\n";
/// L1 blocks from one block to the next, and from an opening to the deadline.
const DISTANCE: u64 = 8;
const LENGTH: u64 = 58;

struct Measured {
    kit: Kit,
    table: String,
}

impl Measured {
    fn row(&mut self, name: &str, gas: u64) {
        writeln!(self.table, "| {name} | {gas} |").expect("a text");
    }

    /// The proposals of two keys for a block, the better one last.
    fn proposals(
        &mut self,
        number: u64,
        opened: u64,
        parent: [u8; 32],
        contents: &Contents,
        split: u32,
    ) -> Vec<Signed> {
        self.kit.world.l1_block = opened;
        let bond = if split > 1_000_000 { 4 * ETH } else { 0 };
        let bid = self.kit.bid(1, parent, split, bond);
        let payout = Address::from_bytes(payout(1));
        let proposal = Proposal { tx_order_hash: self.kit.order(contents), payout, ..bid };
        let mut signed: Vec<_> = [1, 2].map(|by| self.kit.proposal(by, number, opened, proposal)).into();
        signed.sort_by_key(|signed| signed.ticket.get());
        signed
    }

    fn propose(&mut self, signed: &Signed) -> u64 {
        let call = self.kit.propose(&payer(1), signed);
        assert_eq!(self.kit.error(&call), "accepted");
        call.gas
    }

    fn reveal(&mut self, signed: &Signed, contents: &Contents) -> u64 {
        self.kit.world.l1_block += 3;
        let bytes = self.kit.reveal_bytes(signed.number, contents);
        self.kit.done(&STRANGER, 0, "reveal", args!(&signed.bytes[..], &bytes[..])).gas
    }
}

#[test]
fn gas_of_every_transaction() {
    let mut m = Measured { kit: Kit::new(), table: HEAD.to_owned() };
    m.kit.register(1);
    let (request, words) = m.kit.request(2, &owner(2));
    let gas = m.kit.done(&STRANGER, STAKE, "registerSequencer", args!(&request[..], words)).gas;
    m.row("`registerSequencer`", gas);

    // The first block makes the storage that the later ones use again.
    let mut number = 1;
    let mut opened = OPENS;
    m.kit.world.l1_block = opened;
    let pin = m.kit.pin(opened).gas;
    m.row("`pin`", pin);
    let signed = m.proposals(number, opened, [9; 32], &CONTENTS, 500_000);
    m.propose(&signed[0]);
    m.propose(&signed[1]);
    m.reveal(&signed[1], &CONTENTS);
    let tree = m.kit.proven(&signed[1], opened, 0);
    let mut parent = m.kit.id(&signed[1]).to_bytes();
    let first = number;

    // A small block, and one whose leaders have bonds.
    let mut settled = Vec::new();
    let sizes = [(4, 3, 500_000, ""), (4, 3, 1_500_000, ", with a bond"), (1_024, 1_023, 500_000, "")];
    for (count, nodes, split, bonds) in sizes {
        number += 1;
        opened += DISTANCE;
        let contents = Contents { count, ..CONTENTS };
        m.kit.pin(opened);
        let signed = m.proposals(number, opened, parent, &contents, split);
        let [first, better] = [0, 1].map(|place: usize| m.propose(&signed[place]));
        let reveal = m.reveal(&signed[1], &contents);
        if nodes == 3 {
            m.row(&format!("`propose`, the first of a block{bonds}"), first);
            m.row(&format!("`propose`, a new leader{bonds}"), better);
            let call = m.kit.propose(&payer(1), &signed[0]);
            assert_ne!(m.kit.error(&call), "accepted");
            if bonds.is_empty() {
                assert!(first < 145_000 && better < 95_000, "{first}, {better}");
            }
            m.row(&format!("`reveal`{bonds}"), reveal);
        }
        for (salt, name) in [(0, "the first of a block"), (1, "a better one")] {
            let tree = m.kit.tree(&signed[1], opened, count, salt);
            let call = m.kit.submit(&signed[1], opened, &contents, &tree);
            assert_eq!(m.kit.error(&call), "accepted");
            if bonds.is_empty() {
                m.row(&format!("`submitRoot`, {nodes} nodes, without verifying the proof, {name}"), call.gas);
            }
            if salt == 1 {
                settled.push((number, nodes, bonds, tree));
            }
        }
        parent = m.kit.id(&signed[1]).to_bytes();
    }
    m.kit.world.l1_block = opened + LENGTH;
    m.kit.done(&STRANGER, 0, "settle", args!(first));
    m.kit.done(&STRANGER, 0, "claim", args!(first, &tree.openings[0][..]));
    for (number, nodes, bonds, tree) in &settled {
        let gas = m.kit.done(&STRANGER, 0, "settle", args!(*number)).gas;
        assert!(gas < 120_000, "{gas}");
        m.row(&format!("`settle`, {nodes} nodes{bonds}"), gas);
        if bonds.is_empty() {
            // The seats of a word of bits share its cost.
            m.kit.done(&STRANGER, 0, "claim", args!(*number, &tree.openings[2][..]));
            let deepest = &tree.openings[0];
            let gas = m.kit.done(&STRANGER, 0, "claim", args!(*number, &deepest[..])).gas;
            m.row(&format!("`claim`, {nodes} nodes"), gas);
        }
    }
    let gas = m.kit.done(&payout(1), 0, "withdraw", args!([0xdd; 20])).gas;
    m.row("`withdraw`", gas);
    m.kit.world.l1_block += 200;
    m.kit.done(&STRANGER, 0, "closeClaims", args!(first));
    let gas = m.kit.done(&STRANGER, 0, "closeClaims", args!(settled[0].0)).gas;
    m.row("`closeClaims`", gas);
    println!("{}", m.table);
    hold_table("contracts/README.md", HEAD, &m.table);
}

const HEAD_BY_SIZE: &str = "| transaction | 31 nodes | 255 nodes | 1023 nodes |\n|---|--:|--:|--:|\n";

/// What the transactions of a block cost: a proposal that leads first and one that leads next, the reveal, the first root, the
/// settlement, the pay of the deepest seat.
fn of_a_block(nodes: u64, data_layer: bool) -> [u64; 6] {
    let mut m = Measured { kit: Kit::with(Setup { data_layer, ..Setup::default() }), table: String::new() };
    m.kit.register(2);
    let mut parent = [9; 32];
    let mut block = |m: &mut Measured, number: u64, count: u64| {
        let opened = OPENS + DISTANCE * (number - 1);
        let contents = Contents { count, ..CONTENTS };
        m.kit.world.l1_block = opened;
        m.kit.pin(opened);
        let signed = m.proposals(number, opened, parent, &contents, 500_000);
        let [first, better] = [0, 1].map(|place: usize| m.propose(&signed[place]));
        let reveal = m.reveal(&signed[1], &contents);
        let mut tree = m.kit.tree(&signed[1], opened, count, 0);
        if data_layer {
            tree.data = tree.data_hash.to_vec();
        }
        let call = m.kit.submit(&signed[1], opened, &contents, &tree);
        assert_eq!(m.kit.error(&call), "accepted");
        parent = m.kit.id(&signed[1]).to_bytes();
        (first, better, reveal, call.gas, tree)
    };
    // The first block makes the storage that the later ones use again.
    let (.., tree) = block(&mut m, 1, 4);
    let (first, better, reveal, submit, measured) = block(&mut m, 2, nodes + 1);
    m.kit.world.l1_block = OPENS + DISTANCE + LENGTH;
    m.kit.done(&STRANGER, 0, "settle", args!(1_u64));
    m.kit.done(&STRANGER, 0, "claim", args!(1_u64, &tree.openings[0][..]));
    let settle = m.kit.done(&STRANGER, 0, "settle", args!(2_u64)).gas;
    m.kit.done(&STRANGER, 0, "claim", args!(2_u64, &measured.openings[2][..]));
    let claim = m.kit.done(&STRANGER, 0, "claim", args!(2_u64, &measured.openings[0][..])).gas;
    [first, better, reveal, submit, settle, claim]
}

#[test]
fn gas_of_a_block_by_its_size() {
    let [calldata, published] =
        [false, true].map(|data_layer| [31, 255, 1_023].map(|nodes| of_a_block(nodes, data_layer)));
    let mut table = HEAD_BY_SIZE.to_owned();
    let mut row = |name: &str, sizes: &[[u64; 6]; 3], place: usize| {
        let [small, middle, large] = sizes.map(|gas| gas[place]);
        writeln!(table, "| {name} | {small} | {middle} | {large} |").expect("a text");
    };
    row("`propose`, the first of a block", &published, 0);
    row("`propose`, a new leader", &published, 1);
    row("`reveal`", &published, 2);
    row("`submitRoot`, tree data on a data layer", &published, 3);
    row("`submitRoot`, tree data in the calldata", &calldata, 3);
    row("`settle`", &published, 4);
    row("`claim`, for each seat", &published, 5);
    let settle = published.map(|gas| gas[4]);
    assert!(settle[0].abs_diff(settle[2]) < 100, "settlement does not depend on the size: {settle:?}");
    println!("{table}");
    hold_table("docs/l1.md", HEAD_BY_SIZE, &table);
}
