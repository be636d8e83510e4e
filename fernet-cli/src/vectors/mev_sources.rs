//! `settlement/mev_sources.json`.

use fernet_core::{Address, L1Block, PPM};
use fernet_rewards::{Amount, MevReport, MevSourceError, MevSources};
use serde_json::{Value, json};

use super::case::{Cases, fill, int};

/// Amounts are below this limit.
const AMOUNT_END: u128 = 1 << 96;

#[derive(Clone, Copy)]
struct Report {
    source: u8,
    l1_block: u64,
    mev: u128,
    fees: u128,
}

/// Sources are numbers here: each byte of the address is the number.
#[derive(Clone)]
struct Round {
    sources: Vec<u8>,
    quorum: u8,
    max_age: u64,
    now: u64,
    reports: Vec<Report>,
}

fn address(source: u8) -> Address {
    Address::from(fill(source))
}

impl Round {
    fn to_json(&self) -> Value {
        let report = |report: &Report| {
            json!({
                "source": address(report.source).to_string(), "l1_block": int(report.l1_block),
                "mev": int(report.mev), "fees": int(report.fees),
            })
        };
        json!({
            "sources": self.sources.iter().map(|source| address(*source).to_string()).collect::<Vec<_>>(),
            "quorum": int(self.quorum), "max_age": int(self.max_age), "now": int(self.now),
            "reports": self.reports.iter().map(report).collect::<Vec<_>>(),
        })
    }

    fn run(&self) -> Result<Value, MevSourceError> {
        let addresses: Vec<Address> = self.sources.iter().map(|source| address(*source)).collect();
        let sources = MevSources::new(&addresses, self.quorum, self.max_age)?;
        let report = |report: &Report| {
            let (mev, fees) = (Amount::new(report.mev)?, Amount::new(report.fees)?);
            MevReport::new(address(report.source), L1Block::new(report.l1_block), mev, fees)
        };
        let reports = self.reports.iter().map(report).collect::<Result<Vec<_>, _>>()?;
        let ratios: Vec<Value> = reports.iter().map(|report| int(report.ratio)).collect();
        Ok(json!({ "ratios": ratios, "ratio": int(sources.ratio(L1Block::new(self.now), reports)?) }))
    }
}

/// A report in L1 block 100 of MEV that is so many ppm of the fees.
fn ppm(source: u8, ratio: u128) -> Report {
    Report { source, l1_block: 100, mev: ratio, fees: PPM.into() }
}

/// A report of these amounts.
fn amounts(source: u8, mev: u128, fees: u128) -> Report {
    Report { source, l1_block: 100, mev, fees }
}

fn at(l1_block: u64, report: Report) -> Report {
    Report { l1_block, ..report }
}

pub(super) fn mev_sources() -> Value {
    let mut cases = Cases::of("#mev-sources");
    medians(&mut cases);
    counting(&mut cases);
    amounts_of_reports(&mut cases);
    refusals(&mut cases);
    let mut golden = |id: &str, ratios: &[u64], ratio: u64| {
        cases.golden(id, &json!({ "ratios": ratios.iter().map(int).collect::<Vec<_>>(), "ratio": int(ratio) }));
    };
    golden("one-source", &[7], 7);
    golden("odd", &[9, 1, 5], 5);
    golden("even", &[9, 1, 5, 7], 5);
    golden("two", &[9, 1], 1);
    golden("two-equal", &[5, 9, 5, 1], 5);
    golden("two-faulty-of-five", &[10_000_000, 10_100_000, 9_900_000, u64::MAX, 0], 10_000_000);
    golden("oldest", &[7, 3], 3);
    golden("too-old", &[7, 3], 7);
    golden("rounds-down", &[666_666], 666_666);
    golden("largest-amounts", &[1_000_000], 1_000_000);
    golden("largest-ratio", &[u64::MAX], u64::MAX);
    golden("ratio-beyond", &[u64::MAX], u64::MAX);
    cases.finish()
}

