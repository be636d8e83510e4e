/* Start of a Cortex-M: vector table, then data in place, the rest zero, main_of_image. A fault ends with exit code 102. */
    .section .vector_table, "a"
    .word _stack_top
    .word _start
    /* Every fault before interrupts are on. */
    .rept 14
    .word fault
    .endr

    .section .boot, "ax"
    .syntax unified
    .thumb_func
    .global _start
_start:
    ldr r0, =_data_start
    ldr r1, =_data_end
    ldr r2, =_data_load
1: cmp r0, r1
    bhs 2f
    ldr r3, [r2]
    str r3, [r0]
    adds r0, #4
    adds r2, #4
    b 1b
2: ldr r0, =_bss_start
    ldr r1, =_bss_end
    movs r3, #0
3: cmp r0, r1
    bhs 4f
    str r3, [r0]
    adds r0, #4
    b 3b
4:
    bl start_units
    bl main_of_image
    .thumb_func
    .global fault
fault:
    movs r0, #102
    bl exit_of_image
    .pool
