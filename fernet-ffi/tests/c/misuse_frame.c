/* One call: memory with guards for every argument, and what a function may have done to it. */
#include "misuse.h"

enum { GUARD = 64, GUARD_BYTE = 0x5c, OUTPUT_BYTE = 0xaa };

bool guarded = true;

static void *allocate(size_t size) {
    /* One byte at least, so that an empty array has an address. */
    void *memory = malloc(size != 0 ? size : 1);
    if (memory == NULL) {
        broken("no memory", progress.subject);
    }
    return memory;
}

static void set(const struct argument *argument, uint8_t *object) {
    if (argument->value != NULL) {
        memcpy(object, argument->value, bytes_of(argument));
    } else {
        memset(object, OUTPUT_BYTE, bytes_of(argument));
    }
}

void frame_open(struct frame *frame, const struct row *row, const size_t *shift) {
    memset(frame, 0, sizeof *frame);
    frame->row = row;
    for (size_t i = 0; i < MOST_ARGUMENTS; i++) {
        const struct argument *argument = &row->arguments[i];
        struct slot *slot = &frame->slots[i];
        slot->number = argument->number;
        if (!is_pointer(argument)) {
            continue;
        }
        struct place *place = &frame->places[i];
        size_t guard = guarded ? GUARD : 0, by = shift != NULL ? shift[i] : 0;
        place->size = guard + by + bytes_of(argument) + guard;
        place->memory = allocate(place->size);
        place->before = allocate(place->size);
        memset(place->memory, GUARD_BYTE, place->size);
        place->object = place->memory + guard + by;
        set(argument, place->object);
        slot->pointer = place->object;
        slot->length = argument->length;
    }
}

void frame_put(struct frame *frame, size_t argument, uint8_t *object) {
    const struct argument *a = &frame->row->arguments[argument];
    if (a->value != NULL) {
        set(a, object);
    }
    frame->slots[argument].pointer = object;
}

/** Whether a failure leaves an output as it is: it cannot be written. */
static bool cannot_be_written(const struct argument *argument, const struct slot *slot) {
    bool impossible = argument->size != 0 && slot->length > (size_t)PTRDIFF_MAX / argument->size;
    bool misaligned = is_array(argument) && (uintptr_t)slot->pointer % argument->align != 0;
    return slot->pointer == NULL || impossible || (misaligned && slot->length != 0);
}

/** Checks the memory of one argument after a call. */
static void check_place(const struct frame *frame, size_t i, fernet_status status) {
    const struct argument *argument = &frame->row->arguments[i];
    const struct slot *slot = &frame->slots[i];
    const struct place *place = &frame->places[i];
    size_t start = (size_t)(place->object - place->memory);
    bool elsewhere = slot->pointer != NULL && slot->pointer != (void *)place->object;
    size_t written = argument->size * slot->length;
    if (is_input(argument) || elsewhere || (status != FERNET_STATUS_OK && !is_output(argument)) ||
        status == FERNET_STATUS_OVERLAP || cannot_be_written(argument, slot)) {
        written = 0;
    }
    CHECK(memcmp(place->memory, place->before, start) == 0);
    CHECK(memcmp(place->memory + start + written, place->before + start + written, place->size - start - written) == 0);
    if (status != FERNET_STATUS_OK && written != 0) {
        CHECK(all_bytes_are(place->object, 0, written));
    }
}

void frame_call(struct frame *frame, fernet_status expected) {
    for (size_t i = 0; i < MOST_ARGUMENTS; i++) {
        if (frame->places[i].memory != NULL) {
            memcpy(frame->places[i].before, frame->places[i].memory, frame->places[i].size);
        }
    }
    fernet_status status = frame->row->call(frame->slots);
    CHECK_STATUS(status, expected);
    for (size_t i = 0; i < MOST_ARGUMENTS; i++) {
        if (frame->places[i].memory != NULL) {
            check_place(frame, i, status);
        }
    }
}

void frame_compare(const struct frame *frame, const struct frame *proper) {
    for (size_t i = 0; i < MOST_ARGUMENTS; i++) {
        const struct argument *argument = &frame->row->arguments[i];
        if (is_pointer(argument) && !is_input(argument)) {
            check_same(argument->type, frame->slots[i].pointer, proper->slots[i].pointer, bytes_of(argument));
        }
    }
}

void frame_close(struct frame *frame) {
    for (size_t i = 0; i < MOST_ARGUMENTS; i++) {
        free(frame->places[i].memory);
        free(frame->places[i].before);
    }
}