/// Sources 1 to `sources`, a quorum of 1, reports of at most 10 L1 blocks ago, read in L1 block 100.
fn round(sources: u8, reports: &[Report]) -> Round {
    Round { sources: (1..=sources).collect(), quorum: 1, max_age: 10, now: 100, reports: reports.to_vec() }
}

fn medians(cases: &mut Cases) {
    let mut add = |id: &str, flags: &[&str], reason: &str, round: Round| {
        cases.add(id, flags, reason, round.to_json(), round.run());
    };
    add("one-source", &["boundary"], "the ratio itself", round(1, &[ppm(1, 7)]));
    add("odd", &[], "the middle one of three", round(3, &[ppm(1, 9), ppm(2, 1), ppm(3, 5)]));
    add(
        "even",
        &["boundary"],
        "the lower one of the middle two",
        round(4, &[ppm(1, 9), ppm(2, 1), ppm(3, 5), ppm(4, 7)]),
    );
    add("two", &["boundary"], "the lower one", round(2, &[ppm(1, 9), ppm(2, 1)]));
    add("two-equal", &[], "equal ratios count each", round(4, &[ppm(1, 5), ppm(2, 9), ppm(3, 5), ppm(4, 1)]));
    add("all-equal", &["boundary"], "one ratio for all", round(3, &[ppm(1, 4), ppm(2, 4), ppm(3, 4)]));
    add(
        "two-faulty-of-five",
        &[],
        "the largest and the smallest ratio of all do not move the median out of the others",
        round(
            5,
            &[
                ppm(1, 10_000_000),
                ppm(2, 10_100_000),
                ppm(3, 9_900_000),
                amounts(4, AMOUNT_END - 1, 1),
                amounts(5, 0, 1),
            ],
        ),
    );
    let all: Vec<Report> = (1..=32).map(|source| ppm(source, (u128::from(source) * 7) % 32)).collect();
    let most = Round { quorum: 32, ..round(32, &all) };
    add("most-sources", &["boundary"], "32 sources, all of which are needed", most);
}

fn counting(cases: &mut Cases) {
    let mut add = |id: &str, flags: &[&str], reason: &str, round: Round| {
        cases.add(id, flags, reason, round.to_json(), round.run());
    };
    add("oldest", &["boundary"], "a report of 10 L1 blocks ago counts", round(2, &[ppm(1, 7), at(90, ppm(2, 3))]));
    add("too-old", &["boundary"], "one of 11 L1 blocks ago does not", round(2, &[ppm(1, 7), at(89, ppm(2, 3))]));
    add("later", &["boundary"], "one of the next L1 block does not", round(2, &[ppm(1, 7), at(101, ppm(2, 3))]));
    let no_age = Round { max_age: 0, ..round(2, &[ppm(1, 7), at(99, ppm(2, 3))]) };
    add("no-age", &["boundary"], "only reports of the same L1 block", no_age);
    let from_first = Round { max_age: u64::MAX, now: u64::MAX, ..round(1, &[at(0, ppm(1, 3))]) };
    add("any-age", &["boundary"], "l1_block + max_age is 2^64 - 1", from_first.clone());
    let sum_above = Round { reports: vec![at(u64::MAX, ppm(1, 3))], ..from_first };
    add("age-beyond", &["boundary"], "l1_block + max_age is above 2^64", sum_above);
    add("at-start", &["boundary"], "now is less than max_age", Round { now: 0, ..round(1, &[at(0, ppm(1, 3))]) });
    add("stranger", &[], "a report of another address does not count", round(1, &[ppm(1, 7), ppm(9, 3)]));
    add("stranger-twice", &[], "and may come twice", round(1, &[ppm(9, 3), ppm(1, 7), ppm(9, 2)]));
    add(
        "old-twice",
        &[],
        "so may a source whose other reports do not count",
        round(1, &[at(89, ppm(1, 3)), ppm(1, 7), at(101, ppm(1, 2)), at(89, ppm(1, 1))]),
    );
    let two = Round { quorum: 2, ..round(3, &[ppm(3, 7), ppm(1, 9)]) };
    add("quorum", &["boundary"], "two reports, a quorum of 2", two.clone());
    add("quorum-missed", &["boundary"], "a quorum of 3", Round { quorum: 3, ..two.clone() });
    let with =
        |report: Report| Round { quorum: 3, reports: [two.reports.as_slice(), &[report]].concat(), ..two.clone() };
    add("quorum-missed-stranger", &[], "a third report of another address", with(ppm(9, 8)));
    add("quorum-missed-old", &["boundary"], "a third report that is too old", with(at(89, ppm(2, 8))));
    add("quorum-missed-later", &["boundary"], "a third report of a later L1 block", with(at(101, ppm(2, 8))));
    add("all-old", &[], "every report is too old", round(2, &[at(89, ppm(1, 7)), at(0, ppm(2, 3))]));
    add("no-reports", &["boundary"], "none at all", round(1, &[]));
    add("report-twice", &[], "the same report again", Round { quorum: 2, ..round(2, &[ppm(1, 7), ppm(1, 7)]) });
    add("source-twice", &[], "an older one of the same source", round(2, &[ppm(1, 7), ppm(2, 8), at(90, ppm(1, 9))]));
}

