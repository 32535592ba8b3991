//! Attributes, and what is read through them. Each value stands on a line of its own, after the attribute's name.

use crate::row::{Row, Shown, prepared};
use crate::world::{Stage, World, hex};
use pkcs11_safe::{
    Attribute, AttributeType, KeyPairSpec, KeyType, PublicKey, SecretBytes, attribute as attr, attribute::Entry,
    encoding::ec::Curve,
};

/// A secret key with something of every kind: text, bytes, numbers, a date, and an empty one.
fn rich(world: &mut World) {
    let date = attr::Date::new(2027, 2, 28).expect("it is one");
    let more = [attr::START_DATE.is(date), attr::TOKEN.is(false)];
    world.secret(KeyType::GENERIC_SECRET, &[0x5e; 40], &more);
}

/// A secret key whose value does not leave the token.
fn sensitive(world: &mut World) {
    let template = [
        attr::CLASS.is(pkcs11_safe::ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::AES),
        attr::LABEL.is("sensitive"),
        attr::VALUE.is([1; 16].as_slice()),
        attr::SENSITIVE.is(true),
    ];
    world.create(&template);
}

fn templated(world: &mut World) {
    let inner = [attr::KEY_TYPE.is(KeyType::AES), attr::LABEL.is("inner"), attr::SENSITIVE.is(true)];
    world.secret(KeyType::AES, &[2; 16], &[attr::WRAP_TEMPLATE.is(&inner)]);
}

fn line(name: AttributeType, value: &[u8]) -> String {
    format!("{name}={}", hex(value))
}

