//! The common form of a test case (`vectors/README.md`).

use std::convert::Infallible;
use std::error::Error;

use fernet_core::message::DecodeError;
use serde_json::{Map, Value, json};

use crate::failure::Failure;

/// The cases of one file, in order.
pub(super) struct Cases {
    spec: &'static str,
    cases: Vec<Value>,
}

impl Cases {
    /// Cases of the rule at `spec`, an anchor of SPEC.md.
    pub(super) fn of(spec: &'static str) -> Self {
        Self { spec, cases: Vec::new() }
    }

    /// Adds a case. Valid and invalid follow from the result; `flags` are the rest.
    pub(super) fn add<E: Into<Box<dyn Error>>>(
        &mut self,
        id: impl Into<String>,
        flags: &[&str],
        reason: &str,
        input: Value,
        result: Result<Value, E>,
    ) {
        let id = id.into();
        assert!(self.cases.iter().all(|case| case["id"] != id), "two cases {id}");
        let mut flags = flags.to_vec();
        flags.push(if result.is_ok() { "valid" } else { "invalid" });
        flags.sort_unstable();
        let mut case = Map::new();
        case.insert("id".into(), id.into());
        case.insert("spec".into(), self.spec.into());
        case.insert("flags".into(), json!(flags));
        case.insert("reason".into(), reason.into());
        case.insert("input".into(), input);
        match result {
            Ok(output) => case.insert("output".into(), output),
            Err(error) => {
                let error = error.into();
                if let Some(error) = error.downcast_ref::<DecodeError>() {
                    case.insert("field".into(), error.field.into());
                    case.insert("offset".into(), int(error.offset));
                }
                case.insert("error".into(), Failure::name_of(&*error).into())
            }
        };
        self.cases.push(case.into());
    }

    /// Adds a case that cannot fail.
    pub(super) fn add_valid(
        &mut self,
        id: impl Into<String>,
        flags: &[&str],
        reason: &str,
        input: Value,
        output: Value,
    ) {
        self.add::<Infallible>(id, flags, reason, input, Ok(output));
    }

    /// Says that the output of a case was computed by hand, and is this.
    pub(super) fn golden(&mut self, id: &str, output: &Value) {
        let case = self.cases.iter_mut().find(|case| case["id"] == id).unwrap_or_else(|| panic!("no case {id}"));
        assert_eq!(case["output"], *output, "{id}");
        let flags = case["flags"].as_array_mut().expect("flags are a list");
        flags.push("golden".into());
        flags.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    }

    /// The file's contents.
    pub(super) fn finish(self) -> Value {
        self.cases.into()
    }
}

/// An integer as vectors write it.
pub(super) fn int(value: impl ToString) -> Value {
    Value::String(value.to_string())
}

/// `N` equal bytes.
pub(super) fn fill<const N: usize>(byte: u8) -> [u8; N] {
    [byte; N]
}
