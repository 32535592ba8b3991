/* AWS CloudHSM. */

#ifndef PKCS11_CLOUDHSM_H
#define PKCS11_CLOUDHSM_H

/* Mechanisms */
#define CKM_CLOUDHSM_SP800_108_COUNTER_KDF  0x80000001UL
#define CKM_CLOUDHSM_AES_GCM                0x80001087UL
#define CKM_CLOUDHSM_AES_KEY_WRAP_NO_PAD    0x80002109UL
#define CKM_CLOUDHSM_AES_KEY_WRAP_PKCS5_PAD 0x8000210aUL
#define CKM_CLOUDHSM_AES_KEY_WRAP_ZERO_PAD  0x8000216fUL
#define CKM_DES3_NIST_WRAP                  0x80008000UL

/* Names that the standard gives to other values. Where pkcs11.h came first, its values stay. */
#ifndef CKM_SP800_108_COUNTER_KDF
#define CKM_SP800_108_COUNTER_KDF 0x80000001UL
#endif

#endif
