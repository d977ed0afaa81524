//! The settings file `settings.json` in the data folder. It holds nothing of a case; a file that cannot
//! be read gives the defaults, because a broken file must not keep a worker from her vault.

use super::view::{Language, Settings, Theme};
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// Name of the file.
pub const NAME: &str = "settings.json";

impl Default for Settings {
    fn default() -> Self {
        Self { language: Language::Zh, text_percent: 100, theme: Theme::System, idle_minutes: 5 }
    }
}

impl Settings {
    /// The settings with every number inside its bounds.
    #[must_use]
    pub fn bounded(self) -> Self {
        Self {
            text_percent: self.text_percent.clamp(100, 150),
            idle_minutes: self.idle_minutes.clamp(1, 60),
            ..self
        }
    }
}

/// Reads the settings in a folder.
#[must_use]
pub fn load(folder: &Path) -> Settings {
    fs::read(folder.join(NAME))
        .ok()
        .and_then(|bytes| serde_json::from_slice::<Settings>(&bytes).ok())
        .unwrap_or_default()
        .bounded()
}

/// Writes the settings: whole, or not at all.
///
/// # Errors
/// Those of the disk.
pub fn save(folder: &Path, settings: &Settings) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let fresh = folder.join("settings.json.new");
    let mut file = fs::File::create(&fresh)?;
    file.write_all(&serde_json::to_vec_pretty(settings)?)?;
    file.sync_all()?;
    fs::rename(fresh, folder.join(NAME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            language: Language::En,
            text_percent: 150,
            theme: Theme::Dark,
            idle_minutes: 10,
        };
        save(folder.path(), &settings).unwrap();
        assert_eq!(load(folder.path()), settings);
    }

    #[test]
    fn a_missing_or_broken_file_gives_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(load(folder.path()), Settings::default());
        fs::write(folder.path().join(NAME), "{\"language\":").unwrap();
        assert_eq!(load(folder.path()), Settings::default());
    }

    #[test]
    fn numbers_out_of_bounds_are_drawn_in() {
        let folder = tempfile::tempdir().unwrap();
        let wild = Settings { text_percent: 9000, idle_minutes: 0, ..Settings::default() };
        save(folder.path(), &wild).unwrap();
        let settings = load(folder.path());
        assert_eq!((settings.text_percent, settings.idle_minutes), (150, 1));
    }
}
