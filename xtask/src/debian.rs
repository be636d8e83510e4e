//! Packages of Debian that a chore needs, and Debian's Rust, which can build `core` for every target.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// Installs packages, quietly. Fails rather than remove one that is there.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    apt_get(&["update"])?;
    apt_get(&[&["install", "--yes", "--no-remove", "--no-install-recommends"], packages].concat())
}

/// Installs those of some packages that are missing.
pub(crate) fn install_missing(packages: &[&str]) -> Result<()> {
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !is_there(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("== install {}", missing.join(" "));
    install(&missing)
}

/// Unpacks packages, and those that they need and that are missing, into a folder, if they cannot be installed beside what is there.
pub(crate) fn unpack(packages: &[&str], folder: &Path) -> Result<()> {
    println!("== unpack {}", packages.join(" "));
    let mut simulate = Command::new("apt-get");
    simulate.args(["install", "--simulate", "--no-install-recommends"]).args(packages);
    let simulated = simulate.output().with_context(|| format!("running {simulate:?}"))?;
    let simulated = String::from_utf8_lossy(&simulated.stdout);
    let named = simulated.lines().filter_map(|line| line.strip_prefix("Inst ")?.split(' ').next());
    let archives = folder.join("archives");
    fs::create_dir_all(&archives)?;
    let mut download = Command::new("apt-get");
    download.args(["--quiet=2", "download"]).args(named).current_dir(&archives);
    let output = download.output().with_context(|| format!("running {download:?}"))?;
    ensure!(output.status.success(), "{download:?}: {}", String::from_utf8_lossy(&output.stderr));
    for archive in fs::read_dir(&archives)? {
        let mut extract = Command::new("dpkg-deb");
        let status = extract.arg("--extract").arg(archive?.path()).arg(folder).status()?;
        ensure!(status.success(), "{extract:?}: {status}");
    }
    Ok(fs::remove_dir_all(archives)?)
}

fn is_there(package: &str) -> bool {
    let by_other_means = match package {
        "gcc" => "gcc",
        "nodejs" => "node",
        "npm" => "npm",
        _ => "",
    };
    let found = |command: &mut Command| command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !by_other_means.is_empty() && found(Command::new(by_other_means).arg("--version")).is_ok_and(|s| s.success()) {
        return true;
    }
    let query = ["--show", "--showformat=${db:Status-Abbrev}", package];
    Command::new("dpkg-query").args(query).output().is_ok_and(|output| output.stdout.starts_with(b"ii"))
}

/// Debian's Cargo, in a directory, without what the calling Cargo has set.
pub(crate) fn cargo(directory: &Path) -> Command {
    let mut cargo = Command::new("/usr/bin/cargo");
    for (name, _) in std::env::vars() {
        let kept = ["CARGO_HOME", "CARGO_BUILD_JOBS", "CARGO_HTTP_PROXY", "CARGO_NET_OFFLINE"].contains(&name.as_str());
        if (name.starts_with("CARGO") && !kept) || name.starts_with("RUST") {
            cargo.env_remove(name);
        }
    }
    cargo.current_dir(directory).env("PATH", "/usr/bin:/bin").env("RUSTC_BOOTSTRAP", "1");
    cargo.env("RUSTUP_DIST_SERVER", "http://127.0.0.1:9").env("RUSTUP_UPDATE_ROOT", "http://127.0.0.1:9");
    cargo
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    let mut command = Command::new("apt-get");
    command.arg("--quiet=2").args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    let output = command.output().with_context(|| format!("running {command:?}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?}: {}\n{said}", output.status);
    Ok(())
}
