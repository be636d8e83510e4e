/* Misuse that a table does not show: texts, items of a batch, arrays that hold their own arguments, ledgers. */
#include "misuse.h"

static void texts(void (*covers)(const char *name)) {
    progress.subject = "fernet_status_name";
    covers(progress.subject);
    progress.detail = "any number";
    CHECK(strcmp(fernet_status_name(FERNET_STATUS_OK), "Ok") == 0);
    CHECK(strcmp(fernet_status_name(FERNET_STATUS_NULL), "Null") == 0);
    CHECK(strcmp(fernet_status_name(FERNET_STATUS_KEY_SMALL_ORDER), "KeyError::SmallOrder") == 0);
    const int32_t unknown[] = {1, 2, INT32_MAX, INT32_MIN, -100, -3000};
    for (size_t i = 0; i < COUNT(unknown); i++) {
        CHECK(strcmp(fernet_status_name(unknown[i]), "Unknown") == 0);
    }
    progress.subject = "fernet_version";
    covers(progress.subject);
    CHECK(strcmp(fernet_version(), FERNET_VERSION) == 0);
    CHECK(fernet_version() == fernet_version());
}

struct batch {
    fernet_batch_item items[3];
    fernet_beta betas[3];
    int32_t statuses[3];
};

static fernet_status verify(struct batch *batch) {
    DIRTY(batch->betas);
    DIRTY(batch->statuses);
    fernet_status status = fernet_vrf_verify_batch(batch->betas, 3, batch->statuses, 3, batch->items, 3);
    if (status != FERNET_STATUS_OK) {
        CHECK_ZERO(batch->betas);
        CHECK_ZERO(batch->statuses);
    }
    return status;
}

static void items_of_a_batch(void) {
    progress.subject = "fernet_vrf_verify_batch";
    progress.detail = "the items";
    const struct batch proper = {.items = {fixture.items[0], fixture.items[1], fixture.items[2]}};
    struct batch batch = proper;
    CHECK_OK(verify(&batch));
    CHECK_OK(batch.statuses[0]);
    CHECK_STATUS(batch.statuses[1], FERNET_STATUS_VERIFY_INVALID);
    CHECK_ZERO(batch.betas[1]);
    CHECK_OK(batch.statuses[2]);
    CHECK_SAME(batch.betas[0], batch.betas[2]);

    fernet_batch_key not_a_key;
    memset(&not_a_key, 0, sizeof not_a_key);
#define WITH(field, value, status)                \
    do {                                          \
        batch = proper;                           \
        batch.items[2].field = value;             \
        CHECK_STATUS(verify(&batch), status);     \
    } while (0)
    WITH(key, NULL, FERNET_STATUS_NULL);
    WITH(alpha, NULL, FERNET_STATUS_NULL);
    WITH(ad, NULL, FERNET_STATUS_NULL);
    WITH(proof, NULL, FERNET_STATUS_NULL);
    WITH(key, &not_a_key, FERNET_STATUS_STATE);
    WITH(proof, &fixture.bad_batch_proof, FERNET_STATUS_BATCH_PROOF_GAMMA);
    WITH(alpha_len, SIZE_MAX, FERNET_STATUS_LENGTH);
    WITH(ad_len, SIZE_MAX, FERNET_STATUS_LENGTH);
#undef WITH

    /* Of several items the first one that is not right is named. */
    batch = proper;
    batch.items[0].suite = 9;
    batch.items[1].key = &not_a_key;
    batch.items[2].proof = NULL;
    CHECK_STATUS(verify(&batch), FERNET_STATUS_VALUE);
    batch.items[0].suite = FERNET_SUITE_TAI;
    CHECK_STATUS(verify(&batch), FERNET_STATUS_STATE);

    /* The data of a plain proof is not read, whatever it is. */
    batch = proper;
    batch.items[0].signs_ad = 0;
    batch.items[0].ad = NULL;
    CHECK_OK(verify(&batch));
    CHECK_STATUS(batch.statuses[0], FERNET_STATUS_VERIFY_INVALID);

    /* A key and a proof need no alignment. */
    batch = proper;
    uint8_t key[sizeof(fernet_batch_key) + 1], proof[sizeof(fernet_batch_proof) + 1];
    memcpy(key + 1, &fixture.batch_key, sizeof fixture.batch_key);
    memcpy(proof + 1, &fixture.batch_proof, sizeof fixture.batch_proof);
    const void *unaligned_key = key + 1, *unaligned_proof = proof + 1;
    batch.items[0].key = unaligned_key;
    batch.items[0].proof = unaligned_proof;
    CHECK_OK(verify(&batch));
    CHECK_OK(batch.statuses[0]);
}

