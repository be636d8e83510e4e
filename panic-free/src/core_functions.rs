//! `fernet-core`.

use core::fmt::{Debug, Display, Formatter, LowerHex, Result as Written};
use core::str::FromStr;

use fernet_core::message::*;
use fernet_core::odds::Probability;
use fernet_core::randao::{
    count_before, is_new, mix_block, pin, replace_oldest, ring_from_bytes, ring_stored_len, ring_to_bytes,
};
use fernet_core::ranking::{Ranking, raise, slot};
use fernet_core::registration::choose;
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
    <Address as FromStr>::from_str as *const (),
    <VrfProofBytes as FromStr>::from_str as *const (),
    <Address as LowerHex>::fmt as *const (),
    LengthError::expected as *const (),
    HexError::expected as *const (),
    key_of_slice as *const (),
    // bundle_builder
    BundleBuilder::new as *const (),
    BundleBuilder::insert as *const (),
    BundleBuilder::best as *const (),
    // bid
    FeeSplit::ppm as *const (),
    FeeSplit::needs_bond as *const (),
    FeeBurn::new as *const (),
    FeeBurn::ppm as *const (),
    <FeeSplit as Display>::fmt as *const (),
    <FeeBurn as Display>::fmt as *const (),
    // bundle
    Total::to_be_bytes as *const (),
    Total::from_be_bytes as *const (),
    <Total as Display>::fmt as *const (),
    <Total as Ord>::cmp as *const (),
    Accumulator::node as *const (),
    Accumulator::total as *const (),
    Accumulator::filled as *const (),
    Accumulator::sums as *const (),
    Accumulator::commitment as *const (),
    Bundle::new as *const (),
    Bundle::node as *const (),
    Bundle::primary as *const (),
    bundle_seats as *const (),
    Bundle::accumulate as *const (),
    // claim
    Claim::id as *const (),
    Seat::scored_key as *const (),
    Seat::claim_id as *const (),
    Seat::id as *const (),
    Seat::fee_burn as *const (),
    Seat::claim as *const (),
    Seat::equivocation as *const (),
    <Seat as Ord>::cmp as *const (),
    <Seat as Ranked>::key as *const (),
    ProvingContext::new as *const (),
    ProvingContext::params as *const (),
    ProvingContext::shape as *const (),
    ProvingContext::alpha as *const (),
    ProvingContext::seed as *const (),
    ProvingContext::proposal_id as *const (),
    ProvingContext::check as *const (),
    CheckedClaim::key as *const (),
    CheckedClaim::id as *const (),
    CheckedClaim::alpha as *const (),
    CheckedClaim::fee_burn as *const (),
    CheckedClaim::claim as *const (),
    CheckedClaim::seat as *const (),
    CheckedClaim::seat_with_ticket as *const (),
    // contents
    TxRoot::new as *const (),
    TxRootHasher::new as *const (),
    TxRootHasher::append as *const (),
    TxRootHasher::finish as *const (),
    <TxRootHasher as Debug>::fmt as *const (),
    Reveal::new as *const (),
    Reveal::tx_order_hash as *const (),
    Reveal::check_data as *const (),
    DataRootHasher::new as *const (),
    DataRootHasher::append as *const (),
    DataRootHasher::finish as *const (),
    DataRoot::new as *const (),
    AttestationId::new as *const (),
    Availability::new as *const (),
    Availability::data_root as *const (),
    Availability::provers as *const (),
    Availability::needed as *const (),
    Availability::selects as *const (),
    Availability::check as *const (),
    Availability::check_any as *const (),
    check_certificate as *const (),
    CheckedAttestation::key as *const (),
    CheckedAttestation::id as *const (),
    CheckedAttestation::alpha as *const (),
    CheckedAttestation::attestation as *const (),
    Attestation::key as *const (),
    Attestation::id as *const (),
    CertificateBuilder::<VrfProofBytes, 154>::new as *const (),
    CertificateBuilder::<VrfProofBytes, 154>::insert as *const (),
    CertificateBuilder::<VrfProofBytes, 154>::missing as *const (),
    CertificateBuilder::<VrfProofBytes, 154>::is_complete as *const (),
    CertificateBuilder::<VrfProofBytes, 154>::attestations as *const (),
    CertificateBuilder::<VrfProofBytes, 154>::id as *const (),
    count_provers as *const (),
    Probability::of_quorum as *const (),
    ProverSeed::alpha_attest as *const (),
    Ticket::attester as *const (),
    ProvingContext::snapshot as *const (),
    // election
    Proposal::commitment as *const (),
    Proposal::id as *const (),
    RankedProposal::scored_key as *const (),
    RankedProposal::beta as *const (),
    RankedProposal::id as *const (),
    RankedProposal::proposal as *const (),
    RankedProposal::fee_split as *const (),
    RankedProposal::bond as *const (),
    CheckedProposal::key as *const (),
    CheckedProposal::id as *const (),
    CheckedProposal::fee_split as *const (),
    CheckedProposal::bond as *const (),
    CheckedProposal::proposal as *const (),
    CheckedProposal::rank as *const (),
    <RankedProposal as Ord>::cmp as *const (),
    <RankedProposal as Ranked>::key as *const (),
    Evidence::of_claims as *const (),
    Evidence::of_proposals as *const (),
    Evidence::<ClaimId>::key as *const (),
    Evidence::<ClaimId>::ids as *const (),
    Election::<1>::new as *const (),
    Election::<10>::new as *const (),
    Election::<10>::check as *const (),
    Election::<10>::alpha as *const (),
    Election::<1>::insert as *const (),
    Election::<10>::insert as *const (),
    Election::<10>::ranking as *const (),
    Election::<10>::leader as *const (),
    // message
    MessageKind::number as *const (),
    MessageKind::from_number as *const (),
    MessageKind::name as *const (),
    <MessageKind as Display>::fmt as *const (),
    <DecodeError as Display>::fmt as *const (),
    Message::decode as *const (),
    Message::kind as *const (),
    ParametersMessage::to_bytes as *const (),
    ParametersMessage::decode as *const (),
    <ParametersMessage as From<Params>>::from as *const (),
    RegistrationRequestMessage::to_bytes as *const (),
    RegistrationRequestMessage::decode as *const (),
    RegistrationRecordMessage::to_bytes as *const (),
    RegistrationRecordMessage::decode as *const (),
    RegistrationRecordMessage::record as *const (),
    ExitMessage::to_bytes as *const (),
    ExitMessage::decode as *const (),
    BlockOpeningMessage::to_bytes as *const (),
    BlockOpeningMessage::decode as *const (),
    L1EventHead::to_bytes as *const (),
    L1EventHead::decode as *const (),
    L1EventMessage::decode as *const (),
    ProposalMessage::to_bytes as *const (),
    ProposalMessage::decode as *const (),
    RevealHead::to_bytes as *const (),
    RevealHead::decode as *const (),
    RevealMessage::decode as *const (),
    RevealMessage::with_root as *const (),
    RevealRootMessage::new as *const (),
    RevealRootMessage::reveal as *const (),
    RevealRootMessage::to_bytes as *const (),
    RevealRootMessage::decode as *const (),
    RevealDataMessage::new as *const (),
    RevealDataMessage::reveal as *const (),
    RevealDataMessage::to_bytes as *const (),
    RevealDataMessage::decode as *const (),
    AttestationMessage::to_bytes as *const (),
    AttestationMessage::decode as *const (),
    CertificateHead::to_bytes::<VrfProofBytes> as *const (),
    CertificateHead::decode::<VrfProofBytes> as *const (),
    CertificateHead::to_bytes::<BatchProofBytes> as *const (),
    CertificateHead::decode::<BatchProofBytes> as *const (),
    CertificateMessage::<VrfProofBytes>::decode as *const (),
    CertificateMessage::<BatchProofBytes>::decode as *const (),
    SignedAttestation::<VrfProofBytes>::to_bytes as *const (),
    SignedAttestation::<BatchProofBytes>::to_bytes as *const (),
    EvidenceMessage::<AttestationMessage>::to_bytes as *const (),
    EvidenceMessage::<AttestationMessage>::decode as *const (),
    ClaimMessage::<VrfProofBytes>::to_bytes as *const (),
    ClaimMessage::<VrfProofBytes>::decode as *const (),
    ClaimMessage::<BatchProofBytes>::to_bytes as *const (),
    ClaimMessage::<BatchProofBytes>::decode as *const (),
    SignedClaim::to_bytes as *const (),
    SignedClaim::decode as *const (),
    TreeHead::to_bytes::<ClaimId> as *const (),
    TreeHead::to_bytes::<SignedClaim> as *const (),
    TreeHead::decode::<ClaimId> as *const (),
    TreeHead::decode::<SignedClaim> as *const (),
    TreeMessage::<ClaimId>::decode as *const (),
    TreeMessage::<SignedClaim>::decode as *const (),
    Bundles::<ClaimId>::as_bytes as *const (),
    <Bundles<'_, ClaimId> as Iterator>::next as *const (),
    <Bundles<'_, SignedClaim> as Iterator>::next as *const (),
    Elements::<TxHash>::as_bytes as *const (),
    <Elements<'_, TxHash> as Iterator>::next as *const (),
    <Elements<'_, TxHash> as Iterator>::size_hint as *const (),
    <Elements<'_, SignedClaim> as Iterator>::next as *const (),
    <Elements<'_, SignedClaim> as Iterator>::size_hint as *const (),
    TreeDataHead::to_bytes as *const (),
    TreeDataHead::decode as *const (),
    TreeDataMessage::decode as *const (),
    SeatOpeningHead::to_bytes as *const (),
    SeatOpeningMessage::decode as *const (),
    SeatOpeningMessage::opening as *const (),
    EvidenceMessage::<ProposalMessage>::to_bytes as *const (),
    EvidenceMessage::<ProposalMessage>::decode as *const (),
    EvidenceMessage::<ClaimMessage>::to_bytes as *const (),
    EvidenceMessage::<ClaimMessage>::decode as *const (),
    // odds
    Probability::get as *const (),
    <Probability as Display>::fmt as *const (),
    probability_against as *const (),
    probability_among as *const (),
    equilibrium_split as *const (),
    // opening
    NodeData::new as *const (),
    NodeData::from_bytes as *const (),
    NodeData::to_bytes as *const (),
    tree_data_hash_new as *const (),
    OpenedSeat::id as *const (),
    SeatOpening::seat as *const (),
    SeatOpening::position as *const (),
    SeatOpening::levels as *const (),
    SeatOpening::verify as *const (),
    SeatOpening::from_bytes as *const (),
    SeatOpening::to_bytes as *const (),
    OpeningBuilder::new as *const (),
    OpeningBuilder::insert as *const (),
    OpeningBuilder::finish as *const (),
    // params
    ParamValues::new as *const (),
    Params::new as *const (),
    Params::fee_split as *const (),
    Params::values as *const (),
    Params::chain_id as *const (),
    Params::base_share as *const (),
    Params::root_seats as *const (),
    Params::minimum_bond as *const (),
    Params::warnings as *const (),
    ParamsWarning::applies_to as *const (),
    Params::bond_base as *const (),
    Params::reveal_slash_amount as *const (),
    Params::proof_slash_amount as *const (),
    Params::block_reward as *const (),
    Params::rebate_cap as *const (),
    Params::rebate_gas as *const (),
    Params::claim_blocks as *const (),
    // phase
    BlockPhase::open as *const (),
    BlockPhase::phase as *const (),
    BlockPhase::proposal_end as *const (),
    BlockPhase::reveal_end as *const (),
    BlockPhase::deadline as *const (),
    BlockPhase::phase_end as *const (),
    BlockPhase::in_time as *const (),
    BlockPhase::step as *const (),
    Effects::as_slice as *const (),
    Effects::from_slice as *const (),
    Chain::<8>::new as *const (),
    Chain::<8>::of_one_block as *const (),
    Chain::<8>::params as *const (),
    Chain::<8>::l1_block as *const (),
    Chain::<8>::accepts as *const (),
    Chain::<8>::to_bytes as *const (),
    Chain::<8>::from_bytes as *const (),
    Chain::<8>::phase as *const (),
    Chain::<8>::open_blocks as *const (),
    Chain::<8>::advance as *const (),
    Chain::<8>::propose as *const (),
    Chain::<8>::reveal as *const (),
    Chain::<8>::submit_tree as *const (),
    // randao
    RandaoMix::mix_in as *const (),
    PinnedMix::new as *const (),
    PinnedMix::block_number as *const (),
    PinnedMix::l1_block as *const (),
    PinnedMix::snapshot as *const (),
    PinnedMix::is_stale as *const (),
    PinnedMix::mix as *const (),
    RandaoRing::<1>::new as *const (),
    RandaoRing::<8>::new as *const (),
    RandaoRing::<1>::insert as *const (),
    RandaoRing::<8>::insert as *const (),
    RandaoRing::<8>::truncate as *const (),
    RandaoRing::<8>::pin as *const (),
    RandaoRing::<8>::as_slice as *const (),
    RandaoRing::<8>::to_bytes as *const (),
    RandaoRing::<8>::from_bytes as *const (),
    is_new::<RandaoEntry> as *const (),
    replace_oldest::<RandaoEntry> as *const (),
    count_before::<RandaoEntry> as *const (),
    mix_block as *const (),
    ring_from_bytes::<RandaoEntry> as *const (),
    ring_stored_len as *const (),
    stored::sum as *const (),
    stored::len::<L1Block> as *const (),
    stored::stored_len::<Tree> as *const (),
    stored::Reader::error as *const (),
    stored::Reader::read::<L1Block> as *const (),
    stored::Writer::write::<L1Block> as *const (),
    ring_to_bytes::<RandaoEntry> as *const (),
    pin::<RandaoEntry> as *const (),
    // ranking
    slot::<ScoredKey> as *const (),
    raise::<ScoredKey> as *const (),
    slot::<Seat> as *const (),
    raise::<Seat> as *const (),
    Ranking::<ScoredKey, 1>::new as *const (),
    Ranking::<ScoredKey, 16>::new as *const (),
    Ranking::<ScoredKey, 1>::insert as *const (),
    Ranking::<ScoredKey, 16>::insert as *const (),
    Ranking::<RankedProposal, 16>::insert as *const (),
    Ranking::<ScoredKey, 16>::iter as *const (),
    Ranking::<ScoredKey, 16>::as_slice as *const (),
    Ranking::<ScoredKey, 16>::first as *const (),
    Ranking::<ScoredKey, 16>::of_key as *const (),
    // registration
    RegistrationRequest::alpha as *const (),
    RegistrationRequest::id as *const (),
    RegistrationRequest::check as *const (),
    RegistrationRecord::registration as *const (),
    choose::<[RegistrationRecord; 2]> as *const (),
    // registry
    Role::allows as *const (),
    Role::number as *const (),
    <Role as FromStr>::from_str as *const (),
    <Role as Display>::fmt as *const (),
    Snapshot::new as *const (),
    Snapshot::l1_block as *const (),
    Snapshot::check_eligible as *const (),
    // score
    score_new::<FeeSplit> as *const (),
    score_new::<FeeBurn> as *const (),
    Score::to_be_bytes as *const (),
    Score::from_be_bytes as *const (),
    <Score as Display>::fmt as *const (),
    candidate_new as *const (),
    ScoredKey::key as *const (),
    ScoredKey::ticket as *const (),
    ScoredKey::score as *const (),
    ScoredKey::fee_to_beat as *const (),
    <ScoredKey as Ord>::cmp as *const (),
    // seed
    SequencerSeed::new as *const (),
    SequencerSeed::alpha as *const (),
    ProverSeed::new as *const (),
    ProverSeed::alpha as *const (),
    // shape
    NodeKind::from_node as *const (),
    TreeShape::new as *const (),
    TreeShape::for_transactions as *const (),
    TreeShape::bases as *const (),
    TreeShape::nodes as *const (),
    TreeShape::root as *const (),
    TreeShape::contains as *const (),
    TreeShape::span as *const (),
    TreeShape::children as *const (),
    TreeShape::parent as *const (),
    TreeShape::depth_of as *const (),
    TreeShape::depth as *const (),
    shape_post_order as *const (),
    TreeShape::next_in_post_order as *const (),
    TreeShape::post_order_cmp as *const (),
    // tag
    Tag::as_bytes as *const (),
    // tree
    TreeVerifier::new as *const (),
    TreeVerifier::<1>::with_stack as *const (),
    TreeVerifier::<33>::expected as *const (),
    TreeVerifier::<1>::insert as *const (),
    TreeVerifier::<33>::insert as *const (),
    TreeVerifier::<33>::finish as *const (),
    TreeVerifier::<33>::to_bytes as *const (),
    TreeVerifier::<33>::from_bytes as *const (),
    Tree::from_root as *const (),
    Tree::to_bytes as *const (),
    Tree::from_bytes as *const (),
    Tree::accumulator as *const (),
    Tree::root as *const (),
    Tree::compete as *const (),
    <Tree as Ord>::cmp as *const (),
    BestTree::new as *const (),
    BestTree::submit as *const (),
    BestTree::best as *const (),
    // ticket
    Ticket::new as *const (),
    Ticket::get as *const (),
    Ticket::to_be_bytes as *const (),
    Ticket::from_be_bytes as *const (),
    <Ticket as Display>::fmt as *const (),
    Ticket::sequencer as *const (),
    Ticket::prover as *const (),
    Ticket::per_node as *const (),
    Ticket::per_block as *const (),
    Ticket::public as *const (),
    // errors
    <BundleBuilderError as Display>::fmt as *const (),
    <BidError as Display>::fmt as *const (),
    <BundleError as Display>::fmt as *const (),
    <ChildError as Display>::fmt as *const (),
    <ClaimError as Display>::fmt as *const (),
    <Ineligible as Display>::fmt as *const (),
    <OpeningError as Display>::fmt as *const (),
    <ParamsError as Display>::fmt as *const (),
    <PhaseError as Display>::fmt as *const (),
    <ChainError as Display>::fmt as *const (),
    <ProposalError as Display>::fmt as *const (),
    <RandaoError as Display>::fmt as *const (),
    <RegistrationError as Display>::fmt as *const (),
    <ShapeError as Display>::fmt as *const (),
    <TreeError as Display>::fmt as *const (),
    // A bundle of a bundle's parts, so that each step sees what the last one made.
    fold as *const (),
];

