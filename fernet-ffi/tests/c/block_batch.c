/* Batches of claims. */
#include "block_batch.h"

static const fernet_registration *registration_of(const fernet_key *key, const fernet_registration *registrations,
                                                  size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (memcmp(&registrations[i].key, key, sizeof *key) == 0) {
            return &registrations[i];
        }
    }
    return NULL;
}

/** Claims that differ from a valid one in one thing each. */
static void spoil(fernet_message_batch_claim *claim, size_t how) {
    switch (how) {
    case 0: claim->block_number++; break;
    case 1: claim->proposal_id.bytes[0] ^= 1; break;
    case 2: claim->key.bytes[0] ^= 1; break;
    case 3: claim->claim.node = 1000; break;
    case 4: claim->claim.fee_burn = 2000000; break;
    case 5: claim->claim.fee_burn++; break;
    case 6: memset(claim->proof.bytes, 0xff, 32); break;
    case 7: memset(claim->proof.bytes + 96, 0xff, 32); break;
    case 8: memcpy(claim->proof.bytes, claim->proof.bytes + 32, 32); break;
    default: break;
    }
}

/** The results of a batch are those of the claims alone. Returns the number of valid claims. */
static size_t same_results(const fernet_block *block, const fernet_message_batch_claim *claims, size_t count,
                           const fernet_registration *registrations, size_t registrations_count) {
    static fernet_seat seats[MOST_CLAIMS];
    int32_t statuses[MOST_CLAIMS];
    size_t valid = 0;
    DIRTY(seats);
    DIRTY(statuses);
    CHECK_OK(fernet_block_claim_batch(seats, count, statuses, count, block, claims, count, registrations,
                                      registrations_count));
    for (size_t i = 0; i < count; i++) {
        uint8_t message[FERNET_MESSAGE_BATCH_CLAIM_LEN];
        fernet_seat seat;
        fernet_seat_info info, expected;
        CHECK_OK(fernet_message_batch_claim_encode(message, sizeof message, &claims[i]));
        fernet_status alone =
            fernet_block_claim(&seat, block, message, sizeof message,
                               registration_of(&claims[i].key, registrations, registrations_count));
        CHECK_STATUS(statuses[i], alone);
        if (alone != FERNET_STATUS_OK) {
            CHECK(all_bytes_are(&seats[i], 0, sizeof seats[i]));
            continue;
        }
        CHECK_OK(fernet_seat_read(&info, &seats[i]));
        CHECK_OK(fernet_seat_read(&expected, &seat));
        CHECK_SAME(info, expected);
        valid++;
    }
    return valid;
}

void check_batch(const fernet_block *block, const fernet_message_batch_claim *claims, size_t count,
                 const fernet_registration *registrations, size_t registrations_count) {
    enum { FAULTS = 9 };
    static fernet_message_batch_claim mixed[MOST_CLAIMS];
    CHECK(count > 1 && count <= MOST_CLAIMS);
    CHECK(same_results(block, claims, count, registrations, registrations_count) == count);
    CHECK(same_results(block, claims, 0, registrations, registrations_count) == 0);
    CHECK(same_results(block, claims, count, registrations, 0) == 0);
    for (size_t fault = 0; fault < FAULTS; fault++) {
        memcpy(mixed, claims, count * sizeof claims[0]);
        spoil(&mixed[fault % count], fault);
        CHECK(same_results(block, mixed, count, registrations, registrations_count) == count - 1);
    }
    for (size_t i = 0; i < count; i++) {
        spoil(&mixed[i], i % FAULTS);
    }
    CHECK(same_results(block, mixed, count, registrations, registrations_count) < count - 1);
}
