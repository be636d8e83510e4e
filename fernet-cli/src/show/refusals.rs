//! What was refused and why, and who signed two things.

use std::fmt::Write;

use super::style::{GOOD, NOTE, Styled, count, heading, lines, short, table};
use crate::run::Run;

/// Refusals that are listed.
const LISTED: usize = 40;

pub(super) fn section(run: &Run) -> String {
    let mut text = heading("Refused");
    if run.refused.is_empty() {
        let _ = writeln!(text, "  {}", Styled(GOOD, "nothing: every item is valid"));
    } else {
        let went_on = count(run.refused.len(), "item");
        let _ = writeln!(text, "  {}\n", Styled(NOTE, format_args!("{went_on}, and the block went on without them")));
        let mut table = table(&["item", "error", "why"], &[]);
        for (item, refusal) in run.refused.iter().take(LISTED) {
            table.add_row([item.to_string(), refusal.name.clone(), refusal.detail.clone()]);
        }
        text += &lines(&table);
        if run.refused.len() > LISTED {
            let _ = writeln!(text, "  and {} more (--json lists them)", run.refused.len() - LISTED);
        }
    }
    if !run.equivocations.is_empty() {
        text += &heading("Evidence of equivocation");
        for found in &run.equivocations {
            let items: Vec<String> = found.items.iter().map(ToString::to_string).collect();
            let _ = writeln!(text, "  {} signed {}", short(found.key), items.join(" and "));
        }
    }
    text
}
