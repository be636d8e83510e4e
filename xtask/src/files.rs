//! The files below a folder of the repository.

use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Result, ensure};

/// The licences of the repository. npm leaves symbolic links out of a package, so its packages have copies.
pub(crate) const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// Checks that a package has the licences of the repository.
pub(crate) fn check_licences(package: &Path, root: &Path) -> Result<()> {
    for name in LICENCES {
        let copy = package.join(name);
        ensure!(fs::read(&copy)? == fs::read(root.join(name))?, "{} differs from the one at the root", copy.display());
    }
    Ok(())
}

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
