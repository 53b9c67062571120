-- About which dead letters nothing is to be done, as somebody said. The letters themselves are on their topic; one is told from another that may have its
-- number once the topic was made anew by when it was refused.
CREATE TABLE dismissed_dead_letter (
    letter     bigint      NOT NULL,
    refused_at text        NOT NULL, -- as the letter says it
    reason     text        NOT NULL,
    by         text        NOT NULL, -- subject of his token
    at         timestamptz NOT NULL,
    PRIMARY KEY (letter, refused_at)
);
