-- Events that wait to be sent. seq orders the rows of one key, since their writer held the lock on the aggregate.
CREATE TABLE outbox (
    seq        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text        NOT NULL,
    partition  integer     NOT NULL,
    key        text        NOT NULL,
    headers    text        NOT NULL,
    value      text        NOT NULL,
    written_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Rows come and go at both ends: the default would let dead rows pile up to a fifth of the table's peak.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Who relays which slice. The lease only spares useless takeovers; what protects the order is the producer's epoch in Kafka.
CREATE TABLE outbox_lease (
    slice      integer PRIMARY KEY,
    holder     text        NOT NULL,
    epoch      bigint      NOT NULL,
    held_until timestamptz NOT NULL
);

-- Events that had their effect. digest tells a redelivery from another event under the same id.
CREATE TABLE inbox (
    consumer text        NOT NULL,
    source   text        NOT NULL,
    id       text        NOT NULL,
    digest   bytea       NOT NULL,
    seen_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (consumer, source, id)
);
CREATE INDEX inbox_by_age ON inbox USING brin (seen_at);

-- Up to when the inputs have been taken, as their owners' markers say.
CREATE TABLE input_freshness (
    topic          text        NOT NULL,
    partition      integer     NOT NULL,
    complete_until timestamptz NOT NULL,
    PRIMARY KEY (topic, partition)
);
