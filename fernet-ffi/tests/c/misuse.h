/*
 * Misuse of every function, driven by a table: a row says what a function takes, and with which values it succeeds.
 * From that follow the calls with NULL, lengths that are impossible or differ, overlap, misalignment, numbers out of
 * range, reserved fields and private objects that are none.
 */
#ifndef FERNET_TESTS_MISUSE_H
#define FERNET_TESTS_MISUSE_H

#include "check.h"

enum kind { NOTHING, OUT, INOUT, IN, OUT_ARRAY, INOUT_ARRAY, IN_ARRAY, NUMBER, CHOICE };

/** What a function takes in one place; an array and its length are one. */
struct argument {
    enum kind kind;
    /** Of an element. */
    const char *type;
    size_t size, align;
    /** What is there before the call; NULL for outputs. */
    const void *value;
    /** Elements. */
    size_t length;
    /** Status when a single object is NULL, when an array is NULL and its length 0, or of a choice that there is not. */
    fernet_status without;
    /** The number, and the least and the greatest valid one of a choice. */
    uint64_t number, low, high;
};

/** What a call is given in one place. */
struct slot {
    void *pointer;
    size_t length;
    uint64_t number;
};

enum { MOST_ARGUMENTS = 9 };

struct row {
    const char *name;
    fernet_status (*call)(const struct slot *slots);
    /** What the call returns with these arguments. Rows of OK are the ones that are varied. */
    fernet_status status;
    /** Its arrays are of one length; the status if that is 0. */
    bool paired;
    fernet_status all_empty;
    struct argument arguments[MOST_ARGUMENTS];
};

#define ALIGN_OF(T) offsetof(struct { char before; T object; }, object)

#define CALL(name, ...) \
    static fernet_status call_##name(const struct slot *s) { return name(__VA_ARGS__); }
#define P(i) s[i].pointer
#define L(i) s[i].length
#define A(i) s[i].pointer, s[i].length
#define N(i) s[i].number
#define N8(i) (uint8_t)s[i].number
#define N16(i) (uint16_t)s[i].number
#define N32(i) (uint32_t)s[i].number

#define ROW(name, ...) {#name, call_##name, FERNET_STATUS_OK, false, FERNET_STATUS_OK, {__VA_ARGS__}}
#define PAIRED(name, all_empty, ...) {#name, call_##name, FERNET_STATUS_OK, true, all_empty, {__VA_ARGS__}}
#define FAILS(name, status, ...) {#name, call_##name, status, false, FERNET_STATUS_OK, {__VA_ARGS__}}

