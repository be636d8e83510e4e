//! Reading committed vectors.

use std::fmt::Write;

use fernet_vrf::Suite;
use serde_json::Value;

/// The cases of a file below `vectors/`.
#[allow(dead_code)]
pub(crate) fn cases(path: &str) -> Vec<Value> {
    test_vectors::cases(path.trim_end_matches(".json"))
}

/// The bytes of a hex field.
#[allow(dead_code)]
pub(crate) fn bytes(case: &Value, field: &str) -> Vec<u8> {
    let digits = case[field].as_str().unwrap_or_else(|| panic!("{field} of {case}"));
    (0..digits.len()).step_by(2).map(|i| u8::from_str_radix(&digits[i..i + 2], 16).unwrap()).collect()
}

/// The bytes of a hex field of fixed width.
#[allow(dead_code)]
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

/// The suite of a case.
#[allow(dead_code)]
pub(crate) fn suite(case: &Value) -> Suite {
    suite_named(case["suite"].as_str().unwrap())
}

/// The suite that a file names.
pub(crate) fn suite_named(name: &str) -> Suite {
    name.parse().unwrap_or_else(|error| panic!("suite {name}: {error}"))
}
