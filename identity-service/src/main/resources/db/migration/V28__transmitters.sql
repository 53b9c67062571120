-- Whose signals are heard here.
CREATE TABLE transmitters (
    issuer          text PRIMARY KEY,
    audience        text        NOT NULL, -- what aud of its signals must hold
    jwks            text,                 -- its keys, or
    jwks_uri        text,                 -- where they are
    events          text        NOT NULL, -- names of those that it may send, separated by spaces
    domains         text        NOT NULL, -- of the addresses of people of whom it may speak
    created_at      timestamptz NOT NULL,
    revision        bigint      NOT NULL,
    stopped_reason  text,
    CHECK ((jwks IS NULL) <> (jwks_uri IS NULL))
);

-- What one of them has told of the device that a person works with.
ALTER TABLE identities
    ADD COLUMN device_compliant boolean,
    ADD COLUMN device_source text,
    ADD COLUMN device_at timestamptz,
    ADD COLUMN device_until timestamptz;
