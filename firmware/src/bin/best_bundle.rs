//! The best bundle of a merge, of five offers over three child bundles.
#![no_std]
#![no_main]

use firmware::core_cases::{best_holds, best_named};
use firmware::measure::measure;
use firmware::reader::Reader;
use firmware::vectors::BESTS;

firmware::entry!(run);

fn run() -> Option<()> {
    let case = best_named(&BESTS, "low-primary-costs-a-seat")?;
    measure("best-bundle", measured_best_bundle, &case)
}

#[inline(never)]
fn measured_best_bundle(reader: &Reader) -> Option<()> {
    best_holds(&mut { *reader })
}
