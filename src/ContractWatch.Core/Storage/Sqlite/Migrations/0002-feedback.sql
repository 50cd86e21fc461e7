-- What people said of a watch's answers; laid over the watch, never deleted. No reference to watches: a watch may go and come back.
CREATE TABLE feedback (
    place INTEGER PRIMARY KEY, -- the order of recording
    id TEXT NOT NULL UNIQUE,
    watch TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    said_by TEXT NOT NULL,
    said_at INTEGER NOT NULL,
    taken_back_by TEXT,
    taken_back_at INTEGER -- null: in force
) STRICT;
