//! Reads the names out of our own headers: constants, typedefs, structs, functions. Whatever it does not understand
//! stops the build, so that nothing is left out in silence.

use std::fs;
use std::path::PathBuf;

/// What some headers declare.
#[derive(Default)]
pub(crate) struct Header {
    pub(crate) constants: Vec<String>,
    /// Scalars, pointers and function pointers.
    pub(crate) typedefs: Vec<String>,
    /// Structs, each with its fields.
    pub(crate) structs: Vec<(String, Vec<String>)>,
    /// Prototypes: the name, and the arguments as Rust writes them.
    pub(crate) functions: Vec<(String, String)>,
    /// Types of functions: the same.
    pub(crate) function_types: Vec<(String, String)>,
}

impl Header {
    pub(crate) fn read(paths: &[PathBuf]) -> Self {
        let mut header = Self::default();
        for path in paths {
            let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let code = header.directives(&without_comments(&text));
            for statement in statements(&code) {
                header.statement(&statement).unwrap_or_else(|| panic!("{}: {statement}", path.display()));
            }
        }
        header
    }

    /// Notes each `#define` that has a value, and returns the lines that are no directives.
    fn directives(&mut self, text: &str) -> String {
        let (directives, code): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
        for directive in directives {
            let words: Vec<&str> = directive.split_whitespace().collect();
            if let ["#define", name, _value] = words[..] {
                self.constants.push(name.into());
            }
        }
        code.join("\n")
    }

    /// Notes one declaration, or returns `None` where it is of no known form.
    fn statement(&mut self, statement: &str) -> Option<()> {
        let (head, tail) = statement.split_once('{').unwrap_or((statement, ""));
        match (head.split_whitespace().collect::<Vec<_>>()[..].as_ref(), tail) {
            (["typedef", "struct", name] | ["struct", name], body) if !body.is_empty() => {
                let (body, _) = body.split_once('}')?;
                let fields = body.split(';').filter(|field| !field.trim().is_empty());
                let fields = fields.map(|field| Some(declared(field)?.1)).collect::<Option<_>>()?;
                self.structs.push(((*name).into(), fields));
            }
            (["typedef", "struct", name, again], "") if name == again => {}
            (["typedef", "CK_RV", ..], "") => {
                let (name, arguments) = head.split_once("(*")?.1.split_once(")(")?;
                self.typedefs.push(name.into());
                self.function_types.push((name.into(), rust_arguments(arguments)?));
            }
            (["typedef", ..], "") => self.typedefs.push(declared(head)?.1),
            (["CK_RV", ..], "") => {
                let (name, arguments) = head.trim().strip_prefix("CK_RV ")?.split_once('(')?;
                self.functions.push((name.into(), rust_arguments(arguments)?));
            }
            _ => return None,
        }
        Some(())
    }
}

/// The text without its `/* comments */`.
fn without_comments(text: &str) -> String {
    let mut pieces = text.split("/*");
    let mut code = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        code += piece.split_once("*/").expect("a comment ends").1;
    }
    code
}

/// The declarations: what semicolons separate, outside of braces.
fn statements(code: &str) -> Vec<String> {
    let mut depth = 0;
    let pieces = code.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ';' && depth == 0
    });
    pieces.map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect()
}

/// Type and name of `CK_ULONG ulLen`, `CK_BYTE *pValue` or `CK_BYTE iv[16]`; the type of the latter two is cut short.
fn declared(declaration: &str) -> Option<(String, String)> {
    let (head, name) = declaration.trim().rsplit_once([' ', '*'])?;
    let name = name.split_once('[').map_or(name, |(name, _)| name);
    Some((head.trim().into(), name.into()))
}

/// `CK_SLOT_ID slotID, CK_FLAGS flags)` as `slotID: CK_SLOT_ID, flags: CK_FLAGS`.
fn rust_arguments(arguments: &str) -> Option<String> {
    let arguments = arguments.trim().strip_suffix(')')?.split(',').map(|argument| {
        let (c_type, name) = declared(argument)?;
        Some(format!("{name}: {c_type}"))
    });
    Some(arguments.collect::<Option<Vec<_>>>()?.join(", "))
}
