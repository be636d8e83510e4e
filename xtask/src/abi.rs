//! The ABI of `fernet.h` against the committed dump, by libabigail.
//!
//! A shared object is compiled that defines every function of the header as nothing, and a variable of every type; libabigail reads
//! its debug information. So the dump has each size, offset, parameter and number, as a C compiler sees them. That the library
//! exports these functions and that they do what the header says is for the tests of `fernet-ffi`.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};
use regex::Regex;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fernet-ffi")
}

fn header() -> Result<String> {
    fs::read_to_string(folder().join("include/fernet.h")).context("reading fernet.h")
}

/// The committed dump.
fn committed() -> PathBuf {
    folder().join("abi/fernet.abi")
}

/// How one ABI differs from an older one.
#[derive(Debug, PartialEq)]
enum Difference {
    Same,
    /// Functions, types or numbers were added, nothing else.
    Added(String),
    /// Programs that were compiled for the older one do not work.
    Breaking(String),
}

/// Fails unless the header has the ABI of the committed dump.
pub(crate) fn check() -> Result<()> {
    match compare(&committed(), &dump(&header()?, "current")?)? {
        Difference::Same => Ok(()),
        Difference::Added(report) => bail!("{report}\nThe ABI has more than its dump: run cargo xtask abi --update"),
        Difference::Breaking(report) => {
            bail!("{report}\nThe ABI breaks programs that were compiled for the committed one")
        }
    }
}

/// Writes the dump, unless the ABI breaks under the same version.
pub(crate) fn update() -> Result<()> {
    let current = dump(&header()?, "current")?;
    let committed = committed();
    if committed.exists()
        && let Difference::Breaking(report) = compare(&committed, &current)?
        && version(&committed)? == version(&current)?
    {
        bail!(
            "{report}\nThe ABI breaks: raise the minor version (the major one from 1.0 on). If no release has the committed ABI, delete \
             fernet-ffi/abi/fernet.abi first."
        );
    }
    fs::create_dir_all(folder().join("abi"))?;
    fs::copy(&current, &committed).context("writing the dump")?;
    Ok(())
}

/// The FERNET_ABI_VERSION of a dump.
fn version(dump: &Path) -> Result<String> {
    let text = fs::read_to_string(dump)?;
    let found = Regex::new("name='ABI_FERNET_ABI_VERSION' value='([0-9]+)'")?;
    Ok(found.captures(&text).context("the dump has no FERNET_ABI_VERSION")?[1].to_owned())
}

/// Dumps the ABI of a header; `name` tells its files from those of other dumps.
fn dump(header: &str, name: &str) -> Result<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/abi").join(name);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("fernet.h"), header)?;
    fs::write(folder.join("every.c"), every(header)?)?;
    let compiler = env::var_os("CC").unwrap_or_else(|| "cc".into());
    let compiled = call(
        Command::new(compiler)
            .args(["-std=gnu99", "-g", "-O0", "-shared", "-fPIC", "-w", "every.c", "-o", "libfernet.so"])
            .current_dir(&folder),
    )?;
    ensure!(compiled.status.success(), "the header does not compile:\n{}", String::from_utf8_lossy(&compiled.stderr));
    let dump = folder.join("fernet.abi");
    let dumped = call(
        Command::new("abidw")
            .args(["--no-comp-dir-path", "--no-show-locs", "--no-corpus-path", "--type-id-style", "hash", "--out-file"])
            .arg(&dump)
            .arg(folder.join("libfernet.so")),
    )?;
    ensure!(dumped.status.success(), "abidw: {}", String::from_utf8_lossy(&dumped.stderr));
    Ok(dump)
}

/// C that defines everything the header declares.
fn every(header: &str) -> Result<String> {
    let mut text = "#include \"fernet.h\"\n".to_owned();
    // Each number in an enumeration of its own: libabigail takes two for the same that have the same set of values.
    let number = Regex::new(r"(?m)^(?:#define |    )(FERNET_\w+) (?:= )?-?\d+(?:ull)?,?$")?;
    let numbers = number.captures_iter(header).filter(|found| !found[1].starts_with("FERNET_VERSION"));
    let mut count = 0;
    for found in numbers {
        writeln!(text, "enum abi_{0} {{ ABI_{0} = {0} }} of_{0};", &found[1])?;
        count += 1;
    }
    ensure!(count > 0, "the header has no numbers");

    let code = Regex::new(r"(?s)/\*.*?\*/")?.replace_all(header, "");
    for found in Regex::new(r"(?m)^(?:\} |typedef uint8_t )(fernet_\w+);")?.captures_iter(&code) {
        writeln!(text, "{0} fernet_abi_{0};", &found[1])?;
    }
    let code = Regex::new(r"(?m)^#.*$")?.replace_all(&code, "");
    let mut defined = 0;
    for found in Regex::new(r"\bFERNET_API(?:_WIPE)?\s+([^;]*?\([^;]*?\));")?.captures_iter(&code) {
        writeln!(text, "{} {{ __builtin_trap(); }}", &found[1])?;
        defined += 1;
    }
    let declared = code.matches("FERNET_API").count();
    ensure!(defined > 0 && defined == declared, "{defined} of {declared} functions were understood");
    Ok(text)
}

