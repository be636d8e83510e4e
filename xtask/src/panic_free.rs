//! Whether a public function of the three crates can panic or allocate: builds the program in `panic-free/`, which links only
//! if none can, and looks at what is left where the optimizer cannot see that it is unreachable.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};
use regex::Regex;

use crate::files;

/// One way to compile the program.
struct Build {
    /// Of a limb of `curve25519-dalek`: 32 is what microcontrollers have.
    bits: u8,
    profile: &'static str,
    optimization: &'static str,
    /// Whether it links without the symbol that a reachable panic misses. Otherwise what is left is looked up.
    links: bool,
}

const BUILDS: [Build; 6] = [
    Build { bits: 32, profile: "release", optimization: "O3", links: true },
    Build { bits: 32, profile: "o2", optimization: "O2", links: true },
    Build { bits: 32, profile: "os", optimization: "Os", links: false },
    Build { bits: 64, profile: "release", optimization: "O3", links: false },
    Build { bits: 64, profile: "o2", optimization: "O2", links: false },
    Build { bits: 64, profile: "os", optimization: "Os", links: false },
];

/// A panic that is known to be out of reach, though the optimizer does not see it.
struct Known {
    /// A function around the call, and the file that it is in.
    function: &'static str,
    file: &'static str,
    reason: &'static str,
}

const KNOWN: [Known; 2] = [
    Known {
        function: "internal_invert_batch",
        file: "curve25519-dalek-5.0.0/src/field.rs",
        reason: "asserts that a product from which zeros are left out is not zero",
    },
    Known {
        function: "vartime_double_scalar_mul_basepoint",
        file: "curve25519-dalek-5.0.0/src/window.rs",
        reason: "indexes a table by half of an odd digit of the non-adjacent form, which is less than its length",
    },
];

/// Where `fernet-vrf-p256` has checks that the optimizer does not remove: all of them in its dependencies, and all of what
/// depends on the type of a number only. Its own code has none.
const KNOWN_P256: [(&str, &str); 5] = [
    ("crypto-bigint-0.7.11/src/modular/", "indexes the four limbs of a number in loops over them"),
    ("hash2curve-0.14.0/src/", "cuts 48 bytes out of two hashes of 32"),
    ("hybrid-array-0.4.15/src/lib.rs", "the same cuts, of arrays"),
    ("subtle-2.6.1/src/lib.rs", "takes the square root, or that of the other candidate: one of them has one"),
    ("wnaf-0.14.1/src/", "indexes tables by half of an odd digit, and digits by the bits of a scalar"),
];

/// What the program may take from the C library.
const LIBC: [&str; 6] = ["__libc_start_main", "bcmp", "memcmp", "memcpy", "memmove", "memset"];

/// Builds, looks, prints the table; fails if a panic is left that is not known, or if the control links.
pub(crate) fn run() -> Result<()> {
    let start = Instant::now();
    let functions = covered()?;
    let mut used = BTreeSet::new();
    println!("| dalek's limbs | optimization | panics that stay in the program |\n|---|---|---|");
    for build in &BUILDS {
        let left = if build.links {
            build.compile(None)??;
            BTreeMap::new()
        } else {
            sites(&build.compile(Some("inspect"))??)?
        };
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (site, count) in &left {
            let known = KNOWN.iter().find(|known| site.is(known));
            let Some(known) = known else { bail!("{} bits, {}: can panic in\n{site}", build.bits, build.optimization) };
            *counts.entry(known.function).or_default() += count;
        }
        used.extend(counts.keys().copied());
        let cells: Vec<String> = counts.iter().map(|(function, count)| format!("`{function}` ({count})")).collect();
        let cell = if cells.is_empty() { "none: it links".to_owned() } else { cells.join(", ") };
        println!("| {} bits | {} | {cell} |", build.bits, build.optimization);
        imports(&build.program())?;
    }
    println!();
    p256()?;
    for known in &KNOWN {
        ensure!(used.contains(known.function), "{} is no longer left: take it off the list", known.function);
        println!("* `{}` ({}) {}.", known.function, known.file, known.reason);
    }
    match BUILDS[0].compile(Some("control"))? {
        Ok(_) => bail!("the control, an index out of bounds, links"),
        Err(error) => {
            ensure!(error.to_string().contains("a_panic_can_be_reached"), "the control does not build: {error}")
        }
    }
    println!(
        "\n{functions} functions on {} builds; the control, an index that may be out of bounds, does not link. From the C \
         library come {} at most ({} s).",
        BUILDS.len(),
        LIBC.join(", "),
        start.elapsed().as_secs()
    );
    Ok(())
}

