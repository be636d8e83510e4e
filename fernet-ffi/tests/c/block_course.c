/* One whole block twice, from its opening to its outcome: once as it is, once with every object stored and restored after
   each event. Both runs end alike. */
#include "block_batch.h"

enum { OPENS = 1064, REVEALED = 1067, NUMBER = 42, SEQUENCERS = 3, PROVERS = 3, TRANSACTIONS = 3, NODES = 3 };
enum { TREE_HEAD = FERNET_MESSAGE_TREE_LEN, ID = 32, PROOF = 80 };

/** What one run has. */
struct run {
    bool restores;
    fernet_block block;
    fernet_chain chain;
    fernet_secret_key keys[SEQUENCERS + PROVERS];
    fernet_registration registrations[SEQUENCERS + PROVERS];
    fernet_tx_hash transactions[TRANSACTIONS];
    fernet_reveal contents[SEQUENCERS];
    fernet_seat seats[NODES * PROVERS];
    fernet_message_batch_claim claims[NODES * PROVERS];
    size_t seats_count;
};

/** What a run ends with. */
struct result {
    fernet_block_info info;
    fernet_submitted submitted;
    fernet_outcome outcome;
    uint8_t stored[FERNET_BLOCK_STORED_LEN];
};

/** A restart: everything is made again from what was stored. */
static void restart(struct run *run) {
    uint8_t block[FERNET_BLOCK_STORED_LEN], chain[FERNET_CHAIN_STORED_LEN], again[FERNET_BLOCK_STORED_LEN];
    size_t block_len, chain_len, len;
    if (!run->restores) {
        return;
    }
    CHECK_OK(fernet_block_store(block, sizeof block, &block_len, &run->block));
    CHECK_OK(fernet_chain_store(chain, sizeof chain, &chain_len, &run->chain));
    DIRTY(run->block);
    DIRTY(run->chain);
    CHECK_OK(fernet_block_restore(&run->block, block, block_len));
    CHECK_OK(fernet_chain_restore(&run->chain, chain, chain_len));
    CHECK_OK(fernet_block_store(again, sizeof again, &len, &run->block));
    CHECK(len == block_len);
    CHECK_SAME(again, block);
}

/** Applies time, and returns how the block ended if it did. */
static fernet_outcome advance(struct run *run, uint64_t l1_block) {
    fernet_amount stake = {{0}};
    fernet_happening happening;
    fernet_outcome outcome, last;
    stake.bytes[20] = 1;
    memset(&last, 0, sizeof last);
    do {
        CHECK_OK(fernet_chain_advance(&happening, &run->chain, l1_block));
        CHECK_OK(fernet_block_outcome(&outcome, &run->block, &happening, &stake));
        last = outcome.kind != FERNET_OUTCOME_NONE ? outcome : last;
        restart(run);
    } while (happening.kind != FERNET_HAPPENING_NONE);
    return last;
}

static const fernet_registration *registered(const struct run *run, const uint8_t *message, size_t len) {
    fernet_key key;
    CHECK_OK(fernet_message_key(&key, message, len));
    for (size_t i = 0; i < COUNT(run->registrations); i++) {
        if (memcmp(&run->registrations[i].key, &key, sizeof key) == 0) {
            return &run->registrations[i];
        }
    }
    return NULL;
}

static void open_block(struct run *run) {
    const fernet_address rollup = {{0xfe}};
    const fernet_opening first = {NUMBER, OPENS, {{9}}};
    const fernet_pinned_mix pinned = {NUMBER, OPENS - 64, {{7}}};
    fernet_params params;
    fernet_happening happening;
    CHECK_OK(fernet_params_default(&params, 1, &rollup));
    for (size_t i = 0; i < COUNT(run->keys); i++) {
        const fernet_secret seed = {{(uint8_t)(i + 1)}};
        CHECK_OK(fernet_secret_key_from_seed(&run->keys[i], &seed));
        CHECK_OK(fernet_secret_key_public(&run->registrations[i].key, &run->keys[i]));
        run->registrations[i].exit_l1_block = FERNET_NO_EXIT;
        run->registrations[i].role = i < SEQUENCERS ? FERNET_ROLE_SEQUENCER : FERNET_ROLE_PROVER;
    }
    CHECK_OK(fernet_chain_new(&run->chain, &params, &first));
    CHECK_OK(fernet_chain_advance(&happening, &run->chain, OPENS));
    CHECK(happening.kind == FERNET_HAPPENING_OPENED);
    CHECK_OK(fernet_block_open(&run->block, &params, &happening.opening, &pinned));
    advance(run, OPENS);
}

