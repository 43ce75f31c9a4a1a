//! The tokens of an expression.

use super::malformed::Malformed;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token<'a> {
    Name(&'a str),
    /// Without its quotes, with its doubled quotes as they stand.
    Text(&'a str),
    Int(i64),
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    Comma,
    Dot,
    Question,
    End,
}

pub(crate) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    /// Reads `text` between these bytes.
    pub(crate) fn new(text: &'a str, start: usize, end: usize) -> Self {
        Self { text: &text[..end], at: start }
    }

    /// The next token and its first byte and the byte after it.
    pub(crate) fn next(&mut self) -> Result<(Token<'a>, usize, usize), Malformed> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        let start = self.at;
        let token = self.token(start)?;
        Ok((token, start, self.at))
    }

    fn token(&mut self, start: usize) -> Result<Token<'a>, Malformed> {
        let rest = &self.text[start..];
        let Some(first) = rest.chars().next() else { return Ok(Token::End) };
        let single = match first {
            '(' => Token::Open,
            ')' => Token::Close,
            '[' => Token::OpenBracket,
            ']' => Token::CloseBracket,
            ',' => Token::Comma,
            '.' => Token::Dot,
            '?' => Token::Question,
            '\'' => return self.quoted(start),
            '0'..='9' | '-' | '+' => return self.number(start),
            _ if is_name_start(first) => {
                let length = rest.find(|next| !is_name_part(next)).unwrap_or(rest.len());
                self.at += length;
                return Ok(Token::Name(&rest[..length]));
            }
            _ => {
                let message = if first == '"' {
                    "strings in expressions stand in single quotes".into()
                } else {
                    format!("unexpected character {first}")
                };
                return Err(Malformed::parse(message, start, start + first.len_utf8()));
            }
        };
        self.at += first.len_utf8();
        Ok(single)
    }

    fn quoted(&mut self, start: usize) -> Result<Token<'a>, Malformed> {
        let inside = &self.text[start + 1..];
        let mut from = 0;
        while let Some(found) = inside[from..].find('\'') {
            let quote = from + found;
            if inside[quote + 1..].starts_with('\'') {
                from = quote + 2;
                continue;
            }
            self.at = start + 1 + quote + 1;
            return Ok(Token::Text(&inside[..quote]));
        }
        Err(Malformed::parse("the string is not closed".into(), start, self.text.len()))
    }

    fn number(&mut self, start: usize) -> Result<Token<'a>, Malformed> {
        let rest = &self.text[start..];
        let digits = |from: usize| rest[from..].bytes().take_while(u8::is_ascii_digit).count();
        let sign = usize::from(rest.starts_with(['-', '+']));
        let mut length = sign + digits(sign);
        let mut whole = true;
        if rest[length..].starts_with('.') && digits(length + 1) > 0 {
            length += 1 + digits(length + 1);
            whole = false;
        }
        self.at = start + length;
        let text = &rest[..length];
        let token = if length == sign || !whole { None } else { text.parse().ok() };
        token.map(Token::Int).ok_or_else(|| {
            let message = if length == sign {
                "a digit is missing after the sign".into()
            } else if !whole {
                format!("a number in an expression is whole: json('{text}') has a fraction")
            } else {
                "the number does not fit 64 bits".into()
            };
            Malformed::parse(message, start, start + length)
        })
    }
}

fn is_name_start(character: char) -> bool {
    character.is_alphabetic() || character == '_' || character == '$'
}

fn is_name_part(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '$'
}
