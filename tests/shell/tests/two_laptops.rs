//! A worker and her supervisor, each in a window of her own, and a station between them that is not always there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use fantoccini::key::Key;
use serde_json::json;
use shell::{Laptop, Target, Window, Words, Worker};
use testkit::{TEAM_PASSPHRASE, Team};

/// The station has a runtime of its own, which must not end inside this one.
struct Gathered(Option<Team>);

impl Gathered {
    fn get(&mut self) -> &mut Team {
        self.0.as_mut().unwrap()
    }
}

impl Drop for Gathered {
    fn drop(&mut self) {
        tokio::task::block_in_place(|| self.0 = None);
    }
}

/// Two windows with the sample in them, and what else there is.
struct Two {
    words: Words,
    language: &'static str,
    team: Gathered,
    laptops: [Laptop; 2],
    worker: Window,
    supervisor: Window,
    _folder: tempfile::TempDir,
}

impl Two {
    async fn sit_down(words: Words, language: &'static str) -> Self {
        let folder = Laptop::place("team-").unwrap();
        let at = folder.path().to_owned();
        let team = tokio::task::block_in_place(|| Gathered(Some(Team::gather(&at).unwrap())));
        let furnished = |who: &str| Laptop::furnished(&folder.path().join(who)).unwrap();
        let laptops = ["worker", "supervisor"].map(furnished);
        let worker = laptops[0].open().await.unwrap();
        let supervisor = laptops[1].open().await.unwrap();
        let two = Self { words, language, team, laptops, worker, supervisor, _folder: folder };
        for window in [&two.worker, &two.supervisor] {
            two.comes_in(window).await;
            two.speaks(window).await;
        }
        two
    }

    async fn comes_in(&self, window: &Window) {
        window.resize(1280, 720).await.unwrap();
        let zh = Words::zh().unwrap();
        Worker::at(window, &zh).unlocks(TEAM_PASSPHRASE).await.unwrap();
    }

    async fn speaks(&self, window: &Window) {
        if self.language == "en" {
            let zh = Words::zh().unwrap();
            Worker::at(window, &zh).sets_look(&["English"]).await.unwrap();
        }
    }

