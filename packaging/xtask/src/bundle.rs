//! stub
pub fn bundle() -> anyhow::Result<()> { anyhow::bail!("not yet") }
