//! Cases of tickets, bundles, trees and settlements, as the tables have them. Each kind has a stack frame of its own, so that
//! they fit into 16 kB one after the other.

use fernet_core::{
    Accumulator, Address, Beta, BlockNumber, Bundle, BundleBuilder, BundleCommitment, Claim, FeeBurn, KeyBytes,
    L1Block, NodeIndex, PPM, ParamValues, Params, PinnedMix, ProofDigest, ProposalId, ProverSeed, ProvingContext,
    RandaoMix, Registration, Role, Seat, SeatId, SeatOpening, Snapshot, Statement, Ticket, TreeShape, TreeVerifier,
    VrfMode,
};
use fernet_rewards::{Amount, Rebate, SettlementPlan};
use heapless::Vec;

use crate::reader::Reader;
use crate::vectors::{BESTS, BLOCK_SETTLEMENT, BLOCK_TREE, OPENINGS, SETTLEMENTS, TICKETS, TREES};

/// Every ticket and score of the vectors.
#[must_use]
#[inline(never)]
pub fn tickets_hold() -> Option<()> {
    let mut reader = Reader::new(&TICKETS);
    for _ in 0..reader.count()? {
        let beta = Beta::from_bytes(reader.array()?);
        let seed = ProverSeed::from_bytes(reader.array()?);
        let key = KeyBytes::from_bytes(reader.array()?);
        let node = NodeIndex::new(reader.number()?);
        let tickets = [
            Ticket::sequencer(&beta),
            Ticket::prover(VrfMode::PerNode, &seed, node, &key, &beta),
            Ticket::prover(VrfMode::PerBlock, &seed, node, &key, &beta),
            Ticket::prover(VrfMode::Public, &seed, node, &key, &beta),
        ];
        for ticket in tickets {
            (ticket.get() == reader.number::<u128>()?).then_some(())?;
        }
    }
    while !reader.is_empty() {
        let (ticket, ppm, expected) = (Ticket::new(reader.number()?), reader.number()?, reader.array::<32>()?);
        let score = fernet_core::Score::new(ticket, params(|_| ())?.fee_split(ppm).ok()?);
        (score.to_be_bytes() == expected).then_some(())?;
    }
    Some(())
}

/// The rollup of the vectors.
fn params(change: impl FnOnce(&mut ParamValues)) -> Option<Params> {
    let mut values = ParamValues {
        root_seats: Some(1),
        fee_split_cap: u32::MAX,
        bond_base: 1,
        ..ParamValues::new(1, Address::from_bytes([0xfe; 20]))
    };
    change(&mut values);
    Params::new(values).ok()
}

fn proving(seed: ProverSeed, proposal_id: ProposalId, bases: u64, proofs_per_node: u8) -> Option<ProvingContext> {
    let params = params(|values| values.proofs_per_node = proofs_per_node)?;
    let pinned = PinnedMix::new(BlockNumber::new(1), L1Block::new(1000), RandaoMix::ZERO).ok()?;
    let snapshot = Snapshot::new(&params, &pinned);
    Some(ProvingContext::new(params, seed, proposal_id, TreeShape::new(bases).ok()?, snapshot))
}

/// One seat: outer none for a table that ends too early, inner none for a claim that is refused.
#[inline(never)]
fn seat(reader: &mut Reader, proving: &ProvingContext) -> Option<Option<Seat>> {
    let (ticket, node, fee_burn) = (Ticket::new(reader.number()?), reader.number()?, reader.number()?);
    let key = KeyBytes::from_bytes(reader.array()?);
    let claim = Claim {
        node: NodeIndex::new(node),
        statement: Statement::from_bytes(reader.array()?),
        proof_digest: ProofDigest::from_bytes(reader.array()?),
        left: BundleCommitment::from_bytes(reader.array()?),
        right: BundleCommitment::from_bytes(reader.array()?),
        fee_burn,
        payout: Address::from_bytes(reader.array()?),
        rebate_payee: Address::from_bytes(reader.array()?),
    };
    let registration = Registration { key, role: Role::Prover, entry_l1_block: L1Block::new(0), exit_l1_block: None };
    Some(proving.check(&registration, &claim).ok().map(|checked| checked.seat_with_ticket(ticket)))
}

