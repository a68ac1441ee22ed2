-- Format 1. Never edited: a new format is a new file.

-- A class that was kept. `source` is what it is called in the central store; `head` is the end of the trainer's log when it was
-- kept, `findings` how much of the class was not as it was written, `kept` the time when all of its attempts were in.
CREATE TABLE class (
    source TEXT PRIMARY KEY,
    class TEXT NOT NULL,
    drill TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    program TEXT NOT NULL,
    rubric TEXT NOT NULL,
    seed INTEGER NOT NULL,
    pass INTEGER NOT NULL,
    turns INTEGER NOT NULL,
    day TEXT NOT NULL,
    folder TEXT NOT NULL,
    head TEXT NOT NULL,
    findings INTEGER NOT NULL,
    kept TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who was there, without a name. `encounter` ties a seat to its attempts.
CREATE TABLE seat (
    encounter TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    seat TEXT NOT NULL,
    person TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX seat_source ON seat (source);

-- Names, apart: a person without a row here is nobody's.
CREATE TABLE name (
    person TEXT PRIMARY KEY,
    folded TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was done about a result.
CREATE TABLE note (
    n INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    person TEXT NOT NULL,
    day TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
