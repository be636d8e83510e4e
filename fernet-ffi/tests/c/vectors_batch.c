/* vrf/batch.json and vrf/expand.json. */
#include "vectors.h"

enum { MOST_ALPHA = 64, MOST_BATCH = 160 };

struct statement {
    fernet_suite suite;
    fernet_key key;
    uint8_t alpha[MOST_ALPHA], ad[MOST_ALPHA];
    size_t alpha_len, ad_len;
    uint8_t signs_ad;
};

static void read_statement(struct statement *s, const cJSON *test) {
    static const char *const names[] = {"ECVRF-EDWARDS25519-SHA512-TAI", "ECVRF-EDWARDS25519-SHA512-ELL2"};
    memset(s, 0, sizeof *s);
    s->suite = (fernet_suite)(json_choice(test, "suite", names, COUNT(names)) + FERNET_SUITE_TAI);
    JSON_HEX(test, "pk", s->key);
    s->alpha_len = json_bytes(test, "alpha", s->alpha, sizeof s->alpha);
    s->signs_ad = !json_is_null(test, "ad");
    s->ad_len = s->signs_ad ? json_bytes(test, "ad", s->ad, sizeof s->ad) : 0;
}

static fernet_status to_proof(fernet_proof *proof, const struct statement *s, const fernet_batch_proof *batch) {
    DIRTY(*proof);
    return fernet_batch_proof_to_proof(proof, &s->key, s->suite, s->alpha, s->alpha_len, s->ad, s->ad_len, s->signs_ad,
                                       batch);
}

/** The verdict of a batch of one. */
static fernet_status verify(fernet_beta *beta, const struct statement *s, const fernet_batch_proof *proof) {
    fernet_batch_key key;
    fernet_status status = fernet_batch_key_new(&key, &s->key);
    if (status != FERNET_STATUS_OK) {
        return status;
    }
    fernet_batch_item item;
    memset(&item, 0, sizeof item);
    item.key = &key;
    item.alpha = s->alpha;
    item.alpha_len = s->alpha_len;
    item.ad = s->ad;
    item.ad_len = s->ad_len;
    item.proof = proof;
    item.suite = s->suite;
    item.signs_ad = s->signs_ad;
    int32_t verdict = FERNET_STATUS_INTERNAL;
    status = fernet_vrf_verify_batch(beta, 1, &verdict, 1, &item, 1);
    return status != FERNET_STATUS_OK ? status : verdict;
}

void vrf_batch(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)input;
    (void)output;
    struct statement statement;
    read_statement(&statement, test);
    uint8_t bytes[MOST_BATCH];
    size_t length = json_bytes(test, "batch", bytes, sizeof bytes);
    fernet_batch_proof batch;
    DIRTY(batch);
    const char *error = json_error(test);
    fernet_status status = fernet_batch_proof_parse(&batch, bytes, length);
    if (status == FERNET_STATUS_BATCH_PROOF_LENGTH) {
        CHECK_ERROR(status, error != NULL ? error : "");
        CHECK_ZERO(batch);
        return;
    }
    memcpy(batch.bytes, bytes, sizeof batch.bytes);
    fernet_proof proof, expected;
    status = to_proof(&proof, &statement, &batch);
    if (json_is_null(test, "pi")) {
        CHECK_ERROR(status, error != NULL ? error : "");
        CHECK_ZERO(proof);
    } else {
        CHECK_OK(status);
        JSON_HEX(test, "pi", expected);
        CHECK_SAME(proof, expected);
    }
    fernet_beta beta;
    DIRTY(beta);
    status = verify(&beta, &statement, &batch);
    if (error != NULL) {
        CHECK_ERROR(status, error);
    } else {
        CHECK_OK(status);
        CHECK_HEX(beta, test, "beta");
    }
    if (!json_is_null(test, "sk")) {
        fernet_secret seed;
        fernet_secret_key secret_key;
        fernet_batch_proof made;
        JSON_HEX(test, "sk", seed);
        CHECK_OK(fernet_secret_key_from_seed(&secret_key, &seed));
        CHECK_OK(fernet_batch_proof_prove(&made, &beta, &secret_key, statement.suite, statement.alpha,
                                          statement.alpha_len, statement.ad, statement.ad_len, statement.signs_ad));
        CHECK_SAME(made, batch);
        CHECK_OK(fernet_secret_key_wipe(&secret_key));
    }
}

void vrf_expand(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)input;
    (void)output;
    struct statement s;
    read_statement(&s, test);
    fernet_proof proof;
    fernet_batch_proof batch;
    JSON_HEX(test, "pi", proof);
    DIRTY(batch);
    fernet_status status = fernet_batch_proof_from_proof(&batch, &s.key, s.suite, s.alpha, s.alpha_len, s.ad, s.ad_len,
                                                         s.signs_ad, &proof);
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        CHECK_ZERO(batch);
        return;
    }
    CHECK_OK(status);
    CHECK_HEX(batch, test, "batch");
    fernet_proof back;
    CHECK_OK(to_proof(&back, &s, &batch));
    CHECK_SAME(back, proof);
}
