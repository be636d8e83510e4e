/* message/. */
#include "vectors_message.h"

static const struct {
    const char *name;
    /** NULL for 0, which is no kind. */
    kind_decode *decode;
    kind_check *check;
} kinds[] = {
    {"", NULL, NULL},
    {"parameters", decode_parameters, check_parameters},
    {"registration-request", decode_request, check_request},
    {"registration-record", decode_record, check_record},
    {"exit", decode_exit, check_exit},
    {"block-opening", decode_opening, check_opening},
    {"l1-event", decode_event, check_event},
    {"proposal", decode_proposal, check_proposal},
    {"proposal-p256", decode_proposal_p256, check_proposal_p256},
    {"reveal", decode_reveal, check_reveal},
    {"reveal-root", decode_reveal_root, check_reveal_root},
    {"reveal-data", decode_reveal_data, check_reveal_data},
    {"claim", decode_claim, check_claim},
    {"batch-claim", decode_batch_claim, check_batch_claim},
    {"attestation", decode_attestation, check_attestation},
    {"certificate", decode_certificate, check_certificate},
    {"tree-of-ids", decode_tree_of_ids, check_tree_of_ids},
    {"tree-of-claims", decode_tree_of_claims, check_tree_of_claims},
    {"tree-data", decode_tree_data, check_tree_data},
    {"seat-opening", decode_seat_opening, check_seat_opening},
    {"proposal-evidence", decode_proposals, check_proposals},
    {"claim-evidence", decode_claims, check_claims},
    {"attestation-evidence", decode_attestations, check_attestations},
    {"batch-certificate", decode_batch_certificate, check_batch_certificate},
    {"registration-request-p256", decode_request_p256, check_request_p256},
    {"registration-record-p256", decode_record_p256, check_record_p256},
    {"proposal-evidence-p256", decode_proposals_p256, check_proposals_p256},
};

void message_decode(const cJSON *test, const cJSON *input, const cJSON *output) {
    static uint8_t bytes[MOST_BYTES];
    size_t length = json_bytes(input, "bytes", bytes, sizeof bytes);
    fernet_message_info info;
    DIRTY(info);
    CHECK_OK(fernet_message_check(&info, bytes, length));
    size_t kind = length < 2 || bytes[1] >= COUNT(kinds) ? 0 : bytes[1];
    if (json_error(test) != NULL) {
        CHECK_ERROR(info.status, json_error(test));
        CHECK(info.kind == 0);
        CHECK_U64(info.offset, test, "offset");
        CHECK(strcmp((const char *)info.field, json_text(test, "field")) == 0);
        if (kinds[kind].decode != NULL) {
            CHECK_ERROR(kinds[kind].decode(bytes, length), json_error(test));
        }
        return;
    }
    CHECK(info.status == FERNET_STATUS_OK && info.offset == 0 && all_bytes_are(info.field, 0, sizeof info.field));
    CHECK(info.kind == kind && strcmp(kinds[kind].name, json_text(output, "kind")) == 0);
    if (kinds[kind].check == NULL) {
        broken("a kind without a decoder", kinds[kind].name);
    }
    kinds[kind].check(bytes, length, json_field(output, "body"));
    for (size_t other = 0; other < COUNT(kinds); other++) {
        if (other != kind && kinds[other].decode != NULL) {
            CHECK_STATUS(kinds[other].decode(bytes, length), FERNET_STATUS_MESSAGE_OTHER_KIND);
        }
    }
}

void message_truncated(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    static uint8_t bytes[MOST_BYTES];
    size_t length = json_bytes(input, "bytes", bytes, sizeof bytes), shorter = 0;
    const cJSON *fields = json_field(output, "fields");
    for (size_t i = 0; i < json_length(fields); i++) {
        const cJSON *field = json_item(fields, i);
        for (uint64_t left = json_u64(field, "width"); left > 0; left--, shorter++) {
            fernet_message_info info;
            CHECK_OK(fernet_message_check(&info, bytes, shorter));
            CHECK_STATUS(info.status, FERNET_STATUS_MESSAGE_TRUNCATED);
            CHECK_U64(info.offset, field, "offset");
            CHECK(strcmp((const char *)info.field, json_text(field, "field")) == 0);
            if (shorter >= 2 && kinds[bytes[1]].decode != NULL) {
                CHECK_STATUS(kinds[bytes[1]].decode(bytes, shorter), FERNET_STATUS_MESSAGE_TRUNCATED);
            }
        }
    }
    CHECK(shorter == length);
}
