//! Prints one file of `vectors/vrf`: `cargo run -p fernet-vrf --example vrf_vectors keys > vectors/vrf/keys.json`.

mod cases;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let files = cases::vrf_cases();
    let name = std::env::args().nth(1).unwrap_or_default();
    let file = files.get(&name).ok_or("name one of: derivation, keys, proofs")?;
    println!("{}", serde_json::to_string_pretty(file)?);
    Ok(())
}
