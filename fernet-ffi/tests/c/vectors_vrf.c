/* vrf/ and rfc9381/. */
#include "vectors.h"

enum { MOST_ALPHA = 512, MOST_PROOF = 256, MOST_VALID = 64 };

static fernet_suite suite_of(const cJSON *test) {
    static const char *const names[] = {"ECVRF-EDWARDS25519-SHA512-TAI", "ECVRF-EDWARDS25519-SHA512-ELL2"};
    return (fernet_suite)(json_choice(test, "suite", names, COUNT(names)) + FERNET_SUITE_TAI);
}

void vrf_keys(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)input;
    (void)output;
    uint8_t bytes[64];
    size_t length = json_bytes(test, "pk", bytes, sizeof bytes);
    fernet_key key;
    DIRTY(key);
    fernet_status status = fernet_key_parse(&key, bytes, length);
    fernet_batch_key batch_key;
    DIRTY(batch_key);
    fernet_key raw;
    memcpy(&raw, bytes, sizeof raw);
    CHECK((json_error(test) == NULL) == (cJSON_IsTrue(json_field(test, "valid")) != 0));
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        CHECK_ZERO(key);
        if (length == sizeof raw) {
            CHECK_ERROR(fernet_batch_key_new(&batch_key, &raw), json_error(test));
            CHECK_ZERO(batch_key);
        }
        return;
    }
    CHECK_OK(status);
    CHECK_SAME(key, raw);
    CHECK_OK(fernet_batch_key_new(&batch_key, &key));
}

void vrf_derivation(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)input;
    (void)output;
    fernet_secret master, seed;
    fernet_secret_key derived, from_seed;
    fernet_key key;
    JSON_HEX(test, "master", master);
    JSON_HEX(test, "sk", seed);
    CHECK_OK(fernet_secret_key_derive(&derived, &master, json_choice(test, "role", role_names, COUNT(role_names))));
    CHECK_OK(fernet_secret_key_public(&key, &derived));
    CHECK_HEX(key, test, "pk");
    CHECK_OK(fernet_secret_key_from_seed(&from_seed, &seed));
    CHECK_OK(fernet_secret_key_public(&key, &from_seed));
    CHECK_HEX(key, test, "pk");
    CHECK_OK(fernet_secret_key_wipe(&derived));
    CHECK_OK(fernet_secret_key_wipe(&from_seed));
    CHECK_ZERO(derived);
    CHECK_STATUS(fernet_secret_key_public(&key, &derived), FERNET_STATUS_STATE);
    CHECK_ZERO(key);
}

void rfc9381_example(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)input;
    (void)output;
    fernet_suite suite = suite_of(test);
    uint8_t suite_string;
    json_hex(test, "suite_string", &suite_string, 1);
    CHECK(suite == suite_string);
    fernet_secret seed;
    fernet_secret_key secret_key;
    fernet_key key;
    uint8_t alpha[MOST_ALPHA];
    size_t alpha_len = json_bytes(test, "alpha", alpha, sizeof alpha);
    JSON_HEX(test, "sk", seed);
    CHECK_OK(fernet_secret_key_from_seed(&secret_key, &seed));
    CHECK_OK(fernet_secret_key_public(&key, &secret_key));
    CHECK_HEX(key, test, "pk");
    fernet_proof proof, parsed;
    fernet_beta beta;
    CHECK_OK(fernet_vrf_prove(&proof, &beta, &secret_key, suite, alpha, alpha_len));
    CHECK_HEX(proof, test, "pi");
    CHECK_HEX(beta, test, "beta");
    CHECK_OK(fernet_vrf_prove_verified(&proof, &beta, &secret_key, suite, alpha, alpha_len));
    CHECK_HEX(proof, test, "pi");
    CHECK_HEX(beta, test, "beta");
    CHECK_OK(fernet_vrf_evaluate(&beta, &secret_key, suite, alpha, alpha_len));
    CHECK_HEX(beta, test, "beta");
    CHECK_OK(fernet_vrf_verify(&beta, &key, suite, alpha, alpha_len, &proof));
    CHECK_HEX(beta, test, "beta");
    CHECK_OK(fernet_proof_parse(&parsed, proof.bytes, sizeof proof.bytes));
    CHECK_OK(fernet_proof_to_hash(&beta, suite, &parsed));
    CHECK_HEX(beta, test, "beta");
    CHECK_OK(fernet_secret_key_wipe(&secret_key));
}

