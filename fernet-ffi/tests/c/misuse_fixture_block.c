/* The values of the driver of a block: one block at each stage of its course. */
#include "misuse.h"

static void proposals(struct fixture *f) {
    fernet_happening happening;
    f->block_opening = (fernet_opening){f->pinned.block_number, BLOCK_OPENS, {{0xee}}};
    f->late_opening = f->block_opening;
    f->late_opening.l1_block++;
    CHECK_OK(fernet_chain_new(&f->opened.chain, &f->params, &f->block_opening));
    CHECK_OK(fernet_chain_advance(&happening, &f->opened.chain, BLOCK_OPENS));
    CHECK_OK(fernet_chain_advance(&happening, &f->opened.chain, BLOCK_OPENS));
    CHECK_OK(fernet_block_open(&f->opened.block, &f->params, &f->block_opening, &f->pinned));

    f->keys[0] = f->sequencer;
    f->keys[1] = f->prover;
    f->keys[0].key = f->keys[1].key = f->key;
    f->block_proposal = f->proposal;
    f->block_proposal.parent = f->block_opening.parent;
    fernet_reveal contents = f->contents;
    contents.count = 1;
    CHECK_OK(fernet_tx_root_new(&contents.tx_root, f->transactions, 1));
    CHECK_OK(fernet_tx_order_hash_new(&f->block_proposal.tx_order_hash, &contents));
    CHECK_OK(fernet_block_sign_proposal(f->signed_proposal, sizeof f->signed_proposal, &f->opened.block, &f->secret_key,
                                        &f->block_proposal, &f->keys[0]));
    fernet_proposal other = f->block_proposal;
    other.fee_split = 0;
    CHECK_OK(fernet_block_sign_proposal(f->other_signed_proposal, sizeof f->other_signed_proposal, &f->opened.block,
                                        &f->secret_key, &other, &f->keys[0]));
    fernet_message_proposal foreign;
    CHECK_OK(fernet_message_proposal_decode(&foreign, f->signed_proposal, sizeof f->signed_proposal));
    foreign.block_number++;
    CHECK_OK(fernet_message_proposal_encode(f->foreign_proposal, sizeof f->foreign_proposal, &foreign));

    fernet_proposed proposed;
    uint8_t evidence[FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN];
    f->proposed = f->opened;
    CHECK_OK(fernet_block_propose(&proposed, evidence, sizeof evidence, &f->proposed.block, &f->proposed.chain,
                                  BLOCK_OPENS, f->signed_proposal, sizeof f->signed_proposal, &f->keys[0]));
    CHECK(proposed.leads == 1 && proposed.has_evidence == 0 && all_bytes_are(evidence, 0, sizeof evidence));
    struct stage again = f->proposed;
    CHECK_OK(fernet_block_propose(&proposed, f->evidence, sizeof f->evidence, &again.block, &again.chain, BLOCK_OPENS,
                                  f->other_signed_proposal, sizeof f->other_signed_proposal, &f->keys[0]));
    CHECK(proposed.leads == 0 && proposed.has_evidence == 1);

    uint8_t stale;
    f->stale = f->opened;
    CHECK_OK(fernet_block_reorganised(&stale, &f->stale.block, BLOCK_OPENS));
    CHECK(stale == 0);
    CHECK_OK(fernet_block_reorganised(&stale, &f->stale.block, BLOCK_OPENS - 1));
    CHECK(stale == 1);
}

/** The same election in a rollup whose sequencers are on P-256. */
static void proposals_p256(struct fixture *f) {
    fernet_params params = f->params;
    params.sequencer_suite = FERNET_SEQUENCER_SUITE_P256;
    fernet_happening happening;
    CHECK_OK(fernet_chain_new(&f->opened_p256.chain, &params, &f->block_opening));
    CHECK_OK(fernet_chain_advance(&happening, &f->opened_p256.chain, BLOCK_OPENS));
    CHECK_OK(fernet_chain_advance(&happening, &f->opened_p256.chain, BLOCK_OPENS));
    CHECK_OK(fernet_block_open(&f->opened_p256.block, &params, &f->block_opening, &f->pinned));
    f->p256_sequencer = f->sequencer;
    f->p256_sequencer.key = f->p256_key;
    fernet_proposal other = f->block_proposal;
    other.fee_split = 0;
    CHECK_OK(fernet_block_sign_proposal_p256(f->signed_proposal_p256, sizeof f->signed_proposal_p256, &f->opened_p256.block,
                                             &f->p256_secret_key, &f->block_proposal, &f->p256_sequencer));
    CHECK_OK(fernet_block_sign_proposal_p256(f->other_proposal_p256, sizeof f->other_proposal_p256, &f->opened_p256.block,
                                             &f->p256_secret_key, &other, &f->p256_sequencer));
    fernet_proposed proposed;
    f->proposed_p256 = f->opened_p256;
    CHECK_OK(fernet_block_propose_p256(&proposed, f->evidence_p256, sizeof f->evidence_p256, &f->proposed_p256.block,
                                       &f->proposed_p256.chain, BLOCK_OPENS, f->signed_proposal_p256,
                                       sizeof f->signed_proposal_p256, &f->p256_sequencer));
    struct stage again = f->proposed_p256;
    CHECK_OK(fernet_block_propose_p256(&proposed, f->evidence_p256, sizeof f->evidence_p256, &again.block, &again.chain,
                                       BLOCK_OPENS, f->other_proposal_p256, sizeof f->other_proposal_p256,
                                       &f->p256_sequencer));
    CHECK(proposed.has_evidence == 1);
}

