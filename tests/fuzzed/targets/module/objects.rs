//! Objects: read, changed, copied, found.

use super::program::Bench;
use pkcs11_safe::attribute as attr;
use pkcs11_safe::{AttributeType, KeyPair, Object, ObjectClass, PrivateKey};

pub(super) fn read(bench: &mut Bench<'_>) {
    let Bench { outcome, session, data, aes, .. } = bench;
    outcome.of("get", session.get(*data, (attr::CLASS, attr::LABEL, attr::VALUE)));
    outcome.of("get what is not there", session.get(*data, (attr::TOKEN, attr::START_DATE.optional())));
    let mut buffer = [0; 600];
    outcome.of("get_in", session.get_in(*data, (attr::LABEL, attr::PRIVATE), &mut buffer));
    outcome.of("get of a key", session.get(*aes, (attr::KEY_TYPE, attr::VALUE_LEN, attr::ENCRYPT, attr::VALUE)));
    outcome.maybe(session.get(*aes, attr::WRAP_TEMPLATE.optional()));
    let numbers = [AttributeType::LABEL, AttributeType::VALUE, AttributeType::MODULUS, AttributeType::UNWRAP_TEMPLATE];
    if let Some(entries) = outcome.of("attributes", session.attributes(*data, &numbers)) {
        assert!(entries.iter().map(attr::Entry::attribute_type).eq(numbers));
    }
    outcome.of("object_size", session.object_size(*data));
}

pub(super) fn change(bench: &mut Bench<'_>) {
    let Bench { outcome, session, data, .. } = bench;
    outcome.of("set", session.set(*data, &[attr::LABEL.is("renamed")]));
    let copy = || session.copy_object(*data, &[attr::LABEL.is("copy")]);
    if let Some(copy) = outcome.objects("copy_object", copy, |copy| vec![*copy]) {
        outcome.of("destroy the copy", session.destroy(copy));
    }
}

pub(super) fn find(bench: &mut Bench<'_>) {
    let Bench { outcome, session, .. } = bench;
    let one = |object: &Object| vec![*object];
    outcome.objects("find", || session.find::<Object>(&[]), |all| all.clone());
    outcome.objects(
        "find keys",
        || session.find::<PrivateKey>(&[]),
        |keys| keys.iter().map(|key| (*key).into()).collect(),
    );
    outcome.objects("find_one", || session.find_one(&[attr::CLASS.is(ObjectClass::DATA)]), one);
    let both = |pair: &KeyPair| vec![pair.public.into(), pair.private.into()];
    outcome.objects("find_key_pair", || session.find_key_pair(&[attr::LABEL.is("EC")]), both);

    // All of a search, though not for ever; and the beginning of another.
    let all = || session.search(&[]).and_then(|search| search.bound(5000).collect::<pkcs11_safe::Result<Vec<_>>>());
    outcome.objects("search", all, |all| all.clone());
    let first = || {
        let mut search = session.search(&[])?;
        let first = search.next().transpose()?;
        if let Some(object) = first {
            outcome.maybe(search.get(object, attr::LABEL.optional()));
        }
        Ok(first)
    };
    outcome.objects("the first of a search", first, |first| first.iter().copied().collect());
    outcome.of("end a search", session.search(&[]).and_then(pkcs11_safe::Search::finish));
}
