/* Messages. */
#include "misuse.h"

#define F (&fixture)
#define LENGTH FERNET_STATUS_LENGTH
#define TRUNCATED FERNET_STATUS_MESSAGE_TRUNCATED
#define MESSAGE(bytes, without) BYTES(bytes, sizeof(bytes), without)

CALL(fernet_message_registration_request_encode, A(0), P(1))
CALL(fernet_message_registration_request_decode, P(0), A(1))
CALL(fernet_message_proposal_encode, A(0), P(1))
CALL(fernet_message_proposal_decode, P(0), A(1))
CALL(fernet_message_claim_encode, A(0), P(1))
CALL(fernet_message_claim_decode, P(0), A(1))
CALL(fernet_message_reveal_encode, A(0), P(1), A(2))
CALL(fernet_message_reveal_decode, P(0), A(1))
CALL(fernet_message_check, P(0), A(1))
CALL(fernet_message_key, P(0), A(1))

static const struct row rows[] = {
    ROW(fernet_message_registration_request_encode,
        OUT_ARRAY(uint8_t, FERNET_MESSAGE_REGISTRATION_REQUEST_LEN, LENGTH),
        IN(fernet_message_registration_request, &fixture.request_message)),
    FAILS(fernet_message_registration_request_encode, FERNET_STATUS_VALUE,
          OUT_ARRAY(uint8_t, FERNET_MESSAGE_REGISTRATION_REQUEST_LEN, LENGTH),
          IN(fernet_message_registration_request, &fixture.no_role_message)),
    ROW(fernet_message_registration_request_decode, OUT(fernet_message_registration_request),
        MESSAGE(fixture.request_bytes, TRUNCATED)),
    FAILS(fernet_message_registration_request_decode, FERNET_STATUS_MESSAGE_OTHER_KIND,
          OUT(fernet_message_registration_request), MESSAGE(fixture.claim_bytes, TRUNCATED)),
    ROW(fernet_message_proposal_encode, OUT_ARRAY(uint8_t, FERNET_MESSAGE_PROPOSAL_LEN, LENGTH),
        IN(fernet_message_proposal, &fixture.proposal_message)),
    FAILS(fernet_message_proposal_encode, LENGTH, OUT_ARRAY(uint8_t, FERNET_MESSAGE_PROPOSAL_LEN + 1, LENGTH),
          IN(fernet_message_proposal, &fixture.proposal_message)),
    ROW(fernet_message_proposal_decode, OUT(fernet_message_proposal), MESSAGE(fixture.proposal_bytes, TRUNCATED)),
    FAILS(fernet_message_proposal_decode, FERNET_STATUS_MESSAGE_OTHER_KIND, OUT(fernet_message_proposal),
          MESSAGE(fixture.claim_bytes, TRUNCATED)),
    ROW(fernet_message_claim_encode, OUT_ARRAY(uint8_t, FERNET_MESSAGE_CLAIM_LEN, LENGTH),
        IN(fernet_message_claim, &fixture.claim_message)),
    FAILS(fernet_message_claim_encode, LENGTH, OUT_ARRAY(uint8_t, FERNET_MESSAGE_CLAIM_LEN - 1, LENGTH),
          IN(fernet_message_claim, &fixture.claim_message)),
    ROW(fernet_message_claim_decode, OUT(fernet_message_claim), MESSAGE(fixture.claim_bytes, TRUNCATED)),
    FAILS(fernet_message_claim_decode, FERNET_STATUS_MESSAGE_OTHER_KIND, OUT(fernet_message_claim),
          MESSAGE(fixture.proposal_bytes, TRUNCATED)),
    ROW(fernet_message_reveal_encode, OUT_ARRAY(uint8_t, sizeof fixture.reveal_bytes, LENGTH),
        IN(fernet_message_reveal, &fixture.reveal_message), IN_ARRAY(fernet_tx_hash, fixture.transactions, 3, LENGTH)),
    FAILS(fernet_message_reveal_encode, LENGTH, OUT_ARRAY(uint8_t, sizeof fixture.reveal_bytes, LENGTH),
          IN(fernet_message_reveal, &fixture.reveal_message), IN_ARRAY(fernet_tx_hash, fixture.transactions, 2, LENGTH)),
    ROW(fernet_message_reveal_decode, OUT(fernet_message_reveal), MESSAGE(fixture.reveal_bytes, TRUNCATED)),
    FAILS(fernet_message_reveal_decode, TRUNCATED, OUT(fernet_message_reveal),
          BYTES(fixture.reveal_bytes, sizeof fixture.reveal_bytes - 1, TRUNCATED)),
    ROW(fernet_message_key, OUT(fernet_key), MESSAGE(fixture.claim_bytes, TRUNCATED)),
    FAILS(fernet_message_key, FERNET_STATUS_MESSAGE_OTHER_KIND, OUT(fernet_key), MESSAGE(fixture.reveal_bytes, TRUNCATED)),
    ROW(fernet_message_check, OUT(fernet_message_info), MESSAGE(fixture.claim_bytes, FERNET_STATUS_OK)),
};

struct table rows_of_messages(void) {
    struct table table = {rows, COUNT(rows)};
    return table;
}
