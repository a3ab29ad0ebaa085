//! Which items are asked, given the answers so far. The only place that decides it.

use super::answer::Value;
use super::id::Id;
use super::standard::{Item, Standard};
use super::visit::Role;

/// One line of an item's `when`: an earlier item and what its answer must be.
#[derive(Clone, PartialEq, Debug)]
pub struct Condition {
    /// The earlier item.
    pub item: Id,
    /// What its answer must be.
    pub test: Test,
}

/// What the answer to an earlier item must be.
#[derive(Clone, PartialEq, Debug)]
pub enum Test {
    /// One of these; an answer of several must hold one of them.
    AnyOf(Vec<Value>),
    /// A count or seconds of at least this.
    AtLeast(u64),
    /// A count or seconds of at most this.
    AtMost(u64),
}

impl Test {
    /// True when an answer passes.
    pub fn holds(&self, answer: &Value) -> bool {
        match (self, answer) {
            (Self::AnyOf(wanted), Value::Several(ticked)) => {
                wanted.iter().any(|wanted| match wanted {
                    Value::Choice(id) => ticked.contains(id),
                    Value::Several(ids) => ids.iter().all(|id| ticked.contains(id)),
                    _ => false,
                })
            }
            (Self::AnyOf(wanted), answer) => wanted.contains(answer),
            (Self::AtLeast(least), Value::Count(n) | Value::Duration(n)) => n >= least,
            (Self::AtMost(most), Value::Count(n) | Value::Duration(n)) => n <= most,
            _ => false,
        }
    }
}

/// True when the item is for visits of this role.
pub fn is_for_role(item: &Item, role: Role) -> bool {
    item.only.is_empty() || item.only.contains(&role)
}

/// Says of each item, in the standard's order, whether it is asked: it is for this role, and all
/// its conditions hold. A parent that is not asked, or has no answer, holds nothing.
pub fn asked<'a>(
    standard: &Standard,
    role: Role,
    answer: impl Fn(&Id) -> Option<&'a Value>,
) -> Vec<bool> {
    let mut asked: Vec<(&Id, bool)> = Vec::new();
    for item in standard.items() {
        let holds = |condition: &Condition| {
            let is_parent_asked = asked
                .iter()
                .any(|(id, is_asked)| **id == condition.item && *is_asked);
            is_parent_asked
                && answer(&condition.item).is_some_and(|value| condition.test.holds(value))
        };
        let is_asked = is_for_role(item, role) && item.when.iter().all(holds);
        asked.push((&item.id, is_asked));
    }
    asked.into_iter().map(|(_, is_asked)| is_asked).collect()
}
