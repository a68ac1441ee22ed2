//! The program in a real pseudo-terminal: what a person sees, and the terminal as it was afterwards.
#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that can't go on fails"
)]
#![cfg(unix)]

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The longest any test waits for something to appear; not a measure of speed.
const PATIENCE: Duration = Duration::from_secs(60);

/// One run of the program in a terminal.
struct Run {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
    _data: tempfile::TempDir,
}

impl Run {
    fn new(args: &[&str], columns: u16, rows: u16) -> Self {
        Self::with(args, columns, rows, &[])
    }

    fn with(args: &[&str], columns: u16, rows: u16, variables: &[(&str, &str)]) -> Self {
        let program = env!("CARGO_BIN_EXE_teller-coach");
        Self::of(program, args, columns, rows, variables)
    }

    fn of(
        program: &str,
        args: &[&str],
        columns: u16,
        rows: u16,
        variables: &[(&str, &str)],
    ) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let data = tempfile::tempdir().expect("a folder");
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env("TERM", "xterm-256color");
        command.env("XDG_DATA_HOME", data.path());
        command.env_remove("NO_COLOR");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the program");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let of = |size: u16| NonZeroU16::new(size).expect("a size");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(of(rows), of(columns), 0)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let (to_screen, to_raw) = (Arc::clone(&screen), Arc::clone(&raw));
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(read) = reader.read(&mut buffer) {
                if read == 0 {
                    break;
                }
                to_screen
                    .lock()
                    .expect("the screen")
                    .process(&buffer[..read]);
                to_raw
                    .lock()
                    .expect("the bytes")
                    .extend_from_slice(&buffer[..read]);
            }
        });
        Self {
            child,
            master: pair.master,
            writer,
            screen,
            raw,
            _data: data,
        }
    }

    fn text(&self) -> String {
        self.screen.lock().expect("the screen").screen().contents()
    }

    /// Waits until the screen shows `wanted`.
    fn see(&self, wanted: &str) -> &Self {
        self.wait(&format!("{wanted:?}"), || self.text().contains(wanted));
        self
    }

    fn wait(&self, what: &str, mut there: impl FnMut() -> bool) {
        let begin = Instant::now();
        while !there() {
            assert!(
                begin.elapsed() < PATIENCE,
                "waited for {what} in vain; the screen:\n{}",
                self.text()
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn send(&mut self, keys: &str) -> &mut Self {
        self.bytes(keys.as_bytes())
    }

    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.writer
            .write_all(bytes)
            .expect("a terminal that listens");
        self.writer.flush().expect("a terminal that listens");
        self
    }

    /// Waits for the end; the exit code and all that was written.
    fn end(mut self) -> (u32, String) {
        let mut code = None;
        let begin = Instant::now();
        while code.is_none() {
            assert!(
                begin.elapsed() < PATIENCE,
                "the program does not end; the screen:\n{}",
                self.text()
            );
            code = self.child.try_wait().expect("a status");
            std::thread::sleep(Duration::from_millis(10));
        }
        // What was written last may still be on its way.
        std::thread::sleep(Duration::from_millis(100));
        let written = String::from_utf8_lossy(&self.raw.lock().expect("the bytes")).into_owned();
        (code.map_or(99, |status| status.exit_code()), written)
    }

    /// From the home screen into the first encounter's editor.
    fn begin(&mut self) -> &mut Self {
        // A new data folder: one is shown round first.
        self.see("F3");
        self.send("q").see("S ");
        self.send("\r").see("1 [");
        self.send("\x1bOQ").see("Ctrl-J");
        self
    }
}

/// Whether the terminal was left as it was found: main screen, cursor, title, mouse and paste modes.
fn assert_restored(written: &str) {
    for (entered, left) in [
        ("\x1b[?1049h", "\x1b[?1049l"),
        ("\x1b[?2004h", "\x1b[?2004l"),
        ("\x1b[?1000h", "\x1b[?1000l"),
        // The title.
        ("\x1b[22;0t", "\x1b[23;0t"),
    ] {
        let (on, off) = (written.rfind(entered), written.rfind(left));
        assert!(on.is_some() && off > on, "{entered:?} was not taken back");
    }
    assert!(
        written.rfind("\x1b[?25h") > written.rfind("\x1b[?25l"),
        "the cursor stayed hidden"
    );
}

#[test]
fn a_reply_typed_in_chinese_gets_its_feedback_and_quitting_restores() {
    let mut run = Run::new(&["--lang", "zh", "--seed", "5"], 80, 24);
    run.begin();
    // One character split over three writes, as a slow line delivers it.
    for byte in "您".as_bytes() {
        run.bytes(&[*byte]);
        std::thread::sleep(Duration::from_millis(20));
    }
    run.send("好，您先坐，我马上帮您看。").see("您好，您先坐");
    run.send("\r").see("点评");
    run.send("\r").see("Ctrl-J");
    run.send("\x03").see("Ctrl-C");
    run.send("\x03");
    let (code, written) = run.end();
    assert_eq!(code, 0);
    assert_restored(&written);
}

#[test]
fn a_polite_signal_keeps_the_draft_and_restores() {
    let mut run = Run::new(&["--lang", "en", "--seed", "5"], 120, 40);
    run.begin();
    run.send("I'm sorry about").see("I'm sorry about");
    let id = run.child.process_id().expect("a process").to_string();
    let killed = std::process::Command::new("kill")
        .args(["-TERM", &id])
        .status()
        .expect("kill");
    assert!(killed.success());
    let (code, written) = run.end();
    assert_eq!(code, 0);
    assert_restored(&written);
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_speaks() {
    let mut run = Run::with(&["--lang", "en"], 80, 24, &[("TELLER_COACH_PANIC", "1")]);
    run.see("╭");
    run.send("\x1bOR");
    let (code, written) = run.end();
    assert_eq!(code, 101);
    assert_restored(&written);
    assert!(
        written.rfind("panicked") > written.rfind("\x1b[?1049l"),
        "{written:?}"
    );
}

#[test]
fn pasted_control_characters_are_shown_not_obeyed() {
    let mut run = Run::new(&["--lang", "zh", "--seed", "5"], 80, 24);
    run.begin();
    run.send("\x1b[200~您好\x1b]0;owned\x07\x1b[31m请坐\r\n二楼\x1b[201~")
        .see("二楼");
    run.see("请坐");
    let before = run.raw.lock().expect("the bytes").len();
    run.send("。").see("二楼。");
    let raw = run.raw.lock().expect("the bytes").clone();
    let text = String::from_utf8_lossy(&raw).into_owned();
    let titles: Vec<&str> = text.split("\x1b]0;").skip(1).collect();
    assert!(
        titles.len() == 1 && titles[0].starts_with("teller-coach"),
        "a title was set: {titles:?}"
    );
    assert!(raw.len() > before);
    run.send("\x03").send("\x03");
    run.end();
}

#[test]
fn a_long_burst_without_paste_marks_arrives_whole_and_is_not_sent_line_by_line() {
    let mut run = Run::new(&["--lang", "zh", "--seed", "5"], 80, 24);
    run.begin();
    let lines = format!("{}\r{}尾", "长".repeat(600), "短".repeat(300));
    run.send(&lines).see("尾");
    assert!(
        !run.text().contains("点评"),
        "nothing was sent:\n{}",
        run.text()
    );
    run.send("\x03").send("\x03");
    run.end();
}

#[test]
fn without_colour_nothing_is_coloured_and_the_marks_can_still_be_told_apart() {
    let mut run = Run::with(
        &["--lang", "zh", "--seed", "5"],
        80,
        24,
        &[("NO_COLOR", "1"), ("COLORTERM", "truecolor")],
    );
    run.begin();
    run.send("您好，您先坐。").see("您先坐。");
    run.send("\r").see("点评");
    run.send("\x03").see("Ctrl-C");
    run.send("\x03");
    let (_, written) = run.end();
    let colours = written
        .split("\x1b[")
        .filter_map(|after| after.split_once('m'))
        .flat_map(|(codes, _)| codes.split(';'))
        .filter_map(|code| code.parse::<u16>().ok())
        .filter(|code| matches!(code, 30..=37 | 40..=47 | 90..=97 | 100..=107 | 38 | 48));
    assert_eq!(colours.collect::<Vec<_>>(), [0_u16; 0]);
    assert!(written.contains("\x1b[1m"), "nothing is bold either");
}

#[test]
fn resizing_keeps_everything_and_a_small_window_says_so() {
    let mut run = Run::new(&["--lang", "en", "--seed", "5"], 120, 40);
    run.begin();
    run.send("Please take a seat").see("Please take a seat");
    for (columns, rows, wanted) in [
        (50, 15, "60x20"),
        (80, 24, "Please take a seat"),
        (200, 60, "Please take a seat"),
    ] {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let of = |size: u16| NonZeroU16::new(size).expect("a size");
        run.screen
            .lock()
            .expect("the screen")
            .screen_mut()
            .set_size(of(rows), of(columns));
        run.master.resize(size).expect("a resize");
        run.see(wanted);
    }
    run.send("\x03").send("\x03");
    run.end();
}

#[test]
fn without_a_terminal_the_screens_are_refused_and_lines_work() {
    let program = env!("CARGO_BIN_EXE_teller-coach");
    let refused = std::process::Command::new(program).output().expect("a run");
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--plain"));
    for args in [
        vec!["practice", "\x1b[31mx"],
        vec!["--\x1b[31mx"],
        vec!["check", "\x1b]0;x\x07"],
    ] {
        let hostile = std::process::Command::new(program)
            .args(&args)
            .output()
            .expect("a run");
        assert_ne!(hostile.status.code(), Some(0), "{args:?}");
        assert!(
            !hostile.stderr.contains(&0x1b) && !hostile.stdout.contains(&0x1b),
            "{args:?} came through"
        );
    }
}

#[test]
fn an_author_sees_what_was_saved_and_what_is_wrong_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("double-fee.yaml");
    let text = std::fs::read_to_string("scenarios/counter/double-fee.yaml").expect("a scenario");
    std::fs::write(&file, &text).expect("a file");
    let library = folder.path().to_str().expect("a path");
    let args = [
        "practice",
        "double-fee",
        "--lang",
        "zh",
        "--library",
        library,
    ];
    let mut run = Run::new(&args, 80, 24);
    run.see("╭");
    let about = text.lines().find(|line| line.starts_with("  zh: "));
    let changed = text.replace(about.expect("a briefing"), "  zh: \"刚刚改过的说明。\"");
    std::fs::write(&file, &changed).expect("a file");
    run.see("刚刚改过的说明").see("剧本已重新读入");
    std::fs::write(&file, changed.replace("format: 1", "formt: 1")).expect("a file");
    run.see("double-fee.yaml:").see("刚刚改过的说明");
    std::fs::write(&file, &text).expect("a file");
    run.see("剧本已重新读入");
    run.send("\x03");
    let (code, written) = run.end();
    assert_eq!(code, 0);
    assert_restored(&written);
}

#[test]
fn a_class_of_two_is_led_in_real_terminals_and_a_killed_console_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("class").display().to_string();
    let data = folder.path().join("kept").display().to_string();
    let host = [
        "class",
        "host",
        "morning-meeting",
        "--dir",
        &dir,
        "--lang",
        "zh",
        "--seed",
        "1",
        "--data",
        &data,
    ];
    let mut console = Run::new(&host, 120, 40);
    console.see("座位　0 人");
    let mut ming = Run::new(&["class", "join", &dir, "--lang", "zh"], 80, 24);
    ming.see("入座");
    ming.send("李明").see("李明");
    // Twice, since nothing seems to happen: that is one seat all the same.
    ming.send("\r").send("\r").see("您已入座");
    let english = ["class", "join", &dir, "--lang", "en", "--name", "Ben"];
    let mut ben = Run::new(&english, 80, 24);
    ben.see("Take a seat");
    ben.send("\r").see("you have a seat");
    console.see("座位　2 人").see("Ben");
    console.send("n");
    ming.see("葛春生");
    ming.send("对不起，让您等了这么久。").see("这么久");
    ming.send("\r").see("点评");
    console.see("1/2").see("让您等了这么久");
    // Nothing is seen of it elsewhere until it is revealed.
    assert!(!ben.text().contains("让您等了这么久"));
    console.child.kill().expect("killed");
    let mut console = Run::new(&host, 120, 40);
    console.see("座位　2 人").see("让您等了这么久");
    console.send("r");
    ben.see("让您等了这么久");
    console.send("e").see("结束这一课");
    console.send("\r");
    ming.see("练完了");
    let file = std::fs::read_dir(folder.path().join("class/people")).expect("the seats");
    let replies: usize = file
        .filter_map(|one| std::fs::read_to_string(one.expect("a file").path()).ok())
        .map(|text| text.matches("\"replied\"").count())
        .sum();
    assert_eq!(replies, 1, "stored once");

    // The class is over and its console gone: the next class in the folder sets it aside and puts it into the trainer's store, and
    // whoever still sits there is at the door again.
    console.child.kill().expect("killed");
    let mut console = Run::new(&host, 120, 40);
    console.see("座位　0 人").see(&dir);
    ming.see("您怎么称呼").see("李明");
    ming.send("\r").see("您已入座");
    console.see("座位　1 人");
    console.send("e").see("结束这一课");
    console.send("\r").see("0/1  结束");
    console.send("q");
    let (code, said) = console.end();
    assert_eq!(code, 0, "{said}");
    // A console that its terminal takes away may have kept the class itself.
    let kept = ["已存入老师自己的成绩库：2 个座位", "这一课早已入库"];
    assert!(kept.iter().any(|words| said.contains(words)), "{said}");
    for words in ["移到了", "已存入老师自己的成绩库：1 个座位"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    // Names go only after a question.
    let register = folder.path().join("kept/register.db");
    let named = || {
        let bytes = std::fs::read(&register).expect("a register");
        let name = "李明".as_bytes();
        bytes.windows(name.len()).any(|part| part == name)
    };
    let erase = [
        "class", "erase", "--kept", "--all", "--data", &data, "--lang", "zh",
    ];
    for (answer, stays) in [("no\r", true), ("yes\r", false)] {
        let mut run = Run::new(&erase, 100, 24);
        run.see("2 人的姓名");
        run.send(answer);
        assert_eq!(run.end().0, 0);
        assert_eq!(named(), stays, "{answer:?}");
    }
}

/// An SSH service of the machine's own OpenSSH on loopback that gives the user who runs the test a class and nothing else.
struct Service {
    child: std::process::Child,
    folder: tempfile::TempDir,
    port: u16,
}

impl Service {
    /// Starts it; `None`, and why, where the machine has no OpenSSH.
    fn start(dir: &str) -> Result<Self, String> {
        use std::process::{Command, Stdio};
        let sshd = ["/usr/sbin/sshd", "/usr/local/sbin/sshd"];
        let found = sshd.iter().find(|path| std::path::Path::new(path).exists());
        let sshd = found.ok_or("this machine has no sshd")?;
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let path = |name: &str| folder.path().join(name).display().to_string();
        for key in ["host", "key"] {
            let made = Command::new("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-f", &path(key)])
                .status();
            if !made.is_ok_and(|status| status.success()) {
                return Err("ssh-keygen made no key".to_owned());
            }
        }
        let free = std::net::TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
        let port = free.local_addr().map_err(|error| error.to_string())?.port();
        drop(free);
        let setup = Command::new(env!("CARGO_BIN_EXE_teller-coach"))
            .args(["class", "setup", "--dir", dir, "--lang", "zh", "--program"])
            .arg(env!("CARGO_BIN_EXE_teller-coach"))
            .output()
            .map_err(|error| error.to_string())?;
        let printed = String::from_utf8_lossy(&setup.stdout).into_owned();
        let forced: Vec<&str> = printed
            .lines()
            .skip_while(|line| !line.starts_with("    ForceCommand"))
            .take_while(|line| line.starts_with("    "))
            .collect();
        let config = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nPidFile none\nUsePAM no\nStrictModes no\n\
             PermitRootLogin yes\nAuthorizedKeysFile {}\n{}\n",
            path("host"),
            path("key.pub"),
            forced.join("\n")
        );
        std::fs::write(path("config"), config).map_err(|error| error.to_string())?;
        // The service wants this folder where it runs as root.
        let _ = std::fs::create_dir_all("/run/sshd");
        let child = Command::new(sshd)
            .args(["-D", "-e", "-f", &path("config")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| error.to_string())?;
        Ok(Self {
            child,
            folder,
            port,
        })
    }

    /// Comes in with a command that is not wanted.
    fn enter(&self, command: &str) -> Run {
        let key = self.folder.path().join("key").display().to_string();
        let port = self.port.to_string();
        let user = std::process::Command::new("id")
            .arg("-un")
            .output()
            .expect("a user");
        let user = String::from_utf8_lossy(&user.stdout).trim().to_owned();
        let to = format!("{user}@127.0.0.1");
        let args = [
            "-tt",
            "-p",
            &port,
            "-i",
            &key,
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-o",
            "LogLevel=ERROR",
            "-o",
            "BatchMode=yes",
            "-o",
            "ConnectionAttempts=20",
            &to,
            command,
        ];
        Run::of("ssh", &args, 80, 24, &[])
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn over_a_real_ssh_service_there_is_the_class_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("class").display().to_string();
    let service = match Service::start(&dir) {
        Ok(service) => service,
        Err(why) => {
            println!("skipped: {why}");
            return;
        }
    };
    let host = [
        "class",
        "host",
        "morning-meeting",
        "--dir",
        &dir,
        "--lang",
        "zh",
        "--seed",
        "1",
    ];
    let mut console = Run::new(&host, 120, 40);
    console.see("座位　0 人");
    let listening = || std::net::TcpStream::connect(("127.0.0.1", service.port)).is_ok();
    console.wait("the service", listening);
    let proof = folder.path().join("proof");
    let mut trainee = service.enter(&format!("touch {}; sh", proof.display()));
    let refused = || trainee.text().contains("Permission denied");
    trainee.wait("a class", || trainee.text().contains("入座") || refused());
    if refused() {
        println!("skipped: this user may not come in by key");
        return;
    }
    trainee.send("李明").see("李明");
    trainee.send("\r").see("您已入座");
    console.see("座位　1 人");
    console.send("n");
    trainee.see("葛春生");
    trainee
        .send("\x1a")
        .send("对不起，让您久等了。")
        .see("久等");
    trainee.send("\r").see("点评");
    console.see("1/1");
    trainee.send("\x03").see("要退出吗");
    trainee.send("\r");
    let _ = trainee.end();
    assert!(!proof.exists(), "what the client asked for was run");
}

/// How often the program's threads have slept and woken.
#[cfg(target_os = "linux")]
fn wakes(process: u32) -> u64 {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).expect("its threads");
    tasks
        .map(|task| {
            let status = task.expect("a thread").path().join("status");
            let status = std::fs::read_to_string(status).expect("its state");
            let line = status
                .lines()
                .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            line.and_then(|count| count.trim().parse::<u64>().ok())
                .expect("a count")
        })
        .sum()
}

#[cfg(target_os = "linux")]
#[test]
fn left_alone_it_sleeps_and_a_signal_wakes_it() {
    let mut run = Run::new(&["--lang", "en", "--no-store"], 80, 24);
    run.see("Choose a customer");
    let process = run.child.process_id().expect("a process");
    // The first frame is out; what is left of the start may go on for a moment.
    std::thread::sleep(Duration::from_secs(1));
    let before = wakes(process);
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(wakes(process), before, "it woke up though nothing happened");
    std::process::Command::new("kill")
        .args(["-TERM", &process.to_string()])
        .status()
        .expect("kill");
    let status = run.child.wait().expect("its end");
    assert!(status.success(), "{status:?}");
}
