//! Lines that a CI system is meant to obey: the command itself stays, what strangers wrote into it does not command.

use super::line::{Styles, fit as fit_line};

/// What the program tells CI systems; nothing else at the beginning of a line is a command.
const OWN: [&str; 5] = [
    "::error ",
    "::warning ",
    "::notice ",
    "gatelint: ##vso[task.logissue ",
    "gatelint: ##vso[task.uploadsummary]",
];

/// The lines, each with its own command and no other.
pub(super) fn fit(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let own = OWN.into_iter().find(|own| line.starts_with(own)).unwrap_or_default();
        out.push_str(own);
        // In front of the rest stands a letter, as the command does: nothing behind it is at the beginning of a line.
        let rest = fit_line(&format!("x{}", &line[own.len()..]), Styles::None);
        if own.is_empty() {
            out.push_str(&fit_line(line, Styles::None));
        } else {
            out.push_str(&rest[1..]);
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn a_command_holds_no_other() {
        let text = "::error file=a::x ##vso[task.b]c\ngatelint: ##vso[task.logissue type=error;]##[d \u{1b}[2J\n::add-mask::e\n";
        assert_eq!(
            fit(text),
            "::error file=a::x # #vso[task.b]c\ngatelint: ##vso[task.logissue type=error;]# #[d \\u{1b}[2J\n: :add-mask::e\n"
        );
    }
}
