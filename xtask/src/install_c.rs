//! Installs the C libraries with their headers, pkg-config file and CMake package, without cargo-c.
//!
//! What is installed stands in `package.metadata.capi` of `fernet-ffi/Cargo.toml`, where `cargo cinstall` reads it too; versions come
//! from the crate. The libraries do not depend on where they are built.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, path};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

const PACKAGE: &str = "fernet-ffi";

/// Where to install, and for which machine.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// Folder below which everything is installed.
    pub(crate) prefix: PathBuf,
    /// Folder of the libraries, relative to `prefix` or absolute; `lib` if not given.
    pub(crate) libdir: Option<PathBuf>,
    /// Target triple of rustc; the machine that builds if not given.
    pub(crate) target: Option<String>,
    /// Root of the file system to which files are copied, for packages; `/` if not given. What is installed does not name it.
    pub(crate) destdir: Option<PathBuf>,
}

impl Options {
    /// Reads `--prefix DIR [--libdir DIR] [--target TRIPLE]`, and `DESTDIR` of the environment.
    pub(crate) fn parse(arguments: &[&str]) -> Result<Self> {
        let mut options = Self { destdir: env::var_os("DESTDIR").map(PathBuf::from), ..Self::default() };
        for pair in arguments.chunks(2) {
            match *pair {
                ["--prefix", folder] => options.prefix = folder.into(),
                ["--libdir", folder] => options.libdir = Some(folder.into()),
                ["--target", triple] => options.target = Some(triple.to_owned()),
                [option, ..] => {
                    bail!("install-c: expected --prefix DIR, --libdir DIR or --target TRIPLE, got {option}")
                }
                [] => {}
            }
        }
        ensure!(options.prefix != Path::new(""), "install-c: --prefix DIR is missing");
        Ok(options)
    }
}

/// Builds both libraries and installs everything below the prefix.
pub(crate) fn run(options: &Options) -> Result<()> {
    ensure!(
        !cfg!(any(target_os = "macos", target_os = "windows")),
        "only for systems with ELF libraries: use cargo cinstall"
    );
    let prefix = path::absolute(&options.prefix)?;
    let libdir = prefix.join(options.libdir.as_deref().unwrap_or(Path::new("lib")));
    let package = Package::read()?;
    let built = package.build(options.target.as_deref())?;

    let staged = |path: &Path| match &options.destdir {
        Some(root) => root.join(path.strip_prefix("/").unwrap_or(path)),
        None => path.to_owned(),
    };
    let (include, data, lib) = (staged(&prefix.join("include")), staged(&prefix.join("share")), staged(&libdir));
    package.copy_assets("include", &include)?;
    package.copy_assets("data", &data)?;

    let name = package.text(&["library", "name"])?;
    install(&built.static_library, &lib.join(format!("lib{name}.a")))?;
    let shared = format!("lib{name}.so");
    let whole = format!("{shared}.{}", package.version);
    install(&built.shared_library, &lib.join(&whole))?;
    link(&whole, &lib.join(package.soname()?))?;
    link(&whole, &lib.join(&shared))?;

    let pkg_config = lib.join("pkgconfig").join(format!("{}.pc", package.text(&["pkg_config", "filename"])?));
    write(&pkg_config, &package.pkg_config(&prefix, &libdir, &built.system_libraries)?)?;
    let cmake = data.join("cmake/Fernet/FernetLibdir.cmake");
    write(&cmake, &format!("set(_fernet_libdir [[{}]])\n", libdir.strip_prefix(&prefix).unwrap_or(&libdir).display()))?;
    println!("fernet {} in {}", package.version, staged(&prefix).display());
    Ok(())
}

/// What Cargo knows of the crate.
struct Package {
    folder: PathBuf,
    target: PathBuf,
    version: String,
    capi: Value,
}

/// What one build gives.
struct Built {
    static_library: PathBuf,
    shared_library: PathBuf,
    /// Flags for what the static library needs of the system.
    system_libraries: String,
}

