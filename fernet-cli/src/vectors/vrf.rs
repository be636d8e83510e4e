//! `vrf/`: each case with what is expected of it. Expectations are stated, not computed.

mod batch;
mod craft;
mod keys;
mod proofs;

use std::fmt::Write;

use serde_json::Value;

pub(super) fn keys() -> Value {
    keys::key_cases().into()
}

pub(super) fn derivation() -> Value {
    keys::derivation_cases().into()
}

pub(super) fn proofs() -> Value {
    proofs::proof_cases().into()
}

pub(super) fn batch() -> Value {
    batch::batch_cases().into()
}

pub(super) fn expand() -> Value {
    batch::expand_cases().into()
}

/// Encodings of the eight points whose order divides eight: order, encoding.
const SMALL_ORDER: [(u8, &str); 8] = [
    (1, "0100000000000000000000000000000000000000000000000000000000000000"),
    (2, "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    (4, "0000000000000000000000000000000000000000000000000000000000000000"),
    (4, "0000000000000000000000000000000000000000000000000000000000000080"),
    (8, "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    (8, "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"),
    (8, "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    (8, "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
];

/// Encodings that decode only if the sign of x = 0 is ignored.
const MINUS_ZERO: [&str; 2] = [
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
];

/// Encodings that decode only if y is reduced modulo p: name, encoding.
const NON_CANONICAL: [(&str, &str); 8] = [
    ("p", "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ("p-signed", "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
    ("p-plus-1", "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ("p-plus-1-signed", "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
    ("p-plus-3", "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ("p-plus-3-signed", "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
    ("p-plus-18", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ("p-plus-18-signed", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
];

/// y = 2 and y = -2, which no point has.
const NOT_ON_CURVE: [(&str, &str); 2] = [
    ("2", "0200000000000000000000000000000000000000000000000000000000000000"),
    ("minus-2", "ebffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
];

const BASE_POINT: &str = "5866666666666666666666666666666666666666666666666666666666666666";

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").expect("a string takes everything");
        digits
    })
}

pub(super) fn unhex(digits: &str) -> Vec<u8> {
    let byte = |i| u8::from_str_radix(&digits[i..i + 2], 16).expect("hex");
    (0..digits.len()).step_by(2).map(byte).collect()
}
