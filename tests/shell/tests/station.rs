//! Two laptops in two windows, and a station between them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use shell::{Laptop, PASSPHRASE, Target, Window, Words, Worker};
use testkit::TestStation;

/// The code of an invitation as it is shown, its groups joined by hyphens.
const CODE: &str = "return [...document.querySelectorAll('[data-testid=invitation-code] li')]\
     .map((group) => group.lastChild.textContent.trim()).join('-')";

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_comes_in_by_invitation() {
    let words = Words::zh().unwrap();
    let station = tokio::task::spawn_blocking(|| TestStation::start().unwrap()).await.unwrap();
    let (hers, theirs) = (Laptop::new().unwrap(), Laptop::new().unwrap());
    let window = hers.open().await.unwrap();
    let worker = Worker::at(&window, &words);
    worker.creates_vault().await.unwrap();
    worker.go("station").await.unwrap();
    window.picture("station-alone").await.unwrap();
    window.click("station-found").await.unwrap();
    window.write("station-address", &station.address()).await.unwrap();
    window.write("station-code", station.founding_code()).await.unwrap();
    window.click("found-go").await.unwrap();
    window.see("station-people").await.unwrap();
    let code = invites(&window, "沈若兰").await;

    let other = theirs.open().await.unwrap();
    let supervisor = Worker::at(&other, &words);
    supervisor.press("vault.first.join").await.unwrap();
    other.write("station-address", &station.address()).await.unwrap();
    other.write("station-code", &code).await.unwrap();
    other.click("join-look").await.unwrap();
    let invited = other.see("invited").await.unwrap();
    assert!(invited.contains("沈若兰"), "{invited}");
    other.picture("station-invited").await.unwrap();
    supervisor.fill("vault.passphrase.label", PASSPHRASE).await.unwrap();
    supervisor.fill("vault.passphrase.confirm", PASSPHRASE).await.unwrap();
    other.click("join-go").await.unwrap();
    let sheet = supervisor.recovery_code().await.unwrap();
    supervisor.copied_code(&sheet).await.unwrap();

    supervisor.go("station").await.unwrap();
    let people = other.see("station-people").await.unwrap();
    assert!(people.contains("沈若兰") && people.contains("林晓禾"), "{people}");
    other.picture("station-people").await.unwrap();
    other.close().await.unwrap();
    window.close().await.unwrap();
    // It has a runtime of its own, which must not end inside this one.
    tokio::task::spawn_blocking(move || drop(station)).await.unwrap();
}

/// A supervisor is invited by name; answers the code that is shown once.
async fn invites(window: &Window, name: &str) -> String {
    window.click("station-invite").await.unwrap();
    window.write("invite-name", name).await.unwrap();
    window.click(Target::Choice("督导")).await.unwrap();
    window.click("invite-go").await.unwrap();
    window.see("invitation-code").await.unwrap();
    window.picture("station-invitation").await.unwrap();
    let code = window.run(CODE).await.unwrap();
    let code = code.as_str().unwrap().to_owned();
    window.click("invite-done").await.unwrap();
    code
}
