/* Messages of every kind. */
#include "misuse.h"

static void open_first_messages(struct fixture *f) {
    f->request_message.request = f->records[0].request;
    f->request_message.proof = f->proof;
    f->no_role_message = f->request_message;
    f->no_role_message.request.role = 4;
    f->proposal_message.block_number = 7;
    f->proposal_message.key = f->key;
    f->proposal_message.proposal = f->proposal;
    f->proposal_message.proof = f->proof;
    f->claim_message.block_number = 7;
    f->claim_message.key = f->key;
    f->claim_message.claim = f->claim;
    f->claim_message.proof = f->proof;
    f->reveal_message.block_number = 7;
    f->reveal_message.count = COUNT(f->transactions);
    f->reveal_message.salt = f->contents.salt;
    f->reveal_message.fees = f->ether;
    CHECK_OK(fernet_message_registration_request_encode(f->request_bytes, sizeof f->request_bytes,
                                                        &f->request_message));
    CHECK_OK(fernet_message_proposal_encode(f->proposal_bytes, sizeof f->proposal_bytes, &f->proposal_message));
    CHECK_OK(fernet_message_claim_encode(f->claim_bytes, sizeof f->claim_bytes, &f->claim_message));
    CHECK_OK(fernet_message_reveal_encode(f->reveal_bytes, sizeof f->reveal_bytes, &f->reveal_message, f->transactions,
                                          COUNT(f->transactions)));
}

/** Messages of the registry and of archives of L1. */
static void open_records(struct fixture *f) {
    struct messages *m = &f->messages;
    const fernet_l1_event event = {5, 7, f->ether};
    m->record = (fernet_message_registration_record){f->request_message, 4, 5, 1, {0}};
    m->exit = (fernet_message_exit){f->key, f->address};
    m->opening = (fernet_message_block_opening){f->opening, f->pinned};
    m->opening.opening.block_number = f->pinned.block_number;
    m->two_blocks = m->opening;
    m->two_blocks.pinned.block_number++;
    CHECK_OK(fernet_message_parameters_encode(m->parameters_bytes, sizeof m->parameters_bytes, &f->params));
    CHECK_OK(fernet_message_registration_record_encode(m->record_bytes, sizeof m->record_bytes, &m->record));
    CHECK_OK(fernet_message_exit_encode(m->exit_bytes, sizeof m->exit_bytes, &m->exit));
    CHECK_OK(fernet_message_block_opening_encode(m->opening_bytes, sizeof m->opening_bytes, &m->opening));
    CHECK_OK(fernet_message_l1_event_encode(m->event_bytes, sizeof m->event_bytes, &event, m->exit_bytes,
                                            sizeof m->exit_bytes));
}

/** Messages with proofs on P-256, whose bytes are arbitrary. */
static void open_p256(struct fixture *f) {
    struct messages *m = &f->messages;
    const fernet_p256_proof proof = {{2}};
    m->request_p256 = (fernet_message_registration_request_p256){f->request_message.request, proof};
    m->request_p256.request.suite = FERNET_SEQUENCER_SUITE_P256;
    m->record_p256 = (fernet_message_registration_record_p256){m->request_p256, 1, {0}, 4, 5};
    m->proposal_p256 = (fernet_message_proposal_p256){7, f->key, f->proposal, proof, {0}};
    CHECK_OK(fernet_message_registration_request_p256_encode(m->request_p256_bytes, sizeof m->request_p256_bytes,
                                                             &m->request_p256));
    CHECK_OK(fernet_message_registration_record_p256_encode(m->record_p256_bytes, sizeof m->record_p256_bytes,
                                                            &m->record_p256));
    CHECK_OK(fernet_message_proposal_p256_encode(m->proposal_p256_bytes, sizeof m->proposal_p256_bytes, &m->proposal_p256));
    CHECK_OK(fernet_message_proposal_evidence_p256_encode(m->proposals_p256, sizeof m->proposals_p256, &m->proposal_p256,
                                                          &m->proposal_p256));
}