/** Data that a plain proof does not sign may be anything. */
static void data_that_is_not_read(void) {
    progress.detail = "plain, with data";
    const uint8_t *alpha = fixture.bytes;
    fernet_batch_proof batch_proof, again;
    fernet_proof proof;
    fernet_beta beta;
    progress.subject = "fernet_batch_proof_from_proof";
    CHECK_OK(fernet_batch_proof_from_proof(&batch_proof, &fixture.key, FERNET_SUITE_ELL2, alpha, 5, NULL, 9, 0,
                                           &fixture.plain_proof));
    progress.subject = "fernet_batch_proof_to_proof";
    CHECK_OK(fernet_batch_proof_to_proof(&proof, &fixture.key, FERNET_SUITE_ELL2, alpha, 5, NULL, SIZE_MAX, 0,
                                         &batch_proof));
    CHECK_SAME(proof, fixture.plain_proof);
    progress.subject = "fernet_batch_proof_prove";
    CHECK_OK(fernet_batch_proof_prove(&again, &beta, &fixture.secret_key, FERNET_SUITE_ELL2, alpha, 5, NULL, 9, 0));
    CHECK_SAME(again, batch_proof);
}

/** What an item points to is not written either. */
static void outputs_in_items(void) {
    progress.subject = "fernet_vrf_verify_batch";
    progress.detail = "an output in what an item points to";
    union {
        fernet_batch_key key;
        fernet_batch_proof proof;
        uint8_t bytes[512];
        fernet_beta beta;
        int32_t status;
    } shared, before;
    memset(&shared, 1, sizeof shared);
    before = shared;
    fernet_batch_item item = fixture.items[0];
    fernet_beta beta;
    int32_t status;
#define IN_ITEM(field, value)                                                                         \
    do {                                                                                              \
        fernet_batch_item inside = item;                                                              \
        inside.field = value;                                                                         \
        CHECK_STATUS(fernet_vrf_verify_batch(&shared.beta, 1, &status, 1, &inside, 1), FERNET_STATUS_OVERLAP); \
        CHECK_STATUS(fernet_vrf_verify_batch(&beta, 1, &shared.status, 1, &inside, 1), FERNET_STATUS_OVERLAP); \
        CHECK_SAME(shared, before);                                                                   \
    } while (0)
    IN_ITEM(key, &shared.key);
    IN_ITEM(alpha, shared.bytes);
    IN_ITEM(ad, shared.bytes);
    IN_ITEM(proof, &shared.proof);
#undef IN_ITEM
}

/** A refused call leaves the state that it was to change. */
static void state_in_an_output(void) {
    progress.subject = "fernet_ledger_pay";
    progress.detail = "a ledger among its pays";
    union {
        fernet_amount pays[32];
        fernet_ledger ledger;
    } shared;
    for (int refused = 0; refused <= 1; refused++) {
        fernet_paid_seat seats[32];
        memset(seats, 0, sizeof seats);
        seats[0].node = refused ? FERNET_NO_NUMBER : 0;
        shared.ledger = fixture.empty_ledger;
        CHECK_STATUS(fernet_ledger_pay(shared.pays, 32, &shared.ledger, seats, 32), FERNET_STATUS_OVERLAP);
        fernet_amount pays[3];
        CHECK_OK(fernet_ledger_pay(pays, 3, &shared.ledger, fixture.paid_seats, 3));
        fernet_receipt receipt, expected;
        fernet_ledger ledger = fixture.ledger;
        CHECK_OK(fernet_ledger_close(&receipt, &shared.ledger, &fixture.rebate));
        CHECK_OK(fernet_ledger_close(&expected, &ledger, &fixture.rebate));
        CHECK_SAME(receipt, expected);
    }
}

