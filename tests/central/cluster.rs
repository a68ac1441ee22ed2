//! A PostgreSQL of a test's own, in a folder that is gone afterwards: on a socket there, and on a port of this machine with TLS.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A running server; it is stopped when this is dropped.
pub struct Cluster {
    folder: tempfile::TempDir,
    programs: PathBuf,
    pub port: u16,
    databases: u32,
}

/// Where the server's programs are: in the path, or where Debian puts them.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let mut debian: Vec<PathBuf> = debian.flatten().map(|one| one.path().join("bin")).collect();
    debian.sort();
    std::env::split_paths(&path)
        .chain(debian.into_iter().rev())
        // Where it really is: the others lie beside it, and not always beside a link to it.
        .find_map(|folder| {
            folder
                .join("initdb")
                .canonicalize()
                .ok()?
                .parent()
                .map(Path::to_owned)
        })
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().expect("id");
    output.stdout == b"0\n"
}

fn run(command: &mut Command) -> String {
    let output = command.output().expect("a run");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

impl Cluster {
    /// Starts one that need not survive a loss of power; `None`, which is said, where there is no PostgreSQL.
    pub fn start() -> Option<Self> {
        Self::start_with("fsync = off\n")
    }

    /// Starts one with these settings, which are PostgreSQL's own otherwise.
    pub fn start_with(more: &str) -> Option<Self> {
        let Some(programs) = programs() else {
            println!("skipped: there is no PostgreSQL on this machine (initdb was not found)");
            return None;
        };
        // A socket's path may have about a hundred characters.
        let folder = tempfile::Builder::new()
            .prefix("tc")
            .tempdir_in("/tmp")
            .expect("a folder");
        let mut one = Self {
            folder,
            programs,
            port: 0,
            databases: 0,
        };
        run(Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
            ])
            .args([
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
            ])
            .args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"])
            .arg(one.path("key.pem"))
            .arg("-out")
            .arg(one.path("cert.pem")));
        if is_root() {
            // The server refuses to be root's.
            run(Command::new("chown")
                .args(["-R", "postgres"])
                .arg(one.folder.path()));
        }
        let data = one.path("data");
        run(one
            .program("initdb")
            .args([
                "--no-sync",
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "--locale",
                "C.UTF-8",
                "-A",
                "trust",
                "-D",
            ])
            .arg(&data));
        // Over the network only with a password, over the socket without.
        let who = "local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n";
        std::fs::write(data.join("pg_hba.conf"), who).expect("who may come in");
        // Another test may take the port between the asking and the start.
        for last in [false, false, true] {
            if one.started(more, last) {
                break;
            }
        }
        Some(one)
    }

    /// Starts the server on a port that is free now; whether it did, which it must at the `last` try.
    fn started(&mut self, more: &str, last: bool) -> bool {
        self.port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a port")
            .port();
        let data = self.path("data");
        let settings = format!(
            "{more}listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{socket}'\nssl = on\n\
             ssl_cert_file = '{socket}/cert.pem'\nssl_key_file = '{socket}/key.pem'\n",
            port = self.port,
            socket = self.folder.path().display()
        );
        std::fs::write(data.join("postgresql.auto.conf"), settings).expect("the settings");
        let log = self.path("log");
        let mut start = self.program("pg_ctl");
        start
            .args(["-s", "-w", "start", "-l"])
            .arg(&log)
            .arg("-D")
            .arg(&data);
        let started = start.status().expect("pg_ctl").success();
        let said = std::fs::read_to_string(&log).unwrap_or_default();
        assert!(started || !last, "PostgreSQL does not start: {said}");
        started
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A program of the server, run by who may run it.
    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir("/");
        command
    }

    /// A client, over the socket.
    pub fn client(&self, database: &str) -> postgres::Client {
        postgres::Config::new()
            .host_path(self.folder.path())
            .port(self.port)
            .user("postgres")
            .dbname(database)
            .connect(postgres::NoTls)
            .expect("a connection")
    }

    /// An empty database; its address over the socket.
    pub fn database(&mut self) -> String {
        self.databases += 1;
        let name = format!("coach{}", self.databases);
        self.client("postgres")
            .batch_execute(&format!("CREATE DATABASE {name}"))
            .expect("a database");
        let socket = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://postgres@{socket}:{}/{name}", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.path("data");
        let stopped = self
            .program("pg_ctl")
            .args(["-s", "-w", "-m", "immediate", "stop", "-D"])
            .arg(data)
            .status();
        drop(stopped);
    }
}
