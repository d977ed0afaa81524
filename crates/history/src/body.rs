//! Bodies as bytes: what a change says, in CBOR (RFC 8949, core deterministic encoding). One value has one
//! encoding. No floats: their text differs between programs, and no record needs them.

use ciborium::Value as Cbor;
use serde_json::{Map, Number, Value};

/// Longest encoded body, in bytes. Pictures and voice are attachments, not bodies.
pub const MAX_BODY_LEN: usize = 1024 * 1024;

/// Deepest nesting of lists and maps in a body.
pub const MAX_BODY_DEPTH: usize = 16;

/// The value cannot be a body, or the bytes are not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// Longer than [`MAX_BODY_LEN`].
    #[error("the body is too long")]
    TooLong,
    /// Nested deeper than [`MAX_BODY_DEPTH`].
    #[error("the body is nested too deeply")]
    TooDeep,
    /// A number that is not an integer of 64 bits.
    #[error("the body holds a number that is not an integer")]
    NotAnInteger,
    /// Something else than null, booleans, integers, texts, lists and maps from text.
    #[error("the body is malformed")]
    Malformed,
    /// A body, but not in its one canonical encoding; or bytes follow it.
    #[error("the body is not in canonical form")]
    NotCanonical,
}

/// The canonical bytes of a value.
///
/// # Errors
/// [`BodyError::NotAnInteger`], [`BodyError::TooDeep`] or [`BodyError::TooLong`].
pub fn encode_body(value: &Value) -> Result<Vec<u8>, BodyError> {
    let mut bytes = Vec::new();
    ciborium::into_writer(&to_cbor(value, 0)?, &mut bytes).map_err(|_| BodyError::Malformed)?;
    if bytes.len() > MAX_BODY_LEN {
        Err(BodyError::TooLong)
    } else {
        Ok(bytes)
    }
}

/// The value in these bytes.
///
/// # Errors
/// Anything but the canonical encoding of a bounded value.
pub fn decode_body(bytes: &[u8]) -> Result<Value, BodyError> {
    if bytes.len() > MAX_BODY_LEN {
        return Err(BodyError::TooLong);
    }
    // The reader counts scalars as a level, too; ours is the stricter bound and gives the exact error.
    let cbor: Cbor = ciborium::de::from_reader_with_recursion_limit(bytes, 4 * MAX_BODY_DEPTH)
        .map_err(|error| match error {
            ciborium::de::Error::RecursionLimitExceeded => BodyError::TooDeep,
            _ => BodyError::Malformed,
        })?;
    let value = from_cbor(cbor, 0)?;
    if encode_body(&value)? == bytes {
        Ok(value)
    } else {
        Err(BodyError::NotCanonical)
    }
}

fn deeper(depth: usize) -> Result<usize, BodyError> {
    if depth < MAX_BODY_DEPTH {
        Ok(depth + 1)
    } else {
        Err(BodyError::TooDeep)
    }
}

fn to_cbor(value: &Value, depth: usize) -> Result<Cbor, BodyError> {
    Ok(match value {
        Value::Null => Cbor::Null,
        Value::Bool(truth) => Cbor::Bool(*truth),
        Value::Number(number) => integer_to_cbor(number)?,
        Value::String(text) => Cbor::Text(text.clone()),
        Value::Array(items) => {
            let depth = deeper(depth)?;
            Cbor::Array(
                items
                    .iter()
                    .map(|item| to_cbor(item, depth))
                    .collect::<Result<_, _>>()?,
            )
        }
        Value::Object(map) => map_to_cbor(map, deeper(depth)?)?,
    })
}

fn integer_to_cbor(number: &Number) -> Result<Cbor, BodyError> {
    let unsigned = number.as_u64().map(Cbor::from);
    unsigned
        .or_else(|| number.as_i64().map(Cbor::from))
        .ok_or(BodyError::NotAnInteger)
}

/// Keys in the order of their encodings: shorter first, then by their bytes.
fn map_to_cbor(map: &Map<String, Value>, depth: usize) -> Result<Cbor, BodyError> {
    let mut sorted: Vec<_> = map.iter().collect();
    sorted.sort_unstable_by(|(a, _), (b, _)| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    let pairs = sorted
        .into_iter()
        .map(|(key, value)| Ok((key.as_str().into(), to_cbor(value, depth)?)));
    pairs.collect::<Result<_, _>>().map(Cbor::Map)
}

fn from_cbor(cbor: Cbor, depth: usize) -> Result<Value, BodyError> {
    match cbor {
        Cbor::Null => Ok(Value::Null),
        Cbor::Bool(truth) => Ok(Value::Bool(truth)),
        Cbor::Integer(integer) => integer_from_cbor(integer),
        Cbor::Float(_) => Err(BodyError::NotAnInteger),
        Cbor::Text(text) => Ok(Value::String(text)),
        Cbor::Array(items) => {
            let depth = deeper(depth)?;
            items
                .into_iter()
                .map(|item| from_cbor(item, depth))
                .collect::<Result<_, _>>()
                .map(Value::Array)
        }
        Cbor::Map(pairs) => map_from_cbor(pairs, deeper(depth)?),
        _ => Err(BodyError::Malformed),
    }
}

fn integer_from_cbor(integer: ciborium::value::Integer) -> Result<Value, BodyError> {
    let unsigned = u64::try_from(integer).map(Value::from);
    unsigned
        .or_else(|_| i64::try_from(integer).map(Value::from))
        .map_err(|_| BodyError::NotAnInteger)
}

/// A repeated key is lost here and found again when the value is encoded anew.
fn map_from_cbor(pairs: Vec<(Cbor, Cbor)>, depth: usize) -> Result<Value, BodyError> {
    let named = pairs.into_iter().map(|(key, value)| match key {
        Cbor::Text(key) => Ok((key, from_cbor(value, depth)?)),
        _ => Err(BodyError::Malformed),
    });
    named.collect::<Result<_, _>>().map(Value::Object)
}
