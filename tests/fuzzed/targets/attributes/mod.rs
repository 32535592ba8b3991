//! Reading attributes of an object: the input is what the module answers, call by call and attribute by attribute.
//!
//! Whatever it answers, a value that is read is one that the module wrote, for that attribute and to its end; a reason
//! why there is none is one that the module gave; and the number of calls has a bound.

mod answer;
mod log;
mod plain;
mod read;

use super::input::Input;
use super::scripted::{Scripted, lock};
use answer::Player;
use log::Log;
use pkcs11_safe::SessionMode;
use support::module::{Function, SLOT};

/// Plays an input.
pub fn run(input: &[u8]) {
    let mut input = Input::new(input);
    let scripted = Scripted::new((Player::default(), Log::default()));
    let context = scripted.initialize();
    let session = context.slot(pkcs11_safe::Ulong::from(SLOT)).open_session(SessionMode::ReadWrite);
    let session = session.expect("an honest module opens sessions");
    let object = session.object_from_raw(7);
    let reading = read::Reading::choose(&mut input);
    let player = Player::new(&mut input);
    scripted.state().0 = player;
    scripted.play(|scene, state| {
        if scene.function() != Function::GetAttributeValue {
            return scene.act();
        }
        let (player, log) = &mut *lock(state);
        player.answer(scene, log)
    });
    let asked = reading.read(&session, object, &|check| check(&scripted.state().1));
    let calls = scripted.state().1.calls();
    assert!(calls <= 3 + 10 * asked, "{calls} calls for {asked} attributes");
}
