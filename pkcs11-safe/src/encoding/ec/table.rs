//! The curves (SEC 2, X9.62, FIPS 186, RFC 5639, RFC 7748, RFC 8032, GB/T 32918, ANSSI): every row once.
//!
//! A row: constant, kind, object identifier, bits of the field, bits of the order, canonical name, other names. Names
//! are matched without regard to case, blanks, `-` and `_`, so one spelling each is enough.

use super::{Curve, CurveKind};
use crate::encoding::oid::Oid;

/// What is known of a curve.
pub(super) struct Row {
    pub(super) kind: CurveKind,
    pub(super) oid: &'static str,
    pub(super) params: Oid,
    pub(super) field_bits: usize,
    pub(super) order_bits: usize,
    pub(super) name: &'static str,
    pub(super) aliases: &'static [&'static str],
}

macro_rules! curves {
    ($($constant:ident $kind:ident $oid:literal $field:literal $order:literal $name:literal [$($alias:literal)*];)*) => {
        #[allow(non_camel_case_types, reason = "the constants' names, to number the rows")]
        enum Index { $($constant),* }

        pub(super) static ROWS: &[Row] = &[$(Row {
            kind: CurveKind::$kind,
            oid: $oid,
            params: Oid::new($oid),
            field_bits: $field,
            order_bits: $order,
            name: $name,
            aliases: &[$($alias),*],
        }),*];

        /// The curves of the table.
        impl Curve {
            $(
                #[doc = concat!("`", $name, "`, object identifier ", $oid $(, ", also `", $alias, "`")*)]
                $(#[doc(alias = $alias)])*
                pub const $constant: Self = Self(Index::$constant as u8);
            )*
        }
    };
}

curves! {
    // NIST's prime curves (FIPS 186, SEC 2)
    P192 Weierstrass "1.2.840.10045.3.1.1" 192 192 "secp192r1" ["prime192v1" "P-192" "NIST P-192"];
    P224 Weierstrass "1.3.132.0.33" 224 224 "secp224r1" ["P-224" "NIST P-224"];
    P256 Weierstrass "1.2.840.10045.3.1.7" 256 256 "secp256r1" ["prime256v1" "P-256" "NIST P-256"];
    P384 Weierstrass "1.3.132.0.34" 384 384 "secp384r1" ["P-384" "NIST P-384"];
    P521 Weierstrass "1.3.132.0.35" 521 521 "secp521r1" ["P-521" "NIST P-521"];

    // Koblitz curves over primes (SEC 2)
    SECP160K1 Weierstrass "1.3.132.0.9" 160 161 "secp160k1" [];
    SECP192K1 Weierstrass "1.3.132.0.31" 192 192 "secp192k1" [];
    SECP224K1 Weierstrass "1.3.132.0.32" 224 225 "secp224k1" [];
    SECP256K1 Weierstrass "1.3.132.0.10" 256 256 "secp256k1" ["P-256K"];

    // RFC 5639
    BRAINPOOL_P160R1 Weierstrass "1.3.36.3.3.2.8.1.1.1" 160 160 "brainpoolP160r1" [];
    BRAINPOOL_P160T1 Weierstrass "1.3.36.3.3.2.8.1.1.2" 160 160 "brainpoolP160t1" [];
    BRAINPOOL_P192R1 Weierstrass "1.3.36.3.3.2.8.1.1.3" 192 192 "brainpoolP192r1" [];
    BRAINPOOL_P192T1 Weierstrass "1.3.36.3.3.2.8.1.1.4" 192 192 "brainpoolP192t1" [];
    BRAINPOOL_P224R1 Weierstrass "1.3.36.3.3.2.8.1.1.5" 224 224 "brainpoolP224r1" [];
    BRAINPOOL_P224T1 Weierstrass "1.3.36.3.3.2.8.1.1.6" 224 224 "brainpoolP224t1" [];
    BRAINPOOL_P256R1 Weierstrass "1.3.36.3.3.2.8.1.1.7" 256 256 "brainpoolP256r1" [];
    BRAINPOOL_P256T1 Weierstrass "1.3.36.3.3.2.8.1.1.8" 256 256 "brainpoolP256t1" [];
    BRAINPOOL_P320R1 Weierstrass "1.3.36.3.3.2.8.1.1.9" 320 320 "brainpoolP320r1" [];
    BRAINPOOL_P320T1 Weierstrass "1.3.36.3.3.2.8.1.1.10" 320 320 "brainpoolP320t1" [];
    BRAINPOOL_P384R1 Weierstrass "1.3.36.3.3.2.8.1.1.11" 384 384 "brainpoolP384r1" [];
    BRAINPOOL_P384T1 Weierstrass "1.3.36.3.3.2.8.1.1.12" 384 384 "brainpoolP384t1" [];
    BRAINPOOL_P512R1 Weierstrass "1.3.36.3.3.2.8.1.1.13" 512 512 "brainpoolP512r1" [];
    BRAINPOOL_P512T1 Weierstrass "1.3.36.3.3.2.8.1.1.14" 512 512 "brainpoolP512t1" [];

    // RFC 8032, RFC 7748, RFC 8410
    ED25519 Edwards "1.3.101.112" 255 253 "Ed25519" ["edwards25519"];
    ED448 Edwards "1.3.101.113" 448 446 "Ed448" ["edwards448"];
    X25519 Montgomery "1.3.101.110" 255 253 "X25519" ["curve25519"];
    X448 Montgomery "1.3.101.111" 448 446 "X448" ["curve448"];

    // GB/T 32918 (China) and ANSSI (France)
    SM2P256V1 Weierstrass "1.2.156.10197.1.301" 256 256 "sm2p256v1" ["SM2"];
    FRP256V1 Weierstrass "1.2.250.1.223.101.256.1" 256 256 "FRP256v1" [];

    // Early curves over primes (SEC 2, X9.62)
    SECP112R1 Weierstrass "1.3.132.0.6" 112 112 "secp112r1" [];
    SECP112R2 Weierstrass "1.3.132.0.7" 112 110 "secp112r2" [];
    SECP128R1 Weierstrass "1.3.132.0.28" 128 128 "secp128r1" [];
    SECP128R2 Weierstrass "1.3.132.0.29" 128 126 "secp128r2" [];
    SECP160R1 Weierstrass "1.3.132.0.8" 160 161 "secp160r1" [];
    SECP160R2 Weierstrass "1.3.132.0.30" 160 161 "secp160r2" [];
    PRIME192V2 Weierstrass "1.2.840.10045.3.1.2" 192 192 "prime192v2" [];
    PRIME192V3 Weierstrass "1.2.840.10045.3.1.3" 192 192 "prime192v3" [];
    PRIME239V1 Weierstrass "1.2.840.10045.3.1.4" 239 239 "prime239v1" [];
    PRIME239V2 Weierstrass "1.2.840.10045.3.1.5" 239 239 "prime239v2" [];
    PRIME239V3 Weierstrass "1.2.840.10045.3.1.6" 239 239 "prime239v3" [];

    // Curves over binary fields (SEC 2, FIPS 186-4)
    SECT113R1 Weierstrass "1.3.132.0.4" 113 113 "sect113r1" [];
    SECT113R2 Weierstrass "1.3.132.0.5" 113 113 "sect113r2" [];
    SECT131R1 Weierstrass "1.3.132.0.22" 131 131 "sect131r1" [];
    SECT131R2 Weierstrass "1.3.132.0.23" 131 131 "sect131r2" [];
    SECT163K1 Weierstrass "1.3.132.0.1" 163 163 "sect163k1" ["K-163" "NIST K-163"];
    SECT163R1 Weierstrass "1.3.132.0.2" 163 162 "sect163r1" [];
    SECT163R2 Weierstrass "1.3.132.0.15" 163 163 "sect163r2" ["B-163" "NIST B-163"];
    SECT193R1 Weierstrass "1.3.132.0.24" 193 193 "sect193r1" [];
    SECT193R2 Weierstrass "1.3.132.0.25" 193 193 "sect193r2" [];
    SECT233K1 Weierstrass "1.3.132.0.26" 233 232 "sect233k1" ["K-233" "NIST K-233"];
    SECT233R1 Weierstrass "1.3.132.0.27" 233 233 "sect233r1" ["B-233" "NIST B-233"];
    SECT239K1 Weierstrass "1.3.132.0.3" 239 238 "sect239k1" [];
    SECT283K1 Weierstrass "1.3.132.0.16" 283 281 "sect283k1" ["K-283" "NIST K-283"];
    SECT283R1 Weierstrass "1.3.132.0.17" 283 282 "sect283r1" ["B-283" "NIST B-283"];
    SECT409K1 Weierstrass "1.3.132.0.36" 409 407 "sect409k1" ["K-409" "NIST K-409"];
    SECT409R1 Weierstrass "1.3.132.0.37" 409 409 "sect409r1" ["B-409" "NIST B-409"];
    SECT571K1 Weierstrass "1.3.132.0.38" 571 570 "sect571k1" ["K-571" "NIST K-571"];
    SECT571R1 Weierstrass "1.3.132.0.39" 571 570 "sect571r1" ["B-571" "NIST B-571"];

    // Curves over binary fields (X9.62)
    C2PNB163V1 Weierstrass "1.2.840.10045.3.0.1" 163 163 "c2pnb163v1" [];
    C2PNB163V2 Weierstrass "1.2.840.10045.3.0.2" 163 162 "c2pnb163v2" [];
    C2PNB163V3 Weierstrass "1.2.840.10045.3.0.3" 163 162 "c2pnb163v3" [];
    C2PNB176W1 Weierstrass "1.2.840.10045.3.0.4" 176 161 "c2pnb176w1" ["c2pnb176v1"];
    C2TNB191V1 Weierstrass "1.2.840.10045.3.0.5" 191 191 "c2tnb191v1" [];
    C2TNB191V2 Weierstrass "1.2.840.10045.3.0.6" 191 190 "c2tnb191v2" [];
    C2TNB191V3 Weierstrass "1.2.840.10045.3.0.7" 191 189 "c2tnb191v3" [];
    C2PNB208W1 Weierstrass "1.2.840.10045.3.0.10" 208 193 "c2pnb208w1" [];
    C2TNB239V1 Weierstrass "1.2.840.10045.3.0.11" 239 238 "c2tnb239v1" [];
    C2TNB239V2 Weierstrass "1.2.840.10045.3.0.12" 239 237 "c2tnb239v2" [];
    C2TNB239V3 Weierstrass "1.2.840.10045.3.0.13" 239 236 "c2tnb239v3" [];
    C2PNB272W1 Weierstrass "1.2.840.10045.3.0.16" 272 257 "c2pnb272w1" [];
    C2PNB304W1 Weierstrass "1.2.840.10045.3.0.17" 304 289 "c2pnb304w1" [];
    C2TNB359V1 Weierstrass "1.2.840.10045.3.0.18" 359 353 "c2tnb359v1" [];
    C2PNB368W1 Weierstrass "1.2.840.10045.3.0.19" 368 353 "c2pnb368w1" [];
    C2TNB431R1 Weierstrass "1.2.840.10045.3.0.20" 431 418 "c2tnb431r1" [];
}