/** Children are given twice or not at all. */
static void children(void) {
    progress.subject = "fernet_bundle_accumulate";
    progress.detail = "children";
    fernet_accumulator sum;
    CHECK_OK(fernet_bundle_accumulate(&sum, &fixture.proving, fixture.base_seats, 2, NULL, NULL));
    fernet_accumulator_info info, expected;
    CHECK_OK(fernet_accumulator_read(&info, &sum));
    CHECK_OK(fernet_accumulator_read(&expected, &fixture.left));
    CHECK_SAME(info, expected);
    CHECK_STATUS(fernet_bundle_accumulate(&sum, &fixture.proving, &fixture.root_seat, 1, NULL, NULL),
                 FERNET_STATUS_CHILD_CHILD_MISSING);
    CHECK_ZERO(sum);
    progress.subject = "fernet_bundle_builder_insert";
    fernet_bundle_builder builder = fixture.empty_builder;
    CHECK_STATUS(fernet_bundle_builder_insert(&builder, &fixture.root_seat, NULL, NULL), FERNET_STATUS_CHILD_CHILD_MISSING);
    size_t count = 9;
    fernet_seat best[3];
    CHECK_STATUS(fernet_bundle_builder_best(best, 3, &count, &builder), FERNET_STATUS_NONE);
    CHECK(count == 0);
}

/** Seats, accumulators, bundles and trees of another block are refused, also where every commitment fits. */
static void foreign_trees(void) {
    progress.subject = "fernet_tree_verifier_insert";
    progress.detail = "another tree";
    const struct fixture *f = &fixture;
    fernet_proving_context others[] = {f->proving, f->proving, f->proving, f->proving, f->proving};
    others[0].seed.bytes[0] ^= 1;
    others[1].bases = f->proving.bases + 2;
    others[2].params.proofs_per_node = others[2].params.root_seats = 2;
    others[3].pinned.l1_block--;
    others[4].proposal_id.bytes[0] ^= 1;
    const fernet_registration prover = f->prover;
    fernet_accumulator_info left_info;
    CHECK_OK(fernet_accumulator_read(&left_info, &f->left));
    for (size_t i = 0; i < COUNT(others); i++) {
        fernet_seat seat, mixed[2] = {f->seat, f->seat};
        fernet_accumulator sum, left;
        CHECK_OK(fernet_seat_new_with_ticket(&seat, &others[i], &prover, &f->claim, &f->ticket));
        CHECK_OK(fernet_bundle_accumulate(&left, &others[i], &seat, 1, NULL, NULL));
        mixed[1] = seat;
        CHECK_STATUS(fernet_bundle_accumulate(&sum, &f->proving, mixed, 2, NULL, NULL), FERNET_STATUS_BUNDLE_FOREIGN);
        CHECK_STATUS(fernet_bundle_accumulate(&sum, &f->proving, &f->root_seat, 1, &left, &f->right),
                     FERNET_STATUS_CHILD_FOREIGN);
        fernet_bundle_builder builder;
        fernet_statement statement = f->claim.statement;
        CHECK_OK(fernet_bundle_builder_init(&builder, &f->proving, 0, &statement));
        CHECK_STATUS(fernet_bundle_builder_insert(&builder, &seat, NULL, NULL), FERNET_STATUS_BUNDLE_FOREIGN);

        fernet_tree_verifier verifier = f->verifier, other;
        uint64_t node = 1;
        CHECK_STATUS(fernet_tree_verifier_insert(&sum, &verifier, &others[i], &seat, 1), FERNET_STATUS_TREE_FOREIGN);
        CHECK_STATUS(fernet_tree_verifier_insert(&sum, &verifier, &f->proving, &seat, 1), FERNET_STATUS_BUNDLE_FOREIGN);
        CHECK_STATUS(fernet_tree_verifier_insert(&sum, &verifier, &others[i], &f->seat, 1), FERNET_STATUS_BUNDLE_FOREIGN);
        CHECK_OK(fernet_tree_verifier_expected(&node, &verifier));
        CHECK(node == 0);

        /* One base: the seat alone is a tree. */
        fernet_proving_context single = others[i];
        fernet_tree tree;
        int32_t order = 1;
        single.bases = 1;
        CHECK_OK(fernet_seat_new_with_ticket(&seat, &single, &prover, &f->claim, &f->ticket));
        CHECK_OK(fernet_tree_verifier_init(&other, &single));
        CHECK_OK(fernet_tree_verifier_insert(&sum, &other, &single, &seat, 1));
        CHECK_OK(fernet_tree_verifier_finish(&tree, &other));
        CHECK_STATUS(fernet_tree_compare(&order, &tree, &f->tree), FERNET_STATUS_TREE_FOREIGN);
        CHECK(order == 0);
    }
    /* Honest claims of one key for two blocks, and for two proposals of one leader. */
    fernet_seat later, again;
    fernet_evidence evidence;
    CHECK_OK(fernet_seat_new_with_ticket(&later, &others[0], &prover, &f->claim, &f->ticket));
    CHECK_STATUS(fernet_seat_equivocation(&evidence, &f->seat, &later), FERNET_STATUS_NONE);
    CHECK_OK(fernet_seat_new_with_ticket(&again, &others[4], &prover, &f->other_claim, &f->ticket));
    CHECK_STATUS(fernet_seat_equivocation(&evidence, &f->seat, &again), FERNET_STATUS_NONE);
}

