CREATE TABLE subawards (
    award INTEGER NOT NULL REFERENCES awards, -- the prime
    key TEXT NOT NULL,
    revision INTEGER NOT NULL,
    content TEXT NOT NULL, -- JSON
    PRIMARY KEY (award, key)
) STRICT, WITHOUT ROWID;

-- When the sub-awards of an award or a vendor were last read, and how many the source counted.
CREATE TABLE subaward_readings (
    feed INTEGER NOT NULL REFERENCES feeds,
    subject TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (feed, subject)
) STRICT, WITHOUT ROWID;
