/* message/. */
#include "vectors.h"

enum {
    KIND_REQUEST = 2,
    KIND_PROPOSAL = 7,
    KIND_REVEAL = 9,
    KIND_CLAIM = 12,
    MOST_BYTES = 8192,
    MOST_TRANSACTIONS = 16
};

static const char *const kind_names[] = {
    "", "parameters", "registration-request", "registration-record", "exit", "block-opening", "l1-event", "proposal",
    "proposal-p256", "reveal", "reveal-root", "reveal-data", "claim", "batch-claim", "attestation", "certificate",
    "tree-of-ids", "tree-of-claims", "tree-data", "seat-opening", "proposal-evidence", "claim-evidence",
    "attestation-evidence",
};

static void check_request(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_registration_request message;
    uint8_t again[FERNET_MESSAGE_REGISTRATION_REQUEST_LEN];
    CHECK_OK(fernet_message_registration_request_decode(&message, bytes, length));
    CHECK_U64(message.request.suite, body, "suite");
    CHECK_HEX(message.request.key, body, "key");
    CHECK(message.request.role == json_choice(body, "role", role_names, COUNT(role_names)));
    CHECK_HEX(message.request.owner, body, "owner");
    CHECK_HEX(message.proof, body, "proof");
    CHECK_OK(fernet_message_registration_request_encode(again, sizeof again, &message));
    CHECK(length == sizeof again);
    CHECK_BYTES(again, bytes, sizeof again);
}

static void check_proposal(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_proposal message;
    uint8_t again[FERNET_MESSAGE_PROPOSAL_LEN];
    CHECK_OK(fernet_message_proposal_decode(&message, bytes, length));
    CHECK_U64(message.block_number, body, "block_number");
    CHECK_HEX(message.key, body, "key");
    CHECK_HEX(message.proposal.parent, body, "parent");
    CHECK_U64(message.proposal.fee_split, body, "fee_split");
    CHECK_HEX(message.proposal.tx_order_hash, body, "tx_order_hash");
    CHECK_HEX(message.proposal.payout, body, "payout");
    CHECK_BIG(message.proposal.bond, body, "bond");
    CHECK_HEX(message.proof, body, "proof");
    CHECK_OK(fernet_message_proposal_encode(again, sizeof again, &message));
    CHECK(length == sizeof again);
    CHECK_BYTES(again, bytes, sizeof again);
}

static void check_claim(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_claim message;
    uint8_t again[FERNET_MESSAGE_CLAIM_LEN];
    CHECK_OK(fernet_message_claim_decode(&message, bytes, length));
    CHECK_U64(message.block_number, body, "block_number");
    CHECK_HEX(message.proposal_id, body, "proposal_id");
    CHECK_HEX(message.key, body, "key");
    CHECK_U64(message.claim.node, body, "node");
    CHECK_HEX(message.claim.statement, body, "statement");
    CHECK_HEX(message.claim.proof_digest, body, "proof_digest");
    CHECK_HEX(message.claim.left, body, "left");
    CHECK_HEX(message.claim.right, body, "right");
    CHECK_U64(message.claim.fee_burn, body, "fee_burn");
    CHECK_HEX(message.claim.payout, body, "payout");
    CHECK_HEX(message.claim.rebate_payee, body, "rebate_payee");
    CHECK_HEX(message.proof, body, "proof");
    CHECK(message.claim.reserved == 0);
    CHECK_OK(fernet_message_claim_encode(again, sizeof again, &message));
    CHECK(length == sizeof again);
    CHECK_BYTES(again, bytes, sizeof again);
}

