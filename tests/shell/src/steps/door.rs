//! The door of the vault: first run, lock, unlock, recover.

use anyhow::Context as _;

use super::Worker;
use crate::Target;

/// The invented worker of all stories.
pub const WORKER: &str = "林晓禾";

/// Her station.
pub const STATION: &str = "榆树沟社工站";

/// Her passphrase, which zxcvbn finds good enough.
pub const PASSPHRASE: &str = "tractor orchid 窗台 velvet 91";

impl Worker<'_> {
    /// The first run: a new vault, its recovery code copied and typed back. Ends in the vault and
    /// returns the code.
    pub async fn creates_vault(&self) -> anyhow::Result<String> {
        self.fills_in_new_vault().await?;
        self.press("vault.create.go").await?;
        let code = self.recovery_code().await?;
        self.copied_code(&code).await?;
        Ok(code)
    }

    /// The form of a new vault, filled in but not sent.
    pub async fn fills_in_new_vault(&self) -> anyhow::Result<()> {
        self.press("vault.first.create").await?;
        self.fill("vault.create.station", STATION).await?;
        self.fill("vault.create.person", WORKER).await?;
        self.new_passphrase("vault.passphrase.label", PASSPHRASE).await
    }

    /// The recovery code as the sheet shows it, its groups joined by hyphens.
    pub async fn recovery_code(&self) -> anyhow::Result<String> {
        const GROUPS: &str = "return [...document.querySelectorAll('[data-testid=recovery-code] li')]\
             .map((group) => group.lastChild.textContent.trim()).join('-')";
        self.window.see("recovery-code").await?;
        let code = self.window.run(GROUPS).await?;
        Ok(code.as_str().context("a code of groups")?.to_owned())
    }

    /// Types the last two groups back, which proves that the sheet was written.
    pub async fn copied_code(&self, code: &str) -> anyhow::Result<()> {
        let groups: Vec<&str> = code.split('-').collect();
        let last = groups.get(groups.len().saturating_sub(2)..).unwrap_or_default();
        self.fill("vault.sheet.check", &last.join(" ")).await?;
        self.press("vault.sheet.done").await?;
        self.is_inside().await
    }

    /// Locks by the button in the top bar.
    pub async fn locks(&self) -> anyhow::Result<()> {
        self.press("frame.lock").await?;
        self.is_outside().await
    }

    /// Waits for the lock screen.
    pub async fn is_outside(&self) -> anyhow::Result<()> {
        let title = self.words.say("vault.lock.title")?;
        self.window.see(Target::Text(&title)).await?;
        Ok(())
    }

    /// Tries a passphrase at the lock screen.
    pub async fn knocks(&self, passphrase: &str) -> anyhow::Result<()> {
        self.fill("vault.passphrase.label", passphrase).await?;
        self.press("vault.lock.unlock").await
    }

    /// Unlocks with the passphrase.
    pub async fn unlocks(&self, passphrase: &str) -> anyhow::Result<()> {
        self.knocks(passphrase).await?;
        self.is_inside().await
    }

    /// Unlocks with the recovery code, and sets a new passphrase.
    pub async fn recovers(&self, code: &str, passphrase: &str) -> anyhow::Result<()> {
        self.press("vault.lock.forgot").await?;
        self.fill("vault.recover.code", code).await?;
        self.new_passphrase("vault.passphrase.new", passphrase).await?;
        self.press("vault.recover.go").await?;
        self.is_inside().await
    }

    /// Waits until the vault is open: its frame with the lock is there.
    pub async fn is_inside(&self) -> anyhow::Result<()> {
        let lock = self.words.say("frame.lock")?;
        self.window.see(Target::Named(&lock)).await?;
        Ok(())
    }

    async fn new_passphrase(&self, label: &str, passphrase: &str) -> anyhow::Result<()> {
        self.fill(label, passphrase).await?;
        self.fill("vault.passphrase.confirm", passphrase).await
    }
}
