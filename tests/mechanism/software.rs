//! The other side, where it is the `openssl` command: curves and keys that no crate has.

use std::path::PathBuf;
use std::process::{self, Command};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs};

/// Whether there is an `openssl` command. If not, a line says so.
pub(crate) fn openssl_is_there() -> bool {
    let there = Command::new("openssl").arg("version").output().is_ok_and(|output| output.status.success());
    if !there {
        support::softhsm::skip("there is no openssl command (Debian: apt-get install openssl)");
    }
    there
}

/// A run of the command, with the files that it reads and writes; they are gone afterwards.
pub(crate) struct Openssl {
    folder: PathBuf,
    command: Command,
}

impl Openssl {
    /// Begins with a subcommand and its arguments.
    pub(crate) fn new(arguments: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("pkcs11-mechanism-{}-{number}", process::id()));
        fs::create_dir_all(&folder).expect("the folder for temporary files is writable");
        let mut command = Command::new("openssl");
        command.args(arguments.split_whitespace()).current_dir(&folder);
        Self { folder, command }
    }

    /// Adds an option whose value is a file with this content.
    pub(crate) fn file(mut self, option: &str, content: &[u8]) -> Self {
        let name = option.trim_start_matches('-');
        fs::write(self.folder.join(name), content).expect("the folder for temporary files is writable");
        self.command.args([option, name]);
        self
    }

    /// What it writes, `None` if it fails.
    pub(crate) fn output(mut self) -> Option<Vec<u8>> {
        let output = self.command.output().expect("the openssl command runs");
        output.status.success().then_some(output.stdout)
    }
}

impl Drop for Openssl {
    fn drop(&mut self) {
        // What is left is in the folder for temporary files.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Whether a DER signature over a hash is that of a public key.
pub(crate) fn verifies(spki: &[u8], hash: &[u8], signature: &[u8]) -> bool {
    let verify = Openssl::new("pkeyutl -verify -pubin -keyform DER").file("-inkey", spki);
    verify.file("-in", hash).file("-sigfile", signature).output().is_some()
}

/// What a private key (PKCS #8) and a public one (SubjectPublicKeyInfo) agree on.
pub(crate) fn agreed(private: &[u8], public: &[u8]) -> Option<Vec<u8>> {
    let derive = Openssl::new("pkeyutl -derive -keyform DER -peerform DER").file("-inkey", private);
    derive.file("-peerkey", public).output()
}

/// The public key of a private one: SubjectPublicKeyInfo of PKCS #8.
pub(crate) fn public_key(private: &[u8]) -> Vec<u8> {
    Openssl::new("pkey -inform DER -pubout -outform DER").file("-in", private).output().expect("has a public key")
}
