//! A report with one of everything that formats trip over.

use std::sync::Arc;

use arm_template::{Confidence, SourceId, Span};
use gatelint::finding::{
    Applicability, BaselineUse, Checked, Edit, Finding, Fix, PassedOver, Related, Remark, Report,
    Secrecy, Severity, Subject, SuppressedBy, Suppression, Unevaluated,
};
use gatelint::source::{Encoding, Source, Sources};

/// No output may contain it.
pub(crate) const SECRET: &str = "s3cr3t-Sh4red-K3y";

const MAIN: &str = r###"{
  "type": "Microsoft.Network/virtualNetworkGateways",
  "name": "gw-</script><b>&\"",
  "properties": { "größe": "für", "radiusServerSecret": "s3cr3t-Sh4red-K3y", "gatewayType": "ExpressRoute" },
  "tags": { "a": "##vso[task.setvariable variable=x]y", "a": "]]>" }
}
"###;

const ROUTES: &str = "{\r\n\t\"🔥 to firewall\": \"0.0.0.0/0\",\r\n\t\"routes\": [\r\n\t\t1,\r\n\t\t2\r\n\t]\r\n}\r\n";

/// The file name that needs escaping everywhere.
pub(crate) const HOSTILE: &str = "infra/100% <odd> & \"quoted\", a;b|`c`]\n::error::x.json";

struct Places {
    main: SourceId,
    routes: SourceId,
    certificate: SourceId,
    hostile: SourceId,
}

fn text_source(name: &str, text: &str, encoding: Encoding) -> Source {
    Source {
        name: name.to_owned(),
        path: None,
        text: text.into(),
        binary: None,
        encoding,
        compiled: false,
        language: gatelint::source::Language::Document,
    }
}

fn sources() -> (Sources, Places) {
    let mut sources = Sources::default();
    let main = sources.add(text_source("infra/main.json", MAIN, Encoding::Utf8Bom));
    let routes = sources.add(text_source("infra/route tables.json", ROUTES, Encoding::Utf16Le));
    let bytes: Arc<[u8]> = Arc::from([0x30_u8, 0x82, 0x01, 0x0a, 0x02]);
    let certificate = sources.add(Source {
        name: "certs/root.cer".to_owned(),
        path: None,
        text: "".into(),
        binary: Some(bytes),
        encoding: Encoding::Utf8,
        compiled: false,
        language: gatelint::source::Language::Document,
    });
    let hostile = sources.add(text_source(HOSTILE, "[1, 2]\n", Encoding::Utf8));
    (sources, Places { main, routes, certificate, hostile })
}

fn span(source: SourceId, text: &str, part: &str) -> Span {
    let start = text.find(part).expect("the part is in the text");
    let offset = |at: usize| u32::try_from(at).expect("a short text");
    Span::new(source, offset(start), offset(start + part.len()))
}

fn subject(kind: &str, name: &str) -> Subject {
    let id = format!("/subscriptions/s/resourceGroups/g/providers/{kind}/{name}");
    Subject { kind: kind.to_owned(), name: name.to_owned(), id: name.is_ascii().then_some(id) }
}

fn finding(lint: &'static str, severity: Severity, message: &str, span: Span) -> Finding {
    Finding {
        lint,
        severity,
        confidence: Confidence::High,
        message: message.to_owned(),
        subject: None,
        span,
        related: Vec::new(),
        help: None,
        symptoms: Vec::new(),
        date: None,
        fixes: Vec::new(),
        key: message.to_owned(),
        suppressed: None,
        fingerprint: String::new(),
        change: None,
        secrecy: Secrecy::None,
    }
}

