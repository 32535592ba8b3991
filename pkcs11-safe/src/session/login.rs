//! Logging in and out (5.6.8 to 5.6.10), PINs (5.5.8, 5.5.9).

use super::Session;
use crate::{Error, Function, Pin, Result, ReturnValue, UserType};

/// How a login went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Login {
    /// The token took the PIN.
    New,
    /// The user was logged in already: no PIN was checked.
    Already,
}

impl Session {
    /// Logs in to the token: all sessions of this program with the token are logged in by it, and stay so when this one
    /// is closed, until the last one is.
    ///
    /// ```
    /// # use pkcs11_safe::{Module, TokenFilter, SessionMode, Pin, UserType, Login};
    /// # let module = unsafe { Module::from_get_function_list(support::module::instance::<3>().get_function_list()) }?;
    /// # let token = module.initialize(Default::default())?.tokens()?.remove(0);
    /// let session = token.open_session(SessionMode::ReadOnly)?;
    /// assert_eq!(session.login(UserType::USER, &Pin::new("648219"))?, Login::New);
    /// assert_eq!(session.login(UserType::USER, &Pin::new("648219"))?, Login::Already);
    /// # Ok::<(), pkcs11_safe::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What `C_Login` returns: `CKR_PIN_INCORRECT`, `CKR_PIN_LOCKED`, `CKR_USER_ANOTHER_ALREADY_LOGGED_IN` and so on.
    /// Being logged in already is not an error.
    #[doc(alias = "C_Login")]
    pub fn login(&self, user: UserType, pin: &Pin) -> Result<Login> {
        outcome(Function::Login, self.link.raw_login(user.raw(), pin.expose())?)
    }

    /// Logs in a user that the token knows by name, on tokens of 3.0 that have such.
    ///
    /// # Errors
    ///
    /// What `C_LoginUser` returns: `CKR_FUNCTION_NOT_SUPPORTED` before 3.0.
    #[doc(alias = "C_LoginUser")]
    pub fn login_user(&self, user: UserType, name: &str, pin: &Pin) -> Result<Login> {
        outcome(Function::LoginUser, self.link.raw_login_user(user.raw(), pin.expose(), name.as_bytes())?)
    }

    /// Logs out, and with it every session of this program with the token. Private session objects are destroyed, and
    /// handles of private objects are no longer valid.
    ///
    /// # Errors
    ///
    /// What `C_Logout` returns.
    #[doc(alias = "C_Logout")]
    pub fn logout(&self) -> Result<()> {
        self.link.raw_logout()
    }

    /// Sets the PIN of the normal user. The security officer is logged in.
    ///
    /// # Errors
    ///
    /// What `C_InitPIN` returns.
    #[doc(alias = "C_InitPIN")]
    pub fn init_pin(&self, pin: &Pin) -> Result<()> {
        self.link.raw_init_pin(pin.expose())
    }

    /// Changes the PIN of whoever is logged in, or of the normal user where nobody is.
    ///
    /// # Errors
    ///
    /// What `C_SetPIN` returns. `CKR_SESSION_READ_ONLY` asks for a read/write session.
    #[doc(alias = "C_SetPIN")]
    pub fn set_pin(&self, old: &Pin, new: &Pin) -> Result<()> {
        self.link.raw_set_pin(old.expose(), new.expose())
    }
}

fn outcome(function: Function, rv: ReturnValue) -> Result<Login> {
    match rv {
        ReturnValue::OK => Ok(Login::New),
        ReturnValue::USER_ALREADY_LOGGED_IN => Ok(Login::Already),
        rv => Err(Error::Call { function, rv }),
    }
}
