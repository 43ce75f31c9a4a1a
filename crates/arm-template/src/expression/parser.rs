//! From the text of an expression to its tree.

use super::lexer::{Lexer, Token};
use super::malformed::Malformed;
use super::tree::{Access, CallExpression, Callee, Expression, ExpressionKind, Form, Selector};
use crate::{Limits, folded, functions, text_offset};

/// Parses a string that is an expression, with its brackets.
pub(crate) fn parse(text: &str, limits: &Limits) -> Result<Expression, Malformed> {
    if text.chars().nth(limits.expression_length).is_some() {
        let message =
            format!("the expression is longer than {} characters", limits.expression_length);
        return Err(Malformed::limit(message, 0, text.len()));
    }
    let lexer = Lexer::new(text, 1, text.len() - 1);
    let mut parser = Parser {
        lexer,
        token: Token::End,
        start: 1,
        end: 1,
        before: 1,
        depth: limits.expression_depth,
    };
    parser.advance()?;
    if parser.token == Token::End {
        return Err(Malformed::parse("the expression is empty".into(), 0, text.len()));
    }
    let expression = parser.expression()?;
    if parser.token == Token::End {
        return Ok(expression);
    }
    Err(parser.unexpected("the expression ends before this"))
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    token: Token<'a>,
    start: usize,
    end: usize,
    /// The byte after the last token that was used.
    before: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn advance(&mut self) -> Result<Token<'a>, Malformed> {
        self.before = self.end;
        let (next, start, end) = self.lexer.next()?;
        (self.start, self.end) = (start, end);
        Ok(std::mem::replace(&mut self.token, next))
    }

    fn unexpected(&self, message: &str) -> Malformed {
        let end = if self.token == Token::End { self.start + 1 } else { self.end };
        Malformed::parse(message.into(), self.start, end)
    }

    fn expect(&mut self, token: &Token<'a>, message: &str) -> Result<(), Malformed> {
        if self.token != *token {
            return Err(self.unexpected(message));
        }
        self.advance().map(drop)
    }

    fn expression(&mut self) -> Result<Expression, Malformed> {
        let Some(depth) = self.depth.checked_sub(1) else {
            let message = "the expression is nested too deeply".into();
            return Err(Malformed::limit(message, self.start, self.end));
        };
        self.depth = depth;
        let start = self.start;
        let head = self.operand()?;
        let accesses = self.accesses()?;
        self.depth += 1;
        if accesses.is_empty() {
            return Ok(head);
        }
        let kind = ExpressionKind::Access(Box::new(head), accesses);
        Ok(Expression { kind, start: text_offset(start), end: text_offset(self.before), at: None })
    }

    fn operand(&mut self) -> Result<Expression, Malformed> {
        let start = self.start;
        let kind = match self.token {
            Token::Text(text) => {
                self.advance()?;
                ExpressionKind::Text(text.replace("''", "'").into())
            }
            Token::Int(number) => {
                self.advance()?;
                ExpressionKind::Int(number)
            }
            Token::Name(name) => {
                self.advance()?;
                ExpressionKind::Call(self.call(name)?)
            }
            _ => return Err(self.unexpected("a function or a value is missing here")),
        };
        Ok(Expression { kind, start: text_offset(start), end: text_offset(self.before), at: None })
    }

    fn call(&mut self, first: &'a str) -> Result<CallExpression, Malformed> {
        let mut namespace = None;
        let mut name = first;
        if self.token == Token::Dot {
            self.advance()?;
            let Token::Name(member) = self.token else {
                return Err(self.unexpected("a function's name is missing after the dot"));
            };
            self.advance()?;
            namespace = Some(first);
            name = member;
        }
        self.expect(&Token::Open, "a parenthesis is missing after the function's name")?;
        let arguments = self.arguments()?;
        let own = namespace.is_some_and(|space| {
            !["az", "sys"].iter().any(|known| space.eq_ignore_ascii_case(known))
        });
        let target = if own { Callee::Named } else { target(name) };
        Ok(CallExpression {
            namespace: namespace.map(Into::into),
            name: name.into(),
            target,
            arguments,
        })
    }

    fn arguments(&mut self) -> Result<Vec<Expression>, Malformed> {
        let mut arguments = Vec::new();
        if self.token == Token::Close {
            self.advance()?;
            return Ok(arguments);
        }
        loop {
            arguments.push(self.expression()?);
            match self.token {
                Token::Comma => self.advance().map(drop)?,
                Token::Close => {
                    self.advance()?;
                    return Ok(arguments);
                }
                _ => {
                    return Err(self.unexpected("a comma or a closing parenthesis is missing here"));
                }
            }
        }
    }

    fn accesses(&mut self) -> Result<Vec<Access>, Malformed> {
        let mut accesses = Vec::new();
        loop {
            let (selector, safe) = match self.token {
                Token::Dot => {
                    self.advance()?;
                    let safe = self.question()?;
                    let Token::Name(name) = self.token else {
                        return Err(self.unexpected("a property's name is missing after the dot"));
                    };
                    self.advance()?;
                    (Selector::Name(name.into()), safe)
                }
                Token::OpenBracket => {
                    self.advance()?;
                    let safe = self.question()?;
                    let index = self.expression()?;
                    self.expect(&Token::CloseBracket, "a closing bracket is missing here")?;
                    (Selector::Index(index), safe)
                }
                _ => return Ok(accesses),
            };
            accesses.push(Access { selector, safe, end: text_offset(self.before), at: None });
        }
    }

    fn question(&mut self) -> Result<bool, Malformed> {
        let safe = self.token == Token::Question;
        if safe {
            self.advance()?;
        }
        Ok(safe)
    }
}

pub(super) fn target(name: &str) -> Callee {
    if let Some(form) = Form::find(&folded(name)) {
        return Callee::Form(form);
    }
    functions::find(name).map_or(Callee::Named, Callee::Function)
}
