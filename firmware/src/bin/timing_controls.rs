//! What the comparison of traces must notice: a branch on a secret, and an address that depends on one.
#![no_std]
#![no_main]

use core::hint::black_box;

use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use firmware::measure::measure;

firmware::entry!(run);
firmware::may_panic!();

fn run() -> Option<()> {
    for seed in firmware::secrets::sixteen() {
        measure("control-multiplication", measured_control_multiplication, &seed);
    }
    for seed in firmware::secrets::sixteen() {
        measure("control-load", measured_control_load, &seed);
    }
    Some(())
}

/// In variable time, as a verification may.
#[inline(never)]
fn measured_control_multiplication(seed: &[u8; 32]) -> CompressedEdwardsY {
    let secret = Scalar::from_bytes_mod_order(*seed);
    let point = curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
    EdwardsPoint::vartime_double_scalar_mul_basepoint(&secret, &point, &Scalar::ONE).compress()
}

/// The same instructions for every secret.
#[inline(never)]
fn measured_control_load(seed: &[u8; 32]) -> u8 {
    let table = black_box(&[7_u8; 256]);
    let index = usize::from(seed.iter().fold(0, |sum: u8, byte| sum.wrapping_add(*byte)));
    table.get(index).copied().unwrap_or(0)
}
