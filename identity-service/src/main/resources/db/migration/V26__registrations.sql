-- Applications that registered themselves (RFC 7591). What nobody has agreed to is no client, and goes soon.
CREATE TABLE registrations (
    id              text PRIMARY KEY,       -- the client id
    name            text        NOT NULL,   -- its host first, which it can't choose
    redirect_uris   text        NOT NULL,   -- separated by spaces
    post_logout_uris text       NOT NULL,
    grant_types     text        NOT NULL,
    scopes          text        NOT NULL,
    id_token_algorithm text     NOT NULL,
    network         text        NOT NULL,   -- that it came from
    created_at      timestamptz NOT NULL,
    admitted_at     timestamptz,            -- null while it waits for people who look through it
    agreed_at       timestamptz,            -- when somebody last let it in; null if nobody has
    ends_at         timestamptz NOT NULL,
    ended_at        timestamptz             -- since then only its id is left, for those who keep its state
);
CREATE INDEX registrations_open ON registrations (network) WHERE agreed_at IS NULL AND ended_at IS NULL;
CREATE INDEX registrations_by_end ON registrations (ends_at);
