/* The driver of a block, and the stores. */
#include "misuse.h"

#define F (&fixture)
#define LENGTH FERNET_STATUS_LENGTH
#define TRUNCATED FERNET_STATUS_MESSAGE_TRUNCATED
#define NOT_REGISTERED FERNET_STATUS_INELIGIBLE_NOT_REGISTERED

CALL(fernet_block_open, P(0), P(1), P(2), P(3))
CALL(fernet_block_accepts, P(0), P(1), N(2), N8(3))
CALL(fernet_block_propose, P(0), A(1), P(2), P(3), N(4), A(5), P(6))
CALL(fernet_block_propose_p256, P(0), A(1), P(2), P(3), N(4), A(5), P(6))
CALL(fernet_block_reveal, P(0), P(1), P(2), N(3), A(4))
CALL(fernet_block_claim, P(0), P(1), A(2), P(3))
CALL(fernet_block_claim_batch, A(0), A(1), P(2), A(3), A(4))
CALL(fernet_block_evidence, A(0), P(1), P(2), A(3), A(4), A(5))
CALL(fernet_block_check_evidence, P(0), A(1), A(2))
CALL(fernet_block_sign_proposal, A(0), P(1), P(2), P(3), P(4))
CALL(fernet_block_sign_proposal_p256, A(0), P(1), P(2), P(3), P(4))
CALL(fernet_block_sign_claim, A(0), P(1), P(2), P(3), P(4))
CALL(fernet_block_attestation, P(0), P(1), A(2), N(3), P(4))
CALL(fernet_block_certify, P(0), P(1), A(2), N(3), A(4))
CALL(fernet_block_certificate, P(0), P(1))
CALL(fernet_block_sign_attestation, A(0), P(1), P(2), A(3), N(4), N(5), P(6))
CALL(fernet_block_attestation_evidence, A(0), P(1), A(2), A(3), N(4), P(5))
CALL(fernet_block_check_attestation_evidence, P(0), A(1), N(2), P(3))
CALL(fernet_block_reorganised, P(0), P(1), N(2))
CALL(fernet_block_submit_ids, P(0), P(1), P(2), P(3), A(4), A(5))
CALL(fernet_block_submit_claims, P(0), P(1), P(2), P(3), A(4), A(5))
CALL(fernet_block_submit_tree, P(0), P(1), P(2), P(3), P(4))
CALL(fernet_block_submit_root, P(0), P(1), P(2), P(3), A(4), P(5), P(6))
CALL(fernet_block_outcome, P(0), P(1), P(2), P(3))
CALL(fernet_block_read, P(0), P(1))
CALL(fernet_block_proposal, P(0), P(1), P(2), N32(3))
CALL(fernet_block_proving_context, P(0), P(1))
CALL(fernet_block_settlement, P(0), P(1))
CALL(fernet_block_best_tree, P(0), P(1))
CALL(fernet_block_store, A(0), P(1), P(2))
CALL(fernet_block_restore, P(0), A(1))
CALL(fernet_chain_of_one_block, P(0), P(1), P(2))
CALL(fernet_chain_store, A(0), P(1), P(2))
CALL(fernet_chain_restore, P(0), A(1))
CALL(fernet_randao_ring_store, A(0), P(1), A(2))
CALL(fernet_randao_ring_restore, A(0), P(1), A(2))
CALL(fernet_tree_verifier_store, A(0), P(1), P(2))
CALL(fernet_tree_verifier_restore, P(0), P(1), A(2))

