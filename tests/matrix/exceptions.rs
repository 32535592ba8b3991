//! The special cases: what is right and does not follow from the rules, each with its reason. A test sees to it that none
//! is here that no cell needs.

use super::cell::Left;
use super::oracle::Case;
use super::row::TOO_LITTLE_ROOM;
use core::cell::RefCell;
use pkcs11_safe::{Error, Reason};
use pkcs11_sys::*;
use std::collections::BTreeSet;
use support::module::{Fault, Function};

/// What a cell came to, where the rules do not have it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum End<'a> {
    /// The honest value, in spite of a lie that should have been noticed.
    Honest,
    /// Another value.
    Value(&'a str),
    /// An error.
    Error(&'a Error),
    /// Something that is wrong besides.
    Complaint(&'a str),
    /// Objects that are left and should not be, or should be and are not: those of the outcome.
    Objects,
}

struct Exception {
    reason: &'static str,
    applies: fn(&Case<'_>, End<'_>) -> bool,
}

/// The reasons that a run has needed.
#[derive(Default)]
pub(crate) struct Used(RefCell<BTreeSet<&'static str>>);

impl Used {
    /// Those that no cell of the run has needed.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let used = self.0.borrow();
        EXCEPTIONS.iter().map(|exception| exception.reason).filter(|reason| !used.contains(reason)).collect()
    }
}

const fn because(reason: &'static str, applies: fn(&Case<'_>, End<'_>) -> bool) -> Exception {
    Exception { reason, applies }
}

/// Whether an end is one of the special cases.
pub(crate) fn excuse(case: &Case<'_>, end: End<'_>) -> bool {
    let excuse = EXCEPTIONS.iter().find(|exception| (exception.applies)(case, end));
    if let Some(exception) = excuse {
        case.used.0.borrow_mut().insert(exception.reason);
    }
    excuse.is_some()
}

static EXCEPTIONS: [Exception; 35] = [
    // Contexts
    because(
        "a module that initialises and denies it is its own: nobody may finalise what he did not initialise",
        |case, end| {
            case.function() == Function::Initialize
                && matches!(case.plan.fault, Fault::ErrorAfterActing(_))
                && end.complains("left initialised")
        },
    ),
    because("a module that says that it has initialised, and has not, can do nothing afterwards", |case, end| {
        case.function() == Function::Initialize
            && case.plan.fault == Fault::OkWithoutWriting
            && (end.complains("no session can be opened") || end.said(CKR_CRYPTOKI_NOT_INITIALIZED))
    }),
    because("functions that a list does not have answer so without a call, and stay missing", |case, end| {
        case.plan.fault == Fault::HalfEmptyTable
            && (end.said(CKR_FUNCTION_NOT_SUPPORTED)
                || end.complains("CKR_FUNCTION_NOT_SUPPORTED")
                || end.complains("left open"))
    }),
    because("a slot event that the module does not tell of has not happened", |case, end| {
        case.function() == Function::WaitForSlotEvent && end.is_value("None")
    }),
    // Lists and searches
    because("a list that is shorter than announced, or empty, is a list: tokens come and go", |case, end| {
        let lists = matches!(case.function(), Function::GetSlotList | Function::GetMechanismList);
        lists && case.shortens() && (end.is_found_nothing() || end.is_part_of(case.honest()))
    }),
    because("a list that has an entry twice is the module's", |case, end| {
        matches!(case.plan.fault, Fault::IgnoresRoom(_)) && end.repeats(case.honest())
    }),
    because("a search that ends early is over: the module finds what it finds", |case, end| {
        case.function() == Function::FindObjects
            && case.shortens()
            && (end.is_found_nothing() || end.has_fewer_lines(case.honest()) || end.is_value("false"))
    }),
    because("what a module makes up as it searches are handles like any other, until they are used", |case, end| {
        case.plan.fault == Fault::FindNeverEnds
            && match end {
                // Told on each call, it is the bound that ends the search, unless the caller does.
                End::Value(_) => !case.always() || case.row.how == "dropped half-way",
                End::Error(Error::Ambiguous { .. }) => true,
                End::Error(error) => error.return_value().is_some_and(|rv| rv.raw() == CKR_OBJECT_HANDLE_INVALID),
                _ => false,
            }
    }),
    because("a search in batches keeps no list of what it gave", |case, end| {
        case.plan.fault == Fault::FindsTwice
            && case.row.is("Session::search")
            && end.has_lines_of_objects(case.honest())
    }),
    because("the handle of another object is a handle like any other", |case, end| {
        case.plan.fault == Fault::RepeatedHandle
            && match end {
                End::Value(value) => end.is_other_object(case.honest()) || case.row_reads_inside() && is_hex(value),
                End::Error(Error::Attribute { attribute, .. }) => {
                    case.row_reads_inside() && *attribute == pkcs11_safe::AttributeType::VALUE
                }
                _ => false,
            }
    }),
    because("session objects end with their session", |case, end| {
        matches!(case.plan.fault, Fault::SessionDies | Fault::DeviceRemoved) && end.is_about_an_object_that_is_gone()
    }),
    // Tokens and logins
    because("a token that does not answer is not the one that is meant, and the error tells of it", |case, end| {
        case.row.is("Context::find_token")
            && case.function() == Function::GetTokenInfo
            && (end.is_not_found("does not tell: C_GetTokenInfo") || matches!(end, End::Honest) && !case.always())
    }),
    because("strings that are not UTF-8 are shown with what can be shown, and match nothing", |case, end| {
        case.plan.fault == Fault::NotUtf8
            && match end {
                End::Value(text) => {
                    differs_where(text, case.honest(), |line| line.contains('\u{fffd}') || line.contains("=a9"))
                }
                End::Error(Error::Attribute { reason, .. }) => *reason == Reason::Malformed,
                End::Error(Error::NotFound { detail }) => detail.contains('\u{fffd}'),
                _ => false,
            }
    }),
    because("whether the user was logged in is the module's word", |case, end| {
        let login = matches!(case.function(), Function::Login | Function::LoginUser);
        login
            && match case.code() {
                Some(CKR_USER_ALREADY_LOGGED_IN) => end.is_value("Already"),
                Some(_) => false,
                None => end.is_value("New"),
            }
    }),
    because("whether a signature is good is the module's word", |case, end| {
        case.row.how == "a bad signature" && case.plan.fault == Fault::OkWithoutWriting && end.is_value("\"good\"")
    }),
    because("the row looks for this very refusal", |case, end| {
        let authenticates = case.row.covers.iter().any(|name| name.ends_with("::authenticate"));
        let refused =
            authenticates && case.function() == Function::Login && case.code() == Some(CKR_OPERATION_NOT_INITIALIZED);
        let bad = case.row.how == "a bad signature"
            && matches!(case.code(), Some(CKR_SIGNATURE_INVALID | CKR_SIGNATURE_LEN_RANGE));
        (refused || bad) && matches!(end, End::Honest)
    }),
    // Operations
    because("a module that says that it has ended an operation, and keeps it, needs another session", |case, end| {
        matches!(case.plan.fault, Fault::OkWithoutWriting | Fault::OperationActiveForEver)
            && end.complains("CKR_OPERATION_ACTIVE")
    }),
    because("data that a module says it took, and did not, is missing from the result", |case, end| {
        use Function as F;
        let takes = matches!(
            case.function(),
            F::DigestUpdate | F::SignUpdate | F::VerifyUpdate | F::DigestKey | F::SetAttributeValue | F::SeedRandom
        );
        takes
            && case.plan.fault == Fault::OkWithoutWriting
            && match case.function() {
                F::SetAttributeValue => end.is_other_object(case.honest()),
                // A digest or a signature, of other data.
                _ => matches!(end, End::Value(value) if is_hex(value) && value.len() == case.honest().len()),
            }
    }),
    because(
        "a cipher may hold its output back, so that pieces of it, and the last one, can be empty or short",
        |case, end| case.shortens() && case.row_is_cipher() && end.is_less_than(case.honest()),
    ),
    because(
        "whether the caller's own buffer is too small is the module's word, and the error tells what it wants",
        |case, end| {
            case.row_has_buffer()
                && case.says_too_small()
                && matches!(end, End::Error(Error::Usage { argument: "buffer", .. }))
        },
    ),
    because("a session that is said to be gone when an operation is given up is gone for the next one", |case, end| {
        (case.is_giving_up() || case.is_giving_up_by_itself())
            && case.tells_gone()
            && matches!(end, End::Error(Error::Usage { argument: "session", detail }) if detail.starts_with("is gone"))
    }),
    because(
        "fewer than six bytes that nobody wrote look like any others, and cannot be asked for again",
        |case, end| match (&case.plan.fault, end) {
            (Fault::OkWithoutWriting, End::Value(value)) => case.row.how == TOO_LITTLE_ROOM && value.len() == 6,
            (Fault::Length(length @ 1..=5) | Fault::WrittenLength(length @ 1..=5), End::Value(value)) => {
                let unwritten = usize::try_from(2 * length).unwrap_or(0);
                case.function() == Function::DecryptUpdate
                    && value.get(unwritten..).is_some_and(|rest| case.honest() == rest)
            }
            _ => false,
        },
    ),
    because(
        "what a module computes is its own: a signature in another form, a secret by another function",
        |case, end| matches!(case.plan.fault, Fault::DerSignature | Fault::IgnoresKdf) && matches!(end, End::Value(_)),
    ),
    because("a slot that is not there any more, or whose token is not, has lost it", |case, end| {
        let gone = [CKR_SLOT_ID_INVALID, CKR_DEVICE_REMOVED, CKR_TOKEN_NOT_PRESENT, CKR_TOKEN_NOT_RECOGNIZED];
        let told = match end {
            End::Honest => case.honest().contains("Removed"),
            End::Value(text) => text == case.honest().replace("Inserted", "Removed"),
            End::Error(_) | End::Complaint(_) | End::Objects => false,
        };
        let asked = case.row.is("Context::wait_for_slot_event") && case.function() == Function::GetSlotInfo;
        asked && told && case.code().is_some_and(|code| gone.contains(&code))
    }),
    // Objects
    because(
        "an object stays if the module made it and returned no handle for it: nothing can destroy it",
        |case, end| {
            let calls = case.outcome.calls.iter().filter(|call| call.function == case.function()).count();
            let made = calls * if case.function() == Function::GenerateKeyPair { 2 } else { 1 };
            makes_objects(case.function())
                && matches!(case.plan.fault, Fault::InvalidHandle | Fault::ErrorAfterActing(_))
                && end.leaves(case, made)
        },
    ),
    because("of a key pair, only the half whose handle was not returned stays", |case, end| {
        let Fault::HalfPair(class) = case.plan.fault else { return false };
        end.leaves(case, 1)
            && case.outcome.left.made.iter().all(|object| object.starts_with(&format!("class {class:#x},")))
    }),
    because(
        "a derived key for which the handle of another object was returned stays: the other one is destroyed",
        |case, end| {
            let derives = case.function() == Function::DeriveKey && case.plan.fault == Fault::RepeatedHandle;
            derives
                && case.row_reads_inside()
                && matches!(end, End::Objects)
                && case.outcome.left.made.len() == 1
                && case.outcome.left.gone.len() == 1
        },
    ),
    because("an object stays if the module fails to destroy it, or only says that it has", |case, end| {
        let undone = matches!(case.plan.fault, Fault::ReturnCode(_) | Fault::Pending | Fault::OkWithoutWriting);
        let kept = case.honest.left.gone.len() == 1 && case.outcome.left == Left::default();
        case.function() == Function::DestroyObject
            && undone
            && (matches!(end, End::Objects) && kept || case.row_reads_inside() && end.leaves(case, 1))
    }),
    because(
        "no call is made in a session that is said to be gone, not even to destroy the derived key",
        |case, end| {
            let reads = case.function() == Function::GetAttributeValue && case.row_reads_inside();
            reads && case.tells_gone() && end.leaves(case, 1)
        },
    ),
    // Attributes
    because("a template that cannot be read takes no other attribute with it", |case, end| {
        let (End::Value(text), Some(code)) = (end, case.code()) else { return false };
        let lost = |line: &str| line.starts_with("CKA_WRAP_TEMPLATE: ") && line.contains(&format!("{code:#010x}"));
        case.row.is("Session::attributes")
            && text.lines().count() == case.honest().lines().count()
            && text.lines().zip(case.honest().lines()).all(|(line, honest)| line == honest || lost(line))
    }),
    because("a value of another size or content is the token's word", |case, end| {
        let Some(attribute) = case.attribute() else { return false };
        let told = !case.leaves_out()
            && match case.plan.fault {
                Fault::AttributeLength(_, length) => matches!(length, 0 | CK_UNAVAILABLE_INFORMATION),
                _ => true,
            };
        told && end.is_word_of(attribute, case)
    }),
    because("a key of a type that the crate has no encoding for is known by the token's word alone", |case, end| {
        case.attribute() == Some(CKA_KEY_TYPE) && matches!(end, End::Error(Error::Usage { argument: "key", .. }))
    }),
    because("attributes that are marked with another code, or none, are unavailable for that reason", |case, end| {
        matches!(case.plan.fault, Fault::MarksAndSaysOk | Fault::BadAttributeCode(_))
            && end.differs_in_reasons(case)
            && end.has_all_values(case.honest())
    }),
    because("a token that refuses every attribute gives none, and says why", |case, end| {
        case.function() == Function::GetAttributeValue
            && matches!(case.code(), Some(CKR_ATTRIBUTE_SENSITIVE | CKR_ATTRIBUTE_TYPE_INVALID))
            && match end {
                End::Honest => case.code() == Some(CKR_ATTRIBUTE_TYPE_INVALID) || case.row.is("Session::encrypt"),
                End::Value(value) if case.always() => !value.contains('=') && end.differs_in_reasons(case),
                _ => end.differs_in_reasons(case),
            }
    }),
    because("a derived key whose value is of another length was not derived as asked", |case, end| {
        let reads = case.function() == Function::GetAttributeValue;
        reads
            && case.code().is_none()
            && matches!(end, End::Error(Error::Module { function, .. }) if *function == pkcs11_safe::Function::DeriveKey)
    }),
];

/// Functions that make objects.
fn makes_objects(function: Function) -> bool {
    use Function as F;
    matches!(
        function,
        F::CreateObject | F::CopyObject | F::GenerateKey | F::GenerateKeyPair | F::DeriveKey | F::UnwrapKey
    )
}

impl End<'_> {
    /// So many new objects at most, and all those that there were.
    fn leaves(self, case: &Case<'_>, made: usize) -> bool {
        let left = &case.outcome.left;
        matches!(self, End::Objects) && left.made.len() <= made && left.gone.is_empty()
    }

    fn complains(self, of: &str) -> bool {
        matches!(self, End::Complaint(complaint) if complaint.contains(of))
    }

    fn said(self, code: CK_RV) -> bool {
        matches!(self, End::Error(error) if error.return_value().is_some_and(|rv| rv.raw() == code))
    }

    fn is_value(self, text: &str) -> bool {
        matches!(self, End::Value(value) if value == text)
    }

    fn is_not_found(self, with: &str) -> bool {
        matches!(self, End::Error(Error::NotFound { detail }) if detail.contains(with))
    }

    fn is_found_nothing(self) -> bool {
        matches!(self, End::Error(Error::NotFound { .. }))
            || self.is_value("0")
            || self.is_value("[]")
            || self.is_value("")
    }

    /// A list, written as one, of fewer entries.
    fn is_part_of(self, honest: &str) -> bool {
        let End::Value(value) = self else { return false };
        let whole = entries(honest);
        let part = entries(value);
        part.len() < whole.len() && part.iter().all(|entry| whole.contains(entry))
    }

    fn repeats(self, honest: &str) -> bool {
        let End::Value(value) = self else { return false };
        let (whole, more) = (entries(honest), entries(value));
        more.len() > whole.len() && more.starts_with(&whole) && more.iter().all(|entry| whole.contains(entry))
    }

    /// The lines for objects, of fewer objects.
    fn has_fewer_lines(self, honest: &str) -> bool {
        let End::Value(value) = self else { return false };
        let whole: Vec<_> = honest.lines().collect();
        let part: Vec<_> = value.lines().filter(|line| line.parse::<usize>().is_err()).collect();
        part.len() < whole.len() && part.iter().all(|line| whole.contains(line))
    }

    fn is_about_an_object_that_is_gone(self) -> bool {
        matches!(self, End::Value(value) if value.lines().any(|line| line.starts_with("object C_GetAttributeValue")))
    }

    /// Bytes of the honest value, in their order, and not all of them.
    fn is_less_than(self, honest: &str) -> bool {
        let End::Value(value) = self else { return false };
        let mut rest = honest.as_bytes().chunks(2);
        value.len() < honest.len() && value.as_bytes().chunks(2).all(|byte| rest.any(|other| other == byte))
    }

    /// A value that differs from the honest one in the attribute alone, or an error that speaks of it, or of what was
    /// made of it.
    fn is_word_of(self, attribute: CK_ATTRIBUTE_TYPE, case: &Case<'_>) -> bool {
        let name = pkcs11_safe::AttributeType::new(attribute).to_string();
        let of = |line: &str| line.starts_with(&format!("{name}=")) || line.starts_with(&format!("{name}:"));
        match self {
            End::Value(value) => {
                let inside = format!("{name}=");
                let others = |text: &str| {
                    text.lines()
                        .filter(|line| !of(line) && !line.contains(&inside))
                        .map(str::to_owned)
                        .collect::<Vec<_>>()
                };
                let shown = case.honest().lines().any(of);
                // Where a row makes something else of the attribute, that is of the token's word, too.
                if shown {
                    others(value) == others(case.honest()) && has_told_bytes(value, &inside, case)
                } else {
                    case.row_reads_inside()
                }
            }
            End::Error(Error::Attribute { attribute: about, reason }) => {
                let data = matches!(reason, Reason::Empty | Reason::Malformed | Reason::Unavailable);
                about.raw() == attribute && data
            }
            End::Error(Error::Encoding(_) | Error::NotFound { .. }) => case.row_reads_inside(),
            _ => false,
        }
    }

    /// Values as they were, and reasons where others were, or other reasons.
    fn differs_in_reasons(self, case: &Case<'_>) -> bool {
        match self {
            End::Value(value) => {
                let words: Vec<_> = value.lines().filter(|line| line.contains('=')).collect();
                let honest: Vec<_> = case.honest().lines().collect();
                words.iter().all(|line| honest.contains(line))
            }
            End::Error(Error::Attribute { attribute, .. }) => case.asks_for(attribute.raw()),
            _ => false,
        }
    }

    /// Every value that there honestly was, if it is a value at all.
    fn has_all_values(self, honest: &str) -> bool {
        let End::Value(value) = self else { return true };
        honest.lines().filter(|line| line.contains('=')).all(|line| value.lines().any(|other| other == line))
    }

    /// Lines for objects that there are, and one for their number.
    fn has_lines_of_objects(self, honest: &str) -> bool {
        let End::Value(value) = self else { return false };
        let mut lines = value.lines().filter(|line| line.parse::<usize>().is_err());
        lines.all(|line| honest.lines().any(|other| other == line))
    }

    /// As many objects, of which at least one is another.
    fn is_other_object(self, honest: &str) -> bool {
        let object = |line: &str| line.strip_prefix("object ").is_some_and(|words| words.split(' ').all(is_hex));
        matches!(self, End::Value(value) if differs_where(value, honest, object))
    }
}

fn is_hex(text: &str) -> bool {
    text.chars().all(|digit| digit.is_ascii_hexdigit())
}

/// Whether the bytes of an attribute, where they are shown, are those that the lie gave it, or the honest ones.
fn has_told_bytes(value: &str, name: &str, case: &Case<'_>) -> bool {
    let shown = |text: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
    let (Some(told), Some(honest)) = (shown(value), shown(case.honest())) else { return true };
    if !is_hex(&honest) || honest.is_empty() {
        return true;
    }
    let lie = match &case.plan.fault {
        Fault::AttributeSize(_, size) => {
            let zeros = "00".repeat(size.saturating_sub(honest.len() / 2));
            format!("{}{zeros}", &honest[..honest.len().min(2 * size)])
        }
        Fault::AttributeValue(_, bytes) => super::world::hex(bytes),
        _ => String::new(),
    };
    told == lie || told == honest
}

/// As many lines, and each the honest one or such as may stand there instead.
fn differs_where(text: &str, honest: &str, may: impl Fn(&str) -> bool) -> bool {
    text.lines().count() == honest.lines().count()
        && text.lines().zip(honest.lines()).all(|(line, other)| line == other || may(line))
}

fn entries(list: &str) -> Vec<&str> {
    let inside = list.trim_start_matches('[').trim_end_matches(']');
    inside.split(", ").filter(|entry| !entry.is_empty()).collect()
}
