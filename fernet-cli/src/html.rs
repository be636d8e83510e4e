//! `fernet block --html`: a page that contains a block and verifies it when it is opened.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::failure::Failure;
use crate::output::{self, file_name};
use crate::read::Document;

/// Name of the page, which `cargo xtask explorer` builds.
const PAGE: &str = "fernet-explorer.html";
/// Where the page takes a block from.
const PLACE: &str = r#"<script type="application/json" id="block"></script>"#;

/// Where a command writes a page.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct HtmlArgs {
    /// Write a page to FILE too, which contains the block and verifies it when a browser opens it
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// The page of `cargo xtask explorer` [default: fernet-explorer.html in the folder of this program]
    #[arg(long, value_name = "PAGE", requires = "html")]
    page: Option<PathBuf>,
}

/// A page without a block, and where it goes with one.
pub(crate) struct Page<'a> {
    text: String,
    target: &'a Path,
}

impl HtmlArgs {
    /// Reads the page; `None` if none was asked for.
    pub(crate) fn page(&self) -> Result<Option<Page<'_>>, Failure> {
        let Some(target) = &self.html else { return Ok(None) };
        let path = match &self.page {
            Some(page) => page.clone(),
            None => beside_program().ok_or_else(|| {
                let expected = format!("expected {PAGE} in the folder of this program, or --page");
                Failure::field("--html", format_args!("{expected}; `cargo xtask explorer` builds the page"))
            })?,
        };
        let document = Document::read(&path)?;
        let text = String::from_utf8(document.bytes().to_vec()).ok().filter(|text| text.matches(PLACE).count() == 1);
        let text = text.ok_or_else(|| {
            Failure::field(file_name(&path), "expected the page that `cargo xtask explorer` builds, without a block")
        })?;
        Ok(Some(Page { text, target }))
    }
}

impl Page<'_> {
    /// Writes the page with a block that was parsed.
    pub(crate) fn write(&self, block: &Document) -> Result<(), Failure> {
        let block = String::from_utf8_lossy(block.bytes());
        // In JSON a `<` is in a string, where it may be escaped; so nothing in the block ends the element.
        let filled = PLACE.replace("><", &format!(">{}<", block.trim().replace('<', "\\u003c")));
        let page = self.text.replacen(PLACE, &filled, 1);
        output::write(self.target, page.as_bytes())
    }
}

fn beside_program() -> Option<PathBuf> {
    Some(std::env::current_exe().ok()?.with_file_name(PAGE)).filter(|page| page.is_file())
}
