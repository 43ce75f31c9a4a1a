//! Where the boxes and lines of a picture stand: three columns, lines bent in the gaps between them, and no words but in boxes.

use serde::Serialize;
use textwrap::core::display_width;

use crate::finding::Joined;

const WIDTH: usize = 240;
const GAP: usize = 40;
const BETWEEN: usize = 14;
const MARGIN: usize = 4;
const INSIDE: usize = 10;
const TITLE: usize = 22;
const LINE: usize = 18;
const MARK: usize = 26;
/// So many columns of text fit into a line of a box, and of its title, which is set larger.
const COLUMNS: usize = 28;
const TITLE_COLUMNS: usize = 24;

/// Which column a box stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Left,
    Middle,
    Right,
}

/// A box before it has a place.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) class: &'static str,
    /// Whether a line leads to the network, and of which kind.
    pub(super) edge: Option<Joined>,
    pub(super) title: String,
    /// All that the box would say if it had room.
    pub(super) whole: String,
    pub(super) lines: Vec<Line>,
    pub(super) marks: Vec<Badge>,
}

/// A line of text in a box.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    text: String,
    x: usize,
    y: usize,
}

impl Line {
    pub(super) fn of(text: &str) -> Self {
        Self { text: cut(text, COLUMNS), x: 0, y: 0 }
    }
}

/// The number of a finding in a box.
#[derive(Debug, Serialize)]
pub(super) struct Badge {
    class: &'static str,
    text: String,
    x: usize,
    y: usize,
}

impl Badge {
    pub(super) fn new(class: &'static str, text: String) -> Self {
        Self { class, text, x: 0, y: 0 }
    }
}

/// A picture with all its places.
#[derive(Debug, Serialize)]
pub(super) struct Drawing {
    width: usize,
    height: usize,
    boxes: Vec<PlacedBox>,
    edges: Vec<Edge>,
}

/// A box in its place.
#[derive(Debug, Serialize)]
struct PlacedBox {
    class: &'static str,
    x: usize,
    y: usize,
    width: usize,
    height: usize,
    whole: String,
    title: Line,
    lines: Vec<Line>,
    marks: Vec<Badge>,
}

/// A line between two boxes.
#[derive(Debug, Serialize)]
struct Edge {
    class: &'static str,
    path: String,
}

/// Puts the boxes of the left, the middle and the right column into their places.
pub(super) fn drawing(columns: [Vec<Block>; 3]) -> Drawing {
    let tall = columns.each_ref().map(|blocks| height(blocks));
    let most = tall.iter().copied().max().unwrap_or(0);
    let mut boxes = Vec::new();
    let mut edges: Vec<(Joined, usize, usize)> = Vec::new();
    let mut middle = Vec::new();
    for (column, blocks) in columns.into_iter().enumerate() {
        let x = MARGIN + column * (WIDTH + GAP);
        let mut y = MARGIN + (most - tall[column]) / 2;
        for block in blocks {
            let edge = block.edge;
            let placed = place(block, x, y);
            if column == 1 {
                middle.push((placed.y, placed.height));
            } else if let Some(joined) = edge {
                edges.push((joined, column, placed.y + placed.height / 2));
            }
            y += placed.height + BETWEEN;
            boxes.push(placed);
        }
    }
    let mut lines = Vec::new();
    if let Some((top, tall)) = middle.first() {
        lines.extend(
            edges.into_iter().map(|(joined, column, y)| bent(joined, column, y, top + tall / 2)),
        );
        if let Some((below, _)) = middle.get(1) {
            let x = MARGIN + WIDTH + GAP + WIDTH / 2;
            lines.push(Edge { class: "joined", path: format!("M{x} {}V{below}", top + tall) });
        }
    }
    Drawing {
        width: 3 * WIDTH + 2 * GAP + 2 * MARGIN,
        height: most + 2 * MARGIN,
        boxes,
        edges: lines,
    }
}

