//! The figures of the report.

/// One figure.
pub(super) struct Figure {
    /// Its name in links, and of the file with its cells.
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) experiment: &'static str,
    /// Parameters that differ from their defaults.
    pub(super) values: &'static [(&'static str, &'static str)],
    /// The x axis, and the lines.
    pub(super) sweeps: &'static [&'static str],
    pub(super) measures: &'static [&'static str],
    /// Draws of each cell; `None` for the default number.
    pub(super) draws: Option<u64>,
    /// What it shows, with places for values of its cells.
    pub(super) reading: &'static str,
}

/// All figures, in order.
pub(super) const FIGURES: &[Figure] = &[
    Figure {
        name: "bid",
        title: "A higher fee split wins blocks out of proportion",
        experiment: "election",
        values: &[("keys", "100")],
        sweeps: &["fee-split=0..1/21", "rule=literal,distance"],
        measures: &["won"],
        draws: None,
        reading: "All other keys of 100 bid 0.5. With the rule of the protocol a key that bids 0.55 leads {won% fee-split=0.55 rule=literal} \
                  of all blocks, and one that bids 1.0 leads {won% fee-split=1 rule=literal}; one that bids 0.45 leads \
                  {won% fee-split=0.45 rule=literal}. An equal share is 1 %. So all keys have to bid alike. Were keys ranked by distance, the \
                  key at 1.0 would lead {won% fee-split=1 rule=distance}.",
    },
    Figure {
        name: "keys",
        title: "The advantage of a bid does not shrink with the number of keys",
        experiment: "election",
        values: &[],
        sweeps: &["keys=2,5,10,20,50,100,1000,10000,100000", "fee-split=0.5,0.6,0.75,1"],
        measures: &["won"],
        draws: None,
        reading: "One key bids more than the 0.5 of all others. At 1.0 it leads {won% keys=10 fee-split=1} of the blocks among 10 keys and \
                  {won% keys=100000 fee-split=1} among 100,000: its share never falls below a quarter. At 0.6 it still leads \
                  {won% keys=100000 fee-split=0.6}, where an equal share is 0.001 %.",
    },
    Figure {
        name: "mev",
        title: "A cap on the fee split decides who keeps the MEV",
        experiment: "equilibrium",
        values: &[("keys", "100")],
        sweeps: &["mev=0..2/21", "cap=1,1.5,2,3"],
        measures: &["provers", "leader"],
        draws: None,
        reading: "Sequencers bid MEV away as far as fee_split_cap lets them. If MEV is as much as the fees, provers get \
                  {provers% mev=1 cap=1} of both at a cap of 1 and {provers% mev=1 cap=2} at a cap of 2; the leader keeps \
                  {leader mev=1 cap=1} and {leader mev=1 cap=2} of the fees. A cap below 1 + MEV leaves the rest to the leader.",
    },
    Figure {
        name: "sophistication",
        title: "Sequencers that extract MEV crowd out the others",
        experiment: "sophistication",
        values: &[("keys", "100"), ("cap", "3")],
        sweeps: &["mev=0.1..1/10", "share=0.05,0.1,0.3,0.5"],
        measures: &["won", "multiple"],
        draws: None,
        reading: "A tenth of 100 keys extracts MEV, the others none. With MEV of 0.1 for each unit of the fees that tenth leads \
                  {won% mev=0.1 share=0.1} of all blocks; with 0.5 it leads {won% mev=0.5 share=0.1}.",
    },
    Figure {
        name: "side-payments",
        title: "Fees that are paid outside of the protocol",
        experiment: "side-payments",
        values: &[("keys", "100")],
        sweeps: &["moved=0..0.9/10", "bid=share,absolute"],
        measures: &["gain"],
        draws: None,
        reading: "A key that lets its users pay half of their fees outside of the protocol earns {gain moved=0.5 bid=share} times as much as \
                  without. If bids were amounts instead of shares, it would earn {gain moved=0.5 bid=absolute} times as much.",
    },
    Figure {
        name: "burns",
        title: "Public tickets: what provers burn, and what they could save",
        experiment: "burns",
        values: &[],
        sweeps: &["cost=0..0.95/20", "keys=10,100,1000"],
        measures: &["burned", "prize"],
        draws: Some(20_000),
        reading: "If everybody knows all tickets, provers outbid each other down to the cost of the best outsider. At a cost of 0.3 and 1,000 \
                  keys {burned% cost=0.3 keys=1000} of the pay is burned. Paying one outsider to stay out would save \
                  {prize% cost=0.3 keys=1000} of the pay.",
    },
    Figure {
        name: "entry",
        title: "Private tickets: blocks without a tree",
        experiment: "entry",
        values: &[],
        sweeps: &["cost=0.05..0.95/19", "seats=1,2,3"],
        measures: &["failed-tree", "wasted"],
        draws: None,
        reading: "If each prover knows its own tickets only, some prove in vain and some nodes get no proof. In a tree of 31 nodes with three seats a \
                  node, a proof that costs 0.3 of its pay leaves {failed-tree% cost=0.3 seats=3} of all blocks without a tree, and \
                  {wasted cost=0.3 seats=3} proofs of a node are made in vain.",
    },
    Figure {
        name: "capture",
        title: "A small burn takes the whole proof tree",
        experiment: "capture",
        values: &[("bases", "16")],
        sweeps: &["burn=0..0.05/11", "share=0.05,0.1,0.2,0.3"],
        measures: &["won", "multiple"],
        draws: Some(300),
        reading: "The tree with the highest total wins everything. A coalition with a tenth of 1,000 keys that burns 2 % of its pay wins \
                  {won% burn=0.02 share=0.1} of all trees, and takes {multiple burn=0.02 share=0.1} times its share. With 1 % it wins \
                  {won% burn=0.01 share=0.1}. With three tenths of the keys 0.5 % wins {won% burn=0.005 share=0.3}.",
    },
    Figure {
        name: "stake",
        title: "Keys that cost nothing make stake worthless",
        experiment: "keys",
        values: &[("stake", "100")],
        sweeps: &["split=1,10,100,1000,10000,100000", "price=nothing"],
        measures: &["seats", "led"],
        draws: None,
        reading: "An owner with the stake of 100 keys beside 1,000 keys of others gets {seats% split=100} of the seats with 100 keys. If keys cost \
                  nothing, it gets {seats% split=1000} with 1,000 keys and {seats% split=100000} with 100,000.",
    },
    Figure {
        name: "randao",
        title: "Who owns L1 blocks chooses among RANDAO mixes",
        experiment: "randao",
        values: &[("keys", "100")],
        sweeps: &["stake-share=0.05..0.5/10", "own-keys=1,10,30"],
        measures: &["multiple", "price"],
        draws: None,
        reading: "A staker with a tenth of the L1 stake that has one of 100 keys leads {multiple stake-share=0.1 own-keys=1} blocks for each one of its \
                  fair share; with three tenths of the stake it leads {multiple stake-share=0.3 own-keys=1}. For each further block it gives up \
                  {price stake-share=0.3 own-keys=1} L1 blocks. randao_lag does not change this.",
    },
    Figure {
        name: "reveal",
        title: "A slash stops leaders that reveal selected blocks only",
        experiment: "selective-reveal",
        values: &[("leads", "0.3"), ("own-provers", "300")],
        sweeps: &["reveal-slash=0..0.3/7", "bases=1,4,16"],
        measures: &["skipped", "gain"],
        draws: Some(4_000),
        reading: "A leader with three tenths of the provers, which also leads three tenths of the next blocks, skips \
                  {skipped% reveal-slash=0 bases=1} of its blocks without a slash if a tree has one node, and \
                  {skipped% reveal-slash=0 bases=16} if it has 31. With a reveal_slash_amount of 0.1 of the fees it skips \
                  {skipped% reveal-slash=0.1 bases=1} and {skipped% reveal-slash=0.1 bases=16}, with 0.2 it skips \
                  {skipped% reveal-slash=0.2 bases=1}.",
    },
];
