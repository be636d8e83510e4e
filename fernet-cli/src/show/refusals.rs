//! Refused items with their reasons, and evidence of equivocation.

use std::fmt::Write;

use super::style::{Excerpt, GOOD, NOTE, Styled, count, heading, lines, short, table};
use crate::run::Run;

/// Most refusals that are listed.
const REFUSALS: usize = 12;
/// Most equivocations that are listed, and most items of each.
const EQUIVOCATIONS: usize = 10;

pub(super) fn section(run: &Run, everything: bool) -> String {
    refusals(run, everything) + &equivocations(run, everything)
}

fn refusals(run: &Run, everything: bool) -> String {
    let mut text = heading("Refused");
    if run.refused.is_empty() {
        let _ = writeln!(text, "  {}", Styled(GOOD, "none: all items are valid"));
        return text;
    }
    let refused = count(run.refused.len(), "item");
    let _ = writeln!(text, "  {}\n", Styled(NOTE, format_args!("{refused}; the block continued without them")));
    let excerpt = Excerpt::new(run.refused.len(), REFUSALS, everything);
    let mut table = table(&["item", "error", "reason"], &[]);
    for (item, refusal) in run.refused.iter().take(excerpt.shown) {
        table.add_row([item.to_string(), refusal.name.clone(), refusal.detail.clone()]);
    }
    text + &lines(&table) + &excerpt.rest("more item")
}

fn equivocations(run: &Run, everything: bool) -> String {
    if run.equivocations.is_empty() {
        return String::new();
    }
    let mut text = heading("Evidence of equivocation");
    let excerpt = Excerpt::new(run.equivocations.len(), EQUIVOCATIONS, everything);
    for found in run.equivocations.iter().take(excerpt.shown) {
        let signed = Excerpt::new(found.items.len(), EQUIVOCATIONS, everything);
        let items: Vec<String> = found.items.iter().take(signed.shown).map(ToString::to_string).collect();
        let _ = write!(text, "  {} signed {}\n{}", short(found.key), items.join(" and "), signed.rest("more item"));
    }
    text + &excerpt.rest("more key")
}
