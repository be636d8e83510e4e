//! `cargo xtask install-c`: where it installs, what the libraries need, and how programs link with them.
#![cfg(target_os = "linux")]

mod common;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{env, fs};

use common::{folder, install_c, repository, run, succeeds};
use test_vectors::have_program;

/// An installation below a folder with a space in its name, in the libraries' folder of a Debian system.
fn spaced() -> &'static Path {
    static PREFIX: OnceLock<PathBuf> = OnceLock::new();
    PREFIX.get_or_init(|| {
        let prefix = folder("a prefix").join("of its own");
        run(&mut install_c(&repository(), &prefix, &["--libdir", LIBDIR]));
        prefix
    })
}

const LIBDIR: &str = "lib/some-machine";

fn pkg_config_path() -> String {
    format!("{}/{LIBDIR}/pkgconfig", spaced().display())
}

/// Compiles an example by a line of shell, as the documentation has it, and runs it.
fn compile_and_run(name: &str, line: &str) {
    let out = folder(name);
    let source = repository().join("examples/c/settle.c");
    // The shell would split the paths of pkg-config at their spaces.
    let line = line.replace("prog.c", "\"$SOURCE\"").replace("cc ", "eval $CC ");
    let mut shell = Command::new("sh");
    shell.args(["-ec", &format!("{line} && ./prog")]).current_dir(&out).env("SOURCE", source);
    let (compiler, _) = name.split_once(' ').unwrap();
    let said = run(shell.env("CC", compiler).env("PKG_CONFIG_PATH", pkg_config_path()));
    assert!(said.contains(" 8602150537634408602\n"), "{said}");
    let dynamic = run(Command::new("readelf").arg("-d").arg(out.join("prog")));
    assert_eq!(dynamic.contains("libfernet.so"), name.ends_with("shared"), "{dynamic}");
    assert_eq!(dynamic.contains("libc.so"), !name.ends_with("program"), "{dynamic}");
}

#[test]
fn programs_link_as_documented() {
    let guide = common::read("docs/c.md");
    let line = |start: &str| {
        let row = guide.lines().find(|line| line.starts_with(start)).unwrap();
        row.split('`').nth(1).unwrap().to_owned()
    };
    if !have_program("pkg-config", "--version") {
        return;
    }
    for compiler in ["gcc", "clang"] {
        if have_program(compiler, "--version") {
            let quoted = line("| pkg-config |")
                .replace("-rpath,", "-rpath,\\\"")
                .replace("libdir fernet)", "libdir fernet)\\\"");
            compile_and_run(&format!("{compiler} shared"), &quoted);
            compile_and_run(&format!("{compiler} static"), &line("| pkg-config, static library |"));
            compile_and_run(&format!("{compiler} static program"), &line("| pkg-config, static program |"));
        }
    }
    if have_program("musl-gcc", "--version") {
        compile_and_run("musl-gcc static program", &line("| pkg-config, static program |"));
    }
}

#[test]
fn prefixes_and_folders() {
    let tools = have_program("make", "--version") && have_program("pkg-config", "--version");
    if tools {
        let out = folder("make-spaced");
        for (link, flags) in [("shared", ""), ("static", ""), ("static", "-static")] {
            let settle = out.join(format!("{link}{flags}")).join("settle");
            let mut make = Command::new("make");
            make.arg("-C").arg(repository().join("examples")).arg(format!("PKG_CONFIG_PATH={}", pkg_config_path()));
            make.arg(format!("OUT={}", settle.parent().unwrap().display()));
            make.args([format!("LINK={link}"), format!("LDFLAGS={flags}")]);
            run(make.arg(&settle).env_remove("PKG_CONFIG_PATH"));
            assert!(run(&mut Command::new(&settle)).contains(" 8602150537634408602\n"));
        }
    }
    if have_program("cmake", "--version") {
        let guide = common::read("docs/c.md");
        let (_, text) = guide.split_once("```cmake\n").unwrap();
        let (text, _) = text.split_once("```").unwrap();
        for library in ["Fernet::fernet", "Fernet::fernet_static -static"] {
            let source = folder(&format!("spaced cmake {}", library.len()));
            fs::copy(repository().join("examples/c/settle.c"), source.join("prog.c")).unwrap();
            fs::write(source.join("CMakeLists.txt"), text.replace("Fernet::fernet", library)).unwrap();
            let prefix = format!("-DCMAKE_PREFIX_PATH={}", spaced().display());
            run(Command::new("cmake").args(["-S", ".", "-B", "build", &prefix]).current_dir(&source));
            run(Command::new("cmake").args(["--build", "build"]).current_dir(&source));
            assert!(run(&mut Command::new(source.join("build/prog"))).contains(" 8602150537634408602\n"));
        }
    }
}

