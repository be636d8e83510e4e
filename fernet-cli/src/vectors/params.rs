//! `params/`.

use fernet_core::{AMOUNT_LIMIT, Address, PPM, ParamValues, Params, ParamsError, SequencerSuite, TxPerBase, VrfMode};
use serde_json::{Value, json};

use super::case::{Cases, fill, int};

/// Parameters as a file has them: the enums as a number or a name of any value.
#[derive(Clone, Copy)]
struct Written {
    values: ParamValues,
    tx_per_base: u8,
    vrf_mode: &'static str,
    sequencer_suite: &'static str,
}

impl Written {
    fn read(&self) -> Result<Params, ParamsError> {
        let tx_per_base = TxPerBase::try_from(self.tx_per_base)?;
        let vrf_mode: VrfMode = self.vrf_mode.parse()?;
        let sequencer_suite: SequencerSuite = self.sequencer_suite.parse()?;
        Params::new(ParamValues { tx_per_base, vrf_mode, sequencer_suite, ..self.values })
    }

    fn to_json(self) -> Value {
        let v = self.values;
        json!({
            "chain_id": int(v.chain_id), "rollup_address": v.rollup_address, "proofs_per_node": int(v.proofs_per_node),
            "root_seats": v.root_seats.map(int), "fee_split_cap": int(v.fee_split_cap), "tx_per_base": int(self.tx_per_base),
            "vrf_mode": self.vrf_mode, "randao_lag": int(v.randao_lag), "activation_delay": int(v.activation_delay),
            "proposal_blocks": int(v.proposal_blocks), "reveal_blocks": int(v.reveal_blocks),
            "proving_blocks": int(v.proving_blocks), "bond_base": int(v.bond_base),
            "reveal_slash_amount": int(v.reveal_slash_amount), "proof_slash_amount": int(v.proof_slash_amount),
            "block_reward": int(v.block_reward), "rebate_cap": int(v.rebate_cap), "base_share": v.base_share.map(int),
            "attesters": int(v.attesters), "quorum": int(v.quorum), "attest_blocks": int(v.attest_blocks),
            "rebate_gas": int(v.rebate_gas), "claim_blocks": int(v.claim_blocks),
            "sequencer_suite": self.sequencer_suite,
        })
    }
}

