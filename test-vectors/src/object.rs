//! One object of a case, which has to be read in full.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::{self, Debug, Display};

use serde_json::{Map, Value};

/// A JSON object that panics when it is dropped before each of its fields was read. Every method panics when a field is
/// missing or has another form.
pub struct Object<'a> {
    /// File, case and field, for messages.
    path: String,
    fields: &'a Map<String, Value>,
    unread: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Object<'a> {
    fn new(path: String, value: &'a Value) -> Self {
        let fields = value.as_object().unwrap_or_else(|| panic!("{path} is no object"));
        Self { path, fields, unread: RefCell::new(fields.keys().map(String::as_str).collect()) }
    }

    /// The cases of a file, named by their `id`s.
    ///
    /// # Panics
    /// When one is no object.
    #[must_use]
    pub fn list(file: &str, cases: &'a [Value]) -> Vec<Self> {
        let path = |(i, case): (usize, &Value)| match case["id"].as_str() {
            Some(id) => format!("{file} {id}"),
            None => format!("{file} [{i}]"),
        };
        cases.iter().enumerate().map(|(i, case)| Self::new(path((i, case)), case)).collect()
    }

    /// Whether there is such a field.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// A field as it is.
    #[must_use]
    pub fn value(&self, name: &str) -> &'a Value {
        self.unread.borrow_mut().remove(name);
        self.fields.get(name).unwrap_or_else(|| panic!("{self}: no field {name}"))
    }

    /// What `read` makes of a field.
    fn field<T>(&self, name: &str, form: &str, read: impl FnOnce(&'a Value) -> Option<T>) -> T {
        read(self.value(name)).unwrap_or_else(|| panic!("{self}.{name} is no {form}"))
    }

    /// What `read` makes of each element of a field.
    fn fields<T>(&self, name: &str, form: &str, read: impl Fn(&'a Value) -> Option<T>) -> Vec<T> {
        self.field(name, form, |value| value.as_array()?.iter().map(read).collect())
    }

    /// `None` where a field is `null`, otherwise what `read` makes of it.
    fn optional<T>(&self, name: &str, read: impl FnOnce(&Self, &str) -> T) -> Option<T> {
        if self.value(name).is_null() { None } else { Some(read(self, name)) }
    }

    /// A text.
    #[must_use]
    pub fn text(&self, name: &str) -> &'a str {
        self.field(name, "text", Value::as_str)
    }

    /// A text or `null`.
    #[must_use]
    pub fn maybe_text(&self, name: &str) -> Option<&'a str> {
        self.optional(name, Self::text)
    }

    /// A list of texts.
    #[must_use]
    pub fn texts(&self, name: &str) -> Vec<&'a str> {
        self.fields(name, "list of texts", Value::as_str)
    }

    /// A boolean.
    #[must_use]
    pub fn boolean(&self, name: &str) -> bool {
        self.field(name, "boolean", Value::as_bool)
    }

    /// A decimal string without leading zeros, in the range of `T`.
    #[must_use]
    pub fn int<T: TryFrom<u128>>(&self, name: &str) -> T {
        self.field(name, "integer of this width", int)
    }

    /// An integer or `null`.
    #[must_use]
    pub fn maybe_int<T: TryFrom<u128>>(&self, name: &str) -> Option<T> {
        self.optional(name, Self::int)
    }

    /// A list of integers.
    #[must_use]
    pub fn ints<T: TryFrom<u128>>(&self, name: &str) -> Vec<T> {
        self.fields(name, "list of integers of this width", int)
    }

    /// Lower-case hex.
    #[must_use]
    pub fn bytes(&self, name: &str) -> Vec<u8> {
        self.field(name, "hex", bytes)
    }

    /// Lower-case hex or `null`.
    #[must_use]
    pub fn maybe_bytes(&self, name: &str) -> Option<Vec<u8>> {
        self.optional(name, Self::bytes)
    }

    /// Lower-case hex of `N` bytes.
    #[must_use]
    pub fn array<const N: usize>(&self, name: &str) -> [u8; N] {
        self.field(name, "hex of this length", array)
    }

    /// A list of lower-case hex of `N` bytes each.
    #[must_use]
    pub fn arrays<const N: usize>(&self, name: &str) -> Vec<[u8; N]> {
        self.fields(name, "list of hex of this length", array)
    }

    /// An object.
    #[must_use]
    pub fn object(&self, name: &str) -> Self {
        Self::new(format!("{self}.{name}"), self.value(name))
    }

    /// An object or `null`.
    #[must_use]
    pub fn maybe_object(&self, name: &str) -> Option<Self> {
        self.optional(name, Self::object)
    }

    /// A list of objects.
    #[must_use]
    pub fn objects(&self, name: &str) -> Vec<Self> {
        let values = self.field(name, "list", Value::as_array);
        values.iter().enumerate().map(|(i, value)| Self::new(format!("{self}.{name}[{i}]"), value)).collect()
    }

    /// A list of lists of objects.
    #[must_use]
    pub fn lists(&self, name: &str) -> Vec<Vec<Self>> {
        let path = |i, j| format!("{self}.{name}[{i}][{j}]");
        let lists = self.fields(name, "list of lists", Value::as_array);
        let list = |(i, list): (usize, &'a Vec<Value>)| {
            list.iter().enumerate().map(|(j, value)| Self::new(path(i, j), value)).collect()
        };
        lists.into_iter().enumerate().map(list).collect()
    }
}

impl Drop for Object<'_> {
    fn drop(&mut self) {
        if let Some(name) = self.unread.borrow().first()
            && !std::thread::panicking()
        {
            panic!("{self}.{name} was not read");
        }
    }
}

impl Display for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)
    }
}

impl Debug for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

fn int<T: TryFrom<u128>>(value: &Value) -> Option<T> {
    let digits = value.as_str()?;
    let number: u128 = digits.parse().ok().filter(|number: &u128| number.to_string() == digits)?;
    T::try_from(number).ok()
}

fn bytes(value: &Value) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = value.as_str()?.chars().map(digit).collect();
    let (pairs, rest) = digits.as_ref()?.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

fn digit(c: char) -> Option<u8> {
    let lower = c.is_ascii_digit() || ('a'..='f').contains(&c);
    u8::try_from(c.to_digit(16)?).ok().filter(|_| lower)
}

fn array<const N: usize>(value: &Value) -> Option<[u8; N]> {
    bytes(value)?.try_into().ok()
}
