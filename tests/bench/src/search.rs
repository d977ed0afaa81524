//! Searching the notes: how long it takes, and whether it finds all that is there.

use std::collections::BTreeMap;
use std::path::Path;

use casework::id::VisitId;
use rusqlite::Connection;
use vault::{Hit, HitKind, Vault};

use crate::bare;
use crate::caseload::Caseload;
use crate::figure::{Figure, Target};
use crate::times::{Times, ms};

/// Hits asked for, as on the screen.
const NEWEST: u32 = 50;
/// Characters of the longest word.
const LONGEST: usize = 4;
/// Of each length, so many of the words that occur most.
const FREQUENT: usize = 25;
/// Searches before anything is timed.
const WARM: usize = 20;
/// Every so-many-th word is looked for with LIKE as well, which reads every note.
const LIKE_EVERY: usize = 5;

/// What was recorded, in clear: a note or an action, in the order of the log.
struct Text {
    kind: HitKind,
    visit: VisitId,
    words: String,
}

/// Measures time and recall over `count` words from the texts themselves and the most frequent ones.
///
/// # Errors
/// When the vault cannot be read, and faults of the disk.
pub fn measure(caseload: &Caseload, count: usize, folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let texts = texts(caseload)?;
    let words = words(&texts, count);
    let like = Like::new(&texts, folder)?;
    let vault = caseload.open()?;
    for word in words.iter().take(WARM) {
        vault.read().find(word, NEWEST)?;
    }
    let (mut times, mut floor) = (Times::default(), Times::default());
    let (mut there, mut found) = (0, 0);
    for (at, word) in words.iter().enumerate().skip(WARM) {
        let hits = times.time(|| vault.read().find(word, NEWEST))?.hits;
        if at % LIKE_EVERY == 0 {
            let all = floor.time(|| like.newest(word))?;
            let wanted = wanted(&vault, &hits, &all, &texts)?;
            there += wanted.len();
            found += signed(&vault, &hits)?.iter().filter(|hit| wanted.contains(hit)).count();
        }
    }
    let notes = texts.iter().filter(|text| text.kind == HitKind::Visit).count();
    Ok(vec![
        Figure::new(
            format!("search, newest {NEWEST} of {notes} notes, p95"),
            (ms(times.p95()?), ms(floor.p95()?), "ms"),
            format!("LIKE over the same texts in bare SQLCipher, {} words", words.len() - WARM),
            Target::AtMost(2.0),
        ),
        Figure::new(
            "search, recall",
            (found as f64 / there as f64, 1.0, "of 1"),
            format!("{there} newest hits of LIKE"),
            Target::AtLeast(1.0),
        ),
    ])
}

/// What a note or an action is found by, from the tale itself.
fn texts(caseload: &Caseload) -> anyhow::Result<Vec<Text>> {
    let mut texts = Vec::new();
    for visit in caseload.tale()?.cases().flat_map(|case| case.visits) {
        if visit.signed_at.is_none() {
            continue;
        }
        let form = &visit.form;
        let mut words = vec![form.observations.as_str(), &form.judgement, &form.place];
        words.extend(form.next.iter().map(|next| next.purpose.as_str()));
        words.extend(form.present.iter().filter(|one| !one.client).map(|one| one.name.as_str()));
        words.extend(visit.addenda.iter().map(|addendum| addendum.text.as_str()));
        texts.push(Text { kind: HitKind::Visit, visit: visit.id, words: words.join("\n") });
        for agreed in &form.actions {
            let done = visit.progress.iter().find(|done| done.action == agreed.id);
            let outcome = done.map_or("", |done| &done.progress.outcome);
            let words = [agreed.what.as_str(), &agreed.owner, outcome].join("\n");
            texts.push(Text { kind: HitKind::Action, visit: visit.id, words });
        }
    }
    Ok(texts)
}

/// Words of one to four Chinese characters: `count` from places all over the texts, then the most frequent.
fn words(texts: &[Text], count: usize) -> Vec<String> {
    // Two primes: no text and no place is preferred.
    let places = (0..).map(|at: usize| (at * 7919 % texts.len().max(1), at * 104_729));
    let drawn = places.enumerate().filter_map(|(at, (text, place))| {
        let chars: Vec<char> = texts.get(text)?.words.chars().collect();
        let start = place % chars.len().max(1);
        let word = chars.get(start..start + 1 + at % LONGEST)?;
        word.iter().all(|c| is_han(*c)).then(|| word.iter().collect())
    });
    let mut words: Vec<String> = drawn.take(count).collect();
    words.extend((1..=LONGEST).flat_map(|length| frequent(texts, length)));
    words
}

