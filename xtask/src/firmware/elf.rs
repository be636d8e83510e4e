//! Symbols, sections and instructions of an image, by the tools of LLVM.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

use super::tools;

pub(super) struct Elf {
    path: PathBuf,
    /// Addresses, and sizes where the image states them.
    symbols: BTreeMap<String, (u64, Option<u64>)>,
}

/// One function, as the linker has placed it.
pub(super) struct Function {
    pub(super) name: String,
    pub(super) start: u64,
    /// Address, mnemonic, operands.
    pub(super) code: Vec<(u64, String, String)>,
}

impl Elf {
    pub(super) fn read(path: &Path) -> Result<Self> {
        let listing = tools::read_with("llvm-nm-22", &["--defined-only", "--print-size"], path)?;
        let number = |hex: &str| u64::from_str_radix(hex, 16).ok();
        let symbols = listing
            .lines()
            .filter_map(|line| match line.split_whitespace().collect::<Vec<_>>().as_slice() {
                [address, size, _, name] => Some(((*name).to_owned(), (number(address)?, number(size)))),
                [address, _, name] => Some(((*name).to_owned(), (number(address)?, None))),
                _ => None,
            })
            .collect();
        Ok(Self { path: path.to_owned(), symbols })
    }

    pub(super) fn address(&self, name: &str) -> Option<u64> {
        self.symbols.get(name).map(|(address, _)| *address)
    }

    /// Where the one function starts and ends whose mangled name has `part` in it.
    pub(super) fn range(&self, part: &str) -> Result<(u64, u64)> {
        let mut found = self.symbols.iter().filter(|(name, _)| name.contains(part)).map(|(_, range)| *range);
        match (found.next(), found.next()) {
            (Some((start, Some(size))), None) => Ok((start, start + size)),
            _ => bail!("{}: {part} is not one function", self.path.display()),
        }
    }

    /// Bytes of flash that a product would need: start, code, constants and initial values; no test vectors.
    pub(super) fn flash(&self) -> Result<u64> {
        let sections = tools::read_with("llvm-size-22", &["-A"], &self.path)?;
        let size = |line: &str| {
            let mut fields = line.split_whitespace();
            let counted = [".boot", ".text", ".rodata", ".data"].contains(&fields.next()?);
            counted.then(|| fields.next()?.parse::<u64>().ok()).flatten()
        };
        Ok(sections.lines().filter_map(size).sum())
    }

    /// All functions in the order of their addresses.
    pub(super) fn functions(&self) -> Result<Vec<Function>> {
        let listing = tools::read_with("llvm-objdump-22", &["-d", "--no-show-raw-insn"], &self.path)?;
        let mut functions: Vec<Function> = Vec::new();
        for line in listing.lines() {
            let head = line.strip_suffix(">:").and_then(|line| line.split_once(" <"));
            if let Some((address, name)) = head {
                // Labels of the assembler are no functions.
                if !name.starts_with(".L") {
                    let start = u64::from_str_radix(address, 16)?;
                    functions.push(Function { name: name.to_owned(), start, code: Vec::new() });
                }
                continue;
            }
            let Some((address, rest)) = line.split_once(':') else { continue };
            let (Ok(address), Some(function)) = (u64::from_str_radix(address.trim(), 16), functions.last_mut()) else {
                continue;
            };
            // What the linker fills gaps with, and constants between instructions, are no code.
            let size = self.symbols.get(&function.name).and_then(|(_, size)| *size);
            let outside = size.is_some_and(|size| address >= function.start + size);
            if outside || [".word", ".short", ".byte"].iter().any(|data| rest.contains(data)) {
                continue;
            }
            let (mnemonic, operands) = rest.trim().split_once('\t').unwrap_or((rest.trim(), ""));
            function.code.push((address, mnemonic.to_owned(), operands.to_owned()));
        }
        ensure!(!functions.is_empty(), "{}: no functions", self.path.display());
        Ok(functions)
    }

    /// Files and lines of the panics in an image whose handler reads them: what the constants hold in the form of a
    /// `core::panic::Location`, which is a string, a line and a column.
    pub(super) fn panic_places(&self) -> Result<Vec<(String, u32)>> {
        let dump = self.path.with_extension("rodata");
        let mut copy = std::process::Command::new("llvm-objcopy-22");
        copy.arg(format!("--dump-section=.rodata={}", dump.display())).arg(&self.path);
        tools::run(copy.arg(self.path.with_extension("copy")))?;
        let bytes = fs::read(&dump)?;
        let sections = tools::read_with("llvm-size-22", &["-A"], &self.path)?;
        let line = sections.lines().find(|line| line.starts_with(".rodata")).context("no constants")?;
        let base: u32 = line.split_whitespace().nth(2).context("no address")?.parse()?;

        let word = |at: usize| bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes);
        let place = |at: usize| {
            let start = usize::try_from(word(at)?.checked_sub(base)?).ok()?;
            let length = usize::try_from(word(at + 4)?).ok()?;
            let file = std::str::from_utf8(bytes.get(start..)?.get(..length)?).ok()?;
            file.ends_with(".rs").then_some((file.to_owned(), word(at + 8)?))
        };
        Ok((0..bytes.len()).step_by(4).filter_map(place).collect())
    }

    /// What the compiler says of the frames: bytes of stack by the function's address.
    pub(super) fn frames(&self) -> Result<BTreeMap<u64, u64>> {
        let dump = self.path.with_extension("stack_sizes");
        let section = format!("--dump-section=.stack_sizes={}", dump.display());
        let out = self.path.with_extension("copy");
        let arguments = [section.as_str(), &self.path.to_string_lossy()].map(str::to_owned);
        let mut copy = std::process::Command::new("llvm-objcopy-22");
        tools::run(copy.args(arguments).arg(&out))?;
        let bytes = fs::read(&dump)?;

        let mut frames = BTreeMap::new();
        let mut rest = bytes.as_slice();
        while let Some((address, mut tail)) = rest.split_first_chunk::<4>() {
            let (mut size, mut shift) = (0_u64, 0);
            loop {
                let (byte, after) = tail.split_first().context("a size ends too early")?;
                tail = after;
                size |= u64::from(byte & 0x7f) << shift;
                shift += 7;
                if byte & 0x80 == 0 {
                    break;
                }
            }
            // The lowest bit says that the code is Thumb.
            frames.insert(u64::from(u32::from_le_bytes(*address) & !1), size);
            rest = tail;
        }
        Ok(frames)
    }
}
