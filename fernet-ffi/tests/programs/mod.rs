//! The C programs of `tests/c`: which sources they have, how they and the library are built, and how they are run.
#![allow(dead_code, reason = "each test uses its part")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// `fernet-ffi`.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Warnings of every C source.
pub(crate) const WARNINGS: &[&str] = &[
    "-Wall",
    "-Wextra",
    "-Wpedantic",
    "-Werror",
    "-Wconversion",
    "-Wshadow",
    "-Wstrict-prototypes",
    "-Wmissing-prototypes",
];

/// A C program: its name, its own sources (the beginning of their names), what else it links.
#[derive(Clone, Copy)]
pub(crate) struct Program {
    /// Name of the executable.
    pub(crate) name: &'static str,
    sources: &'static [&'static str],
    libraries: &'static [&'static str],
}

/// Every file of test vectors.
pub(crate) const VECTORS: Program =
    Program { name: "vectors", sources: &["vectors_", "json.c", "check.c"], libraries: &["-lcjson"] };
/// Misuse of every function.
pub(crate) const MISUSE: Program = Program { name: "misuse", sources: &["misuse_", "check.c"], libraries: &[] };
/// One whole block through the driver, with restarts.
pub(crate) const BLOCK: Program = Program { name: "block", sources: &["block_", "check.c"], libraries: &[] };
/// Versions and the self-test.
pub(crate) const VERSION: Program = Program { name: "version", sources: &["version.c", "check.c"], libraries: &[] };

/// The version of the workspace, and its parts.
const VERSION_PARTS: [&str; 4] = [
    env!("CARGO_PKG_VERSION"),
    env!("CARGO_PKG_VERSION_MAJOR"),
    env!("CARGO_PKG_VERSION_MINOR"),
    env!("CARGO_PKG_VERSION_PATCH"),
];

/// Runs a command to its end; its standard output, or all that it said if it failed.
pub(crate) fn run(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        return Ok(text(&output.stdout));
    }
    Err(format!("{command:?}: {}\n{}{}", output.status, text(&output.stdout), text(&output.stderr)))
}

/// What the library is for.
#[derive(Clone, Copy, Default)]
pub(crate) enum Variant {
    /// An operating system.
    #[default]
    Hosted,
    /// None: a static library alone.
    Freestanding,
    /// An operating system, instrumented for this sanitizer, which takes an option of nightly compilers: a static library alone.
    Sanitized(&'static str),
}

/// A build of the C libraries.
#[derive(Clone, Copy, Default)]
pub(crate) struct Build<'a> {
    /// Where Cargo puts it.
    pub(crate) target_dir: &'a str,
    /// The dev profile, with debug assertions and overflow checks.
    pub(crate) dev: bool,
    /// What it is for.
    pub(crate) variant: Variant,
}

impl Build<'_> {
    /// Builds the static and, of a hosted library, the shared one, and returns the folder that has them.
    pub(crate) fn make(self, cargo: &str, target: &Path) -> Result<PathBuf, String> {
        let mut built = target.join(self.target_dir);
        let mut command = Command::new(cargo);
        command.args(["rustc", "--quiet", "-p", "fernet-ffi", "--lib", "--target-dir"]).arg(&built);
        command.current_dir(folder());
        if !self.dev {
            command.arg("--release");
        }
        match self.variant {
            Variant::Hosted => command.args(["--features", "capi", "--crate-type", "staticlib,cdylib"]),
            Variant::Freestanding => command.args(["--features", "freestanding", "--crate-type", "staticlib"]),
            Variant::Sanitized(sanitizer) => {
                // With a target, what runs while it is built is not instrumented.
                let triple = format!("{}-unknown-linux-gnu", env::consts::ARCH);
                built.push(&triple);
                command.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", format!("-Zsanitizer={sanitizer}"));
                command.args(["--features", "hosted", "--crate-type", "staticlib", "--target", &triple])
            }
        };
        run(&mut command)?;
        built.push(if self.dev { "debug" } else { "release" });
        Ok(built)
    }
}

