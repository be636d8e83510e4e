//! `bundle/claim.json` and `bundle/best.json`, and the seats and bundles of all cases of `bundle/`.

use std::error::Error;

use fernet_core::{
    Accumulator, Address, BlockNumber, Bundle, BundleBuilder, BundleCommitment, Claim, ClaimError, KeyBytes, L1Block,
    NodeIndex, PPM, ParamValues, Params, PinnedMix, ProposalId, ProverSeed, ProvingContext, RandaoMix, Registration,
    Role, Seat, Snapshot, Ticket,
};
use serde_json::{Value, json};

use super::case::{Cases, fill, int};
use super::shape::shape_of;

/// The proving context of the cases of `bundle/`.
pub(super) fn proving(bases: u64, proofs_per_node: u8) -> ProvingContext {
    proving_for(seed(), leader(), bases, proofs_per_node)
}

/// The proving context of another block, or of another proposal of its leader.
pub(super) fn proving_for(
    seed: ProverSeed,
    proposal_id: ProposalId,
    bases: u64,
    proofs_per_node: u8,
) -> ProvingContext {
    let values = ParamValues::new(1, Address::from(fill(0xfe)));
    let params =
        Params::new(ParamValues { proofs_per_node, root_seats: Some(1), ..values }).expect("the values are in range");
    let pinned = PinnedMix::new(BlockNumber::new(1), L1Block::new(1000), RandaoMix::ZERO).expect("late enough");
    let snapshot = Snapshot::new(&params, &pinned);
    ProvingContext::new(params, seed, proposal_id, shape_of(bases), snapshot)
}

pub(super) fn seed() -> ProverSeed {
    fill(0x5e).into()
}

/// The id of the leader's proposal.
pub(super) fn leader() -> ProposalId {
    fill(0x1d).into()
}

/// A seat as the vectors write it: a claim with its key and ticket.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Filled {
    pub(super) key: u8,
    pub(super) ticket: u128,
    pub(super) claim: Claim,
}

impl Filled {
    pub(super) fn base(node: u64, key: u8, ticket: u128) -> Self {
        Self::merge(node, key, ticket, [BundleCommitment::ZERO; 2])
    }

    pub(super) fn merge(node: u64, key: u8, ticket: u128, [left, right]: [BundleCommitment; 2]) -> Self {
        let claim = Claim {
            node: NodeIndex::new(node),
            statement: fill(0x57).into(),
            proof_digest: fill(key).into(),
            left,
            right,
            fee_burn: 0,
            payout: fill(key).into(),
            rebate_payee: Address::ZERO,
        };
        Self { key, ticket, claim }
    }

    pub(super) fn with(mut self, change: impl FnOnce(&mut Claim)) -> Self {
        change(&mut self.claim);
        self
    }

    pub(super) fn seat(&self, proving: &ProvingContext) -> Result<Seat, ClaimError> {
        let registration = Registration {
            key: fill(self.key).into(),
            role: Role::Prover,
            entry_l1_block: L1Block::new(0),
            exit_l1_block: None,
        };
        Ok(proving.check(&registration, &self.claim)?.seat_with_ticket(Ticket::new(self.ticket)))
    }

    pub(super) fn to_json(self) -> Value {
        let Self { key, ticket, claim } = self;
        json!({
            "key": KeyBytes::from(fill(key)), "ticket": int(ticket), "node": int(claim.node), "statement": claim.statement,
            "proof_digest": claim.proof_digest, "left": claim.left, "right": claim.right, "fee_burn": int(claim.fee_burn),
            "payout": claim.payout, "rebate_payee": claim.rebate_payee,
        })
    }
}

