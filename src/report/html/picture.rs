//! Pictures of networks: a gateway's virtual network or hub in the middle, clients and sites on its left, peered or connected
//! networks and sister hubs on its right, and the findings on what they are about.

use std::collections::HashMap;

use arm_template::Span;
use serde::Serialize;

use super::layout::{self, Badge, Block, Column, Drawing, Line};
use crate::counts::counted;
use crate::finding::{
    Finding, Joined, Relation, Report, Severity, Subject, Surrounding, Surroundings,
};
use crate::report::content::overview;
use crate::report::content::words::{one_line, resource, shown};

/// So many gateways are drawn; nobody looks at more.
const MOST: usize = 24;
/// So many peered networks have a box of their own.
const SPOKES: usize = 12;
/// So many other hubs of the Virtual WAN have a box of their own.
const SISTERS: usize = 6;
/// So many sites have a box of their own.
const SITES: usize = 6;
/// So many facts stand in a box.
const FACTS: usize = 6;
/// So many findings are marked in a box, and listed below the picture.
const MARKS: usize = 6;
const LISTED: usize = 30;

/// A picture, as the template draws it.
#[derive(Debug, Serialize)]
pub(super) struct Picture {
    summary: String,
    title: String,
    description: String,
    drawing: Drawing,
    findings: Vec<NumberedFinding>,
    more: usize,
}

/// A finding below the picture, with the number that it has there.
#[derive(Debug, Serialize)]
struct NumberedFinding {
    number: usize,
    severity: &'static str,
    lint: &'static str,
    message: String,
    on: String,
}

/// The pictures of the worst gateways that have errors or warnings about what lies around them, and how many more there
/// would be.
pub(super) fn pictures(report: &Report) -> (Vec<Picture>, usize) {
    let places = FindingPlaces::of(report);
    let rows = overview::gateways(report);
    let ranks: HashMap<&Subject, usize> =
        rows.iter().enumerate().map(|(rank, row)| (row.gateway, rank)).collect();
    let mut drawn: Vec<_> = report
        .surroundings
        .iter()
        .map(|around| (around, places.findings(around)))
        .filter(|(_, found)| found.iter().any(|it| it.finding.severity > Severity::Note))
        .collect();
    drawn.sort_by_key(|(around, _)| ranks.get(&around.gateway).copied().unwrap_or(usize::MAX));
    let more = drawn.len().saturating_sub(MOST);
    drawn.truncate(MOST);
    (drawn.iter().map(|(around, found)| picture(report, around, found)).collect(), more)
}

/// A finding, and the neighbours that it is about by their numbers: the first is the one to change.
struct PlacedFinding<'a> {
    finding: &'a Finding,
    on: Vec<usize>,
}

/// The places of findings and of what belongs to them, in their order.
struct FindingPlaces<'a> {
    findings: Vec<&'a Finding>,
    /// A place, the number of its finding, and whether it is the finding's own.
    sorted: Vec<(Span, usize, bool)>,
}

impl<'a> FindingPlaces<'a> {
    fn of(report: &'a Report) -> Self {
        let findings: Vec<_> = shown(report).collect();
        let mut sorted = Vec::new();
        for (number, finding) in findings.iter().enumerate() {
            sorted.push((finding.span, number, true));
            sorted.extend(finding.related.iter().map(|related| (related.span, number, false)));
        }
        sorted.sort_by_key(|(span, number, own)| (span.source, span.start, *number, !own));
        Self { findings, sorted }
    }

    /// The findings that lie in a span, each by its number and whether its own place does.
    fn within(&self, span: Span) -> impl Iterator<Item = (Span, usize, bool)> {
        let first = self
            .sorted
            .partition_point(|(it, ..)| (it.source, it.start) < (span.source, span.start));
        self.sorted[first..]
            .iter()
            .take_while(move |(it, ..)| it.source == span.source && it.start <= span.end)
            .filter(move |(it, ..)| it.end <= span.end)
            .copied()
    }

