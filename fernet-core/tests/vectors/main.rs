//! Every case of the folders of `vectors/` that are the core's.

mod availability;
mod bundle;
mod chain;
mod election;
mod lottery;
mod message;
mod opening;
mod params;
mod score;
mod shape;

use fernet_core::{Address, FeeSplit, ParamValues, Params};
use test_vectors::{Operation, Outcome, check, json, name};

/// An operation on the cases of one rule.
macro_rules! operation {
    ($file:literal, $spec:literal, $run:path) => {
        Operation { file: $file, specs: &[$spec], run: $run }
    };
}

#[test]
fn every_case_comes_out_as_it_is_written() {
    check(
        "fernet-core",
        &[
            operation!("params/params", "#parameters", params::params),
            operation!("randao/mix", "#randao-mix", lottery::mix),
            operation!("randao/ring", "#randao-ring", lottery::ring),
            operation!("randao/pin", "#randao-lag", lottery::pin),
            operation!("seed/seed", "#seeds", lottery::seed),
            operation!("ticket/ticket", "#ticket", lottery::ticket),
            operation!("score/score", "#score", score::score),
            operation!("score/order", "#ranking", score::order),
            operation!("score/inverse", "#inverse-bid", score::inverse),
            operation!("score/odds", "#odds", score::odds),
            operation!("election/tx_order", "#tx-order", election::tx_order),
            operation!("election/proposal", "#proposal", election::proposal),
            operation!("election/election", "#leader", election::election),
            operation!("election/snapshot", "#snapshot", params::snapshot),
            operation!("election/evidence", "#equivocation", election::evidence),
            operation!("election/phase", "#phase-table", election::phase),
            operation!("election/chain", "#chain", chain::chain),
            operation!("shape/bases", "#bases", shape::bases),
            operation!("shape/shape", "#shape", shape::shape),
            operation!("shape/node", "#node-number", shape::node),
            operation!("bundle/claim", "#claim", bundle::claim),
            operation!("bundle/tree", "#accumulator", bundle::tree),
            operation!("opening/tree_data", "#tree-data", opening::tree_data),
            operation!("opening/open", "#opening", opening::open),
            operation!("opening/verify", "#opening", opening::verify),
            operation!("bundle/accumulate", "#accumulator", bundle::accumulate),
            operation!("bundle/insert", "#best-bundle", bundle::insert),
            operation!("bundle/best", "#best-bundle", bundle::best),
            operation!("bundle/competition", "#competition", bundle::competition),
            operation!("message/form", "#message-form", message::decode),
            operation!("message/parameters", "#message-parameters", message::decode),
            operation!("message/registry", "#message-registry", message::decode),
            operation!("message/l1", "#message-l1", message::decode),
            operation!("message/proposal", "#message-proposal", message::decode),
            operation!("message/reveal", "#message-reveal", message::decode),
            operation!("message/claim", "#message-claim", message::decode),
            operation!("message/tree", "#message-tree", message::decode),
            operation!("message/attestation", "#message-attestation", message::decode),
            operation!("availability/data", "#data-root", availability::data),
            operation!("availability/attestation", "#attestation", availability::attestation),
            operation!("availability/certificate", "#certificate", availability::certificate),
            operation!("availability/odds", "#quorum-odds", availability::odds),
            operation!("message/evidence", "#message-evidence", message::decode),
            operation!("message/truncated", "#message-errors", message::truncated),
        ],
    );
}

/// Parameters of a case: the defaults but for what it states.
fn params(chain_id: u64, rollup_address: Address, change: impl FnOnce(&mut ParamValues)) -> Params {
    let mut values = ParamValues::new(chain_id, rollup_address);
    change(&mut values);
    Params::new(values).expect("the values are in range")
}

/// A split of any number of ppm.
fn fee(ppm: u32) -> FeeSplit {
    let any = |values: &mut ParamValues| (values.fee_split_cap, values.bond_base) = (u32::MAX, 1);
    params(1, [0xfe; 20].into(), any).fee_split(ppm).expect("no cap")
}
