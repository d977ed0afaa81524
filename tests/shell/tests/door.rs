//! The door of the vault in the real window.

use shell::{Laptop, Target, Words};

#[tokio::test(flavor = "multi_thread")]
async fn the_first_screen_offers_three_ways_to_begin() {
    let words = Words::zh().unwrap();
    let laptop = Laptop::new().unwrap();
    let window = laptop.open().await.unwrap();
    window.resize(1280, 720).await.unwrap();

    for way in ["create", "sample", "restore"] {
        let label = words.say(&format!("vault.first.{way}")).unwrap();
        window.see(Target::Named(&label)).await.unwrap();
    }

    window.picture("first-run").await.unwrap();
    window.expect_accessible("the first screen").await.unwrap();
    let create = words.say("vault.first.create").unwrap();
    window.click(Target::Named(&create)).await.unwrap();
    let station = words.say("vault.create.station").unwrap();
    window
        .write(Target::Field(&station), "榆树沟社工站")
        .await
        .unwrap();
    window.picture("create").await.unwrap();
    window.expect_accessible("a new vault").await.unwrap();
}
