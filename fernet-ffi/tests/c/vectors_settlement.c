/* settlement/. */
#include "vectors.h"

enum { MOST_SEATS = 128 };

struct block {
    fernet_settlement settlement;
    fernet_paid_seat seats[MOST_SEATS];
    size_t count;
    fernet_rebate rebate;
};

static void read_block(struct block *block, const cJSON *input) {
    memset(block, 0, sizeof *block);
    fernet_settlement *settlement = &block->settlement;
    settlement->params = plain_params();
    settlement->params.proofs_per_node = json_u8(input, "proofs_per_node");
    settlement->params.root_seats = json_u8(input, "root_seats");
    settlement->params.base_share = (uint32_t)json_u64_or(input, "base_share", FERNET_NO_BASE_SHARE);
    JSON_BIG(input, "block_reward", settlement->params.block_reward);
    JSON_BIG(input, "rebate_cap", settlement->params.rebate_cap);
    settlement->params.rebate_gas = json_u32(input, "rebate_gas");
    JSON_BIG(input, "fees", settlement->fees);
    JSON_BIG(input, "bond", settlement->bond);
    settlement->bases = json_u64(input, "bases");
    settlement->fee_split = json_u32(input, "fee_split");
    settlement->params.fee_split_cap = settlement->fee_split > FERNET_PPM ? settlement->fee_split : FERNET_PPM;
    JSON_BIG(input, "bond_base", settlement->params.bond_base);
    if (!json_is_null(input, "rebate")) {
        const cJSON *rebate = json_field(input, "rebate");
        block->rebate.base_fee = json_u64(rebate, "base_fee");
        JSON_BIG(rebate, "rate", block->rebate.rate);
        block->rebate.payee = settlement->params.rollup_address;
    }
}

static void read_seats(struct block *block, const cJSON *input) {
    const cJSON *seats = json_field(input, "seats");
    block->count = json_length(seats);
    CHECK(block->count <= MOST_SEATS);
    for (size_t i = 0; i < block->count; i++) {
        block->seats[i].node = json_u64(json_item(seats, i), "node");
        block->seats[i].fee_burn = json_u32(json_item(seats, i), "fee_burn");
    }
}

/** The same block through a ledger, one seat at a time, and each pay by itself. */
static void check_other_ways(const struct block *block, const fernet_receipt *receipt, const fernet_amount *pays) {
    fernet_ledger ledger;
    CHECK_OK(fernet_ledger_open(&ledger, &block->settlement));
    for (size_t i = 0; i < block->count; i++) {
        const fernet_paid_seat *seat = &block->seats[i];
        fernet_amount pay;
        CHECK_OK(fernet_ledger_pay(&pay, 1, &ledger, seat, 1));
        CHECK_SAME(pay, pays[i]);
        CHECK_OK(fernet_settlement_pay(&pay, &block->settlement, seat->node, seat->fee_burn));
        CHECK_SAME(pay, pays[i]);
    }
    fernet_receipt closed;
    DIRTY(closed);
    CHECK_OK(fernet_ledger_close(&closed, &ledger, &block->rebate));
    CHECK_SAME(closed, *receipt);
    uint64_t kept[2] = {0, 0};
    for (size_t i = 0; i < block->count; i++) {
        kept[block->seats[i].node % 2] += 1000000 - block->seats[i].fee_burn;
    }
    CHECK_OK(fernet_settle_sums(&closed, &block->settlement, kept[0], kept[1], &block->rebate));
    CHECK_SAME(closed, *receipt);
    fernet_funding funding;
    CHECK_OK(fernet_settlement_fund(&funding, &block->settlement));
    CHECK_SAME(funding, receipt->funding);
    fernet_amount required;
    CHECK_OK(fernet_settlement_required_bond(&required, &block->settlement.params, &block->settlement.fees,
                                             block->settlement.fee_split));
    /* The top-up, or the minimum bond where that is larger. Amounts are big-endian, so bytes compare as numbers. */
    fernet_amount minimum, none;
    memset(&none, 0, sizeof none);
    CHECK_OK(fernet_settlement_required_bond(&minimum, &block->settlement.params, &none, block->settlement.fee_split));
    bool topped_up = memcmp(&receipt->funding.bond_used, &minimum, sizeof minimum) >= 0;
    CHECK_SAME(required, *(topped_up ? &receipt->funding.bond_used : &minimum));
    uint64_t seats;
    const fernet_params *params = &block->settlement.params;
    CHECK_OK(fernet_settlement_seats(&seats, &block->settlement));
    CHECK(seats == (2 * block->settlement.bases - 2) * params->proofs_per_node + params->root_seats);
}

