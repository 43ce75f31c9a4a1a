//! Where a value comes from: written somewhere, and the way it took from there.

use std::sync::Arc;

use crate::Span;

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
#[derive(Debug, PartialEq)]
pub struct Step {
    /// What carried or made the value.
    pub how: How,
    /// The place of the step itself: the expression that names the parameter or calls the function.
    pub at: Span,
    /// What the value was made from. Exactly one for [`How::Passed`]; the arguments for [`How::Computed`].
    pub from: Vec<Origin>,
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
    /// `parameters('name')`: the value stands in a parameters file, on the command line, in the
    /// parent's `parameters` of a nested deployment, or is the default.
    Parameter(Arc<str>),
    /// `variables('name')`.
    Variable(Arc<str>),
    /// A copy loop's instance, counted from 0.
    Copy(Arc<str>, u64),
    /// An output of a nested deployment, `deployment.output`.
    Output(Arc<str>),
    /// A property that a resource of the same deployment is written with, read by `reference()`.
    Reference(Arc<str>),
    /// A function that picks one of its arguments, or a part of one, unchanged.
    Selected(Arc<str>),
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

impl Origin {
    /// A value handed on by `by` at the place `at`.
    #[must_use]
    pub fn passed(by: By, at: Span, from: Origin) -> Self {
        Self::Step(Arc::new(Step { how: How::Passed(by), at, from: vec![from] }))
    }

    /// A value made by a function at the place `at`.
    #[must_use]
    pub fn computed(function: impl Into<Arc<str>>, at: Span, from: Vec<Origin>) -> Self {
        Self::Step(Arc::new(Step { how: How::Computed(function.into()), at, from }))
    }

    /// A value that is not written anywhere, needed at the place `at`.
    #[must_use]
    pub fn assumed(assumption: Assumption, at: Span) -> Self {
        Self::Step(Arc::new(Step { how: How::Assumed(assumption), at, from: Vec::new() }))
    }

    /// The one place to edit: where the value is written.
    ///
    /// A computed value is traced on when all but one of its parts are written in the computing
    /// expression itself, as in `concat(parameters('network'), '/24')`; else the place is the expression.
    #[must_use]
    pub fn span(&self) -> Span {
        let mut here = self;
        loop {
            let step = match here {
                Self::Written(span) => return *span,
                Self::Step(step) => step,
            };
            match step.source() {
                Some(next) => here = next,
                None => return step.at,
            }
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
            let next = step.source();
            if next.is_some() {
                trail.push(Waypoint { at: step.at, how: step.how.clone() });
            }
            match next {
                Some(next) => here = next,
                None => break,
            }
        }
        trail
    }

    /// Whether the value stands in a source letter for letter, so that an edit there changes it.
    #[must_use]
    pub fn is_verbatim(&self) -> bool {
        match self {
            Self::Written(_) => true,
            Self::Step(step) => {
                matches!(step.how, How::Passed(_))
                    && step.from.first().is_some_and(Self::is_verbatim)
            }
        }
    }

    /// How far the value can be trusted.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        // A value may be computed from a long chain: walk it with a stack of our own.
        let mut lowest = Confidence::High;
        let mut open = vec![self];
        while let Some(origin) = open.pop() {
            let Self::Step(step) = origin else { continue };
            lowest = lowest.min(match &step.how {
                How::Assumed(Assumption::StandIn(_)) => Confidence::Low,
                How::Assumed(Assumption::AzureDefault(_)) | How::Passed(By::Reference(_)) => {
                    Confidence::Medium
                }
                How::Passed(_) | How::Computed(_) => Confidence::High,
            });
            if lowest == Confidence::Low {
                break;
            }
            open.extend(&step.from);
        }
        lowest
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
