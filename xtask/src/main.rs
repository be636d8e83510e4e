//! Chores of the project, as `cargo xtask COMMAND`.

use std::process::ExitCode;

const HELP: &str = "cargo xtask COMMAND

  (none yet)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result: anyhow::Result<()> = match words.as_slice() {
        _ => Err(anyhow::anyhow!("{HELP}")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}