static void propose(struct run *run, size_t i) {
    uint8_t message[FERNET_MESSAGE_PROPOSAL_LEN], evidence[FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN];
    fernet_proposal proposal;
    fernet_proposed proposed;
    fernet_reveal *contents = &run->contents[i];
    memset(&proposal, 0, sizeof proposal);
    proposal.parent.bytes[0] = 9;
    proposal.fee_split = 800000;
    proposal.payout.bytes[0] = (uint8_t)(i + 1);
    contents->salt.bytes[0] = (uint8_t)i;
    contents->fees.bytes[29] = 0xff;
    contents->count = TRANSACTIONS;
    CHECK_OK(fernet_tx_root_new(&contents->tx_root, run->transactions, TRANSACTIONS));
    CHECK_OK(fernet_tx_order_hash_new(&proposal.tx_order_hash, contents));
    CHECK_OK(fernet_block_sign_proposal(message, sizeof message, &run->block, &run->keys[i], &proposal,
                                        &run->registrations[i]));

    /* Somebody else's copy, and one whose key nobody has registered, change nothing. */
    uint8_t changed[sizeof message];
    memcpy(changed, message, sizeof message);
    changed[sizeof message - PROOF - 20] ^= 1;
    CHECK_STATUS(fernet_block_propose(&proposed, evidence, sizeof evidence, &run->block, &run->chain, OPENS, changed,
                                      sizeof changed, &run->registrations[i]),
                 FERNET_STATUS_VERIFY_INVALID);
    CHECK_STATUS(fernet_block_propose(&proposed, evidence, sizeof evidence, &run->block, &run->chain, OPENS, message,
                                      sizeof message, NULL),
                 FERNET_STATUS_INELIGIBLE_NOT_REGISTERED);
    CHECK_OK(fernet_block_propose(&proposed, evidence, sizeof evidence, &run->block, &run->chain, OPENS, message,
                                  sizeof message, registered(run, message, sizeof message)));
    CHECK(proposed.has_evidence == 0);
    restart(run);
}

static void reveal(struct run *run) {
    uint8_t message[FERNET_MESSAGE_REVEAL_LEN + sizeof run->transactions];
    fernet_scored_key leader;
    fernet_proposal proposal;
    fernet_effects effects;
    CHECK_OK(fernet_block_proposal(&leader, &proposal, &run->block, 0));
    const fernet_reveal *contents = &run->contents[proposal.payout.bytes[0] - 1];
    const fernet_message_reveal head = {NUMBER, TRANSACTIONS, contents->salt, contents->fees};
    CHECK_OK(fernet_message_reveal_encode(message, sizeof message, &head, run->transactions, TRANSACTIONS));
    CHECK_OK(fernet_block_reveal(&effects, &run->block, &run->chain, REVEALED, message, sizeof message));
    restart(run);
    CHECK_STATUS(fernet_block_reveal(&effects, &run->block, &run->chain, REVEALED, message, sizeof message),
                 FERNET_STATUS_PHASE_NOT_IN_THIS_PHASE);
}

/** The same claim with its proof in batch form. */
static fernet_message_batch_claim in_batch_form(const fernet_proving_context *context, const uint8_t *message) {
    fernet_message_claim claim;
    fernet_message_batch_claim batch;
    fernet_alpha alpha;
    fernet_claim_id id;
    CHECK_OK(fernet_message_claim_decode(&claim, message, FERNET_MESSAGE_CLAIM_LEN));
    CHECK_OK(fernet_prover_seed_alpha(&alpha, &context->seed, context->params.vrf_mode, claim.claim.node));
    CHECK_OK(fernet_claim_id_new(&id, &context->seed, &claim.proposal_id, &claim.claim));
    batch.block_number = claim.block_number;
    batch.proposal_id = claim.proposal_id;
    batch.key = claim.key;
    batch.claim = claim.claim;
    CHECK_OK(fernet_batch_proof_from_proof(&batch.proof, &claim.key, FERNET_SUITE_ELL2, alpha.bytes, sizeof alpha.bytes,
                                           id.bytes, sizeof id.bytes, 1, &claim.proof));
    return batch;
}