impl Package {
    fn read() -> Result<Self> {
        let output = cargo()
            .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
            .stderr(Stdio::inherit())
            .output()
            .context("cargo metadata")?;
        ensure!(output.status.success(), "cargo metadata failed");
        let metadata: Value = serde_json::from_slice(&output.stdout)?;
        let package = metadata["packages"]
            .as_array()
            .and_then(|packages| packages.iter().find(|package| package["name"] == PACKAGE))
            .with_context(|| format!("no package {PACKAGE}"))?;
        let string = |value: &Value| value.as_str().map(str::to_owned).context("cargo metadata lacks a field");
        let manifest = PathBuf::from(string(&package["manifest_path"])?);
        Ok(Self {
            folder: manifest.parent().context("the manifest has no folder")?.to_owned(),
            // Other builds of the crate would replace these libraries.
            target: PathBuf::from(string(&metadata["target_directory"])?).join("install-c"),
            version: string(&package["version"])?,
            capi: package["metadata"]["capi"].clone(),
        })
    }

    /// A text of `package.metadata.capi`.
    fn text(&self, path: &[&str]) -> Result<&str> {
        let value = path.iter().fold(&self.capi, |value, key| &value[key]);
        value.as_str().with_context(|| format!("package.metadata.capi.{} is missing", path.join(".")))
    }

    /// The name that programs look the shared library up by: it changes with the ABI.
    fn soname(&self) -> Result<String> {
        let mut numbers = self.version.split('.');
        let (major, minor) = numbers.next().zip(numbers.next()).context("a version has three numbers")?;
        let abi = if major == "0" { format!("{major}.{minor}") } else { major.to_owned() };
        Ok(format!("lib{}.so.{abi}", self.text(&["library", "name"])?))
    }

    fn build(&self, target: Option<&str>) -> Result<Built> {
        let output = cargo()
            .args(["rustc", "--package", PACKAGE, "--release", "--features", "capi"])
            .args(["--crate-type", "cdylib,staticlib", "--message-format", "json-diagnostic-rendered-ansi"])
            .args(target.map(|triple| format!("--target={triple}")))
            .arg("--target-dir")
            .arg(&self.target)
            .args(["--", "--print", "native-static-libs"])
            .arg(format!("-Clink-arg=-Wl,-soname,{}", self.soname()?))
            .current_dir(&self.folder)
            .env("CARGO_ENCODED_RUSTFLAGS", self.flags()?)
            .stderr(Stdio::inherit())
            .output()
            .context("cargo rustc")?;
        let messages: Vec<Value> =
            String::from_utf8(output.stdout)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        if !output.status.success() {
            messages
                .iter()
                .filter_map(|message| message["message"]["rendered"].as_str())
                .for_each(|text| eprint!("{text}"));
            bail!("the libraries do not build");
        }
        let files: Vec<PathBuf> = messages
            .iter()
            .filter(|message| message["target"]["name"] == PACKAGE.replace('-', "_"))
            .filter_map(|message| message["filenames"].as_array())
            .flatten()
            .filter_map(|file| file.as_str().map(PathBuf::from))
            .collect();
        let library = |extension: &str| {
            let found = files.iter().find(|file| file.extension().is_some_and(|found| found == extension));
            found.cloned().with_context(|| format!("the build gave no .{extension}"))
        };
        let system_libraries = messages
            .iter()
            .filter_map(|message| message["message"]["message"].as_str()?.strip_prefix("native-static-libs:"))
            .next_back()
            .context("the compiler did not say what the static library needs")?;
        Ok(Built {
            static_library: library("a")?,
            shared_library: library("so")?,
            system_libraries: system_libraries.trim().to_owned(),
        })
    }

