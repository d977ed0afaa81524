//! A village without a network: what people write goes from laptop to laptop, and to the station, on a stick.

use crate::station::{Three, case_of, queue, review};
use crate::told::tell;
use desk::failure::Code;
use serde_json::{Value, json};
use station::{Settings, Station, parcel};
use std::fs;
use std::path::{Path, PathBuf};
use testkit::sweep::sweep;
use testkit::{TestStation, Worker, forms, photo};

/// A stick with a file on it.
struct Stick {
    folder: tempfile::TempDir,
    files: u32,
}

impl Stick {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), files: 0 }
    }

    fn place(&mut self) -> PathBuf {
        self.files += 1;
        self.folder.path().join(format!("{}.jfparcel", self.files))
    }

    fn packed(&mut self, from: &Worker, to: Value, everything: bool) -> (PathBuf, Value) {
        let path = self.place();
        from.host.pick(&path);
        let request = json!({"to": to, "everything": everything});
        let packed = from.call("sync_export", request).unwrap();
        assert_eq!(packed["path"], path.to_str().unwrap());
        assert_eq!(packed["size"], fs::metadata(&path).unwrap().len());
        (path, packed)
    }

    fn holds(&self) -> usize {
        fs::read_dir(self.folder.path()).unwrap().count()
    }
}

fn for_person(worker: &Worker) -> Value {
    json!({"person": worker.person().unwrap()})
}

fn taken_in(worker: &Worker, path: &Path) -> Value {
    worker.host.pick(path);
    worker.call("sync_import", json!({})).unwrap()
}

fn refused(worker: &Worker, path: &Path) -> Code {
    worker.host.pick(path);
    worker.try_call("sync_import", json!({})).unwrap_err().code
}

fn dump(worker: &Worker) -> Vec<u8> {
    worker.desk.with_vault(|vault| Ok(vault.view_dump()?)).unwrap()
}

