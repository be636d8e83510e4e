//! Parameters of the proving network: `proofs_per_node`, `vrf_mode`, and what a key has to cost.

use fernet_sim::Outcome;

use super::{Advice, AdviseArgs, Risk, ppm, value};
use crate::failure::Failure;

/// Chance of a block without a tree that is accepted.
const ACCEPTED: f64 = 1e-3;

/// Bases of the greatest tree of the experiment `delivery`.
const DELIVERED: u32 = 32;

pub(super) fn advice(args: &AdviseArgs) -> Result<Vec<Advice>, Failure> {
    let outcomes = |of: fn(&AdviseArgs, usize) -> Result<Outcome, Failure>| {
        (1..=3).map(|seats| of(args, seats)).collect::<Result<Vec<_>, _>>()
    };
    let (private, public) = (outcomes(entry)?, outcomes(delivery)?);
    let failed = |outcomes: &[Outcome], measure| {
        outcomes.iter().map(|outcome| value(outcome, measure)).collect::<Result<Vec<_>, _>>()
    };
    let mode = vrf_mode(args, &private[2])?;
    let is_public = mode.value == "public";
    let (chosen, measure) = if is_public { (&public, "failed") } else { (&private, "failed-tree") };
    let failed = failed(chosen, measure)?;
    // The fewest seats that are enough, otherwise those with the least risk, and the most of these.
    let enough = failed.iter().position(|failed| *failed <= ACCEPTED);
    let least = || (0..failed.len()).rev().min_by(|a, b| failed[*a].total_cmp(&failed[*b]));
    let seats = enough.or_else(least).unwrap_or(2) + 1;
    let mut risks = Vec::new();
    for (index, outcome) in chosen.iter().enumerate() {
        let count = crate::show::style::count(index + 1, "seat");
        let what = if is_public {
            format!(
                "chance that a block has no tree, with {count} and only the best of each node, some of them offline"
            )
        } else {
            format!("chance that a block has no tree, with {count} and private tickets")
        };
        risks.push(Risk::measured(what, outcome, measure)?);
    }
    risks.push(Risk::measured(
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
    let proofs = Advice { parameter: "proofs_per_node", value: seats.to_string(), reason, risks };
    Ok(vec![proofs, mode, stake(args, seats)?])
}

/// Provers that all prove the nodes at which they are the best, unless offline.
fn delivery(args: &AdviseArgs, seats: usize) -> Result<Outcome, Failure> {
    args.run(
        "delivery",
        &[
            ("bases", args.bases.min(DELIVERED).to_string()),
            ("proofs", seats.to_string()),
            ("online", ppm(1_000_000 - args.offline)),
            ("seen", ppm(1_000_000)),
        ],
    )
}

/// Provers that know their own tickets only.
fn entry(args: &AdviseArgs, seats: usize) -> Result<Outcome, Failure> {
    args.run(
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
    args.run(
        "capture",
        &[
            ("keys", args.provers.to_string()),
            ("share", ppm(args.stake_share)),
            ("bases", args.bases.to_string()),
            ("seats", seats.to_string()),
        ],
    )
}

/// Public tickets, or private ones with three seats a node: what is lost less.
fn vrf_mode(args: &AdviseArgs, private: &Outcome) -> Result<Advice, Failure> {
    let values = [("keys", args.provers.to_string()), ("cost", ppm(args.cost))];
    let public = args.run("burns", &values)?;
    let burned = value(&public, "burned")?;
    let wasted = value(private, "wasted")? * f64::from(args.cost) / 1e6 / 3.0;
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
    Ok(Advice {
        parameter: "vrf_mode",
        value: mode.to_owned(),
        reason: reason.to_owned(),
        risks: vec![
            Risk::new("share of the pay burned with public tickets", burned, "burns"),
            Risk::measured(
                "what provers would save by paying one outsider to stay out, as a share of the pay",
                &public,
                "prize",
            )?,
            Risk::new("cost of proofs made in vain with private tickets, as a share of the pay", wasted, "entry"),
            Risk::new("chance that a block has no tree with private tickets", failed, "entry"),
        ],
    })
}

/// What keys have to cost.
fn stake(args: &AdviseArgs, seats: usize) -> Result<Advice, Failure> {
    let stake = u64::from(args.own(args.provers));
    let others = u64::from(args.provers) - stake;
    let keys = |price: &str, split: u64| {
        args.run(
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
    let many = (10 * others).min(10_000_000);
    Ok(Advice {
        parameter: "stake of a key",
        value: "the same for every key, above 0".to_owned(),
        reason: "tickets count keys, so that a key without a price lets its owner multiply".to_owned(),
        risks: vec![
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
    })
}
