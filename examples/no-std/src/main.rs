//! One prover's part in a block, without `std` and without an allocator: evaluate, rank, claim, prove, verify, sum up, settle.
//! The exit code is 0 if all of it holds.
#![no_std]
#![no_main]

use core::panic::PanicInfo;

use fernet_core::{
    Address, BestTree, Beta, BlockNumber, Bundle, BundleCommitment, Claim, KeyBytes, L1Block, ParamValues, Params,
    ProofDigest, ProposalId, ProverSeed, ProvingContext, RandaoMix, RandaoRing, Registration, Role, Snapshot,
    Statement, Ticket, TreeShape, TreeVerifier,
};
use fernet_rewards::{Amount, Rebate, SettlementPlan};
use fernet_vrf::{Proof, PublicKey, SecretKey, Suite};

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {}
}

/// Where the C runtime starts.
#[unsafe(no_mangle)]
pub extern "C" fn main() -> i32 {
    i32::from(run().is_none())
}

fn run() -> Option<()> {
    let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20]))).ok()?;
    let mut ring = RandaoRing::<65>::new();
    ring.insert(L1Block::new(15_537_394), RandaoMix::from_bytes([7; 32])).ok()?;
    let pinned = ring.pin(BlockNumber::new(1), L1Block::new(15_537_458), params.randao_lag()).ok()?;
    let snapshot = Snapshot::new(&params, &pinned);
    let shape = TreeShape::for_transactions(1, params.tx_per_base()).ok()?;
    let seed = ProverSeed::new(&params, &pinned, &Beta::from_bytes([3; 64]));
    let proving = ProvingContext::new(params, seed, ProposalId::from_bytes([5; 32]), shape, snapshot);

    let secret_key = SecretKey::derive(&[9; 32], Role::Prover);
    let key: KeyBytes = secret_key.public_key().to_bytes();
    let node = shape.root();
    let claim = Claim {
        node,
        statement: Statement::from_bytes([1; 32]),
        proof_digest: ProofDigest::from_bytes([2; 32]),
        left: BundleCommitment::ZERO,
        right: BundleCommitment::ZERO,
        fee_burn: 400_000,
        payout: Address::from_bytes([4; 20]),
        rebate_payee: Address::ZERO,
    };
    let registration = Registration { key, role: Role::Prover, entry_l1_block: L1Block::new(0), exit_l1_block: None };
    let checked = proving.check(&registration, &claim).ok()?;
    let (alpha, id) = (checked.alpha(), checked.id());
    let evaluation = secret_key.evaluate(Suite::Ell2, alpha.as_bytes()).ok()?;
    let proof = evaluation.prove(Some(id.as_bytes())).to_bytes();

    let public_key = PublicKey::try_from(key).ok()?;
    let proof = Proof::from_bytes(&proof).ok()?;
    let output = public_key.verify(Suite::Ell2, alpha.as_bytes(), Some(id.as_bytes()), &proof).ok()?;
    let seat = checked.seat(output.beta());
    if seat.scored_key().ticket() != Ticket::per_node(evaluation.output().beta()) {
        return None;
    }

    let mut verifier = TreeVerifier::<1>::with_stack(&proving).ok()?;
    verifier.insert(&Bundle::new(&proving, &[seat]).ok()?).ok()?;
    let mut competition = BestTree::new(&proving);
    competition.submit(verifier.finish().ok()?).ok()?;
    let winner = competition.best()?;

    let fees = Amount::new(1_000_000).ok()?;
    let plan = SettlementPlan::new(&params, shape, fees, params.fee_split(800_000).ok()?, Amount::ZERO).ok()?;
    let mut ledger = plan.ledger();
    // One of three seats, 60 % of it: 800000 / 3 * 0.6.
    let pay = ledger.pay(winner.root().claim().node, winner.root().fee_burn()).ok()?;
    let receipt = ledger.close(Rebate::NONE).ok()?;
    (pay.wei() == 160_000 && receipt.burned().wei() == 640_000 && receipt.sequencer().wei() == 200_000).then_some(())
}
