/* Settles a block from its numbers: 1000 ETH of fees at a split of 0.8, and a tree of 31 nodes with two seats filled. */

#include <fernet.h>

#include <stdio.h>

static int failed(const char *what, fernet_status status) {
    fprintf(stderr, "%s: %s\n", what, fernet_status_name(status));
    return 1;
}

/* Converts ETH to wei: eth * 10^18. */
static fernet_amount from_eth(uint32_t eth) {
    fernet_amount amount = {{0}};
    const uint64_t factors[] = {eth, 1000000000, 1000000000};
    amount.bytes[31] = 1;
    for (size_t f = 0; f < 3; f++) {
        /* Long multiplication in base 2^8; the carry stays below 2^64 for factors below 2^55. */
        uint64_t carry = 0;
        for (size_t i = 32; i-- > 0; carry >>= 8) {
            carry += factors[f] * amount.bytes[i];
            amount.bytes[i] = (uint8_t)(carry & 255);
        }
    }
    return amount;
}

static void print(const char *name, fernet_amount amount) {
    char digits[79]; /* 2^256 has 78 decimal digits, and the text ends with a NUL */
    size_t start = sizeof digits - 1;
    int rest = 1;
    digits[start] = '\0';
    while (rest) {
        unsigned remainder = 0;
        rest = 0;
        for (size_t i = 0; i < 32; i++) {
            remainder = remainder * 256 + amount.bytes[i];
            amount.bytes[i] = (uint8_t)(remainder / 10);
            remainder %= 10;
            rest |= amount.bytes[i] != 0;
        }
        digits[--start] = (char)('0' + remainder);
    }
    printf("%-22s %s\n", name, digits + start);
}

int main(void) {
    fernet_status status = fernet_selftest(FERNET_ABI_VERSION);
    if (status != FERNET_STATUS_OK) return failed("self-test", status);

    fernet_address rollup = {{1}};
    fernet_settlement settlement = {0};
    status = fernet_params_default(&settlement.params, 1, &rollup);
    if (status != FERNET_STATUS_OK) return failed("parameters", status);
    status = fernet_tree_shape_for_transactions(&settlement.bases, 32, settlement.params.tx_per_base);
    if (status != FERNET_STATUS_OK) return failed("bases", status);
    settlement.fees = from_eth(1000);
    settlement.fee_split = 800000;

    fernet_tree_shape shape;
    status = fernet_tree_shape_read(&shape, settlement.bases);
    if (status != FERNET_STATUS_OK) return failed("shape", status);

    /* Seats are paid in post-order. The seat of base 0 burns 40 % of its pay; the seat of the root burns nothing. */
    fernet_paid_seat seats[2] = {{0}};
    seats[0].node = 0;
    seats[0].fee_burn = 400000;
    seats[1].node = shape.root;

    fernet_amount pays[2];
    fernet_rebate no_rebate = {0};
    fernet_receipt receipt;
    status = fernet_settle(&receipt, pays, 2, &settlement, seats, 2, &no_rebate);
    if (status != FERNET_STATUS_OK) return failed("settle", status);

    print("fees", receipt.funding.fees);
    print("to the sequencer", receipt.funding.sequencer);
    print("to the pool", receipt.funding.pool);
    print("to a seat at 40 % burn", pays[0]);
    print("to the root's seat", pays[1]);
    print("burned", receipt.burned);
    return 0;
}
