//! TLS: MAC, KDF, and the two master keys, whose version the module writes.

use super::expected::{Expected, Fields, buffer, ulong};
use super::seen::Seen;
use crate::inputs::{bytes, count, number};
use pkcs11_safe::MechanismType;
use pkcs11_safe::mechanism::*;
use proptest::prelude::*;
use support::module::{Field, Parameter};

pub(super) fn tls_mac(seen: &Seen) {
    seen.property((number(), count(), any::<bool>()), |(hash, length, client)| {
        let fields = Fields::new("CK_TLS_MAC_PARAMS").n("prfHashMechanism", hash).count("ulMacLength", length);
        let fields = fields.n("ulServerOrClient", if client { 2_u8 } else { 1 });
        let side = if client { TlsSide::Client } else { TlsSide::Server };
        seen.is(&TlsMac::new(MechanismType::new(hash), length, side), &Expected::of("CKM_TLS_MAC", fields));
    });
}

/// The random data of both sides, as the struct within the struct.
#[track_caller]
fn assert_randoms(parameter: &Parameter, client: &[u8], server: &[u8]) {
    let fields = Fields::new("CK_SSL3_RANDOM_DATA").b("pClientRandom", "ulClientRandomLen", client);
    let fields = fields.b("pServerRandom", "ulServerRandomLen", server);
    let inner = parameter.inner("RandomInfo").expect("is in the struct");
    assert!(fields.is(inner), "{inner:?}");
}

#[track_caller]
fn assert_buffer(parameter: &Parameter, name: &str, length: &str, bytes: &[u8]) {
    assert_eq!(parameter.field(name), Some(&buffer(bytes)));
    assert_eq!(parameter.number(length), Some(ulong(bytes.len())));
}

pub(super) fn tls_kdf(seen: &Seen) {
    seen.property((number(), (bytes(), bytes()), (bytes(), bytes())), |(hash, (label, context), (client, server))| {
        let builder = TlsKdf::new(MechanismType::new(hash), &label, &client, &server).context(&context);
        seen.is_with(&builder, "CKM_TLS_KDF", |parameter| {
            assert_eq!((parameter.structure, parameter.fields.len()), (Some("CK_TLS_KDF_PARAMS"), 6));
            assert_eq!(parameter.number("prfMechanism"), Some(hash));
            assert_buffer(parameter, "pLabel", "ulLabelLength", &label);
            assert_buffer(parameter, "pContextData", "ulContextDataLength", &context);
            assert_randoms(parameter, &client, &server);
        });
    });
}

pub(super) fn tls12_master_key(seen: &Seen) {
    seen.property((number(), bytes(), bytes(), any::<bool>()), |(hash, client, server, dh)| {
        let mut builder = Tls12MasterKeyDerive::new(MechanismType::new(hash), &client, &server);
        let mut name = "CKM_TLS12_MASTER_KEY_DERIVE";
        if dh {
            (builder, name) = (builder.diffie_hellman(), "CKM_TLS12_MASTER_KEY_DERIVE_DH");
        }
        seen.is_with(&mut builder, name, |parameter| {
            assert_eq!((parameter.structure, parameter.fields.len()), (Some("CK_TLS12_MASTER_KEY_DERIVE_PARAMS"), 3));
            assert_eq!(parameter.number("prfHashMechanism"), Some(hash));
            assert_eq!(parameter.field("pVersion"), Some(&Field::Pointer(!dh)));
            assert_randoms(parameter, &client, &server);
        });
        assert_eq!(builder.version(), None);
    });
}

pub(super) fn tls12_extended_master_key(seen: &Seen) {
    seen.property((number(), bytes(), any::<bool>()), |(hash, digest, dh)| {
        let fields = Fields::new("CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS").n("prfHashMechanism", hash);
        let fields = fields.b("pSessionHash", "ulSessionHashLen", &digest).field("pVersion", Field::Pointer(!dh));
        let mut builder = Tls12ExtendedMasterKeyDerive::new(MechanismType::new(hash), &digest);
        let mut name = "CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE";
        if dh {
            (builder, name) = (builder.diffie_hellman(), "CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE_DH");
        }
        seen.is(&mut builder, &Expected::of(name, fields));
        assert_eq!(builder.version(), None);
    });
}
