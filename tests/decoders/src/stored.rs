//! What lies in files that a person may have from somewhere else.

pub(crate) fn backup(bytes: &[u8]) {
    // The names and lengths of what was unpacked: that it fits the bytes is the container's affair.
    if let Ok(unpacked) = vault::testing::unpack_backup(bytes) {
        let length: u64 = unpacked.iter().map(|(_, length)| length).sum();
        assert!(length < bytes.len() as u64, "no more than there was");
    }
}
