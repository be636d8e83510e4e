/* bundle/. */
#include "vectors.h"

enum { MOST_SEATS = 4, MOST_INSERTED = 8, MOST_NODES = 16, MIX_BLOCK = 1000 };

static fernet_proving_context proving_of(const cJSON *input) {
    fernet_proving_context proving;
    memset(&proving, 0, sizeof proving);
    proving.params = plain_params();
    const cJSON *per_node = cJSON_GetObjectItemCaseSensitive(input, "proofs_per_node");
    proving.params.proofs_per_node = per_node != NULL ? json_u8(input, "proofs_per_node") : 3;
    proving.params.root_seats = 1;
    proving.pinned.block_number = 1;
    proving.pinned.l1_block = MIX_BLOCK;
    proving.bases = json_u64(input, "bases");
    JSON_HEX(input, "prover_seed", proving.seed);
    JSON_HEX(input, "proposal_id", proving.proposal_id);
    return proving;
}

/** The seat, and its claim. */
static fernet_status seat_of(fernet_seat *seat, fernet_claim *claim, const fernet_proving_context *proving,
                             const cJSON *fields) {
    fernet_registration registration = {.exit_l1_block = FERNET_NO_EXIT, .role = FERNET_ROLE_PROVER};
    fernet_ticket ticket;
    memset(claim, 0, sizeof *claim);
    JSON_HEX(fields, "key", registration.key);
    JSON_BIG(fields, "ticket", ticket);
    claim->node = json_u64(fields, "node");
    JSON_HEX(fields, "statement", claim->statement);
    JSON_HEX(fields, "proof_digest", claim->proof_digest);
    JSON_HEX(fields, "left", claim->left);
    JSON_HEX(fields, "right", claim->right);
    JSON_HEX(fields, "payout", claim->payout);
    JSON_HEX(fields, "rebate_payee", claim->rebate_payee);
    claim->fee_burn = json_u32(fields, "fee_burn");
    DIRTY(*seat);
    fernet_status status = fernet_seat_new_with_ticket(seat, proving, &registration, claim, &ticket);
    CHECK_STATUS(fernet_claim_check(proving, &registration, claim), status);
    if (status != FERNET_STATUS_OK) {
        CHECK_ZERO(*seat);
    }
    return status;
}

/** Two claims of election/evidence.json, each with its prover seed and proposal. */
static fernet_status claims_evidence(fernet_evidence *evidence, const cJSON *input) {
    const char *const names[] = {"a", "b"};
    fernet_seat seats[2];
    for (size_t i = 0; i < COUNT(seats); i++) {
        fernet_claim claim;
        const cJSON *fields = json_field(input, names[i]);
        fernet_proving_context proving = proving_of(fields);
        CHECK_OK(seat_of(&seats[i], &claim, &proving, fields));
    }
    return fernet_seat_equivocation(evidence, &seats[0], &seats[1]);
}

static fernet_status proposals_evidence(fernet_evidence *evidence, const cJSON *input) {
    const char *const names[] = {"a", "b"};
    fernet_params params = plain_params();
    fernet_key key;
    fernet_pinned_mix pinned[2];
    fernet_proposal proposals[2];
    JSON_HEX(input, "key", key);
    for (size_t i = 0; i < COUNT(proposals); i++) {
        const cJSON *fields = json_field(input, names[i]);
        memset(&pinned[i], 0, sizeof pinned[i]);
        pinned[i].block_number = json_u64(fields, "block_number");
        pinned[i].l1_block = 1000;
        JSON_HEX(fields, "mix", pinned[i].mix);
        proposals[i] = proposal_of(fields);
    }
    return fernet_proposal_equivocation(evidence, &params, &key, &pinned[0], &proposals[0], &pinned[1], &proposals[1]);
}

void election_evidence(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    fernet_evidence evidence;
    DIRTY(evidence);
    bool claims = strcmp(json_text(input, "kind"), "claims") == 0;
    fernet_status status = claims ? claims_evidence(&evidence, input) : proposals_evidence(&evidence, input);
    if (json_is_null(output, "ids")) {
        CHECK_STATUS(status, FERNET_STATUS_NONE);
        CHECK_ZERO(evidence);
        return;
    }
    CHECK_OK(status);
    const cJSON *ids = json_field(output, "ids");
    fernet_id first, second;
    hex_to_bytes(json_item(ids, 0)->valuestring, &first, sizeof first);
    hex_to_bytes(json_item(ids, 1)->valuestring, &second, sizeof second);
    CHECK_SAME(evidence.first, first);
    CHECK_SAME(evidence.second, second);
}

