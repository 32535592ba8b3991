//! Blanks in place of comments and of what is between quotes, so that the rest keeps its offsets and lines.

/// The two masked texts, both as long as the original.
pub(super) struct Masked {
    /// Without comments.
    pub(super) uncommented: String,
    /// Without comments, and with `"   "` for every literal of a string or character.
    pub(super) code: String,
}

pub(super) fn mask(text: &str) -> Masked {
    let bytes = text.as_bytes();
    let (mut uncommented, mut code) = (bytes.to_vec(), bytes.to_vec());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let end = match rest {
            [b'/', b'/', ..] => at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len()),
            [b'/', b'*', ..] => at + block_comment(rest),
            _ => at,
        };
        if end > at {
            blank(&mut uncommented[at..end]);
            blank(&mut code[at..end]);
            at = end;
            continue;
        }
        let is_in_word = at > 0 && is_word(bytes[at - 1]);
        match literal(rest, is_in_word) {
            Some(length) => {
                blank(&mut code[at..at + length]);
                code[at] = b'"';
                code[at + length - 1] = b'"';
                at += length;
            }
            None => at += 1,
        }
    }
    // Only whole characters were replaced, by ASCII.
    let utf8 = |bytes| String::from_utf8(bytes).unwrap_or_else(|error| panic!("masked UTF-8: {error}"));
    Masked { uncommented: utf8(uncommented), code: utf8(code) }
}

/// Puts a blank where there is neither a blank nor the end of a line.
pub(super) fn blank(bytes: &mut [u8]) {
    bytes.iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The length of a block comment, with those inside it.
fn block_comment(text: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        match text[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] if depth == 1 => return at + 2,
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    text.len()
}

/// The length of the string or character that begins here, if one does.
fn literal(text: &[u8], is_in_word: bool) -> Option<usize> {
    match text {
        [b'"', ..] => Some(string(text)),
        [b'r', ..] if !is_in_word => raw_string(text, 1),
        [b'b' | b'c', b'r', ..] if !is_in_word => raw_string(text, 2),
        [b'\'', b'\\', _, rest @ ..] => {
            Some(rest.iter().position(|byte| *byte == b'\'').map_or(text.len(), |at| at + 4))
        }
        // A character may have four bytes. What has no end that soon is a lifetime.
        [b'\'', rest @ ..] => {
            let length = (1..=4).find(|length| rest.get(*length) == Some(&b'\''))?;
            let character = core::str::from_utf8(&rest[..length]).ok()?;
            (character.chars().count() == 1 && character != "'").then_some(length + 2)
        }
        _ => None,
    }
}

fn string(text: &[u8]) -> usize {
    let mut at = 1;
    while at < text.len() {
        match text[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

fn raw_string(text: &[u8], prefix: usize) -> Option<usize> {
    let hashes = text[prefix..].iter().take_while(|byte| **byte == b'#').count();
    let start = prefix + hashes;
    if text.get(start) != Some(&b'"') {
        return None;
    }
    let mut end = vec![b'"'];
    end.resize(hashes + 1, b'#');
    let body = &text[start + 1..];
    Some(body.windows(end.len()).position(|window| window == end).map_or(text.len(), |at| start + 1 + at + end.len()))
}
