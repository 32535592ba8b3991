//! `cargo xtask demo`: the tour of `examples/smartcard_hsm`, on a token made for it or on the user's own.

use std::env;
use std::path::{self, Path, PathBuf};
use std::process::{ExitCode, ExitStatus};

use crate::command::Run;
use crate::error::{Error, Result};
use crate::interrupt;
use crate::softhsm::{self, Store};
use crate::workspace::Workspace;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
cargo xtask demo [--module PATH] [--token-label LABEL] [--pin PIN] [-- arguments of the tour]

Generates keys on a token and signs, decrypts and derives with them, and reports what it did and how long it took.
Without a module it makes a throwaway token with SoftHSM2, which is installed if it is missing, and removes it after.

    --module PATH         another PKCS #11 module, with a token that is ready to use (or PKCS11_MODULE)
    --token-label LABEL   which token of the module; for SoftHSM2, how the throwaway token is called
    --pin PIN             the user's PIN (or PKCS11_PIN, which other users of the machine cannot see)
";

/// What the command line asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    module: Option<PathBuf>,
    label: Option<String>,
    pin: Option<String>,
    tour: Vec<String>,
}

/// Runs the tour, and exits as it does.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let mut options = Options::parse(arguments)?;
    let given = |name| env::var(name).ok().filter(|value: &String| !value.is_empty());
    interrupt::catch();
    let Some(module) = options.module.take().or_else(|| given("PKCS11_MODULE").map(PathBuf::from)) else {
        return on_softhsm(workspace, options);
    };
    // The tour runs elsewhere. A bare name is for the dynamic linker to find.
    let module = if module.is_file() { path::absolute(&module).unwrap_or(module) } else { module };
    if module.components().count() > 1 && !module.is_file() {
        return Err(Error::Failed(format!("there is no module {}", module.display())));
    }
    options.pin = options.pin.or_else(|| given("PKCS11_PIN"));
    println!("A tour of your own token, by {}\n", module.display());
    tour(workspace, &options, &module, None)
}

/// The tour on a token that lasts as long as it does.
fn on_softhsm(workspace: &Workspace, mut options: Options) -> Result<ExitCode> {
    let module = softhsm::find_or_install(workspace)?;
    let store = Store::new(workspace, "demo")?;
    println!("A tour of a SoftHSM2 token\n");
    println!("module: {}", module.display());
    println!("token:  in {}, removed afterwards\n", workspace.shown(store.path()));
    let label = options.label.get_or_insert_with(|| "Tour".into());
    let pin = options.pin.get_or_insert_with(|| "648219".into());
    store.make_token(&module, label, pin)?;
    tour(workspace, &options, &module, Some(&store))
}

/// Builds and runs the example. In release mode: it builds no slower, and the example encrypts on the computer too.
fn tour(workspace: &Workspace, options: &Options, module: &Path, store: Option<&Store>) -> Result<ExitCode> {
    let mut run = Run::cargo(workspace);
    if let Some(store) = store {
        run = run.env("SOFTHSM2_CONF", store.configuration());
    }
    if let Some(pin) = &options.pin {
        run = run.secret_env("PKCS11_PIN", pin);
    }
    run = run.args(["run", "--quiet", "--release", "--example", "smartcard_hsm", "--", "--module"]).arg(module);
    if let Some(label) = &options.label {
        run = run.args(["--token-label", label]);
    }
    run.args(&options.tour).status().map(exit_code)
}

/// The same status for us. A death by signal is a plain failure.
fn exit_code(status: ExitStatus) -> ExitCode {
    status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from)
}

impl Options {
    /// Reads the command line: `--name value` and `--name=value`.
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            if argument == "--" {
                options.tour = arguments.cloned().collect();
                break;
            }
            let (name, joined) = match argument.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (argument.as_str(), None),
            };
            if !matches!(name, "--module" | "--token-label" | "--pin") {
                return Err(Error::Usage(format!("demo does not know `{argument}`")));
            }
            let value = joined.or_else(|| arguments.next().cloned());
            let value = value.ok_or_else(|| Error::Usage(format!("{name} needs a value")))?;
            match name {
                "--module" => options.module = Some(value.into()),
                "--token-label" => options.label = Some(value),
                _ => options.pin = Some(value),
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The options that a command line gives.
    fn parse(line: &str) -> Result<Options> {
        Options::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn reads_both_forms_and_hands_the_rest_on() -> Result<()> {
        let options = parse("--module=/m.so --token-label L --pin 1=2 -- --pin x")?;
        assert_eq!(options.module, Some("/m.so".into()));
        assert_eq!(options.label.as_deref(), Some("L"));
        assert_eq!(options.pin.as_deref(), Some("1=2"));
        assert_eq!(options.tour, ["--pin", "x"]);
        Ok(())
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for line in ["--modul x", "x", "--pin"] {
            assert!(matches!(parse(line), Err(Error::Usage(_))), "{line}");
        }
    }
}
