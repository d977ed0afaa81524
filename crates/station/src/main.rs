//! `jiafang-station`: makes, serves, copies and restores a station.
//!
//! Inviting people is the manager's affair, on her laptop: it takes keys that the station does not have.

#![allow(clippy::print_stdout, reason = "a program talks to its operator")]

mod arguments;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use arguments::{Command, Place, Program, Serve};
use clap::Parser as _;
use protocol::PersonId;
use station::server::Patience;
use station::store;
use station::store::postgres::{PostgresStore, PostgresUrl};
use station::{Address, Home, Serving, Settings, Station, archive, parcel, serve};

fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).init();
    match Program::parse().command {
        Command::Init { place, name, address } => init(&place, &name, &address),
        Command::Serve(settings) => serving(&settings),
        Command::Status(place) => status(&place),
        Command::Move { place, address } => {
            place.home().move_to(&address, place.postgres()?.as_ref())?;
            println!("The station is now at {address}. Start it again.");
            Ok(())
        }
        Command::Import { place, file, reserve_mib } => {
            let station = closed(&place, reserve_mib << 20)?;
            import(&station, &file)
        }
        Command::Export { place, answer, person, file } => {
            let station = closed(&place, 0)?;
            export(&station, answer.as_deref(), person, &file)
        }
        Command::TakeOver(place) => take_over(&place),
        Command::Backup { home, file } => back_up(&Home::at(home), &file),
        Command::Restore { home, file } => {
            let home = Home::at(home);
            archive::restore(&file, &home)?;
            println!("The station is back in {}.", home.path().display());
            if home.postgres_key()?.is_some() {
                println!(
                    "Its database is not: put the copy of the PostgreSQL back, then run take-over."
                );
            }
            if home.has_a_bucket() {
                println!("Its attachments are in the S3 store: serve it with --s3, as before.");
            }
            Ok(())
        }
    }
}

fn back_up(home: &Home, file: &Path) -> anyhow::Result<()> {
    let attachments = archive::back_up(home, file)?;
    println!("{} holds the station and {attachments} attachments.", file.display());
    if home.postgres_key()?.is_some() {
        println!("Its database is NOT in it: copy the PostgreSQL with pg_dump, and before this.");
    }
    if home.has_a_bucket() {
        println!("Attachments in the S3 store are NOT in it: that store keeps copies of its own.");
    }
    println!("It holds the key of the station's authority as well: keep it safe.");
    Ok(())
}

fn init(place: &Place, name: &str, address: &Address) -> anyhow::Result<()> {
    let home = place.home();
    let code = match place.postgres()? {
        None => home.init(name, address)?,
        Some(url) => home.init_in_postgres(name, address, &url)?,
    };
    println!("address        {address}");
    println!("founding code  {}", code.as_str());
    println!();
    println!("Type both into Jiafang on the manager's laptop, to found the station. The code is");
    println!("shown this once and kept nowhere: if it is lost, empty the folder and begin again.");
    Ok(())
}

/// The station; one that is not in PostgreSQL, for this program alone.
fn closed(place: &Place, reserve: u64) -> anyhow::Result<Arc<Station>> {
    let (postgres, bucket) = (place.postgres()?, place.bucket()?);
    let settings = Settings { reserve, postgres, bucket, ..Settings::default() };
    Station::open(&place.home(), settings)
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
    let home = asked.place.home();
    let postgres = asked.place.postgres()?;
    let settings = Settings {
        postgres: postgres.clone(),
        bucket: asked.place.bucket()?,
        reserve: asked.reserve_mib << 20,
        most_bytes: asked.most_mib.map(|mib| mib << 20),
        open_figures: asked.open_figures,
        ..Settings::default()
    };
    let station = Station::open(&home, settings)?;
    let listen = match asked.listen {
        Some(listen) => vec![listen],
        None => everywhere(&home, postgres.as_ref())?,
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
fn everywhere(home: &Home, postgres: Option<&PostgresUrl>) -> anyhow::Result<Vec<SocketAddr>> {
    let address: Address = store::about(home, postgres)?.address.parse()?;
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

fn status(place: &Place) -> anyhow::Result<()> {
    let (home, postgres) = (place.home(), place.postgres()?);
    anyhow::ensure!(home.has_a_station(), "there is no station in this folder");
    let about = store::about(&home, postgres.as_ref())?;
    let kept = store::open(&home, postgres.as_ref(), None)?.store;
    let figures = kept.figures()?;
    let serving = matches!(home.lock(), Err(station::HomeError::InUse));
    let in_postgres = home.postgres_key()?.is_some();
    println!("name         {}", about.name);
    println!("address      {}", about.address);
    println!("kept in      {}", if in_postgres { "PostgreSQL" } else { "this folder" });
    let bucket = if home.has_a_bucket() { "an S3 store" } else { "this folder" };
    println!("attachments  in {bucket}");
    let here = if in_postgres { ", from this folder" } else { "" };
    println!("serving      {}{here}", if serving { "yes" } else { "no" });
    match kept.station()? {
        Some(id) => println!("founded      yes, {id}"),
        None => println!("founded      no: a manager types the founding code"),
    }
    if let Some((entries, end)) = store::directory_end(kept.as_ref())? {
        println!("directory    {entries} entries, ends {end}");
    }
    println!("changes      {}", figures.changes);
    println!("refused      {}", figures.refused);
    println!("forks        {}", figures.forks);
    println!("invitations  {}", figures.invitations);
    println!("database     {} MiB", figures.bytes >> 20);
    Ok(())
}

fn take_over(place: &Place) -> anyhow::Result<()> {
    let (home, postgres) = (place.home(), place.postgres()?);
    let key = home.postgres_key()?;
    let key = key.context("this station is not kept in PostgreSQL: restore does it all")?;
    let url = postgres.context("say where the PostgreSQL is: --postgres")?;
    let _lock = home.lock()?;
    PostgresStore::open(&url, key, None)?.take_over()?;
    println!("Done. The station can serve again.");
    Ok(())
}
