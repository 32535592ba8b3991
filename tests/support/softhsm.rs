//! SoftHSM2 for tests: where it is, and a configuration of this process alone.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{env, fs, process};

/// Where distributions put the module. `P11_TEST_SOFTHSM2` overrides.
const PLACES: [&str; 10] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm2.so",
    "/usr/lib/pkcs11/libsofthsm2.so",
    "/usr/lib/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    "/home/linuxbrew/.linuxbrew/lib/softhsm/libsofthsm2.so",
];

/// Says that a test is skipped, and why. On a machine for continuous integration that is a failure.
///
/// # Panics
///
/// If `CI` is `true` in the environment.
pub fn skip(what: &str) {
    assert!(env::var("CI").as_deref() != Ok("true"), "not checked: {what}");
    say_skipped(what);
}

/// Says that something is not checked, and why. Unlike [`skip`], it is no failure anywhere: a token or a system need not
/// have it.
pub fn say_skipped(what: impl Display) {
    // Not with eprintln, which the test harness holds back where a test passes.
    _ = writeln!(io::stderr(), "skipped: {what}");
}

/// A module of this machine: by an environment variable, or in the first of some places.
#[must_use]
pub fn find(variable: &str, places: &[&str]) -> Option<PathBuf> {
    match env::var_os(variable) {
        Some(path) if !path.is_empty() => Some(PathBuf::from(path)),
        _ => places.iter().map(PathBuf::from).find(|path| path.exists()),
    }
}

/// The path of SoftHSM2's module, configured for this process: tokens live in a folder that goes with the process.
/// `None`, with a line that says so, where it is not installed.
pub fn path() -> Option<&'static Path> {
    static PATH: OnceLock<Option<PathBuf>> = OnceLock::new();
    let path = PATH.get_or_init(|| {
        let path = find("P11_TEST_SOFTHSM2", &PLACES)?;
        configure();
        Some(path)
    });
    if path.is_none() {
        skip("SoftHSM2 is not installed (Debian: apt-get install softhsm2)");
    }
    path.as_deref()
}

static FOLDER: OnceLock<PathBuf> = OnceLock::new();

/// A folder for the files of this process, which goes with it; `None` where SoftHSM2 is not installed.
pub fn folder() -> Option<&'static Path> {
    path()?;
    FOLDER.get().map(PathBuf::as_path)
}

/// Writes a configuration and points SoftHSM2 to it.
#[allow(unsafe_code)]
fn configure() {
    let folder = env::temp_dir().join(format!("pkcs11-testbed-{}", process::id()));
    // What a killed process that had the same number has left behind.
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder of a process that is no more can be removed");
    }
    let config = configuration(&folder);
    // SAFETY: called once, before the module that reads the variable is loaded; the tests of a process wait for it.
    unsafe { env::set_var("SOFTHSM2_CONF", &config) };
    FOLDER.get_or_init(|| folder);
    // SAFETY: the handler is a function of this program and touches nothing but the file system.
    unsafe { atexit(remove) };
}

/// Writes a configuration to a folder, with a folder for tokens beside it, and gives its path, for SOFTHSM2_CONF.
///
/// # Panics
///
/// If the folder cannot be written to.
#[must_use]
pub fn configuration(folder: &Path) -> PathBuf {
    let tokens = folder.join("tokens");
    fs::create_dir_all(&tokens).expect("the folder for temporary files is writable");
    let config = folder.join("softhsm2.conf");
    // Without the last line, a child cannot initialise the module anew after a fork.
    let text = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\nlibrary.reset_on_fork = true\n",
        tokens.display()
    );
    fs::write(&config, text).expect("the folder for temporary files is writable");
    config
}

#[allow(unsafe_code)]
// SAFETY: the C library's own function.
unsafe extern "C" {
    fn atexit(handler: extern "C" fn()) -> core::ffi::c_int;
}

extern "C" fn remove() {
    if let Some(folder) = FOLDER.get() {
        // Only by the process that made it: a fork ends with this handler too.
        if folder.ends_with(format!("pkcs11-testbed-{}", process::id())) {
            let _ = fs::remove_dir_all(folder);
        }
    }
}
