/* Settlement, slashing, the MEV reference and its sources. */
#include "misuse.h"

#define F (&fixture)
#define LENGTH FERNET_STATUS_LENGTH

CALL(fernet_settlement_fund, P(0), P(1))
CALL(fernet_settlement_required_bond, P(0), P(1), P(2), N32(3))
CALL(fernet_reveal_check, P(0), P(1), P(2), P(3), P(4))
CALL(fernet_settlement_seats, P(0), P(1))
CALL(fernet_settlement_pay, P(0), P(1), N(2), N32(3))
CALL(fernet_settle, P(0), A(1), P(2), A(3), P(4))
CALL(fernet_ledger_open, P(0), P(1))
CALL(fernet_ledger_pay, A(0), P(1), A(2))
CALL(fernet_ledger_close, P(0), P(1), P(2))
CALL(fernet_settle_sums, P(0), P(1), N(2), N(3), P(4))
CALL(fernet_unclaimed, P(0), P(1), P(2))
CALL(fernet_slash, P(0), P(1), N8(2), N32(3), P(4), P(5))
CALL(fernet_mev_reference_observe, P(0), N(1))
CALL(fernet_mev_reference_bid, P(0), P(1), N32(2), N32(3), N32(4))
CALL(fernet_mev_report_new, P(0), P(1), N(2), P(3), P(4))
CALL(fernet_mev_sources_ratio, P(0), A(1), N8(2), N(3), A(4), N(5))

#define SETTLEMENT IN(fernet_settlement, &F->settlement)
#define AMOUNT(value) IN(fernet_amount, value)
#define REBATE IN(fernet_rebate, &F->rebate)
#define REVEALED OUT(uint64_t), OUT(fernet_funding)
#define PAYS(length) OUT_ARRAY(fernet_amount, length, LENGTH)
#define PAID_SEATS(length) IN_ARRAY(fernet_paid_seat, F->paid_seats, length, LENGTH)
#define SOURCE IN(fernet_address, &F->address)
#define SOURCES(length) IN_ARRAY(fernet_address, F->mev_sources, length, FERNET_STATUS_MEV_SOURCE_COUNT)
#define REPORTS(length) IN_ARRAY(fernet_mev_report, F->mev_reports, length, FERNET_STATUS_MEV_SOURCE_QUORUM_MISSED)

