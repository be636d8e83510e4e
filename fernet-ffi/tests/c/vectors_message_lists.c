/* message/: the kinds with lists, and with other bytes inside. */
#include "vectors_message.h"

DECODE(event, fernet_l1_event, fernet_message_l1_event_decode)
DECODE(reveal, fernet_message_reveal, fernet_message_reveal_decode)
DECODE(tree_of_ids, fernet_message_tree, fernet_message_tree_of_ids_decode)
DECODE(tree_of_claims, fernet_message_tree, fernet_message_tree_of_claims_decode)
DECODE(certificate, fernet_message_certificate, fernet_message_certificate_decode)
DECODE(batch_certificate, fernet_message_certificate, fernet_message_batch_certificate_decode)
DECODE(seat_opening, fernet_message_seat_opening, fernet_message_seat_opening_decode)

/** Encodes a message of any length again: its encoder refuses an array that is one byte too short or too long. */
#define CHECK_LIST(encode, ...)                                                                  \
    do {                                                                                         \
        static uint8_t again_[MOST_BYTES];                                                       \
        CHECK_OK(encode(again_, length, __VA_ARGS__));                                           \
        CHECK_BYTES(again_, bytes, length);                                                      \
        CHECK_STATUS(encode(again_, length - 1, __VA_ARGS__), FERNET_STATUS_LENGTH);             \
        CHECK_STATUS(encode(again_, length + 1, __VA_ARGS__), FERNET_STATUS_LENGTH);             \
    } while (0)
#define CHECK_NOT_ENCODED(status, encode, ...)                                                   \
    do {                                                                                         \
        static uint8_t again_[MOST_BYTES];                                                       \
        CHECK_STATUS(encode(again_, length, __VA_ARGS__), status);                               \
    } while (0)

void check_event(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_l1_event event;
    CHECK_OK(fernet_message_l1_event_decode(&event, bytes, length));
    CHECK_U64(event.l1_block, body, "l1_block");
    CHECK_U64(event.base_fee, body, "base_fee");
    CHECK_BIG(event.rate, body, "rate");
    uint8_t inner[MOST_BYTES];
    size_t inner_length = json_bytes(body, "message", inner, sizeof inner);
    CHECK(length == FERNET_MESSAGE_L1_EVENT_LEN + inner_length);
    CHECK_BYTES(bytes + FERNET_MESSAGE_L1_EVENT_LEN, inner, inner_length);
    CHECK_LIST(fernet_message_l1_event_encode, &event, inner, inner_length);
    inner[0]++;
    CHECK_NOT_ENCODED(FERNET_STATUS_MESSAGE_VERSION, fernet_message_l1_event_encode, &event, inner, inner_length);
}

void check_reveal(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_reveal message;
    fernet_tx_hash transactions[MOST_ELEMENTS];
    CHECK_OK(fernet_message_reveal_decode(&message, bytes, length));
    CHECK_U64(message.block_number, body, "block_number");
    CHECK_HEX(message.salt, body, "salt");
    CHECK_BIG(message.fees, body, "fees");
    CHECK_U64(message.count, body, "count");
    const cJSON *listed = json_field(body, "transactions");
    size_t count = json_length(listed);
    CHECK(message.count == count && count <= MOST_ELEMENTS);
    for (size_t i = 0; i < count; i++) {
        hex_to_bytes(json_item(listed, i)->valuestring, &transactions[i], sizeof transactions[i]);
    }
    CHECK_BYTES(bytes + FERNET_MESSAGE_REVEAL_LEN, transactions, count * sizeof transactions[0]);
    CHECK_LIST(fernet_message_reveal_encode, &message, transactions, count);
    message.count++;
    CHECK_NOT_ENCODED(FERNET_STATUS_LENGTH, fernet_message_reveal_encode, &message, transactions, count);
}

static void check_head(const fernet_message_tree *message, const cJSON *body) {
    CHECK_U64(message->block_number, body, "block_number");
    CHECK_HEX(message->proposal_id, body, "proposal_id");
    CHECK_U64(message->count, body, "count");
}

/** Of a tree in a case: the number of seats of each bundle, and all elements in their order. */
struct listed {
    uint8_t seats[MOST_ELEMENTS];
    size_t bundles;
    const cJSON *elements[MOST_ELEMENTS];
    size_t count;
};

