//! The public API of each library, as text in `api/`: a change of it is a change of a committed file.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};
use public_api::MINIMUM_NIGHTLY_RUST_VERSION;

/// The libraries that Rust programs use, with all their features.
const CRATES: [&str; 7] =
    ["fernet-core", "fernet-vrf", "fernet-vrf-p256", "fernet-rewards", "fernet-block", "fernet-rank", "fernet-sim"];

/// Compares the committed texts with the sources.
pub(crate) fn check() -> Result<()> {
    let mut changes = Vec::new();
    for name in CRATES {
        let committed = fs::read_to_string(path(name)).with_context(|| format!("reading api/{name}.txt"))?;
        changes.extend(difference(&committed, &current(name)?).into_iter().map(|line| format!("{name}: {line}")));
    }
    ensure!(
        changes.is_empty(),
        "the public API changed: if that is wanted, run cargo xtask api --update\n{}",
        changes.join("\n")
    );
    Ok(())
}

/// Writes the texts.
pub(crate) fn update() -> Result<()> {
    for name in CRATES {
        fs::write(path(name), current(name)?).with_context(|| format!("writing api/{name}.txt"))?;
    }
    Ok(())
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../api").join(format!("{name}.txt"))
}

/// Every public item of a crate, one a line. Left out are implementations of traits that follow for every type, or from its fields.
fn current(name: &str) -> Result<String> {
    let target = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/api");
    let mut rustdoc = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    rustdoc.args(["rustdoc", "--quiet", "--lib", "--all-features", "-p", name, "--target-dir"]).arg(&target);
    // The description of a crate as JSON is an option of nightly compilers; the compiler's release decides its format.
    rustdoc.args(["--", "-Z", "unstable-options", "--output-format", "json", "--cap-lints", "allow"]);
    let output = rustdoc.env("RUSTC_BOOTSTRAP", "1").output().with_context(|| format!("running {rustdoc:?}"))?;
    if !output.status.success() {
        bail!("{rustdoc:?}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    let json = target.join("doc").join(format!("{}.json", name.replace('-', "_")));
    let api = public_api::Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .with_context(|| format!("public-api reads what Rust {MINIMUM_NIGHTLY_RUST_VERSION} writes"))?;
    Ok(format!("{api}\n"))
}

/// The lines that only one of two texts has: `-` of the first, `+` of the second.
fn difference(old: &str, new: &str) -> Vec<String> {
    let only = |lines: &str, other: &str, sign: char| -> Vec<String> {
        let other: Vec<&str> = other.lines().collect();
        lines.lines().filter(|line| !other.contains(line)).map(|line| format!("{sign} {line}")).collect()
    };
    [only(old, new, '-'), only(new, old, '+')].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_named() {
        assert_eq!(difference("a\nb\n", "b\nc\n"), ["- a", "+ c"]);
        assert!(difference("a\nb\n", "a\nb\n").is_empty());
    }
}
