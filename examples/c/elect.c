/* Elects the leader of a block: three sequencers propose, and anybody checks, verifies and ranks what they sent. */

#include <fernet.h>

#include <stdio.h>
#include <string.h>

enum { SEQUENCERS = 3, KEPT = 2 };

/* What a sequencer sends. Its key is in the registry. */
typedef struct message {
    fernet_proposal proposal;
    fernet_proof proof;
} message;

static int failed(const char *what, fernet_status status) {
    fprintf(stderr, "%s: %s\n", what, fernet_status_name(status));
    return 1;
}

static void print(const char *name, const uint8_t *bytes, size_t len) {
    printf("%s ", name);
    for (size_t i = 0; i < len; i++) printf("%02x", bytes[i]);
    printf("\n");
}

/* What everybody knows of the block. A program reads the mix with fernet_randao_ring_pin. */
static fernet_status open_election(fernet_election *election) {
    const fernet_address rollup = {{0xfe}};
    memset(election, 0, sizeof *election);
    election->pinned.block_number = 42;
    election->pinned.l1_block = 1000;
    memset(election->pinned.mix.bytes, 7, sizeof election->pinned.mix.bytes);
    memset(election->tip.bytes, 9, sizeof election->tip.bytes);
    return fernet_params_default(&election->params, 1, &rollup);
}

/* The VRF input, the same for all sequencers of the block. */
static fernet_status vrf_input(fernet_alpha *alpha, const fernet_election *election) {
    fernet_sequencer_seed seed;
    fernet_status status = fernet_sequencer_seed_new(&seed, &election->params, &election->pinned);
    if (status == FERNET_STATUS_OK) status = fernet_sequencer_seed_alpha(alpha, &seed);
    return status;
}

/* The part of a sequencer: derives its key, and makes a proposal whose VRF proof signs the id of the proposal. */
static fernet_status propose(fernet_registration *registration, message *sent, const fernet_election *election,
                             const fernet_alpha *alpha, uint8_t number) {
    const fernet_secret master = {{number}}; /* a real master secret is 32 random bytes that only the sequencer knows */
    fernet_secret_key secret_key;
    fernet_proposal_id id;
    fernet_beta beta;

    memset(registration, 0, sizeof *registration);
    registration->exit_l1_block = FERNET_NO_EXIT;
    registration->role = FERNET_ROLE_SEQUENCER;
    memset(sent, 0, sizeof *sent);
    sent->proposal.parent = election->tip;
    memset(sent->proposal.tx_order_hash.bytes, number, 32); /* computed by fernet_tx_order_hash_new in a program */
    sent->proposal.payout.bytes[0] = number;
    sent->proposal.fee_split = 700000 + 50000 * (uint32_t)number;

    fernet_status status = fernet_secret_key_derive(&secret_key, &master, FERNET_ROLE_SEQUENCER);
    if (status == FERNET_STATUS_OK) status = fernet_secret_key_public(&registration->key, &secret_key);
    if (status == FERNET_STATUS_OK)
        status = fernet_proposal_id_new(&id, &election->params, election->pinned.block_number, &sent->proposal);
    if (status == FERNET_STATUS_OK)
        status = fernet_vrf_prove_ad(&sent->proof, &beta, &secret_key, FERNET_SUITE_ELL2, alpha->bytes,
                                     sizeof alpha->bytes, id.bytes, sizeof id.bytes);
    (void)fernet_secret_key_wipe(&secret_key);
    return status;
}

/* The part of everybody: checks the proposal, which is cheap, and then verifies its proof. */
static fernet_status verify(fernet_proposal_id *id, fernet_beta *beta, const fernet_election *election,
                            const fernet_alpha *alpha, const fernet_registration *registration, const message *sent) {
    fernet_status status = fernet_election_check(election, registration, &sent->proposal);
    if (status == FERNET_STATUS_OK)
        status = fernet_proposal_id_new(id, &election->params, election->pinned.block_number, &sent->proposal);
    if (status == FERNET_STATUS_OK)
        status = fernet_vrf_verify_ad(beta, &registration->key, FERNET_SUITE_ELL2, alpha->bytes, sizeof alpha->bytes,
                                      id->bytes, sizeof id->bytes, &sent->proof);
    return status;
}

int main(void) {
    fernet_status status = fernet_selftest(FERNET_ABI_VERSION);
    if (status != FERNET_STATUS_OK) return failed("self-test", status);
    fernet_election election;
    fernet_alpha alpha;
    status = open_election(&election);
    if (status == FERNET_STATUS_OK) status = vrf_input(&alpha, &election);
    if (status != FERNET_STATUS_OK) return failed("election", status);

    fernet_registration registrations[SEQUENCERS];
    message messages[SEQUENCERS];
    for (uint8_t i = 0; i < SEQUENCERS; i++) {
        status = propose(&registrations[i], &messages[i], &election, &alpha, (uint8_t)(i + 1));
        if (status != FERNET_STATUS_OK) return failed("propose", status);
    }
    message changed = messages[0]; /* somebody else redirects the first sequencer's pay */
    changed.proposal.payout.bytes[0] = 99;

    fernet_proposal_id ids[SEQUENCERS], other_id;
    fernet_beta betas[SEQUENCERS], other_beta;
    status = verify(&other_id, &other_beta, &election, &alpha, &registrations[0], &changed);
    printf("changed proposal: %s\n", fernet_status_name(status));
    if (status != FERNET_STATUS_VERIFY_INVALID) return failed("changed proposal", status);

    fernet_scored_key best[KEPT];
    size_t count = 0;
    for (size_t i = 0; i < SEQUENCERS; i++) {
        fernet_evidence evidence;
        status = verify(&ids[i], &betas[i], &election, &alpha, &registrations[i], &messages[i]);
        if (status == FERNET_STATUS_OK)
            status = fernet_election_insert(&evidence, best, KEPT, &count, &election, &registrations[i],
                                            &messages[i].proposal, &betas[i]);
        if (status != FERNET_STATUS_OK) return failed("proposal", status);
    }

    /* The ranking has the id of the leader's proposal; the VRF output that belongs to it was kept above. */
    for (size_t i = 0; i < SEQUENCERS; i++) {
        if (memcmp(best[0].id.bytes, ids[i].bytes, sizeof ids[i].bytes) != 0) continue;
        fernet_prover_seed seed;
        status = fernet_prover_seed_new(&seed, &election.params, &election.pinned, &betas[i]);
        if (status != FERNET_STATUS_OK) return failed("prover seed", status);
        printf("leader: sequencer %u, fee split %u ppm\n", (unsigned)i + 1, (unsigned)best[0].fee);
        print("ticket", best[0].ticket.bytes, sizeof best[0].ticket.bytes);
        print("prover seed", seed.bytes, sizeof seed.bytes);
    }
    return 0;
}
