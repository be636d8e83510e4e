/* election/. */
#include "vectors.h"
#include "vectors_phase.h"

const char *const role_names[4] = {"sequencer", "base-prover", "merge-prover", "prover"};

/* Reads the hashes of an input's transactions, and returns their number. */
static size_t read_transactions(fernet_tx_hash *transactions, size_t most, const cJSON *input) {
    const cJSON *listed = json_field(input, "transactions");
    size_t count = json_length(listed);
    CHECK(count <= most);
    for (size_t i = 0; i < count; i++) {
        hex_to_bytes(json_item(listed, i)->valuestring, &transactions[i], sizeof transactions[i]);
    }
    return count;
}

void election_tx_order(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    enum { MOST = 16 };
    fernet_tx_hash transactions[MOST];
    fernet_reveal reveal;
    memset(&reveal, 0, sizeof reveal);
    fernet_tx_order_hash hash;
    size_t count = read_transactions(transactions, MOST, input);
    JSON_HEX(input, "salt", reveal.salt);
    JSON_BIG(input, "fees", reveal.fees);
    reveal.count = count;
    CHECK_OK(fernet_tx_root_new(&reveal.tx_root, transactions, count));
    CHECK_HEX(reveal.tx_root, output, "tx_root");
    CHECK_OK(fernet_tx_order_hash_new(&hash, &reveal));
    CHECK_HEX(hash, output, "tx_order_hash");
}

fernet_proposal proposal_of(const cJSON *fields) {
    fernet_proposal proposal;
    JSON_HEX(fields, "parent", proposal.parent);
    JSON_HEX(fields, "tx_order_hash", proposal.tx_order_hash);
    JSON_HEX(fields, "payout", proposal.payout);
    JSON_BIG(fields, "bond", proposal.bond);
    proposal.fee_split = json_u32(fields, "fee_split");
    return proposal;
}

void election_proposal(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    fernet_address rollup;
    JSON_HEX(input, "rollup_address", rollup);
    fernet_params params = params_of(json_u64(input, "chain_id"), &rollup);
    fernet_proposal proposal = proposal_of(input);
    fernet_block_commitment commitment;
    fernet_proposal_id id;
    uint64_t block_number = json_u64(input, "block_number");
    CHECK_OK(fernet_proposal_commitment(&commitment, &params, block_number, &proposal));
    CHECK_HEX(commitment, output, "commitment");
    CHECK_OK(fernet_proposal_id_new(&id, &params, block_number, &proposal));
    CHECK_HEX(id, output, "proposal_id");
}

/** A mode of this name; one that does not exist for any other name. */
static fernet_vrf_mode vrf_mode_of(const cJSON *input) {
    static const char *const names[] = {"per-node", "per-block", "public"};
    fernet_vrf_mode mode = FERNET_VRF_MODE_PER_NODE;
    while (mode < COUNT(names) && strcmp(names[mode], json_text(input, "vrf_mode")) != 0) {
        mode++;
    }
    return mode;
}

/** The bits of the warnings that a case names. */
fernet_sequencer_suite sequencer_suite_of(const cJSON *input) {
    const char *name = json_text(input, "sequencer_suite");
    bool on_p256 = strcmp(name, "p256") == 0, known = on_p256 || strcmp(name, "edwards25519") == 0;
    return on_p256 ? FERNET_SEQUENCER_SUITE_P256 : known ? FERNET_SEQUENCER_SUITE_EDWARDS25519 : 0;
}

static fernet_params_warnings named_warnings(const cJSON *names) {
    static const struct {
        const char *name;
        fernet_params_warnings bit;
    } all[] = {
        {"RandaoLagShort", FERNET_PARAMS_WARNING_RANDAO_LAG_SHORT},
        {"RevealSlashZero", FERNET_PARAMS_WARNING_REVEAL_SLASH_ZERO},
        {"ProofSlashZero", FERNET_PARAMS_WARNING_PROOF_SLASH_ZERO},
        {"BondBaseSmall", FERNET_PARAMS_WARNING_BOND_BASE_SMALL},
        {"RootSeatsBurned", FERNET_PARAMS_WARNING_ROOT_SEATS_BURNED},
        {"PoolEmpty", FERNET_PARAMS_WARNING_POOL_EMPTY},
        {"TicketsKnownEarly", FERNET_PARAMS_WARNING_TICKETS_KNOWN_EARLY},
        {"QuorumLow", FERNET_PARAMS_WARNING_QUORUM_LOW},
    };
    fernet_params_warnings found = 0;
    size_t known = 0;
    const cJSON *name = NULL;
    cJSON_ArrayForEach(name, names) {
        for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
            if (strcmp(name->valuestring, all[i].name) == 0) {
                found |= all[i].bit;
                known++;
            }
        }
    }
    CHECK(known == json_length(names));
    return found;
}

