-- What devices without a browser ask for, until somebody answers at one; kept a while to tell the device what became of it.
CREATE TABLE device_requests (
    id                text PRIMARY KEY,
    code_hash         bytea       NOT NULL UNIQUE, -- of the device code
    user_code         text        NOT NULL UNIQUE, -- eight letters, which a person types
    client_id         text        NOT NULL REFERENCES clients (id),
    scopes            text        NOT NULL, -- separated by spaces
    address           text        NOT NULL,
    network           text        NOT NULL, -- of the address, for counting
    created_at        timestamptz NOT NULL,
    ends_at           timestamptz NOT NULL,
    poll_seconds      int         NOT NULL,
    next_poll_at      timestamptz NOT NULL,
    answered_at       timestamptz,
    authorization_id  text -- null where nobody has answered, or he refused; no reference, since that may go first
);
CREATE INDEX device_requests_by_end ON device_requests (ends_at);
CREATE INDEX device_requests_of_network ON device_requests (network, ends_at);

-- Authorization requests that clients sent ahead of the browser, RFC 9126.
CREATE TABLE pushed_requests (
    id          text PRIMARY KEY, -- SHA-256 of what its address ends with, in hexadecimal digits
    client_id   text        NOT NULL REFERENCES clients (id),
    query       text        NOT NULL,
    network     text        NOT NULL, -- that it came from, for counting
    ends_at     timestamptz NOT NULL, -- no browser comes with it any more
    taken_at    timestamptz, -- a browser came with it
    person_id   text -- who was signed in there; nobody else goes on with it
);
CREATE INDEX pushed_requests_by_end ON pushed_requests (ends_at);
CREATE INDEX pushed_requests_of_network ON pushed_requests (network, ends_at);