/// Reads one bundle. If it is valid, `take` has it and says whether all is well.
#[inline(never)]
fn bundle(reader: &mut Reader, proving: &ProvingContext, mut take: impl FnMut(&Bundle) -> bool) -> Option<bool> {
    let (mut seats, mut valid) = (Vec::<Seat, 4>::new(), true);
    for _ in 0..reader.count()? {
        match seat(reader, proving)? {
            Some(seat) => seats.push(seat).ok()?,
            None => valid = false,
        }
    }
    Some(valid && Bundle::new(proving, &seats).is_ok_and(|bundle| take(&bundle)))
}

/// Checks one case of a tree, seat by seat, and goes on to the next.
#[must_use]
pub fn tree_holds(reader: &mut Reader) -> Option<()> {
    let (seed, leader) = (ProverSeed::from_bytes(reader.array()?), ProposalId::from_bytes(reader.array()?));
    let proving = proving(seed, leader, reader.number()?, reader.number()?)?;
    let mut verifier = TreeVerifier::<8>::with_stack(&proving).ok()?;
    let mut accepted = true;
    for _ in 0..reader.count()? {
        accepted &= bundle(reader, &proving, |bundle| verifier.insert(bundle).is_ok())?;
    }
    let (valid, total, commitment) = (reader.flag()?, reader.bytes()?, reader.bytes()?);
    match verifier.finish() {
        Ok(tree) if accepted => {
            let sum = tree.accumulator();
            let same = sum.total().to_be_bytes() == *total && *sum.commitment().as_bytes() == *commitment;
            (valid && same).then_some(())
        }
        _ => (!valid).then_some(()),
    }
}

/// The child bundles of a merge.
type Children = Vec<Accumulator, 4>;

fn below<'a>(children: &'a Children, claim: &Claim) -> Option<(&'a Accumulator, &'a Accumulator)> {
    let named = |commitment| children.iter().find(|child| child.commitment() == commitment);
    named(claim.left).zip(named(claim.right))
}

/// Checks one case of a best bundle and goes on to the next.
#[must_use]
#[inline(never)]
pub fn best_holds(reader: &mut Reader) -> Option<()> {
    let _name = reader.bytes()?;
    let (seed, leader) = (ProverSeed::from_bytes(reader.array()?), ProposalId::from_bytes(reader.array()?));
    let proving = proving(seed, leader, reader.number()?, reader.number()?)?;
    let node = NodeIndex::new(reader.number()?);

    let mut children = Children::new();
    for _ in 0..reader.count()? {
        bundle(reader, &proving, |bundle| bundle.accumulate(None).is_ok_and(|sum| children.push(sum).is_ok()))?
            .then_some(())?;
    }
    // Every offer of the vectors is of one statement.
    let mut builder = BundleBuilder::new(proving, node, Statement::from_bytes([0x57; 32]));
    let offers = offers(reader, &proving, &children, &mut builder)?;
    best_is_as_stated(reader, &builder, &children, &offers)
}

#[inline(never)]
fn offers(
    reader: &mut Reader,
    proving: &ProvingContext,
    children: &Children,
    builder: &mut BundleBuilder,
) -> Option<Vec<SeatId, 8>> {
    let mut ids = Vec::new();
    for _ in 0..reader.count()? {
        let seat = seat(reader, proving)??;
        builder.insert(&seat, below(children, seat.claim())).ok()?;
        ids.push(seat.id()).ok()?;
    }
    Some(ids)
}

#[inline(never)]
fn best_is_as_stated(
    reader: &mut Reader,
    builder: &BundleBuilder,
    children: &Children,
    offers: &[SeatId],
) -> Option<()> {
    let best = builder.best()?;
    let sum = best.accumulate(below(children, best.primary().claim())).ok()?;
    (sum.total().to_be_bytes() == *reader.bytes()?).then_some(())?;
    (usize::from(reader.count()?) == best.seats().count()).then_some(())?;
    for seat in best.seats() {
        (*offers.get(reader.number::<usize>()?)? == seat.id()).then_some(())?;
    }
    Some(())
}

/// The case of a table of best bundles that has this name.
#[must_use]
pub fn best_named(table: &'static [u8], name: &str) -> Option<Reader> {
    let mut reader = Reader::new(table);
    loop {
        let here = reader;
        if reader.bytes()? == name.as_bytes() {
            return Some(here);
        }
        reader = here;
        best_holds(&mut reader)?;
    }
}