/// A change that breaks one rule, in the order of SPEC `#errors`.
/// What a case writes in place of the defaults.
type Change = fn(&mut Written);
type Fault = (&'static str, Change);

const FAULTS: &[Fault] = &[
    ("tx-per-base-zero", |w| w.tx_per_base = 0),
    ("vrf-mode-unknown", |w| w.vrf_mode = "per-seat"),
    ("sequencer-suite-unknown", |w| w.sequencer_suite = "secp256k1"),
    ("chain-id-zero", |w| w.values.chain_id = 0),
    ("rollup-address-zero", |w| w.values.rollup_address = Address::ZERO),
    ("proofs-per-node-four", |w| w.values.proofs_per_node = 4),
    ("root-seats-zero", |w| w.values.root_seats = Some(0)),
    ("randao-lag-zero", |w| w.values.randao_lag = 0),
    ("randao-lag-one", |w| w.values.randao_lag = 1),
    ("proving-blocks-zero", |w| w.values.proving_blocks = 0),
    ("claim-blocks-zero", |w| w.values.claim_blocks = 0),
    ("bond-base", |w| w.values.bond_base = AMOUNT_LIMIT),
    ("bond-base-missing", |w| w.values.fee_split_cap = PPM + 1),
    ("reveal-slash-amount", |w| w.values.reveal_slash_amount = AMOUNT_LIMIT),
    ("proof-slash-amount", |w| w.values.proof_slash_amount = AMOUNT_LIMIT),
    ("block-reward", |w| w.values.block_reward = AMOUNT_LIMIT),
    ("rebate-cap", |w| w.values.rebate_cap = AMOUNT_LIMIT),
    ("base-share", |w| w.values.base_share = Some(PPM + 1)),
    ("quorum", |w| w.values.quorum = 1),
    ("attest-blocks", |w| w.values.attest_blocks = 1),
];

pub(super) fn params() -> Value {
    let mut cases = Cases::of("#parameters");
    let values = ParamValues { root_seats: Some(3), ..ParamValues::new(1, Address::from(fill(0xfe))) };
    let plain = Written { values, tx_per_base: 2, vrf_mode: "per-node", sequencer_suite: "edwards25519" };
    let mut add = |id: &str, flags: &[&str], reason: &str, changes: &[fn(&mut Written)]| {
        let mut written = plain;
        changes.iter().for_each(|change| change(&mut written));
        cases.add(id, flags, reason, written.to_json(), written.read().map(|params| {
            json!({ "warnings": params.warnings().map(|warning| format!("{warning:?}")).collect::<Vec<_>>() })
        }));
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
                // 4293.967295 times as much is below 2^96, of one wei more it is not.
                bond_base: 18_451_040_045_535_404_478_096_741,
                reveal_slash_amount: AMOUNT_LIMIT - 1,
                proof_slash_amount: AMOUNT_LIMIT - 1,
                block_reward: AMOUNT_LIMIT - 1,
                rebate_cap: AMOUNT_LIMIT - 1,
                rebate_gas: u32::MAX,
                claim_blocks: u32::MAX,
                base_share: Some(PPM),
                ..w.values
            };
            w.vrf_mode = "public";
        }],
    );
    add("per-block", &[], "the third mode", &[|w| w.vrf_mode = "per-block"]);
    let without: fn(&mut Written) = |w| {
        w.values.root_seats = Some(1);
        (w.values.reveal_slash_amount, w.values.proof_slash_amount) = (4, 7);
    };
    let warned: [(&str, &str, Change); 14] = [
        ("no-warning", "no condition applies", |_| {}),
        ("warn-randao-lag", "below 64", |w| w.values.randao_lag = 63),
        ("warn-reveal-slash", "0", |w| w.values.reveal_slash_amount = 0),
        ("warn-proof-slash", "0", |w| w.values.proof_slash_amount = 0),
        ("warn-bond-base", "3 wei, less than half of 7", |w| {
            (w.values.fee_split_cap, w.values.bond_base) = (PPM + 1, 3);
        }),
        ("warn-bond-base-not", "4 wei, more than half of 7", |w| {
            (w.values.fee_split_cap, w.values.bond_base) = (PPM + 1, 4);
        }),
        ("warn-root-seats", "two seats", |w| w.values.root_seats = Some(2)),
        ("warn-base-share-zero", "nothing for bases", |w| w.values.base_share = Some(0)),
        ("warn-base-share-all", "nothing for merges", |w| w.values.base_share = Some(PPM)),
        ("warn-base-share-not", "one ppm for bases", |w| w.values.base_share = Some(1)),
        ("warn-per-block", "tickets of a whole block are known at once", |w| w.vrf_mode = "per-block"),
        ("warn-quorum", "a half", |w| {
            (w.values.attesters, w.values.quorum, w.values.attest_blocks) = (256, 128, 1);
        }),
        ("warn-quorum-odd", "less than a half", |w| {
            (w.values.attesters, w.values.quorum, w.values.attest_blocks) = (3, 1, 1);
        }),
        ("warn-quorum-not", "more than a half", |w| {
            (w.values.attesters, w.values.quorum, w.values.attest_blocks) = (255, 128, 1);
        }),
    ];
    for (id, reason, change) in warned {
        add(id, &["boundary"], reason, &[without, change]);
    }
    for (id, fault) in FAULTS {
        add(id, &["boundary"], "one value out of range", &[*fault]);
    }
    let attesters: [(&str, &str, Change); 8] = [
        ("attesters", "256 attesters, a quorum of 154", |w| {
            (w.values.attesters, w.values.quorum, w.values.attest_blocks) = (256, 154, 49);
        }),
        ("attesters-largest", "as many as possible, and all of them", |w| {
            (w.values.attesters, w.values.quorum, w.values.attest_blocks) = (u16::MAX, u16::MAX, 1);
        }),
        ("quorum-zero", "attesters, and a quorum of 0", |w| {
            (w.values.attesters, w.values.quorum, w.values.attest_blocks) = (256, 0, 1);
        }),
        ("quorum-above", "a quorum of one more than attesters", |w| {
            (w.values.attesters, w.values.quorum, w.values.attest_blocks) = (256, 257, 1);
        }),
        ("attest-blocks-zero", "no time to attest", |w| (w.values.attesters, w.values.quorum) = (256, 154)),
        ("attest-blocks-largest", "as long as the proving phase", |w| {
            (w.values.attesters, w.values.quorum, w.values.attest_blocks) = (256, 154, 50);
        }),
        ("attest-blocks-one", "a proving phase of one L1 block leaves no time", |w| {
            (w.values.attesters, w.values.quorum, w.values.attest_blocks) = (256, 154, 1);
            w.values.proving_blocks = 1;
        }),
        ("quorum-before-attest-blocks", "both are wrong", |w| w.values.attesters = 1),
    ];
    for (id, reason, change) in attesters {
        add(id, &["boundary"], reason, &[change]);
    }
    add("tx-per-base-three", &["boundary"], "", &[|w| w.tx_per_base = 3]);
    add("tx-per-base-255", &["boundary"], "", &[|w| w.tx_per_base = 255]);
    add("vrf-mode-empty", &["boundary"], "", &[|w| w.vrf_mode = ""]);
    add("sequencer-suite-p256", &[], "sequencers on P-256", &[|w| w.sequencer_suite = "p256"]);
    add("sequencer-suite-case", &["boundary"], "names are in lower case", &[|w| w.sequencer_suite = "P256"]);
    add("sequencer-suite-number", &["boundary"], "the suite byte is no name", &[|w| w.sequencer_suite = "2"]);
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
    add("proof-slash-amount-u128", &["boundary"], "", &[|w| w.values.proof_slash_amount = u128::MAX]);
    add("bond-base-u128", &["boundary"], "", &[|w| w.values.bond_base = u128::MAX]);
    add(
        "bond-base-at-the-cap",
        &["boundary"],
        "a minimum bond of 2^96 wei at the cap",
        &[|w| (w.values.fee_split_cap, w.values.bond_base) = (3 * PPM, AMOUNT_LIMIT / 2)],
    );
    add(
        "bond-base-below-the-cap",
        &["boundary"],
        "a minimum bond of 2^96 - 2 wei at the cap",
        &[|w| (w.values.fee_split_cap, w.values.bond_base) = (3 * PPM, AMOUNT_LIMIT / 2 - 1)],
    );
    add(
        "bond-base-rounded",
        &["boundary"],
        "the minimum bond at the cap is rounded up to 2^96 wei",
        &[|w| (w.values.fee_split_cap, w.values.bond_base) = (2_000_001, 79_228_083_286_181_051_412_492_537_843)],
    );
    add("bond-base-one-wei", &["boundary"], "", &[|w| (w.values.fee_split_cap, w.values.bond_base) = (PPM + 1, 1)]);
    for (place, (id, _)) in FAULTS.iter().enumerate() {
        let from: Vec<_> = FAULTS[place..].iter().map(|(_, fault)| *fault).collect();
        add(&format!("{id}-first"), &["order"], "it and every later value are out of range", &from);
    }
    cases.finish()
}