void bundle_claim(const cJSON *test, const cJSON *input, const cJSON *output) {
    fernet_proving_context proving = proving_of(input);
    fernet_seat seat;
    fernet_claim claim;
    const cJSON *fields = json_field(input, "seat");
    fernet_status status = seat_of(&seat, &claim, &proving, fields);
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        return;
    }
    CHECK_OK(status);
    fernet_claim_id id;
    CHECK_OK(fernet_claim_id_new(&id, &proving.seed, &proving.proposal_id, &claim));
    CHECK_HEX(id, output, "claim_id");
    fernet_seat_info info;
    DIRTY(info);
    CHECK_OK(fernet_seat_read(&info, &seat));
    CHECK_HEX(info.claim_id, output, "claim_id");
    CHECK_HEX(info.id, output, "seat_id");
    CHECK_BIG(info.score, output, "score");
    CHECK_HEX(info.key, fields, "key");
    CHECK_BIG(info.ticket, fields, "ticket");
    CHECK_SAME(info.claim, claim);
}

static fernet_status seats_of(fernet_seat *seats, size_t *count, const fernet_proving_context *proving, const cJSON *bundle) {
    const cJSON *listed = json_field(bundle, "seats");
    *count = json_length(listed);
    CHECK(*count <= MOST_SEATS);
    for (size_t i = 0; i < *count; i++) {
        fernet_claim claim;
        fernet_status status = seat_of(&seats[i], &claim, proving, json_item(listed, i));
        if (status != FERNET_STATUS_OK) {
            return status;
        }
    }
    return FERNET_STATUS_OK;
}

static void check_sums(const fernet_accumulator_info *info, const cJSON *expected) {
    CHECK_U64(info->filled, expected, "filled");
    CHECK_U64(info->kept_base, expected, "kept_base");
    CHECK_U64(info->kept_merge, expected, "kept_merge");
    CHECK_BIG(info->total, expected, "total");
    CHECK_HEX(info->commitment, expected, "commitment");
}

/** The same accumulator made without the verifier, out of those of the children. */
static void check_accumulate(const fernet_accumulator_info *expected, const fernet_proving_context *proving,
                             const fernet_seat *seats, size_t count, const fernet_accumulator *done) {
    fernet_node node;
    CHECK_OK(fernet_node_read(&node, proving->bases, expected->node));
    bool merge = node.kind == FERNET_NODE_KIND_MERGE;
    fernet_accumulator accumulator;
    fernet_accumulator_info info;
    CHECK_OK(fernet_bundle_accumulate(&accumulator, proving, seats, count, merge ? &done[node.left] : NULL,
                                      merge ? &done[node.right] : NULL));
    CHECK_OK(fernet_accumulator_read(&info, &accumulator));
    CHECK_SAME(info, *expected);
}

/** Verifies a submitted tree; accumulators, if there are any to compare with, come in the order of submission. */
static fernet_status verify(fernet_tree *tree, const fernet_proving_context *proving, const cJSON *bundles,
                            const cJSON *accumulators) {
    fernet_tree_verifier verifier;
    fernet_accumulator done[MOST_NODES];
    CHECK_OK(fernet_tree_verifier_init(&verifier, proving));
    size_t index = 0;
    const cJSON *bundle = NULL;
    /* SPEC #tree-errors: every claim is checked before the first bundle. */
    cJSON_ArrayForEach(bundle, bundles) {
        fernet_seat seats[MOST_SEATS];
        size_t count;
        fernet_status status = seats_of(seats, &count, proving, bundle);
        if (status != FERNET_STATUS_OK) {
            return status;
        }
    }
    cJSON_ArrayForEach(bundle, bundles) {
        uint64_t expected, again;
        fernet_seat seats[MOST_SEATS];
        size_t count;
        CHECK_OK(fernet_tree_verifier_expected(&expected, &verifier));
        CHECK_OK(seats_of(seats, &count, proving, bundle));
        fernet_accumulator accumulator;
        DIRTY(accumulator);
        fernet_status status = fernet_tree_verifier_insert(&accumulator, &verifier, proving, seats, count);
        if (status != FERNET_STATUS_OK) {
            CHECK_ZERO(accumulator);
            CHECK_OK(fernet_tree_verifier_expected(&again, &verifier));
            CHECK(again == expected);
            return status;
        }
        fernet_accumulator_info info;
        CHECK_OK(fernet_accumulator_read(&info, &accumulator));
        CHECK(info.node == expected && info.node < MOST_NODES);
        if (accumulators != NULL) {
            const cJSON *sum = json_item(accumulators, index);
            CHECK_U64(info.node, sum, "node");
            check_sums(&info, sum);
            check_accumulate(&info, proving, seats, count, done);
        }
        done[info.node] = accumulator;
        index++;
    }
    DIRTY(*tree);
    fernet_status status = fernet_tree_verifier_finish(tree, &verifier);
    if (status != FERNET_STATUS_OK) {
        CHECK_ZERO(*tree);
    }
    return status;
}