/// A package is made below `DESTDIR`, and its files do not name it.
#[test]
fn destdir() {
    let root = folder("destdir");
    run(install_c(&repository(), Path::new("/opt/fernet"), &["--libdir", "/opt/lib"]).env("DESTDIR", &root));
    let pkg_config = fs::read_to_string(root.join("opt/lib/pkgconfig/fernet.pc")).unwrap();
    assert!(
        pkg_config.starts_with("prefix=/opt/fernet\n") && pkg_config.contains("\nlibdir=/opt/lib\n"),
        "{pkg_config}"
    );
    assert!(root.join("opt/fernet/include/fernet.h").exists() && root.join("opt/lib/libfernet.so").exists());
}

#[test]
fn options_that_are_not_known_are_refused() {
    for options in [&["--prefix"][..], &["--lib", "x"], &["x"], &["--libdir"]] {
        let mut command = install_c(&repository(), &folder("refused"), options);
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(options[0]), "{options:?}: {said}");
    }
    assert!(!succeeds(Command::new(env!("CARGO")).current_dir(repository()).args(["xtask", "install-c"])));
}

/// The libraries need libc, and of it what `docs/c.md` lists.
#[test]
fn the_library_needs_nothing_else_of_the_system() {
    if !have_program("nm", "--version") {
        return;
    }
    let library = spaced().join(LIBDIR).join("libfernet.so");
    let symbols = run(Command::new("nm").args(["-D", "--undefined-only", "--format=posix"]).arg(&library));
    let strong = symbols.lines().filter(|line| line.split(' ').nth(1) == Some("U"));
    let needed: BTreeSet<&str> = strong.map(|line| line.split([' ', '@']).next().unwrap()).collect();
    let documented = ["abort", "aligned_alloc", "bcmp", "free", "memcmp", "memcpy", "memmove", "memset"];
    assert_eq!(needed, BTreeSet::from(documented));
    let guide = common::read("docs/c.md");
    assert!(documented.iter().all(|name| guide.contains(&format!("`{name}`"))));
    let libraries = run(Command::new("readelf").arg("-d").arg(&library));
    let libraries: Vec<&str> = libraries.lines().filter(|line| line.contains("(NEEDED)")).collect();
    assert!(libraries.iter().all(|line| line.contains("[libc.so")), "{libraries:?}");
}

/// Built in another folder, with another cargo home, the libraries have the same bytes.
#[test]
fn builds_are_reproducible() {
    if !have_program("git", "--version") {
        return;
    }
    let first = spaced().join(LIBDIR);
    let copy = folder("another folder");
    let files = run(Command::new("git").args(["ls-files", "-z"]).current_dir(repository()));
    for file in files.split_terminator('\0').filter(|file| !file.starts_with("fuzz/")) {
        let to = copy.join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        if fs::copy(repository().join(file), to).is_err() {
            continue; // removed in the working tree
        }
    }
    let default = || PathBuf::from(env::var_os("HOME").unwrap()).join(".cargo");
    let home = env::var_os("CARGO_HOME").map_or_else(default, PathBuf::from);
    let another = folder("another home");
    for entry in fs::read_dir(&home).unwrap() {
        let entry = entry.unwrap();
        std::os::unix::fs::symlink(entry.path(), another.join(entry.file_name())).unwrap();
    }
    let prefix = folder("another prefix");
    let xtask = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../debug/xtask");
    let mut install = Command::new(xtask);
    install.current_dir(&copy).args(["install-c", "--prefix"]).arg(&prefix);
    run(install.env("CARGO_HOME", &another).env("CARGO_NET_OFFLINE", "true").env_remove("CARGO_TARGET_DIR"));

    let folders: [OsString; 3] = [home.into(), repository().into(), copy.into()];
    for library in ["libfernet.a", "libfernet.so"] {
        let bytes = fs::read(first.join(library)).unwrap();
        assert!(bytes == fs::read(prefix.join("lib").join(library)).unwrap(), "{library} differs");
        for folder in &folders {
            let folder = folder.as_encoded_bytes();
            assert!(!bytes.windows(folder.len()).any(|bytes| bytes == folder), "{library} has {folder:?}");
        }
    }
}
