//! Putting the lints to the resources.

use std::borrow::Cow;

use arm_template::{Problem, ProblemKind};

use super::deployments::deploy::Deployed;
use super::inputs::loaded::UnreadableInput;
use super::request::Request;
use super::secrecy::concealing;
use super::surroundings;
use crate::finding::{Checked, Finding, Remark, Report, Severity, Subject, Unevaluated};
use crate::lint::clients::held_against::{GatewayChoice, choice, evidence_of, is_meant};
use crate::lint::{Check, Context, Findings, Lint, Outcome};
use crate::lints;
use crate::policy::{self, PolicyInputs};
use crate::resource::{
    CertificateFile, CertificateLists, CheckedRoot, Estate, Field, NotEvaluated, Resource,
    TextValue,
};
use crate::source::Sources;

/// What the lints said.
#[derive(Default)]
struct LintRun {
    found: Vec<Finding>,
    unevaluated: Vec<Unevaluated>,
}

/// Runs the lints that are asked for.
///
/// With `only_files` those about the certificate files that the request names, and nothing of the rest.
pub(super) fn apply(request: &Request, deployed: Deployed, only_files: bool) -> Applied {
    let mut lint_run = LintRun::default();
    let context = Context {
        estate: &deployed.estate,
        files: &deployed.files,
        packages: &deployed.packages,
        current_packages: &deployed.current_packages,
        machines: &deployed.machines,
        gateway: request.gateway.as_deref(),
        sources: &deployed.sources,
        documents: &deployed.roots,
        today: request.today,
        moment: request.moment(),
        thresholds: &request.thresholds,
    };
    let files = if only_files { &deployed.files[..deployed.asked] } else { &deployed.files };
    let only_clients = !request.against.is_empty();
    let of_clients = |lint: &Lint| {
        matches!(
            lint.check,
            Check::Package(_) | Check::Profile(_) | Check::Machine(_) | Check::UnreadableInput
        )
    };
    let no_such_gateway = no_such_gateway(request, &deployed.estate);
    let lints = request.lints.iter().filter(|lint| !only_clients || of_clients(lint));
    for lint in lints.filter(|_| no_such_gateway.is_none()) {
        lint_run.run(lint, &context, &deployed, files, only_files);
    }
    if !only_files && !only_clients {
        lint_run.unevaluated.extend(deployed.unread.iter().cloned());
    }
    if only_files {
        let unreadable = &lints::unreadable_input::LINT;
        for failure in &deployed.failures {
            lint_run.failure(unreadable, failure);
        }
    }
    let chosen = chosen(&context, &deployed.sources);
    // What ends the run with an exit code of its own is told in any case.
    let is_told =
        only_files || request.lints.iter().any(|lint| matches!(lint.check, Check::UnreadableInput));
    let unread = deployed.failures.iter().filter(|_| !is_told).map(|failure| Remark {
        source: deployed.sources.name(failure.span.source).to_owned(),
        message: format!("not checked: {}", failure.message),
    });
    let unread: Vec<_> = unread.collect();
    super::deployments::configured::reword(&mut lint_run.found, &deployed.in_own_words);
    let mut report = Report {
        findings: lint_run.found,
        not_evaluated: lint_run.unevaluated,
        passed_over: deployed.passed_over,
        remarks: [deployed.remarks, chosen, unread].concat(),
        nothing_checked: no_such_gateway.or(
            if only_clients && deployed.packages.is_empty() && deployed.machines.is_empty() {
                Some(NO_PROFILE.to_owned())
            } else {
                deployed.nothing_checked
            },
        ),
        checked: Checked {
            sources: deployed.checked,
            gateways: deployed.estate.all_gateways().count(),
            lints: request.lints.len(),
        },
        unreadable: !deployed.failures.is_empty(),
        secrets: deployed.secrets,
        sources: deployed.sources,
        today: request.today,
        gateways: deployed.estate.all_gateways().map(Resource::subject).collect(),
        surroundings: surroundings::of(&deployed.estate),
        ..Report::default()
    };
    let inputs = PolicyInputs {
        rules: &request.rules,
        lints: &request.lints,
        today: request.today,
        roots: &deployed.roots,
        estate: &deployed.estate,
    };
    policy::apply(&mut report, inputs);
    concealing::conceal(&mut report, &deployed.estate);
    report.finish();
    let mut files = deployed.files;
    if only_files {
        files.truncate(deployed.asked);
    }
    Applied { report, files, estate: deployed.estate }
}

