//! Reads the test vectors of `vectors/` for the tests of the crates (the form of the files: `vectors/README.md`).
//!
//! Nothing may be left out: a folder that no crate is responsible for, a file without an operation, a case of an unknown
//! rule, and a field that was not read each end the test.

mod object;

use std::any::type_name;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value};

pub use object::Object;
pub use serde_json::json;

/// Each folder of `vectors/`, with the package whose own tests have to read all of it.
const FOLDERS: &[(&str, &str)] = &[
    ("availability", "fernet-core"),
    ("block", "fernet-cli"),
    ("bundle", "fernet-core"),
    ("election", "fernet-core"),
    ("message", "fernet-core"),
    ("opening", "fernet-core"),
    ("params", "fernet-core"),
    ("randao", "fernet-core"),
    ("registry", "fernet-block"),
    ("rfc9381", "fernet-vrf"),
    ("rfc9381-p256", "fernet-vrf-p256"),
    ("score", "fernet-core"),
    ("seed", "fernet-core"),
    ("settlement", "fernet-rewards"),
    ("shape", "fernet-core"),
    ("vrf", "fernet-vrf"),
    ("vrf-p256", "fernet-vrf-p256"),
    ("ticket", "fernet-core"),
];

/// What a case comes to: its `output`, or the name of its `error`.
pub type Outcome = Result<Value, String>;

/// How to compute the cases of one file.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// Path below `vectors/`, without `.json`.
    pub file: &'static str,
    /// The rules of SPEC.md that its cases may cite in `spec`.
    pub specs: &'static [&'static str],
    /// Computes a case from its `input`, every field of which it has to read, also where it refuses.
    pub run: fn(&Object<'_>) -> Outcome,
}

/// Computes every case of every operation and compares it with what the file states.
///
/// # Panics
/// When `package` is responsible for a file that no operation reads, or a case differs or is not read in full.
pub fn check(package: &str, operations: &[Operation]) {
    covers(package, &operations.iter().map(|operation| operation.file).collect::<Vec<_>>());
    operations.iter().for_each(check_operation);
}

/// Computes every case of one operation and compares it with what the file states.
///
/// # Panics
/// When a case differs or is not read in full.
pub fn check_operation(operation: &Operation) {
    for case in Object::list(operation.file, &cases(operation.file)) {
        let flags = common(&case);
        let spec = case.text("spec");
        assert!(operation.specs.contains(&spec), "{case}: unknown rule {spec}");
        let expected: Outcome = if case.has("offset") {
            Err(at(case.text("error"), case.int("offset"), case.text("field")))
        } else if case.has("error") {
            Err(case.text("error").to_owned())
        } else {
            Ok(case.value("output").clone())
        };
        let class = if expected.is_ok() { "valid" } else { "invalid" };
        let classes: Vec<&str> = flags.into_iter().filter(|flag| ["valid", "invalid"].contains(flag)).collect();
        assert_eq!(classes, [class], "{case}: flags");
        assert_eq!((operation.run)(&case.object("input")), expected, "{case}");
    }
}

/// Checks that `files` are all those of the folders that `package` is responsible for.
///
/// # Panics
/// When one is missing, or there is a folder that no package is responsible for.
pub fn covers(package: &str, files: &[&str]) {
    let known: BTreeSet<&str> = FOLDERS.iter().map(|(folder, _)| *folder).collect();
    let mut to_read = BTreeSet::new();
    for name in entries(&folder()).into_iter().filter(|name| folder().join(name).is_dir()) {
        assert!(known.contains(name.as_str()), "vectors/{name}: no package is responsible for it");
        if FOLDERS.contains(&(name.as_str(), package)) {
            let files = entries(&folder().join(&name)).into_iter().filter(|file| file != "README.md");
            to_read.extend(files.map(|file| format!("{name}/{}", file.trim_end_matches(".json"))));
        }
    }
    let read: BTreeSet<String> = files.iter().map(|file| (*file).to_owned()).collect();
    assert_eq!(read.len(), files.len(), "a file is listed twice");
    assert!(!to_read.is_empty(), "{package} is responsible for no folder");
    assert_eq!(read, to_read, "the files that {package} reads, and those it has to read");
}

/// The cases of a file: its path below `vectors/`, without `.json`. [`Object::list`] reads them.
///
/// # Panics
/// When there is no such file, or no case in it, or an `id` comes twice.
#[must_use]
pub fn cases(file: &str) -> Vec<Value> {
    let text = read(&folder().join(format!("{file}.json")));
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    assert!(!cases.is_empty(), "{file} has no case");
    let mut ids = BTreeSet::new();
    for id in cases.iter().filter_map(|case| case["id"].as_str()) {
        assert!(ids.insert(id), "{file}: two cases {id}");
    }
    cases
}

