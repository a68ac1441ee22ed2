-- Format 2. Never edited: a new format is a new file.

-- What trainers rated of single principles, what trainees said against their marks, and when either was last said (Unix
-- milliseconds; 0 for never): of two tellings the later counts.
ALTER TABLE attempt ADD COLUMN ruled_environment INTEGER;
ALTER TABLE attempt ADD COLUMN ruled_initiative INTEGER;
ALTER TABLE attempt ADD COLUMN ruled_competence INTEGER;
ALTER TABLE attempt ADD COLUMN ruled_listening INTEGER;
ALTER TABLE attempt ADD COLUMN ruled_demeanour INTEGER;
ALTER TABLE attempt ADD COLUMN ruled_patience INTEGER;
ALTER TABLE attempt ADD COLUMN ruled_concise INTEGER;
ALTER TABLE attempt ADD COLUMN ruled_attitude INTEGER;
ALTER TABLE attempt ADD COLUMN objected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN objection TEXT;
ALTER TABLE attempt ADD COLUMN revised INTEGER NOT NULL DEFAULT 0;

-- How far trainers and the scorer agree at a branch on a day: how many were rated on the scale, in how many the scorer's rating is
-- the same or at most one apart, and the sum of the differences, the scorer's taken from the trainer's.
CREATE TABLE agreement (
    branch TEXT NOT NULL,
    day TEXT NOT NULL,
    scale TEXT NOT NULL,
    rulings INTEGER NOT NULL,
    same INTEGER NOT NULL,
    near INTEGER NOT NULL,
    apart INTEGER NOT NULL,
    PRIMARY KEY (branch, day, scale)
) STRICT, WITHOUT ROWID;
INSERT INTO agreement
SELECT branch, day, 'overall', count(*),
    sum(CASE WHEN ruling = (overall + 12) / 25 THEN 1 ELSE 0 END),
    sum(CASE WHEN abs(ruling - (overall + 12) / 25) <= 1 THEN 1 ELSE 0 END),
    sum(ruling - (overall + 12) / 25)
FROM attempt WHERE ruling IS NOT NULL GROUP BY branch, day;
