//! Where to look next when an error is not known: what else a user can hand over, and what the gateway itself has.

/// What to run or look at, and what that tells.
const ELSEWHERE: [(&str, &str); 5] = [
    ("gatelint explain --file LOG", "the client's whole log: the cause may be in an earlier line"),
    ("gatelint check PACKAGE --against GATEWAY", "whether the profile package matches the gateway"),
    ("gatelint cert FILE --against GATEWAY", "whether the gateway accepts the client certificate"),
    ("gatelint client-report", "a script for the user's computer; gatelint check reads its output"),
    (
        "P2SDiagnosticLog and IKEDiagnosticLog of the gateway",
        "whether the attempt reached the gateway, and its response; a diagnostic setting must send the logs to Log Analytics",
    ),
];

/// The list as lines of a terminal.
#[must_use]
pub fn what_else(width: usize) -> String {
    let mut out = String::from("Where to look next:\n");
    for (what, tells) in ELSEWHERE {
        out.push_str(&crate::console::wrap(&format!("{what}: {tells}"), width, "  ", "    "));
        out.push('\n');
    }
    out
}

/// The list as items of Markdown: those for the client's side, and those for the gateway's.
pub(crate) fn items() -> (Vec<String>, Vec<String>) {
    let item = |(what, tells): &(&str, &str)| format!("`{what}`: {tells}");
    let (client, gateway): (Vec<_>, Vec<_>) =
        ELSEWHERE.iter().partition(|(what, _)| what.starts_with("gatelint "));
    (
        client.into_iter().map(item).collect(),
        gateway.into_iter().map(|(what, tells)| format!("{what}: {tells}")).collect(),
    )
}
