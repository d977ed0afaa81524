//! Opening a case.

use super::Worker;

impl Worker<'_> {
    /// Fills in the intake of a child's case: who asked, why, who consented, and the risk.
    pub async fn fills_in_intake(&self, reason: &str, consenter: &str) -> anyhow::Result<()> {
        self.window.see("intake-reason").await?;
        self.choose("cases.source.school").await?;
        self.window.write("intake-reason", reason).await?;
        self.choose("cases.ground.guardian_consent").await?;
        self.window.rewrite("intake-ground-by", consenter).await?;
        self.choose("common.risk.medium").await?;
        self.window.write("intake-reasons", "父母在外地，祖母有病，晚上孩子常一个人在家。").await
    }

    /// Opens the case and waits for its file.
    pub async fn opens_case(&self) -> anyhow::Result<()> {
        self.window.click("intake-save").await?;
        self.window.see("start-visit").await?;
        Ok(())
    }
}
