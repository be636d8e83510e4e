//! `IEcvrfP256` has the ABI of `EcvrfP256`, and compilers from its oldest one on take it and the example of the README.

use std::collections::BTreeMap;

use evm::{solc, source, text};
use serde_json::{Value, json};

const INTERFACE: &str = "interfaces/IEcvrfP256.sol";

fn settings() -> Value {
    json!({ "outputSelection": { "*": { "*": ["abi"] } } })
}

fn interface() -> (String, String) {
    (INTERFACE.to_owned(), text(&format!("src/{INTERFACE}")))
}

/// The entries of an ABI, in the order of their texts.
fn abi(output: &Value, file: &str, name: &str) -> Vec<String> {
    let abi = output["contracts"][file][name]["abi"].as_array().expect("an ABI");
    let mut entries: Vec<String> = abi.iter().map(|entry| entry.to_string().replace(name, "EcvrfP256")).collect();
    entries.sort();
    entries
}

#[test]
fn interface_and_contract_have_the_same_abi() {
    let files = BTreeMap::from([interface(), ("EcvrfP256.sol".to_owned(), source())]);
    // The contract does not compile without the optimiser; its ABI does.
    let output = solc(None, &files, &settings()).expect("both compile");
    assert!(output["errors"].is_null(), "{}", output["errors"]);
    let contract = abi(&output, "EcvrfP256.sol", "EcvrfP256");
    assert_eq!(contract.len(), 4 + 7, "functions and errors");
    assert_eq!(abi(&output, INTERFACE, "IEcvrfP256"), contract);
}

#[test]
fn example_of_the_readme_compiles() {
    let page = text("README.md");
    let mut blocks = page.split("```solidity\n").skip(1).filter_map(|block| Some(block.split_once("```")?.0));
    let example = blocks.find(|block| block.contains("import {IEcvrfP256}")).expect("an example").to_owned();
    let (path, interface) = interface();
    let installed = format!("fernet-contracts/src/{path}");
    for package in ["solc", "solc-0.8.4"] {
        let files =
            BTreeMap::from([(installed.clone(), interface.clone()), ("Election.sol".to_owned(), example.clone())]);
        let output = solc(Some(package), &files, &settings()).unwrap_or_else(|error| panic!("{package}: {error:#}"));
        assert!(output["errors"].is_null(), "{package}: {}", output["errors"]);
        assert_eq!(abi(&output, "Election.sol", "Election").len(), 2, "{package}");
    }
}

#[test]
fn the_readme_has_the_example_that_foundry_runs() {
    let example = text("examples/SeatPayer.sol");
    assert!(text("README.md").contains(&format!("```solidity\n{example}```")), "examples/SeatPayer.sol");
}
