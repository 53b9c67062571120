-- What the first request with an Idempotency-Key was answered: written with what it changed, and kept for a day. It holds secrets that are
-- shown once, so it is sealed by the key itself, of which nothing is kept.
CREATE TABLE idempotent_answer (
    id      bytea       PRIMARY KEY, -- of service, caller and key
    request text        NOT NULL,    -- of what was asked, by the key
    answer  text        NOT NULL,    -- JWE, RFC 7516
    at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX idempotent_answer_at ON idempotent_answer (at);
