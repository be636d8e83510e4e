//! `fernet simulate`: its tables, plots, refusals, and runs that go on.

mod common;

use std::collections::BTreeSet;
use std::fs;

use common::{fernet, fernet_in};
use fernet_sim::experiments;
use serde_json::Value;
use tempfile::TempDir;

const FAST: &str = "simulate election --draws 2000 --sweep keys=5,50 --sweep fee-split=0.5..1/3";

/// The rows of CSV as JSON has them.
fn rows(csv: &str) -> Vec<Value> {
    let mut lines = csv.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let cell = |text: &str| match text {
        "" | "inf" | "-inf" => Value::Null,
        _ => text.parse::<f64>().map_or_else(|_| text.into(), Value::from),
    };
    let row = |line: &str| {
        let cells: Vec<Value> = line.split(',').map(cell).collect();
        assert_eq!(cells.len(), header.len());
        header.iter().map(|name| (*name).to_owned()).zip(cells).collect::<serde_json::Map<_, _>>().into()
    };
    lines.map(row).collect()
}

/// Integers as floating-point numbers, as CSV does not tell them apart.
fn floats(rows: &Value) -> Vec<Value> {
    let float = |value: &Value| value.as_f64().map_or_else(|| value.clone(), Value::from);
    let row = |row: &Value| {
        let fields = row.as_object().unwrap().iter();
        Value::Object(fields.map(|(name, value)| (name.clone(), float(value))).collect())
    };
    rows.as_array().unwrap().iter().map(row).collect()
}

#[test]
fn csv_and_json_have_the_same_rows() {
    let json = fernet(&format!("{FAST} --json")).json();
    let csv = rows(&fernet(&format!("{FAST} --csv")).ok());
    assert_eq!(csv, floats(&json["rows"]));
    // Two keys, three splits, two measures; the last axis changes fastest.
    assert_eq!(csv.len(), 12);
    assert_eq!((&csv[2]["keys"], &csv[2]["fee-split"], &csv[2]["measure"]), (&5.0.into(), &0.75.into(), &"won".into()));
    // SPEC #mechanism: 1 - 1/a + 1/(aN), with a = 2/1.5 and 50 keys.
    let last = &csv[10];
    assert_eq!((&last["keys"], &last["fee-split"], &last["measure"]), (&50.0.into(), &1.0.into(), &"won".into()));
    assert!((last["expected"].as_f64().unwrap() - (0.25 + 0.75 / 50.0)).abs() < 1e-12, "{last}");
    assert!(last["low"].as_f64() < Some(0.265) && Some(0.265) < last["high"].as_f64(), "{last}");
    let text = fernet(FAST).ok();
    assert!(text.contains("rule literal") && text.contains("0.265"), "{text}");
}

#[test]
fn results_depend_on_the_seed_and_not_on_the_threads() {
    let csv = |options: &str| fernet(&format!("{FAST} --csv {options}")).ok();
    assert_eq!(csv("--threads 1"), csv("--threads 3"));
    assert_ne!(csv(""), csv("--seed 1"));
    assert_ne!(csv(""), csv("--seed 18446744073709551615"));
}

#[test]
fn every_experiment_is_listed_with_its_options() {
    let (text, json) = (fernet("simulate").ok(), fernet("simulate --json").json());
    assert_eq!(json.as_array().unwrap().len(), experiments().len());
    for experiment in experiments() {
        assert!(text.contains(experiment.name), "{text}");
        let help = fernet(&format!("simulate {} --help", experiment.name)).ok();
        for parameter in experiment.parameters {
            assert!(help.contains(&format!("--{}", parameter.name)), "{help}");
        }
        assert_eq!(help.contains("--seed"), experiment.draws > 0, "{help}");
    }
}

