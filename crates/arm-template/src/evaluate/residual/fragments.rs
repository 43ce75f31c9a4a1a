//! Text that `concat()` or `format()` puts together: what of it is literal, and the holes for values that are not known.

use crate::evaluate::Engine;
use crate::{Node, Value, same_name};

/// A fragment of such a text.
pub(crate) enum Fragment<H> {
    Literal(String),
    /// What fills it is not known.
    Hole(H),
}

/// The fragments that a call puts together; none when it does more than that. `literal` reads the pattern of
/// `format()`, and `fragment` makes a fragment of an argument.
pub(super) fn fragments<'a, A, H>(
    function: &str,
    arguments: &'a [A],
    literal: impl Fn(&'a A) -> Option<&'a str>,
    fragment: impl Fn(&'a A) -> Option<Fragment<H>>,
) -> Option<Vec<Fragment<H>>> {
    if same_name(function, "concat") {
        return arguments.iter().map(fragment).collect();
    }
    if !same_name(function, "format") {
        return None;
    }
    let (pattern, arguments) = arguments.split_first()?;
    fragments_of_pattern(literal(pattern)?)?
        .into_iter()
        .map(|part| match part {
            Fragment::Literal(text) => Some(Fragment::Literal(text)),
            Fragment::Hole(place) => fragment(arguments.get(place)?),
        })
        .collect()
}

/// The fragments of a pattern of `format()` whose arguments, by their numbers, have no formats; none when one has.
fn fragments_of_pattern(pattern: &str) -> Option<Vec<Fragment<usize>>> {
    let mut rest = pattern;
    let mut fragments = Vec::new();
    while let Some((before, after)) = rest.split_once('{') {
        let (place, after) = after.split_once('}')?;
        if !before.is_empty() {
            fragments.push(Fragment::Literal(before.to_owned()));
        }
        fragments.push(Fragment::Hole(place.parse().ok()?));
        rest = after;
    }
    if !rest.is_empty() {
        fragments.push(Fragment::Literal(rest.to_owned()));
    }
    Some(fragments)
}

/// The segments between slashes.
pub(super) fn segments<H>(fragments: Vec<Fragment<H>>) -> Vec<Vec<Fragment<H>>> {
    let mut segments = Vec::new();
    let mut segment = Vec::new();
    for fragment in fragments {
        let Fragment::Literal(text) = &fragment else {
            segment.push(fragment);
            continue;
        };
        for (place, text) in text.split('/').enumerate() {
            if place > 0 {
                segments.push(std::mem::take(&mut segment));
            }
            if !text.is_empty() {
                segment.push(Fragment::Literal(text.to_owned()));
            }
        }
    }
    segments.push(segment);
    segments
}

/// The text, when it has no holes.
pub(super) fn literal<H>(fragments: &[Fragment<H>]) -> Option<String> {
    fragments
        .iter()
        .map(|fragment| match fragment {
            Fragment::Literal(text) => Some(text.as_str()),
            Fragment::Hole(_) => None,
        })
        .collect()
}

/// A text of fragments, and the function that puts it together.
pub(crate) struct ComposedText {
    function: &'static str,
    pub(crate) fragments: Vec<Fragment<Node>>,
}

impl ComposedText {
    /// What a call with these arguments puts together; none when it does more than that.
    pub(crate) fn of(function: &str, arguments: &[Node]) -> Option<Self> {
        let function = ["concat", "format"].into_iter().find(|name| same_name(name, function))?;
        let fragments = fragments(function, arguments, Node::as_str, fragment)?;
        Some(Self { function, fragments })
    }

    /// The segments between slashes.
    pub(crate) fn segments(self) -> impl ExactSizeIterator<Item = Self> {
        let function = self.function;
        segments(self.fragments).into_iter().map(move |fragments| Self { function, fragments })
    }

    fn first_hole(&self) -> Option<&Node> {
        self.fragments.iter().find_map(|fragment| match fragment {
            Fragment::Hole(node) => Some(node),
            Fragment::Literal(_) => None,
        })
    }
}

fn fragment(node: &Node) -> Option<Fragment<Node>> {
    match &node.value {
        Value::String(text) => Some(Fragment::Literal(text.to_string())),
        Value::Int(number) => Some(Fragment::Literal(number.to_string())),
        Value::Unknown(_) => Some(Fragment::Hole(node.clone())),
        _ => None,
    }
}

impl Engine<'_> {
    /// A part of a text as a value of its own, put together as the whole was.
    pub(crate) fn put_together(&self, text: ComposedText, whole: &Node) -> Node {
        let string =
            |text: String| Node { value: Value::String(text.into()), origin: whole.origin.clone() };
        let Some(hole) = text.first_hole() else {
            return string(literal(&text.fragments).unwrap_or_default());
        };
        if text.fragments.len() == 1 {
            return hole.clone();
        }
        let reason = hole.as_unknown().map(|unknown| unknown.reason.clone());
        let mut pattern = String::new();
        let mut arguments = Vec::new();
        let by_pattern = text.function == "format";
        for fragment in text.fragments {
            match fragment {
                Fragment::Literal(text) if by_pattern => pattern.push_str(&text),
                Fragment::Literal(text) => arguments.push(string(text)),
                Fragment::Hole(node) => {
                    pattern.push_str(&["{", &arguments.len().to_string(), "}"].concat());
                    arguments.push(node);
                }
            }
        }
        if by_pattern {
            arguments.insert(0, string(pattern));
        }
        let residual = self.residual_of(text.function, &arguments, "''");
        match reason {
            Some(reason) => Node::unknown(reason, residual, whole.origin.clone()),
            None => whole.clone(),
        }
    }
}
