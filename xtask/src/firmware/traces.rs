//! Constant time: the traces of all that meets a secret are the same, over sixteen secrets.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};

use super::image::{Span, Variant};

const SECRETS: usize = 16;

/// Where the input and the public key become a point: both are public, and on some machines a branch depends on them.
const PUBLIC: &str = "15encode_to_curve10elligator2";

pub(super) fn check(variant: &Variant) -> Result<()> {
    let spans = variant.trace("timing", Some(PUBLIC))?;
    ensure!(spans.len() == SECRETS, "{}: {} secrets instead of {SECRETS}", variant.name, spans.len());
    let (instructions, pcs, addresses) = distinct(spans.iter());
    ensure!(
        (instructions, pcs, addresses) == (1, 1, 1),
        "{}: {instructions} counts, {pcs} traces of instructions and {addresses} of addresses",
        variant.name
    );

    let controls = variant.trace("timing_controls", None)?;
    let of = |name: &'static str| controls.iter().filter(move |span| span.name == name);
    ensure!(of("control-load").count() == SECRETS, "{}: a control is missing", variant.name);
    let (_, pcs, _) = distinct(of("control-multiplication"));
    ensure!(pcs > 1, "{}: a multiplication in variable time is not noticed", variant.name);
    let (instructions, pcs, addresses) = distinct(of("control-load"));
    ensure!(
        (instructions, pcs) == (1, 1) && addresses > 1,
        "{}: a load from a secret address is not noticed",
        variant.name
    );
    Ok(())
}

/// How many counts, traces of instructions and traces of addresses there are.
fn distinct<'a>(spans: impl Iterator<Item = &'a Span>) -> (usize, usize, usize) {
    let (mut counts, mut pcs, mut addresses) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for span in spans {
        counts.insert(span.instructions);
        pcs.insert(&span.pc_hash);
        addresses.insert(&span.address_hash);
    }
    (counts.len(), pcs.len(), addresses.len())
}
