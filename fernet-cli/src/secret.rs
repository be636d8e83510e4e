//! Hides what may be a secret key in text that the user supplied, before the text appears in a message.

/// Fewest characters of a word of nearly all hex digits that is hidden.
const HEX_WORD: usize = 8;
/// Fewest digits of hex in short groups, such as `4b:1d:5e`, that are hidden.
const HEX_GROUPS: usize = 16;
/// Fewest characters of base64 that are hidden.
const BASE64: usize = 20;
/// The same between two slashes: a standard base64 string may contain some.
const BASE64_PIECE: usize = 10;
/// Decimal digits of the largest `u128`, and of a number inside another text.
const LONGEST_INTEGER: usize = 39;
const LONGEST_NUMBER: usize = 12;

/// The text with every part that may be a secret key replaced by its length. Hides hex in one word, hex in groups, and
/// base64, each also with a few wrong characters.
pub(crate) fn hidden(text: &str) -> String {
    let text = replaced(text, is_base64_digit, |run| looks_random(run, BASE64));
    let text = replaced(&text, |c| is_base64_digit(c) && c != '/', |run| looks_random(run, BASE64_PIECE));
    let text = replaced(&text, |c| c.is_ascii_hexdigit() || is_separator(c), is_hex_in_groups);
    let whole = text.len();
    replaced(
        &text,
        |c| c.is_ascii_alphanumeric(),
        |word| is_hex_word(word, if word.len() == whole { LONGEST_INTEGER } else { LONGEST_NUMBER }),
    )
}

/// The text with each longest run of `member`s that `hides` says to hide replaced by its length.
fn replaced(text: &str, member: impl Fn(char) -> bool, hides: impl Fn(&str) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !member(c)).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        if hides(run) {
            shown += &format!("[{} digits not shown]", run.len());
        } else {
            shown += run;
        }
        let mut characters = behind.chars();
        shown.extend(characters.next());
        rest = characters.as_str();
    }
    shown
}

/// A digit of base64 in either alphabet, or its padding.
const fn is_base64_digit(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '=')
}

/// What people put between groups of digits.
const fn is_separator(c: char) -> bool {
    matches!(c, ':' | ' ' | '-' | '_' | '.' | ',')
}

/// Whether upper case, lower case and digits alternate as in random base64, and not as in words and paths.
fn looks_random(run: &str, shortest: usize) -> bool {
    let kinds = [u8::is_ascii_uppercase, u8::is_ascii_lowercase, u8::is_ascii_digit];
    let kind = |byte: &u8| kinds.iter().position(|is| is(byte));
    // Punctuation is of no kind.
    let differ = |a, b| kind(a).zip(kind(b)).is_some_and(|(a, b)| a != b);
    let changes = run.as_bytes().windows(2).filter(|pair| matches!(pair, [a, b] if differ(a, b))).count();
    run.len() >= shortest && run.bytes().any(|byte| byte.is_ascii_digit()) && 4 * changes >= run.len()
}

/// Whether short groups of hex digits together may be a key.
fn is_hex_in_groups(run: &str) -> bool {
    let run = run.trim_matches(is_separator);
    let digits = run.bytes().filter(u8::is_ascii_hexdigit).count();
    // English words have letters only.
    digits >= HEX_GROUPS && run.contains(is_separator) && run.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a word of letters and digits may be a secret key, whole or in part, with or without a wrong character.
fn is_hex_word(word: &str, longest_integer: usize) -> bool {
    let count = |is: fn(&u8) -> bool| word.bytes().filter(is).count();
    let (digits, hex_digits) = (count(u8::is_ascii_digit), count(u8::is_ascii_hexdigit));
    if digits == word.len() {
        return digits > longest_integer;
    }
    // English words have letters only.
    word.len() >= HEX_WORD && 4 * hex_digits >= 3 * word.len() && (digits > 0 || word.len() >= 4 * HEX_WORD)
}

#[cfg(test)]
mod tests {
    use super::hidden;

    const KEY: &str = "00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef";
    /// 32 random bytes.
    const BASE64: &str = "SxVeL4qcfzDT9OWml4iVQDEsGwqfjn1sW0o5KBcG9eQ=";

    fn assert_hidden(secret: &str) {
        for text in [
            secret.to_owned(),
            format!("/tmp/{secret}.json"),
            format!("{secret}:0.4"),
            format!("--{secret}"),
            format!("the value '{secret}' is wrong"),
        ] {
            let shown = hidden(&text);
            assert!(shown.contains("digits not shown]"), "{shown}");
            let leaks = |start: usize| secret.get(start..start + 8).is_some_and(|part| shown.contains(part));
            assert!(!(0..secret.len() - 7).any(leaks), "{secret}: {shown}");
        }
    }

    /// The digits in groups of a length.
    fn grouped(digits: &str, length: usize, separator: &str) -> String {
        let bytes: Vec<char> = digits.chars().collect();
        bytes.chunks(length).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(separator)
    }

    #[test]
    fn keys_in_hex_are_hidden() {
        let with_prefix = format!("0x{KEY}");
        for secret in [KEY, &KEY.to_uppercase(), &format!("{KEY}0"), &with_prefix, &KEY.replace('7', "o")] {
            assert_hidden(secret);
        }
        assert_eq!(hidden(&"7".repeat(64)), "[64 digits not shown]");
    }

    #[test]
    fn keys_in_groups_are_hidden() {
        for separator in [":", " ", "-", "_", ".", ", "] {
            for length in [2, 4, 8, 16] {
                assert_hidden(&grouped(KEY, length, separator));
                assert_hidden(&grouped(&"7".repeat(64), length, separator));
            }
        }
    }

    #[test]
    fn keys_in_base64_are_hidden() {
        let in_urls = BASE64.replace('+', "-").replace('/', "_");
        for secret in [BASE64, BASE64.trim_end_matches('='), &in_urls, &BASE64[..40], &format!("{BASE64}gwei")] {
            assert_hidden(secret);
        }
        assert_hidden("q83vEjRWeJCrze8/NFZ4kKvN7/EjRWeJCr+N7xI0Vng=");
    }

    #[test]
    fn other_text_is_shown() {
        for harmless in [
            "entry_l1_block",
            "feedback/accessed",
            "block-20261126.json",
            "18446744073709551616",
            "-5 and 1.5eth",
            "/home/User1/Projects/Fernet/vectors/block/per-block.json",
            "VerifyError::Invalid",
            "a bad face fed a dead bee",
            "0.8, 80% or 800000ppm",
            "1 2 3 4 5",
        ] {
            assert_eq!(hidden(harmless), harmless);
        }
    }
}
