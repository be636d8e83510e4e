//! `randao`: what a staker of L1 gains by withholding L1 blocks just before a mix is read.

use fernet_core::{BlockNumber, FeeSplit, L1Block, Params, PinnedMix, RandaoMix, RandaoReveal, SequencerSeed, Ticket};

use super::sequencers::{MAX_SPLIT, split, with_cap};
use crate::binomial::choose;
use crate::experiment::Measure;
use crate::rule::{Candidate, Literal, Rule};
use crate::{Cell, CellError, Estimate, Experiment, Parameter, Random};

/// Most slots in a row that the staker owns: longer runs are cut.
const MAX_SLOTS: usize = 12;

const STAKE: Parameter =
    Parameter::ppm("stake-share", 1..=500_000, 100_000, "share of the L1 stake that the staker has");
const OWN: Parameter = Parameter::count("own-keys", 1..=1_000_000, 1, "sequencer keys of the staker");
const KEYS: Parameter = Parameter::count("keys", 2..=10_000_000, 100, "sequencer keys, all with the same bid");
const MIX_OF: Parameter = Parameter::choice(
    "mix-of",
    &["block", "slot"],
    "what the lag counts: L1 blocks, as in the protocol, or slots, whose mix stays the same if they are missed",
);
const RIVALS: Parameter = Parameter::choice(
    "rivals",
    &["hidden", "known"],
    "whether the staker knows its own tickets only, as with secret keys, or all tickets",
);

/// What a staker of L1 gains by withholding L1 blocks just before a mix is read.
pub(crate) const RANDAO: Experiment = Experiment {
    name: "randao",
    about: "How much more often does somebody lead who owns L1 stake and withholds L1 blocks to choose the mix?",
    model: "Each slot belongs to the staker with probability `stake-share`, and its proposer knows its reveal in advance. k of \
            the last L1 blocks before the mix are the staker's, in a row, and so are the e slots behind them. If the lag counts \
            slots, each of the k may be withheld: 2^k mixes. The protocol counts L1 blocks, so withheld ones are replaced by \
            later ones: any k of the k + e slots, which are C(k + e, k) known mixes, or fewer, and then a stranger completes \
            them with a reveal that nobody knows: one more mix, drawn blindly. `randao_lag` does not change any of this. With \
            known rivals the staker takes the mix that leads and withholds least. With hidden ones it takes that of its best \
            ticket, or the blind one if its chance to lead is then below that of any block. It does not weigh what it \
            withholds. k + e is cut at 12. Mixes and seeds are computed by the rules of the protocol; tickets are drawn from the seed. \
            Expected: sums over k and e of 1 - (1 - p)^c for c mixes and p = `own-keys` / `keys`, or of the integral of the \
            greater one of x^rivals and p over the best x of c * `own-keys` tickets.",
    parameters: &[STAKE, OWN, KEYS, MIX_OF, RIVALS],
    measures: &[
        Measure { name: "own-slots", about: "L1 blocks in a row before the mix that are the staker's, on average" },
        Measure { name: "led", about: "share of blocks that the staker leads" },
        Measure { name: "multiple", about: "blocks that the staker leads for each one that its keys would give it" },
        Measure { name: "withheld", about: "L1 blocks that the staker withholds for each block" },
        Measure { name: "price", about: "L1 blocks that the staker withholds for each further block that it leads" },
    ],
    draws: 100_000,
    run,
};

fn run(cell: &Cell) -> Result<Vec<Estimate>, CellError> {
    let (own, keys) = (cell.get(&OWN), cell.get(&KEYS));
    if own >= keys {
        return Err(CellError::Together(format!("own-keys: expected fewer than keys, {keys}, got {own}")));
    }
    let staker = Staker {
        own,
        rivals: keys - own,
        by_slot: cell.get(&MIX_OF) == 1,
        knows: cell.get(&RIVALS) == 1,
        params: with_cap(MAX_SPLIT),
        split: split(0),
    };
    let stake = cell.get(&STAKE);
    let [slots, led, withheld] = cell.simulate(0, |random| {
        let run = (0..MAX_SLOTS).take_while(|_| random.happens(stake)).count();
        let behind = (run..MAX_SLOTS).take_while(|_| random.happens(stake)).count();
        let (leads, withheld) = staker.choose(random, run, behind);
        [run as f64, leads.into(), withheld as f64]
    });
    let theory = staker.theory(cell.fraction(&STAKE));
    let fair = own as f64 / keys as f64;
    let led = led.proportion().expecting(theory.led);
    Ok(vec![
        slots.estimate().expecting(theory.slots),
        led,
        led.times(1.0 / fair),
        withheld.estimate().expecting(theory.withheld),
        Estimate::exact(theory.withheld / (theory.led - fair)),
    ])
}

