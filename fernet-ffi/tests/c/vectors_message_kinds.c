/* message/: the kinds of a fixed width. */
#include "vectors_message.h"

DECODE(parameters, fernet_params, fernet_message_parameters_decode)
DECODE(request, fernet_message_registration_request, fernet_message_registration_request_decode)
DECODE(record, fernet_message_registration_record, fernet_message_registration_record_decode)
DECODE(request_p256, fernet_message_registration_request_p256, fernet_message_registration_request_p256_decode)
DECODE(record_p256, fernet_message_registration_record_p256, fernet_message_registration_record_p256_decode)
DECODE(exit, fernet_message_exit, fernet_message_exit_decode)
DECODE(opening, fernet_message_block_opening, fernet_message_block_opening_decode)
DECODE(proposal, fernet_message_proposal, fernet_message_proposal_decode)
DECODE(proposal_p256, fernet_message_proposal_p256, fernet_message_proposal_p256_decode)
DECODE(reveal_root, fernet_message_reveal_root, fernet_message_reveal_root_decode)
DECODE(reveal_data, fernet_message_reveal_root, fernet_message_reveal_data_decode)
DECODE(attestation, fernet_message_attestation, fernet_message_attestation_decode)
DECODE(claim, fernet_message_claim, fernet_message_claim_decode)
DECODE(batch_claim, fernet_message_batch_claim, fernet_message_batch_claim_decode)

/** A number of root seats, never FERNET_NO_ROOT_SEATS: 254, which is out of range too, instead of 255. */
static uint8_t not_default(uint8_t value) { return value == FERNET_NO_ROOT_SEATS ? FERNET_NO_ROOT_SEATS - 1 : value; }

static fernet_params read_parameters(const cJSON *body) {
    static const char *const modes[] = {"per-node", "per-block", "public"};
    static const char *const suites[] = {"edwards25519", "p256"};
    fernet_params params;
    memset(&params, 0, sizeof params);
    params.chain_id = json_u64(body, "chain_id");
    JSON_HEX(body, "rollup_address", params.rollup_address);
    params.proofs_per_node = json_u8(body, "proofs_per_node");
    params.root_seats = not_default(json_u8(body, "root_seats"));
    params.fee_split_cap = json_u32(body, "fee_split_cap");
    params.tx_per_base = json_u8(body, "tx_per_base");
    params.vrf_mode = json_choice(body, "vrf_mode", modes, COUNT(modes));
    params.sequencer_suite = json_choice(body, "sequencer_suite", suites, COUNT(suites)) == 0
                                 ? FERNET_SEQUENCER_SUITE_EDWARDS25519
                                 : FERNET_SEQUENCER_SUITE_P256;
    params.randao_lag = json_u32(body, "randao_lag");
    params.activation_delay = json_u32(body, "activation_delay");
    params.proposal_blocks = json_u32(body, "proposal_blocks");
    params.reveal_blocks = json_u32(body, "reveal_blocks");
    params.proving_blocks = json_u32(body, "proving_blocks");
    JSON_BIG(body, "bond_base", params.bond_base);
    JSON_BIG(body, "reveal_slash_amount", params.reveal_slash_amount);
    JSON_BIG(body, "proof_slash_amount", params.proof_slash_amount);
    JSON_BIG(body, "block_reward", params.block_reward);
    JSON_BIG(body, "rebate_cap", params.rebate_cap);
    params.rebate_gas = json_u32(body, "rebate_gas");
    params.claim_blocks = json_u32(body, "claim_blocks");
    params.attest_blocks = json_u32(body, "attest_blocks");
    params.attesters = (uint16_t)json_u32(body, "attesters");
    params.quorum = (uint16_t)json_u32(body, "quorum");
    params.base_share = FERNET_NO_BASE_SHARE;
    if (!json_is_null(body, "base_share")) {
        params.base_share = json_u32(body, "base_share");
        params.base_share -= params.base_share == FERNET_NO_BASE_SHARE;
    }
    return params;
}

/** Well-formed parameters may be out of range; then the decoder says so. */
void check_parameters(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_params expected = read_parameters(body), params;
    fernet_status status = fernet_params_check(&expected);
    CHECK_STATUS(fernet_message_parameters_decode(&params, bytes, length), status);
    if (status == FERNET_STATUS_OK) {
        CHECK_SAME(params, expected);
        CHECK_ENCODING(fernet_message_parameters_encode, FERNET_MESSAGE_PARAMETERS_LEN, &params);
    }
}

/** The fields of a request, with a proof of either length. */
#define CHECK_REQUEST(message, body)                                                          \
    do {                                                                                      \
        CHECK_U64((message).request.suite, body, "suite");                                    \
        CHECK_HEX((message).request.key, body, "key");                                        \
        CHECK((message).request.role == json_choice(body, "role", role_names, COUNT(role_names))); \
        CHECK_HEX((message).request.owner, body, "owner");                                    \
        CHECK_HEX((message).proof, body, "proof");                                            \
    } while (0)