/// That none of the gateways is the one to hold clients against, and which there are.
fn no_such_gateway(request: &Request, estate: &Estate) -> Option<String> {
    let name = request.gateway.as_deref()?;
    let servers = estate.declared_servers().map(|server| &server.resource);
    let all: Vec<&Resource> = estate.all_gateways().chain(servers).collect();
    if all.iter().any(|resource| is_meant(resource, name)) {
        return None;
    }
    let names: Vec<String> = all.iter().map(|resource| resource.subject().name).collect();
    Some(if names.is_empty() {
        format!("the input of --against contains no gateway, and so none called '{name}'")
    } else {
        format!(
            "no gateway in the input of --against is called '{name}': it contains {}",
            names.join(", ")
        )
    })
}

/// Which of several gateways each package and each machine is held against.
fn chosen(context: &Context<'_>, sources: &Sources) -> Vec<Remark> {
    let packages =
        context.packages.iter().map(|package| (package.source, Cow::Borrowed(&*package.evidence)));
    let machines = context
        .machines
        .iter()
        .map(|machine| (machine.report.span.source, Cow::Owned(evidence_of(machine))));
    packages
        .chain(machines)
        .filter_map(|(source, evidence)| {
            let GatewayChoice { gateway, of, why } = choice(context, &evidence)?;
            Some(Remark {
                source: sources.name(source).to_owned(),
                message: format!(
                    "compared with '{gateway}', one of {of} gateways: {why}; use --gateway to select another"
                ),
            })
        })
        .collect()
}

const NO_PROFILE: &str = "there is no client profile to compare with a gateway: specify a profile package, its extracted folder, one of its profiles, or a client report";

/// What the lints said, and of what.
pub(super) struct Applied {
    pub(super) report: Report,
    pub(super) files: Vec<CertificateFile>,
    pub(super) estate: Estate,
}

