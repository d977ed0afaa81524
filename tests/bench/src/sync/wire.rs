//! Bytes on the wire for a note.

use protocol::Wire as _;
use protocol::api::Push;
use rusqlite::Connection;
use testkit::TestStation;

use super::laptop::Written;
use crate::figure::{Figure, Target};

/// What a note takes in a batch, by the notes that lie at a station: each is kept as it came.
///
/// # Errors
/// When the station's database cannot be read.
pub fn measure(station: &TestStation, of: Written) -> anyhow::Result<Figure> {
    let db = Connection::open(station.home().database())?;
    let sql = "SELECT c.generation, b.header, b.signature, b.sealed FROM changes c JOIN bodies b USING (n)
         ORDER BY c.n DESC LIMIT 100";
    let mut statement = db.prepare(sql)?;
    let changes = statement.query_map([], |row| {
        Ok(protocol::SealedChange {
            generation: row.get(0)?,
            header: row.get(1)?,
            signature: protocol::Signature(row.get(2)?),
            sealed: row.get(3)?,
        })
    })?;
    let changes = changes.collect::<Result<Vec<_>, _>>()?;
    let count = changes.len() as f64;
    let bytes = Push { changes }.to_bytes().len() as f64 / count;
    // What stands around a body does not grow with it.
    let around = bytes - of.body as f64;
    Ok(Figure::new(
        "bytes on the wire for a note of 1 kB",
        ((1000.0 + around) / 1000.0, 1.0, "kB"),
        format!(
            "the note itself; {:.0} bytes stand around each, with its header, signature and seal",
            around
        ),
        Target::AtMost(1.6),
    ))
}
