/* What QEMU's Cortex-M machines do for an image: print a line, and end with an exit code. */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdint.h>

/** Prints a text that ends in NUL. */
void print(const char *text);

/** Ends the machine. */
_Noreturn void exit_of_image(uint32_t code);

/** What the image is: called by the start code, with a stack and its data. */
_Noreturn void main_of_image(void);

#endif
