//! Running other programs: printed first, and with their output as it comes.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::{env, fmt};

use crate::error::{Error, Result};
use crate::interrupt;
use crate::workspace::Workspace;

/// A program to run, and how to show it.
#[derive(Debug)]
pub(crate) struct Run {
    command: Command,
    shown: String,
    settings: String,
}

impl Run {
    /// A program, by name or path.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        Self { command: Command::new(program), shown: quoted(program), settings: String::new() }
    }

    /// The cargo that runs us, in the workspace's root.
    pub(crate) fn cargo(workspace: &Workspace) -> Self {
        let program = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(program);
        command.current_dir(&workspace.root);
        Self { command, shown: "cargo".into(), settings: String::new() }
    }

    /// One more argument.
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.shown += &format!(" {}", quoted(argument.as_ref()));
        self.command.arg(argument);
        self
    }

    /// Several more arguments.
    pub(crate) fn args<A: AsRef<OsStr>>(self, arguments: impl IntoIterator<Item = A>) -> Self {
        arguments.into_iter().fold(self, Self::arg)
    }

    /// An argument that is not shown.
    pub(crate) fn secret_arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.shown += " ***";
        self.command.arg(argument);
        self
    }

    /// An environment variable of the child.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.settings += &format!("{name}={} ", quoted(value.as_ref()));
        self.command.env(name, value);
        self
    }

    /// An environment variable of the child whose value is not shown.
    pub(crate) fn secret_env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.settings += &format!("{name}=*** ");
        self.command.env(name, value);
        self
    }

    /// Takes an environment variable of ours from the child.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Where it runs.
    pub(crate) fn folder(mut self, path: &Path) -> Self {
        self.command.current_dir(path);
        self
    }

    /// Prints the command, runs it with our own input and output, and returns how it ended.
    pub(crate) fn status(mut self) -> Result<ExitStatus> {
        println!("$ {self}");
        let status = self.command.status().map_err(|error| self.failed(format_args!("did not start: {error}")))?;
        if interrupt::pressed() { Err(Error::Interrupted) } else { Ok(status) }
    }

    /// As [`Run::status`], where anything but success is an error.
    pub(crate) fn live(self) -> Result<()> {
        let shown = self.shown.clone();
        self.status().and_then(|status| succeeded(&shown, status))
    }

    /// Prints the command and runs it with its output in a file, which the error names.
    pub(crate) fn logged(mut self, log: &Path) -> Result<()> {
        println!("$ {self}");
        let open = || -> std::io::Result<(File, File)> {
            let file = File::options().create(true).append(true).open(log)?;
            Ok((file.try_clone()?, file))
        };
        let (out, err) = open().map_err(|error| Error::io(format_args!("writing {}", log.display()), &error))?;
        let status = self.command.stdin(Stdio::null()).stdout(out).stderr(err).status();
        let status = status.map_err(|error| self.failed(format_args!("did not start: {error}")))?;
        if interrupt::pressed() {
            return Err(Error::Interrupted);
        }
        succeeded(&self.shown, status)
            .map_err(|error| Error::Failed(format!("{error}\nwhat it printed: {}", log.display())))
    }

    /// Runs a question to the system, unprinted, and returns what it answered on its standard output.
    pub(crate) fn answer(mut self) -> Result<String> {
        let output = self.command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
        let output = output.map_err(|error| self.failed(format_args!("did not start: {error}")))?;
        succeeded(&self.shown, output.status)?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// As [`Run::answer`], where a program that is missing or fails is an ordinary answer.
    pub(crate) fn try_answer(mut self) -> Option<String> {
        let output = self.command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Starts it with its standard output to be read by us.
    pub(crate) fn spawn_piped(mut self) -> Result<std::process::Child> {
        println!("$ {self} |");
        let child = self.command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        child.map_err(|error| self.failed(format_args!("did not start: {error}")))
    }

    /// What it reads instead of our own input.
    pub(crate) fn input(mut self, input: impl Into<Stdio>) -> Self {
        self.command.stdin(input);
        self
    }

    /// An error that names this command.
    fn failed(&self, what: fmt::Arguments<'_>) -> Error {
        Error::Failed(format!("`{}` {what}", self.shown))
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.settings, self.shown)
    }
}

/// Turns a status other than success into an error.
fn succeeded(shown: &str, status: ExitStatus) -> Result<()> {
    if status.success() { Ok(()) } else { Err(Error::Failed(format!("`{shown}` ended with {status}"))) }
}

/// An argument as a shell would want it.
fn quoted(argument: &OsStr) -> String {
    let text = argument.to_string_lossy();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=,:+@%~".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.into_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// Where a program is, by the PATH.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let names = [program.to_owned(), format!("{program}{}", env::consts::EXE_SUFFIX)];
    let path = env::var_os("PATH")?;
    env::split_paths(&path).flat_map(|folder| names.clone().map(|name| folder.join(name))).find(|file| file.is_file())
}