void params_params(const cJSON *test, const cJSON *input, const cJSON *output) {
    fernet_params params;
    memset(&params, 0, sizeof params);
    params.chain_id = json_u64(input, "chain_id");
    JSON_HEX(input, "rollup_address", params.rollup_address);
    params.proofs_per_node = json_u8(input, "proofs_per_node");
    params.root_seats = (uint8_t)json_u64_or(input, "root_seats", FERNET_NO_ROOT_SEATS);
    params.fee_split_cap = json_u32(input, "fee_split_cap");
    params.tx_per_base = json_u8(input, "tx_per_base");
    params.vrf_mode = vrf_mode_of(input);
    params.sequencer_suite = sequencer_suite_of(input);
    params.randao_lag = json_u32(input, "randao_lag");
    params.activation_delay = json_u32(input, "activation_delay");
    params.proposal_blocks = json_u32(input, "proposal_blocks");
    params.reveal_blocks = json_u32(input, "reveal_blocks");
    params.proving_blocks = json_u32(input, "proving_blocks");
    JSON_BIG(input, "bond_base", params.bond_base);
    JSON_BIG(input, "reveal_slash_amount", params.reveal_slash_amount);
    JSON_BIG(input, "proof_slash_amount", params.proof_slash_amount);
    JSON_BIG(input, "block_reward", params.block_reward);
    JSON_BIG(input, "rebate_cap", params.rebate_cap);
    params.rebate_gas = json_u32(input, "rebate_gas");
    params.claim_blocks = json_u32(input, "claim_blocks");
    params.attest_blocks = json_u32(input, "attest_blocks");
    params.attesters = (uint16_t)json_u32(input, "attesters");
    params.quorum = (uint16_t)json_u32(input, "quorum");
    params.base_share = (uint32_t)json_u64_or(input, "base_share", FERNET_NO_BASE_SHARE);
    if (json_error(test) != NULL) {
        fernet_params_warnings warnings;
        DIRTY(warnings);
        CHECK_ERROR(fernet_params_check(&params), json_error(test));
        CHECK_ERROR(fernet_params_warn(&warnings, &params), json_error(test));
        CHECK_ZERO(warnings);
    } else {
        fernet_params_warnings warnings;
        CHECK_OK(fernet_params_check(&params));
        CHECK_OK(fernet_params_warn(&warnings, &params));
        CHECK(warnings == named_warnings(json_field(output, "warnings")));
    }
}

void election_snapshot(const cJSON *test, const cJSON *input, const cJSON *output) {
    fernet_params params = plain_params();
    params.activation_delay = 0;
    uint64_t opens = json_u64(input, "opens_at");
    params.randao_lag = json_u32(input, "randao_lag");
    fernet_randao_entry entry;
    memset(&entry, 0, sizeof entry);
    entry.l1_block = opens - params.randao_lag;
    fernet_pinned_mix pinned;
    fernet_status status = fernet_randao_ring_pin(&pinned, &entry, 1, 1, opens, params.randao_lag);
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        return;
    }
    CHECK_OK(status);
    CHECK_U64(pinned.l1_block, output, "mix_l1_block");
    fernet_registration registration;
    memset(&registration, 0, sizeof registration);
    registration.role = FERNET_ROLE_SEQUENCER;
    registration.entry_l1_block = json_u64(output, "snapshot_l1_block");
    registration.exit_l1_block = FERNET_NO_EXIT;
    CHECK_OK(fernet_registration_check_eligible(&params, &pinned, &registration, FERNET_DUTY_PROPOSE));
    registration.entry_l1_block++;
    CHECK_STATUS(fernet_registration_check_eligible(&params, &pinned, &registration, FERNET_DUTY_PROPOSE),
                 FERNET_STATUS_INELIGIBLE_NOT_YET_ACTIVE);
}

