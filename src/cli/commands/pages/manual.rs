//! What manual pages say besides the options: exit statuses, files, examples.

use clap_mangen::roff::{Roff, bold, roman};

/// A name, and what it stands for.
type Definition = (&'static str, &'static str);

/// What only the page of one command has.
struct CommandPage {
    command: &'static str,
    statuses: [&'static str; 4],
    examples: &'static [Definition],
}

const WRONG_USE: &str = "Wrong use, or a fault in the settings; nothing was checked.";

const PAGES: [CommandPage; 6] = [
    CommandPage {
        command: "gatelint-check",
        statuses: [
            "Nothing at or above --fail-on.",
            "Findings at or above --fail-on; with --fail-on-unevaluated also a check that could not be evaluated, or a file that could not be read.",
            WRONG_USE,
            "An input could not be read, or there was nothing to check.",
        ],
        examples: &[
            (
                "gatelint check infra",
                "Check the templates, exports and certificates below a folder.",
            ),
            (
                "gatelint check infra --format sarif > gatelint.sarif",
                "Write a report for code scanning.",
            ),
            (
                "az network vnet-gateway show -g rg-hub -n vng-hub -o json | gatelint check -",
                "Check what the Azure CLI prints.",
            ),
            ("gatelint check infra --fix", "Fix what can be fixed without losing anything."),
        ],
    },
    CommandPage {
        command: "gatelint-scan",
        statuses: [
            "Nothing at or above --fail-on.",
            "Findings at or above --fail-on.",
            "Wrong use, a fault in the settings, or no identity to sign in with.",
            "Azure refused, something could only be read in part, or there are no gateways.",
        ],
        examples: &[
            ("gatelint scan", "Scan all subscriptions that the signed-in identity sees."),
            (
                "gatelint scan --save answers --output html=report.html",
                "Keep what Azure answered, and write a page for the browser.",
            ),
        ],
    },
    CommandPage {
        command: "gatelint-cert",
        statuses: [
            "The file is usable.",
            "Something is wrong with it.",
            WRONG_USE,
            "It can't be read.",
        ],
        examples: &[
            (
                "gatelint cert root.cer",
                "Say what a certificate file is, and the value that Azure takes.",
            ),
            (
                "gatelint cert client.pfx --against gateway.json",
                "Say whether a gateway takes a client's certificate.",
            ),
        ],
    },
    CommandPage {
        command: "gatelint-expand",
        statuses: [
            "The template was evaluated.",
            "It has errors; values that are only unknown don't count.",
            WRONG_USE,
            "It can't be read.",
        ],
        examples: &[(
            "gatelint expand main.bicep --parameters prod.bicepparam",
            "Show what a template deploys.",
        )],
    },
    CommandPage {
        command: "gatelint-explain",
        statuses: [
            "The word, or a cause in the log, is explained.",
            "It is not certain, or nothing is known about it.",
            WRONG_USE,
            "A log can't be read, or nothing is in it.",
        ],
        examples: &[
            ("gatelint explain pool-overlaps-vnet", "Show the page of a lint."),
            ("gatelint explain 0x80090326", "Tell what is behind an error that a user has seen."),
            ("gatelint explain --file vpn.log", "Find the lines of a log that matter."),
        ],
    },
    CommandPage {
        command: "gatelint",
        statuses: [
            "Nothing was found.",
            "Findings.",
            WRONG_USE,
            "An input could not be read, or there was nothing to check.",
        ],
        examples: &[
            (
                "gatelint check infra",
                "Check the templates, exports and certificates below a folder.",
            ),
            ("gatelint scan", "Check the gateways of live subscriptions."),
            (
                "gatelint cert root.cer",
                "Say what a certificate file is, and what is wrong with it.",
            ),
            ("gatelint explain pool-overlaps-vnet", "Show the page of a lint."),
        ],
    },
];

/// Files that most commands read.
const FILES: [Definition; 3] = [
    (
        "gatelint.toml",
        "The settings: the nearest one in the folder of the first input or above it, as far as the repository goes.",
    ),
    (".gitignore, .ignore", "What is left out of folders that are checked."),
    (
        "bicepconfig.json, ~/.bicep",
        "Aliases of Bicep modules, and the cache that bicep restore fills; BICEP_CACHE_ROOT names another one.",
    ),
];

/// The sections that a command's page ends with, in the language of manual pages; none for commands that only print.
pub(crate) fn sections(command: &str) -> String {
    let Some(page) = PAGES.iter().find(|page| page.command == command) else {
        return String::new();
    };
    let mut roff = Roff::new();
    let entry = |roff: &mut Roff, name: &str, words: &str| {
        roff.control("TP", []).text([bold(name)]).text([roman(words)]);
    };
    roff.control("SH", ["EXIT STATUS"]);
    for (code, words) in page.statuses.iter().enumerate() {
        entry(&mut roff, &code.to_string(), words);
    }
    roff.control("SH", ["FILES"]);
    for (name, words) in FILES {
        entry(&mut roff, name, words);
    }
    roff.control("SH", ["EXAMPLES"]);
    for (line, words) in page.examples {
        entry(&mut roff, line, words);
    }
    roff.to_roff()
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::PAGES;
    use crate::cli::Arguments;

    #[test]
    fn examples_are_command_lines() {
        for (line, _) in PAGES.iter().flat_map(|page| page.examples) {
            let own = line.rsplit("| ").next().unwrap_or(line);
            let own = own.split(" >").next().unwrap_or(own);
            let is_built = cfg!(feature = "live") || !own.starts_with("gatelint scan");
            let parsed = Arguments::try_parse_from(own.split(' '));
            assert_eq!(parsed.is_ok(), is_built, "{line}: {parsed:?}");
        }
    }
}
