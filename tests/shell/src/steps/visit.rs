//! Writing a visit down, signing it, adding to it.

use std::path::Path;

use super::Worker;
use crate::Target;

impl Worker<'_> {
    /// Starts a visit from the case file and waits for its form.
    pub async fn starts_visit(&self) -> anyhow::Result<()> {
        self.window.click("start-visit").await?;
        self.window.see("visit-observations").await?;
        Ok(())
    }

    /// From a laptop without a vault to the draft of a visit at a child's home.
    pub async fn sits_at_the_kitchen_table(&self) -> anyhow::Result<()> {
        self.creates_vault().await?;
        self.window.click("register-first").await?;
        self.fills_in_child("田小禾", "990101201703040124").await?;
        self.registers().await?;
        self.window.click("open-case").await?;
        self.fills_in_intake("学校转来", "田桂兰").await?;
        self.opens_case().await?;
        self.starts_visit().await
    }

    /// Says how yesterday's visit came about, when it was and who was there.
    pub async fn was_there(&self, from: &str, to: &str) -> anyhow::Result<()> {
        self.window.click("visit-kind-planned").await?;
        self.window.rewrite(Target::Css("#visit-day"), "昨天").await?;
        self.window.rewrite(Target::Css("#visit-from"), from).await?;
        self.window.rewrite(Target::Css("#visit-to"), to).await?;
        self.window.click("visit-present-0").await
    }

    /// Writes what was seen, and what is made of it.
    pub async fn observes(&self, seen: &str, judgement: &str) -> anyhow::Result<()> {
        self.window.write("visit-observations", seen).await?;
        self.window.write("visit-judgement", judgement).await
    }

    /// Notes an action that was agreed.
    pub async fn agrees(&self, what: &str, owner: &str, due: &str) -> anyhow::Result<()> {
        self.window.click("action-add").await?;
        self.window.write(Target::Css("#action-0-what"), what).await?;
        self.window.write(Target::Css("#action-0-owner"), owner).await?;
        self.window.write(Target::Css("#action-0-due"), due).await
    }

    /// Attaches a photo, with a caption.
    pub async fn attaches(&self, file: &Path, caption: &str) -> anyhow::Result<()> {
        self.window.attach("attachment-input", file).await?;
        self.window.write("attachment-0-caption", caption).await
    }

    /// Waits until everything written is in the vault.
    pub async fn is_saved(&self) -> anyhow::Result<()> {
        let never = self.words.say("visit.saved.byItself")?;
        let pending = self.words.say("visit.saved.pending")?;
        let saved = format!(
            "const mark = document.querySelector('[data-testid=saved-mark]')?.textContent ?? '';\
             return mark !== '' && !mark.includes('{never}') && !mark.includes('{pending}')"
        );
        self.window.until("all is saved", &saved).await
    }

    /// Signs the visit, and waits for the note.
    pub async fn signs_visit(&self) -> anyhow::Result<()> {
        self.window.click("visit-sign").await?;
        self.window.click("visit-sign-confirm").await?;
        self.window.see("note-just-signed").await?;
        Ok(())
    }

    /// Adds to a signed note, and signs that.
    pub async fn adds(&self, words: &str) -> anyhow::Result<()> {
        self.window.click("addendum-open").await?;
        self.window.write("addendum-text", words).await?;
        self.window.click("addendum-sign").await?;
        let sign = self.words.say("note.addendum.sign")?;
        self.window.click(Target::InDialog(&sign)).await?;
        self.window.see("addendum-0").await?;
        Ok(())
    }
}
