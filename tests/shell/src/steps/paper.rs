//! Printed pages.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};

use super::Worker;
use crate::{Laptop, Target};

impl Worker<'_> {
    /// Looks at the report of the note that is shown, until its first page is drawn.
    pub async fn previews_report(&self) -> anyhow::Result<()> {
        self.window.click("note-report").await?;
        let drawn = Target::Css("[data-testid=report-page-1][data-drawn]");
        self.window.see(drawn).await?;
        Ok(())
    }

    /// Saves the report and returns the file.
    pub async fn saves_report(&self, laptop: &Laptop) -> anyhow::Result<PathBuf> {
        self.window.click("report-save").await?;
        self.window.see("report-saved").await?;
        laptop.exported("pdf").await
    }
}

/// The words of a PDF, as a reader of the file can select them.
pub async fn text_of(pdf: &Path) -> anyhow::Result<String> {
    let output = tokio::process::Command::new("pdftotext")
        .arg(pdf)
        .arg("-")
        .output()
        .await
        .context("pdftotext is part of the set-up")?;
    ensure!(output.status.success(), "{} is no PDF", pdf.display());
    Ok(String::from_utf8(output.stdout)?)
}
