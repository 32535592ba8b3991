//! PKCS #11 made safe: a module is loaded, a token found, and everything that follows is typed, owned and checked.
//!
//! ```no_run
//! use pkcs11_safe::encoding::{ec::Curve, ecdsa};
//! use pkcs11_safe::{
//!     InitializeArgs, KeyPairSpec, Mechanism, Module, Pin, PrivateKey, SessionMode, TokenFilter, UserType, attribute as attr,
//! };
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     // SAFETY: the library is a PKCS #11 module that we trust to run in this process.
//!     let module = unsafe { Module::load("/usr/lib/softhsm/libsofthsm2.so") }?;
//!     let cryptoki = module.initialize(InitializeArgs::default())?;
//!     let token = cryptoki.find_token(&TokenFilter::new().label("Nitrokey"))?;
//!     let session = token.open_session(SessionMode::ReadWrite)?;
//!     session.login(UserType::USER, &Pin::new("648219"))?;
//!
//!     KeyPairSpec::ec(Curve::P256).label("My EC Keypair").store(true).generate(&session)?;
//!     let key: PrivateKey = session.find_one(&[attr::LABEL.is("My EC Keypair")])?;
//!     let signature = session.sign(Mechanism::ECDSA, key, &[0x5a; 32])?;
//!     println!("{:02x?}", ecdsa::to_der(&signature)?);
//!     Ok(())
//! }
//! ```
//!
//! # Where is what
//!
//! | to | see |
//! |---|---|
//! | load a module, watch its calls | [`Module`] |
//! | initialise it, list slots, find a token, wait for one | [`Context`], [`TokenFilter`] |
//! | ask a token what it is and can do, initialise it | [`Slot`] |
//! | log in, find and read objects, sign, encrypt, derive | [`Session`] |
//! | name, set and match attributes | [`attribute`] |
//! | choose a mechanism and its parameters | [`mechanism`] |
//! | make keys without writing templates | [`KeyPairSpec`], [`SecretKeySpec`] |
//! | turn keys, points, signatures and certificates into DER and back | [`encoding`] |
//! | know what went wrong | [`Error`] |
//!
//! # Questions
//!
//! **May I use threads?** Yes: one [`Context`] for the program, one [`Session`] for each thread. A context can be shared;
//! a session can be sent to another thread and is used by one at a time. The module locks, with the system's locks; for
//! one that cannot, [`Locking::Serialized`] puts a lock of ours around every call.
//!
//! **What keeps what alive?** Slots and sessions keep their context alive, so they can be stored anywhere, without a
//! lifetime. The module is finalised when the last of them is dropped: [`Context::finalize`] does the same and tells
//! how it went. A library that two parts of a program load is one module with one context.
//!
//! **What happens at the same time?** A call keeps alive what it uses: nobody can close its session or finalise its module
//! meanwhile. [`Slot::close_all_sessions`] is refused while the program holds a session with the token. A session whose token
//! went makes no more calls, not even to be closed. What a callback or an observer drops is ended when the call has returned.
//!
//! **How do I keep an operation between two requests?** [`Session::into_signer`] and its like move the session into the
//! operation, which can be stored and sent to another thread; its end gives the session back.
//!
//! **Who is logged in?** The token, not the session: a login holds for all sessions of the program with that token, until
//! somebody logs out or the last of these sessions is closed. Logging in twice is fine, see [`Login`].
//!
//! **Where do PINs and secrets go?** [`Pin`] and [`SecretBytes`] are wiped on drop and never printed; buffers that held
//! them are wiped too. What the module keeps of them is the module's.
//!
//! **What is unsafe, and why?** [`Module::load`] and [`Module::from_get_function_list`], because they let foreign code run
//! in the process; [`Module::attach`], because somebody else may finalise; [`InitializeArgs::reserved`],
//! [`mechanism::VendorMechanism::new`] and [`Module::functions`], because modules follow pointers. Everything else is
//! safe, whatever the module answers: a length or count that cannot be is [`Error::Module`]. The assumptions about modules
//! that remain are numbered in the repository's `docs/UNSAFE.md`.
//!
//! **Does it know everything that my token knows?** Numbers are open: a mechanism, attribute, class, flag or return value
//! that this crate has never heard of is a value like any other, which prints as hex.
//!
//! **How many calls does it make?** As few as the standard allows: signing is two, reading ten attributes is usually one.
//! [`Module::observe`] shows them.
//!
//! # Features
//!
//! - `der` (on by default): [`encoding`] beyond the table of curves.
//! - `tracing`: every call into the module is an event.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![deny(unsafe_code)]

pub mod attribute;
mod canary;
mod context;
pub mod encoding;
mod error;
mod flags;
mod function;
mod handle;
mod key;
mod link;
pub mod mechanism;
mod module;
mod number;
mod object;
mod operation;
mod raw;
mod secret;
mod session;
mod slot;
mod version;

pub use attribute::Attribute;
pub use context::{Context, InitializeArgs, Locking, Notification};
pub use error::{Detail, Error, Reason, Result, Subject};
pub use flags::{MechanismFlags, SessionFlags, SlotFlags, TokenFlags};
pub use function::Function;
pub use handle::{
    Certificate, Data, DomainParameters, Handle, HardwareFeature, KeyPair, MechanismObject, Object, OtpKey, PrivateKey,
    Profile, PublicKey, SecretKey, TrustObject, Validation,
};
#[cfg(feature = "der")]
#[cfg_attr(docsrs, doc(cfg(feature = "der")))]
pub use key::PointForm;
pub use key::{KeyPairSpec, SecretKeySpec, Usage};
pub use mechanism::{Mechanism, OwnedMechanism};
pub use module::{Interface, Module, ObservedCall, ObserverId, Table};
pub use number::*;
pub use object::Search;
pub use operation::{Decryptor, Digester, Encryptor, Holder, Returned, Signer, Verifier};
pub use secret::{Pin, SecretBytes};
pub use session::{Login, Session, SessionInfo, SessionMode};
pub use slot::{Info, Limit, MechanismInfo, Slot, SlotEvent, SlotInfo, TokenFilter, TokenInfo};
pub use version::Version;
