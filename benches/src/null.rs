//! The null module: where cargo has put it, and how it is set up.

use libloading::Library;
use pkcs11_null::Setting;
use std::env;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::PathBuf;

/// The null module, loaded: the same image that the crates load.
#[derive(Debug)]
pub struct Null {
    set: extern "C" fn(u32, u64),
    calls: extern "C" fn() -> u64,
    _library: Library,
}

/// The shared library, which cargo puts beside the program or above it.
///
/// # Panics
///
/// If it is not there: the program was not run by cargo.
#[must_use]
pub fn path() -> PathBuf {
    let program = env::current_exe().expect("a program knows where it is");
    let name = format!("{DLL_PREFIX}pkcs11_null{DLL_SUFFIX}");
    let places = program.ancestors().skip(1).take(2).map(|folder| folder.join(&name));
    places.into_iter().find(|path| path.is_file()).expect("cargo builds the null module beside the program")
}

impl Null {
    pub(crate) fn load() -> Self {
        let path = path();
        // SAFETY: it is ours, and does nothing when it is loaded.
        let library = unsafe { Library::new(&path) }.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        // SAFETY: these are the signatures that the module gives its two symbols; both live as long as the library,
        // which is kept with them.
        let (set, calls) = unsafe {
            let set = library.get::<extern "C" fn(u32, u64)>(b"null_set\0").map(|symbol| *symbol);
            let calls = library.get::<extern "C" fn() -> u64>(b"null_calls\0").map(|symbol| *symbol);
            (set.expect("the null module has null_set"), calls.expect("the null module has null_calls"))
        };
        Self { set, calls, _library: library }
    }

    /// Changes a setting.
    pub fn set(&self, setting: Setting, value: u64) {
        (self.set)(setting as u32, value);
    }

    /// Has a setting while something runs, and what it was before afterwards.
    pub fn with<T>(&self, setting: Setting, value: u64, before: u64, run: impl FnOnce() -> T) -> T {
        self.set(setting, value);
        let result = run();
        self.set(setting, before);
        result
    }

    /// How many calls the module has counted.
    #[must_use]
    pub fn calls(&self) -> u64 {
        (self.calls)()
    }
}