    /// The findings about what lies around a gateway, the worst first. Each place belongs to the narrowest thing around it.
    fn findings(&self, around: &Surroundings) -> Vec<PlacedFinding<'a>> {
        let mut narrowest: HashMap<(usize, Span), (u32, usize, bool)> = HashMap::new();
        for (neighbour, thing) in around.neighbours.iter().enumerate() {
            for span in &thing.spans {
                for (place, number, own) in self.within(*span) {
                    let width = span.end - span.start;
                    let found = narrowest.entry((number, place)).or_insert((width, neighbour, own));
                    if width < found.0 {
                        *found = (width, neighbour, own);
                    }
                }
            }
        }
        let mut of_findings: HashMap<usize, Vec<(bool, usize)>> = HashMap::new();
        for ((number, _), (_, neighbour, own)) in narrowest {
            of_findings.entry(number).or_default().push((!own, neighbour));
        }
        let mut placed: Vec<(usize, PlacedFinding<'a>)> = of_findings
            .into_iter()
            .filter(|(number, on)| {
                let of_another = |subject: &Subject| {
                    subject.kind == around.gateway.kind && *subject != around.gateway
                };
                let subject = self.findings[*number].subject.as_ref();
                on.iter().any(|(related, _)| !related) && !subject.is_some_and(of_another)
            })
            .map(|(number, mut on)| {
                on.sort_unstable();
                let mut neighbours: Vec<usize> = Vec::new();
                for (_, neighbour) in on {
                    if !neighbours.contains(&neighbour) {
                        neighbours.push(neighbour);
                    }
                }
                (number, PlacedFinding { finding: self.findings[number], on: neighbours })
            })
            .collect();
        placed.sort_by_key(|(number, it)| (std::cmp::Reverse(it.finding.severity), *number));
        placed.into_iter().map(|(_, it)| it).collect()
    }
}

