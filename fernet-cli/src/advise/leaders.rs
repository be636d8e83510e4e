//! Parameters that stop a leader from choosing which of its blocks count, and the lag of the RANDAO mix.

use fernet_core::{Address, ParamValues};

use super::{Advice, AdviseArgs, Risk, ppm, sequencers, value};
use crate::amount::eth;
use crate::failure::Failure;

pub(super) fn advice(args: &AdviseArgs) -> Result<Vec<Advice>, Failure> {
    Ok(vec![reveal_slash(args)?, randao_lag(args)?])
}

/// The slash with which a leader reveals every block, whatever its provers won in it.
fn reveal_slash(args: &AdviseArgs) -> Result<Advice, Failure> {
    let split = sequencers::cap(args)?;
    let values = [
        ("provers", args.provers.to_string()),
        ("own-provers", args.own(args.provers).to_string()),
        ("bases", args.bases.to_string()),
        ("leads", ppm(args.stake_share)),
        ("fee-split", ppm(split.min(sequencers::ONE))),
    ];
    let outcome = args.theory("selective-reveal", &values)?;
    // A split above 1 is a pool of more than the fees.
    let of_fees = |measure: &str| Ok::<_, Failure>(value(&outcome, measure)? * (f64::from(split) / 1e6).max(1.0));
    let share = of_fees("slash-to-stop")?;
    // In parts per million, rounded up but for what rounding of floating-point numbers leaves.
    let parts = (share * 1e6 - 1e-3).ceil().max(0.0) as u128;
    let amount = (parts * args.fees).div_ceil(1_000_000);
    Ok(Advice {
        parameter: "reveal_slash_amount",
        value: amount.to_string(),
        shown: format!("{amount} wei ({} ETH)", eth(amount)),
        reason: if amount > 0 {
            "the least with which the adversary reveals every block that it leads, whatever its provers won in it"
        } else {
            "the adversary gains nothing by withholding a reveal; above 0 a leader that fails loses something, too"
        }
        .to_owned(),
        risks: vec![
            Risk::new("this amount, as a share of the fees", share, "selective-reveal"),
            Risk::measured("blocks of the adversary that it does not reveal without a slash", &outcome, "skipped")?,
            Risk::new("what it gains by that, as a share of the fees", of_fees("gain")?, "selective-reveal"),
        ],
    })
}

/// The lag does not matter to who owns L1 blocks.
fn randao_lag(args: &AdviseArgs) -> Result<Advice, Failure> {
    let values = [
        ("stake-share", ppm(args.stake_share)),
        ("keys", args.sequencers.to_string()),
        ("own-keys", args.own(args.sequencers).to_string()),
    ];
    let outcome = args.theory("randao", &values)?;
    let lag = ParamValues::new(1, Address::from_bytes([1; 20])).randao_lag;
    Ok(Advice::number(
        "randao_lag",
        lag,
        "the default: no lag changes what somebody gains who withholds L1 blocks to choose the mix",
        vec![
            Risk::measured(
                "blocks that an owner of this share of the L1 stake leads for each one of its fair share",
                &outcome,
                "multiple",
            )?,
            Risk::measured("L1 blocks that it withholds for each further block that it leads", &outcome, "price")?,
        ],
    ))
}