fn compare(old: &Path, new: &Path) -> Result<Difference> {
    let diff = |option: &str| -> Result<(bool, String)> {
        let output = call(Command::new("abidiff").arg(option).args([old, new]))?;
        // Bits 0 and 1 are for errors, 2 for a change, 3 for one that cannot but break.
        let code = output.status.code().context("abidiff was killed")?;
        ensure!(code & 3 == 0, "abidiff: {}", String::from_utf8_lossy(&output.stderr));
        Ok((code != 0, String::from_utf8_lossy(&output.stdout).into_owned()))
    };
    if let (true, report) = diff("--no-added-syms")? {
        return Ok(Difference::Breaking(report));
    }
    Ok(match diff("--harmless")? {
        (true, report) => Difference::Added(report),
        (false, _) => Difference::Same,
    })
}

fn call(command: &mut Command) -> Result<Output> {
    let program = command.get_program().to_owned();
    command.output().with_context(|| format!("running {}", OsStr::to_string_lossy(&program)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Without the tools, or on another machine than that of the dump, there is nothing to compare; CI has them.
    fn has_tools() -> bool {
        let found = cfg!(all(target_arch = "x86_64", target_os = "linux"))
            && ["abidw", "abidiff"].iter().all(|tool| Command::new(tool).arg("--version").output().is_ok());
        assert!(found || env::var_os("CI").is_none(), "CI needs abigail-tools");
        if !found {
            eprintln!("SKIPPED: no abigail-tools, or not x86_64 Linux");
        }
        found
    }

    #[test]
    fn the_header_has_the_committed_abi() {
        if has_tools() {
            check().unwrap();
        }
    }

    #[test]
    fn every_kind_of_change_is_seen() {
        if !has_tools() {
            return;
        }
        let header = header().unwrap();
        let old = dump(&header, "control-old").unwrap();
        assert_eq!(compare(&old, &dump(&header, "control-same").unwrap()).unwrap(), Difference::Same);
        let breaking = [
            ("a larger private type", "private_bytes[480]", "private_bytes[488]"),
            ("another type of a field", "    uint32_t fee_burn;", "    int32_t fee_burn;"),
            ("a field more", "    uint32_t fee_burn;", "    uint32_t more;\n    uint32_t fee_burn;"),
            ("another width of a code", "typedef uint8_t fernet_role;", "typedef uint16_t fernet_role;"),
            ("another parameter", "(uint64_t *bases,", "(uint32_t *bases,"),
            ("a parameter less", "(fernet_tree_shape *shape, uint64_t bases)", "(fernet_tree_shape *shape)"),
            ("a function less", "*fernet_version(void)", "*fernet_edition(void)"),
            ("another status number", "FERNET_STATUS_KEY_LENGTH = -1301", "FERNET_STATUS_KEY_LENGTH = -1399"),
            ("the number of another status", "FERNET_STATUS_KEY_LENGTH = -1301", "FERNET_STATUS_KEY_LENGTH = -1302"),
            ("another constant", "#define FERNET_SUITE_TAI 3", "#define FERNET_SUITE_TAI 5"),
        ];
        let ok = "    FERNET_STATUS_OK = 0,";
        let version = "FERNET_API const char *fernet_version(void);";
        let added = [
            ("a status more", ok, format!("{ok}\n    FERNET_STATUS_MORE = -9999,")),
            ("a function more", version, format!("{version}\nFERNET_API const char *fernet_more(void);")),
            (
                "a constant more",
                "#define FERNET_SUITE_TAI 3",
                "#define FERNET_SUITE_TAI 3\n#define FERNET_SUITE_MORE 9".to_owned(),
            ),
        ];
        for (what, from, to) in breaking {
            assert!(header.contains(from), "{what}");
            let new = dump(&header.replacen(from, to, 1), "control-new").unwrap();
            assert!(matches!(compare(&old, &new).unwrap(), Difference::Breaking(_)), "{what}");
        }
        for (what, from, to) in added {
            let changed = header.replacen(from, &to, 1);
            assert_ne!(changed, header, "{what}");
            let new = dump(&changed, "control-new").unwrap();
            assert!(matches!(compare(&old, &new).unwrap(), Difference::Added(_)), "{what}");
        }
    }
}