impl LintRun {
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of check")]
    /// Puts a lint to each thing that it looks at; with `only_files` to nothing but the certificate files.
    fn run(
        &mut self,
        lint: &'static Lint,
        context: &Context<'_>,
        deployed: &Deployed,
        files: &[CertificateFile],
        only_files: bool,
    ) {
        let estate = context.estate;
        let gateways = estate.gateways.iter().map(|gateway| (&gateway.resource, gateway));
        match lint.check {
            Check::CertificateFile(check) => {
                self.on_files(lint, files.iter(), |it, findings| check(it, context, findings));
            }
            Check::RootCertificate(check) => {
                if !only_files {
                    self.on_certificates(
                        lint,
                        estate,
                        |it| it.roots,
                        |it, findings| check(&CheckedRoot::Listed(it), context, findings),
                    );
                }
                let roots = files.iter().filter(|file| file.taken_for().is_some());
                self.on_files(lint, roots, |it, findings| {
                    check(&CheckedRoot::File(it), context, findings)
                });
            }
            _ if only_files => {}
            Check::RevokedCertificate(check) => {
                self.on_certificates(
                    lint,
                    estate,
                    |it| it.revoked,
                    |it, findings| check(it, context, findings),
                );
            }
            Check::Gateway(check) => {
                self.on_each(lint, gateways, |it, findings| check(it, context, findings));
            }
            Check::PointToSite(check) => {
                self.on_each(lint, gateways, |it, findings| match it.point_to_site()? {
                    Some(client) => check(it, client, context, findings),
                    None => Ok(()),
                });
            }
            Check::ClientSettings(check) => {
                let all = estate.client_settings();
                self.on_some(lint, all, |it, findings| check(&it, context, findings));
            }
            Check::UserGroups(check) => {
                let all = estate.user_groups();
                self.on_some(lint, all, |it, findings| check(&it, context, findings));
            }
            Check::ClientPools(check) => {
                let all = estate.client_pools();
                self.on_some(lint, all, |it, findings| check(&it, context, findings));
            }
            Check::HubGateway(check) => {
                let all = estate.hub_gateways.iter().map(|it| (&it.resource, it));
                self.on_each(lint, all, |it, findings| check(it, context, findings));
            }
            Check::Network(check) => {
                let declared = estate.networks.iter().filter(|network| network.declared);
                let networks = declared.map(|network| (&network.resource, network));
                self.on_each(lint, networks, |it, findings| check(it, context, findings));
            }
            Check::GatewaySubnet(check) => {
                let places = estate.gateway_subnets().map(|place| (&place.network.resource, place));
                self.on_each(lint, places, |it, findings| check(&it, context, findings));
                // A gateway lies in some gateway subnet: where it is not in the input, that has to be lint_run.
                self.on_each(lint, gateways, |it, _| estate.gateway_subnet_of(it).map(|_| ()));
            }
            Check::Peering(check) => {
                let places = estate.peerings().map(|place| (&place.network.resource, place));
                self.on_each(lint, places, |it, findings| check(&it, context, findings));
            }
            Check::RouteTable(check) => {
                let tables = estate.route_tables.iter().map(|table| (&table.resource, table));
                self.on_each(lint, tables, |it, findings| check(it, context, findings));
            }
            Check::Connection(check) => {
                let all = estate.connections.iter().map(|it| (&it.resource, it));
                self.on_each(lint, all, |it, findings| check(it, context, findings));
            }
            Check::Resource(check) => {
                let all = estate.resources().map(|resource| (resource, resource));
                self.on_each(lint, all, |it, findings| check(it, context, findings));
            }
            Check::Package(_) | Check::Profile(_) | Check::Machine(_) => {
                self.of_clients(lint, context);
            }
            Check::CertificateLists(check) => {
                let lists = estate.certificate_lists();
                self.on_lists(lint, lists, |it, findings| check(it, context, findings));
            }
            Check::Estate(check) => {
                self.one(lint, None, |findings| check(estate, context, findings));
            }
            Check::Text(check) => {
                for root in &deployed.roots {
                    TextValue::each(root, &mut |text| {
                        self.one(lint, None, |findings| check(&text, context, findings));
                    });
                }
            }
            Check::Problem(kinds) => {
                for problem in deployed.problems.iter().filter(|it| kinds.contains(&it.kind)) {
                    self.problem(lint, problem);
                }
            }
            Check::UnreadableInput => {
                deployed.failures.iter().for_each(|failure| self.failure(lint, failure));
            }
            Check::DuplicateKey => {
                deployed.duplicates.iter().for_each(|problem| self.problem(lint, problem));
            }
            // LintRun by the policy, once it is known what is suppressed.
            Check::Suppressions => {}
        }
    }

    /// Puts a lint to each of what clients are set up with: profile packages, profiles, machines.
    fn of_clients(&mut self, lint: &'static Lint, context: &Context<'_>) {
        match lint.check {
            Check::Package(check) => {
                self.on_all(lint, context.packages, |it, findings| check(it, context, findings));
            }
            Check::Profile(check) => {
                let all = context.packages.iter().flat_map(|package| &package.profiles);
                self.on_all(lint, all, |it, findings| check(it, context, findings));
            }
            Check::Machine(check) => {
                self.on_all(lint, context.machines, |it, findings| check(it, context, findings));
            }
            _ => {}
        }
    }

    /// Puts a lint to each of what belongs to no resource.
    fn on_all<'a, T: 'a>(
        &mut self,
        lint: &'static Lint,
        all: impl IntoIterator<Item = &'a T>,
        check: impl Fn(&T, &mut Findings<'_>) -> Outcome,
    ) {
        for one in all {
            self.one(lint, None, |findings| check(one, findings));
        }
    }

    /// Puts a lint to the certificates of each gateway as a whole.
    fn on_lists<'a>(
        &mut self,
        lint: &'static Lint,
        all: impl Iterator<Item = CertificateLists<'a>>,
        check: impl Fn(&CertificateLists<'_>, &mut Findings<'_>) -> Outcome,
    ) {
        for lists in all {
            self.one(lint, Some(lists.resource.subject()), |findings| check(&lists, findings));
        }
    }

