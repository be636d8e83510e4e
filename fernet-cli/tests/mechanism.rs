//! Every table of docs/mechanism.md is printed by the command above it.

mod common;

use common::fernet;

const DOCUMENT: &str = include_str!("../../docs/mechanism.md");

#[test]
fn the_tables_of_the_document_are_printed_by_its_commands() {
    let mut commands = 0;
    for block in DOCUMENT.split("```console\n").skip(1) {
        let (block, _) = block.split_once("```").expect("the end of a block");
        for run in block.split("$ fernet ").skip(1) {
            let (arguments, shown) = run.split_once('\n').expect("a line with the command");
            let printed = fernet(arguments).ok();
            assert!(printed.contains(shown.trim_end()), "$ fernet {arguments}\n{printed}");
            assert!(shown.contains("\n───"), "{shown}");
            commands += 1;
        }
    }
    assert!(commands >= 20, "{commands}");
}
