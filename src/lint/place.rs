//! Where a finding points to, and the way that the value took to there.

use std::fmt::Write as _;

use arm_template::{Assumption, By, Confidence, How, Origin, Span};

use crate::finding::Related;
use crate::resource::{CertificateFile, CheckedRoot, Field, Reference};

/// Whatever has an origin that a finding can point to.
pub trait HasOrigin {
    /// Where it comes from.
    fn place(&self) -> Origin;

    /// How far it can be trusted.
    fn confidence(&self) -> Confidence {
        self.place().confidence()
    }
}

/// A reference of which only the names matter: whatever stands in for subscription and resource group, the fault is there.
#[derive(Clone, Copy, Debug)]
pub struct ReferenceNames<'a>(pub &'a Field<Reference>);

impl HasOrigin for ReferenceNames<'_> {
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

impl HasOrigin for Origin {
    fn place(&self) -> Origin {
        self.clone()
    }
}

impl HasOrigin for Span {
    fn place(&self) -> Origin {
        Origin::Written(*self)
    }
}

impl<T> HasOrigin for Field<T> {
    fn place(&self) -> Origin {
        self.origin().clone()
    }
}

impl HasOrigin for CheckedRoot<'_> {
    fn place(&self) -> Origin {
        self.origin()
    }
}

impl HasOrigin for CertificateFile {
    fn place(&self) -> Origin {
        Origin::Written(self.place())
    }
}

impl<P: HasOrigin + ?Sized> HasOrigin for &P {
    fn place(&self) -> Origin {
        (**self).place()
    }

    fn confidence(&self) -> Confidence {
        (**self).confidence()
    }
}

/// The way of a value as related places, from where it is used to where it is written. Of a very long one both ends are shown.
#[must_use]
pub fn trail(origin: &Origin) -> Vec<Related> {
    /// Steps at each end.
    const SHOWN: usize = 12;
    let mut steps = origin.trail();
    let between = steps.len().saturating_sub(2 * SHOWN);
    if between > 0 {
        steps.drain(SHOWN..SHOWN + between);
    }
    let mut related: Vec<Related> = steps
        .into_iter()
        .map(|point| Related { message: step_words(&point.how), span: point.at })
        .collect();
    if between > 0 {
        let steps = if between == 1 { "step" } else { "steps" };
        let _ = write!(related[SHOWN - 1].message, ", and {between} more {steps} before that");
    }
    related
}

fn step_words(how: &How) -> String {
    match how {
        How::Passed(By::Parameter(name)) => format!("passed by parameters('{name}')"),
        How::Passed(By::Variable(name)) => format!("passed by variables('{name}')"),
        How::Passed(By::Copy(name, index)) => format!("instance {index} of the copy loop '{name}'"),
        How::Passed(By::Output(name)) => format!("passed by the output {name}"),
        How::Passed(By::Reference(name)) => format!("read by reference() from {name}"),
        How::Passed(By::Named(name)) => format!("passed by {name}"),
        How::Passed(By::Selected(function)) => format!("selected by {function}()"),
        How::Passed(By::Secret) => "declared as a secret".to_owned(),
        How::Passed(By::OpenDefault(name)) => format!("the default of parameters('{name}')"),
        How::Computed(function) => format!("computed by {function}()"),
        How::Assumed(_) => "assumed".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use arm_template::{By, Origin, SourceId, Span};

    use super::trail;

    #[test]
    fn of_a_very_long_way_both_ends_are_shown() {
        let place = |at: u32| Span::new(SourceId(0), at, at + 1);
        let passed = |steps: u32| {
            (1..=steps).fold(Origin::Written(place(0)), |origin, at| {
                Origin::passed(By::Parameter(format!("p{at}").into()), place(at), origin)
            })
        };
        assert_eq!(trail(&passed(24)).len(), 24);
        let long = trail(&passed(60));
        assert_eq!(long.len(), 24);
        assert_eq!(long[0].message, "passed by parameters('p60')");
        assert_eq!(long[11].message, "passed by parameters('p49'), and 36 more steps before that");
        assert_eq!(long[23].message, "passed by parameters('p1')");
    }
}
