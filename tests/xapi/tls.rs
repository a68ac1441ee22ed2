//! Over TLS: a certificate that the machine's authorities vouch for is taken, another is not, and that is said at once.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::made;
use super::{call, text};

/// A store that takes everything, behind the certificate in the folder it runs in. Prints its port, then how many statements
/// came with each request; who turns away at the certificate prints nothing.
const STORE: &str = "
import http.server, json, ssl
class Store(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        got = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        said = json.dumps([one['id'] for one in got]).encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(said)))
        self.end_headers()
        self.wfile.write(said)
        print(len(got), flush=True)
    def log_message(self, *_):
        pass
class Quiet(http.server.HTTPServer):
    def handle_error(self, *_):
        pass
server = Quiet(('127.0.0.1', 0), Store)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain('cert.pem', 'key.pem')
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(server.server_port, flush=True)
server.serve_forever()
";

struct Store(Child);

impl Drop for Store {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A key and a certificate for this machine that nobody vouches for.
fn certificate(folder: &Path) -> bool {
    let args = "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost \
                -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE";
    let made = Command::new("openssl")
        .args(args.split_whitespace())
        .current_dir(folder)
        .output();
    made.is_ok_and(|made| made.status.success())
}

#[test]
fn a_store_is_believed_only_where_the_machine_vouches_for_it() {
    let folder = tempfile::tempdir().unwrap();
    if !certificate(folder.path()) {
        eprintln!("skipped: there is no openssl to make a certificate with");
        return;
    }
    made::history(folder.path());
    let mut store = Command::new("python3");
    store.args(["-c", STORE]).current_dir(folder.path());
    let mut store = Store(store.stdout(Stdio::piped()).spawn().unwrap());
    let mut said = BufReader::new(store.0.stdout.take().unwrap()).lines();
    let port = said.next().unwrap().unwrap();
    let address = format!("https://localhost:{port}/xapi");
    let args = [
        "export",
        "--format",
        "xapi",
        "--data",
        text(folder.path()),
        "--push",
        &address,
    ];

    let output = call(&args).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(4), "{err}");
    assert!(
        err.contains("certificate") && err.contains("in 1 tr"),
        "asking again is no use: {err}"
    );

    // As a bank does with its own authority, if for the whole machine.
    let cert = folder.path().join("cert.pem");
    let output = call(&args).env("SSL_CERT_FILE", cert).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), err.as_str()), (Some(0), ""));
    assert_eq!(said.next().unwrap().unwrap(), "12");
}
