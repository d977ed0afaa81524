//! A walk through every screen of the sample caseload.

use anyhow::ensure;
use fantoccini::key::Key;

use super::Worker;
use crate::Target;

/// The child whose story the sample tells.
const CHILD: &str = "米小禾";

/// What the search of the tour looks for.
const WORDS: &str = "刘海";

impl Worker<'_> {
    /// Opens the sample caseload from the first screen.
    pub async fn opens_sample(&self) -> anyhow::Result<()> {
        self.press("vault.first.sample").await?;
        self.is_inside().await
    }

    /// Looks at every screen behind the door; each picture's name ends in `suffix`.
    pub async fn tours(&self, suffix: &str) -> anyhow::Result<()> {
        self.go("today").await?;
        self.window.see(Target::Css("main h2")).await?;
        self.takes_in("today", suffix).await?;
        self.go("cases").await?;
        self.window.see(Target::Saying(CHILD)).await?;
        self.takes_in("cases", suffix).await?;
        self.tours_case(suffix).await?;
        self.searches(WORDS, "visit").await?;
        self.takes_in("search", suffix).await?;
        self.window.press(&[Key::Escape.into()]).await?;
        self.go("settings").await?;
        self.takes_in("settings", suffix).await?;
        self.go("guide").await?;
        self.window.see("guide-text").await?;
        self.takes_in("guide", suffix).await
    }

    async fn tours_case(&self, suffix: &str) -> anyhow::Result<()> {
        const SIGNED: &str = "[data-testid=timeline] article:not(.border-dashed) a[data-row]";
        self.opens_file().await?;
        self.takes_in("case", suffix).await?;
        self.opens_client_of_file().await?;
        self.takes_in("client", suffix).await?;
        self.window.click("client-edit").await?;
        self.window.see("client-name").await?;
        self.takes_in("client-form", suffix).await?;
        self.opens_file().await?;
        self.window.click(Target::Css(SIGNED)).await?;
        self.window.see("note-observations").await?;
        self.takes_in("note", suffix).await?;
        self.previews_report().await?;
        self.takes_in("report", suffix).await?;
        self.opens_file().await?;
        self.starts_visit().await?;
        self.window.click("visit-kind-planned").await?;
        self.window.click("visit-present-0").await?;
        self.window.write("visit-observations", "小米开的门，刘海别到了耳后。").await?;
        self.is_saved().await?;
        self.window
            .run("document.querySelector('form').parentElement.parentElement.scrollTop = 0")
            .await?;
        self.takes_in("visit-form", suffix).await?;
        self.window.click("visit-discard").await?;
        self.window.see("visit-bring-back").await?;
        Ok(())
    }

    /// The case file of the child, by way of the list.
    pub async fn opens_file(&self) -> anyhow::Result<()> {
        self.go("cases").await?;
        self.window.click(Target::Saying(CHILD)).await?;
        self.window.see("timeline").await?;
        Ok(())
    }

    /// From the case file to the child's own page.
    pub async fn opens_client_of_file(&self) -> anyhow::Result<()> {
        if self.window.count("to-client").await? == 0 {
            // In a narrow window the pane is folded into a button.
            self.press("cases.aside.title").await?;
        }
        self.window.click("to-client").await?;
        self.window.see("member-add").await?;
        Ok(())
    }

    /// A picture, the rules of accessibility, and nothing cut off at the side.
    pub async fn takes_in(&self, screen: &str, suffix: &str) -> anyhow::Result<()> {
        const OVERHANG: &str = "return document.documentElement.scrollWidth - innerWidth";
        let name = format!("{screen}-{suffix}");
        self.looks_at(&name).await?;
        let overhang = self.window.run(OVERHANG).await?.as_i64().unwrap_or_default();
        ensure!(overhang <= 0, "{name} is {overhang} pixels wider than the window");
        Ok(())
    }

    /// Chooses the look of the screens in the settings: a language, a text size, a theme.
    pub async fn sets_look(&self, choices: &[&str]) -> anyhow::Result<()> {
        self.go("settings").await?;
        for choice in choices {
            self.window.click(Target::Choice(choice)).await?;
        }
        Ok(())
    }
}
