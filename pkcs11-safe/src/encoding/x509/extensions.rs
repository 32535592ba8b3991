//! The two extensions that tell keys apart (RFC 5280 4.2.1.1, 4.2.1.2).

use super::Certificate;
use crate::encoding::oid::Oid;
use crate::encoding::reader::{Reader, tag};
use crate::error::encoding::{ErrorKind, Result};

const SUBJECT_KEY_IDENTIFIER: &[u8] = const { &Oid::new("2.5.29.14") }.der();
const AUTHORITY_KEY_IDENTIFIER: &[u8] = const { &Oid::new("2.5.29.35") }.der();

/// Key identifiers of the subject and of the issuer, where the extensions give them.
#[derive(Default)]
pub(super) struct KeyIds<'a> {
    pub(super) subject: Option<&'a [u8]>,
    pub(super) authority: Option<&'a [u8]>,
}

impl Certificate {
    pub(super) fn key_ids(&self) -> Result<KeyIds<'_>> {
        self.extensions().map_or(Ok(KeyIds::default()), read)
    }
}

fn read<'a>(mut extensions: Reader<'a>) -> Result<KeyIds<'a>> {
    let mut ids = KeyIds::default();
    let mut list = extensions.sequence()?;
    extensions.finish()?;
    while list.peek().is_some() {
        let mut extension = list.sequence()?;
        let oid = extension.oid()?.encoded;
        if let Some(critical) = extension.optional(tag::BOOLEAN)? {
            if critical.content != [0xff] {
                return Err(critical.error(ErrorKind::Boolean));
            }
        }
        let value = extension.expect(tag::OCTET_STRING)?;
        extension.finish()?;
        match oid {
            SUBJECT_KEY_IDENTIFIER => ids.subject = Some(value.only(tag::OCTET_STRING)?.content),
            AUTHORITY_KEY_IDENTIFIER => {
                let mut inner = value.only(tag::SEQUENCE)?.inner();
                ids.authority = inner.optional(tag::primitive(0))?.map(|id| id.content);
            }
            _ => {}
        }
    }
    Ok(ids)
}
