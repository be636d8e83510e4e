//! Chores of the project, as `cargo xtask COMMAND`.

mod constant_time;
mod header;

use std::process::ExitCode;

const HELP: &str = "cargo xtask COMMAND

  constant-time   secrets under valgrind, and on the stack
  header      write fernet-ffi/include/fernet.h";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result: anyhow::Result<()> = match words.as_slice() {
        ["header"] => header::write(),
        ["header", "--check"] => header::check(),
        ["constant-time"] => constant_time::run(),
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
