/* Gives the library half of an output: a sanitizer that is in the library ends the program. */
#include "check.h"

int main(int argc, char **argv) {
    (void)argv;
    fernet_ticket ticket = {.bytes = {1}};
    fernet_score *score = malloc(sizeof *score * (size_t)argc / 2);
    fernet_status status = fernet_score_new(score, &ticket, 5);
    printf("nobody noticed: %s\n", fernet_status_name(status));
    free(score);
    return 0;
}