fn amounts_of_reports(cases: &mut Cases) {
    let mut add = |id: &str, flags: &[&str], reason: &str, mev: u128, fees: u128| {
        let round = round(1, &[amounts(1, mev, fees)]);
        cases.add(id, flags, reason, round.to_json(), round.run());
    };
    let most = AMOUNT_END - 1;
    let beyond = 1 << 64;
    add("rounds-down", &[], "floor(2 / 3)", 2, 3);
    add("no-mev", &["boundary"], "a ratio of 0", 0, most);
    add("smallest", &["boundary"], "less than one ppm", 1, most);
    add("largest-amounts", &["boundary"], "2^96 - 1 wei of both", most, most);
    add("largest-ratio", &["boundary"], "(2^64 - 1) ppm exactly", beyond - 1, PPM.into());
    add("ratio-beyond", &["boundary"], "2^64 ppm", beyond, PPM.into());
    add("ratio-far-beyond", &["boundary"], "(2^96 - 1) * 1000000 ppm", most, 1);
    add("mev-too-large", &["boundary"], "2^96 wei", AMOUNT_END, 1);
    add("fees-too-large", &["boundary"], "2^96 wei", 1, AMOUNT_END);
    add("fees-zero", &["boundary"], "there is no ratio", 1, 0);
    add("both-zero", &["boundary"], "there is no ratio either", 0, 0);
    add("amount-before-fees", &[], "2^96 wei of MEV, no fees", AMOUNT_END, 0);
}

fn refusals(cases: &mut Cases) {
    let mut add = |id: &str, flags: &[&str], reason: &str, round: Round| {
        cases.add(id, flags, reason, round.to_json(), round.run());
    };
    let plain = round(3, &[ppm(1, 7)]);
    add("no-sources", &["boundary"], "none at all", Round { sources: vec![], ..plain.clone() });
    add("too-many-sources", &["boundary"], "33", Round { sources: (1..=33).collect(), ..plain.clone() });
    add("sources-equal", &[], "the first and the last", Round { sources: vec![1, 2, 1], ..plain.clone() });
    add("sources-next", &[], "the last two", Round { sources: vec![1, 2, 2], ..plain.clone() });
    add("quorum-zero", &["boundary"], "0 of 3", Round { quorum: 0, ..plain.clone() });
    add("quorum-above", &["boundary"], "4 of 3", Round { quorum: 4, ..plain.clone() });
    add("quorum-largest", &["boundary"], "255 of 3", Round { quorum: 255, ..plain.clone() });
    let many_equal = Round { sources: vec![1; 33], ..plain.clone() };
    add("count-before-equal", &[], "33 equal sources", many_equal);
    let equal = Round { sources: vec![1, 1], quorum: 0, ..plain };
    add("equal-before-quorum", &[], "two equal sources and a quorum of 0", equal);
    let twice = Round { quorum: 3, ..round(3, &[ppm(1, 7), ppm(1, 7)]) };
    add("twice-before-quorum", &[], "one source twice, a quorum of 3", twice);
}
