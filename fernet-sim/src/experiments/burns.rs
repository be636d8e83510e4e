//! `burns`: what provers burn at a node whose tickets everybody knows.

use fernet_core::{FeeBurn, KeyBytes, PPM, ScoredKey, Ticket};

use crate::experiment::Measure;
use crate::{Cell, CellError, Estimate, Experiment, Parameter, binomial};

const MAX_SEATS: usize = 3;

const KEYS: Parameter = Parameter::count("keys", 4..=10_000_000, 1_000, "prover keys that can prove the node");
const SEATS: Parameter = Parameter::count("seats", 1..=3, 3, "seats of the node: proofs_per_node, 1 at the root");
const COST: Parameter =
    Parameter::ppm("cost", 0..=1_000_000, 500_000, "cost of a proof, as a share of a seat's full pay");
const PAID: Parameter = Parameter::count("paid", 1..=100, 1, "outsiders that are paid to stay out, the best first");

/// What provers burn at a node whose tickets everybody knows.
pub(crate) const BURNS: Experiment = Experiment {
    name: "burns",
    about: "How much of their pay do provers burn if everybody knows all tickets before bidding?",
    model: "All provers of a node know all tickets (`vrf_mode` public) and have the same cost; only seats cost. The keys with \
            the best tickets are insiders, the others outsiders. An outsider bids up to its break-even, a burn of 1 - cost. \
            In equilibrium each insider bids the least burn with which it still ranks before the best outsider at \
            break-even (SPEC #inverse-bid). That never is more than its own break-even, so no insider leaves. The prize \
            is what the insiders save if the `paid` best outsiders stay out and the next one is the threat. Expected: the \
            ratio of the threat's ticket to the insider's is an order statistic of uniform numbers, so it exceeds r with \
            a binomial probability. A burn exceeds p ppm if the ratio exceeds (1 + p)/(2 - cost): these probabilities, \
            summed over all p.",
    parameters: &[KEYS, SEATS, COST, PAID],
    measures: &[
        Measure { name: "burn-1", about: "burn of the best key, as a share of its pay" },
        Measure { name: "burn-2", about: "burn of the second key; 0 if the node has no second seat" },
        Measure { name: "burn-3", about: "burn of the third key; 0 if the node has no third seat" },
        Measure { name: "margin-1", about: "pay of the best key less burn and cost, as a share of a seat's full pay" },
        Measure { name: "margin-2", about: "the same for the second key; 0 without a second seat" },
        Measure { name: "margin-3", about: "the same for the third key; 0 without a third seat" },
        Measure { name: "burned", about: "share of the node's pay that is burned" },
        Measure { name: "prize", about: "share of the node's pay that is saved if the paid outsiders stay out" },
    ],
    draws: 100_000,
    run,
};

fn run(cell: &Cell) -> Result<Vec<Estimate>, CellError> {
    let (keys, seats, paid) = (cell.get(&KEYS), cell.get(&SEATS) as usize, cell.get(&PAID) as usize);
    let outsiders = keys - seats as u64;
    if paid as u64 > outsiders {
        return Err(CellError::Together(format!("paid: expected at most keys - seats = {outsiders}, got {paid}")));
    }
    let (ceiling, cost) = (PPM - cell.get(&COST) as u32, cell.fraction(&COST));
    // The measures, from the burn of each rank against each threat. Ranks count from 0; the best outsider is number `seats`.
    let measures = |burn: &dyn Fn(usize, usize) -> f64| {
        let mut values = [0.0; 2 * MAX_SEATS + 2];
        for rank in 0..seats {
            let burned = burn(rank, seats);
            values[rank] = burned;
            values[MAX_SEATS + rank] = 1.0 - burned - cost;
            values[2 * MAX_SEATS] += burned / seats as f64;
            values[2 * MAX_SEATS + 1] += (burned - burn(rank, seats + paid)) / seats as f64;
        }
        values
    };
    let means = cell.simulate(0, |random| {
        let best: Vec<Ticket> = random.best(keys).take(seats + paid + 1).collect();
        measures(&|rank, threat| least_burn(best[rank], best.get(threat).copied(), ceiling))
    });
    let theory = measures(&|rank, threat| expected(keys, rank, threat, ceiling));
    Ok(means.iter().zip(theory).map(|(mean, theory)| mean.estimate().expecting(theory)).collect())
}

/// The least burn with which `ticket` ranks before the outsider `threat`, which burns up to `ceiling` ppm.
fn least_burn(ticket: Ticket, threat: Option<Ticket>, ceiling: u32) -> f64 {
    let Some(threat) = threat else { return 0.0 };
    let threat = ScoredKey::new(KeyBytes::from_bytes([1; 32]), threat, FeeBurn::new(ceiling).expect("up to PPM"));
    // At equal tickets the key of an insider comes first, so its own break-even always suffices.
    let burn = threat.fee_to_beat(KeyBytes::ZERO, ticket, ceiling).unwrap_or(ceiling);
    f64::from(burn) / f64::from(PPM)
}

/// The mean burn in theory of the key with rank `rank`, counted from 0, against the one with rank `threat`.
///
/// Below the ticket of the first there are `n = keys - 1 - rank` uniform ones, and that of the threat is number
/// `threat - rank` of them from the top. It is above the share r if at least so many are.
fn expected(keys: u64, rank: usize, threat: usize, ceiling: u32) -> f64 {
    if threat as u64 >= keys {
        return 0.0;
    }
    let (below, needed) = (keys - 1 - rank as u64, (threat - rank) as u64);
    let mut sum = 0.0;
    for burn in (0..ceiling).rev() {
        // 1 - r, for r = (PPM + burn) / (PPM + ceiling)
        let distance = f64::from(ceiling - burn) / f64::from(PPM + ceiling);
        let fewer = binomial::at_most(needed - 1, below, distance);
        sum += 1.0 - fewer;
        if fewer < 1e-18 {
            // The probability of every smaller burn to be exceeded is 1.
            sum += f64::from(burn);
            break;
        }
    }
    sum / f64::from(PPM)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The closed form without rounding to ppm: with a = 2 - cost and m = threat - rank, (a - 1) - a m / (n + 1) where
    /// every insider burns something.
    #[test]
    fn many_keys_burn_their_margin_but_for_the_gap_of_tickets() {
        for (rank, gap) in [(0, 3.0), (1, 2.0), (2, 1.0)] {
            let n = 1_000.0 - 1.0 - rank as f64;
            let closed = 0.5 - 1.5 * gap / (n + 1.0);
            assert!((expected(1_000, rank, 3, 500_000) - closed).abs() < 1e-6, "{rank}");
        }
        assert_eq!((expected(4, 0, 4, 500_000), expected(4, 0, 3, 0)), (0.0, 0.0));
    }

    /// Two keys below the best, of which the second is the threat: r is the lesser of two uniform numbers, and the burn
    /// is 2r - 1 where that is above 0. The integral of (2r - 1) 2(1 - r) from 1/2 to 1 is 1/12.
    #[test]
    fn few_keys_burn_less() {
        assert!((expected(3, 0, 2, PPM) - 1.0 / 12.0).abs() < 1e-6);
    }
    #[test]
    fn more_paid_outsiders_than_there_are_are_refused() {
        let cell = Cell::parse(&BURNS, [("keys", "10"), ("paid", "8")], None, 0).expect("in range");
        assert_eq!(
            cell.run().map(drop),
            Err(CellError::Together("paid: expected at most keys - seats = 7, got 8".to_owned()))
        );
    }
}
