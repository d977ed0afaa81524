//! A laptop whose power is cut while pages come.

use crate::laptop::{Laptop, PASSPHRASE, cheap, now, passphrase, rules};
use crate::post::Person;
use crate::scene;
use protocol::api::ChangesPage;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use vault::{Opener, Source, Vault};

#[test]
fn trust_28_after_kill_9_the_cursor_stands_where_the_data_ends() {
    let mut scene = scene();
    scene.post.changes_up(&mut scene.worker);
    let Person { vault, laptop } = scene.supervisor;
    let person = vault.identity().person;
    vault.close().unwrap();
    let pages = laptop.beside("pages");
    std::fs::create_dir(&pages).unwrap();
    for after in 0..scene.post.changes.len() as u64 {
        let page = protocol::Wire::to_bytes(&scene.post.page(person, after, 1));
        std::fs::write(pages.join(format!("{after:04}")), page).unwrap();
    }
    for round in 0..8 {
        let mut child = start(&laptop, &pages);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let taken = lines.by_ref().filter_map(|line| number_in(&line)).nth(round % 3);
        child.kill().unwrap();
        child.wait().unwrap();
        let last = lines.filter_map(|line| number_in(&line)).last().or(taken);
        let vault = laptop.unlock().unwrap();
        let state = vault.sync_state().unwrap();
        let here: u64 = vault.heads().unwrap().first().map_or(0, |head| head.seq);
        assert_eq!(state.pulled, here, "each page held the next change of one author");
        assert!(last.is_none_or(|last| state.pulled >= last), "what was said was so");
        vault.close().unwrap();
    }
    let mut vault = laptop.unlock().unwrap();
    scene.post.changes_down(&mut vault, 100);
    assert_eq!(vault.heads().unwrap()[0].seq, scene.post.changes.len() as u64);
    assert!(vault.verify().unwrap().views_match);
}

fn start(laptop: &Laptop, pages: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "kill::child_receives_until_killed", "--nocapture"])
        .env("VAULT_OF_PARENT", laptop.folder())
        .env("PAGES", pages)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn number_in(line: &str) -> Option<u64> {
    line.strip_prefix("pulled ")?.parse().ok()
}

#[test]
#[ignore = "run, and killed, by after_kill_9_the_cursor_stands_where_the_data_ends"]
fn child_receives_until_killed() {
    let folder = std::env::var_os("VAULT_OF_PARENT").unwrap();
    let pages = std::env::var_os("PAGES").unwrap();
    let typed = passphrase(PASSPHRASE);
    let opener = Opener::Passphrase(&typed);
    let mut vault = Vault::unlock(folder.as_ref(), opener, cheap(), rules(), now()).unwrap();
    loop {
        let after = vault.sync_state().unwrap().pulled;
        let path = Path::new(&pages).join(format!("{after:04}"));
        let Ok(bytes) = std::fs::read(path) else { break };
        let page = <ChangesPage as protocol::Wire>::from_bytes(&bytes).unwrap();
        vault.receive(&page.items, page.next, Source::Station).unwrap();
        let mut out = std::io::stdout();
        writeln!(out, "\npulled {}", page.next).unwrap();
        out.flush().unwrap();
    }
}
