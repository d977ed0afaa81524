//! Looking through the drafts.

use super::hit::{About, Hit, HitKind, passage};
use super::prose;
use super::query::Query;
use crate::draft::{self, Draft, DraftContent};
use crate::error::VaultError;
use crate::reader::Reader;

/// The drafts that hold what is looked for, the latest saved first, one more than asked for if there is.
pub(super) fn find(
    reader: Reader<'_>,
    query: &Query,
    limit: usize,
) -> Result<Vec<Hit>, VaultError> {
    let drafts = draft::present(reader.conn, |json| query.may_be_in(json))?;
    let hits = drafts.iter().filter_map(|draft| hit(reader, query, draft).transpose());
    hits.take(limit.saturating_add(1)).collect()
}

fn hit(reader: Reader<'_>, query: &Query, draft: &Draft) -> Result<Option<Hit>, VaultError> {
    let saved_on = draft.saved_at.date_naive();
    let (texts, on) = match &draft.content {
        DraftContent::Visit(form) => {
            let mut texts = prose::of_visit(form);
            texts.extend(
                form.actions.iter().flat_map(|action| [action.what.as_str(), &action.owner]),
            );
            (texts, form.started_at.map_or(saved_on, |at| at.date()))
        }
        DraftContent::Addendum(text) => (vec![text.as_str()], saved_on),
    };
    if !query.is_in(&texts) {
        return Ok(None);
    }
    let snippet = passage(texts.iter().copied(), &query.words).unwrap_or_default();
    let mut hit = About::of(reader, draft.client, draft.case)?.hit(HitKind::Visit, query, snippet);
    hit.visit = Some(draft.id);
    hit.on = Some(on);
    Ok(Some(hit))
}