/// The words of a length that occur most, in a sample of the texts.
fn frequent(texts: &[Text], length: usize) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for text in texts.iter().step_by(texts.len() / 2000 + 1) {
        let chars: Vec<char> = text.words.chars().collect();
        for word in chars.windows(length).filter(|word| word.iter().all(|c| is_han(*c))) {
            *counts.entry(word.iter().collect()).or_default() += 1;
        }
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().take(FREQUENT).map(|(word, _)| word).collect()
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The hits that are signed notes and their actions, in order.
fn signed(vault: &Vault, hits: &[Hit]) -> anyhow::Result<Vec<(HitKind, VisitId)>> {
    let mut signed = Vec::new();
    for hit in hits {
        let Some(visit) = hit.visit else { continue };
        if vault.read().visit(visit)?.is_some() {
            signed.push((hit.kind, visit));
        }
    }
    Ok(signed)
}

/// What had to be found: the newest, as many as people, cases and drafts leave room for.
fn wanted(
    vault: &Vault,
    hits: &[Hit],
    all: &[usize],
    texts: &[Text],
) -> anyhow::Result<Vec<(HitKind, VisitId)>> {
    let others = hits.len() - signed(vault, hits)?.len();
    let room = (NEWEST as usize).saturating_sub(others);
    let newest = all.iter().take(room).filter_map(|at| texts.get(*at));
    Ok(newest.map(|text| (text.kind, text.visit)).collect())
}

/// The texts in a bare table, looked through one after another.
struct Like(Connection);

impl Like {
    fn new(texts: &[Text], folder: &Path) -> anyhow::Result<Self> {
        let mut conn = bare::database(folder)?;
        let transaction = conn.transaction()?;
        transaction
            .execute_batch("CREATE TABLE texts (n INTEGER PRIMARY KEY, words TEXT) STRICT")?;
        {
            let mut insert = transaction.prepare("INSERT INTO texts VALUES (?1, ?2)")?;
            for (at, text) in (0_i64..).zip(texts) {
                insert.execute((at, &text.words))?;
            }
        }
        transaction.commit()?;
        Ok(Self(conn))
    }

    /// Places of the newest texts that hold the word.
    fn newest(&self, word: &str) -> anyhow::Result<Vec<usize>> {
        let sql = "SELECT n FROM texts WHERE words LIKE ?1 ORDER BY n DESC LIMIT ?2";
        let mut statement = self.0.prepare_cached(sql)?;
        let found =
            statement.query_map((format!("%{word}%"), NEWEST), |row| row.get::<_, i64>(0))?;
        found.map(|place| Ok(usize::try_from(place?)?)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Text {
        let visit = VisitId::from_bytes([7; 16]);
        Text { kind: HitKind::Visit, visit, words: words.to_owned() }
    }

    #[test]
    fn words_are_han_and_of_every_length() {
        let texts = [text("奶奶说，血压正常。\n明天去卫生院"), text("孩子在写作业ABC")];
        let words = words(&texts, 40);
        for length in 1..=LONGEST {
            assert!(words.iter().any(|word| word.chars().count() == length), "{length}");
        }
        for word in &words {
            assert!(word.chars().all(is_han), "{word}");
            assert!(texts.iter().any(|text| text.words.contains(word)), "{word}");
        }
    }

    #[test]
    fn the_most_frequent_come_first() {
        let texts = [text("奶奶好"), text("奶奶来"), text("爷爷好")];
        assert_eq!(frequent(&texts, 1)[0], "奶");
        assert_eq!(frequent(&texts, 2)[0], "奶奶");
    }

    #[test]
    fn like_finds_the_newest_first() {
        let folder = tempfile::tempdir().unwrap();
        let texts: Vec<Text> =
            (0..120).map(|n| text(if n % 2 == 0 { "奶奶" } else { "爷爷" })).collect();
        let like = Like::new(&texts, folder.path()).unwrap();
        let found = like.newest("奶奶").unwrap();
        assert_eq!(found.len(), NEWEST as usize);
        assert_eq!(found[..2], [118, 116]);
    }

    #[test]
    fn what_like_finds_the_vault_finds() {
        let root = tempfile::tempdir().unwrap();
        let caseload = Caseload::find_or_make(root.path(), 12, 4).unwrap();
        let work = tempfile::tempdir().unwrap();
        let figures = measure(&caseload, 60, work.path()).unwrap();
        assert!((figures[1].value - 1.0).abs() < f64::EPSILON, "{:?}", figures[1]);
    }
}
