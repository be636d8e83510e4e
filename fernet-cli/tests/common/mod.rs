//! Running the program.

#![allow(dead_code)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use serde_json::Value;
use tempfile::{NamedTempFile, TempDir, TempPath};

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    /// The standard output of a run that went well and said nothing else but warnings about parameters.
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, Some(0), "{}", self.stderr);
        let said = |line: &str| !line.starts_with("fernet: warning, ");
        assert_eq!(self.stderr.lines().find(|line| said(line)), None);
        self.stdout
    }

    /// The same, as JSON.
    pub(crate) fn json(self) -> Value {
        serde_json::from_str(&self.ok()).unwrap()
    }

    /// The message of a run that refused its input without printing anything.
    pub(crate) fn malformed(self) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (Some(2), ""), "{}", self.stderr);
        self.stderr.strip_prefix("fernet: ").expect("a message").trim_end().to_owned()
    }
}

/// Runs `fernet` with arguments separated by blanks.
pub(crate) fn fernet(arguments: &str) -> Outcome {
    fernet_with(arguments, b"")
}

/// Runs `fernet` with standard input.
pub(crate) fn fernet_with(arguments: &str, input: &[u8]) -> Outcome {
    run_with(Command::new(env!("CARGO_BIN_EXE_fernet")).args(arguments.split_whitespace()), input)
}

/// Runs `fernet` in a directory.
pub(crate) fn fernet_in(dir: &Path, arguments: &str, input: &[u8]) -> Outcome {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fernet"));
    run_with(command.current_dir(dir).args(arguments.split_whitespace()), input)
}

/// Runs a command with standard input.
pub(crate) fn run_with(command: &mut Command, input: &[u8]) -> Outcome {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    // A program that does not read all of its input closes the pipe.
    let writer = thread::spawn(move || _ = stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Outcome {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs lines as somebody who pastes them.
pub(crate) fn paste(name: &str, lines: &str) {
    let dir = TempDir::new().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_fernet")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let script = format!("set -eo pipefail\n{lines}\n");
    let mut command = Command::new("bash");
    let outcome = run_with(command.current_dir(dir.path()).env("PATH", path).args(["-c", &script]), b"");
    assert_eq!(outcome.code, Some(0), "{name}:\n{lines}\n{}", outcome.stderr);
}

/// Path of a file in the directory of the vectors.
pub(crate) fn vectors(path: &str) -> PathBuf {
    test_vectors::folder().join(path)
}

/// A committed file.
pub(crate) fn committed(path: &str) -> String {
    std::fs::read_to_string(vectors(path)).unwrap()
}

/// A committed block.
pub(crate) fn block(name: &str) -> Value {
    serde_json::from_str(&committed(&format!("block/{name}.json"))).unwrap()
}

/// Runs `fernet block --json` on a block.
pub(crate) fn run(block: &Value) -> Outcome {
    fernet_with("block --json -", block.to_string().as_bytes())
}

/// Names of what was refused, by item.
pub(crate) fn refused(result: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    result["refused"].as_array().unwrap().iter().map(|entry| (text(&entry["item"]), text(&entry["error"]))).collect()
}

/// A file of one test, which goes with it.
pub(crate) fn temporary(contents: &str) -> TempPath {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(contents.as_bytes()).unwrap();
    file.into_temp_path()
}