/** A case of proofs.json. */
struct proven {
    fernet_suite suite;
    bool signs_ad;
    fernet_key key;
    uint8_t alpha[MOST_ALPHA], ad[MOST_ALPHA];
    size_t alpha_len, ad_len;
    fernet_proof proof;
    fernet_beta beta;
    fernet_batch_key batch_key;
    fernet_batch_proof batch_proof;
};

static struct proven valid[MOST_VALID];
static size_t valid_count = 0;

static fernet_status verify(fernet_beta *beta, const struct proven *p) {
    DIRTY(*beta);
    return p->signs_ad
               ? fernet_vrf_verify_ad(beta, &p->key, p->suite, p->alpha, p->alpha_len, p->ad, p->ad_len, &p->proof)
               : fernet_vrf_verify(beta, &p->key, p->suite, p->alpha, p->alpha_len, &p->proof);
}

/** Proves with the seed of the case: exactly its proof. */
static void check_proving(const struct proven *p, const fernet_secret *seed) {
    fernet_secret_key secret_key;
    fernet_proof proof, again;
    fernet_beta beta;
    fernet_batch_proof batch_proof;
    CHECK_OK(fernet_secret_key_from_seed(&secret_key, seed));
    if (p->signs_ad) {
        CHECK_OK(fernet_vrf_prove_ad(&proof, &beta, &secret_key, p->suite, p->alpha, p->alpha_len, p->ad, p->ad_len));
        CHECK_OK(fernet_vrf_prove_verified_ad(&again, &beta, &secret_key, p->suite, p->alpha, p->alpha_len, p->ad,
                                                p->ad_len));
    } else {
        CHECK_OK(fernet_vrf_prove(&proof, &beta, &secret_key, p->suite, p->alpha, p->alpha_len));
        CHECK_OK(fernet_vrf_prove_verified(&again, &beta, &secret_key, p->suite, p->alpha, p->alpha_len));
    }
    CHECK_SAME(proof, p->proof);
    CHECK_SAME(again, p->proof);
    CHECK_SAME(beta, p->beta);
    CHECK_OK(fernet_batch_proof_prove(&batch_proof, &beta, &secret_key, p->suite, p->alpha, p->alpha_len, p->ad,
                                      p->ad_len, p->signs_ad));
    CHECK_SAME(beta, p->beta);
    CHECK_OK(fernet_batch_proof_to_proof(&proof, &p->key, p->suite, p->alpha, p->alpha_len, p->ad, p->ad_len,
                                         p->signs_ad, &batch_proof));
    CHECK_SAME(proof, p->proof);
    CHECK_OK(fernet_secret_key_wipe(&secret_key));
}

static bool has_flag(const cJSON *test, const char *ticket) {
    const cJSON *flag = NULL;
    cJSON_ArrayForEach(flag, json_field(test, "flags")) {
        if (strcmp(flag->valuestring, ticket) == 0) {
            return true;
        }
    }
    return false;
}

/** The form for batches: of every valid proof whose points are free of small order, and of no other. */
static void check_expansion(struct proven *p, const cJSON *test) {
    DIRTY(p->batch_proof);
    fernet_status status = fernet_batch_proof_from_proof(&p->batch_proof, &p->key, p->suite, p->alpha, p->alpha_len,
                                                         p->ad, p->ad_len, p->signs_ad, &p->proof);
    const char *error = json_error(test);
    if (error != NULL) {
        if (strcmp(error, "VerifyError::Invalid") == 0) {
            CHECK_STATUS(status, FERNET_STATUS_EXPAND_INVALID);
        } else {
            CHECK_ERROR(status, error);
        }
        CHECK_ZERO(p->batch_proof);
    } else if (has_flag(test, "mixed-order") && has_flag(test, "gamma")) {
        CHECK_STATUS(status, FERNET_STATUS_EXPAND_MIXED_ORDER);
        CHECK_ZERO(p->batch_proof);
    } else if (status == FERNET_STATUS_EXPAND_MIXED_ORDER) {
        CHECK(has_flag(test, "mixed-order"));
        CHECK_ZERO(p->batch_proof);
    } else {
        CHECK_OK(status);
        fernet_proof proof;
        fernet_batch_proof parsed;
        CHECK_OK(fernet_batch_proof_to_proof(&proof, &p->key, p->suite, p->alpha, p->alpha_len, p->ad, p->ad_len,
                                             p->signs_ad, &p->batch_proof));
        CHECK_SAME(proof, p->proof);
        CHECK_OK(fernet_batch_proof_parse(&parsed, p->batch_proof.bytes, sizeof p->batch_proof.bytes));
        CHECK_SAME(parsed, p->batch_proof);
        CHECK_OK(fernet_batch_key_new(&p->batch_key, &p->key));
        CHECK(valid_count < MOST_VALID);
        valid[valid_count++] = *p;
    }
}

