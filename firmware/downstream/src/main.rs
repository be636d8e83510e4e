//! One prover's part on a Cortex-M4: is my ticket worth a claim, and the proof that signs it.
#![no_std]
#![no_main]

use cortex_m_rt::entry;
use cortex_m_semihosting::debug::{EXIT_FAILURE, EXIT_SUCCESS, exit};
use fernet_core::{FeeBurn, Role, Score, Ticket};
use fernet_vrf::{SecretKey, Suite};

unsafe extern "C" {
    /// Defined nowhere: an image in which a panic can be reached does not link.
    safe fn a_panic_can_be_reached() -> !;
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    a_panic_can_be_reached()
}

#[entry]
fn main() -> ! {
    loop {
        exit(if claim().is_some() { EXIT_SUCCESS } else { EXIT_FAILURE });
    }
}

fn claim() -> Option<Score> {
    // Of a product: from its key store. The rest needs no randomness.
    let master = [7; 32];
    let (alpha, claim_id) = (b"input of the block", b"what the claim says");

    let secret_key = SecretKey::derive(&master, Role::Prover);
    let evaluation = secret_key.evaluate(Suite::Ell2, alpha).ok()?;
    let score = Score::new(Ticket::per_node(evaluation.output().beta()), FeeBurn::ZERO);
    let proof = evaluation.prove(Some(claim_id));

    let output = secret_key.public_key().verify(Suite::Ell2, alpha, Some(claim_id), &proof).ok()?;
    (output == evaluation.output()).then_some(score)
}
