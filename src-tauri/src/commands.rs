//! The three commands the screens may call. All of them go to the desk, on a thread that is
//! allowed to wait: the window keeps painting while a vault unlocks.

use std::sync::Arc;

use desk::Desk;
use desk::failure::{Code, Failure};
use serde_json::Value;
use tauri::State;
use tauri::ipc::{InvokeBody, Request, Response};

/// The header that says which upload a chunk belongs to.
const UPLOAD: &str = "upload";

/// Runs one named use case. The names and the shapes of request and answer are the desk's list.
#[tauri::command]
pub async fn call(
    desk: State<'_, Arc<Desk>>,
    name: String,
    request: Value,
) -> Result<Value, Failure> {
    let desk = Arc::clone(&desk);
    waiting(move || desk.call(&name, request)).await
}

/// Takes the next bytes of an upload that the desk has begun: the body, raw, with the upload's id
/// in the header.
#[tauri::command]
pub async fn upload_chunk(desk: State<'_, Arc<Desk>>, request: Request<'_>) -> Result<(), Failure> {
    let upload = request
        .headers()
        .get(UPLOAD)
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let chunk = match request.body() {
        InvokeBody::Raw(bytes) => bytes.clone(),
        // A body that is not raw bytes belongs to no upload; the desk answers for the empty one.
        InvokeBody::Json(_) => Vec::new(),
    };
    let desk = Arc::clone(&desk);
    waiting(move || desk.upload_chunk(&upload, &chunk)).await
}

/// Answers with bytes: a picture, a page to print.
#[tauri::command]
pub async fn fetch_bytes(
    desk: State<'_, Arc<Desk>>,
    name: String,
    request: Value,
) -> Result<Response, Failure> {
    let desk = Arc::clone(&desk);
    waiting(move || desk.fetch_bytes(&name, request)).await.map(Response::new)
}

/// Runs desk work where it may block. A fault in it is answered like any other failure; the vault
/// itself is safe, as its transaction was not committed.
async fn waiting<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tauri::async_runtime::spawn_blocking(work).await.unwrap_or_else(|_| Err(Code::Internal.into()))
}
