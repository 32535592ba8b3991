//! TLS: `CKM_TLS_MAC`, `CKM_TLS_KDF`, `CKM_TLS12_MASTER_KEY_DERIVE` and its siblings, `CKM_*_PRE_MASTER_KEY_GEN` (sections
//! 6.39 to 6.41). The mechanisms that return several keys at once are reached by number.
#![allow(unsafe_code)]

use super::builder::{number, parts};
use super::param::{Parameter, Written};
use crate::Version;
use crate::{Mechanism, MechanismType};
use core::fmt;
use core::marker::PhantomData;
use pkcs11_sys::*;

byte_builders! {
    /// The premaster secret of SSL 3.0 with RSA, with the version that the client offered, such as `[3, 0]`:
    /// `CKM_SSL3_PRE_MASTER_KEY_GEN` (6.39.3).
    Ssl3PreMasterKeyGen(version: [u8; 2]) = SSL3_PRE_MASTER_KEY_GEN "CKM_SSL3_PRE_MASTER_KEY_GEN";
    /// The premaster secret of TLS with RSA, with the version that the client offered, such as `[3, 3]`:
    /// `CKM_TLS_PRE_MASTER_KEY_GEN` (6.39.3).
    TlsPreMasterKeyGen(version: [u8; 2]) = TLS_PRE_MASTER_KEY_GEN "CKM_TLS_PRE_MASTER_KEY_GEN";
    /// The premaster secret of WTLS with RSA, with the version that the client offered: `CKM_WTLS_PRE_MASTER_KEY_GEN`
    /// (6.41.3).
    WtlsPreMasterKeyGen(version: [u8; 1]) = WTLS_PRE_MASTER_KEY_GEN "CKM_WTLS_PRE_MASTER_KEY_GEN";
}

// SAFETY: a C struct of pkcs11-sys, and no field is a pointer.
unsafe impl Parameter for CK_TLS_MAC_PARAMS {
    pointers! {}
}

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `TlsKdf::new` and `TlsKdf::context` alone, to bytes that stay
// borrowed for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_TLS_KDF_PARAMS {
    pointers! { reads pLabel[ulLabelLength], reads pContextData[ulContextDataLength]; within RandomInfo }
}

// SAFETY: a C struct of pkcs11-sys. Its pointers are set
// - by the constructors of `Tls12MasterKeyDerive`, to bytes that stay borrowed for its lifetime; the module reads them
//   (A5);
// - where it is lent as written, to the version that stands beside the struct, and is borrowed mutably with it.
unsafe impl Parameter for CK_TLS12_MASTER_KEY_DERIVE_PARAMS {
    pointers! { writes pVersion[1]; within RandomInfo }
}

// SAFETY: as above, for `Tls12ExtendedMasterKeyDerive`.
unsafe impl Parameter for CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS {
    pointers! { reads pSessionHash[ulSessionHashLen], writes pVersion[1] }
}

// SAFETY: a C struct of pkcs11-sys, part of two of these. Its pointers are set by `random` alone, to bytes that
// stay borrowed for the lifetime of the builders that call it; the module reads them (A5).
unsafe impl Parameter for CK_SSL3_RANDOM_DATA {
    pointers! { reads pClientRandom[ulClientRandomLen], reads pServerRandom[ulServerRandomLen] }
}

/// Which side finishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TlsSide {
    /// The server.
    Server,
    /// The client.
    Client,
}

struct_builder! {
    /// The MAC of a Finished message: `CKM_TLS_MAC` (6.40.2). It is over the hash of the handshake.
    ///
    /// ```
    /// use pkcs11_safe::mechanism::{Hash, TlsMac, TlsSide};
    ///
    /// let finished = TlsMac::new(Hash::Sha256, 12, TlsSide::Client);
    /// ```
    #[doc(alias = "CKM_TLS_MAC")]
    #[doc(alias = "CK_TLS_MAC_PARAMS")]
    TlsMac: CK_TLS_MAC_PARAMS, shows prfHashMechanism ulMacLength ulServerOrClient
}

