-- Who hears what ended here. A stream is a receiver's own; to log out, an application has one that it didn't ask for.
CREATE TABLE signal_streams (
    id                text PRIMARY KEY,
    client_id         text        NOT NULL,
    kind              text        NOT NULL, -- STREAM or LOGOUT
    method            text        NOT NULL, -- PUSH or POLL
    endpoint          text,                 -- where to push; of a LOGOUT its client knows
    authorization_sealed bytea,             -- the header that the receiver wants
    description       text,
    events_requested  text,                 -- separated by spaces; null: all that there are
    events            text        NOT NULL, -- what is delivered of these
    status            text        NOT NULL,
    status_reason     text,
    created_at        timestamptz NOT NULL,
    verified_at       timestamptz,
    attempts          int         NOT NULL DEFAULT 0, -- without success, one after the other
    next_attempt_at   timestamptz NOT NULL,
    leased_until      timestamptz NOT NULL, -- some replica delivers until then
    UNIQUE (client_id, kind)
);

-- What a stream has still to tell; whoever was told it, or said that he can't read it, has it no more.
CREATE TABLE signal_pending (
    id          text PRIMARY KEY DEFAULT gen_random_uuid()::text, -- jti
    seq         bigint GENERATED ALWAYS AS IDENTITY,
    stream_id   text        NOT NULL REFERENCES signal_streams ON DELETE CASCADE,
    event_key   text        NOT NULL, -- what happened; told once in one stream
    control     boolean     NOT NULL, -- about the stream itself, and told while it is paused
    content     text        NOT NULL, -- claims as JSON, to be signed when they are delivered
    created_at  timestamptz NOT NULL,
    UNIQUE (stream_id, event_key)
);
CREATE INDEX signal_pending_of_stream ON signal_pending (stream_id, seq);

-- Whom a receiver wants to hear of, or not.
CREATE TABLE signal_subjects (
    stream_id   text    NOT NULL REFERENCES signal_streams ON DELETE CASCADE,
    subject     text    NOT NULL,
    wanted      boolean NOT NULL,
    PRIMARY KEY (stream_id, subject)
);

-- What was last told of an identity; one without a row is active, and nothing of it was ever void.
CREATE TABLE signal_standings (
    id          text PRIMARY KEY,
    active      boolean NOT NULL,
    void_before timestamptz
);
INSERT INTO signal_standings
SELECT id, status = 'ACTIVE' AND stopped_reason IS NULL, tokens_void_before
FROM identities
WHERE status <> 'ACTIVE' OR stopped_reason IS NOT NULL OR tokens_void_before IS NOT NULL;

-- Where an application wants to hear that somebody has signed out (OpenID Connect Back-Channel Logout 1.0).
ALTER TABLE clients ADD COLUMN backchannel_logout_uri text;
CREATE INDEX authorizations_of_person ON authorizations (person_id);
