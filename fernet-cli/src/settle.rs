//! `fernet settle`: computes the payments of a block from its fees, fee split, bases and filled seats.

use std::path::PathBuf;

use clap::{ArgGroup, Args};
use fernet_core::{Address, FeeBurn, NodeIndex, PPM, ParamValues, TreeShape};
use fernet_rewards::{Amount, Rebate, Receipt, SettleError, SettlementPlan};
use serde::{Deserialize, Serialize};

use crate::amount::{both, eth, parse_amount, parse_part, parse_share, parse_wei, percent};
use crate::failure::Failure;
use crate::file::ParamsRecord;
use crate::object::objects;
use crate::read::Document;
use crate::show::{Parts, identity, lines, table};
use crate::{decimal, output};

objects! {
    Input: "a settlement",
    Seat: "a filled seat",
    Prices: "the prices of a rebate",
}

/// Arguments of `fernet settle`.
#[derive(Args, Clone, Debug)]
#[command(group(ArgGroup::new("source").required(true).args(["file", "fees"])))]
pub(crate) struct SettleArgs {
    /// Read a JSON object as in vectors/settlement instead of the options below; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "Numbers")]
    file: Option<PathBuf>,
    #[command(flatten)]
    numbers: Numbers,
    /// Print JSON in the form of a case of vectors/settlement
    #[arg(long)]
    json: bool,
}

/// The input of a settlement, as options.
#[derive(Args, Clone, Debug)]
struct Numbers {
    /// Fees of the block, less than 2^96 wei
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount)]
    fees: Option<u128>,
    /// Amount paid on top of the fees; with them less than 2^96 wei [default: 0]
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount)]
    block_reward: Option<u128>,
    /// Share of the fees for the provers; above 1 it needs a bond
    #[arg(long, value_name = "SHARE", value_parser = parse_share, required_unless_present = "file")]
    fee_split: Option<u32>,
    /// Number of bases of the tree, 1 to 4294967296
    #[arg(long, value_name = "COUNT", required_unless_present = "file")]
    bases: Option<u64>,
    /// A filled seat with its FEE_BURN, a share of at most 1 [default: 0]; repeatable, in post-order of the nodes
    #[arg(long = "seat", value_name = "NODE[:BURN]", value_parser = parse_seat)]
    seats: Vec<Seat>,
    /// Bond of the leader, less than 2^96 wei; only for a fee split above 1 [default: 0]
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount)]
    bond: Option<u128>,
    /// Fees for which a fee split above 1 at least provides, less than 2^96 wei; only for such a split, which needs it
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount)]
    bond_base: Option<u128>,
    /// Seats of each node but the root, 1 to 3
    #[arg(long, value_name = "COUNT", default_value_t = 3)]
    proofs_per_node: u8,
    /// Seats that the root adds to the divisor of pays, 1 to --proofs-per-node [default: --proofs-per-node]
    #[arg(long, value_name = "COUNT")]
    root_seats: Option<u8>,
    /// Share of the pool for base proofs, at most 1; needs two bases or more [default: one pool for all seats]
    #[arg(long, value_name = "SHARE", value_parser = parse_part)]
    base_share: Option<u32>,
    /// Largest gas rebate, less than 2^96 wei [default: 0]
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount, requires = "base_fee")]
    rebate_cap: Option<u128>,
    /// L1 gas that the rebate covers [default: 0]
    #[arg(long, value_name = "GAS", requires = "base_fee")]
    rebate_gas: Option<u32>,
    /// Base fee of the L1 block that first accepted the winning tree, for one unit of gas
    #[arg(long, value_name = "AMOUNT", value_parser = parse_base_fee, requires_all = ["rebate_gas", "rebate_cap"])]
    base_fee: Option<u64>,
    /// Price of 1 ETH of the asset that pays for gas, in the asset of the fees [default: 1eth]
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount, requires = "base_fee")]
    rate: Option<u128>,
}

/// One filled seat.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Seat {
    #[serde(with = "decimal")]
    node: u64,
    #[serde(with = "decimal")]
    fee_burn: u32,
}

fn parse_seat(text: &str) -> Result<Seat, String> {
    let (node, burn) = text.split_once(':').unwrap_or((text, "0"));
    let node = decimal::parse(node).ok_or_else(|| "expected a node such as 7, or with a burn 7:40%".to_owned())?;
    Ok(Seat { node, fee_burn: parse_part(burn)? })
}

