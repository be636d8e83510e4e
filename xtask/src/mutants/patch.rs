//! Text patches: one mutant in a file, or all of its mutants behind a switch that is read at run time.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Range, RangeInclusive};

use anyhow::{Context, Result};
use regex::Regex;
use serde_json::Value;

/// Appended to `lib.rs`: which mutant this process runs. 0 is the original; the control panics wherever a mutant could be.
pub(super) const SWITCH: &str = "
#[doc(hidden)]
mod mutant_switch {
    extern crate std;
    pub(crate) use std::boxed::Box;

    pub(crate) fn chosen() -> u32 {
        static CHOSEN: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
        let read = || std::env::var(\"FERNET_MUTANT\").ok().and_then(|number| number.parse().ok()).unwrap_or(0);
        let chosen = *CHOSEN.get_or_init(read);
        assert!(chosen != u32::MAX, \"the control\");
        chosen
    }
}
";

/// The number that makes every switch panic.
pub(super) const CONTROL: u32 = u32::MAX;

/// Line and column in characters, both from 1.
pub(super) type Position = (usize, usize);

/// A function with mutants in it.
#[derive(Clone, Debug)]
pub(super) struct Function {
    /// `Type::name` or `name`, without generics.
    pub(super) name: String,
    /// What stands behind the arrow.
    pub(super) returns: String,
    pub(super) span: Range<Position>,
}

/// One entry of the list of cargo-mutants.
#[derive(Clone, Debug)]
pub(super) struct Mutant {
    /// From 1, unique in its crate.
    pub(super) number: u32,
    pub(super) package: String,
    /// Path in the repository.
    pub(super) file: String,
    /// As cargo-mutants prints it, with file, line and column.
    pub(super) name: String,
    /// `None` in constants and types.
    pub(super) function: Option<Function>,
    span: Range<Position>,
    replacement: String,
}

impl Mutant {
    /// Reads an entry of `cargo mutants --list --json`.
    pub(super) fn read(value: &Value, number: u32) -> Result<Self> {
        let text = |key: &str| value[key].as_str().map(str::to_owned).with_context(|| format!("no {key} in {value}"));
        let span = |value: &Value| {
            let number = |value: &Value| Some(usize::try_from(value.as_u64()?).unwrap_or(usize::MAX));
            let position = |end: &Value| Some((number(&end["line"])?, number(&end["column"])?));
            position(&value["start"]).zip(position(&value["end"])).map(|(start, end)| start..end).context("no span")
        };
        let function = match &value["function"] {
            Value::Null => None,
            function => Some(Function {
                name: without_generics(function["function_name"].as_str().unwrap_or_default()),
                returns: function["return_type"].as_str().unwrap_or_default().trim_start_matches("-> ").to_owned(),
                span: span(&function["span"])?,
            }),
        };
        Ok(Self {
            number,
            package: text("package")?,
            file: text("file")?,
            name: text("name")?,
            function,
            span: span(&value["span"])?,
            replacement: text("replacement")?,
        })
    }

    /// The text with this mutant alone.
    pub(super) fn apply(&self, text: &str) -> String {
        let Range { start, end } = range(text, &self.span);
        [&text[..start], &self.replacement, &text[end..]].concat()
    }
}

/// `Type::name` of a function's path.
pub(super) fn without_generics(path: &str) -> String {
    let mut depth = 0;
    let bare: String = path
        .chars()
        .filter(|letter| {
            depth += i32::from(*letter == '<');
            let kept = depth == 0;
            depth -= i32::from(*letter == '>');
            kept
        })
        .collect();
    let mut parts: Vec<&str> = bare.split("::").filter(|part| !part.is_empty()).collect();
    parts.drain(..parts.len().saturating_sub(2));
    parts.join("::")
}

/// The function that the compiler names, as `without_generics` names it in its own file: a free function without its module.
pub(super) fn named_by_compiler(path: &str) -> String {
    let name = without_generics(path);
    match name.split_once("::") {
        Some((module, function)) if module.starts_with(char::is_lowercase) => function.to_owned(),
        _ => name,
    }
}

/// The bytes between two positions.
fn range(text: &str, span: &Range<Position>) -> Range<usize> {
    let offset = |(line, column): Position| {
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        start + text[start..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
    };
    offset(span.start)..offset(span.end)
}

/// Where the block begins that ends at the end of `function`: braces are paired, those in comments and literals left out.
fn body(function: &str) -> Option<usize> {
    let token = Regex::new(r#"//[^\n]*|(?s:/\*.*?\*/)|b?"(?:[^"\\]|\\(?s:.))*"|b?'(?:[^'\\\n]|\\[^']+)'|[{}]"#).ok()?;
    let mut open = Vec::new();
    let mut last = None;
    for found in token.find_iter(function) {
        match found.as_str() {
            "{" => open.push(found.start()),
            "}" => last = open.pop(),
            _ => {}
        }
    }
    last.filter(|_| open.is_empty())
}

/// A text with its mutants behind the switch.
#[derive(Debug)]
pub(super) struct Switched {
    pub(super) text: String,
    /// The lines that each mutant has for itself.
    pub(super) arms: Vec<(RangeInclusive<usize>, u32)>,
}

/// Puts the mutants of one file behind the switch. Each function with mutants becomes a `match` over as many bodies.
pub(super) fn switched(text: &str, mutants: &[&Mutant]) -> Result<Switched> {
    let mut groups: BTreeMap<(usize, usize), (&Function, Vec<&Mutant>)> = BTreeMap::new();
    let functions = mutants.iter().filter_map(|mutant| Some((mutant.function.as_ref()?, *mutant)));
    for (function, mutant) in functions {
        let Range { start, end } = range(text, &function.span);
        groups.entry((start, end)).or_insert_with(|| (function, Vec::new())).1.push(mutant);
    }
    let spans: Vec<(usize, usize)> = groups.keys().copied().collect();
    for inner in spans {
        // A function inside another one is part of its body.
        let outer = groups.keys().find(|outer| **outer != inner && outer.0 <= inner.0 && inner.1 <= outer.1).copied();
        if let Some(outer) = outer
            && let Some((_, moved)) = groups.remove(&inner)
            && let Some((_, of_outer)) = groups.get_mut(&outer)
        {
            of_outer.extend(moved);
        }
    }

    let mut out = Switched { text: String::with_capacity(2 * text.len()), arms: Vec::new() };
    let mut done = 0;
    for ((start, end), (function, mutants)) in groups {
        let open = start + body(&text[start..end]).with_context(|| format!("{}: no body", function.name))?;
        // Bodies of different types that implement one trait.
        let (before, after) = match function.returns.strip_prefix("impl ") {
            Some(bounds) => (
                "crate::mutant_switch::Box::new(".to_owned(),
                format!(") as crate::mutant_switch::Box<dyn {bounds} + '_>"),
            ),
            None => Default::default(),
        };
        out.text += &text[done..open];
        out.text += "{ match crate::mutant_switch::chosen() {\n";
        for mutant in mutants {
            let Range { start: from, end: to } = range(text, &mutant.span);
            let first = 1 + out.text.matches('\n').count();
            out.text += &format!(
                "{} => {before}{}{}{}{after},\n",
                mutant.number,
                &text[open..from],
                mutant.replacement,
                &text[to..end]
            );
            out.arms.push((first..=out.text.matches('\n').count(), mutant.number));
        }
        out.text += &format!("_ => {before}{}{after},\n}} }}", &text[open..end]);
        done = end;
    }
    out.text += &text[done..];
    Ok(out)
}

/// Takes `const` from every function but those in `kept` (`Type::name`) and those of macros: a constant function cannot read the
/// switch, nor call one that does.
pub(super) fn without_const(text: &str, kept: &BTreeSet<String>) -> Result<String> {
    let head = Regex::new(r"^ *impl(?:<.*?>)? (?:.* for )?(?:\w+::)*([\w$]+)")?;
    let constant = Regex::new(r#"^( *(?:pub(?:\([a-z]+\))? )?)const ((?:unsafe )?(?:extern "C" )?fn (\w+).*)$"#)?;
    let mut owner = String::new();
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        if let Some(found) = head.captures(bare) {
            owner = found[1].to_owned();
        } else if bare == "}" {
            owner.clear();
        }
        match constant.captures(bare) {
            Some(found)
                if !owner.starts_with('$') && !kept.contains(&without_generics(&format!("{owner}::{}", &found[3]))) =>
            {
                out += &found[1];
                out += &found[2];
                out += &line[bare.len()..];
            }
            _ => out += line,
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "const LIMIT: u32 = 1 + 2;

impl Sum {
    /// A brace } in a comment, and one in a literal.
    pub(crate) const fn plus<const N: usize>(self, other: [u32; { N }]) -> u32 {
        if self.text == \"{\\\"\" || self.mark == '{' { 0 } else { self.0 + other[0] }
    }

    fn each(&self) -> impl Iterator<Item = &u32> {
        self.0.iter()
    }
}

macro_rules! number {
    ($name:ident) => {
        impl $name {
            pub const fn get(self) -> u32 {
                self.0
            }
        }
    };
}
";

    /// The mutant that replaces the first `what` after `after`, in the function that has these lines.
    fn mutant(
        number: u32,
        after: &str,
        what: &str,
        replacement: &str,
        function: Option<(&str, &str, Range<Position>)>,
    ) -> Mutant {
        let offset = TEXT.find(after).and_then(|at| Some(at + TEXT[at..].find(what)?)).unwrap();
        let position = |offset: usize| {
            let before = &TEXT[..offset];
            (1 + before.matches('\n').count(), 1 + before.len() - before.rfind('\n').map_or(0, |line| line + 1))
        };
        let function =
            function.map(|(name, returns, span)| Function { name: name.into(), returns: returns.into(), span });
        Mutant {
            number,
            package: "sum".into(),
            file: "sum/src/lib.rs".into(),
            name: String::new(),
            function,
            span: position(offset)..position(offset + what.len()),
            replacement: replacement.into(),
        }
    }

    fn plus() -> Option<(&'static str, &'static str, Range<Position>)> {
        Some(("Sum::plus", "u32", (5, 5)..(7, 6)))
    }

    #[test]
    fn one_alone() {
        let text = mutant(1, "LIMIT", "+", "*", None).apply(TEXT);
        assert_eq!(text, TEXT.replacen("1 + 2", "1 * 2", 1));
    }

    #[test]
    fn all_behind_the_switch() {
        let sum = mutant(7, "self.0 +", "+", "-", plus());
        let whole = mutant(
            8,
            "fn plus",
            "if self.text == \"{\\\"\" || self.mark == '{' { 0 } else { self.0 + other[0] }",
            "1",
            plus(),
        );
        let each = mutant(
            9,
            "fn each",
            "self.0.iter()",
            "empty()",
            Some(("Sum::each", "impl Iterator<Item = &u32>", (9, 5)..(11, 6))),
        );
        let switched = switched(TEXT, &[&each, &sum, &whole]).unwrap();
        let lines: Vec<&str> = switched.text.lines().collect();
        assert_eq!(
            lines[4..15],
            [
                "    pub(crate) const fn plus<const N: usize>(self, other: [u32; { N }]) -> u32 { match crate::mutant_switch::chosen() {",
                "7 => {",
                "        if self.text == \"{\\\"\" || self.mark == '{' { 0 } else { self.0 - other[0] }",
                "    },",
                "8 => {",
                "        1",
                "    },",
                "_ => {",
                "        if self.text == \"{\\\"\" || self.mark == '{' { 0 } else { self.0 + other[0] }",
                "    },",
                "} }",
            ]
        );
        assert_eq!(switched.arms, [(6..=8, 7), (9..=11, 8), (18..=20, 9)]);
        assert_eq!(
            lines[17..20].concat(),
            "9 => crate::mutant_switch::Box::new({        empty()    }) as crate::mutant_switch::Box<dyn Iterator<Item = &u32> + '_>,"
        );
        assert!(switched.text.ends_with(&TEXT[TEXT.find("macro_rules").unwrap()..]));
    }

    #[test]
    fn functions_in_functions_belong_to_the_outer_one() {
        let text = "fn outer() -> u32 {\n    fn inner() -> u32 { 1 }\n    inner() + 1\n}\n";
        let value = |name: &str, start: Position, end: Position, at: Position| {
            let end_of = |(line, column): Position| serde_json::json!({"line": line, "column": column});
            let span = |start, end| serde_json::json!({"start": end_of(start), "end": end_of(end)});
            serde_json::json!({
                "package": "p", "file": "f", "name": name, "replacement": "0", "span": span(at, (at.0, at.1 + 1)),
                "function": {"function_name": name, "return_type": "-> u32", "span": span(start, end)},
            })
        };
        let inner = Mutant::read(&value("inner", (2, 5), (2, 28), (2, 25)), 1).unwrap();
        let outer = Mutant::read(&value("outer", (1, 1), (4, 2), (3, 15)), 2).unwrap();
        let switched = switched(text, &[&inner, &outer]).unwrap();
        assert_eq!(switched.text.matches("match").count(), 1);
        assert!(switched.text.contains("fn inner() -> u32 { 0 }\n    inner() + 1"));
        assert!(switched.text.contains("fn inner() -> u32 { 1 }\n    inner() + 0"));
    }

    #[test]
    fn constant_functions() {
        let all = without_const(TEXT, &BTreeSet::new()).unwrap();
        assert_eq!(all, TEXT.replace("pub(crate) const fn", "pub(crate) fn"), "those of macros stay");
        assert_eq!(without_const(TEXT, &BTreeSet::from(["Sum::plus".to_owned()])).unwrap(), TEXT);
    }

    #[test]
    fn names() {
        assert_eq!(without_generics("Election<K>::check"), "Election::check");
        assert_eq!(without_generics("fernet_core::ranking::Ranking::<T, { K + 1 }>::new"), "Ranking::new");
        assert_eq!(
            without_generics("deserialize::<impl Visitor<'de> for Bytes<LEN, HEX>>::visit_str"),
            "deserialize::visit_str"
        );
        assert_eq!(without_generics("slot"), "slot");
        assert_eq!(named_by_compiler("fixed::len"), "len");
        assert_eq!(named_by_compiler("fernet_core::ranking::Ranking::<T, { K + 1 }>::new"), "Ranking::new");
        assert_eq!(named_by_compiler("slot"), "slot");
    }
}
