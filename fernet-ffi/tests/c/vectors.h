/* One function for each file of vectors; it runs one case. */
#ifndef FERNET_TESTS_VECTORS_H
#define FERNET_TESTS_VECTORS_H

#include "json.h"

/** input and output are those of the case, NULL where the file has a form of its own or the case expects an error. */
typedef void vector_case(const cJSON *test, const cJSON *input, const cJSON *output);

vector_case params_params, election_snapshot, settlement_reveal, bundle_accumulate, bundle_insert;
vector_case randao_mix, randao_ring, randao_pin, seed_seed, ticket_ticket;
vector_case registry_registration, registry_choice;
vector_case score_score, score_order, score_inverse, score_odds;
fernet_proposal proposal_of(const cJSON *fields);
/** A suite of this name; one that does not exist for any other name. */
fernet_sequencer_suite sequencer_suite_of(const cJSON *input);
vector_case election_evidence, election_tx_order, election_proposal, election_election, election_phase;
vector_case election_chain;
vector_case shape_bases, shape_shape, shape_node;
vector_case bundle_claim, bundle_tree, bundle_best, bundle_competition;
vector_case availability_data, availability_attestation, availability_certificate, availability_odds;
vector_case message_decode, message_truncated, opening_verify;
vector_case settlement_settle, settlement_sums, settlement_slash, settlement_mev, settlement_mev_sources;
vector_case p256_keys, p256_proofs, p256_witness, p256_derivation;
vector_case vrf_keys, vrf_batch, vrf_expand, vrf_proofs, vrf_derivation, rfc9381_example;

/** What is left to do when all cases of vrf/proofs.json were run: its valid proofs together in batches. */
void vrf_proofs_in_batches(void);

/** Default parameters of a rollup. */
fernet_params params_of(uint64_t chain_id, const fernet_address *rollup_address);

/** Default parameters of the rollup that most vectors are of. */
fernet_params plain_params(void);

extern const char *const role_names[4];

#endif
