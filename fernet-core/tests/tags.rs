//! The tag table is that of SPEC.md, and no two tags are alike.

use std::collections::HashSet;

use fernet_core::tag::TABLE;

#[test]
fn every_tag_is_in_the_specification_and_no_other() {
    let spec = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../SPEC.md")).unwrap();
    let listed: Vec<(String, String)> = spec
        .lines()
        .filter(|line| line.contains("| `fernet/1/"))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
            (cells[1].to_owned(), cells[2].to_owned())
        })
        .collect();
    let ours: Vec<(String, String)> = TABLE
        .iter()
        .map(|(constant, tag)| {
            let name = String::from_utf8(tag.as_bytes().to_vec()).unwrap();
            ((*constant).to_owned(), name.trim_end_matches('\0').to_owned())
        })
        .collect();
    assert_eq!(ours, listed);
    assert_eq!(ours.iter().map(|(_, name)| name).collect::<HashSet<_>>().len(), TABLE.len());
    assert!(TABLE.iter().all(|(_, tag)| tag.as_bytes()[31] == 0), "a name fills its tag: no zero ends it");
}
