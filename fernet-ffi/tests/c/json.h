/* Test vectors: files of cases, and their fields as C values. A field that is missing or malformed ends the program. */
#ifndef FERNET_TESTS_JSON_H
#define FERNET_TESTS_JSON_H

#include <cjson/cJSON.h>

#include "check.h"

/** The parsed file; freed by cJSON_Delete. */
cJSON *json_read(const char *path);

const cJSON *json_field(const cJSON *object, const char *name);
bool json_is_null(const cJSON *object, const char *name);
const char *json_text(const cJSON *object, const char *name);

/** The index of a text among several. */
uint8_t json_choice(const cJSON *object, const char *name, const char *const *choices, size_t count);

/** Decimal strings. */
uint64_t json_u64(const cJSON *object, const char *name);
uint32_t json_u32(const cJSON *object, const char *name);
uint8_t json_u8(const cJSON *object, const char *name);
size_t json_size(const cJSON *object, const char *name);

/** As json_u64, with a value for null. */
uint64_t json_u64_or(const cJSON *object, const char *name, uint64_t absent);

/** A decimal string of any size that fits, as big-endian bytes. */
void json_big(const cJSON *object, const char *name, uint8_t *bytes, size_t size);
void decimal_to_bytes(const char *text, uint8_t *bytes, size_t size);

/** Elements of arrays of decimal strings. */
uint64_t json_item_u64(const cJSON *array, size_t index);
void json_item_big(const cJSON *array, size_t index, uint8_t *bytes, size_t size);

/** Hex of exactly size bytes, or of at most capacity. */
void json_hex(const cJSON *object, const char *name, void *bytes, size_t size);
size_t json_bytes(const cJSON *object, const char *name, uint8_t *bytes, size_t capacity);
void hex_to_bytes(const char *text, void *bytes, size_t size);

size_t json_length(const cJSON *array);
const cJSON *json_item(const cJSON *array, size_t index);

/** The name of the error that a case expects, or NULL. */
const char *json_error(const cJSON *test);

/** Checks that a status has the name of an error. */
void check_error(int32_t status, const char *name, const char *file, int line);

#define JSON_HEX(object, name, value) json_hex((object), (name), (value).bytes, sizeof(value).bytes)
#define JSON_BIG(object, name, value) json_big((object), (name), (value).bytes, sizeof(value).bytes)
#define CHECK_ERROR(status, name) check_error((status), (name), __FILE__, __LINE__)

/** Checks a byte string against hex, and a number against a decimal string. */
#define CHECK_HEX(value, object, name)                                       \
    do {                                                                     \
        uint8_t expected_[sizeof(value).bytes];                              \
        json_hex((object), (name), expected_, sizeof expected_);             \
        CHECK_BYTES((value).bytes, expected_, sizeof expected_);             \
    } while (0)
#define CHECK_BIG(value, object, name)                                       \
    do {                                                                     \
        uint8_t expected_[sizeof(value).bytes];                              \
        json_big((object), (name), expected_, sizeof expected_);             \
        CHECK_BYTES((value).bytes, expected_, sizeof expected_);             \
    } while (0)
#define CHECK_U64(value, object, name) CHECK((value) == json_u64((object), (name)))

#endif
