//! Strings and what stands in their holes.

use super::{NodeOutcome, Parse, Parser};
use crate::syntax::SyntaxKind;

impl Parser<'_> {
    pub(super) fn is_string(&self) -> bool {
        matches!(self.kind(), SyntaxKind::StringComplete | SyntaxKind::StringLeft)
    }

    /// A string, or the error that one must stand here.
    pub(super) fn expect_string(&mut self, code: &'static str, what: &str) -> Parse {
        if self.is_string() {
            self.string();
            return Ok(());
        }
        self.unexpected(code, format!("expected {what} here"))
    }

    pub(super) fn string(&mut self) {
        let start = self.start();
        if !self.eat(SyntaxKind::StringComplete) {
            self.bump();
            while self.hole() {}
        }
        self.finish(SyntaxKind::String, start);
    }

    /// What stands in a hole, and the text behind it; whether that ends with another hole.
    fn hole(&mut self) -> bool {
        const ENDS: [SyntaxKind; 3] =
            [SyntaxKind::StringMiddle, SyntaxKind::StringRight, SyntaxKind::NewLine];
        let read = self.recover(false, &ENDS, Self::simple_expression);
        if read == NodeOutcome::Fine && !ENDS[..2].contains(&self.kind()) {
            self.recover(false, &ENDS, |parser| {
                parser.unexpected("BCP064", "the hole of the string must end here with '}'")
            });
        }
        let more = self.is(SyntaxKind::StringMiddle);
        if more || self.is(SyntaxKind::StringRight) {
            self.bump();
        }
        more
    }
}
