//! The C ABI as C sees it: the libraries and the header, tested by C programs (`tests/c/`) that the system's compiler
//! builds. For Linux, whose libraries they know.
#![cfg(target_os = "linux")]

mod programs;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use programs::{BLOCK, Build, Library, MISUSE, Program, VECTORS, VERSION, declared, run};
use test_vectors::{have, have_program};

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target folder").to_owned()
}

/// The folder with both libraries, built once.
fn built() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        Build { target_dir: "c", ..Build::default() }
            .make(env!("CARGO"), &target())
            .unwrap_or_else(|error| panic!("{error}"))
    })
}

fn read(path: &str) -> String {
    fs::read_to_string(programs::folder().join(path)).expect("the file is there")
}

fn compile_and_run(program: Program, library: Library<'_>, folder: &str) -> String {
    let out = target().join("c").join(folder);
    let executable = program.compile("cc", &[], library, &out).unwrap_or_else(|error| panic!("{error}"));
    let mut command = Command::new(executable);
    command.args(program.arguments());
    let said = run(&mut command).unwrap_or_else(|error| panic!("{error}"));
    print!("{said}");
    said
}

#[test]
fn vectors() {
    let header = "#include <cjson/cJSON.h>\n";
    if !have("libcjson-dev", check_source("cc", "cjson.c", header, &["-std=c99"]).is_ok()) {
        return;
    }
    let said = compile_and_run(VECTORS, Library::Static(built()), "static");
    assert!(said.contains(" 0 failures"), "{said}");
    assert_eq!(said, compile_and_run(VECTORS, Library::Shared(built()), "shared"));
}

#[test]
fn misuse() {
    let said = compile_and_run(MISUSE, Library::Static(built()), "static");
    assert!(said.contains(" 0 failures"), "{said}");
    assert_eq!(said, compile_and_run(MISUSE, Library::Shared(built()), "shared"));
}

#[test]
fn a_whole_block() {
    for (library, folder) in [(Library::Static(built()), "static"), (Library::Shared(built()), "shared")] {
        let said = compile_and_run(BLOCK, library, folder);
        assert!(said.contains(" 0 failures"), "{said}");
    }
}

#[test]
fn version_and_selftest() {
    for (library, folder) in [(Library::Static(built()), "static"), (Library::Shared(built()), "shared")] {
        compile_and_run(VERSION, library, folder);
    }
}

/// Links an object file with the static library, and returns the program.
fn link(object: &Path) -> PathBuf {
    let program = object.with_extension("");
    let mut link = Command::new("cc");
    link.arg(object).arg(built().join("libfernet_ffi.a")).args(["-lpthread", "-ldl", "-lm", "-o"]).arg(&program);
    run(&mut link).unwrap_or_else(|error| panic!("{error}"));
    program
}

/// A program that prints every status of the header with its name.
fn printer_of_statuses() -> String {
    let header = read("include/fernet.h");
    let statuses = header.lines().filter_map(|line| line.trim().strip_suffix(',')?.split_once(" = "));
    let statuses = statuses.filter(|(name, _)| name.starts_with("FERNET_STATUS_"));
    let lines: Vec<String> =
        statuses.map(|(name, _)| format!("    printf(\"{name} %s\\n\", fernet_status_name({name}));\n")).collect();
    assert!(lines.len() > 80, "the header has {} statuses", lines.len());
    format!("#include <stdio.h>\n#include \"fernet.h\"\n\nint main(void) {{\n{}    return 0;\n}}\n", lines.concat())
}

#[test]
fn every_status_has_the_name_of_its_error() {
    let object = check_source("cc", "statuses.c", &printer_of_statuses(), &["-std=c99"]).expect("it compiles");
    let said = run(&mut Command::new(link(&object))).unwrap_or_else(|error| panic!("{error}"));
    let letters = |text: &str| text.replace(['_', ':'], "").to_lowercase();
    let specification = test_vectors::specification();
    let mut names = BTreeSet::new();
    for (status, name) in said.lines().filter_map(|line| line.split_once(' ')) {
        assert!(names.insert(name), "{name} twice");
        // FERNET_STATUS_KEY_SMALL_ORDER is KeyError::SmallOrder, FERNET_STATUS_NULL is Null.
        let status = status.strip_prefix("FERNET_STATUS_").expect("a status");
        let (operation, variant) = name.split_once("::").unwrap_or(("", name));
        assert_eq!(letters(status), letters(operation.trim_end_matches("Error")) + &letters(variant), "{name}");
        if !operation.is_empty() {
            let rows = || specification.lines().filter(|line| line.starts_with('|'));
            let row =
                rows().find(|row| row.contains(&format!("`{operation}` |"))).expect("SPEC #errors has the operation");
            assert!(row.contains(&format!("`{variant}`")), "SPEC #errors has {name}");
        }
    }
    assert!(names.len() > 80, "{said}");
}

#[test]
fn symbols() {
    if !have_program("nm", "--version") {
        return;
    }
    let listed = read("symbols.txt");
    let symbols: BTreeSet<String> = listed.lines().map(str::to_owned).collect();
    let sorted: String = symbols.iter().map(|name| format!("{name}\n")).collect();
    assert_eq!(listed, sorted, "symbols.txt is sorted, one a line");

    assert_eq!(declared(&[]).expect("the header compiles"), symbols, "fernet.h declares what symbols.txt lists");

    let shared = programs::symbols(&["-D", "--defined-only"], &built().join("libfernet_ffi.so")).expect("nm");
    assert_eq!(shared, symbols, "the shared library exports what symbols.txt lists, and nothing else");
    let ours = programs::static_symbols(&built().join("libfernet_ffi.a")).expect("nm");
    assert_eq!(ours, symbols, "the static library has what symbols.txt lists");
}

