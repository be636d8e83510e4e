#include "check.h"

struct progress progress = {"", "", 0, 0};

static void failed(const char *what, const char *file, int line) {
    progress.failures++;
    fprintf(stderr, "%s:%d: %s, %s: %s\n", file, line, progress.subject, progress.detail, what);
}

void check(bool holds, const char *what, const char *file, int line) {
    progress.checks++;
    if (!holds) {
        failed(what, file, line);
    }
}

void check_status(int32_t status, int32_t expected, const char *what, const char *file, int line) {
    progress.checks++;
    if (status != expected) {
        failed(what, file, line);
        fprintf(stderr, "    is %s, not %s\n", fernet_status_name(status), fernet_status_name(expected));
    }
}

static void print_hex(const char *label, const uint8_t *bytes, size_t size) {
    fprintf(stderr, "    %s ", label);
    for (size_t i = 0; i < size; i++) {
        fprintf(stderr, "%02x", bytes[i]);
    }
    fprintf(stderr, "\n");
}

void check_bytes(const void *bytes, const void *expected, size_t size, const char *what, const char *file, int line) {
    progress.checks++;
    if (memcmp(bytes, expected, size) != 0) {
        failed(what, file, line);
        print_hex("is", bytes, size);
        print_hex("not", expected, size);
    }
}

void broken(const char *why, const char *what) {
    fprintf(stderr, "%s, %s: %s: %s\n", progress.subject, progress.detail, why, what);
    exit(2);
}

bool all_bytes_are(const void *bytes, uint8_t value, size_t size) {
    const uint8_t *byte = bytes;
    for (size_t i = 0; i < size; i++) {
        if (byte[i] != value) {
            return false;
        }
    }
    return true;
}
