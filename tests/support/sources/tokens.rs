//! Tokens of masked code.

use core::ops::Range;

/// A word (with the `$` or `'` in front of it), a number, a literal's quotes, or punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// As written.
    pub text: &'a str,
    /// Its offset in the file.
    pub start: usize,
    /// Its line, from 1.
    pub line: usize,
}

impl<'a> Token<'a> {
    /// Whether it is a word or a number.
    pub fn is_word(&self) -> bool {
        self.text.starts_with(|first: char| first.is_alphanumeric() || matches!(first, '_' | '$')) && self.text != "$"
    }

    /// The offset of its end.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

pub(super) fn tokens(code: &str) -> Vec<Token<'_>> {
    let (mut found, mut at, mut line) = (Vec::new(), 0, 1);
    while let Some(first) = code[at..].chars().next() {
        let rest = &code[at..];
        let word = |from: usize| {
            let end = rest[from..].find(|next: char| !next.is_alphanumeric() && next != '_');
            end.map_or(rest.len(), |end| from + end)
        };
        let length = match first {
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            '$' | '\'' => word(1),
            _ if first.is_alphanumeric() || first == '_' => word(0),
            _ if ["::", "->", "=>"].iter().any(|long| rest.starts_with(long)) => 2,
            _ => first.len_utf8(),
        };
        let text = &rest[..length];
        if !first.is_whitespace() {
            found.push(Token { text, start: at, line });
        }
        line += text.matches('\n').count();
        at += length;
    }
    found
}

/// The text of a token, or nothing where there is none.
pub(super) fn text<'a>(tokens: &[Token<'a>], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| token.text)
}

/// The text of the token before, or nothing where there is none.
pub(super) fn before<'a>(tokens: &[Token<'a>], at: usize) -> &'a str {
    at.checked_sub(1).map_or("", |at| text(tokens, at))
}

/// Whether an item may begin here: after another one, a bracket, an attribute or a visibility, or in a repetition of a macro.
pub(super) fn begins_item(tokens: &[Token<'_>], at: usize) -> bool {
    match before(tokens, at) {
        "(" => at > 1 && before(tokens, at - 1) == "$",
        before => matches!(before, "" | "}" | "{" | ";" | "]" | ")" | "*" | "pub" | "unsafe"),
    }
}

/// The place behind the bracket that closes the one here.
pub(super) fn close(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.text {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}

/// The place behind the `>` that closes the `<` here.
pub(super) fn close_angle(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.text {
            "<" => depth += 1,
            ">" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}

/// The place where the attributes in front of an item begin, with its visibility.
pub(super) fn attributes(tokens: &[Token<'_>], item: usize) -> Range<usize> {
    let mut start = item;
    while before(tokens, start) == "]" {
        let mut depth = 0_usize;
        let open = tokens[..start].iter().rposition(|token| {
            depth += usize::from(token.text == "]");
            depth -= usize::from(token.text == "[");
            depth == 0
        });
        match open {
            Some(open) if before(tokens, open) == "#" => start = open - 1,
            _ => break,
        }
    }
    start..item
}
