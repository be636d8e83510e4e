//! Contracts compiled from the files of `contracts/`, their functions and errors by name, and the encoding of calls.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};
use std::{env, fs, process};

use anyhow::{Context as _, Result, ensure};
use revm::primitives::{U256, hex, keccak256};
use serde_json::{Value, json};

use crate::solc::{self, run_solc, settings, solc_input};

/// The contract that has to be optimised for size (EIP-170), as `foundry.toml` says.
const SMALL: &str = "src/FernetRollup.sol";
const SMALL_RUNS: u32 = 200;

/// A compiled contract.
#[derive(Debug, Clone)]
pub struct Build {
    /// The code that runs.
    pub runtime: Vec<u8>,
    /// The code that a transaction deploys, without the arguments of the constructor.
    pub creation: Vec<u8>,
    functions: BTreeMap<String, [u8; 4]>,
    errors: BTreeMap<[u8; 4], String>,
    /// The libraries that the code calls, each at the address with which it is linked ([`Build::link`]).
    pub libraries: Vec<Library>,
    /// Events by the hash of their signature.
    pub events: BTreeMap<[u8; 32], String>,
}

/// A contract that the first who asks for it compiles.
type Once = Arc<OnceLock<Build>>;

/// A library that other code calls.
#[derive(Debug, Clone)]
pub struct Library {
    /// Where the code that calls it expects it.
    pub address: [u8; 20],
    /// The code that runs there.
    pub runtime: Vec<u8>,
    errors: BTreeMap<[u8; 4], String>,
}

/// An argument of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// Words that stand in their place: a value type, or a struct of them.
    Words(Vec<[u8; 32]>),
    /// `bytes`.
    Bytes(Vec<u8>),
}

/// A word of calldata: integers on the right, byte strings of 32 bytes as they are, addresses of 20 bytes on the right.
pub trait Word {
    /// The 32 bytes.
    fn word(&self) -> [u8; 32];
}

macro_rules! integers {
    ($($kind:ty),*) => {
        $(impl Word for $kind {
            fn word(&self) -> [u8; 32] {
                U256::from(*self).to_be_bytes()
            }
        })*
    };
}

integers!(u8, u16, u32, u64, u128, U256, bool);

impl Word for [u8; 32] {
    fn word(&self) -> [u8; 32] {
        *self
    }
}

impl Word for [u8; 20] {
    fn word(&self) -> [u8; 32] {
        let mut word = [0; 32];
        word[12..].copy_from_slice(self);
        word
    }
}

impl<T: Word> From<T> for Arg {
    fn from(value: T) -> Self {
        Self::Words(vec![value.word()])
    }
}

impl From<Vec<[u8; 32]>> for Arg {
    fn from(words: Vec<[u8; 32]>) -> Self {
        Self::Words(words)
    }
}

impl From<&[u8]> for Arg {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

/// The arguments of a call, each a [`Word`], words or bytes.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::Arg::from($value)),*] };
}

/// The ABI encoding of arguments.
///
/// # Panics
///
/// If there are 2^64 bytes.
#[must_use]
pub fn encode_args(args: &[Arg]) -> Vec<u8> {
    let width = |arg: &Arg| match arg {
        Arg::Words(words) => words.len(),
        Arg::Bytes(_) => 1,
    };
    let head = 32 * args.iter().map(width).sum::<usize>();
    let (mut data, mut tail) = (Vec::new(), Vec::new());
    for arg in args {
        match arg {
            Arg::Words(words) => data.extend(words.concat()),
            Arg::Bytes(bytes) => {
                data.extend(size(head + tail.len()));
                tail.extend(size(bytes.len()));
                tail.extend(bytes);
                tail.resize(tail.len().next_multiple_of(32), 0);
            }
        }
    }
    data.extend(tail);
    data
}

fn size(value: usize) -> [u8; 32] {
    u64::try_from(value).expect("64 bits").word()
}

