/* The ways in which a function can be misused, derived from its row. */
#include "misuse.h"

#define EACH(row, i) (size_t i = 0; i < MOST_ARGUMENTS && (row)->arguments[i].kind != NOTHING; i++)

static char detail[96];

static void say(const char *what, size_t argument) {
    snprintf(detail, sizeof detail, "%s, argument %zu, %s", what, argument, guarded ? "guarded" : "exact");
    progress.detail = detail;
}

static void nulls(const struct row *row) {
    for EACH (row, i) {
        const struct argument *argument = &row->arguments[i];
        if (!is_pointer(argument)) {
            continue;
        }
        say("NULL", i);
        struct frame frame;
        frame_open(&frame, row, NULL);
        frame.slots[i].pointer = NULL;
        frame_call(&frame, is_array(argument) ? FERNET_STATUS_NULL : argument->without);
        frame_close(&frame);
    }
}

static void empty_arrays(const struct row *row) {
    struct frame all;
    frame_open(&all, row, NULL);
    for EACH (row, i) {
        if (!is_array(&row->arguments[i])) {
            continue;
        }
        for (int null = 0; null <= 1; null++) {
            say(null ? "length 0 with NULL" : "length 0", i);
            struct frame frame;
            frame_open(&frame, row, NULL);
            frame.slots[i].length = 0;
            frame.slots[i].pointer = null ? NULL : frame.slots[i].pointer;
            frame_call(&frame, row->arguments[i].without);
            frame_close(&frame);
        }
        all.slots[i].pointer = NULL;
        all.slots[i].length = 0;
    }
    if (row->paired) {
        say("all lengths 0 with NULL", 0);
        frame_call(&all, row->all_empty);
    }
    frame_close(&all);
}

static void impossible_lengths(const struct row *row) {
    for EACH (row, i) {
        if (!is_array(&row->arguments[i])) {
            continue;
        }
        const size_t lengths[] = {SIZE_MAX, (size_t)PTRDIFF_MAX / row->arguments[i].size + 1};
        for (size_t k = 0; k < COUNT(lengths); k++) {
            say("impossible length", i);
            struct frame frame;
            frame_open(&frame, row, NULL);
            frame.slots[i].length = lengths[k];
            frame_call(&frame, FERNET_STATUS_LENGTH);
            frame_close(&frame);
        }
    }
}

static void lengths_that_differ(const struct row *row) {
    for EACH (row, i) {
        if (row->paired && is_array(&row->arguments[i])) {
            say("a shorter array", i);
            struct frame frame;
            frame_open(&frame, row, NULL);
            frame.slots[i].length--;
            frame_call(&frame, FERNET_STATUS_LENGTH);
            frame_close(&frame);
        }
    }
}

static void alignment(const struct row *row, const struct frame *proper) {
    for (size_t by = 1; by < 8; by += 3) {
        size_t shift[MOST_ARGUMENTS] = {0};
        for EACH (row, i) {
            shift[i] = is_array(&row->arguments[i]) && row->arguments[i].align > 1 ? 0 : by;
        }
        say("unaligned objects", by);
        struct frame frame;
        frame_open(&frame, row, shift);
        frame_call(&frame, FERNET_STATUS_OK);
        frame_compare(&frame, proper);
        frame_close(&frame);
    }
    for EACH (row, i) {
        if (is_array(&row->arguments[i]) && row->arguments[i].align > 1) {
            size_t shift[MOST_ARGUMENTS] = {0};
            shift[i] = 1;
            say("a misaligned array", i);
            struct frame frame;
            frame_open(&frame, row, shift);
            frame_call(&frame, FERNET_STATUS_ALIGNMENT);
            frame_close(&frame);
        }
    }
}

