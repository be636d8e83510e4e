//! Runs the vectors of words, scores, bundles, trees and settlement, and the recorded block.
#![no_std]
#![no_main]

use firmware::core_cases::{best_holds, settlement_holds, tree_holds, words_hold};
use firmware::reader::Reader;
use firmware::vectors::{BESTS, BLOCK_SETTLEMENT, BLOCK_TREE, SETTLEMENTS, TREES};

firmware::entry!(run);

fn run() -> Option<()> {
    words_hold()?;
    all(&BESTS, best_holds)?;
    all(&TREES, tree_holds)?;
    all(&BLOCK_TREE, tree_holds)?;
    all(&SETTLEMENTS, settlement_holds)?;
    all(&BLOCK_SETTLEMENT, settlement_holds)
}

fn all(table: &'static [u8], holds: fn(&mut Reader) -> Option<()>) -> Option<()> {
    let mut reader = Reader::new(table);
    while !reader.is_empty() {
        holds(&mut reader)?;
    }
    Some(())
}
