//! Covers that are past: whoever stood in, or has handed a case over, leaves it.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::station::append_ends;
use crate::station::line::Line;

impl Desk {
    /// Proposes that members leave whose last day is past. Asked when all has gone up and come down: what somebody wrote
    /// before counts. Answers how many.
    pub(super) fn end_covers(&self) -> Result<usize, Failure> {
        let today = self.host().now().date_naive();
        let due = self.open(|vault| Ok(vault.covers_due(today)))?;
        if due.is_empty() {
            return Ok(0);
        }
        let mut line = Line::of(self)?;
        append_ends(self, &mut line, |vault, heads| {
            let due = vault.covers_due(today).into_iter();
            let acts = due.map(|(file, person)| vault.expulsion(file, person, heads));
            Ok(acts.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
        })?;
        Ok(due.len())
    }
}
