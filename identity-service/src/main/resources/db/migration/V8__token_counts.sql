-- How many tokens a client got in a minute, until it has been told. Spread over some rows, so that those who ask at the same time
-- hardly wait for each other.
CREATE TABLE token_counts (
    minute     timestamptz NOT NULL,
    client_id  text        NOT NULL,
    slot       int         NOT NULL,
    own        bigint      NOT NULL,
    delegated  bigint      NOT NULL,
    narrowed   bigint      NOT NULL,
    PRIMARY KEY (minute, client_id, slot)
) WITH (fillfactor = 50); -- room to count up in place
