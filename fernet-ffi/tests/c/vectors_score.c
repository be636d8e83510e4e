/* score/. */
#include "vectors.h"

static fernet_scored_key candidate_of(const cJSON *fields) {
    fernet_scored_key candidate;
    memset(&candidate, 0, sizeof candidate);
    JSON_HEX(fields, "key", candidate.key);
    JSON_BIG(fields, "ticket", candidate.ticket);
    candidate.fee = json_u32(fields, "fee");
    return candidate;
}

void score_score(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    fernet_ticket ticket;
    fernet_score score;
    JSON_BIG(input, "ticket", ticket);
    CHECK_OK(fernet_score_new(&score, &ticket, json_u32(input, "fee")));
    CHECK_BIG(score, output, "score");
}

void score_order(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    enum { MOST = 16 };
    fernet_scored_key candidates[MOST], best[MOST], reversed[MOST];
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
        CHECK_OK(fernet_ranking_insert(&taken, best, k, &count, &candidates[i]));
        CHECK_OK(fernet_ranking_insert(&taken, reversed, k, &count_reversed, &candidates[length - 1 - i]));
    }
    const cJSON *expected = json_field(output, "best");
    CHECK(count == json_length(expected));
    CHECK(count_reversed == count);
    CHECK_BYTES(reversed, best, count * sizeof best[0]);
    for (size_t i = 0; i < count; i++) {
        CHECK_SAME(best[i], candidates[json_item_u64(expected, i)]);
        int32_t order;
        for (size_t j = 0; j < count; j++) {
            CHECK_OK(fernet_scored_key_compare(&order, &best[i], &best[j]));
            CHECK(order == (i > j) - (i < j));
        }
        fernet_scored_key again = best[i];
        CHECK_OK(fernet_ranking_insert(&taken, best, k, &count, &again));
        CHECK(!taken);
    }
}

void score_inverse(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    fernet_scored_key rival = candidate_of(json_field(input, "rival"));
    fernet_key key;
    fernet_ticket ticket;
    JSON_HEX(input, "key", key);
    JSON_BIG(input, "ticket", ticket);
    uint32_t fee = 1;
    fernet_status status = fernet_scored_key_fee_to_beat(&fee, &rival, &key, &ticket, json_u32(input, "max"));
    if (json_is_null(output, "fee")) {
        CHECK_STATUS(status, FERNET_STATUS_NONE);
        CHECK(fee == 0);
    } else {
        CHECK_OK(status);
        CHECK_U64(fee, output, "fee");
    }
}

/** Divides a score by a number; the quotient is a ticket if the remainder is 0 and it fits. */
static bool divide(fernet_ticket *ticket, const fernet_score *score, uint64_t divisor) {
    uint64_t remainder = 0;
    bool fits = true;
    for (size_t i = 0; i < sizeof score->bytes; i++) {
        remainder = remainder << 8 | score->bytes[i];
        uint8_t digit = (uint8_t)(remainder / divisor);
        remainder %= divisor;
        if (i < sizeof score->bytes - sizeof ticket->bytes) {
            fits = fits && digit == 0;
        } else {
            ticket->bytes[i - (sizeof score->bytes - sizeof ticket->bytes)] = digit;
        }
    }
    return fits && remainder == 0;
}

/** A ticket and a fee with this score: the C function takes them, and only the score counts. */
static void factor(fernet_ticket *ticket, uint32_t *fee, const fernet_score *score) {
    static const uint32_t fees[] = {0, 500000, 1000000};
    for (size_t i = 0; i < COUNT(fees); i++) {
        *fee = fees[i];
        if (divide(ticket, score, UINT64_C(1000000) + *fee)) {
            fernet_score again;
            CHECK_OK(fernet_score_new(&again, ticket, *fee));
            CHECK_SAME(again, *score);
            return;
        }
    }
    broken("no ticket and fee make this score", progress.detail);
}

void score_odds(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    static const char *const kinds[] = {"against", "among", "equilibrium"};
    fernet_probability probability;
    switch (json_choice(input, "kind", kinds, COUNT(kinds))) {
    case 0: {
        fernet_score score;
        fernet_ticket ticket;
        uint32_t fee;
        JSON_BIG(input, "score", score);
        factor(&ticket, &fee, &score);
        CHECK_OK(fernet_odds_against(&probability, &ticket, fee, json_u64(input, "rivals"), json_u32(input, "fee")));
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
