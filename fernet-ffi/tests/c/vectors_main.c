/* Runs every case of every file of vectors that is named on the command line: all of vectors/FOLDER/FILE.json. */
#include "vectors.h"

static const struct {
    const char *file;
    vector_case *run;
    void (*end)(void);
} files[] = {
    {"params/params.json", params_params, NULL},
    {"election/snapshot.json", election_snapshot, NULL},
    {"settlement/reveal.json", settlement_reveal, NULL},
    {"bundle/accumulate.json", bundle_accumulate, NULL},
    {"bundle/insert.json", bundle_insert, NULL},
    {"randao/mix.json", randao_mix, NULL},
    {"randao/ring.json", randao_ring, NULL},
    {"randao/pin.json", randao_pin, NULL},
    {"registry/registration.json", registry_registration, NULL},
    {"registry/choice.json", registry_choice, NULL},
    {"seed/seed.json", seed_seed, NULL},
    {"ticket/ticket.json", ticket_ticket, NULL},
    {"score/score.json", score_score, NULL},
    {"score/order.json", score_order, NULL},
    {"score/inverse.json", score_inverse, NULL},
    {"score/odds.json", score_odds, NULL},
    {"election/evidence.json", election_evidence, NULL},
    {"election/tx_order.json", election_tx_order, NULL},
    {"election/proposal.json", election_proposal, NULL},
    {"election/election.json", election_election, NULL},
    {"election/phase.json", election_phase, NULL},
    {"election/chain.json", election_chain, NULL},
    {"shape/bases.json", shape_bases, NULL},
    {"shape/shape.json", shape_shape, NULL},
    {"shape/node.json", shape_node, NULL},
    {"bundle/claim.json", bundle_claim, NULL},
    {"bundle/tree.json", bundle_tree, NULL},
    {"bundle/best.json", bundle_best, NULL},
    {"bundle/competition.json", bundle_competition, NULL},
    {"availability/data.json", availability_data, NULL},
    {"availability/attestation.json", availability_attestation, NULL},
    {"availability/certificate.json", availability_certificate, NULL},
    {"availability/odds.json", availability_odds, NULL},
    {"message/form.json", message_decode, NULL},
    {"message/parameters.json", message_decode, NULL},
    {"message/registry.json", message_decode, NULL},
    {"message/l1.json", message_decode, NULL},
    {"message/proposal.json", message_decode, NULL},
    {"message/reveal.json", message_decode, NULL},
    {"message/attestation.json", message_decode, NULL},
    {"message/claim.json", message_decode, NULL},
    {"message/tree.json", message_decode, NULL},
    {"message/evidence.json", message_decode, NULL},
    {"message/truncated.json", message_truncated, NULL},
    {"opening/verify.json", opening_verify, NULL},
    {"settlement/settle.json", settlement_settle, NULL},
    {"settlement/sums.json", settlement_sums, NULL},
    {"settlement/slash.json", settlement_slash, NULL},
    {"settlement/mev.json", settlement_mev, NULL},
    {"settlement/mev_sources.json", settlement_mev_sources, NULL},
    {"vrf/keys.json", vrf_keys, NULL},
    {"vrf/batch.json", vrf_batch, NULL},
    {"vrf/expand.json", vrf_expand, NULL},
    {"vrf/proofs.json", vrf_proofs, vrf_proofs_in_batches},
    {"vrf/derivation.json", vrf_derivation, NULL},
    {"vrf-p256/keys.json", p256_keys, NULL},
    {"vrf-p256/proofs.json", p256_proofs, NULL},
    {"vrf-p256/witness.json", p256_witness, NULL},
    {"vrf-p256/derivation.json", p256_derivation, NULL},
    {"rfc9381/edwards25519_tai.json", rfc9381_example, NULL},
    {"rfc9381/edwards25519_ell2.json", rfc9381_example, NULL},
};

/** Whole blocks, which a program in C++ runs (tests/cpp/blocks), what is made of tree data, and examples of RFC 9381 with keys
    on P-256 that cannot be registered. */
static const char *const skipped_files[] = {"block/", "rfc9381-p256/", "opening/open.json", "opening/tree_data.json"};

static bool is_skipped(const char *name) {
    for (size_t i = 0; i < COUNT(skipped_files); i++) {
        if (strncmp(name, skipped_files[i], strlen(skipped_files[i])) == 0) {
            return true;
        }
    }
    return false;
}

fernet_params params_of(uint64_t chain_id, const fernet_address *rollup_address) {
    fernet_params params;
    DIRTY(params);
    CHECK_OK(fernet_params_default(&params, chain_id, rollup_address));
    return params;
}

fernet_params plain_params(void) {
    fernet_address rollup;
    memset(&rollup, 0xfe, sizeof rollup);
    return params_of(1, &rollup);
}

/** FOLDER/FILE.json of a path. */
static const char *short_name(const char *path) {
    const char *name = path + strlen(path);
    for (int slashes = 0; name > path; name--) {
        slashes += name[-1] == '/';
        if (slashes == 2) {
            break;
        }
    }
    return name;
}

static size_t run_file(size_t which, const char *path) {
    progress.subject = files[which].file;
    cJSON *root = json_read(path);
    size_t cases = 0;
    const cJSON *test = NULL;
    cJSON_ArrayForEach(test, root) {
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(test, "id");
        progress.detail = id != NULL ? id->valuestring : "an example";
        unsigned long checks = progress.checks;
        files[which].run(test, cJSON_GetObjectItemCaseSensitive(test, "input"),
                         cJSON_GetObjectItemCaseSensitive(test, "output"));
        if (progress.checks == checks) {
            broken("a case checks nothing", path);
        }
        cases++;
    }
    progress.detail = "the end";
    if (files[which].end != NULL) {
        files[which].end();
    }
    cJSON_Delete(root);
    return cases;
}

int main(int argc, char **argv) {
    bool read[COUNT(files)] = {false};
    size_t cases = 0, skipped = 0;
    for (int i = 1; i < argc; i++) {
        const char *name = short_name(argv[i]);
        size_t which = 0;
        while (which < COUNT(files) && strcmp(files[which].file, name) != 0) {
            which++;
        }
        if (which < COUNT(files)) {
            unsigned long checks = progress.checks;
            size_t found = run_file(which, argv[i]);
            printf("%-32s %3zu cases, %5lu checks\n", name, found, progress.checks - checks);
            cases += found;
            read[which] = true;
        } else if (is_skipped(name)) {
            skipped++;
        } else {
            broken("no test reads this file of vectors", argv[i]);
        }
    }
    for (size_t which = 0; which < COUNT(files); which++) {
        if (!read[which]) {
            broken("this file of vectors was not given", files[which].file);
        }
    }
    printf("%zu files, %zu cases, %lu checks, %lu failures; %zu files are not for this program\n",
           COUNT(files), cases, progress.checks, progress.failures, skipped);
    return progress.failures == 0 ? 0 : 1;
}
