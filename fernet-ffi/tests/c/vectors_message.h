/* The kinds of messages: how each is decoded, and compared with a case of the vectors. */
#ifndef FERNET_TESTS_VECTORS_MESSAGE_H
#define FERNET_TESTS_VECTORS_MESSAGE_H

#include "vectors.h"

enum { MOST_BYTES = 8192, MOST_ELEMENTS = 16 };

/** Decodes a message, and checks that the outputs are zero if it is refused. */
typedef fernet_status kind_decode(const uint8_t *bytes, size_t length);
/** Decodes a message, checks every field, and encodes it again. */
typedef void kind_check(const uint8_t *bytes, size_t length, const cJSON *body);

kind_decode decode_parameters, decode_request, decode_record, decode_exit, decode_opening, decode_event;
kind_decode decode_proposal, decode_reveal, decode_reveal_root, decode_claim, decode_batch_claim, decode_tree_of_ids;
kind_decode decode_tree_of_claims, decode_tree_data, decode_seat_opening, decode_proposals, decode_claims;
kind_decode decode_reveal_data, decode_attestation, decode_attestations, decode_certificate, decode_batch_certificate;
kind_decode decode_request_p256, decode_record_p256, decode_proposal_p256, decode_proposals_p256;
kind_check check_parameters, check_request, check_record, check_exit, check_opening, check_event, check_proposal;
kind_check check_reveal, check_reveal_root, check_claim, check_batch_claim, check_tree_of_ids, check_tree_of_claims;
kind_check check_tree_data, check_seat_opening, check_proposals, check_claims;
kind_check check_reveal_data, check_attestation, check_attestations, check_certificate, check_batch_certificate;
kind_check check_request_p256, check_record_p256, check_proposal_p256, check_proposals_p256;

#define REFUSED_IS_ZERO(status, object) \
    CHECK((status) == FERNET_STATUS_OK || all_bytes_are(&(object), 0, sizeof(object)))

/** Defines the function decode_NAME for a decoder of one output. */
#define DECODE(name, T, function)                                         \
    fernet_status decode_##name(const uint8_t *bytes, size_t length) {    \
        T message;                                                        \
        DIRTY(message);                                                   \
        fernet_status status = function(&message, bytes, length);         \
        REFUSED_IS_ZERO(status, message);                                 \
        return status;                                                    \
    }

/** Encodes a message of a fixed width and compares it. */
#define CHECK_ENCODING(encode, LEN, message)                              \
    do {                                                                  \
        uint8_t again_[LEN];                                              \
        CHECK_OK(encode(again_, sizeof again_, (message)));               \
        CHECK(length == sizeof again_);                                   \
        CHECK_BYTES(again_, bytes, sizeof again_);                        \
    } while (0)

/** Checks the fields of a claim. */
void check_claim_fields(const fernet_claim *claim, const cJSON *body);

#endif
