//! Reviewing a note, and answering the review.

use anyhow::{Context as _, ensure};

use super::Worker;
use crate::Target;

impl Worker<'_> {
    /// The note that the page shows, by its identity.
    pub async fn note_shown(&self) -> anyhow::Result<String> {
        let place = self.window.run("return location.hash || location.pathname").await?;
        let place = place.as_str().unwrap_or_default().split('?').next().unwrap_or_default();
        Ok(place.rsplit('/').next().context("a note's page")?.to_owned())
    }

    /// Waits for a note in the queue, and opens it.
    pub async fn takes_from_queue(&self, visit: &str) -> anyhow::Result<()> {
        let open = format!("[data-testid=queue-row-{visit}] a[data-row]");
        self.window.click(Target::Css(&open)).await?;
        self.window.see("review-note").await?;
        Ok(())
    }

    /// Selects words of the observations, and remarks on them.
    pub async fn remarks_on(&self, words: &str, remark: &str) -> anyhow::Result<()> {
        let select = format!(
            "const part = document.querySelector('[data-part=observations]');\
             const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);\
             for (let node = walker.nextNode(); node; node = walker.nextNode()) {{\
                 const at = node.data.indexOf('{words}');\
                 if (at < 0) continue;\
                 document.getSelection().setBaseAndExtent(node, at, node, at + {});\
                 return true }}\
             return false",
            words.chars().count()
        );
        ensure!(self.window.run(&select).await? == true, "the note does not say {words}");
        self.window.click("remark-selected").await?;
        self.window.write("remark-1", remark).await
    }

    /// Returns the note with reasons.
    pub async fn returns(&self, reasons: &str) -> anyhow::Result<()> {
        self.window.write("review-words", reasons).await?;
        self.window.click("review-return").await?;
        self.window.see("review-signed").await?;
        Ok(())
    }

    /// Approves the note.
    pub async fn approves(&self) -> anyhow::Result<()> {
        self.window.click("review-approve").await?;
        self.window.see("review-signed").await?;
        Ok(())
    }

    /// Answers a returned note from Today.
    pub async fn answers(&self, visit: &str, words: &str) -> anyhow::Result<()> {
        self.window.click(&*format!("today-answer-{visit}")).await?;
        self.window.write("addendum-text", words).await?;
        self.window.click("addendum-sign").await?;
        let sign = self.words.say("note.addendum.sign")?;
        self.window.click(Target::InDialog(&sign)).await?;
        self.window.see("addendum-0").await?;
        Ok(())
    }
}
