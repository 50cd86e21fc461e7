-- The number people know an award by; not unique, and the way to an award whose key has moved.
ALTER TABLE awards ADD COLUMN piid TEXT;
UPDATE awards SET piid = (SELECT s.piid FROM actions n JOIN states s ON s.id = n.state WHERE n.award = awards.id LIMIT 1);
CREATE INDEX awards_by_piid ON awards (piid) WHERE piid IS NOT NULL;

-- What an award's own page said, each time it said something else. The latest is in awards, too.
CREATE TABLE award_facts (
    award INTEGER NOT NULL REFERENCES awards,
    read_at INTEGER NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (award, read_at)
) STRICT, WITHOUT ROWID;
INSERT INTO award_facts (award, read_at, facts) SELECT id, read_at, facts FROM awards WHERE facts IS NOT NULL;

-- Keys that awards had before their source moved them.
CREATE TABLE former_keys (
    place INTEGER PRIMARY KEY, -- the first is the key the award was first known by
    feed INTEGER NOT NULL REFERENCES feeds,
    key TEXT NOT NULL,
    award INTEGER NOT NULL REFERENCES awards,
    UNIQUE (key, feed)
) STRICT;
CREATE INDEX former_keys_by_award ON former_keys (award);

-- The key the award had when the change was recorded; null: the one it has.
ALTER TABLE changes ADD COLUMN told_as TEXT;

-- The name a renamed vendor was last told to have.
CREATE TABLE vendor_names (
    feed INTEGER NOT NULL REFERENCES feeds,
    party TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (feed, party)
) STRICT, WITHOUT ROWID;

-- The names it had before: a watch that knows one of them goes on finding it.
CREATE TABLE former_names (
    feed INTEGER NOT NULL REFERENCES feeds,
    party TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (feed, party, name)
) STRICT, WITHOUT ROWID;

-- Other awards a change is about.
CREATE TABLE covered_awards (
    award INTEGER NOT NULL REFERENCES awards,
    place INTEGER NOT NULL REFERENCES changes,
    PRIMARY KEY (award, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX alerts_by_change ON alerts (change);
