//! Templates out of defaults: what is said later replaces what stood there, and what is unwanted is left out.

use super::usage::Usage;
use crate::attribute::{self as attr, Attribute};
use crate::{AttributeType, KeyType};
use std::hash::{BuildHasher, Hasher, RandomState};

/// What the layers of a template have in common.
#[derive(Clone, Debug, Default)]
pub(super) struct Common<'a> {
    pub(super) label: Option<&'a str>,
    pub(super) id: Option<&'a [u8]>,
    pub(super) store: bool,
    pub(super) may: Option<Usage>,
    pub(super) without: Vec<AttributeType>,
}

impl Common<'_> {
    /// The attributes that every key begins with. An id that was not given is random, so that the halves of a pair find
    /// each other and no token complains of a duplicate.
    pub(super) fn begin<'b>(&'b self, key_type: KeyType, id: &'b [u8]) -> Vec<Attribute<'b>> {
        let mut template = vec![attr::KEY_TYPE.is(key_type), attr::TOKEN.is(self.store)];
        if let Some(label) = self.label {
            template.push(attr::LABEL.is(label));
        }
        template.push(attr::ID.is(self.id.unwrap_or(id)));
        template
    }

    /// The uses, of those that the class has attributes for. False is said only where the key type could do it: a token
    /// may refuse attributes that it does not know.
    pub(super) fn uses<'b>(&self, key_type: KeyType, class: Usage) -> impl Iterator<Item = Attribute<'b>> + use<'b> {
        let default = Usage::default_for(key_type);
        let may = self.may.unwrap_or(default);
        Usage::ATTRIBUTES
            .into_iter()
            .filter(move |(usage, _)| class.contains(*usage) && (may | default).contains(*usage))
            .map(move |(usage, key)| key.is(may.contains(usage)))
    }

    /// The template with what the caller adds, less what the caller does not want.
    pub(super) fn end<'b>(&self, mut template: Vec<Attribute<'b>>, extra: &[Attribute<'b>]) -> Vec<Attribute<'b>> {
        for attribute in extra {
            match template.iter_mut().find(|held| held.attribute_type() == attribute.attribute_type()) {
                Some(held) => *held = *attribute,
                None => template.push(*attribute),
            }
        }
        template.retain(|attribute| !self.without.contains(&attribute.attribute_type()));
        template
    }
}

/// Sixteen bytes that no other key has: unpredictable enough to be unique, and no secret.
pub(super) fn random_id() -> [u8; 16] {
    let mut id = [0; 16];
    for half in id.chunks_exact_mut(8) {
        half.copy_from_slice(&RandomState::new().build_hasher().finish().to_be_bytes());
    }
    id
}
