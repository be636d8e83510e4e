//! The draws of fernet-sim in a second of one core: whole cells, and the best three of N keys by order statistics beside
//! drawing everybody. Time is that of the processor, so that other work on the machine counts less.

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ProcessTime;
use fernet_core::Ticket;
use fernet_sim::{Cell, Random, experiment};
use rayon::ThreadPoolBuilder;

/// Experiments, their parameters, and numbers of draws.
const CELLS: [(&str, &str, u64); 4] = [
    ("election", "keys=100", 1_000_000),
    ("election", "keys=1000000", 1_000_000),
    ("capture", "keys=1000 bases=16", 1_000),
    ("capture", "keys=1000000 bases=128", 1_000),
];

fn main() {
    // `cargo test --benches` only has to compile it.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    for (name, parameters, draws) in CELLS {
        let values = parameters.split(' ').map(|value| value.split_once('=').expect("NAME=VALUE"));
        let cell =
            Cell::parse(experiment(name).expect("an experiment"), values, Some(draws), 1).expect("in their ranges");
        for threads in [1, 2] {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            let run = || drop(pool.install(|| black_box(&cell).run()).expect("parameters that fit together"));
            report(&format!("{name} {parameters}, blocks, {threads} threads"), draws, run);
        }
    }
    let mut random = Random::new([1; 32], 0);
    for keys in [1_000, 1_000_000] {
        report(&format!("best 3 of {keys} keys by order statistics, nodes"), 1_000, || {
            for _ in 0..1_000 {
                black_box(random.best(black_box(keys)).take(3).last());
            }
        });
        report(&format!("best 3 of {keys} keys in full, nodes"), 1, || {
            black_box(in_full(&mut random, black_box(keys)));
        });
    }
}

/// Prints the highest rate of five rounds of at least half a second.
fn report(name: &str, draws: u64, mut run: impl FnMut()) {
    let mut round = || {
        let (start, mut calls) = (ProcessTime::now(), 0);
        while start.elapsed() < Duration::from_millis(500) {
            run();
            calls += 1;
        }
        f64::from(calls) * draws as f64 / start.elapsed().as_secs_f64()
    };
    println!("{:.3e} a second and core: {name}", (0..5).map(|_| round()).fold(0.0, f64::max));
}

/// The best three of all keys, each of which is drawn.
fn in_full(random: &mut Random, keys: u64) -> [Ticket; 3] {
    let mut best = [Ticket::new(0); 3];
    for _ in 0..keys {
        let ticket = random.ticket();
        if ticket > best[2] {
            best[2] = ticket;
            best.sort_unstable_by(|a, b| b.cmp(a));
        }
    }
    best
}