static const struct row rows[] = {
    ROW(fernet_settlement_fund, OUT(fernet_funding), SETTLEMENT),
    ROW(fernet_settlement_required_bond, OUT(fernet_amount), IN(fernet_params, &F->params), AMOUNT(&F->ether),
        NUMBER(800000)),
    FAILS(fernet_settlement_required_bond, FERNET_STATUS_SETTLE_AMOUNT_TOO_LARGE, OUT(fernet_amount),
          IN(fernet_params, &F->params), AMOUNT(&F->too_large), NUMBER(800000)),
    FAILS(fernet_settlement_required_bond, FERNET_STATUS_BID_FEE_SPLIT_ABOVE_CAP, OUT(fernet_amount),
          IN(fernet_params, &F->params), AMOUNT(&F->ether), NUMBER(1000001)),
    ROW(fernet_reveal_check, REVEALED, IN(fernet_params, &F->params), IN(fernet_proposal, &F->proposal),
        IN(fernet_reveal, &F->contents)),
    FAILS(fernet_reveal_check, FERNET_STATUS_SETTLE_AMOUNT_TOO_LARGE, REVEALED, IN(fernet_params, &F->params),
          IN(fernet_proposal, &F->proposal), IN(fernet_reveal, &F->no_contents)),
    ROW(fernet_settlement_seats, OUT(uint64_t), SETTLEMENT),
    ROW(fernet_settlement_pay, OUT(fernet_amount), SETTLEMENT, NUMBER(1), NUMBER(400000)),
    FAILS(fernet_settlement_pay, FERNET_STATUS_BID_FEE_BURN_ABOVE_PPM, OUT(fernet_amount), SETTLEMENT, NUMBER(1),
          NUMBER(1000001)),
    FAILS(fernet_settlement_pay, FERNET_STATUS_SETTLE_FOREIGN_NODE, OUT(fernet_amount), SETTLEMENT, NUMBER(3),
          NUMBER(0)),
    PAIRED(fernet_settle, FERNET_STATUS_SETTLE_NO_ROOT, OUT(fernet_receipt), PAYS(3), SETTLEMENT, PAID_SEATS(3),
           REBATE),
    FAILS(fernet_settle, FERNET_STATUS_SETTLE_NO_ROOT, OUT(fernet_receipt), PAYS(2), SETTLEMENT, PAID_SEATS(2),
          REBATE),
    ROW(fernet_ledger_open, OUT(fernet_ledger), SETTLEMENT),
    PAIRED(fernet_ledger_pay, FERNET_STATUS_OK, PAYS(3), INOUT(fernet_ledger, &F->empty_ledger), PAID_SEATS(3)),
    ROW(fernet_ledger_close, OUT(fernet_receipt), INOUT(fernet_ledger, &F->ledger), REBATE),
    FAILS(fernet_ledger_close, FERNET_STATUS_SETTLE_NO_ROOT, OUT(fernet_receipt), INOUT(fernet_ledger, &F->empty_ledger),
          REBATE),
    ROW(fernet_settle_sums, OUT(fernet_receipt), SETTLEMENT, NUMBER(5), NUMBER(6), REBATE),
    FAILS(fernet_settle_sums, FERNET_STATUS_SETTLE_KEPT_TOO_LARGE, OUT(fernet_receipt), SETTLEMENT, NUMBER(5),
          NUMBER(3000001), REBATE),
    ROW(fernet_unclaimed, OUT(fernet_amount), AMOUNT(&F->ether), AMOUNT(&F->nothing)),
    FAILS(fernet_unclaimed, FERNET_STATUS_SETTLE_CLAIMED_TOO_MUCH, OUT(fernet_amount), AMOUNT(&F->nothing),
          AMOUNT(&F->ether)),
    ROW(fernet_slash, OUT(fernet_slashing), IN(fernet_params, &F->params), NUMBER(FERNET_SLASH_REASON_NOT_PROVEN),
        NUMBER(800000), AMOUNT(&F->ether), AMOUNT(&F->nothing)),
    FAILS(fernet_slash, FERNET_STATUS_VALUE, OUT(fernet_slashing), IN(fernet_params, &F->params), NUMBER(2),
          NUMBER(800000), AMOUNT(&F->ether), AMOUNT(&F->nothing)),
    FAILS(fernet_slash, FERNET_STATUS_BID_FEE_SPLIT_ABOVE_CAP, OUT(fernet_slashing), IN(fernet_params, &F->params),
          NUMBER(FERNET_SLASH_REASON_NOT_REVEALED), NUMBER(1000001), AMOUNT(&F->ether), AMOUNT(&F->nothing)),
    FAILS(fernet_slash, FERNET_STATUS_SETTLE_AMOUNT_TOO_LARGE, OUT(fernet_slashing), IN(fernet_params, &F->params),
          NUMBER(FERNET_SLASH_REASON_NOT_PROVEN), NUMBER(800000), AMOUNT(&F->ether), AMOUNT(&F->too_large)),
    ROW(fernet_mev_reference_observe, INOUT(fernet_mev_reference, &F->mev), NUMBER(5)),
    ROW(fernet_mev_reference_bid, OUT(uint32_t), IN(fernet_mev_reference, &F->mev), NUMBER(5), NUMBER(6),
        NUMBER(1000000)),
    FAILS(fernet_mev_reference_bid, FERNET_STATUS_MEV_SHARE, OUT(uint32_t), IN(fernet_mev_reference, &F->mev),
          NUMBER(1000001), NUMBER(6), NUMBER(1000000)),
    FAILS(fernet_mev_reference_bid, FERNET_STATUS_MEV_SPLIT_ABOVE_CAP, OUT(uint32_t), IN(fernet_mev_reference, &F->mev),
          NUMBER(1000000), NUMBER(6), NUMBER(0)),
    ROW(fernet_mev_report_new, OUT(fernet_mev_report), SOURCE, NUMBER(5), AMOUNT(&F->nothing), AMOUNT(&F->ether)),
    FAILS(fernet_mev_report_new, FERNET_STATUS_MEV_SOURCE_AMOUNT_TOO_LARGE, OUT(fernet_mev_report), SOURCE, NUMBER(5),
          AMOUNT(&F->too_large), AMOUNT(&F->nothing)),
    FAILS(fernet_mev_report_new, FERNET_STATUS_MEV_SOURCE_AMOUNT_TOO_LARGE, OUT(fernet_mev_report), SOURCE, NUMBER(5),
          AMOUNT(&F->nothing), AMOUNT(&F->too_large)),
    FAILS(fernet_mev_report_new, FERNET_STATUS_MEV_SOURCE_FEES_ZERO, OUT(fernet_mev_report), SOURCE, NUMBER(5),
          AMOUNT(&F->ether), AMOUNT(&F->nothing)),
    ROW(fernet_mev_sources_ratio, OUT(uint64_t), SOURCES(2), NUMBER(1), NUMBER(0), REPORTS(3), NUMBER(1000)),
    FAILS(fernet_mev_sources_ratio, FERNET_STATUS_MEV_SOURCE_QUORUM, OUT(uint64_t), SOURCES(2), NUMBER(3), NUMBER(0),
          REPORTS(3), NUMBER(1000)),
    FAILS(fernet_mev_sources_ratio, FERNET_STATUS_MEV_SOURCE_QUORUM_MISSED, OUT(uint64_t), SOURCES(2), NUMBER(1),
          NUMBER(0), REPORTS(3), NUMBER(1001)),
};

struct table rows_of_rewards(void) {
    struct table table = {rows, COUNT(rows)};
    return table;
}
