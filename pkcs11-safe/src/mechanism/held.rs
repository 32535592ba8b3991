//! A parameter that the module writes to, on the heap for as long as an operation goes on (5.2, CK_MECHANISM).
#![allow(unsafe_code)]

use super::kept::Kept;
use super::param::{Mechanism, Param, Struct};

/// A copy of a parameter that the module writes to, and of all that it points to. It lives until it is known that the
/// operation is over.
///
/// Dropped in any other way than by [`give_back`](Self::give_back), such as by unwinding, its memory is leaked: the module may
/// still write there.
#[must_use]
pub(crate) struct Held<'m> {
    /// With the copy as its parameter.
    mechanism: Mechanism<'static>,
    copy: Struct<'static>,
    /// What it is a copy of.
    original: Struct<'m>,
    /// Dropping it frees none of the copies.
    kept: Kept,
}

impl<'m> Mechanism<'m> {
    /// Moves the parameter to the heap for an operation, if it is one that the module writes to.
    #[inline]
    pub(crate) fn hold(&self) -> Option<Held<'m>> {
        if let Param::Written(original) = *self.param() { Some(self.held(original)) } else { None }
    }

    #[cold]
    fn held(&self, original: Struct<'m>) -> Held<'m> {
        let mut kept = Kept::default();
        let copy = kept.written(original);
        let mechanism = Mechanism::with(self.mechanism_type(), Param::Written(copy)).naming(self.keys());
        Held { mechanism, copy, original, kept }
    }
}