fn picture(report: &Report, around: &Surroundings, found: &[PlacedFinding<'_>]) -> Picture {
    let name = resource(report, &around.gateway);
    let findings = found.iter().take(LISTED).enumerate().map(|(at, it)| NumberedFinding {
        number: at + 1,
        severity: it.finding.severity.word(),
        lint: it.finding.lint,
        message: one_line(&it.finding.message),
        on: one_line(&around.neighbours[it.on[0]].name),
    });
    Picture {
        summary: format!("{name}: {}", counted(found.len(), "finding")),
        title: format!("The network around {name}"),
        description: description(around),
        drawing: layout::drawing(columns(around, found)),
        findings: findings.collect(),
        more: found.len().saturating_sub(LISTED),
    }
}

/// What the picture shows, in words.
fn description(around: &Surroundings) -> String {
    let said = around.neighbours.iter().map(|thing| {
        let what = match thing.role {
            Relation::Network => "virtual network of the gateway",
            Relation::Hub => "virtual hub of the gateway",
            Relation::Routes => "routes",
            Relation::Clients => "clients",
            Relation::ServerConfiguration => "VPN server configuration",
            Relation::Spoke(_) if in_hub(around) => "connected network",
            Relation::Spoke(_) => "peered network",
            Relation::SisterHub => "hub of the same Virtual WAN",
            Relation::Site => "connected site",
        };
        one_line(&format!("{what} {}: {}.", thing.name, spoken(&thing.facts)))
    });
    said.collect::<Vec<_>>().join(" ")
}

/// Whether the gateway lies in a hub of Virtual WAN.
fn in_hub(around: &Surroundings) -> bool {
    around.neighbours.iter().any(|thing| thing.role == Relation::Hub)
}

fn spoken(facts: &[String]) -> String {
    facts.iter().map(|fact| fact.trim()).collect::<Vec<_>>().join(", ")
}

/// The boxes, column by column. Of many alike those with findings come first, and the last box counts the rest.
fn columns(around: &Surroundings, found: &[PlacedFinding<'_>]) -> [Vec<Block>; 3] {
    let of = |wanted: fn(&Relation) -> bool| -> Vec<usize> {
        let numbers = 0..around.neighbours.len();
        let mut those: Vec<usize> =
            numbers.filter(|at| wanted(&around.neighbours[*at].role)).collect();
        those.sort_by_key(|at| !found.iter().any(|it| it.on.contains(at)));
        those
    };
    let blocks = |those: &[usize], most: usize, what: &str, column: Column| -> Vec<Block> {
        let several = those.len() > most;
        let kept = if several { most } else { those.len() };
        let mut blocks: Vec<_> = those[..kept]
            .iter()
            .map(|at| block(&around.neighbours[*at], marks(found, &[*at])))
            .collect();
        if several {
            blocks.push(Block {
                class: "more",
                edge: Some(Joined::Unsaid),
                title: format!("and {}", counted(those.len() - kept, what)),
                whole: String::new(),
                lines: Vec::new(),
                marks: marks(found, &those[kept..]),
            });
        }
        for block in &mut blocks {
            if column == Column::Middle {
                block.edge = None;
            }
        }
        blocks
    };
    let mut left = blocks(&of(|role| *role == Relation::Clients), 1, "pool", Column::Left);
    let servers = of(|role| *role == Relation::ServerConfiguration);
    left.extend(blocks(&servers, 1, "configuration", Column::Left));
    left.extend(blocks(&of(|role| *role == Relation::Site), SITES, "more site", Column::Left));
    let core = of(|role| matches!(role, Relation::Network | Relation::Hub));
    let mut middle = blocks(&core, 1, "network", Column::Middle);
    middle.extend(blocks(&of(|role| *role == Relation::Routes), 1, "table", Column::Middle));
    let spokes = of(|role| matches!(role, Relation::Spoke(_)));
    let spoke = if in_hub(around) { "more connected network" } else { "more peered network" };
    let mut right = blocks(&spokes, SPOKES, spoke, Column::Right);
    right.extend(blocks(
        &of(|role| *role == Relation::SisterHub),
        SISTERS,
        "more hub",
        Column::Right,
    ));
    [left, middle, right]
}

fn block(thing: &Surrounding, marks: Vec<Badge>) -> Block {
    let (class, edge) = match thing.role {
        Relation::Network | Relation::Hub => ("network", None),
        Relation::Routes => ("routes", None),
        Relation::Clients => ("clients", Some(Joined::Yes)),
        Relation::ServerConfiguration => ("server", Some(Joined::Yes)),
        Relation::Spoke(joined) => ("spoke", Some(joined)),
        Relation::Site => ("site", Some(Joined::Yes)),
        Relation::SisterHub => ("hub", Some(Joined::Yes)),
    };
    let several = thing.facts.len() > FACTS;
    let kept = if several { FACTS - 1 } else { thing.facts.len() };
    let mut lines: Vec<Line> =
        thing.facts[..kept].iter().map(|fact| Line::of(&one_line(fact))).collect();
    if several {
        lines.push(Line::of(&format!("and {} more", thing.facts.len() - kept)));
    }
    let name = one_line(&thing.name);
    let whole = one_line(&format!("{name}: {}", spoken(&thing.facts)));
    Block { class, edge, title: name, whole, lines, marks }
}

/// The numbers of the findings about some of the neighbours.
fn marks(found: &[PlacedFinding<'_>], neighbours: &[usize]) -> Vec<Badge> {
    let about =
        |it: &&(usize, &PlacedFinding<'_>)| it.1.on.iter().any(|on| neighbours.contains(on));
    let all: Vec<_> = found.iter().take(LISTED).enumerate().collect();
    let those: Vec<_> = all.iter().filter(about).collect();
    let several = those.len() > MARKS;
    let kept = if several { MARKS - 1 } else { those.len() };
    let mut marks: Vec<Badge> = those[..kept]
        .iter()
        .map(|(at, it)| Badge::new(it.finding.severity.word(), (at + 1).to_string()))
        .collect();
    if several {
        let worst = those[kept..].iter().map(|(_, it)| it.finding.severity).max();
        let word = worst.map_or("note", Severity::word);
        marks.push(Badge::new(word, format!("+{}", those.len() - kept)));
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoke(name: &str, joined: Joined) -> Surrounding {
        let facts = vec!["10.1.0.0/16".to_owned()];
        Surrounding {
            role: Relation::Spoke(joined),
            name: name.to_owned(),
            facts,
            spans: Vec::new(),
        }
    }

    fn around(neighbours: Vec<Surrounding>) -> Surroundings {
        let kind = "Microsoft.Network/virtualNetworkGateways".to_owned();
        let gateway = Subject { kind, name: "vng-hub".to_owned(), id: None };
        let hub = Surrounding {
            role: Relation::Network,
            name: "vnet-hub".to_owned(),
            facts: vec!["10.0.0.0/16".to_owned()],
            spans: Vec::new(),
        };
        Surroundings { gateway, neighbours: [vec![hub], neighbours].concat() }
    }

    #[test]
    fn twelve_spokes_are_drawn_and_the_rest_is_counted() {
        for (spokes, boxes, last) in
            [(0, 0, None), (12, 12, Some("spoke-11")), (13, 13, Some("and 1 more peered network"))]
        {
            let named = |at| spoke(&format!("spoke-{at}"), Joined::Yes);
            let [_, middle, right] = columns(&around((0..spokes).map(named).collect()), &[]);
            assert_eq!(middle.len(), 1);
            assert_eq!(right.len(), boxes);
            assert_eq!(right.last().map(|block| block.title.as_str()), last);
        }
    }

    #[test]
    fn the_words_tell_what_the_picture_shows() {
        let words = description(&around(vec![spoke("east\u{202e}", Joined::No)]));
        assert!(words.contains("peered network east"), "{words}");
        assert!(words.contains("virtual network of the gateway vnet-hub: 10.0.0.0/16."), "{words}");
        assert!(!words.contains('\u{202e}'), "what turns the writing around is written out");
    }
}
