-- Format 3. Never edited: a new format is a new file.

-- Who was erased, by the pseudonym that may still arrive, and until when (Unix milliseconds): what they did until then is nobody's.
CREATE TABLE erased (
    person text COLLATE "C" PRIMARY KEY,
    until bigint NOT NULL
);

-- How many people of a branch were erased, so that it has as many as before.
CREATE TABLE nobody (
    branch text COLLATE "C" PRIMARY KEY,
    people bigint NOT NULL
);
