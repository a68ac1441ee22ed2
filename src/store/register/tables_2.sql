-- Format 2. Never edited: a new format is a new file.

-- The drill's edition; empty for classes that were kept before drills had any.
ALTER TABLE class ADD COLUMN drill_edition TEXT NOT NULL DEFAULT '';
