//! Lockboxes for the members of a file: the file's key, or for who audits it the key of its accesses.

use protocol::directory::Access;
use protocol::lockbox::{self, FileBox};
use sealing::FileKey;

/// A box for a member with this access; nothing where nothing can be sealed to her key.
pub(super) fn locked(key: &FileKey, about: &FileBox, access: Access) -> Option<Vec<u8>> {
    match access {
        Access::Audit => {
            let audit = key.derive_audit_key();
            sealing::lock_audit_key(&audit, &about.user_key, &lockbox::audit_info(about)).ok()
        }
        Access::Read | Access::Write => {
            sealing::lock_file_key(key, &about.user_key, &lockbox::info(about)).ok()
        }
    }
}
