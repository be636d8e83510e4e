//! How things look: 100 columns, colours that the terminal may take away, keys cut short.

use std::fmt::{self, Display};

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

/// Columns that output fits in.
pub(crate) const WIDTH: u16 = 100;

pub(crate) const HEADING: Style = Style::new().bold();
pub(crate) const LEAD: Style = Style::new().bold();
pub(crate) const FAINT: Style = Style::new().dimmed();
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(crate) const NOTE: Style = AnsiColor::Yellow.on_default();

/// Something in a style.
pub(crate) struct Styled<T>(pub(crate) Style, pub(crate) T);

impl<T: Display> Display for Styled<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.0.render(), self.1, self.0.render_reset())
    }
}

/// A heading over a section.
pub(crate) fn heading(text: &str) -> String {
    format!("\n{}\n", Styled(HEADING, text))
}

/// The first eight digits of a byte string: enough to tell keys of one block apart.
pub(crate) fn short(bytes: impl Display) -> String {
    bytes.to_string().chars().take(8).collect()
}

/// Both ends of a byte string.
pub(crate) fn ends(bytes: impl Display) -> String {
    let digits = bytes.to_string();
    match (digits.get(..8), digits.get(digits.len().saturating_sub(8)..)) {
        (Some(first), Some(last)) if digits.len() > 20 => format!("{first}…{last}"),
        _ => digits,
    }
}

/// One line under the header.
const RULED: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// A table whose columns named in `numbers` are aligned to the right.
pub(crate) fn table(header: &[&str], numbers: &[usize]) -> Table {
    let mut table = Table::new();
    table.load_style(RULED).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(WIDTH).set_header(header);
    for column in numbers {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// A table as lines without blanks at their ends.
pub(crate) fn lines(table: &Table) -> String {
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// One thing or several.
pub(crate) fn count(number: usize, thing: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{ending}")
}
