//! Reading committed vectors.

use std::fmt::Write;

use fernet_vrf::Suite;
use serde_json::Value;

/// The cases of a file below `vectors/`.
pub(crate) fn cases(path: &str) -> Vec<Value> {
    let path = format!("{}/../vectors/{path}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The bytes of a hex field.
pub(crate) fn bytes(case: &Value, field: &str) -> Vec<u8> {
    let digits = case[field].as_str().unwrap_or_else(|| panic!("{field} of {case}"));
    (0..digits.len()).step_by(2).map(|i| u8::from_str_radix(&digits[i..i + 2], 16).unwrap()).collect()
}

/// The bytes of a hex field of fixed width.
pub(crate) fn array<const LEN: usize>(case: &Value, field: &str) -> [u8; LEN] {
    bytes(case, field).try_into().unwrap()
}

/// Lower-case hex.
#[allow(dead_code)]
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").unwrap();
        digits
    })
}

/// The suite that a file names.
pub(crate) fn suite(case: &Value) -> Suite {
    match case["suite"].as_str().unwrap() {
        "ECVRF-EDWARDS25519-SHA512-ELL2" => Suite::Ell2,
        "ECVRF-EDWARDS25519-SHA512-TAI" => Suite::Tai,
        other => panic!("suite {other}"),
    }
}