#define OBJECT(kind, T, value, length, without) \
    {kind, #T, sizeof(T), ALIGN_OF(T), value, length, without, 0, 0, 0}
#define OUT(T) OBJECT(OUT, T, NULL, 1, FERNET_STATUS_NULL)
#define INOUT(T, value) OBJECT(INOUT, T, value, 1, FERNET_STATUS_NULL)
#define IN(T, value) OBJECT(IN, T, value, 1, FERNET_STATUS_NULL)
#define IN_OR_NULL(T, value, without) OBJECT(IN, T, value, 1, without)
#define OUT_ARRAY(T, length, without) OBJECT(OUT_ARRAY, T, NULL, length, without)
#define INOUT_ARRAY(T, values, length, without) OBJECT(INOUT_ARRAY, T, values, length, without)
#define IN_ARRAY(T, values, length, without) OBJECT(IN_ARRAY, T, values, length, without)
#define BYTES(values, length, without) OBJECT(IN_ARRAY, uint8_t, values, length, without)
#define NUMBER(number) {NUMBER, "number", 0, 1, NULL, 0, FERNET_STATUS_OK, number, 0, 0}
#define CHOICE_OR(status, number, low, high) {CHOICE, "choice", 0, 1, NULL, 0, status, number, low, high}
#define CHOICE(number, low, high) CHOICE_OR(FERNET_STATUS_VALUE, number, low, high)
#define SUITE CHOICE(FERNET_SUITE_ELL2, FERNET_SUITE_TAI, FERNET_SUITE_ELL2)
#define P256_SUITE CHOICE(FERNET_P256_SUITE_SSWU, FERNET_P256_SUITE_TAI, FERNET_P256_SUITE_SSWU)
#define VRF_MODE                                                                                \
    CHOICE_OR(FERNET_STATUS_PARAMS_VRF_MODE, FERNET_VRF_MODE_PER_NODE, FERNET_VRF_MODE_PER_NODE, \
              FERNET_VRF_MODE_PUBLIC)
#define SIGNS_AD CHOICE(1, 0, 1)

static inline bool is_pointer(const struct argument *a) { return a->kind >= OUT && a->kind <= IN_ARRAY; }
static inline bool is_array(const struct argument *a) { return a->kind >= OUT_ARRAY && a->kind <= IN_ARRAY; }
static inline bool is_input(const struct argument *a) { return a->kind == IN || a->kind == IN_ARRAY; }
static inline bool is_output(const struct argument *a) { return a->kind == OUT || a->kind == OUT_ARRAY; }
static inline size_t bytes_of(const struct argument *a) { return a->size * a->length; }

/** The memory of one argument: the object between two guards. */
struct place {
    uint8_t *memory, *before;
    size_t size;
    uint8_t *object;
};

/** One call that is being prepared. */
struct frame {
    const struct row *row;
    struct slot slots[MOST_ARGUMENTS];
    struct place places[MOST_ARGUMENTS];
};

/** With guards, overruns by writing are found; without, a sanitizer or valgrind finds those by reading as well. */
extern bool guarded;

/** Gives every argument memory of its own, shift[i] bytes off (all 0 if NULL). */
void frame_open(struct frame *frame, const struct row *row, const size_t *shift);

/** Puts the argument at the start of memory that is shared, and its value there if it has one. */
void frame_put(struct frame *frame, size_t argument, uint8_t *object);

/** Calls; checks the status, and what was written and what was not. */
void frame_call(struct frame *frame, fernet_status expected);

/** Checks that the outputs are those of another call. */
void frame_compare(const struct frame *frame, const struct frame *proper);

void frame_close(struct frame *frame);

/** All tests of one row. */
void misuse_row(const struct row *row);

/** Tests that have no row, each of some functions; marks those that it covers alone. */
void misuse_special(void (*covers)(const char *name));

/** The tables. */
struct table {
    const struct row *rows;
    size_t count;
};
struct table rows_of_protocol(void);
struct table rows_of_trees(void);
struct table rows_of_vrf(void);
struct table rows_of_rewards(void);
struct table rows_of_messages(void);
struct table rows_of_blocks(void);

/** Private types, each with an object. */
struct private_type {
    const char *name;
    size_t size;
    const void *object;
};
extern const struct private_type private_types[];
extern const size_t private_types_count;

/** The type with this name, or NULL if none of that name is private. */
const struct private_type *private_type_of(const char *name);

/** Tells valgrind that the private objects of the fixture have no unset bytes. */
void private_objects_are_set(void);

/** Checks that two objects (or arrays) are the same, the private ones by what the library says of them. */
void check_same(const char *type, const void *object, const void *expected, size_t size);

/** L1 block in which the block of the driver opens, and the numbers of bytes of what is stored. */
enum { BLOCK_OPENS = 1064, STORED_BLOCK_LEN = 1014, STORED_CHAIN_LEN = 296, STORED_VERIFIER_LEN = 313 };

/** Messages of further kinds, as C structs and as bytes. */
struct messages {
    fernet_message_registration_record record;
    fernet_message_registration_request_p256 request_p256;
    fernet_message_registration_record_p256 record_p256;
    fernet_message_proposal_p256 proposal_p256;
    fernet_message_exit exit;
    fernet_message_block_opening opening, two_blocks;
    fernet_message_reveal_root reveal_root;
    fernet_message_reveal_root reveal_data;
    fernet_message_attestation attestation;
    fernet_message_certificate certificate, bad_certificate;
    fernet_signed_attestation attestations[2];
    fernet_signed_batch_attestation batch_attestations[2];
    fernet_message_batch_claim batch_claim;
    fernet_signed_claim signed_claim;
    fernet_message_tree tree;
    fernet_node_data nodes[2];
    fernet_message_seat_opening seat_opening;
    uint8_t seats[2];
    uint8_t parameters_bytes[FERNET_MESSAGE_PARAMETERS_LEN], record_bytes[FERNET_MESSAGE_REGISTRATION_RECORD_LEN];
    uint8_t request_p256_bytes[FERNET_MESSAGE_REGISTRATION_REQUEST_P256_LEN];
    uint8_t record_p256_bytes[FERNET_MESSAGE_REGISTRATION_RECORD_P256_LEN];
    uint8_t proposal_p256_bytes[FERNET_MESSAGE_PROPOSAL_P256_LEN];
    uint8_t proposals_p256[FERNET_MESSAGE_PROPOSAL_EVIDENCE_P256_LEN];
    uint8_t exit_bytes[FERNET_MESSAGE_EXIT_LEN], opening_bytes[FERNET_MESSAGE_BLOCK_OPENING_LEN];
    uint8_t event_bytes[FERNET_MESSAGE_L1_EVENT_LEN + FERNET_MESSAGE_EXIT_LEN];
    uint8_t reveal_root_bytes[FERNET_MESSAGE_REVEAL_ROOT_LEN], batch_claim_bytes[FERNET_MESSAGE_BATCH_CLAIM_LEN];
    uint8_t reveal_data_bytes[FERNET_MESSAGE_REVEAL_DATA_LEN], attestation_bytes[FERNET_MESSAGE_ATTESTATION_LEN];
    uint8_t certificate_bytes[FERNET_MESSAGE_CERTIFICATE_LEN + 2 * sizeof(fernet_signed_attestation)];
    uint8_t batch_certificate_bytes[FERNET_MESSAGE_CERTIFICATE_LEN + 2 * sizeof(fernet_signed_batch_attestation)];
    uint8_t attestation_evidence[FERNET_MESSAGE_ATTESTATION_EVIDENCE_LEN];
    uint8_t tree_of_ids[FERNET_MESSAGE_TREE_LEN + 2 + sizeof(fernet_claim_id)];
    uint8_t tree_of_claims[FERNET_MESSAGE_TREE_LEN + 2 + FERNET_SIGNED_CLAIM_LEN];
    uint8_t tree_data[FERNET_MESSAGE_TREE_LEN + 2 * FERNET_NODE_DATA_LEN];
    uint8_t seat_opening_bytes[FERNET_MESSAGE_SEAT_OPENING_LEN + FERNET_SEAT_OPENING_LEN];
    uint8_t proposals[FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN], claims[FERNET_MESSAGE_CLAIM_EVIDENCE_LEN];
};

/** A block and its chain at one stage of the course of the block. */
struct stage {
    fernet_block block;
    fernet_chain chain;
};

/** Values with which every function succeeds. */
struct fixture {
    uint8_t bytes[64];
    fernet_address address, no_address;
    fernet_amount nothing, ether, too_large;
    fernet_randao_mix mix;
    fernet_randao_reveal reveal;
    fernet_randao_entry ring[4];
    size_t two, five;
    fernet_params params, bad_params;
    fernet_pinned_mix pinned, no_pinned;
    fernet_registration_record records[2];
    fernet_registration_request no_request;
    fernet_beta beta;
    fernet_ticket ticket;
    fernet_scored_key best[4], candidate;

    fernet_secret secret;
    fernet_secret_key secret_key;
    fernet_key key, bad_key;
    fernet_proof plain_proof, proof, bad_proof;
    fernet_secret no_secret;
    fernet_p256_secret_key p256_secret_key;
    fernet_key p256_key;
    fernet_p256_proof plain_p256_proof, p256_proof, bad_p256_proof;
    fernet_sequencer_seed sequencer_seed;
    fernet_prover_seed prover_seed;
    fernet_claim_id claim_ids[3];
    fernet_batch_key batch_key;
    fernet_batch_proof batch_proof, bad_batch_proof;
    fernet_batch_item items[3];

    fernet_registration sequencer, prover, exited;
    fernet_data_digest digests[3];
    fernet_data_root data_root;
    fernet_availability availability;
    fernet_tx_hash transactions[3];
    fernet_reveal contents, contents_with_data, no_contents;
    fernet_election election;
    fernet_proposal proposal, other_proposal;
    fernet_block_phase block;
    fernet_params long_params;
    fernet_opening opening, last_opening;
    fernet_chain chain, revealing, proving_chain, last_chain;
    fernet_proposal_id leader;
    fernet_message_registration_request request_message, no_role_message;
    fernet_message_proposal proposal_message;
    fernet_message_claim claim_message;
    fernet_message_reveal reveal_message;
    uint8_t request_bytes[FERNET_MESSAGE_REGISTRATION_REQUEST_LEN];
    uint8_t proposal_bytes[FERNET_MESSAGE_PROPOSAL_LEN], claim_bytes[FERNET_MESSAGE_CLAIM_LEN];
    uint8_t reveal_bytes[FERNET_MESSAGE_REVEAL_LEN + 3 * sizeof(fernet_tx_hash)];
    struct messages messages;

    fernet_proving_context proving;
    fernet_claim claim, other_claim;
    fernet_seat seat, other_seat, base_seats[2], root_seat;
    fernet_accumulator left, right;
    fernet_bundle_builder builder, empty_builder;
    fernet_tree_verifier verifier, done_verifier;
    fernet_tree tree;
    fernet_bundle_commitment root;
    uint8_t seat_opening[FERNET_SEAT_OPENING_LEN];
    uint64_t nodes[3];

    fernet_settlement settlement;
    fernet_rebate rebate;
    fernet_paid_seat paid_seats[3];
    fernet_ledger ledger, empty_ledger;
    fernet_mev_reference mev;
    fernet_address mev_sources[2];
    fernet_mev_report mev_reports[3];

    fernet_opening block_opening, late_opening;
    fernet_registration keys[2];
    fernet_proposal block_proposal;
    /** In a rollup whose sequencers are on P-256. */
    struct stage opened_p256, proposed_p256;
    fernet_registration p256_sequencer;
    uint8_t signed_proposal_p256[FERNET_MESSAGE_PROPOSAL_P256_LEN];
    uint8_t other_proposal_p256[FERNET_MESSAGE_PROPOSAL_P256_LEN];
    uint8_t evidence_p256[FERNET_MESSAGE_PROPOSAL_EVIDENCE_P256_LEN];
    struct stage opened, proposed, stale, elected, revealed, proven;
    /** The same block in a rollup with attesters. */
    struct stage with_data, certified;
    uint8_t signed_attestation[FERNET_MESSAGE_ATTESTATION_LEN], other_signed_attestation[FERNET_MESSAGE_ATTESTATION_LEN];
    uint8_t attestation_evidence[FERNET_MESSAGE_ATTESTATION_EVIDENCE_LEN];
    uint8_t signed_certificate[FERNET_MESSAGE_CERTIFICATE_LEN + sizeof(fernet_signed_attestation)];
    uint8_t batch_certificate[FERNET_MESSAGE_CERTIFICATE_LEN + sizeof(fernet_signed_batch_attestation)];
    uint8_t signed_proposal[FERNET_MESSAGE_PROPOSAL_LEN], other_signed_proposal[FERNET_MESSAGE_PROPOSAL_LEN];
    uint8_t foreign_proposal[FERNET_MESSAGE_PROPOSAL_LEN], evidence[FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN];
    uint8_t signed_reveal[FERNET_MESSAGE_REVEAL_LEN + sizeof(fernet_tx_hash)];
    uint8_t signed_claim[FERNET_MESSAGE_CLAIM_LEN], other_signed_claim[FERNET_MESSAGE_CLAIM_LEN];
    fernet_message_batch_claim block_claims[2];
    uint8_t tree_of_ids[FERNET_MESSAGE_TREE_LEN + 1 + sizeof(fernet_claim_id)];
    uint8_t tree_of_claims[FERNET_MESSAGE_TREE_LEN + 1 + FERNET_SIGNED_CLAIM_LEN];
    uint8_t tree_with_data[FERNET_MESSAGE_TREE_LEN + 1 + FERNET_SIGNED_CLAIM_LEN];
    fernet_seat block_seat;
    fernet_tree block_tree;
    fernet_sums sums;
    fernet_l1_event at;
    fernet_happening settles;
    uint8_t stored_block[FERNET_BLOCK_STORED_LEN + 1], stored_chain[FERNET_CHAIN_STORED_LEN];
    uint8_t stored_ring[FERNET_RANDAO_RING_STORED_LEN + 2 * FERNET_RANDAO_ENTRY_STORED_LEN];
    uint8_t stored_verifier[FERNET_TREE_VERIFIER_STORED_LEN];
};
extern struct fixture fixture;
void fixture_open(void);
void fixture_open_messages(struct fixture *fixture);
void fixture_open_block(struct fixture *fixture);

#endif
