/* vectors/election/chain.json: a chain of blocks. */
#include "vectors.h"

#include "vectors_phase.h"

/** The entries of one event that were checked so far, and those that are expected; NULL when the case expects an error. */
struct log {
    const cJSON *expected;
    size_t next;
};

static const cJSON *next_entry(struct log *log) {
    return log->expected == NULL ? NULL : json_item(log->expected, log->next++);
}

static void check_opened(struct log *log, const fernet_opening *opening) {
    const cJSON *entry = next_entry(log);
    if (entry != NULL) {
        const cJSON *opened = json_field(entry, "opened");
        CHECK_U64(opening->block_number, opened, "block_number");
        CHECK_U64(opening->l1_block, opened, "l1_block");
        CHECK_HEX(opening->parent, opened, "parent");
    }
}

static void check_block_effects(struct log *log, uint64_t block, const fernet_effects *effects) {
    const cJSON *entry = next_entry(log);
    if (entry != NULL) {
        CHECK_U64(block, entry, "block_number");
        check_effects(effects, json_field(entry, "effects"));
    }
}

static void check_happening(struct log *log, const fernet_happening *happening, uint32_t proposal_blocks) {
    fernet_opening opening = happening->opening;
    switch (happening->kind) {
    case FERNET_HAPPENING_OPENED:
        CHECK(happening->count == 0 && happening->effects.count == 0);
        check_opened(log, &opening);
        break;
    case FERNET_HAPPENING_IDLE: {
        const fernet_effects skipped = {1, {FERNET_EFFECT_BUILD_ON_PARENT}};
        CHECK(happening->count > 0 && happening->effects.count == 0);
        for (uint64_t i = 0; i < happening->count; i++) {
            check_opened(log, &opening);
            check_block_effects(log, opening.block_number, &skipped);
            opening.block_number++;
            opening.l1_block += proposal_blocks;
        }
        break;
    }
    case FERNET_HAPPENING_EFFECTS:
        CHECK(happening->count == 0 && opening.l1_block == 0);
        check_block_effects(log, opening.block_number, &happening->effects);
        break;
    default: CHECK(false);
    }
}

static fernet_status advance(struct log *log, fernet_chain *chain, uint64_t l1_block, uint32_t proposal_blocks) {
    while (true) {
        fernet_happening happening;
        DIRTY(happening);
        fernet_status status = fernet_chain_advance(&happening, chain, l1_block);
        if (status != FERNET_STATUS_OK || happening.kind == FERNET_HAPPENING_NONE) {
            CHECK_ZERO(happening);
            return status;
        }
        CHECK(happening.reserved[0] == 0 && happening.reserved[1] == 0);
        check_happening(log, &happening, proposal_blocks);
    }
}

static fernet_status send(fernet_effects *effects, fernet_chain *chain, const cJSON *event) {
    static const char *const kinds[] = {"proposal", "reveal", "tree"};
    uint8_t kind = json_choice(event, "event", kinds, COUNT(kinds));
    uint64_t l1_block = json_u64(event, "l1_block"), block = json_u64(event, "block_number");
    if (kind == 0) {
        return fernet_chain_propose(effects, chain, l1_block, block);
    }
    if (kind == 2) {
        return fernet_chain_submit_tree(effects, chain, l1_block, block);
    }
    fernet_proposal_id leader;
    JSON_HEX(event, "leader", leader);
    return fernet_chain_reveal(effects, chain, l1_block, block, &leader);
}

static fernet_status apply(struct log *log, fernet_chain *chain, const cJSON *event, uint32_t proposal_blocks) {
    uint64_t l1_block = json_u64(event, "l1_block");
    fernet_status status = advance(log, chain, l1_block, proposal_blocks);
    if (status != FERNET_STATUS_OK || strcmp(json_text(event, "event"), "time") == 0) {
        return status;
    }
    fernet_effects effects;
    DIRTY(effects);
    status = send(&effects, chain, event);
    if (status != FERNET_STATUS_OK) {
        CHECK_ZERO(effects);
        return status;
    }
    check_block_effects(log, json_u64(event, "block_number"), &effects);
    return advance(log, chain, l1_block, proposal_blocks);
}

void election_chain(const cJSON *test, const cJSON *input, const cJSON *output) {
    fernet_params params = plain_params();
    params.proposal_blocks = json_u32(input, "proposal_blocks");
    params.reveal_blocks = json_u32(input, "reveal_blocks");
    params.proving_blocks = json_u32(input, "proving_blocks");
    fernet_opening first = {json_u64(input, "block_number"), json_u64(input, "l1_block"), {{0}}};
    JSON_HEX(input, "parent", first.parent);
    fernet_chain chain;
    DIRTY(chain);
    CHECK_OK(fernet_chain_new(&chain, &params, &first));
    fernet_status status = FERNET_STATUS_OK;
    const cJSON *event = NULL;
    size_t index = 0;
    cJSON_ArrayForEach(event, json_field(input, "events")) {
        struct log log = {NULL, 0};
        if (output != NULL) {
            log.expected = json_item(json_field(output, "happened"), index++);
        }
        status = apply(&log, &chain, event, params.proposal_blocks);
        if (status != FERNET_STATUS_OK) {
            break;
        }
        if (log.expected != NULL) {
            CHECK(log.next == json_length(log.expected));
        }
    }
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
    } else {
        CHECK_OK(status);
    }
}
