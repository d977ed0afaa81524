//! The TypeScript types of the commands are what Rust says. `UPDATE_TYPES=1 cargo test -p desk --test
//! types` writes them anew; otherwise a difference fails.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use ::desk::failure::Failure;
use ::desk::host::Event;
use ::desk::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use ts_rs::{Config, TS, TypeVisitor};

struct Collect<'a> {
    cfg: &'a Config,
    types: &'a mut BTreeMap<String, String>,
}

impl TypeVisitor for Collect<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let known = self.types.contains_key(&T::ident(self.cfg));
        if T::output_path().is_some() && !known {
            let text = format!("{}export {}\n", T::docs().unwrap_or_default(), T::decl(self.cfg));
            self.types.insert(T::ident(self.cfg), text);
        }
        if !known {
            T::visit_dependencies(self);
            T::visit_generics(self);
        }
    }
}

fn typescript() -> String {
    let cfg = Config::new().with_large_int("number");
    let mut types = BTreeMap::new();
    let (mut values, mut bytes) = (String::new(), String::new());
    let mut collect = Collect { cfg: &cfg, types: &mut types };
    collect.visit::<Failure>();
    collect.visit::<Event>();
    macro_rules! value_commands {
        ($($name:ident => $noun:ident :: $verb:ident,)+) => {$(
            collect.visit::<$noun::$verb::Request>();
            collect.visit::<$noun::$verb::Response>();
            let request = <$noun::$verb::Request as TS>::name(&cfg);
            let response = <$noun::$verb::Response as TS>::name(&cfg);
            let name = stringify!($name);
            writeln!(values, "  {name}: {{ request: {request}; response: {response} }};").unwrap();
        )+};
    }
    for_each_command!(value_commands);
    macro_rules! bytes_commands {
        ($($name:ident => $noun:ident :: $verb:ident,)+) => {$(
            collect.visit::<$noun::$verb::Request>();
            let request = <$noun::$verb::Request as TS>::name(&cfg);
            writeln!(bytes, "  {}: {request};", stringify!($name)).unwrap();
        )+};
    }
    for_each_bytes_command!(bytes_commands);
    let mut out = String::from(
        "// Written from the Rust types by `cargo test -p desk --test types`; not by hand.\n\n",
    );
    for text in types.values() {
        out.push_str(text);
        out.push('\n');
    }
    write!(
        out,
        "/** Commands that answer with a value. */\nexport interface Commands {{\n{values}}}\n\n"
    )
    .unwrap();
    write!(
        out,
        "/** Commands that answer with bytes. */\nexport interface BytesCommands {{\n{bytes}}}\n"
    )
    .unwrap();
    out
}

#[test]
fn the_screens_types_are_these() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/ipc/generated/types.ts");
    let fresh = typescript();
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &fresh).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == fresh, "run with UPDATE_TYPES=1 and commit {}", path.display());
}
