//! Gives a file to a file input, as a person picks one.

use std::path::Path;

use anyhow::{Context as _, ensure};

use crate::{Target, Window};

impl Window {
    /// Picks `file` in a file input. Such inputs are often hidden behind a button, so it need not
    /// be seen.
    pub async fn attach(&self, target: impl Into<Target<'_>>, file: &Path) -> anyhow::Result<()> {
        let target = target.into();
        ensure!(file.is_file(), "{} is no file", file.display());
        let input = self
            .all(&target)
            .await?
            .into_iter()
            .next()
            .with_context(|| format!("{target} is not there"))?;
        let path = file.to_str().context("a path in UTF-8")?;
        input.send_keys(path).await.with_context(|| format!("{target} took no file"))
    }
}
