/* Messages. */
#include "misuse.h"

#define LENGTH FERNET_STATUS_LENGTH
#define TRUNCATED FERNET_STATUS_MESSAGE_TRUNCATED
#define MESSAGE(bytes, without) BYTES(bytes, sizeof(bytes), without)

#define CODER(name)                                \
    CALL(fernet_message_##name##_encode, A(0), P(1)) \
    CALL(fernet_message_##name##_decode, P(0), A(1))

CODER(parameters)
CODER(registration_request)
CODER(registration_record)
CODER(registration_request_p256)
CODER(registration_record_p256)
CODER(exit)
CODER(block_opening)
CODER(proposal)
CODER(proposal_p256)
CODER(reveal_root)
CODER(reveal_data)
CODER(attestation)
CODER(claim)
CODER(batch_claim)
CALL(fernet_message_l1_event_encode, A(0), P(1), A(2))
CALL(fernet_message_l1_event_decode, P(0), A(1))
CALL(fernet_message_reveal_encode, A(0), P(1), A(2))
CALL(fernet_message_reveal_decode, P(0), A(1))
CALL(fernet_message_tree_of_ids_encode, A(0), P(1), A(2), A(3))
CALL(fernet_message_tree_of_ids_decode, P(0), A(1))
CALL(fernet_message_tree_of_claims_encode, A(0), P(1), A(2), A(3))
CALL(fernet_message_tree_of_claims_decode, P(0), A(1))
CALL(fernet_signed_claim_decode, P(0), A(1))
CALL(fernet_message_tree_data_encode, A(0), P(1), A(2))
CALL(fernet_message_tree_data_decode, P(0), A(1), A(2))
CALL(fernet_message_seat_opening_encode, A(0), P(1), A(2))
CALL(fernet_message_seat_opening_decode, P(0), A(1))
CALL(fernet_message_proposal_evidence_encode, A(0), P(1), P(2))
CALL(fernet_message_proposal_evidence_decode, P(0), P(1), A(2))
CALL(fernet_message_proposal_evidence_p256_encode, A(0), P(1), P(2))
CALL(fernet_message_proposal_evidence_p256_decode, P(0), P(1), A(2))
CALL(fernet_message_claim_evidence_encode, A(0), P(1), P(2))
CALL(fernet_message_claim_evidence_decode, P(0), P(1), A(2))
CALL(fernet_message_attestation_evidence_encode, A(0), P(1), P(2))
CALL(fernet_message_attestation_evidence_decode, P(0), P(1), A(2))
CALL(fernet_message_certificate_encode, A(0), P(1), A(2))
CALL(fernet_message_certificate_decode, P(0), A(1))
CALL(fernet_message_batch_certificate_encode, A(0), P(1), A(2))
CALL(fernet_message_batch_certificate_decode, P(0), A(1))
CALL(fernet_message_check, P(0), A(1))
CALL(fernet_message_key, P(0), A(1))

/** The rows of a kind of a fixed width: as it should be, an array of another length, and the bytes of another kind. */
#define CODES(name, T, value, bytes)                                                                               \
    ROW(fernet_message_##name##_encode, OUT_ARRAY(uint8_t, sizeof(bytes), LENGTH), IN(T, value)),                  \
        FAILS(fernet_message_##name##_encode, LENGTH, OUT_ARRAY(uint8_t, sizeof(bytes) + 1, LENGTH), IN(T, value)), \
        FAILS(fernet_message_##name##_encode, LENGTH, OUT_ARRAY(uint8_t, sizeof(bytes) - 1, LENGTH), IN(T, value)), \
        DECODES(name, T, bytes)
#define DECODES(name, T, bytes)                                                                                    \
    ROW(fernet_message_##name##_decode, OUT(T), MESSAGE(bytes, TRUNCATED)),                                        \
        FAILS(fernet_message_##name##_decode, FERNET_STATUS_MESSAGE_OTHER_KIND, OUT(T),                            \
              MESSAGE(fixture.evidence, TRUNCATED))
#define BYTES_OF(bytes) OUT_ARRAY(uint8_t, sizeof(bytes), LENGTH)
#define M (&fixture.messages)
#define EVIDENCE(name, T, value, bytes)                                                                            \
    ROW(fernet_message_##name##_encode, BYTES_OF(bytes), IN(T, value), IN(T, value)),                              \
        ROW(fernet_message_##name##_decode, OUT(T), OUT(T), MESSAGE(bytes, TRUNCATED))

#define CERTIFICATE(name, T, values, bytes)                                                                        \
    ROW(fernet_message_##name##_encode, BYTES_OF(bytes), IN(fernet_message_certificate, &M->certificate),          \
        IN_ARRAY(T, values, 2, LENGTH)),                                                                           \
        FAILS(fernet_message_##name##_encode, LENGTH, BYTES_OF(bytes), IN(fernet_message_certificate, &M->certificate), \
              IN_ARRAY(T, values, 1, LENGTH)),                                                                     \
        FAILS(fernet_message_##name##_encode, FERNET_STATUS_VALUE, BYTES_OF(bytes),                                \
              IN(fernet_message_certificate, &M->bad_certificate), IN_ARRAY(T, values, 2, LENGTH)),                \
        DECODES(name, fernet_message_certificate, bytes)

static const struct row rows[] = {
    CODES(parameters, fernet_params, &fixture.params, M->parameters_bytes),
    FAILS(fernet_message_parameters_encode, FERNET_STATUS_PARAMS_PROOFS_PER_NODE, BYTES_OF(M->parameters_bytes),
          IN(fernet_params, &fixture.bad_params)),
    CODES(registration_request, fernet_message_registration_request, &fixture.request_message, fixture.request_bytes),
    FAILS(fernet_message_registration_request_encode, FERNET_STATUS_VALUE, BYTES_OF(fixture.request_bytes),
          IN(fernet_message_registration_request, &fixture.no_role_message)),
    CODES(registration_record, fernet_message_registration_record, &M->record, M->record_bytes),
    CODES(registration_request_p256, fernet_message_registration_request_p256, &M->request_p256, M->request_p256_bytes),
    CODES(registration_record_p256, fernet_message_registration_record_p256, &M->record_p256, M->record_p256_bytes),
    CODES(exit, fernet_message_exit, &M->exit, M->exit_bytes),
    CODES(block_opening, fernet_message_block_opening, &M->opening, M->opening_bytes),
    FAILS(fernet_message_block_opening_encode, FERNET_STATUS_BLOCK_OTHER_BLOCK, BYTES_OF(M->opening_bytes),
          IN(fernet_message_block_opening, &M->two_blocks)),
    ROW(fernet_message_l1_event_encode, BYTES_OF(M->event_bytes), IN(fernet_l1_event, &fixture.at),
        BYTES(M->exit_bytes, sizeof M->exit_bytes, LENGTH)),
    FAILS(fernet_message_l1_event_encode, FERNET_STATUS_MESSAGE_VERSION, BYTES_OF(M->event_bytes),
          IN(fernet_l1_event, &fixture.at), BYTES(fixture.seat_opening, sizeof M->exit_bytes, LENGTH)),
    DECODES(l1_event, fernet_l1_event, M->event_bytes),
    CODES(proposal, fernet_message_proposal, &fixture.proposal_message, fixture.proposal_bytes),
    CODES(proposal_p256, fernet_message_proposal_p256, &M->proposal_p256, M->proposal_p256_bytes),
    CODES(reveal_root, fernet_message_reveal_root, &M->reveal_root, M->reveal_root_bytes),
    FAILS(fernet_message_reveal_root_encode, FERNET_STATUS_REVEAL_DATA_ROOT_NOT_NEEDED, BYTES_OF(M->reveal_root_bytes),
          IN(fernet_message_reveal_root, &M->reveal_data)),
    CODES(reveal_data, fernet_message_reveal_root, &M->reveal_data, M->reveal_data_bytes),
    CODES(attestation, fernet_message_attestation, &M->attestation, M->attestation_bytes),
    CERTIFICATE(certificate, fernet_signed_attestation, M->attestations, M->certificate_bytes),
    CERTIFICATE(batch_certificate, fernet_signed_batch_attestation, M->batch_attestations, M->batch_certificate_bytes),
    CODES(claim, fernet_message_claim, &fixture.claim_message, fixture.claim_bytes),
    CODES(batch_claim, fernet_message_batch_claim, &M->batch_claim, M->batch_claim_bytes),
    ROW(fernet_message_reveal_encode, BYTES_OF(fixture.reveal_bytes),
        IN(fernet_message_reveal, &fixture.reveal_message), IN_ARRAY(fernet_tx_hash, fixture.transactions, 3, LENGTH)),
    FAILS(fernet_message_reveal_encode, LENGTH, BYTES_OF(fixture.reveal_bytes),
          IN(fernet_message_reveal, &fixture.reveal_message), IN_ARRAY(fernet_tx_hash, fixture.transactions, 2, LENGTH)),
    DECODES(reveal, fernet_message_reveal, fixture.reveal_bytes),
    FAILS(fernet_message_reveal_decode, TRUNCATED, OUT(fernet_message_reveal),
          BYTES(fixture.reveal_bytes, sizeof fixture.reveal_bytes - 1, TRUNCATED)),
    ROW(fernet_message_tree_of_ids_encode, BYTES_OF(M->tree_of_ids), IN(fernet_message_tree, &M->tree),
        BYTES(M->seats, 2, LENGTH), IN_ARRAY(fernet_claim_id, fixture.claim_ids, 1, LENGTH)),
    FAILS(fernet_message_tree_of_ids_encode, LENGTH, BYTES_OF(M->tree_of_ids), IN(fernet_message_tree, &M->tree),
          BYTES(M->seats, 1, LENGTH), IN_ARRAY(fernet_claim_id, fixture.claim_ids, 1, LENGTH)),
    FAILS(fernet_message_tree_of_ids_encode, LENGTH, BYTES_OF(M->tree_of_ids), IN(fernet_message_tree, &M->tree),
          BYTES(M->seats, 2, LENGTH), IN_ARRAY(fernet_claim_id, fixture.claim_ids, 2, LENGTH)),
    DECODES(tree_of_ids, fernet_message_tree, M->tree_of_ids),
    ROW(fernet_message_tree_of_claims_encode, BYTES_OF(M->tree_of_claims), IN(fernet_message_tree, &M->tree),
        BYTES(M->seats, 2, LENGTH), IN_ARRAY(fernet_signed_claim, &M->signed_claim, 1, LENGTH)),
    DECODES(tree_of_claims, fernet_message_tree, M->tree_of_claims),
    ROW(fernet_signed_claim_decode, OUT(fernet_signed_claim),
        BYTES(M->tree_of_claims + FERNET_MESSAGE_TREE_LEN + 1, FERNET_SIGNED_CLAIM_LEN, TRUNCATED)),
    ROW(fernet_message_tree_data_encode, BYTES_OF(M->tree_data), IN(fernet_message_tree, &M->tree),
        IN_ARRAY(fernet_node_data, M->nodes, 2, LENGTH)),
    FAILS(fernet_message_tree_data_encode, LENGTH, BYTES_OF(M->tree_data), IN(fernet_message_tree, &M->tree),
          IN_ARRAY(fernet_node_data, M->nodes, 1, LENGTH)),
    ROW(fernet_message_tree_data_decode, OUT(fernet_message_tree), OUT_ARRAY(fernet_node_data, 2, LENGTH),
        MESSAGE(M->tree_data, TRUNCATED)),
    ROW(fernet_message_tree_data_decode, OUT(fernet_message_tree), OUT_ARRAY(fernet_node_data, 3, LENGTH),
        MESSAGE(M->tree_data, TRUNCATED)),
    FAILS(fernet_message_tree_data_decode, LENGTH, OUT(fernet_message_tree), OUT_ARRAY(fernet_node_data, 1, LENGTH),
          MESSAGE(M->tree_data, TRUNCATED)),
    ROW(fernet_message_seat_opening_encode, BYTES_OF(M->seat_opening_bytes),
        IN(fernet_message_seat_opening, &M->seat_opening), MESSAGE(fixture.seat_opening, LENGTH)),
    DECODES(seat_opening, fernet_message_seat_opening, M->seat_opening_bytes),
    EVIDENCE(proposal_evidence, fernet_message_proposal, &fixture.proposal_message, M->proposals),
    EVIDENCE(proposal_evidence_p256, fernet_message_proposal_p256, &M->proposal_p256, M->proposals_p256),
    EVIDENCE(claim_evidence, fernet_message_claim, &fixture.claim_message, M->claims),
    EVIDENCE(attestation_evidence, fernet_message_attestation, &M->attestation, M->attestation_evidence),
    ROW(fernet_message_key, OUT(fernet_key), MESSAGE(M->attestation_bytes, TRUNCATED)),
    ROW(fernet_message_key, OUT(fernet_key), MESSAGE(fixture.claim_bytes, TRUNCATED)),
    ROW(fernet_message_key, OUT(fernet_key), MESSAGE(M->proposal_p256_bytes, TRUNCATED)),
    FAILS(fernet_message_key, FERNET_STATUS_MESSAGE_OTHER_KIND, OUT(fernet_key), MESSAGE(fixture.reveal_bytes, TRUNCATED)),
    ROW(fernet_message_check, OUT(fernet_message_info), MESSAGE(fixture.claim_bytes, FERNET_STATUS_OK)),
};

struct table rows_of_messages(void) {
    struct table table = {rows, COUNT(rows)};
    return table;
}
