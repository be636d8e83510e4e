/* Private objects: one of each type, and whether two are the same, by what the library says of them. */
#include "misuse.h"

#if defined(__has_include)
#if __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>
#endif
#endif

/* A private object may have bytes that nobody has set, between its fields; valgrind is not to mind a comparison. */
#ifndef VALGRIND_MAKE_MEM_DEFINED
#define VALGRIND_MAKE_MEM_DEFINED(memory, size) ((void)(memory), (void)(size))
#endif

const struct private_type private_types[] = {
    {"fernet_secret_key", sizeof(fernet_secret_key), &fixture.secret_key},
    {"fernet_p256_secret_key", sizeof(fernet_p256_secret_key), &fixture.p256_secret_key},
    {"fernet_batch_key", sizeof(fernet_batch_key), &fixture.batch_key},
    {"fernet_seat", sizeof(fernet_seat), &fixture.seat},
    {"fernet_accumulator", sizeof(fernet_accumulator), &fixture.left},
    {"fernet_bundle_builder", sizeof(fernet_bundle_builder), &fixture.builder},
    {"fernet_tree_verifier", sizeof(fernet_tree_verifier), &fixture.verifier},
    {"fernet_tree", sizeof(fernet_tree), &fixture.tree},
    {"fernet_block_phase", sizeof(fernet_block_phase), &fixture.block},
    {"fernet_block", sizeof(fernet_block), &fixture.proven.block},
    {"fernet_chain", sizeof(fernet_chain), &fixture.chain},
    {"fernet_ledger", sizeof(fernet_ledger), &fixture.ledger},
};
const size_t private_types_count = COUNT(private_types);

const struct private_type *private_type_of(const char *name) {
    for (size_t i = 0; i < private_types_count; i++) {
        if (strcmp(private_types[i].name, name) == 0) {
            return &private_types[i];
        }
    }
    return NULL;
}

void private_objects_are_set(void) {
    VALGRIND_MAKE_MEM_DEFINED(&fixture, sizeof fixture);
}

/** What the library says of an object: all that is not private about it. */
struct account {
    fernet_status status;
    size_t count;
    uint64_t node;
    fernet_key key;
    fernet_beta beta;
    fernet_seat_info seats[3];
    fernet_accumulator_info sum;
    fernet_block_phase_info phase;
    fernet_happening happening;
    fernet_receipt receipt;
    fernet_amount pay;
    uint8_t stored[FERNET_BLOCK_STORED_LEN];
};

static void of_batch_key(struct account *account, const void *object) {
    fernet_batch_item item = fixture.items[0];
    item.key = object;
    int32_t status;
    CHECK_OK(fernet_vrf_verify_batch(&account->beta, 1, &status, 1, &item, 1));
    account->status = status;
}

static void of_builder(struct account *account, const void *object) {
    fernet_seat seats[3];
    account->status = fernet_bundle_builder_best(seats, 3, &account->count, object);
    for (size_t i = 0; i < account->count; i++) {
        CHECK_OK(fernet_seat_read(&account->seats[i], &seats[i]));
    }
}

static void of_verifier(struct account *account, const void *object) {
    fernet_tree_verifier verifier;
    fernet_accumulator sum;
    memcpy(&verifier, object, sizeof verifier);
    CHECK_OK(fernet_tree_verifier_expected(&account->node, &verifier));
    account->status = fernet_tree_verifier_insert(&sum, &verifier, &fixture.proving, fixture.base_seats, 2);
    if (account->status == FERNET_STATUS_OK) {
        CHECK_OK(fernet_accumulator_read(&account->sum, &sum));
    }
}

static void of_chain(struct account *account, const void *object) {
    fernet_chain chain;
    fernet_block_phase phase;
    memcpy(&chain, object, sizeof chain);
    if (fernet_chain_phase(&phase, object, 5) == FERNET_STATUS_OK) {
        CHECK_OK(fernet_block_phase_read(&account->phase, &phase));
    }
    account->status = fernet_chain_advance(&account->happening, &chain, 10000);
}

static void of_ledger(struct account *account, const void *object) {
    fernet_ledger ledger, closed;
    memcpy(&ledger, object, sizeof ledger);
    closed = ledger;
    account->status = fernet_ledger_close(&account->receipt, &closed, &fixture.rebate);
    account->count = (size_t)-fernet_ledger_pay(&account->pay, 1, &ledger, fixture.paid_seats, 1);
}

static struct account account_of(const char *type, const void *object) {
    struct account account;
    memset(&account, 0, sizeof account);
    if (strcmp(type, "fernet_secret_key") == 0) {
        account.status = fernet_secret_key_public(&account.key, object);
    } else if (strcmp(type, "fernet_p256_secret_key") == 0) {
        account.status = fernet_p256_secret_key_public(&account.key, object);
    } else if (strcmp(type, "fernet_batch_key") == 0) {
        of_batch_key(&account, object);
    } else if (strcmp(type, "fernet_seat") == 0) {
        account.status = fernet_seat_read(&account.seats[0], object);
    } else if (strcmp(type, "fernet_accumulator") == 0) {
        account.status = fernet_accumulator_read(&account.sum, object);
    } else if (strcmp(type, "fernet_bundle_builder") == 0) {
        of_builder(&account, object);
    } else if (strcmp(type, "fernet_tree_verifier") == 0) {
        of_verifier(&account, object);
    } else if (strcmp(type, "fernet_tree") == 0) {
        account.status = fernet_tree_read(&account.sum, &account.seats[0], object);
    } else if (strcmp(type, "fernet_block_phase") == 0) {
        account.status = fernet_block_phase_read(&account.phase, object);
    } else if (strcmp(type, "fernet_block") == 0) {
        account.status = fernet_block_store(account.stored, sizeof account.stored, &account.count, object);
    } else if (strcmp(type, "fernet_chain") == 0) {
        of_chain(&account, object);
    } else {
        of_ledger(&account, object);
    }
    return account;
}

void check_same(const char *type, const void *object, const void *expected, size_t size) {
    const struct private_type *private_type = private_type_of(type);
    if (private_type == NULL) {
        CHECK_BYTES(object, expected, size);
        return;
    }
    for (size_t at = 0; at < size; at += private_type->size) {
        struct account account = account_of(type, (const uint8_t *)object + at);
        struct account other = account_of(type, (const uint8_t *)expected + at);
        bool unused = all_bytes_are((const uint8_t *)expected + at, 0, private_type->size);
        CHECK(unused == (account.status == FERNET_STATUS_STATE));
        CHECK_SAME(account, other);
    }
}