impl Build {
    /// Compiles the contract `name` of a file below `contracts/`, once in a process. With `EVM_MUTANT_SOURCE` in the environment,
    /// `FernetRollup` has a change: the file says in which source, by its path, and with which text.
    ///
    /// # Panics
    ///
    /// If `solc` is not installed (`cargo xtask contracts` installs it), or the contract has an error or a warning.
    #[must_use]
    pub fn of(file: &str, name: &str) -> Self {
        static MADE: Mutex<BTreeMap<(String, String), Once>> = Mutex::new(BTreeMap::new());
        let of_name = MADE.lock().expect("no panic").entry((file.to_owned(), name.to_owned())).or_default().clone();
        let make = || {
            let changed: BTreeMap<String, String> = match env::var_os("EVM_MUTANT_SOURCE") {
                Some(path) if file == SMALL => {
                    serde_json::from_slice(&fs::read(path).expect("a mutant")).expect("JSON of a text by its path")
                }
                _ => BTreeMap::new(),
            };
            let changed: Vec<_> = changed.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
            Self::read(file, name, &changed).unwrap_or_else(|error| panic!("{file}: {error:#}"))
        };
        of_name.get_or_init(make).clone()
    }

    /// Compiles the contract `name` of a file below `contracts/`, with other text in the place of some of the files.
    ///
    /// # Errors
    ///
    /// If `solc` is not installed, or finds an error.
    pub fn read(file: &str, name: &str, changed: &[(&str, String)]) -> Result<Self> {
        let output = compile(file, changed)?;
        let contract = &output["contracts"][file][name];
        let linked = linked(contract);
        let code = |kind: &str| {
            let digits = contract["evm"][kind]["object"].as_str().with_context(|| format!("no contract {name}"))?;
            let link = |code: String, (file, name): &(String, String)| {
                code.replace(&placeholder(file, name), &hex::encode(address(file, name)))
            };
            hex::decode(linked.iter().fold(digits.to_owned(), link)).with_context(|| format!("{name} is not linked"))
        };
        let abi = contract["abi"].as_array().context("an ABI")?;
        let items = |kind: &str| {
            let items: Vec<_> = abi.iter().filter(|item| item["type"] == kind).collect();
            items.into_iter().map(|item| (text(item), hash(item)))
        };
        let selector = |hash: [u8; 32]| *hash.first_chunk().expect("32 bytes");
        let library = |(file, name): &(String, String)| {
            let build = Self::read(file, name, changed)?;
            ensure!(build.libraries.is_empty(), "{name} calls another library");
            Ok(Library { address: address(file, name), runtime: build.runtime, errors: build.errors })
        };
        Ok(Self {
            libraries: linked.iter().map(library).collect::<Result<_>>()?,
            runtime: code("deployedBytecode")?,
            creation: code("bytecode")?,
            functions: items("function").map(|(name, hash)| (name, selector(hash))).collect(),
            errors: items("error").map(|(name, hash)| (selector(hash), name)).collect(),
            events: items("event").map(|(name, hash)| (hash, name)).collect(),
        })
    }

    /// The calldata of a call.
    ///
    /// # Panics
    ///
    /// If the contract has no function of this name.
    #[must_use]
    pub fn calldata(&self, function: &str, args: &[Arg]) -> Vec<u8> {
        let selector = self.functions.get(function).unwrap_or_else(|| panic!("no function {function}"));
        [&selector[..], &encode_args(args)].concat()
    }

    /// The names of the functions.
    pub fn functions(&self) -> impl Iterator<Item = &str> {
        self.functions.keys().map(String::as_str)
    }

    /// The name of the error that a call reverted with. Empty for a revert without one, `Panic` for a failed check of the compiler.
    ///
    /// # Panics
    ///
    /// If the contract does not declare the error.
    #[must_use]
    pub fn error(&self, reverted: &[u8]) -> &str {
        match reverted.first_chunk() {
            None => "",
            Some([0x4e, 0x48, 0x7b, 0x71]) => "Panic",
            Some(selector) => self.find(*selector).unwrap_or_else(|| panic!("an error, not {reverted:02x?}")),
        }
    }
}

