//! The door of the vault in the real window.

use shell::{Door, Laptop, PASSPHRASE, STATION, Target, WORKER, Words};

#[tokio::test(flavor = "multi_thread")]
async fn the_first_screen_offers_three_ways_to_begin() {
    let words = Words::zh().unwrap();
    let laptop = Laptop::new().unwrap();
    let window = laptop.open().await.unwrap();

    for way in ["create", "sample", "restore"] {
        let label = words.say(&format!("vault.first.{way}")).unwrap();
        window.see(Target::Named(&label)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lock_wrong_passphrase_and_recovery_code() {
    let words = Words::zh().unwrap();
    let laptop = Laptop::new().unwrap();
    let window = laptop.open().await.unwrap();
    let door = Door::of(&window, &words);
    let code = door.create().await.unwrap();

    door.lock().await.unwrap();
    window.picture("locked").await.unwrap();
    door.knock("not the passphrase").await.unwrap();
    let refusal = words.say("errors.wrong_passphrase.what").unwrap();
    window.see(Target::Saying(&refusal)).await.unwrap();
    window.picture("wrong-passphrase").await.unwrap();

    door.recover(&code, "new lantern 雨后 harbour 47").await.unwrap();
    door.lock().await.unwrap();
    door.knock(PASSPHRASE).await.unwrap();
    window.see(Target::Saying(&refusal)).await.unwrap();
    door.unlock("new lantern 雨后 harbour 47").await.unwrap();

    window.close().await.unwrap();
    let secrets = [PASSPHRASE, "new lantern 雨后 harbour 47", &code, STATION, WORKER];
    assert_eq!(laptop.sweep(&secrets).unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_of_the_door_is_accessible() {
    let words = Words::zh().unwrap();
    let laptop = Laptop::new().unwrap();
    let window = laptop.open().await.unwrap();
    window.resize(1280, 720).await.unwrap();
    let door = Door::of(&window, &words);
    let look = async |name: &str| {
        window.picture(name).await.unwrap();
        window.expect_accessible(name).await.unwrap();
    };

    look("first-run").await;
    door.fill_in().await.unwrap();
    look("create").await;
    window.click(Target::Named(&words.say("vault.create.go").unwrap())).await.unwrap();
    let code = door.code().await.unwrap();
    look("recovery-sheet").await;
    door.copied(&code).await.unwrap();
    look("today-empty").await;
    door.lock().await.unwrap();
    look("lock").await;
}