static void check_receipt(const fernet_receipt *receipt, const cJSON *input, const cJSON *output) {
    CHECK_BIG(receipt->funding.pool, output, "pool");
    CHECK_BIG(receipt->funding.sequencer, output, "sequencer");
    CHECK_BIG(receipt->funding.bond_used, output, "bond_used");
    if (strcmp(json_text(input, "block_reward"), "0") == 0) {
        CHECK_BIG(receipt->funding.fees, input, "fees");
    }
    CHECK_BIG(receipt->reserved, output, "reserved");
    CHECK_BIG(receipt->burned, output, "burned");
    CHECK_BIG(receipt->rebate, output, "rebate");
}

void settlement_sums(const cJSON *test, const cJSON *input, const cJSON *output) {
    struct block block;
    read_block(&block, input);
    fernet_receipt receipt;
    fernet_amount claimed, unclaimed;
    JSON_BIG(input, "claimed", claimed);
    DIRTY(receipt);
    DIRTY(unclaimed);
    fernet_status status = fernet_settle_sums(&receipt, &block.settlement, json_u64(input, "kept_base"),
                                              json_u64(input, "kept_merge"), &block.rebate);
    if (status == FERNET_STATUS_OK) {
        status = fernet_unclaimed(&unclaimed, &receipt.reserved, &claimed);
    } else {
        CHECK_ZERO(receipt);
        CHECK_OK(fernet_unclaimed(&unclaimed, &block.rebate.rate, &block.rebate.rate));
    }
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        CHECK_ZERO(unclaimed);
        return;
    }
    CHECK_OK(status);
    check_receipt(&receipt, input, output);
    CHECK_BIG(unclaimed, output, "unclaimed");
}

void settlement_settle(const cJSON *test, const cJSON *input, const cJSON *output) {
    struct block block;
    read_block(&block, input);
    read_seats(&block, input);
    fernet_receipt receipt;
    fernet_amount pays[MOST_SEATS];
    DIRTY(receipt);
    DIRTY(pays);
    fernet_status status = fernet_settle(&receipt, pays, block.count, &block.settlement, block.seats, block.count,
                                         &block.rebate);
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        CHECK_ZERO(receipt);
        CHECK(all_bytes_are(pays, 0, block.count * sizeof pays[0]));
        return;
    }
    CHECK_OK(status);
    check_receipt(&receipt, input, output);
    const cJSON *expected = json_field(output, "pays");
    CHECK(json_length(expected) == block.count);
    for (size_t i = 0; i < block.count; i++) {
        fernet_amount pay;
        json_item_big(expected, i, pay.bytes, sizeof pay.bytes);
        CHECK_SAME(pays[i], pay);
    }
    check_other_ways(&block, &receipt, pays);
}

