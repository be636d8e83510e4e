//! SPEC.md and the code name the same tags, the same errors and the same anchors.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use fernet_core::tag::TABLE;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn spec() -> String {
    fs::read_to_string(root().join("SPEC.md")).unwrap()
}

#[test]
fn every_tag_is_in_the_specification_and_no_other() {
    let spec = spec();
    let listed: Vec<(String, String)> = spec
        .lines()
        .filter(|line| line.contains("| `fernet/1/"))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
            (cells[1].to_owned(), cells[2].to_owned())
        })
        .collect();
    let ours: Vec<(String, String)> = TABLE
        .iter()
        .map(|(constant, tag)| {
            let name = String::from_utf8(tag.as_bytes().to_vec()).unwrap();
            ((*constant).to_owned(), name.trim_end_matches('\0').to_owned())
        })
        .collect();
    assert_eq!(ours, listed);
    assert_eq!(ours.iter().map(|(_, name)| name).collect::<HashSet<_>>().len(), TABLE.len());
    assert!(TABLE.iter().all(|(_, tag)| tag.as_bytes()[31] == 0), "a name fills its tag: no zero ends it");
}

/// Files of the project that may cite the specification.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if !name.starts_with('.') && !["target", "node_modules", "__pycache__"].contains(&name) {
                sources(&path, found);
            }
        } else if [".rs", ".py", ".md", ".json"].iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
}

/// What stands between each `before` and the first character that no anchor has.
fn anchors<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    let in_anchor = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.split(before).skip(1).map(move |rest| rest.split(|c| !in_anchor(c)).next().unwrap())
}

#[test]
fn every_cited_anchor_exists() {
    let spec = spec();
    let defined: BTreeSet<&str> = anchors(&spec, "<a id=\"").collect();
    let mut files = Vec::new();
    sources(&root(), &mut files);
    let mut citations = 0;
    for file in files.iter().filter(|file| !file.ends_with("specification.rs")) {
        let text = fs::read_to_string(file).unwrap();
        let cite = text.lines().filter(|line| line.contains("SPEC"));
        let mut cited: Vec<&str> = cite.flat_map(|line| anchors(line, "`#").chain(anchors(line, "SPEC #"))).collect();
        cited.extend(anchors(&text, "\"spec\": \"#"));
        cited.extend(anchors(&text, "Cases::of(\"#"));
        if file.ends_with("SPEC.md") {
            cited.extend(anchors(&text, "](#"));
        }
        citations += cited.len();
        for anchor in cited {
            assert!(defined.contains(anchor), "{}: no rule #{anchor} in SPEC.md", file.display());
        }
    }
    assert!(citations > 500, "only {citations} citations were found");
}

/// Variants of the enum `name` as its source lists them, in order.
fn variants(source: &str, name: &str) -> Option<Vec<String>> {
    let after = |mark: &str| source.find(mark).map(|at| &source[at + mark.len()..]);
    let body = match after(&format!("    {name}\n")) {
        Some(rest) => rest.split("\n);").next()?,
        None => after(&format!("pub enum {name} {{"))?.split("\n}").next()?,
    };
    let names = body.lines().map(str::trim).filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()));
    Some(names.map(|line| line.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap().to_owned()).collect())
}

/// Errors without a vector, each with the reason.
const WITHOUT_VECTOR: &[(&str, &str)] = &[
    ("EvaluateError::NoPoint", "one input in 2^256"),
    ("P256VerifyError::NoPoint", "one input in 2^256"),
    ("EvmWitnessError::NoWitness", "nobody can make such a proof"),
    ("P256SecretKeyError::OutOfRange", "a secret key is no input of a rule; tests of fernet-vrf-p256"),
    ("BlockError::OtherSuite", "tests/course.rs of fernet-block"),
    ("VerifyError::NoPoint", "one input in 2^256"),
    ("ExpandError::NoPoint", "one input in 2^256"),
    ("ProveError::Fault", "the hardware has to be disturbed"),
    ("ChainError::Capacity", "a matter of the implementation; tests/chain.rs of fernet-core"),
    ("ChainError::Behind", "a matter of the implementation; tests/chain.rs of fernet-core"),
    ("BlockError::OtherMix", "the opening of a block is no message; tests/course.rs of fernet-block"),
    ("BlockError::Stale", "a matter of the implementation; tests/course.rs of fernet-block"),
    ("BlockError::NoAttesters", "a block file has no attestations then; tests/availability.rs of fernet-block"),
    ("BlockError::ProversUnknown", "a matter of the implementation; tests/availability.rs of fernet-block"),
    ("CertificateError::Foreign", "one case has one block; tests/availability.rs of fernet-core"),
    ("BlockError::NoEvidence", "a vector has the evidence or none; tests/course.rs of fernet-block"),
    ("BlockError::OtherBlock", "a block file has one block; tests/course.rs of fernet-block"),
    ("BlockError::OtherProposal", "a block file has one block; tests/course.rs of fernet-block"),
    ("ProposalError::Foreign", "one case has one election; tests/foreign.rs of fernet-core"),
    ("BundleError::Foreign", "one case has one tree; tests/foreign.rs of fernet-core"),
    ("ChildError::Foreign", "one case has one tree; tests/foreign.rs of fernet-core"),
    ("TreeError::Foreign", "one case has one tree; tests/foreign.rs of fernet-core"),
    ("MessageError::OtherKind", "one case has one message; tests/message.rs of fernet-core"),
    ("TreeError::StackFull", "the capacity is a choice of an implementation"),
    ("TreeError::RefusedClaim", "the list of claims is the caller's; tests of fernet-cli change recorded blocks"),
];

