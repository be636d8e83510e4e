//! `fernet block --html`: the block is in the page, and nothing in it ends the element.

mod common;

use common::{committed, fernet_in};
use serde_json::Value;
use tempfile::TempDir;

const START: &str = r#"<!doctype html><script type="application/json" id="block">"#;
const END: &str = "</script><p>rest";

#[test]
fn the_page_contains_the_block() {
    let dir = TempDir::new().unwrap();
    let path = |name: &str| dir.path().join(name);
    std::fs::write(path("page.html"), format!("{START}{END}")).unwrap();
    let block = committed("block/skipped.json");
    std::fs::write(path("block.json"), &block).unwrap();
    fernet_in(dir.path(), "block block.json --json --html out.html --page page.html", b"").ok();
    let page = std::fs::read_to_string(path("out.html")).unwrap();
    let inside = page.strip_prefix(START).unwrap().strip_suffix(END).unwrap();
    assert!(!inside.contains('<'));
    let parsed = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(parsed(inside), parsed(&block));

    // A page with a block is not one without, and other files are none.
    for page in ["out.html", "block.json"] {
        let said = fernet_in(dir.path(), &format!("block block.json --html o.html --page {page}"), b"").malformed();
        assert!(said.starts_with(&format!("{page}: expected the page that `cargo xtask explorer` builds")), "{said}");
        assert!(!path("o.html").exists());
    }
}

#[test]
fn without_a_page_it_says_how_to_build_one_before_it_reads_anything() {
    let dir = TempDir::new().unwrap();
    let said = fernet_in(dir.path(), "block missing.json --html out.html", b"").malformed();
    assert!(
        said.starts_with("--html: expected fernet-explorer.html in the folder of this program, or --page"),
        "{said}"
    );
    let said = fernet_in(dir.path(), "block missing.json --html out.html --page none.html", b"").malformed();
    assert!(said.starts_with("none.html: No such file"), "{said}");
    let said = fernet_in(dir.path(), "block missing.json --page none.html", b"").malformed();
    assert!(said.contains("--html"), "{said}");
}
