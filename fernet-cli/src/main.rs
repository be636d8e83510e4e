//! `fernet`: the Fernet protocol from the command line. It verifies, elects, ranks, scores and settles a recorded block,
//! makes such blocks, and offers the parts one by one.

mod amount;
mod args;
mod decimal;
mod failure;
mod file;
mod hex;
mod keys;
mod object;
mod output;
mod parallel;
mod proof;
mod rank;
mod read;
mod refusal;
mod result;
mod run;
mod scenario;
mod settle;
mod show;
mod vectors;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use args::{BlockArgs, Cli, Command};
use failure::Failure;
use file::BlockFile;
use parallel::Progress;
use result::BlockResult;
use scenario::ScenarioArgs;

fn main() -> ExitCode {
    let command = Cli::parse().command.unwrap_or_else(|| Command::Block(BlockArgs::default()));
    let (code, message) = match execute(command) {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Err(Failure::Output(error)) => (1, error.to_string()),
        Err(Failure::Invalid(message)) => (1, message),
        Err(Failure::Input(message)) => (2, message),
    };
    output::complain(&message);
    ExitCode::from(code)
}

fn execute(command: Command) -> Result<(), Failure> {
    match command {
        Command::Block(args) => block(&args),
        Command::Scenario(args) => scenario(&args),
        Command::Keygen(args) => keys::keygen(&args),
        Command::Prove(args) => keys::prove(&args),
        Command::Verify(args) => keys::verify(&args),
        Command::Rank(args) => rank::rank(&args),
        Command::Settle(args) => settle::settle(&args),
        Command::Vectors(args) if args.check => vectors::check(&args.dir),
        Command::Vectors(args) => vectors::write(&args.dir),
    }
}

fn block(args: &BlockArgs) -> Result<(), Failure> {
    let bytes = read::block(args.file.as_deref())?;
    // From here on: waiting for standard input is no work.
    let progress = Progress::new();
    let file: BlockFile = read::json(&bytes)?;
    let parsed = progress.elapsed();
    let mut run = run::run(&file, &progress)?;
    run.steps.insert(0, ("parse", parsed));
    if args.json {
        let result = BlockResult::new(&run).with_details(&run);
        output::print_json(&if args.timings { result.with_timings(&run) } else { result })
    } else {
        output::print(&show::block(&file, &run, args.all))
    }
}

fn scenario(args: &ScenarioArgs) -> Result<(), Failure> {
    let text = scenario::text(&args.options, &Progress::new())?;
    match &args.output {
        Some(path) => std::fs::write(path, text).map_err(|error| Failure::field(path.display(), error)),
        None => output::print(&text),
    }
}
