//! The C libraries as their users have them: installed, found by pkg-config and CMake, and used by the examples in C, C++, Go and
//! Python. And `fernet.hpp`, tested in C++ (`tests/cpp/`).
//!
//! A test whose tools are missing says so and does nothing; where `CI` is set in the environment it fails.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use common::{folder, install_c, read, repository, run, succeeds};
use test_vectors::{have, have_program};

const WARNINGS: [&str; 6] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Wconversion", "-Wshadow"];

/// Where everything is installed, once.
fn prefix() -> &'static Path {
    static PREFIX: OnceLock<PathBuf> = OnceLock::new();
    PREFIX.get_or_init(|| {
        let prefix = folder("prefix");
        run(&mut install_c(&repository(), &prefix, &[]));
        prefix
    })
}

/// Whether `#include <nlohmann/json.hpp>` compiles.
fn have_json() -> bool {
    let source = folder("json").join("json.cpp");
    fs::write(&source, "#if !__has_include(<nlohmann/json.hpp>)\n#error\n#endif\n").unwrap();
    have("nlohmann-json3-dev", succeeds(Command::new("c++").args(["-std=c++17", "-fsyntax-only"]).arg(source)))
}

/// A command that finds what is installed.
fn with_prefix(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .env("PKG_CONFIG_PATH", prefix().join("lib/pkgconfig"))
        .env("LD_LIBRARY_PATH", prefix().join("lib"))
        .env("FERNET_VECTORS", repository().join("vectors"));
    command
}

/// The functions that the header declares.
fn functions() -> BTreeSet<String> {
    let header = read("fernet-ffi/include/fernet.h");
    let code = header.split("#ifdef __cplusplus\nextern \"C\" {").nth(1).unwrap();
    let names = code.split("FERNET_API").skip(1).map(|declared| {
        let head = declared.split('(').next().unwrap();
        head.split([' ', '*', '\n']).next_back().unwrap().to_owned()
    });
    names.collect()
}

