//! From text to tokens, blanks and comments included.

use crate::syntax::{SyntaxError, SyntaxKind, TextSpan, Token};

/// All tokens of the text, ended by [`SyntaxKind::EndOfFile`], and what is wrong with them.
pub(crate) fn tokens(text: &str) -> (Vec<Token>, Vec<SyntaxError>) {
    let mut lexer =
        Lexer { text, at: 0, tokens: Vec::new(), errors: Vec::new(), holes: Vec::new() };
    // A byte order mark is a blank.
    if text.starts_with('\u{feff}') {
        lexer.at = '\u{feff}'.len_utf8();
        lexer.push(SyntaxKind::Whitespace, 0);
    }
    while lexer.at < text.len() {
        lexer.token();
    }
    let end = lexer.at;
    lexer.push(SyntaxKind::EndOfFile, end);
    (lexer.tokens, lexer.errors)
}

/// What an open brace belongs to.
#[derive(Clone, Copy)]
enum OpenBrace {
    /// An object inside of a hole.
    Brace,
    /// A hole of a string on one line.
    Hole,
    /// A hole of a string of several lines that needs this many `$`.
    LongHole(usize),
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
    errors: Vec<SyntaxError>,
    /// The holes of strings that are open, and the braces in them.
    holes: Vec<OpenBrace>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn starts(&self, with: &str) -> bool {
        self.rest().starts_with(with)
    }

    fn push(&mut self, kind: SyntaxKind, start: usize) {
        let span = self.span(start);
        self.tokens.push(Token { kind, span });
    }

    fn span(&self, start: usize) -> TextSpan {
        TextSpan::new(offset(start), offset(self.at))
    }

    fn error(&mut self, code: &'static str, message: impl Into<String>, start: usize) {
        let span = self.span(start);
        self.errors.push(SyntaxError { code, message: message.into(), span });
    }

    fn skip_while(&mut self, test: impl Fn(char) -> bool) {
        self.at += self.rest().find(|next| !test(next)).unwrap_or(self.rest().len());
    }

    fn token(&mut self) {
        let start = self.at;
        let Some(first) = self.peek() else { return };
        let kind = match first {
            ' ' | '\t' => {
                self.skip_while(|next| matches!(next, ' ' | '\t'));
                SyntaxKind::Whitespace
            }
            '/' if self.starts("//") => {
                self.skip_while(|next| !is_newline(next));
                SyntaxKind::LineComment
            }
            '/' if self.starts("/*") => {
                self.block_comment(start);
                SyntaxKind::BlockComment
            }
            '#' if self.is_directive() => {
                self.skip_while(|next| !is_newline(next));
                self.leave_comment(start);
                SyntaxKind::Directive
            }
            '\n' | '\r' => {
                if !self.holes.is_empty() {
                    self.holes.clear();
                    self.error("BCP004", "the string isn't closed on its line", start);
                    return self.push(SyntaxKind::StringRight, start);
                }
                self.skip_while(is_newline);
                SyntaxKind::NewLine
            }
            'a'..='z' | 'A'..='Z' | '_' => {
                self.skip_while(|next| next.is_ascii_alphanumeric() || next == '_');
                self.word(start)
            }
            '0'..='9' => {
                self.skip_while(|next| next.is_ascii_digit());
                SyntaxKind::Integer
            }
            '\'' | '$' => self.quote(start),
            '}' => self.closing_brace(),
            _ => self.sign(first),
        };
        self.push(kind, start);
    }

    fn word(&mut self, start: usize) -> SyntaxKind {
        match &self.text[start..self.at] {
            "true" => SyntaxKind::TrueKeyword,
            "false" => SyntaxKind::FalseKeyword,
            "null" => SyntaxKind::NullKeyword,
            word => {
                if word.len() > 255 {
                    self.error("BCP024", "a name has at most 255 characters", start);
                }
                SyntaxKind::Identifier
            }
        }
    }

    fn block_comment(&mut self, start: usize) {
        self.at += 2;
        if let Some(end) = self.rest().find("*/") {
            self.at += end + 2;
        } else {
            self.at = self.text.len();
            self.error("BCP002", "the comment isn't closed: '*/' is missing", start);
        }
    }