#define CHECK_RECORD(message, body)                                                           \
    do {                                                                                      \
        CHECK_REQUEST((message).request, body);                                               \
        CHECK_U64((message).entry_l1_block, body, "entry_l1_block");                          \
        CHECK((message).has_exited == !json_is_null(body, "exit_l1_block"));                  \
        CHECK((message).exit_l1_block == json_u64_or(body, "exit_l1_block", 0));              \
    } while (0)

void check_request(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_registration_request message;
    CHECK_OK(fernet_message_registration_request_decode(&message, bytes, length));
    CHECK_REQUEST(message, body);
    CHECK_ENCODING(fernet_message_registration_request_encode, FERNET_MESSAGE_REGISTRATION_REQUEST_LEN, &message);
}

void check_record(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_registration_record message;
    CHECK_OK(fernet_message_registration_record_decode(&message, bytes, length));
    CHECK_RECORD(message, body);
    CHECK_ENCODING(fernet_message_registration_record_encode, FERNET_MESSAGE_REGISTRATION_RECORD_LEN, &message);
}

void check_request_p256(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_registration_request_p256 message;
    CHECK_OK(fernet_message_registration_request_p256_decode(&message, bytes, length));
    CHECK_REQUEST(message, body);
    CHECK_ENCODING(fernet_message_registration_request_p256_encode, FERNET_MESSAGE_REGISTRATION_REQUEST_P256_LEN, &message);
}

void check_record_p256(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_registration_record_p256 message;
    CHECK_OK(fernet_message_registration_record_p256_decode(&message, bytes, length));
    CHECK_RECORD(message, body);
    CHECK_ENCODING(fernet_message_registration_record_p256_encode, FERNET_MESSAGE_REGISTRATION_RECORD_P256_LEN, &message);
}

void check_exit(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_exit message;
    CHECK_OK(fernet_message_exit_decode(&message, bytes, length));
    CHECK_HEX(message.key, body, "key");
    CHECK_HEX(message.owner, body, "owner");
    CHECK_ENCODING(fernet_message_exit_encode, FERNET_MESSAGE_EXIT_LEN, &message);
}

void check_opening(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_block_opening message;
    CHECK_OK(fernet_message_block_opening_decode(&message, bytes, length));
    CHECK_U64(message.opening.block_number, body, "block_number");
    CHECK_U64(message.opening.l1_block, body, "l1_block");
    CHECK_HEX(message.opening.parent, body, "parent");
    CHECK_U64(message.pinned.block_number, body, "block_number");
    CHECK_U64(message.pinned.l1_block, body, "mix_l1_block");
    CHECK_HEX(message.pinned.mix, body, "mix");
    CHECK_ENCODING(fernet_message_block_opening_encode, FERNET_MESSAGE_BLOCK_OPENING_LEN, &message);
}

/** The fields of a proposal, with a proof of either length. */
#define CHECK_PROPOSAL(message, body)                                     \
    do {                                                                  \
        CHECK_U64((message).block_number, body, "block_number");          \
        CHECK_HEX((message).key, body, "key");                            \
        CHECK_HEX((message).proposal.parent, body, "parent");             \
        CHECK_U64((message).proposal.fee_split, body, "fee_split");       \
        CHECK_HEX((message).proposal.tx_order_hash, body, "tx_order_hash"); \
        CHECK_HEX((message).proposal.payout, body, "payout");             \
        CHECK_BIG((message).proposal.bond, body, "bond");                 \
        CHECK_HEX((message).proof, body, "proof");                        \
    } while (0)

void check_proposal(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_proposal message;
    CHECK_OK(fernet_message_proposal_decode(&message, bytes, length));
    CHECK_PROPOSAL(message, body);
    CHECK_ENCODING(fernet_message_proposal_encode, FERNET_MESSAGE_PROPOSAL_LEN, &message);
}

void check_proposal_p256(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_proposal_p256 message;
    CHECK_OK(fernet_message_proposal_p256_decode(&message, bytes, length));
    CHECK_PROPOSAL(message, body);
    CHECK_ENCODING(fernet_message_proposal_p256_encode, FERNET_MESSAGE_PROPOSAL_P256_LEN, &message);
}

static void check_reveal_fields(const fernet_message_reveal_root *message, const cJSON *body) {
    CHECK_U64(message->block_number, body, "block_number");
    CHECK_HEX(message->contents.salt, body, "salt");
    CHECK_BIG(message->contents.fees, body, "fees");
    CHECK_U64(message->contents.count, body, "count");
    CHECK_HEX(message->contents.tx_root, body, "tx_root");
}

void check_reveal_data(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_reveal_root message;
    CHECK_OK(fernet_message_reveal_data_decode(&message, bytes, length));
    check_reveal_fields(&message, body);
    CHECK_HEX(message.contents.data_root, body, "data_root");
    CHECK_ENCODING(fernet_message_reveal_data_encode, FERNET_MESSAGE_REVEAL_DATA_LEN, &message);
}