#[test]
fn what_is_installed() {
    let version = env!("CARGO_PKG_VERSION");
    let (major, minor) = (env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"));
    let abi = if major == "0" { format!("0.{minor}") } else { major.to_owned() };
    let (soname, whole) = (format!("libfernet.so.{abi}"), format!("libfernet.so.{version}"));

    let lib = prefix().join("lib");
    for name in ["include/fernet.h", "include/fernet.hpp"] {
        assert_eq!(fs::read_to_string(prefix().join(name)).unwrap(), read(&format!("fernet-ffi/{name}")));
    }
    assert_eq!(fs::read_link(lib.join("libfernet.so")).unwrap(), Path::new(&whole));
    assert_eq!(fs::read_link(lib.join(&soname)).unwrap(), Path::new(&whole));
    let dynamic = run(Command::new("readelf").arg("-d").arg(lib.join(&whole)));
    assert!(dynamic.contains(&format!("[{soname}]")), "{dynamic}");

    if have_program("nm", "--version") {
        let symbols = run(Command::new("nm").args(["-D", "--defined-only", "--format=posix"]).arg(lib.join(&whole)));
        let exported: BTreeSet<&str> = symbols.lines().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(exported, functions().iter().map(String::as_str).collect());
    }

    if have_program("pkg-config", "--version") {
        let ask = |option: &str| run(with_prefix("pkg-config").args([option, "fernet"])).trim().to_owned();
        assert_eq!(ask("--modversion"), version);
        assert_eq!(ask("--libs"), format!("-L{} -lfernet", lib.display()));
        assert_eq!(ask("--cflags"), format!("-I{}", prefix().join("include").display()));
    }
}

/// Runs the examples that were built in a folder.
fn check_examples(built: &Path) {
    let proved = run(with_prefix(built.join("prove_verify")).current_dir(repository()));
    assert!(proved.contains("the proof is valid\nfor other data: VerifyError::Invalid"), "{proved}");
    let elected = run(with_prefix(built.join("elect")).current_dir(repository()));
    // The ticket and the seed come from the Python reference.
    let lines = [
        "changed proposal: VerifyError::Invalid",
        "leader: sequencer 2, fee split 800000 ppm",
        "ticket a8617a26da98ad0d883a591caa108738",
        "prover seed 59c44478e0431bda48945f896cd563a58998f84e0764036f38a4a2f0588bfcb8",
    ];
    assert!(elected.lines().eq(lines), "{elected}");
    let settled = run(with_prefix(built.join("settle")).current_dir(repository()));
    assert!(settled.contains(" 8602150537634408602\n") && settled.contains(" 5161290322580645161\n"), "{settled}");
    check_block(&run(with_prefix(built.join("block")).current_dir(repository())));
}

/// What the examples that run `examples/block.archive` print, from the result of the same block in the vectors.
fn check_block(said: &str) {
    let result: serde_json::Value = serde_json::from_str(&read("vectors/block/example.result.json")).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let refused = result["refused"].as_array().unwrap().iter().map(|item| format!("refused {}", text(&item["error"])));
    let amount = |name| format!("{name} {}", text(&result["settlement"][name]));
    let expected = refused.chain(["sequencer", "reserved", "burned", "rebate"].map(amount));
    assert_eq!(said.lines().collect::<Vec<_>>(), expected.collect::<Vec<_>>());
}

#[test]
fn examples_by_make() {
    if !(have_program("make", "--version") && have_program("pkg-config", "--version")) {
        return;
    }
    let built = folder("make");
    for link in ["shared", "static"] {
        let out = built.join(link);
        let mut make = with_prefix("make");
        make.arg("-C").arg(repository().join("examples")).arg(format!("OUT={}", out.display()));
        run(make.args([&format!("LINK={link}"), "CFLAGS=-O1 -Werror", "CXXFLAGS=-O1 -Werror"]));
        check_examples(&out);
        let linked = run(Command::new("readelf").arg("-d").arg(out.join("block")));
        assert_eq!(linked.contains("[libfernet.so."), link == "shared", "{linked}");
    }
}

#[test]
fn examples_by_cmake() {
    if !have_program("cmake", "--version") {
        return;
    }
    let built = folder("cmake");
    for link in ["shared", "static"] {
        let out = built.join(link);
        let mut configure = Command::new("cmake");
        configure.arg("-S").arg(repository().join("examples")).arg("-B").arg(&out);
        configure.arg(format!("-DCMAKE_PREFIX_PATH={}", prefix().display())).arg(format!("-DFERNET_LINK={link}"));
        run(&mut configure);
        run(Command::new("cmake").arg("--build").arg(&out));
        check_examples(&out);
    }
}

#[test]
fn versions_in_cmake() {
    if !have_program("cmake", "--version") {
        return;
    }
    let number = |part: &str| part.parse::<u32>().unwrap();
    let (major, minor) = (number(env!("CARGO_PKG_VERSION_MAJOR")), number(env!("CARGO_PKG_VERSION_MINOR")));
    let patch = number(env!("CARGO_PKG_VERSION_PATCH"));
    let wanted = [
        (String::new(), true),
        (format!("{major}.{minor}"), true),
        (format!("{major}.{minor}.{patch} EXACT"), true),
        (format!("{major}.{minor}.{}", patch + 1), false),
        (format!("{major}.{}", minor + 1), false),
        (format!("{}", major + 1), false),
    ];
    let source = folder("cmake-versions");
    for (i, (version, found)) in wanted.into_iter().enumerate() {
        let text = format!(
            "cmake_minimum_required(VERSION 3.16)\nproject(versions NONE)\nfind_package(Fernet {version} REQUIRED)\n\
             if(NOT Fernet_VERSION STREQUAL \"{}\")\nmessage(FATAL_ERROR \"${{Fernet_VERSION}}\")\nendif()\n",
            env!("CARGO_PKG_VERSION"),
        );
        fs::write(source.join("CMakeLists.txt"), text).unwrap();
        let mut cmake = Command::new("cmake");
        cmake.arg("-S").arg(&source).arg("-B").arg(source.join(i.to_string()));
        cmake.arg(format!("-DCMAKE_PREFIX_PATH={}", prefix().display()));
        assert_eq!(succeeds(&mut cmake), found, "find_package(Fernet {version})");
    }
}

/// What the Go and the Python example print.
fn check_example(said: &str) {
    let example: serde_json::Value = serde_json::from_str(&read("vectors/rfc9381/edwards25519_ell2.json")).unwrap();
    let proof = example[0]["pi"].as_str().unwrap();
    let expected = format!("example 19 of RFC 9381: {proof}\npays: 5161290322580645161 8602150537634408602\n");
    assert_eq!(said, expected);
}

/// Runs a command of Go in the example's folder; `None` without Go.
fn go(arguments: &[&str]) -> Option<String> {
    if !(have_program("go", "version") && have_program("pkg-config", "--version")) {
        return None;
    }
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("go-cache");
    let mut go = with_prefix("go");
    go.args(arguments).current_dir(repository().join("examples/go")).env("GOCACHE", cache);
    Some(run(go.env("GOPROXY", "off").env("GOTOOLCHAIN", "local")))
}

#[test]
fn example_in_go() {
    if let Some(said) = go(&["run", "."]) {
        check_example(&said);
    }
    if let Some(said) = go(&["run", ".", "../block.archive"]) {
        check_block(&said);
    }
}

#[test]
fn example_in_go_refuses_what_does_not_fit() {
    if let Some(said) = go(&["test", "-count=1", "-v", "."]) {
        assert_eq!(said.matches("--- PASS").count(), 2, "{said}");
    }
}

/// A Python that has cffi: the one of the system, or one of our own.
fn python() -> Option<PathBuf> {
    let has_cffi = |python: &Path| succeeds(Command::new(python).args(["-c", "import cffi"]));
    let system = PathBuf::from("python3");
    if has_cffi(&system) {
        return Some(system);
    }
    let own = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python");
    let python = own.join("bin/python3");
    let made = succeeds(Command::new("python3").arg("--version")) && has_cffi(&python)
        || succeeds(Command::new("python3").args(["-m", "venv"]).arg(&own))
            && succeeds(Command::new(&python).args(["-m", "pip", "install", "--quiet", "cffi"]));
    made.then_some(python)
}

/// Runs Python in the example's folder; `None` without cffi.
fn in_python(arguments: &[&str]) -> Option<String> {
    let python = python();
    if !(have("Python's cffi", python.is_some()) && have_program("pkg-config", "--version")) {
        return None;
    }
    let mut command = with_prefix(python.unwrap());
    command.args(arguments).current_dir(repository().join("examples/python")).env("PYTHONDONTWRITEBYTECODE", "1");
    Some(run(&mut command))
}

#[test]
fn example_in_python() {
    if let Some(said) = in_python(&["prove_and_settle.py"]) {
        check_example(&said);
    }
    if let Some(said) = in_python(&["block.py"]) {
        check_block(&said);
    }
}

/// Every byte string of `fernet.h` one byte short, one too long, empty, and of another type; numbers that are none.
const WRONG_VALUES: &str = r#"
from fernet import amount, ffi, new, to_bytes, to_int

def refused(error, call, *arguments, **fields):
    global count
    try:
        call(*arguments, **fields)
    except error:
        count += 1
    else:
        raise AssertionError(f"{arguments} {fields} was taken")

count = 0
structs = [name.removeprefix("fernet_") for name in ffi.list_types()[0] if ffi.typeof(name).kind == "struct"]
for name in structs:
    fields = ffi.typeof(f"fernet_{name}").fields
    for field, kind in fields:
        size = ffi.sizeof(kind.type)
        if kind.type.kind == "array":
            for length in {0, size - 1, size + 1}:
                refused(ValueError, new, name, **{field: bytes([7]) * length})
            for wrong in ("7" * size, [7] * size, [7], size, None):
                refused(TypeError, new, name, **{field: wrong})
            right = bytes(range(1, size + 1)) if size < 256 else bytes(size)
            value = new(name, **{field: right})
            assert bytes(ffi.buffer(getattr(value, field))) == right
        elif kind.type.kind == "primitive":
            half = 256**size // 2
            for wrong in (-half - 1, half) if kind.type.cname == "int32_t" else (-1, 256**size):
                refused(OverflowError, new, name, **{field: wrong})
            for wrong in (1.0, "1", b"1", None, True):
                refused(TypeError, new, name, **{field: wrong})
        elif kind.type.kind == "struct":
            for wrong in ({}, [], (), b"", 0, new("beta")[0]):
                refused(TypeError, new, name, **{field: wrong})
for wrong in (-1, 2**256, -(2**256)):
    refused(OverflowError, amount, wrong)
assert to_int(amount(2**256 - 1)) == 2**256 - 1
print(count)
"#;

#[test]
fn example_in_python_refuses_what_does_not_fit() {
    if let Some(said) = in_python(&["-c", WRONG_VALUES]) {
        assert!(said.trim().parse::<u32>().unwrap() > 500, "{said}");
    }
}

#[test]
fn every_name_of_the_header_is_in_cpp() {
    let (header, hpp) = (read("fernet-ffi/include/fernet.h"), read("fernet-ffi/include/fernet.hpp"));
    let names = functions();
    assert_eq!(names.len(), header.matches("\nFERNET_API").count());
    for name in &names {
        let short = name.strip_prefix("fernet_").unwrap();
        let is_its = |line: &str| line.contains(&format!(" {short}(")) || line.contains(&format!(" *{short}("));
        // The functions of a block are members of the class block.
        let of_block = short.strip_prefix("block_").filter(|rest| !rest.starts_with("phase_"));
        let member =
            |line: &str| of_block.is_some_and(|rest| line.starts_with("    ") && line.contains(&format!("> {rest}(")));
        let defined = hpp.lines().any(|line| (line.contains("inline ") && is_its(line)) || member(line));
        assert!(defined && hpp.contains(&format!("::{name}")), "{name} is not in fernet.hpp");
    }
    let types = header.lines().filter_map(|line| {
        let name = line.strip_prefix("} ").or_else(|| line.strip_prefix("typedef uint8_t "))?.strip_suffix(';')?;
        name.strip_prefix("fernet_")
    });
    let types: Vec<&str> = types.collect();
    assert!(types.len() > 60, "{types:?}");
    for name in types {
        let known = ["block", "secret_key", "p256_secret_key"].contains(&name)
            || hpp.contains(&format!("using {name} = ::fernet_{name};"));
        assert!(known, "fernet_{name} is not in fernet.hpp");
    }
    let constants: Vec<&str> = header
        .lines()
        .filter_map(|line| line.strip_prefix("#define FERNET_")?.split_once(' '))
        .filter(|(name, value)| !name.starts_with("VERSION") && value.starts_with(|first: char| first.is_ascii_digit()))
        .map(|(name, _)| name)
        .collect();
    assert!(constants.len() > 30, "{constants:?}");
    for name in constants {
        assert!(
            hpp.contains(&format!("{}{{FERNET_{name}}}", name.to_lowercase())),
            "FERNET_{name} is not in fernet.hpp"
        );
    }
}

/// The sources of a program of `tests/cpp`: one file, or all of a folder.
fn sources(program: &str) -> Vec<PathBuf> {
    let path = repository().join("fernet-ffi/tests/cpp").join(program);
    let Ok(entries) = fs::read_dir(&path) else { return vec![path] };
    let files = entries.map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|extension| extension == "cpp")).collect()
}