/** The claim of a prover, as all receive it. */
static fernet_seat claim(struct run *run, const fernet_proving_context *context, size_t prover, uint64_t node,
                         const fernet_bundle_commitment children[2]) {
    uint8_t message[FERNET_MESSAGE_CLAIM_LEN], batch[FERNET_MESSAGE_BATCH_CLAIM_LEN];
    const size_t i = SEQUENCERS + prover;
    fernet_claim claim;
    fernet_seat seat, other;
    fernet_seat_info info, other_info;
    memset(&claim, 0, sizeof claim);
    claim.node = node;
    claim.statement.bytes[0] = (uint8_t)node;
    claim.proof_digest.bytes[0] = (uint8_t)i;
    claim.left = children[0];
    claim.right = children[1];
    claim.payout.bytes[0] = claim.rebate_payee.bytes[0] = (uint8_t)i;
    claim.fee_burn = 100000;
    CHECK_OK(fernet_block_sign_claim(message, sizeof message, &run->block, &run->keys[i], &claim,
                                     &run->registrations[i]));
    CHECK_OK(fernet_block_claim(&seat, &run->block, message, sizeof message, registered(run, message, sizeof message)));
    run->claims[run->seats_count] = in_batch_form(context, message);
    CHECK_OK(fernet_message_batch_claim_encode(batch, sizeof batch, &run->claims[run->seats_count]));
    CHECK_OK(fernet_block_claim(&other, &run->block, batch, sizeof batch, registered(run, batch, sizeof batch)));
    CHECK_OK(fernet_seat_read(&info, &seat));
    CHECK_OK(fernet_seat_read(&other_info, &other));
    CHECK_SAME(info, other_info);
    return seat;
}

/** Verifies the next bundle, with a restart of the verifier. */
static void verify(const struct run *run, fernet_accumulator *sum, fernet_tree_verifier *verifier,
                   const fernet_proving_context *context, const fernet_seat *seats, size_t count) {
    CHECK_OK(fernet_tree_verifier_insert(sum, verifier, context, seats, count));
    if (run->restores) {
        uint8_t stored[FERNET_TREE_VERIFIER_STORED_LEN];
        size_t len;
        CHECK_OK(fernet_tree_verifier_store(stored, sizeof stored, &len, verifier));
        CHECK_OK(fernet_tree_verifier_restore(verifier, context, stored, len));
    }
}