/// `TryFrom<&[u8]>` of byte strings
fn key_of_slice(bytes: &[u8]) -> Option<KeyBytes> {
    KeyBytes::try_from(bytes).ok()
}

/// `Bundle::seats`
fn bundle_seats(bundle: &Bundle, each: fn(&Seat)) {
    bundle.seats().for_each(each);
}

/// `TreeDataHash::new`
fn tree_data_hash_new(shape: TreeShape, nodes: &[NodeData]) -> Result<TreeDataHash, OpeningError> {
    TreeDataHash::new(shape, nodes.iter().copied())
}

/// `Availability::check_certificate`
fn check_certificate(
    availability: &Availability,
    data_root: &DataRoot,
    message: &CertificateMessage<'_>,
) -> Result<CertificateId, CertificateError> {
    availability.check_certificate(data_root, message.attestations.clone().map(|signed| signed.key))
}

/// `Snapshot::count_provers`
fn count_provers(snapshot: &Snapshot, registrations: &[Registration]) -> u64 {
    snapshot.count_provers(registrations)
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
fn score_new<B: Bid>(ticket: Ticket, bid: B) -> Score {
    Score::new(ticket, bid)
}

/// `ScoredKey::new`
fn candidate_new(key: KeyBytes, ticket: Ticket, bid: FeeBurn) -> ScoredKey {
    ScoredKey::new(key, ticket, bid)
}

/// `TreeShape::post_order`
fn shape_post_order(shape: TreeShape, each: fn(NodeIndex)) {
    shape.post_order().for_each(each);
}

fn fold(proving: &ProvingContext, seats: &[Seat], children: Pair<'_>, f: &mut Formatter<'_>) -> Written {
    let accumulator = Bundle::new(proving, seats).ok().and_then(|bundle| bundle.accumulate(children).ok());
    accumulator.map_or(Ok(()), |accumulator| Display::fmt(&accumulator.total(), f))
}
