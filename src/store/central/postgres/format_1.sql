-- Format 1. Never edited: a new format is a new file. Texts are compared byte by byte, as SQLite compares them, so that both
-- stores give the same order whatever the database's own collation.
CREATE TABLE teller_coach (
    format bigint NOT NULL
);

-- What arrived. `previous` chains the bundles of one source to one destination; `imported` is the time here, `made` the source's.
CREATE TABLE bundle (
    n bigint PRIMARY KEY,
    hash text COLLATE "C" NOT NULL UNIQUE,
    source uuid NOT NULL,
    branch text COLLATE "C" NOT NULL,
    program text COLLATE "C" NOT NULL,
    made timestamptz NOT NULL,
    previous text COLLATE "C" NOT NULL,
    attempts bigint NOT NULL,
    signed boolean NOT NULL,
    imported timestamptz NOT NULL
);
CREATE INDEX bundle_source ON bundle (source, made);

-- Replies and ends, never changed. Ids rise with time, so that a day's rows are neighbours in the index however many there are
-- from before. `bundle` is not declared a foreign key: only `import` writes here, and a check for every row would double its work.
CREATE TABLE attempt (
    id uuid PRIMARY KEY,
    bundle bigint NOT NULL,
    branch text COLLATE "C" NOT NULL,
    person uuid NOT NULL,
    part text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    encounter uuid NOT NULL,
    scenario text COLLATE "C" NOT NULL,
    edition text COLLATE "C" NOT NULL,
    rubric text COLLATE "C" NOT NULL,
    program text COLLATE "C" NOT NULL,
    seed bigint NOT NULL,
    language text COLLATE "C" NOT NULL,
    turn integer NOT NULL,
    state text COLLATE "C" NOT NULL,
    moment text COLLATE "C" NOT NULL,
    overall smallint NOT NULL,
    environment smallint NOT NULL,
    initiative smallint NOT NULL,
    competence smallint NOT NULL,
    listening smallint NOT NULL,
    demeanour smallint NOT NULL,
    patience smallint NOT NULL,
    concise smallint NOT NULL,
    attitude smallint NOT NULL,
    red_lines text COLLATE "C" NOT NULL,
    hints smallint NOT NULL,
    actions text COLLATE "C" NOT NULL,
    ended text COLLATE "C" NOT NULL,
    passed boolean,
    at timestamptz NOT NULL,
    day text COLLATE "C" NOT NULL,
    ruling smallint,
    reason text COLLATE "C",
    words text COLLATE "C"
);

-- What a branch did on a day: its replies, the sums of their marks, how many went badly (under 50) in each principle.
CREATE TABLE branch_day (
    branch text COLLATE "C" NOT NULL,
    day text COLLATE "C" NOT NULL,
    replies bigint NOT NULL,
    encounters bigint NOT NULL,
    overall bigint NOT NULL,
    crossed bigint NOT NULL,
    passed bigint NOT NULL,
    failed bigint NOT NULL,
    environment bigint NOT NULL,
    initiative bigint NOT NULL,
    competence bigint NOT NULL,
    listening bigint NOT NULL,
    demeanour bigint NOT NULL,
    patience bigint NOT NULL,
    concise bigint NOT NULL,
    attitude bigint NOT NULL,
    badly_environment bigint NOT NULL,
    badly_initiative bigint NOT NULL,
    badly_competence bigint NOT NULL,
    badly_listening bigint NOT NULL,
    badly_demeanour bigint NOT NULL,
    badly_patience bigint NOT NULL,
    badly_concise bigint NOT NULL,
    badly_attitude bigint NOT NULL,
    PRIMARY KEY (branch, day)
);

-- What a person did. `passed_day` is empty until something was passed.
CREATE TABLE person (
    person text COLLATE "C" PRIMARY KEY,
    branch text COLLATE "C" NOT NULL,
    last_id text COLLATE "C" NOT NULL,
    first_day text COLLATE "C" NOT NULL,
    last_day text COLLATE "C" NOT NULL,
    passed_day text COLLATE "C" NOT NULL,
    replies bigint NOT NULL,
    encounters bigint NOT NULL,
    overall bigint NOT NULL,
    crossed bigint NOT NULL,
    passed bigint NOT NULL,
    failed bigint NOT NULL,
    environment bigint NOT NULL,
    initiative bigint NOT NULL,
    competence bigint NOT NULL,
    listening bigint NOT NULL,
    demeanour bigint NOT NULL,
    patience bigint NOT NULL,
    concise bigint NOT NULL,
    attitude bigint NOT NULL
);
-- The orders of `report person` and of `report due`.
CREATE INDEX person_branch ON person (branch, person);
CREATE INDEX person_last ON person (branch, last_day, person);
CREATE INDEX person_passed ON person (branch, passed_day, person);