#define IN_STAGE(stage) IN(fernet_block, &F->stage.block)
#define STAGE(stage) INOUT(fernet_block, &F->stage.block), INOUT(fernet_chain, &F->stage.chain)
#define ANY(bytes) BYTES(bytes, sizeof bytes, TRUNCATED)
#define REGISTRATION(registration) IN_OR_NULL(fernet_registration, registration, NOT_REGISTERED)
#define KEYS(without) IN_ARRAY(fernet_registration, F->keys, 2, without)
#define KEYS_OF_PROVER IN_ARRAY(fernet_registration, &F->keys[1], 1, NOT_REGISTERED)
#define DIGESTS(length) IN_ARRAY(fernet_data_digest, F->digests, length, FERNET_STATUS_DATA_DATA_COUNT)
#define EVIDENCE OUT_ARRAY(uint8_t, FERNET_MESSAGE_CLAIM_EVIDENCE_LEN, LENGTH)
#define PROPOSED OUT(fernet_proposed), OUT_ARRAY(uint8_t, FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN, LENGTH)
#define PROPOSED_P256 OUT(fernet_proposed), OUT_ARRAY(uint8_t, FERNET_MESSAGE_PROPOSAL_EVIDENCE_P256_LEN, LENGTH)
#define AT IN(fernet_l1_event, &F->at)
#define STORED(T) OUT_ARRAY(uint8_t, FERNET_##T##_STORED_LEN, LENGTH), OUT(size_t)

