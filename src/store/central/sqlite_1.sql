-- Format 1. Never edited: a new format is a new file.

-- What arrived. `previous` chains the bundles of one source to one destination; `imported` is the time here, `made` the source's.
CREATE TABLE bundle (
    n INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    branch TEXT NOT NULL,
    program TEXT NOT NULL,
    made TEXT NOT NULL,
    previous TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    signed INTEGER NOT NULL,
    imported TEXT NOT NULL
) STRICT;
CREATE INDEX bundle_source ON bundle (source, made);

-- Replies and ends, never changed. Ids rise with time, so that a day's rows are neighbours in the index however many there are
-- from before. `bundle` is not declared a foreign key: only `import` writes here, and a check for every row would double its work.
CREATE TABLE attempt (
    id TEXT PRIMARY KEY,
    bundle INTEGER NOT NULL,
    branch TEXT NOT NULL,
    person TEXT NOT NULL,
    part TEXT NOT NULL,
    kind TEXT NOT NULL,
    encounter TEXT NOT NULL,
    scenario TEXT NOT NULL,
    edition TEXT NOT NULL,
    rubric TEXT NOT NULL,
    program TEXT NOT NULL,
    seed INTEGER NOT NULL,
    language TEXT NOT NULL,
    turn INTEGER NOT NULL,
    state TEXT NOT NULL,
    moment TEXT NOT NULL,
    overall INTEGER NOT NULL,
    environment INTEGER NOT NULL,
    initiative INTEGER NOT NULL,
    competence INTEGER NOT NULL,
    listening INTEGER NOT NULL,
    demeanour INTEGER NOT NULL,
    patience INTEGER NOT NULL,
    concise INTEGER NOT NULL,
    attitude INTEGER NOT NULL,
    red_lines TEXT NOT NULL,
    hints INTEGER NOT NULL,
    actions TEXT NOT NULL,
    ended TEXT NOT NULL,
    passed INTEGER,
    at TEXT NOT NULL,
    day TEXT NOT NULL,
    ruling INTEGER,
    reason TEXT,
    words TEXT
) STRICT, WITHOUT ROWID;

-- What a branch did on a day: its replies, the sums of their marks, how many went badly (under 50) in each principle.
CREATE TABLE branch_day (
    branch TEXT NOT NULL,
    day TEXT NOT NULL,
    replies INTEGER NOT NULL,
    encounters INTEGER NOT NULL,
    overall INTEGER NOT NULL,
    crossed INTEGER NOT NULL,
    passed INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    environment INTEGER NOT NULL,
    initiative INTEGER NOT NULL,
    competence INTEGER NOT NULL,
    listening INTEGER NOT NULL,
    demeanour INTEGER NOT NULL,
    patience INTEGER NOT NULL,
    concise INTEGER NOT NULL,
    attitude INTEGER NOT NULL,
    badly_environment INTEGER NOT NULL,
    badly_initiative INTEGER NOT NULL,
    badly_competence INTEGER NOT NULL,
    badly_listening INTEGER NOT NULL,
    badly_demeanour INTEGER NOT NULL,
    badly_patience INTEGER NOT NULL,
    badly_concise INTEGER NOT NULL,
    badly_attitude INTEGER NOT NULL,
    PRIMARY KEY (branch, day)
) STRICT, WITHOUT ROWID;

-- What a person did. `passed_day` is empty until something was passed.
CREATE TABLE person (
    person TEXT PRIMARY KEY,
    branch TEXT NOT NULL,
    last_id TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    passed_day TEXT NOT NULL,
    replies INTEGER NOT NULL,
    encounters INTEGER NOT NULL,
    overall INTEGER NOT NULL,
    crossed INTEGER NOT NULL,
    passed INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    environment INTEGER NOT NULL,
    initiative INTEGER NOT NULL,
    competence INTEGER NOT NULL,
    listening INTEGER NOT NULL,
    demeanour INTEGER NOT NULL,
    patience INTEGER NOT NULL,
    concise INTEGER NOT NULL,
    attitude INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- The orders of `report person` and of `report due`.
CREATE INDEX person_branch ON person (branch, person);
CREATE INDEX person_last ON person (branch, last_day, person);
CREATE INDEX person_passed ON person (branch, passed_day, person);
