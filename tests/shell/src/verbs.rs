//! What a person does in a window. Every verb waits for what it needs.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use fantoccini::Locator;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;

use crate::program::pictures;
use crate::{Target, Window};

/// Enough for a debug build on a busy machine to do anything a person waits for.
const PATIENCE: Duration = Duration::from_secs(20);

const BETWEEN_LOOKS: Duration = Duration::from_millis(30);

/// Jiafang's pages are painted by the processor, and only when something on them changes: on a page that
/// rests, the driver would wait for its picture for ever. A dot that nobody sees changes until it has it.
const STIR: &str = "
    const dot = document.createElement('i');
    dot.style.cssText = 'position: fixed; right: 0; bottom: 0; width: 1px; height: 1px';
    document.documentElement.append(dot);
    let turn = 0;
    const stirring = setInterval(() => {
        turn = 1 - turn;
        dot.style.background = `rgb(0 0 0 / ${1 + turn}%)`;
    }, 30);
    window.stirred = () => { clearInterval(stirring); dot.remove(); };
    return null;
";

const REST: &str = "window.stirred(); return null;";

impl Window {
    /// Waits until something can be seen, and returns the words it shows.
    pub async fn see(&self, target: impl Into<Target<'_>>) -> anyhow::Result<String> {
        self.with(&target.into(), async |element| element.text().await).await
    }