    fn lin(&self) -> Worker<'_> {
        Worker::at(&self.worker, &self.words)
    }

    fn shen(&self) -> Worker<'_> {
        Worker::at(&self.supervisor, &self.words)
    }

    async fn looks(&self, who: Worker<'_>, screen: &str) {
        who.takes_in(&format!("two-{screen}"), self.language).await.unwrap();
    }

    async fn tells(mut self) {
        let visit = self.a_visit_without_network().await;
        self.the_note_is_returned(&visit).await;
        self.the_answer_is_approved(&visit).await;
        self.both_write_the_same_field().await;
        self.the_laptop_is_lost().await;
    }

    async fn a_visit_without_network(&mut self) -> String {
        self.away().await;
        let lin = self.lin();
        lin.opens_file().await.unwrap();
        lin.starts_visit().await.unwrap();
        lin.was_there("15:00", "16:00").await.unwrap();
        let seen = "小米来开门，头发扎了起来。饭桌上只有她和外祖母，父亲在里屋没有出来。她说夜里睡得好些了。";
        lin.observes(seen, "家里的气氛比上月松一些。").await.unwrap();
        lin.is_saved().await.unwrap();
        lin.signs_visit().await.unwrap();
        lin.is_waiting().await.unwrap();
        self.looks(lin, "waiting").await;
        let visit = lin.note_shown().await.unwrap();
        self.back().await;
        self.lin().is_synced().await.unwrap();
        visit
    }

    async fn the_note_is_returned(&self, visit: &str) {
        let shen = self.shen();
        shen.go("review").await.unwrap();
        let row = format!("queue-row-{visit}");
        self.supervisor.see(&*row).await.unwrap();
        self.looks(shen, "queue").await;
        shen.takes_from_queue(visit).await.unwrap();
        shen.remarks_on("父亲在里屋没有出来", "他知道您来吗？").await.unwrap();
        self.looks(shen, "remark").await;
        shen.returns("请补上：夜里谁在家照看她？").await.unwrap();
        self.looks(shen, "returned").await;

        let lin = self.lin();
        lin.go("today").await.unwrap();
        self.worker.see(&*format!("today-returned-{visit}")).await.unwrap();
        self.looks(lin, "today-returned").await;
        // What was remarked is found as well.
        lin.searches("他知道您来吗", "visit").await.unwrap();
        self.worker.press(&[Key::Escape.into()]).await.unwrap();
    }

    async fn the_answer_is_approved(&self, visit: &str) {
        let (lin, shen) = (self.lin(), self.shen());
        lin.answers(visit, "夜里由外祖母照看，父亲事先知道我要来。").await.unwrap();
        self.looks(lin, "answered").await;
        shen.go("review").await.unwrap();
        shen.takes_from_queue(visit).await.unwrap();
        self.supervisor.see("addendum-0").await.unwrap();
        self.looks(shen, "answer").await;
        shen.approves().await.unwrap();
        let approved = self.words.say("common.state.approved").unwrap();
        for window in [&self.supervisor, &self.worker] {
            window.see(Target::Text(&approved)).await.unwrap();
        }
        self.looks(lin, "approved").await;
    }

    async fn both_write_the_same_field(&mut self) {
        self.away().await;
        for (who, address) in
            [(self.lin(), "村小学西侧，新刷的白墙那家"), (self.shen(), "3组19号，二楼")]
        {
            who.opens_file().await.unwrap();
            who.opens_client_of_file().await.unwrap();
            who.window.click("client-edit").await.unwrap();
            who.window.rewrite("client-address", address).await.unwrap();
            who.window.click("client-save").await.unwrap();
            who.window.see(Target::Saying(address)).await.unwrap();
        }
        self.back().await;
        let lin = self.lin();
        self.worker.see("conflict-notice").await.unwrap();
        self.looks(lin, "conflict-notice").await;
        self.worker.click("conflict-open").await.unwrap();
        self.worker.see("disputed-address").await.unwrap();
        self.looks(lin, "conflict").await;
        lin.keeps_own().await.unwrap();
        self.worker.see("conflict-decided").await.unwrap();
        self.looks(lin, "decided").await;

        let shen = self.shen();
        shen.go("today").await.unwrap();
        self.supervisor.see(Target::Css("[data-testid^=bring-back-]")).await.unwrap();
        self.looks(shen, "set-aside").await;
    }

    /// The worker's laptop is lost, and revoked before anybody opens it again.
    async fn the_laptop_is_lost(self) {
        let Self { words, language, mut team, laptops, worker, .. } = self;
        worker.close().await.unwrap();
        tokio::task::block_in_place(|| {
            let team = team.get();
            let people = team.manager.call("station_get", json!({})).unwrap();
            let people = people["people"].as_array().unwrap();
            let lost = people.iter().find(|person| person["role"] == "worker").unwrap();
            let device = json!({"device": lost["devices"][0]["id"]});
            team.manager.call("station_revoke_device", device).unwrap();
        });
        let window = laptops[0].open().await.unwrap();
        window.resize(1280, 720).await.unwrap();
        let who = Worker::at(&window, &words);
        // At its first contact it destroys what it holds, and says so.
        who.knocks(TEAM_PASSPHRASE).await.unwrap();
        window.see("wiped").await.unwrap();
        who.takes_in("two-wiped", language).await.unwrap();
        window.close().await.unwrap();
        assert_eq!(laptops[0].sweep(&["村小学西侧", "父亲在里屋"]).unwrap(), [], "left in clear");
        assert!(!laptops[0].data().join("vault.db").exists(), "the vault is gone");
    }

    /// The station is not reached.
    async fn away(&mut self) {
        tokio::task::block_in_place(|| self.team.get().station.stop());
    }

    /// It is reached again.
    async fn back(&mut self) {
        tokio::task::block_in_place(|| self.team.get().station.resume().unwrap());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_reviewed_and_a_conflict_settled_over_a_station_that_comes_and_goes() {
    Two::sit_down(Words::zh().unwrap(), "zh").await.tells().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_in_english() {
    Two::sit_down(Words::en().unwrap(), "en").await.tells().await;
}
