/* Parameters, randomness, seeds, tickets, scores, elections, phases. */
#include "misuse.h"

#define F (&fixture)
#define LENGTH FERNET_STATUS_LENGTH
#define OK FERNET_STATUS_OK

CALL(fernet_selftest, N32(0))
CALL(fernet_params_default, P(0), N(1), P(2))
CALL(fernet_params_check, P(0))
CALL(fernet_params_warn, P(0), P(1))
CALL(fernet_randao_mix_in, P(0), P(1), P(2))
CALL(fernet_randao_ring_insert, A(0), P(1), N(2), P(3))
CALL(fernet_randao_ring_truncate, P(0), A(1), N(2))
CALL(fernet_randao_ring_pin, P(0), A(1), N(2), N(3), N32(4))
CALL(fernet_sequencer_seed_new, P(0), P(1), P(2))
CALL(fernet_sequencer_seed_alpha, P(0), P(1))
CALL(fernet_prover_seed_new, P(0), P(1), P(2), P(3))
CALL(fernet_prover_seed_alpha, P(0), P(1), N8(2), N(3))
CALL(fernet_ticket_sequencer, P(0), P(1))
CALL(fernet_ticket_prover, P(0), N8(1), P(2), N(3), P(4), P(5))
CALL(fernet_score_new, P(0), P(1), N32(2))
CALL(fernet_scored_key_compare, P(0), P(1), P(2))
CALL(fernet_scored_key_fee_to_beat, P(0), P(1), P(2), P(3), N32(4))
CALL(fernet_ranking_insert, P(0), A(1), P(2), P(3))
CALL(fernet_odds_against, P(0), P(1), N32(2), N(3), N32(4))
CALL(fernet_odds_among, P(0), N32(1), N32(2), N32(3))
CALL(fernet_odds_equilibrium, P(0), N32(1), N(2), N32(3))
CALL(fernet_odds_of_quorum, P(0), N16(1), N32(2), N32(3), N16(4))
CALL(fernet_prover_seed_alpha_attest, P(0), P(1))
CALL(fernet_ticket_attester, P(0), P(1))
CALL(fernet_registration_count_provers, P(0), P(1), P(2), A(3))
CALL(fernet_data_root_new, P(0), A(1))
CALL(fernet_data_check, P(0), A(1))
CALL(fernet_attestation_id_new, P(0), P(1), P(2), P(3))
CALL(fernet_attestation_check, P(0), P(1), P(2))
CALL(fernet_attestation_check_ticket, P(0), P(1))
CALL(fernet_certificate_needed, P(0), P(1))
CALL(fernet_certificate_check, P(0), P(1), P(2), A(3))
CALL(fernet_registration_alpha, P(0), P(1), P(2))
CALL(fernet_registration_id_new, P(0), P(1), P(2))
CALL(fernet_registration_request_check, P(0), P(1), (size_t)N(2))
CALL(fernet_registration_choose, P(0), A(1))
CALL(fernet_registration_check_eligible, P(0), P(1), P(2), N8(3))
CALL(fernet_tx_root_new, P(0), A(1))
CALL(fernet_tx_order_hash_new, P(0), P(1))
CALL(fernet_proposal_commitment, P(0), P(1), N(2), P(3))
CALL(fernet_proposal_id_new, P(0), P(1), N(2), P(3))
CALL(fernet_election_check, P(0), P(1), P(2))
CALL(fernet_election_scored_key, P(0), P(1), P(2), P(3), P(4))
CALL(fernet_election_insert, P(0), A(1), P(2), P(3), P(4), P(5), P(6))
CALL(fernet_proposal_equivocation, P(0), P(1), P(2), P(3), P(4), P(5), P(6))
CALL(fernet_block_phase_open, P(0), P(1), N(2))
CALL(fernet_block_phase_step, P(0), P(1), N(2), N8(3))
CALL(fernet_block_phase_in_time, P(0), N(1), N8(2))
CALL(fernet_block_phase_read, P(0), P(1))
CALL(fernet_chain_new, P(0), P(1), P(2))
CALL(fernet_chain_advance, P(0), P(1), N(2))
CALL(fernet_chain_propose, P(0), P(1), N(2), N(3))
CALL(fernet_chain_reveal, P(0), P(1), N(2), N(3), P(4))
CALL(fernet_chain_submit_tree, P(0), P(1), N(2), N(3))
CALL(fernet_chain_phase, P(0), P(1), N(2))

