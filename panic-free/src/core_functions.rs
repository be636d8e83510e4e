//! `fernet-core`.

use core::fmt::{Debug, Display, Formatter, Result as Written};

use fernet_core::odds::Probability;
use fernet_core::randao::{count_before, is_new, pin, replace_oldest};
use fernet_core::ranking::{Ranking, raise, slot};
use fernet_core::score::Bid;
use fernet_core::tag::Tag;
use fernet_core::*;

use crate::Functions;

type Pair<'a> = Option<(&'a Accumulator, &'a Accumulator)>;

pub(crate) const ALL: Functions<'static> = &[
    // Byte strings: every length, and what is written of it.
    Address::from_bytes as *const (),
    Address::as_bytes as *const (),
    Address::to_bytes as *const (),
    RandaoReveal::from_bytes as *const (),
    Beta::to_bytes as *const (),
    VrfProofBytes::to_bytes as *const (),
    <Address as Display>::fmt as *const (),
    <Beta as Display>::fmt as *const (),
    <KeyBytes as Display>::fmt as *const (),
    <RandaoReveal as Display>::fmt as *const (),
    <VrfProofBytes as Display>::fmt as *const (),
    <KeyBytes as Debug>::fmt as *const (),
    <KeyBytes as Ord>::cmp as *const (),
    // assembly
    Assembly::new as *const (),
    Assembly::offer as *const (),
    Assembly::best as *const (),
    // bid
    FeeSplit::new as *const (),
    FeeSplit::ppm as *const (),
    FeeSplit::needs_bond as *const (),
    FeeBurn::new as *const (),
    FeeBurn::ppm as *const (),
    // bundle
    Total::to_be_bytes as *const (),
    <Total as Display>::fmt as *const (),
    <Total as Ord>::cmp as *const (),
    Accumulator::node as *const (),
    Accumulator::total as *const (),
    Accumulator::filled as *const (),
    Accumulator::commitment as *const (),
    Bundle::new as *const (),
    Bundle::node as *const (),
    Bundle::lead as *const (),
    bundle_seats as *const (),
    Bundle::accumulate as *const (),
    // claim
    Claim::id as *const (),
    Seat::candidate as *const (),
    Seat::claim_id as *const (),
    Seat::id as *const (),
    Seat::fee_burn as *const (),
    Seat::claim as *const (),
    Seat::equivocation as *const (),
    <Seat as Ord>::cmp as *const (),
    <Seat as Ranked>::key as *const (),
    Proving::new as *const (),
    Proving::params as *const (),
    Proving::shape as *const (),
    Proving::alpha as *const (),
    Proving::claim_id as *const (),
    Proving::check as *const (),
    Proving::seat as *const (),
    Proving::seat_with_word as *const (),
    // election
    TxOrderHash::new as *const (),
    tx_order_hash_from_hashes as *const (),
    Proposal::commitment as *const (),
    Proposal::id as *const (),
    Contender::candidate as *const (),
    Contender::id as *const (),
    Contender::proposal as *const (),
    Contender::fee_split as *const (),
    <Contender as Ord>::cmp as *const (),
    <Contender as Ranked>::key as *const (),
    Evidence::<ClaimId>::of as *const (),
    Evidence::<ProposalId>::of as *const (),
    Election::<1>::new as *const (),
    Election::<10>::new as *const (),
    Election::<10>::check as *const (),
    Election::<10>::contender as *const (),
    Election::<1>::offer as *const (),
    Election::<10>::offer as *const (),
    Election::<10>::ranking as *const (),
    Election::<10>::leader as *const (),
    // odds
    Probability::get as *const (),
    <Probability as Display>::fmt as *const (),
    probability_against as *const (),
    probability_among as *const (),
    odds::equilibrium_split as *const (),
    // params
    ParamValues::new as *const (),
    Params::new as *const (),
    Params::fee_split as *const (),
    Params::values as *const (),
    Params::chain_id as *const (),
    Params::base_share as *const (),
    // phase
    BlockPhase::open as *const (),
    BlockPhase::phase as *const (),
    BlockPhase::proposal_end as *const (),
    BlockPhase::reveal_end as *const (),
    BlockPhase::deadline as *const (),
    BlockPhase::phase_end as *const (),
    BlockPhase::in_time as *const (),
    BlockPhase::step as *const (),
    // randao
    RandaoMix::mixed_with as *const (),
    PinnedMix::block_number as *const (),
    PinnedMix::slot as *const (),
    PinnedMix::mix as *const (),
    RandaoRing::<1>::new as *const (),
    RandaoRing::<8>::new as *const (),
    RandaoRing::<1>::push as *const (),
    RandaoRing::<8>::push as *const (),
    RandaoRing::<8>::truncate as *const (),
    RandaoRing::<8>::pin as *const (),
    RandaoRing::<8>::as_slice as *const (),
    is_new::<RandaoEntry> as *const (),
    replace_oldest::<RandaoEntry> as *const (),
    count_before::<RandaoEntry> as *const (),
    pin::<RandaoEntry> as *const (),
    // ranking
    slot::<Candidate> as *const (),
    raise::<Candidate> as *const (),
    slot::<Seat> as *const (),
    raise::<Seat> as *const (),
    Ranking::<Candidate, 1>::new as *const (),
    Ranking::<Candidate, 16>::new as *const (),
    Ranking::<Candidate, 1>::offer as *const (),
    Ranking::<Candidate, 16>::offer as *const (),
    Ranking::<Contender, 16>::offer as *const (),
    Ranking::<Candidate, 16>::iter as *const (),
    Ranking::<Candidate, 16>::as_slice as *const (),
    Ranking::<Candidate, 16>::first as *const (),
    Ranking::<Candidate, 16>::of_key as *const (),
    // registry
    Role::allows as *const (),
    Snapshot::new as *const (),
    Snapshot::admit as *const (),
    // score
    score_new::<FeeSplit> as *const (),
    score_new::<FeeBurn> as *const (),
    Score::to_be_bytes as *const (),
    <Score as Display>::fmt as *const (),
    candidate_new as *const (),
    Candidate::key as *const (),
    Candidate::word as *const (),
    Candidate::score as *const (),
    Candidate::fee_to_beat as *const (),
    <Candidate as Ord>::cmp as *const (),
    // seed
    SequencerSeed::new as *const (),
    SequencerSeed::alpha as *const (),
    ProverSeed::new as *const (),
    ProverSeed::alpha as *const (),
    // shape
    NodeKind::of as *const (),
    Shape::new as *const (),
    Shape::for_transactions as *const (),
    Shape::bases as *const (),
    Shape::nodes as *const (),
    Shape::root as *const (),
    Shape::contains as *const (),
    Shape::span as *const (),
    Shape::children as *const (),
    Shape::parent as *const (),
    Shape::depth_of as *const (),
    Shape::depth as *const (),
    shape_post_order as *const (),
    Shape::next_in_post_order as *const (),
    Shape::post_order_cmp as *const (),
    // tag
    Tag::as_bytes as *const (),
    // tree
    TreeVerifier::<1>::new as *const (),
    TreeVerifier::<33>::new as *const (),
    TreeVerifier::<33>::expected as *const (),
    TreeVerifier::<1>::push as *const (),
    TreeVerifier::<33>::push as *const (),
    TreeVerifier::<33>::finish as *const (),
    Tree::accumulator as *const (),
    Tree::root as *const (),
    Tree::compete as *const (),
    <Tree as Ord>::cmp as *const (),
    Competition::new as *const (),
    Competition::submit as *const (),
    Competition::best as *const (),
    // word
    Word::new as *const (),
    Word::get as *const (),
    Word::sequencer as *const (),
    Word::prover as *const (),
    Word::per_node as *const (),
    Word::per_block as *const (),
    Word::public as *const (),
    // errors
    <AssemblyError as Display>::fmt as *const (),
    <BidError as Display>::fmt as *const (),
    <BundleError as Display>::fmt as *const (),
    <ChildError as Display>::fmt as *const (),
    <ClaimError as Display>::fmt as *const (),
    <Ineligible as Display>::fmt as *const (),
    <ParamsError as Display>::fmt as *const (),
    <PhaseError as Display>::fmt as *const (),
    <ProposalError as Display>::fmt as *const (),
    <RandaoError as Display>::fmt as *const (),
    <ShapeError as Display>::fmt as *const (),
    <SnapshotError as Display>::fmt as *const (),
    <TreeError as Display>::fmt as *const (),
    // A bundle of a bundle's parts, so that each step sees what the last one made.
    fold as *const (),
];

