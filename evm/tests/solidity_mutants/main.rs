//! Mutants of the Solidity libraries: whether the tests `rules` and `messages` notice a change. `cargo xtask contracts --mutants`
//! runs this. `contracts/mutants.md` has the last result.

mod generate;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use generate::{Mutant, mutants};
use serde_json::{Map, Value, json};
use text::{functions, tokens};

/// The files that are changed, and the test and the harness that judge them.
const JUDGED: [(&[&str], &str, &str); 2] = [
    (&["FernetParams", "FernetSettlement", "FernetTree", "Fernet"], "rules", "RulesHarness"),
    (&["FernetMessages", "FernetForm"], "messages", "MessagesHarness"),
];

/// Mutants that one run of the compiler compiles.
const BATCH: usize = 24;

#[derive(Default)]
struct Score {
    caught: usize,
    same_code: usize,
    unviable: usize,
    survivors: Vec<String>,
}

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
#[ignore = "an hour: cargo xtask contracts --mutants"]
fn tests_catch_mutants() {
    let only = env::var("EVM_MUTANTS_OF").ok();
    let every = evm::count("EVM_MUTANTS_EVERY", 1);
    let mut scores = Vec::new();
    for (files, test, harness) in JUDGED {
        let sources = sources(&format!("test/{harness}.sol"));
        let program = program(test);
        for file in
            files.iter().filter(|file| only.as_ref().is_none_or(|only| only.split(',').any(|one| one == **file)))
        {
            let path = format!("src/{file}.sol");
            let all: Vec<Mutant> = mutants(&path, &sources[&path]).into_iter().step_by(every).collect();
            println!("{file}: {} mutants", all.len());
            let mut score = Score::default();
            for batch in all.chunks(BATCH) {
                judge(&sources, harness, &program, batch, &mut score);
                println!(
                    "{file}: {} caught, {} survive, {} of {}",
                    score.caught,
                    score.survivors.len(),
                    score.caught + score.survivors.len() + score.same_code + score.unviable,
                    all.len()
                );
            }
            scores.push((*file, score));
        }
    }
    println!("{}", table(&scores));
    let sum = |count: fn(&Score) -> usize| scores.iter().map(|(_, score)| count(score)).sum::<usize>();
    let (caught, survivors) = (sum(|score| score.caught), sum(|score| score.survivors.len()));
    assert!(caught * 100 >= 95 * (caught + survivors), "{caught} caught, {survivors} not");
}

fn table(scores: &[(&str, Score)]) -> String {
    let mut table = String::from("| file | caught | not caught | same code | not compiled |\n|---|--:|--:|--:|--:|\n");
    for (file, score) in scores {
        let (caught, missed) = (score.caught, score.survivors.len());
        let _ = writeln!(table, "| `{file}.sol` | {caught} | {missed} | {} | {} |", score.same_code, score.unviable);
    }
    table
}

/// A Solidity file and those that it imports, by their paths below `contracts/`.
fn sources(path: &str) -> BTreeMap<String, String> {
    let (mut sources, mut wanted) = (BTreeMap::new(), vec![path.to_owned()]);
    while let Some(path) = wanted.pop() {
        let text = fs::read_to_string(folder("../contracts").join(&path)).expect("a file");
        let imported = |token: &text::Token<'_>| {
            let name = token.text.strip_prefix('"')?.strip_suffix(".sol\"")?.rsplit('/').next()?;
            Some(format!("src/{name}.sol"))
        };
        wanted.extend(tokens(&text).iter().filter_map(imported).filter(|path| !sources.contains_key(path)));
        sources.insert(path, text);
    }
    sources
}

/// The compiled test.
fn program(test: &str) -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["test", "--locked", "--no-run", "--message-format=json", "--test", test]);
    let output = cargo.current_dir(folder("")).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    let messages = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let named = messages.filter(|message| message["target"]["name"] == test);
    named.filter_map(|message| Some(message["executable"].as_str()?.into())).next_back().expect("a program")
}

