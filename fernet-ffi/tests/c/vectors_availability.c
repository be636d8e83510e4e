/* availability/. */
#include "vectors.h"

enum { MOST_DIGESTS = 16, MOST_KEYS = 256, ACTIVATION_DELAY = 64, MIX_L1_BLOCK = 1000 };

/** Any pinned mix whose snapshot is the registry after L1 block 998. */
static fernet_pinned_mix pinned_mix(void) { return (fernet_pinned_mix){42, MIX_L1_BLOCK, {{7}}}; }

/** The context of a case, with a quorum of one unless the case has another. */
static fernet_availability context_of(const cJSON *input) {
    fernet_availability context;
    memset(&context, 0, sizeof context);
    context.proving.params = plain_params();
    context.proving.params.activation_delay = ACTIVATION_DELAY;
    context.proving.params.attesters = (uint16_t)json_u32(input, "attesters");
    context.proving.params.quorum = 1;
    context.proving.params.attest_blocks = 1;
    context.proving.pinned = pinned_mix();
    JSON_HEX(input, "prover_seed", context.proving.seed);
    JSON_HEX(input, "proposal_id", context.proving.proposal_id);
    context.proving.bases = 1;
    JSON_HEX(input, "revealed_root", context.data_root);
    context.provers = json_u64(input, "provers");
    return context;
}

void availability_data(const cJSON *test, const cJSON *input, const cJSON *output) {
    fernet_reveal reveal;
    fernet_data_digest digests[MOST_DIGESTS];
    fernet_data_root root;
    memset(&reveal, 0, sizeof reveal);
    reveal.count = json_u64(input, "count");
    JSON_HEX(input, "data_root", reveal.data_root);
    const cJSON *listed = json_field(input, "digests");
    size_t count = json_length(listed);
    CHECK(count <= MOST_DIGESTS);
    for (size_t i = 0; i < count; i++) {
        hex_to_bytes(json_item(listed, i)->valuestring, &digests[i], sizeof digests[i]);
    }
    fernet_status status = fernet_data_check(&reveal, digests, count);
    CHECK_OK(fernet_data_root_new(&root, digests, count));
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
    } else {
        CHECK_OK(status);
        CHECK_HEX(root, output, "data_root");
    }
}

void availability_attestation(const cJSON *test, const cJSON *input, const cJSON *output) {
    const fernet_availability context = context_of(input);
    fernet_registration registration = {.exit_l1_block = FERNET_NO_EXIT};
    fernet_data_root data_root;
    fernet_beta beta;
    fernet_ticket ticket;
    registration.role = json_choice(input, "role", role_names, COUNT(role_names));
    registration.entry_l1_block = json_u64(input, "entry_l1_block");
    JSON_HEX(input, "data_root", data_root);
    JSON_HEX(input, "beta", beta);
    CHECK_OK(fernet_ticket_attester(&ticket, &beta));
    fernet_status status = fernet_attestation_check(&context, &registration, &data_root);
    if (status == FERNET_STATUS_OK) {
        status = fernet_attestation_check_ticket(&context, &ticket);
    }
    uint64_t provers;
    const fernet_params *params = &context.proving.params;
    const fernet_pinned_mix pinned = pinned_mix();
    CHECK_OK(fernet_registration_count_provers(&provers, params, &pinned, &registration, 1));
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        CHECK(provers == (strncmp(json_error(test), "Ineligible", 10) != 0));
        return;
    }
    CHECK_OK(status);
    CHECK(provers == 1);
    fernet_alpha alpha;
    fernet_attestation_id id;
    CHECK_OK(fernet_prover_seed_alpha_attest(&alpha, &context.proving.seed));
    CHECK_OK(fernet_attestation_id_new(&id, &context.proving.seed, &context.proving.proposal_id, &data_root));
    CHECK_HEX(alpha, output, "alpha");
    CHECK_HEX(id, output, "attestation_id");
    CHECK_BIG(ticket, output, "ticket");
}

void availability_certificate(const cJSON *test, const cJSON *input, const cJSON *output) {
    fernet_availability context = context_of(input);
    context.proving.params.quorum = (uint16_t)json_u32(input, "quorum");
    fernet_data_root data_root;
    JSON_HEX(input, "data_root", data_root);
    static fernet_key keys[MOST_KEYS];
    const cJSON *listed = json_field(input, "keys"), *key = NULL;
    size_t count = 0;
    CHECK(json_length(listed) <= MOST_KEYS);
    cJSON_ArrayForEach(key, listed) {
        hex_to_bytes(key->valuestring, &keys[count++], sizeof keys[0]);
    }
    fernet_certificate_id id;
    uint16_t needed;
    DIRTY(id);
    fernet_status status = fernet_certificate_check(&id, &context, &data_root, keys, count);
    CHECK_OK(fernet_certificate_needed(&needed, &context));
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        CHECK_ZERO(id);
    } else {
        CHECK_OK(status);
        CHECK_HEX(id, output, "certificate_id");
        CHECK_U64(needed, output, "needed");
    }
}

void availability_odds(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    fernet_probability probability;
    uint16_t attesters = (uint16_t)json_u32(input, "attesters"), needed = (uint16_t)json_u32(input, "needed");
    CHECK_OK(fernet_odds_of_quorum(&probability, attesters, json_u32(input, "provers"), json_u32(input, "keys"), needed));
    CHECK_BIG(probability, output, "probability");
}
