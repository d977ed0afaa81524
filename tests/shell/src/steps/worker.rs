//! Someone who works in a window, in a language.

use crate::{Target, Window, Words};

/// The worker of a story. What she does at the door, with clients, cases, visits and paper is in
/// the files of those names.
#[derive(Debug, Clone, Copy)]
pub struct Worker<'a> {
    /// The window she works in.
    pub window: &'a Window,
    /// The words she reads there.
    pub words: &'a Words,
}

impl<'a> Worker<'a> {
    /// In this window, in this language.
    pub fn at(window: &'a Window, words: &'a Words) -> Self {
        Self { window, words }
    }

    /// Looks at the screen as it stands: takes its picture, and holds it to the rules of
    /// accessibility.
    pub async fn looks_at(&self, screen: &str) -> anyhow::Result<()> {
        self.window.picture(screen).await?;
        self.window.expect_accessible(screen).await
    }

    /// Clicks the button with these words.
    pub async fn press(&self, key: &str) -> anyhow::Result<()> {
        let label = self.words.say(key)?;
        self.window.click(Target::Named(&label)).await
    }

    /// Chooses one of a few chips.
    pub async fn choose(&self, key: &str) -> anyhow::Result<()> {
        let label = self.words.say(key)?;
        self.window.click(Target::Choice(&label)).await
    }

    /// Writes into the field with this label, in place of what stands there.
    pub async fn fill(&self, key: &str, words: &str) -> anyhow::Result<()> {
        let label = self.words.say(key)?;
        self.window.rewrite(Target::Field(&label), words).await
    }

    /// Goes to one of the places in the rail.
    pub async fn go(&self, place: &str) -> anyhow::Result<()> {
        self.press(&format!("frame.{place}")).await
    }
}
