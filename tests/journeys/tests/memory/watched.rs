//! An allocator that knows which blocks are in use, and whether a block was wiped before it came back.

#![allow(unsafe_code, reason = "an allocator cannot be written without")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

/// More blocks than a test has in use at once, by far.
const PLACES: usize = 1 << 20;
/// A place whose block was given back.
const LEFT: usize = 1;

static BLOCKS: [AtomicUsize; PLACES] = [const { AtomicUsize::new(0) }; PLACES];
static SIZES: [AtomicUsize; PLACES] = [const { AtomicUsize::new(0) }; PLACES];
static UNWIPED: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator, watched.
pub struct Watched;

// SAFETY: every call goes on to the system's allocator as it came; the books beside it are atomics.
unsafe impl GlobalAlloc for Watched {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises are the system allocator's conditions.
        let block = unsafe { System.alloc(layout) };
        if !block.is_null() {
            enter(block.addr(), layout.size());
        }
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block is in use, as long as it says, until it is given to the system below.
        let bytes = unsafe { std::slice::from_raw_parts(block, layout.size()) };
        if bytes.iter().any(|byte| *byte != 0) {
            UNWIPED.fetch_add(1, Ordering::Relaxed);
        }
        leave(block.addr());
        // SAFETY: as above.
        unsafe { System.dealloc(block, layout) }
    }
}

/// Places for a block, in the order in which they are tried.
fn places(block: usize) -> impl Iterator<Item = usize> {
    let first = (block >> 4).wrapping_mul(0x9e37_79b9) % PLACES;
    (0..PLACES).map(move |step| (first + step) % PLACES)
}

fn enter(block: usize, size: usize) {
    for place in places(block) {
        let found = BLOCKS[place].load(Ordering::Relaxed);
        let free = found <= LEFT;
        let takes = |from| {
            BLOCKS[place].compare_exchange(from, block, Ordering::SeqCst, Ordering::Relaxed).is_ok()
        };
        if free && takes(found) {
            SIZES[place].store(size, Ordering::SeqCst);
            return;
        }
    }
}

fn leave(block: usize) {
    for place in places(block) {
        match BLOCKS[place].load(Ordering::Relaxed) {
            0 => return,
            found if found == block => return BLOCKS[place].store(LEFT, Ordering::SeqCst),
            _ => {}
        }
    }
}

/// How many blocks came back with something in them.
pub fn left_unwiped() -> usize {
    UNWIPED.load(Ordering::SeqCst)
}

/// A copy of every block that is in use.
pub fn in_use() -> Vec<Vec<u8>> {
    let in_use = |place: &usize| BLOCKS[*place].load(Ordering::SeqCst) > LEFT;
    let listed: Vec<(usize, usize)> = (0..PLACES)
        .filter(in_use)
        .map(|place| (BLOCKS[place].load(Ordering::SeqCst), SIZES[place].load(Ordering::SeqCst)))
        .collect();
    let memory = std::fs::File::open("/proc/self/mem").unwrap();
    let copy = |(block, size): (usize, usize)| {
        let mut bytes = vec![0; size];
        // A block of another thread may be gone meanwhile.
        let _ = std::os::unix::fs::FileExt::read_exact_at(&memory, &mut bytes, block as u64);
        bytes
    };
    listed.into_iter().map(copy).collect()
}