/// An entry as a line: the bytes, or the reason.
pub(crate) fn entry(entry: &Entry) -> String {
    match entry.value() {
        Ok(value) => match value.as_bytes() {
            Some(bytes) => line(entry.attribute_type(), bytes),
            None => match value {
                pkcs11_safe::attribute::OwnedValue::Template(template) => {
                    let inner: Vec<_> = template.entries().iter().map(self::entry).collect();
                    format!("{}=[{}]", entry.attribute_type(), inner.join(", "))
                }
                _ => String::from("neither bytes nor a template"),
            },
        },
        Err(reason) => format!("{}: {reason}", entry.attribute_type()),
    }
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        prepared(&["Session::get"], "", Stage::User, rich, |world| {
            let query = (attr::LABEL, attr::ID, attr::VALUE, attr::TOKEN, attr::KEY_TYPE, attr::START_DATE);
            let (label, id, value, token, key_type, date) = world.session().get(world.object(0), query)?;
            let value: SecretBytes = value;
            let lines = [
                line(AttributeType::LABEL, label.as_bytes()),
                line(AttributeType::ID, &id),
                line(AttributeType::VALUE, &value),
                format!("{}={token}", AttributeType::TOKEN),
                format!("{}={key_type}", AttributeType::KEY_TYPE),
                format!("{}={date:?}", AttributeType::START_DATE),
            ];
            Ok(Shown { text: lines.join("\n"), objects: Vec::new() })
        }),
        prepared(&["Session::get"], "one bool", Stage::User, rich, |world| {
            let token = world.session().get(world.object(0), attr::EXTRACTABLE)?;
            Ok(Shown { text: format!("{}={token}", AttributeType::EXTRACTABLE), objects: Vec::new() })
        }),
        prepared(&["Session::get"], "an empty date", Stage::User, rich, |world| {
            let date = world.session().get(world.object(0), attr::END_DATE.optional())?;
            Ok(Shown { text: format!("{}={date:?}", AttributeType::END_DATE), objects: Vec::new() })
        }),
        prepared(
            &["Session::get"],
            "a large value",
            Stage::User,
            |world| {
                world.secret(KeyType::GENERIC_SECRET, &[0x5d; 3000], &[]);
            },
            |world| {
                let value = world.session().get(world.object(0), attr::VALUE)?;
                Ok(Shown { text: line(AttributeType::VALUE, &value), objects: Vec::new() })
            },
        ),
        prepared(
            &["Session::get"],
            "allowed mechanisms",
            Stage::User,
            |world| {
                let allowed = [pkcs11_safe::MechanismType::AES_ECB, pkcs11_safe::MechanismType::AES_CBC];
                world.secret(KeyType::AES, &[2; 16], &[attr::ALLOWED_MECHANISMS.is(&allowed)]);
            },
            |world| {
                let allowed = world.session().get(world.object(0), attr::ALLOWED_MECHANISMS)?;
                Ok(Shown { text: format!("{}={allowed:?}", AttributeType::ALLOWED_MECHANISMS), objects: Vec::new() })
            },
        ),
        prepared(&["Session::get_in"], "", Stage::User, rich, |world| {
            let mut buffer = [0; 2048];
            let query = (attr::LABEL, attr::ID, attr::VALUE);
            let (label, id, value) = world.session().get_in(world.object(0), query, &mut buffer)?;
            let lines = [
                line(AttributeType::LABEL, label.as_bytes()),
                line(AttributeType::ID, id),
                line(AttributeType::VALUE, value),
            ];
            Ok(Shown { text: lines.join("\n"), objects: Vec::new() })
        }),
        prepared(&["Session::attributes"], "", Stage::User, rich, |world| {
            let asked = [
                AttributeType::LABEL,
                AttributeType::MODULUS,
                AttributeType::ID,
                AttributeType::VALUE,
                AttributeType::EXTRACTABLE,
                AttributeType::VALUE_LEN,
                AttributeType::END_DATE,
            ];
            let entries = world.session().attributes(world.object(0), &asked)?;
            Ok(Shown { text: entries.iter().map(entry).collect::<Vec<_>>().join("\n"), objects: Vec::new() })
        }),
        prepared(&["Session::attributes"], "a secret that stays", Stage::User, sensitive, |world| {
            let asked = [AttributeType::LABEL, AttributeType::VALUE, AttributeType::MODULUS, AttributeType::SENSITIVE];
            let entries = world.session().attributes(world.object(0), &asked)?;
            Ok(Shown { text: entries.iter().map(entry).collect::<Vec<_>>().join("\n"), objects: Vec::new() })
        }),
        prepared(&["Session::get"], "a template", Stage::User, templated, |world| {
            let template = world.session().get(world.object(0), attr::WRAP_TEMPLATE)?;
            let inner: Vec<_> = template.entries().iter().map(entry).collect();
            Ok(Shown { text: inner.join("\n"), objects: Vec::new() })
        }),
        prepared(&["Session::attributes"], "a template among others", Stage::User, templated, |world| {
            let asked = [AttributeType::LABEL, AttributeType::WRAP_TEMPLATE, AttributeType::VALUE];
            let entries = world.session().attributes(world.object(0), &asked)?;
            Ok(Shown { text: entries.iter().map(entry).collect::<Vec<_>>().join("\n"), objects: Vec::new() })
        }),
        prepared(&["Session::export_public_key"], "RSA", Stage::User, World::rsa, export),
        prepared(&["Session::export_public_key"], "DSA", Stage::User, dsa, export),
        prepared(&["Session::export_public_key"], "DH", Stage::User, dh, export),
        prepared(&["Session::export_public_key"], "EC", Stage::User, World::ec, export),
        prepared(
            &["Session::export_public_key"],
            "Edwards",
            Stage::User,
            |world| {
                world.pair(KeyPairSpec::ec(Curve::ED25519), &[]);
            },
            export,
        ),
    ]
}

fn export(world: &mut World) -> pkcs11_safe::Result<Shown> {
    let key = PublicKey::from_object(world.object(0));
    Ok(world.session().export_public_key(key)?.to_spki().into())
}

/// A public key as numbers; the toys do not compute with them.
fn numbers(world: &mut World, key_type: KeyType, more: &[Attribute<'_>]) {
    let template = [
        attr::CLASS.is(pkcs11_safe::ObjectClass::PUBLIC_KEY),
        attr::KEY_TYPE.is(key_type),
        attr::PRIME.is(&[0xfd; 64]),
        attr::BASE.is(&[2; 64]),
        attr::VALUE.is(&[3; 64]),
    ];
    world.create(&[&template[..], more].concat());
}

fn dsa(world: &mut World) {
    numbers(world, KeyType::DSA, &[attr::SUBPRIME.is(&[0xfb; 20])]);
}

fn dh(world: &mut World) {
    numbers(world, KeyType::DH, &[]);
}
