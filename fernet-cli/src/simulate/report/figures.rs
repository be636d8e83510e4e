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
                  {won% keys=100000 fee-split=1} among 100,000: its share does not fall with their number. At 0.6 it still leads \
                  {won% keys=100000 fee-split=0.6}, where an equal share is 0.001 %.",
    },
];
