//! Mutants of a Solidity file: one small change each, in the body of a function or in the value of a constant.

use std::collections::BTreeSet;

use crate::text::{Token, at_level, matching, tokens};

/// A changed file.
pub(crate) struct Mutant {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) old: String,
    pub(crate) new: String,
    /// The whole file with the change.
    pub(crate) text: String,
    /// The function or the constant that is changed.
    pub(crate) name: String,
}

const OPERATORS: [(&str, &[&str]); 24] = [
    ("==", &["!="]),
    ("!=", &["=="]),
    ("<", &["<=", ">="]),
    (">", &[">=", "<="]),
    ("<=", &["<", ">"]),
    (">=", &[">", "<"]),
    ("&&", &["||"]),
    ("||", &["&&"]),
    ("+", &["-"]),
    ("-", &["+"]),
    ("*", &["/"]),
    ("/", &["*"]),
    ("%", &["/"]),
    ("<<", &[">>"]),
    (">>", &["<<"]),
    ("|", &["&"]),
    ("&", &["|"]),
    ("^", &["&"]),
    ("+=", &["-="]),
    ("-=", &["+="]),
    ("|=", &["&="]),
    ("++", &["--"]),
    ("!", &[""]),
    ("?", &["&& false ?", "|| true ?"]),
];

/// Operators in assembly, which are functions there.
const ASSEMBLY: [(&str, &str); 10] = [
    ("add", "sub"),
    ("sub", "add"),
    ("and", "or"),
    ("or", "and"),
    ("shl", "shr"),
    ("shr", "shl"),
    ("gt", "lt"),
    ("lt", "gt"),
    ("iszero", "not"),
    ("mstore8", "mstore"),
];

/// Functions of assembly whose arguments may be exchanged.
const COMMUTATIVE: [&str; 5] = ["add", "and", "or", "eq", "mul"];

/// All mutants of a file.
pub(crate) fn mutants(file: &str, text: &str) -> Vec<Mutant> {
    let tokens = tokens(text);
    let mut changes = Changes { file, text, seen: BTreeSet::new(), found: Vec::new() };
    let mut place = 0;
    while let Some(token) = tokens.get(place) {
        match token.text {
            "function" => {
                let name = tokens[place + 1].text;
                let Some(open) = (place..tokens.len()).find(|at| ["{", ";"].contains(&tokens[*at].text)) else { break };
                if tokens[open].text == "{" {
                    let close = matching(&tokens, open);
                    changes.body(name, &tokens[open..=close]);
                    place = close;
                }
            }
            "constant" => {
                let end = (place..tokens.len()).find(|at| tokens[*at].text == ";").unwrap_or(tokens.len());
                // type, visibility, `constant`, name, `=`, value
                if let Some(equals) = (place..end).find(|at| tokens[*at].text == "=") {
                    let name = tokens[equals - 1].text;
                    tokens[equals + 1..end].iter().for_each(|token| changes.literal(name, token));
                }
                place = end;
            }
            _ => {}
        }
        place += 1;
    }
    changes.found
}

struct Changes<'a> {
    file: &'a str,
    text: &'a str,
    seen: BTreeSet<(usize, usize, String)>,
    found: Vec<Mutant>,
}

