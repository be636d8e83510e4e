//! Chores of the project, as `cargo xtask COMMAND`.

mod abi;
mod api;
#[cfg(unix)]
mod bare_machine;
mod command;
mod constant_time;
mod contracts;
mod debian;
mod explorer;
mod files;
mod firmware;
mod header;
mod install_c;
#[cfg(test)]
mod lints;
mod mutants;
mod package;
mod panic_free;
mod peers;
mod python;
mod sweeps;
mod typescript;

use std::process::ExitCode;

const HELP: &str = "cargo xtask COMMAND

  abi [--update]  compare fernet.h with the ABI in fernet-ffi/abi
  api [--update]  compare the public API of the Rust libraries with api/
  bare-machine    the C tests on machines that lack a tool: they pass, and say what they left out
  c-soundness     the C tests under valgrind and sanitizers, and with debug assertions
  constant-time   secrets under valgrind, and on the stack
  contracts [--quick] [--million] [--update] | --mutants
                  the contracts under Foundry, in an Ethereum virtual machine, under Slither, and their soundness argument; --quick has
                  fewer proofs, --million has a million mutated inputs, --update writes the tables of gas; --mutants tells whether the tests
                  of the libraries catch wrong code
  explorer [--build]
                  the page that verifies a block, target/explorer/fernet-explorer.html, and its tests in Chromium; --build only builds it
  panic-free      what can panic or allocate
  peers [--update]
                  fernet-vrf beside implementations on other curve libraries, from the package registries
  firmware [--update]
                  images of microcontrollers in QEMU, held to their budgets; --update writes the budgets
  header          write fernet-ffi/include/fernet.h
  install-c --prefix DIR [--libdir DIR] [--target TRIPLE]
                  install the C libraries, headers, pkg-config file and CMake package; DESTDIR of the environment
                  is put before every path, for those who make packages
  mutants [--crate NAME]... [--sample COUNT] [--excluded]
                  whether the tests of the crates catch wrong code
  package         cargo package for each crate, and the tests that its package has
  python          the Python package, in a fresh environment: its tests and types, and its wheel in other versions of CPython
  sweeps          examples/sweeps in a fresh environment: a grid of experiments on Ray and Dask, with workers that die
  typescript      packages/typescript: the module of WebAssembly, the bindings, and all tests of the npm package";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result: anyhow::Result<()> = match words.as_slice() {
        ["abi"] => abi::check(),
        ["abi", "--update"] => abi::update(),
        ["api"] => api::check(),
        ["api", "--update"] => api::update(),
        #[cfg(unix)]
        ["bare-machine"] => bare_machine::run(),
        ["contracts", options @ ..] => contracts::run(options),
        ["explorer"] => explorer::run(false),
        ["explorer", "--build"] => explorer::run(true),
        ["firmware"] => firmware::run(false),
        ["firmware", "--update"] => firmware::run(true),
        ["header"] => header::write(),
        ["header", "--check"] => header::check(),
        ["install-c", options @ ..] => install_c::Options::parse(options).and_then(|options| install_c::run(&options)),
        ["c-soundness"] => c_soundness(),
        ["constant-time"] => constant_time::run(),
        ["mutants", rest @ ..] => mutants::run(rest),
        ["package"] => package::run(),
        ["panic-free"] => panic_free::run(),
        ["python"] => python::run(),
        ["peers"] => peers::run(false),
        ["peers", "--update"] => peers::run(true),
        ["sweeps"] => sweeps::run(),
        ["typescript"] => typescript::run(),
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

/// Runs the C programs under valgrind and sanitizers: the ignored tests of fernet-ffi's `soundness`, one after the other.
fn c_soundness() -> anyhow::Result<()> {
    let mut test = std::process::Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    test.args(["test", "--quiet", "-p", "fernet-ffi", "--test", "soundness", "--"]);
    let status = test.args(["--ignored", "--nocapture", "--test-threads=1"]).status()?;
    anyhow::ensure!(status.success(), "the C programs: {status}");
    Ok(())
}