/// The staker and its sequencer keys.
struct Staker {
    own: u64,
    rivals: u64,
    by_slot: bool,
    knows: bool,
    params: Params,
    split: FeeSplit,
}

/// Means that are computed.
#[derive(Default)]
struct Theory {
    slots: f64,
    led: f64,
    withheld: f64,
}

impl Staker {
    /// Draws a block before whose mix the staker owns `run` L1 blocks, and `behind` slots after them. Returns whether it
    /// leads and how many L1 blocks it withheld.
    fn choose(&self, random: &mut Random, run: usize, behind: usize) -> (bool, usize) {
        let mix = mix(random);
        let reveals: Vec<_> = (0..if self.by_slot { run } else { run + behind }).map(|_| reveal(random)).collect();
        let mut mixes = Vec::new();
        self.mixes(mix, &reveals, run, 0, &mut mixes);
        mixes.sort_by_key(|(withheld, _)| *withheld);
        let mut tickets = mixes.into_iter().map(|(withheld, mix)| (withheld, self.tickets(mix)));
        let leads = |(own, rival): (Candidate, Candidate)| Literal.compare(own, rival).is_lt();
        let (choice, blind) = if self.knows {
            let found = tickets.find(|(_, tickets)| leads(*tickets));
            (found, found.is_none())
        } else {
            let best = tickets.min_by(|(_, (a, _)), (_, (b, _))| Literal.compare(*a, *b));
            let hopeless = best.is_some_and(|(_, (own, _))| self.chance(own.ticket()) < self.fair());
            (best, hopeless)
        };
        if blind && self.has_blind(run) {
            return (leads(self.tickets(self::mix(random))), behind + 1);
        }
        choice.map_or((false, 0), |(withheld, tickets)| (leads(tickets), withheld))
    }

    /// Lists the mixes that the staker can choose, with the number of L1 blocks that it withholds for each. `left` blocks
    /// are still needed.
    fn mixes(
        &self,
        mix: RandaoMix,
        reveals: &[RandaoReveal],
        left: usize,
        withheld: usize,
        mixes: &mut Vec<(usize, RandaoMix)>,
    ) {
        match reveals {
            _ if left == 0 => mixes.push((withheld, mix)),
            [] if self.by_slot => mixes.push((withheld, mix)),
            [] => {}
            [reveal, reveals @ ..] => {
                self.mixes(mix.mix_in(reveal), reveals, left - 1, withheld, mixes);
                self.mixes(mix, reveals, left, withheld + 1, mixes);
            }
        }
    }

    /// Whether the staker can leave its last block to somebody else.
    const fn has_blind(&self, run: usize) -> bool {
        !self.by_slot && run > 0
    }

    /// The best candidates of the staker and of its rivals for a mix.
    fn tickets(&self, mix: RandaoMix) -> (Candidate, Candidate) {
        let pinned = PinnedMix::new(BlockNumber::new(1), L1Block::new(1_000), mix).expect("a late L1 block");
        let mut random = Random::new(*SequencerSeed::new(&self.params, &pinned).as_bytes(), 0);
        let mut best = |keys| Candidate::new(random.best(keys).next().expect("a key"), self.split);
        (best(self.own), best(self.rivals))
    }

    /// The chance that all rivals are below a ticket.
    fn chance(&self, ticket: Ticket) -> f64 {
        libm::pow(ticket.get() as f64 / 2.0_f64.powi(128), self.rivals as f64)
    }

    /// The chance to lead any block.
    fn fair(&self) -> f64 {
        self.own as f64 / (self.own + self.rivals) as f64
    }

    /// The means over all runs of slots.
    fn theory(&self, stake: f64) -> Theory {
        let mut sum = Theory::default();
        // Of up to `most` slots exactly `run` come first that are the staker's.
        let weight =
            |run: usize, most: usize| libm::pow(stake, run as f64) * if run < most { 1.0 - stake } else { 1.0 };
        for run in 0..=MAX_SLOTS {
            for behind in 0..=MAX_SLOTS - run {
                let weight = weight(run, MAX_SLOTS) * weight(behind, MAX_SLOTS - run);
                let (led, withheld) = self.of_run(run, behind);
                sum.slots += weight * run as f64;
                sum.led += weight * led;
                sum.withheld += weight * withheld;
            }
        }
        sum
    }

