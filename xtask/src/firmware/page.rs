//! The table in `docs/embedding.md`, and the example crate that the page spells out.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use super::budget::Budgets;
use super::{step, tools};
use crate::debian;

const BEGIN: &str = "<!-- written by cargo xtask firmware --update -->\n";
const END: &str = "<!-- end -->\n";

fn path() -> PathBuf {
    tools::root().join("docs/embedding.md")
}

/// The page with the table in its place.
fn with_table(budgets: &Budgets) -> Result<(String, String)> {
    let page = fs::read_to_string(path()).context("docs/embedding.md")?;
    let (before, rest) = page.split_once(BEGIN).context("docs/embedding.md: no place for the table")?;
    let (_, after) = rest.split_once(END).context("docs/embedding.md: no place for the table")?;
    let new = format!("{before}{BEGIN}\n{}{END}{after}", budgets.table());
    Ok((page, new))
}

pub(super) fn write(budgets: &Budgets) -> Result<()> {
    let (_, new) = with_table(budgets)?;
    Ok(fs::write(path(), new)?)
}

pub(super) fn check(budgets: &Budgets) -> Result<()> {
    let (page, new) = with_table(budgets)?;
    ensure!(page == new, "docs/embedding.md: the table is not that of firmware/budgets.json");
    Ok(())
}

/// Files of the example that the page shows in full.
const SHOWN: [&str; 5] = ["Cargo.toml", ".cargo/config.toml", "memory.x", "build.rs", "src/main.rs"];

/// Builds the example as the page says, and runs it.
pub(super) fn example() -> Result<()> {
    step("docs/embedding.md: the example, as the page says");
    let (page, directory) = (fs::read_to_string(path())?, tools::firmware().join("downstream"));
    for file in SHOWN {
        let text = fs::read_to_string(directory.join(file)).with_context(|| format!("downstream/{file}"))?;
        ensure!(
            page.contains(&format!("\n{text}```\n")),
            "docs/embedding.md: shows another {file} than the example has"
        );
    }
    build(&directory, &["--locked"])?;
    run_example()?;

    step("docs/embedding.md: the example as a member of a workspace");
    let workspace = tools::target().join("workspace");
    let member = workspace.join("downstream");
    fs::create_dir_all(member.join("src"))?;
    fs::create_dir_all(member.join(".cargo"))?;
    for file in SHOWN {
        let crates = format!("{}/fernet-", fs::canonicalize(tools::root())?.display());
        let text = fs::read_to_string(directory.join(file))?.replace("../../fernet-", &crates);
        fs::write(member.join(file), text.replace("\n[workspace]\n", ""))?;
    }
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"downstream\"]\n\n[profile.release]\npanic = \"abort\"\nlto = \"fat\"\n";
    fs::write(workspace.join("Cargo.toml"), manifest)?;
    fs::copy(directory.join("Cargo.lock"), workspace.join("Cargo.lock"))?;
    build(&member, &[])?;
    run_example()
}

fn build(directory: &Path, options: &[&str]) -> Result<()> {
    let mut cargo = debian::cargo(directory);
    cargo.args(["build", "--quiet", "--release", "-Zbuild-std=core", "--target-dir"]);
    tools::run(cargo.arg(tools::target().join("downstream")).args(options)).map(|_| ())
}

fn run_example() -> Result<()> {
    let image = tools::target().join("downstream/thumbv7em-none-eabihf/release/downstream");
    let mut emulator = tools::emulator("qemu-system-arm");
    emulator.args([
        "-machine",
        "mps2-an386",
        "-nographic",
        "-semihosting-config",
        "enable=on,target=native",
        "-kernel",
    ]);
    tools::run_within(60, emulator.arg(image)).map(|_| ())
}