#[test]
fn what_is_wrong_is_named() {
    for (arguments, message) in [
        ("elections", "unrecognized subcommand 'elections'"),
        ("--report", "a value is required for '--report <DIR>'"),
        ("--seed 1", "--report <DIR>"),
        ("election --keys 1", "keys: expected a number from 2 to 10000000, got \"1\""),
        ("election --keys -5", "keys: expected a number from 2 to 10000000, got \"-5\""),
        ("election --fee-split -0.5", "fee-split: expected a fraction with up to six decimals from 0 to"),
        ("election --seed -1", "invalid value '-1' for '--seed <S>': expected an integer of at least 0"),
        ("election --seed 18446744073709551616", "for '--seed <S>': the integer is too large"),
        ("election --keys 18446744073709551616", "keys: expected a number from 2 to"),
        ("election --fee-split NaN", "fee-split: expected a fraction with up to six decimals from 0 to"),
        ("election --keys 5 --keys 6", "'--keys <N>' cannot be used multiple times"),
        ("election --rule any", "rule: expected one of literal, distance, got \"any\""),
        ("election --kyes 5", "unexpected argument '--kyes' found"),
        ("election --draws 0", "draws: expected a number from 1 to 1000000000000, got 0"),
        ("election --draws 18446744073709551616", "--draws"),
        ("election --threads 0", "0 is not in 1..=1024"),
        ("election --sweep keys", "--sweep: sweep \"keys\": expected NAME=FIRST..LAST"),
        ("election --sweep keys=2..9 --keys 5", "--keys has no effect beside --sweep keys=..."),
        ("election --sweep keys=2..9 --sweep keys=3,4", "--sweep: two sweeps of keys"),
        ("election --sweep keys=2..1000000/100000 --sweep fee-split=0..1/100000", "the sweep has 10000000000 cells"),
        ("election --sweep keys=5,6 --svg -", "--svg: expected a file, not standard output"),
        ("election --resume -", "--resume: expected a file, not standard output"),
        ("election --json --csv", "'--json' cannot be used with '--csv'"),
        ("election --svg a.svg", "--sweep <NAME=VALUES>"),
        ("election --sweep keys=5 --png a.png", "--sweep: a plot needs two values of keys or more"),
        (
            "election --sweep keys=5,6 --sweep fee-split=0..1/9 --png a.png",
            "--sweep: a plot has a line for each value of fee-split: expected at most 8, got 9",
        ),
        (
            "election --sweep keys=5,6 --sweep fee-split=0..1/3 --sweep rival-split=0,1 --svg a.svg",
            "--sweep: a plot shows one or two swept parameters, got 3",
        ),
    ] {
        let said = fernet(&format!("simulate {arguments}")).malformed();
        assert!(said.contains(message), "{arguments}: {said}");
    }
}

#[test]
fn a_killed_run_goes_on_with_the_same_result() {
    let dir = TempDir::new().unwrap();
    let (line, file) = (format!("{FAST} --csv --resume cells.jsonl"), dir.path().join("cells.jsonl"));
    let whole = fernet(&format!("{FAST} --csv")).ok();
    assert_eq!(fernet_in(dir.path(), &line, b"").ok(), whole);
    let saved = fs::read_to_string(&file).unwrap();
    assert_eq!(saved.lines().count(), 7);
    let distinct: BTreeSet<&str> = saved.lines().collect();
    // Killed at any byte: within the first line, at its end, within a cell.
    let first = saved.find('\n').unwrap();
    for length in [0, 10, first, first + 1, first + 30, saved.len() - 1, saved.len()] {
        fs::write(&file, &saved[..length]).unwrap();
        assert_eq!(fernet_in(dir.path(), &line, b"").ok(), whole, "{length}");
        let again = fs::read_to_string(&file).unwrap();
        assert_eq!(again.lines().collect::<BTreeSet<_>>(), distinct, "{length}");
        assert_eq!(again.len(), saved.len(), "{length}");
    }
    // A cell of the file is taken, not computed.
    fs::write(&file, saved.replacen("\"samples\":", "\"samples\":9", 1)).unwrap();
    assert_ne!(fernet_in(dir.path(), &line, b"").ok(), whole);
    fs::write(&file, saved.replacen("\"value\":", "\"value\":9", 1)).unwrap();
    let message = fernet_in(dir.path(), &line, b"").malformed();
    assert_eq!(message, "cells.jsonl: line 2: an estimate is outside of its own interval");
}

