//! What the process forbids itself before it holds a secret.

use anyhow::Context as _;

/// Forbids core dumps, for this process and for the ones it starts (the web view's), and keeps
/// other programs of the same user from reading its memory.
///
/// A build with the `drivable` feature may be looked into, since measuring its memory is what
/// such builds are for; its core dumps are forbidden all the same.
pub fn forbid_memory_dumps() -> anyhow::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};

        // One byte and not none: a limit of nought is passed over where a program takes the dumps
        // (core(5)), while the kernel breaks such a dump off at a limit of one. No file is written
        // at either.
        let none = Rlimit { current: Some(1), maximum: Some(1) };
        setrlimit(Resource::Core, none).context("core dumps could not be switched off")?;
        #[cfg(not(feature = "drivable"))]
        rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)
            .context("other programs could not be kept from reading this one's memory")?;
    }
    Ok(())
}

/// On a fault, says where it happened and nothing else: the words of a panic may quote a case.
pub fn report_faults_without_their_words() {
    std::panic::set_hook(Box::new(|fault| {
        let place = fault.location().map_or_else(
            || "an unknown place".to_owned(),
            |place| format!("{}:{}", place.file(), place.line()),
        );
        report(&place);
    }));
}

#[allow(clippy::print_stderr, reason = "a program may talk to its terminal")]
fn report(place: &str) {
    eprintln!("jiafang {}: a fault at {place}", env!("CARGO_PKG_VERSION"));
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn trust_38_a_fault_leaves_no_core_dump() {
        forbid_memory_dumps().unwrap();

        let limit = rustix::process::getrlimit(rustix::process::Resource::Core);

        assert_eq!((limit.current, limit.maximum), (Some(1), Some(1)));
    }
}