void settlement_reveal(const cJSON *test, const cJSON *input, const cJSON *output) {
    fernet_params params = plain_params();
    params.tx_per_base = json_u8(input, "tx_per_base");
    params.fee_split_cap = json_u32(input, "fee_split_cap");
    JSON_BIG(input, "bond_base", params.bond_base);
    JSON_BIG(input, "block_reward", params.block_reward);
    params.attesters = (uint16_t)json_u32(input, "attesters");
    params.quorum = params.attesters;
    params.attest_blocks = params.attesters;
    fernet_proposal proposal;
    memset(&proposal, 0, sizeof proposal);
    proposal.fee_split = json_u32(input, "fee_split");
    JSON_BIG(input, "bond", proposal.bond);
    JSON_HEX(input, "tx_order_hash", proposal.tx_order_hash);
    fernet_reveal reveal;
    memset(&reveal, 0, sizeof reveal);
    if (!json_is_null(input, "data_root")) {
        JSON_HEX(input, "data_root", reveal.data_root);
    }
    JSON_HEX(input, "salt", reveal.salt);
    JSON_BIG(input, "fees", reveal.fees);
    reveal.count = json_u64(input, "count");
    JSON_HEX(input, "tx_root", reveal.tx_root);
    uint64_t bases;
    fernet_funding funding;
    DIRTY(bases);
    DIRTY(funding);
    fernet_status status = fernet_reveal_check(&bases, &funding, &params, &proposal, &reveal);
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        CHECK(bases == 0);
        CHECK_ZERO(funding);
        return;
    }
    CHECK_OK(status);
    CHECK_U64(bases, output, "bases");
    CHECK_BIG(funding.pool, output, "pool");
    CHECK_BIG(funding.sequencer, output, "sequencer");
    CHECK_BIG(funding.bond_used, output, "bond_used");
}

static fernet_registration registration_of(const cJSON *fields) {
    fernet_registration registration;
    memset(&registration, 0, sizeof registration);
    JSON_HEX(fields, "key", registration.key);
    registration.role = json_choice(fields, "role", role_names, COUNT(role_names));
    registration.entry_l1_block = json_u64(fields, "entry_l1_block");
    registration.exit_l1_block = json_u64_or(fields, "exit_l1_block", FERNET_NO_EXIT);
    return registration;
}

/** The error that a case expects for the proposal at index, or NULL. */
static const char *refusal(const cJSON *output, uint64_t index) {
    const cJSON *refused = NULL;
    cJSON_ArrayForEach(refused, json_field(output, "refused")) {
        if (json_u64(refused, "index") == index) {
            return json_text(refused, "error");
        }
    }
    return NULL;
}

/** Another proposal of the key among the best, or NULL. */
static const fernet_scored_key *other_of_key(const fernet_scored_key *best, size_t count,
                                            const fernet_scored_key *candidate) {
    for (size_t i = 0; i < count; i++) {
        bool same_key = memcmp(&best[i].key, &candidate->key, sizeof best[i].key) == 0;
        if (same_key && memcmp(&best[i].id, &candidate->id, sizeof best[i].id) != 0) {
            return &best[i];
        }
    }
    return NULL;
}

void election_election(const cJSON *test, const cJSON *input, const cJSON *output) {
    (void)test;
    enum { MOST = 16, BEST = 8 };
    fernet_election election;
    memset(&election, 0, sizeof election);
    fernet_address rollup;
    JSON_HEX(input, "rollup_address", rollup);
    election.params = params_of(json_u64(input, "chain_id"), &rollup);
    election.params.activation_delay = json_u32(input, "activation_delay");
    election.params.fee_split_cap = json_u32(input, "fee_split_cap");
    JSON_BIG(input, "bond_base", election.params.bond_base);
    election.pinned.l1_block = json_u64(input, "mix_l1_block");
    election.pinned.block_number = json_u64(input, "block_number");
    JSON_HEX(input, "tip", election.tip);

    fernet_scored_key best[BEST], candidates[MOST];
    memset(candidates, 0, sizeof candidates);
    size_t count = 0, index = 0, refusals = 0;
    const cJSON *fields = NULL;
    cJSON_ArrayForEach(fields, json_field(input, "proposals")) {
        CHECK(index < MOST);
        fernet_registration registration = registration_of(fields);
        fernet_proposal proposal = proposal_of(fields);
        fernet_beta beta;
        JSON_HEX(fields, "beta", beta);
        fernet_scored_key *candidate = &candidates[index];
        fernet_evidence evidence, expected;
        DIRTY(evidence);
        memset(&expected, 0, sizeof expected);
        fernet_status checked = fernet_election_check(&election, &registration, &proposal);
        fernet_status made = fernet_election_scored_key(candidate, &election, &registration, &proposal, &beta);
        const fernet_scored_key *other = other_of_key(best, count, candidate);
        if (made == FERNET_STATUS_OK && other != NULL) {
            bool is_first = memcmp(&other->id, &candidate->id, sizeof other->id) < 0;
            expected.key = candidate->key;
            expected.first = is_first ? other->id : candidate->id;
            expected.second = is_first ? candidate->id : other->id;
        }
        fernet_status status =
            fernet_election_insert(&evidence, best, BEST, &count, &election, &registration, &proposal, &beta);
        CHECK_STATUS(checked, status);
        CHECK_STATUS(made, status);
        CHECK_SAME(evidence, expected);
        if (refusal(output, index) != NULL) {
            CHECK_ERROR(status, refusal(output, index));
            CHECK_ZERO(*candidate);
            refusals++;
        } else {
            CHECK_OK(status);
            CHECK_SAME(candidate->key, registration.key);
            CHECK(candidate->fee == proposal.fee_split);
        }
        index++;
    }
    CHECK(refusals == json_length(json_field(output, "refused")));
    const cJSON *ranking = json_field(output, "ranking");
    CHECK(count == json_length(ranking));
    for (size_t i = 0; i < count; i++) {
        CHECK_SAME(best[i], candidates[json_item_u64(ranking, i)]);
    }
}

