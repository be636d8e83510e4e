//! Prints results and messages, writes files, and prepares text from outside for messages.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::failure::Failure;
use crate::secret::hidden;

/// Longest piece of text from outside in a message, in characters.
const LONGEST: usize = 120;

/// Prints text on standard output, all at once, without colours unless it is a terminal.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Failure::Output("standard output".to_owned(), error))
}

/// Prints a value as JSON, and nothing else.
pub(crate) fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::Invalid(error.to_string()))?;
    print(&(text + "\n"))
}

/// Prints a message on standard error. An error of writing is ignored, for there is no other place to report it.
pub(crate) fn complain(message: &str) {
    let message: String = message.chars().map(|c| if c == '\n' { c.to_string() } else { printable(c) }).collect();
    let _ = writeln!(anstream::stderr(), "fernet: {message}");
}

/// Text from outside (an argument, a field of a file, a file name) for a message: control and format characters are
/// escaped, what may be part of a secret key is hidden, and only the beginning of a long text is kept.
pub(crate) fn outside(text: &str) -> String {
    let text = hidden(text);
    let mut shown: String = text.chars().take(LONGEST).map(printable).collect();
    let length = text.chars().count();
    if length > LONGEST {
        shown += &format!("... ({length} characters)");
    }
    shown
}

/// The name of a file as given, `-` being standard input.
pub(crate) fn file_name(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { outside(&path.to_string_lossy()) }
}

/// A character as it may be printed.
fn printable(c: char) -> String {
    if matches!(c, '\'' | '"' | '\\') { c.to_string() } else { c.escape_debug().to_string() }
}

/// Writes a file under a temporary name in the same folder, and renames it when all of it is on the disk. A program that is
/// killed in between leaves an existing file as it was, and leaves `NAME.PID.tmp` behind.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    replace(path, bytes).map_err(|error| Failure::Output(file_name(path), error))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // What a link points to is replaced, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&target).ok();
    let Some(name) = target.file_name().filter(|_| old.as_ref().is_none_or(fs::Metadata::is_file)) else {
        // A device or a pipe.
        return fs::write(path, bytes);
    };
    let mut beside = name.to_owned();
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = target.with_file_name(beside);
    let mut file = fs::File::create_new(&beside)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| old.map_or(Ok(()), |old| file.set_permissions(old.permissions())))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, &target));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::outside;

    #[test]
    fn text_from_outside_is_printable_and_short() {
        for (text, shown) in [
            ("a\u{1b}]0;x\u{7}\nb", "a\\u{1b}]0;x\\u{7}\\nb"),
            ("\u{202e}abc\u{200b}\u{2028}\u{85}", "\\u{202e}abc\\u{200b}\\u{2028}\\u{85}"),
            ("päth with 'quotes'/C:\\x", "päth with 'quotes'/C:\\x"),
            ("18446744073709551616", "18446744073709551616"),
            ("-5 and 1.5eth", "-5 and 1.5eth"),
        ] {
            assert_eq!(outside(text), shown);
        }
        assert_eq!(outside(&"-".repeat(1_000_000)), format!("{}... (1000000 characters)", "-".repeat(120)));
    }
}
