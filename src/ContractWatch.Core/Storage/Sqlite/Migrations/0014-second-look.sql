-- The most discreet class of watches that were replaced by one of another class, or removed: what is still owed for them is told as discreetly.
CREATE TABLE former_watches (
    id TEXT PRIMARY KEY,
    privacy TEXT NOT NULL
) STRICT;

-- The key it was last tried under, alone or with other parts of a digest: those tried together stay together.
ALTER TABLE messages ADD COLUMN sending TEXT;
CREATE INDEX messages_by_sending ON messages (sending) WHERE sending IS NOT NULL;

CREATE INDEX refused_messages ON messages (channel) WHERE state = 'Refused';
