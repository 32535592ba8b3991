//! Slots and tokens: what they say of themselves, and finding the one that is meant.

use core::time::Duration;
use pkcs11_safe::{Error, Limit, ReturnValue, SlotFlags, TokenFilter, TokenFlags, Ulong};
use support::token;
use support::token::context;

#[test]
fn waiting_for_a_token_that_does_not_come_gives_none_when_the_time_is_up() {
    token!();
    let context = context().expect("there is SoftHSM2");
    assert_eq!(context.wait_for_slot_event(Duration::ZERO).unwrap(), None);
    assert_eq!(context.wait_for_slot_event(Duration::from_millis(1)).unwrap(), None);
}

#[test]
fn a_module_says_what_it_is() {
    let Some(context) = context() else { return };
    let info = context.info().unwrap();
    assert_eq!((info.manufacturer.as_str(), info.description.as_str()), ("SoftHSM", "Implementation of PKCS11"));
    assert_eq!(info.cryptoki_version.major, 2);
}

#[test]
fn a_token_says_what_it_is() {
    let token = token!();
    let info = token.slot.token_info().unwrap();
    assert_eq!((info.label.as_str(), info.manufacturer.as_str()), (token.label.as_str(), "SoftHSM project"));
    assert_eq!(info.serial_number.len(), 16);
    assert!(info.flags.contains(TokenFlags::TOKEN_INITIALIZED | TokenFlags::USER_PIN_INITIALIZED | TokenFlags::RNG));
    // 0 is no bound, and -1 is not known.
    assert_eq!((info.max_session_count, info.session_count), (Limit::Infinite, Limit::Unknown));
    assert_eq!(info.free_public_memory, Limit::Unknown);
    assert!(token.slot.info().unwrap().flags.contains(SlotFlags::TOKEN_PRESENT));
}

#[test]
fn a_token_is_found_by_what_it_says_of_itself() {
    let token = token!();
    let context = context().expect("there is SoftHSM2");
    let info = token.slot.token_info().unwrap();
    let filters = [
        TokenFilter::new().label(&*token.label),
        TokenFilter::new().label(format!("  {} ", token.label)),
        TokenFilter::new().serial_number(&*info.serial_number),
        TokenFilter::new().slot(token.slot.id()),
        TokenFilter::new().label_prefix(&*token.label).serial_number(&*info.serial_number).model("SoftHSM v2"),
        TokenFilter::new().serial_number(&*info.serial_number).manufacturer("SoftHSM project"),
    ];
    for filter in filters {
        assert_eq!(context.find_token(&filter).unwrap(), token.slot, "{filter:?}");
    }
    // All that is said must be so.
    let filter = TokenFilter::new().label(&*token.label).model("another");
    assert!(matches!(context.find_token(&filter), Err(Error::NotFound { .. })));
}

#[test]
fn a_filter_that_matches_no_token_or_several_says_so_and_lists_them() {
    let (one, other) = (token!(), token!());
    let context = context().expect("there is SoftHSM2");
    let error = context.find_token(&TokenFilter::new().label("Nitrokey")).unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }), "{error:?}");
    for words in
        ["no token has the label \"Nitrokey\"", &format!("{:?}", one.label), "serial number", "not initialised"]
    {
        assert!(error.to_string().contains(words), "{words} in {error}");
    }
    let error = context.find_token(&TokenFilter::new().model("SoftHSM v2")).unwrap_err();
    assert!(matches!(error, Error::Ambiguous { .. }), "{error:?}");
    for words in ["several tokens have the model", &format!("{:?}", other.label), "add the serial number"] {
        assert!(error.to_string().contains(words), "{words} in {error}");
    }
    assert!(!error.to_string().contains("not initialised"), "{error}");
}

#[test]
fn a_token_that_is_not_initialised_is_found_only_by_who_asks_for_it() {
    token!();
    let context = context().expect("there is SoftHSM2");
    let blank = context
        .tokens()
        .unwrap()
        .into_iter()
        .rev()
        .find(|slot| !slot.token_info().unwrap().flags.contains(TokenFlags::TOKEN_INITIALIZED));
    let blank = blank.expect("SoftHSM2 always has one");
    let filter = TokenFilter::new().slot(blank.id());
    assert!(matches!(context.find_token(&filter), Err(Error::NotFound { .. })));
    assert_eq!(context.find_token(&filter.uninitialized()).unwrap(), blank);
}

#[test]
fn a_slot_that_does_not_exist_says_so_when_it_is_used() {
    token!();
    let slot = context().expect("there is SoftHSM2").slot(Ulong::MAX - 7);
    for error in [slot.info().unwrap_err(), slot.token_info().unwrap_err(), slot.mechanisms().unwrap_err()] {
        assert_eq!(error.return_value(), Some(ReturnValue::SLOT_ID_INVALID));
        assert!(error.to_string().contains("list the slots again"), "{error}");
    }
}

#[test]
fn two_slots_are_equal_if_they_are_the_same_slot_of_the_same_context() {
    let (one, other) = (token!(), token!());
    assert_eq!(one.slot, one.open().slot());
    assert_eq!(one.slot, one.slot.context().slot(one.slot.id()));
    assert_ne!(one.slot, other.slot);
}
