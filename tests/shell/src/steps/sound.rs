//! Recording sound at a visit.

use super::Worker;
use crate::Target;

impl Worker<'_> {
    /// Begins to record, and lets some seconds pass.
    pub async fn records(&self, seconds: u64) -> anyhow::Result<()> {
        self.window.click("attachment-record").await?;
        self.window.see("attachment-record-stop").await?;
        tokio::time::sleep(std::time::Duration::from_secs(seconds)).await;
        Ok(())
    }

    /// Plays the one recording from the vault to its end, and answers how long it was, in seconds. A file that was
    /// recorded says nothing of its length: it is heard.
    pub async fn hears_recording(&self) -> anyhow::Result<f64> {
        const HEARD: &str = "new Promise((done) => {\
            const sound = document.querySelector('figure audio');\
            const give = () => done(sound.error ? -sound.error.code : sound.currentTime);\
            for (const end of ['ended', 'error']) sound.addEventListener(end, give);\
            if (sound.ended || sound.error) give();\
            sound.play().catch(() => undefined);\
            setTimeout(give, 20000) })";
        self.press("visit.attachments.listen").await?;
        self.window.see(Target::Css("figure audio")).await?;
        Ok(self.window.run_to_end(HEARD).await?.as_f64().unwrap_or_default())
    }
}
