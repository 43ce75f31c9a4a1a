//! The Markdown of lints' documentation as HTML: headings, paragraphs, lists, tables, code, links.

use std::fmt::Write as _;

/// The text as HTML, everything that is no markup escaped. The title is left out.
pub(super) fn html(markdown: &str) -> String {
    let lines: Vec<&str> = markdown.lines().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < lines.len() {
        at = block(&lines, at, &mut out);
    }
    out
}

/// Writes the block that begins at a line; gives the line after it.
fn block(lines: &[&str], at: usize, out: &mut String) -> usize {
    let line = lines[at];
    if line.trim().is_empty() || line.starts_with("# ") {
        return at + 1;
    }
    if let Some(heading) = line.strip_prefix("## ").or_else(|| line.strip_prefix("### ")) {
        wrap("h3", &inline(heading), out);
        return at + 1;
    }
    if line.starts_with("```") {
        let end = (at + 1..lines.len())
            .find(|next| lines[*next].starts_with("```"))
            .unwrap_or(lines.len());
        let code = escape(&lines[at + 1..end].join("\n"));
        out.push_str("<pre tabindex=\"0\"><code>");
        out.push_str(&code);
        out.push_str("</code></pre>\n");
        return end + 1;
    }
    let end = (at..lines.len())
        .find(|next| *next > at && ends(line, lines[*next]))
        .unwrap_or(lines.len());
    let body = &lines[at..end];
    if item(line).is_some() {
        list(body, out);
    } else if line.starts_with('|') {
        table(body, out);
    } else {
        wrap("p", &inline(&body.join("\n")), out);
    }
    end
}

/// Whether a line ends the block that began with another.
fn ends(first: &str, line: &str) -> bool {
    line.trim().is_empty()
        || line.starts_with("```")
        || line.starts_with('#')
        || (first.starts_with('|') != line.starts_with('|'))
        || (item(first).is_none() && item(line).is_some())
}

/// What a line of a list says, and whether the list is numbered.
fn item(line: &str) -> Option<(&str, bool)> {
    let line = line.trim_start();
    if let Some(rest) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return Some((rest, false));
    }
    let (number, rest) = line.split_once(". ")?;
    (!number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()))
        .then_some((rest, true))
}

fn list(body: &[&str], out: &mut String) {
    let mut items: Vec<String> = Vec::new();
    let numbered = body.first().and_then(|line| item(line)).is_some_and(|(_, numbered)| numbered);
    for line in body {
        match (item(line), items.last_mut()) {
            (None, Some(last)) => {
                last.push(' ');
                last.push_str(line.trim_start());
            }
            (said, _) => items.push(said.map_or(*line, |(text, _)| text).to_owned()),
        }
    }
    let tag = if numbered { "ol" } else { "ul" };
    let mut inside = String::new();
    for text in &items {
        wrap("li", &inline(text), &mut inside);
    }
    wrap(tag, &inside, out);
}

fn table(body: &[&str], out: &mut String) {
    let mut inside = String::new();
    for (at, line) in body.iter().enumerate() {
        if line.bytes().all(|letter| b"|-: ".contains(&letter)) {
            continue;
        }
        let mut row = String::new();
        for cell in line.trim().trim_matches('|').split('|') {
            wrap(if at == 0 { "th" } else { "td" }, &inline(cell.trim()), &mut row);
        }
        wrap("tr", &row, &mut inside);
    }
    wrap("table", &inside, out);
}

fn wrap(tag: &str, inside: &str, out: &mut String) {
    let _ = writeln!(out, "<{tag}>{inside}</{tag}>");
}

/// Code spans, links, strong and emphasized words.
fn inline(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '[', '*']) {
        out.push_str(&escape(&rest[..at]));
        rest = &rest[at..];
        let taken = span(rest, &mut out).unwrap_or_else(|| {
            out.push_str(&escape(&rest[..1]));
            1
        });
        rest = &rest[taken..];
    }
    out.push_str(&escape(rest));
    out
}

/// Writes the span that a text begins with; gives how many bytes it has.
fn span(text: &str, out: &mut String) -> Option<usize> {
    if let Some(link) = text.strip_prefix('[') {
        let (label, rest) = link.split_once("](")?;
        let (address, _) = rest.split_once(')')?;
        address.starts_with("https://").then_some(())?;
        let _ =
            write!(out, "<a href=\"{}\" rel=\"noreferrer\">{}</a>", escape(address), inline(label));
        return Some(label.len() + address.len() + 4);
    }
    for (mark, tag) in [("`", "code"), ("**", "strong"), ("*", "em")] {
        if let Some(rest) = text.strip_prefix(mark)
            && let Some((inside, _)) = rest.split_once(mark)
            && !inside.is_empty()
            && !inside.starts_with(' ')
        {
            let shown = if tag == "code" { escape(inside) } else { inline(inside) };
            let _ = write!(out, "<{tag}>{shown}</{tag}>");
            return Some(inside.len() + 2 * mark.len());
        }
    }
    None
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn markdown_becomes_html() {
        assert_eq!(
            html("# title\n\n## What `x` is\n\nA <b> & *c*\nand **d**."),
            "<h3>What <code>x</code> is</h3>\n<p>A &lt;b&gt; &amp; <em>c</em>\nand <strong>d</strong>.</p>\n"
        );
        assert_eq!(
            html("```jsonc fail\n{ \"a\": \"<\" }\n\n## no\n```\nend"),
            "<pre tabindex=\"0\"><code>{ &quot;a&quot;: &quot;&lt;&quot; }\n\n## no</code></pre>\n<p>end</p>\n"
        );
        assert_eq!(
            html("- [a](https://b/c?d=\"e\"): f\n  g\n- h"),
            "<ul><li><a href=\"https://b/c?d=&quot;e&quot;\" rel=\"noreferrer\">a</a>: f g</li>\n<li>h</li>\n</ul>\n"
        );
        assert_eq!(html("1. a\n2. b"), "<ol><li>a</li>\n<li>b</li>\n</ol>\n");
        assert_eq!(
            html("| a | b |\n| --- | --- |\n| 1 | `2` |"),
            "<table><tr><th>a</th>\n<th>b</th>\n</tr>\n<tr><td>1</td>\n<td><code>2</code></td>\n</tr>\n</table>\n"
        );
        assert_eq!(
            html("[a](javascript:alert) 2 * 3 ` 1.5"),
            "<p>[a](javascript:alert) 2 * 3 ` 1.5</p>\n"
        );
    }

    #[test]
    fn every_lint_has_its_docs_in_full() {
        for lint in crate::lints::ALL {
            let page = html(lint.docs);
            assert_eq!(
                page.matches("<pre").count(),
                lint.docs.matches("\n```").count() / 2,
                "{}",
                lint.id
            );
            assert_eq!(
                page.matches("<a ").count(),
                lint.docs.matches("](https://").count(),
                "{}",
                lint.id
            );
        }
    }
}
