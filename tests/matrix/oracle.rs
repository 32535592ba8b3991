//! What a cell may come to: rules of the standard and of docs/UNSAFE.md, by the kind of lie. What is special about a few
//! rows is in `exceptions`.
//!
//! | the lie | the right end |
//! |---|---|
//! | a code | that code, of that function; or the value, where the crate can do without the call or asks again |
//! | CKR_PENDING | the module's fault |
//! | OK and nothing done | the module's fault where something was to be written; else what the next call says |
//! | an error after acting | that code |
//! | a length that cannot be | the module's fault |
//! | a length that is shorter than what was written | that much of the value, or the module's fault; never more |
//! | a buffer that is never large enough | the module's fault, or, for the caller's own buffer, how large it has to be |
//! | a value of another size or content | that value: the crate invents nothing, and corrects nothing |
//! | what modules are known to do, and harms nobody | the value, or what it says; never the module's fault |
//! | a session or token that goes | that it is gone |
//!
//! With every lie, an operation that fails leaves no new object, and one that succeeds leaves the objects of the honest run.

use super::cell::{Left, Outcome, is_gone, was_said};
use super::exceptions::{End, Used, excuse};
use super::plan::Plan;
use super::row::{Row, TOO_LITTLE_ROOM};
use pkcs11_safe::{Error, Reason, ReturnValue};
use pkcs11_sys::*;
use support::module::{Fault, Function, Output, When};

/// What a cell came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The right value.
    Right,
    /// An error with the right blame.
    Blamed,
    /// Neither; why.
    Wrong(String),
}

/// Everything that a judgement looks at.
pub(crate) struct Case<'a> {
    pub(crate) row: &'a Row,
    pub(crate) plan: &'a Plan,
    pub(crate) honest: &'a Outcome,
    pub(crate) outcome: &'a Outcome,
    /// The special cases that were needed.
    pub(crate) used: &'a Used,
}

pub(crate) fn judge(case: &Case<'_>) -> Verdict {
    let grave = |complaint: &&String| !excuse(case, End::Complaint(complaint));
    if let Some(complaint) = case.outcome.complaints.iter().find(grave) {
        return Verdict::Wrong(complaint.clone());
    }
    if let Some(complaint) = case.misplaced().filter(|_| !excuse(case, End::Objects)) {
        return Verdict::Wrong(complaint);
    }
    let bound = bound(case);
    if case.outcome.calls.len() > bound {
        return Verdict::Wrong(format!("{} calls, where {bound} are plenty", case.outcome.calls.len()));
    }
    match &case.outcome.result {
        Ok(_) if case.takes_the_impossible() => Verdict::Wrong("a length that cannot be was taken for one".to_owned()),
        Ok(text) if case.honest_text() == Some(text) => match case.may_succeed() || excuse(case, End::Honest) {
            true => Verdict::Right,
            false => Verdict::Wrong("succeeded all the same".to_owned()),
        },
        Ok(text) if case.may_give(text) || excuse(case, End::Value(text)) => Verdict::Right,
        Ok(text) => Verdict::Wrong(format!("an invented value:\n{text}\ninstead of\n{}", case.honest())),
        Err(error) if case.may_fail(error) || excuse(case, End::Error(error)) => Verdict::Blamed,
        Err(error) => Verdict::Wrong(format!("the wrong blame: {error:?}")),
    }
}

/// No cell needs more calls than this: a few more than an honest run for each thing that is asked again, and what a search
/// takes until its bound.
fn bound(case: &Case<'_>) -> usize {
    let honest = case.honest.calls.len();
    let search = if case.plan.fault == Fault::FindNeverEnds { 1100 } else { 0 };
    16 * (honest + 2) + search
}

