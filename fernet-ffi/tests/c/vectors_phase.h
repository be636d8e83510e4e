/* What the vectors of phases and of chains share. */
#ifndef FERNET_TESTS_VECTORS_PHASE_H
#define FERNET_TESTS_VECTORS_PHASE_H

#include "json.h"

/** Checks effects against their names. */
void check_effects(const fernet_effects *effects, const cJSON *expected);

#endif