fn parse_base_fee(text: &str) -> Result<u64, String> {
    parse_wei(text)?.try_into().map_err(|_| "expected less than 2^64 wei".to_owned())
}

/// 10^18: the gas and the fees are paid in one asset.
const ONE_ASSET: u128 = 1_000_000_000_000_000_000;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Prices {
    #[serde(with = "decimal")]
    base_fee: u64,
    #[serde(with = "decimal")]
    rate: u128,
}

/// What is settled, as in `vectors/settlement`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Input {
    #[serde(with = "decimal")]
    fees: u128,
    #[serde(with = "decimal")]
    block_reward: u128,
    #[serde(with = "decimal")]
    fee_split: u32,
    #[serde(with = "decimal")]
    bond: u128,
    #[serde(with = "decimal")]
    bond_base: u128,
    #[serde(with = "decimal")]
    bases: u64,
    #[serde(with = "decimal")]
    proofs_per_node: u8,
    #[serde(with = "decimal")]
    root_seats: u8,
    #[serde(with = "decimal::optional")]
    base_share: Option<u32>,
    #[serde(with = "decimal")]
    rebate_cap: u128,
    #[serde(with = "decimal")]
    rebate_gas: u32,
    seats: Vec<Seat>,
    #[serde(deserialize_with = "Option::deserialize")]
    rebate: Option<Prices>,
}

impl Input {
    fn new(numbers: &Numbers) -> Result<Self, Failure> {
        let (Some(fees), Some(fee_split), Some(bases)) = (numbers.fees, numbers.fee_split, numbers.bases) else {
            return Err(Failure::Input("expected --fees, --fee-split and --bases, or --file".to_owned()));
        };
        if numbers.bond == Some(0) && fee_split <= PPM {
            return Err(Failure::field("--bond", BOND_WITHOUT_EFFECT));
        }
        if numbers.bond_base.is_some() && fee_split <= PPM {
            return Err(Failure::field("--bond-base", BOND_WITHOUT_EFFECT));
        }
        if numbers.base_share.is_some() && bases == 1 {
            return Err(Failure::field(
                "--base-share",
                "has no effect: the only base is the root, and there is one pool",
            ));
        }
        let prices = |base_fee| Prices { base_fee, rate: numbers.rate.unwrap_or(ONE_ASSET) };
        Ok(Self {
            fees,
            block_reward: numbers.block_reward.unwrap_or(0),
            fee_split,
            bond: numbers.bond.unwrap_or(0),
            bond_base: numbers.bond_base.unwrap_or(0),
            bases,
            proofs_per_node: numbers.proofs_per_node,
            root_seats: numbers.root_seats.unwrap_or(numbers.proofs_per_node),
            base_share: numbers.base_share,
            rebate_cap: numbers.rebate_cap.unwrap_or(0),
            rebate_gas: numbers.rebate_gas.unwrap_or(0),
            seats: numbers.seats.clone(),
            rebate: numbers.base_fee.map(prices),
        })
    }

    /// The shares as they were understood.
    fn shares(&self) -> String {
        let base = self.base_share.map_or_else(String::new, |share| format!(", base share {}", both(share)));
        format!("fee split {}{base}\n", both(self.fee_split))
    }

    /// The bids of the seats, each in its range.
    fn fee_burns(&self, name: impl Fn(&str) -> String) -> Result<Vec<FeeBurn>, Failure> {
        let check = |(i, seat): (usize, &Seat)| {
            let field = format!("{}[{i}].fee_burn", name("seats"));
            let expected = format!("expected at most {PPM} ppm, got {}", seat.fee_burn);
            FeeBurn::new(seat.fee_burn).map_err(|_| Failure::field(field, expected))
        };
        self.seats.iter().enumerate().map(check).collect()
    }

