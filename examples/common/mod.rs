//! What the examples share: which module, token and PIN, from the command line or the environment.
#![allow(dead_code, reason = "each example uses a part of it")]

use pkcs11_safe::{Pin, TokenFilter};
use std::error::Error;
use std::process::ExitCode;
use std::{env, iter};

/// Any error, and `?` makes it.
pub(crate) type Result<T> = core::result::Result<T, Box<dyn Error>>;

const OPTIONS: &str = "
  --module PATH         the PKCS #11 module (or PKCS11_MODULE): /usr/lib/softhsm/libsofthsm2.so, opensc-pkcs11.so ...
  --token-label LABEL   which of its tokens (or PKCS11_TOKEN_LABEL), if there are several
  --pin PIN             the user's PIN; better in PKCS11_PIN, which other users of the machine cannot see
  --pin-pad             the PIN is typed at the token's own keypad
  --help                this text";

/// Runs an example with its arguments, and tells what went wrong.
pub(crate) fn main(usage: &str, run: impl FnOnce(CommandLine) -> Result<()>) -> ExitCode {
    let mut line = CommandLine(env::args().skip(1).collect());
    if line.flag("--help") || line.flag("-h") {
        println!("usage: {usage}\n{OPTIONS}");
        return ExitCode::SUCCESS;
    }
    let Err(error) = run(line) else { return ExitCode::SUCCESS };
    eprintln!("{}", with_causes(&*error));
    ExitCode::FAILURE
}

/// An error and what caused it, in one line.
pub(crate) fn with_causes(error: &(dyn Error + 'static)) -> String {
    let causes = iter::successors(Some(error), |error| (*error).source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// Bytes as `openssl` and `pkcs11-tool` print and take them.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The names of flags: `common::words(info.flags.iter_names())`.
pub(crate) fn words<F>(flags: impl Iterator<Item = (&'static str, F)>) -> String {
    flags.map(|(name, _)| name.to_lowercase().replace('_', "-")).collect::<Vec<_>>().join(" ")
}

/// The arguments that nobody has taken yet.
#[derive(Debug)]
pub(crate) struct CommandLine(Vec<String>);

impl CommandLine {
    /// Takes `--name` out; whether it was there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|argument| argument != name);
        self.0.len() < before
    }

    /// Takes `--name value` or `--name=value` out.
    pub(crate) fn option(&mut self, name: &str) -> Result<Option<String>> {
        let value_in = |argument: &str| argument.strip_prefix(name)?.strip_prefix('=').map(str::to_owned);
        let Some(at) = self.0.iter().position(|argument| argument == name || value_in(argument).is_some()) else {
            return Ok(None);
        };
        let argument = self.0.remove(at);
        match value_in(&argument) {
            Some(value) => Ok(Some(value)),
            None if at < self.0.len() => Ok(Some(self.0.remove(at))),
            None => Err(format!("{name} needs a value").into()),
        }
    }

    /// What every example needs to know; the rest has to be as many arguments as are named.
    pub(crate) fn finish<const N: usize>(mut self, names: [&str; N]) -> Result<(Args, [String; N])> {
        let mut given =
            |option, variable| Ok::<_, Box<dyn Error>>(self.option(option)?.or_else(|| env::var(variable).ok()));
        let module = given("--module", "PKCS11_MODULE")?;
        let label = given("--token-label", "PKCS11_TOKEN_LABEL")?;
        let pin = given("--pin", "PKCS11_PIN")?.map(Pin::from);
        let pin = if self.flag("--pin-pad") { Some(Pin::protected_path()) } else { pin };
        if let Some(unknown) = self.0.iter().find(|argument| argument.starts_with("--")) {
            return Err(format!("there is no option {unknown}; --help lists those that there are").into());
        }
        let args = Args {
            module: module.ok_or("which module? Say it with --module PATH or PKCS11_MODULE; --help tells more")?,
            token: label.map_or_else(TokenFilter::new, |label| TokenFilter::new().label(label)),
            pin,
        };
        let rest = self.0.try_into().map_err(|rest: Vec<_>| {
            format!("expected {} argument(s) [{}], got {}; --help tells more", N, names.join(" "), rest.len())
        })?;
        Ok((args, rest))
    }
}

/// What every example needs to know.
#[derive(Debug)]
pub(crate) struct Args {
    /// The library.
    pub(crate) module: String,
    /// The token that is meant.
    pub(crate) token: TokenFilter,
    /// The PIN, if there is one.
    pub(crate) pin: Option<Pin>,
}

impl Args {
    /// The PIN, for an example that cannot do without.
    pub(crate) fn pin(&self) -> Result<&Pin> {
        Ok(self.pin.as_ref().ok_or("which PIN? Say it with PKCS11_PIN (or --pin, or --pin-pad); --help tells more")?)
    }
}