/** A refused seat in the middle pays nobody, and the right seats can follow. */
static void refused_pays(void) {
    progress.subject = "fernet_ledger_pay";
    progress.detail = "a refused seat";
    fernet_ledger ledger = fixture.empty_ledger;
    fernet_paid_seat seats[3] = {fixture.paid_seats[0], fixture.paid_seats[1], fixture.paid_seats[2]};
    fernet_amount pays[3];
    const struct {
        uint64_t node;
        uint32_t fee_burn;
        uint64_t last;
        fernet_status status;
    } refused[] = {
        {3, 1000001, 1, FERNET_STATUS_SETTLE_BURN_ABOVE_PPM},
        {3, 0, 1, FERNET_STATUS_SETTLE_FOREIGN_NODE},
        {FERNET_NO_NUMBER, 0, 1, FERNET_STATUS_SETTLE_FOREIGN_NODE},
        {1, 0, 2, FERNET_STATUS_SETTLE_OUT_OF_ORDER},
        {2, 0, 0, FERNET_STATUS_SETTLE_OUT_OF_ORDER},
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        seats[1].node = refused[i].node;
        seats[1].fee_burn = refused[i].fee_burn;
        seats[2].node = refused[i].last;
        DIRTY(pays);
        CHECK_STATUS(fernet_ledger_pay(pays, 3, &ledger, seats, 3), refused[i].status);
        CHECK_ZERO(pays);
        fernet_receipt receipt;
        DIRTY(receipt);
        CHECK_STATUS(fernet_settle(&receipt, pays, 3, &fixture.settlement, seats, 3, &fixture.rebate),
                     refused[i].status);
        CHECK_ZERO(receipt);
        CHECK_ZERO(pays);
    }
    CHECK_OK(fernet_ledger_pay(pays, 3, &ledger, fixture.paid_seats, 3));
    fernet_receipt receipt, expected;
    CHECK_OK(fernet_ledger_close(&receipt, &ledger, &fixture.rebate));
    ledger = fixture.ledger;
    CHECK_OK(fernet_ledger_close(&expected, &ledger, &fixture.rebate));
    CHECK_SAME(receipt, expected);
}

