//! `fernet`: the Fernet protocol on the command line. It runs recorded blocks, generates them, and has commands for keys,
//! proofs, rankings and settlements.

#[cfg(not(target_family = "wasm"))]
mod advise;
mod amount;
mod archive;
mod args;
mod attest;
mod contract_call;
mod decimal;
mod failure;
mod file;
mod hex;
mod html;
mod inspect;
mod keys;
mod object;
mod open;
mod output;
mod parallel;
mod prove;
mod rank;
mod read;
mod refusal;
mod register;
mod replay;
mod result;
mod run;
mod scenario;
mod secret;
mod settle;
mod show;
mod sign;
#[cfg(not(target_family = "wasm"))]
mod simulate;
mod vectors;
mod witness;

use std::path::Path;
use std::process::ExitCode;

use args::{BlockArgs, Command};
use failure::Failure;
use fernet_core::Params;
use file::BlockFile;
use parallel::Progress;
use result::BlockResult;
use scenario::ScenarioArgs;

fn main() -> ExitCode {
    let done = args::command().and_then(|command| command.map_or(Ok(()), execute));
    let (code, message) = done.map_or_else(Failure::into_report, |()| (ExitCode::SUCCESS, None));
    if let Some(message) = message {
        output::complain(&message);
    }
    code
}

fn execute(command: Command) -> Result<(), Failure> {
    match command {
        Command::Block(args) => block(&args),
        Command::Replay(args) => replay::replay(&args),
        Command::Scenario(args) => scenario(&args),
        Command::Keygen(args) => keys::keygen(&args),
        Command::Prove(args) => prove::prove(&args),
        Command::Verify(args) => prove::verify(&args),
        Command::Witness(args) => witness::witness(&args),
        Command::Register(args) => register::register(&args),
        Command::Propose(args) => sign::propose(&args),
        Command::Claim(args) => sign::claim(&args),
        Command::Attest(args) => attest::attest(&args),
        Command::Certify(args) => attest::certify(&args),
        Command::Inspect(args) => inspect::inspect(&args),
        Command::Open(args) => open::open(&args),
        Command::Rank(args) => rank::rank(&args),
        Command::Settle(args) => settle::settle(&args),
        #[cfg(not(target_family = "wasm"))]
        Command::Simulate(args) => simulate::simulate(&args),
        #[cfg(not(target_family = "wasm"))]
        Command::Advise(args) => advise::advise(&args),
        Command::Vectors(args) if args.check => vectors::check(&args.dir),
        Command::Vectors(args) => vectors::write(&args.dir),
    }
}

fn block(args: &BlockArgs) -> Result<(), Failure> {
    let page = args.html.page()?;
    let document = args.source.read()?;
    // Measured from here: waiting for standard input does not count.
    let progress = Progress::new();
    let file: BlockFile = document.json()?;
    let parsed = progress.elapsed();
    let mut run = run::run(&file, &progress).map_err(|failure| failure.in_file(&document.name))?;
    run.steps.insert(0, ("parse", parsed));
    archive::save(&args.archive, &file, &run, &progress).map_err(|failure| failure.in_file(&document.name))?;
    if let Some(page) = page {
        page.write(&document)?;
    }
    if args.json {
        let mut result = BlockResult::new(&run).with_details(&run);
        if args.all {
            result = result.with_all(&run)?;
        }
        output::print_json(&document.result(if args.timings { result.with_timings(&run) } else { result }))?;
    } else {
        output::print(&(document.heading().to_owned() + &show::block(&file, &run, args.all)))?;
    }
    warn(&run.params);
    Ok(())
}

/// Prints the warnings about parameters on standard error (SPEC `#warnings`).
fn warn(params: &Params) {
    params.warnings().for_each(|warning| output::complain(&format!("warning, {warning:?}: {warning}")));
}

fn scenario(args: &ScenarioArgs) -> Result<(), Failure> {
    let progress = Progress::new();
    let file = scenario::build(&args.options, &progress)?;
    if args.archive.archive.is_some() {
        archive::save(&args.archive, &file, &run::run(&file, &progress)?, &progress)?;
    }
    let text = scenario::text(&file)?;
    match &args.output {
        Some(path) if path != Path::new("-") => output::write(path, text.as_bytes())?,
        _ => output::print(&text)?,
    }
    warn(&args.options.params()?);
    Ok(())
}
