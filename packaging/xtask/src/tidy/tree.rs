//! The files of the project: those that are, or would be, under version control.

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;

use crate::command::{answer, program};
use crate::root::root;

/// A root folder and the files below it, named from the root with `/`.
#[derive(Debug, Clone)]
pub struct Tree {
    /// The root.
    pub root: PathBuf,
    /// The files, in order.
    pub files: Vec<String>,
}

impl Tree {
    /// This project's files.
    pub fn of_the_project() -> anyhow::Result<Self> {
        let listed = answer(program("git").args([
            "-c",
            "core.quotepath=off",
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
        ]))
        .context("git lists the project's files; this is no clone of it")?;
        let root = root();
        let mut files: Vec<String> =
            listed.lines().filter(|file| root.join(file).is_file()).map(str::to_owned).collect();
        files.sort();
        files.dedup();
        Ok(Self { root, files })
    }

    /// The files whose names end in one of these.
    pub fn ending<'a>(&'a self, endings: &'a [&str]) -> impl Iterator<Item = &'a str> {
        self.files
            .iter()
            .map(String::as_str)
            .filter(|file| endings.iter().any(|ending| file.ends_with(ending)))
    }

    /// The text of a file; none if it is not text.
    pub fn text(&self, file: &str) -> anyhow::Result<Option<String>> {
        let bytes =
            fs::read(self.root.join(file)).with_context(|| format!("{file} is unreadable"))?;
        Ok(String::from_utf8(bytes).ok())
    }

    /// A small tree for tests.
    #[cfg(test)]
    pub fn planted(files: &[(&str, &str)]) -> (tempfile::TempDir, Self) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let tree = Self {
            root: folder.path().to_owned(),
            files: files.iter().map(|(name, _)| (*name).to_owned()).collect(),
        };
        (folder, tree)
    }
}
