-- What people sign in with.
CREATE TABLE passwords (
    person_id  text PRIMARY KEY REFERENCES identities (id),
    hash       text        NOT NULL, -- Argon2id, as a PHC string
    set_at     timestamptz NOT NULL
);
CREATE TABLE passkeys (
    id             text PRIMARY KEY,
    credential_id  bytea       NOT NULL UNIQUE CHECK (octet_length(credential_id) BETWEEN 1 AND 1023),
    person_id      text        NOT NULL REFERENCES identities (id),
    name           text        NOT NULL,
    credential     bytea       NOT NULL, -- attested credential data, as WebAuthn has it: public key, no secret
    counter        bigint      NOT NULL,
    backup_eligible boolean    NOT NULL,
    backed_up      boolean     NOT NULL,
    created_at     timestamptz NOT NULL,
    last_used_at   timestamptz
);
CREATE INDEX passkeys_of_person ON passkeys (person_id);

-- The last link of each person by which he may set a credential; gone once used.
CREATE TABLE invitations (
    person_id   text PRIMARY KEY REFERENCES identities (id),
    token_hash  bytea       NOT NULL UNIQUE,
    made_at     timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL
);

-- Who is signed in, in which browser. What ends a person's tokens ends these too, by tokens_void_before.
CREATE TABLE sign_in_sessions (
    id                text PRIMARY KEY,
    token_hash        bytea       NOT NULL UNIQUE, -- of the cookie
    person_id         text        NOT NULL REFERENCES identities (id),
    created_at        timestamptz NOT NULL,
    authenticated_at  timestamptz NOT NULL,
    acr               text        NOT NULL,
    amr               text        NOT NULL, -- separated by spaces
    address           text        NOT NULL,
    browser           text        NOT NULL,
    last_used_at      timestamptz NOT NULL,
    ends_at           timestamptz NOT NULL
);
CREATE INDEX sign_in_sessions_of_person ON sign_in_sessions (person_id, id);
CREATE INDEX sign_in_sessions_by_end ON sign_in_sessions (ends_at);

-- Attempts that weren't good, of an account as it was named or of an address; both as a digest.
CREATE TABLE sign_in_attempts (
    key       text PRIMARY KEY,
    failures  int         NOT NULL,
    last_at   timestamptz NOT NULL,
    next_at   timestamptz NOT NULL -- no earlier than this another one is looked at
);
CREATE INDEX sign_in_attempts_by_time ON sign_in_attempts (last_at);
