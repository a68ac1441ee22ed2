//! Reports are read by public programs that are not ours, and held against strict schemas: JUnit XML, TAP, lcov, SARIF. The programs
//! come from a package registry, once, into the target directory; without one a test says that it is skipped, and passes.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test may fail, may touch files, and says when it is skipped"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const WHOLE: &str = include_str!("data/scenarios/whole.yaml");
const OK: &str = include_str!("data/replays/ok.replay.yaml");
const FAILED: &str = include_str!("data/replays/failed.replay.yaml");

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_teller-coach"))
        .current_dir(folder)
        .args(args)
        .output()
        .expect("the binary runs")
}

/// A folder with these packages, named after what reads with them; none where they can't be installed, which is said.
fn installed(name: &str, packages: &[&str]) -> Option<PathBuf> {
    // Other versions are another folder.
    let versions: String = packages
        .iter()
        .map(|package| format!("-{}", package.replace("==", "-")))
        .collect();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}{versions}"));
    let ready = folder.join("ready");
    if ready.exists() {
        return Some(folder);
    }
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--retries",
        "1",
        "--upgrade",
        "--target",
    ];
    let done = Command::new("python3")
        .args(pip)
        .arg(&folder)
        .args(packages)
        .output();
    if done.is_ok_and(|output| output.status.success()) {
        fs::write(ready, "").expect("written");
        Some(folder)
    } else {
        eprintln!("skipped: {packages:?} could not be installed from a package registry");
        None
    }
}

/// What a script prints that uses these packages.
fn python(folder: &Path, packages: &Path, script: &str) -> String {
    let read = Command::new("python3")
        .args(["-c", script])
        .current_dir(folder)
        .env("PYTHONPATH", packages)
        .output()
        .expect("python runs");
    let said = String::from_utf8_lossy(&read.stdout).into_owned();
    assert!(
        read.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&read.stderr)
    );
    said
}

/// Two replay files, one with failures, a case left out and a title that means mischief, and one that can't be read.
fn replayed() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, replay) in [("甲", OK), ("乙", FAILED)] {
        let inner = folder.path().join(name);
        fs::create_dir(&inner).expect("a folder");
        fs::write(inner.join("whole.yaml"), WHOLE).expect("written");
        let replay = replay.replace("stops halfway", "\"<b>没&说完</b> # SKIP | `x` ::error::\"");
        let replay = replay.replace(
            "  - name: {zh: 没错的一个, en: nothing wrong with this one}\n",
            "  - name: {zh: 没错的一个, en: nothing wrong with this one}\n    skip: 等新规定\n    tags: [later]\n",
        );
        fs::write(inner.join("whole.replay.yaml"), replay).expect("written");
    }
    fs::write(
        folder.path().join("broken.replay.yaml"),
        "format: 1\ncases: <&>\n",
    )
    .expect("written");
    let output = run(
        folder.path(),
        &[
            "replay",
            ".",
            "--report",
            "json:all.json",
            "--report",
            "junit:all.xml",
            "--report",
            "tap:all.tap",
        ],
    );
    assert_eq!(output.status.code(), Some(3));
    folder
}

/// How many cases there are, have failed and were left out.
fn counts(folder: &Path) -> [u64; 3] {
    let json = fs::read_to_string(folder.join("all.json")).expect("a report");
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    ["cases", "failed", "skipped"].map(|key| json["summary"][key].as_u64().expect("a number"))
}

#[test]
fn junit_keeps_to_a_strict_schema() {
    let Some(packages) = installed("schema", &["lxml==5.3.0"]) else {
        return;
    };
    let folder = replayed();
    fs::write(
        folder.path().join("junit.xsd"),
        include_str!("data/junit.xsd"),
    )
    .expect("written");
    // What only some readers know is refused, so that this can fail.
    let script = "
from lxml import etree
schema = etree.XMLSchema(etree.parse('junit.xsd'))
report = etree.parse('all.xml')
schema.assertValid(report)
report.find('.//testcase').set('line', '3')
print(schema.validate(report))
";
    assert_eq!(python(folder.path(), &packages, script), "False\n");
}