/// Compiles a program of `tests/cpp` and links it with the static library; `None` without the compiler.
fn compile(compiler: &str, source: &str, options: &[&str]) -> Option<PathBuf> {
    if !have_program(compiler, "--version") {
        return None;
    }
    let name: String = [&[compiler, source], options].concat().join("").replace(['/', '.', '='], "-");
    let program = folder(&name).join("program");
    let mut command = Command::new(compiler);
    command.args(WARNINGS).args(options).arg("-I").arg(prefix().join("include"));
    command.arg("-I").arg(repository().join("examples/cpp"));
    command.args(sources(source)).arg("-o").arg(&program);
    run(command.arg(prefix().join("lib/libfernet.a")));
    Some(program)
}

const SANITIZED: [&str; 4] = ["-g", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

/// Whether a compiler can link a sanitized program: Debian's clang comes without the runtime.
fn have_sanitizers(compiler: &str) -> bool {
    let source = folder(&format!("sanitizers-{compiler}")).join("main.cpp");
    fs::write(&source, "int main() { return 0; }\n").unwrap();
    let mut command = Command::new(compiler);
    let linked = succeeds(command.args(SANITIZED).arg(&source).arg("-o").arg(source.with_extension("out")));
    have(&format!("the sanitizer runtime of {compiler}"), linked)
}

fn check_passes(program: &Path, arguments: &[&Path], least: usize) {
    let said = run(Command::new(program).args(arguments));
    let checks: usize = said.split(' ').next().unwrap().parse().unwrap_or_else(|_| panic!("{said}"));
    assert!(checks >= least && said.ends_with(" checks, 0 failures\n"), "{said}");
}

#[test]
fn cpp_compiles_everywhere() {
    for compiler in ["g++", "clang++"] {
        for standard in ["-std=c++17", "-std=c++20"] {
            for options in [&[standard, "-fno-exceptions", "-fno-rtti"][..], &[standard]] {
                let Some(program) = compile(compiler, "header.cpp", options) else { continue };
                check_passes(&program, &[], 50);
            }
        }
    }
}

#[test]
fn cpp_is_clean_under_sanitizers() {
    for compiler in ["g++", "clang++"] {
        let options = [&["-std=c++17"], &SANITIZED[..]].concat();
        let Some(program) = have_sanitizers(compiler).then(|| compile(compiler, "header.cpp", &options)).flatten()
        else {
            continue;
        };
        let code = fs::read(&program).unwrap();
        assert!(code.windows(11).any(|bytes| bytes == b"__asan_init"), "the sanitizer is not in it");
        check_passes(&program, &[], 50);
    }
}

#[test]
fn cpp_passes_the_vectors() {
    if !have_json() {
        return;
    }
    let vectors = repository().join("vectors");
    for options in [&["-std=c++17"][..], &[&["-std=c++20"], &SANITIZED[..]].concat()] {
        if options.ends_with(&SANITIZED) && !have_sanitizers("g++") {
            continue;
        }
        let Some(program) = compile("g++", "vectors.cpp", options) else { continue };
        check_passes(&program, &[&vectors], 200);
    }
}

/// Every block of the vectors gives the same result through `fernet::block`.
#[test]
fn cpp_runs_the_blocks_of_the_vectors() {
    let Some(program) = have_json().then(|| compile("g++", "blocks", &["-std=c++17", "-O1"])).flatten() else {
        return;
    };
    let vectors = repository().join("vectors/block");
    let mut blocks = 0;
    for entry in fs::read_dir(&vectors).unwrap() {
        let path = entry.unwrap().path();
        let Some(name) = path.file_name().unwrap().to_str().unwrap().strip_suffix(".result.json") else { continue };
        let expected = fs::read_to_string(&path).unwrap();
        // The program has no form for attestations.
        if expected.contains("\"availability\"") {
            continue;
        }
        let said = run(Command::new(&program).arg(vectors.join(format!("{name}.json"))));
        assert_eq!(said, expected, "{name}");
        blocks += 1;
    }
    assert!(blocks >= 7, "{blocks} blocks");
}

#[test]
fn cpp_does_not_let_a_result_be_dropped() {
    for compiler in ["g++", "clang++"] {
        let Some(_) = compile(compiler, "dropped.cpp", &["-std=c++17"]) else { continue };
        let mut command = Command::new(compiler);
        command.args(["-std=c++17", "-Werror", "-DDROP", "-fsyntax-only", "-I"]).arg(prefix().join("include"));
        let output = command.arg(repository().join("fernet-ffi/tests/cpp/dropped.cpp")).output().unwrap();
        let complained = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && complained.contains("nodiscard"), "{complained}");
    }
}

