/* Keys, proofs, batches. */
#include "misuse.h"

#define F (&fixture)
#define OK FERNET_STATUS_OK
#define LENGTH FERNET_STATUS_LENGTH

CALL(fernet_secret_key_derive, P(0), P(1), N8(2))
CALL(fernet_secret_key_from_seed, P(0), P(1))
CALL(fernet_secret_key_public, P(0), P(1))
CALL(fernet_secret_key_wipe, P(0))
CALL(fernet_key_parse, P(0), A(1))
CALL(fernet_proof_parse, P(0), A(1))
CALL(fernet_proof_to_hash, P(0), N8(1), P(2))
CALL(fernet_vrf_evaluate, P(0), P(1), N8(2), A(3))
CALL(fernet_vrf_prove, P(0), P(1), P(2), N8(3), A(4))
CALL(fernet_vrf_prove_ad, P(0), P(1), P(2), N8(3), A(4), A(5))
CALL(fernet_vrf_prove_verified, P(0), P(1), P(2), N8(3), A(4))
CALL(fernet_vrf_prove_verified_ad, P(0), P(1), P(2), N8(3), A(4), A(5))
CALL(fernet_vrf_verify, P(0), P(1), N8(2), A(3), P(4))
CALL(fernet_vrf_verify_ad, P(0), P(1), N8(2), A(3), A(4), P(5))
CALL(fernet_p256_secret_key_derive, P(0), P(1))
CALL(fernet_p256_secret_key_from_scalar, P(0), P(1))
CALL(fernet_p256_secret_key_public, P(0), P(1))
CALL(fernet_p256_secret_key_wipe, P(0))
CALL(fernet_p256_key_parse, P(0), A(1))
CALL(fernet_p256_proof_parse, P(0), A(1))
CALL(fernet_p256_proof_to_hash, P(0), N8(1), P(2))
CALL(fernet_p256_evaluate, P(0), P(1), N8(2), A(3))
CALL(fernet_p256_prove, P(0), P(1), P(2), N8(3), A(4))
CALL(fernet_p256_prove_ad, P(0), P(1), P(2), N8(3), A(4), A(5))
CALL(fernet_p256_verify, P(0), P(1), N8(2), A(3), P(4))
CALL(fernet_p256_verify_ad, P(0), P(1), N8(2), A(3), A(4), P(5))
CALL(fernet_p256_evm_witness, P(0), P(1), A(2), P(3))
CALL(fernet_p256_evm_witness_ad, P(0), P(1), A(2), A(3), P(4))
CALL(fernet_prover_tickets, A(0), P(1), P(2), N8(3), A(4))
CALL(fernet_prover_prove, A(0), P(1), P(2), N8(3), A(4), A(5))
CALL(fernet_prover_prove_verified, A(0), P(1), P(2), N8(3), A(4), A(5))
CALL(fernet_batch_key_new, P(0), P(1))
CALL(fernet_batch_proof_parse, P(0), A(1))
CALL(fernet_batch_proof_prove, P(0), P(1), P(2), N8(3), A(4), A(5), N8(6))
CALL(fernet_batch_proof_to_proof, P(0), P(1), N8(2), A(3), A(4), N8(5), P(6))
CALL(fernet_batch_proof_from_proof, P(0), P(1), N8(2), A(3), A(4), N8(5), P(6))
CALL(fernet_vrf_verify_batch, A(0), A(1), A(2))

#define KEY(key) IN(fernet_key, key)
#define SECRET_KEY IN(fernet_secret_key, &F->secret_key)
#define P256_SECRET_KEY IN(fernet_p256_secret_key, &F->p256_secret_key)
#define P256_PROVEN OUT(fernet_p256_proof), OUT(fernet_beta), P256_SECRET_KEY, P256_SUITE, ALPHA(OK)
#define SEED IN(fernet_prover_seed, &F->prover_seed)
#define ALPHA(without) BYTES(F->bytes, 5, without)
#define AD(without) BYTES(F->bytes + 5, 7, without)
#define NODES IN_ARRAY(uint64_t, F->nodes, 3, LENGTH)
#define PROVEN OUT(fernet_proof), OUT(fernet_beta), SECRET_KEY, SUITE, ALPHA(OK)

