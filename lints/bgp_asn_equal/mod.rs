#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Connection, FarEnd, Field, Gateway, NotEvaluated, Reader};

declare_lint! {
    id: "bgp-asn-equal",
    summary: "both ends of a connection with BGP have the same ASN",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !gateway.is_vpn()? || !gateway.enable_bgp.is_on()? {
        return Ok(());
    }
    let own = asn(&gateway.properties)?;
    let Some(number) = own.get()? else { return Ok(()) };
    for far in findings.known(context.estate.far_ends(gateway)) {
        let (connection, properties, name) = match far {
            FarEnd::Site(connection, site) => {
                (connection, &site.properties, site.resource.subject().name)
            }
            FarEnd::Gateway(connection, other) => {
                (connection, &other.properties, other.resource.subject().name)
            }
        };
        let Some(true) = findings.or_not_evaluated(speaks_bgp(connection)) else { continue };
        let Some(theirs) = findings.or_not_evaluated(asn(properties)) else { continue };
        let Some(Some(other)) = findings.or_not_evaluated(theirs.get()) else { continue };
        if other == number {
            findings
                .add(
                    &own,
                    format!("'{name}' at the other end of a connection also has ASN {number}"),
                )
                .help("change one of the two ASNs; a BGP session never comes up between equal ASNs")
                .related(&theirs, format!("the ASN of '{name}'"))
                .related(connection.resource.origin().clone(), "the connection");
        }
    }
    Ok(())
}

fn speaks_bgp(connection: &Connection) -> Result<bool, NotEvaluated> {
    let on: Field<bool> = connection.properties.field("enableBgp");
    on.is_on()
}

fn asn(properties: &Reader) -> Result<Field<i64>, NotEvaluated> {
    let settings: Field<Reader> = properties.field("bgpSettings");
    Ok(match settings.get()? {
        Some(settings) => settings.field("asn"),
        None => Field::absent(settings.origin().clone()),
    })
}
