//! A table of bytes: numbers little-endian, byte strings after their length in two bytes.

use std::fmt::Write as _;

use serde_json::Value;

/// The bytes of one table.
#[derive(Default)]
pub(crate) struct Table(Vec<u8>);

impl Table {
    pub(crate) fn byte(&mut self, value: u8) {
        self.0.push(value);
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        let length = u16::try_from(bytes.len()).expect("the string is short");
        self.0.extend(length.to_le_bytes());
        self.0.extend(bytes);
    }

    pub(crate) fn hex(&mut self, value: &Value) {
        self.bytes(&hex(value));
    }

    /// A byte string of a known length. If all its bytes are equal, the table has one of them.
    pub(crate) fn short_hex(&mut self, value: &Value) {
        let bytes = hex(value);
        let equal = bytes.iter().all(|byte| *byte == bytes[0]);
        self.bytes(if equal { &bytes[..1] } else { &bytes });
    }

    /// An optional byte string: a byte that says whether it is there, and the string or an empty one.
    pub(crate) fn optional_hex(&mut self, value: &Value) {
        self.byte(u8::from(!value.is_null()));
        self.bytes(&if value.is_null() { Vec::new() } else { hex(value) });
    }

    /// A decimal number, as 16 bytes.
    pub(crate) fn number(&mut self, value: &Value) {
        self.0.extend(number(value).to_le_bytes());
    }

    pub(crate) fn count(&mut self, items: &[Value]) {
        self.0.extend(u16::try_from(items.len()).expect("the list is short").to_le_bytes());
    }

    /// The table as an item of Rust.
    pub(crate) fn item(self, name: &str) -> String {
        let mut text = format!(
            "/// See `build/tables.rs`.\n#[unsafe(link_section = \".vectors.{name}\")]\npub static {name}: [u8; {}] = [",
            self.0.len()
        );
        for byte in self.0 {
            write!(text, "{byte},").expect("a string takes all");
        }
        text + "];\n"
    }
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("a string, not {value}"))
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("a list, not {value}"))
}

pub(crate) fn number(value: &Value) -> u128 {
    text(value).parse().unwrap_or_else(|error| panic!("{value}: {error}"))
}

pub(crate) fn hex(value: &Value) -> Vec<u8> {
    let digits = text(value);
    (0..digits.len()).step_by(2).map(|i| u8::from_str_radix(&digits[i..i + 2], 16).expect("hex")).collect()
}

/// A decimal number as 32 bytes, big-endian.
pub(crate) fn decimal_be(digits: &str) -> Vec<u8> {
    let mut bytes = vec![0_u8; 32];
    for digit in digits.bytes() {
        let mut carry = u32::from(digit - b'0');
        for byte in bytes.iter_mut().rev() {
            carry += u32::from(*byte) * 10;
            *byte = u8::try_from(carry & 0xff).expect("eight bits");
            carry >>= 8;
        }
        assert_eq!(carry, 0, "{digits} has more than 256 bits");
    }
    bytes
}
