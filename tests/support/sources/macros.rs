//! Macros: what is passed to them, row by row, and what they declare by name of their arguments.

use super::Source;
use super::tokens::{Token, before, close, text};
use core::ops::Range;

/// A call of a macro, in no block.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// The macro.
    pub name: &'a str,
    /// The line, from 1.
    pub line: usize,
    /// What is between the brackets, without comments.
    pub body: &'a str,
}

impl Source {
    /// The calls of macros that are in no block.
    pub fn calls(&self) -> Vec<Call<'_>> {
        let tokens = self.tokens();
        let (mut found, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            let is_call = tokens[at].is_word() && text(&tokens, at + 1) == "!" && is_open(text(&tokens, at + 2));
            if is_call {
                let end = close(&tokens, at + 2);
                let body = &self.uncommented()[tokens[at + 2].end()..tokens[end - 1].start];
                found.push(Call { name: tokens[at].text, line: tokens[at].line, body });
                at = end;
            } else {
                at = if is_open(tokens[at].text) { close(&tokens, at) } else { at + 1 };
            }
        }
        found
    }

    /// The only call of this macro that is in no block.
    ///
    /// # Panics
    ///
    /// If there is none, or more than one; the message names the file and the macro.
    pub fn call(&self, name: &str) -> Call<'_> {
        let mut calls: Vec<_> = self.calls().into_iter().filter(|call| call.name == name).collect();
        assert_eq!(calls.len(), 1, "{}: calls of `{name}!`, which is a table", self.path());
        calls.remove(0)
    }

    /// The definition of a macro of this file, without comments and literals.
    pub fn macro_rules(&self, name: &str) -> Option<&str> {
        let tokens = self.tokens();
        let named = |at: &usize| text(&tokens, *at) == "macro_rules" && text(&tokens, at + 2) == name;
        let open = (0..tokens.len()).find(named)? + 3;
        Some(&self.code()[tokens.get(open)?.end()..tokens[close(&tokens, open) - 1].start])
    }
}

/// The rows of a table, which end with the line, without attributes; a call of a macro that has none is one row.
pub fn rows_of(body: &str) -> impl Iterator<Item = String> {
    let (mut rows, mut row) = (Vec::new(), String::new());
    for line in body.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("#[")) {
        row.push_str(if row.is_empty() { "" } else { " " });
        row.push_str(line.strip_suffix(';').unwrap_or(line));
        if line.ends_with(';') {
            rows.push(core::mem::take(&mut row));
        }
    }
    rows.push(row);
    rows.into_iter().filter(|row| !row.is_empty())
}

fn is_open(text: &str) -> bool {
    matches!(text, "{" | "(" | "[")
}

/// A macro whose arguments are separated by commas, without repetitions, and all its calls in the file.
pub(super) struct Expansion<'a> {
    parameters: Vec<&'a str>,
    pub(super) body: Range<usize>,
    pub(super) calls: Vec<Vec<&'a str>>,
}

impl<'a> Expansion<'a> {
    pub(super) fn all(tokens: &[Token<'a>]) -> Vec<Self> {
        let named = (0..tokens.len()).filter(|at| tokens[*at].text == "macro_rules" && text(tokens, at + 1) == "!");
        named.filter_map(|at| Self::read(tokens, at + 2)).collect()
    }

    /// The macro whose name is here.
    fn read(tokens: &[Token<'a>], at: usize) -> Option<Self> {
        let name = text(tokens, at);
        let matcher = at + 2..close(tokens, at + 2);
        let inner = tokens.get(matcher.start + 1..matcher.end - 1)?;
        let parameters: Vec<_> = inner.split(|token| token.text == ",").filter(|part| !part.is_empty()).collect();
        // `$name:ident`, and nothing else.
        let is_plain = |part: &&[Token<'_>]| part.len() == 3 && part[0].text.len() > 1 && part[0].text.starts_with('$');
        if text(tokens, matcher.end) != "=>" || parameters.is_empty() || !parameters.iter().all(is_plain) {
            return None;
        }
        let body = matcher.end + 1..close(tokens, matcher.end + 1);
        let is_call = |at: &usize| {
            text(tokens, *at) == name
                && text(tokens, at + 1) == "!"
                && is_open(text(tokens, at + 2))
                && before(tokens, *at) != "!"
        };
        let calls = (0..tokens.len()).filter(is_call).map(|at| {
            let arguments = &tokens[at + 3..close(tokens, at + 2) - 1];
            arguments.split(|token| token.text == ",").map(|part| text(part, 0)).collect()
        });
        Some(Self { parameters: parameters.iter().map(|part| part[0].text).collect(), calls: calls.collect(), body })
    }

    /// What a variable is in a call; other words are themselves.
    pub(super) fn resolve(&self, arguments: &[&str], name: &str) -> String {
        let at = self.parameters.iter().position(|parameter| *parameter == name);
        at.and_then(|at| arguments.get(at).copied()).unwrap_or(name).to_owned()
    }
}
