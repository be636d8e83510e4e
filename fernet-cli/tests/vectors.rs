//! `fernet vectors`.

mod common;

use common::{fernet, fernet_in};
use tempfile::TempDir;

#[test]
fn vectors_are_written_and_compared() {
    let folder = TempDir::new().unwrap();
    let dir = folder.path().join("vectors");
    let arguments = format!("vectors --dir {}", dir.display());
    for refused in ["", " --write --check"] {
        assert_eq!(fernet(&format!("{arguments}{refused}")).code, Some(2));
    }
    assert!(!dir.exists());
    assert!(fernet(&format!("{arguments} --write")).ok().contains("files written"));
    fernet(&format!("{arguments} --check")).ok();
    std::fs::write(dir.join("block/bond.json"), "{}").unwrap();
    std::fs::write(dir.join("block/other.json"), "{}").unwrap();
    std::fs::remove_file(dir.join("seed/seed.json")).unwrap();
    let outcome = fernet(&format!("{arguments} --check"));
    assert_eq!(outcome.code, Some(1));
    for path in ["block/bond.json: differs", "block/other.json", "seed/seed.json"] {
        assert!(outcome.stderr.contains(path), "{}", outcome.stderr);
    }
    assert!(fernet("vectors --check --dir /does/not/exist").malformed().starts_with("/does/not/exist: "));
}

#[test]
fn a_file_that_nothing_generates_is_found_wherever_it_is() {
    let dir = TempDir::new().unwrap();
    fernet_in(dir.path(), "vectors --write --dir mine", b"").ok();
    fernet_in(dir.path(), "vectors --check --dir mine", b"").ok();
    std::fs::create_dir_all(dir.path().join("mine/block/sub")).unwrap();
    let strangers = ["block/foo.json", "block/foo", "block/sub/c.json", "zzz.json"];
    strangers.iter().for_each(|path| std::fs::write(dir.path().join("mine").join(path), "{}").unwrap());
    let outcome = fernet_in(dir.path(), "vectors --check --dir mine", b"");
    assert_eq!(outcome.code, Some(1));
    let expected: String = strangers.iter().map(|path| format!("\n  {path}: nothing generates it")).collect();
    assert_eq!(outcome.stderr, format!("fernet: mine:{expected}\n"));
}
