/* Prints the nanoseconds that the native library takes to verify and to make a proof: the least of many batches. */
#include <fernet.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BATCHES = 200, CALLS = 4 };

static void check(fernet_status status) {
    if (status != FERNET_STATUS_OK) {
        fprintf(stderr, "%s\n", fernet_status_name(status));
        exit(1);
    }
}

static double now(void) {
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

int main(void) {
    fernet_secret master = {{7}};
    const uint8_t alpha[32] = {1};
    fernet_secret_key secret_key;
    fernet_key key;
    fernet_proof proof;
    fernet_beta beta;
    check(fernet_secret_key_derive(&secret_key, &master, FERNET_ROLE_PROVER));
    check(fernet_secret_key_public(&key, &secret_key));
    double verify = 1e18, prove = 1e18;
    for (int batch = 0; batch < BATCHES; batch++) {
        double start = now();
        for (int i = 0; i < CALLS; i++) {
            check(fernet_vrf_prove(&proof, &beta, &secret_key, FERNET_SUITE_ELL2, alpha, sizeof alpha));
        }
        double middle = now();
        for (int i = 0; i < CALLS; i++) {
            check(fernet_vrf_verify(&beta, &key, FERNET_SUITE_ELL2, alpha, sizeof alpha, &proof));
        }
        double end = now();
        prove = middle - start < prove ? middle - start : prove;
        verify = end - middle < verify ? end - middle : verify;
    }
    check(fernet_secret_key_wipe(&secret_key));
    printf("{\"verify\": %.0f, \"prove\": %.0f}\n", verify / CALLS, prove / CALLS);
    return 0;
}
