//! The commands of the repository's README run as they stand.

#![cfg(unix)]

mod common;

#[test]
fn the_readme_runs() {
    let readme = include_str!("../../README.md");
    let (_, section) = readme.split_once("## On the command line").unwrap();
    let (_, block) = section.split_once("```console\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let lines: Vec<&str> = block.lines().map(|line| line.strip_prefix("$ ").expect("a command")).collect();
    assert!(lines.len() >= 8, "{block}");
    common::paste("readme", &lines.join("\n"));
}
