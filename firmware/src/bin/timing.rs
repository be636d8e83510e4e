//! All that meets a secret, over sixteen secrets. `cargo xtask firmware` compares the traces of the marks.
#![no_std]
#![no_main]

use fernet_vrf::{SecretKey, Suite};
use firmware::measure::measure;

firmware::entry!(run);

fn run() -> Option<()> {
    for seed in firmware::secrets::sixteen() {
        measure("secret", measured_secret, &seed)?;
    }
    Some(())
}

#[inline(never)]
fn measured_secret(seed: &[u8; 32]) -> Option<[u8; 80]> {
    let key = SecretKey::from_seed(seed);
    Some(key.evaluate(Suite::Ell2, b"input").ok()?.prove(Some(b"claim")).to_bytes())
}
