//! The attestations of a block and its certificate in a report.

use std::fmt::Write;

use super::style::{BAD, GOOD, Styled, count, heading};
use crate::refusal::Item;
use crate::run::{Certificate, Run};

pub(super) fn section(run: &Run) -> String {
    let Some(quorum) = &run.quorum else { return String::new() };
    let mut text = heading("Availability of proof data");
    let attesters = u64::from(run.params.attesters());
    let (may, needed, valid) = (quorum.provers, quorum.needed, quorum.attesters.len());
    let sample = if may <= attesters {
        "all of them are selected".to_owned()
    } else {
        format!("about {attesters} are selected")
    };
    let _ = writeln!(text, "  {may} keys may attest; {sample}.");
    let _ = writeln!(
        text,
        "  A certificate needs {}; valid ones came from {}.",
        count(needed.into(), "attestation"),
        count(valid, "key")
    );
    let _ = match quorum.certificate {
        Some(Certificate { position, id }) => {
            let item = Item::Certificate(position);
            writeln!(text, "  {}\n  {id}", Styled(GOOD, format_args!("{item} is valid. Its id:")))
        }
        None if valid < usize::from(needed) => {
            writeln!(text, "  {}", Styled(BAD, "The quorum was missed: without a certificate no tree is accepted."))
        }
        None => writeln!(text, "  {}", Styled(BAD, "No valid certificate came: without one no tree is accepted.")),
    };
    text
}
