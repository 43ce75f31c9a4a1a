//! The string that an expression stands in, and where its parts are in the source.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::deployment::Env;
use crate::expression::{Expression, Malformed, parse};
use crate::{Escapes, Limits, Node, SourceId, Span, text_offset};

/// A string that is being evaluated.
pub(crate) struct ExpressionText<'e> {
    pub(crate) env: &'e Env,
    pub(crate) literal: &'e Arc<str>,
    pub(crate) span: Span,
    pub(crate) sources: &'e ParsedExpressions,
}

impl ExpressionText<'_> {
    /// The same string seen from another environment.
    pub(crate) fn within<'f>(&'f self, env: &'f Env) -> ExpressionText<'f> {
        ExpressionText { env, literal: self.literal, span: self.span, sources: self.sources }
    }

    pub(crate) fn span_of(&self, expression: &Expression) -> Span {
        expression.at.unwrap_or_else(|| self.span_between(expression.start, expression.end))
    }

    /// Where these bytes of the unescaped string stand in the source.
    pub(crate) fn span_between(&self, start: u32, end: u32) -> Span {
        let length = self.span.end - self.span.start;
        let text = text_offset(self.literal.len());
        let moved = |by: u32| {
            Span::new(self.span.source, self.span.start + by + start, self.span.start + by + end)
        };
        if length == text + 2 {
            return moved(1);
        }
        if length == text {
            return moved(0);
        }
        let escapes = self.sources.escapes.borrow();
        let place =
            |at| escapes.get(&self.span.source).and_then(|map| map.place(self.span.start, at));
        match (place(start), place(end)) {
            (Some(start), Some(end)) => Span::new(self.span.source, start, end),
            _ => self.span,
        }
    }

    /// The expression as it is written.
    pub(crate) fn source_of(&self, expression: &Expression) -> &str {
        self.literal.get(expression.start as usize..expression.end as usize).unwrap_or_default()
    }
}

/// What is kept of the documents: escapes, and expressions that are evaluated again and again.
#[derive(Default)]
pub(crate) struct ParsedExpressions {
    escapes: RefCell<HashMap<SourceId, Arc<Escapes>>>,
    parsed: RefCell<HashMap<usize, (Arc<str>, Parse)>>,
}

type Parse = Rc<Result<Expression, Malformed>>;

impl ParsedExpressions {
    /// Takes note of a document before parts of it are evaluated.
    pub(crate) fn add(&self, document: &Node) {
        if let Some(object) = document.as_object()
            && let Some(escapes) = object.escapes()
        {
            self.escapes.borrow_mut().insert(document.span().source, escapes.clone());
        }
    }

    /// The expression in the string; remembered when it will be asked for again.
    pub(crate) fn expression(&self, text: &Arc<str>, again: bool, limits: &Limits) -> Parse {
        if !again {
            return Rc::new(parse(text, limits));
        }
        // The string is kept with its expression, so its address stays its own.
        let key = Arc::as_ptr(text).cast::<u8>().addr();
        let mut parsed = self.parsed.borrow_mut();
        let (_, parse) =
            parsed.entry(key).or_insert_with(|| (text.clone(), Rc::new(parse(text, limits))));
        parse.clone()
    }
}
