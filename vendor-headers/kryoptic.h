/* Kryoptic: KR?_*. */

#ifndef PKCS11_KRYOPTIC_H
#define PKCS11_KRYOPTIC_H

/* Object classes */
#define KRO_TOKEN_DATA 0x8007678cUL

/* Attributes */
#define KRA_MAX_LOGIN_ATTEMPTS 0x8007678cUL
#define KRA_LOGIN_ATTEMPTS     0x8007678dUL

/* Mechanisms */
#define KRM_SSHKDF_DERIVE 0x8007678cUL

/* Return values */
#define KRR_SLOT_CONFIG  0x8007678dUL
#define KRR_CONFIG_ERROR 0x8007678eUL

#endif
