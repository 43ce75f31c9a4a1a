#![doc = include_str!("README.md")]

use arm_template::Origin;

use crate::facts;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{
    Gateway, NotEvaluated, Occupancy, PointToSite, PoolPrefix, Protocol, Range, Sessions,
};

declare_lint! {
    id: "pool-nearly-full",
    summary: "nearly all addresses of the client address pool are in use",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["1292"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

/// What clients get addresses from, and why it is less than the pool.
struct Share {
    occupancy: Occupancy,
    of: String,
    because: Option<(Origin, &'static str)>,
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let Some(sessions) = context.estate.sessions_of(gateway) else { return Ok(()) };
    let prefixes: Vec<PoolPrefix<'_>> = client.pool_prefixes().collect::<Result<_, _>>()?;
    let own: Vec<_> = prefixes.iter().filter(|prefix| prefix.configuration.is_none()).collect();
    if let Some(share) = whole(&own, sessions) {
        say(&own, &share, sessions, findings);
    } else if let Some(share) = part(gateway, client, &own, sessions)? {
        say(&own, &share, sessions, findings);
    }
    for configuration in client.connection_configurations.known_items() {
        let of_it = |prefix: &&PoolPrefix<'_>| {
            prefix.configuration.is_some_and(|other| std::ptr::eq(other, configuration))
        };
        let pool: Vec<_> = prefixes.iter().filter(of_it).collect();
        if let Some(share) = whole(&pool, sessions) {
            say(&pool, &share, sessions, findings);
        }
    }
    Ok(())
}

fn whole(pool: &[&PoolPrefix<'_>], sessions: &Sessions) -> Option<Share> {
    let occupancy = sessions.occupancy(pool.iter().map(|prefix| prefix.range))?;
    let of = match pool {
        [only] => only.to_string(),
        [first, ..] => format!("{first} and the other prefixes"),
        [] => return None,
    };
    occupancy.is_nearly_full().then_some(Share { occupancy, of, because: None })
}

/// What IKEv2 has beside SSTP, or the fuller of the halves of two instances.
fn part(
    gateway: &Gateway,
    client: &PointToSite,
    pool: &[&PoolPrefix<'_>],
    sessions: &Sessions,
) -> Result<Option<Share>, NotEvaluated> {
    let Some(all) = sessions.occupancy(pool.iter().map(|prefix| prefix.range)) else {
        return Ok(None);
    };
    if client.offers(&Protocol::Sstp)? && client.offers(&Protocol::IkeV2)? {
        let (_, ikev2) = facts::sstp_and_ikev2(all.of);
        let part = Occupancy { of: ikev2, ..all };
        let of = "the part of the client pool that IKEv2 has".to_owned();
        let because = Some((client.protocols.origin().clone(), "SSTP has the rest"));
        return Ok(part.is_nearly_full().then_some(Share { occupancy: part, of, because }));
    }
    // How several prefixes are shared out between two instances is written nowhere.
    let [only] = pool else { return Ok(None) };
    if !gateway.active_active.is_on()? {
        return Ok(None);
    }
    let because = Some((
        gateway.active_active.origin().clone(),
        "each of the two instances assigns one half",
    ));
    Ok(halves(only.range).into_iter().find_map(|half| {
        let occupancy = sessions.occupancy([&half])?;
        let of = format!("{half}, one instance's half of the {only}");
        let because = because.clone();
        occupancy.is_nearly_full().then_some(Share { occupancy, of, because })
    }))
}

fn halves(range: &Range) -> Vec<Range> {
    let net = range.net();
    let halves = net.and_then(|net| net.subnets(net.prefix_len() + 1).ok());
    halves.into_iter().flatten().map(|half| Range::parse(&half.to_string())).collect()
}

fn say(pool: &[&PoolPrefix<'_>], share: &Share, sessions: &Sessions, findings: &mut Findings<'_>) {
    let [first, ..] = pool else { return };
    let Occupancy { used, of } = share.occupancy;
    let finding = findings.add(
        first.at,
        format!("clients use {used} of the {of} addresses of {}", with_article(&share.of)),
    );
    finding
        .help("use a larger range before the pool is exhausted, and update the routes and firewall rules that contain it")
        .key(format!("nearly full: {}", share.of));
    if let Some((origin, why)) = &share.because {
        finding.related(origin, *why);
    }
    finding.related(&sessions.list.origin, "the connected clients");
}

fn with_article(of: &str) -> String {
    if of.starts_with("client pool") { format!("the {of}") } else { of.to_owned() }
}
