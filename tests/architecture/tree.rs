//! The modules of a crate as files, and the file in which a path's item is declared.

use std::collections::{BTreeMap, BTreeSet};
use support::sources::{Import, PathUse, Source, has_word};

/// How many re-exports are followed for one name.
const DEPTH: usize = 16;

/// A file of the crate.
pub(crate) struct File {
    pub(crate) source: Source,
    /// The module that it is; empty for lib.rs.
    pub(crate) module: Vec<String>,
    pub(crate) imports: Vec<Import>,
    pub(crate) paths: Vec<PathUse>,
    declared: BTreeSet<String>,
}

impl File {
    /// The top-level module that it belongs to; `None` for lib.rs.
    pub(crate) fn room(&self) -> Option<&str> {
        self.module.first().map(String::as_str)
    }
}

/// A crate.
pub(crate) struct Tree {
    pub(crate) files: Vec<File>,
    modules: BTreeMap<Vec<String>, usize>,
}

/// How a name is looked for in a module.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// It is declared or imported by name.
    Declared,
    /// A glob brings it in from a file that has it as a word: an argument of a macro that declares it.
    Mentioned,
}

impl Tree {
    /// The crate in this folder; lib.rs is its root.
    pub(crate) fn new(folder: &str, sources: Vec<Source>) -> Self {
        let files: Vec<File> = sources
            .into_iter()
            .map(|source| {
                let path = source.path_in(folder).trim_end_matches(".rs");
                let path = if path == "lib" { "" } else { path.trim_end_matches("/mod") };
                let module = path.split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect();
                let declared = source.declared().into_iter().map(str::to_owned).collect();
                File { imports: source.imports(), paths: source.paths(), declared, module, source }
            })
            .collect();
        let modules: BTreeMap<_, _> = files.iter().enumerate().map(|(at, file)| (file.module.clone(), at)).collect();
        assert!(modules.contains_key(&[][..]), "{folder}/lib.rs is missing");
        Self { files, modules }
    }

    /// The rooms: the top-level modules.
    pub(crate) fn rooms(&self) -> BTreeSet<String> {
        self.files.iter().filter_map(|file| file.room().map(str::to_owned)).collect()
    }

    /// A path of a file from the root of the crate on; `None` if it leads to another crate, or is of no module.
    pub(crate) fn absolute(&self, file: &File, inside: &[String], path: &[String]) -> Option<Vec<String>> {
        let mut here = [&file.module, inside].concat();
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => return Some(rest.to_vec()),
            "self" => here.extend_from_slice(rest),
            "super" => {
                let up = path.iter().take_while(|segment| *segment == "super").count();
                here.truncate(here.len().checked_sub(up)?);
                here.extend_from_slice(&path[up..]);
            }
            name => {
                here.push(name.to_owned());
                if !self.modules.contains_key(&here) {
                    return self.through_import(file, inside, name, rest);
                }
                here.extend_from_slice(rest);
            }
        }
        Some(here)
    }

    /// A path whose first name is one that the file imports.
    fn through_import(&self, file: &File, inside: &[String], name: &str, rest: &[String]) -> Option<Vec<String>> {
        let import = file.imports.iter().find(|import| import.name == name && import.inside == inside)?;
        // What begins with the name itself is of another crate.
        let path = (import.path.first()? != name).then(|| self.absolute(file, inside, &import.path))??;
        Some([&path[..], rest].concat())
    }

    /// The file that declares what is at this absolute path; if nothing is found there, the file of the last module on
    /// the way. `None` if that is the root.
    pub(crate) fn resolve(&self, path: &[String]) -> Option<usize> {
        let found = [Look::Declared, Look::Mentioned].into_iter().find_map(|look| self.look(path, look, DEPTH));
        let found = found.unwrap_or_else(|| self.descend(path).0);
        (!self.files[found].module.is_empty()).then_some(found)
    }

    /// The file of the last module of a path, and the number of segments up to it.
    fn descend(&self, path: &[String]) -> (usize, usize) {
        let deepest = (0..=path.len()).take_while(|length| self.modules.contains_key(&path[..*length])).last();
        let length = deepest.unwrap_or_default();
        (self.modules[&path[..length]], length)
    }

    fn look(&self, path: &[String], look: Look, depth: usize) -> Option<usize> {
        let (at, length) = self.descend(path);
        let Some(name) = path.get(length) else { return Some(at) };
        let depth = depth.checked_sub(1)?;
        let (file, rest) = (&self.files[at], &path[length + 1..]);
        let of_module = || file.imports.iter().filter(|import| import.inside.is_empty());
        if let Some(import) = of_module().find(|import| import.name == *name) {
            let target = self.absolute(file, &[], &import.path)?;
            return self.look(&[&target[..], rest].concat(), look, depth);
        }
        if file.declared.contains(name) {
            return Some(at);
        }
        let through_glob = of_module().filter(|import| import.is_glob()).find_map(|import| {
            let target = self.absolute(file, &[], &import.path).filter(|target| *target != file.module)?;
            self.look(&[&target[..], &path[length..]].concat(), look, depth)
        });
        let is_mentioned = || look == Look::Mentioned && !file.module.is_empty() && has_word(file.source.code(), name);
        through_glob.or_else(|| is_mentioned().then_some(at))
    }
}