/// A line from a box of an outer column to the network.
fn bent(joined: Joined, column: usize, from: usize, to: usize) -> Edge {
    let class = match joined {
        Joined::Yes => "joined",
        Joined::No => "broken",
        Joined::Unsaid => "unsaid",
    };
    let (start, turn, end) = if column == 0 {
        let start = MARGIN + WIDTH;
        (start, start + GAP / 2, start + GAP)
    } else {
        let start = MARGIN + 2 * (WIDTH + GAP);
        (start, start - GAP / 2, start - GAP)
    };
    Edge { class, path: format!("M{start} {from}H{turn}V{to}H{end}") }
}

fn height(blocks: &[Block]) -> usize {
    let inside: usize = blocks.iter().map(height_of).sum();
    inside + blocks.len().saturating_sub(1) * BETWEEN
}

fn height_of(block: &Block) -> usize {
    let marks = if block.marks.is_empty() { 0 } else { MARK };
    TITLE + block.lines.len() * LINE + marks + INSIDE
}

fn place(block: Block, x: usize, y: usize) -> PlacedBox {
    let height = height_of(&block);
    let mut below = y + TITLE - 4;
    let title = Line { text: cut(&block.title, TITLE_COLUMNS), x: x + INSIDE, y: below };
    let mut lines = block.lines;
    for line in &mut lines {
        below += LINE;
        (line.x, line.y) = (x + INSIDE, below);
    }
    let mut marks = block.marks;
    for (at, mark) in marks.iter_mut().enumerate() {
        (mark.x, mark.y) = (x + INSIDE + 12 + at * 34, below + MARK - 6);
    }
    PlacedBox {
        class: block.class,
        x,
        y,
        width: WIDTH,
        height,
        whole: block.whole,
        title,
        lines,
        marks,
    }
}

/// The text, and what it is cut to where it is wider than so many columns.
fn cut(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.to_owned();
    }
    let mut shown = String::new();
    for letter in text.chars() {
        let mut longer = shown.clone();
        longer.push(letter);
        if display_width(&longer) >= columns {
            break;
        }
        shown = longer;
    }
    shown.push('\u{2026}');
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(edge: Option<Joined>, lines: usize, marks: usize) -> Block {
        Block {
            class: "spoke",
            edge,
            title: "a name that is much longer than its box".to_owned(),
            whole: String::new(),
            lines: (0..lines).map(|_| Line::of("10.0.0.0/16")).collect(),
            marks: (0..marks).map(|at| Badge::new("error", at.to_string())).collect(),
        }
    }

    #[test]
    fn boxes_don_t_overlap_and_hold_their_words() {
        for spokes in [0, 1, 5, 13] {
            let right = (0..spokes).map(|at| block(Some(Joined::Yes), at % 7, at % 7)).collect();
            let left = vec![block(Some(Joined::Yes), 2, 6), block(Some(Joined::No), 0, 0)];
            let middle = vec![block(None, 3, 1), block(None, 6, 6)];
            let drawing = drawing([left, middle, right]);
            assert_eq!(drawing.edges.len(), 2 + spokes + 1);
            for (at, one) in drawing.boxes.iter().enumerate() {
                assert!(one.x + one.width <= drawing.width && one.y + one.height <= drawing.height);
                for other in &drawing.boxes[at + 1..] {
                    let beside = one.x + one.width <= other.x || other.x + other.width <= one.x;
                    let below = one.y + one.height <= other.y || other.y + other.height <= one.y;
                    assert!(beside || below, "{one:?} {other:?}");
                }
                let words = one.lines.iter().chain([&one.title]).map(|line| line.y);
                let marks = one.marks.iter().map(|mark| mark.y + 10);
                for bottom in words.chain(marks) {
                    assert!(one.y < bottom && bottom <= one.y + one.height, "{one:?}");
                }
                let mut heights: Vec<_> = one.lines.iter().map(|line| line.y).collect();
                heights.dedup();
                assert_eq!(heights.len(), one.lines.len(), "lines don't lie on each other");
                assert!(one.marks.iter().all(|mark| mark.x + 12 <= one.x + one.width));
            }
        }
    }

    #[test]
    fn words_are_cut_to_their_box() {
        assert_eq!(cut("short", 8), "short");
        assert_eq!(cut("exactly8", 8), "exactly8");
        assert_eq!(cut("longer than eight", 8), "longer \u{2026}");
        assert_eq!(display_width(&cut("東京東京東京東京", 8)), 7);
    }
}
