//! Requests prepared in advance: answers from a file go through the same loop as typed ones.

use std::collections::VecDeque;
use std::io;

use super::{Cause, Frontend, Leave, Next};
use crate::model::moment::Moment;
use crate::walk::Walk;
use crate::walk::effect::Effect;
use crate::walk::request::Request;

/// Hands out prepared requests one by one, and leaves behind the last. Shows nothing.
#[derive(Clone, Default, Debug)]
pub struct Scripted {
    requests: VecDeque<Request>,
    n_done: usize,
}

impl Scripted {
    /// A front end of these requests.
    pub fn new(requests: impl IntoIterator<Item = Request>) -> Self {
        Self {
            requests: requests.into_iter().collect(),
            n_done: 0,
        }
    }
}

impl Frontend for Scripted {
    fn next(&mut self, _walk: &Walk, _now: Moment) -> io::Result<Next> {
        self.n_done += 1;
        Ok(self
            .requests
            .pop_front()
            .map_or(Next::Leave(Leave::End), Next::Request))
    }

    fn show(&mut self, _: &Walk, _: &[Effect], _: Cause, _: Moment) -> io::Result<()> {
        Ok(())
    }

    fn refuse(&mut self, _walk: &Walk, why: &str) -> io::Result<Option<Leave>> {
        Ok(Some(Leave::BadLine {
            line: self.n_done,
            why: why.into(),
        }))
    }

    fn confirm(&mut self, _question: &str) -> io::Result<bool> {
        Ok(true)
    }
}
