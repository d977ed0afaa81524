//! Words of a case are nowhere on the disk in clear.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;

use casework::id::VisitId;
use laptop::{Laptop, addendum, attachment, case_of, client, form, note, now};
use std::ops::ControlFlow;
use std::path::PathBuf;
use vault::{DraftContent, Vault, make_id};

/// Each stands in another kind of place.
const PLANTED: [&str; 10] = [
    "蜻蜓名字",
    "蜻蜓地址",
    "蜻蜓缘由",
    "蜻蜓观察",
    "蜻蜓草稿",
    "蜻蜓补记",
    "蜻蜓照片",
    "蜻蜓说明",
    "dragonfly-attachment-bytes",
    "蜻蜓表格",
];

fn plant(vault: &mut Vault) {
    let client_id = casework::id::ClientId(make_id(now()));
    let case_id = casework::id::CaseId(make_id(now()));
    let mut client = client();
    client.name = PLANTED[0].into();
    client.address = PLANTED[1].into();
    let mut case = case_of(client_id);
    case.reason = PLANTED[2].into();
    let mut photo = attachment(&vault.attachments().put(PLANTED[8].as_bytes()).unwrap());
    photo.name = PLANTED[6].into();
    photo.caption = PLANTED[7].into();
    let mut signed = form(&PLANTED[3].repeat(2_000));
    signed.attachments.push(photo);
    let note = note(vault, case_id, client_id, signed);
    let addendum = addendum(vault, PLANTED[5]);
    let (visit, draft) = (VisitId(make_id(now())), VisitId(make_id(now())));
    vault
        .write(now(), |tx| {
            tx.edit(client_id.into(), client_id.into(), &[], &client)?;
            tx.edit(case_id.into(), case_id.into(), &[], &case)?;
            tx.sign_note(visit, &note)?;
            tx.sign_addendum(visit, &addendum)?;
            tx.save_form(PLANTED[9], PLANTED[9])?;
            let content = DraftContent::Visit(Box::new(form(&PLANTED[4].repeat(2_000))));
            tx.save_draft(draft, case_id, client_id, content)
        })
        .unwrap();
}

/// The files in which a planted word stands, in any of the encodings a program may write it in.
fn found_in(files: &[(PathBuf, Vec<u8>)]) -> Vec<(PathBuf, &'static str)> {
    let mut found = Vec::new();
    for word in PLANTED {
        let utf16: Vec<u16> = word.encode_utf16().collect();
        let spellings = [
            word.as_bytes().to_vec(),
            utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
            utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        ];
        for (path, bytes) in files {
            let holds =
                |spelling: &Vec<u8>| bytes.windows(spelling.len()).any(|part| part == spelling);
            if spellings.iter().any(holds) || path.to_string_lossy().contains(word) {
                found.push((path.clone(), word));
            }
        }
    }
    found
}

#[test]
fn trust_38_planted_words_are_nowhere_in_clear() {
    let (laptop, mut vault) = Laptop::new();
    plant(&mut vault);
    let mut upload = vault.attachments().begin().unwrap();
    upload.push(&PLANTED[8].as_bytes().repeat(50_000)).unwrap();
    let all = |laptop: &Laptop| {
        let files: Vec<_> = laptop.bytes().into_iter().collect();
        assert_eq!(found_in(&files), []);
        let has = |name: &str| files.iter().any(|(path, _)| path.to_string_lossy().contains(name));
        ["vault.db-wal", "vault.db-shm", "incoming/", "attachments/", "set-aside-"].map(has)
    };
    assert_eq!(all(&laptop), [true, true, true, true, false], "open");
    let backup = laptop.beside("copy.jiafang");
    vault.backup(&backup, now(), &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(found_in(&[(backup.clone(), std::fs::read(&backup).unwrap())]), []);
    drop(upload);
    vault.close().unwrap();
    assert_eq!(all(&laptop), [false, false, false, true, false], "closed");
    let go_on = &mut |_| ControlFlow::Continue(());
    Vault::restore(&backup, &laptop.folder(), laptop::cheap(), now(), go_on).unwrap();
    assert_eq!(all(&laptop), [false, false, false, true, true], "restored");
}

#[test]
fn the_search_for_planted_words_can_fail() {
    let word = PLANTED[0];
    let utf16: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let clear =
        [("a".into(), word.as_bytes().to_vec()), ("b".into(), utf16), ("c".into(), vec![0; 99])];
    assert_eq!(found_in(&clear), [("a".into(), word), ("b".into(), word)]);
}