/// Reads the `id`, `reason` and `flags` of a case, and returns its flags.
///
/// # Panics
/// When one is missing, or the flags are not sorted.
#[must_use]
pub fn common<'a>(case: &Object<'a>) -> Vec<&'a str> {
    let (_id, _reason) = (case.text("id"), case.text("reason"));
    let flags = case.texts("flags");
    assert!(flags.is_sorted(), "{case}: flags are not sorted");
    flags
}

/// The name of an error in SPEC `#errors` with its enum: `BidError::FeeBurnAbovePpm`. An inner error is named itself: that of
/// the variant `Bid` is a `BidError`.
#[must_use]
pub fn name<E: Debug>(error: &E) -> String {
    let shown = format!("{error:?}");
    match shown.trim_end_matches(')').split_once('(') {
        Some(("Ineligible", inner)) => format!("Ineligible::{inner}"),
        Some((outer, inner)) => format!("{outer}Error::{inner}"),
        None => format!("{}::{shown}", type_name::<E>().rsplit("::").next().unwrap_or_default()),
    }
}

/// The outcome of a case whose error names a field and its offset.
#[must_use]
pub fn at(error: &str, offset: usize, field: &str) -> String {
    format!("{error}, {field} at {offset}")
}

/// The fields of a message as vectors write them, from the JSON form that fernet-core gives: flat, integers as decimal strings.
#[must_use]
pub fn plain(value: Value) -> Value {
    match value {
        Value::Number(number) => number.to_string().into(),
        Value::Array(elements) => elements.into_iter().map(plain).collect(),
        Value::Object(fields) => {
            let mut flat = Map::new();
            for (name, value) in fields {
                match (name.as_str(), plain(value)) {
                    ("head" | "proposal" | "claim" | "request" | "values", Value::Object(inner)) => flat.extend(inner),
                    (_, value) => _ = flat.insert(name, value),
                }
            }
            flat.into()
        }
        other => other,
    }
}

/// The folder `vectors/`. It is a part of this package.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// The text of SPEC.md, which is a part of this package.
///
/// # Panics
/// When it cannot be read.
#[must_use]
pub fn specification() -> String {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("SPEC.md"))
}

/// Whether a test has the tool that it needs; it was `found` or not. A test without its tool is left out and says so, past what
/// captures the output of tests.
///
/// # Panics
/// When the tool is missing where `CI` is set in the environment, unless `FERNET_TOOLS_HIDDEN` is set too.
#[must_use]
pub fn have(what: &str, found: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some();
    assert!(found || !set("CI") || set("FERNET_TOOLS_HIDDEN"), "{what} is missing");
    if !found {
        let _ = writeln!(std::io::stderr(), "left out: {what} is missing");
    }
    found
}

/// [`have()`] of a program, which prints its version and ends well when it gets `version` as its argument.
///
/// # Panics
/// As [`have()`].
#[must_use]
pub fn have_program(name: &str, version: &str) -> bool {
    have(name, Command::new(name).arg(version).output().is_ok_and(|output| output.status.success()))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Names of what is in a folder.
fn entries(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect()
}

/// The examples of README.md, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(test)]
mod tests {
    use super::*;

    const MIX: &str = "randao/mix";

    fn read(object: &Object<'_>) -> Outcome {
        let (_mix, _reveal) = (object.value("mix"), object.value("reveal"));
        Ok(json!({ "mix": "" }))
    }

    #[test]
    #[should_panic(expected = "it has to read")]
    fn a_file_that_is_not_read() {
        covers("fernet-core", &[MIX]);
    }

    #[test]
    #[should_panic(expected = "unknown rule #randao-mix")]
    fn a_rule_that_is_not_known() {
        check_operation(&Operation { file: MIX, specs: &["#other"], run: read });
    }

    #[test]
    #[should_panic(expected = "randao/mix zero.input.mix was not read")]
    fn a_field_that_is_not_read() {
        let run = |_: &Object<'_>| {
            // SHA-256 of 96 zero bytes.
            Ok(json!({ "mix": "2ea9ab9198d1638007400cd2c3bef1cc745b864b76011a0e1bc52180ac6452d4" }))
        };
        check_operation(&Operation { file: MIX, specs: &["#randao-mix"], run });
    }

    #[test]
    #[should_panic(expected = "randao/mix zero")]
    fn a_result_that_differs() {
        check_operation(&Operation { file: MIX, specs: &["#randao-mix"], run: read });
    }

    #[derive(Debug)]
    enum BidError {
        Above,
    }

    #[derive(Debug)]
    enum ClaimError {
        Bid(BidError),
        Ineligible(BidError),
    }

    #[test]
    fn the_innermost_variant_names_an_error() {
        assert_eq!(name(&BidError::Above), "BidError::Above");
        assert_eq!(name(&ClaimError::Bid(BidError::Above)), "BidError::Above");
        assert_eq!(name(&ClaimError::Ineligible(BidError::Above)), "Ineligible::Above");
    }
}
