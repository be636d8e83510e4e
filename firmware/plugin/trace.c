/*
 * Plugin of QEMU that measures what a guest does between two marks: instructions, the lowest address of the stack that is
 * stored to, and hashes of the addresses executed and of the addresses loaded from and stored to.
 *
 * Arguments: open=ADDRESS, close=ADDRESS (first instructions of the marks), bottom=ADDRESS (end of the stack), out=PATH,
 * and if need be start=ADDRESS, end=ADDRESS (instructions from one to before the other do not count).
 * For each measurement a line: number, instructions, bytes of stack, hash of the program counter, hash of the addresses.
 *
 * Debian ships no header of this interface (version 1), so the little that is used is declared here.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

typedef uint64_t qemu_plugin_id_t;
typedef uint32_t qemu_plugin_meminfo_t;
typedef struct qemu_info_t qemu_info_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;

enum { NO_REGISTERS = 0 };
enum { READS_AND_WRITES = 3 };

typedef void (*tb_callback)(qemu_plugin_id_t id, struct qemu_plugin_tb *tb);
typedef void (*instruction_callback)(unsigned int vcpu, void *data);
typedef void (*memory_callback)(unsigned int vcpu, qemu_plugin_meminfo_t info, uint64_t address, void *data);
typedef void (*exit_callback)(qemu_plugin_id_t id, void *data);

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, tb_callback callback);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, exit_callback callback, void *data);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn, instruction_callback callback, int flags,
                                            void *data);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn, memory_callback callback, int flags, int access,
                                      void *data);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t index);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);
bool qemu_plugin_mem_is_store(qemu_plugin_meminfo_t info);

EXPORT int qemu_plugin_version = 1;

static uint64_t open_mark, close_mark, bottom, start, end;
static FILE *out;

static enum { OUTSIDE, OPENING, INSIDE } state;
static unsigned number;
static uint64_t instructions, base, lowest, pc_hash, address_hash;

/* A permutation of the hash so far, then the value: order matters, and every bit. */
static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ (hash >> 29);
}

static void on_instruction(unsigned int vcpu, void *data)
{
    uint64_t pc = (uintptr_t)data;
    (void)vcpu;
    if (pc == open_mark) {
        state = OPENING;
        base = 0;
        return;
    }
    if (state == OUTSIDE) {
        return;
    }
    if (pc == close_mark) {
        fprintf(out, "%u %" PRIu64 " %" PRIu64 " %016" PRIx64 " %016" PRIx64 "\n", number++, instructions, base - lowest,
                pc_hash, address_hash);
        state = OUTSIDE;
        return;
    }
    if (pc >= start && pc < end) {
        return;
    }
    instructions++;
    pc_hash = mix(pc_hash, pc);
}

static void on_memory(unsigned int vcpu, qemu_plugin_meminfo_t info, uint64_t address, void *data)
{
    (void)vcpu;
    (void)data;
    if (state == OUTSIDE) {
        return;
    }
    if (state == OPENING) {
        /* The mark's own store: one word below the stack pointer. */
        base = lowest = address + 4;
        instructions = pc_hash = address_hash = 0;
        state = INSIDE;
        return;
    }
    address_hash = mix(address_hash, address * 2 + qemu_plugin_mem_is_store(info));
    if (qemu_plugin_mem_is_store(info) && address >= bottom && address < lowest) {
        lowest = address;
    }
}

static void on_translation(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
    (void)id;
    for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
        void *pc = (void *)(uintptr_t)qemu_plugin_insn_vaddr(insn);
        qemu_plugin_register_vcpu_insn_exec_cb(insn, on_instruction, NO_REGISTERS, pc);
        qemu_plugin_register_vcpu_mem_cb(insn, on_memory, NO_REGISTERS, READS_AND_WRITES, NULL);
    }
}

static void on_exit_of_qemu(qemu_plugin_id_t id, void *data)
{
    (void)id;
    (void)data;
    fclose(out);
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv)
{
    (void)info;
    for (int i = 0; i < argc; i++) {
        const char *value = strchr(argv[i], '=');
        if (value == NULL) {
            return 1;
        }
        value++;
        if (strncmp(argv[i], "open=", 5) == 0) {
            open_mark = strtoull(value, NULL, 16);
        } else if (strncmp(argv[i], "close=", 6) == 0) {
            close_mark = strtoull(value, NULL, 16);
        } else if (strncmp(argv[i], "bottom=", 7) == 0) {
            bottom = strtoull(value, NULL, 16);
        } else if (strncmp(argv[i], "start=", 6) == 0) {
            start = strtoull(value, NULL, 16);
        } else if (strncmp(argv[i], "end=", 4) == 0) {
            end = strtoull(value, NULL, 16);
        } else if (strncmp(argv[i], "out=", 4) == 0) {
            out = fopen(value, "w");
        } else {
            return 1;
        }
    }
    if (open_mark == 0 || close_mark == 0 || out == NULL) {
        return 1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
    qemu_plugin_register_atexit_cb(id, on_exit_of_qemu, NULL);
    return 0;
}
