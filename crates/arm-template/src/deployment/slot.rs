//! A result that is worked out when it is first asked for, and only once.

use std::cell::RefCell;

use super::Ledger;
use crate::Problem;

pub(crate) struct Slot<T> {
    state: RefCell<SlotState<T>>,
    /// Problems found while nobody listened.
    kept: RefCell<Vec<Problem>>,
}

enum SlotState<T> {
    Waiting,
    Busy,
    Done(T),
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self { state: RefCell::new(SlotState::Waiting), kept: RefCell::default() }
    }
}

impl<T: Clone> Slot<T> {
    /// A slot that needs no working out.
    pub(crate) fn done(result: T) -> Self {
        Self { state: RefCell::new(SlotState::Done(result)), kept: RefCell::default() }
    }

    pub(crate) fn is_busy(&self) -> bool {
        matches!(&*self.state.borrow(), SlotState::Busy)
    }

    /// The result; `circle` gives what stands for it while it is being worked out.
    pub(crate) fn get(
        &self,
        ledger: &Ledger,
        work: impl FnOnce() -> T,
        circle: impl FnOnce() -> T,
    ) -> T {
        match &*self.state.borrow() {
            SlotState::Done(result) => {
                ledger.settle(&self.kept);
                return result.clone();
            }
            SlotState::Busy => return circle(),
            SlotState::Waiting => {}
        }
        *self.state.borrow_mut() = SlotState::Busy;
        let (result, problems) = ledger.apart(work);
        *self.state.borrow_mut() = SlotState::Done(result.clone());
        self.kept.borrow_mut().extend(problems);
        ledger.settle(&self.kept);
        result
    }
}
