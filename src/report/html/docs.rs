//! The Markdown of lints' documentation as HTML.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The text as HTML, everything that is no markup escaped. The title is left out, and headings stand below those of the
/// page.
pub(super) fn html(markdown: &str) -> String {
    let mut events = Vec::new();
    let mut in_title = false;
    // Whether each open link is one.
    let mut links = Vec::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => in_title = true,
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => in_title = false,
            _ if in_title => {}
            Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
                events.push(Event::Start(Tag::Heading {
                    level: HeadingLevel::H3,
                    id,
                    classes,
                    attrs,
                }));
            }
            Event::End(TagEnd::Heading(_)) => {
                events.push(Event::End(TagEnd::Heading(HeadingLevel::H3)));
            }
            // A long line is reached with the keyboard, too.
            Event::Start(Tag::CodeBlock(_)) => {
                events.push(Event::Html(CowStr::Borrowed("<pre tabindex=\"0\"><code>")));
            }
            Event::End(TagEnd::CodeBlock) => {
                events.push(Event::Html(CowStr::Borrowed("</code></pre>\n")));
            }
            // Other pages are not in this file.
            Event::Start(Tag::Link { dest_url, .. }) => {
                links.push(dest_url.starts_with("https://"));
                if dest_url.starts_with("https://") {
                    let mut address = String::new();
                    html::push_html(&mut address, [Event::Text(dest_url)].into_iter());
                    let address = address.replace('"', "&quot;");
                    let tag = format!("<a href=\"{address}\" rel=\"noreferrer\">");
                    events.push(Event::InlineHtml(tag.into()));
                }
            }
            Event::End(TagEnd::Link) => {
                if links.pop() == Some(true) {
                    events.push(Event::InlineHtml(CowStr::Borrowed("</a>")));
                }
            }
            Event::Html(text) | Event::InlineHtml(text) => events.push(Event::Text(text)),
            other => events.push(other),
        }
    }
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    out
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn the_title_is_left_out_and_headings_are_those_of_the_page() {
        assert_eq!(
            html("# title\n\n## What `x` is\n\nA & *c*."),
            "<h3>What <code>x</code> is</h3>\n<p>A &amp; <em>c</em>.</p>\n"
        );
    }

    #[test]
    fn code_is_reached_with_the_keyboard() {
        assert_eq!(
            html("```jsonc fail\n{ \"a\": \"<\" }\n```"),
            "<pre tabindex=\"0\"><code>{ \"a\": \"&lt;\" }\n</code></pre>\n"
        );
    }

    #[test]
    fn links_lead_to_the_web_or_nowhere() {
        assert_eq!(
            html("[a](https://b/c?d=\"e\"&f)"),
            "<p><a href=\"https://b/c?d=&quot;e&quot;&amp;f\" rel=\"noreferrer\">a</a></p>\n"
        );
        assert_eq!(html("[a](javascript:alert) [b](c.md)"), "<p>a b</p>\n");
    }

    #[test]
    fn html_is_text() {
        let page = html("A <b>\n\n<script>x</script>");
        assert!(!page.contains("<b>") && !page.contains("<script>"), "{page}");
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
