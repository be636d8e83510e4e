//! Integers in JSON: decimal strings of any size, so that no reader rounds them.

use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::str::FromStr;

use fernet_core::{BlockNumber, L1Block, NodeIndex};
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Unexpected, Visitor};
use serde::ser::Serializer;

/// An unsigned integer with its range.
pub(crate) trait Integer: Copy + Display + FromStr {
    /// The largest value.
    const MAX: Self;
}

macro_rules! integers {
    ($($type:ty)*) => { $(impl Integer for $type { const MAX: Self = <$type>::MAX; })* };
}

integers!(u8 u16 u32 u64 u128);

macro_rules! numbers {
    ($($type:ty)*) => { $(impl Integer for $type { const MAX: Self = <$type>::new(u64::MAX); })* };
}

numbers!(BlockNumber L1Block NodeIndex);

/// Reads digits without sign, blanks or leading zeros.
pub(crate) fn parse<T: Integer>(digits: &str) -> Option<T> {
    let canonical = digits == "0" || !digits.starts_with('0');
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    if canonical && all_digits { digits.parse().ok() } else { None }
}

/// What [`parse`] reads.
pub(crate) fn expected<T: Integer>(f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "an integer as a decimal string in quotes, \"0\" to \"{}\"", T::MAX)
}

/// Writes an integer.
pub(crate) fn serialize<T: Integer, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// Reads what [`serialize`] writes.
pub(crate) fn deserialize<'de, T: Integer, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(Decimal(PhantomData))
}

struct Decimal<T>(PhantomData<T>);

impl<T: Integer> Visitor<'_> for Decimal<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        expected::<T>(f)
    }

    fn visit_str<E: Error>(self, digits: &str) -> Result<T, E> {
        parse(digits).ok_or_else(|| E::invalid_value(Unexpected::Str(digits), &self))
    }
}

/// One integer, for collections and options of them.
struct One<T>(T);

impl<'de, T: Integer> Deserialize<'de> for One<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(One)
    }
}

/// An integer or `null`.
pub(crate) mod optional {
    use super::{Deserialize, Deserializer, Integer, One, Serializer};

    /// Writes an integer or `null`.
    pub(crate) fn serialize<T: Integer, S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.collect_str(value),
            None => serializer.serialize_none(),
        }
    }

    /// Reads what [`serialize`] writes. A missing field is not `null`.
    pub(crate) fn deserialize<'de, T: Integer, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
        Ok(Option::<One<T>>::deserialize(deserializer)?.map(|One(value)| value))
    }
}

/// Reads an integer, not `null`, of a field that may be missing.
pub(crate) fn present<'de, T: Integer, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    deserialize(deserializer).map(Some)
}

/// A list of integers.
pub(crate) mod list {
    use super::{Deserializer, Integer, One, PhantomData, SeqAccess, Serializer, Visitor, fmt};

    /// Writes a list.
    pub(crate) fn serialize<T: Integer, S: Serializer>(values: &[T], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(values.iter().map(ToString::to_string))
    }

    /// Reads what [`serialize`] writes.
    pub(crate) fn deserialize<'de, T: Integer, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_seq(List(PhantomData))
    }

    struct List<T>(PhantomData<T>);

    impl<'de, T: Integer> Visitor<'de> for List<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of integers as decimal strings")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
            let mut values = Vec::new();
            while let Some(One(value)) = seq.next_element()? {
                values.push(value);
            }
            Ok(values)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn only_one_form_of_each_integer_is_read() {
        assert_eq!(parse::<u8>("0"), Some(0));
        assert_eq!(parse::<u8>("255"), Some(255));
        for wrong in ["", "256", "-1", "+1", "01", "00", " 1", "1 ", "1e2", "0x1", "1_0", "١"] {
            assert_eq!(parse::<u8>(wrong), None, "{wrong:?}");
        }
        assert_eq!(parse::<u128>("340282366920938463463374607431768211455"), Some(u128::MAX));
        assert_eq!(parse::<u128>("340282366920938463463374607431768211456"), None);
    }
}
