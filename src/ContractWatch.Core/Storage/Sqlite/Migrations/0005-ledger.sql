-- Answers of sources that caused a change, as they were received. Only ever added to.
CREATE TABLE ledger (
    place INTEGER PRIMARY KEY, -- from 1, without gaps
    feed TEXT NOT NULL,
    received INTEGER NOT NULL,
    method TEXT NOT NULL,
    url TEXT NOT NULL,
    request TEXT, -- the body of a POST
    status INTEGER NOT NULL,
    digest TEXT NOT NULL, -- SHA-256 of the body as received
    versions TEXT NOT NULL,
    seal TEXT NOT NULL, -- SHA-256 over all of the above but the place
    link TEXT NOT NULL, -- SHA-256 over the link before and the seal
    body BLOB NOT NULL -- gzip; last, because what stands behind it would be read through it
) STRICT;

-- Where a change was read. No reference to changes: what was seen outlives what was made of it.
CREATE TABLE witnesses (
    change TEXT NOT NULL,
    place INTEGER NOT NULL REFERENCES ledger,
    pointer TEXT NOT NULL,
    PRIMARY KEY (change, place, pointer)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ledger_grows_at_its_end BEFORE INSERT ON ledger WHEN NEW.place <> (SELECT ifnull(max(place), 0) + 1 FROM ledger)
BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER ledger_is_not_altered BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER ledger_is_not_cut BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER witnesses_are_not_altered BEFORE UPDATE ON witnesses BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER witnesses_are_not_dismissed BEFORE DELETE ON witnesses BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
