//! A laptop and its station.

use anyhow::Context as _;

use super::Worker;

impl Worker<'_> {
    /// Waits until the frame says that all was sent, and when.
    pub async fn is_synced(&self) -> anyhow::Result<()> {
        let last = self.words.say("sync.last")?;
        let begin = last.split('{').next().unwrap_or_default().trim();
        let script = format!("{SAID} return said.startsWith('{begin}')");
        self.window.until("all is sent", &script).await
    }

    /// Waits until the frame says that something waits, and that the station is not there.
    pub async fn is_waiting(&self) -> anyhow::Result<()> {
        let (offline, last) = (self.words.say("sync.offline")?, self.words.say("sync.last")?);
        let begin = last.split('{').next().unwrap_or_default().trim();
        let script = format!(
            "{SAID} return said.includes('{offline}') && !said.startsWith('{offline}') && !said.startsWith('{begin}')"
        );
        self.window.until("something waits", &script).await
    }

    /// Where people disagree, keeps what she wrote herself.
    pub async fn keeps_own(&self) -> anyhow::Result<()> {
        let you = self.words.say_with("conflict.you", &[("name", "")])?;
        let find = format!(
            "const all = [...document.querySelectorAll('[data-testid^=opinion-]')];\
             const own = all.find(({{ textContent: said }}) => said.includes('{}'));\
             return own?.querySelector('[data-testid^=keep-]').dataset.testid",
            you.trim()
        );
        let keep = self.window.run(&find).await?;
        self.window.click(keep.as_str().context("nothing here is her own")?).await
    }
}

/// What the frame says of the sync.
const SAID: &str =
    "const said = (document.querySelector('[data-testid=sync-status]')?.textContent ?? '').trim();";