static void check_reveal(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_reveal message;
    fernet_tx_hash transactions[MOST_TRANSACTIONS];
    uint8_t again[MOST_BYTES];
    CHECK_OK(fernet_message_reveal_decode(&message, bytes, length));
    CHECK_U64(message.block_number, body, "block_number");
    CHECK_HEX(message.salt, body, "salt");
    CHECK_BIG(message.fees, body, "fees");
    CHECK_U64(message.count, body, "count");
    const cJSON *listed = json_field(body, "transactions");
    size_t count = json_length(listed);
    CHECK(message.count == count && count <= MOST_TRANSACTIONS);
    for (size_t i = 0; i < count; i++) {
        hex_to_bytes(json_item(listed, i)->valuestring, &transactions[i], sizeof transactions[i]);
    }
    CHECK_BYTES(bytes + FERNET_MESSAGE_REVEAL_LEN, transactions, count * sizeof transactions[0]);
    CHECK_OK(fernet_message_reveal_encode(again, length, &message, transactions, count));
    CHECK_BYTES(again, bytes, length);
    CHECK_STATUS(fernet_message_reveal_encode(again, length - 1, &message, transactions, count), FERNET_STATUS_LENGTH);
    message.count++;
    CHECK_STATUS(fernet_message_reveal_encode(again, length, &message, transactions, count), FERNET_STATUS_LENGTH);
}

/** The status of the decoder of a kind, for the kinds that have one in C. */
static fernet_status decode(uint8_t kind, const uint8_t *bytes, size_t length) {
    fernet_message_registration_request request;
    fernet_message_proposal proposal;
    fernet_message_claim claim;
    fernet_message_reveal reveal;
    fernet_status status;
    DIRTY(request);
    DIRTY(proposal);
    DIRTY(claim);
    DIRTY(reveal);
    if (kind == KIND_REQUEST) {
        status = fernet_message_registration_request_decode(&request, bytes, length);
        CHECK(status == FERNET_STATUS_OK || all_bytes_are(&request, 0, sizeof request));
    } else if (kind == KIND_PROPOSAL) {
        status = fernet_message_proposal_decode(&proposal, bytes, length);
        CHECK(status == FERNET_STATUS_OK || all_bytes_are(&proposal, 0, sizeof proposal));
    } else if (kind == KIND_CLAIM) {
        status = fernet_message_claim_decode(&claim, bytes, length);
        CHECK(status == FERNET_STATUS_OK || all_bytes_are(&claim, 0, sizeof claim));
    } else {
        status = fernet_message_reveal_decode(&reveal, bytes, length);
        CHECK(status == FERNET_STATUS_OK || all_bytes_are(&reveal, 0, sizeof reveal));
    }
    return status;
}

void message_decode(const cJSON *test, const cJSON *input, const cJSON *output) {
    static uint8_t bytes[MOST_BYTES];
    size_t length = json_bytes(input, "bytes", bytes, sizeof bytes);
    fernet_message_info info;
    DIRTY(info);
    CHECK_OK(fernet_message_check(&info, bytes, length));
    uint8_t kind = length < 2 ? 0 : bytes[1];
    bool decodes = kind == KIND_REQUEST || kind == KIND_PROPOSAL || kind == KIND_CLAIM || kind == KIND_REVEAL;
    if (json_error(test) != NULL) {
        CHECK_ERROR(info.status, json_error(test));
        CHECK(info.kind == 0);
        CHECK_U64(info.offset, test, "offset");
        CHECK(strcmp((const char *)info.field, json_text(test, "field")) == 0);
        if (decodes) {
            CHECK_ERROR(decode(kind, bytes, length), json_error(test));
        }
        return;
    }
    CHECK(info.status == FERNET_STATUS_OK && info.offset == 0 && all_bytes_are(info.field, 0, sizeof info.field));
    CHECK(info.kind == json_choice(output, "kind", kind_names, COUNT(kind_names)));
    const cJSON *body = json_field(output, "body");
    if (kind == KIND_REQUEST) {
        check_request(bytes, length, body);
    } else if (kind == KIND_PROPOSAL) {
        check_proposal(bytes, length, body);
    } else if (kind == KIND_CLAIM) {
        check_claim(bytes, length, body);
    } else if (kind == KIND_REVEAL) {
        check_reveal(bytes, length, body);
    }
    static const uint8_t kinds[] = {KIND_REQUEST, KIND_PROPOSAL, KIND_REVEAL, KIND_CLAIM};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (kinds[i] != kind) {
            CHECK_STATUS(decode(kinds[i], bytes, length), FERNET_STATUS_MESSAGE_OTHER_KIND);
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
        }
    }
    CHECK(shorter == length);
}
