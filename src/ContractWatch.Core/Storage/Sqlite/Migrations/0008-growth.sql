-- Where an award stands among the bands of a watch. No reference to watches: one may go and come back.
CREATE TABLE growth (
    award INTEGER NOT NULL REFERENCES awards,
    watch TEXT NOT NULL,
    bands TEXT NOT NULL, -- JSON
    PRIMARY KEY (award, watch)
) STRICT, WITHOUT ROWID;
