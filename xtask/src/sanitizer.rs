//! Tests under a sanitizer: what AddressSanitizer and ThreadSanitizer have in common.

use std::path::PathBuf;

use crate::command::Run;
use crate::error::Result;
use crate::nightly;
use crate::softhsm;
use crate::workspace::Workspace;

/// A sanitizer of the nightly compiler.
pub(crate) struct Sanitizer {
    /// What rustc calls it.
    pub(crate) name: &'static str,
    /// The folder in the target folder where its builds are.
    pub(crate) folder: &'static str,
    /// Where its runtime reads options from.
    pub(crate) variable: &'static str,
    /// Those options.
    pub(crate) options: String,
    /// More arguments for cargo.
    pub(crate) arguments: &'static [&'static str],
    /// Whether the standard library is built with it, too.
    pub(crate) build_std: bool,
}

/// A sanitizer that is ready: the toolchain is there, and so is SoftHSM2.
pub(crate) struct Ready<'a> {
    workspace: &'a Workspace,
    sanitizer: Sanitizer,
    host: String,
    softhsm: PathBuf,
}

impl Sanitizer {
    /// Installs what is missing. Without SoftHSM2, the tests that need it would pass without a call.
    pub(crate) fn ready(self, workspace: &Workspace) -> Result<Ready<'_>> {
        nightly::ensure(if self.build_std { &["rust-src"] } else { &[] })?;
        let softhsm = softhsm::find_or_install(workspace)?;
        Ok(Ready { workspace, sanitizer: self, host: nightly::host()?, softhsm })
    }
}

impl Ready<'_> {
    /// `cargo test`, for everything that is built with the sanitizer.
    pub(crate) fn test(&self) -> Run {
        let Sanitizer { name, folder, variable, options, arguments, build_std } = &self.sanitizer;
        let folder = self.workspace.target.join(folder);
        let build_std = build_std.then_some("-Zbuild-std");
        nightly::cargo(self.workspace)
            .args(["test", "--target", &self.host])
            .args(build_std)
            .args(*arguments)
            .env("RUSTFLAGS", format!("-Zsanitizer={name}"))
            .env(variable, options)
            .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
            .env("CARGO_TARGET_DIR", folder)
            .env("P11_TEST_SOFTHSM2", &self.softhsm)
    }
}
