/* Shapes, claims, seats, bundles, trees. */
#include "misuse.h"

#define F (&fixture)
#define OK FERNET_STATUS_OK
#define TX_PER_BASE CHOICE_OR(FERNET_STATUS_PARAMS_TX_PER_BASE, 2, 1, 2)

CALL(fernet_tree_shape_for_transactions, P(0), N(1), N8(2))
CALL(fernet_tree_shape_read, P(0), N(1))
CALL(fernet_node_read, P(0), N(1), N(2))
CALL(fernet_claim_id_new, P(0), P(1), P(2), P(3))
CALL(fernet_claim_check, P(0), P(1), P(2))
CALL(fernet_seat_new, P(0), P(1), P(2), P(3), P(4))
CALL(fernet_seat_new_with_ticket, P(0), P(1), P(2), P(3), P(4))
CALL(fernet_seat_read, P(0), P(1))
CALL(fernet_seat_compare, P(0), P(1), P(2))
CALL(fernet_seat_equivocation, P(0), P(1), P(2))
CALL(fernet_bundle_accumulate, P(0), P(1), A(2), P(3), P(4))
CALL(fernet_accumulator_read, P(0), P(1))
CALL(fernet_bundle_builder_init, P(0), P(1), N(2), P(3))
CALL(fernet_bundle_builder_insert, P(0), P(1), P(2), P(3))
CALL(fernet_bundle_builder_best, A(0), P(1), P(2))
CALL(fernet_tree_verifier_init, P(0), P(1))
CALL(fernet_tree_verifier_expected, P(0), P(1))
CALL(fernet_tree_verifier_insert, P(0), P(1), P(2), A(3))
CALL(fernet_tree_verifier_finish, P(0), P(1))
CALL(fernet_tree_read, P(0), P(1), P(2))
CALL(fernet_tree_compare, P(0), P(1), P(2))
CALL(fernet_seat_opening_verify, P(0), N(1), P(2), P(3), P(4), A(5))

#define CLAIMS(registration) \
    IN(fernet_proving_context, &F->proving), IN(fernet_registration, registration), IN(fernet_claim, &F->claim)
#define CHILDREN(left, right)                                                    \
    IN_OR_NULL(fernet_accumulator, left, FERNET_STATUS_CHILD_CHILD_MISSING),     \
        IN_OR_NULL(fernet_accumulator, right, FERNET_STATUS_CHILD_CHILD_MISSING)
#define SEATS(seats, length) IN_ARRAY(fernet_seat, seats, length, FERNET_STATUS_BUNDLE_EMPTY)

#define OPENED(root)                                                                         \
    IN(fernet_prover_seed, &F->prover_seed), IN(fernet_proposal_id, &F->proving.proposal_id), \
        IN(fernet_bundle_commitment, root),                                                   \
        IN_ARRAY(uint8_t, F->seat_opening, sizeof F->seat_opening, FERNET_STATUS_OPENING_LENGTH)