#[test]
fn a_file_of_another_run_is_refused_and_left_alone() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("cells.jsonl");
    let run = |options: &str| {
        fernet_in(dir.path(), &format!("simulate election --sweep keys=5,6 --resume cells.jsonl {options}"), b"")
    };
    run("--draws 100").ok();
    let saved = fs::read_to_string(&file).unwrap();
    for (options, message) in [
        ("--draws 101", "cells.jsonl: line 1: the file is of another run: its draws is \"100\", expected \"101\""),
        ("--draws 100 --seed 1", "cells.jsonl: line 1: the file is of another run: its seed is \"0\", expected \"1\""),
    ] {
        assert_eq!(run(options).malformed(), message);
        assert_eq!(fs::read_to_string(&file).unwrap(), saved);
    }
    let twice = format!("{saved}{}\n", saved.lines().last().unwrap());
    for (text, message) in [
        (saved.replace("\"version\":\"", "\"version\":\"x"), "its version is"),
        (saved.replace("election", "erection"), "its experiment is"),
        (saved.replace("\"values\":[5,", "\"values\":[1,"), "keys: expected a number from 2 to"),
        (saved.replace("\"values\":[5,", "\"values\":["), "expected 4 values and 2 estimates, got 3 and 2"),
        (saved.replace("\"value\":", "\"value\":NaN"), "expected"),
        (saved.replace("\"samples\":100", "\"samples\":18446744073709551616"), "line "),
        (twice, "line 4: the cell of an earlier line"),
        ("not mine".to_owned(), "cells.jsonl: expected a file of `fernet simulate --resume`"),
        ("not mine\n".to_owned(), "cells.jsonl: expected a file of `fernet simulate --resume`"),
    ] {
        fs::write(&file, &text).unwrap();
        let said = run("--draws 100").malformed();
        assert!(said.contains(message), "{said}");
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
    }
}

#[test]
fn plots_have_a_line_for_each_value() {
    let dir = TempDir::new().unwrap();
    fernet_in(dir.path(), &format!("{FAST} --svg plot.svg --png plot.png"), b"").ok();
    let svg = fs::read_to_string(dir.path().join("plot.svg")).unwrap();
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
    let count = |colour: &str, element: &str| {
        svg.lines().filter(|line| line.starts_with(element) && line.contains(colour)).count()
    };
    // In two panels: the curve and a line of the legend, of each of three splits.
    for colour in ["#0072B2", "#D55E00", "#009E73"] {
        assert_eq!(count(colour, "<polyline"), 4, "{colour}");
        assert_eq!(count(colour, "<polygon"), 2, "{colour}");
    }
    assert_eq!(count("#CC79A7", "<polyline"), 0);
    for text in ["fee-split", "keys: sequencer keys that propose", "interval of 99.9 %", "value in theory"] {
        assert!(svg.contains(text), "{text}");
    }
    let png = png::Decoder::new(std::io::Cursor::new(fs::read(dir.path().join("plot.png")).unwrap()));
    let mut reader = png.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((frame.width, frame.height), (1000, 84 + 2 * 360));
    let has = |colour: [u8; 3]| pixels.chunks(3).filter(|pixel| *pixel == colour).count() > 50;
    assert!(has([0, 114, 178]) && has([213, 94, 0]) && has([0, 158, 115]) && !has([204, 121, 167]));
}

#[test]
fn files_are_checked_before_anything_runs() {
    let dir = TempDir::new().unwrap();
    let run = |options: &str| {
        fernet_in(dir.path(), &format!("simulate election --draws 1000000000000 --sweep keys=2,3 {options}"), b"")
            .malformed()
    };
    assert_eq!(run("--svg a --png a"), "--svg and --png name the same file");
    assert_eq!(run("--resume a --svg a"), "--svg and --resume name the same file");
    assert_eq!(run("--resume a --svg ./a"), "--svg and --resume name the same file");
    assert_eq!(run("--svg missing/a.svg"), "--svg: there is no folder missing");
    assert_eq!(run("--png ."), "--png: expected a file, which . is not");
    #[cfg(unix)]
    assert_eq!(run("--resume /dev/zero"), "--resume: expected a file, which /dev/zero is not");
    fs::write(dir.path().join("index.html"), "mine").unwrap();
    let report = fernet_in(dir.path(), "simulate --report .", b"").malformed();
    assert!(report.contains("is not a report, and is left as it is"), "{report}");
    assert_eq!(fs::read(dir.path().join("index.html")).unwrap(), b"mine");
    assert_eq!(fernet("simulate --json --seed 3").code, Some(2));
}
