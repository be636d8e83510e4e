//! The streaming verifier over the recorded block's winning tree: 31 bundles, 86 seats, tickets as given.
#![no_std]
#![no_main]

use firmware::core_cases::tree_holds;
use firmware::measure::measure;
use firmware::reader::Reader;
use firmware::vectors::BLOCK_TREE;

firmware::entry!(run);

fn run() -> Option<()> {
    measure("tree-31-nodes", measured_tree_31_nodes, &Reader::new(&BLOCK_TREE))
}

#[inline(never)]
fn measured_tree_31_nodes(reader: &Reader) -> Option<()> {
    tree_holds(&mut { *reader })
}
