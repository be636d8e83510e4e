/* Values with which every function succeeds. */
#include "misuse.h"

struct fixture fixture;

enum { ALPHA_LEN = 5, AD_LEN = 7, MIX_BLOCK = 1000, BASES = 2, ROOT = 1, RIGHT = 2 };

static fernet_registration registered(uint8_t key, fernet_role role) {
    fernet_registration registration = {.exit_l1_block = FERNET_NO_EXIT, .role = role};
    memset(&registration.key, key, sizeof registration.key);
    return registration;
}

static void open_plain_values(struct fixture *f) {
    for (size_t i = 0; i < sizeof f->bytes; i++) {
        f->bytes[i] = (uint8_t)(i + 1);
    }
    memset(&f->address, 0xfe, sizeof f->address);
    f->ether.bytes[31 - 7] = 0x0d;
    memset(&f->too_large, 0xff, sizeof f->too_large);
    memset(&f->mix, 0x11, sizeof f->mix);
    memset(&f->reveal, 0x22, sizeof f->reveal);
    memset(&f->beta, 0x33, sizeof f->beta);
    memset(&f->ticket, 0x44, sizeof f->ticket);
    memset(f->transactions, 0x66, sizeof f->transactions);
    memset(f->claim_ids, 0x77, sizeof f->claim_ids);
    f->two = 2;
    f->five = 5;
    f->ring[0].l1_block = MIX_BLOCK - 1;
    f->ring[1].l1_block = MIX_BLOCK;
    f->ring[1].mix = f->mix;
    CHECK_OK(fernet_params_default(&f->params, 1, &f->address));
    f->bad_params = f->params;
    f->bad_params.proofs_per_node = 4;
    for (size_t i = 0; i < COUNT(f->records); i++) {
        f->records[i].request.owner = f->address;
        f->records[i].request.suite = FERNET_SUITE_ELL2;
        f->records[i].exit_l1_block = FERNET_NO_EXIT;
    }
    f->pinned.block_number = 7;
    f->pinned.l1_block = MIX_BLOCK;
    f->pinned.mix = f->mix;
    f->nodes[1] = RIGHT;
    f->nodes[2] = ROOT;
    f->mev.low = 1;
    f->mev.high = 9000000;
    f->mev.current = 1000000;
    f->mev.smoothing = 100000;
    for (size_t i = 0; i < COUNT(f->mev_reports); i++) {
        fernet_mev_report *report = &f->mev_reports[i];
        memset(&report->source, (int)i + 1, sizeof report->source);
        report->l1_block = MIX_BLOCK;
        report->ratio = 9 - i;
        if (i < COUNT(f->mev_sources)) {
            f->mev_sources[i] = report->source;
        }
    }
}

static void open_keys(struct fixture *f) {
    memset(&f->secret, 0x88, sizeof f->secret);
    memset(&f->bad_key, 0xff, sizeof f->bad_key);
    memset(&f->bad_proof, 0xff, sizeof f->bad_proof);
    memset(&f->bad_batch_proof, 0xff, sizeof f->bad_batch_proof);
    CHECK_OK(fernet_secret_key_from_seed(&f->secret_key, &f->secret));
    CHECK_OK(fernet_secret_key_public(&f->key, &f->secret_key));
    fernet_beta beta;
    const uint8_t *alpha = f->bytes, *ad = f->bytes + ALPHA_LEN;
    const fernet_suite suite = FERNET_SUITE_ELL2;
    CHECK_OK(fernet_vrf_prove(&f->plain_proof, &beta, &f->secret_key, suite, alpha, ALPHA_LEN));
    CHECK_OK(fernet_vrf_prove_ad(&f->proof, &beta, &f->secret_key, suite, alpha, ALPHA_LEN, ad, AD_LEN));
    const fernet_p256_suite sswu = FERNET_P256_SUITE_SSWU;
    CHECK_OK(fernet_p256_secret_key_derive(&f->p256_secret_key, &f->secret));
    CHECK_OK(fernet_p256_secret_key_public(&f->p256_key, &f->p256_secret_key));
    CHECK_OK(fernet_p256_prove(&f->plain_p256_proof, &beta, &f->p256_secret_key, sswu, alpha, ALPHA_LEN));
    CHECK_OK(fernet_p256_prove_ad(&f->p256_proof, &beta, &f->p256_secret_key, sswu, alpha, ALPHA_LEN, ad, AD_LEN));
    CHECK_OK(fernet_batch_key_new(&f->batch_key, &f->key));
    CHECK_OK(fernet_batch_proof_from_proof(&f->batch_proof, &f->key, suite, alpha, ALPHA_LEN, ad, AD_LEN, 1,
                                           &f->proof));
    for (size_t i = 0; i < COUNT(f->items); i++) {
        fernet_batch_item *item = &f->items[i];
        item->key = &f->batch_key;
        item->alpha = alpha;
        item->alpha_len = i == 1 ? 0 : ALPHA_LEN;
        item->ad = ad;
        item->ad_len = AD_LEN;
        item->proof = &f->batch_proof;
        item->suite = suite;
        item->signs_ad = 1;
    }
}

