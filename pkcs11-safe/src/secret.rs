//! Secrets: wiped on drop, never printed.

use core::fmt;
use core::ops::{Deref, DerefMut};
use zeroize::{Zeroize, Zeroizing};

/// A PIN or passphrase: wiped on drop, and Debug tells nothing of it, not even its length.
///
/// What nobody here can wipe: the module's own copies, the string that the PIN was made of (unless it was handed over by
/// `Pin::from`), and what the compiler or the system put aside of a register.
///
/// ```
/// use pkcs11_safe::Pin;
///
/// let pin = Pin::new("648219");
/// assert_eq!(format!("{pin:?}"), "Pin(***)");
/// let bytes = Pin::new([0x00, 0xff]);       // tokens that take binary PINs
/// let keypad = Pin::protected_path();       // the user types it at the reader
/// ```
pub struct Pin(Option<Zeroizing<Vec<u8>>>);

impl Pin {
    /// A PIN as text (UTF-8) or bytes. The bytes are copied, and what they were copied from is the caller's to wipe: an owned
    /// `String` or `Vec` goes to `Pin::from`, which takes it over.
    #[must_use]
    pub fn new(pin: impl AsRef<[u8]>) -> Self {
        Self(Some(Zeroizing::new(pin.as_ref().to_vec())))
    }

    /// The PIN is entered at the token's own keypad or dialogue (`CKF_PROTECTED_AUTHENTICATION_PATH`): the module gets
    /// a NULL, which is not the same as an empty PIN.
    #[must_use]
    pub const fn protected_path() -> Self {
        Self(None)
    }

    /// The bytes that go to the module, `None` for the protected path.
    pub(crate) fn expose(&self) -> Option<&[u8]> {
        self.0.as_ref().map(|pin| pin.as_slice())
    }
}

impl From<&str> for Pin {
    fn from(pin: &str) -> Self {
        Self::new(pin)
    }
}

/// Takes the string's buffer over, so that no copy stays behind.
impl From<String> for Pin {
    fn from(pin: String) -> Self {
        Self(Some(Zeroizing::new(pin.into_bytes())))
    }
}

/// Takes the vector over, likewise.
impl From<Vec<u8>> for Pin {
    fn from(pin: Vec<u8>) -> Self {
        Self(Some(Zeroizing::new(pin)))
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Pin(***)" } else { "Pin(protected path)" })
    }
}

/// Secret bytes read from a token: wiped on drop, Debug shows the length alone.
///
/// What nobody here can wipe: the module's own copies, those that a vector left behind when it grew before it came here, the
/// buffer that a caller brought, and what the compiler or the system put aside of a register.
///
/// ```
/// use pkcs11_safe::SecretBytes;
///
/// let secret = SecretBytes::from(vec![1, 2, 3]);
/// assert_eq!(secret.len(), 3);
/// assert_eq!(format!("{secret:?}"), "SecretBytes(3 bytes)");
/// assert!(secret.ct_eq(&[1, 2, 3]));
/// ```
#[derive(Clone)]
pub struct SecretBytes(Zeroizing<Vec<u8>>);

impl SecretBytes {
    /// Compares in time that depends on the lengths alone.
    #[must_use]
    pub fn ct_eq(&self, other: &[u8]) -> bool {
        let mut difference = u8::from(self.len() != other.len());
        for (ours, theirs) in self.iter().zip(other) {
            difference |= core::hint::black_box(ours ^ theirs);
        }
        difference == 0
    }
}

impl Deref for SecretBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for SecretBytes {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

/// Takes the vector over: its bytes are wiped with the secret.
impl From<Vec<u8>> for SecretBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl From<&[u8]> for SecretBytes {
    fn from(bytes: &[u8]) -> Self {
        Self(Zeroizing::new(bytes.to_vec()))
    }
}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretBytes({} bytes)", self.len())
    }
}

/// Wipes a scratch buffer that may hold a secret.
pub(crate) fn wipe(bytes: &mut [u8]) {
    bytes.zeroize();
}

/// A buffer that becomes the caller's when it is [kept](Self::keep), and is wiped if it is not.
///
/// `Zeroizing` would wipe what is left of it when it was kept, too: nothing, and that takes longer than a whole operation.
pub(crate) struct Wiped(Vec<u8>);

impl Wiped {
    pub(crate) fn new(buffer: Vec<u8>) -> Self {
        Self(buffer)
    }

    /// The buffer, cut to what was written to it.
    pub(crate) fn keep(mut self, length: usize) -> Vec<u8> {
        self.0.truncate(length);
        core::mem::take(&mut self.0)
    }
}

impl Deref for Wiped {
    type Target = Vec<u8>;

    fn deref(&self) -> &Vec<u8> {
        &self.0
    }
}

impl DerefMut for Wiped {
    fn deref_mut(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }
}

impl Drop for Wiped {
    fn drop(&mut self) {
        if self.0.capacity() > 0 {
            self.0.zeroize();
        }
    }
}