    /// Puts a lint to each certificate that a gateway lists.
    fn on_certificates<T>(
        &mut self,
        lint: &'static Lint,
        estate: &Estate,
        list: impl for<'a> Fn(&CertificateLists<'a>) -> &'a Field<Vec<T>>,
        check: impl Fn(&T, &mut Findings<'_>) -> Outcome,
    ) {
        for lists in estate.certificate_lists() {
            self.each(lint, &lists.resource.subject(), list(&lists), &check);
        }
    }

    /// Puts a lint to what resources have, as far as they have it.
    fn on_some<'a, T>(
        &mut self,
        lint: &'static Lint,
        things: impl Iterator<Item = (&'a Resource, Result<Option<T>, NotEvaluated>)>,
        check: impl Fn(T, &mut Findings<'_>) -> Outcome,
    ) {
        for (resource, thing) in things {
            self.one(lint, Some(resource.subject()), |findings| match thing? {
                Some(thing) => check(thing, findings),
                None => Ok(()),
            });
        }
    }

    fn on_each<'a, T>(
        &mut self,
        lint: &'static Lint,
        things: impl Iterator<Item = (&'a Resource, T)>,
        check: impl Fn(T, &mut Findings<'_>) -> Outcome,
    ) {
        for (resource, thing) in things {
            self.one(lint, Some(resource.subject()), |findings| check(thing, findings));
        }
    }

    /// Puts a lint to certificate files.
    fn on_files<'a>(
        &mut self,
        lint: &'static Lint,
        files: impl Iterator<Item = &'a CertificateFile>,
        check: impl Fn(&CertificateFile, &mut Findings<'_>) -> Outcome,
    ) {
        for file in files {
            let before = self.found.len();
            self.one(lint, None, |findings| check(file, findings));
            for finding in &mut self.found[before..] {
                // There is no resource to tell it from the same fault of another file.
                finding.key = format!("{}\n{}", file.name, finding.key);
                // In a folder lie certificates of anything.
                if !file.named {
                    finding.severity = finding.severity.min(Severity::Warning);
                }
            }
        }
    }

    fn one(
        &mut self,
        lint: &'static Lint,
        subject: Option<Subject>,
        check: impl FnOnce(&mut Findings<'_>) -> Outcome,
    ) {
        let mut findings = Findings::new(lint, subject, &mut self.found, &mut self.unevaluated);
        if let Err(why) = check(&mut findings) {
            findings.not_evaluated(why);
        }
    }

    fn each<T>(
        &mut self,
        lint: &'static Lint,
        subject: &Subject,
        list: &Field<Vec<T>>,
        check: &impl Fn(&T, &mut Findings<'_>) -> Outcome,
    ) {
        let items = match list.items() {
            Ok(items) => items,
            Err(why) => {
                return self.one(lint, Some(subject.clone()), |_| Err::<(), NotEvaluated>(why));
            }
        };
        for item in items {
            self.one(lint, Some(subject.clone()), |findings| check(item, findings));
        }
    }

    fn problem(&mut self, lint: &'static Lint, problem: &Problem) {
        self.one(lint, None, |findings| {
            let finding = findings.add(problem.span, problem.message.clone());
            for (words, span) in &problem.related {
                finding.related(*span, &**words);
            }
            if problem.kind == ProblemKind::UnknownFunction {
                // The language grows: Azure may know a function that gatelint doesn't know yet.
                finding.severity(Severity::Note);
            }
            Ok(())
        });
    }

    fn failure(&mut self, lint: &'static Lint, failure: &UnreadableInput) {
        self.one(lint, None, |findings| {
            findings.add(failure.span, failure.message.clone());
            Ok(())
        });
    }
}
