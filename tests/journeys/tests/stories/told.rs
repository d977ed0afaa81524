//! Tells a story in a process of its own, so that everything it leaves in the temporary folder can be
//! searched: the laptops' data folders lie there, too, and the sticks.

use std::path::PathBuf;
use std::process::Command;
use testkit::sweep::sweep;

/// Set in the process that tells.
const TELLING: &str = "JIAFANG_STORY";

/// Words of the forms that the stories fill in: each stands in another kind of place.
const WORDS: [&str; 22] = [
    "米小禾",
    "柳溪村",
    "水井旁",
    "13800138000",
    "柳溪小学",
    "周桂香",
    "周奶奶",
    "石桥村",
    "8601234",
    "11010519491231002X",
    "高血压",
    "米大川",
    "月底回家",
    "疑似动手",
    "何秀兰",
    "孩子近来不说话",
    "独自在家过夜",
    "灶台是凉",
    "吃饭没有着落",
    "送一袋米",
    "看米够不够",
    "蜻蜓",
];

/// Tells `story` under the name of its test, and searches what is left behind when it is over.
pub fn tell(test: &str, story: impl FnOnce()) {
    if std::env::var_os(TELLING).is_some() {
        return story();
    }
    let temp = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let told = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(TELLING, "1")
        .env("TMPDIR", temp.path())
        .output()
        .unwrap();
    let said = [told.stdout, told.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(told.status.success(), "{said}");
    assert!(said.contains("1 passed"), "there is no test of that name: {said}");
    let (_, finds) = sweep(temp.path(), &WORDS).unwrap();
    assert_eq!(finds, [], "left behind in clear");
}

/// Asserts that none of the words, and none of `others`, lies in clear anywhere a story writes to by itself.
pub fn nothing_in_clear(others: &[&str]) {
    let temp = PathBuf::from(std::env::var_os("TMPDIR").unwrap());
    let words: Vec<&str> = WORDS.iter().chain(others).copied().collect();
    let (searched, finds) = sweep(&temp, &words).unwrap();
    assert_eq!(finds, [], "trust 38");
    assert!(searched >= 3, "key slots, database, lock: {searched} files");
}
