//! `fernet settle`: fees, split, bases and seats to payments.

use std::path::PathBuf;

use clap::Args;
use fernet_core::{Address, FeeSplit, PPM, ParamValues, TreeShape};
use fernet_rewards::{Amount, Rebate, Receipt, SettleError, SettlementPlan};
use serde::{Deserialize, Serialize};

use crate::amount::{parse_part, parse_share, parse_wei, percent, ppm, units};
use crate::failure::Failure;
use crate::file::ParamsRecord;
use crate::object::objects;
use crate::read::Document;
use crate::show::{Parts, identity, lines, table};
use crate::{decimal, output};

objects! {
    Input: "a settlement",
    Seat: "a filled seat",
    Gas: "gas used and its price",
}

/// Arguments of `fernet settle`.
#[derive(Args, Clone, Debug)]
pub(crate) struct SettleArgs {
    /// JSON object as in vectors/settlement, `-` for standard input, in place of all options but --json
    #[arg(long, value_name = "FILE", conflicts_with = "Numbers")]
    file: Option<PathBuf>,
    #[command(flatten)]
    numbers: Numbers,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What is settled, as options.
#[derive(Args, Clone, Debug)]
struct Numbers {
    /// Fees with the block reward
    #[arg(long, value_parser = parse_wei, required_unless_present = "file")]
    fees: Option<u128>,
    /// FEE_SPLIT
    #[arg(long, value_parser = parse_share, required_unless_present = "file")]
    split: Option<u32>,
    /// Bases of the tree
    #[arg(long, required_unless_present = "file")]
    bases: Option<u64>,
    /// A filled seat, with its FEE_BURN if there is one; repeatable, in post-order of the nodes
    #[arg(long = "seat", value_name = "NODE[:BURN]", value_parser = parse_seat)]
    seats: Vec<Seat>,
    /// Bond of the leader, for a split above 1 [default: 0]
    #[arg(long, value_parser = parse_wei)]
    bond: Option<u128>,
    /// Seats of a node
    #[arg(long, default_value_t = 3)]
    proofs_per_node: u8,
    /// Seats that the root adds to the divisor [default: as many as a node has]
    #[arg(long)]
    root_seats: Option<u8>,
    /// Part of the pool for base proofs, of two bases or more [default: one pool]
    #[arg(long, value_parser = parse_part)]
    base_share: Option<u32>,
    /// Most that is refunded for gas [default: 0]
    #[arg(long, value_parser = parse_wei, requires = "gas_used")]
    rebate_cap: Option<u128>,
    /// Gas that the winning root used
    #[arg(long, requires_all = ["gas_price", "rebate_cap"])]
    gas_used: Option<u64>,
    /// Its price
    #[arg(long, value_parser = parse_wei, requires = "gas_used")]
    gas_price: Option<u128>,
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
    let node = decimal::parse(node).ok_or_else(|| "expected a node such as 7, or with a burn 7:0.4".to_owned())?;
    Ok(Seat { node, fee_burn: parse_share(burn)? })
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Gas {
    #[serde(with = "decimal")]
    gas_used: u64,
    #[serde(with = "decimal")]
    gas_price: u128,
}

/// What is settled, as in `vectors/settlement`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Input {
    #[serde(with = "decimal")]
    fees: u128,
    #[serde(with = "decimal")]
    fee_split: u32,
    #[serde(with = "decimal")]
    bond: u128,
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
    seats: Vec<Seat>,
    #[serde(deserialize_with = "Option::deserialize")]
    rebate: Option<Gas>,
}

impl Input {
    fn new(numbers: &Numbers) -> Result<Self, Failure> {
        let (Some(fees), Some(fee_split), Some(bases)) = (numbers.fees, numbers.split, numbers.bases) else {
            return Err(Failure::Input("expected --fees, --fee-split and --bases, or --file".to_owned()));
        };
        if numbers.bond.is_some() && fee_split <= PPM {
            return Err(Failure::field("--bond", "without effect: a split of at most 1 takes none"));
        }
        if numbers.base_share.is_some() && bases == 1 {
            return Err(Failure::field("--base-share", "without effect: one base is the root, and there is one pool"));
        }
        let gas = numbers.gas_used.zip(numbers.gas_price);
        Ok(Self {
            fees,
            fee_split,
            bond: numbers.bond.unwrap_or(0),
            bases,
            proofs_per_node: numbers.proofs_per_node,
            root_seats: numbers.root_seats.unwrap_or(numbers.proofs_per_node),
            base_share: numbers.base_share,
            rebate_cap: numbers.rebate_cap.unwrap_or(0),
            seats: numbers.seats.clone(),
            rebate: gas.map(|(gas_used, gas_price)| Gas { gas_used, gas_price }),
        })
    }

    /// The shares as they were understood.
    fn shares(&self) -> String {
        let base = self.base_share.map_or_else(String::new, |share| format!(", base share {}", ppm(share)));
        format!("split {} ({}){base}\n", ppm(self.fee_split), percent(self.fee_split))
    }

    /// Settles; `name` gives the names of fields in messages.
    fn settle(&self, name: impl Fn(&str) -> String) -> Result<(Receipt, Vec<Amount>), Failure> {
        let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
        let record = ParamsRecord {
            proofs_per_node: self.proofs_per_node,
            root_seats: self.root_seats,
            base_share: self.base_share,
            rebate_cap: self.rebate_cap,
            ..values.into()
        };
        let params = record.check_named(&name)?;
        let shape = TreeShape::new(self.bases).map_err(|error| Failure::field(name("bases"), error))?;
        let split = FeeSplit::new(self.fee_split, u32::MAX).map_err(|error| Failure::field(name("split"), error))?;
        let amount = |field: &str, wei| Amount::new(wei).map_err(|error| refused(error, Some(&name(field))));
        let (fees, bond) = (amount("fees", self.fees)?, amount("bond", self.bond)?);

        let plan = SettlementPlan::new(&params, shape, fees, split, bond).map_err(|error| refused(error, None))?;
        let mut ledger = plan.ledger();
        let mut pays = Vec::with_capacity(self.seats.len());
        for (i, seat) in self.seats.iter().enumerate() {
            let pay = ledger.pay_ppm(seat.node, seat.fee_burn);
            pays.push(pay.map_err(|error| refused(error, Some(&format!("seats[{i}], node {}", seat.node))))?);
        }
        let rebate = self.rebate.as_ref().map_or(Rebate::NONE, |gas| Rebate::of_gas(gas.gas_used, gas.gas_price));
        Ok((ledger.close(rebate).map_err(|error| refused(error, None))?, pays))
    }
}

/// What the protocol refuses, and where.
fn refused(error: SettleError, place: Option<&str>) -> Failure {
    let name = Failure::name_of(&error);
    match place {
        Some(place) => Failure::refused(name, format_args!("{error} ({place})")),
        None => Failure::refused(name, error),
    }
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
    paid: String,
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
    let mut seats = table(&["node", "burn", "wei", "units"], &[0, 1, 2]);
    for (seat, pay) in input.seats.iter().zip(&pays) {
        seats.add_row([seat.node.to_string(), percent(seat.fee_burn), pay.to_string(), units(pay.wei())]);
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
            paid: receipt.paid().to_string(),
            burned: receipt.burned().to_string(),
            rebate: receipt.rebate().to_string(),
        }
    }
}
