//! The prover in C: the static library without an operating system, linked by GCC through `fernet.h`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::budget::Figures;
use super::elf::Elf;
use super::image::Variant;
use super::record::{decimal_be, hex, list, number, text};
use super::tools;

const WARNINGS: [&str; 6] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Wconversion", "-Wshadow"];

/// Builds the image, runs it, and measures its flash.
pub(super) fn check(variant: &Variant, cpu: &[&str]) -> Result<Figures> {
    let library = library(variant)?;
    let directory = variant.path("c");
    fs::create_dir_all(&directory)?;
    fs::write(directory.join("vectors.h"), vectors()?)?;
    fs::write(directory.join("image.x"), variant.map()?)?;

    let link = |name: &str, options: &[String]| -> Result<PathBuf> {
        let image = directory.join(name);
        let sources = ["link/start.s", "c/machine.c", "c/prover.c"].map(|source| tools::firmware().join(source));
        let mut gcc = Command::new("arm-none-eabi-gcc");
        gcc.args(cpu).args([
            "-std=c11",
            "-Os",
            "-ffreestanding",
            "-ffunction-sections",
            "-fdata-sections",
            "-nostdlib",
        ]);
        gcc.args(WARNINGS).args(["-mthumb", "-DFERNET_FREESTANDING", "-Wl,--gc-sections"]).args(options);
        gcc.arg("-I").arg(&directory).arg("-I").arg(tools::root().join("fernet-ffi/include"));
        gcc.arg("-T").arg(directory.join("image.x")).args(sources).arg(&library).args(["-lgcc", "-o"]).arg(&image);
        tools::run(&mut gcc)?;
        Ok(image)
    };

    // With every function of the header in it, nothing of a panic must be there.
    let symbols = fs::read_to_string(tools::root().join("fernet-ffi/symbols.txt"))?;
    let functions = symbols.lines().filter(|name| !name.contains("batch"));
    let every = link("every_function", &functions.map(|name| format!("-Wl,--undefined={name}")).collect::<Vec<_>>())?;
    ensure!(Elf::read(&every)?.address("fernet_settle").is_some(), "{}: a function is missing", every.display());
    let panics = panics(&every)?;
    ensure!(panics.is_empty(), "{} C: a panic can be reached: {}", variant.name, panics.join(", "));

    let prover = link("prover", &[])?;
    variant.run("c/prover")?;
    Ok(Figures::new(Elf::read(&prover)?.flash()?))
}

/// Builds the static library as `docs/embedding.md` says.
fn library(variant: &Variant) -> Result<PathBuf> {
    let mut cargo = tools::cargo(&tools::root());
    cargo.args(["rustc", "--quiet", "--locked", "-p", "fernet-ffi", "--lib", "--crate-type", "staticlib", "--release"]);
    cargo.args(["--features", "freestanding", "--config", r#"profile.release.lto="fat""#]);
    cargo.args(["-Zbuild-std=core", "--target", variant.target, "--target-dir"]);
    let target_dir = tools::target().join("c");
    tools::run(cargo.arg(&target_dir))?;
    Ok(target_dir.join(variant.target).join("release/libfernet_ffi.a"))
}

/// Symbols of what a panic calls.
fn panics(image: &Path) -> Result<Vec<String>> {
    let listing = tools::read_with("llvm-nm-22", &["--demangle"], image)?;
    Ok(listing.lines().filter(|line| line.contains("panic")).map(str::to_owned).collect())
}

/// The vectors as tables of C, for `prover.c`.
fn vectors() -> Result<String> {
    let read = |name: &str| -> Result<Value> {
        let text = fs::read_to_string(tools::root().join("vectors").join(name)).with_context(|| name.to_owned())?;
        Ok(serde_json::from_str(&text)?)
    };
    let mut tables = Tables::default();
    let files = ["rfc9381/edwards25519_ell2.json", "rfc9381/edwards25519_tai.json", "vrf/proofs.json"];
    let mut rows = String::new();
    for file in files {
        for case in list(&read(file)?) {
            let suite = if text(&case["suite"]).ends_with("TAI") { "FERNET_SUITE_TAI" } else { "FERNET_SUITE_ELL2" };
            let fields = ["sk", "pk", "alpha", "ad", "pi", "beta"].map(|field| tables.optional(&case[field]));
            let error = case["error"].as_str().map_or("NULL".to_owned(), |name| format!("\"{name}\""));
            writeln!(rows, "    {{{suite}, {}, {error}}},", fields.join(", "))?;
        }
    }
    tables.table("proof_case PROOFS", &rows)?;

    rows.clear();
    for case in list(&read("ticket/ticket.json")?) {
        let (input, output) = (&case["input"], &case["output"]);
        let [beta, seed, key] = ["beta", "prover_seed", "key"].map(|field| tables.optional(&input[field]));
        let [a, b, c, d] = ["sequencer", "per_node", "per_block", "public"]
            .map(|field| tables.bytes(&number(&output[field]).to_be_bytes()));
        writeln!(rows, "    {{{beta}, {seed}, {key}, {}u, {a}, {{{b}, {c}, {d}}}}},", number(&input["node"]))?;
    }
    tables.table("ticket_case TICKETS", &rows)?;

    rows.clear();
    for case in list(&read("score/score.json")?) {
        let ticket = tables.bytes(&number(&case["input"]["ticket"]).to_be_bytes());
        let score = tables.bytes(&decimal_be(text(&case["output"]["score"])));
        writeln!(rows, "    {{{ticket}, {}, {score}}},", number(&case["input"]["fee"]))?;
    }
    tables.table("score_case SCORES", &rows)?;
    tables.finish()
}

const SECTION: &str = "__attribute__((section(\".vectors\")))";

/// Tables of C, whose byte strings lie in one array.
#[derive(Default)]
struct Tables {
    data: Vec<u8>,
    tables: String,
}

impl Tables {
    fn bytes(&mut self, bytes: &[u8]) -> String {
        let start = self.data.len();
        self.data.extend(bytes);
        format!("{{data + {start}, {}}}", bytes.len())
    }

    fn optional(&mut self, value: &Value) -> String {
        if value.is_null() { "{NULL, 0}".to_owned() } else { self.bytes(&hex(value)) }
    }

    fn table(&mut self, name: &str, rows: &str) -> Result<()> {
        Ok(writeln!(self.tables, "static const struct {name}[] {SECTION} = {{\n{rows}}};\n")?)
    }

    fn finish(self) -> Result<String> {
        let mut text = format!("static const uint8_t data[] {SECTION} = {{");
        for byte in self.data {
            write!(text, "{byte},")?;
        }
        Ok(text + "};\n\n" + &self.tables)
    }
}
