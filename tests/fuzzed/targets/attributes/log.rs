//! What the module wrote, and what it returned.

use pkcs11_sys::{CK_ATTRIBUTE_TYPE, CK_RV, CK_ULONG};

/// All that was written so far.
#[derive(Debug, Default)]
pub(super) struct Log {
    written: Vec<Written>,
    codes: Vec<CK_RV>,
}

/// What became of an attribute in one call.
#[derive(Debug)]
struct Written {
    attribute: CK_ATTRIBUTE_TYPE,
    bytes: Vec<u8>,
    reported: CK_ULONG,
}

impl Log {
    pub(super) fn wrote(&mut self, attribute: CK_ATTRIBUTE_TYPE, bytes: &[u8], reported: CK_ULONG) {
        self.written.push(Written { attribute, bytes: bytes.to_vec(), reported });
    }

    pub(super) fn returned(&mut self, rv: CK_RV) {
        self.codes.push(rv);
    }

    pub(super) fn calls(&self) -> usize {
        self.codes.len()
    }

    /// Whether a call returned this.
    pub(super) fn has_returned(&self, rv: CK_RV) -> bool {
        self.codes.contains(&rv)
    }

    /// Whether these bytes are what the module gave for the attribute: it reported as many, and wrote them.
    pub(super) fn gave(&self, attribute: CK_ATTRIBUTE_TYPE, bytes: &[u8]) -> bool {
        self.of(attribute).any(|written| {
            let seen = written.bytes.len().min(bytes.len());
            written.is_whole() && written.is_long(bytes.len()) && written.bytes[..seen] == bytes[..seen]
        })
    }

    /// Every value that the module gave for the attribute.
    pub(super) fn values(&self, attribute: CK_ATTRIBUTE_TYPE) -> impl Iterator<Item = &[u8]> {
        self.of(attribute).filter(|written| written.is_whole()).map(|written| {
            let length = usize::try_from(written.reported).unwrap_or(usize::MAX);
            &written.bytes[..length.min(written.bytes.len())]
        })
    }

    fn of(&self, attribute: CK_ATTRIBUTE_TYPE) -> impl Iterator<Item = &Written> {
        self.written.iter().filter(move |written| written.attribute == attribute)
    }

    /// Whether a length was reported for the attribute.
    pub(super) fn has_reported(&self, attribute: CK_ATTRIBUTE_TYPE, length: CK_ULONG) -> bool {
        self.written.iter().any(|written| written.attribute == attribute && written.reported == length)
    }
}

impl Written {
    /// Whether as many bytes were reported.
    fn is_long(&self, length: usize) -> bool {
        usize::try_from(self.reported) == Ok(length)
    }

    /// Whether all that was reported was written.
    fn is_whole(&self) -> bool {
        let reported = usize::try_from(self.reported).unwrap_or(usize::MAX);
        reported <= self.bytes.len()
    }
}
