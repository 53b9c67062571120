-- What a person's authenticator app shares with us, and what lets him in without it.
CREATE TABLE authenticators (
    person_id      text PRIMARY KEY REFERENCES identities (id),
    sealed_secret  bytea       NOT NULL,
    last_step      bigint      NOT NULL, -- of the last code that was used; no earlier one counts
    set_at         timestamptz NOT NULL,
    last_used_at   timestamptz
);
CREATE TABLE recovery_codes (
    person_id  text  NOT NULL REFERENCES identities (id),
    code_hash  bytea NOT NULL, -- SHA-256 of 80 random bits; gone once used
    PRIMARY KEY (person_id, code_hash)
);