impl Changes<'_> {
    fn replace(&mut self, name: &str, start: usize, end: usize, new: &str) {
        if !self.seen.insert((start, end, new.to_owned())) {
            return;
        }
        let (before, after) = (&self.text[..start], &self.text[end..]);
        self.found.push(Mutant {
            file: self.file.to_owned(),
            line: before.lines().count().max(1),
            old: self.text[start..end].to_owned(),
            new: new.to_owned(),
            text: format!("{before}{new}{after}"),
            name: name.to_owned(),
        });
    }

    /// Other numbers and other texts.
    fn literal(&mut self, name: &str, token: &Token<'_>) {
        let digits = token.text.replace('_', "");
        let number = match digits.strip_prefix("0x") {
            Some(hex) => u128::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        };
        if let Some(number) = number {
            self.replace(name, token.start, token.end(), &(number + 1).to_string());
        } else if token.text.starts_with('"') {
            let last = token.end() - 2;
            let other = if self.text[last..].starts_with('x') { "y" } else { "x" };
            self.replace(name, last, last + 1, other);
        } else if token.text.starts_with(|first: char| first.is_ascii_digit()) {
            self.replace(name, token.start, token.end(), &format!("({} + 1)", token.text));
        }
    }

    fn body(&mut self, name: &str, body: &[Token<'_>]) {
        let mut assembly_until = 0;
        for (at, token) in body.iter().enumerate() {
            if token.text == "assembly" {
                let open = (at..body.len()).find(|at| body[*at].text == "{").expect("a block");
                assembly_until = matching(body, open);
                self.assembly_statements(name, &body[open..=assembly_until]);
            }
            let in_assembly = at < assembly_until;
            // The flag of an assembly block changes no code; the free memory pointer only says where there is room.
            let before = |back: usize| at.checked_sub(back).map(|at| body[at].text);
            let names_memory = before(1) == Some("(") && [Some("assembly"), Some("mload")].contains(&before(2));
            if !(names_memory && ["\"memory-safe\"", "0x40"].contains(&token.text)) {
                self.literal(name, token);
            }
            if in_assembly {
                for (_, new) in ASSEMBLY.iter().filter(|(old, _)| *old == token.text) {
                    self.replace(name, token.start, token.end(), new);
                }
            } else {
                for new in OPERATORS.iter().filter(|(old, _)| *old == token.text).flat_map(|(_, new)| *new) {
                    self.replace(name, token.start, token.end(), new);
                }
            }
            let called = body.get(at + 1).is_some_and(|next| next.text == "(");
            if called && token.is_word() && !(in_assembly && COMMUTATIVE.contains(&token.text)) {
                self.exchange_arguments(name, body, at + 1);
            }
            if called && token.text == "if" {
                let condition = &body[at + 2..matching(body, at + 1)];
                let (first, last) = (condition[0], condition[condition.len() - 1]);
                self.replace(name, first.start, last.end(), "true");
                self.replace(name, first.start, last.end(), "false");
            }
            if token.text == "revert" && !called {
                let open = (at..body.len()).find(|at| body[*at].text == "(").expect("arguments");
                self.replace(name, token.start, body[matching(body, open)].end(), "revert()");
            }
        }
        self.statements(name, body);
    }

    fn exchange_arguments(&mut self, name: &str, body: &[Token<'_>], open: usize) {
        let close = matching(body, open);
        let commas = at_level(body, open, close, ",");
        let bounds: Vec<usize> = [open].into_iter().chain(commas).chain([close]).collect();
        let span = |bounds: &[usize]| (body[bounds[0] + 1].start, body[bounds[1] - 1].end());
        for three in bounds.windows(3).filter(|three| three[0] + 1 < three[1] && three[1] + 1 < three[2]) {
            let ((a, b), (c, d)) = (span(&three[..2]), span(&three[1..]));
            let (first, between, second) = (&self.text[a..b], &self.text[b..c], &self.text[c..d]);
            if first != second {
                let new = format!("{second}{between}{first}");
                self.replace(name, a, d, &new);
            }
        }
    }

    /// Deletes each statement that ends with a semicolon.
    fn statements(&mut self, name: &str, body: &[Token<'_>]) {
        let (mut start, mut parentheses) = (1, 0_i32);
        for (at, token) in body.iter().enumerate().skip(1) {
            match token.text {
                "(" | "[" => parentheses += 1,
                ")" | "]" => parentheses -= 1,
                "{" | "}" if parentheses == 0 => start = at + 1,
                ";" if parentheses == 0 => {
                    if !["else", "while"].contains(&body[start].text) {
                        self.replace(name, body[start].start, token.end(), "");
                    }
                    start = at + 1;
                }
                _ => {}
            }
        }
    }

    /// Deletes each line of assembly that is a statement, and makes conditions constant.
    fn assembly_statements(&mut self, name: &str, block: &[Token<'_>]) {
        let (start, end) = (block[0].end(), block[block.len() - 1].start);
        let mut offset = start;
        for line in self.text[start..end].split_inclusive('\n') {
            let statement = line.trim();
            let at = offset + line.len() - line.trim_start().len();
            offset += line.len();
            if let Some(condition) = statement.strip_prefix("if ").and_then(|rest| rest.strip_suffix(" {")) {
                ["0", "1"].iter().for_each(|new| self.replace(name, at + 3, at + 3 + condition.len(), new));
            } else if statement.ends_with(')') && !["let", "//"].iter().any(|other| statement.starts_with(other)) {
                self.replace(name, at, at + statement.len(), "");
            }
        }
    }
}
