//! The examples of the help run as they stand.

#![cfg(unix)]

mod common;

use common::{fernet, paste, run_with};
use std::process::Command;

#[test]
fn examples_of_the_help_run() {
    let help = fernet("-h").ok();
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let mut tried = 0;
    for command in commands.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help") {
        let mut program = Command::new(env!("CARGO_BIN_EXE_fernet"));
        // As on a terminal of the usual width: nothing wraps.
        let help = run_with(program.env("COLUMNS", "80").args([command, "--help"]), b"").ok();
        let (_, examples) = help.split_once("\nExamples:\n").expect("examples");
        assert!(examples.lines().all(|line| line.chars().count() < 80 && line.starts_with("  ")), "{examples}");
        paste(command, examples);
        tried += 1;
    }
    assert_eq!(tried, 19);
}

#[test]
fn the_first_command_needs_no_terminal() {
    for input in ["</dev/null", "<&-"] {
        let line = format!("{} {input}", env!("CARGO_BIN_EXE_fernet"));
        let outcome = run_with(Command::new("bash").args(["-c", &line]), b"").ok();
        assert!(outcome.starts_with("This is the built-in example"), "{outcome}");
    }
}
