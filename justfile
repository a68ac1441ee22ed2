# The menu. `just` alone lists it.

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

# Agreement with the rated replies, held out by writer
agreement:
    cargo run --release -- agreement tests/gold --held-out

# Fit the rubric again after changing signals
fit:
    cargo run --release -- fit tests/gold --write src/scoring/data/rubric.yaml

# Measure
bench:
    cargo bench
