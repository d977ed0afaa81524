//! Answers: CBOR, and refusals from the closed list. No text, and nothing of what was sent.

use std::sync::Arc;

use axum::http::header::{CONNECTION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use protocol::Wire;
use protocol::api::{CONTENT_TYPE as CBOR, RefusalCode, Refused};

use crate::station::Station;

/// A refusal on its way out.
#[derive(Clone, Copy, Debug)]
pub struct Refusal(pub(super) Refused);

impl From<RefusalCode> for Refusal {
    fn from(code: RefusalCode) -> Self {
        Self(code.into())
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Self(refused)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Refused { code, detail } = self.0;
        let status = StatusCode::from_u16(code.status());
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, [(CONTENT_TYPE, CBOR)], self.0.to_bytes()).into_response();
        if let (RefusalCode::SlowDown, Some(seconds)) = (code, detail) {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if matches!(code, RefusalCode::TooLarge | RefusalCode::SlowDown) {
            // What is left of the body is not read to its end.
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

/// An answer in CBOR.
pub(super) struct Cbor<T>(pub(super) T);

impl<T: Wire> IntoResponse for Cbor<T> {
    fn into_response(self) -> Response {
        ([(CONTENT_TYPE, CBOR)], self.0.to_bytes()).into_response()
    }
}

/// What a handler gives.
pub(super) type Answer<T> = Result<Cbor<T>, Refusal>;

/// Asks the station where asking may block.
pub(super) async fn ask<T: Send + 'static>(
    station: &Arc<Station>,
    question: impl FnOnce(&Station) -> Result<T, Refused> + Send + 'static,
) -> Result<T, Refusal> {
    let station = Arc::clone(station);
    let asked = tokio::task::spawn_blocking(move || question(&station)).await;
    asked.map_err(|_| RefusalCode::Failed)?.map_err(Refusal)
}
