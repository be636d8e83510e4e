//! The common form of a test case (`vectors/README.md`).

use std::fmt::Debug;

use serde_json::{Map, Value, json};

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
    pub(super) fn add<E: Debug>(
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
            Err(error) => case.insert("error".into(), error_name(&error).into()),
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
        self.add::<()>(id, flags, reason, input, Ok(output));
    }

    /// The file's contents.
    pub(super) fn finish(self) -> Value {
        self.cases.into()
    }
}

/// The name of an error in SPEC `#errors`: the innermost variant.
pub(super) fn error_name(error: &impl Debug) -> String {
    let name = format!("{error:?}");
    name.rsplit('(').next().unwrap_or(&name).trim_end_matches(')').to_owned()
}

/// An integer as vectors write it.
pub(super) fn int(value: impl ToString) -> Value {
    Value::String(value.to_string())
}

/// `N` equal bytes.
pub(super) fn fill<const N: usize>(byte: u8) -> [u8; N] {
    [byte; N]
}