impl TlsMac {
    /// With the hash of the pseudo-random function (a [`Hash`](super::Hash); `CKM_TLS_PRF` before TLS 1.2), the length of
    /// the MAC in bytes, and whose message it is.
    pub fn new(hash: impl Into<MechanismType>, len: usize, side: TlsSide) -> Self {
        let side = match side {
            TlsSide::Server => 1,
            TlsSide::Client => 2,
        };
        let raw =
            CK_TLS_MAC_PARAMS { prfHashMechanism: hash.into().raw(), ulMacLength: number(len), ulServerOrClient: side };
        Self::with(MechanismType::TLS_MAC, raw)
    }
}

/// The random values of client and server.
fn random(client: &[u8], server: &[u8]) -> CK_SSL3_RANDOM_DATA {
    let mut raw = CK_SSL3_RANDOM_DATA::ZERO;
    (raw.pClientRandom, raw.ulClientRandomLen) = parts(client);
    (raw.pServerRandom, raw.ulServerRandomLen) = parts(server);
    raw
}

struct_builder! {
    /// Keying material for an application, as RFC 5705 exports it: `CKM_TLS_KDF` (6.40.2).
    #[doc(alias = "CKM_TLS_KDF")]
    #[doc(alias = "CK_TLS_KDF_PARAMS")]
    TlsKdf<'a>: CK_TLS_KDF_PARAMS, shows prfMechanism ulLabelLength ulContextDataLength
}

impl<'a> TlsKdf<'a> {
    /// With the hash of the pseudo-random function (a [`Hash`](super::Hash); `CKM_TLS_PRF` before TLS 1.2), a label, and
    /// the random values of client and server.
    pub fn new(hash: impl Into<MechanismType>, label: &'a [u8], client: &'a [u8], server: &'a [u8]) -> Self {
        let mut raw = CK_TLS_KDF_PARAMS { prfMechanism: hash.into().raw(), ..CK_TLS_KDF_PARAMS::ZERO };
        (raw.pLabel, raw.ulLabelLength) = parts(label);
        raw.RandomInfo = random(client, server);
        Self::with(MechanismType::TLS_KDF, raw)
    }

    /// Context that goes in too; an empty one is none.
    pub fn context(mut self, context: &'a [u8]) -> Self {
        (self.raw.pContextData, self.raw.ulContextDataLength) = parts(context);
        self
    }
}

/// Declares the builders that a module tells a version through.
macro_rules! master_keys {
    ($($(#[$meta:meta])* $name:ident: $params:ident = $mechanism:ident $mechanism_dh:ident;)+) => {
        $(
            $(#[$meta])*
            #[must_use]
            pub struct $name<'b> {
                mechanism: MechanismType,
                version: CK_VERSION,
                raw: Written<$params>,
                data: PhantomData<&'b [u8]>,
            }

            impl<'b> $name<'b> {
                fn with(mechanism: MechanismType, raw: $params) -> Self {
                    Self { mechanism, version: CK_VERSION::ZERO, raw: Written::new(raw), data: PhantomData }
                }

                /// The premaster secret was agreed by Diffie-Hellman: it has no version in it.
                pub fn diffie_hellman(mut self) -> Self {
                    self.mechanism = MechanismType::$mechanism_dh;
                    self
                }

                /// The version in the premaster secret, which the client put there and the token has written; `None` if it
                /// wrote none, as where the secret was agreed by Diffie-Hellman.
                #[must_use]
                pub fn version(&self) -> Option<Version> {
                    let version = Version::from(self.version);
                    (version != Version::new(0, 0)).then_some(version)
                }
            }

            impl<'m, 'b: 'm> From<&'m mut $name<'b>> for Mechanism<'m> {
                fn from(builder: &'m mut $name<'b>) -> Self {
                    builder.version = CK_VERSION::ZERO;
                    let tells = builder.mechanism == MechanismType::$mechanism;
                    let version = if tells { &raw mut builder.version } else { core::ptr::null_mut() };
                    builder.raw.made_mut().pVersion = version;
                    Self::with_written(builder.mechanism, &mut builder.raw)
                }
            }

            impl fmt::Debug for $name<'_> {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.debug_struct(stringify!($name)).field("mechanism", &self.mechanism).finish_non_exhaustive()
                }
            }
        )+
    };
}