#[test]
fn a_public_parser_reads_junit() {
    let Some(packages) = installed("junit", &["junitparser==3.1.2"]) else {
        return;
    };
    let folder = replayed();
    let script = "
from junitparser import JUnitXml
suites = list(JUnitXml.fromfile('all.xml'))
cases = [case for suite in suites for case in suite]
def of(kind):
    return sum(any(type(r).__name__ == kind for r in case.result) for case in cases)
print(len(suites), len(cases), of('Failure'), of('Skipped'), of('Error'))
print(any(case.name.endswith('<b>没&说完</b> # SKIP | `x` ::error::') for case in cases))
";
    let [cases, failed, skipped] = counts(folder.path());
    assert_eq!(
        python(folder.path(), &packages, script),
        format!("3 {} {failed} {skipped} 1\nTrue\n", cases + 1)
    );
}

#[test]
fn a_public_parser_reads_tap() {
    let Some(packages) = installed(
        "tap",
        &["tap.py==3.2.1", "more-itertools==10.5.0", "PyYAML==6.0.2"],
    ) else {
        return;
    };
    let folder = replayed();
    let script = "
from tap.parser import Parser
lines = list(Parser().parse_file('all.tap'))
tests = [line for line in lines if line.category == 'test']
print(len(tests), sum(not t.ok for t in tests), sum(bool(t.skip) for t in tests), sum(l.category == 'unknown' for l in lines))
print(sum(t.yaml_block is not None for t in tests if t.ok is False and 'broken' not in t.description))
";
    let [cases, failed, skipped] = counts(folder.path());
    assert_eq!(
        python(folder.path(), &packages, script),
        format!("{} {} {skipped} 0\n{failed}\n", cases + 1, failed + 1)
    );
}

#[test]
fn a_public_reader_reads_the_tracefile() {
    let Some(packages) = installed("lcov", &["lcov_cobertura==2.1.1"]) else {
        return;
    };
    let folder = TempDir::new().expect("a folder");
    run(
        folder.path(),
        &["replay", "--report", "lcov:c.info", "--report", "text:log"],
    );
    let script = "
from lcov_cobertura import LcovCobertura
found = LcovCobertura(open('c.info', encoding='utf-8').read()).parse()
print(found['summary']['lines-total'] > 500, found['summary']['lines-covered'] == found['summary']['lines-total'])
";
    assert_eq!(python(folder.path(), &packages, script), "True True\n");
}

/// Held against models made from the schema of OASIS, which take no key that it does not know, and counted by another program.
#[test]
fn sarif_keeps_to_its_schema_and_a_public_reader_reads_it() {
    let Some(packages) = installed("sarif", &["pydantic-sarif==0.1.1", "sarif-tools==3.0.5"])
    else {
        return;
    };
    let folder = TempDir::new().expect("a folder");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    fs::create_dir(folder.path().join("情景")).expect("a folder");
    for name in ["scenarios/many-faults.yaml", "replays/broken.replay.yaml"] {
        let to = name.rsplit('/').next().expect("a name");
        fs::copy(data.join(name), folder.path().join("情景").join(to)).expect("copied");
    }
    let paths = ["情景", "none.yaml"];
    let check = |format: &str| {
        run(
            folder.path(),
            &["check", paths[0], paths[1], "--format", format],
        )
    };
    fs::write(folder.path().join("all.sarif"), check("sarif").stdout).expect("written");
    let json: serde_json::Value = serde_json::from_slice(&check("json").stdout).expect("JSON");
    let problems: usize = json["files"]
        .as_array()
        .expect("files")
        .iter()
        .map(|file| file["problems"].as_array().expect("problems").len())
        .sum();
    let script = "
import json
from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log
from sarif import loader
log = json.load(open('all.sarif', encoding='utf-8'))
Log.model_validate(log)
log['runs'][0]['results'][0]['massage'] = 'no such key'
try:
    Log.model_validate(log)
except ValidationError:
    print('strict')
read = loader.load_sarif_file('all.sarif')
print(read.get_distinct_tool_names(), read.get_result_count())
print(all(record['Line'] > 0 for record in read.get_records()))
";
    assert!(problems > 10, "{json}");
    assert_eq!(
        python(folder.path(), &packages, script),
        format!("strict\n['teller-coach'] {problems}\nTrue\n")
    );
}
