//! What happens: the rows and the columns of the table.

use core::fmt;
use pkcs11_safe::{Context, Error, InitializeArgs, Mechanism, Module as Library, Result, Session, SessionMode, Slot};
use support::module::{Function, Module, Notifier};

/// Something that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Actor {
    /// A session is opened.
    Open,
    /// A digest: two calls.
    Call,
    /// `Session::close`.
    Close,
    /// A session is dropped.
    Drop,
    /// `Slot::close_all_sessions`.
    CloseAll,
    /// `Context::finalize`.
    Finalise,
    /// `Module::initialize`: the first makes the context, the second shares it if there is one.
    Initialise,
    /// A notification callback, in the middle of a call of ours.
    Callback,
    /// A notification callback, from a thread of the module's own.
    OwnCallback,
    /// An observer, after a call of ours.
    Observer,
    /// It is noticed that the token is gone.
    TokenGone,
}

impl Actor {
    pub(crate) const ALL: [Self; 11] = [
        Self::Open,
        Self::Call,
        Self::Close,
        Self::Drop,
        Self::CloseAll,
        Self::Finalise,
        Self::Initialise,
        Self::Callback,
        Self::OwnCallback,
        Self::Observer,
        Self::TokenGone,
    ];

    /// The call in or after which it is stopped.
    pub(crate) fn function(self) -> Function {
        match self {
            Self::Open => Function::OpenSession,
            Self::Call | Self::Callback | Self::OwnCallback | Self::Observer => Function::Digest,
            Self::Close | Self::Drop => Function::CloseSession,
            Self::CloseAll => Function::CloseAllSessions,
            Self::Finalise => Function::Finalize,
            Self::Initialise => Function::Initialize,
            Self::TokenGone => Function::GetTokenInfo,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Open => "open",
            Self::Call => "call",
            Self::Close => "close",
            Self::Drop => "drop",
            Self::CloseAll => "close_all",
            Self::Finalise => "finalise",
            Self::Initialise => "initialise",
            Self::Callback => "callback",
            Self::OwnCallback => "own callback",
            Self::Observer => "observer",
            Self::TokenGone => "token gone",
        })
    }
}

/// What somebody holds, to do something with it.
#[derive(Default)]
pub(crate) struct Hands {
    pub(crate) session: Option<Session>,
    pub(crate) slot: Option<Slot>,
    pub(crate) context: Option<Context>,
    /// The callback of the session, which the module may call when the session is gone.
    pub(crate) notifier: Option<Notifier>,
}

/// Does it.
pub(crate) fn act(
    actor: Actor,
    hands: &mut Hands,
    library: &Library,
    args: &InitializeArgs,
    module: &'static Module,
) -> Result<()> {
    let slot = hands.slot.clone();
    match actor {
        Actor::Open => {
            hands.session = Some(slot.expect("it has a slot").open_session(SessionMode::ReadWrite)?);
        }
        Actor::Call | Actor::Callback | Actor::Observer => {
            let session = hands.session.as_ref().expect("it has a session");
            session.digest(Mechanism::SHA256, b"abc")?;
        }
        Actor::Close => hands.session.take().expect("it has a session").close()?,
        Actor::Drop => drop(hands.session.take().expect("it has a session")),
        Actor::CloseAll => slot.expect("it has a slot").close_all_sessions()?,
        Actor::Finalise => hands.context.take().expect("it has a context").finalize()?,
        Actor::Initialise => hands.context = Some(library.initialize(args.clone())?),
        Actor::OwnCallback => {
            hands.notifier.expect("it has a callback").call(0);
        }
        Actor::TokenGone => {
            let slot = slot.expect("it has a slot");
            module.remove_token(slot.id());
            match slot.token_info() {
                Ok(_) => return Err(Error::from(std::io::Error::other("the token is there"))),
                Err(error) if error.is_token_gone() => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}
