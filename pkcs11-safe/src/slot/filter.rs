//! Finding the token that is meant.

use super::info::trimmed;
use super::{Slot, TokenInfo};
use crate::context::Context;
use crate::{Error, Result, Ulong};
use core::fmt;

/// Which token is meant: everything that is said must be so. Strings are compared with what [`TokenInfo`] shows,
/// trimmed of blanks and NULs on both ends.
///
/// ```
/// use pkcs11_safe::TokenFilter;
/// let filter = TokenFilter::new().label("Nitrokey").manufacturer("www.CardContact.de");
/// ```
#[derive(Clone, Debug, Default)]
pub struct TokenFilter {
    label: Option<String>,
    label_prefix: Option<String>,
    serial_number: Option<String>,
    manufacturer: Option<String>,
    model: Option<String>,
    slot: Option<Ulong>,
    uninitialized: bool,
}

impl TokenFilter {
    /// Any initialised token.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The token's label. OpenSC shows a label with the name of the PIN behind it, as in `Nitrokey (UserPIN)`: the
    /// label without that suffix is taken too.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The beginning of the token's label.
    #[must_use]
    pub fn label_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.label_prefix = Some(prefix.into());
        self
    }

    /// The token's serial number.
    #[must_use]
    pub fn serial_number(mut self, serial_number: impl Into<String>) -> Self {
        self.serial_number = Some(serial_number.into());
        self
    }

    /// Who made it.
    #[must_use]
    pub fn manufacturer(mut self, manufacturer: impl Into<String>) -> Self {
        self.manufacturer = Some(manufacturer.into());
        self
    }

    /// What model it is.
    #[must_use]
    pub fn model(mut self, model: impl Into<String>) -> Self {
        self.model = Some(model.into());
        self
    }

    /// The number of the slot that it is in.
    #[must_use]
    pub fn slot(mut self, id: Ulong) -> Self {
        self.slot = Some(id);
        self
    }

    /// Also tokens that are not initialised.
    #[must_use]
    pub fn uninitialized(mut self) -> Self {
        self.uninitialized = true;
        self
    }

    fn matches(&self, slot: &Slot, info: &TokenInfo) -> bool {
        let is = |wanted: &Option<String>, found: &str| wanted.as_deref().is_none_or(|wanted| trimmed(wanted) == found);
        self.label.as_deref().is_none_or(|wanted| is_label(trimmed(wanted), &info.label))
            && self
                .label_prefix
                .as_deref()
                .is_none_or(|prefix| info.label.starts_with(prefix.trim_start_matches([' ', '\0'])))
            && is(&self.serial_number, &info.serial_number)
            && is(&self.manufacturer, &info.manufacturer)
            && is(&self.model, &info.model)
            && self.slot.is_none_or(|id| id == slot.id())
            && (self.uninitialized || Slot::is_ready(info))
    }

    pub(crate) fn find(&self, context: &Context) -> Result<Slot> {
        let (mut tokens, mut silent) = (Vec::new(), None);
        for slot in context.tokens()? {
            match slot.token_info() {
                Ok(info) => tokens.push((slot, info)),
                // Removed since, or of a kind that the module does not know: another one may match.
                Err(error) if error.return_value().is_some() => silent = silent.or(Some((slot, error))),
                Err(error) => return Err(error),
            }
        }
        let mut matching = tokens.iter().filter(|(slot, info)| self.matches(slot, info));
        match (matching.next(), matching.next()) {
            (Some((slot, _)), None) => Ok(slot.clone()),
            (None, _) if tokens.is_empty() => Err(silent.map_or_else(
                || Error::NotFound {
                    detail: "there is no token at all; is it plugged in, and does the module know it?".into(),
                },
                |(_, error)| error,
            )),
            (None, _) => {
                let mut detail = format!("no token {self}; there is {}", List(&tokens));
                if let Some((slot, error)) = silent {
                    detail.push_str(&format!(", and what is in slot {:#x} does not tell: {error}", slot.id()));
                }
                Err(Error::NotFound { detail: detail.into() })
            }
            (Some(_), Some(_)) => {
                let matching: Vec<_> = tokens.iter().filter(|(slot, info)| self.matches(slot, info)).cloned().collect();
                let detail = format!("several tokens {}: {}; add the serial number", self.plural(), List(&matching));
                Err(Error::Ambiguous { detail: detail.into() })
            }
        }
    }

    fn plural(&self) -> String {
        self.to_string().replacen("has the", "have the", 1)
    }
}

/// A token's label, or what OpenSC made of it: the label and the PIN's name in parentheses.
fn is_label(wanted: &str, found: &str) -> bool {
    found == wanted || found.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(" (") && rest.ends_with(')'))
}

/// What is wanted, as the end of a sentence: `has the label "x", serial number "y"`.
impl fmt::Display for TokenFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            ("label", &self.label),
            ("beginning of the label", &self.label_prefix),
            ("serial number", &self.serial_number),
            ("manufacturer", &self.manufacturer),
            ("model", &self.model),
        ];
        let mut first = true;
        for (name, value) in parts {
            if let Some(value) = value {
                write!(f, "{} {name} {value:?}", if first { "has the" } else { "," })?;
                first = false;
            }
        }
        if let Some(id) = self.slot {
            write!(f, "{} slot {id:#x}", if first { "has the" } else { "," })?;
            first = false;
        }
        if first { f.write_str("is initialised") } else { Ok(()) }
    }
}

/// Tokens for an error's eyes.
struct List<'a>(&'a [(Slot, TokenInfo)]);

impl fmt::Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (slot, info)) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            if Slot::is_ready(info) {
                write!(
                    f,
                    "{separator}{:?} (serial number {:?}, slot {:#x})",
                    info.label,
                    info.serial_number,
                    slot.id()
                )?;
            } else {
                write!(f, "{separator}one not initialised (slot {:#x})", slot.id())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_matches_with_and_without_the_name_of_the_pin() {
        assert!(is_label("Nitrokey", "Nitrokey"));
        assert!(is_label("Nitrokey", "Nitrokey (UserPIN)"));
        assert!(!is_label("Nitrokey", "Nitrokey 2"));
        assert!(!is_label("Nitro", "Nitrokey (UserPIN)"));
    }

    #[test]
    fn a_filter_says_what_it_wants() {
        assert_eq!(TokenFilter::new().to_string(), "is initialised");
        let filter = TokenFilter::new().label("x").serial_number("7");
        assert_eq!(filter.to_string(), "has the label \"x\", serial number \"7\"");
    }
}