master_keys! {
    /// The master secret of TLS 1.2: `CKM_TLS12_MASTER_KEY_DERIVE`, `CKM_TLS12_MASTER_KEY_DERIVE_DH` (6.40.4, 6.40.5).
    ///
    /// The token writes the version, so a builder is borrowed mutably while it is used.
    ///
    /// ```
    /// use pkcs11_safe::mechanism::{Hash, Mechanism, Tls12MasterKeyDerive};
    ///
    /// let (client, server) = ([1; 32], [2; 32]);
    /// let mut derive = Tls12MasterKeyDerive::new(Hash::Sha256, &client, &server);
    /// let mechanism: Mechanism = (&mut derive).into();     // session.derive_key(&mut derive, key, &template)?
    /// let offered = derive.version();
    /// ```
    #[doc(alias = "CKM_TLS12_MASTER_KEY_DERIVE")]
    #[doc(alias = "CKM_TLS12_MASTER_KEY_DERIVE_DH")]
    #[doc(alias = "CK_TLS12_MASTER_KEY_DERIVE_PARAMS")]
    Tls12MasterKeyDerive: CK_TLS12_MASTER_KEY_DERIVE_PARAMS = TLS12_MASTER_KEY_DERIVE TLS12_MASTER_KEY_DERIVE_DH;
    /// The extended master secret of TLS 1.2: `CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE`,
    /// `CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE_DH` (6.40.4, 6.40.5).
    ///
    /// The token writes the version, so a builder is borrowed mutably while it is used.
    #[doc(alias = "CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE")]
    #[doc(alias = "CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE_DH")]
    #[doc(alias = "CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS")]
    Tls12ExtendedMasterKeyDerive: CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS =
        TLS12_EXTENDED_MASTER_KEY_DERIVE TLS12_EXTENDED_MASTER_KEY_DERIVE_DH;
}

impl<'b> Tls12MasterKeyDerive<'b> {
    /// With the hash of the pseudo-random function, and the random values of client and server.
    pub fn new(hash: impl Into<MechanismType>, client: &'b [u8], server: &'b [u8]) -> Self {
        let raw = CK_TLS12_MASTER_KEY_DERIVE_PARAMS {
            RandomInfo: random(client, server),
            prfHashMechanism: hash.into().raw(),
            ..CK_TLS12_MASTER_KEY_DERIVE_PARAMS::ZERO
        };
        Self::with(MechanismType::TLS12_MASTER_KEY_DERIVE, raw)
    }
}

impl<'b> Tls12ExtendedMasterKeyDerive<'b> {
    /// With the hash of the pseudo-random function, and the hash of the handshake.
    pub fn new(hash: impl Into<MechanismType>, session_hash: &'b [u8]) -> Self {
        let mut raw = CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS::ZERO;
        raw.prfHashMechanism = hash.into().raw();
        (raw.pSessionHash, raw.ulSessionHashLen) = parts(session_hash);
        Self::with(MechanismType::TLS12_EXTENDED_MASTER_KEY_DERIVE, raw)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Hash, seen};
    use super::*;

    #[test]
    fn premaster_is_a_version() {
        let (mechanism, bytes) = seen::bytes(TlsPreMasterKeyGen::new(&[3, 3]));
        assert_eq!((mechanism, bytes), (MechanismType::TLS_PRE_MASTER_KEY_GEN, Some(vec![3, 3])));
    }

    #[test]
    fn mac_tells_the_side() {
        for (side, expected) in [(TlsSide::Server, 1), (TlsSide::Client, 2)] {
            let (mechanism, params) = seen::params::<CK_TLS_MAC_PARAMS>(&TlsMac::new(Hash::Sha384, 12, side));
            assert_eq!((mechanism, { params.prfHashMechanism }), (MechanismType::TLS_MAC, 0x260));
            assert_eq!(({ params.ulMacLength }, { params.ulServerOrClient }), (12, expected));
        }
    }

