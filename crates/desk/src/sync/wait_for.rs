//! A file that is shown in the list and has not come yet.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::id::CaseId;

impl Desk {
    /// Has the files of a case come before all others, where snapshots show them. Answers why the case cannot be shown now.
    ///
    /// # Errors
    /// [`Code::Locked`].
    pub(crate) fn wait_for(&self, case: CaseId) -> Result<Failure, Failure> {
        let files = self.open(|vault| Ok(vault.unchecked_files(case)?))?;
        if files.is_empty() {
            return Ok(Code::NotFound.into());
        }
        self.sync.put_first(files);
        self.sync.wake();
        Ok(Code::StillComing.into())
    }
}
