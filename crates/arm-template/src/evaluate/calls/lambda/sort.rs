//! `sort`: a merge sort of our own, for the order is the template author's and may be none at all.

use super::{Lambda, LambdaCall, LambdaResult};
use crate::evaluate::Engine;
use crate::{Node, Value};

impl Engine<'_> {
    pub(super) fn sort(&self, work: &LambdaCall<'_>) -> LambdaResult<Value> {
        let lambda = self.lambda(work, 1, 2..=2)?;
        let mut items: Vec<Node> =
            work.input.items().iter().map(|item| work.input.part(item)).collect();
        let count = items.len();
        let mut width = 1;
        while width < count {
            let mut merged = Vec::with_capacity(count);
            for run in items.chunks(2 * width) {
                let (left, right) = run.split_at(width.min(run.len()));
                self.merge(work, &lambda, left, right, &mut merged)?;
            }
            items = merged;
            width *= 2;
        }
        Ok(Value::array(items))
    }

    fn merge(
        &self,
        work: &LambdaCall<'_>,
        lambda: &Lambda<'_>,
        mut left: &[Node],
        mut right: &[Node],
        merged: &mut Vec<Node>,
    ) -> LambdaResult<()> {
        while let ([first, rest_left @ ..], [second, rest_right @ ..]) = (left, right) {
            let verdict = self.run(work, lambda, [second.clone(), first.clone()])?;
            if self.truth(work, &verdict)? {
                merged.push(second.clone());
                right = rest_right;
            } else {
                merged.push(first.clone());
                left = rest_left;
            }
        }
        merged.extend_from_slice(left);
        merged.extend_from_slice(right);
        Ok(())
    }
}
