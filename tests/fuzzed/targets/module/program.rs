//! The program that runs on the scripted module: from `C_Initialize` to `C_Finalize`, all that the library offers. An
//! input may leave parts of it out, so that its script is spent on the others.

use super::super::input::Input;
use super::super::scripted::Scripted;
use super::answer::Player;
use super::outcome::Outcome;
use super::{cipher, keys, objects, sign};
use core::time::Duration;
use pkcs11_safe::attribute as attr;
use pkcs11_safe::{
    Context, InitializeArgs, MechanismType, Module, Object, ObjectClass, Pin, PrivateKey, PublicKey, SecretKey,
    Session, SessionMode, Slot, TokenFilter, UserType,
};
use support::module::{LABEL, SLOT, USER_PIN};

/// What of the program is run.
pub(super) struct Plan {
    left_out: usize,
    pub(super) observed: bool,
    /// Whether data comes from readers, too. Their buffers are large, and take long to wipe.
    readers: bool,
    /// Whether sessions have a callback.
    pub(super) notified: bool,
}

impl Plan {
    pub(super) fn choose(input: &mut Input<'_>) -> Self {
        let left_out = input.two_bytes();
        Self {
            left_out,
            observed: left_out & 0x8000 != 0,
            readers: left_out & 0x8000 != 0,
            notified: left_out & 0x4000 == 0,
        }
    }

    fn has(&self, part: usize) -> bool {
        self.left_out & (1 << part) == 0
    }
}

/// What the parts of the program work with. Where a key could not be made, a handle stands for it that is none.
pub(super) struct Bench<'a> {
    pub(super) outcome: &'a Outcome<'a>,
    pub(super) session: Session,
    pub(super) readers: bool,
    pub(super) data: Object,
    pub(super) aes: SecretKey,
    pub(super) rsa: (PublicKey, PrivateKey),
    pub(super) ec: (PublicKey, PrivateKey),
}

pub(super) fn run(scripted: &Scripted<Player>, module: &Module, args: InitializeArgs, plan: &Plan) {
    let outcome = Outcome::new(scripted);
    let Some(context) = outcome.of("initialize", module.initialize(args)) else { return };
    if plan.has(0) {
        general(&outcome, &context);
    }
    let slot = context.slot(SLOT);
    if plan.has(1) {
        token(&outcome, &slot);
    }
    let opened = if plan.notified {
        slot.open_session_with(SessionMode::ReadWrite, |_| {})
    } else {
        slot.open_session(SessionMode::ReadWrite)
    };
    let Some(session) = outcome.of("open_session", opened) else {
        let _ = outcome.of("finalize", finalize(context, slot));
        return;
    };
    outcome.of("login", session.login(UserType::USER, &Pin::new(USER_PIN)));
    if plan.has(2) {
        sessions(&outcome, &slot, &session);
    }
    let mut bench = stock(&outcome, session, plan.readers);
    let parts: [fn(&mut Bench<'_>); 10] = [
        objects::read,
        objects::change,
        objects::find,
        sign::sign,
        sign::verify,
        cipher::encrypt,
        cipher::decrypt,
        cipher::digest,
        keys::derive,
        keys::wrap,
    ];
    for (number, part) in parts.into_iter().enumerate() {
        if plan.has(3 + number) {
            part(&mut bench);
        }
    }
    if plan.has(13) {
        last(&bench);
    }
    outcome.of("close", bench.session.close());
    outcome.of("finalize", finalize(context, slot));
}

fn finalize(context: Context, slot: Slot) -> pkcs11_safe::Result<()> {
    drop(slot);
    context.finalize()
}

/// The module and its slots.
fn general(outcome: &Outcome<'_>, context: &Context) {
    outcome.of("info", context.info());
    for slot in outcome.of("slots", context.slots()).into_iter().flatten().take(3) {
        outcome.of("slot info", slot.info());
    }
    outcome.of("find_token", context.find_token(&TokenFilter::new().label(LABEL)));
    outcome.of("wait_for_slot_event", context.wait_for_slot_event(Duration::ZERO));
}

/// The token and its mechanisms.
fn token(outcome: &Outcome<'_>, slot: &Slot) {
    outcome.of("token info", slot.token_info());
    outcome.of("mechanisms", slot.mechanisms());
    outcome.of("mechanism info", slot.mechanism_info(MechanismType::ECDSA));
}

/// Sessions beside the one that is used, and logins.
fn sessions(outcome: &Outcome<'_>, slot: &Slot, session: &Session) {
    let another = outcome.of("open another session", slot.open_session(SessionMode::ReadOnly));
    outcome.of("session info", session.info());
    outcome.of("login again", session.login(UserType::USER, &Pin::new(USER_PIN)));
    outcome.of("set_pin", session.set_pin(&Pin::new(USER_PIN), &Pin::new(USER_PIN)));
    let mut random = [0; 100];
    outcome.filled("fill_random", &mut random, |random| session.fill_random(random).map(|()| random.len()));
    outcome.bytes("random", || session.random(20));
    outcome.of("seed_random", session.seed_random(b"seed"));
    drop(another);
}

/// Objects for the other parts.
fn stock<'a>(outcome: &'a Outcome<'a>, session: Session, readers: bool) -> Bench<'a> {
    let template =
        [attr::CLASS.is(ObjectClass::DATA), attr::LABEL.is("note"), attr::VALUE.is(b"to whom it may concern")];
    let data = outcome.objects("create_object", || session.create_object(&template), |object| vec![*object]);
    let (aes, rsa, ec) = keys::generate(outcome, &session);
    let none = |number| session.object_from_raw(number);
    let data = data.unwrap_or_else(|| none(1));
    let aes = aes.unwrap_or_else(|| SecretKey::from_object(none(2)));
    let pair = |pair: Option<pkcs11_safe::KeyPair>, number| {
        pair.map_or_else(
            || (PublicKey::from_object(none(number)), PrivateKey::from_object(none(number + 1))),
            |pair| (pair.public, pair.private),
        )
    };
    let (rsa, ec) = (pair(rsa, 3), pair(ec, 5));
    Bench { outcome, session, readers, data, aes, rsa, ec }
}

/// What ends sessions and logins.
fn last(bench: &Bench<'_>) {
    let Bench { outcome, session, .. } = bench;
    let slot = session.slot();
    outcome.of("destroy", session.destroy(bench.data));
    outcome.of("logout", session.logout());
    outcome.refused("closing all sessions while some are held", slot.close_all_sessions().err());
}
