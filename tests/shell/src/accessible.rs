//! Checks a screen against the rules of WCAG 2.2 AA that a program can check, with axe-core.

use std::fmt;

use anyhow::{Context as _, ensure};
use serde_json::Value;

use crate::Window;
use crate::program::workspace;

/// One rule that the screen breaks, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule's name in axe.
    pub rule: String,
    /// What the rule asks for.
    pub help: String,
    /// The elements that break it, as HTML, cut short.
    pub places: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}", self.rule, self.help)?;
        for place in &self.places {
            write!(to, "\n    {place}")?;
        }
        Ok(())
    }
}

impl Window {
    /// Fails with everything that the screen as it stands breaks.
    pub async fn expect_accessible(&self, screen: &str) -> anyhow::Result<()> {
        let violations = self.violations().await?;
        let list: Vec<String> = violations.iter().map(ToString::to_string).collect();
        ensure!(list.is_empty(), "{screen} breaks rules:\n{}", list.join("\n"));
        Ok(())
    }

    /// The rules that the screen as it stands breaks.
    pub async fn violations(&self) -> anyhow::Result<Vec<Violation>> {
        const RUN: &str = "
            const done = arguments[arguments.length - 1];
            const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
            axe.run(document, { runOnly: { type: 'tag', values: levels } })
                .then((report) => done(report.violations), (error) => done(String(error)));
        ";
        let source = workspace().join("ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&source)
            .with_context(|| format!("{} is part of the set-up", source.display()))?;
        self.client.execute(&axe, Vec::new()).await?;
        let report = self.client.execute_async(RUN, Vec::new()).await?;
        let found = report.as_array().with_context(|| format!("axe did not report: {report}"))?;
        Ok(found.iter().map(violation).collect())
    }
}

fn violation(found: &Value) -> Violation {
    let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let nodes = found["nodes"].as_array().map_or(&[][..], Vec::as_slice);
    Violation {
        rule: words(&found["id"]),
        help: words(&found["help"]),
        places: nodes.iter().map(|node| words(&node["html"]).chars().take(160).collect()).collect(),
    }
}
