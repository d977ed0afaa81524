//! stand-in until the desk crate is there
use std::path::PathBuf;
use serde_json::Value;

#[derive(serde::Serialize)]
pub struct Failure { code: &'static str }
impl Failure { pub fn fault() -> Self { Failure { code: "fault" } } }
#[derive(serde::Serialize)]
pub enum Event { Locked }
impl Event { pub fn name(&self) -> &'static str { "locked" } }
#[derive(Clone, Copy)]
pub enum FileKind { Pdf }
impl FileKind { pub fn extension(self) -> &'static str { "pdf" } }
pub trait Host: Send + Sync {
    fn data_folder(&self) -> PathBuf;
    fn emit(&self, event: &Event);
    fn choose_save(&self, suggested_name: &str, kind: FileKind) -> Option<PathBuf>;
    fn choose_open(&self, kind: FileKind) -> Option<PathBuf>;
    fn print(&self);
}
pub struct Desk(Box<dyn Host>);
impl Desk {
    pub fn new(host: Box<dyn Host>) -> Self { Self(host) }
    pub fn call(&self, _: &str, r: Value) -> Result<Value, Failure> { Ok(r) }
    pub fn upload_chunk(&self, _: &str, _: &[u8]) -> Result<(), Failure> { Ok(()) }
    pub fn fetch_bytes(&self, _: &str, _: Value) -> Result<Vec<u8>, Failure> { Ok(vec![]) }
    pub fn tick(&self) {}
    pub fn lock(&self) {}
    pub fn is_unlocked(&self) -> bool { false }
}