void bundle_tree(const cJSON *test, const cJSON *input, const cJSON *output) {
    fernet_proving_context proving = proving_of(input);
    fernet_tree tree;
    const cJSON *bundles = json_field(input, "bundles");
    const cJSON *accumulators = output != NULL ? json_field(output, "accumulators") : NULL;
    fernet_status status = verify(&tree, &proving, bundles, accumulators);
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        return;
    }
    CHECK_OK(status);
    CHECK(json_length(accumulators) == json_length(bundles));
    fernet_accumulator_info info;
    fernet_seat_info root;
    CHECK_OK(fernet_tree_read(&info, &root, &tree));
    check_sums(&info, output);
    CHECK(root.claim.node == info.node);
}

/** The child bundles that a case gives, NULL for none. */
struct below {
    fernet_accumulator sums[MOST_INSERTED];
    const fernet_accumulator *left, *right;
};

/** Accumulates bundles of base nodes, and returns their number. */
static size_t accumulate_bases(fernet_accumulator sums[MOST_INSERTED], const fernet_proving_context *proving,
                               const cJSON *bundles) {
    size_t length = json_length(bundles);
    CHECK(length <= MOST_INSERTED);
    for (size_t i = 0; i < length; i++) {
        fernet_seat seats[MOST_SEATS];
        size_t count;
        CHECK_OK(seats_of(seats, &count, proving, json_item(bundles, i)));
        CHECK_OK(fernet_bundle_accumulate(&sums[i], proving, seats, count, NULL, NULL));
    }
    return length;
}

static void read_below(struct below *below, const fernet_proving_context *proving, const cJSON *input) {
    memset(below, 0, sizeof *below);
    accumulate_bases(below->sums, proving, json_field(input, "below"));
    if (!json_is_null(input, "children")) {
        const cJSON *children = json_field(input, "children");
        below->left = &below->sums[json_u64(children, "left")];
        below->right = &below->sums[json_u64(children, "right")];
    }
}

void bundle_accumulate(const cJSON *test, const cJSON *input, const cJSON *output) {
    fernet_proving_context proving = proving_of(input);
    struct below below;
    read_below(&below, &proving, input);
    fernet_seat seats[MOST_SEATS];
    size_t count;
    CHECK_OK(seats_of(seats, &count, &proving, json_field(input, "bundle")));
    fernet_accumulator sum;
    DIRTY(sum);
    fernet_status status = fernet_bundle_accumulate(&sum, &proving, seats, count, below.left, below.right);
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        CHECK_ZERO(sum);
        return;
    }
    CHECK_OK(status);
    fernet_accumulator_info info;
    CHECK_OK(fernet_accumulator_read(&info, &sum));
    check_sums(&info, output);
}

void bundle_insert(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)output;
    fernet_proving_context proving = proving_of(input);
    struct below below;
    read_below(&below, &proving, input);
    fernet_seat seat;
    fernet_claim claim;
    fernet_statement statement;
    fernet_bundle_builder builder;
    CHECK_OK(seat_of(&seat, &claim, &proving, json_field(input, "seat")));
    JSON_HEX(input, "statement", statement);
    CHECK_OK(fernet_bundle_builder_init(&builder, &proving, json_u64(input, "node"), &statement));
    fernet_status status = fernet_bundle_builder_insert(&builder, &seat, below.left, below.right);
    fernet_seat best[3];
    size_t count;
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        CHECK_STATUS(fernet_bundle_builder_best(best, COUNT(best), &count, &builder), FERNET_STATUS_NONE);
    } else {
        CHECK_OK(status);
        CHECK_OK(fernet_bundle_builder_best(best, COUNT(best), &count, &builder));
        CHECK(count == 1);
    }
}

