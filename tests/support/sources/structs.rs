//! The rows of pkcs11-sys that declare structs, with their layout on four ABIs.

use super::Source;

/// `CK_INFO [88/8 76/4 72/1 72/1] { ... }`.
#[derive(Clone, Debug)]
pub struct Struct<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its line, from 1.
    pub line: usize,
    /// Size and alignment, for each ABI.
    pub sizes: Vec<(usize, usize)>,
    /// Its fields, in order; none where a macro writes them.
    pub fields: Vec<Field<'a>>,
}

/// `kdf: CK_EC_KDF_TYPE [0 0 0 0],`.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its offset, for each ABI.
    pub offsets: Vec<usize>,
}

impl Source {
    /// The structs of the file.
    ///
    /// # Panics
    ///
    /// If a row is not as above; the message names the file and the line.
    pub fn structs(&self) -> Vec<Struct<'_>> {
        let mut found: Vec<Struct<'_>> = Vec::new();
        let mut open = false;
        for (at, line) in self.code().lines().map(str::trim).enumerate() {
            let malformed = format!("{}:{}: `{line}` is no row of a struct", self.path(), at + 1);
            let number = |text: &str| text.parse::<usize>().unwrap_or_else(|_| panic!("{malformed}"));
            if let Some((name, sizes)) = line.strip_suffix("] {").and_then(|row| row.split_once(" [")) {
                let sizes = sizes.split_whitespace();
                let sizes = sizes.map(|pair| pair.split_once('/').unwrap_or_else(|| panic!("{malformed}")));
                let sizes = sizes.map(|(size, alignment)| (number(size), number(alignment))).collect();
                found.push(Struct { name, line: at + 1, sizes, fields: Vec::new() });
                open = true;
            } else if line == "}" {
                open = false;
            } else if let Some((declaration, offsets)) =
                line.strip_suffix("],").filter(|_| open).and_then(|row| row.rsplit_once('['))
            {
                let (name, _) = declaration.split_once(':').unwrap_or_else(|| panic!("{malformed}"));
                let offsets = offsets.split_whitespace().map(number).collect();
                if let Some(last) = found.last_mut() {
                    last.fields.push(Field { name, offsets });
                }
            }
        }
        found
    }

    /// The struct of that name.
    ///
    /// # Panics
    ///
    /// If the file has none; the message names both.
    pub fn struct_row(&self, name: &str) -> Struct<'_> {
        let found = self.structs().into_iter().find(|row| row.name == name);
        found.unwrap_or_else(|| panic!("{}: there is no row of {name}", self.path()))
    }
}
