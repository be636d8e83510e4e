/* opening/. */
#include "vectors.h"

enum { LONGEST = 429 + 33 * 120 };

void opening_verify(const cJSON *test, const cJSON *input, const cJSON *output) {
    fernet_prover_seed seed;
    fernet_proposal_id leader;
    fernet_bundle_commitment root;
    uint8_t bytes[LONGEST];
    JSON_HEX(input, "prover_seed", seed);
    JSON_HEX(input, "proposal_id", leader);
    JSON_HEX(input, "root", root);
    size_t length = json_bytes(input, "opening", bytes, sizeof bytes);
    fernet_opened_seat opened;
    DIRTY(opened);
    fernet_status status =
        fernet_seat_opening_verify(&opened, json_u64(input, "bases"), &seed, &leader, &root, bytes, length);
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        CHECK_ZERO(opened);
        return;
    }
    CHECK_OK(status);
    CHECK_HEX(opened.key, output, "key");
    CHECK_U64(opened.claim.node, output, "node");
    CHECK_U64(opened.claim.fee_burn, output, "fee_burn");
    CHECK_HEX(opened.claim.payout, output, "payout");
    CHECK_BIG(opened.score, output, "score");
    CHECK_U64(opened.claimed_bit, output, "claimed_bit");
}
