/* Runs all tests of misuse. The argument is symbols.txt: a test for each line of it, and a line for each test. */
#include "misuse.h"

enum { MOST_SYMBOLS = 256, NAME_SIZE = 64 };

static struct {
    char name[NAME_SIZE];
    bool covered;
} symbols[MOST_SYMBOLS];
static size_t symbols_count = 0;

static void read_symbols(const char *path) {
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        broken("cannot be read", path);
    }
    while (symbols_count < MOST_SYMBOLS && fscanf(file, "%63s", symbols[symbols_count].name) == 1) {
        symbols_count++;
    }
    fclose(file);
}

static void covers(const char *name) {
    for (size_t i = 0; i < symbols_count; i++) {
        if (strcmp(symbols[i].name, name) == 0) {
            symbols[i].covered = true;
            return;
        }
    }
    broken("is not in the list of symbols", name);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        broken("takes one argument", "symbols.txt");
    }
    read_symbols(argv[1]);
    fixture_open();

    const struct table tables[] = {rows_of_protocol(), rows_of_trees(), rows_of_vrf(), rows_of_rewards(),
                                   rows_of_messages(), rows_of_blocks()};
    size_t rows = 0;
    for (size_t t = 0; t < COUNT(tables); t++) {
        for (size_t r = 0; r < tables[t].count; r++) {
            const struct row *row = &tables[t].rows[r];
            unsigned long failures = progress.failures;
            misuse_row(row);
            if (row->status == FERNET_STATUS_OK) {
                covers(row->name);
            }
            if (progress.failures != failures) {
                fprintf(stderr, "%s: %lu failures\n", row->name, progress.failures - failures);
            }
            rows++;
        }
    }
    misuse_special(covers);

    size_t uncovered = 0;
    for (size_t i = 0; i < symbols_count; i++) {
        if (!symbols[i].covered) {
            fprintf(stderr, "no test of misuse covers %s\n", symbols[i].name);
            uncovered++;
        }
    }
    printf("%zu functions, %zu rows, %lu checks, %lu failures\n", symbols_count - uncovered, rows, progress.checks,
           progress.failures);
    return progress.failures == 0 && uncovered == 0 && symbols_count > 0 ? 0 : 1;
}
