//! The payments of a settled block with the identity of SPEC `#identity`, or the slashing of one without a reveal or a proof.

use std::collections::HashMap;
use std::fmt::Write;

use fernet_core::KeyBytes;
use fernet_rewards::{Amount, Receipt, Slashing};

use super::style::{BAD, Excerpt, GOOD, Styled, heading, lines, short, table};
use crate::amount::{eth, percent};
use crate::run::{Pay, Run, Settlement};

/// Most provers that are listed.
const PROVERS: usize = 10;
/// Most nodes that are listed of each prover.
const NODES: usize = 6;

pub(super) fn section(run: &Run, everything: bool) -> String {
    match (&run.settlement, &run.slashing) {
        (Some(settlement), _) => payments(settlement, everything),
        (None, Some(slashing)) => slashed(slashing),
        (None, None) => String::new(),
    }
}

fn payments(settlement: &Settlement, everything: bool) -> String {
    let receipt = &settlement.receipt;
    let mut text = heading("Payments");
    let parts = Parts::of(receipt);
    text += &parts.table();
    text += &recipients(settlement);
    text += &worth(settlement);
    text += &payees(&settlement.pays, everything);
    text += &identity(&parts);
    text
}

/// The payees of the sequencer's part and of the rebate.
fn recipients(settlement: &Settlement) -> String {
    let mut text = format!("\n  The sequencer is paid at {}.\n", settlement.sequencer_payout);
    if settlement.receipt.rebate() != Amount::ZERO {
        let _ = writeln!(text, "  The gas rebate goes to {}.", settlement.rebate_payee);
    }
    text
}

/// The pay of a seat without a burn.
fn worth(settlement: &Settlement) -> String {
    let [base, merge] = settlement.worth.map(Amount::wei);
    let seats = settlement.seats;
    if base == merge {
        format!("\n  {seats} seats share the pool: {base} wei each, before burns.\n\n")
    } else {
        format!(
            "\n  {seats} seats share two pools: {base} wei for a base,\n  {merge} wei for a merge, before burns.\n\n"
        )
    }
}

/// The pays of one prover and their sum in wei.
#[derive(Default)]
struct Earned<'p> {
    pays: Vec<&'p Pay>,
    wei: u128,
}

/// The provers with their pays, the highest sum first.
fn payees(pays: &[Pay], everything: bool) -> String {
    let mut by_key = HashMap::<KeyBytes, Earned<'_>>::new();
    for pay in pays {
        let earned = by_key.entry(pay.key).or_default();
        earned.pays.push(pay);
        earned.wei += pay.amount.wei();
    }
    let mut earned: Vec<_> = by_key.into_iter().collect();
    earned.sort_by_key(|(key, earned)| (std::cmp::Reverse(earned.wei), *key));

    let mut table = table(&["prover", "nodes (burn)", "ETH"], &[]);
    let excerpt = Excerpt::new(earned.len(), PROVERS, everything);
    for (key, earned) in earned.iter().take(excerpt.shown) {
        table.add_row([short(key), nodes(&earned.pays, everything), eth(earned.wei)]);
    }
    let rest: u128 = earned.iter().skip(excerpt.shown).map(|(_, earned)| earned.wei).sum();
    let mut text = lines(&table) + &excerpt.rest("more prover");
    if rest > 0 {
        let _ = writeln!(text, "  The others earn {} ETH together.", eth(rest));
    }
    if !everything {
        text += "  --all prints full keys and payout addresses.\n";
    }
    text
}

fn nodes(pays: &[&Pay], everything: bool) -> String {
    let excerpt = Excerpt::new(pays.len(), NODES, everything);
    let mut text = pays.iter().take(excerpt.shown).map(|pay| node(pay)).collect::<Vec<_>>().join(", ");
    if excerpt.shown < pays.len() {
        let _ = write!(text, " and {} more", pays.len() - excerpt.shown);
    }
    text
}

fn node(pay: &Pay) -> String {
    match pay.fee_burn {
        0 => pay.node.to_string(),
        burn => format!("{} ({})", pay.node, percent(burn)),
    }
}

/// The sums of a settlement, in wei.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    fees: u128,
    bond_used: u128,
    sequencer: u128,
    reserved: u128,
    burned: u128,
    rebate: u128,
    pool: u128,
}

impl Parts {
    pub(crate) fn of(receipt: &Receipt) -> Self {
        Self {
            fees: receipt.fees().wei(),
            bond_used: receipt.bond_used().wei(),
            sequencer: receipt.sequencer().wei(),
            reserved: receipt.reserved().wei(),
            burned: receipt.burned().wei(),
            rebate: receipt.rebate().wei(),
            pool: receipt.pool().wei(),
        }
    }

    /// A table of the sums.
    pub(crate) fn table(&self) -> String {
        let mut table = table(&["", "wei", "ETH"], &[1]);
        let rows = [
            ("fees and block reward", self.fees),
            ("pool for the provers", self.pool),
            ("taken from the bond", self.bond_used),
            ("to the sequencer", self.sequencer),
            ("reserved for the provers", self.reserved),
            ("gas rebate", self.rebate),
            ("burned", self.burned),
        ];
        for (name, wei) in rows {
            table.add_row([name.to_owned(), wei.to_string(), eth(wei)]);
        }
        lines(&table)
    }
}

/// The identity of SPEC `#identity` with the numbers of a settlement.
pub(crate) fn identity(parts: &Parts) -> String {
    let Parts { fees, bond_used, sequencer, reserved, burned, rebate, .. } = *parts;
    let holds = fees + bond_used == sequencer + reserved + burned + rebate;
    let verdict = if holds { Styled(GOOD, "holds") } else { Styled(BAD, "IS BROKEN") };
    let mut text = heading("Identity");
    let _ = writeln!(text, "  fees + bond used = sequencer + reserved + burned + rebate {verdict}");
    let _ = writeln!(text, "  {fees} + {bond_used}");
    let _ = writeln!(text, "  = {sequencer} + {reserved} + {burned} + {rebate} wei");
    text
}

fn slashed(slashing: &Slashing) -> String {
    let mut text = heading("Slashing");
    let (lost, left, bond) = (slashing.slashed().wei(), slashing.stake_left().wei(), slashing.bond_returned().wei());
    let _ = writeln!(text, "  No fees are paid.");
    let _ = writeln!(text, "  The leader is slashed {lost} wei ({} ETH), which is burned.", eth(lost));
    let _ = writeln!(text, "  {} ETH of its stake remain.", eth(left));
    let forfeit = slashing.forfeit().wei();
    if forfeit != 0 {
        let _ = writeln!(text, "  Of its bond {forfeit} wei ({} ETH) are burned.", eth(forfeit));
    }
    let _ = writeln!(text, "  Bond returned: {} ETH.", eth(bond));
    text
}
