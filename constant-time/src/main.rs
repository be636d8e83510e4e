//! `constant-time cases [NAME]` runs the cases whose name contains NAME, under valgrind, and prints one line for each:
//! its kind, its name and the number of times that a branch or an address followed from a secret. `constant-time
//! residue` runs calls on the processor and prints for each its kind, its name, how deep it wrote to the stack, and
//! what it left there. Neither judges: that is the part of `cargo xtask constant-time`.

mod cases;
mod p256;
mod residue;
mod valgrind;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["cases"] => run_cases(""),
        ["cases", name] => run_cases(name),
        ["residue"] => {
            for residue in residue::all() {
                let found = residue.found.iter().map(|(form, bytes)| format!("{form}: {bytes}")).collect::<Vec<_>>();
                println!("{}\t{}\t{}\t{}", residue.kind, residue.call, residue.depth, found.join("; "));
            }
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("constant-time cases [NAME] | residue");
            ExitCode::from(2)
        }
    }
}

fn run_cases(part: &str) -> ExitCode {
    if !valgrind::running() {
        eprintln!("this runs under valgrind");
        return ExitCode::from(2);
    }
    for (kind, cases) in [("clean", cases::clean()), ("clean", p256::clean()), ("control", cases::controls())] {
        for case in cases.iter().filter(|case| case.name.contains(part)) {
            let before = valgrind::errors();
            (case.run)();
            println!("{kind}\t{}\t{}", case.name, valgrind::errors() - before);
        }
    }
    ExitCode::SUCCESS
}
