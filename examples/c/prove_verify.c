/* Derives a key, computes its VRF output for an input with a proof, and verifies the proof. */

#include <fernet.h>

#include <stdio.h>
#include <string.h>

static int failed(const char *what, fernet_status status) {
    fprintf(stderr, "%s: %s\n", what, fernet_status_name(status));
    return 1;
}

static void print(const char *name, const uint8_t *bytes, size_t len) {
    printf("%-6s ", name);
    for (size_t i = 0; i < len; i++) printf("%02x", bytes[i]);
    printf("\n");
}

/* Overwrites a secret with zeros. The compiler may remove a memset of memory that is not read afterwards, but no write
   through a volatile pointer. */
static void wipe(fernet_secret *secret) {
    volatile uint8_t *bytes = secret->bytes;
    for (size_t i = 0; i < sizeof secret->bytes; i++) bytes[i] = 0;
}

/* Derives a key from a master secret of the system's random number generator. */
static fernet_status new_key(fernet_secret_key *secret_key) {
    fernet_secret master;
    FILE *random = fopen("/dev/urandom", "rb");
    if (random == NULL) return FERNET_STATUS_NONE;
    setvbuf(random, NULL, _IONBF, 0); /* no buffer that would keep a copy of the secret */
    size_t read = fread(master.bytes, sizeof master.bytes, 1, random);
    fclose(random);
    fernet_status status = FERNET_STATUS_NONE;
    if (read == 1) status = fernet_secret_key_derive(secret_key, &master, FERNET_ROLE_SEQUENCER);
    wipe(&master);
    return status;
}

static int demonstrate(const fernet_secret_key *secret_key) {
    static const uint8_t alpha[] = "the input, which everyone knows";
    static const uint8_t ad[] = "what the proof signs as well";
    fernet_key key;
    fernet_proof proof;
    fernet_beta proven, verified;

    fernet_status status = fernet_secret_key_public(&key, secret_key);
    if (status != FERNET_STATUS_OK) return failed("public key", status);
    status = fernet_vrf_prove_ad(&proof, &proven, secret_key, FERNET_SUITE_ELL2, alpha, sizeof alpha, ad, sizeof ad);
    if (status != FERNET_STATUS_OK) return failed("prove", status);
    print("key", key.bytes, sizeof key.bytes);
    print("proof", proof.bytes, sizeof proof.bytes);
    print("output", proven.bytes, sizeof proven.bytes);

    /* The verifier receives 32 bytes of the public key and 80 bytes of the proof. */
    status = fernet_vrf_verify_ad(&verified, &key, FERNET_SUITE_ELL2, alpha, sizeof alpha, ad, sizeof ad, &proof);
    if (status != FERNET_STATUS_OK) return failed("verify", status);
    if (memcmp(verified.bytes, proven.bytes, sizeof proven.bytes) != 0) return failed("compare", FERNET_STATUS_INTERNAL);
    printf("the proof is valid\n");

    status = fernet_vrf_verify_ad(&verified, &key, FERNET_SUITE_ELL2, alpha, sizeof alpha, ad, sizeof ad - 1, &proof);
    printf("for other data: %s\n", fernet_status_name(status));
    return status == FERNET_STATUS_VERIFY_INVALID ? 0 : failed("verify other data", status);
}

int main(void) {
    fernet_status status = fernet_selftest(FERNET_ABI_VERSION);
    if (status != FERNET_STATUS_OK) return failed("self-test", status);
    fernet_secret_key secret_key;
    status = new_key(&secret_key);
    if (status != FERNET_STATUS_OK) return failed("new key", status);
    int result = demonstrate(&secret_key);
    status = fernet_secret_key_wipe(&secret_key);
    return status == FERNET_STATUS_OK ? result : failed("wipe", status);
}
