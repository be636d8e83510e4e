//! Packages each crate as it would be published, and tests what is inside, away from the repository.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};

/// The packages, each after those that it depends on.
const PACKAGES: [&str; 10] = [
    "fernet-test-vectors",
    "fernet-core",
    "fernet-vrf",
    "fernet-vrf-p256",
    "fernet-rewards",
    "fernet-block",
    "fernet-rank",
    "fernet-sim",
    "fernet-ffi",
    "fernet-cli",
];

/// What a package is of no use without.
const FILES: [&str; 4] = ["README.md", "LICENSE-APACHE", "LICENSE-MIT", "Cargo.toml"];

/// What the packages do not bring: where the others are, and how the tests are compiled. Without `lto`, a static library for C
/// does not link: the `alloc` of Rust comes compiled to unwind, and only link-time optimization removes its reference to `std`.
const WORKSPACE: &str = r#"[workspace]
resolver = "3"

[profile.test]
opt-level = 2

[profile.release]
lto = "thin"
codegen-units = 1
panic = "abort"
"#;

/// `cargo package` for all, then the tests of each in a folder that has nothing but the packages. That compiles each from what is in it,
/// so cargo need not do it too: it would take what it unpacked of earlier packages of the same version.
pub(crate) fn run() -> Result<()> {
    let target = target()?;
    let mut package = cargo();
    package.args(["package", "--quiet", "--allow-dirty", "--offline", "--no-verify"]);
    PACKAGES.iter().for_each(|name| _ = package.args(["-p", name]));
    succeed(&mut package)?;
    println!("cargo package: {} packages", PACKAGES.len());

    let folder = env::temp_dir().join(format!("fernet-packages-{}", std::process::id()));
    let tested = unpack(&target.join("package"), &folder).and_then(|()| test(&folder, &target));
    fs::remove_dir_all(&folder)?;
    tested
}

/// Unpacks the packages into one workspace, in which they find each other in place of the registry.
fn unpack(packages: &Path, folder: &Path) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let mut manifest = WORKSPACE.replacen('\n', &format!("\nmembers = {:?}\n", PACKAGES), 1);
    manifest.push_str("\n[patch.crates-io]\n");
    fs::create_dir_all(folder)?;
    for name in PACKAGES {
        let archive = packages.join(format!("{name}-{version}.crate"));
        // With new times: those in the archive are old, so that cargo would take what it built of an earlier archive.
        succeed(Command::new("tar").arg("-xmzf").arg(&archive).arg("-C").arg(folder))?;
        let unpacked = folder.join(name);
        fs::rename(folder.join(format!("{name}-{version}")), &unpacked)?;
        let readme = fs::read_to_string(unpacked.join("README.md"))?;
        for feature in features(&fs::read_to_string(root().join(folder_of(name)).join("Cargo.toml"))?) {
            ensure!(
                readme.contains(&format!("| `{feature}` |")),
                "README.md of {name} does not have the feature {feature}"
            );
        }
        for file in FILES {
            let size = fs::metadata(unpacked.join(file)).with_context(|| format!("{file} of {name}"))?.len();
            ensure!(size > 500, "{file} of {name} has {size} bytes");
        }
        manifest.push_str(&format!("{name} = {{ path = \"{name}\" }}\n"));
    }
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(())
}

/// The folder of a package in the repository.
fn folder_of(name: &str) -> &str {
    if name == "fernet-test-vectors" { "test-vectors" } else { name }
}

/// The features that a manifest defines.
fn features(manifest: &str) -> Vec<&str> {
    let section =
        manifest.lines().skip_while(|line| *line != "[features]").skip(1).take_while(|line| !line.starts_with('['));
    let names = section.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
    names.filter(|name| !name.starts_with('#') && *name != "default").collect()
}

/// Tests every package, also after one that fails.
fn test(folder: &Path, target: &Path) -> Result<()> {
    let mut failed = Vec::new();
    for name in PACKAGES {
        let start = Instant::now();
        let mut test = cargo();
        test.args(["test", "--offline", "--no-fail-fast", "-p", name, "--target-dir"]).arg(target);
        // The other features of fernet-ffi are those of the libraries that C links.
        if name == "fernet-ffi" {
            test.args(["--features", "hosted"])
        } else {
            test.arg("--all-features")
        };
        match succeed(test.current_dir(folder)).and_then(|said| summary(&said)) {
            Ok(passed) => println!("{name}: {passed} ({:.0} s)", start.elapsed().as_secs_f32()),
            Err(error) => {
                println!("{name}: fails\n{error:#}");
                failed.push(name);
            }
        }
    }
    ensure!(failed.is_empty(), "packages whose tests fail: {}", failed.join(", "));
    Ok(())
}

/// How many tests passed, of all the programs of a `cargo test`.
fn summary(said: &str) -> Result<String> {
    let results: Vec<&str> = said.lines().filter(|line| line.starts_with("test result: ok.")).collect();
    let mut passed = 0;
    for result in &results {
        let count = result.split(' ').nth(3).context("a count of tests")?;
        passed += count.parse::<usize>()?;
    }
    ensure!(passed > 0, "no test was run:\n{said}");
    Ok(format!("{passed} tests pass in {} programs", results.len()))
}

fn succeed(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("running {command:?}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        bail!("{command:?}: {}\n{said}{}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(said)
}

fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn target() -> Result<PathBuf> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    fs::create_dir_all(&target)?;
    Ok(target.canonicalize()?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn features_are_found() {
        let manifest = "[package]\nname = \"x\"\n\n[features]\ndefault = [\"a\"]\n# a = 1\na = []\nb-c = []\n\n[dependencies]\nd = 1\n";
        assert_eq!(features(manifest), ["a", "b-c"]);
    }

    /// Whoever copies the program and the dependencies out of a README can build it beside a clone in `fernet`.
    #[test]
    fn readmes_list_the_dependencies_of_their_programs() {
        for name in PACKAGES {
            let readme = fs::read_to_string(root().join(folder_of(name)).join("README.md")).unwrap();
            let block = |start| readme.split_once(start).and_then(|(_, rest)| rest.split_once("\n```\n"));
            let Some((program, _)) = block("\n```rust\n") else { continue };
            let (manifest, _) = block("\n```toml\n").unwrap_or_else(|| panic!("{name}: no dependencies"));
            let listed: Vec<&str> = manifest.lines().skip(1).collect();
            let words = program.split(|c: char| !c.is_alphanumeric() && c != '_');
            let used: BTreeSet<String> =
                words.map(|word| word.replace('_', "-")).filter(|word| PACKAGES.contains(&word.as_str())).collect();
            let line = |name| format!("{name} = {{ path = \"../fernet/{}\" }}", folder_of(name));
            assert_eq!(listed, used.iter().map(|name| line(name)).collect::<Vec<_>>(), "{name}");
        }
    }

    #[test]
    fn tests_are_counted() {
        let said = "test result: ok. 9 passed; 0 failed\nx\ntest result: ok. 2 passed; 0 failed\n";
        assert_eq!(summary(said).unwrap(), "11 tests pass in 2 programs");
        assert!(summary("").is_err());
    }
}
