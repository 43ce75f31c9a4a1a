//! What a lint is, and how it says what it found.

pub(crate) mod certificate;
pub(crate) mod client;

use arm_template::{Assumption, By, Confidence, How, Node, Origin, ProblemKind, Span};
use jiff::civil::Date;

use crate::config::Thresholds;
use crate::finding::{Edit, Finding, Fix, Related, Severity, Subject, Unevaluated};
use crate::resource::{
    CertificateFile, CertificateLists, Connection, Estate, Field, Gateway, GatewaySubnet, Network,
    NetworkPeering, NotEvaluated, PointToSite, Reader, Reference, Resource, RevokedCertificate,
    Root, RouteTable, Sku, TextValue,
};
use crate::source::Sources;

/// A lint: one fault, its words, and the code that finds it.
#[derive(Debug)]
pub struct Lint {
    /// What is wrong, in a network engineer's words; reads after "allow".
    pub id: &'static str,
    /// The fault in one line.
    pub summary: &'static str,
    /// How bad it is, unless the finding says otherwise.
    pub severity: Severity,
    /// Which kind of harm it does.
    pub category: Category,
    /// The error codes and texts that users see.
    pub symptoms: &'static [&'static str],
    /// The version of gatelint that first had it.
    pub since: &'static str,
    /// Whether there is a mechanical remedy.
    pub fix: Fixable,
    /// Its `README.md`.
    pub docs: &'static str,
    /// The code.
    pub check: Check,
}

/// Which kind of harm a fault does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// The template or file itself: it can't be read or evaluated as it stands.
    Template,
    /// Azure refuses the deployment or the save.
    Deployment,
    /// Clients can't connect, or reach nothing.
    Connection,
    /// A weakness or a leak.
    Security,
    /// Ends on a date.
    Retirement,
    /// Works until something fails.
    Resilience,
    /// Untidy; has no effect or the wrong one.
    Hygiene,
}

impl Category {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Template,
        Self::Deployment,
        Self::Connection,
        Self::Security,
        Self::Retirement,
        Self::Resilience,
        Self::Hygiene,
    ];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Template => "template",
            Self::Deployment => "deployment",
            Self::Connection => "connection",
            Self::Security => "security",
            Self::Retirement => "retirement",
            Self::Resilience => "resilience",
            Self::Hygiene => "hygiene",
        }
    }
}

/// Whether a lint has a mechanical remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fixable {
    /// None.
    No,
    /// One that loses nothing, at least in some cases.
    Safe,
    /// One that changes what the configuration means.
    Unsafe,
}

