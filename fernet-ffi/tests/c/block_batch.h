/* Batches of claims. */
#ifndef FERNET_TESTS_BLOCK_BATCH_H
#define FERNET_TESTS_BLOCK_BATCH_H

#include "check.h"

enum { MOST_CLAIMS = 16 };

/** Checks that valid claims, and claims with every kind of fault, have the same results together as one by one. */
void check_batch(const fernet_block *block, const fernet_message_batch_claim *claims, size_t count,
                 const fernet_registration *registrations, size_t registrations_count);

#endif
