//! `gatelint scan`.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::cli::arguments::{Format, ReportOptions, ScanArguments};
use crate::cli::exit::Exit;
use crate::cli::reporting::Reporting;
use crate::console::{self, Stream, Streams};
use crate::counts::{counted, grouped};
use crate::finding::{Gap, LookedAt, Report, SeenSubscription};
use crate::report;
use crate::run;
use crate::source::azure::{
    self, Answer, CloudChoice, Coverage, Event, Scan, ScanError, ScanProgress, Scope,
};
use crate::source::{Answered, Given};

/// Scans, checks what was read, and reports.
pub(crate) fn run(options: &ScanArguments, streams: &Streams) -> io::Result<Exit> {
    let reporting = match Reporting::prepare(&options.report, None, streams)? {
        Ok(reporting) => reporting,
        Err(exit) => return Ok(exit),
    };
    // It is read before the scan, which may write its answers over it.
    let earlier = match reporting.earlier(&reporting.request(Vec::new()), streams)? {
        Ok(earlier) => earlier,
        Err(exit) => return Ok(exit),
    };
    let begun = Timestamp::now();
    let teller = Arc::new(Teller::new(streams, &options.report));
    let progress: Arc<dyn ScanProgress> = Arc::<Teller>::clone(&teller);
    let scanned = run::scan_blocking(&settings(options), progress);
    teller.finish();
    let scan = match scanned {
        Ok(scan) => scan,
        Err(error) => return failed(&error, streams),
    };
    let progress = reporting.progress("checking", streams);
    let mut report = run::check(&reporting.request(inputs(&scan)));
    reporting.mark(&mut report);
    if let Some(earlier) = earlier {
        earlier.mark(&mut report);
    }
    drop(progress);
    report.looked_at = Some(looked_at(options, &scan.coverage, begun, &report));
    let looked = report.looked_at.as_ref();
    let whole = looked.is_none_or(LookedAt::is_whole);
    // The text report says all of it by itself.
    let said =
        matches!(options.report.format, None | Some(Format::Text)) && !options.report.statistics;
    if !options.report.quiet && !said {
        coverage(&scan.coverage, looked, &streams.err)?;
    }
    if report.nothing_checked.is_some() {
        report.nothing_checked = Some(no_gateways(options, &scan.coverage));
    }
    let exit = reporting.finish(&report, streams)?;
    if whole {
        return Ok(exit);
    }
    if options.report.quiet {
        writeln!(
            streams.err,
            "error: not everything could be read; run without --quiet to list what is missing"
        )?;
    }
    Ok(Exit::Unreadable)
}

/// Why a scan has checked nothing, and what to do.
fn no_gateways(options: &ScanArguments, coverage: &Coverage) -> String {
    let named = |what: &str, names: &[String]| {
        let (noun, is) =
            if names.len() == 1 { (what.to_owned(), "is") } else { (format!("{what}s"), "are") };
        format!(
            "there is no virtual network gateway in {noun} {}; {is} the name correct, and does the identity have read access?",
            names.join(", ")
        )
    };
    if coverage.subscriptions.is_empty() {
        "no subscription is visible; assign the Reader role to the identity".to_owned()
    } else if !options.gateway.is_empty() {
        "none of the specified gateways was found; are the ids correct, and does the identity have read access?".to_owned()
    } else if !options.resource_group.is_empty() {
        named("resource group", &options.resource_group)
    } else {
        let seen = match coverage.subscriptions.len() {
            1 => "the subscription that is".to_owned(),
            count => format!("the {} subscriptions that are", grouped(count)),
        };
        format!(
            "there is no virtual network gateway in {seen} visible; does the identity have read access to all of them?"
        )
    }
}

/// What was looked at, in the report's words.
fn looked_at(
    options: &ScanArguments,
    coverage: &Coverage,
    at: Timestamp,
    report: &Report,
) -> LookedAt {
    let named = |kind: &str, names: &[String]| {
        names.iter().map(|name| format!("{kind} {name}")).collect::<Vec<_>>()
    };
    let tenant: Vec<String> = options.tenant.iter().cloned().collect();
    let mut gaps: Vec<Gap> = coverage
        .not_read
        .iter()
        .map(|gap| Gap { what: gap.what.clone(), why: gap.why.clone(), accepted: false })
        .collect();
    accept(&mut gaps, &options.allow_unread, report);
    LookedAt {
        at,
        identity: coverage.identity.clone(),
        endpoint: coverage.endpoint.clone(),
        scopes: [
            named("tenant", &tenant),
            named("management group", &options.management_group),
            named("subscription", &options.subscription),
            named("resource group", &options.resource_group),
            named("gateway", &options.gateway),
        ]
        .concat(),
        subscriptions: coverage
            .subscriptions
            .iter()
            .map(|seen| SeenSubscription {
                id: seen.id.clone(),
                name: seen.name.clone(),
                gateways: seen.gateways,
            })
            .collect(),
        resources: coverage.resources,
        requests: coverage.requests,
        refusal: coverage.graph_refusal.clone(),
        gaps,
        saved: options.save.as_ref().map(|folder| folder.display().to_string()),
    }
}