impl Fixable {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// How a check ends: to the end, or where a value was not known.
pub type Outcome = Result<(), NotEvaluated>;

/// What a lint looks at, and its code. It is called once for each such thing.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Each virtual network gateway.
    Gateway(fn(&Gateway, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each virtual network gateway with a point-to-site configuration in use.
    PointToSite(fn(&Gateway, &PointToSite, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each root certificate of a gateway or of a Virtual WAN VPN server configuration, and each certificate file that
    /// may become one.
    RootCertificate(fn(&Root<'_>, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each certificate file, whatever it is.
    CertificateFile(fn(&CertificateFile, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each revoked client certificate of a gateway or of a Virtual WAN VPN server configuration.
    RevokedCertificate(fn(&RevokedCertificate, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// The client certificates of each gateway and of each Virtual WAN VPN server configuration, as a whole.
    CertificateLists(fn(&CertificateLists<'_>, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each virtual network.
    Network(fn(&Network, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each subnet of the name `GatewaySubnet`.
    GatewaySubnet(fn(&GatewaySubnet<'_>, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each peering of a virtual network.
    Peering(fn(&NetworkPeering<'_>, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each route table.
    RouteTable(fn(&RouteTable, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each connection of a gateway.
    Connection(fn(&Connection, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each resource of the kinds that are read.
    Resource(fn(&Resource, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// All resources at once.
    Estate(fn(&Estate, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each string of a source that concerns gateways.
    Text(fn(&TextValue<'_>, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// The faults of these kinds that evaluating a template comes upon.
    Problem(&'static [ProblemKind]),
    /// Said by the run itself.
    Run,
}

/// What a check may look at besides the thing it is called for.
#[derive(Debug)]
pub struct Context<'a> {
    /// All resources.
    pub estate: &'a Estate,
    /// The certificate files.
    pub files: &'a [CertificateFile],
    /// The texts, for edits.
    pub sources: &'a Sources,
    /// The documents as they are written, expressions unevaluated.
    pub documents: &'a [Node],
    /// The day for which the report is made.
    pub today: Date,
    /// Numbers that the settings may change.
    pub thresholds: &'a Thresholds,
}

impl Context<'_> {
    /// The edit that writes another string where this value is written, if it stands there letter for letter.
    #[must_use]
    pub fn replace_string(&self, origin: &Origin, text: &str) -> Option<Edit> {
        let span = origin.is_verbatim().then(|| origin.span())?;
        let quoted = serde_json::to_string(text).ok()?;
        self.sources.slice(span).starts_with('"').then_some(Edit { span, text: quoted })
    }

    /// The edit that writes another word of a closed set, if no parameter passes the value on: its allowed values may
    /// not have the new word.
    #[must_use]
    pub fn replace_word(&self, origin: &Origin, word: &str) -> Option<Edit> {
        let passed = |how: &How| matches!(how, How::Passed(By::Parameter(_)));
        if origin.trail().iter().any(|point| passed(&point.how)) {
            None
        } else {
            self.replace_string(origin, word)
        }
    }

    /// The edits that give a gateway another SKU, in its name and in its tier; both may be written in one place.
    #[must_use]
    pub fn replace_sku(&self, gateway: &Gateway, sku: &Sku) -> Vec<Edit> {
        let tier = (!gateway.sku_tier.is_absent()).then(|| gateway.sku_tier.origin());
        let places: Vec<&Origin> = std::iter::once(gateway.sku.origin()).chain(tier).collect();
        let mut edits: Vec<Edit> =
            places.iter().filter_map(|origin| self.replace_word(origin, sku.word())).collect();
        if edits.len() < places.len() {
            return Vec::new();
        }
        edits.dedup();
        edits
    }

    /// The edit that writes another JSON value where this value is written, if it stands there letter for letter.
    #[must_use]
    pub fn replace_value(&self, origin: &Origin, value: &serde_json::Value) -> Option<Edit> {
        let span = origin.is_verbatim().then(|| origin.span())?;
        Some(Edit { span, text: value.to_string() })
    }

    /// The edit that writes a member at the start of an object, if the object stands there letter for letter.
    #[must_use]
    pub fn add_member(
        &self,
        object: &Origin,
        name: &str,
        value: &serde_json::Value,
    ) -> Option<Edit> {
        let span = object.is_verbatim().then(|| object.span())?;
        let inside = self.sources.slice(span).strip_prefix('{')?;
        let rest = inside.trim_start();
        let gap = &inside[..inside.len() - rest.len()];
        let at = Span::new(span.source, span.start + 1, span.start + 1);
        (!rest.starts_with('}'))
            .then(|| Edit { span: at, text: format!("{gap}\"{name}\": {value},") })
    }

    /// The edit that writes `null` where an object is written, which says the same as leaving it out. None inside a
    /// copy loop: all turns share the text.
    #[must_use]
    pub fn take_away(&self, object: &Reader) -> Option<Edit> {
        let origin = &object.node().origin;
        let looped =
            origin.trail().iter().any(|point| matches!(point.how, How::Passed(By::Copy(..))));
        if looped { None } else { self.replace_value(origin, &serde_json::Value::Null) }
    }

    /// The edit that writes other words into a list that stands in the resource itself; none where a comment would be
    /// lost, or where a parameter hands the list on: its allowed values may not have the new words.
    #[must_use]
    pub fn replace_list(&self, list: &Origin, words: &[&str]) -> Option<Edit> {
        let Origin::Written(span) = list else { return None };
        let text = self.sources.slice(*span);
        let quoted: Vec<String> =
            words.iter().map(|word| serde_json::Value::from(*word).to_string()).collect();
        let plain = text.starts_with('[') && !text.contains("//") && !text.contains("/*");
        plain.then(|| Edit { span: *span, text: format!("[{}]", quoted.join(", ")) })
    }
}

impl Context<'_> {
    /// The edit that takes an element out of its list together with the comma before it.
    ///
    /// None unless the element and the one before it stand side by side, letter for letter, with only a comma between.
    #[must_use]
    pub fn remove_element(&self, before: &Origin, element: &Origin) -> Option<Edit> {
        let (first, second) = (before.span(), element.span());
        let verbatim = before.is_verbatim() && element.is_verbatim();
        if !verbatim || first.source != second.source || first.end > second.start {
            return None;
        }
        let between = Span::new(first.source, first.end, second.start);
        let span = Span::new(first.source, first.end, second.end);
        (self.sources.slice(between).trim() == ",").then(|| Edit { span, text: String::new() })
    }
}

/// Takes what a lint says about one thing.
#[derive(Debug)]
pub struct Findings<'a> {
    lint: &'static Lint,
    subject: Option<Subject>,
    found: &'a mut Vec<Finding>,
    unevaluated: &'a mut Vec<Unevaluated>,
}

impl<'a> Findings<'a> {
    /// For a lint that looks at `subject`.
    pub fn new(
        lint: &'static Lint,
        subject: Option<Subject>,
        found: &'a mut Vec<Finding>,
        unevaluated: &'a mut Vec<Unevaluated>,
    ) -> Self {
        Self { lint, subject, found, unevaluated }
    }

    /// Adds a finding at the place where a value is written; its way there becomes related places.
    ///
    /// # Panics
    /// Never: the finding was just put in.
    pub fn add(&mut self, at: impl Place, message: impl Into<String>) -> &mut Finding {
        let origin = at.place();
        let message = message.into();
        self.found.push(Finding {
            lint: self.lint.id,
            severity: self.lint.severity,
            confidence: at.confidence(),
            key: message.clone(),
            message,
            subject: self.subject.clone(),
            span: origin.span(),
            related: trail(&origin),
            help: None,
            symptoms: self.lint.symptoms.iter().map(ToString::to_string).collect(),
            fixes: Vec::new(),
            suppressed: None,
            fingerprint: String::new(),
        });
        self.found.last_mut().expect("just pushed")
    }

    /// Says that a part could not be evaluated, and goes on.
    pub fn not_evaluated(&mut self, why: NotEvaluated) {
        self.unevaluated.push(Unevaluated {
            lint: self.lint.id,
            subject: self.subject.clone(),
            reason: why.reason,
            remedy: why.remedy,
            span: why.span,
        });
    }

    /// The value of an outcome, or none, said as not evaluated.
    pub fn or_not_evaluated<T>(&mut self, outcome: Result<T, NotEvaluated>) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(why) => {
                self.not_evaluated(why);
                None
            }
        }
    }
}

impl Findings<'_> {
    /// What is known of several outcomes; the others are said as not evaluated.
    pub fn known<T>(
        &mut self,
        outcomes: impl IntoIterator<Item = Result<T, NotEvaluated>>,
    ) -> Vec<T> {
        outcomes.into_iter().filter_map(|outcome| self.or_not_evaluated(outcome)).collect()
    }
}

/// Whatever has an origin that a finding can point to.
pub trait Place {
    /// Where it comes from.
    fn place(&self) -> Origin;

    /// How far it can be trusted.
    fn confidence(&self) -> Confidence {
        self.place().confidence()
    }
}

/// A reference of which only the names matter: whatever stands in for subscription and resource group, the fault is there.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a>(pub &'a Field<Reference>);

impl Place for Names<'_> {
    fn place(&self) -> Origin {
        self.0.origin().clone()
    }

    fn confidence(&self) -> Confidence {
        confidence_of_names(self.0.origin())
    }
}

fn confidence_of_names(origin: &Origin) -> Confidence {
    match origin {
        Origin::Written(_) => Confidence::High,
        Origin::Step(step) => match &step.how {
            How::Assumed(Assumption::StandIn(_)) => Confidence::High,
            How::Assumed(_) | How::Passed(By::Reference(_)) => origin.confidence(),
            _ => step.from.iter().map(confidence_of_names).min().unwrap_or(Confidence::High),
        },
    }
}

impl Place for Origin {
    fn place(&self) -> Origin {
        self.clone()
    }
}

impl Place for Span {
    fn place(&self) -> Origin {
        Origin::Written(*self)
    }
}

impl<T> Place for Field<T> {
    fn place(&self) -> Origin {
        self.origin().clone()
    }
}

impl Place for Root<'_> {
    fn place(&self) -> Origin {
        self.origin()
    }
}

impl Place for CertificateFile {
    fn place(&self) -> Origin {
        Origin::Written(self.place())
    }
}

impl<P: Place + ?Sized> Place for &P {
    fn place(&self) -> Origin {
        (**self).place()
    }

    fn confidence(&self) -> Confidence {
        (**self).confidence()
    }
}

/// The way of a value as related places, from where it is used to where it is written.
#[must_use]
pub fn trail(origin: &Origin) -> Vec<Related> {
    origin
        .trail()
        .into_iter()
        .map(|point| Related { message: step_words(&point.how), span: point.at })
        .collect()
}

fn step_words(how: &How) -> String {
    match how {
        How::Passed(By::Parameter(name)) => format!("passed by parameters('{name}')"),
        How::Passed(By::Variable(name)) => format!("passed by variables('{name}')"),
        How::Passed(By::Copy(name, index)) => format!("instance {index} of the copy loop '{name}'"),
        How::Passed(By::Output(name)) => format!("passed by the output {name}"),
        How::Passed(By::Reference(name)) => format!("read by reference() from {name}"),
        How::Passed(By::Selected(function)) => format!("picked by {function}()"),
        How::Computed(function) => format!("computed by {function}()"),
        How::Assumed(_) => "assumed".to_owned(),
    }
}

impl Finding {
    /// Sets the remedy.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place, and the way of the value there.
    pub fn related(&mut self, at: impl Place, message: impl Into<String>) -> &mut Self {
        let origin = at.place();
        self.related.push(Related { message: message.into(), span: origin.span() });
        self.related.extend(trail(&origin));
        self
    }

    /// Narrows the place to a part of the value, such as one character of a string.
    pub fn narrow(&mut self, span: Option<Span>) -> &mut Self {
        if let Some(span) = span {
            self.span = span;
        }
        self
    }

    /// Sets another severity than the lint's.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Sets the symptoms of this message, instead of all of the lint's.
    pub fn symptoms(&mut self, symptoms: &[&str]) -> &mut Self {
        self.symptoms = symptoms.iter().map(ToString::to_string).collect();
        self
    }

    /// Adds a mechanical remedy, when there is an edit for it.
    pub fn fix(
        &mut self,
        title: impl Into<String>,
        safe: bool,
        edit: impl IntoIterator<Item = Edit>,
    ) -> &mut Self {
        let edits: Vec<Edit> = edit.into_iter().collect();
        if !edits.is_empty() {
            self.fixes.push(Fix { title: title.into(), safe, edits });
        }
        self
    }

    /// Sets what tells this finding from others on the same resource, where the message changes by the day.
    pub fn key(&mut self, key: impl Into<String>) -> &mut Self {
        self.key = key.into();
        self
    }

    /// Says that it is about another resource than the one that was looked at.
    pub fn about(&mut self, subject: Subject) -> &mut Self {
        self.subject = Some(subject);
        self
    }
}
