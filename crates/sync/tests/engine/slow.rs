//! Lines that carry little at once.

use protocol::api::{RefusalCode, Refused};
use sync::{Call, Request, Response, Transport, Turned, Unreachable, turn};

use crate::model::station::Station;
use crate::model::world::{Proof, person};
use crate::plain::{Scene, file, of};

/// What becomes of too long a body or answer.
#[derive(Clone, Copy)]
enum Too {
    /// The station answers that it came too slowly.
    Slow,
    /// The line breaks.
    Long,
}

/// A line that carries so many bytes at once, and a limit of the station or a break for more.
struct Thin<'a> {
    station: &'a mut Station,
    carries: usize,
    too: Too,
    wasted: usize,
    calls: usize,
}

impl Transport for Thin<'_> {
    fn carry(&mut self, call: &Call) -> Result<Response, Unreachable> {
        self.calls += 1;
        let up = match &call.request {
            Request::Push(push) => push.changes.iter().map(|change| change.wire_len()).sum(),
            Request::BlobPatch { bytes, .. } => bytes.len(),
            _ => 0,
        };
        if up > self.carries {
            self.wasted += self.carries;
            let slow = Refused { code: RefusalCode::SlowDown, detail: None };
            return match self.too {
                Too::Slow => Ok(Response::Refused(slow)),
                Too::Long => Err(Unreachable::BrokenOff),
            };
        }
        let answer = self.station.handle(call);
        let down = match &answer {
            Response::Changes(page) => page.items.iter().map(|item| item.change.wire_len()).sum(),
            Response::Directory(page) => page.entries.iter().map(|entry| entry.entry.len()).sum(),
            _ => 0,
        };
        if down > self.carries {
            self.wasted += self.carries;
            return Err(Unreachable::BrokenOff);
        }
        Ok(answer)
    }
}

/// Rounds until all is done. Answers how many bytes were sent for nothing.
fn rounds(scene: &mut Scene, n: usize, carries: usize, too: Too) -> usize {
    let mut line = Thin { station: &mut scene.station, carries, too, wasted: 0, calls: 0 };
    while turn(&mut scene.engines[n], &mut scene.laptops[n], &mut line, 1).unwrap() != Turned::Done
    {
        assert!(line.calls < 12_000, "no end");
    }
    line.wasted
}

/// Much was written, in long notes, with a film.
fn much() -> (Scene, usize) {
    let mut scene = Scene::new(2, Proof::RulesOnly);
    scene.station.page = 100;
    for laptop in &mut scene.laptops {
        (laptop.part, laptop.at_once) = (usize::MAX, 100);
    }
    let mut bytes = 0;
    for n in 0..60u8 {
        scene.laptops[0].write(file(1), &vec![n; 30_000], None);
        bytes += 30_000;
    }
    scene.laptops[0].write(file(1), b"a film", Some(vec![3; 3 << 20]));
    scene.laptops[0].admissions.insert((file(1), person(1)));
    (scene, bytes + (3 << 20))
}

#[test]
fn trust_34_a_body_that_came_too_slowly_makes_the_next_one_smaller() {
    for too in [Too::Slow, Too::Long] {
        let (mut scene, bytes) = much();
        let wasted = rounds(&mut scene, 0, 200_000, too);
        assert_eq!(scene.engines[0].state().waiting, 0);
        assert_eq!(scene.station.disk.whole.len(), 1);
        assert!(wasted < bytes / 3, "{wasted} bytes for nothing, of {bytes}");
    }
}

#[test]
fn trust_34_pages_become_smaller_as_well() {
    let (mut scene, _) = much();
    scene.sync(0);
    // Let in when all of it has gone by: it comes as the earlier changes of a file.
    for carries in [150_000, 60_000] {
        let mut later = Scene::new(2, Proof::RulesOnly);
        std::mem::swap(&mut later.station, &mut scene.station);
        let wasted = rounds(&mut later, 1, carries, Too::Long);
        assert_eq!(of(&later.laptops[1], file(1)).len(), 61);
        assert!(wasted < 1 << 20, "{wasted}");
        std::mem::swap(&mut later.station, &mut scene.station);
    }
}

#[test]
fn trust_34_the_directory_comes_in_smaller_pages() {
    let mut scene = Scene::new(2, Proof::RulesOnly);
    scene.station.page = 5_000;
    for n in 0..900 {
        scene.laptops[0].write(file(n), b"a case", None);
        scene.laptops[0].admissions.insert((file(n), person(1)));
        if n % 3 == 0 {
            scene.sync(0);
        }
    }
    rounds(&mut scene, 1, 60_000, Too::Long);
    assert_eq!(scene.laptops[1].directory, scene.station.disk.directory);
}
