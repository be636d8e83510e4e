//! `withheld-data`: whether a quorum of attesters shows that a leader served its proof data.

use fernet_core::{Address, Availability, DataRoot, ParamValues, Params, Probability, TreeShape};

use super::trees::proving;
use crate::experiment::Measure;
use crate::{Cell, CellError, Estimate, Experiment, Parameter, Random};

const ATTESTERS: Parameter = Parameter::count("attesters", 1..=512, 256, "attesters that are selected on average");
const QUORUM: Parameter = Parameter::count("quorum", 1..=512, 154, "attestations that a certificate needs");
const PROVERS: Parameter = Parameter::count("provers", 1..=100_000, 1_000, "prover keys that may attest");
const SERVED: Parameter =
    Parameter::ppm("served", 0..=1_000_000, 333_333, "share of the keys that the leader serves, and that attest");
const ABSTAIN: Parameter =
    Parameter::ppm("abstain", 0..=1_000_000, 200_000, "share of the keys that never attest, though served");
const ONLINE: Parameter =
    Parameter::ppm("online", 0..=1_000_000, 900_000, "share of the other keys that attest in time");

/// Whether a quorum of attesters shows that a leader served its proof data.
pub(crate) const WITHHELD_DATA: Experiment = Experiment {
    name: "withheld-data",
    about: "How often does a leader get a certificate that serves few provers, and how often does an honest leader get none?",
    model: "Each of the keys is selected by its own ticket (SPEC #attesters). A leader that withholds serves floor(`served` * \
            `provers`) keys, which all attest; it does not know which keys are selected. An honest leader serves all; \
            floor((1 - `abstain`) * `online` * `provers`) attest. Both need `quorum` attestations, or the same share of all keys \
            if there are fewer keys than `attesters`. Expected: the binomial probabilities of SPEC #quorum-odds.",
    parameters: &[ATTESTERS, QUORUM, PROVERS, SERVED, ABSTAIN, ONLINE],
    measures: &[
        Measure { name: "certified", about: "chance that a leader gets a certificate that serves the share only" },
        Measure { name: "missed", about: "chance that a leader gets no certificate though it serves all" },
    ],
    draws: 2_000,
    run,
};

fn run(cell: &Cell) -> Result<Vec<Estimate>, CellError> {
    let (attesters, quorum, provers) = (cell.get(&ATTESTERS) as u16, cell.get(&QUORUM) as u16, cell.get(&PROVERS));
    let mut values = ParamValues::new(1, Address::from_bytes([1; 20]));
    (values.attesters, values.quorum, values.attest_blocks) = (attesters, quorum, 1);
    let params = Params::new(values)
        .map_err(|_| CellError::Together(format!("quorum: expected at most attesters, {attesters}, got {quorum}")))?;
    let shape = TreeShape::new(1).expect("a base");
    let availability = Availability::new(&proving(params, shape), DataRoot::ZERO, provers).expect("attesters above 0");
    let needed = availability.needed();
    let served = provers * cell.get(&SERVED) / 1_000_000;
    let honest = provers * (1_000_000 - cell.get(&ABSTAIN)) * cell.get(&ONLINE) / 1_000_000_000_000;
    let reaches = |random: &mut Random, keys: u64| {
        let selected = (0..keys).filter(|_| availability.selects(random.ticket()));
        selected.take(needed.into()).count() == usize::from(needed)
    };
    let [certified] = cell.simulate(0, |random| [reaches(random, served).into()]);
    let [missed] = cell.simulate(1, |random| [(!reaches(random, honest)).into()]);
    let odds = |keys: u64| {
        let probability = Probability::of_quorum(attesters, provers as u32, keys as u32, needed);
        probability.expect("no more keys than provers").get() as f64 / 2.0_f64.powi(128)
    };
    Ok(vec![certified.proportion().expecting(odds(served)), missed.proportion().expecting(1.0 - odds(honest))])
}