/// The report.
pub(crate) fn report() -> Report {
    let (sources, places) = sources();
    let mut report = Report {
        secrets: vec![span(places.main, MAIN, "\"s3cr3t-Sh4red-K3y\"")],
        findings: findings(&places),
        not_evaluated: vec![
            Unevaluated {
                lint: "gateway-subnet-default-route",
                subject: Some(subject("Microsoft.Network/virtualNetworks", "hub|spoke")),
                reason: "parameter 'pool' has no value".to_owned(),
                remedy: Some("pass it with --parameter pool=VALUE".to_owned()),
                span: Some(span(places.main, MAIN, "\"tags\"")),
            },
            Unevaluated {
                lint: "template-fails",
                subject: None,
                reason: "the linked template was not given".to_owned(),
                remedy: None,
                span: None,
            },
        ],
        remarks: vec![Remark {
            source: "hub.json".to_owned(),
            message: "ConvertTo-Json truncated it at its default depth".to_owned(),
        }],
        nothing_checked: None,
        passed_over: vec![PassedOver {
            missed: false,
            source: "package.json".to_owned(),
            reason: "no gateway in it".to_owned(),
        }],
        checked: Checked { sources: 4, gateways: 1, lints: 20 },
        unreadable: true,
        baseline: Some(BaselineUse { known: 1, gone: 0 }),
        sources,
        ..Report::default()
    };
    report.finish();
    report
}

fn findings(places: &Places) -> Vec<Finding> {
    let mut all = vec![on_the_gateway(places), on_the_routes(places), twice(places)];
    all.push(Finding {
        confidence: Confidence::Medium,
        ..finding(
            "unreadable-input",
            Severity::Warning,
            "=HYPERLINK(\"https://example.com\") is no certificate, 100% sure; see <b>&\n::warning::no]",
            Span::new(places.certificate, 2, 5),
        )
    });
    all.push(finding(
        "unreadable-input",
        Severity::Error,
        "nothing to check in it",
        Span::new(places.hostile, 0, 0),
    ));
    for (by, reason, severity) in [
        (SuppressedBy::Comment, Some("moves in May, see [ticket](x)"), Severity::Error),
        (SuppressedBy::Settings, None, Severity::Warning),
        (SuppressedBy::Baseline, None, Severity::Note),
    ] {
        all.push(Finding {
            suppressed: Some(Suppression { by, reason: reason.map(str::to_owned) }),
            ..finding(
                "duplicate-key",
                severity,
                &format!("silenced by {}", by.word()),
                span(places.routes, ROUTES, "2"),
            )
        });
    }
    all
}

/// With a secret beside it, a remedy, symptoms, and another file in its way.
fn on_the_gateway(places: &Places) -> Finding {
    let value = span(places.main, MAIN, "\"ExpressRoute\"");
    let edit = |text: &str| Edit { span: value, text: text.to_owned() };
    let fix = |title: &str, safe, text: &str| Fix {
        title: title.to_owned(),
        applicability: Applicability::safe_when(safe),
        edits: vec![edit(text)],
    };
    Finding {
        subject: Some(subject("Microsoft.Network/virtualNetworkGateways", "gw-</script><b>&\"")),
        related: vec![
            Related {
                message: "passed by parameters('type')".to_owned(),
                span: span(places.routes, ROUTES, "\"0.0.0.0/0\""),
            },
            Related {
                message: "the secret stands here".to_owned(),
                span: span(places.main, MAIN, "\"s3cr3t-Sh4red-K3y\""),
            },
        ],
        help: Some("deploy a gateway of the type Vpn; ******** stays".to_owned()),
        symptoms: vec!["0x80090326".to_owned(), "798".to_owned()],
        fixes: vec![fix("set it to Vpn", true, "\"Vpn\"")],
        ..finding(
            "p2s-gateway-type-not-vpn",
            Severity::Error,
            "gatewayType is 'ExpressRoute', not ********",
            value,
        )
    }
}

/// Over several lines of a UTF-16 file, after a character outside the basic plane.
fn on_the_routes(places: &Places) -> Finding {
    Finding {
        confidence: Confidence::Low,
        subject: Some(subject("Microsoft.Network/routeTables", "表[0](x) _a_ `b`")),
        related: vec![Related {
            message: "the other half".to_owned(),
            span: span(places.routes, ROUTES, "0.0.0.0"),
        }],
        help: Some("remove the route".to_owned()),
        ..finding(
            "gateway-subnet-default-route",
            Severity::Warning,
            "route '🔥' takes 0.0.0.0/0 from GatewaySubnet",
            span(places.routes, ROUTES, "[\r\n\t\t1,\r\n\t\t2\r\n\t]"),
        )
    }
}

fn twice(places: &Places) -> Finding {
    Finding {
        help: Some("keep one of them".to_owned()),
        ..finding(
            "duplicate-key",
            Severity::Note,
            "'a' is given twice",
            span(places.main, MAIN, "\"]]>\""),
        )
    }
}