static const struct row rows[] = {
    ROW(fernet_block_open, OUT(fernet_block), IN(fernet_params, &F->params), IN(fernet_opening, &F->block_opening),
        IN(fernet_pinned_mix, &F->pinned)),
    FAILS(fernet_block_open, FERNET_STATUS_BLOCK_OTHER_BLOCK, OUT(fernet_block), IN(fernet_params, &F->params),
          IN(fernet_opening, &F->opening), IN(fernet_pinned_mix, &F->pinned)),
    FAILS(fernet_block_open, FERNET_STATUS_BLOCK_OTHER_MIX, OUT(fernet_block), IN(fernet_params, &F->params),
          IN(fernet_opening, &F->late_opening), IN(fernet_pinned_mix, &F->pinned)),
    ROW(fernet_block_accepts, IN_STAGE(opened), IN(fernet_chain, &F->opened.chain), NUMBER(BLOCK_OPENS),
        CHOICE(FERNET_EVENT_PROPOSAL, FERNET_EVENT_TIME, FERNET_EVENT_ANCESTOR_REVERTED)),
    FAILS(fernet_block_accepts, FERNET_STATUS_PHASE_NOT_IN_THIS_PHASE, IN_STAGE(opened),
          IN(fernet_chain, &F->opened.chain), NUMBER(BLOCK_OPENS),
          CHOICE(FERNET_EVENT_TREE, FERNET_EVENT_TIME, FERNET_EVENT_ANCESTOR_REVERTED)),
    ROW(fernet_block_propose, PROPOSED, STAGE(opened), NUMBER(BLOCK_OPENS), ANY(F->signed_proposal),
        REGISTRATION(&F->keys[0])),
    ROW(fernet_block_propose, PROPOSED, STAGE(proposed), NUMBER(BLOCK_OPENS), ANY(F->other_signed_proposal),
        REGISTRATION(&F->keys[0])),
    FAILS(fernet_block_propose, FERNET_STATUS_BLOCK_STALE, PROPOSED, STAGE(stale), NUMBER(BLOCK_OPENS),
          ANY(F->signed_proposal), REGISTRATION(&F->keys[0])),
    FAILS(fernet_block_propose, NOT_REGISTERED, PROPOSED, STAGE(opened), NUMBER(BLOCK_OPENS), ANY(F->signed_proposal),
          REGISTRATION(&F->sequencer)),
    FAILS(fernet_block_propose, FERNET_STATUS_BLOCK_OTHER_BLOCK, PROPOSED, STAGE(opened), NUMBER(BLOCK_OPENS),
          ANY(F->foreign_proposal), REGISTRATION(&F->keys[0])),
    FAILS(fernet_block_propose, FERNET_STATUS_BLOCK_OTHER_SUITE, PROPOSED, STAGE(opened_p256), NUMBER(BLOCK_OPENS),
          ANY(F->signed_proposal), REGISTRATION(&F->keys[0])),
    ROW(fernet_block_propose_p256, PROPOSED_P256, STAGE(opened_p256), NUMBER(BLOCK_OPENS), ANY(F->signed_proposal_p256),
        REGISTRATION(&F->p256_sequencer)),
    ROW(fernet_block_propose_p256, PROPOSED_P256, STAGE(proposed_p256), NUMBER(BLOCK_OPENS), ANY(F->other_proposal_p256),
        REGISTRATION(&F->p256_sequencer)),
    FAILS(fernet_block_propose_p256, FERNET_STATUS_BLOCK_OTHER_SUITE, PROPOSED_P256, STAGE(opened), NUMBER(BLOCK_OPENS),
          ANY(F->signed_proposal_p256), REGISTRATION(&F->p256_sequencer)),
    FAILS(fernet_block_propose_p256, NOT_REGISTERED, PROPOSED_P256, STAGE(opened_p256), NUMBER(BLOCK_OPENS),
          ANY(F->signed_proposal_p256), REGISTRATION(&F->keys[0])),
    ROW(fernet_block_reveal, OUT(fernet_effects), STAGE(elected), NUMBER(BLOCK_OPENS + 3), ANY(F->signed_reveal)),
    FAILS(fernet_block_reveal, FERNET_STATUS_CHAIN_BEHIND, OUT(fernet_effects), STAGE(proposed), NUMBER(BLOCK_OPENS + 3),
          ANY(F->signed_reveal)),
    FAILS(fernet_block_reveal, FERNET_STATUS_MESSAGE_OTHER_KIND, OUT(fernet_effects), STAGE(elected),
          NUMBER(BLOCK_OPENS + 3), ANY(F->signed_proposal)),
    ROW(fernet_block_claim, OUT(fernet_seat), IN_STAGE(revealed), ANY(F->signed_claim), REGISTRATION(&F->keys[1])),
    FAILS(fernet_block_claim, FERNET_STATUS_PHASE_NOT_IN_THIS_PHASE, OUT(fernet_seat), IN_STAGE(opened),
          ANY(F->signed_claim), REGISTRATION(&F->keys[1])),
    FAILS(fernet_block_claim, FERNET_STATUS_INELIGIBLE_WRONG_ROLE, OUT(fernet_seat), IN_STAGE(revealed),
          ANY(F->signed_claim), REGISTRATION(&F->keys[0])),

    ROW(fernet_block_claim_batch, OUT_ARRAY(fernet_seat, 2, LENGTH), OUT_ARRAY(int32_t, 2, LENGTH), IN_STAGE(revealed),
        IN_ARRAY(fernet_message_batch_claim, F->block_claims, 2, LENGTH), KEYS(FERNET_STATUS_OK)),
    FAILS(fernet_block_claim_batch, LENGTH, OUT_ARRAY(fernet_seat, 2, LENGTH), OUT_ARRAY(int32_t, 1, LENGTH),
          IN_STAGE(revealed), IN_ARRAY(fernet_message_batch_claim, F->block_claims, 2, LENGTH), KEYS(FERNET_STATUS_OK)),

    ROW(fernet_block_evidence, EVIDENCE, OUT(size_t), IN_STAGE(revealed), ANY(F->signed_claim),
        ANY(F->other_signed_claim), IN_ARRAY(fernet_registration, &F->keys[1], 1, NOT_REGISTERED)),
    ROW(fernet_block_evidence, EVIDENCE, OUT(size_t), IN_STAGE(opened), ANY(F->signed_proposal),
        ANY(F->other_signed_proposal), KEYS(NOT_REGISTERED)),
    FAILS(fernet_block_evidence, FERNET_STATUS_BLOCK_NO_EVIDENCE, EVIDENCE, OUT(size_t), IN_STAGE(opened),
          ANY(F->signed_proposal), ANY(F->signed_proposal), KEYS(NOT_REGISTERED)),
    ROW(fernet_block_check_evidence, IN_STAGE(opened), ANY(F->evidence), KEYS(NOT_REGISTERED)),
    ROW(fernet_block_sign_proposal, OUT_ARRAY(uint8_t, FERNET_MESSAGE_PROPOSAL_LEN, LENGTH), IN_STAGE(opened),
        IN(fernet_secret_key, &F->secret_key), IN(fernet_proposal, &F->block_proposal), REGISTRATION(&F->keys[0])),
    ROW(fernet_block_sign_proposal_p256, OUT_ARRAY(uint8_t, FERNET_MESSAGE_PROPOSAL_P256_LEN, LENGTH), IN_STAGE(opened_p256),
        IN(fernet_p256_secret_key, &F->p256_secret_key), IN(fernet_proposal, &F->block_proposal),
        REGISTRATION(&F->p256_sequencer)),
    FAILS(fernet_block_sign_proposal_p256, FERNET_STATUS_BLOCK_OTHER_SUITE,
          OUT_ARRAY(uint8_t, FERNET_MESSAGE_PROPOSAL_P256_LEN, LENGTH), IN_STAGE(opened),
          IN(fernet_p256_secret_key, &F->p256_secret_key), IN(fernet_proposal, &F->block_proposal),
          REGISTRATION(&F->p256_sequencer)),
    FAILS(fernet_block_sign_proposal, FERNET_STATUS_PROPOSAL_DEAD_PARENT,
          OUT_ARRAY(uint8_t, FERNET_MESSAGE_PROPOSAL_LEN, LENGTH), IN_STAGE(opened),
          IN(fernet_secret_key, &F->secret_key), IN(fernet_proposal, &F->proposal), REGISTRATION(&F->keys[0])),
    ROW(fernet_block_sign_claim, OUT_ARRAY(uint8_t, FERNET_MESSAGE_CLAIM_LEN, LENGTH), IN_STAGE(revealed),
        IN(fernet_secret_key, &F->secret_key), IN(fernet_claim, &F->claim), REGISTRATION(&F->keys[1])),

    ROW(fernet_block_attestation, OUT(fernet_key), IN_STAGE(with_data), ANY(F->signed_attestation), NUMBER(1),
        REGISTRATION(&F->keys[1])),
    FAILS(fernet_block_attestation, FERNET_STATUS_ATTESTATION_NOT_SELECTED, OUT(fernet_key), IN_STAGE(with_data),
          ANY(F->signed_attestation), NUMBER(UINT64_MAX), REGISTRATION(&F->keys[1])),
    FAILS(fernet_block_attestation, FERNET_STATUS_ATTESTATION_OTHER_DATA, OUT(fernet_key), IN_STAGE(with_data),
          ANY(F->other_signed_attestation), NUMBER(1), REGISTRATION(&F->keys[1])),
    ROW(fernet_block_certify, OUT(fernet_certificate_id), INOUT(fernet_block, &F->with_data.block),
        ANY(F->signed_certificate), NUMBER(1), KEYS_OF_PROVER),
    ROW(fernet_block_certify, OUT(fernet_certificate_id), INOUT(fernet_block, &F->with_data.block),
        ANY(F->batch_certificate), NUMBER(1), KEYS_OF_PROVER),
    FAILS(fernet_block_certify, FERNET_STATUS_CERTIFICATE_COUNT, OUT(fernet_certificate_id),
          INOUT(fernet_block, &F->with_data.block), ANY(F->batch_certificate), NUMBER(0), KEYS_OF_PROVER),
    FAILS(fernet_block_certify, FERNET_STATUS_MESSAGE_OTHER_KIND, OUT(fernet_certificate_id),
          INOUT(fernet_block, &F->with_data.block), ANY(F->signed_attestation), NUMBER(1), KEYS_OF_PROVER),
    ROW(fernet_block_certificate, OUT(fernet_certificate_id), IN_STAGE(certified)),
    FAILS(fernet_block_certificate, FERNET_STATUS_NONE, OUT(fernet_certificate_id), IN_STAGE(with_data)),
    ROW(fernet_block_sign_attestation, OUT_ARRAY(uint8_t, FERNET_MESSAGE_ATTESTATION_LEN, LENGTH), IN_STAGE(with_data),
        IN(fernet_secret_key, &F->secret_key), DIGESTS(1), NUMBER(BLOCK_OPENS), NUMBER(1), REGISTRATION(&F->keys[1])),
    FAILS(fernet_block_sign_attestation, FERNET_STATUS_PHASE_LATE,
          OUT_ARRAY(uint8_t, FERNET_MESSAGE_ATTESTATION_LEN, LENGTH), IN_STAGE(with_data),
          IN(fernet_secret_key, &F->secret_key), DIGESTS(1), NUMBER(UINT64_MAX), NUMBER(1), REGISTRATION(&F->keys[1])),
    FAILS(fernet_block_sign_attestation, FERNET_STATUS_BLOCK_NO_ATTESTERS,
          OUT_ARRAY(uint8_t, FERNET_MESSAGE_ATTESTATION_LEN, LENGTH), IN_STAGE(revealed),
          IN(fernet_secret_key, &F->secret_key), DIGESTS(1), NUMBER(BLOCK_OPENS), NUMBER(1), REGISTRATION(&F->keys[1])),
    ROW(fernet_block_attestation_evidence, OUT_ARRAY(uint8_t, FERNET_MESSAGE_ATTESTATION_EVIDENCE_LEN, LENGTH),
        IN_STAGE(with_data), ANY(F->signed_attestation), ANY(F->other_signed_attestation), NUMBER(1),
        REGISTRATION(&F->keys[1])),
    FAILS(fernet_block_attestation_evidence, FERNET_STATUS_BLOCK_NO_EVIDENCE,
          OUT_ARRAY(uint8_t, FERNET_MESSAGE_ATTESTATION_EVIDENCE_LEN, LENGTH), IN_STAGE(with_data),
          ANY(F->signed_attestation), ANY(F->signed_attestation), NUMBER(1), REGISTRATION(&F->keys[1])),
    ROW(fernet_block_check_attestation_evidence, IN_STAGE(with_data), ANY(F->attestation_evidence), NUMBER(1),
        REGISTRATION(&F->keys[1])),
    ROW(fernet_block_reorganised, OUT(uint8_t), INOUT(fernet_block, &F->revealed.block), NUMBER(BLOCK_OPENS)),

    ROW(fernet_block_submit_ids, OUT(fernet_submitted), STAGE(revealed), AT, ANY(F->tree_of_ids),
        IN_ARRAY(fernet_seat, &F->block_seat, 1, FERNET_STATUS_TREE_REFUSED_CLAIM)),
    ROW(fernet_block_submit_claims, OUT(fernet_submitted), STAGE(revealed), AT, ANY(F->tree_of_claims),
        IN_ARRAY(fernet_registration, &F->keys[1], 1, NOT_REGISTERED)),
    ROW(fernet_block_submit_claims, OUT(fernet_submitted), STAGE(certified), AT, ANY(F->tree_with_data), KEYS_OF_PROVER),
    FAILS(fernet_block_submit_claims, FERNET_STATUS_BLOCK_NO_CERTIFICATE, OUT(fernet_submitted), STAGE(with_data), AT,
          ANY(F->tree_with_data), KEYS_OF_PROVER),
    FAILS(fernet_block_submit_claims, FERNET_STATUS_MESSAGE_OTHER_KIND, OUT(fernet_submitted), STAGE(revealed), AT,
          ANY(F->tree_of_ids), KEYS(NOT_REGISTERED)),
    ROW(fernet_block_submit_tree, OUT(fernet_submitted), STAGE(revealed), AT, IN(fernet_tree, &F->block_tree)),
    FAILS(fernet_block_submit_tree, FERNET_STATUS_TREE_FOREIGN, OUT(fernet_submitted), STAGE(revealed), AT,
          IN(fernet_tree, &F->tree)),
    ROW(fernet_block_submit_root, OUT(fernet_submitted), STAGE(revealed), AT, ANY(F->signed_claim),
        IN(fernet_sums, &F->sums), REGISTRATION(&F->keys[1])),
    ROW(fernet_block_outcome, OUT(fernet_outcome), IN_STAGE(proven), IN(fernet_happening, &F->settles),
        IN(fernet_amount, &F->ether)),
    FAILS(fernet_block_outcome, FERNET_STATUS_SETTLE_AMOUNT_TOO_LARGE, OUT(fernet_outcome), IN_STAGE(proven),
          IN(fernet_happening, &F->settles), IN(fernet_amount, &F->too_large)),
    ROW(fernet_block_read, OUT(fernet_block_info), IN_STAGE(proven)),
    ROW(fernet_block_proposal, OUT(fernet_scored_key), OUT(fernet_proposal), IN_STAGE(proven), NUMBER(0)),
    FAILS(fernet_block_proposal, FERNET_STATUS_NONE, OUT(fernet_scored_key), OUT(fernet_proposal), IN_STAGE(proven),
          NUMBER(1)),
    ROW(fernet_block_proving_context, OUT(fernet_proving_context), IN_STAGE(revealed)),
    FAILS(fernet_block_proving_context, FERNET_STATUS_NONE, OUT(fernet_proving_context), IN_STAGE(proposed)),
    ROW(fernet_block_settlement, OUT(fernet_settlement), IN_STAGE(revealed)),
    FAILS(fernet_block_settlement, FERNET_STATUS_NONE, OUT(fernet_settlement), IN_STAGE(proposed)),
    ROW(fernet_block_best_tree, OUT(fernet_tree), IN_STAGE(proven)),
    FAILS(fernet_block_best_tree, FERNET_STATUS_NONE, OUT(fernet_tree), IN_STAGE(revealed)),

    ROW(fernet_block_store, STORED(BLOCK), IN_STAGE(proven)),
    ROW(fernet_block_restore, OUT(fernet_block), BYTES(F->stored_block, STORED_BLOCK_LEN, TRUNCATED)),
    FAILS(fernet_block_restore, FERNET_STATUS_MESSAGE_SURPLUS, OUT(fernet_block),
          BYTES(F->stored_block, STORED_BLOCK_LEN + 1, TRUNCATED)),
    ROW(fernet_chain_of_one_block, OUT(fernet_chain), IN(fernet_params, &F->params), IN(fernet_opening, &F->opening)),
    ROW(fernet_chain_store, STORED(CHAIN), IN(fernet_chain, &F->opened.chain)),
    ROW(fernet_chain_restore, OUT(fernet_chain), BYTES(F->stored_chain, STORED_CHAIN_LEN, TRUNCATED)),
    ROW(fernet_randao_ring_store, OUT_ARRAY(uint8_t, sizeof F->stored_ring, LENGTH), OUT(size_t),
        IN_ARRAY(fernet_randao_entry, F->ring, 2, FERNET_STATUS_OK)),
    FAILS(fernet_randao_ring_store, LENGTH, OUT_ARRAY(uint8_t, sizeof F->stored_ring - 1, LENGTH), OUT(size_t),
          IN_ARRAY(fernet_randao_entry, F->ring, 2, FERNET_STATUS_OK)),
    ROW(fernet_randao_ring_restore, OUT_ARRAY(fernet_randao_entry, 2, FERNET_STATUS_MESSAGE_VALUE), OUT(size_t),
        ANY(F->stored_ring)),
    FAILS(fernet_randao_ring_restore, FERNET_STATUS_MESSAGE_VALUE,
          OUT_ARRAY(fernet_randao_entry, 1, FERNET_STATUS_MESSAGE_VALUE), OUT(size_t), ANY(F->stored_ring)),
    ROW(fernet_tree_verifier_store, STORED(TREE_VERIFIER), IN(fernet_tree_verifier, &F->verifier)),
    ROW(fernet_tree_verifier_restore, OUT(fernet_tree_verifier), IN(fernet_proving_context, &F->proving),
        BYTES(F->stored_verifier, STORED_VERIFIER_LEN, TRUNCATED)),
    FAILS(fernet_tree_verifier_restore, FERNET_STATUS_MESSAGE_VERSION, OUT(fernet_tree_verifier),
          IN(fernet_proving_context, &F->proving), BYTES(F->transactions, 32, TRUNCATED)),
};

struct table rows_of_blocks(void) {
    struct table table = {rows, COUNT(rows)};
    return table;
}
