//! What a file names: its `use` lines and the paths in its code.

use super::Source;
use super::tokens::{Token, before, begins_item, close, text};

/// One name that a `use` line brings in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The line of the name, from 1.
    pub line: usize,
    /// The modules of this file that the line is in, outermost first.
    pub inside: Vec<String>,
    /// The path, from `crate`, `super`, `self` or a name on.
    pub path: Vec<String>,
    /// What it is called from here on; for a glob, `*`.
    pub name: String,
    /// Whether it is brought in for others, too: `pub use`, `pub(crate) use`.
    pub shared: bool,
}

impl Import {
    /// Whether it brings in all names of its path.
    pub fn is_glob(&self) -> bool {
        self.name == "*"
    }
}

/// A path of at least two segments in the code, outside of `use` lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathUse {
    /// Its line, from 1.
    pub line: usize,
    /// The modules of this file that it is in, outermost first.
    pub inside: Vec<String>,
    /// Its segments, up to the first with generic arguments.
    pub path: Vec<String>,
}

impl Source {
    /// The names that `use` lines bring in.
    pub fn imports(&self) -> Vec<Import> {
        let tokens = self.tokens();
        let mut found = Vec::new();
        walk(&tokens, |at, inside| {
            if is_use(&tokens, at) {
                let shared = matches!(before(&tokens, at), "pub" | ")");
                let mut tree = Tree { tokens: &tokens, at: at + 1, inside, shared, found: &mut found };
                tree.read(&[]);
                tree.at
            } else {
                at + 1
            }
        });
        found
    }

    /// The paths outside of `use` lines.
    pub fn paths(&self) -> Vec<PathUse> {
        let tokens = self.tokens();
        let mut found = Vec::new();
        walk(&tokens, |at, inside| {
            if is_use(&tokens, at) {
                return tokens[at..].iter().position(|token| token.text == ";").map_or(tokens.len(), |end| at + end);
            }
            // `pub(in crate::room)` names no use.
            let is_visibility = before(&tokens, at) == "in" && at > 1 && before(&tokens, at - 1) == "(";
            if !tokens[at].is_word() || before(&tokens, at) == "::" || is_visibility {
                return at + 1;
            }
            let (mut path, mut end) = (vec![segment(tokens[at].text)], at + 1);
            while text(&tokens, end) == "::" && tokens.get(end + 1).is_some_and(Token::is_word) {
                path.push(segment(tokens[end + 1].text));
                end += 2;
            }
            if path.len() > 1 {
                found.push(PathUse { line: tokens[at].line, inside: inside.to_vec(), path });
            }
            end
        });
        found
    }
}

fn segment(text: &str) -> String {
    if text == "$crate" { "crate".to_owned() } else { text.to_owned() }
}

/// Whether a `use` line begins here; `impl Trait + use<'a>` is none.
fn is_use(tokens: &[Token<'_>], at: usize) -> bool {
    text(tokens, at) == "use" && text(tokens, at + 1) != "<" && begins_item(tokens, at)
}

/// Visits tokens with the modules they are in. The visitor tells where to go on.
fn walk(tokens: &[Token<'_>], mut visit: impl FnMut(usize, &[String]) -> usize) {
    let (mut at, mut inside) = (0, Vec::new());
    let mut ends: Vec<usize> = Vec::new();
    while at < tokens.len() {
        while ends.last().is_some_and(|end| *end <= at) {
            ends.pop();
            inside.pop();
        }
        if text(tokens, at) == "mod" && text(tokens, at + 2) == "{" {
            inside.push(text(tokens, at + 1).to_owned());
            ends.push(close(tokens, at + 2));
            at += 3;
            continue;
        }
        at = visit(at, &inside).max(at + 1);
    }
}

/// Reads what follows `use`.
struct Tree<'t, 'a> {
    tokens: &'t [Token<'a>],
    at: usize,
    inside: &'t [String],
    shared: bool,
    found: &'t mut Vec<Import>,
}

impl<'a> Tree<'_, 'a> {
    fn next(&self) -> &'a str {
        text(self.tokens, self.at)
    }

    fn read(&mut self, prefix: &[String]) {
        let (mut path, mut line) = (prefix.to_vec(), 0);
        loop {
            match self.next() {
                "::" => self.at += 1,
                "{" => {
                    let end = close(self.tokens, self.at);
                    self.at += 1;
                    while self.at + 1 < end {
                        self.read(&path);
                        self.at += usize::from(self.next() == ",");
                    }
                    self.at = end;
                    return;
                }
                "as" => {
                    let name = text(self.tokens, self.at + 1).to_owned();
                    self.at += 2;
                    return self.push(path, name, line);
                }
                "*" => {
                    let line = self.tokens[self.at].line;
                    self.at += 1;
                    return self.push(path, "*".to_owned(), line);
                }
                "self" if !path.is_empty() => {
                    line = self.tokens[self.at].line;
                    self.at += 1;
                }
                word if self.tokens.get(self.at).is_some_and(Token::is_word) => {
                    line = self.tokens[self.at].line;
                    path.push(segment(word));
                    self.at += 1;
                }
                _ => {
                    let name = path.last().cloned().unwrap_or_default();
                    self.at += usize::from(line == 0);
                    return self.push(path, name, line);
                }
            }
        }
    }

    fn push(&mut self, path: Vec<String>, name: String, line: usize) {
        if !path.is_empty() && line > 0 {
            self.found.push(Import { line, inside: self.inside.to_vec(), path, name, shared: self.shared });
        }
    }
}