    /// The chance to lead, and the mean number of withheld L1 blocks, for one run of slots.
    fn of_run(&self, run: usize, behind: usize) -> (f64, f64) {
        let blind = self.has_blind(run);
        let (own, rivals, fair) = (self.own as f64, self.rivals as f64, self.fair());
        // Number of mixes for which 0, 1, 2... L1 blocks are withheld.
        let levels: Vec<f64> = match run {
            0 => vec![1.0],
            _ if self.by_slot => (0..=run).map(|withheld| choose(run, withheld)).collect(),
            _ => (0..=behind).map(|withheld| choose(run - 1 + withheld, withheld)).collect(),
        };
        let mixes: f64 = levels.iter().sum();
        let cost_of_blind = (behind + 1) as f64;
        if self.knows {
            let (mut fails, mut cost) = (1.0, 0.0);
            for (withheld, count) in levels.iter().enumerate() {
                let still = fails * libm::pow(1.0 - fair, *count);
                cost += withheld as f64 * (fails - still);
                fails = still;
            }
            if blind { (1.0 - fails * (1.0 - fair), cost + cost_of_blind * fails) } else { (1.0 - fails, cost) }
        } else {
            let least = if blind { libm::pow(fair, 1.0 / rivals) } else { 0.0 };
            let hopeless = libm::pow(least, mixes * own);
            let led = mixes * own / (mixes * own + rivals) * (1.0 - hopeless * libm::pow(least, rivals));
            let mean = levels.iter().enumerate().map(|(withheld, count)| withheld as f64 * count).sum::<f64>() / mixes;
            (fair * hopeless + led, mean * (1.0 - hopeless) + cost_of_blind * hopeless)
        }
    }
}

fn mix(random: &mut Random) -> RandaoMix {
    let mut bytes = [0; 32];
    fill(random, &mut bytes);
    RandaoMix::from_bytes(bytes)
}

fn reveal(random: &mut Random) -> RandaoReveal {
    let mut bytes = [0; 96];
    fill(random, &mut bytes);
    RandaoReveal::from_bytes(bytes)
}

fn fill(random: &mut Random, bytes: &mut [u8]) {
    bytes.chunks_exact_mut(16).for_each(|chunk| chunk.copy_from_slice(&random.ticket().get().to_be_bytes()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn staker(by_slot: bool, knows: bool) -> Staker {
        Staker { own: 1, rivals: 3, by_slot, knows, params: with_cap(MAX_SPLIT), split: split(0) }
    }

    /// p = 1/4. Slots: 4 mixes of 2 slots. Blocks: 2 slots and 1 behind them have 3 known mixes and a blind one.
    #[test]
    fn mixes_are_counted() {
        let mut random = Random::new([1; 32], 0);
        let count = |by_slot, run, slots, random: &mut Random| {
            let reveals: Vec<_> = (0..slots).map(|_| reveal(random)).collect();
            let mut mixes = Vec::new();
            staker(by_slot, true).mixes(mix(random), &reveals, run, 0, &mut mixes);
            let mut different: Vec<_> = mixes.iter().map(|(_, mix)| *mix.as_bytes()).collect();
            different.sort_unstable();
            different.dedup();
            assert_eq!(different.len(), mixes.len());
            mixes.iter().map(|(withheld, _)| *withheld).collect::<Vec<_>>()
        };
        assert_eq!(count(true, 2, 2, &mut random), [0, 1, 1, 2]);
        assert_eq!(count(false, 2, 3, &mut random), [0, 1, 1]);
        assert_eq!(count(false, 0, 2, &mut random), [0]);
        assert_eq!(staker(true, true).of_run(2, 5).0, 1.0 - 0.75_f64.powi(4));
        assert_eq!(staker(false, true).of_run(2, 1).0, 1.0 - 0.75_f64.powi(4));
        // One L1 block is withheld if the first mix fails and one of two others does not, two if all three fail.
        let (_, withheld) = staker(false, true).of_run(2, 1);
        assert!((withheld - (0.75 - 0.75_f64.powi(3)) - 2.0 * 0.75_f64.powi(3)).abs() < 1e-12, "{withheld}");
        // Hidden rivals: 4 own tickets against 3.
        assert_eq!(staker(true, false).of_run(2, 0), (4.0 / 7.0, 1.0));
    }
}