/// Accepts the gaps that the command line names, and neighbours of gateways that no check missed.
fn accept(gaps: &mut [Gap], allowed: &[String], report: &Report) {
    let count = allowed.iter().filter_map(|word| word.parse::<usize>().ok()).max();
    if count.is_some_and(|count| gaps.len() <= count) {
        for gap in gaps {
            gap.accepted = true;
        }
        return;
    }
    let words: Vec<String> = allowed
        .iter()
        .filter(|word| !word.is_empty() && word.parse::<usize>().is_err())
        .map(|word| word.to_lowercase())
        .collect();
    for gap in gaps {
        let what = gap.what.to_lowercase();
        let named = words.iter().any(|word| what.contains(word.as_str()));
        let name = gap.name().rsplit('/').next().unwrap_or_default().to_lowercase();
        let neighbour = gap.name().starts_with('/')
            && !what.contains("/virtualnetworkgateways/")
            && !what.contains("/p2svpngateways/");
        let missed =
            || report.not_evaluated.iter().any(|entry| entry.reason.to_lowercase().contains(&name));
        gap.accepted = named || neighbour && !missed();
    }
}

fn settings(options: &ScanArguments) -> azure::ScanOptions {
    let mut settings = azure::ScanOptions {
        scope: Scope {
            subscriptions: options.subscription.clone(),
            management_groups: options.management_group.clone(),
            tenant: options.tenant.clone(),
            resource_groups: options.resource_group.clone(),
            gateways: options.gateway.clone(),
        },
        auth: options.auth,
        cloud: options.arm_endpoint.clone().map_or_else(
            || options.cloud.clone(),
            |arm_endpoint| CloudChoice::Custom { arm_endpoint },
        ),
        fresh: options.fresh,
        sessions: options.sessions,
        ca_file: options.ca_file.clone(),
        concurrency: options.concurrency,
        save: options.save.clone(),
        ..azure::ScanOptions::default()
    };
    if let Some(seconds) = options.timeout {
        settings.timeouts.request = Duration::from_secs(seconds);
    }
    if let Some(seconds) = options.max_time {
        settings.timeouts.scan = Duration::from_secs(seconds);
    }
    settings
}

/// The answers as inputs, under the names that they are saved under.
fn inputs(scan: &Scan) -> Vec<Given> {
    let answered = |answer: &Answer| {
        Given::Answer(Answered {
            name: answer.name.clone(),
            resource: answer.resource.clone(),
            text: answer.body.clone(),
        })
    };
    scan.answers.iter().map(answered).collect()
}

fn failed(error: &ScanError, streams: &Streams) -> io::Result<Exit> {
    writeln!(streams.err, "error: {error}")?;
    if let Some(help) = error.help() {
        writeln!(streams.err, "  help: {help}")?;
    }
    Ok(match error {
        ScanError::Setting { .. } | ScanError::NoIdentity { .. } => Exit::Usage,
        _ => Exit::Unreadable,
    })
}

/// What was seen, and what was not and why, beside a report for programs.
fn coverage(coverage: &Coverage, looked: Option<&LookedAt>, err: &Stream) -> io::Result<()> {
    writeln!(
        err,
        "scanned {} as {}: {}, {}, {}, {}",
        coverage.endpoint,
        coverage.identity,
        counted(coverage.subscriptions.len(), "subscription"),
        counted(coverage.gateways, "gateway"),
        counted(coverage.resources, "resource"),
        counted(coverage.requests, "request")
    )?;
    if let Some(refusal) = &coverage.graph_refusal {
        writeln!(err, "  Resource Graph rejected the query, lists were read instead: {refusal}")?;
    }
    for gaps in looked.into_iter().flat_map(LookedAt::gaps_by_reason) {
        writeln!(err, "  not read: {}", report::gap(&gaps))?;
    }
    Ok(())
}

/// Tells on standard error how the scan is getting on: a line that moves on a terminal, traces when asked for.
struct Teller {
    line: Option<console::ProgressLine>,
    err: Stream,
    verbose: bool,
}

impl Teller {
    fn new(streams: &Streams, options: &ReportOptions) -> Self {
        let line = (!options.quiet).then(|| streams.progress("signing in", Duration::ZERO));
        Self { line, err: streams.err.clone(), verbose: options.verbose }
    }

    fn finish(&self) {
        if let Some(line) = &self.line {
            line.finish();
        }
    }

    /// What is going on, in the line that moves.
    fn show(&self, words: &str) {
        if let Some(line) = &self.line {
            line.say(words);
        }
    }

    /// A line that stays.
    fn say(&self, line: &str) {
        // Nobody can be told that nobody can be told.
        let _ = writeln!(self.err, "{line}");
    }
}

impl ScanProgress for Teller {
    fn event(&self, event: &Event) {
        match event {
            Event::Identity { source, detail } => {
                self.show("signing in");
                if self.verbose {
                    self.say(&format!("signing in with {source}: {detail}"));
                }
            }
            Event::Subscriptions(count) => self.show(&counted(*count, "subscription")),
            Event::Gateways(count) => self.show(&counted(*count, "gateway")),
            Event::Resources(count) => self.show(&counted(*count, "resource")),
            Event::Notice(notice) if self.line.is_some() => self.say(notice),
            Event::Waiting(wait) => {
                let seconds = wait.waits.as_secs_f32();
                self.show(&format!("waiting {seconds:.0} s: {}", wait.why));
                if self.verbose {
                    self.say(&format!("waiting {seconds:.1} s for {}: {}", wait.path, wait.why));
                }
            }
            Event::Request(trace) if self.verbose => self.say(&trace.to_string()),
            _ => {}
        }
    }
}
