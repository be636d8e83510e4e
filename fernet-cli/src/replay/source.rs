//! Where `fernet replay` reads blocks from.

use std::fs;
use std::path::{Path, PathBuf};

use crate::archive::START;
use crate::failure::Failure;
use crate::file::BlockFile;
use crate::output::file_name;
use crate::read::{self, Document};

/// Recorded blocks in their order.
pub(super) enum Source {
    /// One block a line.
    Lines(Document),
    /// A single block, on any number of lines.
    Block(Document),
    /// The messages of one rollup.
    Archive(Document),
    /// The block files of a directory, by name.
    Directory(Vec<PathBuf>),
}

/// Where one block is.
pub(super) enum Record<'s> {
    /// The number of the line, from 1, and its bytes.
    Line(usize, &'s [u8]),
    /// All of the document.
    Whole,
    /// A file of its own.
    File(&'s Path),
}

impl Source {
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        if path != Path::new("-") && path.is_dir() {
            return directory(path);
        }
        let document = Document::read_bytes(path)?;
        if document.bytes().starts_with(&START) {
            return Ok(Self::Archive(document));
        }
        // The first line of a block on several lines is no JSON value.
        let first = document.lines().next();
        match first {
            None => Err(Failure::field(document.name, "empty; expected block files, one a line")),
            Some((_, line)) if serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok() => {
                Ok(Self::Lines(document))
            }
            Some(_) => Ok(Self::Block(document)),
        }
    }

    pub(super) fn records(&self) -> Vec<Record<'_>> {
        match self {
            Self::Lines(document) => document.lines().map(|(number, line)| Record::Line(number, line)).collect(),
            Self::Block(_) => vec![Record::Whole],
            Self::Archive(_) => Vec::new(),
            Self::Directory(files) => files.iter().map(|file| Record::File(file)).collect(),
        }
    }

    /// Parses a block.
    pub(super) fn block(&self, record: &Record<'_>) -> Result<BlockFile, Failure> {
        match (self, record) {
            (_, Record::Line(_, line)) => read::json(line),
            (_, Record::File(path)) => Document::read(path).and_then(|document| document.parse()),
            (Self::Lines(document) | Self::Block(document), Record::Whole) => document.parse(),
            (Self::Directory(_) | Self::Archive(_), Record::Whole) => Err(Failure::Input("expected a file".to_owned())),
        }
    }

    /// The name of a block in messages.
    pub(super) fn name_of(&self, record: &Record<'_>) -> String {
        match (self, record) {
            (Self::Lines(document), Record::Line(number, _)) => format!("{}: line {number}", document.name),
            (Self::Lines(document) | Self::Block(document) | Self::Archive(document), _) => document.name.clone(),
            (Self::Directory(_), Record::File(path)) => file_name(path),
            (Self::Directory(_), _) => String::new(),
        }
    }
}

/// The files of a directory whose names end in `.json`, by name.
fn directory(path: &Path) -> Result<Source, Failure> {
    let unreadable = |error| Failure::field(file_name(path), error);
    let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(unreadable)?;
    let mut files: Vec<_> = entries.iter().map(fs::DirEntry::path).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    if files.is_empty() {
        return Err(Failure::field(file_name(path), "expected block files, whose names end in .json"));
    }
    Ok(Source::Directory(files))
}
