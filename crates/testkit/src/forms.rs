//! Forms as a worker fills them in, as the JSON that the screens send. All people are invented.

use serde_json::{Value, json};

/// An identity number that follows GB 11643: a woman, born on 31 December 1949. The standard's own
/// example, which is nobody's.
pub const ID_NUMBER: &str = "11010519491231002X";

/// A form with some of its fields filled in otherwise.
#[must_use]
pub fn with(mut form: Value, otherwise: Value) -> Value {
    if let (Some(fields), Value::Object(otherwise)) = (form.as_object_mut(), otherwise) {
        fields.extend(otherwise);
    }
    form
}

/// A girl of twelve whose parents work in the city.
#[must_use]
pub fn child() -> Value {
    json!({
        "name": "米小禾", "called": "小禾", "group": "child", "id_number": "",
        "birth_date": "2013-05-06", "sex": "female", "categories": ["left_behind_child"],
        "needs": ["mental_health"], "village": "柳溪村", "address": "柳溪村 12 号，水井旁",
        "phones": ["13800138000"], "school_or_work": "柳溪小学六年级", "health": "", "remarks": "",
    })
}

/// A woman of seventy-six who lives alone.
#[must_use]
pub fn elder() -> Value {
    json!({
        "name": "周桂香", "called": "周奶奶", "group": "elder", "id_number": ID_NUMBER,
        "birth_date": null, "sex": null, "categories": ["living_alone"],
        "needs": ["emotional_comfort"], "village": "石桥村", "address": "石桥村东头",
        "phones": ["0311-8601234"], "school_or_work": "", "health": "高血压", "remarks": "",
    })
}

/// A father to whom nothing of the file may be handed.
#[must_use]
pub fn father() -> Value {
    json!({
        "name": "米大川", "relation": "father", "lives_with": true, "guardian": true,
        "phone": "", "remarks": "在外打工，月底回家", "withheld": true,
        "withheld_reason": "疑似动手打人",
    })
}

/// A grandmother who looks after the child.
#[must_use]
pub fn grandmother() -> Value {
    json!({
        "name": "何秀兰", "relation": "grandmother", "lives_with": true, "guardian": false,
        "phone": "13900139000", "remarks": "", "withheld": false, "withheld_reason": "",
    })
}

/// The intake of a client's case.
#[must_use]
pub fn case_of(client: &str, number: &str) -> Value {
    json!({
        "client": client, "number": number, "opened_on": "2026-03-01", "worker": null,
        "source": "school", "reason": "老师说孩子近来不说话",
        "ground": {
            "kind": "guardian_consent", "by": "奶奶何秀兰", "scope": "家访与学校联系",
            "on": "2026-03-01",
        },
        "risk": {"level": "medium", "reasons": "独自在家过夜"},
    })
}

/// A visit on the first morning of a test, complete. It agrees one action.
#[must_use]
pub fn visit() -> Value {
    json!({
        "kind": "planned", "started_at": "2026-03-02T08:00:00", "ended_at": "2026-03-02T08:40:00",
        "place": "", "present": [{"name": "米小禾", "member": null, "client": true}],
        "nobody_home": false, "observations": "灶台是凉的，米缸见了底。",
        "judgement": "吃饭没有着落。", "needs": ["daily_care"],
        "actions": [action(1, "送一袋米", "2026-03-05")],
        "next": {"on": "2026-03-09", "purpose": "看米够不够"}, "attachments": [],
        "client_signed": false,
    })
}

/// An action of a visit. `number` tells it from the others.
#[must_use]
pub fn action(number: u16, what: &str, due: &str) -> Value {
    json!({
        "id": format!("0195a000-0000-7000-8000-{number:012}"), "what": what, "owner": "林晓岚",
        "due": due,
    })
}
