//! Where a finding points to, and the way that the value took to there.

use arm_template::{Assumption, By, Confidence, How, Origin, Span};

use crate::finding::Related;
use crate::resource::{CertificateFile, Field, Reference, Root};

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
        How::Passed(By::Named(name)) => format!("passed by {name}"),
        How::Passed(By::Selected(function)) => format!("picked by {function}()"),
        How::Passed(By::Secret) => "declared as a secret".to_owned(),
        How::Computed(function) => format!("computed by {function}()"),
        How::Assumed(_) => "assumed".to_owned(),
    }
}