void check_reveal_root(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_reveal_root message;
    CHECK_OK(fernet_message_reveal_root_decode(&message, bytes, length));
    check_reveal_fields(&message, body);
    CHECK_ZERO(message.contents.data_root);
    CHECK_ENCODING(fernet_message_reveal_root_encode, FERNET_MESSAGE_REVEAL_ROOT_LEN, &message);
}

void check_claim_fields(const fernet_claim *claim, const cJSON *body) {
    CHECK_U64(claim->node, body, "node");
    CHECK_HEX(claim->statement, body, "statement");
    CHECK_HEX(claim->proof_digest, body, "proof_digest");
    CHECK_HEX(claim->left, body, "left");
    CHECK_HEX(claim->right, body, "right");
    CHECK_U64(claim->fee_burn, body, "fee_burn");
    CHECK_HEX(claim->payout, body, "payout");
    CHECK_HEX(claim->rebate_payee, body, "rebate_payee");
    CHECK(claim->reserved == 0);
}

/** The fields of both forms of a claim. */
#define CHECK_CLAIM(message, body)                                        \
    do {                                                                  \
        CHECK_U64((message).block_number, body, "block_number");          \
        CHECK_HEX((message).proposal_id, body, "proposal_id");            \
        CHECK_HEX((message).key, body, "key");                            \
        check_claim_fields(&(message).claim, body);                       \
        CHECK_HEX((message).proof, body, "proof");                        \
    } while (0)

void check_claim(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_claim message;
    CHECK_OK(fernet_message_claim_decode(&message, bytes, length));
    CHECK_CLAIM(message, body);
    CHECK_ENCODING(fernet_message_claim_encode, FERNET_MESSAGE_CLAIM_LEN, &message);
}

void check_batch_claim(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_batch_claim message;
    CHECK_OK(fernet_message_batch_claim_decode(&message, bytes, length));
    CHECK_CLAIM(message, body);
    CHECK_ENCODING(fernet_message_batch_claim_encode, FERNET_MESSAGE_BATCH_CLAIM_LEN, &message);
}

#define CHECK_ATTESTATION(message, body)                                  \
    do {                                                                  \
        CHECK_U64((message).block_number, body, "block_number");          \
        CHECK_HEX((message).proposal_id, body, "proposal_id");            \
        CHECK_HEX((message).data_root, body, "data_root");                \
        CHECK_HEX((message).key, body, "key");                            \
        CHECK_HEX((message).proof, body, "proof");                        \
    } while (0)

void check_attestation(const uint8_t *bytes, size_t length, const cJSON *body) {
    fernet_message_attestation message;
    CHECK_OK(fernet_message_attestation_decode(&message, bytes, length));
    CHECK_ATTESTATION(message, body);
    CHECK_ENCODING(fernet_message_attestation_encode, FERNET_MESSAGE_ATTESTATION_LEN, &message);
}

/** Defines decode_NAME and check_NAME for evidence of two messages of one kind. */
#define EVIDENCE(name, T, function, LEN, CHECK_FIELDS)                                    \
    fernet_status decode_##name(const uint8_t *bytes, size_t length) {                    \
        T first, second;                                                                  \
        DIRTY(first);                                                                     \
        DIRTY(second);                                                                    \
        fernet_status status = function##_decode(&first, &second, bytes, length);         \
        REFUSED_IS_ZERO(status, first);                                                   \
        REFUSED_IS_ZERO(status, second);                                                  \
        return status;                                                                    \
    }                                                                                     \
    void check_##name(const uint8_t *bytes, size_t length, const cJSON *body) {           \
        T first, second;                                                                  \
        uint8_t again[LEN];                                                               \
        CHECK_OK(function##_decode(&first, &second, bytes, length));                      \
        CHECK_FIELDS(first, json_field(body, "first"));                                   \
        CHECK_FIELDS(second, json_field(body, "second"));                                 \
        CHECK_OK(function##_encode(again, sizeof again, &first, &second));                \
        CHECK(length == sizeof again);                                                    \
        CHECK_BYTES(again, bytes, sizeof again);                                          \
    }
EVIDENCE(proposals, fernet_message_proposal, fernet_message_proposal_evidence, FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN,
         CHECK_PROPOSAL)
EVIDENCE(proposals_p256, fernet_message_proposal_p256, fernet_message_proposal_evidence_p256,
         FERNET_MESSAGE_PROPOSAL_EVIDENCE_P256_LEN, CHECK_PROPOSAL)
EVIDENCE(claims, fernet_message_claim, fernet_message_claim_evidence, FERNET_MESSAGE_CLAIM_EVIDENCE_LEN, CHECK_CLAIM)
EVIDENCE(attestations, fernet_message_attestation, fernet_message_attestation_evidence,
         FERNET_MESSAGE_ATTESTATION_EVIDENCE_LEN, CHECK_ATTESTATION)
