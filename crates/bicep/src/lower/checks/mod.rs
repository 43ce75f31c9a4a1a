//! What the compiler refuses by looking at a program: values that can't be of the type that is wanted, and words in the
//! wrong places.

mod checker;
mod expressions;
mod shape;
mod statements;

use arm_template::ProblemKind;

use super::lowering::Lowering;
use super::model::Model;
use checker::Checks;

impl<'a> Lowering<'a> {
    /// Looks at every statement of a file.
    pub(super) fn check(&self, model: &'a Model<'a>) {
        let checks = Checks { lowering: self, model };
        for name in &model.twice {
            let message = format!("'{}' is declared more than once", name.text);
            self.problem(ProblemKind::Structure, message, model.span(name.span));
        }
        for statement in &model.unit.parsed.file.statements {
            checks.statement(statement);
        }
        checks.circles();
    }
}
