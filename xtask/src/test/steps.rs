//! The steps, in the order in which they run. A new one is a row here.

use std::path::{Path, PathBuf};

use super::checks;
use crate::command::Run;
use crate::error::Result;
use crate::softhsm::{self, Store, first_file};
use crate::system::{self, Package};
use crate::workspace::Workspace;
use crate::{asan, cross, fuzz, miri, msrv, tsan};

/// One step.
pub(super) struct Step {
    /// What `--only` and the summary call it.
    pub(super) name: &'static str,
    /// What it does, in one line.
    pub(super) about: &'static str,
    /// Whether it uses tokens, so that the set-up has to come first.
    pub(super) tokens: bool,
    /// Does it.
    pub(super) run: fn(&Workspace) -> Result<()>,
}

/// The step that the steps with tokens bring along.
pub(super) const SETUP: &str = "setup";

/// All steps.
#[rustfmt::skip]
pub(super) const STEPS: &[Step] = &[
    Step { name: SETUP, about: "the modules and headers that tests compare with", tokens: false, run: set_up },
    Step { name: "fmt", about: "formatting", tokens: false, run: format },
    Step { name: "clippy", about: "lints, with and without features, warnings are errors", tokens: false, run: lint },
    Step { name: "docs", about: "documentation, warnings are errors", tokens: false, run: document },
    Step { name: "test", about: "unit, documentation and integration tests", tokens: true, run: test },
    Step { name: "features", about: "pkcs11-safe without features, and with all", tokens: true, run: test_features },
    Step { name: "miri", about: "the unit tests and a part of the others under Miri", tokens: false, run: miri::quick },
    Step { name: "asan", about: "unit and integration tests under AddressSanitizer", tokens: true, run: asan::test },
    Step { name: "tsan", about: "a part of the tests with threads under ThreadSanitizer", tokens: true, run: tsan::quick },
    Step { name: "fuzz", about: "every fuzz target, for a short time", tokens: false, run: fuzz::brief },
    Step { name: "cross-windows", about: "layout on Windows, 64 bits", tokens: false, run: cross::windows },
    Step { name: "cross-linux-32", about: "layout on Linux, 32 bits", tokens: false, run: cross::linux_32 },
    Step { name: "cross-macos", about: "layout on macOS, 64 bits", tokens: false, run: cross::macos },
    Step { name: "msrv", about: "the oldest Rust that we support", tokens: false, run: msrv::check },
    Step { name: "build-time", about: "a cold release build of pkcs11-sys", tokens: false, run: checks::build_time },
    Step { name: "dependencies", about: "how many crates pkcs11-safe builds", tokens: false, run: checks::dependencies },
    Step { name: "package", about: "what the published crates contain", tokens: false, run: checks::package },
];

/// OpenSC's module.
const OPENSC: Package = Package {
    what: "OpenSC's PKCS #11 module",
    present: || opensc().is_some(),
    apt: "opensc-pkcs11",
    dnf: "opensc",
    pacman: "opensc",
    apk: "opensc",
    brew: "opensc",
};

/// The headers of p11-kit.
const P11_KIT: Package = Package {
    what: "the headers of p11-kit",
    present: || header("p11-kit-1/p11-kit/pkcs11.h"),
    apt: "libp11-kit-dev",
    dnf: "p11-kit-devel",
    pacman: "p11-kit",
    apk: "p11-kit-dev",
    brew: "p11-kit",
};

/// The headers of NSS.
const NSS: Package = Package {
    what: "the headers of NSS",
    present: || header("nss/pkcs11t.h") || header("nss3/pkcs11t.h"),
    apt: "libnss3-dev",
    dnf: "nss-devel",
    pacman: "nss",
    apk: "nss-dev",
    brew: "nss",
};

/// OpenSC's module, if it is in one of the usual places.
fn opensc() -> Option<PathBuf> {
    first_file(&[
        "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
        "/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so",
        "/usr/lib64/opensc-pkcs11.so",
        "/usr/lib64/pkcs11/opensc-pkcs11.so",
        "/usr/lib/opensc-pkcs11.so",
        "/usr/lib/pkcs11/opensc-pkcs11.so",
        "/opt/homebrew/lib/opensc-pkcs11.so",
        "/usr/local/lib/opensc-pkcs11.so",
    ])
}

/// Whether there is such a header.
fn header(name: &str) -> bool {
    let folders = ["/usr/include", "/usr/local/include", "/opt/homebrew/include"];
    folders.iter().any(|folder| Path::new(folder).join(name).is_file())
}

/// Installs what the tests compare with. Tests skip what is missing all the same.
fn set_up(workspace: &Workspace) -> Result<()> {
    system::ensure(workspace, &[&softhsm::PACKAGE, &OPENSC, &P11_KIT, &NSS])?;
    for module in [softhsm::find(), opensc()].iter().flatten() {
        println!("module: {}", module.display());
    }
    Ok(())
}

fn format(workspace: &Workspace) -> Result<()> {
    Run::cargo(workspace).args(["fmt", "--all", "--check"]).live()
}

fn lint(workspace: &Workspace) -> Result<()> {
    let clippy = || Run::cargo(workspace).args(["clippy", "--all-targets"]);
    let strict = ["--", "-D", "warnings"];
    clippy().args(["--workspace", "--all-features"]).args(strict).live()?;
    clippy().args(["--package", "pkcs11-safe", "--no-default-features"]).args(strict).live()
}

fn document(workspace: &Workspace) -> Result<()> {
    let doc = Run::cargo(workspace).args(["doc", "--workspace", "--no-deps", "--all-features"]);
    doc.env("RUSTDOCFLAGS", "-D warnings").live()
}

fn test(workspace: &Workspace) -> Result<()> {
    let store = Store::new(workspace, "test")?;
    with_modules(Run::cargo(workspace), &store).args(["test", "--workspace"]).live()
}

fn test_features(workspace: &Workspace) -> Result<()> {
    let store = Store::new(workspace, "features")?;
    for features in ["--no-default-features", "--all-features"] {
        with_modules(Run::cargo(workspace), &store).args(["test", "--package", "pkcs11-safe", features]).live()?;
    }
    Run::cargo(workspace).args(["test", "--features", "tracing", "--test", "traced"]).live()
}

/// Tells tests where the modules are, and SoftHSM2 to keep its tokens in the store.
fn with_modules(run: Run, store: &Store) -> Run {
    let modules = [("P11_TEST_SOFTHSM2", softhsm::find()), ("P11_TEST_OPENSC", opensc())];
    modules
        .into_iter()
        .filter_map(|(name, module)| Some((name, module?)))
        .fold(run.env("SOFTHSM2_CONF", store.configuration()), |run, (name, module)| run.env(name, module))
}