/** Two arguments in one memory: refused when they have a byte in common and one of them is written, and then nothing is written. */
static void arguments_overlap(const struct row *row, const struct frame *proper, size_t a, size_t b) {
    const struct argument *first = &row->arguments[a], *second = &row->arguments[b];
    size_t a_size = bytes_of(first), b_size = bytes_of(second);
    size_t size = 2 * (a_size + b_size) + 16;
    size_t step = is_array(first) ? first->align : 1;
    if (is_array(second) && second->align > step) {
        step = second->align;
    }
    uint8_t *shared = malloc(size), *before = malloc(size);
    if (shared == NULL || before == NULL) {
        broken("no memory", row->name);
    }
    const struct {
        size_t a, b;
        bool overlap;
    } ways[] = {
        {0, 0, true},
        {0, (a_size - 1) / step * step, true},
        {(b_size - 1) / step * step, 0, true},
        {a_size > b_size ? 0 : (b_size - a_size) / step * step, a_size > b_size ? (a_size - b_size) / step * step : 0, true},
        {0, (a_size + step - 1) / step * step, false},
        {(b_size + step - 1) / step * step, 0, false},
    };
    for (size_t way = 0; way < COUNT(ways); way++) {
        say("arguments in one memory, with", b);
        struct frame frame;
        memset(shared, 0xaa, size);
        frame_open(&frame, row, NULL);
        frame_put(&frame, a, shared + ways[way].a);
        frame_put(&frame, b, shared + ways[way].b);
        memcpy(before, shared, size);
        frame_call(&frame, ways[way].overlap ? FERNET_STATUS_OVERLAP : row->status);
        if (ways[way].overlap) {
            CHECK(memcmp(shared, before, size) == 0);
        } else if (row->status == FERNET_STATUS_OK) {
            frame_compare(&frame, proper);
        }
        frame_close(&frame);
    }
    free(shared);
    free(before);
}

/** One object for two inputs: as two objects of the same value. */
static void inputs_are_one(const struct row *row, size_t a, size_t b) {
    say("one object for two inputs, with", b);
    struct frame one, two;
    frame_open(&one, row, NULL);
    frame_open(&two, row, NULL);
    memcpy(two.places[b].object, two.places[a].object, bytes_of(&row->arguments[a]));
    frame_put(&one, a, two.places[a].object);
    one.slots[b].pointer = one.slots[a].pointer;
    fernet_status status = row->call(two.slots);
    frame_call(&one, status);
    if (status == FERNET_STATUS_OK) {
        frame_compare(&one, &two);
    }
    frame_close(&one);
    frame_close(&two);
}

static void aliases(const struct row *row, const struct frame *proper) {
    for EACH (row, a) {
        for (size_t b = a + 1; b < MOST_ARGUMENTS; b++) {
            const struct argument *first = &row->arguments[a], *second = &row->arguments[b];
            if (!is_pointer(first) || !is_pointer(second)) {
                continue;
            }
            if (!is_input(first) || !is_input(second)) {
                arguments_overlap(row, proper, a, b);
            } else if (!is_array(first) && strcmp(first->type, second->type) == 0) {
                inputs_are_one(row, a, b);
            }
        }
    }
}

static void choices(const struct row *row) {
    for EACH (row, i) {
        const struct argument *argument = &row->arguments[i];
        for (uint64_t number = 0; number <= UINT8_MAX && argument->kind == CHOICE; number++) {
            if (number < argument->low || number > argument->high) {
                say("no such choice", i);
                struct frame frame;
                frame_open(&frame, row, NULL);
                frame.slots[i].number = number;
                frame_call(&frame, argument->without);
                frame_close(&frame);
            }
        }
    }
}

