//! The door of the vault: first run, lock, unlock, recover.

use anyhow::Context as _;

use crate::{Target, Window, Words};

/// The invented worker of all stories.
pub const WORKER: &str = "林晓禾";

/// Her station.
pub const STATION: &str = "榆树沟社工站";

/// Her passphrase, which zxcvbn finds good enough.
pub const PASSPHRASE: &str = "tractor orchid 窗台 velvet 91";

/// A window whose language is known, at the door.
#[derive(Debug, Clone, Copy)]
pub struct Door<'a> {
    window: &'a Window,
    words: &'a Words,
}

impl<'a> Door<'a> {
    /// At the door of this window.
    pub fn of(window: &'a Window, words: &'a Words) -> Self {
        Self { window, words }
    }

    /// The first run: a new vault, its recovery code copied and typed back. Ends in the vault and
    /// returns the code.
    pub async fn create(&self) -> anyhow::Result<String> {
        self.fill_in().await?;
        self.press("vault.create.go").await?;
        let code = self.code().await?;
        self.copied(&code).await?;
        Ok(code)
    }

    /// The form of a new vault, filled in but not sent.
    pub async fn fill_in(&self) -> anyhow::Result<()> {
        self.press("vault.first.create").await?;
        self.write("vault.create.station", STATION).await?;
        self.write("vault.create.person", WORKER).await?;
        self.new_passphrase("vault.passphrase.label", PASSPHRASE).await
    }

    /// The recovery code as the sheet shows it, its groups joined by hyphens.
    pub async fn code(&self) -> anyhow::Result<String> {
        const GROUPS: &str = "return [...document.querySelectorAll('[data-testid=recovery-code] li')]\
             .map((group) => group.lastChild.textContent.trim()).join('-')";
        self.window.see("recovery-code").await?;
        let code = self.window.run(GROUPS).await?;
        Ok(code.as_str().context("a code of groups")?.to_owned())
    }

    /// Types the last two groups back, which proves that the sheet was written.
    pub async fn copied(&self, code: &str) -> anyhow::Result<()> {
        let groups: Vec<&str> = code.split('-').collect();
        let last = groups.get(groups.len().saturating_sub(2)..).unwrap_or_default();
        self.write("vault.sheet.check", &last.join(" ")).await?;
        self.press("vault.sheet.done").await?;
        self.inside().await
    }

    /// Locks by the button in the top bar.
    pub async fn lock(&self) -> anyhow::Result<()> {
        self.press("frame.lock").await?;
        self.closed().await
    }

    /// Waits for the lock screen.
    pub async fn closed(&self) -> anyhow::Result<()> {
        let title = self.words.say("vault.lock.title")?;
        self.window.see(Target::Text(&title)).await?;
        Ok(())
    }

    /// Tries a passphrase at the lock screen.
    pub async fn knock(&self, passphrase: &str) -> anyhow::Result<()> {
        self.write("vault.passphrase.label", passphrase).await?;
        self.press("vault.lock.unlock").await
    }

    /// Unlocks with the passphrase.
    pub async fn unlock(&self, passphrase: &str) -> anyhow::Result<()> {
        self.knock(passphrase).await?;
        self.inside().await
    }

    /// Unlocks with the recovery code, and sets a new passphrase.
    pub async fn recover(&self, code: &str, passphrase: &str) -> anyhow::Result<()> {
        self.press("vault.lock.forgot").await?;
        self.write("vault.recover.code", code).await?;
        self.new_passphrase("vault.passphrase.new", passphrase).await?;
        self.press("vault.recover.go").await?;
        self.inside().await
    }

    /// Waits until the vault is open: its frame with the lock is there.
    pub async fn inside(&self) -> anyhow::Result<()> {
        let lock = self.words.say("frame.lock")?;
        self.window.see(Target::Named(&lock)).await?;
        Ok(())
    }

    async fn new_passphrase(&self, label: &str, passphrase: &str) -> anyhow::Result<()> {
        self.write(label, passphrase).await?;
        self.write("vault.passphrase.confirm", passphrase).await
    }

    async fn press(&self, key: &str) -> anyhow::Result<()> {
        let label = self.words.say(key)?;
        self.window.click(Target::Named(&label)).await
    }

    async fn write(&self, key: &str, words: &str) -> anyhow::Result<()> {
        let label = self.words.say(key)?;
        self.window.rewrite(Target::Field(&label), words).await
    }
}
