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

/** The bytes of a tree with one bundle of one seat. */
static void tree_of(uint8_t *bytes, uint8_t kind, const uint8_t *claim, const void *element, size_t size) {
    enum { HEAD = 42, ONE = 8 };
    memcpy(bytes, claim, HEAD);
    bytes[1] = kind;
    memset(bytes + HEAD, 0, ONE);
    bytes[HEAD + ONE - 1] = 1;
    bytes[HEAD + ONE] = 1;
    memcpy(bytes + HEAD + ONE + 1, element, size);
}

static void trees(struct fixture *f) {
    enum { TREE_OF_IDS = 16, TREE_OF_CLAIMS = 17, ID = 32, HEAD = 42 };
    CHECK_OK(fernet_block_sign_claim(f->signed_claim, sizeof f->signed_claim, &f->revealed.block, &f->secret_key,
                                     &f->claim, &f->keys[1]));
    CHECK_OK(fernet_block_sign_claim(f->other_signed_claim, sizeof f->other_signed_claim, &f->revealed.block,
                                     &f->secret_key, &f->other_claim, &f->keys[1]));
    CHECK_OK(fernet_block_claim(&f->block_seat, &f->revealed.block, f->signed_claim, sizeof f->signed_claim,
                                &f->keys[1]));
    fernet_seat_info seat;
    CHECK_OK(fernet_seat_read(&seat, &f->block_seat));
    tree_of(f->tree_of_ids, TREE_OF_IDS, f->signed_claim, &seat.claim_id, ID);
    tree_of(f->tree_of_claims, TREE_OF_CLAIMS, f->signed_claim, f->signed_claim + HEAD, sizeof f->signed_claim - HEAD);

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

void fixture_open_block(struct fixture *f) {
    proposals(f);
    reveal(f);
    trees(f);
    stores(f);
}