/// Which library a program links.
#[derive(Clone, Copy)]
pub(crate) enum Library<'a> {
    /// `libfernet_ffi.a` in this folder.
    Static(&'a Path),
    /// `libfernet_ffi.so` in this folder, found there when the program runs.
    Shared(&'a Path),
}

impl Program {
    /// A program of one source that does something wrong on purpose.
    pub(crate) const fn control(name: &'static str, sources: &'static [&'static str]) -> Self {
        Self { name, sources, libraries: &[] }
    }

    /// Compiles the program as C99 with all warnings, and returns the executable.
    pub(crate) fn compile(
        self,
        compiler: &str,
        flags: &[&str],
        library: Library<'_>,
        out: &Path,
    ) -> Result<PathBuf, String> {
        let folder = folder().join("tests/c");
        let mut sources: Vec<PathBuf> = fs::read_dir(&folder)
            .map_err(|error| error.to_string())?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| {
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                name.ends_with(".c") && self.sources.iter().any(|start| name.starts_with(start))
            })
            .collect();
        sources.sort();
        fs::create_dir_all(out).map_err(|error| error.to_string())?;
        let executable = out.join(self.name);
        let mut command = Command::new(compiler);
        command.args(["-std=c99", "-O1", "-g"]).args(WARNINGS).args(flags);
        command.arg("-I").arg(self::folder().join("include")).args(sources).arg("-o").arg(&executable);
        match library {
            Library::Static(built) => command.arg(built.join("libfernet_ffi.a")),
            Library::Shared(built) => {
                command.arg(built.join("libfernet_ffi.so")).arg(format!("-Wl,-rpath,{}", built.display()))
            }
        };
        command.args(self.libraries).args(["-lpthread", "-ldl", "-lm"]);
        run(&mut command)?;
        Ok(executable)
    }

    /// What the program is told on the command line.
    pub(crate) fn arguments(self) -> Vec<PathBuf> {
        match self.name {
            "vectors" => vector_files(),
            "misuse" => vec![folder().join("symbols.txt")],
            "version" => VERSION_PARTS.map(PathBuf::from).to_vec(),
            _ => Vec::new(),
        }
    }
}

/// The functions that the header declares when it is compiled with these flags.
pub(crate) fn declared(flags: &[&str]) -> Result<BTreeSet<String>, String> {
    let mut command = Command::new("cc");
    command.args(["-E", "-P", "-std=c99", "-DFERNET_API="]).args(flags);
    let header = run(command.arg(folder().join("include/fernet.h")))?;
    let before_parentheses = header.split('(').map(str::trim_end);
    let words = before_parentheses.filter_map(|text| text.rsplit([' ', '*', '\n', ';', ',', '(', ')']).next());
    Ok(words.filter(|word| word.starts_with("fernet_")).map(str::to_owned).collect())
}

/// The symbols that `nm` lists.
pub(crate) fn symbols(arguments: &[&str], library: &Path) -> Result<BTreeSet<String>, String> {
    let listed = run(Command::new("nm").args(arguments).arg(library))?;
    Ok(listed.lines().filter_map(|line| line.rsplit_once(' ')).map(|(_, name)| name.to_owned()).collect())
}

/// The symbols of a static library that are C's: Rust's own are mangled or of its runtime.
pub(crate) fn static_symbols(library: &Path) -> Result<BTreeSet<String>, String> {
    let globals = symbols(&["-g", "--defined-only"], library)?;
    Ok(globals.into_iter().filter(|name| name.starts_with("fernet_")).collect())
}

/// Every file of vectors, those of blocks included.
fn vector_files() -> Vec<PathBuf> {
    let entries = |path: PathBuf| fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries(test_vectors::folder())
        .filter(|path| path.is_dir())
        .flat_map(entries)
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    files
}
