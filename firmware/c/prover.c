/*
 * The key-holding prover in C, over the static library: seed in; evaluate, ticket, score, a proof that signs, and a verifier.
 * Checks itself against the committed vectors.
 */
#include "fernet.h"
#include "machine.h"

/** Bytes of a vector; none where at is NULL. */
struct bytes {
    const uint8_t *at;
    size_t len;
};

/** vectors/rfc9381 and vectors/vrf/proofs.json. */
struct proof_case {
    fernet_suite suite;
    /** The seed, where proving must give the proof. */
    struct bytes seed;
    struct bytes key;
    struct bytes alpha;
    /** What a proof signs; none for a plain one. */
    struct bytes ad;
    struct bytes pi;
    struct bytes beta;
    /** The error of verification, as fernet_status_name has it, or NULL. */
    const char *error;
};

/** vectors/ticket/ticket.json. */
struct ticket_case {
    struct bytes beta;
    struct bytes prover_seed;
    struct bytes key;
    uint64_t node;
    struct bytes sequencer;
    /** In the order of the modes. */
    struct bytes prover[3];
};

/** vectors/score/score.json. */
struct score_case {
    struct bytes ticket;
    uint32_t fee;
    struct bytes score;
};

/* PROOFS, TICKETS and SCORES: written by cargo xtask firmware. */
#include "vectors.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool same(const void *bytes, struct bytes expected, size_t size)
{
    const uint8_t *at = bytes;
    bool equal = expected.len == size;
    for (size_t i = 0; equal && i < size; i++) {
        equal = at[i] == expected.at[i];
    }
    return equal;
}

static void load(void *object, struct bytes from)
{
    uint8_t *to = object;
    for (size_t i = 0; i < from.len; i++) {
        to[i] = from.at[i];
    }
}

static bool same_text(const char *a, const char *b)
{
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

static fernet_status prove(fernet_proof *proof, fernet_beta *beta, const fernet_secret_key *secret_key,
                           const struct proof_case *c)
{
    if (c->ad.at == NULL) {
        return fernet_vrf_prove(proof, beta, secret_key, c->suite, c->alpha.at, c->alpha.len);
    }
    return fernet_vrf_prove_ad(proof, beta, secret_key, c->suite, c->alpha.at, c->alpha.len, c->ad.at, c->ad.len);
}

static fernet_status verify(fernet_beta *beta, const struct proof_case *c)
{
    fernet_key key;
    fernet_proof proof;
    fernet_status status = fernet_key_parse(&key, c->key.at, c->key.len);
    if (status == FERNET_STATUS_OK) {
        status = fernet_proof_parse(&proof, c->pi.at, c->pi.len);
    }
    if (status != FERNET_STATUS_OK) {
        return status;
    }
    if (c->ad.at == NULL) {
        return fernet_vrf_verify(beta, &key, c->suite, c->alpha.at, c->alpha.len, &proof);
    }
    return fernet_vrf_verify_ad(beta, &key, c->suite, c->alpha.at, c->alpha.len, c->ad.at, c->ad.len, &proof);
}

static bool proves(const struct proof_case *c)
{
    fernet_secret seed;
    fernet_secret_key secret_key;
    fernet_key key;
    fernet_beta beta;
    fernet_beta proven;
    fernet_proof proof;
    bool right;

    load(&seed, c->seed);
    right = fernet_secret_key_from_seed(&secret_key, &seed) == FERNET_STATUS_OK &&
            fernet_secret_key_public(&key, &secret_key) == FERNET_STATUS_OK && same(&key, c->key, sizeof key) &&
            fernet_vrf_evaluate(&beta, &secret_key, c->suite, c->alpha.at, c->alpha.len) == FERNET_STATUS_OK &&
            same(&beta, c->beta, sizeof beta) && prove(&proof, &proven, &secret_key, c) == FERNET_STATUS_OK &&
            same(&proof, c->pi, sizeof proof) && same(&proven, c->beta, sizeof proven);
    return fernet_secret_key_wipe(&secret_key) == FERNET_STATUS_OK && right;
}

static bool verifies(const struct proof_case *c)
{
    fernet_beta beta;
    fernet_status status = verify(&beta, c);
    if (c->error == NULL) {
        return status == FERNET_STATUS_OK && same(&beta, c->beta, sizeof beta);
    }
    return same_text(fernet_status_name(status), c->error);
}

static bool gives_tickets(const struct ticket_case *c)
{
    fernet_beta beta;
    fernet_prover_seed seed;
    fernet_key key;
    fernet_ticket ticket;
    load(&beta, c->beta);
    load(&seed, c->prover_seed);
    load(&key, c->key);
    if (fernet_ticket_sequencer(&ticket, &beta) != FERNET_STATUS_OK || !same(&ticket, c->sequencer, sizeof ticket)) {
        return false;
    }
    for (fernet_vrf_mode mode = FERNET_VRF_MODE_PER_NODE; mode <= FERNET_VRF_MODE_PUBLIC; mode++) {
        if (fernet_ticket_prover(&ticket, mode, &seed, c->node, &key, &beta) != FERNET_STATUS_OK ||
            !same(&ticket, c->prover[mode - FERNET_VRF_MODE_PER_NODE], sizeof ticket)) {
            return false;
        }
    }
    return true;
}

static bool gives_score(const struct score_case *c)
{
    fernet_ticket ticket;
    fernet_score score;
    load(&ticket, c->ticket);
    return fernet_score_new(&score, &ticket, c->fee) == FERNET_STATUS_OK && same(&score, c->score, sizeof score);
}

static bool all_hold(void)
{
    if (fernet_selftest(FERNET_ABI_VERSION) != FERNET_STATUS_OK) {
        print("selftest\n");
        return false;
    }
    for (size_t i = 0; i < COUNT(PROOFS); i++) {
        if ((PROOFS[i].seed.at != NULL && !proves(&PROOFS[i])) || !verifies(&PROOFS[i])) {
            print("a proof\n");
            return false;
        }
    }
    for (size_t i = 0; i < COUNT(TICKETS); i++) {
        if (!gives_tickets(&TICKETS[i])) {
            print("a ticket\n");
            return false;
        }
    }
    for (size_t i = 0; i < COUNT(SCORES); i++) {
        if (!gives_score(&SCORES[i])) {
            print("a score\n");
            return false;
        }
    }
    return true;
}

_Noreturn void main_of_image(void)
{
    exit_of_image(all_hold() ? 0 : 1);
}
