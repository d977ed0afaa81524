//! What a worker does every day, each in the words of the commands it takes.

use crate::worker::Worker;
use anyhow::Context as _;
use desk::failure::Failure;
use serde_json::{Value, json};

impl Worker {
    /// Registers a client. Answers the client's id.
    ///
    /// # Errors
    /// The command's failure.
    pub fn register(&self, client: Value) -> anyhow::Result<String> {
        let request = json!({"id": null, "client": client, "seen": [], "not_duplicate": false});
        id_of(&self.call("client_save", request)?)
    }

    /// Enters somebody of a client's household. Answers the member's id.
    ///
    /// # Errors
    /// The command's failure.
    pub fn enter(&self, client: &str, member: Value) -> anyhow::Result<String> {
        let request = json!({"client": client, "id": null, "member": member, "seen": []});
        id_of(&self.call("member_save", request)?)
    }

    /// Opens a case. Answers its id.
    ///
    /// # Errors
    /// The command's failure.
    pub fn open_case(&self, case: Value) -> anyhow::Result<String> {
        id_of(&self.call("case_save", json!({"id": null, "case": case, "seen": []}))?)
    }

    /// Begins a visit. Answers its id.
    ///
    /// # Errors
    /// The command's failure.
    pub fn start(&self, case: &str) -> anyhow::Result<String> {
        id_of(&self.call("visit_start", json!({"case": case}))?)
    }

    /// Begins a visit and signs it. Answers its id and the code on its page.
    ///
    /// # Errors
    /// The command's failure.
    pub fn visit(&self, case: &str, form: Value) -> anyhow::Result<(String, String)> {
        let visit = self.start(case)?;
        let signed = self.call("visit_sign", json!({"id": visit, "form": form}))?;
        let code = signed["verification_code"].as_str().context("no code")?;
        Ok((visit, code.to_owned()))
    }

    /// A file brought into the draft of a visit, in chunks. Answers the attachment.
    ///
    /// # Errors
    /// The failure of whichever step failed.
    pub fn attach(
        &self,
        visit: &str,
        name: &str,
        bytes: &[u8],
        keep_location: bool,
    ) -> Result<Value, Failure> {
        let upload = self.upload(visit, name, bytes)?;
        self.desk
            .call("attachment_finish", json!({"upload": upload, "keep_location": keep_location}))
    }

    /// A file sent into the draft of a visit, its end not yet said. Answers the upload.
    ///
    /// # Errors
    /// The failure of whichever step failed.
    pub fn upload(&self, visit: &str, name: &str, bytes: &[u8]) -> Result<String, Failure> {
        let request = json!({"visit": visit, "name": name, "size": bytes.len()});
        let begun = self.desk.call("attachment_begin", request)?;
        let upload = begun["upload"].as_str().unwrap_or_default();
        for chunk in bytes.chunks(64 * 1024) {
            self.desk.upload_chunk(upload, chunk)?;
        }
        Ok(upload.to_owned())
    }

    /// The bytes of an attachment.
    ///
    /// # Errors
    /// The command's failure.
    pub fn read(
        &self,
        visit: &str,
        attachment: &Value,
        thumbnail: bool,
    ) -> Result<Vec<u8>, Failure> {
        let request = json!({"visit": visit, "id": attachment["id"], "thumbnail": thumbnail});
        self.desk.fetch_bytes("attachment_read", request)
    }

    /// The visit report.
    ///
    /// # Errors
    /// The command's failure.
    pub fn report(&self, visit: &str, language: &str) -> Result<Vec<u8>, Failure> {
        self.desk.fetch_bytes("report_visit", json!({"visit": visit, "language": language}))
    }
}

fn id_of(answer: &Value) -> anyhow::Result<String> {
    Ok(answer["id"].as_str().context("no id")?.to_owned())
}