pub(super) fn claim() -> Value {
    let mut cases = Cases::of("#claim");
    let mut add_for = |id: &str, flags: &[&str], reason: &str, proposal_id: ProposalId, filled: Filled| {
        let input = json!({
            "prover_seed": seed(), "proposal_id": proposal_id, "bases": int(4), "seat": filled.to_json(),
        });
        let output = filled.seat(&proving_for(seed(), proposal_id, 4, 3)).map(
            |seat| json!({ "claim_id": seat.claim_id(), "score": int(seat.scored_key().score()), "seat_id": seat.id() }),
        );
        cases.add(id, flags, reason, input, output);
    };
    let base = Filled::base(0, 1, 1 << 100);
    add_for("proposal", &[], "another proposal of the leader", fill(0x2d).into(), base);
    let mut add = |id: &str, flags: &[&str], reason: &str, filled| add_for(id, flags, reason, leader(), filled);
    let children = [BundleCommitment::from(fill(0x1e)), BundleCommitment::from(fill(0x2e))];
    add("base", &[], "", base);
    add("burn", &[], "another burn", base.with(|c| c.fee_burn = 400_000));
    add("payout", &[], "another payee", base.with(|c| c.payout = fill(9).into()));
    add("rebate-payee", &[], "another payee of the rebate", base.with(|c| c.rebate_payee = fill(9).into()));
    add("digest", &[], "another proof", base.with(|c| c.proof_digest = fill(9).into()));
    add("statement", &[], "another statement", base.with(|c| c.statement = fill(9).into()));
    add("node", &[], "another node", Filled::base(2, 1, 1 << 100));
    add("key", &[], "another key: the same claim id if all else is the same", Filled { key: 2, ..base });
    add("ticket", &[], "another ticket changes the seat id only", Filled { ticket: 1, ..base });
    add("merge", &[], "", Filled::merge(1, 1, 1 << 100, children));
    add(
        "merge-swapped",
        &[],
        "left and right are not the same",
        Filled::merge(1, 1, 1 << 100, [children[1], children[0]]),
    );
    add("burn-all", &["boundary"], "a burn of 1", base.with(|c| c.fee_burn = PPM));
    add("burn-above", &["boundary"], "a burn above 1", base.with(|c| c.fee_burn = PPM + 1));
    add("foreign", &["boundary"], "node 7 of 7", Filled::base(7, 1, 1));
    add("base-with-left", &[], "", base.with(|c| c.left = fill(1).into()));
    add("base-with-right", &[], "", base.with(|c| c.right = fill(1).into()));
    add("merge-without-left", &[], "", Filled::merge(1, 1, 1, [BundleCommitment::ZERO, children[1]]));
    add("merge-without-right", &[], "", Filled::merge(1, 1, 1, [children[0], BundleCommitment::ZERO]));
    add("payout-zero", &[], "nobody to pay", base.with(|c| c.payout = Address::ZERO));
    let unpaid = |filled: Filled| filled.with(|c| (c.fee_burn, c.payout) = (PPM + 1, Address::ZERO));
    let first = "this and all later checks fail";
    add("foreign-first", &["order"], first, unpaid(Filled::merge(8, 1, 1, children)));
    add("base-with-children-first", &["order"], first, unpaid(Filled::merge(0, 1, 1, children)));
    add("merge-without-children-first", &["order"], first, unpaid(Filled::base(1, 1, 1)));
    add("burn-first", &["order"], first, unpaid(base));
    cases.finish()
}

pub(super) fn to_json(bundles: &[Vec<Filled>]) -> Value {
    let bundle = |seats: &Vec<Filled>| {
        let node = seats.first().map_or(0, |seat| seat.claim.node.get());
        json!({ "node": int(node), "seats": seats.iter().map(|seat| seat.to_json()).collect::<Vec<_>>() })
    };
    bundles.iter().map(bundle).collect()
}

/// The sums and the commitment of a bundle and those below it.
pub(super) fn sums_of(accumulator: &Accumulator) -> Value {
    let sums = accumulator.sums();
    json!({
        "total": int(sums.total), "filled": int(sums.filled), "kept_base": int(sums.kept_base),
        "kept_merge": int(sums.kept_merge), "commitment": accumulator.commitment(),
    })
}

pub(super) fn bundle(proving: &ProvingContext, seats: &[Filled]) -> Result<Bundle, Box<dyn Error>> {
    Ok(Bundle::new(proving, &claims(proving, seats)?)?)
}

pub(super) fn claims(proving: &ProvingContext, seats: &[Filled]) -> Result<Vec<Seat>, ClaimError> {
    seats.iter().map(|seat| seat.seat(proving)).collect()
}

