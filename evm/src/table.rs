//! Tables of gas in the pages of the project, which measured figures are held to.

use std::fs;
use std::path::Path;

/// Compares the figures of a table with those of the page, the lines that follow `head` there: each may differ by 2 %. With
/// `EVM_GAS_UPDATE` in the environment it writes them instead.
///
/// # Panics
///
/// If a figure differs by more, or the page has no such table.
pub fn hold_table(page: &str, head: &str, table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(page);
    let mut text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{page}: {error}"));
    let start = text.find(head).unwrap_or_else(|| panic!("{page} has no table {head}"));
    let end = text[start..].find("\n\n").map_or(text.len(), |length| start + length + 1);
    if std::env::var_os("EVM_GAS_UPDATE").is_some() {
        text.replace_range(start..end, table);
        return fs::write(&path, text).unwrap_or_else(|error| panic!("{page}: {error}"));
    }
    let (old, new) = (figures(&text[start..end]), figures(table));
    assert_eq!(old.len(), new.len(), "{page}: another table\n{table}");
    for (old, new) in old.into_iter().zip(new) {
        assert!(old.abs_diff(new) * 50 <= old, "{new} gas, where {page} has {old}: run cargo xtask contracts --update");
    }
}

fn figures(table: &str) -> Vec<u64> {
    table.lines().skip(2).flat_map(|line| line.split('|').skip(2)).filter_map(|cell| cell.trim().parse().ok()).collect()
}
