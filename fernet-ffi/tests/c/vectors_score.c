/* score/. */
#include "vectors.h"

static fernet_candidate candidate_of(const cJSON *fields) {
    fernet_candidate candidate;
    memset(&candidate, 0, sizeof candidate);
    JSON_HEX(fields, "key", candidate.key);
    JSON_BIG(fields, "word", candidate.word);
    candidate.fee = json_u32(fields, "fee");
    return candidate;
}

void score_score(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    fernet_word word;
    fernet_score score;
    JSON_BIG(input, "word", word);
    CHECK_OK(fernet_score_new(&score, &word, json_u32(input, "fee")));
    CHECK_BIG(score, output, "score");
}

void score_order(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    enum { MOST = 16 };
    fernet_candidate candidates[MOST], best[MOST], reversed[MOST];
    const cJSON *listed = json_field(input, "candidates");
    size_t length = json_length(listed), k = json_size(input, "k");
    CHECK(length <= MOST && k <= MOST);
    for (size_t i = 0; i < length; i++) {
        candidates[i] = candidate_of(json_item(listed, i));
        JSON_HEX(json_item(listed, i), "id", candidates[i].id);
    }
    size_t count = 0, count_reversed = 0;
    bool taken;
    for (size_t i = 0; i < length; i++) {
        CHECK_OK(fernet_ranking_offer(&taken, best, k, &count, &candidates[i]));
        CHECK_OK(fernet_ranking_offer(&taken, reversed, k, &count_reversed, &candidates[length - 1 - i]));
    }
    const cJSON *expected = json_field(output, "best");
    CHECK(count == json_length(expected));
    CHECK(count_reversed == count);
    CHECK_BYTES(reversed, best, count * sizeof best[0]);
    for (size_t i = 0; i < count; i++) {
        CHECK_SAME(best[i], candidates[json_item_u64(expected, i)]);
        int32_t order;
        for (size_t j = 0; j < count; j++) {
            CHECK_OK(fernet_candidate_compare(&order, &best[i], &best[j]));
            CHECK(order == (i > j) - (i < j));
        }
        fernet_candidate again = best[i];
        CHECK_OK(fernet_ranking_offer(&taken, best, k, &count, &again));
        CHECK(!taken);
    }
}

void score_inverse(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    fernet_candidate rival = candidate_of(json_field(input, "rival"));
    fernet_key key;
    fernet_word word;
    JSON_HEX(input, "key", key);
    JSON_BIG(input, "word", word);
    uint32_t fee = 1;
    fernet_status status = fernet_candidate_fee_to_beat(&fee, &rival, &key, &word, json_u32(input, "max"));
    if (json_is_null(output, "fee")) {
        CHECK_STATUS(status, FERNET_STATUS_NONE);
        CHECK(fee == 0);
    } else {
        CHECK_OK(status);
        CHECK_U64(fee, output, "fee");
    }
}

/** Divides a score by a number; the quotient is a word if the remainder is 0 and it fits. */
static bool divide(fernet_word *word, const fernet_score *score, uint64_t divisor) {
    uint64_t remainder = 0;
    bool fits = true;
    for (size_t i = 0; i < sizeof score->bytes; i++) {
        remainder = remainder << 8 | score->bytes[i];
        uint8_t digit = (uint8_t)(remainder / divisor);
        remainder %= divisor;
        if (i < sizeof score->bytes - sizeof word->bytes) {
            fits = fits && digit == 0;
        } else {
            word->bytes[i - (sizeof score->bytes - sizeof word->bytes)] = digit;
        }
    }
    return fits && remainder == 0;
}

/** A word and a fee with this score: the C function takes them, and only the score counts. */
static void factor(fernet_word *word, uint32_t *fee, const fernet_score *score) {
    static const uint32_t fees[] = {0, 500000, 1000000};
    for (size_t i = 0; i < COUNT(fees); i++) {
        *fee = fees[i];
        if (divide(word, score, UINT64_C(1000000) + *fee)) {
            fernet_score again;
            CHECK_OK(fernet_score_new(&again, word, *fee));
            CHECK_SAME(again, *score);
            return;
        }
    }
    broken("no word and fee make this score", progress.detail);
}

void score_odds(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    static const char *const kinds[] = {"against", "among", "equilibrium"};
    fernet_probability probability;
    switch (json_choice(input, "kind", kinds, COUNT(kinds))) {
    case 0: {
        fernet_score score;
        fernet_word word;
        uint32_t fee;
        JSON_BIG(input, "score", score);
        factor(&word, &fee, &score);
        CHECK_OK(fernet_odds_against(&probability, &word, fee, json_u64(input, "rivals"), json_u32(input, "fee")));
        CHECK_BIG(probability, output, "probability");
        break;
    }
    case 1:
        CHECK_OK(fernet_odds_among(&probability, json_u32(input, "keys"), json_u32(input, "fee"),
                                   json_u32(input, "rival_fee")));
        CHECK_BIG(probability, output, "probability");
        break;
    default: {
        uint32_t fee_split;
        CHECK_OK(fernet_odds_equilibrium(&fee_split, json_u32(input, "keys"), json_u64(input, "mev"),
                                         json_u32(input, "cap")));
        CHECK_U64(fee_split, output, "fee_split");
    }
    }
}
