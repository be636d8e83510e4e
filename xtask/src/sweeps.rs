//! The example of sweeps on Ray and Dask, installed as a user does.

use anyhow::Result;

use crate::command::{root, succeed};
use crate::python::Venv;

/// Runs it.
pub(crate) fn run() -> Result<()> {
    let root = root()?;
    let (example, folder) = (root.join("examples/sweeps"), root.join("target/sweeps"));
    let venv = Venv::new(&folder.join("venv"), "python3")?;
    let mut install = venv.program("pip");
    install.args(["install", "--quiet"]).arg(root.join("packages/python"));
    install.arg("--requirement").arg(example.join("requirements.txt"));
    // What `cargo xtask python` has built is used again.
    succeed(install.env("CARGO_TARGET_DIR", root.join("target/python/cargo")))?;
    succeed(venv.program("python").arg(example.join("check.py")))
}
