//! Text that is put together by `concat()` or `format()` and not known as a whole: its pieces, and its parts between slashes.

use crate::evaluate::Engine;
use crate::{Node, Value};

/// A stretch of such a text.
pub(crate) enum Piece {
    Known(String),
    Hole(Node),
}

/// How a text is put together, and from what.
pub(crate) struct Pieces {
    function: &'static str,
    pub(crate) pieces: Vec<Piece>,
}

impl Pieces {
    /// The pieces that a call puts together; none when it does more than that.
    pub(crate) fn of(function: &str, arguments: &[Node]) -> Option<Self> {
        if function.eq_ignore_ascii_case("concat") {
            let pieces = arguments.iter().map(piece).collect::<Option<_>>()?;
            return Some(Self { function: "concat", pieces });
        }
        if !function.eq_ignore_ascii_case("format") {
            return None;
        }
        let (pattern, arguments) = arguments.split_first()?;
        let pieces = stretches(pattern.as_str()?)?
            .into_iter()
            .map(|stretch| match stretch {
                Stretch::Known(text) => Some(Piece::Known(text.to_owned())),
                Stretch::Hole(place) => piece(arguments.get(place)?),
            })
            .collect::<Option<_>>()?;
        Some(Self { function: "format", pieces })
    }

    /// The parts between slashes.
    pub(crate) fn split(self) -> Vec<Self> {
        let Self { function, pieces } = self;
        let mut parts = Vec::new();
        let mut part = Vec::new();
        for piece in pieces {
            let Piece::Known(text) = &piece else {
                part.push(piece);
                continue;
            };
            for (place, text) in text.split('/').enumerate() {
                if place > 0 {
                    parts.push(Self { function, pieces: std::mem::take(&mut part) });
                }
                if !text.is_empty() {
                    part.push(Piece::Known(text.to_owned()));
                }
            }
        }
        parts.push(Self { function, pieces: part });
        parts
    }

    /// The text, when nothing of it is missing.
    pub(crate) fn known(&self) -> Option<String> {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Known(text) => Some(text.as_str()),
                Piece::Hole(_) => None,
            })
            .collect()
    }

    fn first_hole(&self) -> Option<&Node> {
        self.pieces.iter().find_map(|piece| match piece {
            Piece::Hole(node) => Some(node),
            Piece::Known(_) => None,
        })
    }
}

/// A stretch of the pattern of `format()`.
pub(crate) enum Stretch<'p> {
    Known(&'p str),
    /// The argument of this number.
    Hole(usize),
}

/// The stretches of a pattern without formats; none when it has any.
pub(crate) fn stretches(pattern: &str) -> Option<Vec<Stretch<'_>>> {
    let mut rest = pattern;
    let mut stretches = Vec::new();
    while let Some((before, after)) = rest.split_once('{') {
        let (place, after) = after.split_once('}')?;
        if !before.is_empty() {
            stretches.push(Stretch::Known(before));
        }
        stretches.push(Stretch::Hole(place.parse().ok()?));
        rest = after;
    }
    if !rest.is_empty() {
        stretches.push(Stretch::Known(rest));
    }
    Some(stretches)
}

fn piece(node: &Node) -> Option<Piece> {
    match &node.value {
        Value::String(text) => Some(Piece::Known(text.to_string())),
        Value::Int(number) => Some(Piece::Known(number.to_string())),
        Value::Unknown(_) => Some(Piece::Hole(node.clone())),
        _ => None,
    }
}

impl Engine<'_> {
    /// A part as a value of its own, put together as the whole was.
    pub(crate) fn put_together(&self, parts: Pieces, whole: &Node) -> Node {
        let string =
            |text: String| Node { value: Value::String(text.into()), origin: whole.origin.clone() };
        let Some(hole) = parts.first_hole() else {
            return string(parts.known().unwrap_or_default());
        };
        if parts.pieces.len() == 1 {
            return hole.clone();
        }
        let reason = hole.as_unknown().map(|unknown| unknown.reason.clone());
        let mut pattern = String::new();
        let mut arguments = Vec::new();
        let by_pattern = parts.function == "format";
        for piece in parts.pieces {
            match piece {
                Piece::Known(text) if by_pattern => pattern.push_str(&text),
                Piece::Known(text) => arguments.push(string(text)),
                Piece::Hole(node) => {
                    pattern.push_str(&["{", &arguments.len().to_string(), "}"].concat());
                    arguments.push(node);
                }
            }
        }
        if by_pattern {
            arguments.insert(0, string(pattern));
        }
        let residual = self.residual_of(parts.function, &arguments, "''");
        match reason {
            Some(reason) => Node::unknown(reason, residual, whole.origin.clone()),
            None => whole.clone(),
        }
    }
}
