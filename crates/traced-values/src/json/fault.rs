//! What the JSON reader complains about, in our words.

use jsonc_parser::ParseStringErrorKind;
use jsonc_parser::errors::ParseErrorKind;

use crate::problem::ProblemKind;

pub(crate) fn explain(kind: &ParseErrorKind) -> (ProblemKind, String) {
    use ParseErrorKind as Kind;
    let message = match kind {
        Kind::NestingDepthExceeded => {
            return (ProblemKind::Limit, "the JSON is nested too deeply".into());
        }
        Kind::BareDecimalPointNumbersNotAllowed => "a digit is missing beside the decimal point",
        Kind::CommentsNotAllowed => "comments are not allowed",
        Kind::ExpectedColonAfterObjectKey => "a colon is missing after the property's name",
        Kind::ExpectedObjectValue => "the property has no value",
        Kind::ExpectedDigit
        | Kind::ExpectedDigitFollowingNegativeSign
        | Kind::ExpectedPlusMinusOrDigitInNumberLiteral => "a digit is missing in the number",
        Kind::ExpectedStringObjectProperty => "a property's name stands in double quotes",
        Kind::HexadecimalNumbersNotAllowed => "numbers are written in decimal",
        Kind::ExpectedComma => "a comma is missing",
        Kind::MultipleRootJsonValues => "there is more text after the end of the JSON",
        Kind::NonFiniteNumbersNotAllowed => "infinity and NaN are no JSON",
        Kind::SingleQuotedStringsNotAllowed => "strings stand in double quotes",
        Kind::TrailingCommasNotAllowed => "there is a comma too many",
        Kind::UnaryPlusNumbersNotAllowed => "a number has no plus sign",
        Kind::UnexpectedCloseBrace => "unexpected }",
        Kind::UnexpectedCloseBracket => "unexpected ]",
        Kind::UnexpectedColon => "unexpected colon",
        Kind::UnexpectedComma => "unexpected comma",
        Kind::UnexpectedToken | Kind::UnexpectedTokenInObject => "unexpected character",
        Kind::UnexpectedWord => "unexpected word; strings stand in double quotes",
        Kind::UnterminatedArray => "the array is not closed",
        Kind::UnterminatedCommentBlock => "the comment is not closed",
        Kind::UnterminatedObject => "the object is not closed",
        Kind::String(kind) => string(kind),
    };
    (ProblemKind::Parse, message.into())
}

fn string(kind: &ParseStringErrorKind) -> &'static str {
    use ParseStringErrorKind as Kind;
    match kind {
        Kind::UnterminatedStringLiteral => "the string is not closed",
        Kind::ExpectedFourHexDigits => "\\u is followed by four hexadecimal digits",
        Kind::InvalidUnicodeEscapeSequence(_) => "the \\u escape is no character",
        _ => "the character after the backslash is no escape",
    }
}
