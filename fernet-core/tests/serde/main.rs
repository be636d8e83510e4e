//! Serde forms, in the feature `serde`.

mod formats;
mod records;
mod shapes;

use fernet_core::*;
use proptest::prelude::*;

#[test]
fn hex_is_canonical() {
    let read = |text: &str| serde_json::from_str::<Address>(text).map_err(|error| error.to_string());
    let good = format!("\"{}\"", "0a".repeat(20));
    assert_eq!(read(&good), Ok(Address::from_bytes([10; 20])));
    assert_eq!(serde_json::to_string(&Address::from_bytes([10; 20])).unwrap(), good);
    let expected = "expected 40 lower-case hex digits (20 bytes)";
    for bad in [
        format!("\"{}\"", "0A".repeat(20)),
        format!("\"0x{}\"", "0a".repeat(20)),
        format!("\"0x{}\"", "0a".repeat(19)),
        format!("\"{}\"", "0a".repeat(19)),
        format!("\"{}\"", "0a".repeat(21)),
        format!("\"{}0\"", "0a".repeat(19)),
        format!("\"{}g\"", "a".repeat(39)),
        format!("\"{}\"", "é".repeat(20)),
        "\"\"".into(),
        "7".into(),
        "null".into(),
    ] {
        let error = read(&bad).unwrap_err();
        assert!(error.contains(expected), "{bad}: {error}");
    }
}

proptest! {
    #[test]
    fn bytes_survive_a_round_trip(bytes: [u8; 32], half: [u8; 32]) {
        let mix = RandaoMix::from_bytes(bytes);
        let beta = Beta::from_bytes([bytes, half].concat().try_into().unwrap());
        let text = serde_json::to_string(&(mix, beta)).unwrap();
        prop_assert_eq!(serde_json::from_str::<(RandaoMix, Beta)>(&text).unwrap(), (mix, beta));
        prop_assert_eq!(text, format!("[\"{mix}\",\"{beta}\"]"));
    }
}