static void open_election(struct fixture *f) {
    f->election.params = f->params;
    f->election.pinned = f->pinned;
    memset(&f->election.tip, 0x99, sizeof f->election.tip);
    f->proposal.parent = f->election.tip;
    f->proposal.payout = f->address;
    f->proposal.fee_split = 1;
    memset(&f->contents.salt, 0x55, sizeof f->contents.salt);
    f->contents.fees = f->ether;
    f->contents.count = COUNT(f->transactions);
    CHECK_OK(fernet_tx_root_new(&f->contents.tx_root, f->transactions, COUNT(f->transactions)));
    CHECK_OK(fernet_tx_order_hash_new(&f->proposal.tx_order_hash, &f->contents));
    f->other_proposal = f->proposal;
    f->other_proposal.fee_split = 2;
    f->no_contents = f->contents;
    f->no_contents.fees = f->too_large;
    f->sequencer = registered(1, FERNET_ROLE_SEQUENCER);
    f->prover = registered(2, FERNET_ROLE_PROVER);
    f->exited = registered(3, FERNET_ROLE_PROVER);
    f->exited.exit_l1_block = 5;
    for (size_t i = 0; i < f->two; i++) {
        memset(&f->best[i].key, (int)(5 - i), sizeof f->best[i].key);
        f->best[i].ticket.bytes[0] = (uint8_t)(0x80 >> i);
    }
    f->candidate = f->best[1];
    memset(&f->candidate.key, 1, sizeof f->candidate.key);
    CHECK_OK(fernet_sequencer_seed_new(&f->sequencer_seed, &f->params, &f->pinned));
    CHECK_OK(fernet_prover_seed_new(&f->prover_seed, &f->params, &f->pinned, &f->beta));
    CHECK_OK(fernet_block_phase_open(&f->block, &f->params, 100));
    f->long_params = f->params;
    f->long_params.proving_blocks = UINT32_MAX;
    f->opening = (fernet_opening){5, 100, {{0xee}}};
    f->last_opening = (fernet_opening){UINT64_MAX, 100, {{0xee}}};
    memset(&f->leader, 0x1d, sizeof f->leader);
    CHECK_OK(fernet_chain_new(&f->last_chain, &f->params, &f->last_opening));
    CHECK_OK(fernet_chain_new(&f->chain, &f->params, &f->opening));
    fernet_happening happening;
    fernet_effects effects;
    CHECK_OK(fernet_chain_advance(&happening, &f->chain, 100));
    CHECK_OK(fernet_chain_propose(&effects, &f->chain, 100, 5));
    f->revealing = f->chain;
    CHECK_OK(fernet_chain_advance(&happening, &f->revealing, 103));
    f->proving_chain = f->revealing;
    CHECK_OK(fernet_chain_reveal(&effects, &f->proving_chain, 103, 5, &f->leader));
}

/** The seat of a claim, whose proof is that of the key. */
static fernet_seat seat_by(struct fixture *f, uint8_t key, const fernet_claim *claimed) {
    fernet_claim own = *claimed, *claim = &own;
    memset(&own.proof_digest, key, sizeof own.proof_digest);
    fernet_registration registration = registered(key, FERNET_ROLE_PROVER);
    fernet_seat seat;
    CHECK_OK(fernet_seat_new_with_ticket(&seat, &f->proving, &registration, claim, &f->ticket));
    return seat;
}

static fernet_bundle_commitment commitment_of(const fernet_accumulator *accumulator) {
    fernet_accumulator_info info;
    CHECK_OK(fernet_accumulator_read(&info, accumulator));
    return info.commitment;
}

