-- Format 2. Never edited: a new format is a new file. Columns with a constant default are added without writing rows anew.

-- What trainers rated of single principles, what trainees said against their marks, and when either was last said (Unix
-- milliseconds; 0 for never): of two tellings the later counts.
ALTER TABLE attempt ADD COLUMN ruled_environment smallint;
ALTER TABLE attempt ADD COLUMN ruled_initiative smallint;
ALTER TABLE attempt ADD COLUMN ruled_competence smallint;
ALTER TABLE attempt ADD COLUMN ruled_listening smallint;
ALTER TABLE attempt ADD COLUMN ruled_demeanour smallint;
ALTER TABLE attempt ADD COLUMN ruled_patience smallint;
ALTER TABLE attempt ADD COLUMN ruled_concise smallint;
ALTER TABLE attempt ADD COLUMN ruled_attitude smallint;
ALTER TABLE attempt ADD COLUMN objected boolean NOT NULL DEFAULT false;
ALTER TABLE attempt ADD COLUMN objection text COLLATE "C";
ALTER TABLE attempt ADD COLUMN revised bigint NOT NULL DEFAULT 0;

-- How far trainers and the scorer agree at a branch on a day: how many were rated on the scale, in how many the scorer's rating is
-- the same or at most one apart, and the sum of the differences, the scorer's taken from the trainer's.
CREATE TABLE agreement (
    branch text COLLATE "C" NOT NULL,
    day text COLLATE "C" NOT NULL,
    scale text COLLATE "C" NOT NULL,
    rulings bigint NOT NULL,
    same bigint NOT NULL,
    near bigint NOT NULL,
    apart bigint NOT NULL,
    PRIMARY KEY (branch, day, scale)
);
INSERT INTO agreement
SELECT branch, day, 'overall', count(*),
    sum(CASE WHEN ruling = (overall + 12) / 25 THEN 1 ELSE 0 END),
    sum(CASE WHEN abs(ruling - (overall + 12) / 25) <= 1 THEN 1 ELSE 0 END),
    sum(ruling - (overall + 12) / 25)
FROM attempt WHERE ruling IS NOT NULL GROUP BY branch, day;
