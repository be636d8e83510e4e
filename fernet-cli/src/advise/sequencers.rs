//! Parameters of the election.

use fernet_core::{Address, ParamValues, Params, equilibrium_split};
use fernet_sim::Outcome;

use super::{Advice, AdviseArgs, Risk, ppm};
use crate::amount::eth;
use crate::failure::Failure;

/// One, and the steps of `fee_split_cap`, in ppm.
pub(super) const ONE: u32 = 1_000_000;
const STEP: u32 = 100_000;
/// The greatest `fee_split_cap` of the experiments.
const MOST: u32 = 100_000_000;

pub(super) fn advice(args: &AdviseArgs) -> Result<Vec<Advice>, Failure> {
    let cap = cap(args)?;
    let bond_base = if cap > ONE { args.fees } else { 0 };
    let bond = bond(cap, bond_base)?;
    let (chosen, one) = (equilibrium(args, cap)?, equilibrium(args, ONE)?);
    let mut risks = vec![
        Risk::measured("fee split in equilibrium", &chosen, "split")?,
        Risk::measured("share of fees and MEV that provers get", &chosen, "provers")?,
        Risk::measured("what the leader keeps, in units of the fees", &chosen, "leader")?,
    ];
    if cap > ONE {
        risks.push(Risk::measured("share of fees and MEV that provers would get at a cap of 1", &one, "provers")?);
    }
    let bids = [("keys", args.sequencers.to_string()), ("fee-split", ppm(cap)), ("rival-split", ppm(cap))];
    risks.push(Risk::measured(
        "share of blocks of one key that bids the cap against this split",
        &args.theory("election", &bids)?,
        "won",
    )?);
    let rival = [bids[0].clone(), bids[1].clone(), ("rival-split", ppm(cap / 2))];
    risks.push(Risk::measured(
        "the same if all others bid half of this split",
        &args.theory("election", &rival)?,
        "won",
    )?);
    risks.extend(crowded_out(args, cap)?);
    let moved = [bids[0].clone(), ("cap", ppm(cap)), ("moved", ppm(ONE / 2))];
    risks.push(Risk::measured(
        "without MEV: profit of a key that moves half of its fees out of the protocol, for each unit without moving",
        &args.theory("side-payments", &moved)?,
        "gain",
    )?);
    risks.push(Risk::new(
        "cap that keys without MEV would bid too, for a rollup where they shall lead",
        plain(args)?,
        "equilibrium",
    ));
    let reason =
        "the greatest multiple of 0.1 that all keys bid in equilibrium, so that only tickets decide".to_owned();
    Ok(vec![
        Advice { parameter: "fee_split_cap", value: cap.to_string(), shown: crate::amount::ppm(cap), reason, risks },
        Advice {
            parameter: "bond_base",
            value: bond_base.to_string(),
            shown: format!("{bond_base} wei ({} ETH)", eth(bond_base)),
            reason: if cap > ONE {
                "the fees of a block: the bond then has what the pool of a split above 1 takes beyond the fees"
                    .to_owned()
            } else {
                "no split is above 1, so there is no bond".to_owned()
            },
            risks: vec![Risk::new("bond of a leader that bids the cap, in wei", bond as f64, "SPEC #minimum-bond")],
        },
    ])
}

/// How many blocks the adversary leads if its keys alone extract the MEV, at a cap and at a cap of 1.
fn crowded_out(args: &AdviseArgs, cap: u32) -> Result<Vec<Risk>, Failure> {
    let share = "share of blocks led by the adversary if its keys alone extract the MEV";
    let mut risks = Vec::new();
    if args.mev > 0 {
        for (what, cap) in [(share.to_owned(), cap), (format!("{share}, at a cap of 1"), ONE)] {
            let values = [
                ("keys", args.sequencers.to_string()),
                ("share", ppm(args.own_share(args.sequencers))),
                ("mev", ppm(args.mev)),
                ("cap", ppm(cap)),
            ];
            risks.push(Risk::measured(what, &args.theory("sophistication", &values)?, "won")?);
        }
    }
    Ok(risks)
}

fn equilibrium(args: &AdviseArgs, cap: u32) -> Result<Outcome, Failure> {
    args.theory("equilibrium", &[("keys", args.sequencers.to_string()), ("mev", ppm(args.mev)), ("cap", ppm(cap))])
}

/// The greatest cap at or below the split in equilibrium, so that all bid the cap, in ppm.
pub(super) fn cap(args: &AdviseArgs) -> Result<u32, Failure> {
    capped_for(args, args.mev)
}

/// The cap for keys without MEV.
fn plain(args: &AdviseArgs) -> Result<f64, Failure> {
    capped_for(args, 0).map(|cap| f64::from(cap) / 1e6)
}

fn capped_for(args: &AdviseArgs, mev: u32) -> Result<u32, Failure> {
    let params = params(MOST, 1)?;
    let split = equilibrium_split(&params, args.sequencers, mev.into()).map_or(0, |split| split.ppm());
    Ok((split / STEP).saturating_mul(STEP))
}

/// The minimum bond of a bid at the cap.
fn bond(cap: u32, bond_base: u128) -> Result<u128, Failure> {
    let params = params(cap, bond_base)?;
    let split = params.fee_split(cap).map_err(|error| Failure::Invalid(error.to_string()))?;
    Ok(params.minimum_bond(split).wei())
}

fn params(fee_split_cap: u32, bond_base: u128) -> Result<Params, Failure> {
    let values = ParamValues::new(1, Address::from_bytes([1; 20]));
    let params = Params::new(ParamValues { fee_split_cap, bond_base, ..values });
    params.map_err(|error| Failure::field("--fees", error))
}