/// The station in the hands of its operator, while it does not serve.
fn at_the_station<T>(station: &TestStation, work: impl FnOnce(&Station) -> T) -> T {
    let settings = Settings { reserve: 0, ..Settings::default() };
    work(&Station::open(&station.home(), settings).unwrap())
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
fn a_note_goes_there_and_back_without_any_network() {
    tell("stick::a_note_goes_there_and_back_without_any_network", || {
        let Three { mut station, supervisor, worker, .. } = Three::together();
        let (_, case) = case_of(&worker);
        worker.sync().unwrap();
        supervisor.sync().unwrap();
        station.stop();
        let mut stick = Stick::new();

        let visit = worker.start(&case).unwrap();
        let attached = worker.attach(&visit, "院门.jpg", &photo::plain(), false).unwrap();
        let form = forms::with(forms::visit(), json!({"attachments": [attached]}));
        worker.call("visit_sign", json!({"id": visit, "form": form})).unwrap();
        let (path, packed) = stick.packed(&worker, for_person(&supervisor), false);
        assert_eq!((&packed["attachments"], &packed["left_behind"]), (&json!(1), &json!(0)));
        // Who finds the stick learns nothing of it: not even for whom it is.
        let person = supervisor.desk.with_vault(|vault| Ok(vault.identity().person)).unwrap();
        let bytes = fs::read(&path).unwrap();
        assert!(!bytes.windows(16).any(|window| window == person.bytes()));
        assert!(sweep(stick.folder.path(), &["院门", "林晓岚", "沈若兰"]).unwrap().1.is_empty());

        let came = taken_in(&supervisor, &path);
        assert_eq!(came["from"], json!({"person": "林晓岚"}));
        assert!(came["taken"].as_u64() > Some(0) && came["fault"].is_null(), "{came}");
        assert_eq!((&came["attachments"], &came["attachments_missing"]), (&json!(1), &json!(0)));
        assert_eq!((&came["held"], &came["gap"]), (&json!([]), &json!(false)));
        assert_eq!(queue(&supervisor), std::slice::from_ref(&visit));
        let (here, there) =
            (worker.read(&visit, &attached, false), supervisor.read(&visit, &attached, false));
        assert_eq!(here.unwrap(), there.unwrap());

        // The same file again: nothing new, and said so.
        let before = dump(&supervisor);
        let again = taken_in(&supervisor, &path);
        assert_eq!((&again["taken"], &again["attachments"]), (&json!(0), &json!(0)));
        assert!(again["known"].as_u64() > Some(0), "{again}");
        assert!(dump(&supervisor) == before);

        // Back with the review; it begins with nothing that the worker has, and says what came.
        review(&supervisor, &visit, "return", "谁在夜里照看孩子？请补上。");
        let (path, _) = stick.packed(&supervisor, for_person(&worker), false);
        let came = taken_in(&worker, &path);
        assert!(came["taken"].as_u64() > Some(0), "{came}");
        let note = worker.call("visit_get", json!({"id": visit})).unwrap();
        let asked = note["reviews"][0]["change"].clone();
        let answer = json!({"text": "夜里由祖母照看。", "visit": visit, "answers": [asked]});
        worker.call("addendum_sign", answer).unwrap();
        // The worker knows by now what the supervisor has: only what is new goes.
        let (path, packed) = stick.packed(&worker, for_person(&supervisor), false);
        assert_eq!(packed["attachments"], 0, "{packed}");
        let (_, whole) = stick.packed(&worker, for_person(&supervisor), true);
        assert!(packed["changes"].as_u64() < whole["changes"].as_u64(), "{packed} {whole}");
        let came = taken_in(&supervisor, &path);
        assert_eq!((&came["taken"], &came["gap"]), (&json!(1), &json!(false)), "{came}");
        review(&supervisor, &visit, "approve", "");

        // The network is back: the station gets it all, and both agree.
        station.resume().unwrap();
        for laptop in [&worker, &supervisor, &worker, &supervisor] {
            laptop.sync().unwrap();
        }
        let note = worker.call("visit_get", json!({"id": visit})).unwrap();
        assert_eq!(note["review"], "approved", "{note}");
        assert_eq!(worker.sync_state().unwrap()["waiting"]["changes"], 0);
    });
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
fn a_stick_goes_to_the_station_and_its_answer_comes_back() {
    tell("stick::a_stick_goes_to_the_station_and_its_answer_comes_back", || {
        let Three { mut station, supervisor, worker, .. } = Three::together();
        station.stop();
        let mut stick = Stick::new();
        // A case that the station has never heard of.
        let (_, case) = case_of(&worker);
        let visit = worker.start(&case).unwrap();
        let attached = worker.attach(&visit, "院门.jpg", &photo::plain(), false).unwrap();
        let form = forms::with(forms::visit(), json!({"attachments": [attached]}));
        worker.call("visit_sign", json!({"id": visit, "form": form})).unwrap();
        // Nobody else can be given it yet, and that is said.
        let (_, packed) = stick.packed(&worker, for_person(&supervisor), false);
        assert_eq!(packed["changes"], 0);
        let waiting = packed["left_behind"].clone();
        assert!(waiting.as_u64() > Some(0), "{packed}");

        let (brought, packed) = stick.packed(&worker, json!("station"), false);
        assert_eq!((&packed["changes"], &packed["left_behind"]), (&waiting, &json!(0)));
        assert_eq!(packed["attachments"], 1);
        let (sent, imported) =
            at_the_station(&station, |station| parcel::import(station, &brought)).unwrap();
        assert_eq!(json!(imported.stored), waiting, "{imported:?}");
        assert_eq!((imported.entries, imported.attachments, imported.waiting), (1, 1, 0));
        assert!(imported.entry_refused.is_none() && imported.refused.is_empty());
        let (_, again) =
            at_the_station(&station, |station| parcel::import(station, &brought)).unwrap();
        assert_eq!((json!(again.there), again.stored), (waiting, 0));

        // The answer brings the directory on, so that the supervisor can be given the case.
        let answer = stick.place();
        let exported = at_the_station(&station, |station| {
            let to = parcel::For::answer(&parcel::look(station, &brought).unwrap());
            parcel::export(station, &to, &answer)
        });
        assert_eq!(exported.unwrap().entries, 1);
        let came = taken_in(&worker, &answer);
        assert_eq!((&came["from"], &came["entries"]), (&json!("station"), &json!(1)), "{came}");
        assert_eq!(sent.by.person.to_string(), worker.person().unwrap().as_str().unwrap());

        // What is for the supervisor goes to her from the station, or from the worker.
        let parcel_for_her = stick.place();
        at_the_station(&station, |station| {
            let person = supervisor.person().unwrap().as_str().unwrap().parse().unwrap();
            let to = parcel::For::person(station, person).unwrap();
            assert!(matches!(
                parcel::export(station, &to, &brought),
                Err(parcel::ParcelError::Exists)
            ));
            parcel::export(station, &to, &parcel_for_her).unwrap();
        });
        let came = taken_in(&supervisor, &parcel_for_her);
        assert!(came["taken"].as_u64() > Some(0), "{came}");
        assert_eq!(came["attachments_missing"], 1, "the station cannot know which are hers");
        assert_eq!(queue(&supervisor), std::slice::from_ref(&visit));
        // She asks for what she lacks, by stick.
        let (asks, _) = stick.packed(&supervisor, json!("station"), false);
        let answer = stick.place();
        at_the_station(&station, |station| {
            let to = parcel::For::answer(&parcel::look(station, &asks).unwrap());
            assert_eq!(parcel::export(station, &to, &answer).unwrap().attachments, 1);
        });
        let came = taken_in(&supervisor, &answer);
        assert_eq!((&came["attachments"], &came["attachments_missing"]), (&json!(1), &json!(0)));

        // Over the network there is nothing left to do but to say so.
        station.resume().unwrap();
        worker.sync().unwrap();
        assert_eq!(worker.sync_state().unwrap()["waiting"]["changes"], 0);
    });
}

#[test]
fn a_file_that_is_cut_anywhere_leaves_what_came_and_says_so() {
    tell("stick::a_file_that_is_cut_anywhere_leaves_what_came_and_says_so", || {
        let Three { mut station, supervisor, worker, .. } = Three::together();
        let (_, case) = case_of(&worker);
        worker.sync().unwrap();
        supervisor.sync().unwrap();
        station.stop();
        let (visit, _) = worker.visit(&case, forms::visit()).unwrap();
        let mut stick = Stick::new();
        let (path, _) = stick.packed(&worker, for_person(&supervisor), false);
        let whole = fs::read(&path).unwrap();
        let (before, broken) = (dump(&supervisor), stick.place());
        let with = |bytes: &[u8]| {
            fs::write(&broken, bytes).unwrap();
            refused(&supervisor, &broken)
        };
        for (length, code) in [
            (0, Code::ParcelEmpty),
            (9, Code::ParcelCutShort),
            (32, Code::ParcelCutShort),
            (33, Code::ParcelCutShort),
            (113, Code::ParcelCutShort),
            (114, Code::ParcelDamaged),
            (whole.len() - 1, Code::ParcelDamaged),
        ] {
            assert_eq!(with(&whole[..length]), code, "{length}");
        }
        for at in (0..whole.len()).step_by(whole.len() / 60) {
            let mut changed = whole.clone();
            changed[at] ^= 0x10;
            let code = with(&changed);
            assert!(
                matches!(
                    code,
                    Code::ParcelForeign
                        | Code::ParcelNewer
                        | Code::ParcelDamaged
                        | Code::ParcelOtherStation
                        | Code::ParcelNotForYou
                ),
                "{at}: {code:?}"
            );
        }
        assert_eq!(with(&photo::plain()), Code::ParcelForeign);
        assert_eq!(with(&[&whole[..], b"more"].concat()), Code::ParcelDamaged);
        assert!(dump(&supervisor) == before, "nothing of it was taken");
        assert_eq!(taken_in(&supervisor, &path)["fault"], Value::Null);
        assert_eq!(queue(&supervisor), [visit]);
    });
}

#[test]
fn a_file_for_somebody_else_is_not_taken() {
    tell("stick::a_file_for_somebody_else_is_not_taken", || {
        let Three { station: _station, manager, supervisor, worker } = Three::together();
        case_of(&worker);
        worker.sync().unwrap();
        let mut stick = Stick::new();
        let (hers, _) = stick.packed(&worker, for_person(&supervisor), false);
        assert_eq!(refused(&manager, &hers), Code::ParcelNotForYou);
        let (stations, _) = stick.packed(&worker, json!("station"), true);
        assert_eq!(refused(&supervisor, &stations), Code::ParcelForStation);
        let others = Three::together();
        assert_eq!(refused(&others.supervisor, &hers), Code::ParcelOtherStation);
        assert_eq!(refused(&others.supervisor, &stations), Code::ParcelOtherStation);

        let nobody = json!({"person": "01900000-0000-7000-8000-000000000000"});
        let request = json!({"to": nobody, "everything": false});
        assert_eq!(worker.try_call("sync_export", request).unwrap_err().code, Code::PersonNotThere);
        let alone = Worker::named("独自一人").unwrap();
        let request = json!({"to": "station", "everything": false});
        assert_eq!(alone.try_call("sync_export", request).unwrap_err().code, Code::NotLinked);
        assert_eq!(alone.try_call("sync_import", json!({})).unwrap_err().code, Code::NotLinked);
    });
}

#[test]
fn a_stick_that_fails_leaves_no_file_and_no_harm() {
    tell("stick::a_stick_that_fails_leaves_no_file_and_no_harm", || {
        let Three { station: _station, supervisor, worker, .. } = Three::together();
        case_of(&worker);
        worker.sync().unwrap();
        let mut stick = Stick::new();
        let request = || json!({"to": for_person(&supervisor), "everything": false});
        let code = |place: &Path| {
            worker.host.pick(place);
            worker.try_call("sync_export", request()).unwrap_err().code
        };
        assert_eq!(code(&stick.folder.path().join("gone/1.jfparcel")), Code::StickGone);
        assert_eq!(code(&worker.folder().join("1.jfparcel")), Code::InsideVault);
        // A folder stands where the file should: it is written, and cannot be put in its place.
        let place = stick.place();
        fs::create_dir_all(place.join("full")).unwrap();
        assert_eq!(code(&place), Code::StickGone);
        assert_eq!(stick.holds(), 1, "no half file is left");
        worker.host.pick("/nowhere/at/all");
        assert_eq!(worker.try_call("sync_import", json!({})).unwrap_err().code, Code::StickGone);
        // Nothing chosen: nothing done.
        let packed = worker.call("sync_export", request()).unwrap();
        assert_eq!(packed["path"], Value::Null);
        assert_eq!(worker.call("sync_import", json!({})).unwrap()["from"], Value::Null);
        let name = worker.host.suggested().pop().unwrap();
        assert!(name.starts_with("jiafang-") && name.ends_with(".jfparcel"), "{name}");
    });
}

#[test]
fn who_is_let_in_later_is_given_what_is_hers() {
    tell("stick::who_is_let_in_later_is_given_what_is_hers", || {
        let Three { mut station, manager, supervisor, worker } = Three::together();
        let (_, case) = case_of(&worker);
        let (visit, _) = worker.visit(&case, forms::visit()).unwrap();
        for laptop in [&worker, &supervisor, &manager] {
            laptop.sync().unwrap();
        }
        let mut stick = Stick::new();
        // Who is no member is given the directory and no change.
        let (path, packed) = stick.packed(&worker, for_person(&manager), false);
        assert_eq!((&packed["changes"], &packed["attachments"]), (&json!(0), &json!(0)));
        let came = taken_in(&manager, &path);
        assert_eq!((&came["taken"], &came["held"]), (&json!(0), &json!([])));
        let (path, _) = stick.packed(&manager, for_person(&worker), false);
        taken_in(&worker, &path);

        // Let in behind the last receipt, she is given the file from its beginning.
        let person = manager.person().unwrap();
        let admit = json!({"case": case, "person": person, "access": "read"});
        worker.call("case_admit", admit).unwrap();
        worker.sync().unwrap();
        station.stop();
        let (path, packed) = stick.packed(&worker, for_person(&manager), false);
        assert!(packed["changes"].as_u64() > Some(1), "{packed}");
        let came = taken_in(&manager, &path);
        assert!(came["entries"].as_u64() > Some(0), "{came}");
        assert_eq!((&came["taken"], &came["held"]), (&packed["changes"], &json!([])));
        manager.call("visit_get", json!({"id": visit})).unwrap();
    });
}
