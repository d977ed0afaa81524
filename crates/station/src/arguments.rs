//! What an operator types.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand};
use protocol::PersonId;
use station::blobs::{Credentials, Place as Bucket};
use station::store::postgres::PostgresUrl;
use station::{Address, Home};

/// The station of Jiafang: stores and forwards case files that it cannot read.
#[derive(Parser)]
#[command(version)]
pub struct Program {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Subcommand)]
pub enum Command {
    /// Makes a station, and prints the code by which a manager founds it.
    Init {
        #[command(flatten)]
        place: Place,
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
    Status(Place),
    /// Gives the station another address, with a new certificate of the same authority.
    Move {
        #[command(flatten)]
        place: Place,
        /// Where laptops will find it: HOST:PORT.
        #[arg(long)]
        address: Address,
    },
    /// Takes in a file that a laptop has packed for the station, while it does not serve.
    Import {
        #[command(flatten)]
        place: Place,
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
        #[command(flatten)]
        place: Place,
        /// The file that this laptop has brought: what it lacks goes into the answer, attachments too.
        #[arg(long, group = "to")]
        answer: Option<PathBuf>,
        /// All that this person may read, but for attachments. `import` says who sent a file.
        #[arg(long, group = "to")]
        person: Option<PersonId>,
        /// The file to be made; must not exist.
        file: PathBuf,
    },
    /// Writes everything into one file, while the station serves; of a station in PostgreSQL, all but the database.
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
    /// Once a copy of the PostgreSQL was put back, before the station serves again: laptops that remember later days then
    /// miss nothing.
    TakeOver(Place),
}

/// Where the station lies.
#[derive(Args)]
pub struct Place {
    /// The station's folder; for init it must be empty.
    #[arg(long)]
    home: PathBuf,
    /// The PostgreSQL in which it is kept: postgres://USER:PASSWORD@HOST[,HOST]/DATABASE. Better in the environment than
    /// here, where every user of the machine sees it.
    #[arg(long, value_name = "URL", env = "JIAFANG_STATION_POSTGRES", hide_env_values = true)]
    postgres: Option<String>,
    /// Certificates that the PostgreSQL's is checked against (PEM), instead of the system's.
    #[arg(long, value_name = "FILE", env = "JIAFANG_STATION_POSTGRES_CA")]
    postgres_ca: Option<PathBuf>,
    /// A place in a store that speaks S3, where attachments are kept instead of in the folder:
    /// https://HOST[:PORT]/BUCKET[/PREFIX]. Its credentials stand in the environment (AWS_ACCESS_KEY_ID,
    /// AWS_SECRET_ACCESS_KEY, AWS_REGION) or in a file, never here.
    #[arg(long, value_name = "URL", env = "JIAFANG_STATION_S3")]
    s3: Option<String>,
    /// A file of lines AWS_…=VALUE with these credentials, which its owner alone can read (mode 600).
    #[arg(long, value_name = "FILE", env = "JIAFANG_STATION_S3_CREDENTIALS")]
    s3_credentials: Option<PathBuf>,
    /// Certificates that the store's is checked against (PEM), instead of the system's.
    #[arg(long, value_name = "FILE", env = "JIAFANG_STATION_S3_CA")]
    s3_ca: Option<PathBuf>,
}

impl Place {
    /// Its home.
    pub fn home(&self) -> Home {
        Home::at(&self.home)
    }

    /// The PostgreSQL, if one was named.
    ///
    /// # Errors
    /// When it is no address.
    pub fn postgres(&self) -> anyhow::Result<Option<PostgresUrl>> {
        let url = self.postgres.as_deref().map(str::parse::<PostgresUrl>).transpose()?;
        Ok(url.map(|url| url.trusting(self.postgres_ca.clone())))
    }

    /// The place of attachments in a bucket, if one was named.
    ///
    /// # Errors
    /// When it is no address, or there are no credentials.
    pub fn bucket(&self) -> anyhow::Result<Option<Bucket>> {
        let Some(address) = self.s3.as_deref() else { return Ok(None) };
        let credentials = match &self.s3_credentials {
            Some(file) => Credentials::from_file(file)?,
            None => Credentials::from_environment()?,
        };
        Ok(Some(Bucket::new(address, credentials)?.trusting(self.s3_ca.clone())))
    }
}

/// How to serve.
#[derive(Args)]
pub struct Serve {
    /// Where the station lies.
    #[command(flatten)]
    pub place: Place,
    /// Where to listen; without it everywhere, at the port of its address.
    #[arg(long)]
    pub listen: Option<SocketAddr>,
    /// MiB of the disk that stay free.
    #[arg(long, default_value_t = 256)]
    pub reserve_mib: u64,
    /// How many MiB the database may have.
    #[arg(long)]
    pub most_mib: Option<u64>,
    /// How many connections at once.
    #[arg(long, default_value_t = 4096)]
    pub connections: usize,
    /// Shows the figures of `/` and `/metrics` to everybody, not to this machine alone.
    #[arg(long)]
    pub open_figures: bool,
}
