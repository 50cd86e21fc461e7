-- Addresses the other side refused for good: what is owed there waits until somebody lifts it.
CREATE TABLE suppressions (
    channel TEXT NOT NULL,
    folded_address TEXT NOT NULL,
    address TEXT NOT NULL,
    since INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (channel, folded_address)
) STRICT, WITHOUT ROWID;

-- When it was first due, however often it has been put off since.
ALTER TABLE messages ADD COLUMN promised INTEGER NOT NULL DEFAULT 0;
UPDATE messages SET promised = due;
