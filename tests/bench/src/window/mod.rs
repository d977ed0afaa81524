//! The window: what it costs to open, how long unlocking takes until Today is painted, and a keystroke in
//! the filter until the rows are.

mod filter;
mod opening;
mod today;

use shell::{Laptop, Program, Window};
use tokio::runtime::Runtime;

use crate::caseload::Caseload;
use crate::figure::Figure;

/// Size of the window, in pixels of the page.
const SIZE: (u32, u32) = (1280, 800);

/// Measures every figure of the window, programs opened `rounds` times.
///
/// # Errors
/// When a program is not built or a window does not open.
pub fn measure(caseload: &Caseload, rounds: usize) -> anyhow::Result<Vec<Figure>> {
    Runtime::new()?.block_on(async {
        let mut figures = opening::measure(caseload, rounds).await?;
        figures.extend(today::measure(caseload, rounds).await?);
        figures.extend(filter::measure(caseload).await?);
        Ok(figures)
    })
}

/// A laptop with the caseload in its vault.
fn laptop(caseload: &Caseload) -> anyhow::Result<Laptop> {
    let laptop = Laptop::with(Program::Jiafang, &[])?;
    caseload.copy_to(&laptop.data())?;
    Ok(laptop)
}

async fn open(laptop: &Laptop) -> anyhow::Result<Window> {
    let window = laptop.open().await?;
    window.resize(SIZE.0, SIZE.1).await?;
    Ok(window)
}