    /// Settles; `name` gives the names of fields in messages.
    fn settle(&self, name: impl Fn(&str) -> String) -> Result<(Receipt, Vec<Amount>), Failure> {
        let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
        let record = ParamsRecord {
            proofs_per_node: self.proofs_per_node,
            root_seats: Some(self.root_seats),
            base_share: self.base_share,
            block_reward: self.block_reward,
            rebate_cap: self.rebate_cap,
            rebate_gas: self.rebate_gas,
            fee_split_cap: self.fee_split.max(PPM),
            bond_base: self.bond_base,
            ..values.into()
        };
        // The cap is the split itself.
        let params = record.check_named(|field| name(if field == "fee_split_cap" { "fee_split" } else { field }))?;
        let shape = TreeShape::new(self.bases)
            .map_err(|_| Failure::field(name("bases"), format_args!("expected 1 to 2^32, got {}", self.bases)))?;
        let split = params.fee_split(self.fee_split).map_err(|error| Failure::field(name("fee_split"), error))?;
        let amount = |field: &str, wei| Amount::new(wei).map_err(|error| Failure::field(name(field), error));
        let (fees, bond) = (amount("fees", self.fees)?, amount("bond", self.bond)?);
        let rebate = match &self.rebate {
            // The payee's address changes no amount.
            Some(prices) => Rebate::new(values.rollup_address, prices.base_fee, amount("rate", prices.rate)?),
            None => Rebate::NONE,
        };
        if bond != Amount::ZERO && self.fee_split <= PPM {
            return Err(Failure::field(name("bond"), BOND_WITHOUT_EFFECT));
        }
        let burns = self.fee_burns(&name)?;

        let plan = SettlementPlan::new(&params, shape, fees, split, bond)
            .map_err(|error| refused(error, &format!("with a fee split of {}", both(self.fee_split))))?;
        let mut ledger = plan.ledger();
        let mut pays = Vec::with_capacity(self.seats.len());
        for (i, (seat, burn)) in self.seats.iter().zip(burns).enumerate() {
            let pay = ledger.pay(NodeIndex::new(seat.node), burn);
            pays.push(pay.map_err(|error| refused(error, &format!("seats[{i}], node {}", seat.node)))?);
        }
        let receipt =
            ledger.close(rebate).map_err(|error| refused(error, &format!("the root is node {}", shape.root())))?;
        Ok((receipt, pays))
    }
}

const BOND_WITHOUT_EFFECT: &str = "has no effect: a fee split of at most 100% takes no bond";

/// The message about an input that the protocol refuses, with the part of the input that it is about.
fn refused(error: SettleError, part: &str) -> Failure {
    Failure::refused(Failure::name_of(&error), format_args!("{error} ({part})"))
}

/// A settlement with its result, in the form of a case of `vectors/settlement`.
#[derive(Serialize)]
struct Case<'i> {
    input: &'i Input,
    output: Output,
}

/// The result, as in `vectors/settlement`.
#[derive(Serialize)]
struct Output {
    pool: String,
    sequencer: String,
    bond_used: String,
    pays: Vec<String>,
    reserved: String,
    burned: String,
    rebate: String,
}

/// Settles and prints.
pub(crate) fn settle(args: &SettleArgs) -> Result<(), Failure> {
    let (input, settled) = match &args.file {
        Some(path) => {
            let document = Document::read(path)?;
            let input: Input = document.json()?;
            let settled = input.settle(str::to_owned).map_err(|failure| failure.in_file(&document.name))?;
            (input, settled)
        }
        None => {
            let input = Input::new(&args.numbers)?;
            let settled = input.settle(|field| format!("--{}", field.replace('_', "-")))?;
            (input, settled)
        }
    };
    let (receipt, pays) = settled;
    if args.json {
        return output::print_json(&Case { input: &input, output: Output::new(&receipt, &pays) });
    }
    let parts = Parts::of(&receipt);
    let mut seats = table(&["node", "burn", "wei", "ETH"], &[0, 1, 2]);
    for (seat, pay) in input.seats.iter().zip(&pays) {
        seats.add_row([seat.node.to_string(), percent(seat.fee_burn), pay.to_string(), eth(pay.wei())]);
    }
    let shares = input.shares();
    output::print(&format!("{shares}\n{}\n{}{}", parts.table(), lines(&seats), identity(&parts)))
}

impl Output {
    fn new(receipt: &Receipt, pays: &[Amount]) -> Self {
        Self {
            pool: receipt.pool().to_string(),
            sequencer: receipt.sequencer().to_string(),
            bond_used: receipt.bond_used().to_string(),
            pays: pays.iter().map(ToString::to_string).collect(),
            reserved: receipt.reserved().to_string(),
            burned: receipt.burned().to_string(),
            rebate: receipt.rebate().to_string(),
        }
    }
}