static void reveal(struct fixture *f) {
    fernet_happening happening;
    fernet_effects effects;
    f->elected = f->proposed;
    do {
        CHECK_OK(fernet_chain_advance(&happening, &f->elected.chain, BLOCK_OPENS + 3));
    } while (happening.kind != FERNET_HAPPENING_NONE);
    fernet_message_reveal message = f->reveal_message;
    message.count = 1;
    CHECK_OK(fernet_message_reveal_encode(f->signed_reveal, sizeof f->signed_reveal, &message, f->transactions, 1));
    f->revealed = f->elected;
    CHECK_OK(fernet_block_reveal(&effects, &f->revealed.block, &f->revealed.chain, BLOCK_OPENS + 3, f->signed_reveal,
                                 sizeof f->signed_reveal));
}

/** The claim with its proof in batch form. */
static fernet_message_batch_claim in_batch_form(const fernet_message_claim *claim,
                                                const fernet_proving_context *context) {
    fernet_message_batch_claim batch = {claim->block_number, claim->proposal_id, claim->key, claim->claim, {{0}}};
    fernet_alpha alpha;
    fernet_claim_id id;
    CHECK_OK(fernet_prover_seed_alpha(&alpha, &context->seed, context->params.vrf_mode, claim->claim.node));
    CHECK_OK(fernet_claim_id_new(&id, &context->seed, &claim->proposal_id, &claim->claim));
    CHECK_OK(fernet_batch_proof_from_proof(&batch.proof, &claim->key, FERNET_SUITE_ELL2, alpha.bytes, sizeof alpha,
                                           id.bytes, sizeof id, 1, &claim->proof));
    return batch;
}

/** Trees with one bundle of one seat, and the claim of the seat. */
static void tree_messages(struct fixture *f) {
    const uint8_t one = 1;
    fernet_seat_info seat;
    fernet_message_claim claim;
    fernet_proving_context context;
    CHECK_OK(fernet_seat_read(&seat, &f->block_seat));
    CHECK_OK(fernet_message_claim_decode(&claim, f->signed_claim, sizeof f->signed_claim));
    CHECK_OK(fernet_block_proving_context(&context, &f->revealed.block));
    const fernet_message_tree head = {claim.block_number, 1, claim.proposal_id};
    const fernet_signed_claim element = {claim.key, claim.claim, claim.proof};
    CHECK_OK(fernet_message_tree_of_ids_encode(f->tree_of_ids, sizeof f->tree_of_ids, &head, &one, 1, &seat.claim_id,
                                               1));
    CHECK_OK(fernet_message_tree_of_claims_encode(f->tree_of_claims, sizeof f->tree_of_claims, &head, &one, 1, &element,
                                                  1));
    f->block_claims[0] = f->block_claims[1] = in_batch_form(&claim, &context);
    f->block_claims[1].claim.fee_burn++;
}

