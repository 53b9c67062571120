-- Transmitters that don't push: where they are asked, and how that goes.
CREATE TABLE transmitter_polls (
    issuer        text PRIMARY KEY,
    url           text        NOT NULL,
    sealed        bytea       NOT NULL, -- by what we show there that we may
    next_at       timestamptz NOT NULL,
    leased_until  timestamptz NOT NULL, -- by one replica
    attempts      integer     NOT NULL DEFAULT 0, -- that failed since the last that didn't
    asked_at      timestamptz,          -- when it answered last
    problem       text                  -- why it didn't since
);
