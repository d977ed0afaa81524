//! Registering a client.

use super::Worker;
use crate::Target;

impl Worker<'_> {
    /// Fills in the form of a new client, a child, from an open form to one that can be kept.
    pub async fn fills_in_child(&self, name: &str, id_number: &str) -> anyhow::Result<()> {
        self.choose("clients.group.child").await?;
        self.window.write("client-name", name).await?;
        self.window.write("client-id-number", id_number).await?;
        self.window.see("id-reading").await?;
        self.choose("clients.category.left_behind_child").await?;
        self.choose("clients.need.mental_health").await?;
        let address = "村口第二家，门前有枣树";
        self.window.write("client-address", address).await
    }

    /// Keeps the client and waits for her page.
    pub async fn registers(&self) -> anyhow::Result<()> {
        self.window.click("client-save").await?;
        self.window.see("open-case").await?;
        Ok(())
    }

    /// Adds someone to the household, from the client's page.
    pub async fn adds_member(&self, name: &str, relation: &str) -> anyhow::Result<()> {
        self.window.click("member-add").await?;
        self.window.write("member-name", name).await?;
        self.choose(&format!("clients.relation.{relation}")).await?;
        self.window.click("member-save").await?;
        self.window.see_no_more("member-save").await?;
        self.window.see(Target::Saying(name)).await?;
        Ok(())
    }
}
