//! `jiafang-station`: makes, serves, copies and restores a station.
//!
//! Inviting people is the manager's affair, on her laptop: it takes keys that the station does not have.

#![allow(clippy::print_stdout, reason = "a program talks to its operator")]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use clap::{ArgGroup, Args, Parser, Subcommand};
use protocol::PersonId;
use station::server::Patience;
use station::store::Store as _;
use station::store::sqlite::SqliteStore;
use station::{Address, Home, Serving, Settings, Station, archive, parcel, serve};

/// The station of Jiafang: stores and forwards case files that it cannot read.
#[derive(Parser)]
#[command(version)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes a station, and prints the code by which a manager founds it.
    Init {
        /// The folder in which all of the station lies; must be empty.
        #[arg(long)]
        home: PathBuf,
        /// What the operator calls it. Seen by everybody who connects.
        #[arg(long)]
        name: String,
        /// Where laptops find it: HOST:PORT.
        #[arg(long)]
        address: Address,
    },
    /// Serves the station until it is told to stop.
    Serve(Serve),
    /// Says how the station is, whether it serves or not.
    Status {
        /// The station's folder.
        #[arg(long)]
        home: PathBuf,
    },
    /// Gives the station another address, with a new certificate of the same authority.
    Move {
        /// The station's folder.
        #[arg(long)]
        home: PathBuf,
        /// Where laptops will find it: HOST:PORT.
        #[arg(long)]
        address: Address,
    },
    /// Takes in a file that a laptop has packed for the station, while it does not serve.
    Import {
        /// The station's folder.
        #[arg(long)]
        home: PathBuf,
        /// The file from the stick.
        file: PathBuf,
        /// MiB of the disk that stay free.
        #[arg(long, default_value_t = 256)]
        reserve_mib: u64,
    },
    /// Packs a file for a laptop, while the station does not serve. It is not sealed: who finds it learns what the station
    /// knows.
    #[command(group = ArgGroup::new("to").required(true))]
    Export {
        /// The station's folder.
        #[arg(long)]
        home: PathBuf,
        /// The file that this laptop has brought: what it lacks goes into the answer, attachments too.
        #[arg(long, group = "to")]
        answer: Option<PathBuf>,
        /// All that this person may read, but for attachments. `import` says who sent a file.
        #[arg(long, group = "to")]
        person: Option<PersonId>,
        /// The file to be made; must not exist.
        file: PathBuf,
    },
    /// Writes everything into one file, while the station serves.
    Backup {
        /// The station's folder.
        #[arg(long)]
        home: PathBuf,
        /// The file; must not exist. It holds the key of the station's authority: keep it safe.
        file: PathBuf,
    },
    /// Puts a backup back into an empty folder.
    Restore {
        /// The folder; must be empty or not exist.
        #[arg(long)]
        home: PathBuf,
        /// The backup.
        file: PathBuf,
    },
}

#[derive(Args)]
struct Serve {
    /// The station's folder.
    #[arg(long)]
    home: PathBuf,
    /// Where to listen; without it everywhere, at the port of its address.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// MiB of the disk that stay free.
    #[arg(long, default_value_t = 256)]
    reserve_mib: u64,
    /// How many MiB the database may have.
    #[arg(long)]
    most_mib: Option<u64>,
    /// How many connections at once.
    #[arg(long, default_value_t = 4096)]
    connections: usize,
    /// Shows the figures of `/` and `/metrics` to everybody, not to this machine alone.
    #[arg(long)]
    open_figures: bool,
}

fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).init();
    match Program::parse().command {
        Command::Init { home, name, address } => init(&Home::at(home), &name, &address),
        Command::Serve(settings) => serving(&settings),
        Command::Status { home } => status(&Home::at(home)),
        Command::Move { home, address } => {
            Home::at(home).move_to(&address)?;
            println!("The station is now at {address}. Start it again.");
            Ok(())
        }
        Command::Import { home, file, reserve_mib } => {
            let station = closed(&home, reserve_mib << 20)?;
            import(&station, &file)
        }
        Command::Export { home, answer, person, file } => {
            let station = closed(&home, 0)?;
            export(&station, answer.as_deref(), person, &file)
        }
        Command::Backup { home, file } => {
            let attachments = archive::back_up(&Home::at(home), &file)?;
            println!("{} holds the station and {attachments} attachments.", file.display());
            println!("It holds the key of the station's authority as well: keep it safe.");
            Ok(())
        }
        Command::Restore { home, file } => {
            archive::restore(&file, &Home::at(&home))?;
            println!("The station is back in {}.", home.display());
            Ok(())
        }
    }
}

fn init(home: &Home, name: &str, address: &Address) -> anyhow::Result<()> {
    let code = home.init(name, address)?;
    println!("address        {address}");
    println!("founding code  {}", code.as_str());
    println!();
    println!("Type both into Jiafang on the manager's laptop, to found the station. The code is");
    println!("shown this once and kept nowhere: if it is lost, empty the folder and begin again.");
    Ok(())
}

