//! Settlement of the recorded block: 31 nodes, 86 seats, to the wei. It compiles no curve.
#![no_std]
#![no_main]

use firmware::core_cases::settlement_holds;
use firmware::measure::measure;
use firmware::reader::Reader;
use firmware::vectors::BLOCK_SETTLEMENT;

firmware::entry!(run);

fn run() -> Option<()> {
    measure("settle-31-nodes", measured_settle_31_nodes, &Reader::new(&BLOCK_SETTLEMENT))
}

#[inline(never)]
fn measured_settle_31_nodes(reader: &Reader) -> Option<()> {
    settlement_holds(&mut { *reader })
}
