//! Where a value comes from: written somewhere, and the way it took from there.

use std::sync::Arc;

use crate::span::Span;

/// The way of a value, from where it is used back to where it is written.
///
/// Cheap to clone: a written place is two words, everything else is shared.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// Written in a source, just there.
    Written(Span),
    /// Came here in a step from other origins.
    Step(Arc<Step>),
}

/// One step on a value's way.
///
/// Made by [`Origin::passed`], [`Origin::computed`] and [`Origin::assumed`]. A way that grows beyond a few hundred
/// steps (a value folded over thousands of elements) forgets its far end, but not the place it leads to.
#[derive(Debug)]
pub struct Step {
    /// What carried or made the value.
    pub how: How,
    /// The place of the step itself: the expression that names the parameter or calls the function.
    pub at: Span,
    /// What the value was made from: one origin for [`How::Passed`], the arguments for [`How::Computed`].
    pub from: Vec<Origin>,
    span: Span,
    confidence: Confidence,
    verbatim: bool,
    secret: bool,
    size: u32,
}

/// What a step does with a value.
#[derive(Clone, Debug, PartialEq)]
pub enum How {
    /// Handed on unchanged.
    Passed(By),
    /// Made by a function (or an operator of the language) from its arguments.
    Computed(Arc<str>),
    /// Not written anywhere: taken for granted.
    Assumed(Assumption),
}

/// What hands a value on unchanged.
#[derive(Clone, Debug, PartialEq)]
pub enum By {
    /// A parameter: the value stands in a parameters file, on the command line, in what a nested deployment or module
    /// is called with, or is the default.
    Parameter(Arc<str>),
    /// A variable.
    Variable(Arc<str>),
    /// A copy loop's instance, counted from 0.
    Copy(Arc<str>, u64),
    /// An output of a nested deployment or module, `deployment.output`.
    Output(Arc<str>),
    /// A property that a resource of the same deployment is written with, read by a reference to it.
    Reference(Arc<str>),
    /// A function that picks one of its arguments, or a part of one, unchanged.
    Selected(Arc<str>),
    /// A name, just as its language writes it: `var.pool`, `module.hub.gateway_id`.
    Named(Arc<str>),
    /// What declares it secret, such as the type of an output.
    Secret,
    /// A parameter's default that stands for nothing, where values are needed and none are given.
    OpenDefault(Arc<str>),
}

/// What was taken for granted, and on whose authority.
#[derive(Clone, Debug, PartialEq)]
pub enum Assumption {
    /// A stand-in for something that only the deployment knows, such as the subscription's id.
    StandIn(Arc<str>),
    /// Azure's documented default for something left out.
    AzureDefault(Arc<str>),
}

/// How far a value can be trusted. It follows from the origin and is never typed by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Rests on a stand-in.
    Low,
    /// Rests on a default of Azure's, or on what a template writes into a resource that Azure may complete.
    Medium,
    /// Written, passed or computed.
    High,
}

/// One place a value went through.
#[derive(Clone, Debug, PartialEq)]
pub struct Waypoint {
    /// The place.
    pub at: Span,
    /// What happened there.
    pub how: How,
}

/// How many steps an origin remembers, counted as a tree; bounds every walk over it.
const LONGEST: u32 = 400;

impl Origin {
    /// A value handed on by `by` at the place `at`.
    #[must_use]
    pub fn passed(by: By, at: Span, from: Origin) -> Self {
        Self::step(How::Passed(by), at, vec![from])
    }

    /// A value made by a function at the place `at`.
    #[must_use]
    pub fn computed(function: impl Into<Arc<str>>, at: Span, from: Vec<Origin>) -> Self {
        Self::step(How::Computed(function.into()), at, from)
    }

    /// A value that is not written anywhere, needed at the place `at`.
    #[must_use]
    pub fn assumed(assumption: Assumption, at: Span) -> Self {
        Self::step(How::Assumed(assumption), at, Vec::new())
    }