/// Looks for checks of `fernet-vrf-p256` itself.
fn p256() -> Result<()> {
    let mut used = BTreeSet::new();
    for build in BUILDS.iter().filter(|build| build.bits == 64) {
        for site in sites(&build.compile(Some("inspect,p256"))??)?.into_keys() {
            let known =
                KNOWN_P256.iter().find(|(file, _)| site.0.first().is_some_and(|(_, place)| place.contains(file)));
            match known {
                Some(known) => {
                    used.insert(known);
                }
                None if KNOWN.iter().any(|known| site.is(known)) => {}
                None => bail!("fernet-vrf-p256, {}: can panic in\n{site}", build.optimization),
            }
        }
        imports(&build.program())?;
    }
    println!("`fernet-vrf-p256`: no check of its own stays. In its dependencies:\n");
    for known in &KNOWN_P256 {
        let (file, reason) = known;
        ensure!(used.contains(known), "{file} is no longer left: take it off the list");
        println!("* {file} {reason}.");
    }
    println!();
    Ok(())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

impl Build {
    fn target(&self) -> PathBuf {
        root().join(format!("target/panic-free/{}", self.bits))
    }

    fn program(&self) -> PathBuf {
        self.target().join(self.profile).join("panic-free")
    }

    /// Compiles and links, with a feature. What the compiler says is the inner error.
    fn compile(&self, feature: Option<&str>) -> Result<Result<PathBuf>> {
        let flags = format!(
            r#"--cfg curve25519_dalek_backend="serial" --cfg sha2_backend="soft" --cfg curve25519_dalek_bits="{}""#,
            self.bits
        );
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(root().join("panic-free")).env("RUSTFLAGS", flags).env_remove("CARGO_ENCODED_RUSTFLAGS");
        cargo.args(["build", "--quiet", "--locked", "--profile", self.profile, "--target-dir"]).arg(self.target());
        cargo.args(feature.map(|feature| format!("--features={feature}")));
        let output = cargo.output().with_context(|| format!("running {cargo:?}"))?;
        if output.status.success() {
            return Ok(Ok(self.program()));
        }
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        Ok(Err(anyhow::anyhow!("{} bits, {}: {text}", self.bits, self.optimization)))
    }
}

/// A call that leads to a panic: functions and places, from the innermost that is not of the standard library outwards.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Site(Vec<(String, String)>);

impl Site {
    fn is(&self, known: &Known) -> bool {
        let file = self.0.first().map_or("", |(_, place)| place);
        file.contains(known.file) && self.0.iter().any(|(function, _)| function.contains(known.function))
    }
}

impl std::fmt::Display for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|(function, place)| writeln!(f, "  {function} ({place})"))
    }
}

/// The calls in a program that lead to the panic handler, each with how often it was compiled.
fn sites(program: &Path) -> Result<BTreeMap<Site, usize>> {
    let code = checked(Command::new("objdump").args(["-d", "--no-show-raw-insn"]).arg(program))?;
    let function = Regex::new(r"^[0-9a-f]+ <(.+)>:$")?;
    let jump = Regex::new(r"^ *([0-9a-f]+):\s+(?:call|j[a-z]+)\s+[0-9a-f]+ <([^+>]+)[+>]")?;
    let mut edges = Vec::new();
    let mut inside = "";
    for line in code.lines() {
        if let Some(found) = function.captures(line) {
            inside = found.get(1).map_or("", |name| name.as_str());
        } else if let Some(found) = jump.captures(line) {
            let [at, to] = [1, 2].map(|group| found.get(group).map_or("", |part| part.as_str()));
            if to != inside {
                edges.push((inside, at, to));
            }
        }
    }

    let mut sites = BTreeMap::new();
    let mut panics: Vec<&str> =
        edges.iter().map(|(_, _, to)| *to).filter(|to| to.contains("rust_begin_unwind")).collect();
    let mut seen: HashSet<&str> = panics.iter().copied().collect();
    while let Some(panic) = panics.pop() {
        for (inside, at, _) in edges.iter().filter(|(_, _, to)| *to == panic) {
            let frames = frames(program, at)?;
            let outside =
                frames.iter().position(|(_, place)| !place.starts_with("/rustc/") && !place.starts_with("??"));
            match outside {
                Some(first) => *sites.entry(Site(frames.into_iter().skip(first).collect())).or_default() += 1,
                // A function of the standard library that panics for its callers.
                None if seen.insert(inside) => panics.push(inside),
                None => {}
            }
        }
    }
    let symbols = checked(Command::new("nm").arg(program))?;
    ensure!(
        !sites.is_empty() || !symbols.contains("rust_begin_unwind"),
        "the panic handler is reached, and it is not seen how"
    );
    Ok(sites)
}

