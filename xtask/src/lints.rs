//! Lints that cargo cannot share are the same text in several files.

use std::fs;
use std::path::Path;

use crate::files;

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
    for name in ["fernet-vrf", "fernet-vrf-p256", "fernet-rewards", "fernet-block", "fernet-rank", "fernet-ffi"] {
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
    let files = files::below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).expect("the repository can be read");
    for path in files.into_iter().filter(|path| path.ends_with("Cargo.toml")) {
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