#define RING(length, without) IN_ARRAY(fernet_randao_entry, F->ring, length, without)
#define BEST INOUT_ARRAY(fernet_scored_key, F->best, 4, LENGTH)
#define PROPOSES(registration) IN(fernet_registration, registration), IN(fernet_proposal, &F->proposal)
#define EVENT(event) CHOICE(event, FERNET_EVENT_TIME, FERNET_EVENT_ANCESTOR_REVERTED)
#define CHAIN INOUT(fernet_chain, &F->chain)
#define DUTY(duty) CHOICE(duty, FERNET_DUTY_PROPOSE, FERNET_DUTY_PROVE_MERGE)

#define AVAILABILITY IN(fernet_availability, &F->availability)

static const struct row rows[] = {
    ROW(fernet_odds_of_quorum, OUT(fernet_probability), NUMBER(256), NUMBER(1000), NUMBER(720), NUMBER(154)),
    FAILS(fernet_odds_of_quorum, FERNET_STATUS_NONE, OUT(fernet_probability), NUMBER(256), NUMBER(1000), NUMBER(1001),
          NUMBER(154)),
    ROW(fernet_prover_seed_alpha_attest, OUT(fernet_alpha), IN(fernet_prover_seed, &F->prover_seed)),
    ROW(fernet_ticket_attester, OUT(fernet_ticket), IN(fernet_beta, &F->beta)),
    ROW(fernet_registration_count_provers, OUT(uint64_t), IN(fernet_params, &F->params), IN(fernet_pinned_mix, &F->pinned),
        IN_ARRAY(fernet_registration, &F->prover, 1, OK)),
    ROW(fernet_data_root_new, OUT(fernet_data_root), IN_ARRAY(fernet_data_digest, F->digests, 3, OK)),
    ROW(fernet_data_check, IN(fernet_reveal, &F->contents_with_data),
        IN_ARRAY(fernet_data_digest, F->digests, 3, FERNET_STATUS_DATA_DATA_COUNT)),
    FAILS(fernet_data_check, FERNET_STATUS_DATA_WRONG_DATA, IN(fernet_reveal, &F->contents),
          IN_ARRAY(fernet_data_digest, F->digests, 3, FERNET_STATUS_DATA_DATA_COUNT)),
    ROW(fernet_attestation_id_new, OUT(fernet_attestation_id), IN(fernet_prover_seed, &F->prover_seed),
        IN(fernet_proposal_id, &F->leader), IN(fernet_data_root, &F->data_root)),
    ROW(fernet_attestation_check, AVAILABILITY, IN(fernet_registration, &F->prover), IN(fernet_data_root, &F->data_root)),
    FAILS(fernet_attestation_check, FERNET_STATUS_INELIGIBLE_WRONG_ROLE, AVAILABILITY,
          IN(fernet_registration, &F->sequencer), IN(fernet_data_root, &F->data_root)),
    ROW(fernet_attestation_check_ticket, AVAILABILITY, IN(fernet_ticket, &F->ticket)),
    ROW(fernet_certificate_needed, OUT(uint16_t), AVAILABILITY),
    ROW(fernet_certificate_check, OUT(fernet_certificate_id), AVAILABILITY, IN(fernet_data_root, &F->data_root),
        IN_ARRAY(fernet_key, &F->key, 1, FERNET_STATUS_CERTIFICATE_COUNT)),
    FAILS(fernet_certificate_check, FERNET_STATUS_CERTIFICATE_OTHER_DATA, OUT(fernet_certificate_id), AVAILABILITY,
          IN(fernet_data_root, &F->contents.data_root), IN_ARRAY(fernet_key, &F->key, 1, FERNET_STATUS_CERTIFICATE_COUNT)),
    ROW(fernet_selftest, NUMBER(FERNET_ABI_VERSION)),
    FAILS(fernet_selftest, FERNET_STATUS_ABI_VERSION, NUMBER(FERNET_ABI_VERSION + 1)),
    FAILS(fernet_selftest, FERNET_STATUS_ABI_VERSION, NUMBER(FERNET_ABI_VERSION - 1)),
    ROW(fernet_params_default, OUT(fernet_params), NUMBER(1), IN(fernet_address, &F->address)),
    FAILS(fernet_params_default, FERNET_STATUS_PARAMS_CHAIN_ID_ZERO, OUT(fernet_params), NUMBER(0),
          IN(fernet_address, &F->address)),
    FAILS(fernet_params_default, FERNET_STATUS_PARAMS_ROLLUP_ADDRESS_ZERO, OUT(fernet_params), NUMBER(1),
          IN(fernet_address, &F->no_address)),
    ROW(fernet_params_check, IN(fernet_params, &F->params)),
    FAILS(fernet_params_check, FERNET_STATUS_PARAMS_PROOFS_PER_NODE, IN(fernet_params, &F->bad_params)),
    ROW(fernet_params_warn, OUT(fernet_params_warnings), IN(fernet_params, &F->params)),
    FAILS(fernet_params_warn, FERNET_STATUS_PARAMS_PROOFS_PER_NODE, OUT(fernet_params_warnings),
          IN(fernet_params, &F->bad_params)),

    ROW(fernet_randao_mix_in, OUT(fernet_randao_mix), IN(fernet_randao_mix, &F->mix),
        IN(fernet_randao_reveal, &F->reveal)),
    ROW(fernet_randao_ring_insert, INOUT_ARRAY(fernet_randao_entry, F->ring, 4, LENGTH), INOUT(size_t, &F->two),
        NUMBER(2000), IN(fernet_randao_mix, &F->mix)),
    ROW(fernet_randao_ring_insert, INOUT_ARRAY(fernet_randao_entry, F->ring, 2, LENGTH), INOUT(size_t, &F->two),
        NUMBER(2000), IN(fernet_randao_mix, &F->mix)),
    FAILS(fernet_randao_ring_insert, LENGTH, INOUT_ARRAY(fernet_randao_entry, F->ring, 4, LENGTH),
          INOUT(size_t, &F->five), NUMBER(2000), IN(fernet_randao_mix, &F->mix)),
    FAILS(fernet_randao_ring_insert, FERNET_STATUS_RANDAO_L1_BLOCK_BEFORE_NEWEST,
          INOUT_ARRAY(fernet_randao_entry, F->ring, 4, LENGTH), INOUT(size_t, &F->two), NUMBER(999),
          IN(fernet_randao_mix, &F->mix)),
    FAILS(fernet_randao_ring_insert, FERNET_STATUS_RANDAO_CONFLICTING_MIX,
          INOUT_ARRAY(fernet_randao_entry, F->ring, 4, LENGTH), INOUT(size_t, &F->two), NUMBER(1000),
          IN(fernet_randao_mix, &F->reveal)),
    ROW(fernet_randao_ring_truncate, INOUT(size_t, &F->two), RING(4, LENGTH), NUMBER(1000)),
    FAILS(fernet_randao_ring_truncate, LENGTH, INOUT(size_t, &F->five), RING(4, LENGTH), NUMBER(1000)),
    ROW(fernet_randao_ring_pin, OUT(fernet_pinned_mix), RING(2, FERNET_STATUS_RANDAO_NOT_YET_KNOWN), NUMBER(7),
        NUMBER(1064), NUMBER(64)),
    FAILS(fernet_randao_ring_pin, FERNET_STATUS_RANDAO_OPENS_TOO_EARLY, OUT(fernet_pinned_mix), RING(2, LENGTH),
          NUMBER(7), NUMBER(65), NUMBER(64)),
    FAILS(fernet_randao_ring_pin, FERNET_STATUS_RANDAO_L1_BLOCK_BEFORE_NEWEST, OUT(fernet_pinned_mix), RING(4, LENGTH),
          NUMBER(7), NUMBER(1064), NUMBER(64)),

    ROW(fernet_sequencer_seed_new, OUT(fernet_sequencer_seed), IN(fernet_params, &F->params),
        IN(fernet_pinned_mix, &F->pinned)),
    FAILS(fernet_sequencer_seed_new, FERNET_STATUS_PARAMS_PROOFS_PER_NODE, OUT(fernet_sequencer_seed),
          IN(fernet_params, &F->bad_params), IN(fernet_pinned_mix, &F->pinned)),
    ROW(fernet_sequencer_seed_alpha, OUT(fernet_alpha), IN(fernet_sequencer_seed, &F->sequencer_seed)),
    ROW(fernet_prover_seed_new, OUT(fernet_prover_seed), IN(fernet_params, &F->params),
        IN(fernet_pinned_mix, &F->pinned), IN(fernet_beta, &F->beta)),
    FAILS(fernet_prover_seed_new, FERNET_STATUS_PARAMS_PROOFS_PER_NODE, OUT(fernet_prover_seed),
          IN(fernet_params, &F->bad_params), IN(fernet_pinned_mix, &F->pinned), IN(fernet_beta, &F->beta)),
    ROW(fernet_prover_seed_alpha, OUT(fernet_alpha), IN(fernet_prover_seed, &F->prover_seed), VRF_MODE, NUMBER(1)),
    ROW(fernet_ticket_sequencer, OUT(fernet_ticket), IN(fernet_beta, &F->beta)),
    ROW(fernet_ticket_prover, OUT(fernet_ticket), VRF_MODE, IN(fernet_prover_seed, &F->prover_seed), NUMBER(1),
        IN(fernet_key, &F->key), IN(fernet_beta, &F->beta)),

    ROW(fernet_score_new, OUT(fernet_score), IN(fernet_ticket, &F->ticket), NUMBER(5)),
    ROW(fernet_scored_key_compare, OUT(int32_t), IN(fernet_scored_key, &F->best[0]), IN(fernet_scored_key, &F->best[1])),
    ROW(fernet_scored_key_fee_to_beat, OUT(uint32_t), IN(fernet_scored_key, &F->best[1]), IN(fernet_key, &F->key),
        IN(fernet_ticket, &F->ticket), NUMBER(4000000)),
    FAILS(fernet_scored_key_fee_to_beat, FERNET_STATUS_NONE, OUT(uint32_t), IN(fernet_scored_key, &F->best[0]),
          IN(fernet_key, &F->key), IN(fernet_ticket, &F->ticket), NUMBER(0)),
    ROW(fernet_ranking_insert, OUT(bool), BEST, INOUT(size_t, &F->two), IN(fernet_scored_key, &F->candidate)),
    ROW(fernet_ranking_insert, OUT(bool), INOUT_ARRAY(fernet_scored_key, F->best, 2, LENGTH), INOUT(size_t, &F->two),
        IN(fernet_scored_key, &F->candidate)),
    FAILS(fernet_ranking_insert, LENGTH, OUT(bool), BEST, INOUT(size_t, &F->five), IN(fernet_scored_key, &F->candidate)),
    ROW(fernet_odds_against, OUT(fernet_probability), IN(fernet_ticket, &F->ticket), NUMBER(5), NUMBER(6), NUMBER(7)),
    ROW(fernet_odds_among, OUT(fernet_probability), NUMBER(5), NUMBER(6), NUMBER(7)),
    FAILS(fernet_odds_among, FERNET_STATUS_NONE, OUT(fernet_probability), NUMBER(0), NUMBER(6), NUMBER(7)),
    ROW(fernet_odds_equilibrium, OUT(uint32_t), NUMBER(5), NUMBER(6), NUMBER(7)),
    FAILS(fernet_odds_equilibrium, FERNET_STATUS_NONE, OUT(uint32_t), NUMBER(0), NUMBER(6), NUMBER(7)),

    ROW(fernet_registration_alpha, OUT(fernet_alpha), IN(fernet_params, &F->params),
        IN(fernet_registration_request, &F->records[0].request)),
    FAILS(fernet_registration_alpha, FERNET_STATUS_PARAMS_PROOFS_PER_NODE, OUT(fernet_alpha),
          IN(fernet_params, &F->bad_params), IN(fernet_registration_request, &F->records[0].request)),
    ROW(fernet_registration_id_new, OUT(fernet_registration_id), IN(fernet_params, &F->params),
        IN(fernet_registration_request, &F->records[0].request)),
    FAILS(fernet_registration_id_new, FERNET_STATUS_PARAMS_PROOFS_PER_NODE, OUT(fernet_registration_id),
          IN(fernet_params, &F->bad_params), IN(fernet_registration_request, &F->records[0].request)),
    ROW(fernet_registration_request_check, IN(fernet_params, &F->params),
        IN(fernet_registration_request, &F->records[0].request), NUMBER(80)),
    FAILS(fernet_registration_request_check, FERNET_STATUS_REGISTRATION_SUITE, IN(fernet_params, &F->params),
          IN(fernet_registration_request, &F->records[0].request), NUMBER(81)),
    FAILS(fernet_registration_request_check, FERNET_STATUS_REGISTRATION_SUITE, IN(fernet_params, &F->params),
          IN(fernet_registration_request, &F->no_request), NUMBER(80)),
    ROW(fernet_registration_choose, OUT(fernet_registration),
        IN_ARRAY(fernet_registration_record, F->records, 2, FERNET_STATUS_NONE)),
    ROW(fernet_registration_check_eligible, IN(fernet_params, &F->params), IN(fernet_pinned_mix, &F->pinned),
        IN(fernet_registration, &F->sequencer), DUTY(FERNET_DUTY_PROPOSE)),
    FAILS(fernet_registration_check_eligible, FERNET_STATUS_INELIGIBLE_WRONG_ROLE, IN(fernet_params, &F->params),
          IN(fernet_pinned_mix, &F->pinned), IN(fernet_registration, &F->sequencer),
          DUTY(FERNET_DUTY_PROVE_BASE)),
    FAILS(fernet_registration_check_eligible, FERNET_STATUS_RANDAO_OPENS_TOO_EARLY, IN(fernet_params, &F->params),
          IN(fernet_pinned_mix, &F->no_pinned), IN(fernet_registration, &F->sequencer),
          DUTY(FERNET_DUTY_PROPOSE)),
    ROW(fernet_tx_root_new, OUT(fernet_tx_root), IN_ARRAY(fernet_tx_hash, F->transactions, 3, OK)),
    ROW(fernet_tx_order_hash_new, OUT(fernet_tx_order_hash), IN(fernet_reveal, &F->contents)),
    FAILS(fernet_tx_order_hash_new, FERNET_STATUS_SETTLE_AMOUNT_TOO_LARGE, OUT(fernet_tx_order_hash),
          IN(fernet_reveal, &F->no_contents)),
    ROW(fernet_proposal_commitment, OUT(fernet_block_commitment), IN(fernet_params, &F->params), NUMBER(7),
        IN(fernet_proposal, &F->proposal)),
    FAILS(fernet_proposal_commitment, FERNET_STATUS_PARAMS_PROOFS_PER_NODE, OUT(fernet_block_commitment),
          IN(fernet_params, &F->bad_params), NUMBER(7), IN(fernet_proposal, &F->proposal)),
    ROW(fernet_proposal_id_new, OUT(fernet_proposal_id), IN(fernet_params, &F->params), NUMBER(7),
        IN(fernet_proposal, &F->proposal)),
    FAILS(fernet_proposal_id_new, FERNET_STATUS_PARAMS_PROOFS_PER_NODE, OUT(fernet_proposal_id),
          IN(fernet_params, &F->bad_params), NUMBER(7), IN(fernet_proposal, &F->proposal)),
    ROW(fernet_election_check, IN(fernet_election, &F->election), PROPOSES(&F->sequencer)),
    FAILS(fernet_election_check, FERNET_STATUS_INELIGIBLE_WRONG_ROLE, IN(fernet_election, &F->election),
          PROPOSES(&F->prover)),
    ROW(fernet_election_scored_key, OUT(fernet_scored_key), IN(fernet_election, &F->election), PROPOSES(&F->sequencer),
        IN(fernet_beta, &F->beta)),
    FAILS(fernet_election_scored_key, FERNET_STATUS_INELIGIBLE_WRONG_ROLE, OUT(fernet_scored_key),
          IN(fernet_election, &F->election), PROPOSES(&F->prover), IN(fernet_beta, &F->beta)),
    ROW(fernet_election_insert, OUT(fernet_evidence), BEST, INOUT(size_t, &F->two), IN(fernet_election, &F->election),
        PROPOSES(&F->sequencer), IN(fernet_beta, &F->beta)),
    FAILS(fernet_election_insert, FERNET_STATUS_INELIGIBLE_WRONG_ROLE, OUT(fernet_evidence), BEST,
          INOUT(size_t, &F->two), IN(fernet_election, &F->election), PROPOSES(&F->prover), IN(fernet_beta, &F->beta)),
    FAILS(fernet_election_insert, LENGTH, OUT(fernet_evidence), BEST, INOUT(size_t, &F->five),
          IN(fernet_election, &F->election), PROPOSES(&F->sequencer), IN(fernet_beta, &F->beta)),
    ROW(fernet_proposal_equivocation, OUT(fernet_evidence), IN(fernet_params, &F->params), IN(fernet_key, &F->key),
        IN(fernet_pinned_mix, &F->pinned), IN(fernet_proposal, &F->proposal), IN(fernet_pinned_mix, &F->pinned),
        IN(fernet_proposal, &F->other_proposal)),
    FAILS(fernet_proposal_equivocation, FERNET_STATUS_NONE, OUT(fernet_evidence), IN(fernet_params, &F->params),
          IN(fernet_key, &F->key), IN(fernet_pinned_mix, &F->pinned), IN(fernet_proposal, &F->proposal),
          IN(fernet_pinned_mix, &F->pinned), IN(fernet_proposal, &F->proposal)),

    ROW(fernet_block_phase_open, OUT(fernet_block_phase), IN(fernet_params, &F->params), NUMBER(100)),
    FAILS(fernet_block_phase_open, FERNET_STATUS_PHASE_OVERFLOW, OUT(fernet_block_phase), IN(fernet_params, &F->params),
          NUMBER(UINT64_MAX)),
    ROW(fernet_block_phase_step, OUT(fernet_effects), INOUT(fernet_block_phase, &F->block), NUMBER(103),
        EVENT(FERNET_EVENT_TIME)),
    FAILS(fernet_block_phase_step, FERNET_STATUS_PHASE_TIME_RUNS_BACK, OUT(fernet_effects),
          INOUT(fernet_block_phase, &F->block), NUMBER(99), EVENT(FERNET_EVENT_TIME)),
    FAILS(fernet_block_phase_step, FERNET_STATUS_PHASE_NOT_IN_THIS_PHASE, OUT(fernet_effects),
          INOUT(fernet_block_phase, &F->block), NUMBER(100), EVENT(FERNET_EVENT_TREE)),
    FAILS(fernet_block_phase_step, FERNET_STATUS_PHASE_LATE, OUT(fernet_effects), INOUT(fernet_block_phase, &F->block),
          NUMBER(UINT64_MAX), EVENT(FERNET_EVENT_TREE)),
    ROW(fernet_block_phase_in_time, IN(fernet_block_phase, &F->block), NUMBER(102), EVENT(FERNET_EVENT_PROPOSAL)),
    FAILS(fernet_block_phase_in_time, FERNET_STATUS_PHASE_LATE, IN(fernet_block_phase, &F->block), NUMBER(103),
          EVENT(FERNET_EVENT_PROPOSAL)),
    ROW(fernet_block_phase_read, OUT(fernet_block_phase_info), IN(fernet_block_phase, &F->block)),

    ROW(fernet_chain_new, OUT(fernet_chain), IN(fernet_params, &F->params), IN(fernet_opening, &F->opening)),
    FAILS(fernet_chain_new, FERNET_STATUS_CHAIN_CAPACITY, OUT(fernet_chain), IN(fernet_params, &F->long_params),
          IN(fernet_opening, &F->opening)),
    ROW(fernet_chain_advance, OUT(fernet_happening), CHAIN, NUMBER(103)),
    FAILS(fernet_chain_advance, FERNET_STATUS_PHASE_TIME_RUNS_BACK, OUT(fernet_happening), CHAIN, NUMBER(99)),
    FAILS(fernet_chain_advance, FERNET_STATUS_PHASE_OVERFLOW, OUT(fernet_happening),
          INOUT(fernet_chain, &F->last_chain), NUMBER(100)),
    ROW(fernet_chain_propose, OUT(fernet_effects), CHAIN, NUMBER(102), NUMBER(5)),
    FAILS(fernet_chain_propose, FERNET_STATUS_CHAIN_BEHIND, OUT(fernet_effects), CHAIN, NUMBER(103), NUMBER(5)),
    FAILS(fernet_chain_propose, FERNET_STATUS_CHAIN_NOT_OPEN, OUT(fernet_effects), CHAIN, NUMBER(102), NUMBER(6)),
    ROW(fernet_chain_reveal, OUT(fernet_effects), INOUT(fernet_chain, &F->revealing), NUMBER(103), NUMBER(5),
        IN(fernet_proposal_id, &F->leader)),
    FAILS(fernet_chain_reveal, FERNET_STATUS_PHASE_NOT_IN_THIS_PHASE, OUT(fernet_effects), CHAIN, NUMBER(102),
          NUMBER(5), IN(fernet_proposal_id, &F->leader)),
    ROW(fernet_chain_submit_tree, OUT(fernet_effects), INOUT(fernet_chain, &F->proving_chain), NUMBER(103), NUMBER(5)),
    FAILS(fernet_chain_submit_tree, FERNET_STATUS_PHASE_NOT_IN_THIS_PHASE, OUT(fernet_effects), CHAIN, NUMBER(102),
          NUMBER(5)),
    ROW(fernet_chain_phase, OUT(fernet_block_phase), IN(fernet_chain, &F->chain), NUMBER(5)),
    FAILS(fernet_chain_phase, FERNET_STATUS_CHAIN_NOT_OPEN, OUT(fernet_block_phase), IN(fernet_chain, &F->chain),
          NUMBER(6)),
};

struct table rows_of_protocol(void) {
    struct table table = {rows, COUNT(rows)};
    return table;
}
