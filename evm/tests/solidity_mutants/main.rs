//! Mutants of the contracts: whether the tests `rules`, `messages` and `rollup` notice a change. `cargo xtask contracts --mutants` runs
//! this. `contracts/mutants.md` has the last result.

mod generate;
mod rollup;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;
use std::{env, fs, thread};

use generate::{Mutant, mutants};
use serde_json::{Map, Value, json};
use text::{functions, tokens};

/// The libraries that are changed, and the test and the harness that judge them.
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

impl Score {
    fn survives(&mut self, mutant: &Mutant) {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let Mutant { file, line, name, old, new, .. } = mutant;
        let survivor = format!("{file}:{line} ({name}): {} -> {}", one_line(old), one_line(new));
        println!("{survivor}");
        self.survivors.push(survivor);
    }
}

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
#[ignore = "hours: cargo xtask contracts --mutants"]
fn tests_catch_mutants() {
    let only = env::var("EVM_MUTANTS_OF").ok();
    let every = evm::count("EVM_MUTANTS_EVERY", 1);
    let chosen = |file: &str| only.as_ref().is_none_or(|only| only.split(',').any(|one| one == file));
    let mut scores = Vec::new();
    let mut score_of = |file: &'static str, text: &str, judge: &dyn Fn(&[Mutant], &mut Score)| {
        let all: Vec<Mutant> = mutants(&format!("src/{file}.sol"), text).into_iter().step_by(every).collect();
        println!("{file}: {} mutants", all.len());
        let mut score = Score::default();
        for batch in all.chunks(BATCH) {
            judge(batch, &mut score);
            let survivors = score.survivors.len();
            let done = score.caught + survivors + score.same_code + score.unviable;
            println!("{file}: {} caught, {survivors} survive, {done} of {}", score.caught, all.len());
        }
        scores.push((file, score));
    };
    for (files, test, harness) in JUDGED {
        let sources = sources(&format!("test/{harness}.sol"));
        let program = program(test);
        for file in files.iter().filter(|file| chosen(file)) {
            let judge = |batch: &[Mutant], score: &mut Score| judge(&sources, harness, &program, batch, score);
            score_of(file, &sources[&format!("src/{file}.sol")], &judge);
        }
    }
    if rollup::FILES.iter().any(|file| chosen(file)) {
        let (sources, program) = (sources("src/FernetRollup.sol"), program("rollup"));
        for file in rollup::FILES.iter().filter(|file| chosen(file)) {
            let judge = |batch: &[Mutant], score: &mut Score| rollup::judge(&program, batch, score);
            score_of(file, &sources[&format!("src/{file}.sol")], &judge);
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
            // Those of `src` are written "./A.sol" or "./interfaces/A.sol", those of `test` "../src/A.sol".
            let name = token.text.strip_prefix('"')?.strip_suffix(".sol\"")?.rsplit("./").next()?;
            Some(format!("src/{}.sol", name.strip_prefix("src/").unwrap_or(name)))
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
            score.survives(mutant);
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
        fails(
            Command::new(program).args(["--skip", "gas"]).args(tests).env("EVM_MUTANT", mutant).env("EVM_CASES", cases),
        )
    };
    fails("0", &["every_case"]) || fails("60", &[]) || fails("1500", &[])
}

/// Whether a test of this program fails. The first that does ends the others.
fn fails(program: &mut Command) -> bool {
    program.stdout(Stdio::piped()).stderr(Stdio::null()).current_dir(folder(""));
    let mut test = program.spawn().expect("the test runs");
    let lines = BufReader::new(test.stdout.take().expect("standard output")).lines();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        lines.map_while(Result::ok).any(|line| line.ends_with("... FAILED") && sender.send(()).is_ok())
    });
    // A loop that does not end is noticed. No run without one takes as long, beside another one either.
    let failed = match receiver.recv_timeout(Duration::from_secs(300)) {
        Ok(()) | Err(RecvTimeoutError::Timeout) => test.kill().map(|()| true),
        Err(RecvTimeoutError::Disconnected) => Ok(false),
    };
    let status = test.wait().expect("a status");
    failed.expect("the test ends") || !status.success()
}
