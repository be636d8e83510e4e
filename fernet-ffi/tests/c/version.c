/* The self-test, and versions: of the header, of the library, and of the crate, whose parts are the arguments. */
#include "check.h"

int main(int argc, char **argv) {
    if (argc != 5) {
        broken("takes four arguments", "version, major, minor, patch");
    }
    progress.subject = "version";
    CHECK_OK(fernet_selftest(FERNET_ABI_VERSION));
    const uint32_t wrong[] = {0, FERNET_ABI_VERSION - 1, FERNET_ABI_VERSION + 1, UINT32_MAX};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        if (wrong[i] != FERNET_ABI_VERSION) {
            CHECK_STATUS(fernet_selftest(wrong[i]), FERNET_STATUS_ABI_VERSION);
        }
    }
    CHECK(strcmp(FERNET_VERSION, argv[1]) == 0);
    CHECK(strcmp(fernet_version(), argv[1]) == 0);

    char number[16], whole[64];
    snprintf(number, sizeof number, "%d", FERNET_VERSION_MAJOR);
    CHECK(strcmp(number, argv[2]) == 0);
    snprintf(number, sizeof number, "%d", FERNET_VERSION_MINOR);
    CHECK(strcmp(number, argv[3]) == 0);
    snprintf(number, sizeof number, "%d", FERNET_VERSION_PATCH);
    CHECK(strcmp(number, argv[4]) == 0);
    snprintf(whole, sizeof whole, "%d.%d.%d", FERNET_VERSION_MAJOR, FERNET_VERSION_MINOR, FERNET_VERSION_PATCH);
    CHECK(strcmp(whole, FERNET_VERSION) == 0);
    CHECK(FERNET_ABI_VERSION == (FERNET_VERSION_MAJOR == 0 ? FERNET_VERSION_MINOR : FERNET_VERSION_MAJOR * 1000));
    printf("%lu checks, %lu failures\n", progress.checks, progress.failures);
    return progress.failures == 0 ? 0 : 1;
}