    /// `#disable-next-line` and its like stand first on their line.
    fn is_directive(&self) -> bool {
        let known = ["#disable-next-line", "#disable-diagnostics", "#restore-diagnostics"];
        let line = self.text[..self.at].rfind(is_newline).map_or(0, |end| end + 1);
        known.iter().any(|word| self.starts(word))
            && self.text[line..self.at]
                .chars()
                .all(|before| matches!(before, ' ' | '\t' | '\u{feff}'))
    }

    /// A comment behind a directive is one of its own.
    fn leave_comment(&mut self, start: usize) {
        let line = &self.text[start..self.at];
        let comment =
            [" //", " /*", "\t//", "\t/*"].iter().filter_map(|sign| line.find(sign)).min();
        if let Some(comment) = comment {
            self.at = start + comment;
        }
    }

    fn quote(&mut self, start: usize) -> SyntaxKind {
        if self.starts("'''") {
            self.at += 3;
            return self.long_string(true, 0, start);
        }
        if self.starts("'") {
            self.at += 1;
            let kind = self.string(true);
            if kind == SyntaxKind::StringLeft {
                self.holes.push(OpenBrace::Hole);
            }
            return kind;
        }
        self.skip_while(|next| next == '$');
        let signs = self.at - start;
        if !self.starts("'''") {
            self.at = start + 1;
            return self.unrecognized("$", start);
        }
        self.at += 3;
        let kind = self.long_string(true, signs, start);
        if kind == SyntaxKind::StringLeft {
            self.holes.push(OpenBrace::LongHole(signs));
        }
        kind
    }

    fn closing_brace(&mut self) -> SyntaxKind {
        let start = self.at;
        self.at += 1;
        let kind = match self.holes.last() {
            None => return SyntaxKind::RightBrace,
            Some(OpenBrace::Brace) => {
                self.holes.pop();
                return SyntaxKind::RightBrace;
            }
            Some(OpenBrace::Hole) => self.string(false),
            Some(OpenBrace::LongHole(signs)) => self.long_string(false, *signs, start),
        };
        if kind == SyntaxKind::StringRight {
            self.holes.pop();
        }
        kind
    }

    /// The text of a string on one line up to its end or a hole.
    fn string(&mut self, first: bool) -> SyntaxKind {
        let ended = if first { SyntaxKind::StringComplete } else { SyntaxKind::StringRight };
        loop {
            let here = self.at;
            let Some(next) = self.peek() else {
                self.error("BCP004", "the string isn't closed", here);
                return ended;
            };
            if is_newline(next) {
                self.error("BCP004", "the string isn't closed on its line", here);
                return ended;
            }
            self.at += next.len_utf8();
            match next {
                '\'' => return ended,
                '$' if self.starts("{") => {
                    self.at += 1;
                    return if first { SyntaxKind::StringLeft } else { SyntaxKind::StringMiddle };
                }
                '\\' => self.escape(here),
                _ => {}
            }
        }
    }

    /// What follows a backslash.
    fn escape(&mut self, start: usize) {
        let Some(next) = self.peek() else {
            return self.error("BCP005", "the escape isn't complete", start);
        };
        if is_newline(next) {
            return self.error("BCP006", UNKNOWN_ESCAPE, start);
        }
        self.at += next.len_utf8();
        match next {
            'n' | 'r' | 't' | '\\' | '\'' => {}
            '$' => {
                if self.starts("{") {
                    self.at += 1;
                }
            }
            'u' => {
                let digits = self.rest().strip_prefix('{').and_then(|rest| {
                    let (digits, _) = rest.split_once('}')?;
                    digits.chars().all(|digit| digit.is_ascii_hexdigit()).then_some(digits)
                });
                let valid = digits.is_some_and(|digits| {
                    u32::from_str_radix(digits, 16).is_ok_and(|code| code <= 0x10_ffff)
                });
                match digits {
                    Some(digits) if valid => self.at += digits.len() + 2,
                    _ => {
                        let message = "the escape must be '\\u{…}' with the hexadecimal number of a character";
                        self.error("BCP133", message, start);
                    }
                }
            }
            _ => self.error("BCP006", UNKNOWN_ESCAPE, start),
        }
    }

