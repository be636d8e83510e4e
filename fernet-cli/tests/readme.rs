//! The commands of the repository's README and of the guide to clients run as they stand, and print what they show.

#![cfg(unix)]

mod common;

const README: &str = include_str!("../../README.md");

#[test]
fn the_readme_shows_what_the_first_command_prints() {
    let (_, shown) = README.split_once("```text\nIdentity\n").unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let printed = common::fernet("").ok();
    assert!(printed.contains(shown), "{printed}\ndoes not contain what the README shows:\n{shown}");
}

#[test]
fn the_readme_runs() {
    runs("readme", README, "## On the command line");
}

#[test]
fn the_guide_to_clients_runs() {
    runs("client", include_str!("../../docs/client.md"), "### Attestations on the command line");
}

/// Runs the commands of a section.
fn runs(name: &str, text: &str, section: &str) {
    let (_, section) = text.split_once(section).unwrap();
    let (_, block) = section.split_once("```console\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let lines: Vec<&str> = block.lines().map(|line| line.strip_prefix("$ ").expect("a command")).collect();
    assert!(lines.len() >= 8, "{block}");
    common::paste(name, &lines.join("\n"));
}
