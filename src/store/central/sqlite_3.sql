-- Format 3. Never edited: a new format is a new file.

-- Who was erased, by the pseudonym that may still arrive, and until when (Unix milliseconds): what they did until then is nobody's.
CREATE TABLE erased (
    person TEXT PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How many people of a branch were erased, so that it has as many as before.
CREATE TABLE nobody (
    branch TEXT PRIMARY KEY,
    people INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
