//! Finding.

use fantoccini::key::Key;

use super::Worker;

impl Worker<'_> {
    /// Looks for words through Ctrl-K, and waits for a find of that kind.
    pub async fn searches(&self, words: &str, kind: &str) -> anyhow::Result<()> {
        self.window.press(&[Key::Control.into(), 'k']).await?;
        self.window.write("search-text", words).await?;
        self.window.see(&*format!("hit-{kind}")).await?;
        Ok(())
    }
}
