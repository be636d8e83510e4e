/* Writes a byte behind an array on the heap: a sanitizer that is in ends the program. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    (void)argv;
    size_t size = (size_t)argc * 8;
    volatile unsigned char *array = malloc(size);
    if (array == NULL) {
        return 2;
    }
    array[size] = 1;
    printf("nobody noticed\n");
    free((void *)array);
    return 0;
}
