//! The world of a cell: a module of its own, and as much of contexts, sessions and keys as the operation needs.

use pkcs11_safe::{
    Attribute, AttributeType, Context, Error, InitializeArgs, KeyPairSpec, KeyType, Locking, Module, Notification,
    Object, ObjectClass, Pin, Returned, Session, SessionMode, Slot, Usage, UserType, attribute as attr,
    encoding::ec::Curve,
};
use pkcs11_sys::CK_VERSION;
use support::module::{Claim, SLOT, SO_PIN, USER_PIN, claim};

/// Which module, and how it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Setup {
    pub(crate) version: (u8, u8),
    pub(crate) locking: Locking,
}

impl Setup {
    pub(crate) fn is_2_40(self) -> bool {
        self.version.0 == 2
    }

    /// Whether all codes of the standard are tried, and not only those that mean something: with one module, once.
    pub(crate) fn is_thorough(self) -> bool {
        self.version == (3, 2) && self.locking == Locking::Os
    }

    /// A number of its own, so that another setup begins with another row, and with another lie.
    pub(crate) fn number(self) -> usize {
        usize::from(self.version.0) + usize::from(self.version.1) + usize::from(self.locking != Locking::Os)
    }
}

/// How far a world is when its row begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// There is a module, and nobody has loaded it.
    Nothing,
    /// It is loaded.
    Module,
    /// It is initialised.
    Context,
    /// A read-write session is open.
    Session,
    /// The user is logged in.
    User,
    /// The security officer is.
    SecurityOfficer,
}

/// The world of a cell.
pub(crate) struct World {
    pub(crate) claim: Claim,
    pub(crate) setup: Setup,
    pub(crate) module: Option<Module>,
    pub(crate) context: Option<Context>,
    pub(crate) session: Option<Session>,
    pub(crate) objects: Vec<Object>,
    pub(crate) bytes: Vec<Vec<u8>>,
    /// Somebody else has initialised the module, and will finalise it.
    pub(crate) foreign: bool,
}

impl World {
    pub(crate) fn new(setup: Setup, stage: Stage) -> Self {
        Self::of(setup, stage, Self::open)
    }

    /// The same, with a session whose events are told to a callback.
    pub(crate) fn with_callback(
        setup: Setup,
        stage: Stage,
        callback: impl Fn(Notification) + Send + Sync + 'static,
    ) -> Self {
        Self::of(setup, stage, |world| world.slot().open_session_with(SessionMode::ReadWrite, callback))
    }

    fn of(setup: Setup, stage: Stage, open: impl FnOnce(&Self) -> pkcs11_safe::Result<Session>) -> Self {
        let claim = claim();
        let (major, minor) = setup.version;
        claim.configure(|config| {
            if setup.is_2_40() {
                config.follow_2_40();
            } else {
                config.version = CK_VERSION { major, minor };
            }
        });
        let mut world = Self {
            claim,
            setup,
            module: None,
            context: None,
            session: None,
            objects: Vec::new(),
            bytes: Vec::new(),
            foreign: false,
        };
        if stage >= Stage::Module {
            world.module = Some(world.load().expect("an honest module loads"));
        }
        if stage >= Stage::Context {
            world.context = Some(world.initialize().expect("an honest module initialises"));
        }
        if stage >= Stage::Session {
            world.session = Some(open(&world).expect("an honest token opens a session"));
        }
        match stage {
            Stage::User => world.log_in(UserType::USER, USER_PIN),
            Stage::SecurityOfficer => world.log_in(UserType::SO, SO_PIN),
            _ => {}
        }
        world
    }

    /// The session, for an operation that it is moved into.
    pub(crate) fn take_session(&mut self) -> Session {
        self.session.take().expect("there is a session")
    }

    /// Takes the session back from an operation that failed.
    pub(crate) fn failed(&mut self, failed: Returned) -> Error {
        let (error, session) = failed.into_parts();
        self.session = Some(session);
        error
    }

    /// Takes the session back from an operation that is over.
    pub(crate) fn given_back<T>(&mut self, ended: Result<(T, Session), Returned>) -> Result<T, Error> {
        match ended {
            Ok((value, session)) => {
                self.session = Some(session);
                Ok(value)
            }
            Err(failed) => Err(self.failed(failed)),
        }
    }

