//! Every estimate agrees with theory where theory gives a value, and does not depend on the number of threads.

use fernet_sim::{Cell, Outcome, experiments};

/// Cells of an experiment that differ from its defaults.
fn cells(experiment: &str) -> &'static [&'static [(&'static str, &'static str)]] {
    match experiment {
        "election" => &[
            &[],
            &[("keys", "2"), ("fee-split", "0.9")],
            &[("keys", "7"), ("fee-split", "0.4"), ("rival-split", "0.5")],
            &[("keys", "1000000"), ("fee-split", "0.500001"), ("rival-split", "0.5")],
            &[("rule", "distance")],
            &[("rule", "distance"), ("keys", "3"), ("fee-split", "0.2")],
        ],
        "burns" => &[
            &[],
            &[("keys", "4"), ("seats", "1"), ("cost", "0.2"), ("paid", "3")],
            &[("keys", "20"), ("paid", "17"), ("cost", "0")],
            &[("keys", "1000000"), ("seats", "2"), ("paid", "10")],
            &[("cost", "1")],
        ],
        "entry" => &[
            &[],
            &[("keys", "3"), ("cost", "0.9")],
            &[("seats", "2"), ("bases", "1"), ("cost", "0.6"), ("offline", "0.2")],
            &[("keys", "20"), ("bases", "4"), ("cost", "0.05"), ("believed-offline", "0.5"), ("offline", "0.3")],
        ],
        "capture" => &[
            &[("bases", "4")],
            &[("bases", "1"), ("keys", "20"), ("share", "0.3"), ("burn", "0.05")],
            &[("bases", "4"), ("keys", "3"), ("share", "0.3333"), ("seats", "2"), ("rival-burn", "0.1")],
            &[("bases", "4"), ("rule", "distance"), ("share", "0.3"), ("burn", "0.9")],
            &[("bases", "4"), ("rule", "distance"), ("keys", "3"), ("share", "0.3333")],
            &[("bases", "4"), ("candidates", "20"), ("share", "0.2"), ("placement", "needed"), ("burn", "1")],
            &[("bases", "4"), ("placement", "concentrated"), ("keys", "100000")],
        ],
        "keys" => &[
            &[],
            &[("split", "1")],
            &[("price", "nothing"), ("split", "100000"), ("seats", "1")],
            &[("rule", "distance"), ("candidates", "10")],
            &[("bid", "0.01"), ("split", "20")],
            &[("rival-bid", "0.002"), ("candidates", "7")],
        ],
        "equilibrium" => &[
            &[],
            &[("keys", "2")],
            &[("keys", "1000"), ("mev", "0.3"), ("cap", "2")],
            &[("keys", "1000"), ("mev", "3")],
            &[("rule", "distance"), ("mev", "0.3")],
            &[("keys", "100000"), ("mev", "0.5"), ("cap", "10")],
        ],
        "sophistication" => &[
            &[],
            &[("cap", "6")],
            &[("keys", "10"), ("share", "0.5"), ("mev", "0.2"), ("cap", "1.5")],
            &[("keys", "100000"), ("mev", "0")],
        ],
        "side-payments" => &[
            &[],
            &[("keys", "10"), ("moved", "0.9"), ("cap", "6")],
            &[("bid", "absolute")],
            &[("keys", "1000000"), ("cap", "2")],
        ],
        "mev" => &[&[], &[("spread", "exponential")], &[("spread", "pareto"), ("cap", "6"), ("keys", "12")]],
        "randao" => &[
            &[],
            &[("stake-share", "0.5"), ("own-keys", "30"), ("rivals", "known")],
            &[("stake-share", "0.4"), ("own-keys", "1"), ("keys", "4"), ("mix-of", "slot")],
            &[("stake-share", "0.33"), ("own-keys", "5"), ("mix-of", "slot"), ("rivals", "known")],
            &[("stake-share", "0.45"), ("own-keys", "20"), ("keys", "50")],
        ],
        "key-choice" => &[
            &[],
            &[("bases", "2"), ("rivals", "90")],
            &[("own-keys", "3"), ("rivals", "4"), ("fee-split", "0.4"), ("provers", "5"), ("own-provers", "2")],
            &[("rivals", "1000000"), ("fee-split", "0.5"), ("rival-split", "1")],
        ],
        "selective-reveal" => &[
            &[],
            &[("fee-split", "1"), ("leads", "0.5"), ("reveal-slash", "0.01")],
            &[("kept", "0.5"), ("fee-split", "0.99"), ("bases", "2"), ("provers", "10"), ("own-provers", "4")],
            &[("reveal-slash", "5"), ("bases", "1")],
        ],
        "delivery" => &[
            &[],
            &[("bases", "3"), ("seen", "1"), ("online", "0.7")],
            &[("bases", "5"), ("proofs", "1"), ("online", "0.95")],
            &[("bases", "2"), ("proofs", "2"), ("seen", "0.4"), ("online", "1")],
        ],
        "withheld-data" => &[
            &[],
            &[("attesters", "64"), ("quorum", "20"), ("online", "0.5"), ("abstain", "0.4")],
            &[("provers", "50"), ("served", "0.6")],
        ],
        "last-slot" => &[
            &[],
            &[("before", "3"), ("stake-share", "0.6"), ("speed", "1.1"), ("bases", "2")],
            &[("bases", "1"), ("speed", "0.3"), ("provers", "10"), ("own-provers", "4")],
        ],
        _ => &[&[]],
    }
}

fn run(threads: usize, cell: &Cell) -> Outcome {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| cell.run()).expect("parameters that fit together")
}

#[test]
fn estimates_agree_with_theory_on_any_number_of_threads() {
    for experiment in experiments() {
        for values in cells(experiment.name) {
            let cell = Cell::parse(experiment, values.iter().copied(), None, 2026).expect("values of the experiment");
            let outcome = run(1, &cell);
            for (measure, estimate) in experiment.measures.iter().zip(outcome.estimates()) {
                assert!(estimate.agrees(), "{} {values:?}: {} is {estimate:?}", experiment.name, measure.name);
                assert!(estimate.low <= estimate.value && estimate.value <= estimate.high, "{estimate:?}");
            }
            assert_eq!(run(3, &cell).estimates(), outcome.estimates(), "{} {values:?}", experiment.name);
        }
    }
}
