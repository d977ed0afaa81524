//! `GET /openapi.json`: the interface described, made from the list that the router is made from.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use protocol::api::{CONTENT_TYPE as CBOR, header};
use serde_json::{Map, Value, json};

use super::operations::{Access, OPERATIONS, Operation};
use super::who::Stranger;

pub(super) async fn openapi(_: Stranger) -> Response {
    ([(CONTENT_TYPE, "application/json")], description().to_string()).into_response()
}

/// The description, as OpenAPI 3.1. Bodies in CBOR are named by their types, whose layout is in `FORMAT.md`.
fn description() -> Value {
    let mut paths = Map::new();
    for operation in OPERATIONS {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method] = described(operation);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Jiafang station",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "paths": paths,
        "components": {
            "securitySchemes": {
                "session": { "type": "http", "scheme": "bearer" },
                "invitation": {
                    "type": "apiKey", "in": "header", "name": "authorization",
                    "description": "“Invitation ” and the lookup of a waiting invitation",
                },
            },
            "schemas": schemas(),
            "responses": { "Refused": {
                "description": "Refused, with a code from a closed list",
                "content": content("Refused"),
            } },
        },
    })
}

fn described(operation: &Operation) -> Value {
    let mut about = json!({
        "summary": operation.summary,
        "parameters": parameters(operation),
        "security": match operation.access {
            Access::Open => json!([]),
            Access::Session => json!([{ "session": [] }]),
            Access::SessionOrInvitation => json!([{ "session": [] }, { "invitation": [] }]),
        },
        "responses": { "default": { "$ref": "#/components/responses/Refused" } },
    });
    if let Some(takes) = operation.takes {
        about["requestBody"] = json!({ "required": true, "content": content(takes) });
    }
    let (status, answer) = match (operation.gives, operation.method) {
        (Some(gives), _) => ("200", json!({ "description": gives, "content": content(gives) })),
        (None, "head") => ("200", json!({ "description": "In headers" })),
        (None, _) => ("204", json!({ "description": "Done" })),
    };
    about["responses"][status] = answer;
    about
}

fn parameters(operation: &Operation) -> Value {
    let in_path = operation.path.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    let in_path = in_path.map(|(name, _)| {
        json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
    });
    let number = json!({ "type": "integer", "minimum": 0 });
    let in_query =
        operation.query.iter().map(|name| json!({ "name": name, "in": "query", "schema": number }));
    let headers: &[&str] = match operation.method {
        "patch" => &[header::OFFSET, header::LENGTH],
        _ => &[],
    };
    let in_header = headers
        .iter()
        .map(|name| json!({ "name": name, "in": "header", "required": true, "schema": number }));
    in_path.chain(in_query).chain(in_header).collect()
}

fn content(what: &str) -> Value {
    if what.contains('/') {
        return json!({ what: {} });
    }
    json!({ CBOR: { "schema": { "$ref": format!("#/components/schemas/{what}") } } })
}

fn schemas() -> Value {
    let named = OPERATIONS.iter().flat_map(|operation| [operation.takes, operation.gives]);
    let named = named.flatten().filter(|name| !name.contains('/')).chain(["Refused"]);
    let schemas = named.map(|name| {
        let about = format!("CBOR; its layout is in FORMAT.md under {name}");
        (name.to_owned(), json!({ "description": about }))
    });
    Value::Object(schemas.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_of_the_protocol_is_served_and_described() {
        use protocol::api::path;
        let described = description();
        let all = [
            (path::HELLO, "get"),
            (path::FOUND, "post"),
            (path::JOIN, "post"),
            (path::SESSION_BEGIN, "post"),
            (path::SESSION, "post"),
            (path::DIRECTORY, "get"),
            (path::DIRECTORY, "post"),
            (path::CHANGES, "get"),
            (path::CHANGES, "post"),
            (path::HEADS, "get"),
            (path::EVENTS, "get"),
        ];
        let below = [
            (path::INVITATIONS, "/{lookup}", "get"),
            (path::INVITATIONS, "/{lookup}", "put"),
            (path::FILES, "/{file}/changes", "get"),
            (path::BLOBS, "/{sha256}", "head"),
            (path::BLOBS, "/{sha256}", "patch"),
            (path::BLOBS, "/{sha256}", "get"),
        ];
        for (path, method) in all {
            assert!(described["paths"][path][method].is_object(), "{method} {path}");
        }
        for (path, rest, method) in below {
            let path = format!("{path}{rest}");
            assert!(described["paths"][path.as_str()][method].is_object(), "{method} {path}");
        }
        let operations = described["paths"].as_object().unwrap().values();
        let count: usize = operations.map(|path| path.as_object().unwrap().len()).sum();
        assert_eq!(count, OPERATIONS.len());
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let described = description();
        let text = described.to_string();
        for reference in text.split("\"$ref\":\"#").skip(1) {
            let pointer = reference.split('"').next().unwrap();
            assert!(described.pointer(pointer).is_some(), "{pointer}");
        }
    }
}