/// Compiles a batch, and runs the tests against each mutant.
fn judge(sources: &BTreeMap<String, String>, harness: &str, program: &Path, batch: &[Mutant], score: &mut Score) {
    let path = format!("test/{harness}.sol");
    let original = |at: usize| batch.iter().position(|mutant| mutant.name == batch[at].name).unwrap_or(at);
    let trimmed: Vec<String> = batch.iter().map(|mutant| trim(sources, &sources[&path], &mutant.name)).collect();
    let mut compiled: BTreeSet<usize> = (0..batch.len()).collect();
    let output = loop {
        let mut files = BTreeMap::new();
        let mut selection = Map::new();
        for at in &compiled {
            for (root, changed) in [(format!("m{at}"), true), (format!("o{}", original(*at)), false)] {
                for (path, text) in sources.iter().filter(|(path, _)| path.starts_with("src/")) {
                    let mutant = changed && *path == batch[*at].file;
                    let text = if mutant { &batch[*at].text } else { text };
                    files.insert(format!("{root}/{path}"), text.clone());
                }
                let path = format!("{root}/{path}");
                files.insert(path.clone(), trimmed[*at].clone());
                let outputs = ["evm.deployedBytecode.object", "evm.methodIdentifiers"];
                selection.insert(path, json!({ "*": outputs }));
            }
        }
        let mut settings = evm::settings().expect("settings");
        settings["outputSelection"] = selection.into();
        let output = evm::run_solc(None, &evm::solc_input(&files, &settings)).expect("the compiler");
        let errors = output["errors"].as_array().into_iter().flatten();
        let errors: Vec<&Value> = errors.filter(|error| error["severity"] == "error").collect();
        if errors.is_empty() {
            break output;
        }
        let before = compiled.len();
        for error in &errors {
            let place = error["sourceLocation"]["file"].as_str().unwrap_or_default();
            let at = place.strip_prefix('m').and_then(|rest| rest.split('/').next()).and_then(|at| at.parse().ok());
            at.map(|at: usize| compiled.remove(&at));
        }
        assert!(compiled.len() < before, "{errors:?}");
    };
    score.unviable += batch.len() - compiled.len();
    for at in compiled {
        let mutant = &batch[at];
        let contract = |root: String| &output["contracts"][format!("{root}/{path}")][harness]["evm"];
        let (changed, unchanged) = (contract(format!("m{at}")), contract(format!("o{}", original(at))));
        let code = &changed["deployedBytecode"]["object"];
        if *code == unchanged["deployedBytecode"]["object"] {
            score.same_code += 1;
            continue;
        }
        let selectors = changed["methodIdentifiers"].as_object().expect("functions");
        let selectors: Vec<&Value> = selectors.values().collect();
        let file = folder("target").join(format!("mutant-{}.json", std::process::id()));
        fs::write(&file, json!({ "code": code, "selectors": selectors }).to_string()).expect("a file");
        if caught(program, &file) {
            score.caught += 1;
        } else {
            let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let survivor = format!(
                "{}:{} ({}): {} -> {}",
                mutant.file,
                mutant.line,
                mutant.name,
                one_line(&mutant.old),
                one_line(&mutant.new)
            );
            println!("{survivor}");
            score.survivors.push(survivor);
        }
    }
}

/// The harness with only the functions that the change reaches, by the names that they call.
fn trim(sources: &BTreeMap<String, String>, harness: &str, changed: &str) -> String {
    let library = |path: &&String| path.starts_with("src/");
    let all: Vec<(&str, BTreeSet<&str>)> = sources
        .iter()
        .filter(|(path, _)| library(path))
        .flat_map(|(_, text)| functions(text))
        .map(|(name, body)| (name, tokens(body).iter().skip(2).map(|token| token.text).collect()))
        .collect();
    let mut reached = BTreeSet::from([changed]);
    loop {
        let before = reached.len();
        for (name, words) in &all {
            if !words.is_disjoint(&reached) {
                reached.insert(name);
            }
        }
        if reached.len() == before {
            break;
        }
    }
    let mut text = harness.to_owned();
    for (_, body) in functions(harness) {
        let words: BTreeSet<&str> = tokens(body).iter().skip(2).map(|token| token.text).collect();
        if words.is_disjoint(&reached) {
            text = text.replace(body, "");
        }
    }
    text
}

/// Whether a test fails: the vectors, a few random cases, or more of them.
fn caught(program: &Path, mutant: &Path) -> bool {
    let fails = |cases: &str, tests: &[&str]| {
        let mut test = Command::new(program);
        test.args(["--quiet", "--skip", "gas"]).args(tests).env("EVM_MUTANT", mutant).env("EVM_CASES", cases);
        test.stdout(Stdio::null()).stderr(Stdio::null()).current_dir(folder(""));
        let mut test = test.spawn().expect("the test runs");
        let start = Instant::now();
        loop {
            if let Some(status) = test.try_wait().expect("a status") {
                return !status.success();
            }
            // A loop that does not end is noticed.
            if start.elapsed() > Duration::from_secs(300) {
                test.kill().and_then(|()| test.wait()).expect("the test ends");
                return true;
            }
            thread::sleep(Duration::from_millis(5));
        }
    };
    fails("0", &["every_case"]) || fails("60", &[]) || fails("1500", &[])
}
