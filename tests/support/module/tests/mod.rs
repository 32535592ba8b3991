//! The module, driven by raw calls through its lists.

mod attributes;
mod ciphers;
mod faults;
mod keys;
mod lists;
mod logins;
mod messages;
mod objects;
mod records;
mod scripts;
mod sessions;
mod signatures;
mod stops;

use super::{Claim, Config, SLOT, USER_PIN, claim};
use core::ptr::null_mut;
use pkcs11_sys::*;

/// Calls a function of the list, whose arguments the test vouches for.
macro_rules! call {
    ($driver:expr, $name:ident($($argument:expr),* $(,)?)) => {
        // SAFETY: the test gives arguments as the standard has them: pointers to its own memory, and their lengths.
        unsafe { $driver.list().$name.expect("the list is full")($($argument),*) }
    };
}
pub(super) use call;

/// A module that is initialised, and a read-write session.
pub(super) struct Driver {
    pub(super) module: Claim,
    pub(super) session: CK_SESSION_HANDLE,
}

impl Driver {
    /// A module before C_Initialize.
    pub(super) fn raw() -> Self {
        Self { module: claim(), session: CK_INVALID_HANDLE }
    }

    /// With another configuration.
    pub(super) fn configured(change: impl FnOnce(&mut Config)) -> Self {
        let mut driver = Self::raw();
        driver.module.configure(change);
        driver.start();
        driver
    }

    pub(super) fn open() -> Self {
        Self::configured(|_| {})
    }

    /// With the user logged in.
    pub(super) fn user() -> Self {
        let driver = Self::open();
        driver.log_in();
        driver
    }

    fn start(&mut self) {
        assert_eq!(call!(self, C_Initialize(null_mut())), CKR_OK);
        self.session = self.open_session(CKF_RW_SESSION);
    }

    pub(super) fn list(&self) -> CK_FUNCTION_LIST_3_2 {
        // SAFETY: our own list, which is static.
        unsafe { *self.module.function_list_3_2() }
    }

    pub(super) fn open_session(&self, flags: CK_FLAGS) -> CK_SESSION_HANDLE {
        let mut session = 0;
        let flags = CKF_SERIAL_SESSION | flags;
        assert_eq!(call!(self, C_OpenSession(SLOT, flags, null_mut(), None, &raw mut session)), CKR_OK);
        session
    }

    pub(super) fn log_in(&self) {
        assert_eq!(self.login(CKU_USER, USER_PIN), CKR_OK);
    }

    pub(super) fn login(&self, user: CK_USER_TYPE, pin: &str) -> CK_RV {
        call!(self, C_Login(self.session, user, input(pin.as_bytes()), length(pin.as_bytes())))
    }

    pub(super) fn create(&self, template: &[CK_ATTRIBUTE]) -> Result<CK_OBJECT_HANDLE, CK_RV> {
        let mut handle = 0;
        let mut template = template.to_vec();
        let count = template.len() as CK_ULONG;
        let rv = call!(self, C_CreateObject(self.session, template.as_mut_ptr(), count, &raw mut handle));
        if rv == CKR_OK { Ok(handle) } else { Err(rv) }
    }

    pub(super) fn secret(&self, type_: CK_KEY_TYPE, value: &[u8], more: &[CK_ATTRIBUTE]) -> CK_OBJECT_HANDLE {
        let mut template = vec![
            CK_ATTRIBUTE::scalar(CKA_CLASS, &CKO_SECRET_KEY),
            CK_ATTRIBUTE::scalar(CKA_KEY_TYPE, &type_),
            CK_ATTRIBUTE::bytes(CKA_VALUE, value),
            CK_ATTRIBUTE::scalar(CKA_PRIVATE, &CK_FALSE),
        ];
        template.extend_from_slice(more);
        self.create(&template).expect("the key is imported")
    }

    /// A key pair by its mechanism.
    pub(super) fn pair(
        &self,
        mechanism: CK_MECHANISM_TYPE,
        public: &[CK_ATTRIBUTE],
        private: &[CK_ATTRIBUTE],
    ) -> (CK_OBJECT_HANDLE, CK_OBJECT_HANDLE) {
        let (mut public, mut private) = (public.to_vec(), private.to_vec());
        let mut mechanism = CK_MECHANISM::bare(mechanism);
        let mut handles = (0, 0);
        let rv = call!(
            self,
            C_GenerateKeyPair(
                self.session,
                &raw mut mechanism,
                public.as_mut_ptr(),
                public.len() as CK_ULONG,
                private.as_mut_ptr(),
                private.len() as CK_ULONG,
                &raw mut handles.0,
                &raw mut handles.1,
            )
        );
        assert_eq!(rv, CKR_OK);
        handles
    }