impl Case<'_> {
    pub(crate) fn honest_text(&self) -> Option<&String> {
        self.honest.result.as_ref().ok()
    }

    pub(crate) fn honest(&self) -> &str {
        self.honest_text().map_or("", String::as_str)
    }

    pub(crate) fn function(&self) -> Function {
        self.plan.function
    }

    pub(crate) fn always(&self) -> bool {
        self.plan.when == When::Always
    }

    /// What is wrong with the objects that are left. An operation that succeeds leaves those of the honest run. One that
    /// fails leaves no new one, and destroys at most those that the honest run destroys.
    fn misplaced(&self) -> Option<String> {
        let (Left { made, gone }, honest) = (&self.outcome.left, &self.honest.left);
        let failed = self.outcome.result.is_err();
        // Session objects end with their session.
        let ended = matches!(self.plan.fault, Fault::SessionDies | Fault::DeviceRemoved);
        let among = |some: &[String], all: &[String]| some.iter().all(|object| all.contains(object));
        if failed && !made.is_empty() {
            return Some(format!("failed, and left objects: {made:?}"));
        }
        if !failed && !(if ended { among(made, &honest.made) } else { *made == honest.made }) {
            return Some(format!("left other objects: {made:?} instead of {:?}", honest.made));
        }
        if !ended && !(if failed { among(gone, &honest.gone) } else { *gone == honest.gone }) {
            return Some(format!("lost other objects: {gone:?} instead of {:?}", honest.gone));
        }
        None
    }

    /// The code that the lie returns.
    pub(crate) fn code(&self) -> Option<CK_RV> {
        match self.plan.fault {
            Fault::ReturnCode(rv) | Fault::ErrorAfterActing(rv) => Some(rv),
            Fault::Pending => Some(CKR_PENDING),
            Fault::DeviceRemoved => Some(CKR_DEVICE_REMOVED),
            Fault::SessionDies => Some(CKR_SESSION_HANDLE_INVALID),
            _ => None,
        }
    }

    /// Whether the lie says that session or token are gone.
    pub(crate) fn tells_gone(&self) -> bool {
        self.code().is_some_and(is_gone)
    }

    /// Calls by which the crate cleans up: nobody listens to what they return.
    fn is_cleaning_up(&self) -> bool {
        use Function as F;
        let ends = matches!(
            self.function(),
            F::SessionCancel
                | F::FindObjectsFinal
                | F::DigestFinal
                | F::SignFinal
                | F::VerifyFinal
                | F::EncryptFinal
                | F::DecryptFinal
                | F::Sign
                | F::Verify
                | F::Encrypt
                | F::Decrypt
        );
        // What got no data gets none before its last call.
        let feeds = matches!(self.row.how, "of nothing" | "before its PIN")
            && matches!(self.function(), F::SignUpdate | F::VerifyUpdate | F::EncryptUpdate | F::DecryptUpdate);
        let drops = self.row.covers.iter().any(|name| name.ends_with("::drop")) || self.row.how == "dropped half-way";
        let closes = self.function() == F::CloseSession && !self.row.is("Session::close");
        let finalises = self.function() == F::Finalize && !self.row.is("Context::finalize");
        drops && (ends || feeds) || self.is_giving_up() || closes || finalises
    }

    /// The call by which the operation is given up whose buffer was too small. With a module of 2.40, it is its single part.
    pub(crate) fn is_giving_up(&self) -> bool {
        self.row.how == TOO_LITTLE_ROOM && self.function() == Function::SessionCancel
    }

    /// The same, where that call is also what the row is about.
    pub(crate) fn is_giving_up_by_itself(&self) -> bool {
        self.row.how == TOO_LITTLE_ROOM && self.function() == Function::Sign
    }

    /// Whether the honest value is a right end.
    fn may_succeed(&self) -> bool {
        match self.plan.fault {
            Fault::ReturnCode(_) | Fault::ErrorAfterActing(_) | Fault::Pending => {
                self.is_cleaning_up() || self.does_without() || self.fails_anyway()
            }
            Fault::SessionDies | Fault::DeviceRemoved => {
                self.is_cleaning_up() || self.function() == Function::CloseAllSessions
            }
            // An empty list, an empty batch and an unwritten struct are no values; where nothing is to be written, what
            // the module says is all that can be known.
            _ => true,
        }
    }

    /// Where a call fails honestly, an error after acting is that error.
    fn fails_anyway(&self) -> bool {
        let failed = |rv| rv != Some(CKR_OK);
        matches!(self.plan.fault, Fault::ErrorAfterActing(_))
            && self.honest.calls.iter().any(|call| call.function == self.function() && failed(call.rv))
    }

    /// The attribute that the lie is about.
    pub(crate) fn attribute(&self) -> Option<CK_ATTRIBUTE_TYPE> {
        match self.plan.fault {
            Fault::AttributeSize(attribute, _)
            | Fault::AttributeLength(attribute, _)
            | Fault::AttributeValue(attribute, _)
            | Fault::AttributePartly(attribute, _)
            | Fault::AttributeUntouched(attribute) => Some(attribute),
            _ => None,
        }
    }

    /// Whether the lie is that something was not written.
    pub(crate) fn leaves_out(&self) -> bool {
        matches!(self.plan.fault, Fault::AttributePartly(..) | Fault::AttributeUntouched(_))
    }

    /// Whether a length is told that is less than there was.
    pub(crate) fn shortens(&self) -> bool {
        matches!(self.plan.fault, Fault::Length(0..=7) | Fault::QueryLength(0..=7) | Fault::WrittenLength(0..=7))
    }

    /// Whether the module may say that a buffer is too small.
    pub(crate) fn says_too_small(&self) -> bool {
        matches!(
            self.plan.fault,
            Fault::ReturnCode(CKR_BUFFER_TOO_SMALL)
                | Fault::GrowingLength
                | Fault::ExactLengthOnly(CKR_BUFFER_TOO_SMALL)
        )
    }

    /// Whether the row writes to a buffer of the caller's.
    pub(crate) fn row_has_buffer(&self) -> bool {
        self.row.covers.iter().any(|name| name.ends_with("_into") || name.ends_with("_in"))
    }

    /// Whether the row reads an attribute.
    pub(crate) fn asks_for(&self, attribute: CK_ATTRIBUTE_TYPE) -> bool {
        let reads = self.honest.calls.iter().filter(|call| call.function == Function::GetAttributeValue);
        reads.flat_map(|call| call.templates.iter().flatten()).any(|asked| asked.type_ == attribute)
    }

    /// Whether the row's output comes in pieces that may be empty.
    pub(crate) fn row_is_cipher(&self) -> bool {
        self.row.covers.iter().any(|name| name.contains("crypt") || name.contains("recover"))
    }

    /// Whether the row makes something of the attributes that it reads, other than showing them.
    pub(crate) fn row_reads_inside(&self) -> bool {
        const ROWS: [&str; 5] = [
            "Session::export_public_key",
            "Session::find_key_pair",
            "Session::read_derived",
            "Session::shared_secret",
            "Session::encrypt",
        ];
        ROWS.iter().any(|name| self.row.is(name))
    }

    /// Codes after which the crate asks again, or in another way, or which mean that all is well.
    fn does_without(&self) -> bool {
        use Function as F;
        let Some(rv) = self.code() else { return false };
        match self.function() {
            F::GetInterface => true,
            F::GetAttributeValue => !self.always() || rv == CKR_BUFFER_TOO_SMALL,
            F::GetSlotList | F::GetMechanismList => rv == CKR_BUFFER_TOO_SMALL && !self.always(),
            F::WaitForSlotEvent => matches!(rv, CKR_NO_EVENT | CKR_FUNCTION_NOT_SUPPORTED),
            F::Login | F::LoginUser => rv == CKR_USER_ALREADY_LOGGED_IN && self.honest() == "Already",
            F::DeriveKey => self.row.is("Session::shared_secret") && !self.always(),
            // An operation is left over there, which is ended in another way before it begins once more.
            F::SignInit if self.row.how == TOO_LITTLE_ROOM => rv == CKR_OPERATION_ACTIVE && !self.always(),
            F::FindObjectsInit => rv == CKR_OPERATION_ACTIVE && !self.always(),
            _ => rv == CKR_BUFFER_TOO_SMALL && !self.always() && self.has_outlet(),
        }
    }

    pub(crate) fn has_outlet(&self) -> bool {
        self.honest.calls.iter().any(|call| call.function == self.function() && call.output.is_some())
    }

    /// Whether a call reported more than it had room for, or wanted more than there is: nobody may go on with that.
    fn takes_the_impossible(&self) -> bool {
        let told = |length: CK_ULONG| length > 1 << 30;
        let impossible = |output: &Output| match (output.room, output.length) {
            (Some(room), Some(length)) if !output.null => length > room,
            (_, Some(length)) => output.null && told(length),
            _ => false,
        };
        let lies = matches!(
            self.plan.fault,
            Fault::Length(_) | Fault::QueryLength(_) | Fault::WrittenLength(_) | Fault::CountAbove(_)
        );
        let calls = self.outcome.calls.iter().filter(|call| call.function == self.function());
        lies && !self.is_cleaning_up()
            && calls
                .filter(|call| call.rv == Some(CKR_OK))
                .filter_map(|call| call.output)
                .any(|output| impossible(&output))
    }

    /// Lies that do no harm: whatever was asked for can be had in spite of them, or is not to be had for another reason.
    fn is_borne(&self) -> bool {
        match self.plan.fault {
            Fault::NotUtf8
            | Fault::Unpadded
            | Fault::GarbageTime
            | Fault::ZeroDates
            | Fault::RawEcPoint
            | Fault::ShrinkingLength(_)
            | Fault::GarbageSlot(_)
            | Fault::ClobbersPointers
            | Fault::FindsTwice
            | Fault::OnlyFirstBadAttributeMarked
            | Fault::MarksAndSaysOk
            | Fault::ReusedSessionHandle => true,
            Fault::GrowingLength | Fault::ReturnCode(CKR_BUFFER_TOO_SMALL) => !self.always(),
            _ => false,
        }
    }

    /// Whether a value other than the honest one is right.
    fn may_give(&self, text: &str) -> bool {
        let honest = self.honest_text().map_or("", String::as_str);
        match &self.plan.fault {
            // What was written is more than what is reported: a module that means it cannot be told from one that does not.
            Fault::Length(length) | Fault::WrittenLength(length) => {
                *length > 0 && honest.starts_with(text) && CK_ULONG::try_from(text.len() / 2) == Ok(*length)
            }
            _ => false,
        }
    }

    /// Whether an error is a right end.
    fn may_fail(&self, error: &Error) -> bool {
        let named = error.function().is_some_and(|function| function.name() == self.function().name());
        match error {
            Error::Module { .. } => named && !self.is_honest_code() && !self.is_borne(),
            Error::Call { rv, .. } | Error::Refused { rv, .. } => {
                let said = was_said(error, &self.outcome.calls);
                let code = self.code().is_some_and(|code| code == rv.raw() && code != CKR_PENDING);
                said && (named && code || self.is_consequence(error))
            }
            Error::Attribute { reason, .. } => {
                let code = match reason {
                    Reason::Sensitive => CKR_ATTRIBUTE_SENSITIVE,
                    Reason::Absent => CKR_ATTRIBUTE_TYPE_INVALID,
                    Reason::Failed(rv) => rv.raw(),
                    _ => return false,
                };
                named && self.code() == Some(code)
            }
            _ => false,
        }
    }

    /// A code is the module's word, and no fault of its own, unless it is one that cannot be there.
    fn is_honest_code(&self) -> bool {
        match self.plan.fault {
            Fault::ReturnCode(rv) | Fault::ErrorAfterActing(rv) => {
                rv != CKR_PENDING && !(rv == CKR_BUFFER_TOO_SMALL && (self.has_outlet() || self.is_read()))
            }
            Fault::SessionDies | Fault::DeviceRemoved => true,
            _ => false,
        }
    }

    fn is_read(&self) -> bool {
        self.function() == Function::GetAttributeValue
    }

    /// An error that a later call returned, since the module's state is not what it said.
    fn is_consequence(&self, error: &Error) -> bool {
        let rv = error.return_value().map(ReturnValue::raw);
        match self.plan.fault {
            Fault::OkWithoutWriting => true,
            Fault::SizeQueryEndsOperation => rv == Some(CKR_OPERATION_NOT_INITIALIZED),
            Fault::OperationActiveForEver => rv == Some(CKR_OPERATION_ACTIVE),
            Fault::NullRefused => rv == Some(CKR_ARGUMENTS_BAD),
            Fault::ExactLengthOnly(code) => rv == Some(code) && code != CKR_BUFFER_TOO_SMALL,
            _ => false,
        }
    }
}