static const struct row rows[] = {
    ROW(fernet_secret_key_derive, OUT(fernet_secret_key), IN(fernet_secret, &F->secret),
        CHOICE(FERNET_ROLE_PROVER, FERNET_ROLE_SEQUENCER, FERNET_ROLE_PROVER)),
    ROW(fernet_secret_key_from_seed, OUT(fernet_secret_key), IN(fernet_secret, &F->secret)),
    ROW(fernet_secret_key_public, OUT(fernet_key), SECRET_KEY),
    ROW(fernet_secret_key_wipe, OUT(fernet_secret_key)),
    ROW(fernet_key_parse, OUT(fernet_key), BYTES(F->key.bytes, 32, FERNET_STATUS_KEY_LENGTH)),
    FAILS(fernet_key_parse, FERNET_STATUS_KEY_LENGTH, OUT(fernet_key), BYTES(F->key.bytes, 31, OK)),
    FAILS(fernet_key_parse, FERNET_STATUS_KEY_NON_CANONICAL, OUT(fernet_key), BYTES(F->bad_key.bytes, 32, OK)),
    ROW(fernet_proof_parse, OUT(fernet_proof), BYTES(F->proof.bytes, 80, FERNET_STATUS_PROOF_LENGTH)),
    FAILS(fernet_proof_parse, FERNET_STATUS_PROOF_LENGTH, OUT(fernet_proof), BYTES(F->proof.bytes, 79, OK)),
    FAILS(fernet_proof_parse, FERNET_STATUS_PROOF_GAMMA_NON_CANONICAL, OUT(fernet_proof),
          BYTES(F->bad_proof.bytes, 80, OK)),
    ROW(fernet_proof_to_hash, OUT(fernet_beta), SUITE, IN(fernet_proof, &F->proof)),
    FAILS(fernet_proof_to_hash, FERNET_STATUS_PROOF_GAMMA_NON_CANONICAL, OUT(fernet_beta), SUITE,
          IN(fernet_proof, &F->bad_proof)),

    ROW(fernet_vrf_evaluate, OUT(fernet_beta), SECRET_KEY, SUITE, ALPHA(OK)),
    ROW(fernet_vrf_prove, PROVEN),
    ROW(fernet_vrf_prove_ad, PROVEN, AD(OK)),
    ROW(fernet_vrf_prove_verified, PROVEN),
    ROW(fernet_vrf_prove_verified_ad, PROVEN, AD(OK)),
    ROW(fernet_vrf_verify, OUT(fernet_beta), KEY(&F->key), SUITE, ALPHA(FERNET_STATUS_VERIFY_INVALID),
        IN(fernet_proof, &F->plain_proof)),
    FAILS(fernet_vrf_verify, FERNET_STATUS_VERIFY_INVALID, OUT(fernet_beta), KEY(&F->key), SUITE, ALPHA(OK),
          IN(fernet_proof, &F->proof)),
    FAILS(fernet_vrf_verify, FERNET_STATUS_KEY_NON_CANONICAL, OUT(fernet_beta), KEY(&F->bad_key), SUITE, ALPHA(OK),
          IN(fernet_proof, &F->proof)),
    FAILS(fernet_vrf_verify, FERNET_STATUS_PROOF_GAMMA_NON_CANONICAL, OUT(fernet_beta), KEY(&F->key), SUITE, ALPHA(OK),
          IN(fernet_proof, &F->bad_proof)),
    ROW(fernet_vrf_verify_ad, OUT(fernet_beta), KEY(&F->key), SUITE, ALPHA(FERNET_STATUS_VERIFY_INVALID),
        AD(FERNET_STATUS_VERIFY_INVALID), IN(fernet_proof, &F->proof)),
    FAILS(fernet_vrf_verify_ad, FERNET_STATUS_VERIFY_INVALID, OUT(fernet_beta), KEY(&F->key), SUITE, ALPHA(OK),
          AD(OK), IN(fernet_proof, &F->plain_proof)),

    ROW(fernet_p256_secret_key_derive, OUT(fernet_p256_secret_key), IN(fernet_secret, &F->secret)),
    ROW(fernet_p256_secret_key_from_scalar, OUT(fernet_p256_secret_key), IN(fernet_secret, &F->secret)),
    FAILS(fernet_p256_secret_key_from_scalar, FERNET_STATUS_P256_SECRET_KEY_OUT_OF_RANGE, OUT(fernet_p256_secret_key),
          IN(fernet_secret, &F->no_secret)),
    ROW(fernet_p256_secret_key_public, OUT(fernet_key), P256_SECRET_KEY),
    ROW(fernet_p256_secret_key_wipe, OUT(fernet_p256_secret_key)),
    ROW(fernet_p256_key_parse, OUT(fernet_key), BYTES(F->p256_key.bytes, 32, FERNET_STATUS_P256_KEY_LENGTH)),
    FAILS(fernet_p256_key_parse, FERNET_STATUS_P256_KEY_LENGTH, OUT(fernet_key), BYTES(F->p256_key.bytes, 31, OK)),
    FAILS(fernet_p256_key_parse, FERNET_STATUS_P256_KEY_NON_CANONICAL, OUT(fernet_key), BYTES(F->bad_key.bytes, 32, OK)),
    ROW(fernet_p256_proof_parse, OUT(fernet_p256_proof), BYTES(F->p256_proof.bytes, 81, FERNET_STATUS_P256_PROOF_LENGTH)),
    FAILS(fernet_p256_proof_parse, FERNET_STATUS_P256_PROOF_LENGTH, OUT(fernet_p256_proof),
          BYTES(F->p256_proof.bytes, 80, OK)),
    ROW(fernet_p256_proof_to_hash, OUT(fernet_beta), P256_SUITE, IN(fernet_p256_proof, &F->p256_proof)),
    FAILS(fernet_p256_proof_to_hash, FERNET_STATUS_P256_PROOF_GAMMA_SIGN, OUT(fernet_beta), P256_SUITE,
          IN(fernet_p256_proof, &F->bad_p256_proof)),
    ROW(fernet_p256_evaluate, OUT(fernet_beta), P256_SECRET_KEY, P256_SUITE, ALPHA(OK)),
    ROW(fernet_p256_prove, P256_PROVEN),
    ROW(fernet_p256_prove_ad, P256_PROVEN, AD(OK)),
    ROW(fernet_p256_verify, OUT(fernet_beta), KEY(&F->p256_key), P256_SUITE, ALPHA(FERNET_STATUS_P256_VERIFY_INVALID),
        IN(fernet_p256_proof, &F->plain_p256_proof)),
    FAILS(fernet_p256_verify, FERNET_STATUS_P256_VERIFY_INVALID, OUT(fernet_beta), KEY(&F->p256_key), P256_SUITE, ALPHA(OK),
          IN(fernet_p256_proof, &F->p256_proof)),
    ROW(fernet_p256_verify_ad, OUT(fernet_beta), KEY(&F->p256_key), P256_SUITE, ALPHA(FERNET_STATUS_P256_VERIFY_INVALID),
        AD(FERNET_STATUS_P256_VERIFY_INVALID), IN(fernet_p256_proof, &F->p256_proof)),
    FAILS(fernet_p256_verify_ad, FERNET_STATUS_P256_KEY_NON_CANONICAL, OUT(fernet_beta), KEY(&F->bad_key), P256_SUITE,
          ALPHA(OK), AD(OK), IN(fernet_p256_proof, &F->p256_proof)),
    ROW(fernet_p256_evm_witness, OUT(fernet_p256_evm_proof), KEY(&F->p256_key), ALPHA(FERNET_STATUS_P256_VERIFY_INVALID),
        IN(fernet_p256_proof, &F->plain_p256_proof)),
    FAILS(fernet_p256_evm_witness, FERNET_STATUS_P256_VERIFY_INVALID, OUT(fernet_p256_evm_proof), KEY(&F->p256_key), ALPHA(OK),
          IN(fernet_p256_proof, &F->p256_proof)),
    ROW(fernet_p256_evm_witness_ad, OUT(fernet_p256_evm_proof), KEY(&F->p256_key),
        ALPHA(FERNET_STATUS_P256_VERIFY_INVALID), AD(FERNET_STATUS_P256_VERIFY_INVALID),
        IN(fernet_p256_proof, &F->p256_proof)),
    FAILS(fernet_p256_evm_witness_ad, FERNET_STATUS_P256_KEY_NON_CANONICAL, OUT(fernet_p256_evm_proof), KEY(&F->bad_key),
          ALPHA(OK), AD(OK), IN(fernet_p256_proof, &F->p256_proof)),

    PAIRED(fernet_prover_tickets, OK, OUT_ARRAY(fernet_ticket, 3, LENGTH), SECRET_KEY, SEED, VRF_MODE, NODES),
    PAIRED(fernet_prover_prove, OK, OUT_ARRAY(fernet_proof, 3, LENGTH), SECRET_KEY, SEED, VRF_MODE, NODES,
           IN_ARRAY(fernet_claim_id, F->claim_ids, 3, LENGTH)),
    PAIRED(fernet_prover_prove_verified, OK, OUT_ARRAY(fernet_proof, 3, LENGTH), SECRET_KEY, SEED, VRF_MODE, NODES,
           IN_ARRAY(fernet_claim_id, F->claim_ids, 3, LENGTH)),

    ROW(fernet_batch_key_new, OUT(fernet_batch_key), KEY(&F->key)),
    FAILS(fernet_batch_key_new, FERNET_STATUS_KEY_NON_CANONICAL, OUT(fernet_batch_key), KEY(&F->bad_key)),
    ROW(fernet_batch_proof_parse, OUT(fernet_batch_proof),
        BYTES(F->batch_proof.bytes, 128, FERNET_STATUS_BATCH_PROOF_LENGTH)),
    FAILS(fernet_batch_proof_parse, FERNET_STATUS_BATCH_PROOF_LENGTH, OUT(fernet_batch_proof),
          BYTES(F->batch_proof.bytes, 127, OK)),
    FAILS(fernet_batch_proof_parse, FERNET_STATUS_BATCH_PROOF_GAMMA, OUT(fernet_batch_proof),
          BYTES(F->bad_batch_proof.bytes, 128, OK)),
    ROW(fernet_batch_proof_prove, OUT(fernet_batch_proof), OUT(fernet_beta), SECRET_KEY, SUITE, ALPHA(OK), AD(OK),
        SIGNS_AD),
    ROW(fernet_batch_proof_to_proof, OUT(fernet_proof), KEY(&F->key), SUITE, ALPHA(OK), AD(OK), SIGNS_AD,
        IN(fernet_batch_proof, &F->batch_proof)),
    FAILS(fernet_batch_proof_to_proof, FERNET_STATUS_BATCH_PROOF_GAMMA, OUT(fernet_proof), KEY(&F->key), SUITE,
          ALPHA(OK), AD(OK), SIGNS_AD, IN(fernet_batch_proof, &F->bad_batch_proof)),
    ROW(fernet_batch_proof_from_proof, OUT(fernet_batch_proof), KEY(&F->key), SUITE,
        ALPHA(FERNET_STATUS_EXPAND_INVALID), AD(FERNET_STATUS_EXPAND_INVALID), SIGNS_AD, IN(fernet_proof, &F->proof)),
    FAILS(fernet_batch_proof_from_proof, FERNET_STATUS_EXPAND_INVALID, OUT(fernet_batch_proof), KEY(&F->key), SUITE,
          ALPHA(OK), AD(OK), SIGNS_AD, IN(fernet_proof, &F->plain_proof)),
    PAIRED(fernet_vrf_verify_batch, OK, OUT_ARRAY(fernet_beta, 3, LENGTH), OUT_ARRAY(int32_t, 3, LENGTH),
           IN_ARRAY(fernet_batch_item, F->items, 3, LENGTH)),
};

struct table rows_of_vrf(void) {
    struct table table = {rows, COUNT(rows)};
    return table;
}