/** The accumulator with a commitment, or NULL. */
static const fernet_accumulator *named(const fernet_accumulator *sums, size_t count,
                                       const fernet_bundle_commitment *commitment) {
    for (size_t i = 0; i < count; i++) {
        fernet_accumulator_info info;
        CHECK_OK(fernet_accumulator_read(&info, &sums[i]));
        if (memcmp(&info.commitment, commitment, sizeof *commitment) == 0) {
            return &sums[i];
        }
    }
    return NULL;
}

void bundle_best(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    fernet_proving_context proving = proving_of(input);
    fernet_accumulator sums[MOST_INSERTED];
    size_t sums_count = accumulate_bases(sums, &proving, json_field(input, "bundles"));
    const cJSON *list = json_field(input, "seats");
    size_t seats_count = json_length(list);
    CHECK(seats_count <= MOST_INSERTED);
    fernet_bundle_builder builder;
    fernet_seat_info inserted[MOST_INSERTED];
    for (size_t i = 0; i < seats_count; i++) {
        fernet_seat seat;
        fernet_claim claim;
        CHECK_OK(seat_of(&seat, &claim, &proving, json_item(list, i)));
        if (i == 0) {
            CHECK_OK(fernet_bundle_builder_init(&builder, &proving, json_u64(input, "node"), &claim.statement));
        }
        CHECK_OK(fernet_seat_read(&inserted[i], &seat));
        CHECK_OK(fernet_bundle_builder_insert(&builder, &seat, named(sums, sums_count, &claim.left),
                                              named(sums, sums_count, &claim.right)));
    }
    fernet_seat best[3];
    size_t count;
    CHECK_OK(fernet_bundle_builder_best(best, COUNT(best), &count, &builder));
    const cJSON *expected = json_field(output, "seats");
    CHECK(count == json_length(expected));
    fernet_seat_info primary;
    for (size_t i = 0; i < count; i++) {
        fernet_seat_info info;
        CHECK_OK(fernet_seat_read(&info, &best[i]));
        CHECK_SAME(info.id, inserted[json_item_u64(expected, i)].id);
        primary = i == 0 ? info : primary;
    }
    for (size_t i = count; i < COUNT(best); i++) {
        CHECK_ZERO(best[i]);
    }
    fernet_accumulator sum;
    fernet_accumulator_info info;
    CHECK_OK(fernet_bundle_accumulate(&sum, &proving, best, count, named(sums, sums_count, &primary.claim.left),
                                      named(sums, sums_count, &primary.claim.right)));
    CHECK_OK(fernet_accumulator_read(&info, &sum));
    CHECK_BIG(info.total, output, "total");
    CHECK_U64(info.filled, output, "filled");
}

void bundle_competition(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    fernet_proving_context proving = proving_of(input);
    const cJSON *trees = json_field(input, "trees");
    const cJSON *totals = json_field(output, "totals");
    size_t winner = 0;
    fernet_tree best, tree;
    for (size_t i = 0; i < json_length(trees); i++) {
        int32_t order, reverse;
        CHECK_OK(verify(&tree, &proving, json_item(trees, i), NULL));
        fernet_accumulator_info info;
        fernet_seat_info root;
        CHECK_OK(fernet_tree_read(&info, &root, &tree));
        fernet_total total;
        json_item_big(totals, i, total.bytes, sizeof total.bytes);
        CHECK_SAME(info.total, total);
        CHECK_OK(fernet_tree_compare(&order, &tree, &tree));
        CHECK(order == 0);
        if (i == 0) {
            best = tree;
            continue;
        }
        CHECK_OK(fernet_tree_compare(&order, &tree, &best));
        CHECK_OK(fernet_tree_compare(&reverse, &best, &tree));
        CHECK(order == -reverse);
        if (order < 0) {
            best = tree;
            winner = i;
        }
    }
    CHECK_U64(winner, output, "winner");
}
