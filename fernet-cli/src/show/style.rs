//! The layout of text reports: width, colours, tables, and shortened keys and lists.

use std::fmt::{self, Display};
use std::io::{self, IsTerminal};
use std::sync::OnceLock;

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

/// Width of a report that is not written to a terminal.
const FILE_COLUMNS: u16 = 100;
/// Width of a terminal that does not report its own.
const TERMINAL_COLUMNS: u16 = 80;
/// Smallest width of a report.
const FEWEST_COLUMNS: u16 = 40;

pub(crate) const HEADING: Style = Style::new().bold();
pub(crate) const FIRST: Style = Style::new().bold();
pub(crate) const FAINT: Style = Style::new().dimmed();
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(crate) const NOTE: Style = AnsiColor::Yellow.on_default();

/// A value displayed in a style.
pub(crate) struct Styled<T>(pub(crate) Style, pub(crate) T);

impl<T: Display> Display for Styled<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.0.render(), self.1, self.0.render_reset())
    }
}

/// The heading of a section.
pub(crate) fn heading(text: &str) -> String {
    format!("\n{}\n", Styled(HEADING, text))
}

/// The first eight hex digits of a byte string, enough to distinguish the keys of a block.
pub(crate) fn short(bytes: impl Display) -> String {
    bytes.to_string().chars().take(8).collect()
}

/// The first and last eight hex digits of a byte string.
pub(crate) fn ends(bytes: impl Display) -> String {
    let digits = bytes.to_string();
    match (digits.get(..8), digits.get(digits.len().saturating_sub(8)..)) {
        (Some(first), Some(last)) if digits.len() > 20 => format!("{first}…{last}"),
        _ => digits,
    }
}

/// Width of reports: the environment variable `COLUMNS` if it is set, otherwise the width of the terminal.
fn columns() -> u16 {
    static COLUMNS: OnceLock<u16> = OnceLock::new();
    let of_terminal = || match terminal_size::terminal_size() {
        _ if !io::stdout().is_terminal() => FILE_COLUMNS,
        Some((terminal_size::Width(columns), _)) => columns,
        None => TERMINAL_COLUMNS,
    };
    let asked = || std::env::var("COLUMNS").ok()?.parse().ok().filter(|columns| *columns > 0);
    *COLUMNS.get_or_init(|| asked().unwrap_or_else(of_terminal).max(FEWEST_COLUMNS))
}

/// Breaks the lines of a report that are wider than [`columns`].
pub(crate) fn fit(report: &str) -> String {
    report.lines().map(|line| broken(line, columns().into()) + "\n").collect()
}

/// Breaks a line at blanks. Continuation lines are indented by two columns more.
fn broken(line: &str, columns: usize) -> String {
    if width(line) <= columns {
        return line.to_owned();
    }
    let indent = line.chars().take_while(|char| *char == ' ').count();
    let next = " ".repeat(indent + 2);
    let (mut done, mut current) = (String::new(), String::new());
    for word in line.split_inclusive(' ') {
        if width(&current) + width(word.trim_end()) > columns && !current.trim().is_empty() {
            done += current.trim_end();
            done.push('\n');
            current.clone_from(&next);
        }
        if !(word == " " && current == next) {
            current += word;
        }
    }
    done + current.trim_end()
}

/// Width of a text on a terminal. Escape sequences of colours have none.
fn width(text: &str) -> usize {
    let mut parts = text.split('\u{1b}');
    let plain = parts.next().map_or(0, |text| text.chars().count());
    plain + parts.map(|part| part.split_once('m').map_or(0, |(_, text)| text.chars().count())).sum::<usize>()
}

/// Tables with a line under the header.
const RULED: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// A table; the columns with the indices `numbers` are aligned to the right.
pub(crate) fn table(header: &[&str], numbers: &[usize]) -> Table {
    let mut table = Table::new();
    table.load_style(RULED).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(columns()).set_header(header);
    for column in numbers {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// The lines of a table without trailing blanks.
pub(crate) fn lines(table: &Table) -> String {
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// How many entries of a list a report shows.
pub(crate) struct Excerpt {
    /// Number of entries that are shown.
    pub(crate) shown: usize,
    left_out: usize,
}

impl Excerpt {
    /// The first `limit` of `length` entries, or all of them.
    pub(crate) fn new(length: usize, limit: usize, everything: bool) -> Self {
        let shown = if everything { length } else { length.min(limit) };
        Self { shown, left_out: length - shown }
    }

    /// The line about the entries that are left out, which `what` names; empty if there are none.
    pub(crate) fn rest(&self, what: &str) -> String {
        match self.left_out {
            0 => String::new(),
            left_out => format!("  and {} (--all lists them)\n", count(left_out, what)),
        }
    }
}

/// A number with its noun: `1 key`, `2 keys`.
pub(crate) fn count(number: usize, thing: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{ending}")
}

/// The nearest floating-point number of a big-endian integer, to display ratios.
pub(crate) fn approximate(bytes: &[u8]) -> f64 {
    bytes.iter().fold(0.0, |number, byte| number * 256.0 + f64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, approximate, broken, width};

    #[test]
    fn integers_are_approximated() {
        assert_eq!((approximate(&[]), approximate(&[0, 0, 1, 2])), (0.0, 258.0));
        let largest = approximate(&[0xff; 32]) / 2.0_f64.powi(256);
        assert!((largest - 1.0).abs() < 1e-12, "{largest}");
    }

    #[test]
    fn long_lines_break_at_blanks() {
        assert_eq!(broken("  one two three", 15), "  one two three");
        assert_eq!(broken("  one two three", 14), "  one two\n    three");
        assert_eq!(broken("  one    two", 8), "  one\n    two");
        assert_eq!(broken("unbreakable", 4), "unbreakable");
    }

    #[test]
    fn colours_take_no_columns() {
        assert_eq!(width("\u{1b}[1mbold\u{1b}[0m ├─"), 7);
    }

    #[test]
    fn what_is_left_out_is_counted() {
        assert_eq!(Excerpt::new(3, 2, false).rest("more key"), "  and 1 more key (--all lists them)\n");
        assert_eq!(Excerpt::new(3, 2, true).rest("more key"), "");
        assert_eq!((Excerpt::new(3, 2, false).shown, Excerpt::new(1, 2, false).shown), (2, 1));
    }
}
