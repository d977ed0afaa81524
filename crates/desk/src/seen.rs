//! What a screen was filled from: the changes that were live then, as opaque texts that go out with a view
//! and come back with an edit.

use crate::failure::{Code, Failure};
use history::ChangeId;

/// The changes that a form names.
pub(crate) fn seen(texts: &[String]) -> Result<Vec<ChangeId>, Failure> {
    texts.iter().map(|text| text.parse().map_err(|_| Code::BadRequest.into())).collect()
}

/// The texts that go out with a view.
pub(crate) fn shown(live: impl IntoIterator<Item = ChangeId>) -> Vec<String> {
    live.into_iter().map(|id| id.to_string()).collect()
}