/// The function at an address and those that it is inlined in, innermost first, each with file and line.
fn frames(program: &Path, address: &str) -> Result<Vec<(String, String)>> {
    let text =
        checked(Command::new("addr2line").args(["-i", "-f", "-C", "-e"]).arg(program).arg(format!("0x{address}")))?;
    let lines: Vec<&str> = text.lines().collect();
    Ok(lines.chunks_exact(2).map(|pair| (pair[0].to_owned(), pair[1].to_owned())).collect())
}

/// Fails if the program takes more from the C library than it may, such as an allocator.
fn imports(program: &Path) -> Result<()> {
    let symbols =
        checked(Command::new("nm").args(["--dynamic", "--undefined-only", "--format=just-symbols"]).arg(program))?;
    for symbol in symbols.lines() {
        let name = symbol.split('@').next().unwrap_or_default();
        let loader = name.starts_with("_ITM_") || ["__cxa_finalize", "__gmon_start__"].contains(&name);
        ensure!(loader || LIBC.contains(&name), "{} needs {name}", program.display());
    }
    Ok(())
}

/// Counts the functions in the program, and fails if a public one of the crates is not among them.
fn covered() -> Result<usize> {
    let folder = root().join("panic-free/src");
    let mut program = String::new();
    for file in
        ["core_functions.rs", "rewards_functions.rs", "vrf_functions.rs", "vrf_p256_functions.rs", "block_functions.rs"]
    {
        program += &fs::read_to_string(folder.join(file))?;
    }
    let reached: HashSet<String> =
        Regex::new(r"(?:(\w+)(?:::<[^>]*>)?::)?(\w+)(?:::<[^>]*>)? as \*const|/// `(\w+)::(\w+)`")?
            .captures_iter(&program)
            .map(|found| {
                let part = |group: usize| found.get(group).map_or("", |part| part.as_str());
                if part(4).is_empty() {
                    format!("{}::{}", part(1), part(2))
                } else {
                    format!("{}::{}", part(3), part(4))
                }
            })
            .collect();

    let head = Regex::new(r"^ *impl(?:<.*?>)? (?:.* for )?(\$?\w+)(?:<.*>)? \{")?;
    let public = Regex::new(r"^(\s*)pub (?:const )?fn (\w+)")?;
    let mut missing = Vec::new();
    for name in ["fernet-core", "fernet-rewards", "fernet-vrf", "fernet-vrf-p256", "fernet-block"] {
        for path in files::below(&root().join(name).join("src"))? {
            // Behind features, which allocate or are for tests.
            if ["batch.rs", "batch_proof.rs", "hazmat.rs", "tree_builder.rs"].iter().any(|file| path.ends_with(file)) {
                continue;
            }
            let text = fs::read_to_string(&path)?;
            let mut of = String::new();
            for line in text.lines() {
                if line == "mod tests {" {
                    break;
                }
                if let Some(found) = head.captures(line) {
                    of = found[1].to_owned();
                } else if let Some(found) = public.captures(line) {
                    // A free function, or one that a macro writes for many types.
                    let of = if found[1].is_empty() || of.starts_with('$') { "" } else { &of };
                    let full = format!("{of}::{}", &found[2]);
                    let free = reached.iter().any(|one| of.is_empty() && one.ends_with(&full));
                    if !free && !reached.contains(&full) {
                        missing.push(format!("{full} in {}", path.display()));
                    }
                }
            }
        }
    }
    ensure!(missing.is_empty(), "panic-free does not reach\n{}", missing.join("\n"));
    Ok(program.matches(" as *const ()").count())
}

/// What a command prints, if it succeeds.
fn checked(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("running {command:?}"))?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}
