//! Runs every vector of the VRF.
#![no_std]
#![no_main]

use firmware::vrf_cases::{derivations_hold, keys_hold, proofs};

firmware::entry!(run);

fn run() -> Option<()> {
    keys_hold()?;
    derivations_hold()?;
    let mut count = 0_u32;
    for case in proofs() {
        let case = case?;
        (case.verifies_as_stated() && case.proves_as_stated()).then_some(())?;
        count += 1;
    }
    // Six examples of the RFC, and those of vectors/vrf.
    (count > 80).then_some(())
}
