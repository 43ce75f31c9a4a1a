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

const WRONG_USE: &str = "Invalid usage or settings; nothing was checked.";

const PAGES: [CommandPage; 6] = [
    CommandPage {
        command: "gatelint-check",
        statuses: [
            "No findings at or above --fail-on.",
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
            ("gatelint check infra --fix", "Apply safe fixes."),
        ],
    },
    CommandPage {
        command: "gatelint-scan",
        statuses: [
            "No findings at or above --fail-on.",
            "Findings at or above --fail-on.",
            "Invalid usage or settings, or no identity to sign in with.",
            "Azure rejected a request, something could be read only in part, or there are no gateways.",
        ],
        examples: &[
            ("gatelint scan", "Scan all subscriptions that the signed-in identity can read."),
            (
                "gatelint scan --save answers --output html=report.html",
                "Save Azure's responses, and write a page for the browser.",
            ),
        ],
    },
    CommandPage {
        command: "gatelint-cert",
        statuses: [
            "The file is usable.",
            "Something is wrong with it.",
            WRONG_USE,
            "A file can't be read.",
        ],
        examples: &[
            (
                "gatelint cert root.cer",
                "Show what a certificate file contains, and the value for Azure.",
            ),
            (
                "gatelint cert client.pfx --against gateway.json",
                "Check whether a gateway accepts a client certificate.",
            ),
        ],
    },
    CommandPage {
        command: "gatelint-expand",
        statuses: [
            "The template was evaluated.",
            "The template has errors; unknown values don't count.",
            WRONG_USE,
            "A file can't be read.",
        ],
        examples: &[(
            "gatelint expand main.bicep --parameters prod.bicepparam",
            "Show what a template deploys.",
        )],
    },
    CommandPage {
        command: "gatelint-explain",
        statuses: [
            "The text, or a cause in the log, was explained.",
            "The explanation is uncertain, or nothing is known.",
            WRONG_USE,
            "A log is unreadable or empty.",
        ],
        examples: &[
            ("gatelint explain pool-overlaps-vnet", "Show the documentation of a lint."),
            ("gatelint explain 0x80090326", "Explain the cause of an error that a user sees."),
            ("gatelint explain --file vpn.log", "Find the relevant lines of a log."),
        ],
    },
    CommandPage {
        command: "gatelint",
        statuses: [
            "No findings.",
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
                "Show what a certificate file contains, and what is wrong with it.",
            ),
            ("gatelint explain pool-overlaps-vnet", "Show the documentation of a lint."),
        ],
    },
];

/// Files that most commands read.
const FILES: [Definition; 3] = [
    (
        "gatelint.toml",
        "The settings: the nearest file in the folder of the first input or its parent folders, up to the root of the repository.",
    ),
    (".gitignore, .ignore", "The files to skip in checked folders."),
    (
        "bicepconfig.json, ~/.bicep",
        "Aliases of Bicep modules, and the cache of bicep restore; BICEP_CACHE_ROOT sets another cache.",
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
