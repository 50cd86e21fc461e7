-- Recipients with their parents, as the page of one of their awards last showed them.
CREATE TABLE recipients (
    uei TEXT PRIMARY KEY,
    shown TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;
