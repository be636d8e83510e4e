#include "json.h"

cJSON *json_read(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        broken("cannot be read", path);
    }
    long size = ftell(file);
    rewind(file);
    char *text = size < 0 ? NULL : malloc((size_t)size);
    if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size) {
        broken("cannot be read", path);
    }
    fclose(file);
    cJSON *root = cJSON_ParseWithLength(text, (size_t)size);
    free(text);
    if (!cJSON_IsArray(root) || cJSON_GetArraySize(root) == 0) {
        broken("is not an array of cases", path);
    }
    return root;
}

const cJSON *json_field(const cJSON *object, const char *name) {
    const cJSON *field = cJSON_GetObjectItemCaseSensitive(object, name);
    if (field == NULL) {
        broken("there is no field", name);
    }
    return field;
}

bool json_is_null(const cJSON *object, const char *name) {
    return cJSON_IsNull(json_field(object, name)) != 0;
}

static const char *text_of(const cJSON *value) {
    const char *text = cJSON_GetStringValue(value);
    if (text == NULL) {
        broken("is not a string", value->string != NULL ? value->string : "an element");
    }
    return text;
}

const char *json_text(const cJSON *object, const char *name) {
    return text_of(json_field(object, name));
}

uint8_t json_choice(const cJSON *object, const char *name, const char *const *choices, size_t count) {
    const char *text = json_text(object, name);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(text, choices[i]) == 0) {
            return (uint8_t)i;
        }
    }
    broken("is none of the known words", text);
    return 0;
}

void decimal_to_bytes(const char *text, uint8_t *bytes, size_t size) {
    memset(bytes, 0, size);
    if (*text == '\0') {
        broken("is not a decimal number", text);
    }
    for (const char *digit = text; *digit != '\0'; digit++) {
        if (*digit < '0' || *digit > '9') {
            broken("is not a decimal number", text);
        }
        unsigned carry = (unsigned)(*digit - '0');
        for (size_t i = size; i-- > 0;) {
            carry += bytes[i] * 10u;
            bytes[i] = (uint8_t)(carry & 0xff);
            carry >>= 8;
        }
        if (carry != 0) {
            broken("is too large", text);
        }
    }
}

static uint64_t u64_of(const char *text) {
    uint8_t bytes[8];
    decimal_to_bytes(text, bytes, sizeof bytes);
    uint64_t value = 0;
    for (size_t i = 0; i < sizeof bytes; i++) {
        value = value << 8 | bytes[i];
    }
    return value;
}

uint64_t json_u64(const cJSON *object, const char *name) {
    return u64_of(json_text(object, name));
}

static uint64_t at_most(uint64_t value, uint64_t limit, const char *name) {
    if (value > limit) {
        broken("is too large", name);
    }
    return value;
}

uint32_t json_u32(const cJSON *object, const char *name) {
    return (uint32_t)at_most(json_u64(object, name), UINT32_MAX, name);
}

uint8_t json_u8(const cJSON *object, const char *name) {
    return (uint8_t)at_most(json_u64(object, name), UINT8_MAX, name);
}

size_t json_size(const cJSON *object, const char *name) {
    return (size_t)at_most(json_u64(object, name), SIZE_MAX, name);
}

uint64_t json_u64_or(const cJSON *object, const char *name, uint64_t absent) {
    return json_is_null(object, name) ? absent : json_u64(object, name);
}

void json_big(const cJSON *object, const char *name, uint8_t *bytes, size_t size) {
    decimal_to_bytes(json_text(object, name), bytes, size);
}

uint64_t json_item_u64(const cJSON *array, size_t index) {
    return u64_of(text_of(json_item(array, index)));
}

void json_item_big(const cJSON *array, size_t index, uint8_t *bytes, size_t size) {
    decimal_to_bytes(text_of(json_item(array, index)), bytes, size);
}

static uint8_t nibble(char digit, const char *text) {
    const char *digits = "0123456789abcdef";
    const char *found = digit != '\0' ? strchr(digits, digit) : NULL;
    if (found == NULL) {
        broken("is not lower-case hex", text);
        return 0;
    }
    return (uint8_t)(found - digits);
}

static size_t hex_at_most(const char *text, uint8_t *bytes, size_t capacity) {
    size_t length = strlen(text);
    if (length % 2 != 0 || length / 2 > capacity) {
        broken("is hex of another length", text);
    }
    for (size_t i = 0; i < length / 2; i++) {
        bytes[i] = (uint8_t)(nibble(text[2 * i], text) << 4 | nibble(text[2 * i + 1], text));
    }
    return length / 2;
}

void hex_to_bytes(const char *text, void *bytes, size_t size) {
    if (hex_at_most(text, bytes, size) != size) {
        broken("is hex of another length", text);
    }
}

void json_hex(const cJSON *object, const char *name, void *bytes, size_t size) {
    hex_to_bytes(json_text(object, name), bytes, size);
}

size_t json_bytes(const cJSON *object, const char *name, uint8_t *bytes, size_t capacity) {
    return hex_at_most(json_text(object, name), bytes, capacity);
}

size_t json_length(const cJSON *array) {
    if (!cJSON_IsArray(array)) {
        broken("is not an array", array->string != NULL ? array->string : "an element");
    }
    return (size_t)cJSON_GetArraySize(array);
}

const cJSON *json_item(const cJSON *array, size_t index) {
    const cJSON *item = cJSON_GetArrayItem(array, (int)index);
    if (item == NULL) {
        broken("is too short", array->string != NULL ? array->string : "an array");
    }
    return item;
}

const char *json_error(const cJSON *test) {
    const cJSON *error = cJSON_GetObjectItemCaseSensitive(test, "error");
    return error == NULL || cJSON_IsNull(error) ? NULL : text_of(error);
}

void check_error(int32_t status, const char *name, const char *file, int line) {
    const char *found = fernet_status_name(status);
    bool same = strcmp(found, name) == 0;
    check(same, name, file, line);
    if (!same) {
        fprintf(stderr, "    the status is %s\n", found);
    }
}