    fn step(how: How, at: Span, from: Vec<Origin>) -> Self {
        let secret = from.iter().any(Self::is_secret);
        let from = shortened(from);
        let confidence = from.iter().map(Self::confidence).fold(own_confidence(&how), Ord::min);
        let verbatim = matches!(how, How::Passed(_)) && from.first().is_some_and(Self::is_verbatim);
        let size = from.iter().fold(1u32, |sum, origin| sum.saturating_add(origin.size()));
        let mut step = Step { how, at, from, span: at, confidence, verbatim, secret, size };
        if let Some(source) = step.source() {
            step.span = source.span();
        }
        Self::Step(Arc::new(step))
    }

    /// The one place to edit: where the value is written.
    ///
    /// A computed value is traced on when all but one of its parts are written in the computing
    /// expression itself, as in `concat(parameters('network'), '/24')` of ARM templates; else the place is the expression.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Written(span) => *span,
            Self::Step(step) => step.span,
        }
    }

    /// The place where the value is used: the first one on its way back.
    #[must_use]
    pub fn at(&self) -> Span {
        match self {
            Self::Written(span) => *span,
            Self::Step(step) => step.at,
        }
    }

    /// The places the value went through, from its use back to, but not including, [`Origin::span`].
    #[must_use]
    pub fn trail(&self) -> Vec<Waypoint> {
        let mut trail = Vec::new();
        let mut here = self;
        while let Self::Step(step) = here {
            let Some(next) = step.source() else { break };
            if !matches!(step.how, How::Passed(By::OpenDefault(_))) {
                trail.push(Waypoint { at: step.at, how: step.how.clone() });
            }
            here = next;
        }
        trail
    }

    /// The parameter that the value rests on, where that has nothing but a default that stands for nothing: the value is
    /// another one once values are given.
    #[must_use]
    pub fn open_default(&self) -> Option<&Arc<str>> {
        let mut open = vec![self];
        while let Some(origin) = open.pop() {
            if let Self::Step(step) = origin {
                if let How::Passed(By::OpenDefault(parameter)) = &step.how {
                    return Some(parameter);
                }
                open.extend(&step.from);
            }
        }
        None
    }

    /// Whether the value stands in a source letter for letter, so that an edit there changes it.
    ///
    /// Of an array or object this says that its brackets stand there; its elements have origins of their own.
    #[must_use]
    pub fn is_verbatim(&self) -> bool {
        match self {
            Self::Written(_) => true,
            Self::Step(step) => step.verbatim,
        }
    }

    /// How far the value can be trusted.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        match self {
            Self::Written(_) => Confidence::High,
            Self::Step(step) => step.confidence,
        }
    }

    /// The origin of a part (a property, an element) of a value of this origin: the part came the same way.
    #[must_use]
    pub fn of_part(&self, part: &Origin) -> Self {
        let mut steps = Vec::new();
        let mut here = self;
        while let Self::Step(step) = here {
            let (How::Passed(by), Some(next)) = (&step.how, step.from.first()) else { break };
            steps.push((by, step.at));
            here = next;
        }
        let mut origin = part.clone();
        // A part that was got out of the whole before has its way already.
        let steps = if part.came_by(&steps) { Vec::new() } else { steps };
        for (by, at) in steps.into_iter().rev() {
            origin = Self::passed(by.clone(), at, origin);
        }
        if self.is_secret() { origin.kept_secret() } else { origin }
    }

    /// Whether its last steps are these, the last one first.
    fn came_by(&self, steps: &[(&By, Span)]) -> bool {
        let mut here = Some(self);
        steps.iter().all(|(by, at)| match here {
            Some(Self::Step(step)) => {
                here = step.from.first();
                step.at == *at && matches!(&step.how, How::Passed(passed) if passed == *by)
            }
            _ => false,
        })
    }

    /// The same origin of a value that is secret: whatever is made from it is secret, too.
    #[must_use]
    pub fn kept_secret(self) -> Self {
        match self {
            Self::Step(step) if step.secret => Self::Step(step),
            Self::Step(step) => Self::Step(Arc::new(Step {
                how: step.how.clone(),
                at: step.at,
                from: step.from.clone(),
                span: step.span,
                confidence: step.confidence,
                verbatim: step.verbatim,
                secret: true,
                size: step.size,
            })),
            Self::Written(span) => {
                Self::passed(By::Secret, span, Self::Written(span)).kept_secret()
            }
        }
    }

    /// Whether the value is secret by where it comes from: from a secret, or made from one.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        match self {
            Self::Written(_) => false,
            Self::Step(step) => step.secret,
        }
    }

    /// Whether any place on any way to the value satisfies `test`.
    #[must_use]
    pub fn any_place(&self, test: &dyn Fn(Span) -> bool) -> bool {
        let mut open = vec![self];
        while let Some(origin) = open.pop() {
            match origin {
                Self::Written(span) if test(*span) => return true,
                Self::Step(step) if test(step.span) || test(step.at) => return true,
                Self::Written(_) => {}
                Self::Step(step) => open.extend(&step.from),
            }
        }
        false
    }

    /// Whether the value was made from what a reference read from a resource.
    #[must_use]
    pub fn rests_on_reference(&self) -> bool {
        let mut open = vec![self];
        while let Some(origin) = open.pop() {
            if let Self::Step(step) = origin {
                if matches!(step.how, How::Passed(By::Reference(_))) {
                    return true;
                }
                open.extend(&step.from);
            }
        }
        false
    }

    /// Whether the value, or the whole it is a part of, was read from a resource by a reference to it.
    #[must_use]
    pub fn is_referenced(&self) -> bool {
        let mut here = self;
        while let Self::Step(step) = here {
            match (&step.how, step.from.first()) {
                (How::Passed(By::Reference(_)), _) => return true,
                (How::Passed(_), Some(next)) => here = next,
                _ => return false,
            }
        }
        false
    }

    fn size(&self) -> u32 {
        match self {
            Self::Written(_) => 1,
            Self::Step(step) => step.size,
        }
    }

    /// The same origin without the steps before its last one.
    fn cut(&self) -> Self {
        match self {
            Self::Step(step) if !step.from.is_empty() => Self::Step(Arc::new(Step {
                how: step.how.clone(),
                at: step.at,
                from: Vec::new(),
                span: step.span,
                confidence: step.confidence,
                verbatim: step.verbatim,
                secret: step.secret,
                size: 1,
            })),
            _ => self.clone(),
        }
    }
}