impl Build {
    /// An error of the contract or of a library by its selector.
    #[must_use]
    pub fn find(&self, selector: [u8; 4]) -> Option<&str> {
        let all = self.libraries.iter().map(|library| &library.errors);
        all.chain([&self.errors]).find_map(|errors| errors.get(&selector)).map(String::as_str)
    }
}

/// The files and names of the libraries that a contract calls.
fn linked(contract: &Value) -> Vec<(String, String)> {
    let files = contract["evm"]["bytecode"]["linkReferences"].as_object().into_iter().flatten();
    let names = |(file, names): (&String, &Value)| {
        let names: Vec<_> = names.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
        names.into_iter().map(|name| (file.clone(), name)).collect::<Vec<_>>()
    };
    files.flat_map(names).collect()
}

/// What stands for the address of a library in code that is not linked.
fn placeholder(file: &str, name: &str) -> String {
    let hash = hex::encode(keccak256(format!("{file}:{name}")));
    format!("__${}$__", &hash[..34])
}

/// An address for a library.
fn address(file: &str, name: &str) -> [u8; 20] {
    *keccak256(format!("{file}:{name}")).last_chunk().expect("32 bytes")
}

fn text(item: &Value) -> String {
    item["name"].as_str().unwrap_or_default().to_owned()
}

/// The hash of the signature of a function, an error or an event.
fn hash(item: &Value) -> [u8; 32] {
    fn kind(input: &Value) -> String {
        let name = input["type"].as_str().unwrap_or_default();
        match name.strip_prefix("tuple") {
            Some(array) => format!("({}){array}", kinds(&input["components"])),
            None => name.to_owned(),
        }
    }
    fn kinds(inputs: &Value) -> String {
        inputs.as_array().into_iter().flatten().map(kind).collect::<Vec<_>>().join(",")
    }
    keccak256(format!("{}({})", text(item), kinds(&item["inputs"]))).0
}

/// The output of the compiler for all contracts of a file, kept in `target/solc` until a file changes.
fn compile(file: &str, changed: &[(&str, String)]) -> Result<Value> {
    let mut sources = BTreeMap::new();
    add(&mut sources, "src")?;
    add(&mut sources, "test")?;
    sources.extend(changed.iter().map(|(path, text)| ((*path).to_owned(), text.clone())));
    let mut settings = settings()?;
    let code = ["abi", "evm.bytecode.object", "evm.bytecode.linkReferences", "evm.deployedBytecode.object"];
    settings["outputSelection"] = json!({ file: { "*": code } });
    if file == SMALL {
        settings["optimizer"]["runs"] = json!(SMALL_RUNS);
    }
    let input = solc_input(&sources, &settings);
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/solc");
    // The lock file names the compiler.
    let lock = fs::read_to_string(solc::folder().join("package-lock.json")).context("package-lock.json")?;
    let kept = kept.join(format!("{}.json", hex::encode(keccak256(lock + &input))));
    if let Ok(output) = fs::read(&kept) {
        return Ok(serde_json::from_slice(&output)?);
    }
    let output = run_solc(None, &input)?;
    // A copy with a change may have warnings; the contracts have none.
    solc::check(&output, changed.is_empty())?;
    fs::create_dir_all(kept.parent().context("a folder")?)?;
    // Another test may write the same file: it gets its name when it is whole.
    let part = kept.with_extension(process::id().to_string());
    fs::write(&part, output.to_string())?;
    fs::rename(&part, &kept)?;
    Ok(output)
}

/// Adds the Solidity files of a folder below `contracts/`, but for the tests of forge.
fn add(sources: &mut BTreeMap<String, String>, path: &str) -> Result<()> {
    for entry in fs::read_dir(solc::folder().join(path))? {
        let entry = entry?;
        let path = format!("{path}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            add(sources, &path)?;
        } else if path.ends_with(".sol") && !path.ends_with(".t.sol") {
            sources.insert(path, fs::read_to_string(entry.path())?);
        }
    }
    Ok(())
}
