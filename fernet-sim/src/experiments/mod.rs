//! The experiments, one in each file.

use crate::Experiment;

mod burns;
mod capture;
mod contest;
mod deliveries;
mod delivery;
mod election;
mod entry;
mod equilibrium;
mod groups;
mod key_choice;
mod keys;
mod last_slot;
mod mev;
mod randao;
mod seats;
mod selective_reveal;
mod sequencers;
mod side_payments;
mod sophistication;
mod trees;
mod withheld_data;

/// All experiments, in the order of docs/mechanism.md.
#[rustfmt::skip]
const ALL: &[&Experiment] = &[
    &election::ELECTION,
    &equilibrium::EQUILIBRIUM,
    &mev::MEV_SPREAD,
    &sophistication::SOPHISTICATION,
    &side_payments::SIDE_PAYMENTS,
    &burns::BURNS,
    &entry::ENTRY,
    &capture::CAPTURE,
    &keys::KEYS,
    &delivery::DELIVERY,
    &withheld_data::WITHHELD_DATA,
    &last_slot::LAST_SLOT,
    &selective_reveal::SELECTIVE_REVEAL,
    &randao::RANDAO,
    &key_choice::KEY_CHOICE,
];

/// Returns all experiments.
#[must_use]
pub fn experiments() -> &'static [&'static Experiment] {
    ALL
}

/// Finds an experiment by its name.
#[must_use]
pub fn experiment(name: &str) -> Option<&'static Experiment> {
    ALL.iter().copied().find(|experiment| experiment.name == name)
}
