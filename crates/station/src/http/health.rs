//! `GET /`: how the station is, for its operator, in Chinese and English. Plain HTML: no script, no picture, no request
//! to anywhere. The figures are for the machine itself alone, unless the operator opened them.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::response::{IntoResponse, Response};

use super::answers::{Refusal, ask};
use super::figures::{Seen, look, may_see};
use super::who::{Stranger, peer};
use crate::station::Station;

const STYLE: &str = "body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;\
padding:0 1rem;color:#1f2d2b;background:#faf9f6}table{border-collapse:collapse;width:100%}\
th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ddd9cf;font-weight:400}\
td{text-align:right;font-variant-numeric:tabular-nums}.good{color:#0f766e}.bad{color:#b42318}\
small{color:#5b6b68}";

const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

pub(super) async fn page(
    State(station): State<Arc<Station>>,
    _: Stranger,
    request: Request,
) -> Result<Response, Refusal> {
    let (parts, _) = request.into_parts();
    let seen = ask(&station, look).await?;
    let html = written(&station, &seen, may_see(&station, peer(&parts)));
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "no-referrer"),
    ];
    Ok((headers, html).into_response())
}

fn written(station: &Station, seen: &Seen, figures: bool) -> String {
    let (class, zh, en) = if seen.read_only {
        (
            "bad",
            "磁盘空间不足:暂停接收,已确认的内容完好,仍可读取。请腾出空间,站点会自动恢复。",
            "The disk is full: nothing is taken at present. What was acknowledged is safe and can be read. \
             Make room; the station goes on by itself.",
        )
    } else if seen.founded {
        ("good", "运行正常", "Running")
    } else {
        (
            "good",
            "等待建站:请站长在应用中输入建站码。",
            "Waiting to be founded: the manager types the founding code into the app.",
        )
    };
    let name = escaped(&station.about.name);
    let mut html = format!(
        "<!doctype html>\n<html lang=\"zh\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{name}</title>\
         <style>{STYLE}</style></head>\n<body>\n<h1>{name}</h1>\n\
         <p class=\"{class}\">{zh}<br><span lang=\"en\">{en}</span></p>\n"
    );
    if figures {
        html.push_str(&table(seen));
    }
    let version = env!("CARGO_PKG_VERSION");
    // A String takes all text.
    let _ = write!(
        html,
        "<p><small>家访站点 {version} · 本服务器只保存密文,无法读取个案内容。<br>\
         <span lang=\"en\">Jiafang station {version} · This server holds sealed bytes and cannot read \
         any case.</span></small></p>\n</body>\n</html>\n"
    );
    html
}

fn table(seen: &Seen) -> String {
    let mebi = |bytes: u64| format!("{} MiB", bytes >> 20);
    let rows = [
        ("人员", "People", seen.people.to_string()),
        ("设备", "Devices", seen.devices.to_string()),
        ("更改", "Changes", seen.store.changes.to_string()),
        ("未获准更改", "Changes not admitted", seen.store.refused.to_string()),
        ("名册条目", "Directory entries", seen.entries.to_string()),
        ("分叉证据", "Evidence of forks", seen.store.forks.to_string()),
        ("待用邀请", "Invitations waiting", seen.store.invitations.to_string()),
        ("数据库", "Database", mebi(seen.store.bytes)),
        ("磁盘剩余", "Free on disk", mebi(seen.free)),
        ("已运行(小时)", "Hours running", (seen.seconds / 3600).to_string()),
    ];
    let mut table = "<table>\n".to_owned();
    for (zh, en, figure) in rows {
        // A String takes all text.
        let _ = writeln!(
            table,
            "<tr><th>{zh} <span lang=\"en\">{en}</span></th><td>{figure}</td></tr>"
        );
    }
    table.push_str("</table>\n");
    table
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut html, c| {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
        html
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_text_and_not_markup() {
        assert_eq!(escaped("<b>\"A & B\"</b>"), "&lt;b&gt;&quot;A &amp; B&quot;&lt;/b&gt;");
    }
}
