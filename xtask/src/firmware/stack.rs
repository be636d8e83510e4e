//! The most stack that a function can take, from its frame and those of all that it calls.
//!
//! Frames are the compiler's (`-Zemit-stack-sizes`), calls are read from the linked code. A recursion, or a call whose
//! target is not in the instruction, has no bound and is an error.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail, ensure};

use super::elf::{Elf, Function};

pub(super) struct Calls {
    functions: BTreeMap<u64, Node>,
}

struct Node {
    name: String,
    frame: u64,
    calls: BTreeSet<u64>,
    /// A call whose target is unknown.
    unknown: Option<String>,
}

impl Calls {
    pub(super) fn read(elf: &Elf) -> Result<Self> {
        let frames = elf.frames()?;
        let functions = elf.functions()?;
        let starts: BTreeMap<u64, &str> = functions.iter().map(|f| (f.start, f.name.as_str())).collect();
        let by_name: BTreeMap<&str, u64> = functions.iter().map(|f| (f.name.as_str(), f.start)).collect();
        let mut nodes = BTreeMap::new();
        for function in &functions {
            let mut node = Node {
                name: function.name.clone(),
                frame: match frames.get(&function.start) {
                    Some(frame) => *frame,
                    None => frame_of_assembly(function)?,
                },
                calls: BTreeSet::new(),
                unknown: None,
            };
            for (place, (_, mnemonic, operands)) in function.code.iter().enumerate() {
                match target(mnemonic, operands, &by_name) {
                    Target::None => {}
                    Target::Unknown if is_switch(function, place) => {}
                    Target::Unknown => node.unknown = Some(format!("{mnemonic} {operands}")),
                    Target::Address(address) => {
                        let (start, _) = starts.range(..=address).next_back().context("a call to nowhere")?;
                        if *start != function.start || address == function.start && is_call(mnemonic) {
                            node.calls.insert(*start);
                        }
                    }
                }
            }
            nodes.insert(function.start, node);
        }
        Ok(Self { functions: nodes })
    }

    /// The bound of the function whose mangled name ends in `name`.
    pub(super) fn bound(&self, name: &str) -> Result<u64> {
        let mangled = format!("{}{name}", name.len());
        let found: Vec<u64> =
            self.functions.iter().filter(|(_, f)| f.name.contains(&mangled)).map(|(at, _)| *at).collect();
        let [start] = found.as_slice() else { bail!("{name}: {} functions have this name", found.len()) };
        self.depth(*start, &mut Vec::new(), &mut BTreeMap::new())
    }

    fn depth(&self, start: u64, above: &mut Vec<u64>, known: &mut BTreeMap<u64, u64>) -> Result<u64> {
        if let Some(depth) = known.get(&start) {
            return Ok(*depth);
        }
        let node = self.functions.get(&start).context("a call to nowhere")?;
        ensure!(!above.contains(&start), "{} calls itself", node.name);
        if let Some(call) = &node.unknown {
            let path: Vec<&str> =
                above.iter().filter_map(|at| self.functions.get(at)).map(|node| node.name.as_str()).collect();
            bail!("{}: {call} may call anything; called by {}", node.name, path.join(" "));
        }
        above.push(start);
        let mut deepest = 0;
        for call in &node.calls {
            deepest = deepest.max(self.depth(*call, above, known)?);
        }
        above.pop();
        known.insert(start, node.frame + deepest);
        Ok(node.frame + deepest)
    }
}

enum Target {
    /// No branch, a return, or a branch by a table that stays in its function.
    None,
    Address(u64),
    Unknown,
}

fn is_call(mnemonic: &str) -> bool {
    matches!(mnemonic, "bl" | "blx" | "jal" | "jalr" | "call")
}

/// Where an instruction of either architecture branches to.
fn target(mnemonic: &str, operands: &str, by_name: &BTreeMap<&str, u64>) -> Target {
    let plain = mnemonic.trim_end_matches(".w").trim_end_matches(".n");
    let register_branch = match plain {
        // Cortex-M.
        "blx" => true,
        "bx" => operands.trim() != "lr",
        // RISC-V.
        "jalr" | "jr" => true,
        _ if plain.starts_with("bx") => operands.trim() != "lr",
        _ => false,
    };
    if register_branch {
        // The assembler's far call: its target stands beside it.
        let named = operands.split_once('<').and_then(|(_, name)| name.split_once('>'));
        return named.and_then(|(name, _)| by_name.get(name)).map_or(Target::Unknown, |at| Target::Address(*at));
    }
    let branches =
        plain.starts_with('b') && !plain.starts_with("bx") && !matches!(plain, "bic" | "bics" | "bfi" | "bfc" | "bkpt")
            || matches!(plain, "cbz" | "cbnz" | "j" | "jal");
    if !branches {
        return Target::None;
    }
    let address = operands.split([',', ' ']).find_map(|word| word.strip_prefix("0x"));
    match address.and_then(|hex| u64::from_str_radix(hex, 16).ok()) {
        Some(address) => Target::Address(address),
        None => Target::Unknown,
    }
}

/// A branch of RISC-V by a table: shortly before, an index is scaled by four and a word loaded.
fn is_switch(function: &Function, place: usize) -> bool {
    let Some((_, mnemonic, _)) = function.code.get(place) else { return false };
    let before: Vec<&str> = function.code.iter().take(place).rev().take(12).map(|(_, m, _)| m.as_str()).collect();
    let scaled = function.code.iter().take(place).rev().take(12).any(|(_, m, o)| m == "slli" && o.ends_with("0x2"));
    mnemonic == "jr" && scaled && before.contains(&"lw") && before.iter().any(|m| m.starts_with('b'))
}

/// The frame of a function that the compiler does not report: one in assembly, which may push and subtract.
fn frame_of_assembly(function: &Function) -> Result<u64> {
    let mut frame = 0;
    for (_, mnemonic, operands) in &function.code {
        let plain = mnemonic.trim_end_matches(".w");
        if plain == "push" {
            frame += 4 * u64::try_from(operands.split(',').count())?;
        } else if plain == "sub" && operands.starts_with("sp") {
            let amount = operands.rsplit("#0x").next().and_then(|hex| u64::from_str_radix(hex, 16).ok());
            frame += amount.with_context(|| format!("{}: {mnemonic} {operands}", function.name))?;
        } else if plain == "addi" && operands.starts_with("sp, sp, -0x") {
            frame += u64::from_str_radix(operands.trim_start_matches("sp, sp, -0x"), 16)?;
        }
    }
    Ok(frame)
}
