//! The text of a Solidity file as tokens.

/// A word, number, string or operator, with its place in the text.
#[derive(Clone, Copy)]
pub(crate) struct Token<'a> {
    pub(crate) text: &'a str,
    pub(crate) start: usize,
}

impl Token<'_> {
    pub(crate) const fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(crate) fn is_word(&self) -> bool {
        self.text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
    }
}

const LONG: [&str; 19] = [
    ">>=", "<<=", "==", "!=", "<=", ">=", "&&", "||", "<<", ">>", "+=", "-=", "*=", "/=", "|=", "++", "--", "=>", ":=",
];

/// The tokens without comments.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let first = rest.chars().next().expect("a character");
        let word = |kept: char| kept.is_ascii_alphanumeric() || kept == '_';
        let length = if first.is_whitespace() {
            start += first.len_utf8();
            continue;
        } else if rest.starts_with("//") {
            start += rest.find('\n').unwrap_or(rest.len());
            continue;
        } else if rest.starts_with("/*") {
            start += rest.find("*/").map_or(rest.len(), |end| end + 2);
            continue;
        } else if first == '"' {
            rest[1..].find('"').map_or(rest.len(), |end| end + 2)
        } else if word(first) {
            rest.find(|other| !word(other)).unwrap_or(rest.len())
        } else {
            let long = LONG.iter().find(|operator| rest.starts_with(**operator));
            long.map_or(first.len_utf8(), |operator| operator.len())
        };
        found.push(Token { text: &rest[..length], start });
        start += length;
    }
    found
}

/// The place of the bracket that closes the one at `open`.
pub(crate) fn matching(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_i32;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    panic!("a bracket that is not closed");
}

/// The places of a token between two brackets, outside of inner brackets.
pub(crate) fn at_level(tokens: &[Token<'_>], open: usize, close: usize, wanted: &str) -> Vec<usize> {
    let (mut at, mut found) = (open + 1, Vec::new());
    while at < close {
        match tokens[at].text {
            "(" | "[" | "{" => at = matching(tokens, at),
            text if text == wanted => found.push(at),
            _ => {}
        }
        at += 1;
    }
    found
}

/// The names of functions with the texts of their heads and bodies.
pub(crate) fn functions(text: &str) -> Vec<(&str, &str)> {
    let tokens = tokens(text);
    let starts = (0..tokens.len()).filter(|at| tokens[*at].text == "function");
    let function = |at: usize| {
        let open = (at..tokens.len()).find(|at| tokens[*at].text == "{")?;
        Some((tokens[at + 1].text, &text[tokens[at].start..tokens[matching(&tokens, open)].end()]))
    };
    starts.filter_map(function).collect()
}
