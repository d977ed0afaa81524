//! Bodies as bytes: what a change says, in CBOR (RFC 8949, core deterministic encoding). One value has one
//! encoding. No floats: their text differs between programs, and no record needs them.

use minicbor::data::Type;
use minicbor::decode::Error as CborError;
use minicbor::encode::Error as WriteError;
use minicbor::{Decoder, Encoder};
use serde_json::{Map, Value};
use std::convert::Infallible;

/// Longest encoded body, in bytes: the longest note that casework's limits allow, in the rarest characters.
/// Pictures and voice are attachments, not bodies.
pub const MAX_BODY_LEN: usize = 4 * 1024 * 1024;

/// Most values in a body, counting each list, map and what is in them: a short body must not unfold into
/// a large memory.
pub const MAX_BODY_ITEMS: usize = 65_536;

/// Deepest nesting of lists and maps in a body.
pub const MAX_BODY_DEPTH: usize = 16;

/// The value cannot be a body, or the bytes are not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// Longer than [`MAX_BODY_LEN`], or of more values than [`MAX_BODY_ITEMS`].
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

impl From<CborError> for BodyError {
    fn from(_: CborError) -> Self {
        Self::Malformed
    }
}

impl From<WriteError<Infallible>> for BodyError {
    fn from(_: WriteError<Infallible>) -> Self {
        Self::Malformed
    }
}

/// The canonical bytes of a value.
///
/// # Errors
/// [`BodyError::NotAnInteger`], [`BodyError::TooDeep`] or [`BodyError::TooLong`].
pub fn encode_body(value: &Value) -> Result<Vec<u8>, BodyError> {
    let mut bytes = Vec::new();
    write(value, &mut Encoder::new(&mut bytes), &mut Room::default())?;
    if bytes.len() > MAX_BODY_LEN { Err(BodyError::TooLong) } else { Ok(bytes) }
}

/// The value in these bytes.
///
/// # Errors
/// Anything but the canonical encoding of a bounded value.
pub fn decode_body(bytes: &[u8]) -> Result<Value, BodyError> {
    if bytes.len() > MAX_BODY_LEN {
        return Err(BodyError::TooLong);
    }
    let value = read(&mut Decoder::new(bytes), &mut Room::default())?;
    // Also finds keys out of order or repeated, long spellings of a length, and bytes that follow.
    if encode_body(&value)? == bytes { Ok(value) } else { Err(BodyError::NotCanonical) }
}

/// How much more a body may hold.
struct Room {
    items: usize,
    depth: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { items: MAX_BODY_ITEMS, depth: MAX_BODY_DEPTH }
    }
}

impl Room {
    fn take_item(&mut self) -> Result<(), BodyError> {
        self.items = self.items.checked_sub(1).ok_or(BodyError::TooLong)?;
        Ok(())
    }

    fn nested<T>(
        &mut self,
        inside: impl FnOnce(&mut Self) -> Result<T, BodyError>,
    ) -> Result<T, BodyError> {
        self.depth = self.depth.checked_sub(1).ok_or(BodyError::TooDeep)?;
        let done = inside(self)?;
        self.depth += 1;
        Ok(done)
    }
}

fn write(value: &Value, to: &mut Encoder<&mut Vec<u8>>, room: &mut Room) -> Result<(), BodyError> {
    room.take_item()?;
    match value {
        Value::Null => _ = to.null()?,
        Value::Bool(truth) => _ = to.bool(*truth)?,
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(unsigned), _) => _ = to.u64(unsigned)?,
            (None, Some(signed)) => _ = to.i64(signed)?,
            (None, None) => return Err(BodyError::NotAnInteger),
        },
        Value::String(text) => _ = to.str(text)?,
        Value::Array(items) => {
            to.array(items.len() as u64)?;
            room.nested(|room| items.iter().try_for_each(|item| write(item, to, room)))?;
        }
        Value::Object(map) => room.nested(|room| write_map(map, to, room))?,
    }
    Ok(())
}

/// Keys in the order of their encodings: shorter first, then by their bytes.
fn write_map(
    map: &Map<String, Value>,
    to: &mut Encoder<&mut Vec<u8>>,
    room: &mut Room,
) -> Result<(), BodyError> {
    let mut sorted: Vec<_> = map.iter().collect();
    sorted.sort_unstable_by_key(|(key, _)| (key.len(), key.as_str()));
    to.map(sorted.len() as u64)?;
    for (key, value) in sorted {
        to.str(key)?;
        write(value, to, room)?;
    }
    Ok(())
}

fn read(from: &mut Decoder<'_>, room: &mut Room) -> Result<Value, BodyError> {
    room.take_item()?;
    Ok(match from.datatype()? {
        Type::Null => {
            from.null()?;
            Value::Null
        }
        Type::Bool => from.bool()?.into(),
        Type::U8 | Type::U16 | Type::U32 | Type::U64 => from.u64()?.into(),
        Type::I8 | Type::I16 | Type::I32 | Type::I64 => from.i64()?.into(),
        Type::Int | Type::F16 | Type::F32 | Type::F64 => return Err(BodyError::NotAnInteger),
        Type::String => from.str()?.into(),
        Type::Array => {
            let count = from.array()?.ok_or(BodyError::Malformed)?;
            Value::Array(room.nested(|room| (0..count).map(|_| read(from, room)).collect())?)
        }
        Type::Map => {
            let count = from.map()?.ok_or(BodyError::Malformed)?;
            let mut pair = |room: &mut Room| Ok((from.str()?.to_owned(), read(from, room)?));
            Value::Object(room.nested(|room| (0..count).map(|_| pair(room)).collect())?)
        }
        _ => return Err(BodyError::Malformed),
    })
}