static struct listed list(const cJSON *body) {
    struct listed listed = {{0}, 0, {NULL}, 0};
    const cJSON *bundle = NULL, *element = NULL;
    cJSON_ArrayForEach(bundle, json_field(body, "bundles")) {
        cJSON_ArrayForEach(element, bundle) {
            listed.elements[listed.count++] = element;
            listed.seats[listed.bundles]++;
        }
        listed.bundles++;
    }
    return listed;
}

/** The bytes of the next element of a tree; *at is the offset behind it. */
static const uint8_t *next_element(const uint8_t *bytes, size_t *at, size_t size, const struct listed *listed,
                                   size_t i) {
    size_t before = 0;
    for (size_t bundle = 0; bundle < listed->bundles; before += listed->seats[bundle++]) {
        *at += before == i;
    }
    *at += size;
    return bytes + *at - size;
}

void check_tree_of_ids(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_tree message;
    CHECK_OK(fernet_message_tree_of_ids_decode(&message, bytes, length));
    check_head(&message, body);
    struct listed tree = list(body);
    fernet_claim_id ids[MOST_ELEMENTS];
    for (size_t i = 0; i < tree.count; i++) {
        hex_to_bytes(tree.elements[i]->valuestring, &ids[i], sizeof ids[i]);
    }
    CHECK(message.count == tree.bundles);
    CHECK_LIST(fernet_message_tree_of_ids_encode, &message, tree.seats, tree.bundles, ids, tree.count);
    message.count++;
    CHECK_NOT_ENCODED(FERNET_STATUS_LENGTH, fernet_message_tree_of_ids_encode, &message, tree.seats, tree.bundles, ids,
                      tree.count);
    uint8_t more[FERNET_MESSAGE_TREE_LEN + 1 + 4 * sizeof(fernet_claim_id)], four = 4;
    message.count = 1;
    CHECK_STATUS(fernet_message_tree_of_ids_encode(more, sizeof more, &message, &four, 1, ids, 4),
                 FERNET_STATUS_MESSAGE_VALUE);
}

void check_tree_of_claims(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_tree message;
    CHECK_OK(fernet_message_tree_of_claims_decode(&message, bytes, length));
    check_head(&message, body);
    struct listed tree = list(body);
    fernet_signed_claim claims[MOST_ELEMENTS];
    size_t at = FERNET_MESSAGE_TREE_LEN;
    for (size_t i = 0; i < tree.count; i++) {
        const uint8_t *element = next_element(bytes, &at, FERNET_SIGNED_CLAIM_LEN, &tree, i);
        CHECK_OK(fernet_signed_claim_decode(&claims[i], element, FERNET_SIGNED_CLAIM_LEN));
        CHECK_HEX(claims[i].key, tree.elements[i], "key");
        check_claim_fields(&claims[i].claim, tree.elements[i]);
        CHECK_HEX(claims[i].proof, tree.elements[i], "proof");
        fernet_signed_claim none;
        CHECK_STATUS(fernet_signed_claim_decode(&none, element, FERNET_SIGNED_CLAIM_LEN - 1),
                     FERNET_STATUS_MESSAGE_TRUNCATED);
    }
    CHECK_LIST(fernet_message_tree_of_claims_encode, &message, tree.seats, tree.bundles, claims, tree.count);
    if (tree.count > 0) {
        CHECK_NOT_ENCODED(FERNET_STATUS_LENGTH, fernet_message_tree_of_claims_encode, &message, tree.seats,
                          tree.bundles, claims, tree.count - 1);
        claims[tree.count - 1].claim.reserved = 1;
        CHECK_NOT_ENCODED(FERNET_STATUS_VALUE, fernet_message_tree_of_claims_encode, &message, tree.seats, tree.bundles,
                          claims, tree.count);
    }
}

fernet_status decode_tree_data(const uint8_t *bytes, size_t length) {
    fernet_message_tree message;
    fernet_node_data nodes[MOST_ELEMENTS];
    DIRTY(message);
    DIRTY(nodes);
    fernet_status status = fernet_message_tree_data_decode(&message, nodes, MOST_ELEMENTS, bytes, length);
    REFUSED_IS_ZERO(status, message);
    REFUSED_IS_ZERO(status, nodes);
    return status;
}