/** Builds the best tree, verifies it bundle by bundle, and submits it in this form and as a message with claim ids. */
static fernet_submitted prove(struct run *run) {
    static const uint64_t post_order[NODES] = {0, 2, 1};
    uint8_t message[TREE_HEAD + NODES * (1 + PROVERS * ID)], counts[NODES];
    fernet_claim_id ids[NODES * PROVERS];
    size_t ids_count = 0;
    fernet_proving_context context;
    fernet_tree_verifier verifier;
    fernet_accumulator sums[NODES];
    fernet_bundle_commitment children[2];
    CHECK_OK(fernet_block_proving_context(&context, &run->block));
    CHECK(context.bases == 2);
    CHECK_OK(fernet_tree_verifier_init(&verifier, &context));
    memset(children, 0, sizeof children);
    for (size_t at = 0; at < NODES; at++) {
        const bool merge = at == NODES - 1;
        const fernet_statement statement = {{(uint8_t)post_order[at]}};
        fernet_bundle_builder builder;
        fernet_seat best[3];
        size_t count;
        CHECK_OK(fernet_bundle_builder_init(&builder, &context, post_order[at], &statement));
        for (size_t i = 0; i < 2 && merge; i++) {
            fernet_accumulator_info info;
            CHECK_OK(fernet_accumulator_read(&info, &sums[i]));
            children[i] = info.commitment;
        }
        for (size_t prover = 0; prover < PROVERS; prover++) {
            fernet_seat seat = claim(run, &context, prover, post_order[at], children);
            CHECK_OK(fernet_bundle_builder_insert(&builder, &seat, merge ? &sums[0] : NULL, merge ? &sums[1] : NULL));
            run->seats[run->seats_count++] = seat;
        }
        CHECK_OK(fernet_bundle_builder_best(best, COUNT(best), &count, &builder));
        verify(run, &sums[at], &verifier, &context, best, count);
        counts[at] = (uint8_t)count;
        for (size_t i = 0; i < count; i++) {
            fernet_seat_info info;
            CHECK_OK(fernet_seat_read(&info, &best[i]));
            ids[ids_count++] = info.claim_id;
        }
    }
    check_batch(&run->block, run->claims, run->seats_count, run->registrations, COUNT(run->registrations));
    const fernet_l1_event at = {REVEALED + 1, 1000, {{0}}};
    fernet_tree tree;
    fernet_submitted submitted, again;
    CHECK_OK(fernet_tree_verifier_finish(&tree, &verifier));
    CHECK_OK(fernet_block_accepts(&run->block, &run->chain, at.l1_block, FERNET_EVENT_TREE));
    CHECK_OK(fernet_block_submit_tree(&submitted, &run->block, &run->chain, &at, &tree));
    CHECK(submitted.leads == 1);
    restart(run);

    const fernet_message_tree head = {NUMBER, NODES, context.proposal_id};
    const size_t len = TREE_HEAD + NODES + ids_count * ID;
    CHECK_OK(fernet_message_tree_of_ids_encode(message, len, &head, counts, NODES, ids, ids_count));
    CHECK_OK(fernet_block_submit_ids(&again, &run->block, &run->chain, &at, message, len, run->seats,
                                     run->seats_count));
    CHECK(again.leads == 0);
    CHECK_SAME(again.sum, submitted.sum);
    message[10] ^= 1;
    CHECK_STATUS(fernet_block_submit_ids(&again, &run->block, &run->chain, &at, message, len, run->seats,
                                         run->seats_count),
                 FERNET_STATUS_BLOCK_OTHER_PROPOSAL);
    restart(run);
    return submitted;
}

static void settle(struct run *run, struct result *result) {
    size_t len;
    fernet_settlement settlement;
    fernet_receipt receipt;
    result->outcome = advance(run, 100000);
    CHECK(result->outcome.kind == FERNET_OUTCOME_SETTLED);
    CHECK_OK(fernet_block_read(&result->info, &run->block));
    CHECK(result->info.proposals == SEQUENCERS && result->info.bases == 2 && result->info.has_tree == 1);
    CHECK_OK(fernet_block_settlement(&settlement, &run->block));
    const fernet_rebate none = {0, {{0}}, {{0}}, 0};
    const fernet_accumulator_info *sum = &result->submitted.sum;
    CHECK_OK(fernet_settle_sums(&receipt, &settlement, sum->kept_base, sum->kept_merge, &none));
    CHECK_SAME(receipt.reserved, result->outcome.receipt.reserved);
    CHECK_OK(fernet_block_store(result->stored, sizeof result->stored, &len, &run->block));
}

static void whole_block(struct result *result, bool restores) {
    static struct run run;
    memset(&run, 0, sizeof run);
    memset(result, 0, sizeof *result);
    run.restores = restores;
    memset(run.transactions, 5, sizeof run.transactions);
    progress.detail = restores ? "with restarts" : "without a restart";
    open_block(&run);
    for (size_t i = 0; i < SEQUENCERS; i++) {
        propose(&run, i);
    }
    advance(&run, REVEALED);
    reveal(&run);
    advance(&run, REVEALED + 1);
    result->submitted = prove(&run);
    settle(&run, result);
    for (size_t i = 0; i < COUNT(run.keys); i++) {
        CHECK_OK(fernet_secret_key_wipe(&run.keys[i]));
    }
}

int main(void) {
    static struct result plain, restarted;
    progress.subject = "one block";
    whole_block(&plain, false);
    whole_block(&restarted, true);
    CHECK_SAME(plain, restarted);
    printf("%lu checks, %lu failures\n", progress.checks, progress.failures);
    return progress.failures == 0 ? 0 : 1;
}
