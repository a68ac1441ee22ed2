# The menu. `just` alone lists it.

# Replies of which only the red lines are known
marked := "--signals src/scoring/signals/data --marked tests/red_lines"

# Rated replies that the rubric is fitted on
gold := "tests/gold tests/gold_en tests/unseen_en"

default:
    @just --list

# Start practising
run *ARGS:
    cargo run --release -- {{ARGS}}

# Every test
test:
    cargo test

# What CI runs
ci:
    bash .ci/run

# Format, lint
tidy:
    cargo fmt
    cargo clippy --all-targets -- -D warnings

# Check the library and run its scripted conversations
library:
    cargo run --release -- check
    cargo run --release -- replay

# How far a change reaches over scripts and gold: every reply whose marks are not those accepted
reach:
    cargo run -- replay scenarios --library scenarios --check --gold tests/gold > /dev/null

# Accept the marks there are now, for scripts and gold
accept:
    cargo run -- replay scenarios --library scenarios --update --gold tests/gold > /dev/null
    cargo run -- replay review scenarios tests/gold --accept

# Agreement with the rated replies, held out by writer
agreement:
    cargo run --release -- agreement {{gold}} --held-out {{marked}}

# Fit the rubric again after changing signals
fit:
    cargo run --release -- fit {{gold}} {{marked}} --write src/scoring/data/rubric.yaml

# The central store on a PostgreSQL of the tests' own
central:
    cargo test --features central --test central

# Measure
bench:
    cargo bench

# Measure a central store of ten million attempts: some minutes, and 8 GB of /tmp
bench-central:
    cargo bench --features central --bench central
