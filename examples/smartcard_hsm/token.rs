//! Step 2: the module, its slots, the token and its mechanisms.

use crate::common::words;
use crate::report::{Report, Result, plural};
use pkcs11_safe::{
    Context, MechanismInfo, MechanismType, Module, Object, Pin, Session, SessionMode, Slot, SlotFlags, UserType,
};

/// Shows what the module and its slots are.
pub(crate) fn introduce(report: &Report, path: &str, module: &Module, cryptoki: &Context) -> Result<()> {
    let info = cryptoki.info()?;
    report.note(format_args!("{:<12} {path}", "module"));
    report.note(format_args!(
        "{:<12} {} {} by {}, PKCS #11 {}",
        "",
        info.description,
        info.library_version,
        info.manufacturer,
        module.version()
    ));
    let slots = cryptoki.slots()?;
    if slots.is_empty() {
        report.note(format_args!("{:<12} none: no reader, or none that the module knows", "slot"));
    }
    for slot in slots {
        let about = slot.info()?;
        let content = if about.flags.contains(SlotFlags::TOKEN_PRESENT) { "" } else { ", empty" };
        report.note(format_args!("{:<12} {:#x}: {}{content}", "slot", slot.id(), about.description));
    }
    Ok(())
}

/// What a token can do.
pub(crate) struct Abilities(Vec<MechanismType>);

impl Abilities {
    /// Whether it has a mechanism.
    pub(crate) fn has(&self, mechanism: MechanismType) -> bool {
        self.0.contains(&mechanism)
    }

    /// The first of some mechanisms that it has.
    pub(crate) fn first_of(&self, mechanisms: &[MechanismType]) -> Option<MechanismType> {
        mechanisms.iter().copied().find(|mechanism| self.has(*mechanism))
    }
}

/// Shows what the token is and can do.
pub(crate) fn mechanisms(report: &Report, token: &Slot, all: bool) -> Result<Abilities> {
    let info = token.token_info()?;
    report.note(format_args!("{:<12} {:?}, {} by {}", "token", info.label, info.model, info.manufacturer));
    report.note(format_args!("{:<12} serial number {}", "", info.serial_number));
    report.note(format_args!("{:<12} {}\n", "", words(info.flags.iter_names())));

    let mechanisms = token.mechanisms()?;
    let (shown, others): (Vec<_>, Vec<_>) = mechanisms.iter().partition(|mechanism| all || is_of_tour(**mechanism));
    report.note(format_args!("{:<36} {:>13}  {}", "mechanism", "key sizes", "what for"));
    for mechanism in shown {
        match token.mechanism_info(mechanism) {
            Ok(info) => report.note(row(mechanism, &info)),
            // Some modules list what they cannot describe.
            Err(error) => report.note(format_args!("{mechanism:<36} {error}")),
        }
    }
    if !others.is_empty() {
        report.note(format_args!("and {} (--all-mechanisms)\n", plural(others.len(), "other")));
    }
    Ok(Abilities(mechanisms))
}

/// Whether a mechanism is for RSA or elliptic curves.
fn is_of_tour(mechanism: MechanismType) -> bool {
    mechanism.name().is_none_or(|name| name.contains("RSA") || name.contains("EC_") || name.contains("ECD"))
}

fn row(mechanism: MechanismType, info: &MechanismInfo) -> String {
    let sizes = match (info.min_key_size, info.max_key_size) {
        (0, 0) => String::new(),
        (min, max) => format!("{min} to {max}"),
    };
    format!("{:<36} {sizes:>13}  {}", mechanism.to_string(), words(info.flags.iter_names()))
}

/// Logs in; tells how many objects that shows.
pub(crate) fn log_in(report: &mut Report, token: &Slot, pin: &Pin) -> Result<(Session, usize)> {
    let session = token.open_session(SessionMode::ReadWrite)?;
    session.login(UserType::USER, pin)?;
    let objects = session.find::<Object>(&[])?.len();
    report.note(format_args!("logged in; {} on the token", plural(objects, "object")));
    Ok((session, objects))
}

/// Logs out, and closes everything: dropping does the same, and tells nobody if it fails.
pub(crate) fn log_out(report: &mut Report, session: Session) {
    report.check("the session", || {
        let cryptoki = session.slot().context();
        session.logout()?;
        session.close()?;
        cryptoki.finalize()?;
        Ok(((), "logged out, closed, the module finalised".to_owned()))
    });
}