#[test]
fn cpp_says_which_failure_has_no_value() {
    let Some(program) = compile("g++", "no_value.cpp", &["-std=c++17"]) else { return };
    let output = Command::new(program).output().unwrap();
    assert!(!output.status.success());
    assert_eq!(output.stderr, b"fernet: value() of a failure: ParamsError::ChainIdZero\n");
}

#[test]
fn cpp_does_not_allocate_or_throw() {
    if !have_program("nm", "--version") {
        return;
    }
    let object = folder("cpp-object").join("every.o");
    let mut command = Command::new("c++");
    // Keeps every inline function, called or not: of the standard headers too, which call ldiv and std::terminate.
    command.args(["-std=c++17", "-O1", "-fkeep-inline-functions", "-fno-exceptions", "-x", "c++", "-c", "-I"]);
    command.arg(prefix().join("include"));
    run(command.arg(prefix().join("include/fernet.hpp")).arg("-o").arg(&object));
    let needed = run(Command::new("nm").args(["--undefined-only", "--format=posix"]).arg(&object));
    let needed: BTreeSet<&str> = needed.lines().map(|line| line.split(' ').next().unwrap()).collect();
    let others: Vec<&&str> = needed.iter().filter(|name| !name.starts_with("fernet_")).collect();
    let library = [
        "abort",
        "fputc",
        "fputs",
        "fwrite",
        "stderr",
        "ldiv",
        "memcmp",
        "memcpy",
        "memset",
        "memmove",
        "_ZSt9terminatev",
    ];
    let linkage = ["_GLOBAL_OFFSET_TABLE_", "__stack_chk_fail"];
    assert!(others.iter().all(|name| library.contains(name) || linkage.contains(name)), "{others:?}");
    let called: BTreeSet<String> =
        needed.iter().filter(|name| name.starts_with("fernet_")).map(ToString::to_string).collect();
    assert_eq!(called, functions());
}