static void trees(struct fixture *f) {
    CHECK_OK(fernet_block_sign_claim(f->signed_claim, sizeof f->signed_claim, &f->revealed.block, &f->secret_key,
                                     &f->claim, &f->keys[1]));
    CHECK_OK(fernet_block_sign_claim(f->other_signed_claim, sizeof f->other_signed_claim, &f->revealed.block,
                                     &f->secret_key, &f->other_claim, &f->keys[1]));
    CHECK_OK(fernet_block_claim(&f->block_seat, &f->revealed.block, f->signed_claim, sizeof f->signed_claim,
                                &f->keys[1]));
    tree_messages(f);

    fernet_proving_context context;
    fernet_tree_verifier verifier;
    fernet_accumulator sum;
    fernet_accumulator_info info;
    CHECK_OK(fernet_block_proving_context(&context, &f->revealed.block));
    CHECK_OK(fernet_tree_verifier_init(&verifier, &context));
    CHECK_OK(fernet_tree_verifier_insert(&sum, &verifier, &context, &f->block_seat, 1));
    CHECK_OK(fernet_tree_verifier_finish(&f->block_tree, &verifier));
    CHECK_OK(fernet_accumulator_read(&info, &sum));
    f->sums = (fernet_sums){info.total, info.filled, info.kept_base, info.kept_merge};

    fernet_submitted submitted;
    f->at = (fernet_l1_event){BLOCK_OPENS + 3, 7, f->ether};
    f->proven = f->revealed;
    CHECK_OK(fernet_block_submit_tree(&submitted, &f->proven.block, &f->proven.chain, &f->at, &f->block_tree));
    CHECK_SAME(submitted.sum, info);
    fernet_chain chain = f->proven.chain;
    do {
        CHECK_OK(fernet_chain_advance(&f->settles, &chain, 1000000));
    } while (f->settles.kind != FERNET_HAPPENING_NONE && f->settles.effects.effects[0] != FERNET_EFFECT_SETTLE);
}

static void stores(struct fixture *f) {
    size_t len;
    CHECK_OK(fernet_block_store(f->stored_block, FERNET_BLOCK_STORED_LEN, &len, &f->proven.block));
    CHECK(len == STORED_BLOCK_LEN);
    CHECK_OK(fernet_chain_store(f->stored_chain, sizeof f->stored_chain, &len, &f->opened.chain));
    CHECK(len == STORED_CHAIN_LEN);
    CHECK_OK(fernet_tree_verifier_store(f->stored_verifier, sizeof f->stored_verifier, &len, &f->verifier));
    CHECK(len == STORED_VERIFIER_LEN);
    fernet_randao_entry ring[3];
    size_t count;
    CHECK_OK(fernet_randao_ring_store(f->stored_ring, sizeof f->stored_ring, &len, f->ring, f->two));
    CHECK(len == sizeof f->stored_ring);
    CHECK_OK(fernet_randao_ring_restore(ring, COUNT(ring), &count, f->stored_ring, len));
    CHECK(count == f->two && memcmp(ring, f->ring, 2 * sizeof ring[0]) == 0);
}

/** The block in a rollup with one attester, up to its reveal. */
static void reveal_data(struct fixture *f) {
    struct stage *stage = &f->with_data;
    const fernet_params *params = &f->availability.proving.params;
    fernet_happening happening;
    fernet_effects effects;
    fernet_proposed proposed;
    uint8_t signed_proposal[FERNET_MESSAGE_PROPOSAL_LEN], evidence[FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN];
    uint8_t signed_reveal[FERNET_MESSAGE_REVEAL_DATA_LEN];
    fernet_message_reveal_root message = {f->pinned.block_number, f->contents_with_data};
    message.contents.count = 1;
    CHECK_OK(fernet_tx_root_new(&message.contents.tx_root, f->transactions, 1));
    CHECK_OK(fernet_data_root_new(&message.contents.data_root, f->digests, 1));
    fernet_proposal proposal = f->block_proposal;
    CHECK_OK(fernet_tx_order_hash_new(&proposal.tx_order_hash, &message.contents));

    CHECK_OK(fernet_chain_new(&stage->chain, params, &f->block_opening));
    CHECK_OK(fernet_chain_advance(&happening, &stage->chain, BLOCK_OPENS));
    CHECK_OK(fernet_chain_advance(&happening, &stage->chain, BLOCK_OPENS));
    CHECK_OK(fernet_block_open(&stage->block, params, &f->block_opening, &f->pinned));
    CHECK_OK(fernet_block_sign_proposal(signed_proposal, sizeof signed_proposal, &stage->block, &f->secret_key, &proposal,
                                        &f->keys[0]));
    CHECK_OK(fernet_block_propose(&proposed, evidence, sizeof evidence, &stage->block, &stage->chain, BLOCK_OPENS,
                                  signed_proposal, sizeof signed_proposal, &f->keys[0]));
    do {
        CHECK_OK(fernet_chain_advance(&happening, &stage->chain, BLOCK_OPENS + 3));
    } while (happening.kind != FERNET_HAPPENING_NONE);
    CHECK_OK(fernet_message_reveal_data_encode(signed_reveal, sizeof signed_reveal, &message));
    CHECK_OK(fernet_block_reveal(&effects, &stage->block, &stage->chain, BLOCK_OPENS + 3, signed_reveal,
                                 sizeof signed_reveal));
}

