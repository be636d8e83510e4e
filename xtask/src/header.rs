//! `fernet.h` from the sources of `fernet-ffi`.

use std::path::PathBuf;
use std::sync::Mutex;
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};
use regex::{Captures, Regex};

/// The folder of `fernet-ffi`.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fernet-ffi")
}

fn path() -> PathBuf {
    folder().join("include/fernet.h")
}

/// Writes the header.
pub(crate) fn write() -> Result<()> {
    fs::write(path(), generate()?).context("writing fernet.h")
}

/// Fails unless the committed header is what the sources give.
pub(crate) fn check() -> Result<()> {
    let committed = fs::read_to_string(path()).context("reading fernet.h")?;
    ensure!(committed == generate()?, "fernet.h is not what the sources give: run cargo xtask header");
    Ok(())
}

/// The text of the header.
fn generate() -> Result<String> {
    let folder = folder();
    let mut config = cbindgen::Config::from_file(folder.join("cbindgen.toml")).map_err(anyhow::Error::msg)?;
    config.header = Some(fs::read_to_string(folder.join("include/preamble.txt"))?);
    config.after_includes = Some(versions());

    WARNINGS.start();
    let bindings = cbindgen::generate_with_config(&folder, config)?;
    let mut text = Vec::new();
    bindings.write(&mut text);
    let warnings = WARNINGS.take();
    if !warnings.is_empty() {
        bail!("cbindgen warns:\n{}", warnings.join("\n"));
    }
    shorten(&name_pointers(&String::from_utf8(text)?)?)
}

/// The version macros, from the crate's version.
fn versions() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let (major, minor) = (env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"));
    let patch = env!("CARGO_PKG_VERSION_PATCH");
    let abi = fernet_ffi::selftest::abi_version();
    format!(
        "
/** Version of this header. fernet_version returns the version of the library. */
#define FERNET_VERSION \"{version}\"
#define FERNET_VERSION_MAJOR {major}
#define FERNET_VERSION_MINOR {minor}
#define FERNET_VERSION_PATCH {patch}

/** ABI version of this header, to be passed to fernet_selftest. It is FERNET_VERSION_MINOR while FERNET_VERSION_MAJOR is 0, and
    FERNET_VERSION_MAJOR * 1000 afterwards. */
#define FERNET_ABI_VERSION {abi}

/** Define FERNET_FREESTANDING before this header to use a library for targets without an operating system, which has no batch
    verification. */
#ifndef FERNET_FREESTANDING
#define FERNET_HOSTED
#endif

/** Makes the compiler warn when the status that a function returns is ignored. */
#ifndef FERNET_API
#if defined(__cplusplus) && __cplusplus >= 201703L
#define FERNET_API [[nodiscard]]
#elif defined(__GNUC__)
#define FERNET_API __attribute__((warn_unused_result))
#else
#define FERNET_API
#endif
#endif

/** Marks fernet_secret_key_wipe, whose status may be ignored: it fails for NULL only. */
#ifndef FERNET_API_WIPE
#define FERNET_API_WIPE
#endif
"
    )
}

/// The pointer types of `ptr.rs` are names to Rust only: puts a plain pointer wherever cbindgen writes `In_T` and its like.
fn name_pointers(text: &str) -> Result<String> {
    let typedef =
        Regex::new(r"(?m)(?:^/\*\*\n(?: \*.*\n)*? \*/\n)?^typedef ((?:const )?(?:struct )?\w+) \*(\w+);\n\n?")?;
    let pointers: Vec<(String, String)> =
        typedef.captures_iter(text).map(|found| (found[2].to_owned(), found[1].to_owned())).collect();
    ensure!(!pointers.is_empty(), "cbindgen wrote no pointer types");
    let text = typedef.replace_all(text, "");
    let used = Regex::new(r"\b(\w+)( ?)\b")?;
    Ok(used
        .replace_all(&text, |found: &Captures<'_>| match pointers.iter().find(|(name, _)| *name == found[1]) {
            Some((_, target)) => format!("{target} *"),
            None => found[0].to_owned(),
        })
        .into_owned())
}

/// Types by their short names, enums without a tag in C, where their typedef has the name, and comments of one sentence on one
/// line. Without the safety sections, which only refer to the rules at the head of the header.
fn shorten(text: &str) -> Result<String> {
    let safety = Regex::new(r"(?m)^ \*\n \* # Safety\n(?: \* .*\n)+")?;
    let text = safety.replace_all(text, "");
    let tag = Regex::new(r"(?m)^(typedef struct )|\bstruct (fernet_\w+)")?;
    let text = tag.replace_all(&text, "$1$2");
    let enumeration = Regex::new(r"(?m)^enum (\w+)\n#ifdef __cplusplus\n  : (\w+)\n#endif // __cplusplus\n \{")?;
    let text = enumeration.replace_all(&text, "enum\n#ifdef __cplusplus\n$1 : $2\n#endif\n{");
    let wipe = Regex::new(r"(?m)^FERNET_API (fernet_status fernet_\w+_wipe\()")?;
    let text = wipe.replace_all(&text, "FERNET_API_WIPE $1");
    let comment = Regex::new(r"(?m)^( *)/\*\*\n *\* (.*)\n *\*/$")?;
    Ok(comment.replace_all(&text, "$1/** $2 */").into_owned())
}

/// What cbindgen warns of: it has no other way to say it.
struct Warnings(Mutex<Vec<String>>);

static WARNINGS: Warnings = Warnings(Mutex::new(Vec::new()));

impl Warnings {
    fn start(&'static self) {
        // Another call has set it already.
        let _ = log::set_logger(self);
        log::set_max_level(log::LevelFilter::Warn);
        self.take();
    }

    fn take(&self) -> Vec<String> {
        self.0.lock().map(|mut warnings| std::mem::take(&mut *warnings)).unwrap_or_default()
    }
}

impl log::Log for Warnings {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        if let Ok(mut warnings) = self.0.lock() {
            let message = record.args().to_string();
            // It says so of every private constant.
            if !message.ends_with("- (not `pub`).") {
                warnings.push(message);
            }
        }
    }

    fn flush(&self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_header_is_what_the_sources_give() {
        check().unwrap();
    }

    #[test]
    fn what_cbindgen_warns_of_is_seen() {
        WARNINGS.start();
        log::warn!("a warning");
        assert_eq!(WARNINGS.take(), ["a warning"]);
    }
}