    pub(super) fn rsa_pair(&self) -> (CK_OBJECT_HANDLE, CK_OBJECT_HANDLE) {
        let bits: CK_ULONG = 1024;
        self.pair(CKM_RSA_PKCS_KEY_PAIR_GEN, &[CK_ATTRIBUTE::scalar(CKA_MODULUS_BITS, &bits)], &[])
    }

    pub(super) fn ec_pair(&self) -> (CK_OBJECT_HANDLE, CK_OBJECT_HANDLE) {
        let more = [CK_ATTRIBUTE::scalar(CKA_DERIVE, &CK_TRUE)];
        self.pair(CKM_EC_KEY_PAIR_GEN, &[CK_ATTRIBUTE::bytes(CKA_EC_PARAMS, P256)], &more)
    }

    /// The value of an attribute, through both steps.
    pub(super) fn get(&self, object: CK_OBJECT_HANDLE, type_: CK_ATTRIBUTE_TYPE) -> Result<Vec<u8>, CK_RV> {
        let mut query = CK_ATTRIBUTE::query(type_);
        let rv = call!(self, C_GetAttributeValue(self.session, object, &raw mut query, 1));
        let length = query.ulValueLen;
        if rv != CKR_OK {
            assert!(length == CK_UNAVAILABLE_INFORMATION || rv == CKR_OBJECT_HANDLE_INVALID);
            return Err(rv);
        }
        let mut value = vec![0_u8; usize::try_from(length).expect("it fits")];
        let mut query = CK_ATTRIBUTE { type_, pValue: value.as_mut_ptr().cast(), ulValueLen: length };
        assert_eq!(call!(self, C_GetAttributeValue(self.session, object, &raw mut query, 1)), CKR_OK);
        Ok(value)
    }

    pub(super) fn get_number(&self, object: CK_OBJECT_HANDLE, type_: CK_ATTRIBUTE_TYPE) -> CK_ULONG {
        let value = self.get(object, type_).expect("the attribute is there");
        CK_ULONG::from_ne_bytes(value.try_into().expect("it is a number"))
    }

    /// All objects that match a template.
    pub(super) fn find(&self, template: &[CK_ATTRIBUTE]) -> Vec<CK_OBJECT_HANDLE> {
        let mut template = template.to_vec();
        let count = template.len() as CK_ULONG;
        assert_eq!(call!(self, C_FindObjectsInit(self.session, template.as_mut_ptr(), count)), CKR_OK);
        let mut found = Vec::new();
        loop {
            let (mut batch, mut count) = ([0; 2], 0);
            assert_eq!(call!(self, C_FindObjects(self.session, batch.as_mut_ptr(), 2, &raw mut count)), CKR_OK);
            found.extend_from_slice(&batch[..usize::try_from(count).expect("it fits")]);
            if count == 0 {
                break;
            }
        }
        assert_eq!(call!(self, C_FindObjectsFinal(self.session)), CKR_OK);
        found
    }

    /// Output of a function that takes data and gives bytes: asked for its size, then filled.
    pub(super) fn twice(&self, mut call: impl FnMut(CK_BYTE_PTR, CK_ULONG_PTR) -> CK_RV) -> Result<Vec<u8>, CK_RV> {
        let mut length = 0;
        match call(null_mut(), &raw mut length) {
            CKR_OK => {}
            rv => return Err(rv),
        }
        let needed = usize::try_from(length).expect("it fits");
        let mut out = vec![0; needed];
        if needed > 0 {
            length -= 1;
            let told = call(out.as_mut_ptr(), &raw mut length);
            assert_eq!((told, length), (CKR_BUFFER_TOO_SMALL, needed as CK_ULONG));
        }
        match call(out.as_mut_ptr(), &raw mut length) {
            CKR_OK => {
                out.truncate(usize::try_from(length).expect("it fits"));
                Ok(out)
            }
            rv => Err(rv),
        }
    }
}

pub(super) const P256: &[u8] = b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07";

pub(super) fn input(bytes: &[u8]) -> CK_BYTE_PTR {
    bytes.as_ptr().cast_mut()
}

pub(super) fn length(bytes: &[u8]) -> CK_ULONG {
    bytes.len() as CK_ULONG
}
