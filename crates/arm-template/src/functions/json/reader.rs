//! JSON as the .NET library `Newtonsoft.Json` reads it: with comments, single quotes, names without quotes, a comma too many.

use std::sync::Arc;

use crate::functions::members::Members;
use crate::{Member, Node, Value};

/// How deep arrays and objects may lie within each other: the library's own bound.
const DEEPEST: usize = 64;

/// Makes a node of a value.
type Make<'m> = &'m dyn Fn(Value) -> Node;

/// Makes a member of a name and a node.
type MakeMember<'m> = &'m dyn Fn(&str, Node) -> Member;

/// Reads the one value of a text. The fault continues a sentence about the text.
pub(super) fn read(text: &str, make: Make<'_>, member: MakeMember<'_>) -> Result<Value, String> {
    let mut reader = JsonReader { rest: text, make, member };
    reader.skip()?;
    if reader.rest.is_empty() {
        return Err("holds no value".into());
    }
    let value = reader.value(DEEPEST)?;
    reader.skip()?;
    if reader.rest.is_empty() { Ok(value) } else { Err("goes on behind its value".into()) }
}

struct JsonReader<'t> {
    rest: &'t str,
    make: Make<'t>,
    member: MakeMember<'t>,
}

impl<'t> JsonReader<'t> {
    /// Passes over white space and comments.
    fn skip(&mut self) -> Result<(), String> {
        loop {
            self.rest = self.rest.trim_start();
            if let Some(comment) = self.rest.strip_prefix("//") {
                let end = comment.find(['\n', '\r']).unwrap_or(comment.len());
                self.rest = &comment[end..];
            } else if let Some(comment) = self.rest.strip_prefix("/*") {
                let end = comment.find("*/").ok_or("holds a comment that isn't closed")?;
                self.rest = &comment[end + 2..];
            } else {
                return Ok(());
            }
        }
    }

    fn taken(&mut self, sign: char) -> bool {
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, String> {
        let inside = || depth.checked_sub(1).ok_or("is nested too deeply");
        match self.rest.chars().next() {
            Some('{') => self.object(inside()?),
            Some('[') => self.array(inside()?),
            Some(quote @ ('"' | '\'')) => Ok(Value::String(self.string(quote)?.into())),
            Some('0'..='9' | '-' | '.') => self.number(),
            _ => self.word(),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, String> {
        self.rest = &self.rest[1..];
        let mut items = Vec::new();
        loop {
            self.skip()?;
            if self.taken(']') {
                return Ok(Value::array(items));
            }
            let value = self.value(depth)?;
            items.push((self.make)(value));
            self.skip()?;
            if !self.taken(',') && !self.rest.starts_with(']') {
                return Err(
                    "has an array that isn't closed, or no comma between its elements".into()
                );
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, String> {
        self.rest = &self.rest[1..];
        let mut members = Members::default();
        loop {
            self.skip()?;
            if self.taken('}') {
                return Ok(Value::object(members.list));
            }
            let name = self.name()?;
            self.skip()?;
            if !self.taken(':') {
                return Err("has a name without a colon behind it".into());
            }
            self.skip()?;
            let value = self.value(depth)?;
            members.put((self.member)(&name, (self.make)(value)));
            self.skip()?;
            if !self.taken(',') && !self.rest.starts_with('}') {
                return Err(
                    "has an object that isn't closed, or no comma between its members".into()
                );
            }
        }
    }

    fn name(&mut self) -> Result<Arc<str>, String> {
        match self.rest.chars().next() {
            Some(quote @ ('"' | '\'')) => self.string(quote).map(Into::into),
            _ => match self.bare() {
                "" => Err("has an object that isn't closed, or a name that is none".into()),
                name => Ok(name.into()),
            },
        }
    }

    /// Letters, digits, `_` and `$`.
    fn bare(&mut self) -> &'t str {
        let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '$');
        let length = self.rest.find(|sign| !is_part(sign)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        word
    }

    fn word(&mut self) -> Result<Value, String> {
        match self.bare() {
            "null" => Ok(Value::Null),
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            "Infinity" => Ok(Value::Float(f64::INFINITY)),
            "" => match self.rest.chars().next() {
                Some(sign) => Err(format!("holds '{sign}' where a value begins")),
                None => Err("ends where a value begins".into()),
            },
            word => Err(format!("holds the word {word}, which is no value")),
        }
    }

    fn string(&mut self, quote: char) -> Result<String, String> {
        self.rest = &self.rest[1..];
        let mut units = Vec::new();
        let mut text = String::new();
        loop {
            let mut signs = self.rest.chars();
            let sign = signs.next().ok_or("has a text that isn't closed")?;
            self.rest = signs.as_str();
            if sign == '\\' {
                units.push(self.escape()?);
                continue;
            }
            flush(&mut units, &mut text);
            if sign == quote {
                return Ok(text);
            }
            text.push(sign);
        }
    }

    /// The UTF-16 unit that an escape stands for, without its backslash.
    fn escape(&mut self) -> Result<u16, String> {
        let malformed = || "has an escape that is none";
        let sign = self.rest.chars().next().ok_or_else(malformed)?;
        self.rest = &self.rest[sign.len_utf8()..];
        let plain = match sign {
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'f' => '\u{c}',
            'r' => '\r',
            '"' | '\'' | '\\' | '/' => sign,
            'u' => {
                let digits = self.rest.get(..4).ok_or_else(malformed)?;
                let unit = u16::from_str_radix(digits, 16).map_err(|_| malformed())?;
                self.rest = &self.rest[4..];
                return Ok(unit);
            }
            _ => return Err(malformed().into()),
        };
        u16::try_from(u32::from(plain)).map_err(|_| malformed().into())
    }

    fn number(&mut self) -> Result<Value, String> {
        let is_part =
            |sign: char| sign.is_ascii_hexdigit() || matches!(sign, '-' | '+' | '.' | 'x' | 'X');
        let length = self.rest.find(|sign| !is_part(sign)).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(length);
        if digits == "-" && rest.starts_with("Infinity") {
            self.rest = &rest["Infinity".len()..];
            return Ok(Value::Float(f64::NEG_INFINITY));
        }
        let ends = rest.is_empty()
            || rest.starts_with(|sign: char| sign.is_whitespace() || ",]}/".contains(sign));
        self.rest = rest;
        let value = if ends { number(digits) } else { None };
        value.ok_or_else(|| format!("holds {digits}, which is no number"))
    }
}

/// With a leading zero a number is octal or hexadecimal.
fn number(digits: &str) -> Option<Value> {
    if let Some(rest) = digits.strip_prefix('0').filter(|rest| !rest.is_empty()) {
        if let Some(hex) = rest.strip_prefix(['x', 'X']) {
            return u64::from_str_radix(hex, 16)
                .ok()
                .map(|number| Value::Int(number.cast_signed()));
        }
        if !rest.starts_with(['.', 'e', 'E']) {
            return u64::from_str_radix(rest, 8)
                .ok()
                .map(|number| Value::Int(number.cast_signed()));
        }
    }
    if digits.starts_with('+') || digits.contains(['x', 'X']) {
        return None;
    }
    match digits.parse() {
        Ok(whole) => Some(Value::Int(whole)),
        // What is too great for a number is infinite to .NET.
        Err(_) => digits.parse().ok().map(Value::Float),
    }
}

/// Moves units of escapes into the text; half of a pair becomes U+FFFD.
fn flush(units: &mut Vec<u16>, text: &mut String) {
    if !units.is_empty() {
        text.push_str(&String::from_utf16_lossy(units));
        units.clear();
    }
}