    /// The text of a string of several lines up to its end or a hole.
    fn long_string(&mut self, first: bool, signs: usize, start: usize) -> SyntaxKind {
        let ended = if first { SyntaxKind::StringComplete } else { SyntaxKind::StringRight };
        loop {
            self.skip_while(|next| next != '$' && next != '\'');
            let here = self.at;
            match self.peek() {
                None => {
                    self.error("BCP140", "the string isn't closed: ''' is missing", start);
                    return ended;
                }
                Some('$') => {
                    self.skip_while(|next| next == '$');
                    if signs > 0 && self.at - here >= signs && self.starts("{") {
                        self.at += 1;
                        return if first {
                            SyntaxKind::StringLeft
                        } else {
                            SyntaxKind::StringMiddle
                        };
                    }
                }
                Some(_) => {
                    self.skip_while(|next| next == '\'');
                    if self.at - here >= 3 {
                        return ended;
                    }
                }
            }
        }
    }

    fn unrecognized(&mut self, text: &str, start: usize) -> SyntaxKind {
        if text == "\"" {
            let message = "a string stands in single quotes, not in double ones";
            self.error("BCP103", message, start);
        } else {
            self.error("BCP001", format!("'{text}' has no meaning here"), start);
        }
        SyntaxKind::Unrecognized
    }

    fn sign(&mut self, first: char) -> SyntaxKind {
        const SIGNS: [(&str, SyntaxKind); 34] = [
            ("...", SyntaxKind::Ellipsis),
            ("??", SyntaxKind::DoubleQuestion),
            ("::", SyntaxKind::DoubleColon),
            ("!=", SyntaxKind::NotEquals),
            ("!~", SyntaxKind::NotEqualsInsensitive),
            ("<=", SyntaxKind::LessOrEqual),
            (">=", SyntaxKind::GreaterOrEqual),
            ("==", SyntaxKind::Equals),
            ("=~", SyntaxKind::EqualsInsensitive),
            ("=>", SyntaxKind::Arrow),
            ("&&", SyntaxKind::And),
            ("||", SyntaxKind::Or),
            ("{", SyntaxKind::LeftBrace),
            ("(", SyntaxKind::LeftParen),
            (")", SyntaxKind::RightParen),
            ("[", SyntaxKind::LeftSquare),
            ("]", SyntaxKind::RightSquare),
            ("@", SyntaxKind::At),
            (",", SyntaxKind::Comma),
            (".", SyntaxKind::Dot),
            ("?", SyntaxKind::Question),
            (":", SyntaxKind::Colon),
            (";", SyntaxKind::Semicolon),
            ("+", SyntaxKind::Plus),
            ("-", SyntaxKind::Minus),
            ("%", SyntaxKind::Modulo),
            ("*", SyntaxKind::Asterisk),
            ("/", SyntaxKind::Slash),
            ("^", SyntaxKind::Hat),
            ("!", SyntaxKind::Exclamation),
            ("<", SyntaxKind::Less),
            (">", SyntaxKind::Greater),
            ("=", SyntaxKind::Assignment),
            ("|", SyntaxKind::Pipe),
        ];
        let start = self.at;
        for (text, kind) in SIGNS {
            if self.starts(text) {
                self.at += text.len();
                if kind == SyntaxKind::LeftBrace && !self.holes.is_empty() {
                    self.holes.push(OpenBrace::Brace);
                }
                return kind;
            }
        }
        self.at += first.len_utf8();
        self.unrecognized(first.encode_utf8(&mut [0; 4]), start)
    }
}

const UNKNOWN_ESCAPE: &str =
    r"the escapes are \n, \r, \t, \\, \', \$ and \u{…}; a backslash of the text is written \\";

fn is_newline(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

/// Texts are shorter than four gigabytes; what lies behind that counts as the end.
pub(crate) fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
