//! Which room may know which: protocol ← casework ← history ← vault ← desk ← jiafang; protocol ← sync ← desk;
//! protocol ← sealing ← vault; casework ← paper ← desk; station → protocol and nothing else: the server
//! cannot even be compiled with a key.

use cargo_metadata::{DependencyKind, MetadataCommand, Package};

use super::tree::Tree;

/// Each room, and all that it may be built on.
const ROOMS: &[(&str, &[&str])] = &[
    ("protocol", &[]),
    ("station", &["protocol"]),
    ("casework", &["protocol"]),
    ("sealing", &["protocol"]),
    ("history", &["protocol", "casework"]),
    ("vault", &["protocol", "casework", "history", "sealing"]),
    ("sync", &["protocol"]),
    ("paper", &["casework"]),
    ("desk", &["protocol", "casework", "history", "sealing", "vault", "sync", "paper"]),
    ("jiafang", &["desk"]),
];

/// Rooms that stand outside: they may know every other, and no room may be built on them.
const OUTSIDE: &[&str] =
    &["testkit", "journeys", "shell", "bench", "decoders", "bare-window", "xtask"];

/// Outside the rooms, a few may be built on each other.
const OUTSIDE_MAY: &[(&str, &str)] =
    &[("journeys", "testkit"), ("shell", "testkit"), ("bench", "testkit"), ("bench", "shell")];

/// Libraries that belong to some rooms alone, by the beginning of their names.
const KEPT_IN: &[(&str, &[&str])] = &[
    ("tauri", &["jiafang", "bare-window"]),
    ("gio", &["jiafang"]),
    ("webkit2gtk", &["jiafang"]),
    ("rusqlite", &["vault", "station", "bench"]),
    ("tokio-postgres", &["station"]),
    ("deadpool-postgres", &["station"]),
    ("object_store", &["station"]),
    ("printpdf", &["paper", "bench"]),
    ("reqwest", &["sync", "station"]), // a station speaks it to its bucket alone
];

/// Dependencies that point the wrong way.
pub fn complaints(tree: &Tree) -> anyhow::Result<Vec<String>> {
    let metadata = MetadataCommand::new()
        .current_dir(&tree.root)
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()?;
    let edges = metadata.packages.iter().flat_map(edges);
    Ok(edges.filter_map(|(from, to, for_tests)| objection(&from, &to, for_tests)).collect())
}

fn edges(package: &Package) -> impl Iterator<Item = (String, String, bool)> {
    package.dependencies.iter().map(|dependency| {
        (
            package.name.to_string(),
            dependency.name.clone(),
            dependency.kind == DependencyKind::Development,
        )
    })
}

/// Why `from` must not be built on `to`, if so.
fn objection(from: &str, to: &str, for_tests: bool) -> Option<String> {
    if let Some((_, rooms)) = KEPT_IN.iter().find(|(library, _)| to.starts_with(library))
        && !rooms.contains(&from)
    {
        return Some(format!("{from} → {to}: only {} may", rooms.join(", ")));
    }
    let to_room = ROOMS.iter().any(|(room, _)| *room == to);
    let to_outside = OUTSIDE.contains(&to);
    if !to_room && !to_outside {
        return None;
    }
    let allowed = match ROOMS.iter().find(|(room, _)| *room == from) {
        Some((_, below)) => below.contains(&to) || (for_tests && to == "testkit"),
        None if !OUTSIDE.contains(&from) => {
            return Some(format!("{from} has no place in the direction of the house"));
        }
        None => to_room || OUTSIDE_MAY.contains(&(from, to)),
    };
    (!allowed).then(|| format!("{from} → {to}: that points the wrong way"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_down_is_free() {
        assert_eq!(objection("desk", "vault", false), None);
        assert_eq!(objection("jiafang", "desk", false), None);
        assert_eq!(objection("desk", "testkit", true), None);
        assert_eq!(objection("casework", "serde", false), None);
    }

    #[test]
    fn the_way_up_is_closed() {
        for (from, to) in [
            ("casework", "history"),
            ("paper", "vault"),
            ("sealing", "casework"),
            ("protocol", "sealing"),
            ("protocol", "casework"),
            ("station", "sealing"),
            ("station", "casework"),
            ("vault", "sync"),
            ("sync", "desk"),
            ("sync", "station"),
            ("desk", "station"),
            ("jiafang", "vault"),
            ("desk", "jiafang"),
        ] {
            assert!(objection(from, to, false).is_some(), "{from} → {to}");
        }
        assert!(objection("desk", "testkit", false).is_some());
    }

    #[test]
    fn some_libraries_stay_in_their_rooms() {
        assert!(objection("desk", "rusqlite", false).is_some());
        assert!(objection("desk", "tauri-plugin-dialog", false).is_some());
        assert!(objection("desk", "reqwest", false).is_some());
        assert_eq!(objection("vault", "rusqlite", false), None);
        assert_eq!(objection("jiafang", "tauri-build", false), None);
    }

    #[test]
    fn a_new_room_must_be_given_its_place() {
        assert!(objection("attic", "casework", false).is_some());
    }
}
