//! The station's interface over HTTP. `operations` is the list of all of it: the router and the description are both
//! made from that list.

mod answers;
mod attach;
mod body;
mod changes;
mod describe;
mod directory;
mod enter;
mod events;
mod figures;
mod health;
mod invite;
mod leave;
mod operations;
mod query;
mod room;
mod who;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use protocol::api::RefusalCode;

use crate::station::Station;
use answers::Refusal;

pub use operations::{Access, OPERATIONS, Operation};

/// The interface of a station.
pub fn router(station: Arc<Station>) -> Router {
    let router = OPERATIONS.iter().fold(Router::new(), |router, operation| {
        router.route(operation.path, (operation.handler)())
    });
    router
        .fallback(async || Refusal::from(RefusalCode::NotFound))
        .method_not_allowed_fallback(async || Refusal::from(RefusalCode::NotFound))
        .layer(middleware::from_fn_with_state(Arc::clone(&station), around))
        .with_state(station)
}

/// Around every answer: it is counted, and nobody on the way keeps or reinterprets it.
async fn around(State(station): State<Arc<Station>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await.into_response();
    station.counters.answered(response.status().as_u16());
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
