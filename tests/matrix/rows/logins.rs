//! Sessions as such, logins, PINs, random numbers.

use crate::row::{Row, Shown, row};
use crate::world::Stage;
use pkcs11_safe::{Pin, UserType};
use support::module::{SO_PIN, USER_PIN};

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(&["Session::info"], "", Stage::User, |world| Ok(Shown::text(world.session().info()?))),
        row(&["Session::close"], "", Stage::User, |world| {
            let session = world.session.take().expect("the stage has a session");
            session.close().map(Shown::from)
        }),
        row(&["Session::drop"], "", Stage::User, |world| {
            world.session = None;
            Ok(().into())
        }),
        row(&["Session::login"], "", Stage::Session, |world| {
            Ok(Shown::text(world.session().login(UserType::USER, &Pin::new(USER_PIN))?))
        }),
        row(&["Session::login"], "the security officer", Stage::Session, |world| {
            Ok(Shown::text(world.session().login(UserType::SO, &Pin::new(SO_PIN))?))
        }),
        row(&["Session::login"], "once more", Stage::User, |world| {
            Ok(Shown::text(world.session().login(UserType::USER, &Pin::new(USER_PIN))?))
        }),
        row(&["Session::logout"], "", Stage::User, |world| world.session().logout().map(Shown::from)),
        row(&["Session::init_pin"], "", Stage::SecurityOfficer, |world| {
            world.session().init_pin(&Pin::new("123456")).map(Shown::from)
        }),
        row(&["Session::set_pin"], "", Stage::User, |world| {
            world.session().set_pin(&Pin::new(USER_PIN), &Pin::new("123456")).map(Shown::from)
        }),
        row(&["Session::fill_random"], "", Stage::Session, |world| {
            let mut buffer = [0; 40];
            world.session().fill_random(&mut buffer)?;
            Ok(buffer.as_slice().into())
        }),
        row(&["Session::random"], "", Stage::Session, |world| Ok(world.session().random(24)?.into())),
        row(&["Session::seed_random"], "", Stage::Session, |world| {
            world.session().seed_random(b"seed").map(Shown::from)
        }),
        row(&["Session::login_user"], "", Stage::Session, |world| {
            Ok(Shown::text(world.session().login_user(UserType::USER, "somebody", &Pin::new(USER_PIN))?))
        }),
    ]
}
