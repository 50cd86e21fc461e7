-- What every poll covered, for as long as its details are kept.
CREATE TABLE polls (
    feed INTEGER NOT NULL REFERENCES feeds,
    started INTEGER NOT NULL,
    coverage TEXT NOT NULL, -- JSON
    PRIMARY KEY (feed, started)
) STRICT;

-- What was not read; an open gap is never deleted.
CREATE TABLE gaps (
    feed INTEGER NOT NULL REFERENCES feeds,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    since INTEGER NOT NULL,
    reason TEXT NOT NULL,
    filled INTEGER, -- null: open
    PRIMARY KEY (feed, kind, subject, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX open_gaps ON gaps (feed, since) WHERE filled IS NULL;
