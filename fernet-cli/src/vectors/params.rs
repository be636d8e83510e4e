//! `params/`.

use fernet_core::{AMOUNT_LIMIT, Address, PPM, ParamValues, Params, ParamsError, TxPerBase, VrfMode};
use serde_json::{Value, json};

use super::case::{Cases, fill, int};

/// Parameters as a file has them: the modes as a number and a name of any value.
#[derive(Clone, Copy)]
struct Written {
    values: ParamValues,
    tx_per_base: u8,
    vrf_mode: &'static str,
}

impl Written {
    fn read(&self) -> Result<Params, ParamsError> {
        let tx_per_base = TxPerBase::try_from(self.tx_per_base)?;
        let vrf_mode: VrfMode = self.vrf_mode.parse()?;
        Params::new(ParamValues { tx_per_base, vrf_mode, ..self.values })
    }

    fn to_json(self) -> Value {
        let v = self.values;
        json!({
            "chain_id": int(v.chain_id), "rollup_address": v.rollup_address, "proofs_per_node": int(v.proofs_per_node),
            "root_seats": v.root_seats.map(int), "fee_split_cap": int(v.fee_split_cap), "tx_per_base": int(self.tx_per_base),
            "vrf_mode": self.vrf_mode, "randao_lag": int(v.randao_lag), "activation_delay": int(v.activation_delay),
            "proposal_blocks": int(v.proposal_blocks), "reveal_blocks": int(v.reveal_blocks),
            "proving_blocks": int(v.proving_blocks), "slash_amount": int(v.slash_amount),
            "block_reward": int(v.block_reward), "rebate_cap": int(v.rebate_cap), "base_share": v.base_share.map(int),
        })
    }
}

/// A change that breaks one rule, in the order of SPEC `#errors`.
type Fault = (&'static str, fn(&mut Written));

const FAULTS: &[Fault] = &[
    ("tx-per-base-zero", |w| w.tx_per_base = 0),
    ("vrf-mode-unknown", |w| w.vrf_mode = "per-seat"),
    ("chain-id-zero", |w| w.values.chain_id = 0),
    ("rollup-address-zero", |w| w.values.rollup_address = Address::ZERO),
    ("proofs-per-node-four", |w| w.values.proofs_per_node = 4),
    ("root-seats-zero", |w| w.values.root_seats = Some(0)),
    ("randao-lag-zero", |w| w.values.randao_lag = 0),
    ("randao-lag-one", |w| w.values.randao_lag = 1),
    ("proving-blocks-zero", |w| w.values.proving_blocks = 0),
    ("slash-amount", |w| w.values.slash_amount = AMOUNT_LIMIT),
    ("block-reward", |w| w.values.block_reward = AMOUNT_LIMIT),
    ("rebate-cap", |w| w.values.rebate_cap = AMOUNT_LIMIT),
    ("base-share", |w| w.values.base_share = Some(PPM + 1)),
];

pub(super) fn params() -> Value {
    let mut cases = Cases::of("#parameters");
    let values = ParamValues { root_seats: Some(3), ..ParamValues::new(1, Address::from(fill(0xfe))) };
    let plain = Written { values, tx_per_base: 2, vrf_mode: "per-node" };
    let mut add = |id: &str, flags: &[&str], reason: &str, changes: &[fn(&mut Written)]| {
        let mut written = plain;
        changes.iter().for_each(|change| change(&mut written));
        cases.add(id, flags, reason, written.to_json(), written.read().map(|_| json!({})));
    };
    add("default", &[], "the default values", &[]);
    add(
        "root-seats-default",
        &[],
        "as many as a node has",
        &[|w| (w.values.proofs_per_node, w.values.root_seats) = (2, None)],
    );
    add(
        "smallest",
        &["boundary"],
        "every value at its smallest",
        &[|w| {
            w.values = ParamValues {
                proofs_per_node: 1,
                root_seats: Some(1),
                fee_split_cap: 0,
                randao_lag: 2,
                activation_delay: 0,
                proposal_blocks: 1,
                reveal_blocks: 1,
                proving_blocks: 1,
                base_share: Some(0),
                ..w.values
            };
            w.tx_per_base = 1;
        }],
    );
    add(
        "largest",
        &["boundary"],
        "every value at its largest",
        &[|w| {
            w.values = ParamValues {
                chain_id: u64::MAX,
                rollup_address: fill(0xff).into(),
                fee_split_cap: u32::MAX,
                randao_lag: u32::MAX,
                activation_delay: u32::MAX,
                proposal_blocks: u32::MAX,
                reveal_blocks: u32::MAX,
                proving_blocks: u32::MAX,
                slash_amount: AMOUNT_LIMIT - 1,
                block_reward: AMOUNT_LIMIT - 1,
                rebate_cap: AMOUNT_LIMIT - 1,
                base_share: Some(PPM),
                ..w.values
            };
            w.vrf_mode = "public";
        }],
    );
    add("per-block", &[], "the third mode", &[|w| w.vrf_mode = "per-block"]);
    for (id, fault) in FAULTS {
        add(id, &["boundary"], "one value out of range", &[*fault]);
    }
    add("tx-per-base-three", &["boundary"], "", &[|w| w.tx_per_base = 3]);
    add("tx-per-base-255", &["boundary"], "", &[|w| w.tx_per_base = 255]);
    add("vrf-mode-empty", &["boundary"], "", &[|w| w.vrf_mode = ""]);
    add("vrf-mode-case", &["boundary"], "names are in lower case", &[|w| w.vrf_mode = "Public"]);
    add("proofs-per-node-zero", &["boundary"], "", &[|w| w.values.proofs_per_node = 0]);
    add(
        "root-seats-above",
        &["boundary"],
        "more than proofs_per_node",
        &[|w| {
            (w.values.proofs_per_node, w.values.root_seats) = (2, Some(3));
        }],
    );
    add("proposal-blocks-zero", &["boundary"], "", &[|w| w.values.proposal_blocks = 0]);
    add("reveal-blocks-zero", &["boundary"], "", &[|w| w.values.reveal_blocks = 0]);
    add("slash-amount-u128", &["boundary"], "", &[|w| w.values.slash_amount = u128::MAX]);
    for (place, (id, _)) in FAULTS.iter().enumerate() {
        let from: Vec<_> = FAULTS[place..].iter().map(|(_, fault)| *fault).collect();
        add(&format!("{id}-first"), &["order"], "it and every later value are out of range", &from);
    }
    cases.finish()
}