    /// Loads the module as programs do: by its interface from 3.0 on.
    #[allow(unsafe_code)]
    pub(crate) fn load(&self) -> pkcs11_safe::Result<Module> {
        let (list, interface) = (self.claim.get_function_list(), self.claim.get_interface());
        // SAFETY: the functions of the in-process module, which is part of this program; docs/UNSAFE.md holds for it with
        // every lie of this matrix.
        unsafe {
            if self.setup.is_2_40() {
                Module::from_get_function_list(list)
            } else {
                Module::from_get_interface(interface, list)
            }
        }
    }

    pub(crate) fn module(&self) -> &Module {
        self.module.as_ref().expect("the row's stage has a module")
    }

    pub(crate) fn initialize(&self) -> pkcs11_safe::Result<Context> {
        self.module().initialize(InitializeArgs::new().locking(self.setup.locking))
    }

    pub(crate) fn context(&self) -> &Context {
        self.context.as_ref().expect("the row's stage has a context")
    }

    pub(crate) fn slot(&self) -> Slot {
        self.context().slot(SLOT)
    }

    pub(crate) fn open(&self) -> pkcs11_safe::Result<Session> {
        self.slot().open_session(SessionMode::ReadWrite)
    }

    pub(crate) fn session(&self) -> &Session {
        self.session.as_ref().expect("the row's stage has a session")
    }

    pub(crate) fn session_mut(&mut self) -> &mut Session {
        self.session.as_mut().expect("the row's stage has a session")
    }

    fn log_in(&self, user: UserType, pin: &str) {
        self.session().login(user, &Pin::new(pin)).expect("the PIN is right");
    }

    pub(crate) fn object(&self, index: usize) -> Object {
        self.objects[index]
    }

    // What rows prepare

    /// An object of these attributes, as the next of the world's.
    pub(crate) fn create(&mut self, template: &[Attribute<'_>]) {
        let object = self.session().create_object(template).expect("an honest token makes it");
        self.objects.push(object);
    }

    /// A secret key that can do everything, with a value that can be read.
    pub(crate) fn secret(&mut self, key_type: KeyType, value: &[u8], more: &[Attribute<'_>]) {
        let mut template = vec![
            attr::CLASS.is(ObjectClass::SECRET_KEY),
            attr::KEY_TYPE.is(key_type),
            attr::LABEL.is("secret"),
            attr::ID.is(b"\x07\x08"),
            attr::VALUE.is(value),
            attr::SENSITIVE.is(false),
            attr::EXTRACTABLE.is(true),
        ];
        let may = [attr::ENCRYPT, attr::DECRYPT, attr::SIGN, attr::VERIFY, attr::WRAP, attr::UNWRAP, attr::DERIVE];
        template.extend(may.map(|key| key.is(true)));
        template.extend_from_slice(more);
        self.create(&template);
    }

    pub(crate) fn aes(&mut self) {
        self.secret(KeyType::AES, b"0123456789abcdef", &[]);
    }

    /// An RSA key pair, public and private.
    pub(crate) fn rsa(&mut self) {
        let usage = Usage::default_for(KeyType::RSA) | Usage::SIGN_RECOVER | Usage::VERIFY_RECOVER;
        self.pair(KeyPairSpec::rsa(1024).may(usage), &[]);
    }

    /// A pair on P-256, public and private.
    pub(crate) fn ec(&mut self) {
        self.pair(KeyPairSpec::ec(Curve::P256), &[]);
    }

    pub(crate) fn pair(&mut self, spec: KeyPairSpec<'_>, private: &[Attribute<'_>]) {
        let spec = spec.label("pair").id(&[7]).private(private);
        let pair = spec.generate(self.session()).expect("an honest token makes a pair");
        self.objects.extend([Object::from(pair.public), Object::from(pair.private)]);
    }

    /// A key that wants its PIN for every use: a secret one, since there the toys are smallest.
    pub(crate) fn strict_rsa(&mut self) {
        let usage = Usage::default_for(KeyType::RSA);
        self.pair(KeyPairSpec::rsa(1024).may(usage), &[attr::ALWAYS_AUTHENTICATE.is(true)]);
    }

    /// What an object is, for comparing it with that of another world.
    pub(crate) fn describe(session: &Session, object: Object) -> String {
        let asked = [AttributeType::CLASS, AttributeType::KEY_TYPE, AttributeType::LABEL];
        match session.attributes(object, &asked) {
            Ok(entries) => {
                let bytes = entries.iter().map(|entry| entry.value().ok().and_then(|value| value.as_bytes()));
                format!("object {}", bytes.map(|bytes| hex(bytes.unwrap_or_default())).collect::<Vec<_>>().join(" "))
            }
            Err(error) => format!("object {error}"),
        }
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
        }
    }
    text
}