    /// The caller's flags for rustc, and those that keep the folders of this machine out of the libraries.
    fn flags(&self) -> Result<OsString> {
        let mut flags: Vec<OsString> = match env::var_os("CARGO_ENCODED_RUSTFLAGS") {
            Some(encoded) => vec![encoded],
            None => env::var("RUSTFLAGS").unwrap_or_default().split_whitespace().map(OsString::from).collect(),
        };
        flags.retain(|flag| !flag.is_empty());
        let workspace = self.folder.parent().context("the crate is in a workspace")?;
        let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
        let registries = home.context("neither CARGO_HOME nor HOME is set")?.join("registry/src");
        let registries = fs::read_dir(registries).into_iter().flatten().flatten().map(|entry| entry.path());
        for (from, to) in registries.map(|folder| (folder, "/registry")).chain([(workspace.to_owned(), "/fernet")]) {
            let mut flag = OsString::from("--remap-path-prefix=");
            flag.push(from);
            flag.push(format!("={to}"));
            flags.push(flag);
        }
        Ok(flags.join(OsString::from("\u{1f}").as_os_str()))
    }

    /// Copies the files of `install.KIND.asset` to where they belong below `base`.
    fn copy_assets(&self, kind: &str, base: &Path) -> Result<()> {
        let assets = self.capi["install"][kind]["asset"].as_array();
        for asset in assets.with_context(|| format!("package.metadata.capi.install.{kind}.asset is missing"))? {
            let (from, to) = asset["from"].as_str().zip(asset["to"].as_str()).context("an asset has from and to")?;
            let (folder, pattern) = from.rsplit_once('/').context("an asset is in a folder")?;
            let (start, end) = pattern.split_once('*').unwrap_or((pattern, ""));
            let mut files = Vec::new();
            for entry in fs::read_dir(self.folder.join(folder)).with_context(|| format!("reading {folder}"))? {
                let file = entry?.file_name().into_string().map_err(|name| anyhow::anyhow!("{name:?} is no text"))?;
                if file == pattern || pattern.contains('*') && file.starts_with(start) && file.ends_with(end) {
                    files.push(file);
                }
            }
            ensure!(!files.is_empty(), "no file is {from}");
            for file in files {
                install(&self.folder.join(folder).join(&file), &base.join(to).join(&file))?;
            }
        }
        Ok(())
    }

    /// The text that `cargo cinstall` would write, with what pkg-config and shells would split escaped.
    fn pkg_config(&self, prefix: &Path, libdir: &Path, system_libraries: &str) -> Result<String> {
        let library = self.text(&["library", "name"])?;
        let libdir = match libdir.strip_prefix(prefix) {
            Ok(below) => format!("${{exec_prefix}}/{}", below.display()),
            Err(_) => libdir.display().to_string(),
        };
        Ok(format!(
            "prefix={}
exec_prefix=${{prefix}}
libdir={libdir}
includedir=${{prefix}}/include

Name: {}
Description: {}
Version: {}
Libs: -L\"${{libdir}}\" -l{library}
Cflags: -I\"${{includedir}}\"
Libs.private: {system_libraries}
",
            prefix.display(),
            self.text(&["pkg_config", "name"])?,
            self.text(&["pkg_config", "description"])?,
            self.version,
        ))
    }
}

fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Copies a file, so that whoever uses an older one meanwhile keeps it.
fn install(from: &Path, to: &Path) -> Result<()> {
    make_room(to)?;
    fs::copy(from, to).with_context(|| format!("copying {} to {}", from.display(), to.display()))?;
    Ok(())
}

fn write(to: &Path, text: &str) -> Result<()> {
    make_room(to)?;
    fs::write(to, text).with_context(|| format!("writing {}", to.display()))
}

#[cfg(unix)]
fn link(target: &str, at: &Path) -> Result<()> {
    make_room(at)?;
    std::os::unix::fs::symlink(target, at).with_context(|| format!("linking {}", at.display()))
}

#[cfg(not(unix))]
fn link(_: &str, at: &Path) -> Result<()> {
    bail!("no symbolic link at {}: use cargo cinstall", at.display())
}

/// Makes the folder of a file, and removes the file.
fn make_room(file: &Path) -> Result<()> {
    let folder = file.parent().context("a file is in a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("replacing {}", file.display()))
        }
        _ => Ok(()),
    }
}
