//! `election/evidence.json`.

use fernet_core::{
    Address, BlockNumber, Evidence, KeyBytes, L1Block, PPM, ParamValues, Params, PinnedMix, Proposal, ProposalId,
    ProverSeed, RandaoMix,
};
use serde_json::{Value, json};

use super::bundle::{Filled, leader, proving_for, seed};
use super::case::{Cases, fill, int};

/// A proposal with the block number and the mix for which it was made.
#[derive(Clone, Copy)]
struct Proposed {
    block_number: u64,
    mix: u8,
    proposal: Proposal,
}

impl Proposed {
    fn pinned(&self) -> PinnedMix {
        PinnedMix::new(BlockNumber::new(self.block_number), L1Block::new(2), RandaoMix::from_bytes(fill(self.mix)))
            .expect("late enough")
    }

    fn to_json(self) -> Value {
        let Self { block_number, mix, proposal } = self;
        json!({
            "block_number": int(block_number), "mix": RandaoMix::from_bytes(fill(mix)), "parent": proposal.parent,
            "fee_split": int(proposal.fee_split), "tx_order_hash": proposal.tx_order_hash, "payout": proposal.payout,
            "bond": int(proposal.bond),
        })
    }

    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

/// A claim with the prover seed and the proposal for which it was made.
#[derive(Clone, Copy)]
struct Claimed {
    seed: ProverSeed,
    proposal_id: ProposalId,
    filled: Filled,
}

impl Claimed {
    fn to_json(self) -> Value {
        let mut json = self.filled.to_json();
        json["prover_seed"] = json!(self.seed);
        json["proposal_id"] = json!(self.proposal_id);
        json["bases"] = int(4);
        json
    }

    fn with(mut self, change: impl FnOnce(&mut Filled)) -> Self {
        change(&mut self.filled);
        self
    }
}

pub(super) fn evidence() -> Value {
    let mut cases = Cases::of("#equivocation");
    proposals(&mut cases);
    claims(&mut cases);
    cases.finish()
}

fn proposals(cases: &mut Cases) {
    let values = ParamValues::new(1, Address::from(fill(0xfe)));
    let params = Params::new(values).expect("the values are in range");
    let key = KeyBytes::from(fill(1));
    let plain = Proposed {
        block_number: 7,
        mix: 0x3a,
        proposal: Proposal {
            parent: fill(0x77).into(),
            fee_split: 800_000,
            tx_order_hash: fill(0x33).into(),
            payout: fill(0x44).into(),
            bond: 0,
        },
    };
    let mut add = |id: &str, flags: &[&str], reason: &str, [a, b]: [Proposed; 2]| {
        let found = Evidence::of_proposals(&params, key, (&a.pinned(), &a.proposal), (&b.pinned(), &b.proposal));
        let input = json!({
            "kind": "proposals", "chain_id": int(1), "rollup_address": params.rollup_address(), "key": key,
            "a": a.to_json(), "b": b.to_json(),
        });
        cases.add_valid(id, flags, reason, input, json!({ "ids": found.map(|found| found.ids()) }));
    };
    let other = |change: fn(&mut Proposed)| [plain, plain.with(change)];
    let [split, reversed] = other(|p| p.proposal.fee_split = PPM);
    add("proposals", &[], "two splits for one block", [split, reversed]);
    add("proposals-reversed", &["order"], "the same evidence", [reversed, split]);
    add(
        "proposals-contents",
        &[],
        "other fees or transactions",
        other(|p| p.proposal.tx_order_hash = fill(0x34).into()),
    );
    add("proposals-payout", &[], "another payee", other(|p| p.proposal.payout = fill(0x45).into()));
    add("proposals-bond", &[], "another bond", other(|p| p.proposal.bond = 1));
    add("proposals-same", &["duplicate"], "one proposal twice", [plain, plain]);
    add("proposals-block", &[], "proposals for two blocks", other(|p| (p.block_number, p.proposal.fee_split) = (8, 0)));
    add("proposals-mix", &[], "a reorganisation changed the mix", other(|p| (p.mix, p.proposal.fee_split) = (0x3b, 0)));
    add(
        "proposals-parent",
        &[],
        "a reorganisation changed the parent",
        other(|p| p.proposal.parent = fill(0x78).into()),
    );
}

fn claims(cases: &mut Cases) {
    let mut add = |id: &str, flags: &[&str], reason: &str, [a, b]: [Claimed; 2]| {
        let seat = |claimed: &Claimed| {
            let proving = proving_for(claimed.seed, claimed.proposal_id, 4, 3);
            claimed.filled.seat(&proving).expect("a valid claim")
        };
        let found = seat(&a).equivocation(&seat(&b));
        let input = json!({ "kind": "claims", "a": a.to_json(), "b": b.to_json() });
        cases.add_valid(id, flags, reason, input, json!({ "ids": found.map(|found| found.ids()) }));
    };
    let claimed = |filled| Claimed { seed: seed(), proposal_id: leader(), filled };
    let base = claimed(Filled::base(0, 1, 5));
    let merge = claimed(Filled::merge(1, 1, 5, [fill(0x1e).into(), fill(0x2e).into()]));
    let other = |change: fn(&mut Filled)| [base, base.with(change)];
    let revised = |change: fn(&mut Filled)| [merge, merge.with(change)];
    let [burn, reversed] = other(|f| f.claim.fee_burn = 1);
    add("claims", &[], "two burns for one node", [burn, reversed]);
    add("claims-reversed", &["order"], "the same evidence", [reversed, burn]);
    add("claims-digest", &[], "two proofs of one base", other(|f| f.claim.proof_digest = fill(9).into()));
    add("claims-payout", &[], "another payee", other(|f| f.claim.payout = fill(9).into()));
    add("claims-statement", &[], "two statements of one node", other(|f| f.claim.statement = fill(0x58).into()));
    add("claims-same", &["duplicate"], "one claim twice", [base, base]);
    add("claims-key", &[], "claims of two keys", other(|f| (f.key, f.claim.fee_burn) = (2, 1)));
    add("claims-node", &[], "claims for two nodes", [base, claimed(Filled::base(2, 1, 5))]);
    add(
        "claims-merge",
        &[],
        "two proofs of one merge over the same bundles",
        revised(|f| {
            f.claim.proof_digest = fill(9).into();
        }),
    );
    add(
        "claims-left",
        &[],
        "a merge revised for another left bundle",
        revised(|f| {
            (f.claim.left, f.claim.proof_digest) = (fill(0x1f).into(), fill(9).into());
        }),
    );
    add(
        "claims-right",
        &[],
        "a merge revised for another right bundle, with another burn",
        revised(|f| {
            (f.claim.right, f.claim.fee_burn) = (fill(0x2f).into(), 1);
        }),
    );
    add(
        "claims-statement-and-left",
        &[],
        "other bundles do not excuse another statement",
        revised(|f| {
            (f.claim.left, f.claim.statement) = (fill(0x1f).into(), fill(0x58).into());
        }),
    );
    let second = base.with(|f| f.claim.fee_burn = 1);
    let another_proposal = Claimed { proposal_id: fill(0x2d).into(), ..second };
    add("claims-proposal", &[], "a reorganisation changed the leader's proposal", [base, another_proposal]);
    add("claims-seed", &[], "claims for two blocks", [base, Claimed { seed: fill(0x5f).into(), ..second }]);
    let in_another = Claimed { proposal_id: fill(0x2d).into(), ..base };
    add("claims-proposal-same", &[], "the same claim for two proposals", [base, in_another]);
}