/// Verifies one opening and goes on to the next.
#[must_use]
#[inline(never)]
pub fn opening_holds(reader: &mut Reader) -> Option<()> {
    let seed = ProverSeed::from_bytes(reader.array()?);
    let leader = ProposalId::from_bytes(reader.array()?);
    let shape = TreeShape::new(reader.number()?).ok()?;
    let root = BundleCommitment::from_bytes(reader.array()?);
    let found = match &SeatOpening::from_bytes(reader.bytes()?) {
        Ok(opening) => opening.verify(shape, &seed, &leader, &root).ok(),
        Err(_) => None,
    };
    let (valid, bit) = (reader.flag()?, reader.number()?);
    (found == valid.then_some(bit)).then_some(())
}

/// Checks one settlement to the wei and goes on to the next.
#[must_use]
#[inline(never)]
pub fn settlement_holds(reader: &mut Reader) -> Option<()> {
    let (fees, block_reward, split, bond): (u128, u128, u32, u128) =
        (reader.number()?, reader.number()?, reader.number()?, reader.number()?);
    let (bond_base, bases): (u128, u64) = (reader.number()?, reader.number()?);
    let (proofs_per_node, root_seats, rebate_cap) = (reader.number()?, reader.number()?, reader.number()?);
    let rebate_gas = reader.number()?;
    let (has_share, share) = (reader.flag()?, reader.number()?);
    let (base_fee, rate): (u64, u128) = (reader.number()?, reader.number()?);
    let params = params(|values| {
        (values.proofs_per_node, values.root_seats) = (proofs_per_node, Some(root_seats));
        (values.block_reward, values.rebate_cap, values.rebate_gas) = (block_reward, rebate_cap, rebate_gas);
        (values.bond_base, values.fee_split_cap) = (bond_base, split.max(PPM));
        values.base_share = has_share.then_some(share);
    })?;
    let plan = || {
        let (fees, bond) = (Amount::new(fees).ok()?, Amount::new(bond).ok()?);
        SettlementPlan::new(&params, TreeShape::new(bases).ok()?, fees, params.fee_split(split).ok()?, bond).ok()
    };
    let mut ledger = plan().map(|plan| plan.ledger());

    let valid = reader.flag()?;
    let mut expected = [0_u128; 5];
    for amount in &mut expected {
        *amount = reader.number()?;
    }
    for _ in 0..reader.count()? {
        let (node, ppm, pay): (u64, u32, u128) = (reader.number()?, reader.number()?, reader.number()?);
        let paid = ledger.as_mut().and_then(|ledger| ledger.pay(NodeIndex::new(node), FeeBurn::new(ppm).ok()?).ok());
        match paid {
            Some(paid) if valid => (paid.wei() == pay).then_some(())?,
            Some(_) => {}
            None => ledger = None,
        }
    }
    let rebate = Amount::new(rate).ok().map(|rate| Rebate::new(Address::from_bytes([1; 20]), base_fee, rate));
    let receipt = ledger.and_then(|ledger| ledger.close(rebate?).ok());
    match receipt {
        None => (!valid).then_some(()),
        Some(receipt) => {
            let amounts =
                [receipt.sequencer(), receipt.bond_used(), receipt.reserved(), receipt.burned(), receipt.rebate()];
            (valid && amounts.map(|amount| amount.wei()) == expected).then_some(())
        }
    }
}

/// Every ticket, score, bundle, opening and settlement of the vectors, and the settlement of the recorded block.
#[must_use]
pub fn all_but_trees_hold() -> Option<()> {
    tickets_hold()?;
    each(&BESTS, best_holds)?;
    each(&OPENINGS, opening_holds)?;
    each(&SETTLEMENTS, settlement_holds)?;
    each(&BLOCK_SETTLEMENT, settlement_holds)
}

/// Every tree of the vectors, and that of the recorded block.
#[must_use]
pub fn trees_hold() -> Option<()> {
    each(&TREES, tree_holds)?;
    each(&BLOCK_TREE, tree_holds)
}

/// Every vector but those of the VRF, and the recorded block.
#[must_use]
pub fn all_hold() -> Option<()> {
    all_but_trees_hold()?;
    trees_hold()
}

fn each(table: &'static [u8], holds: fn(&mut Reader) -> Option<()>) -> Option<()> {
    let mut reader = Reader::new(table);
    while !reader.is_empty() {
        holds(&mut reader)?;
    }
    Some(())
}
