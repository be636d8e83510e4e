/* vrf-p256/ and rfc9381-p256/. */
#include "vectors.h"

enum { MOST = 512 };

static fernet_p256_suite suite_of(const cJSON *test) {
    static const char *const names[] = {"ECVRF-P256-SHA256-TAI", "ECVRF-P256-SHA256-SSWU"};
    return (fernet_p256_suite)(json_choice(test, "suite", names, COUNT(names)) + FERNET_P256_SUITE_TAI);
}

void p256_keys(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)input;
    (void)output;
    uint8_t bytes[64];
    size_t length = json_bytes(test, "pk", bytes, sizeof bytes);
    fernet_key key;
    DIRTY(key);
    fernet_status status = fernet_p256_key_parse(&key, bytes, length);
    /* The functions of C take registered keys. */
    if (strcmp(json_text(test, "form"), "registered") != 0) {
        CHECK(length == sizeof key || status == FERNET_STATUS_P256_KEY_LENGTH);
        return;
    }
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        CHECK_ZERO(key);
        return;
    }
    CHECK_OK(status);
    CHECK_BYTES(key.bytes, bytes, sizeof key.bytes);
}

void p256_derivation(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)input;
    (void)output;
    fernet_secret master, scalar;
    fernet_p256_secret_key secret_key;
    fernet_key key;
    JSON_HEX(test, "master", master);
    JSON_HEX(test, "sk", scalar);
    CHECK_OK(fernet_p256_secret_key_derive(&secret_key, &master));
    CHECK_OK(fernet_p256_secret_key_public(&key, &secret_key));
    CHECK_HEX(key, test, "pk");
    CHECK_OK(fernet_p256_secret_key_from_scalar(&secret_key, &scalar));
    CHECK_OK(fernet_p256_secret_key_public(&key, &secret_key));
    CHECK_HEX(key, test, "pk");
    CHECK_OK(fernet_p256_secret_key_wipe(&secret_key));
    CHECK_ZERO(secret_key);
}

void p256_proofs(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)input;
    (void)output;
    uint8_t pk[64], pi[256], alpha[MOST], ad[MOST];
    size_t pk_len = json_bytes(test, "pk", pk, sizeof pk), pi_len = json_bytes(test, "pi", pi, sizeof pi);
    size_t alpha_len = json_bytes(test, "alpha", alpha, sizeof alpha), ad_len = 0;
    bool signs_ad = !json_is_null(test, "ad");
    if (signs_ad) {
        ad_len = json_bytes(test, "ad", ad, sizeof ad);
    }
    fernet_p256_suite suite = suite_of(test);
    fernet_key key;
    fernet_p256_proof proof;
    fernet_beta beta;
    DIRTY(beta);
    fernet_status status = fernet_p256_key_parse(&key, pk, pk_len);
    if (status == FERNET_STATUS_OK) {
        status = fernet_p256_proof_parse(&proof, pi, pi_len);
    }
    if (status == FERNET_STATUS_OK) {
        status = signs_ad ? fernet_p256_verify_ad(&beta, &key, suite, alpha, alpha_len, ad, ad_len, &proof)
                          : fernet_p256_verify(&beta, &key, suite, alpha, alpha_len, &proof);
    }
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        return;
    }
    CHECK_OK(status);
    CHECK_HEX(beta, test, "beta");
    CHECK_OK(fernet_p256_proof_to_hash(&beta, suite, &proof));
    CHECK_HEX(beta, test, "beta");
    if (!json_is_null(test, "sk")) {
        fernet_secret scalar;
        fernet_p256_secret_key secret_key;
        fernet_p256_proof proven;
        JSON_HEX(test, "sk", scalar);
        CHECK_OK(fernet_p256_secret_key_from_scalar(&secret_key, &scalar));
        CHECK_OK(signs_ad ? fernet_p256_prove_ad(&proven, &beta, &secret_key, suite, alpha, alpha_len, ad, ad_len)
                          : fernet_p256_prove(&proven, &beta, &secret_key, suite, alpha, alpha_len));
        CHECK_SAME(proven, proof);
        CHECK_HEX(beta, test, "beta");
        CHECK_OK(fernet_p256_evaluate(&beta, &secret_key, suite, alpha, alpha_len));
        CHECK_HEX(beta, test, "beta");
    }
}

void p256_witness(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)input;
    (void)output;
    uint8_t pk[64], pi[256], alpha[MOST], ad[MOST];
    size_t pk_len = json_bytes(test, "pk", pk, sizeof pk), pi_len = json_bytes(test, "pi", pi, sizeof pi);
    size_t alpha_len = json_bytes(test, "alpha", alpha, sizeof alpha);
    fernet_key key;
    fernet_p256_proof proof;
    fernet_p256_evm_proof evm_proof;
    DIRTY(evm_proof);
    fernet_status status = fernet_p256_key_parse(&key, pk, pk_len);
    /* The functions of C take registered keys. */
    if (strcmp(json_text(test, "form"), "registered") != 0) {
        CHECK_STATUS(status, FERNET_STATUS_P256_KEY_LENGTH);
        return;
    }
    if (status == FERNET_STATUS_OK) {
        status = fernet_p256_proof_parse(&proof, pi, pi_len);
    }
    if (status == FERNET_STATUS_OK) {
        if (json_is_null(test, "ad")) {
            status = fernet_p256_evm_witness(&evm_proof, &key, alpha, alpha_len, &proof);
        } else {
            size_t ad_len = json_bytes(test, "ad", ad, sizeof ad);
            status = fernet_p256_evm_witness_ad(&evm_proof, &key, alpha, alpha_len, ad, ad_len, &proof);
        }
    }
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        return;
    }
    CHECK_OK(status);
    const cJSON *words = json_field(test, "words");
    CHECK(json_length(words) * 32 == sizeof evm_proof.bytes);
    for (size_t i = 0; i < json_length(words); i++) {
        uint8_t word[32];
        hex_to_bytes(json_item(words, i)->valuestring, word, sizeof word);
        CHECK_BYTES(evm_proof.bytes + 32 * i, word, sizeof word);
    }
}