/// Variants that hold an inner error, which is named itself.
const OUTER: &[&str] = &[
    "Attestation",
    "BatchProof",
    "Bid",
    "Bundle",
    "Certificate",
    "Chain",
    "Child",
    "Claim",
    "Data",
    "Evaluate",
    "Expand",
    "Ineligible",
    "Key",
    "Message",
    "P256Key",
    "P256Proof",
    "P256Verify",
    "Phase",
    "Proof",
    "Proposal",
    "Prove",
    "Randao",
    "Reveal",
    "Settle",
    "Shape",
    "Tree",
    "Verify",
];

/// Errors of the text forms of Rust types, which are no part of the protocol.
const TEXT_FORMS: &[&str] = &["ParseError<", "SuiteError "];

/// Every error that some vector has.
fn errors_of_vectors(folder: &Path, found: &mut BTreeSet<String>) {
    fn collect(value: &serde_json::Value, found: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
            serde_json::Value::Object(fields) => {
                for (name, value) in fields {
                    match value.as_str() {
                        Some(error) if name == "error" || name == "point_error" => _ = found.insert(error.to_owned()),
                        _ => collect(value, found),
                    }
                }
            }
            _ => {}
        }
    }
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            errors_of_vectors(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            collect(&serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap(), found);
        }
    }
}

#[test]
fn every_error_has_a_vector() {
    let mut found = BTreeSet::new();
    errors_of_vectors(&root().join("vectors"), &mut found);
    let inner = |name: &String| OUTER.contains(&name.as_str());
    let named: BTreeSet<String> = listed_errors()
        .iter()
        .flat_map(|(name, variants)| variants.iter().filter(|v| !inner(v)).map(move |v| format!("{name}::{v}")))
        .collect();
    let without: BTreeSet<String> = WITHOUT_VECTOR.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(named.difference(&found).cloned().collect::<BTreeSet<_>>(), without);
    assert_eq!(found.difference(&named).collect::<Vec<_>>(), Vec::<&String>::new(), "not in SPEC.md");
}

/// The table of SPEC `#errors`: enum, variants.
fn listed_errors() -> BTreeMap<String, Vec<String>> {
    let section = spec().split("## 14 Errors").nth(1).unwrap().split("## 15").next().unwrap().to_owned();
    let mut listed = BTreeMap::new();
    for line in section.lines().filter(|line| line.starts_with("| ") && line.contains('`')) {
        let cells: Vec<&str> = line.split('|').collect();
        let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
        let names: Vec<String> =
            quoted(cells[2]).into_iter().filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric())).collect();
        listed.insert(quoted(cells[1])[0].clone(), names);
    }
    listed
}

#[test]
fn every_error_is_in_the_specification_and_no_other() {
    let listed = listed_errors();
    let mut defined = 0;
    let files = [
        "core/src/error",
        "core/src/vrf",
        "vrf/src/error",
        "vrf-p256/src/error",
        "rewards/src/error",
        "block/src/error",
    ];
    for path in files.map(|name| format!("fernet-{name}.rs")) {
        let source = fs::read_to_string(root().join(&path)).unwrap();
        for (name, names) in &listed {
            if let Some(variants) = variants(&source, name) {
                assert_eq!(&variants, names, "{name}: {path} and SPEC.md differ");
                defined += 1;
            }
        }
        let enums = source.matches("error_enum!(\n    ///").count() + source.matches("pub enum ").count();
        let known = listed.keys().filter(|name| variants(&source, name).is_some()).count();
        let macros = usize::from(path.contains("core/src/error"));
        let text_forms = TEXT_FORMS.iter().filter(|name| source.contains(&format!("pub enum {name}"))).count();
        assert_eq!(enums - macros - text_forms, known, "{path}: an error enum is not in SPEC.md");
    }
    assert_eq!(defined, listed.len(), "SPEC.md lists an error that no crate has");
}
