//! The files below a folder of the repository.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Every file below `folder`, except what was built or installed, and what git keeps.
pub(crate) fn below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_type()?.is_dir() {
            found.push(entry.path());
        } else if !["target", ".git", "node_modules"].iter().any(|left_out| entry.file_name() == *left_out) {
            found.extend(below(&entry.path())?);
        }
    }
    Ok(found)
}
