//! A manager opens a case that is not hers, its worker is told and takes note, and an auditor reads who looked. The
//! screens of the station on the way, and what is saved to a stick.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use fantoccini::key::Key;
use shell::{Laptop, Target, Window, Words, Worker};
use testkit::{TEAM_PASSPHRASE, Team, TestStation};

/// The number of the case file that is shown.
const NUMBER: &str = "return document.querySelector('main').innerText.match(/\\d{4}-\\d{3}/)[0]";

/// A station, and a window for each of those who tell the story.
struct Room {
    words: Words,
    language: &'static str,
    station: Option<TestStation>,
    laptops: [Laptop; 3],
    manager: Window,
    worker: Window,
    auditor: Window,
    _folder: tempfile::TempDir,
}

impl Drop for Room {
    fn drop(&mut self) {
        // It has a runtime of its own, which must not end inside this one.
        tokio::task::block_in_place(|| self.station = None);
    }
}

impl Room {
    async fn sit_down(words: Words, language: &'static str) -> Self {
        let folder = Laptop::place("room-").unwrap();
        let at = folder.path().to_owned();
        let station = tokio::task::block_in_place(|| {
            let team = Team::gather(&at).unwrap();
            team.joins(&at.join("auditor"), "何立秋", "auditor").unwrap();
            team.station
        });
        let furnished = |who: &str| Laptop::furnished(&folder.path().join(who)).unwrap();
        let laptops = ["manager", "worker", "auditor"].map(furnished);
        let manager = laptops[0].open().await.unwrap();
        let worker = laptops[1].open().await.unwrap();
        let auditor = laptops[2].open().await.unwrap();
        let zh = Words::zh().unwrap();
        for window in [&manager, &worker, &auditor] {
            window.resize(1280, 720).await.unwrap();
            let who = Worker::at(window, &zh);
            who.unlocks(TEAM_PASSPHRASE).await.unwrap();
            if language == "en" {
                who.sets_look(&["English"]).await.unwrap();
            }
        }
        let station = Some(station);
        Self { words, language, station, laptops, manager, worker, auditor, _folder: folder }
    }

    async fn looks(&self, window: &Window, screen: &str) {
        let who = Worker::at(window, &self.words);
        who.takes_in(&format!("room-{screen}"), self.language).await.unwrap();
    }

    async fn tells(self) {
        let lin = Worker::at(&self.worker, &self.words);
        lin.opens_file().await.unwrap();
        let number = self.worker.run(NUMBER).await.unwrap();
        let number = number.as_str().unwrap();
        self.the_station_is_looked_after().await;
        self.the_glass_is_broken(number).await;
        self.it_is_seen(number).await;
        self.a_stick_is_filled().await;
    }

    /// People and laptops, an invitation, the sheets of the recovery key.
    async fn the_station_is_looked_after(&self) {
        let window = &self.manager;
        let manager = Worker::at(window, &self.words);
        manager.go("station").await.unwrap();
        window.see("station-people").await.unwrap();
        self.looks(window, "station").await;
        window.click(Target::Css("[data-testid^=person-open-]")).await.unwrap();
        window.see(Target::Css("[data-testid^=revoke-], [data-testid=own-device]")).await.unwrap();
        self.looks(window, "person").await;
        window.click("recovery-make-open").await.unwrap();
        window.see("recovery-sheets").await.unwrap();
        self.looks(window, "recovery").await;
        window.click("station-invite").await.unwrap();
        window.write("invite-name", "陈望舒").await.unwrap();
        self.looks(window, "invite").await;
        window.click("invite-go").await.unwrap();
        window.see("invitation-code").await.unwrap();
        self.looks(window, "invitation").await;
        window.click("invite-done").await.unwrap();
        window.see("station-invitations").await.unwrap();
    }

    async fn the_glass_is_broken(&self, number: &str) {
        let window = &self.manager;
        let manager = Worker::at(window, &self.words);
        manager.go("cases").await.unwrap();
        window.click("cases-closed").await.unwrap();
        window.see("closed-cases").await.unwrap();
        self.looks(window, "closed").await;
        window.write("closed-find", number).await.unwrap();
        window.click(Target::Css("[data-testid^=break-]")).await.unwrap();
        window
            .write("glass-reason", "夜里接到学校电话，孩子没有回家，经办同事联系不上。")
            .await
            .unwrap();
        self.looks(window, "glass").await;
        let open = self.words.say("cases.closed.open").unwrap();
        window.click(Target::InDialog(&open)).await.unwrap();
        manager.go("cases").await.unwrap();
        window.see(Target::Saying("米小禾")).await.unwrap();
        manager.opens_file().await.unwrap();
        self.looks(window, "opened").await;
    }

    /// Its worker reads why, and takes note; the auditor reads who looked, by number alone.
    async fn it_is_seen(&self, number: &str) {
        let said = self.worker.see("glass-notice").await.unwrap();
        assert!(said.contains("孩子没有回家"), "{said}");
        self.looks(&self.worker, "notice").await;
        self.worker.click(Target::Css("[data-testid^=take-note-]")).await.unwrap();
        self.worker.see_no_more("glass-notice").await.unwrap();

        let auditor = Worker::at(&self.auditor, &self.words);
        auditor.go("access").await.unwrap();
        self.auditor.see(Target::Saying(number)).await.unwrap();
        let log = self.auditor.see("access-log").await.unwrap();
        assert!(!log.contains("米小禾"), "{log}");
        self.looks(&self.auditor, "access").await;
        self.auditor.click("access-save").await.unwrap();
        self.laptops[2].exported("csv").await.unwrap();
    }

    async fn a_stick_is_filled(&self) {
        let window = &self.manager;
        let manager = Worker::at(window, &self.words);
        manager.go("station").await.unwrap();
        window.click("station-sync").await.unwrap();
        window.see("stick").await.unwrap();
        self.looks(window, "sync").await;
        window.click("stick-everything").await.unwrap();
        window.click("stick-save").await.unwrap();
        window.see("stick-saved").await.unwrap();
        self.looks(window, "stick").await;
        window.press(&[Key::Escape.into()]).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_opened_in_an_emergency_and_everybody_sees_it() {
    Room::sit_down(Words::zh().unwrap(), "zh").await.tells().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_in_english() {
    Room::sit_down(Words::en().unwrap(), "en").await.tells().await;
}
