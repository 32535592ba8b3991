//! What a file declares: implementations, functions, types.

use super::Source;
use super::macros::Expansion;
use super::tokens::{Token, attributes, before, begins_item, close, close_angle, text};
use core::ops::Range;
use std::collections::BTreeSet;

/// `impl Trait for Subject { ... }`, or without the trait. Names are those at the end of a path, without generics.
#[derive(Clone, Debug)]
pub struct Impl<'a> {
    /// Its line, from 1.
    pub line: usize,
    /// The trait, if it is of one.
    pub of_trait: Option<&'a str>,
    /// The type; within a macro, perhaps `$name`.
    pub subject: &'a str,
    pub(super) body: Range<usize>,
}

/// A function.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Function {
    /// The type whose implementation it is in.
    pub owner: Option<String>,
    /// Its name.
    pub name: String,
    /// Whether it is `pub`; `pub(crate)` is not.
    pub is_public: bool,
    /// Whether a trait declares it.
    pub is_of_trait: bool,
    /// Its line, from 1.
    pub line: usize,
}

/// A public struct or enum that is written out at the top of a file.
#[derive(Clone, Debug)]
pub struct Type<'a> {
    /// Its line, from 1.
    pub line: usize,
    /// Whether it is a struct.
    pub is_struct: bool,
    /// Its name.
    pub name: &'a str,
    /// The traits that it derives.
    pub derives: Vec<&'a str>,
    /// The declaration, from its name on, masked as [`Source::code`].
    pub body: &'a str,
}

impl Source {
    /// The implementations, in macros as well.
    pub fn impls(&self) -> Vec<Impl<'_>> {
        let tokens = self.tokens();
        let at = (0..tokens.len()).filter(|at| is_impl(&tokens, *at));
        at.filter_map(|at| implementation(&tokens, at)).collect()
    }

    /// The functions, with their types. What a macro of this file declares by name of its arguments is there once for each
    /// call; what it declares in a repetition is named by the variable, such as `$name`.
    pub fn functions(&self) -> Vec<Function> {
        let (tokens, impls) = (self.tokens(), self.impls());
        let expansions = Expansion::all(&tokens);
        let mut found = Vec::new();
        for at in (0..tokens.len()).filter(|at| tokens[*at].text == "fn") {
            let Some(name) = tokens.get(at + 1).filter(|name| name.is_word()) else { continue };
            // Inner ones come later.
            let owner = impls.iter().rfind(|block| block.body.contains(&at));
            let function = Function {
                owner: owner.map(|block| block.subject.to_owned()),
                name: name.text.to_owned(),
                is_public: is_public(&tokens, at),
                is_of_trait: owner.is_some_and(|block| block.of_trait.is_some()),
                line: name.line,
            };
            let is_variable = |name: &str| name.starts_with('$');
            let depends = is_variable(&function.name) || function.owner.as_deref().is_some_and(is_variable);
            match expansions.iter().find(|expansion| expansion.body.contains(&at)) {
                Some(expansion) if depends => found.extend(expansion.calls.iter().map(|arguments| Function {
                    owner: function.owner.as_ref().map(|name| expansion.resolve(arguments, name)),
                    name: expansion.resolve(arguments, &function.name),
                    ..function.clone()
                })),
                _ => found.push(function),
            }
        }
        found
    }

    /// The public structs and enums that are written out, outside of macros.
    pub fn types(&self) -> Vec<Type<'_>> {
        let tokens = self.tokens();
        let mut found = Vec::new();
        for at in declarations(&tokens, &["struct", "enum"]) {
            let start = attributes(&tokens, at - 1);
            let mut derives = Vec::new();
            for derive in start.clone().filter(|at| tokens[*at].text == "derive") {
                let words = tokens[derive + 1..close(&tokens, derive + 1)].iter().filter(|token| token.is_word());
                derives.extend(words.map(|word| word.text));
            }
            let mut end = at + 1;
            while end < tokens.len() && !matches!(tokens[end].text, ";" | "{") {
                end = if matches!(tokens[end].text, "(" | "[") { close(&tokens, end) } else { end + 1 };
            }
            let end = if text(&tokens, end) == "{" { close(&tokens, end) } else { end + 1 };
            let body = &self.code()[tokens[at + 1].start..tokens[end.min(tokens.len()) - 1].end()];
            let (line, is_struct, name) = (tokens[at].line, tokens[at].text == "struct", tokens[at + 1].text);
            found.push(Type { line, is_struct, name, derives, body });
        }
        found
    }

    /// The names of public type aliases that are written out, outside of macros.
    pub fn type_aliases(&self) -> Vec<&str> {
        let tokens = self.tokens();
        declarations(&tokens, &["type"]).into_iter().map(|at| tokens[at + 1].text).collect()
    }

    /// The names of the items that the file declares, in whatever module or block of it; those that a macro declares by name
    /// of its arguments are not among them.
    pub fn declared(&self) -> BTreeSet<&str> {
        const KINDS: [&str; 9] = ["struct", "enum", "union", "trait", "type", "fn", "const", "static", "mod"];
        let tokens = self.tokens();
        let names = (1..tokens.len()).filter(|at| match before(&tokens, *at) {
            "!" => *at > 1 && before(&tokens, at - 1) == "macro_rules",
            "mut" => *at > 1 && before(&tokens, at - 1) == "static",
            before => KINDS.contains(&before),
        });
        names.map(|at| tokens[at].text).collect()
    }
}

/// The keywords of public items that are in no block.
fn declarations(tokens: &[Token<'_>], keywords: &[&str]) -> Vec<usize> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if keywords.contains(&tokens[at].text) && before(tokens, at) == "pub" && at + 1 < tokens.len() {
            found.push(at);
        }
        at = if matches!(tokens[at].text, "{" | "(" | "[") { close(tokens, at) } else { at + 1 };
    }
    found
}

/// Whether an implementation begins here, and not the type of an argument or a result.
fn is_impl(tokens: &[Token<'_>], at: usize) -> bool {
    text(tokens, at) == "impl" && begins_item(tokens, at)
}

fn implementation<'a>(tokens: &[Token<'a>], at: usize) -> Option<Impl<'a>> {
    let start = if text(tokens, at + 1) == "<" { close_angle(tokens, at + 1) } else { at + 1 };
    let length = tokens[start..].iter().position(|token| token.text == "{")?;
    let head = &tokens[start..start + length];
    let head = &head[..head.iter().position(|token| token.text == "where").unwrap_or(head.len())];
    let is_for = |at: &usize| head[*at].text == "for" && text(head, at + 1) != "<";
    let (of_trait, subject) = match (0..head.len()).find(is_for) {
        Some(at) => (Some(name(&head[..at])?), &head[at + 1..]),
        None => (None, head),
    };
    let body = start + length..close(tokens, start + length);
    Some(Impl { line: tokens[at].line, of_trait, subject: name(subject)?, body })
}

/// The name at the end of the first path, without generics.
fn name<'a>(path: &[Token<'a>]) -> Option<&'a str> {
    let first = path.iter().position(|token| token.is_word() && !matches!(token.text, "mut" | "dyn"))?;
    let mut last = first;
    while text(path, last + 1) == "::" && path.get(last + 2).is_some_and(Token::is_word) {
        last += 2;
    }
    Some(path[last].text)
}

/// Whether the function whose `fn` is here is `pub`.
fn is_public(tokens: &[Token<'_>], mut at: usize) -> bool {
    while matches!(before(tokens, at), "const" | "async" | "unsafe" | "extern") || before(tokens, at).starts_with('"') {
        at -= 1;
    }
    before(tokens, at) == "pub"
}
