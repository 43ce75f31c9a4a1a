#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::package::is_name_of_gateway;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, NotEvaluated, known_section};
use vpn_client_files::report::{Located, ProfileFolder};

declare_lint! {
    id: "client-package-leftover",
    summary: "an earlier VPN package left its folder, which may prevent installation of a new one",
    severity: Severity::Note,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !machine.is_windows() {
        return Ok(());
    }
    let folders = known_section(&machine.report.profile_folders)?;
    let packages: Vec<&ProfileFolder> =
        folders.iter().filter(|folder| folder.owner.value == "package").collect();
    let [first, more @ ..] = packages.as_slice() else { return Ok(()) };
    let at = |folder: &ProfileFolder| folder.path.as_ref().map_or(folder.span, |path| path.span);
    if !is_listed(machine, &packages)? {
        findings
            .add(at(first), "a VPN package left its folder, but Windows lists no connection to Azure")
            .help("if the connection is missing or a package can't be installed, delete the folder, then run the installer of a new package");
    } else if !more.is_empty() {
        let finding = findings.add(
            at(first),
            format!("there are folders of {} VPN packages, and an old one may prevent installation of a new one", packages.len()),
        );
        finding.help("if a package can't be installed, first delete the folders of old ones");
        for other in more {
            finding.related(at(other), "another one");
        }
    }
    Ok(())
}

/// Whether Windows lists a connection to Azure, or a phone book outside of these folders has one.
fn is_listed(machine: &Machine, packages: &[&ProfileFolder]) -> Result<bool, NotEvaluated> {
    let is_of_azure = |server: &Option<Located<String>>| {
        server.as_ref().is_some_and(|server| is_name_of_gateway(server.value.trim()))
    };
    let connections = known_section(&machine.report.connections)?;
    if connections.iter().any(|connection| is_of_azure(&connection.server)) {
        return Ok(true);
    }
    let is_inside = |path: &str| {
        packages
            .iter()
            .filter_map(|folder| folder.path.as_ref())
            .any(|folder| path.starts_with(&folder.value))
    };
    Ok(known_section(&machine.report.phonebooks)?.iter().any(|book| {
        let own = book.path.as_ref().is_some_and(|path| is_inside(&path.value));
        !own && book.entries.iter().any(|entry| is_of_azure(&entry.server))
    }))
}