/// The station, for this program alone.
fn closed(home: &Path, reserve: u64) -> anyhow::Result<Arc<Station>> {
    let settings = Settings { reserve, ..Settings::default() };
    Station::open(&Home::at(home), settings)
        .context("stop the station first, and start it again afterwards")
}

fn import(station: &Station, file: &Path) -> anyhow::Result<()> {
    let (sent, imported) = parcel::import(station, file)?;
    println!("from         laptop {} of person {}", sent.by.device, sent.by.person);
    println!("new changes  {}", imported.stored);
    println!("known        {}", imported.there);
    println!("attachments  {}", imported.attachments);
    println!("directory    {} entries", imported.entries);
    if let Some(why) = imported.entry_refused {
        println!("             and one that is not taken: {:?}", why.code);
        println!("             Pack an answer for this laptop; her next file brings it right.");
    }
    if imported.waiting > 0 {
        println!(
            "waiting      {}: changes before them are missing, bring them first",
            imported.waiting
        );
    }
    for (why, count) in imported.refused {
        println!("not taken    {count}: {why:?}");
    }
    Ok(())
}

fn export(
    station: &Station,
    answer: Option<&Path>,
    person: Option<PersonId>,
    file: &Path,
) -> anyhow::Result<()> {
    let to = match (answer, person) {
        (Some(brought), _) => parcel::For::answer(&parcel::look(station, brought)?),
        (None, Some(person)) => parcel::For::person(station, person)?,
        (None, None) => anyhow::bail!("for whom?"),
    };
    let exported = parcel::export(station, &to, file)?;
    println!("{} is packed.", file.display());
    println!("changes      {}", exported.changes);
    println!("attachments  {}", exported.attachments);
    println!("directory    {} entries", exported.entries);
    Ok(())
}

fn serving(asked: &Serve) -> anyhow::Result<()> {
    let home = Home::at(&asked.home);
    let settings = Settings {
        reserve: asked.reserve_mib << 20,
        most_bytes: asked.most_mib.map(|mib| mib << 20),
        open_figures: asked.open_figures,
        ..Settings::default()
    };
    let station = Station::open(&home, settings)?;
    let listen = match asked.listen {
        Some(listen) => vec![listen],
        None => everywhere(&home)?,
    };
    let patience = Patience { connections: asked.connections, ..Patience::default() };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let serving = first(&home, &station, &listen, patience).await?;
        println!("listening at {}", serving.address);
        told_to_stop().await?;
        serving.stop().await;
        anyhow::Ok(())
    })
}

/// Everywhere, at the port of its address; a machine without IPv6 has the second alone.
fn everywhere(home: &Home) -> anyhow::Result<Vec<SocketAddr>> {
    let address: Address = SqliteStore::about(&home.database())?.address.parse()?;
    let all = [IpAddr::V6(Ipv6Addr::UNSPECIFIED), IpAddr::V4(Ipv4Addr::UNSPECIFIED)];
    Ok(all.map(|ip| SocketAddr::new(ip, address.port)).to_vec())
}

/// Serves at the first of these addresses where it can.
async fn first(
    home: &Home,
    station: &Arc<Station>,
    listen: &[SocketAddr],
    patience: Patience,
) -> anyhow::Result<Serving> {
    let mut failed = anyhow::anyhow!("nowhere to listen");
    for address in listen {
        match serve(home, Arc::clone(station), *address, patience).await {
            Ok(serving) => return Ok(serving),
            Err(error) => failed = error.into(),
        }
    }
    Err(failed)
}

async fn told_to_stop() -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("cannot hear SIGTERM")?;
    tokio::select! {
        heard = tokio::signal::ctrl_c() => heard.context("cannot hear SIGINT"),
        _ = terminate.recv() => Ok(()),
    }
}

fn status(home: &Home) -> anyhow::Result<()> {
    anyhow::ensure!(home.has_a_station(), "there is no station in this folder");
    let about = SqliteStore::about(&home.database())?;
    let store = SqliteStore::open(&home.database(), None)?;
    let figures = store.figures()?;
    let serving = matches!(home.lock(), Err(station::HomeError::InUse));
    println!("name         {}", about.name);
    println!("address      {}", about.address);
    println!("serving      {}", if serving { "yes" } else { "no" });
    match store.station()? {
        Some(id) => println!("founded      yes, {id}"),
        None => println!("founded      no: a manager types the founding code"),
    }
    println!("changes      {}", figures.changes);
    println!("refused      {}", figures.refused);
    println!("forks        {}", figures.forks);
    println!("invitations  {}", figures.invitations);
    println!("database     {} MiB", figures.bytes >> 20);
    Ok(())
}
