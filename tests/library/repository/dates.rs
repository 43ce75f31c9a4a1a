//! The calendar: every day has lints that tell by it and a page that announces it. `UPDATE_DOCS=1` writes `docs/dates.md` anew.

use std::fmt::Write as _;
use std::path::Path;

use gatelint::facts::CALENDAR;

#[test]
fn days_are_in_order_and_have_lints_and_sources() {
    assert!(CALENDAR.is_sorted_by_key(|entry| entry.cutoff.from));
    for entry in &CALENDAR {
        assert!(entry.cutoff.source.starts_with("https://learn.microsoft.com/"), "{}", entry.what);
        assert!(!entry.lints.is_empty(), "{}", entry.what);
        for lint in entry.lints {
            assert!(gatelint::lints::find(lint).is_some(), "{}: {lint}", entry.what);
        }
    }
}

#[test]
fn the_page_is_up_to_date() {
    let mut page = String::from(
        "# Dates\n\n\
         What ends, from which day, and which lints tell by it. `gatelint lints --dates` lists the same. Microsoft has moved \
         several of them more than once; `check --today` shows a report as it will be on another day.\n\n\
         Made by a test (`UPDATE_DOCS=1 cargo test --test library dates`).\n\n\
         | from | what ends | announced for | lints |\n|---|---|---|---|\n",
    );
    for entry in &CALENDAR {
        let lints: Vec<String> = entry.lints.iter().map(|lint| format!("`{lint}`")).collect();
        let (from, cutoff) = (entry.cutoff.from, entry.cutoff);
        let (announced, source) = (cutoff.announced, cutoff.source);
        let _ = writeln!(
            page,
            "| {from} | {} | [{announced}]({source}) | {} |",
            entry.what,
            lints.join(", ")
        );
    }
    page.push_str(
        "\n## Days that no configuration tells\n\n\
         Azure replaces the root certificate of a gateway from time to time. Profiles of clients that were made before know the old \
         one only and end to work on the deadline, whatever way their users sign in; who is affected gets a message from Microsoft \
         with the day ([about gateway root certificate migration](https://learn.microsoft.com/azure/vpn-gateway/point-to-site-about-gateway-certificate-migration)). \
         `package-past-half-life` and `package-server-root-expiring` look at the packages that you have.\n\n\
         Gateways with a name below `cloudapp.net` can't be migrated away from a Basic address by the usual tools \
         ([legacy DNS](https://learn.microsoft.com/azure/vpn-gateway/basic-public-ip-migrate-howto)); the name stands in \
         the profiles of clients alone.\n",
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/dates.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/dates.md is out of date: UPDATE_DOCS=1 cargo test --test library dates"
    );
}
