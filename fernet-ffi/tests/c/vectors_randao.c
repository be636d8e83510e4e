/* randao/, seed/ and ticket/. */
#include "vectors.h"

void randao_mix(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    fernet_randao_mix mix, next;
    fernet_randao_reveal reveal;
    JSON_HEX(input, "mix", mix);
    JSON_HEX(input, "reveal", reveal);
    DIRTY(next);
    CHECK_OK(fernet_randao_mix_in(&next, &mix, &reveal));
    CHECK_HEX(next, output, "mix");
}

void randao_ring(const cJSON *test, const cJSON *input, const cJSON *output) {
    enum { MOST = 16 };
    fernet_randao_entry ring[MOST];
    size_t capacity = json_size(input, "capacity"), count = 0;
    CHECK(capacity <= MOST);

    fernet_status status = FERNET_STATUS_OK;
    const cJSON *step = NULL;
    cJSON_ArrayForEach(step, json_field(input, "steps")) {
        if (cJSON_HasObjectItem(step, "truncate")) {
            status = fernet_randao_ring_truncate(&count, ring, capacity, json_u64(step, "truncate"));
        } else {
            fernet_randao_mix mix;
            JSON_HEX(step, "mix", mix);
            status = fernet_randao_ring_insert(ring, capacity, &count, json_u64(step, "insert"), &mix);
        }
        if (status != FERNET_STATUS_OK) {
            break;
        }
    }
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        return;
    }
    CHECK_OK(status);
    const cJSON *entries = json_field(output, "entries");
    CHECK(count == json_length(entries));
    for (size_t i = 0; i < count; i++) {
        CHECK_U64(ring[i].l1_block, json_item(entries, i), "l1_block");
        CHECK_HEX(ring[i].mix, json_item(entries, i), "mix");
    }
}

void randao_pin(const cJSON *test, const cJSON *input, const cJSON *output) {
    enum { BLOCK_NUMBER = 12, MOST = 16 };
    fernet_randao_entry ring[MOST];
    size_t capacity = json_size(input, "capacity"), count = 0;
    CHECK(capacity <= MOST);

    fernet_status status = FERNET_STATUS_OK;
    const cJSON *entry = NULL;
    cJSON_ArrayForEach(entry, json_field(input, "entries")) {
        fernet_randao_mix mix;
        JSON_HEX(entry, "mix", mix);
        fernet_randao_entry before[MOST];
        size_t count_before = count;
        memcpy(before, ring, count * sizeof ring[0]);
        status = fernet_randao_ring_insert(ring, capacity, &count, json_u64(entry, "l1_block"), &mix);
        if (status != FERNET_STATUS_OK) {
            CHECK(count == count_before);
            CHECK_BYTES(ring, before, count * sizeof ring[0]);
            break;
        }
        CHECK(count <= capacity);
    }
    fernet_pinned_mix pinned;
    DIRTY(pinned);
    uint64_t opens = json_u64(input, "opens_at");
    uint32_t lag = json_u32(input, "randao_lag");
    if (status == FERNET_STATUS_OK) {
        status = fernet_randao_ring_pin(&pinned, ring, count, BLOCK_NUMBER, opens, lag);
        if (status != FERNET_STATUS_OK) {
            CHECK_ZERO(pinned);
        }
    }
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        return;
    }
    CHECK_OK(status);
    CHECK(pinned.block_number == BLOCK_NUMBER);
    CHECK_U64(pinned.l1_block, output, "l1_block");
    CHECK_HEX(pinned.mix, output, "mix");

    /* A reorganisation from the pinned L1 block on leaves nothing to pin there; the L1 blocks before it stay. */
    CHECK_OK(fernet_randao_ring_truncate(&count, ring, capacity, pinned.l1_block));
    CHECK(count < capacity);
    CHECK(count == 0 || ring[count - 1].l1_block < pinned.l1_block);
    CHECK_STATUS(fernet_randao_ring_pin(&pinned, ring, count, BLOCK_NUMBER, opens, lag),
                 FERNET_STATUS_RANDAO_NOT_YET_KNOWN);
}

void seed_seed(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    fernet_address rollup;
    JSON_HEX(input, "rollup_address", rollup);
    fernet_params params = params_of(json_u64(input, "chain_id"), &rollup);
    fernet_pinned_mix pinned = {.block_number = json_u64(input, "block_number"), .l1_block = 1000};
    JSON_HEX(input, "mix", pinned.mix);
    fernet_beta beta;
    JSON_HEX(input, "beta", beta);

    fernet_sequencer_seed sequencer_seed;
    fernet_prover_seed prover_seed;
    fernet_alpha alpha;
    CHECK_OK(fernet_sequencer_seed_new(&sequencer_seed, &params, &pinned));
    CHECK_HEX(sequencer_seed, output, "sequencer_seed");
    CHECK_OK(fernet_prover_seed_new(&prover_seed, &params, &pinned, &beta));
    CHECK_HEX(prover_seed, output, "prover_seed");
    CHECK_OK(fernet_sequencer_seed_alpha(&alpha, &sequencer_seed));
    CHECK_HEX(alpha, output, "alpha_sequencer");
    uint64_t node = json_u64(input, "node");
    CHECK_OK(fernet_prover_seed_alpha(&alpha, &prover_seed, FERNET_VRF_MODE_PER_NODE, node));
    CHECK_HEX(alpha, output, "alpha_node");
    CHECK_OK(fernet_prover_seed_alpha(&alpha, &prover_seed, FERNET_VRF_MODE_PER_BLOCK, node));
    CHECK_HEX(alpha, output, "alpha_block");
    CHECK_OK(fernet_prover_seed_alpha(&alpha, &prover_seed, FERNET_VRF_MODE_PUBLIC, node + 1));
    CHECK_HEX(alpha, output, "alpha_block");
}

void ticket_ticket(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    fernet_beta beta;
    fernet_prover_seed seed;
    fernet_key key;
    fernet_ticket ticket;
    JSON_HEX(input, "beta", beta);
    JSON_HEX(input, "prover_seed", seed);
    JSON_HEX(input, "key", key);
    uint64_t node = json_u64(input, "node");
    CHECK_OK(fernet_ticket_sequencer(&ticket, &beta));
    CHECK_BIG(ticket, output, "sequencer");
    CHECK_OK(fernet_ticket_prover(&ticket, FERNET_VRF_MODE_PER_NODE, &seed, node, &key, &beta));
    CHECK_BIG(ticket, output, "per_node");
    CHECK_OK(fernet_ticket_prover(&ticket, FERNET_VRF_MODE_PER_BLOCK, &seed, node, &key, &beta));
    CHECK_BIG(ticket, output, "per_block");
    CHECK_OK(fernet_ticket_prover(&ticket, FERNET_VRF_MODE_PUBLIC, &seed, node, &key, &beta));
    CHECK_BIG(ticket, output, "public");
}
