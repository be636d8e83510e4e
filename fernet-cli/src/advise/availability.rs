//! Parameters of the availability of proof data.

use fernet_core::Probability;

use super::{Advice, AdviseArgs, Risk};

/// Numbers of attesters to choose from. Each attestation is 112 bytes of a certificate.
const SIZES: [u16; 6] = [16, 32, 64, 128, 256, 512];
/// Chance that the adversary reaches a quorum alone that is accepted.
const ALONE: f64 = 1e-6;
/// Chance that an honest block misses its quorum that is accepted.
const MISSED: f64 = 1e-3;

const SOURCE: &str = "SPEC #quorum-odds";

/// The sizes of a sample and its quorum, with the chance of each failure.
struct Choice {
    attesters: u16,
    quorum: u16,
    alone: f64,
    missed: f64,
}

pub(super) fn advice(args: &AdviseArgs) -> Vec<Advice> {
    // Whoever is not the adversary attests unless offline.
    let hostile = args.own(args.provers);
    let honest = u64::from(args.provers - hostile) * u64::from(1_000_000 - args.offline) / 1_000_000;
    let honest = u32::try_from(honest).unwrap_or(args.provers);
    let best = SIZES.into_iter().map(|attesters| choice(attesters, args.provers, hostile, honest));
    let mut best: Vec<Choice> = best.collect();
    let enough = best.iter().position(|choice| choice.alone <= ALONE && choice.missed <= MISSED);
    let Choice { attesters, quorum, alone, missed } = best.swap_remove(enough.unwrap_or(SIZES.len() - 1));
    let served = served(attesters, args.provers, quorum);
    let reason = if enough.is_some() {
        format!("the smallest sample that keeps the first chance below {ALONE:e} and the second below {MISSED:e}")
    } else {
        format!(
            "off: no sample up to {attesters} keeps both chances low, not even with a quorum of {quorum}, whose risks these are",
        )
    };
    let chosen = |number: u16| if enough.is_some() { number } else { 0 };
    let risks = vec![
        Risk::new("chance that the adversary reaches the quorum alone and keeps the data to itself", alone, SOURCE),
        Risk::new("chance that an honest leader misses the quorum", missed, SOURCE),
        Risk::new("share of the provers with which a leader that serves no others has an even chance", served, SOURCE),
    ];
    vec![
        Advice::number("attesters", chosen(attesters), reason, risks),
        Advice::number("quorum", chosen(quorum), "that of this sample", Vec::new()),
    ]
}

/// The least share of the provers that reaches a quorum with a chance of a half.
fn served(attesters: u16, provers: u32, quorum: u16) -> f64 {
    let (mut low, mut high) = (1, provers);
    while low < high {
        let middle = low.midpoint(high);
        if chance(attesters, provers, middle, quorum) >= 0.5 { high = middle } else { low = middle + 1 }
    }
    f64::from(low) / f64::from(provers)
}

/// The chance that `keys` of the provers reach a quorum, of which fewer provers than attesters need their share (SPEC `#certificate`).
fn chance(attesters: u16, provers: u32, keys: u32, quorum: u16) -> f64 {
    let needed = (u64::from(quorum) * u64::from(provers).min(attesters.into())).div_ceil(attesters.into());
    let needed = u16::try_from(needed).unwrap_or(quorum);
    Probability::of_quorum(attesters, provers, keys, needed).map_or(0.0, |odds| odds.get() as f64 / 2.0_f64.powi(128))
}

/// The quorum above half of a sample (SPEC `#warnings`) that keeps the adversary out and has the least chance to be missed.
fn choice(attesters: u16, provers: u32, hostile: u32, honest: u32) -> Choice {
    let chance = |keys: u32, needed: u16| chance(attesters, provers, keys, needed);
    // The chance of the adversary falls as the quorum rises.
    let (mut low, mut high) = (attesters / 2 + 1, attesters);
    while low < high {
        let middle = low.midpoint(high);
        if chance(hostile, middle) <= ALONE { high = middle } else { low = middle + 1 }
    }
    Choice { attesters, quorum: low, alone: chance(hostile, low), missed: 1.0 - chance(honest, low) }
}