static void open_trees(struct fixture *f) {
    f->proving.params = f->params;
    f->proving.pinned = f->pinned;
    f->proving.seed = f->prover_seed;
    CHECK_OK(fernet_proposal_id_new(&f->proving.proposal_id, &f->params, f->pinned.block_number, &f->proposal));
    f->proving.bases = BASES;
    memset(f->digests, 0x44, sizeof f->digests);
    CHECK_OK(fernet_data_root_new(&f->data_root, f->digests, COUNT(f->digests)));
    f->contents_with_data = f->contents;
    f->contents_with_data.data_root = f->data_root;
    f->availability = (fernet_availability){f->proving, f->data_root, 1};
    f->availability.proving.params.attesters = 1;
    f->availability.proving.params.quorum = 1;
    f->availability.proving.params.attest_blocks = 1;
    f->claim.payout = f->address;
    f->other_claim = f->claim;
    f->other_claim.fee_burn = 1;
    f->seat = seat_by(f, 2, &f->claim);
    f->other_seat = seat_by(f, 2, &f->other_claim);
    f->base_seats[0] = f->seat;
    f->base_seats[1] = seat_by(f, 3, &f->claim);

    fernet_claim right = f->claim, root = f->claim;
    right.node = RIGHT;
    fernet_seat right_seat = seat_by(f, 2, &right);
    CHECK_OK(fernet_bundle_accumulate(&f->left, &f->proving, f->base_seats, 2, NULL, NULL));
    CHECK_OK(fernet_bundle_accumulate(&f->right, &f->proving, &right_seat, 1, NULL, NULL));
    root.node = ROOT;
    root.left = commitment_of(&f->left);
    root.right = commitment_of(&f->right);
    f->root_seat = seat_by(f, 2, &root);

    CHECK_OK(fernet_bundle_builder_init(&f->empty_builder, &f->proving, ROOT, &root.statement));
    f->builder = f->empty_builder;
    CHECK_OK(fernet_bundle_builder_insert(&f->builder, &f->root_seat, &f->left, &f->right));

    fernet_accumulator sum;
    CHECK_OK(fernet_tree_verifier_init(&f->verifier, &f->proving));
    f->done_verifier = f->verifier;
    CHECK_OK(fernet_tree_verifier_insert(&sum, &f->done_verifier, &f->proving, f->base_seats, 2));
    CHECK_OK(fernet_tree_verifier_insert(&sum, &f->done_verifier, &f->proving, &right_seat, 1));
    CHECK_OK(fernet_tree_verifier_insert(&sum, &f->done_verifier, &f->proving, &f->root_seat, 1));
    CHECK_OK(fernet_tree_verifier_finish(&f->tree, &f->done_verifier));
}

/** The opening of the root's seat, which has no level (SPEC #opening). */
static void open_seat(struct fixture *f) {
    fernet_accumulator_info sums;
    fernet_seat_info seat;
    CHECK_OK(fernet_tree_read(&sums, &seat, &f->tree));
    f->root = sums.commitment;
    uint8_t *to = f->seat_opening;
#define PUT(bytes, size) (memcpy(to, (bytes), (size)), to += (size))
#define PUT_NUMBER(number, size)                                       \
    for (size_t place = (size); place-- > 0;) {                        \
        *to++ = (uint8_t)((uint64_t)(number) >> (8 * place));          \
    }
    PUT(seat.key.bytes, 32);
    PUT_NUMBER(seat.claim.node, 8)
    PUT(seat.claim.statement.bytes, 32);
    PUT(seat.claim.proof_digest.bytes, 32);
    PUT(seat.claim.left.bytes, 32);
    PUT(seat.claim.right.bytes, 32);
    PUT_NUMBER(seat.claim.fee_burn, 4)
    PUT(seat.claim.payout.bytes, 20);
    PUT(seat.claim.rebate_payee.bytes, 20);
    PUT(seat.score.bytes, 32);
    /* Position 0 of one seat. */
    to += 1 + 2 * 32;
    PUT(seat.claim.left.bytes, 32);
    PUT(seat.claim.right.bytes, 32);
    PUT(sums.total.bytes, 32);
    PUT_NUMBER(sums.filled, 8)
    PUT_NUMBER(sums.kept_base, 8)
    PUT_NUMBER(sums.kept_merge, 8)
    CHECK(to == f->seat_opening + sizeof f->seat_opening);
}

static void open_settlement(struct fixture *f) {
    f->settlement.params = f->params;
    f->settlement.fees = f->ether;
    f->settlement.bases = BASES;
    f->settlement.fee_split = 800000;
    f->rebate.base_fee = 7;
    f->rebate.rate = f->ether;
    f->rebate.payee = f->address;
    for (size_t i = 0; i < COUNT(f->paid_seats); i++) {
        f->paid_seats[i].node = f->nodes[i];
        f->paid_seats[i].fee_burn = 400000;
    }
    fernet_amount pays[3];
    CHECK_OK(fernet_ledger_open(&f->empty_ledger, &f->settlement));
    f->ledger = f->empty_ledger;
    CHECK_OK(fernet_ledger_pay(pays, 3, &f->ledger, f->paid_seats, 3));
}

void fixture_open(void) {
    progress.subject = "the values of the tests";
    memset(&fixture, 0, sizeof fixture);
    open_plain_values(&fixture);
    open_keys(&fixture);
    open_election(&fixture);
    open_trees(&fixture);
    open_seat(&fixture);
    open_settlement(&fixture);
    fixture_open_messages(&fixture);
    fixture_open_block(&fixture);
    private_objects_are_set();
    if (progress.failures != 0) {
        broken("cannot be made", progress.subject);
    }
}
