/* PKCS #11 3.2 for C: types, constants, structs, functions, and the three function lists.
 *
 * Structs are packed to one byte on Windows, and laid out as the compiler likes everywhere else.
 */

#ifndef PKCS11_H
#define PKCS11_H

#ifdef __cplusplus
extern "C" {
#endif

#ifdef _WIN32
#pragma pack(push, 1)
#endif

#include "pkcs11/types.h"
#include "pkcs11/constants.h"
#include "pkcs11/structs.h"
#include "pkcs11/params.h"
#include "pkcs11/functions.h"

#ifdef _WIN32
#pragma pack(pop)
#endif

#ifdef __cplusplus
}
#endif

#endif
