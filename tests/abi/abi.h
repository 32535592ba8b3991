/* What the C files of this test have in common: rows of names and numbers. */

#ifndef PKCS11_ABI_H
#define PKCS11_ABI_H

#include <stddef.h>

/* A table ends with a row that has no name. */
struct abi_row {
    const char *name;
    unsigned long long value;
};

struct abi_table {
    const char *name;
    const struct abi_row *rows;
};

#define CONSTANT(name)     {#name, (unsigned long)(name)},
#define SIZE(type)         {"size of " #type, sizeof(type)},
#define ALIGN(type)        {"alignment of " #type, offsetof(struct { char before; type it; }, it)},
#define FIELD(type, field) {"offset of " #type "." #field, offsetof(type, field)}, \
                           {"size of " #type "." #field, sizeof(((type *)0)->field)},

#endif