/** Bytes of plain types that have to be from low to high. */
static const struct {
    const char *type;
    size_t offset, size;
    unsigned low, high;
    fernet_status otherwise;
} fields[] = {
#define FIELD_OR(status, T, field, low, high) \
    {#T, offsetof(T, field), sizeof(((T *)NULL)->field), low, high, FERNET_STATUS_##status}
#define FIELD(T, field, low, high) FIELD_OR(VALUE, T, field, low, high)
#define PARAMS(T, prefix)                                                                            \
    FIELD(T, prefix reserved, 0, 0), FIELD_OR(PARAMS_TX_PER_BASE, T, prefix tx_per_base, 1, 2), \
        FIELD_OR(PARAMS_VRF_MODE, T, prefix vrf_mode, 0, 2),                                         \
        FIELD_OR(PARAMS_SEQUENCER_SUITE, T, prefix sequencer_suite, 2, 4)
    PARAMS(fernet_params, ),
    PARAMS(fernet_proving_context, params.),
    PARAMS(fernet_election, params.),
    PARAMS(fernet_settlement, params.),
    FIELD(fernet_settlement, reserved, 0, 0),
    FIELD(fernet_registration, reserved, 0, 0),
    FIELD(fernet_registration, role, FERNET_ROLE_SEQUENCER, FERNET_ROLE_PROVER),
    FIELD(fernet_claim, reserved, 0, 0),
    FIELD(fernet_message_claim, claim.reserved, 0, 0),
    FIELD(fernet_message_batch_claim, claim.reserved, 0, 0),
    FIELD(fernet_signed_claim, claim.reserved, 0, 0),
    FIELD(fernet_message_registration_request, request.role, FERNET_ROLE_SEQUENCER, FERNET_ROLE_PROVER),
    FIELD(fernet_message_registration_request, request.reserved, 0, 0),
    FIELD(fernet_message_registration_record, has_exited, 0, 1),
    FIELD(fernet_message_registration_record, reserved, 0, 0),
    FIELD(fernet_message_registration_request_p256, request.role, FERNET_ROLE_SEQUENCER, FERNET_ROLE_PROVER),
    FIELD(fernet_message_registration_request_p256, request.reserved, 0, 0),
    FIELD(fernet_message_registration_record_p256, has_exited, 0, 1),
    FIELD(fernet_message_registration_record_p256, reserved, 0, 0),
    FIELD(fernet_message_proposal_p256, reserved, 0, 0),
    FIELD(fernet_message_seat_opening, reserved, 0, 0),
    FIELD(fernet_paid_seat, reserved, 0, 0),
    FIELD(fernet_mev_reference, reserved, 0, 0),
    FIELD(fernet_mev_report, reserved, 0, 0),
    FIELD(fernet_happening, reserved, 0, 0),
    FIELD(fernet_happening, kind, FERNET_HAPPENING_NONE, FERNET_HAPPENING_EFFECTS),
    FIELD(fernet_batch_item, reserved, 0, 0),
    FIELD(fernet_batch_item, suite, FERNET_SUITE_TAI, FERNET_SUITE_ELL2),
    FIELD(fernet_batch_item, signs_ad, 0, 1),
};

static void field_values(const struct row *row, size_t i, size_t f, size_t byte) {
    static const uint8_t values[] = {0, 1, 2, 3, 4, 5, 0x10, 0x7f, 0x80, 0xff};
    const struct argument *argument = &row->arguments[i];
    size_t last = argument->size * (argument->length - 1);
    for (size_t v = 0; v < COUNT(values); v++) {
        if (values[v] >= fields[f].low && values[v] <= fields[f].high) {
            continue;
        }
        say("a field of", i);
        struct frame frame;
        frame_open(&frame, row, NULL);
        frame.places[i].object[last + fields[f].offset + byte] = values[v];
        frame_call(&frame, fields[f].otherwise);
        frame_close(&frame);
    }
}

static void values_of_fields(const struct row *row) {
    for EACH (row, i) {
        const struct argument *argument = &row->arguments[i];
        for (size_t f = 0; f < COUNT(fields); f++) {
            if (is_output(argument) || !is_pointer(argument) || strcmp(fields[f].type, argument->type) != 0) {
                continue;
            }
            for (size_t byte = 0; byte < fields[f].size; byte++) {
                field_values(row, i, f, byte);
            }
        }
    }
}

static void no_private_objects(const struct row *row) {
    for EACH (row, i) {
        const struct argument *argument = &row->arguments[i];
        const struct private_type *own = is_pointer(argument) ? private_type_of(argument->type) : NULL;
        if (own == NULL || is_output(argument)) {
            continue;
        }
        /* An object of every other type, zeros, and ones. */
        for (size_t other = 0; other < private_types_count + 2; other++) {
            if (other < private_types_count && &private_types[other] == own) {
                continue;
            }
            say(other < private_types_count ? private_types[other].name : "no private object", i);
            struct frame frame;
            frame_open(&frame, row, NULL);
            uint8_t *object = frame.places[i].object + argument->size * (argument->length - 1);
            memset(object, other == private_types_count ? 0xff : 0, argument->size);
            if (other < private_types_count) {
                size_t size = private_types[other].size;
                memcpy(object, private_types[other].object, size < argument->size ? size : argument->size);
            }
            frame_call(&frame, FERNET_STATUS_STATE);
            frame_close(&frame);
        }
    }
}

void misuse_row(const struct row *row) {
    progress.subject = row->name;
    for (int with_guards = 0; with_guards <= 1; with_guards++) {
        guarded = with_guards != 0;
        say("as it should be", 0);
        struct frame proper;
        frame_open(&proper, row, NULL);
        frame_call(&proper, row->status);
        aliases(row, &proper);
        if (row->status == FERNET_STATUS_OK) {
            nulls(row);
            empty_arrays(row);
            impossible_lengths(row);
            lengths_that_differ(row);
            alignment(row, &proper);
            choices(row);
            values_of_fields(row);
            no_private_objects(row);
        }
        frame_close(&proper);
    }
}