void vrf_proofs(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)input;
    (void)output;
    struct proven p;
    memset(&p, 0, sizeof p);
    p.suite = suite_of(test);
    p.signs_ad = !json_is_null(test, "ad");
    p.alpha_len = json_bytes(test, "alpha", p.alpha, sizeof p.alpha);
    p.ad_len = p.signs_ad ? json_bytes(test, "ad", p.ad, sizeof p.ad) : 0;
    JSON_HEX(test, "pk", p.key);
    const char *error = json_error(test);
    uint8_t bytes[MOST_PROOF];
    size_t length = json_bytes(test, "pi", bytes, sizeof bytes);
    fernet_key key;
    fernet_status key_status = fernet_key_parse(&key, p.key.bytes, sizeof p.key.bytes);
    fernet_status proof_status = fernet_proof_parse(&p.proof, bytes, length);
    if (key_status != FERNET_STATUS_OK) {
        CHECK_ERROR(key_status, error != NULL ? error : "");
    } else if (proof_status != FERNET_STATUS_OK) {
        CHECK_ERROR(proof_status, error != NULL ? error : "");
        CHECK_ZERO(p.proof);
    }
    if (length != sizeof p.proof.bytes) {
        CHECK_STATUS(proof_status, FERNET_STATUS_PROOF_LENGTH);
        return;
    }
    memcpy(p.proof.bytes, bytes, length);
    fernet_beta beta;
    fernet_status status = verify(&beta, &p);
    if (error != NULL) {
        CHECK_ERROR(status, error);
        CHECK_ZERO(beta);
        CHECK(json_is_null(test, "beta"));
    } else {
        CHECK_OK(status);
        CHECK_HEX(beta, test, "beta");
        p.beta = beta;
        CHECK_OK(fernet_proof_to_hash(&beta, p.suite, &p.proof));
        CHECK_SAME(beta, p.beta);
    }
    if (!json_is_null(test, "sk")) {
        fernet_secret seed;
        JSON_HEX(test, "sk", seed);
        check_proving(&p, &seed);
    }
    check_expansion(&p, test);
}

static fernet_batch_item item_of(const struct proven *p) {
    fernet_batch_item item;
    memset(&item, 0, sizeof item);
    item.key = &p->batch_key;
    item.alpha = p->alpha;
    item.alpha_len = p->alpha_len;
    item.ad = p->ad;
    item.ad_len = p->ad_len;
    item.proof = &p->batch_proof;
    item.suite = p->suite;
    item.signs_ad = p->signs_ad;
    return item;
}

/** Batches of one to all valid proofs, with the item at wrong (if it is one of them) proving something else. */
static void check_batch(size_t count, size_t wrong) {
    fernet_batch_item items[MOST_VALID];
    memset(items, 0, sizeof items);
    fernet_beta betas[MOST_VALID];
    int32_t statuses[MOST_VALID];
    for (size_t i = 0; i < count; i++) {
        items[i] = item_of(&valid[i]);
    }
    uint8_t other_alpha[] = "another input";
    if (wrong < count) {
        items[wrong].alpha = other_alpha;
        items[wrong].alpha_len = sizeof other_alpha;
    }
    DIRTY(betas);
    DIRTY(statuses);
    CHECK_OK(fernet_vrf_verify_batch(betas, count, statuses, count, items, count));
    for (size_t i = 0; i < count; i++) {
        if (i == wrong) {
            CHECK_STATUS(statuses[i], FERNET_STATUS_VERIFY_INVALID);
            CHECK_ZERO(betas[i]);
        } else {
            CHECK_OK(statuses[i]);
            CHECK_SAME(betas[i], valid[i].beta);
        }
    }
}

void vrf_proofs_in_batches(void) {
    CHECK(valid_count >= 10);
    CHECK_OK(fernet_vrf_verify_batch(NULL, 0, NULL, 0, NULL, 0));
    for (size_t count = 1; count <= valid_count; count++) {
        check_batch(count, valid_count);
    }
    for (size_t wrong = 0; wrong < valid_count; wrong++) {
        check_batch(valid_count, wrong);
    }
}
