//! A result that is worked out when it is first asked for, and only once.

use std::cell::RefCell;

use super::Ledger;
use crate::Problem;

pub(crate) struct Slot<T> {
    state: RefCell<State<T>>,
    /// Problems found while nobody listened.
    kept: RefCell<Vec<Problem>>,
}

enum State<T> {
    Waiting,
    Busy,
    Done(T),
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self { state: RefCell::new(State::Waiting), kept: RefCell::default() }
    }
}

impl<T: Clone> Slot<T> {
    /// A slot that needs no working out.
    pub(crate) fn done(result: T) -> Self {
        Self { state: RefCell::new(State::Done(result)), kept: RefCell::default() }
    }

    pub(crate) fn is_busy(&self) -> bool {
        matches!(&*self.state.borrow(), State::Busy)
    }

    /// The result; `circle` gives what stands for it while it is being worked out.
    pub(crate) fn get(
        &self,
        ledger: &Ledger,
        work: impl FnOnce() -> T,
        circle: impl FnOnce() -> T,
    ) -> T {
        match &*self.state.borrow() {
            State::Done(result) => {
                ledger.settle(&self.kept);
                return result.clone();
            }
            State::Busy => return circle(),
            State::Waiting => {}
        }
        *self.state.borrow_mut() = State::Busy;
        let (result, problems) = ledger.apart(work);
        *self.state.borrow_mut() = State::Done(result.clone());
        self.kept.borrow_mut().extend(problems);
        ledger.settle(&self.kept);
        result
    }
}