#[test]
fn header_without_an_operating_system_has_no_batches() {
    let all = declared(&[]).expect("the header compiles");
    let freestanding = declared(&["-DFERNET_FREESTANDING"]).expect("the header compiles");
    let missing: Vec<&String> = all.difference(&freestanding).collect();
    assert!(freestanding.is_subset(&all) && !missing.is_empty());
    assert!(missing.iter().all(|name| name.contains("batch")), "{missing:?}");
    assert!(freestanding.iter().all(|name| !name.contains("batch")), "{freestanding:?}");
}

#[test]
fn header_includes_three_headers() {
    let header = read("include/fernet.h");
    let included: Vec<&str> = header.lines().filter(|line| line.trim_start().starts_with("#include")).collect();
    assert_eq!(included, ["#include <stdbool.h>", "#include <stddef.h>", "#include <stdint.h>"]);
}

/// Compiles a text to an object file.
fn check_source(compiler: &str, name: &str, text: &str, flags: &[&str]) -> Result<PathBuf, String> {
    let folder = target().join("c/sources");
    fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    fs::write(&path, text).expect("a file");
    let mut command = Command::new(compiler);
    command.args(flags).arg("-I").arg(programs::folder().join("include"));
    let object = path.with_extension("o");
    command.arg("-c").arg(&path).arg("-o").arg(&object);
    run(&mut command).map(|_| object)
}

/// A source that includes the header twice, calls it, and uses every number that it defines.
fn user_of_the_header() -> String {
    let header = read("include/fernet.h");
    let defines = header.lines().filter_map(|line| line.strip_prefix("#define "));
    let numbers = defines
        .filter_map(|define| define.split_once(' '))
        .filter(|(name, value)| name.starts_with("FERNET_") && value.starts_with(|first: char| first.is_ascii_digit()));
    let numbers: Vec<String> = numbers.map(|(name, _)| format!("    {name},\n")).collect();
    assert!(numbers.len() > 30, "the header defines {} numbers", numbers.len());
    format!(
        "#include \"fernet.h\"\n#include \"fernet.h\"\n\nint main(void) {{\n    const uint64_t numbers[] = {{\n{}    }};\n    \
         fernet_status status = fernet_selftest(FERNET_ABI_VERSION);\n    \
         return status == FERNET_STATUS_OK && numbers[0] != 0 ? 0 : 1;\n}}\n",
        numbers.concat()
    )
}

/// The programs of README.md, and of that of the repository, compile without a warning and end well.
#[test]
fn the_readmes_run() {
    let mut texts = vec![read("README.md")];
    // A package has no repository around it.
    if Path::new(env!("CARGO_MANIFEST_DIR")).join("../xtask").exists() {
        texts.push(read("../README.md"));
    }
    for (number, readme) in texts.iter().enumerate() {
        let program = readme.split("```c\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a program in C");
        let program = program.replace("<fernet.h>", "\"fernet.h\"");
        let flags = ["-std=c99", "-Wall", "-Wextra", "-Werror"];
        let object = check_source("cc", &format!("readme{number}.c"), &program, &flags);
        let object = object.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(run(&mut Command::new(link(&object))), Ok("Ok\n".to_owned()));
    }
}

#[test]
fn header_compiles_in_every_standard() {
    let common = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Wconversion", "-Wshadow", "-Wundef"];
    let text = user_of_the_header();
    let mut compiled = 0;
    for (c, cpp) in [("gcc", "g++"), ("clang", "clang++")] {
        if !(have_program(c, "--version") && have_program(cpp, "--version")) {
            continue;
        }
        for freestanding in [&[][..], &["-DFERNET_FREESTANDING", "-ffreestanding"]] {
            for standard in ["c99", "c11", "c17"] {
                let standard_flag = format!("-std={standard}");
                let own = [&*standard_flag, "-Wstrict-prototypes", "-Wmissing-prototypes", "-Wcast-qual"];
                compiled +=
                    compiles(c, &format!("{c}-{standard}.c"), &text, &[&common[..], &own, freestanding].concat());
            }
            let strict = [&common[..], &["-std=c99", "-Wc++-compat"], freestanding].concat();
            compiled += compiles(c, &format!("{c}-compatible.c"), &text, &strict);
            for standard in ["c++11", "c++17", "c++20"] {
                let standard_flag = format!("-std={standard}");
                let own = [&*standard_flag, "-Wold-style-cast", "-Wcast-qual"];
                let name = format!("{c}-{standard}.cpp");
                compiled += compiles(cpp, &name, &text, &[&common[..], &own, freestanding].concat());
            }
        }
    }
    println!("compiled {compiled} times");
    assert!(compiled >= 12, "no compiler of both languages");

    let dropped = "#include \"fernet.h\"\nint main(void) { fernet_selftest(1); return 0; }\n";
    let said = check_source("cc", "dropped.c", dropped, &["-std=c99", "-Werror"]).expect_err("a status is dropped");
    assert!(said.contains("unused-result"), "{said}");

    let wiped = "#include \"fernet.h\"\nvoid wipe(fernet_secret_key *key);\n\
                 void wipe(fernet_secret_key *key) { (void)fernet_secret_key_wipe(key); fernet_secret_key_wipe(key); }\n";
    compiles("cc", "wiped.c", wiped, &[&common[..], &["-std=c99"]].concat());
}

fn compiles(compiler: &str, name: &str, text: &str, flags: &[&str]) -> usize {
    check_source(compiler, name, text, flags).unwrap_or_else(|error| panic!("{error}"));
    1
}