void check_tree_data(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_tree message;
    fernet_node_data nodes[MOST_ELEMENTS];
    CHECK_OK(fernet_message_tree_data_decode(&message, nodes, MOST_ELEMENTS, bytes, length));
    check_head(&message, body);
    const cJSON *listed = json_field(body, "nodes");
    CHECK(message.count == json_length(listed));
    for (size_t i = 0; i < message.count; i++) {
        uint8_t node[FERNET_NODE_DATA_LEN];
        hex_to_bytes(json_item(listed, i)->valuestring, node, sizeof node);
        CHECK_BYTES(nodes[i].seats, node, sizeof nodes[i].seats);
        CHECK_BYTES(nodes[i].sums.total.bytes, node + 96, 32);
        const uint64_t numbers[] = {nodes[i].sums.filled, nodes[i].sums.kept_base, nodes[i].sums.kept_merge};
        for (size_t byte = 0; byte < sizeof numbers; byte++) {
            CHECK(node[128 + byte] == (uint8_t)(numbers[byte / 8] >> (56 - 8 * (byte % 8))));
        }
    }
    CHECK_LIST(fernet_message_tree_data_encode, &message, nodes, (size_t)message.count);
    if (message.count > 0) {
        size_t less = (size_t)message.count - 1;
        CHECK_STATUS(fernet_message_tree_data_decode(&message, nodes, less, bytes, length), FERNET_STATUS_LENGTH);
    }
}

void check_seat_opening(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_seat_opening message;
    CHECK_OK(fernet_message_seat_opening_decode(&message, bytes, length));
    CHECK_U64(message.block_number, body, "block_number");
    CHECK_HEX(message.proposal_id, body, "proposal_id");
    CHECK_U64(message.levels, body, "levels");
    uint8_t opening[MOST_BYTES];
    size_t opening_length = json_bytes(body, "opening", opening, sizeof opening);
    CHECK(opening_length == FERNET_SEAT_OPENING_LEN + (size_t)message.levels * FERNET_SEAT_OPENING_LEVEL_LEN);
    CHECK_BYTES(bytes + FERNET_MESSAGE_SEAT_OPENING_LEN, opening, opening_length);
    CHECK_LIST(fernet_message_seat_opening_encode, &message, opening, opening_length);
    message.levels++;
    fernet_status status = message.levels > 32 ? FERNET_STATUS_MESSAGE_VALUE : FERNET_STATUS_MESSAGE_TRUNCATED;
    CHECK_NOT_ENCODED(status, fernet_message_seat_opening_encode, &message, opening, opening_length);
}

/** Defines check_NAME for certificates, whose attestations are elements of the type T. */
#define CERTIFICATE(name, T, function)                                                           \
    void check_##name(const uint8_t *bytes, size_t length, const cJSON *body) {                  \
        fernet_message_certificate message;                                                      \
        T attestations[MOST_ELEMENTS];                                                           \
        CHECK_OK(function##_decode(&message, bytes, length));                                    \
        CHECK_U64(message.block_number, body, "block_number");                                   \
        CHECK_HEX(message.proposal_id, body, "proposal_id");                                     \
        CHECK_HEX(message.data_root, body, "data_root");                                         \
        CHECK_U64(message.count, body, "count");                                                 \
        const cJSON *listed = json_field(body, "attestations");                                  \
        size_t count = json_length(listed);                                                      \
        CHECK(message.count == count && count <= MOST_ELEMENTS);                                 \
        for (size_t i = 0; i < count; i++) {                                                     \
            JSON_HEX(json_item(listed, i), "key", attestations[i].key);                          \
            JSON_HEX(json_item(listed, i), "proof", attestations[i].proof);                      \
        }                                                                                        \
        CHECK_BYTES(bytes + FERNET_MESSAGE_CERTIFICATE_LEN, attestations, count * sizeof(T));    \
        CHECK_LIST(function##_encode, &message, attestations, count);                            \
        message.count++;                                                                         \
        CHECK_NOT_ENCODED(FERNET_STATUS_LENGTH, function##_encode, &message, attestations, count); \
        message.count--;                                                                         \
        message.reserved[5] = 1;                                                                 \
        CHECK_NOT_ENCODED(FERNET_STATUS_VALUE, function##_encode, &message, attestations, count); \
    }

CERTIFICATE(certificate, fernet_signed_attestation, fernet_message_certificate)
CERTIFICATE(batch_certificate, fernet_signed_batch_attestation, fernet_message_batch_certificate)
