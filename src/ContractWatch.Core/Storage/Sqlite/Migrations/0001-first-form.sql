-- Moments are INTEGER: 100-nanosecond steps since 1970-01-01 UTC; datetime(x / 10000000, 'unixepoch') shows one.
-- Days are TEXT, ISO 8601. Money is TEXT, its exact digits, and never a binary fraction.

PRAGMA application_id = 0x43576174; -- "CWat"

CREATE TABLE feeds (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    cursor TEXT NOT NULL,
    health TEXT NOT NULL,
    known_actions INTEGER NOT NULL DEFAULT 0 -- counted as they are added: counting them all would cost more with every poll
) STRICT;

CREATE TABLE awards (
    id INTEGER PRIMARY KEY,
    feed INTEGER NOT NULL REFERENCES feeds,
    key TEXT NOT NULL,
    watched INTEGER NOT NULL DEFAULT 0, -- 1: a change of it matched a watch
    read_at INTEGER,                    -- when its own page was last read
    facts TEXT,
    UNIQUE (key, feed)
) STRICT;
CREATE INDEX watched_awards ON awards (feed, read_at) WHERE watched = 1;

-- Names of agencies, classifications and currencies: few, and on every row.
CREATE TABLE phrases (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

-- What an action said at some time; never altered.
CREATE TABLE states (
    id INTEGER PRIMARY KEY,
    piid TEXT,
    signed TEXT,
    type TEXT,
    obligation TEXT,
    currency INTEGER, -- this and the other numbers down there are phrases
    description TEXT,
    recipient TEXT NOT NULL,
    identifiers TEXT,
    parent TEXT,
    parent_identifiers TEXT,
    agency INTEGER,
    department INTEGER,
    funding_agency INTEGER,
    funding_department INTEGER,
    award_type INTEGER,
    naics INTEGER, -- 0: words without a code
    naics_words INTEGER,
    product INTEGER,
    product_words INTEGER
) STRICT;

CREATE TABLE actions (
    award INTEGER NOT NULL REFERENCES awards,
    number TEXT NOT NULL,
    twin INTEGER NOT NULL,
    feed INTEGER NOT NULL REFERENCES feeds,
    state INTEGER NOT NULL REFERENCES states,
    signed TEXT,
    revision INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    missing_since INTEGER,
    missing_polls INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    PRIMARY KEY (award, number, twin)
) STRICT, WITHOUT ROWID;
CREATE INDEX signed_actions ON actions (feed, signed) WHERE withdrawn = 0;
CREATE INDEX missing_actions ON actions (feed) WHERE missing_since IS NOT NULL AND withdrawn = 0;

CREATE TABLE changes (
    place INTEGER PRIMARY KEY, -- the order of recording
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    award INTEGER NOT NULL REFERENCES awards,
    number TEXT NOT NULL,
    twin INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    state INTEGER NOT NULL REFERENCES states,
    content TEXT NOT NULL,
    matches TEXT -- null: it concerns no watch
) STRICT;
CREATE INDEX changes_by_time ON changes (first_seen);
CREATE INDEX changes_by_award ON changes (award);

CREATE TABLE changes_by_watch (
    watch TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    place INTEGER NOT NULL REFERENCES changes,
    PRIMARY KEY (watch, first_seen, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
    place INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    folded_address TEXT NOT NULL, -- lower case: an address is the same however it is written
    cadence TEXT NOT NULL,
    award TEXT,
    created INTEGER NOT NULL,
    due INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    last_error TEXT,
    state TEXT NOT NULL,
    receipt TEXT,
    delivered INTEGER
) STRICT;
CREATE INDEX due_messages ON messages (channel, due) WHERE state = 'Owed';

CREATE TABLE alerts (
    key TEXT PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES messages,
    change TEXT NOT NULL,
    subscription TEXT NOT NULL,
    watch TEXT NOT NULL
) STRICT;
CREATE INDEX alerts_by_message ON alerts (message);

CREATE TABLE watches (
    id TEXT PRIMARY KEY,
    origin TEXT NOT NULL,
    since INTEGER NOT NULL,
    content TEXT NOT NULL
) STRICT;

-- Rows of a source that could not be read, as received; the same row again only counts.
CREATE TABLE quarantine (
    feed INTEGER NOT NULL REFERENCES feeds,
    digest BLOB NOT NULL, -- SHA-256 of reason and row
    reason TEXT NOT NULL,
    raw TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    times INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (feed, digest)
) STRICT;

-- What delivery channels keep between runs.
CREATE TABLE kept (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