/** A ledger that cannot be closed stays open. One that was closed pays no seat and gives no second receipt. */
static void closed_ledger(void) {
    progress.subject = "fernet_ledger_close";
    progress.detail = "a ledger that was closed";
    fernet_ledger ledger = fixture.empty_ledger;
    fernet_amount pays[3];
    fernet_receipt receipt;
    CHECK_STATUS(fernet_ledger_close(&receipt, &ledger, &fixture.rebate), FERNET_STATUS_SETTLE_NO_ROOT);
    CHECK_OK(fernet_ledger_pay(pays, 3, &ledger, fixture.paid_seats, 3));
    fernet_rebate rebate = fixture.rebate;
    memset(&rebate.rate, 0xff, sizeof rebate.rate);
    CHECK_STATUS(fernet_ledger_close(&receipt, &ledger, &rebate), FERNET_STATUS_SETTLE_AMOUNT_TOO_LARGE);
    CHECK_OK(fernet_ledger_close(&receipt, &ledger, &fixture.rebate));
    CHECK_ZERO(ledger);
    DIRTY(receipt);
    CHECK_STATUS(fernet_ledger_close(&receipt, &ledger, &fixture.rebate), FERNET_STATUS_STATE);
    CHECK_ZERO(receipt);
    CHECK_STATUS(fernet_ledger_pay(NULL, 0, &ledger, NULL, 0), FERNET_STATUS_STATE);
    CHECK_ZERO(ledger);
}

/** The order of seats holds from call to call, and of seats that break two rules the first is named (SPEC #pay-order). */
static void order_of_pays(void) {
    progress.subject = "fernet_ledger_pay";
    progress.detail = "the order of seats";
    fernet_ledger ledger = fixture.empty_ledger;
    /* Two bases: the post-order is 0, 2, 1. Each node has three seats. */
    const struct {
        uint64_t node;
        uint32_t fee_burn;
        fernet_status status;
    } calls[] = {
        {3, 1000001, FERNET_STATUS_SETTLE_BURN_ABOVE_PPM},
        {0, 0, FERNET_STATUS_OK},
        {0, 0, FERNET_STATUS_OK},
        {0, 0, FERNET_STATUS_OK},
        {0, 1000001, FERNET_STATUS_SETTLE_BURN_ABOVE_PPM},
        {0, 0, FERNET_STATUS_SETTLE_TOO_MANY_SEATS},
        {2, 0, FERNET_STATUS_OK},
        {0, 1000001, FERNET_STATUS_SETTLE_BURN_ABOVE_PPM},
        {0, 0, FERNET_STATUS_SETTLE_OUT_OF_ORDER},
        {1, 0, FERNET_STATUS_OK},
        {2, 0, FERNET_STATUS_SETTLE_OUT_OF_ORDER},
        {3, 0, FERNET_STATUS_SETTLE_FOREIGN_NODE},
        {1, 0, FERNET_STATUS_OK},
    };
    size_t paid = 0;
    for (size_t i = 0; i < COUNT(calls); i++) {
        const fernet_paid_seat seat = {.node = calls[i].node, .fee_burn = calls[i].fee_burn};
        fernet_amount pay;
        CHECK_STATUS(fernet_ledger_pay(&pay, 1, &ledger, &seat, 1), calls[i].status);
        paid += calls[i].status == FERNET_STATUS_OK;
    }
    fernet_receipt receipt;
    CHECK(paid == 6);
    CHECK_OK(fernet_ledger_close(&receipt, &ledger, &fixture.rebate));
}

static void wiped_keys(void) {
    progress.subject = "fernet_secret_key_wipe";
    progress.detail = "a copy";
    fernet_secret_key key = fixture.secret_key, copy = key;
    fernet_beta beta;
    CHECK_OK(fernet_secret_key_wipe(&key));
    CHECK_ZERO(key);
    DIRTY(beta);
    CHECK_STATUS(fernet_vrf_evaluate(&beta, &key, FERNET_SUITE_ELL2, NULL, 0), FERNET_STATUS_STATE);
    CHECK_ZERO(beta);
    CHECK_OK(fernet_vrf_evaluate(&beta, &copy, FERNET_SUITE_ELL2, NULL, 0));
    CHECK_OK(fernet_secret_key_wipe(&copy));
    CHECK_OK(fernet_secret_key_wipe(&copy));
}

void misuse_special(void (*covers)(const char *name)) {
    texts(covers);
    items_of_a_batch();
    data_that_is_not_read();
    outputs_in_items();
    state_in_an_output();
    children();
    foreign_trees();
    refused_pays();
    order_of_pays();
    closed_ledger();
    wiped_keys();
}