void settlement_slash(const cJSON *test, const cJSON *input, const cJSON *output) {
    fernet_params params = plain_params();
    fernet_amount stake, bond;
    params.fee_split_cap = UINT32_MAX;
    JSON_BIG(input, "bond_base", params.bond_base);
    JSON_BIG(input, "reveal_slash_amount", params.reveal_slash_amount);
    JSON_BIG(input, "proof_slash_amount", params.proof_slash_amount);
    fernet_slash_reason reason = strcmp(json_text(input, "reason"), "not-revealed") == 0
                                     ? FERNET_SLASH_REASON_NOT_REVEALED
                                     : FERNET_SLASH_REASON_NOT_PROVEN;
    JSON_BIG(input, "stake", stake);
    JSON_BIG(input, "bond", bond);
    fernet_slashing slashing;
    DIRTY(slashing);
    fernet_status status = fernet_slash(&slashing, &params, reason, json_u32(input, "fee_split"), &stake, &bond);
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        CHECK_ZERO(slashing);
        return;
    }
    CHECK_OK(status);
    CHECK_BIG(slashing.slashed, output, "slashed");
    CHECK_BIG(slashing.forfeit, output, "forfeit");
    CHECK_BIG(slashing.bond_returned, output, "bond_returned");
    /* slashed + stake_left = stake. */
    unsigned carry = 0;
    for (size_t i = sizeof stake.bytes; i-- > 0;) {
        carry += slashing.slashed.bytes[i] + slashing.stake_left.bytes[i];
        CHECK((carry & 0xff) == stake.bytes[i]);
        carry >>= 8;
    }
}

void settlement_mev(const cJSON *test, const cJSON *input, const cJSON *output) {
    fernet_mev_reference reference = {
        .low = json_u64(input, "low"),
        .high = json_u64(input, "high"),
        .current = json_u64(input, "start"),
        .smoothing = json_u32(input, "smoothing"),
    };
    const cJSON *samples = json_field(input, "samples");
    fernet_status status = FERNET_STATUS_OK;
    for (size_t i = 0; i < json_length(samples) && status == FERNET_STATUS_OK; i++) {
        fernet_mev_reference before = reference;
        status = fernet_mev_reference_observe(&reference, json_item_u64(samples, i));
        if (status != FERNET_STATUS_OK) {
            CHECK_SAME(reference, before);
        } else if (output != NULL) {
            CHECK(reference.current == json_item_u64(json_field(output, "references"), i));
        }
    }
    uint32_t fee_split = 1;
    fernet_status bid = fernet_mev_reference_bid(&fee_split, &reference, json_u32(input, "fees_share"),
                                                 json_u32(input, "mev_share"), json_u32(input, "cap"));
    if (json_error(test) != NULL) {
        CHECK_ERROR(bid, json_error(test));
        CHECK(status == FERNET_STATUS_OK || status == bid);
        CHECK(fee_split == 0);
        return;
    }
    CHECK_OK(status);
    CHECK_OK(bid);
    CHECK_U64(fee_split, output, "fee_split");
}

void settlement_mev_sources(const cJSON *test, const cJSON *input, const cJSON *output) {
    enum { MOST = 40 };
    fernet_address sources[MOST];
    fernet_mev_report reports[MOST];
    const cJSON *listed = json_field(input, "sources"), *made = json_field(input, "reports");
    size_t source_count = json_length(listed), report_count = json_length(made);
    CHECK(source_count <= MOST && report_count <= MOST);
    for (size_t i = 0; i < source_count; i++) {
        hex_to_bytes(json_item(listed, i)->valuestring, &sources[i], sizeof sources[i]);
    }
    fernet_status status = FERNET_STATUS_OK;
    for (size_t i = 0; i < report_count && status == FERNET_STATUS_OK; i++) {
        const cJSON *fields = json_item(made, i);
        fernet_address source;
        fernet_amount mev, fees;
        JSON_HEX(fields, "source", source);
        JSON_BIG(fields, "mev", mev);
        JSON_BIG(fields, "fees", fees);
        DIRTY(reports[i]);
        status = fernet_mev_report_new(&reports[i], &source, json_u64(fields, "l1_block"), &mev, &fees);
        if (status != FERNET_STATUS_OK) {
            CHECK_ZERO(reports[i]);
        } else if (output != NULL) {
            CHECK(reports[i].ratio == json_item_u64(json_field(output, "ratios"), i));
        }
    }
    uint64_t ratio = 1;
    if (status == FERNET_STATUS_OK) {
        status = fernet_mev_sources_ratio(&ratio, sources, source_count, json_u8(input, "quorum"),
                                          json_u64(input, "max_age"), reports, report_count, json_u64(input, "now"));
        CHECK(status == FERNET_STATUS_OK || ratio == 0);
    }
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        return;
    }
    CHECK_OK(status);
    CHECK_U64(ratio, output, "ratio");
}