static const char *const event_names[] = {"time", "proposal", "reveal", "tree", "parent-final", "ancestor-reverted"};
static const char *const phase_names[] = {"proposal", "reveal",  "proving",  "proven", "final",
                                          "settled",  "skipped", "reverted", "voided"};
static const char *const effect_names[] = {"",
                                           "open-reveal",
                                           "open-proving",
                                           "build-on-parent",
                                           "finalize",
                                           "tree-competes",
                                           "slash-not-revealed",
                                           "slash-not-proven",
                                           "settle",
                                           "return-bonds"};

void check_effects(const fernet_effects *effects, const cJSON *expected) {
    size_t count = json_length(expected);
    CHECK(effects->count == count);
    for (size_t i = 0; i < COUNT(effects->effects); i++) {
        const char *name = i < count ? json_item(expected, i)->valuestring : "";
        CHECK(effects->effects[i] < COUNT(effect_names));
        CHECK(strcmp(effect_names[effects->effects[i]], name) == 0);
    }
}

static void check_phase(const fernet_block_phase *block, const fernet_params *params, uint64_t opens_at,
                        const char *expected) {
    fernet_block_phase_info info;
    DIRTY(info);
    CHECK_OK(fernet_block_phase_read(&info, block));
    CHECK(info.phase < COUNT(phase_names));
    CHECK(strcmp(phase_names[info.phase], expected) == 0);
    CHECK(info.proposal_end == opens_at + params->proposal_blocks);
    CHECK(info.reveal_end == info.proposal_end + params->reveal_blocks);
    CHECK(info.deadline == info.reveal_end + params->proving_blocks);
    const uint64_t ends[] = {info.proposal_end, info.reveal_end,  info.deadline,    info.deadline,   info.deadline,
                             FERNET_NO_NUMBER,  FERNET_NO_NUMBER, FERNET_NO_NUMBER, FERNET_NO_NUMBER};
    CHECK(info.phase_end == ends[info.phase]);
    CHECK(all_bytes_are(info.reserved, 0, sizeof info.reserved));
}

void election_phase(const cJSON *test, const cJSON *input, const cJSON *output) {
    fernet_params params = plain_params();
    params.proposal_blocks = json_u32(input, "proposal_blocks");
    params.reveal_blocks = json_u32(input, "reveal_blocks");
    params.proving_blocks = json_u32(input, "proving_blocks");
    uint64_t opens_at = json_u64(input, "opens_at");
    fernet_block_phase block;
    DIRTY(block);
    fernet_status status = fernet_block_phase_open(&block, &params, opens_at);
    const cJSON *event = NULL;
    size_t index = 0;
    cJSON_ArrayForEach(event, json_field(input, "events")) {
        fernet_event what = json_choice(event, "event", event_names, COUNT(event_names));
        fernet_effects effects;
        DIRTY(effects);
        status = fernet_block_phase_step(&effects, &block, json_u64(event, "l1_block"), what);
        if (status != FERNET_STATUS_OK) {
            CHECK_ZERO(effects);
            break;
        }
        if (output != NULL) {
            check_effects(&effects, json_item(json_field(output, "effects"), index));
            const cJSON *phases = json_field(output, "phases");
            check_phase(&block, &params, opens_at, json_item(phases, index)->valuestring);
        }
        index++;
    }
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
    } else {
        CHECK_OK(status);
        CHECK(index == json_length(json_field(output, "phases")));
    }
}