    fn assert_random(random: CK_SSL3_RANDOM_DATA, client: &[u8], server: &[u8]) {
        seen::assert_parts((random.pClientRandom, random.ulClientRandomLen), client);
        seen::assert_parts((random.pServerRandom, random.ulServerRandomLen), server);
    }

    #[test]
    fn kdf_holds_label_randoms_and_context() {
        let (label, client, server, context) = ([1; 5], [2; 32], [3; 31], [4; 3]);
        let builder = TlsKdf::new(MechanismType::TLS_PRF, &label, &client, &server);
        let (mechanism, params) = seen::params::<CK_TLS_KDF_PARAMS>(&builder);
        assert_eq!((mechanism, { params.prfMechanism }), (MechanismType::TLS_KDF, 0x378));
        seen::assert_parts((params.pLabel, params.ulLabelLength), &label);
        seen::assert_nothing((params.pContextData, params.ulContextDataLength));
        assert_random(params.RandomInfo, &client, &server);
        let (_, params) = seen::params::<CK_TLS_KDF_PARAMS>(&builder.context(&context));
        seen::assert_parts((params.pContextData, params.ulContextDataLength), &context);
    }

    #[test]
    fn the_token_writes_the_version() {
        let (client, server) = ([2; 32], [3; 31]);
        let mut builder = Tls12MasterKeyDerive::new(Hash::Sha256, &client, &server);
        Mechanism::from(&mut builder).lend(|mechanism| {
            // SAFETY: `lend` gives a valid CK_MECHANISM, whose parameter is this struct, and room for a version.
            unsafe {
                assert_eq!({ (*mechanism).mechanism }, 0x3e0);
                let params = (*mechanism).pParameter.cast::<CK_TLS12_MASTER_KEY_DERIVE_PARAMS>().read();
                assert_eq!({ params.prfHashMechanism }, 0x250);
                assert_random(params.RandomInfo, &client, &server);
                params.pVersion.write(CK_VERSION { major: 3, minor: 2 });
            }
        });
        assert_eq!(builder.version(), Some(Version { major: 3, minor: 2 }));
        let mut builder = builder.diffie_hellman();
        let (mechanism, params) = seen::params::<CK_TLS12_MASTER_KEY_DERIVE_PARAMS>(&mut builder);
        assert_eq!(mechanism, MechanismType::TLS12_MASTER_KEY_DERIVE_DH);
        assert!(params.pVersion.is_null());
    }

    #[test]
    fn a_builder_is_used_again_as_it_was_made() {
        let (client, server) = ([2; 32], [3; 31]);
        let mut builder = Tls12MasterKeyDerive::new(Hash::Sha256, &client, &server);
        Mechanism::from(&mut builder).lend(|mechanism| {
            // SAFETY: as above; the module may write to the whole struct.
            unsafe {
                let params = (*mechanism).pParameter.cast::<CK_TLS12_MASTER_KEY_DERIVE_PARAMS>();
                params.read().pVersion.write(CK_VERSION { major: 3, minor: 2 });
                params.write(CK_TLS12_MASTER_KEY_DERIVE_PARAMS::ZERO);
            }
        });
        let (_, params) = seen::params::<CK_TLS12_MASTER_KEY_DERIVE_PARAMS>(&mut builder);
        assert_random(params.RandomInfo, &client, &server);
        assert!(!params.pVersion.is_null());
        assert_eq!(builder.version(), None, "the token has written none this time");
    }

    #[test]
    fn extended_is_over_the_session_hash() {
        let hash = [7; 48];
        let mut builder = Tls12ExtendedMasterKeyDerive::new(Hash::Sha384, &hash);
        let (mechanism, params) = seen::params::<CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS>(&mut builder);
        assert_eq!(mechanism, MechanismType::TLS12_EXTENDED_MASTER_KEY_DERIVE);
        assert_eq!({ params.prfHashMechanism }, 0x260);
        assert!(!params.pVersion.is_null());
        seen::assert_parts((params.pSessionHash, params.ulSessionHashLen), &hash);
    }
}