pub(super) fn best() -> Value {
    let mut cases = Cases::of("#best-bundle");
    let mut add = |id: &str,
                   flags: &[&str],
                   reason: &str,
                   (bases, node): (u64, u64),
                   bundles: &[Vec<Filled>],
                   candidates: &[Filled]| {
        let proving = proving(bases, 3);
        let sums: Vec<Accumulator> = bundles
            .iter()
            .map(|seats| bundle(&proving, seats).expect("a bundle").accumulate(None).expect("of a base"))
            .collect();
        let find = |named| sums.iter().find(|sum| sum.commitment() == named);
        let mut builder = BundleBuilder::new(proving, NodeIndex::new(node), fill(0x57).into());
        let seats: Vec<Seat> =
            candidates.iter().map(|candidate| candidate.seat(&proving).expect("a valid claim")).collect();
        for seat in &seats {
            let children = find(seat.claim().left).zip(find(seat.claim().right));
            builder.insert(seat, children).expect("the seat fits");
        }
        let best = builder.best().expect("there is a seat");
        let primary = best.primary();
        let sum = best
            .accumulate(find(primary.claim().left).zip(find(primary.claim().right)))
            .expect("the children are these");
        let position = |seat: &Seat| seats.iter().position(|other| other == seat).map(int);
        let input = json!({
            "prover_seed": seed(), "proposal_id": leader(), "bases": int(bases), "proofs_per_node": int(3), "node": int(node),
            "seats": candidates.iter().map(|candidate| candidate.to_json()).collect::<Vec<_>>(), "bundles": to_json(bundles),
        });
        let output = json!({
            "seats": best.seats().map(position).collect::<Vec<_>>(), "total": int(sum.total()), "filled": int(sum.filled()),
        });
        cases.add_valid(id, flags, reason, input, output);
    };
    let base = |key, ticket| Filled::base(0, key, ticket);
    add("one", &["boundary"], "one seat", (4, 0), &[], &[base(1, 5)]);
    add(
        "five",
        &[],
        "the best three of five; the primary is the one of them with the smallest seat id",
        (4, 0),
        &[],
        &[base(1, 1), base(2, 5), base(3, 2), base(4, 4), base(5, 3)],
    );
    add("root", &["boundary"], "the root takes one", (1, 0), &[], &[base(1, 1), base(2, 5)]);
    add(
        "one-key",
        &["duplicate"],
        "two seats of one key",
        (4, 0),
        &[],
        &[base(1, 9), base(1, 9).with(|c| c.fee_burn = 500_000), base(2, 1)],
    );

    let proof = |filled: Filled, digest: u8| filled.with(|c| c.proof_digest = fill(digest).into());
    add(
        "one-proof-three-keys",
        &["duplicate"],
        "three keys claim one proof: the first in the order counts",
        (4, 0),
        &[],
        &[proof(base(1, 9), 7), proof(base(2, 8), 7), proof(base(3, 7), 7), base(4, 2), base(5, 1)],
    );
    add(
        "one-proof-two-pairs",
        &["duplicate"],
        "two proofs, each claimed by two keys",
        (4, 0),
        &[],
        &[proof(base(1, 5), 7), proof(base(2, 6), 8), proof(base(3, 7), 7), proof(base(4, 8), 8)],
    );
    add(
        "one-key-one-proof",
        &["duplicate"],
        "the claims of one key for one proof do not exclude each other",
        (4, 0),
        &[],
        &[base(1, 9), base(1, 9).with(|c| c.payout = fill(9).into()), base(2, 1)],
    );

    // Two left bases to choose from: with a low or a high total.
    let proving = proving(4, 3);
    let commit =
        |seats: &[Filled]| bundle(&proving, seats).expect("a bundle").accumulate(None).expect("of a base").commitment();
    let poor = vec![Filled::base(0, 1, 10)];
    let rich = vec![Filled::base(0, 1, 10), Filled::base(0, 2, 9)];
    let right = vec![Filled::base(2, 3, 1)];
    let bundles = [poor.clone(), rich.clone(), right.clone()];
    let over = |left: &[Filled], key, ticket| Filled::merge(1, key, ticket, [commit(left), commit(&right)]);
    add(
        "primary-by-below",
        &[],
        "the seat with the low score is the primary, because of the bundles below it",
        (4, 1),
        &bundles,
        &[over(&poor, 5, 8), over(&poor, 6, 7), over(&rich, 7, 1)],
    );
    add(
        "low-primary-costs-a-seat",
        &[],
        "what a primary adds below must outweigh the seat that it takes",
        (4, 1),
        &bundles,
        &[over(&poor, 5, 100), over(&poor, 6, 90), over(&poor, 7, 80), over(&rich, 8, 70), over(&rich, 9, 72)],
    );
    add(
        "copied-proof",
        &["duplicate"],
        "two keys claim the proof of the heavier merge: the first in the order counts",
        (4, 1),
        &bundles,
        &[over(&rich, 7, 5), proof(over(&poor, 8, 6), 7), over(&poor, 9, 1)],
    );
    add(
        "proof-of-the-primary",
        &["duplicate"],
        "a seat with the primary's proof, behind it in the order, is left out",
        (4, 1),
        &bundles,
        &[over(&rich, 7, 6), proof(over(&poor, 8, 5), 7), over(&poor, 9, 1)],
    );
    for key in 20..24 {
        // 10 + 1 below and 19 of its own, or 19 + 1 below and 10.
        let candidates = [over(&poor, key, 19), over(&rich, 6, 10)];
        let reason = "nine more points below or of its own";
        add(&format!("below-or-own-{key}"), &["tie"], reason, (4, 1), &bundles, &candidates);
    }
    // One of the left bundles has a second seat with a score of 0.
    let with_zero = vec![Filled::base(0, 1, 10), Filled::base(0, 2, 0)];
    let bundles = [poor.clone(), with_zero.clone(), right.clone()];
    for key in 20..24 {
        let candidates = [over(&poor, key, 7), over(&with_zero, 6, 7)];
        let reason = "equal totals: more filled seats below";
        add(&format!("tie-by-filled-{key}"), &["tie"], reason, (4, 1), &bundles, &candidates);
    }
    cases.finish()
}
