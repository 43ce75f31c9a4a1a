//! The way of a value, and of its parts.

use std::sync::Arc;

use traced_values::{By, Origin, SourceId, Span};

fn at(start: u32) -> Span {
    Span::new(SourceId(0), start, start + 1)
}

fn named(name: &str, place: u32, from: Origin) -> Origin {
    Origin::passed(By::Named(Arc::from(name)), at(place), from)
}

#[test]
fn a_part_comes_the_way_of_its_whole_once() {
    let whole = named("var.all", 20, named("var.hubs", 10, Origin::Written(at(0))));
    let part = whole.of_part(&Origin::Written(at(5)));
    assert_eq!(part.trail().len(), 2);
    assert_eq!(part.span(), at(5));
    // A part that has its way already has it no second time.
    assert_eq!(whole.of_part(&part).trail().len(), 2);
    // Another way is another one.
    let other = named("var.all", 21, Origin::Written(at(0)));
    assert_eq!(other.of_part(&part).trail().len(), 3);
}
