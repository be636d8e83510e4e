/* registry/. */
#include "vectors.h"

static fernet_registration_request request_of(const cJSON *fields) {
    fernet_registration_request request;
    memset(&request, 0, sizeof request);
    JSON_HEX(fields, "key", request.key);
    JSON_HEX(fields, "owner", request.owner);
    request.role = json_choice(fields, "role", role_names, COUNT(role_names));
    request.suite = json_u8(fields, "suite");
    return request;
}

/** Checks all of a request. */
static fernet_status check_request(const fernet_params *params, const fernet_registration_request *request,
                                   const cJSON *fields) {
    fernet_alpha alpha;
    fernet_registration_id id;
    fernet_beta beta;
    CHECK_OK(fernet_registration_alpha(&alpha, params, request));
    CHECK_OK(fernet_registration_id_new(&id, params, request));
    fernet_status status = fernet_registration_request_check(params, request, strlen(json_text(fields, "proof")) / 2);
    if (status != FERNET_STATUS_OK) {
        return status;
    }
    if (request->suite == FERNET_SEQUENCER_SUITE_P256) {
        fernet_p256_proof proof;
        JSON_HEX(fields, "proof", proof);
        return fernet_p256_verify_ad(&beta, &request->key, request->suite, alpha.bytes, sizeof alpha.bytes, id.bytes,
                                     sizeof id.bytes, &proof);
    }
    fernet_proof proof;
    JSON_HEX(fields, "proof", proof);
    return fernet_vrf_verify_ad(&beta, &request->key, request->suite, alpha.bytes, sizeof alpha.bytes, id.bytes,
                                sizeof id.bytes, &proof);
}

static fernet_params registry_params(const cJSON *input) {
    fernet_address rollup;
    JSON_HEX(input, "rollup_address", rollup);
    return params_of(json_u64(input, "chain_id"), &rollup);
}

void registry_registration(const cJSON *test, const cJSON *input, const cJSON *output) {
    fernet_params params = registry_params(input);
    params.sequencer_suite = sequencer_suite_of(input);
    fernet_registration_request request = request_of(input);
    fernet_status status = check_request(&params, &request, input);
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        return;
    }
    CHECK_OK(status);
    fernet_alpha alpha;
    fernet_registration_id id;
    CHECK_OK(fernet_registration_alpha(&alpha, &params, &request));
    CHECK_HEX(alpha, output, "alpha");
    CHECK_OK(fernet_registration_id_new(&id, &params, &request));
    CHECK_HEX(id, output, "registration_id");
}

void registry_choice(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    enum { MOST = 8 };
    fernet_params params = registry_params(input);
    fernet_registration_record records[MOST];
    memset(records, 0, sizeof records);
    size_t count = 0;
    const cJSON *fields = NULL;
    cJSON_ArrayForEach(fields, json_field(input, "records")) {
        CHECK(count < MOST);
        fernet_registration_record *record = &records[count];
        record->request = request_of(fields);
        record->entry_l1_block = json_u64(fields, "entry_l1_block");
        record->exit_l1_block = json_u64_or(fields, "exit_l1_block", FERNET_NO_EXIT);
        count += check_request(&params, &record->request, fields) == FERNET_STATUS_OK;
    }
    fernet_registration chosen;
    DIRTY(chosen);
    fernet_status status = fernet_registration_choose(&chosen, records, count);
    uint64_t index = json_u64_or(output, "index", FERNET_NO_NUMBER);
    if (index == FERNET_NO_NUMBER) {
        CHECK_STATUS(status, FERNET_STATUS_NONE);
        CHECK_ZERO(chosen);
        return;
    }
    CHECK_OK(status);
    fields = cJSON_GetArrayItem(json_field(input, "records"), (int)index);
    CHECK_U64(chosen.entry_l1_block, fields, "entry_l1_block");
    CHECK(chosen.exit_l1_block == json_u64_or(fields, "exit_l1_block", FERNET_NO_EXIT));
    CHECK_HEX(chosen.key, fields, "key");
}
