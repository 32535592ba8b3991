/* p11-kit: CK*_X_*, and OpenPGP certificates. */

#ifndef PKCS11_P11_KIT_H
#define PKCS11_P11_KIT_H

/* Object classes */
#define CKO_X_VENDOR                0xd8444700UL
#define CKO_X_CERTIFICATE_EXTENSION 0xd84447c8UL

/* Attributes */
#define CKA_X_VENDOR     0xd8444700UL
#define CKA_X_DISTRUSTED 0xd8444764UL

/* Certificate types */
#define CKC_OPENPGP 0x80504750UL

#endif
