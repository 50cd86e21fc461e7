-- Subscriptions that people made, in whatever state, with their history.
CREATE TABLE subscriptions (
    id TEXT PRIMARY KEY,
    content TEXT NOT NULL -- JSON
) STRICT;

-- Messages that tell no change.
CREATE TABLE notices (
    message TEXT PRIMARY KEY, -- the key
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    thread TEXT NOT NULL
) STRICT;
