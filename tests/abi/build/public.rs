//! Finds the public headers of this machine.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// A package that installs PKCS #11 headers.
pub(crate) struct Package {
    pub(crate) name: &'static str,
    /// Whose constants it may have besides those of the standard: a file in vendor-headers/.
    pub(crate) vendor: &'static str,
    /// What a program includes.
    pub(crate) include: &'static [&'static str],
    /// Directories of headers below an include directory; the first is the package's own.
    directories: &'static [&'static str],
}

pub(crate) const PACKAGES: &[Package] = &[
    Package {
        name: "p11_kit",
        vendor: "p11_kit",
        include: &["p11-kit/pkcs11.h", "p11-kit/pkcs11x.h"],
        directories: &["p11-kit-1"],
    },
    Package { name: "nss", vendor: "nss", include: &["pkcs11.h"], directories: &["nss", "nspr"] },
    Package { name: "softhsm", vendor: "", include: &["pkcs11.h"], directories: &["softhsm"] },
    Package { name: "opencryptoki", vendor: "ibm", include: &["opencryptoki/pkcs11.h"], directories: &[""] },
];

/// Where a package's headers are, and what they say.
pub(crate) struct Found {
    pub(crate) header: PathBuf,
    pub(crate) include: Vec<PathBuf>,
    text: String,
}

impl Package {
    pub(crate) fn find(&self) -> Option<Found> {
        let given = env::var_os("PKCS11_INCLUDE").unwrap_or_default();
        let usual = ["/usr/include", "/usr/local/include", "/opt/homebrew/include"].map(PathBuf::from);
        env::split_paths(&given).chain(usual).find_map(|root| {
            let include: Vec<PathBuf> = self.directories.iter().map(|directory| root.join(directory)).collect();
            let header = include[0].join(self.include[0]);
            let text = texts(header.parent()?)?;
            header.exists().then_some(Found { header, include, text })
        })
    }
}

impl Found {
    /// Whether the headers declare a struct of that name, be it `} NAME;` or `typedef struct name NAME;`.
    pub(crate) fn declares(&self, name: &str) -> bool {
        self.text.lines().filter_map(|line| line.trim().strip_suffix(';')).any(|line| {
            let declaration = line.starts_with('}') || line.starts_with("typedef struct");
            declaration && line.split([' ', '}']).next_back() == Some(name)
        })
    }
}

/// The PKCS #11 headers of a directory, one after another.
fn texts(directory: &Path) -> Option<String> {
    let paths = fs::read_dir(directory).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let headers = paths.filter(|path| path.to_string_lossy().contains("pkcs11"));
    let texts = headers.filter_map(|path| fs::read(path).ok());
    Some(texts.map(|text| String::from_utf8_lossy(&text).into_owned()).collect())
}