static const struct row rows[] = {
    ROW(fernet_tree_shape_for_transactions, OUT(uint64_t), NUMBER(7), TX_PER_BASE),
    FAILS(fernet_tree_shape_for_transactions, FERNET_STATUS_SHAPE_TOO_MANY_BASES, OUT(uint64_t), NUMBER(UINT64_MAX),
          TX_PER_BASE),
    ROW(fernet_tree_shape_read, OUT(fernet_tree_shape), NUMBER(7)),
    FAILS(fernet_tree_shape_read, FERNET_STATUS_SHAPE_NO_BASES, OUT(fernet_tree_shape), NUMBER(0)),
    FAILS(fernet_tree_shape_read, FERNET_STATUS_SHAPE_TOO_MANY_BASES, OUT(fernet_tree_shape), NUMBER(UINT64_MAX)),
    ROW(fernet_node_read, OUT(fernet_node), NUMBER(7), NUMBER(7)),
    FAILS(fernet_node_read, FERNET_STATUS_CLAIM_FOREIGN_NODE, OUT(fernet_node), NUMBER(7), NUMBER(13)),
    FAILS(fernet_node_read, FERNET_STATUS_SHAPE_NO_BASES, OUT(fernet_node), NUMBER(0), NUMBER(0)),

    ROW(fernet_claim_id_new, OUT(fernet_claim_id), IN(fernet_prover_seed, &F->prover_seed),
        IN(fernet_proposal_id, &F->proving.proposal_id), IN(fernet_claim, &F->claim)),
    ROW(fernet_claim_check, CLAIMS(&F->prover)),
    FAILS(fernet_claim_check, FERNET_STATUS_INELIGIBLE_EXITED, CLAIMS(&F->exited)),
    ROW(fernet_seat_new, OUT(fernet_seat), CLAIMS(&F->prover), IN(fernet_beta, &F->beta)),
    FAILS(fernet_seat_new, FERNET_STATUS_INELIGIBLE_EXITED, OUT(fernet_seat), CLAIMS(&F->exited),
          IN(fernet_beta, &F->beta)),
    ROW(fernet_seat_new_with_ticket, OUT(fernet_seat), CLAIMS(&F->prover), IN(fernet_ticket, &F->ticket)),
    FAILS(fernet_seat_new_with_ticket, FERNET_STATUS_INELIGIBLE_WRONG_ROLE, OUT(fernet_seat), CLAIMS(&F->sequencer),
          IN(fernet_ticket, &F->ticket)),
    ROW(fernet_seat_read, OUT(fernet_seat_info), IN(fernet_seat, &F->seat)),
    ROW(fernet_seat_compare, OUT(int32_t), IN(fernet_seat, &F->seat), IN(fernet_seat, &F->other_seat)),
    ROW(fernet_seat_equivocation, OUT(fernet_evidence), IN(fernet_seat, &F->seat), IN(fernet_seat, &F->other_seat)),
    FAILS(fernet_seat_equivocation, FERNET_STATUS_NONE, OUT(fernet_evidence), IN(fernet_seat, &F->seat),
          IN(fernet_seat, &F->seat)),

    ROW(fernet_bundle_accumulate, OUT(fernet_accumulator), IN(fernet_proving_context, &F->proving), SEATS(&F->root_seat, 1),
        CHILDREN(&F->left, &F->right)),
    FAILS(fernet_bundle_accumulate, FERNET_STATUS_CHILD_WRONG_NODE, OUT(fernet_accumulator),
          IN(fernet_proving_context, &F->proving), SEATS(&F->root_seat, 1), CHILDREN(&F->right, &F->left)),
    FAILS(fernet_bundle_accumulate, FERNET_STATUS_CHILD_CHILDREN_OF_BASE, OUT(fernet_accumulator),
          IN(fernet_proving_context, &F->proving), SEATS(F->base_seats, 2), CHILDREN(&F->left, &F->right)),
    ROW(fernet_accumulator_read, OUT(fernet_accumulator_info), IN(fernet_accumulator, &F->left)),
    ROW(fernet_bundle_builder_init, OUT(fernet_bundle_builder), IN(fernet_proving_context, &F->proving), NUMBER(1),
        IN(fernet_statement, &F->claim.statement)),
    FAILS(fernet_bundle_builder_init, FERNET_STATUS_CLAIM_FOREIGN_NODE, OUT(fernet_bundle_builder), IN(fernet_proving_context, &F->proving),
          NUMBER(3), IN(fernet_statement, &F->claim.statement)),
    ROW(fernet_bundle_builder_insert, INOUT(fernet_bundle_builder, &F->empty_builder), IN(fernet_seat, &F->root_seat),
        CHILDREN(&F->left, &F->right)),
    FAILS(fernet_bundle_builder_insert, FERNET_STATUS_BUNDLE_MIXED_NODES, INOUT(fernet_bundle_builder, &F->empty_builder),
          IN(fernet_seat, &F->seat), CHILDREN(&F->left, &F->right)),
    FAILS(fernet_bundle_builder_insert, FERNET_STATUS_CHILD_WRONG_NODE, INOUT(fernet_bundle_builder, &F->builder),
          IN(fernet_seat, &F->root_seat), CHILDREN(&F->right, &F->left)),
    ROW(fernet_bundle_builder_best, OUT_ARRAY(fernet_seat, 3, FERNET_STATUS_LENGTH), OUT(size_t),
        IN(fernet_bundle_builder, &F->builder)),
    FAILS(fernet_bundle_builder_best, FERNET_STATUS_LENGTH, OUT_ARRAY(fernet_seat, 2, FERNET_STATUS_LENGTH), OUT(size_t),
          IN(fernet_bundle_builder, &F->builder)),
    FAILS(fernet_bundle_builder_best, FERNET_STATUS_NONE, OUT_ARRAY(fernet_seat, 4, FERNET_STATUS_LENGTH), OUT(size_t),
          IN(fernet_bundle_builder, &F->empty_builder)),

    ROW(fernet_tree_verifier_init, OUT(fernet_tree_verifier), IN(fernet_proving_context, &F->proving)),
    ROW(fernet_tree_verifier_expected, OUT(uint64_t), IN(fernet_tree_verifier, &F->verifier)),
    ROW(fernet_tree_verifier_insert, OUT(fernet_accumulator), INOUT(fernet_tree_verifier, &F->verifier),
        IN(fernet_proving_context, &F->proving), SEATS(F->base_seats, 2)),
    FAILS(fernet_tree_verifier_insert, FERNET_STATUS_TREE_OUT_OF_ORDER, OUT(fernet_accumulator),
          INOUT(fernet_tree_verifier, &F->verifier), IN(fernet_proving_context, &F->proving), SEATS(&F->root_seat, 1)),
    FAILS(fernet_tree_verifier_insert, FERNET_STATUS_TREE_DUPLICATE, OUT(fernet_accumulator),
          INOUT(fernet_tree_verifier, &F->done_verifier), IN(fernet_proving_context, &F->proving), SEATS(F->base_seats, 2)),
    ROW(fernet_tree_verifier_finish, OUT(fernet_tree), IN(fernet_tree_verifier, &F->done_verifier)),
    FAILS(fernet_tree_verifier_finish, FERNET_STATUS_TREE_MISSING, OUT(fernet_tree),
          IN(fernet_tree_verifier, &F->verifier)),
    ROW(fernet_tree_read, OUT(fernet_accumulator_info), OUT(fernet_seat_info), IN(fernet_tree, &F->tree)),
    ROW(fernet_tree_compare, OUT(int32_t), IN(fernet_tree, &F->tree), IN(fernet_tree, &F->tree)),
    ROW(fernet_seat_opening_verify, OUT(fernet_opened_seat), NUMBER(2), OPENED(&F->root)),
    FAILS(fernet_seat_opening_verify, FERNET_STATUS_SHAPE_NO_BASES, OUT(fernet_opened_seat), NUMBER(0), OPENED(&F->root)),
    FAILS(fernet_seat_opening_verify, FERNET_STATUS_OPENING_FOREIGN_NODE, OUT(fernet_opened_seat), NUMBER(1), OPENED(&F->root)),
    FAILS(fernet_seat_opening_verify, FERNET_STATUS_OPENING_ROOT_DIFFERS, OUT(fernet_opened_seat), NUMBER(2),
          OPENED(&F->claim.left)),
};

struct table rows_of_trees(void) {
    struct table table = {rows, COUNT(rows)};
    return table;
}