impl Held<'_> {
    /// The mechanism with the copy as its parameter, which is lent itself.
    pub(crate) const fn mechanism(&self) -> Mechanism<'_> {
        self.mechanism
    }

    /// The operation is over: hands what the module has written to the builder, wipes the copy and frees it.
    ///
    /// # Safety
    ///
    /// The module uses the copy no more.
    pub(crate) unsafe fn give_back(mut self) {
        let size = self.copy.kind.size;
        // SAFETY:
        // - `original` and `copy` are each two structs, one behind the other, of the type that `kind` was made for. The second
        //   ones are lent: that of `original` is borrowed mutably for `'m` (Mechanism::with_written), so is what it points to
        //   (Parameter), and nobody refers to that of `copy`. `tell` hands on numbers, no pointers;
        // - the regions are those of `original`'s first struct, which no module has got, so that addresses and lengths are
        //   the builder's;
        // - the module uses the copy no more (the caller's promise), and `mechanism` lends it for no longer than `self` is
        //   borrowed.
        unsafe {
            (self.copy.kind.tell)(self.copy.at.as_ptr().add(size), self.original.at.as_ptr().add(size));
            self.kept.give_back();
            self.kept.free();
        }
    }

    /// The operation may go on: the module can write to the memory for ever. The builder learns nothing.
    pub(crate) fn leak(self) {}
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::*;
    use crate::attribute::Version;
    use core::ptr::null_mut;
    use core::sync::atomic::{AtomicPtr, Ordering::Relaxed};
    use pkcs11_sys::*;

    /// Lends a mechanism to `module`, which gets the parameter.
    fn lend<P>(mechanism: Mechanism<'_>, module: impl FnOnce(*mut P)) {
        mechanism.lend(|mechanism| {
            // SAFETY: `lend` gives a valid CK_MECHANISM.
            let mechanism = unsafe { mechanism.read() };
            assert_eq!(usize::try_from(mechanism.ulParameterLen).unwrap(), size_of::<P>());
            module(mechanism.pParameter.cast());
        });
    }

    #[test]
    fn only_what_a_module_writes_to_is_held() {
        let gcm = AesGcm::new(&[1; 12]);
        let mechanisms = [Mechanism::ECDSA, AesCbc::new(&[0; 16]).into(), Sha512T::new(8).into(), (&gcm).into()];
        assert!(mechanisms.iter().all(|mechanism| mechanism.hold().is_none()));
    }

    #[test]
    fn an_iv_comes_back_and_no_pointer_does() {
        let (mut iv, aad) = ([9; 12], [2; 40]);
        let at = iv.as_mut_ptr().addr();
        let mut builder = AesGcmGeneratedIv::new(&mut iv).aad(&aad).tag_bits(96);
        let mechanism = Mechanism::from(&mut builder);
        for round in 1..4 {
            let held = mechanism.hold().unwrap();
            // SAFETY: the parameter is this struct, with room for 12 bytes, and additional data of 40.
            lend(held.mechanism(), |params: *mut CK_GCM_PARAMS| unsafe {
                let lent = params.read();
                assert_eq!(({ lent.ulIvLen }, { lent.ulAADLen }, { lent.ulTagBits }), (12, 40, 96));
                assert!(![at, aad.as_ptr().addr()].contains(&lent.pIv.addr()));
                assert_eq!(lent.pAAD.cast::<[u8; 40]>().read(), [2; 40]);
                assert_eq!(lent.pIv.cast::<[u8; 12]>().read(), [0; 12], "what the use before wrote");
                lent.pIv.write_bytes(round, 12);
                // What a module must not do, and what the next use gets over.
                params.write(CK_GCM_PARAMS { pIv: params.cast(), ulIvLen: 1 << 20, ..CK_GCM_PARAMS::ZERO });
            });
            // SAFETY: nobody uses the copy any more.
            unsafe { held.give_back() };
        }
        // Nor does what a module did to the builder's own copy.
        lend(mechanism, |params: *mut CK_GCM_PARAMS| {
            let wrong =
                CK_GCM_PARAMS { pIv: null_mut::<u8>().wrapping_add(8), ulIvLen: 1 << 20, ..CK_GCM_PARAMS::ZERO };
            // SAFETY: as above.
            unsafe { params.write(wrong) };
        });
        let held = mechanism.hold().unwrap();
        // SAFETY: as above.
        lend(held.mechanism(), |params: *mut CK_GCM_PARAMS| unsafe { (*params).pIv.write_bytes(4, 12) });
        // SAFETY: nobody uses the copy any more.
        unsafe { held.give_back() };
        assert_eq!(builder.iv(), Some(&[4; 12][..]));
    }

    #[test]
    fn a_seed_comes_back_with_its_length() {
        let mut room = [0; 8];
        let mut builder = DsaParameterGen::probabilistic(Hash::Sha256, &mut room);
        for (length, expected) in [(5, &[0xaa; 5][..]), (CK_ULONG::MAX, &[0xaa; 8])] {
            let held = Mechanism::from(&mut builder).hold().unwrap();
            // SAFETY: the parameter is this struct, with room for 8 bytes.
            lend(held.mechanism(), |params: *mut CK_DSA_PARAMETER_GEN_PARAM| unsafe {
                assert_eq!({ (*params).ulSeedLen }, 8);
                (*params).pSeed.write_bytes(0xaa, 8);
                (*params).ulSeedLen = length;
                (*params).pSeed = null_mut();
            });
            // SAFETY: nobody uses the copy any more.
            unsafe { held.give_back() };
            assert_eq!(builder.seed(), expected);
        }
    }

    #[test]
    fn the_iv_of_a_password_comes_back() {
        let (password, mut iv) = (b"correct horse".to_vec(), [0; 8]);
        let mut builder = Pbe::sha1_des3(&password, &[7; 5], 2048, &mut iv);
        let held = Mechanism::from(&mut builder).hold().unwrap();
        // SAFETY: the parameter is this struct, with a password of 13 bytes, a salt of 5, and room for an IV.
        lend(held.mechanism(), |params: *mut CK_PBE_PARAMS| unsafe {
            let lent = params.read();
            assert_eq!(lent.pPassword.cast::<[u8; 13]>().read(), *b"correct horse");
            assert_eq!(lent.pSalt.cast::<[u8; 5]>().read(), [7; 5]);
            lent.pInitVector.write_bytes(0xcc, 8);
        });
        // SAFETY: nobody uses the copy any more.
        unsafe { held.give_back() };
        assert_eq!(builder.iv(), &[0xcc; 8]);
    }

    #[test]
    fn a_version_comes_back() {
        let (client, server) = (vec![2; 32], vec![3; 31]);
        let mut builder = Tls12MasterKeyDerive::new(Hash::Sha256, &client, &server);
        let held = Mechanism::from(&mut builder).hold().unwrap();
        // SAFETY: the parameter is this struct, with the two random values, and room for a version.
        lend(held.mechanism(), |params: *mut CK_TLS12_MASTER_KEY_DERIVE_PARAMS| unsafe {
            let lent = params.read();
            assert_eq!(lent.RandomInfo.pClientRandom.cast::<[u8; 32]>().read(), [2; 32]);
            assert_eq!(lent.RandomInfo.pServerRandom.cast::<[u8; 31]>().read(), [3; 31]);
            lent.pVersion.write(CK_VERSION { major: 3, minor: 2 });
        });
        // SAFETY: nobody uses the copy any more.
        unsafe { held.give_back() };
        assert_eq!(builder.version(), Some(Version { major: 3, minor: 2 }));

        let mut builder = Tls12ExtendedMasterKeyDerive::new(Hash::Sha256, &client);
        let held = Mechanism::from(&mut builder).hold().unwrap();
        // SAFETY: the parameter is this struct, with a hash of 32 bytes, and room for a version.
        lend(held.mechanism(), |params: *mut CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS| unsafe {
            let lent = params.read();
            assert_eq!(lent.pSessionHash.cast::<[u8; 32]>().read(), [2; 32]);
            lent.pVersion.write(CK_VERSION { major: 3, minor: 3 });
        });
        // SAFETY: nobody uses the copy any more.
        unsafe { held.give_back() };
        assert_eq!(builder.version(), Some(Version { major: 3, minor: 3 }));
    }

    /// Begins an operation that does not end; gives what `end` does with the parameter to the module, which goes on writing.
    fn goes_on(parameter: &AtomicPtr<CK_GCM_PARAMS>, end: impl FnOnce(Held<'_>)) {
        let mut iv = vec![0; 12];
        let mut builder = AesGcmGeneratedIv::new(&mut iv).aad(b"header");
        let held = Mechanism::from(&mut builder).hold().unwrap();
        lend(held.mechanism(), |params| parameter.store(params, Relaxed));
        end(held);
        assert_eq!(builder.iv(), None);
        drop(iv);
        let params = parameter.load(Relaxed);
        // SAFETY: the memory was leaked.
        unsafe {
            let lent = params.read();
            lent.pIv.write_bytes(1, 12);
            assert_eq!(lent.pAAD.cast::<[u8; 6]>().read(), *b"header");
            params.write(lent);
        }
    }

    // The module's pointer is in a static, so that Miri does not report a leak.

    #[test]
    fn a_module_may_write_for_ever_to_what_was_leaked() {
        static PARAMETER: AtomicPtr<CK_GCM_PARAMS> = AtomicPtr::new(null_mut());
        goes_on(&PARAMETER, |held| held.leak());
    }

    #[test]
    fn unwinding_leaks() {
        static PARAMETER: AtomicPtr<CK_GCM_PARAMS> = AtomicPtr::new(null_mut());
        goes_on(&PARAMETER, |held| {
            let unwound = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
                let _held = held;
                std::panic::resume_unwind(Box::new(()));
            }));
            assert!(unwound.is_err());
        });
    }
}
