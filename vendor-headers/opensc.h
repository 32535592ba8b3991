/* OpenSC: CKA_OPENSC_* and others. */

#ifndef PKCS11_OPENSC_H
#define PKCS11_OPENSC_H

/* Attributes */
#define CKA_OPENSC_NON_REPUDIATION        0xcf534301UL
#define CKA_SPKI                          0xcf534302UL
#define CKA_OPENSC_ALWAYS_AUTH_ANY_OBJECT 0xcf534303UL

/* Key types */
#define CKK_OPENSC_UNDEFINED 0xcf5343ffUL

#endif
