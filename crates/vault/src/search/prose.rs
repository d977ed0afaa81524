//! The words of each record that it is found by: the same for the index and for the passage that is shown.

use crate::views::ReviewRecord;
use casework::action::{ActionProgress, AgreedAction};
use casework::addendum::Addendum;
use casework::case::Case;
use casework::client::Client;
use casework::member::Member;
use casework::review::Review;
use casework::visit::VisitForm;

/// A client's words, the name first. Telephone and identity number are found in ways of their own.
pub(crate) fn of_client(client: &Client) -> [&str; 7] {
    [
        &client.name,
        &client.called,
        &client.village,
        &client.address,
        &client.school_or_work,
        &client.health,
        &client.remarks,
    ]
}

/// The words about somebody around the client, the name first.
pub(crate) fn of_member(member: &Member) -> [&str; 3] {
    [&member.name, &member.remarks, &member.withheld_reason]
}

/// A case's words, the number first.
pub(crate) fn of_case(case: &Case) -> Vec<&str> {
    let mut words = vec![case.number.as_str(), &case.reason, &case.risk.reasons];
    words.extend(case.ground.iter().flat_map(|ground| [ground.by.as_str(), &ground.scope]));
    words
}

/// A visit's words. Its actions are found by themselves.
pub(crate) fn of_visit(form: &VisitForm) -> Vec<&str> {
    let mut words = vec![form.observations.as_str(), &form.judgement, &form.place];
    words.extend(form.next.iter().map(|next| next.purpose.as_str()));
    // The client is there at nearly every visit, and is found as a client.
    words.extend(
        form.present.iter().filter(|present| !present.client).map(|present| present.name.as_str()),
    );
    words.extend(form.attachments.iter().map(|attachment| attachment.caption.as_str()));
    words
}

/// The words of the addenda to a note.
pub(crate) fn of_addenda(addenda: &[Addendum]) -> impl Iterator<Item = &str> {
    addenda.iter().map(|addendum| addendum.text.as_str())
}

/// The words of the reviews of a note.
pub(crate) fn of_reviews(reviews: &[ReviewRecord]) -> impl Iterator<Item = &str> {
    reviews.iter().flat_map(|ReviewRecord { review: Review { form, .. }, .. }| {
        let remarks = form.comments.iter().map(|remark| remark.text.as_str());
        [form.text.as_str()].into_iter().chain(remarks)
    })
}

/// An action's words.
pub(crate) fn of_action<'a>(
    agreed: &'a AgreedAction,
    progress: &'a ActionProgress,
) -> [&'a str; 3] {
    [&agreed.what, &agreed.owner, &progress.outcome]
}
