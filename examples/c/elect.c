/* Elects the leader of a block: three sequencers send their proposals as messages, and anybody decodes, checks, verifies and ranks
   these. */

#include <fernet.h>

#include <stdio.h>
#include <string.h>

enum { SEQUENCERS = 3, KEPT = 2 };

/* The bytes that a sequencer sends (docs/messages.md). */
typedef struct message {
    uint8_t bytes[FERNET_MESSAGE_PROPOSAL_LEN];
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
    fernet_message_proposal content;
    fernet_proposal_id id;
    fernet_beta beta;

    memset(registration, 0, sizeof *registration);
    registration->exit_l1_block = FERNET_NO_EXIT;
    registration->role = FERNET_ROLE_SEQUENCER;
    memset(&content, 0, sizeof content);
    content.block_number = election->pinned.block_number;
    content.proposal.parent = election->tip;
    memset(content.proposal.tx_order_hash.bytes, number, 32); /* computed by fernet_tx_order_hash_new in a program */
    content.proposal.payout.bytes[0] = number;
    content.proposal.fee_split = 700000 + 50000 * (uint32_t)number;

    fernet_status status = fernet_secret_key_derive(&secret_key, &master, FERNET_ROLE_SEQUENCER);
    if (status == FERNET_STATUS_OK) status = fernet_secret_key_public(&registration->key, &secret_key);
    if (status == FERNET_STATUS_OK)
        status = fernet_proposal_id_new(&id, &election->params, content.block_number, &content.proposal);
    if (status == FERNET_STATUS_OK)
        status = fernet_vrf_prove_ad(&content.proof, &beta, &secret_key, FERNET_SUITE_ELL2, alpha->bytes,
                                     sizeof alpha->bytes, id.bytes, sizeof id.bytes);
    (void)fernet_secret_key_wipe(&secret_key);
    content.key = registration->key;
    if (status == FERNET_STATUS_OK)
        status = fernet_message_proposal_encode(sent->bytes, sizeof sent->bytes, &content);
    return status;
}

/* The registration of a key, or NULL. A program looks it up in the registry as it is at the block's snapshot. */
static const fernet_registration *find(const fernet_registration *registrations, const fernet_key *key) {
    for (size_t i = 0; i < SEQUENCERS; i++)
        if (memcmp(&registrations[i].key, key, sizeof *key) == 0) return &registrations[i];
    return NULL;
}

/* A proposal that was received, and the output of its VRF proof. */
typedef struct received {
    fernet_registration registration;
    fernet_proposal proposal;
    fernet_proposal_id id;
    fernet_beta beta;
} received;

/* The part of everybody, in the order of SPEC #course: decodes the message, checks the proposal, and then verifies its proof, which
   takes the most time. */
static fernet_status receive(received *proposal, const fernet_election *election, const fernet_alpha *alpha,
                             const fernet_registration *registrations, const message *sent) {
    fernet_message_proposal content;
    fernet_status status = fernet_message_proposal_decode(&content, sent->bytes, sizeof sent->bytes);
    if (status != FERNET_STATUS_OK) return status;
    if (content.block_number != election->pinned.block_number) return FERNET_STATUS_BLOCK_OTHER_BLOCK;
    const fernet_registration *registration = find(registrations, &content.key);
    if (registration == NULL) return FERNET_STATUS_INELIGIBLE_NOT_REGISTERED;

    proposal->registration = *registration;
    proposal->proposal = content.proposal;
    status = fernet_election_check(election, registration, &content.proposal);
    if (status == FERNET_STATUS_OK)
        status = fernet_proposal_id_new(&proposal->id, &election->params, content.block_number, &content.proposal);
    if (status == FERNET_STATUS_OK)
        status = fernet_vrf_verify_ad(&proposal->beta, &content.key, FERNET_SUITE_ELL2, alpha->bytes,
                                      sizeof alpha->bytes, proposal->id.bytes, sizeof proposal->id.bytes,
                                      &content.proof);
    return status;
}

/* Somebody else's copy of a message, which redirects the sequencer's pay. */
static fernet_status redirect(message *changed, const message *sent) {
    fernet_message_proposal content;
    fernet_status status = fernet_message_proposal_decode(&content, sent->bytes, sizeof sent->bytes);
    if (status != FERNET_STATUS_OK) return status;
    content.proposal.payout.bytes[0] = 99;
    return fernet_message_proposal_encode(changed->bytes, sizeof changed->bytes, &content);
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

    message changed;
    received other;
    status = redirect(&changed, &messages[0]);
    if (status != FERNET_STATUS_OK) return failed("redirect", status);
    status = receive(&other, &election, &alpha, registrations, &changed);
    printf("changed proposal: %s\n", fernet_status_name(status));
    if (status != FERNET_STATUS_VERIFY_INVALID) return failed("changed proposal", status);

    received proposals[SEQUENCERS];
    fernet_scored_key best[KEPT];
    size_t count = 0;
    for (size_t i = 0; i < SEQUENCERS; i++) {
        fernet_evidence evidence;
        status = receive(&proposals[i], &election, &alpha, registrations, &messages[i]);
        if (status == FERNET_STATUS_OK)
            status = fernet_election_insert(&evidence, best, KEPT, &count, &election, &proposals[i].registration,
                                            &proposals[i].proposal, &proposals[i].beta);
        if (status != FERNET_STATUS_OK) return failed("proposal", status);
    }

    /* The ranking has the id of the leader's proposal; the VRF output that belongs to it was kept above. */
    for (size_t i = 0; i < SEQUENCERS; i++) {
        if (memcmp(best[0].id.bytes, proposals[i].id.bytes, sizeof best[0].id.bytes) != 0) continue;
        fernet_prover_seed seed;
        status = fernet_prover_seed_new(&seed, &election.params, &election.pinned, &proposals[i].beta);
        if (status != FERNET_STATUS_OK) return failed("prover seed", status);
        printf("leader: sequencer %u, fee split %u ppm\n", (unsigned)i + 1, (unsigned)best[0].fee);
        print("ticket", best[0].ticket.bytes, sizeof best[0].ticket.bytes);
        print("prover seed", seed.bytes, sizeof seed.bytes);
    }
    return 0;
}
