//! Sealed files at the station in memory.

use protocol::api::{RefusalCode, Refused};
use protocol::{Hash, change_id};
use sync::Response;

use super::station::Station;

impl Station {
    pub fn patch(
        &mut self,
        hash: Hash,
        offset: u64,
        total: u64,
        bytes: &[u8],
    ) -> Result<Response, Refused> {
        let kept = self.disk.blobs.entry(hash).or_default();
        if offset != kept.len() as u64 {
            let detail = Some(kept.len() as u64);
            return Err(Refused { code: RefusalCode::WrongOffset, detail });
        }
        kept.extend_from_slice(bytes);
        let have = kept.len() as u64;
        if have == total {
            if change_id(kept) != hash {
                self.disk.blobs.remove(&hash);
                return Err(RefusalCode::WrongHash.into());
            }
            self.disk.whole.insert(hash, true);
        }
        Ok(Response::BlobHas { have })
    }

    pub fn blob(&self, hash: Hash, offset: u64, max: usize) -> Result<Response, Refused> {
        let whole = self.disk.whole.contains_key(&hash);
        let kept = self.disk.blobs.get(&hash).filter(|_| whole).ok_or(RefusalCode::NotFound)?;
        let from = (offset as usize).min(kept.len());
        let bytes = kept[from..].iter().take(max.min(700)).copied().collect();
        Ok(Response::Blob { total: kept.len() as u64, bytes })
    }
}
