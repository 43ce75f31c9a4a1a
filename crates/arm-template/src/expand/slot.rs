//! A value that is evaluated when it is first asked for, and only once.

use std::cell::RefCell;

use crate::evaluate::Engine;
use crate::{Node, Problem};

#[derive(Default)]
pub(crate) struct Slot {
    state: RefCell<State>,
    /// Problems found while nobody listened.
    kept: RefCell<Vec<Problem>>,
}

#[derive(Default)]
enum State {
    #[default]
    Waiting,
    Busy,
    Done(Node),
}

impl Slot {
    pub(crate) fn is_busy(&self) -> bool {
        matches!(&*self.state.borrow(), State::Busy)
    }

    /// The value; `circle` gives what stands for it when it is being evaluated already.
    pub(crate) fn get(
        &self,
        engine: &Engine<'_>,
        evaluate: impl FnOnce() -> Node,
        circle: impl FnOnce() -> Node,
    ) -> Node {
        match &*self.state.borrow() {
            State::Done(node) => {
                engine.ledger.settle(&self.kept);
                return node.clone();
            }
            State::Busy => return circle(),
            State::Waiting => {}
        }
        *self.state.borrow_mut() = State::Busy;
        let (node, problems) = engine.ledger.apart(evaluate);
        *self.state.borrow_mut() = State::Done(node.clone());
        self.kept.borrow_mut().extend(problems);
        engine.ledger.settle(&self.kept);
        node
    }
}
