//! `fernet`: the Fernet protocol from the command line. It verifies, elects, ranks, scores and settles a recorded block,
//! makes such blocks, and offers the parts one by one.

mod amount;
mod decimal;
mod failure;
mod file;
mod hex;
mod parallel;
mod proof;
mod read;
mod refusal;
mod result;
mod run;
mod scenario;

use std::process::ExitCode;

use clap::Parser;

#[derive(Parser)]
enum C {
    Block,
    Scenario(scenario::ScenarioArgs),
}

fn main() -> ExitCode {
    let progress = parallel::Progress::new();
    match C::parse() {
        C::Block => {
            let bytes = read::bytes(std::path::Path::new("-")).unwrap();
            let file: file::BlockFile = read::json(&bytes).unwrap();
            let run = run::run(&file, &progress).unwrap();
            println!("{}", serde_json::to_string_pretty(&result::BlockResult::new(&run, true)).unwrap());
        }
        C::Scenario(args) => print!("{}", scenario::text(&args.options, &progress).unwrap()),
    }
    ExitCode::SUCCESS
}
