//! `fernet settle`: fees, split, bases and seats to payments.

use std::path::PathBuf;

use clap::Args;
use fernet_core::{Address, FeeSplit, ParamValues, Shape};
use fernet_rewards::{Amount, Plan, Rebate, Receipt, SettleError};
use serde::{Deserialize, Serialize};

use crate::amount::{parse_share, parse_wei, percent, units};
use crate::failure::Failure;
use crate::file::ParamsRecord;
use crate::object::objects;
use crate::show::{Parts, identity, lines, table};
use crate::{decimal, output, read};

objects! {
    Input: "a settlement",
    Seat: "a filled seat",
    Gas: "gas used and its price",
}

/// Arguments of `fernet settle`.
#[derive(Args, Clone, Debug)]
pub(crate) struct SettleArgs {
    /// JSON object as in vectors/settlement, `-` for standard input, in place of the other arguments
    #[arg(long, value_name = "FILE", exclusive = false, conflicts_with_all = ["fees", "split", "bases", "seats"])]
    file: Option<PathBuf>,
    /// Fees with the block reward, in wei or as 1.5eth
    #[arg(long, value_parser = parse_wei, required_unless_present = "file")]
    fees: Option<u128>,
    /// FEE_SPLIT
    #[arg(long, value_parser = parse_share, required_unless_present = "file")]
    split: Option<u32>,
    /// Bases of the tree
    #[arg(long, required_unless_present = "file")]
    bases: Option<u64>,
    /// A filled seat, with its FEE_BURN if there is one; repeated for more, in post-order of the nodes
    #[arg(long = "seat", value_name = "NODE[:BURN]", value_parser = parse_seat)]
    seats: Vec<Seat>,
    /// Bond of the leader, for a split above 1
    #[arg(long, value_parser = parse_wei, default_value = "0")]
    bond: u128,
    /// Seats of a node
    #[arg(long, default_value_t = 3)]
    proofs_per_node: u8,
    /// Seats that the root adds to the divisor (default: as many as a node has)
    #[arg(long)]
    root_seats: Option<u8>,
    /// Part of the pool for base proofs (default: one pool)
    #[arg(long, value_parser = parse_share)]
    base_share: Option<u32>,
    /// Most that is refunded for gas
    #[arg(long, value_parser = parse_wei, default_value = "0")]
    rebate_cap: u128,
    /// Gas that the winning root used
    #[arg(long, requires = "gas_price")]
    gas_used: Option<u64>,
    /// Its price, wei
    #[arg(long, requires = "gas_used")]
    gas_price: Option<u128>,
    /// Print JSON
    #[arg(long)]
    json: bool,
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
    let node = decimal::parse(node).ok_or_else(|| format!("expected a node such as 7 or 7:0.4, got {text:?}"))?;
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
    fn new(args: &SettleArgs) -> Result<Self, Failure> {
        let (fees, fee_split, bases) = match (&args.file, args.fees, args.split, args.bases) {
            (Some(path), ..) => return read::json(&read::bytes(path)?),
            (None, Some(fees), Some(split), Some(bases)) => (fees, split, bases),
            (None, ..) => return Err(Failure::Input("expected --fees, --split and --bases, or --file".to_owned())),
        };
        let gas = args.gas_used.zip(args.gas_price);
        Ok(Self {
            fees,
            fee_split,
            bond: args.bond,
            bases,
            proofs_per_node: args.proofs_per_node,
            root_seats: args.root_seats.unwrap_or(args.proofs_per_node),
            base_share: args.base_share,
            rebate_cap: args.rebate_cap,
            seats: args.seats.clone(),
            rebate: gas.map(|(gas_used, gas_price)| Gas { gas_used, gas_price }),
        })
    }

    fn settle(&self) -> Result<(Receipt, Vec<Amount>), Failure> {
        let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
        let record = ParamsRecord {
            proofs_per_node: self.proofs_per_node,
            root_seats: self.root_seats,
            base_share: self.base_share,
            rebate_cap: self.rebate_cap,
            ..values.into()
        };
        let params = record.check()?;
        let shape = Shape::new(self.bases).map_err(|error| Failure::field("bases", error))?;
        let split = FeeSplit::new(self.fee_split, u32::MAX).map_err(|error| Failure::field("fee_split", error))?;
        let refused = |error: SettleError| Failure::Invalid(format!("refused, {error:?}: {error}"));

        let (fees, bond) = (Amount::new(self.fees).map_err(refused)?, Amount::new(self.bond).map_err(refused)?);
        let mut ledger = Plan::new(&params, shape, fees, split, bond).map_err(refused)?.ledger();
        let mut pays = Vec::new();
        for (i, seat) in self.seats.iter().enumerate() {
            let refused =
                |error| Failure::Invalid(format!("refused, {error:?}: {error} (seats[{i}], node {})", seat.node));
            pays.push(ledger.pay_ppm(seat.node, seat.fee_burn).map_err(refused)?);
        }
        let rebate = self.rebate.as_ref().map_or(Rebate::NONE, |gas| Rebate::of_gas(gas.gas_used, gas.gas_price));
        Ok((ledger.close(rebate).map_err(refused)?, pays))
    }
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
    let input = Input::new(args)?;
    let (receipt, pays) = input.settle()?;
    if args.json {
        return output::print_json(&Output {
            pool: receipt.pool().to_string(),
            sequencer: receipt.sequencer().to_string(),
            bond_used: receipt.bond_used().to_string(),
            pays: pays.iter().map(ToString::to_string).collect(),
            paid: receipt.paid().to_string(),
            burned: receipt.burned().to_string(),
            rebate: receipt.rebate().to_string(),
        });
    }
    let parts = Parts::of(&receipt);
    let mut seats = table(&["node", "burn", "wei", "units"], &[0, 1, 2]);
    for (seat, pay) in input.seats.iter().zip(&pays) {
        seats.add_row([seat.node.to_string(), percent(seat.fee_burn), pay.to_string(), units(pay.wei())]);
    }
    output::print(&format!("{}\n{}{}", parts.table(), lines(&seats), identity(&parts)))
}
