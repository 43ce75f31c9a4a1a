//! Files and paths: `file`, `fileset`, `basename` and their like.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Digest as _;

use super::answer::{Answer, CallFault};
use super::arguments::{self, Arguments, wrong};
use super::hash::hexadecimal;
use crate::files::FileFault;
use crate::value::{Value, ValueKind};

fn with(
    given: &Arguments<'_>,
    make: impl FnOnce(&[u8]) -> Result<Answer, CallFault>,
) -> Result<Answer, CallFault> {
    match given.files.read(&given.text(0)?) {
        Ok(bytes) => make(&bytes),
        Err(FileFault::Outside(why)) => Ok(Answer::Unread(why)),
        Err(FileFault::Missing(message)) => Err(wrong(0, message)),
    }
}

pub(super) fn file(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    with(given, |bytes| {
        let text = std::str::from_utf8(bytes)
            .map_err(|_| wrong(0, "the file is not UTF-8; filebase64() reads other bytes"))?;
        arguments::text(text)
    })
}

pub(super) fn filebase64(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    with(given, |bytes| arguments::text(STANDARD.encode(bytes)))
}

pub(super) fn filemd5(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    with(given, |bytes| arguments::text(hexadecimal(&md5::Md5::digest(bytes))))
}

pub(super) fn filesha1(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    with(given, |bytes| arguments::text(hexadecimal(&sha1::Sha1::digest(bytes))))
}

pub(super) fn filesha256(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    with(given, |bytes| arguments::text(hexadecimal(&sha2::Sha256::digest(bytes))))
}

pub(super) fn filesha512(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    with(given, |bytes| arguments::text(hexadecimal(&sha2::Sha512::digest(bytes))))
}

pub(super) fn filebase64sha256(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    with(given, |bytes| arguments::text(STANDARD.encode(sha2::Sha256::digest(bytes))))
}

pub(super) fn filebase64sha512(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    with(given, |bytes| arguments::text(STANDARD.encode(sha2::Sha512::digest(bytes))))
}

pub(super) fn fileexists(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    match given.files.read(&given.text(0)?) {
        Ok(_) => arguments::truth(true),
        Err(FileFault::Missing(_)) => arguments::truth(false),
        Err(FileFault::Outside(why)) => Ok(Answer::Unread(why)),
    }
}

pub(super) fn fileset(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let (folder, pattern) = (given.text(0)?, given.text(1)?);
    let files = match given.files.list(&folder) {
        Ok(files) => files,
        Err(FileFault::Outside(why)) => return Ok(Answer::Unread(why)),
        Err(FileFault::Missing(_)) => Vec::new(),
    };
    let origin = given.values[0].origin.clone();
    let mut found: Vec<String> = files.into_iter().filter(|path| fits(&pattern, path)).collect();
    found.sort();
    found.dedup();
    let items = found.into_iter().map(|path| Value::text(path, origin.clone())).collect();
    Ok(Answer::Made(ValueKind::Set(std::sync::Arc::new(items))))
}

/// Whether a path fits a pattern of `*`, `**`, `?`, `[…]` and `{a,b}`.
fn fits(pattern: &str, path: &str) -> bool {
    let mut expression = String::from("^");
    let mut letters = pattern.chars().peekable();
    let mut braces = 0;
    while let Some(letter) = letters.next() {
        match letter {
            '*' if letters.peek() == Some(&'*') => {
                letters.next();
                if letters.peek() == Some(&'/') {
                    letters.next();
                    expression.push_str("(?:.*/)?");
                } else {
                    expression.push_str(".*");
                }
            }
            '*' => expression.push_str("[^/]*"),
            '?' => expression.push_str("[^/]"),
            '{' => {
                braces += 1;
                expression.push_str("(?:");
            }
            '}' if braces > 0 => {
                braces -= 1;
                expression.push(')');
            }
            ',' if braces > 0 => expression.push('|'),
            '[' => {
                expression.push('[');
                for inner in letters.by_ref() {
                    match inner {
                        ']' => break,
                        '!' if expression.ends_with('[') => expression.push('^'),
                        '\\' | '[' | '&' | '~' => {
                            expression.push('\\');
                            expression.push(inner);
                        }
                        _ => expression.push(inner),
                    }
                }
                expression.push(']');
            }
            _ => expression.push_str(&regex::escape(&letter.to_string())),
        }
    }
    expression.push('$');
    regex::Regex::new(&expression).is_ok_and(|expression| expression.is_match(path))
}

pub(super) fn basename(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let path = given.text(0)?;
    let kept = path.trim_end_matches('/');
    arguments::text(match (&*path, kept) {
        ("", _) => ".",
        (_, "") => "/",
        _ => kept.rsplit('/').next().unwrap_or(kept),
    })
}

pub(super) fn dirname(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let path = given.text(0)?;
    let folder = path.rfind('/').map_or("", |at| &path[..=at]);
    arguments::text(cleaned(folder))
}

/// A path without `.`, `..` and doubled slashes, as Go's `filepath.Clean` writes it.
pub(crate) fn cleaned(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if kept.last().is_some_and(|last| *last != "..") => {
                kept.pop();
            }
            ".." if rooted => {}
            _ => kept.push(part),
        }
    }
    match (rooted, kept.is_empty()) {
        (true, _) => format!("/{}", kept.join("/")),
        (false, true) => ".".to_owned(),
        (false, false) => kept.join("/"),
    }
}

/// Where the configuration lies is known to the machine that it is run on.
pub(super) fn abspath(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let path = given.text(0)?;
    if path.starts_with('/') { arguments::text(cleaned(&path)) } else { Ok(Answer::Unknown) }
}

pub(super) fn pathexpand(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let path = given.text(0)?;
    if path.starts_with('~') { Ok(Answer::Unknown) } else { arguments::text(path) }
}
