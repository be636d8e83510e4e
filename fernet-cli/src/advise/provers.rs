//! Parameters of the proving network: `proofs_per_node`, `vrf_mode`, and what a key has to cost.

use fernet_sim::Outcome;

use super::{Advice, AdviseArgs, Risk, ppm, value};
use crate::failure::Failure;

/// Chance of a block without a tree that is accepted.
const ACCEPTED: f64 = 1e-3;

/// The most seats of a node.
const MOST_SEATS: usize = 3;

pub(super) fn advice(args: &AdviseArgs) -> Result<Vec<Advice>, Failure> {
    let mode = vrf_mode(args)?;
    let (of, measure, how): (fn(&AdviseArgs, usize) -> _, _, _) = if mode.value == "public" {
        (delivery, "failed", "only the best of each node, some of them offline")
    } else {
        (entry, "failed-tree", "private tickets")
    };
    let outcomes = (1..=MOST_SEATS).map(|seats| of(args, seats)).collect::<Result<Vec<Outcome>, Failure>>()?;
    let failed = outcomes.iter().map(|outcome| value(outcome, measure)).collect::<Result<Vec<_>, _>>()?;
    // The fewest seats that are enough, otherwise those with the least risk, and the most of these.
    let enough = failed.iter().position(|failed| *failed <= ACCEPTED);
    let least = || (0..failed.len()).rev().min_by(|a, b| failed[*a].total_cmp(&failed[*b]));
    let seats = enough.or_else(least).map_or(MOST_SEATS, |index| index + 1);
    let mut risks = Vec::new();
    for (seats, outcome) in (1..).zip(&outcomes) {
        let count = crate::show::style::count(seats, "seat");
        risks.push(Risk::measured(
            format!("chance that a block has no tree, with {count} and {how}"),
            outcome,
            measure,
        )?);
    }
    risks.push(Risk::drawn(
        "burn with which the adversary's tree wins half of all blocks, if nobody else burns",
        &capture(args, seats)?,
        "half-burn",
    )?);
    let reason = if enough.is_some() {
        format!(
            "the fewest seats with which less than {} of all blocks has no tree",
            crate::simulate::table::number(ACCEPTED)
        )
    } else {
        "the number with the least chance that a block has no tree".to_owned()
    };
    Ok(vec![Advice::number("proofs_per_node", seats, reason, risks), mode, stake(args, seats)?])
}

/// Provers that all prove the nodes at which they are the best, unless offline.
fn delivery(args: &AdviseArgs, seats: usize) -> Result<Outcome, Failure> {
    args.theory(
        "delivery",
        &[
            ("bases", args.bases.to_string()),
            ("proofs", seats.to_string()),
            ("online", ppm(1_000_000 - args.offline)),
            ("seen", ppm(1_000_000)),
        ],
    )
}

/// Provers that know their own tickets only.
fn entry(args: &AdviseArgs, seats: usize) -> Result<Outcome, Failure> {
    args.theory(
        "entry",
        &[
            ("keys", args.provers.to_string()),
            ("seats", seats.to_string()),
            ("bases", args.bases.to_string()),
            ("cost", ppm(args.cost)),
            ("offline", ppm(args.offline)),
            ("believed-offline", ppm(args.offline)),
        ],
    )
}

/// The adversary against the trees of all others.
fn capture(args: &AdviseArgs, seats: usize) -> Result<Outcome, Failure> {
    args.drawn(
        "capture",
        &[
            ("keys", args.provers.to_string()),
            ("share", ppm(args.own_share(args.provers))),
            ("bases", args.bases.to_string()),
            ("seats", seats.to_string()),
        ],
    )
}

/// Public tickets, or private ones with three seats a node: what is lost less.
fn vrf_mode(args: &AdviseArgs) -> Result<Advice, Failure> {
    let private = &entry(args, MOST_SEATS)?;
    let values = [("keys", args.provers.to_string()), ("cost", ppm(args.cost))];
    let public = args.theory("burns", &values)?;
    let burned = value(&public, "burned")?;
    let wasted = value(private, "wasted")? * f64::from(args.cost) / 1e6 / MOST_SEATS as f64;
    let failed = value(private, "failed-tree")?;
    let (mode, reason) = if failed > ACCEPTED {
        (
            "public",
            "with private tickets nobody knows whether somebody else proves a node, and too many blocks stay without a tree",
        )
    } else if burned < wasted {
        ("public", "less is burned for public tickets than private ones let provers spend in vain")
    } else {
        ("per-node", "private tickets let provers spend less in vain than is burned for public ones")
    };
    Ok(Advice::number(
        "vrf_mode",
        mode,
        reason,
        vec![
            Risk::new("share of the pay burned with public tickets", burned, "burns"),
            Risk::measured(
                "what provers would save by paying one outsider to stay out, as a share of the pay",
                &public,
                "prize",
            )?,
            Risk::new("cost of proofs made in vain with private tickets, as a share of the pay", wasted, "entry"),
            Risk::new("chance that a block has no tree with private tickets", failed, "entry"),
        ],
    ))
}

/// What keys have to cost.
fn stake(args: &AdviseArgs, seats: usize) -> Result<Advice, Failure> {
    let stake = u64::from(args.own(args.provers));
    let others = u64::from(args.provers) - stake;
    let keys = |price: &str, split: u64| {
        args.theory(
            "keys",
            &[
                ("keys", others.to_string()),
                ("stake", stake.to_string()),
                ("split", split.to_string()),
                ("price", price.to_owned()),
                ("seats", seats.to_string()),
            ],
        )
    };
    let many = 10 * others;
    Ok(Advice::number(
        "stake of a key",
        "the same for every key, above 0",
        "tickets count keys, so that a key without a price lets its owner multiply",
        vec![
            Risk::measured(
                "share of the seats of the adversary, with one stake a key",
                &keys("stake", stake)?,
                "seats",
            )?,
            Risk::measured(
                format!("the same if keys cost nothing and it registers {many}"),
                &keys("nothing", many)?,
                "seats",
            )?,
        ],
    ))
}