/** Messages of the course of a block. */
static void open_course(struct fixture *f) {
    struct messages *m = &f->messages;
    m->reveal_root.block_number = 7;
    m->reveal_root.contents = f->contents;
    m->batch_claim.block_number = 7;
    m->batch_claim.key = f->key;
    m->batch_claim.claim = f->claim;
    m->batch_claim.proof = f->batch_proof;
    m->signed_claim = (fernet_signed_claim){f->key, f->claim, f->proof};
    m->tree.block_number = 7;
    m->tree.count = COUNT(m->seats);
    m->seats[0] = 1;
    m->nodes[0].sums.filled = 1;
    m->seat_opening.block_number = 7;
    CHECK_OK(fernet_message_reveal_root_encode(m->reveal_root_bytes, sizeof m->reveal_root_bytes, &m->reveal_root));
    CHECK_OK(fernet_message_batch_claim_encode(m->batch_claim_bytes, sizeof m->batch_claim_bytes, &m->batch_claim));
    CHECK_OK(fernet_message_tree_of_ids_encode(m->tree_of_ids, sizeof m->tree_of_ids, &m->tree, m->seats, 2,
                                               f->claim_ids, 1));
    CHECK_OK(fernet_message_tree_of_claims_encode(m->tree_of_claims, sizeof m->tree_of_claims, &m->tree, m->seats, 2,
                                                  &m->signed_claim, 1));
    CHECK_OK(fernet_message_tree_data_encode(m->tree_data, sizeof m->tree_data, &m->tree, m->nodes, 2));
    CHECK_OK(fernet_message_seat_opening_encode(m->seat_opening_bytes, sizeof m->seat_opening_bytes, &m->seat_opening,
                                                f->seat_opening, sizeof f->seat_opening));
    CHECK_OK(fernet_message_proposal_evidence_encode(m->proposals, sizeof m->proposals, &f->proposal_message,
                                                     &f->proposal_message));
    CHECK_OK(fernet_message_claim_evidence_encode(m->claims, sizeof m->claims, &f->claim_message, &f->claim_message));
}

/** Messages of attesters. */
static void open_attestations(struct fixture *f) {
    struct messages *m = &f->messages;
    m->reveal_data = m->reveal_root;
    memset(&m->reveal_data.contents.data_root, 0xda, sizeof m->reveal_data.contents.data_root);
    m->attestation = (fernet_message_attestation){7, {{0x1d}}, {{0xda}}, f->key, f->proof};
    m->certificate = (fernet_message_certificate){7, {{0x1d}}, {{0xda}}, COUNT(m->attestations), {0}};
    m->bad_certificate = m->certificate;
    m->bad_certificate.reserved[0] = 1;
    for (size_t i = 0; i < COUNT(m->attestations); i++) {
        m->attestations[i] = (fernet_signed_attestation){f->key, f->proof};
        m->batch_attestations[i] = (fernet_signed_batch_attestation){f->key, f->batch_proof};
    }
    CHECK_OK(fernet_message_reveal_data_encode(m->reveal_data_bytes, sizeof m->reveal_data_bytes, &m->reveal_data));
    CHECK_OK(fernet_message_attestation_encode(m->attestation_bytes, sizeof m->attestation_bytes, &m->attestation));
    CHECK_OK(fernet_message_certificate_encode(m->certificate_bytes, sizeof m->certificate_bytes, &m->certificate,
                                               m->attestations, 2));
    CHECK_OK(fernet_message_batch_certificate_encode(m->batch_certificate_bytes, sizeof m->batch_certificate_bytes,
                                                     &m->certificate, m->batch_attestations, 2));
    CHECK_OK(fernet_message_attestation_evidence_encode(m->attestation_evidence, sizeof m->attestation_evidence,
                                                        &m->attestation, &m->attestation));
}

void fixture_open_messages(struct fixture *f) {
    open_first_messages(f);
    open_records(f);
    open_p256(f);
    open_course(f);
    open_attestations(f);
}
