//! Objects: made, copied, changed, destroyed, found.

use crate::row::{Row, Shown, label, prepared, row};
use crate::world::{Stage, World, hex};
use pkcs11_safe::{AttributeType, Object, ObjectClass, PrivateKey, SecretKey, attribute as attr};

fn several(world: &mut World) {
    world.aes();
    world.ec();
    world.create(&[attr::CLASS.is(ObjectClass::DATA), attr::LABEL.is("data"), attr::VALUE.is(b"bytes")]);
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(&["Session::create_object"], "", Stage::User, |world| {
            let data = [attr::CLASS.is(ObjectClass::DATA), label(), attr::VALUE.is(b"some bytes")];
            world.session().create_object(&data).map(Shown::object)
        }),
        prepared(&["Session::copy_object"], "", Stage::User, World::aes, |world| {
            world.session().copy_object(world.object(0), &[label()]).map(Shown::object)
        }),
        prepared(&["Session::destroy"], "", Stage::User, World::aes, |world| {
            world.session().destroy(world.object(0)).map(Shown::from)
        }),
        prepared(&["Session::object_size"], "", Stage::User, World::aes, |world| {
            Ok(Shown::text(world.session().object_size(world.object(0))?))
        }),
        prepared(&["Session::set"], "", Stage::User, World::aes, |world| {
            world.session().set(world.object(0), &[attr::LABEL.is("renamed")])?;
            Ok(Shown::object(world.object(0)))
        }),
        prepared(&["Session::find"], "everything", Stage::User, several, |world| {
            let objects = world.session().find::<Object>(&[])?;
            Ok(Shown { text: objects.len().to_string(), objects })
        }),
        prepared(&["Session::find"], "nothing", Stage::User, several, |world| {
            let objects = world.session().find::<Object>(&[attr::LABEL.is("nobody has it")])?;
            Ok(Shown { text: objects.len().to_string(), objects })
        }),
        prepared(&["Session::find_one"], "", Stage::User, several, |world| {
            world.session().find_one::<SecretKey>(&[attr::LABEL.is("secret")]).map(Shown::object)
        }),
        prepared(&["Session::find_key_pair"], "", Stage::User, several, |world| {
            let pair = world.session().find_key_pair(&[attr::LABEL.is("pair")])?;
            Ok(Shown { text: String::new(), objects: vec![pair.public.into(), pair.private.into()] })
        }),
        prepared(&["Session::search", "Search::next", "Search::finish"], "", Stage::User, several, |world| {
            let mut search = world.session_mut().search(&[])?.bound(200);
            let mut objects = Vec::new();
            for object in search.by_ref() {
                objects.push(object?);
            }
            search.finish()?;
            Ok(Shown { text: objects.len().to_string(), objects })
        }),
        prepared(&["Session::search", "Search::bound"], "dropped half-way", Stage::User, several, |world| {
            let mut search = world.session_mut().search(&[])?.bound(2);
            let first = search.next().transpose()?;
            drop(search);
            Ok(Shown { text: first.is_some().to_string(), objects: first.into_iter().collect() })
        }),
        prepared(&["Session::search"], "while objects are read", Stage::User, several, |world| {
            let mut search = world.session_mut().search(&[attr::CLASS.is(ObjectClass::PRIVATE_KEY)])?.bound(200);
            let mut lines = Vec::new();
            while let Some(object) = search.next() {
                let label = search.get(object?, attr::LABEL)?;
                lines.push(format!("{}={}", AttributeType::LABEL, hex(label.as_bytes())));
            }
            search.finish()?;
            Ok(Shown { text: lines.join("\n"), objects: Vec::new() })
        }),
        prepared(&["Session::find"], "by a type of handle", Stage::User, several, |world| {
            let objects: Vec<Object> = world.session().find::<PrivateKey>(&[])?.into_iter().map(Object::from).collect();
            Ok(Shown { text: objects.len().to_string(), objects })
        }),
    ]
}