    /// Waits until something can no longer be seen.
    pub async fn see_no_more(&self, target: impl Into<Target<'_>>) -> anyhow::Result<()> {
        let target = target.into();
        let deadline = Instant::now() + PATIENCE;
        while !self.look(&target).await?.is_empty() {
            if Instant::now() > deadline {
                bail!("{target} is still there");
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        Ok(())
    }

    /// How many such things can be seen at this moment.
    pub async fn count(&self, target: impl Into<Target<'_>>) -> anyhow::Result<usize> {
        Ok(self.look(&target.into()).await?.len())
    }

    /// Clicks something as soon as it can be clicked.
    pub async fn click(&self, target: impl Into<Target<'_>>) -> anyhow::Result<()> {
        let target = target.into();
        self.until_enabled(&target).await?;
        self.with(&target, async |element| self.click_in_view(&element).await).await
    }

    /// Clicks; if something lies over it, scrolls as a person would, and clicks then.
    async fn click_in_view(&self, element: &Element) -> Result<(), CmdError> {
        const TO_THE_MIDDLE: &str = "arguments[0].scrollIntoView({ block: 'center' })";
        if element.click().await.is_ok() {
            return Ok(());
        }
        self.client.execute(TO_THE_MIDDLE, vec![serde_json::to_value(element)?]).await?;
        element.click().await
    }

    /// Writes into a field, after what stands there.
    pub async fn write(&self, target: impl Into<Target<'_>>, words: &str) -> anyhow::Result<()> {
        self.with(&target.into(), async |field| field.send_keys(words).await).await
    }

    /// Writes into a field in place of what stands there.
    pub async fn rewrite(&self, target: impl Into<Target<'_>>, words: &str) -> anyhow::Result<()> {
        let rewrite = async |field: Element| {
            field.clear().await?;
            field.send_keys(words).await
        };
        self.with(&target.into(), rewrite).await
    }

    /// What stands in a field.
    pub async fn read(&self, target: impl Into<Target<'_>>) -> anyhow::Result<String> {
        let value = async |field: Element| field.prop("value").await;
        Ok(self.with(&target.into(), value).await?.unwrap_or_default())
    }

    /// Waits until a script in the page returns true.
    pub async fn until(&self, what: &str, script: &str) -> anyhow::Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while self.run(script).await? != true {
            if Instant::now() > deadline {
                bail!("still not so that {what}; {}", self.whereabouts().await);
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        Ok(())
    }

    /// Presses keys where the focus is: all of them down in turn, then up again (`Key::Control`,
    /// then `'k'`).
    pub async fn press(&self, keys: &[char]) -> anyhow::Result<()> {
        let down = keys.iter().map(|&value| KeyAction::Down { value });
        let up = keys.iter().rev().map(|&value| KeyAction::Up { value });
        let actions = down.chain(up).fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        self.client.perform_actions(actions).await?;
        Ok(())
    }

    /// Takes a picture of the page, as PNG, into `JIAFANG_PICTURES` or `target/shell/pictures`.
    pub async fn picture(&self, name: &str) -> anyhow::Result<PathBuf> {
        let path = pictures()?.join(name).with_extension("png");
        self.rest_pointer().await?;
        self.settle().await?;
        self.run(STIR).await?;
        let picture = self.client.screenshot().await;
        self.run(REST).await?;
        std::fs::write(&path, picture?)?;
        Ok(path)
    }

    /// Puts the pointer where nothing lights up under it.
    async fn rest_pointer(&self) -> anyhow::Result<()> {
        let rest = PointerAction::MoveTo { duration: None, x: 1.0, y: 1.0 };
        let mouse = MouseActions::new("mouse".to_owned()).then(rest);
        self.client.perform_actions(mouse).await?;
        Ok(())
    }

    /// Waits until fonts and pictures are there and two frames have been painted.
    async fn settle(&self) -> anyhow::Result<()> {
        const SETTLED: &str = "
            const done = arguments[0];
            const pictures = [...document.images].map((image) => image.decode().catch(() => {}));
            Promise.all([document.fonts.ready, ...pictures]).then(() =>
                requestAnimationFrame(() => requestAnimationFrame(() => done())));
        ";
        self.client.execute_async(SETTLED, Vec::new()).await?;
        Ok(())
    }

    /// Does something with the first such element that can be seen. The page may put another in its
    /// place, move it, or cover it with a menu that is closing: then it is tried again.
    async fn with<T>(
        &self,
        target: &Target<'_>,
        act: impl AsyncFn(Element) -> Result<T, CmdError>,
    ) -> anyhow::Result<T> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match act(self.shown(target).await?).await {
                Ok(done) => return Ok(done),
                Err(error) if Instant::now() > deadline => {
                    return Err(error).with_context(|| format!("{target} does not answer"));
                }
                Err(_) => tokio::time::sleep(BETWEEN_LOOKS).await,
            }
        }
    }

    async fn until_enabled(&self, target: &Target<'_>) -> anyhow::Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while !self.with(target, async |element| element.is_enabled().await).await? {
            if Instant::now() > deadline {
                bail!("{target} stays disabled; {}", self.whereabouts().await);
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        Ok(())
    }

    /// The first such element, once one can be seen.
    async fn shown(&self, target: &Target<'_>) -> anyhow::Result<Element> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(element) = self.look(target).await?.into_iter().next() {
                return Ok(element);
            }
            if Instant::now() > deadline {
                bail!("{target} did not appear; {}", self.whereabouts().await);
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// What a story that went wrong looked like.
    async fn whereabouts(&self) -> String {
        let test = std::thread::current().name().unwrap_or("story").replace(':', "-");
        match self.picture(&format!("missed-{test}")).await {
            Ok(path) => format!("the window looked like {}", path.display()),
            Err(error) => format!("no picture could be taken: {error}"),
        }
    }

    /// All such elements that can be seen at this moment.
    async fn look(&self, target: &Target<'_>) -> anyhow::Result<Vec<Element>> {
        let mut seen = Vec::new();
        for element in self.all(target).await? {
            // An element that left the page between two questions cannot be seen.
            if element.is_displayed().await.unwrap_or(false) {
                seen.push(element);
            }
        }
        Ok(seen)
    }

    /// All such elements, seen or not.
    pub(crate) async fn all(&self, target: &Target<'_>) -> anyhow::Result<Vec<Element>> {
        let found = match (target.path(), target) {
            (Some(path), _) => self.client.find_all(Locator::XPath(&path)).await,
            (None, Target::Css(selector)) => self.client.find_all(Locator::Css(selector)).await,
            (None, _) => return Ok(Vec::new()),
        };
        found.with_context(|| format!("{target} could not be looked for"))
    }
}
