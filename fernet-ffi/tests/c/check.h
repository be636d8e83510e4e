/* Checks that count, and say where they failed: in which file of vectors or which function, in which case. */
#ifndef FERNET_TESTS_CHECK_H
#define FERNET_TESTS_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fernet.h"

struct progress {
    const char *subject;
    const char *detail;
    unsigned long checks;
    unsigned long failures;
};

extern struct progress progress;

/** Counts a check; prints where it stands in the source if it failed. */
void check(bool holds, const char *what, const char *file, int line);

/** As check, for a status: both names are printed if it is another one. */
void check_status(int32_t status, int32_t expected, const char *what, const char *file, int line);

/** As check, for bytes: both are printed in hex if they differ. */
void check_bytes(const void *bytes, const void *expected, size_t size, const char *what, const char *file, int line);

/** Ends the program: something is wrong with a test itself. */
void broken(const char *why, const char *what);

bool all_bytes_are(const void *bytes, uint8_t value, size_t size);

#define CHECK(holds) check((holds), #holds, __FILE__, __LINE__)
#define CHECK_STATUS(call, expected) check_status((call), (expected), #call, __FILE__, __LINE__)
#define CHECK_OK(call) CHECK_STATUS(call, FERNET_STATUS_OK)
#define CHECK_BYTES(bytes, expected, size) check_bytes((bytes), (expected), (size), #bytes, __FILE__, __LINE__)
#define CHECK_SAME(a, b) check_bytes(&(a), &(b), sizeof(a), #a, __FILE__, __LINE__)
#define CHECK_ZERO(object) check(all_bytes_are(&(object), 0, sizeof(object)), #object " is zero", __FILE__, __LINE__)

/** Fills an output with something that is not zero, so that a function which leaves it alone is found out. */
#define DIRTY(object) memset(&(object), 0xaa, sizeof(object))

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