/** Attestations of the block, and certificates of one attestation. */
static void attestations(struct fixture *f) {
    const fernet_block *block = &f->with_data.block;
    fernet_message_attestation attestation, other;
    CHECK_OK(fernet_block_sign_attestation(f->signed_attestation, sizeof f->signed_attestation, block, &f->secret_key,
                                           f->digests, 1, BLOCK_OPENS, 1, &f->keys[1]));
    CHECK_OK(fernet_message_attestation_decode(&attestation, f->signed_attestation, sizeof f->signed_attestation));

    fernet_proving_context context;
    fernet_alpha alpha;
    fernet_attestation_id id;
    fernet_beta beta;
    other = attestation;
    other.data_root.bytes[0] ^= 1;
    CHECK_OK(fernet_block_proving_context(&context, block));
    CHECK_OK(fernet_prover_seed_alpha_attest(&alpha, &context.seed));
    CHECK_OK(fernet_attestation_id_new(&id, &context.seed, &other.proposal_id, &other.data_root));
    CHECK_OK(fernet_vrf_prove_ad(&other.proof, &beta, &f->secret_key, FERNET_SUITE_ELL2, alpha.bytes, sizeof alpha,
                                 id.bytes, sizeof id));
    CHECK_OK(fernet_message_attestation_encode(f->other_signed_attestation, sizeof f->other_signed_attestation, &other));
    CHECK_OK(fernet_block_attestation_evidence(f->attestation_evidence, sizeof f->attestation_evidence, block,
                                               f->signed_attestation, sizeof f->signed_attestation,
                                               f->other_signed_attestation, sizeof f->other_signed_attestation, 1,
                                               &f->keys[1]));

    const fernet_message_certificate head = {attestation.block_number, attestation.proposal_id, attestation.data_root, 1,
                                             {0}};
    const fernet_signed_attestation element = {attestation.key, attestation.proof};
    fernet_signed_batch_attestation batch_element = {attestation.key, {{0}}};
    CHECK_OK(fernet_attestation_id_new(&id, &context.seed, &attestation.proposal_id, &attestation.data_root));
    CHECK_OK(fernet_batch_proof_from_proof(&batch_element.proof, &attestation.key, FERNET_SUITE_ELL2, alpha.bytes,
                                           sizeof alpha, id.bytes, sizeof id, 1, &attestation.proof));
    CHECK_OK(fernet_message_certificate_encode(f->signed_certificate, sizeof f->signed_certificate, &head, &element, 1));
    CHECK_OK(fernet_message_batch_certificate_encode(f->batch_certificate, sizeof f->batch_certificate, &head,
                                                     &batch_element, 1));

    const fernet_availability availability = {context, attestation.data_root, 1};
    fernet_certificate_id expected, certificate, again;
    CHECK_OK(fernet_certificate_check(&expected, &availability, &attestation.data_root, &attestation.key, 1));
    f->certified = f->with_data;
    CHECK_OK(fernet_block_certify(&certificate, &f->certified.block, f->signed_certificate, sizeof f->signed_certificate,
                                  1, &f->keys[1], 1));
    CHECK_SAME(certificate, expected);
    CHECK_OK(fernet_block_certificate(&again, &f->certified.block));
    CHECK_SAME(again, expected);
}

/** A tree of the block, which needs a certificate. */
static void tree_with_data(struct fixture *f) {
    const uint8_t one = 1;
    uint8_t bytes[FERNET_MESSAGE_CLAIM_LEN];
    fernet_message_claim claim;
    CHECK_OK(fernet_block_sign_claim(bytes, sizeof bytes, &f->certified.block, &f->secret_key, &f->claim, &f->keys[1]));
    CHECK_OK(fernet_message_claim_decode(&claim, bytes, sizeof bytes));
    const fernet_message_tree head = {claim.block_number, 1, claim.proposal_id};
    const fernet_signed_claim element = {claim.key, claim.claim, claim.proof};
    CHECK_OK(fernet_message_tree_of_claims_encode(f->tree_with_data, sizeof f->tree_with_data, &head, &one, 1, &element,
                                                  1));
}

void fixture_open_block(struct fixture *f) {
    proposals(f);
    proposals_p256(f);
    reveal(f);
    trees(f);
    reveal_data(f);
    attestations(f);
    tree_with_data(f);
    stores(f);
}
