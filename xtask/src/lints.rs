//! Lints that cargo cannot share are the same text in several files.

use std::fs;
use std::path::{Path, PathBuf};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_library_has_the_same_lints_against_panics() {
    let lints = |name: &str| {
        let source = read(&format!("{name}/src/lib.rs"));
        let (_, rest) = source.split_once("#![cfg_attr(\n    not(test),\n    deny(").expect(name);
        rest.split_once(")\n)]").expect(name).0.to_owned()
    };
    let expected = lints("fernet-core");
    assert!(expected.contains("clippy::indexing_slicing"), "{expected}");
    for name in ["fernet-vrf", "fernet-rewards", "fernet-rank", "fernet-ffi"] {
        assert_eq!(lints(name), expected, "{name}");
    }
}

#[test]
fn every_workspace_has_the_same_lints_and_every_package_inherits_them() {
    let lints = |manifest: &str| {
        let (_, rest) = manifest.split_once("[workspace.lints.rust]\n")?;
        Some(rest.split("\n\n[profile").next().unwrap_or_default().trim_end().to_owned())
    };
    let expected = lints(&read("Cargo.toml"));
    assert!(expected.is_some());
    let (mut workspaces, mut packages) = (0, 0);
    for path in manifests(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")) {
        // What a user copies from docs/embedding.md.
        if path.ends_with("downstream/Cargo.toml") {
            continue;
        }
        let manifest = fs::read_to_string(&path).expect("a manifest");
        if manifest.contains("[workspace]\n") {
            assert_eq!(lints(&manifest), expected, "{}", path.display());
            workspaces += 1;
        }
        if manifest.contains("[package]\n") {
            assert!(manifest.contains("\n[lints]\nworkspace = true\n"), "{}", path.display());
            packages += 1;
        }
    }
    assert!(workspaces >= 6 && packages >= 16, "{workspaces} workspaces, {packages} packages");
}

/// Every `Cargo.toml` in a folder, without what was built.
fn manifests(folder: PathBuf) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) && name != "target" && name != ".git" {
            found.extend(manifests(entry.path()));
        } else if name == "Cargo.toml" {
            found.push(entry.path());
        }
    }
    found
}