fn shortened(from: Vec<Origin>) -> Vec<Origin> {
    let size = from.iter().fold(0u32, |sum, origin| sum.saturating_add(origin.size()));
    if size < LONGEST {
        return from;
    }
    // Of very many arguments the first ones and the least trusted one say enough.
    let least = from.iter().min_by_key(|origin| origin.confidence()).map(Origin::cut);
    let most = (LONGEST / 2) as usize;
    let dropped = from.len() > most;
    let kept = from.iter().take(most).map(Origin::cut);
    kept.chain(if dropped { least } else { None }).collect()
}

fn own_confidence(how: &How) -> Confidence {
    match how {
        How::Assumed(Assumption::StandIn(_)) => Confidence::Low,
        How::Assumed(Assumption::AzureDefault(_)) | How::Passed(By::Reference(_)) => {
            Confidence::Medium
        }
        How::Passed(_) | How::Computed(_) => Confidence::High,
    }
}

impl Step {
    /// The one origin that this step's value is to be traced on to, if there is one.
    fn source(&self) -> Option<&Origin> {
        match &self.how {
            How::Passed(_) => self.from.first(),
            How::Assumed(_) => None,
            How::Computed(_) => {
                let mut elsewhere =
                    self.from.iter().filter(|origin| !self.at.contains(origin.span()));
                let only = elsewhere.next()?;
                elsewhere.all(|other| other.span() == only.span()).then_some(only)
            }
        }
    }
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.how == other.how
            && self.at == other.at
            && self.span == other.span
            && self.from == other.from
    }
}