/// `Bundle::seats`
fn bundle_seats(bundle: &Bundle, each: fn(&Seat)) {
    bundle.seats().for_each(each);
}

/// `TxOrderHash::from_hashes`
fn tx_order_hash_from_hashes(salt: &Salt, transactions: &[TxHash]) -> TxOrderHash {
    TxOrderHash::from_hashes(salt, transactions.iter().copied())
}

/// `Probability::against`
fn probability_against(score: Score, rivals: u64, bid: FeeSplit) -> Probability {
    Probability::against(score, rivals, bid)
}

/// `Probability::among`
fn probability_among(keys: u32, bid: FeeSplit, rival_bid: FeeBurn) -> Option<Probability> {
    Probability::among(keys, bid, rival_bid)
}

/// `Score::new`
fn score_new<B: Bid>(word: Word, bid: B) -> Score {
    Score::new(word, bid)
}

/// `Candidate::new`
fn candidate_new(key: KeyBytes, word: Word, bid: FeeBurn) -> Candidate {
    Candidate::new(key, word, bid)
}

/// `Shape::post_order`
fn shape_post_order(shape: Shape, each: fn(u64)) {
    shape.post_order().for_each(each);
}

fn fold(proving: &Proving, seats: &[Seat], children: Pair<'_>, f: &mut Formatter<'_>) -> Written {
    let accumulator = Bundle::new(proving, seats).ok().and_then(|bundle| bundle.accumulate(children).ok());
    accumulator.map_or(Ok(()), |accumulator| Display::fmt(&accumulator.total(), f))
}
