//! Where results and messages go, and what text from outside looks like in them.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::failure::Failure;

/// Longest piece of text from outside in a message, in characters.
const LONGEST: usize = 120;
/// A word of this many characters, nearly all hex digits, may be part of a key.
const SUSPECT: usize = 8;
/// Decimal digits of the largest `u128`, and of a number inside another text.
const LONGEST_INTEGER: usize = 39;
const LONGEST_NUMBER: usize = 12;

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

/// Prints a message on standard error. When that is closed too there is nobody to tell.
pub(crate) fn complain(message: &str) {
    let message: String = message.chars().map(|c| if c == '\n' { c.to_string() } else { printable(c) }).collect();
    let _ = writeln!(anstream::stderr(), "fernet: {message}");
}

/// Text from outside (an argument, a field of a file, a file name) for a message: control and format characters are
/// escaped, what may be part of a secret key is hidden, and only the beginning of a long text is kept.
pub(crate) fn outside(text: &str) -> String {
    let text = hidden(text, |word, whole| may_be_secret(word, if whole { LONGEST_INTEGER } else { LONGEST_NUMBER }));
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

/// The text without the words for which `hides(word, whether it is the whole text)`.
fn hidden(text: &str, hides: impl Fn(&str, bool) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        if hides(word, word.len() == text.len()) {
            shown += &format!("[{} digits not shown]", word.len());
        } else {
            shown += word;
        }
        let mut characters = behind.chars();
        shown.extend(characters.next());
        rest = characters.as_str();
    }
    shown
}

/// Whether a word of letters and digits may be a secret key, whole or in part, with a slip of the pen or without.
fn may_be_secret(word: &str, longest_integer: usize) -> bool {
    let count = |is: fn(&u8) -> bool| word.bytes().filter(is).count();
    let (digits, hex_digits) = (count(u8::is_ascii_digit), count(u8::is_ascii_hexdigit));
    if digits == word.len() {
        return digits > longest_integer;
    }
    // English words have letters only.
    word.len() >= SUSPECT && 4 * hex_digits >= 3 * word.len() && (digits > 0 || word.len() >= 4 * SUSPECT)
}

/// Writes a file. An existing one is replaced at the end, when all of the new one is on the disk.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    replace(path, text.as_bytes()).map_err(|error| Failure::Output(file_name(path), error))
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

    #[test]
    fn what_may_be_a_key_is_hidden() {
        let key = "00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef";
        for secret in [key, &key.to_uppercase(), &format!("{key}0"), &format!("0x{key}"), &key.replace('7', "o")] {
            for text in
                [secret.to_owned(), format!("/tmp/{secret}.json"), format!("{secret}:0.4"), format!("--{secret}")]
            {
                assert!(outside(&text).contains("digits not shown]"), "{}", outside(&text));
            }
        }
        assert_eq!(outside(&"7".repeat(64)), "[64 digits not shown]");
        for harmless in ["registered_slot", "feedback/accessed", "block-20261126.json"] {
            assert_eq!(outside(harmless), harmless);
        }
    }
}
